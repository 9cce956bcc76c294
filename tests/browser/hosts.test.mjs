// The publishing guide of README.md, followed to the letter: nginx and Caddy from Debian, with the files that it quotes, at a
// domain's root and under a path; and the files by which four hosts build a site, held against schemas: those of the
// hosts themselves or of SchemaStore, and for Netlify, where there is none, one written after its documentation.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { parseAllHeaders } from '@netlify/headers-parser';
import { parse as toml } from 'smol-toml';
import { parse as yaml } from 'yaml';
import { launch, listen, styled } from './support/browser.mjs';
import { CADDY, NGINX, SERVERS, ask, build, freePort } from './support/hosts.mjs';
import { POLICY } from './support/server.mjs';
import { attribute, folder, kinds, pages } from './support/site.mjs';

const read = (path) => readFileSync(new URL(path, import.meta.url), 'utf8');

const work = mkdtempSync(join(tmpdir(), 'nutgraf-hosts-'));
const site = folder('normal');
let browser;

before(async () => { browser = await launch(); });
after(async () => {
  await browser?.close();
  rmSync(work, { recursive: true, force: true });
});

const TYPES = {
  'index.html': 'text/html; charset=utf-8',
  'glossary.json': /^application\/json/,
  'glossary.ttl': 'text/turtle; charset=utf-8',
  'timeline.ics': 'text/calendar; charset=utf-8',
  'timeline.csv': 'text/csv; charset=utf-8',
  'style.css': 'text/css; charset=utf-8',
  'nutgraf.js': /^(?:application|text)\/javascript; charset=utf-8$/,
  'icon.svg': /^image\/svg\+xml/,
};

for (const [name, start] of Object.entries(SERVERS)) {
  for (const prefix of ['/', '/a/b/']) {
    test(`${name} at ${prefix}`, async (t) => {
      // As the guide says: build with --compress, copy to the folder that the server shows.
      const root = mkdtempSync(join(work, 'root-'));
      const built = join(work, `built-${prefix.length}`);
      if (!existsSync(built)) build(built, '--base-url', `https://example.org${prefix}`);
      cpSync(built, join(root, prefix), { recursive: true });
      const port = await freePort();
      const stop = await start(work, root, port, prefix);
      try {
        const origin = `http://127.0.0.1:${port}`;
        const url = origin + prefix;
        await t.test('headers of pages and files', () => headers(url, built));
        await t.test('an address that leads nowhere', () => nowhere(origin, url, built));
        await t.test('compressed files are sent as they lie there', () => compressed(name, url, built));
        await t.test('every kind of page in a browser', () => everyKind(url, built));
      } finally {
        await stop();
      }
    });
  }
}

async function headers(url, built) {
  for (const [path, type] of Object.entries(TYPES)) {
    const { status, headers } = await ask(url + path);
    assert.equal(status, 200, path);
    if (type instanceof RegExp) assert.match(headers['content-type'], type, path);
    else assert.equal(headers['content-type'].toLowerCase(), type, path);
    assert.equal(headers['content-security-policy'], POLICY, path);
    assert.equal(headers['x-content-type-options'], 'nosniff', path);
    assert.equal(headers['referrer-policy'], 'strict-origin-when-cross-origin', path);
    assert.equal(headers['cache-control'], 'no-cache', path);
  }
  const home = pages(built).find((one) => one.path === 'index.html');
  const style = attribute(home.elements.find((element) => attribute(element, 'rel') === 'stylesheet'), 'href');
  const { headers } = await ask(url + style);
  assert.equal(headers['cache-control'], 'public, max-age=31536000, immutable');
  const first = await ask(url);
  const again = await ask(url, { 'If-None-Match': first.headers.etag });
  assert.equal(again.status, 304, 'a page that has not changed is not sent again');
}

async function nowhere(origin, url, built) {
  const page = readFileSync(join(built, '404.html'));
  for (const address of [`${url}no/such/page/`, `${url}nothing.png`, `${url}.nutgraf/manifest.json`, `${origin}/elsewhere`]) {
    const { status, headers, body } = await ask(address);
    assert.equal(status, 404, address);
    assert.deepEqual(body, page, address);
    assert.equal(headers['content-security-policy'], POLICY, address);
    assert.match(headers['content-type'], /^text\/html/, address);
  }
}

