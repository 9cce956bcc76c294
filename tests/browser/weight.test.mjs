// What a first visit costs, by the built files and never by timing: bytes of gzip and requests, for each kind of page.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { launch } from './support/browser.mjs';
import { KINDS, attribute, explainer, files, folder, kinds, pages } from './support/site.mjs';

const root = folder('normal');
const all = pages(root);
const main = explainer(all);
/** Where the site will be on its host: the 404 page, which is shown at any depth, begins its addresses there. */
const base = new URL(all.find((one) => one.path === 'index.html').html.match(/rel="canonical" href="([^"]+)"/)[1]).pathname;
const zipped = (path) => gzipSync(readFileSync(join(root, path)), { level: 9 }).length;
const rel = (element) => (attribute(element, 'rel') ?? '').split(' ');

/** What a browser asks for with a page, by kind: paths in the output folder. */
function asked(one) {
  const found = { page: [one.path], css: [], js: [], other: [] };
  const add = (kind, address) => {
    assert.doesNotMatch(address, /^(?:[a-z]+:)?\/\//i, `${one.path} asks another host: ${address}`);
    const path = one.path === '404.html' ? address.replace(base, '') : posix.join(posix.dirname(one.path), address);
    found[kind].push(decodeURI(path));
  };
  for (const element of one.elements) {
    const href = attribute(element, 'href');
    if (element.tagName === 'link' && rel(element).includes('stylesheet')) add('css', href);
    else if (element.tagName === 'link' && rel(element).includes('icon')) add('other', href);
    else if (element.tagName === 'script' && attribute(element, 'src')) add('js', attribute(element, 'src'));
    else if (['img', 'source', 'video', 'audio', 'iframe', 'object', 'embed'].includes(element.tagName)) {
      const src = attribute(element, 'src') ?? attribute(element, 'data');
      if (src && attribute(element, 'loading') !== 'lazy') add('other', src);
    }
  }
  return found;
}

function weigh(one) {
  const found = asked(one);
  const sum = (paths) => paths.reduce((all, path) => all + zipped(path), 0);
  const bytes = Object.fromEntries(Object.entries(found).map(([kind, paths]) => [kind, sum(paths)]));
  return { ...bytes, all: Object.values(bytes).reduce((a, b) => a + b), requests: Object.values(found).flat().length, found };
}

test('a table of all kinds of pages', (t) => {
  const rows = kinds(all).map((one) => ({ one, ...weigh(one) })).sort((a, b) => b.all - a.all);
  const kb = (n) => (n / 1000).toFixed(1).padStart(6);
  t.diagnostic('kind        page    css     js   icon  all kB requests');
  for (const row of rows) {
    t.diagnostic(`${row.one.kind.padEnd(9)} ${[row.page, row.css, row.js, row.other, row.all].map(kb).join(' ')} ${row.requests} ${row.one.path}`);
  }
  const seen = new Set(rows.map((row) => row.one.kind));
  for (const kind of KINDS.filter((kind) => kind !== 'redirect')) assert.ok(seen.has(kind), kind);
});

test('a first visit to the main explainer takes less than 40 kB', () => {
  const { page, css, js, other, requests } = weigh(main);
  assert.ok(page > 10_000 && css > 1_000 && js > 100, 'everything was weighed');
  assert.ok(page + css + js + other < 40_000, `${page} + ${css} + ${js} + ${other} bytes`);
  assert.ok(requests <= 4, `${requests} requests`);
});

test('script is under 10 kB in all, on every page', () => {
  for (const one of all) {
    const { js, found } = weigh(one);
    assert.ok(js < 10_000, `${one.path}: ${js} bytes of script`);
    assert.ok(found.js.length <= 2, `${one.path}: ${found.js}`);
  }
});

test('one style sheet a page; the timeline has a second one, of its own choices', () => {
  for (const one of all.filter((one) => one.kind !== 'redirect')) {
    const { css } = asked(one);
    const own = css.filter((path) => /^timeline\/filter\.[0-9a-f]{10}\.css$/.test(path));
    assert.equal(css.length, one.kind === 'timeline' ? 2 : 1, one.path);
    assert.equal(own.length, css.length - 1, one.path);
  }
});

test('what a page asks for is named by its content, and told to hosts', () => {
  const headers = readFileSync(join(root, '_headers'), 'utf8');
  const there = new Set(files(root));
  for (const one of all.filter((one) => one.kind !== 'redirect')) {
    const { css, js, other } = asked(one);
    for (const path of [...css, ...js, ...other]) {
      assert.match(path, /\.[0-9a-f]{10}\.(?:css|js|svg)$/, one.path);
      assert.ok(there.has(path), path);
      const told = headers.includes(`\n/${path}\n`) || headers.includes(`\n/${path.replace(/[0-9a-f]{10}\.css$/, '*')}\n`);
      assert.ok(told, `${path} is not in _headers`);
    }
  }
});

test('the style sheet says the same without its comments, and the script does', async () => {
  const read = (path) => readFileSync(join(root, path), 'utf8');
  const { css, js } = asked(main);
  const browser = await launch();
  try {
    const page = await browser.newPage();
    const rules = (text) => page.evaluate((text) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      return [...sheet.cssRules].map((rule) => rule.cssText);
    }, text);
    const [full, sent] = [await rules(read('style.css')), await rules(read(css[0]))];
    assert.ok(full.length > 100);
    // Custom properties keep the blanks of their source, which mean nothing behind a comma outside of quotes.
    assert.doesNotMatch(read('style.css'), /content:[^;]*,/);
    const bound = (rules) => rules.map((rule) => rule.replaceAll(', ', ','));
    assert.deepEqual(bound(sent), bound(full));
    const bare = (text) => page.evaluate((text) => new Function(text).toString().split('\n').map((line) => line.trim()).filter((line) => line && !line.startsWith('//')), text);
    assert.deepEqual(await bare(read(js[0])), await bare(read('nutgraf.js')));
  } finally {
    await browser.close();
  }
  assert.doesNotMatch(read(css[0]), /\/\*/);
});
