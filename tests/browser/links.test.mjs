// Every internal link leads to something: served under a sub-path, opened from disk, and where it is absolute.

import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { after, before, test } from 'node:test';
import { none, some } from './support/assert.mjs';
import { launch, listen, styled } from './support/browser.mjs';
import { serve } from './support/server.mjs';
import { attribute, cssReferences, files, folder, ids, page as parsed, pages, references } from './support/site.mjs';

const normal = folder('normal');
const portable = folder('portable');

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

test('a crawl from /a/b/ finds every link, asset and fragment, and every page', async () => {
  const server = await serve(normal);
  try {
    const { answers, faults } = await crawl(server);
    none(faults, 'broken reference');
    const reached = [...answers.keys()].map((url) => url.slice(server.url.length)).map((path) => (/(^|\/)$/.test(path) ? `${path}index.html` : path));
    const missed = pages(normal).filter((one) => !['404', 'redirect'].includes(one.kind)).map((one) => one.path).filter((path) => !reached.includes(decodeURI(path)));
    none(missed, 'page that no link leads to');
    assert.ok(reached.length > 10, `only ${reached.length} addresses were reached`);
  } finally {
    await server.close();
  }
});

/** Follows all internal references from the server's own address. */
async function crawl(server) {
  const answers = new Map();
  const fragments = [];
  const faults = [];
  const queue = [{ url: server.url, from: 'the start' }];
  for (let at = 0; at < queue.length; at += 1) {
    const { url, from } = queue[at];
    if (answers.has(url)) continue;
    const response = await fetch(url, { redirect: 'manual' });
    const type = response.headers.get('content-type') ?? '';
    const body = await response.text();
    const answer = { html: undefined };
    answers.set(url, answer);
    if (response.status !== 200) {
      faults.push(`${from}: ${url} answers ${response.status}`);
      continue;
    }
    let values = [];
    if (type.startsWith('text/html')) {
      answer.html = parsed(url, body);
      values = references(answer.html).filter(({ element }) => !['canonical', 'alternate'].includes(attribute(element, 'rel')) || !attribute(element, 'href').startsWith('http'));
    } else if (type.startsWith('text/css')) {
      values = cssReferences(body).map((value) => ({ value, of: value }));
    }
    for (const { value, of } of values) {
      const target = new URL(value, url);
      if (target.origin !== server.origin) continue;
      if (!target.pathname.startsWith('/a/b/')) {
        faults.push(`${url}: ${of} leads outside of /a/b/`);
        continue;
      }
      const fragment = decodeURIComponent(target.hash.slice(1));
      target.hash = '';
      target.search = '';
      queue.push({ url: target.href, from: `${url} ${of}` });
      if (fragment) fragments.push({ url: target.href, fragment, from: `${url} ${of}` });
    }
  }
  const known = new Map([...answers].filter(([, answer]) => answer.html).map(([url, answer]) => [url, new Set(ids(answer.html))]));
  for (const { url, fragment, from } of fragments) {
    if (known.has(url) && !known.get(url).has(fragment)) faults.push(`${from}: no element of ${url} has the id ${fragment}`);
  }
  return { answers, faults };
}

test('links in pages are relative: none repeats the base URL', () => {
  const all = pages(normal);
  const base = baseUrl(all);
  none(all.flatMap((one) => references(one)
    .filter(({ value, element }) => value.startsWith(base) && element.tagName !== 'link')
    .map(({ of }) => `${one.path}: ${of}`)), 'absolute link to the site itself');
});

test('absolute addresses of the site, in whatever file, name files and ids that exist', () => {
  const all = pages(normal);
  const base = baseUrl(all);
  const known = new Map(all.map((one) => [one.path, new Set(ids(one))]));
  const faults = [];
  let count = 0;
  for (const path of files(normal).filter((one) => /\.(html|xml|json|txt|ics)$/.test(one))) {
    // A line of a calendar goes on where the next one begins with a space.
    const content = readFileSync(join(normal, path), 'utf8').replace(/\r\n[ \t]/g, '').replaceAll('&quot;', '"').replaceAll('&amp;', '&').replaceAll('\\/', '/');
    for (const found of content.split(base).slice(1)) {
      const [rest] = found.match(/^[^\s"'<>\\,;)}]*/);
      const [file, fragment] = decodeURIComponent(rest).split('#');
      const target = file === '' || file.endsWith('/') ? `${file}index.html` : file;
      count += 1;
      if (!existsSync(join(normal, target))) faults.push(`${path}: ${base}${rest}`);
      else if (fragment && known.has(target) && !known.get(target).has(fragment)) faults.push(`${path}: ${base}${rest}`);
    }
  }
  assert.ok(count > 0, 'no file names an absolute address of the site');
  none(faults, 'absolute address that leads nowhere');
});

function baseUrl(all) {
  const home = all.find((one) => one.path === 'index.html');
  const canonical = home.elements.find((element) => attribute(element, 'rel') === 'canonical');
  assert.ok(canonical, 'the home page has a canonical address');
  return attribute(canonical, 'href');
}

test('from disk, every link of the portable build names a file, and every fragment an element', () => {
  const all = pages(portable).filter((one) => one.kind !== '404');
  const known = new Map(all.map((one) => [join(portable, one.path), new Set(ids(one))]));
  const faults = [];
  const reached = new Set([join(portable, 'index.html')]);
  for (const one of all) {
    const base = pathToFileURL(join(portable, one.path));
    for (const { value, of } of references(one)) {
      const target = new URL(value, base);
      if (target.protocol !== 'file:') continue;
      const path = fileURLToPath(new URL(target.pathname, base));
      const at = `${one.path}: ${of}`;
      const fragment = decodeURIComponent(target.hash.slice(1));
      if (path !== join(portable, one.path)) reached.add(path);
      if (!path.startsWith(portable + '/')) faults.push(`${at} leads outside of the folder`);
      else if (!existsSync(path) || !statSync(path).isFile()) faults.push(`${at} names no file`);
      else if (fragment && !known.get(path)?.has(fragment)) faults.push(`${at} names no element`);
    }
  }
  for (const path of files(portable).filter((one) => one.endsWith('.css'))) {
    for (const value of cssReferences(readFileSync(join(portable, path), 'utf8'))) {
      if (!/^[a-z]+:/.test(value) && !existsSync(join(portable, dirname(path), value.split(/[?#]/)[0]))) faults.push(`${path}: url(${value}) names no file`);
    }
  }
  none(faults, 'broken reference');
  none(all.filter((one) => one.kind !== 'redirect' && !reached.has(join(portable, one.path))).map((one) => one.path), 'page that no link leads to');
});

test('from disk, every page of the portable build opens with its style sheet and without a word on the console', async () => {
  const all = some(pages(portable).filter((one) => one.kind !== '404'), 'page');
  const context = await browser.newContext();
  const { page, complaints } = await listen(context);
  const faults = [];
  for (const one of all) {
    await page.goto(pathToFileURL(join(portable, one.path)).href);
    if (one.kind === 'redirect') await page.waitForURL((url) => !url.href.endsWith(one.path));
    if (!(await styled(page))) faults.push(`${one.path} has no style`);
  }
  await context.close();
  none([...faults, ...complaints], 'complaint');
});