async function compressed(name, url, built) {
  const page = readFileSync(join(built, 'glossary/index.html'));
  const gzip = await ask(`${url}glossary/`, { 'Accept-Encoding': 'gzip' });
  assert.equal(gzip.headers['content-encoding'], 'gzip');
  assert.deepEqual(gzip.body, readFileSync(join(built, 'glossary/index.html.gz')));
  assert.deepEqual(gunzipSync(gzip.body), page);
  const plain = await ask(`${url}glossary/`);
  assert.equal(plain.headers['content-encoding'], undefined);
  assert.deepEqual(plain.body, page);
  if (name !== 'Caddy') return;
  const br = await ask(`${url}glossary/`, { 'Accept-Encoding': 'gzip, br' });
  assert.equal(br.headers['content-encoding'], 'br');
  assert.deepEqual(brotliDecompressSync(br.body), page);
}

async function everyKind(url, built) {
  const all = kinds(pages(built));
  assert.ok(all.length >= 9, `${all.map((one) => one.kind)}`);
  const context = await browser.newContext({ viewport: { width: 390, height: 800 } });
  try {
    for (const one of all) {
      const { page, complaints } = await listen(context);
      const response = await page.goto(url + (one.kind === '404' ? 'a/place/that/is/not/there' : encodeURI(one.path.replace(/index\.html$/, ''))));
      assert.equal(response.status(), one.kind === '404' ? 404 : 200, one.path);
      assert.ok(await styled(page), one.path);
      if (one.kind === 'search') await search(page, 'consulate');
      // A browser itself notes on the console that the page was not found.
      const own = complaints.filter((complaint) => !(one.kind === '404' && /status of 404/.test(complaint)));
      assert.deepEqual(own, [], one.path);
      await page.close();
    }
  } finally {
    await context.close();
  }
}

/** Looks for a word, so that the index and its WebAssembly are loaded under the policy that the server sends. */
async function search(page, word) {
  await page.locator('#_q').fill(word);
  await page.waitForFunction(() => document.querySelectorAll('.found li').length > 2);
}

// ---- hosts that build the site

const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: true });
addFormats(ajv);

/** The files that `nutgraf init --host` writes into a new site. */
function made(host, ...names) {
  const root = join(work, `init-${host}`);
  execFileSync(process.env.NUTGRAF, ['init', root, '--host', host], { stdio: 'pipe' });
  return names.map((name) => readFileSync(join(root, name), 'utf8'));
}

for (const [host, name, parse, schema] of [
  ['github', '.github/workflows/pages.yml', yaml, 'github-workflow'],
  ['gitlab', '.gitlab-ci.yml', yaml, 'gitlab-ci'],
  ['netlify', 'netlify.toml', toml, 'netlify'],
  ['cloudflare', 'wrangler.toml', toml, 'wrangler'],
]) {
  test(`${host} understands ${name}`, () => {
    const [text] = made(host, name);
    const data = parse(text);
    const valid = ajv.compile(JSON.parse(read(`../schemas/${schema}.json`)));
    assert.ok(valid(data), JSON.stringify(valid.errors, null, 1));
    // The schema is one that can fail.
    const broken = { github: { ...data, jobs: { build: { 'runs-on': 3 } } }, gitlab: { ...data, pages: { script: 3 } }, netlify: { ...data, build: 3 }, cloudflare: { ...data, pages_build_output_dir: 3 } };
    assert.equal(valid(broken[host]), false);
    assert.doesNotMatch(text, /@[A-Z]+@/);
    assert.match(text + (host === 'cloudflare' ? read('../../src/cli/hosts/cloudflare-build.sh') : ''), /nutgraf"? check/i);
  });
}

test('the build command of Cloudflare Pages is a shell script', () => {
  made('cloudflare');
  execFileSync('sh', ['-n', join(work, 'init-cloudflare', 'cloudflare-build.sh')]);
});

test('Netlify reads _headers as it was meant', async () => {
  const { headers, errors } = await parseAllHeaders({ headersFiles: [join(site, '_headers')], configHeaders: [], minimal: true });
  assert.deepEqual(errors, []);
  const everywhere = headers.find((rule) => rule.for === '/*').values;
  assert.equal(everywhere['Content-Security-Policy'], POLICY);
  assert.deepEqual(Object.keys(everywhere).sort(), ['Content-Security-Policy', 'Referrer-Policy', 'X-Content-Type-Options']);
  const cached = headers.filter((rule) => rule.values['Cache-Control']);
  assert.ok(cached.length >= 4);
  for (const rule of cached) {
    assert.equal(rule.values['Cache-Control'], 'public, max-age=31536000, immutable');
    assert.match(rule.for, /\.[0-9a-f]{10}\.\w+$|\*$/, 'only names that change with their content');
  }
});

test('README.md quotes the configurations that were tried here', () => {
  const readme = read('../../README.md');
  assert.ok(readme.includes(`\`\`\`nginx\n${NGINX}\`\`\`\n`), 'tests/hosts/nginx.conf');
  assert.ok(readme.includes(`\`\`\`caddyfile\n${CADDY}\`\`\`\n`), 'tests/hosts/Caddyfile');
});
