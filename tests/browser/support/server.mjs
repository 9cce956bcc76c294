// A static server for one folder under one path, as a plain host would serve it, with a strict content security policy.

import { createServer } from 'node:http';
import { readFile, stat } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';

export const POLICY = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; object-src 'none'; base-uri 'self'; form-action 'self'";

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.xml': 'application/xml',
  '.txt': 'text/plain; charset=utf-8',
  '.ics': 'text/calendar; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.gif': 'image/gif',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.pdf': 'application/pdf',
};

/** Serves `root` at `prefix` on loopback; answers `{ origin, url, close }`, where `url` is the site's own address. */
export async function serve(root, prefix = '/a/b/') {
  const server = createServer((request, response) => {
    answer(root, prefix, request)
      .catch((error) => ({ status: 500, type: 'text/plain', body: String(error) }))
      .then(({ status, type, body, location }) => {
        const headers = { 'Content-Security-Policy': POLICY, 'Content-Type': type };
        if (location) headers.Location = location;
        response.writeHead(status, headers);
        response.end(body);
      });
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  const origin = `http://127.0.0.1:${server.address().port}`;
  const close = () => new Promise((done) => {
    server.close(done);
    server.closeAllConnections();
  });
  return { origin, url: origin + prefix, close };
}

async function answer(root, prefix, request) {
  const path = decodeURIComponent(new URL(request.url, 'http://host').pathname);
  if (!path.startsWith(prefix)) return { status: 404, type: 'text/plain', body: 'outside of the site' };
  let file = join(root, normalize('/' + path.slice(prefix.length)));
  const found = await stat(file).catch(() => undefined);
  if (found?.isDirectory()) {
    if (!path.endsWith('/')) return { status: 301, type: 'text/plain', body: '', location: `${path}/` };
    file = join(file, 'index.html');
  }
  try {
    return { status: 200, type: TYPES[extname(file)] ?? 'application/octet-stream', body: await readFile(file) };
  } catch {
    return { status: 404, type: TYPES['.html'], body: await readFile(join(root, '404.html')) };
  }
}
