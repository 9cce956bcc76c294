// The web servers of the publishing guide in README.md, with the configurations that it quotes, on a port of loopback.

import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const read = (path) => readFileSync(new URL(path, import.meta.url), 'utf8');
export const NGINX = read('../../hosts/nginx.conf');
export const CADDY = read('../../hosts/Caddyfile');

/** Puts other words in place of those of the guide that every reader changes too. Each has to be there. */
function changed(text, changes) {
  for (const [from, to] of changes) {
    assert.ok(text.includes(from), `the configuration says nothing of ${from}`);
    text = text.replaceAll(from, to);
  }
  return text;
}

/** A port of loopback that nobody listens to. */
export function freePort() {
  return new Promise((found) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => found(port));
    });
  });
}

/** What a server says: `{ status, headers, body }`, the body as it was sent. */
export function ask(url, headers = {}) {
  return new Promise((done, fail) => {
    get(url, { headers, agent: false }, (response) => {
      const parts = [];
      response.on('data', (part) => parts.push(part));
      response.on('end', () => done({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) }));
    }).on('error', fail);
  });
}

async function running(program, args, port, environment = {}) {
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, ...environment } });
  let said = '';
  child.stderr.on('data', (text) => { said += text; });
  const ended = new Promise((done) => child.once('exit', done));
  for (let tries = 0; ; tries += 1) {
    try {
      await ask(`http://127.0.0.1:${port}/`);
      break;
    } catch (error) {
      if (tries > 100 || child.exitCode !== null) throw new Error(`${program} does not answer: ${error}\n${said}`);
      await wait(50);
    }
  }
  return () => {
    child.kill();
    return ended;
  };
}

/** Each starts a server that shows the folder `root`, with the site at `prefix` in it; what `work` holds is the caller's to remove. */
export const SERVERS = {
  async nginx(work, root, port, prefix) {
    const home = mkdtempSync(join(work, 'nginx-'));
    const changes = [['listen 80;', `listen 127.0.0.1:${port};`], ['/var/www/site', root]];
    if (prefix !== '/') changes.push(['404 /404.html', `404 ${prefix}404.html`]);
    writeFileSync(join(home, 'site.conf'), changed(NGINX, changes));
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${home}/${name};`).join(' ');
    const user = process.getuid() === 0 ? 'user root;' : '';
    writeFileSync(join(home, 'main.conf'), `daemon off; pid ${home}/pid; error_log stderr warn; worker_processes 1; ${user}
events {}
http { include /etc/nginx/mime.types; default_type application/octet-stream; access_log off; ${temporary} include ${home}/site.conf; }
`);
    return running('nginx', ['-p', home, '-e', 'stderr', '-c', join(home, 'main.conf')], port, { PATH: `${process.env.PATH}:/usr/sbin` });
  },
  async Caddy(work, root, port, prefix) {
    const home = mkdtempSync(join(work, 'caddy-'));
    const changes = [['example.org {', `http://127.0.0.1:${port} {`], ['/var/www/site', root]];
    if (prefix !== '/') changes.push(['rewrite * /404.html', `rewrite * ${prefix}404.html`]);
    writeFileSync(join(home, 'Caddyfile'), `{\n\tadmin off\n\tauto_https off\n}\n${changed(CADDY, changes)}`);
    const environment = { HOME: home, XDG_DATA_HOME: home, XDG_CONFIG_HOME: home };
    return running('caddy', ['run', '--adapter', 'caddyfile', '--config', join(home, 'Caddyfile')], port, environment);
  },
};

/** Builds the site into `output`, as the guide says, with what each server sends compressed. */
export function build(output, ...more) {
  const root = process.env.SITE ?? join(import.meta.dirname, '../../..');
  execFileSync(process.env.NUTGRAF, ['--root', root, 'build', '--output', output, '--compress', ...more], { stdio: 'pipe' });
}
