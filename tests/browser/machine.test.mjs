// What machines read, read by machines: the feed by a feed reader, the sitemap and robots.txt as a crawler would, JSON-LD by a
// processor of JSON-LD and by a compiler that knows schema.org's vocabulary, CSL-JSON by a citation processor.

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { createReadStream, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Cite } from '@citation-js/core';
import '@citation-js/plugin-csl';
import { parseFeed } from '@rowanmanning/feed-parser';
import jsonld from 'jsonld';
import { parseFragment } from 'parse5';
import robotsParser from 'robots-parser';
import { parseSitemap } from 'sitemap';
import { none, some } from './support/assert.mjs';
import { launch } from './support/browser.mjs';
import { attribute, folder, ids, pages, text } from './support/site.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const work = mkdtempSync(join(tmpdir(), 'machine-'));
after(() => rmSync(work, { recursive: true, force: true }));

const root = folder('normal');
const all = pages(root);
const base = attribute(all.find((page) => page.path === 'index.html').elements.find((e) => attribute(e, 'rel') === 'canonical'), 'href');

/** A site that has what the repository's own may lack: a second language, a picture, corrections of one day, odd signs. */
function odd() {
  const from = join(work, 'odd');
  const write = (path, words) => {
    mkdirSync(dirname(join(from, path)), { recursive: true });
    writeFileSync(join(from, path), words);
  };
  write('content/site.yaml', 'title: "Odd & <ends>"\nbase_url: https://example.org/é/\nlanguages: [en, ar]\nmarkdown: true\nchecks: {timeline/after-updated: allow}\n');
  write('content/one.md', `---
title: "One & <two> ]]> three"
summary: A "word".
date: 2025-02-27T10:00:00+01:00
updated: 2025-03-02
authors: ["Doe, Jane"]
image: {src: /dot.png, alt: A "dot"}
corrections: [{date: 2025-03-01, text: "Not *this*."}, {date: 2025-03-01, text: Nor that.}]
backstory: We looked & saw it.
people: [ada]
timeline: {}
---
Text [@s], ![p](/dot.png) and [a place](#there).

## There {#there}

[[flood]].
`);
  write('content/one.ar.md', '---\ntitle: واحد\nsummary: كلمة.\ndate: 2025-03\n---\nنص.\n');
  write('content/ünï.md', '---\ntitle: Ünï\nsummary: Words.\ndate: 2024\n---\n');
  write('content/timeline.yaml', '- {id: flood, title: Flood, date: 1962-02-16, sources: [s]}\n');
  write('content/people.yaml', '- {id: ada, name: Ada Stone, born: 1960, role: Engineer, affiliation: The works}\n- {id: works, name: The works, kind: organisation, born: 1900, affiliation: The state}\n');
  write('content/sources.yaml', '- {id: s, title: "S & <t>", url: "https://example.com/?a=1&b=2", authors: ["Roe, R.", A body], published: 2016/2018, accessed: 2025-01-02, archive_url: "https://archive.example/s", kind: news}\n- {id: offline, title: Old, offline: true, published: 192X, kind: book}\n');
  write('static/dot.png', Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64'));
  execFileSync(process.env.NUTGRAF, ['--root', from, 'build'], { stdio: 'pipe' });
  return join(from, 'public');
}
const other = odd();
const sites = [['own', root, base], ['odd', other, 'https://example.org/é/']];
const read = (folderOf, path) => readFileSync(join(folderOf, path), 'utf8');
/** The addresses of pages, as links have them. */
const addresses = (folderOf, from) => new Set(pages(folderOf).map((page) => new URL(page.path.replace(/index\.html$/, ''), from).href));

for (const [name, at, from] of sites) {
  test(`${name}: a feed reader finds each entry, whole, with a page behind it`, () => {
    const languages = name === 'odd' ? ['', 'ar/'] : [''];
    const known = addresses(at, from);
    for (const language of languages) {
      const feed = parseFeed(read(at, `${language}feed.xml`));
      assert.equal(feed.meta.type, 'atom');
      assert.equal(new URL(feed.self).href, new URL(`${language}feed.xml`, from).href);
      assert.ok(feed.items.length > 0 && feed.items.length <= 50);
      const entries = feed.items.map((item) => item.id);
      assert.equal(new Set(entries).size, entries.length, 'each id once');
      const times = feed.items.map((item) => item.updated.getTime());
      assert.deepEqual(times, times.toSorted((a, b) => b - a), 'the newest first');
      none(some(feed.items, 'entry').filter((item) => !known.has(new URL(item.url).href.split('#')[0])).map((item) => item.url), 'entry without a page');
      for (const item of feed.items) {
        assert.ok(item.title && item.content?.length > 5, item.id);
        assert.ok(item.authors.length + feed.authors.length > 0, 'somebody wrote it');
        const links = [];
        const walk = (node) => {
          for (const key of ['href', 'src']) if (attribute(node, key) !== undefined) links.push(attribute(node, key));
          (node.childNodes ?? []).forEach(walk);
        };
        walk(parseFragment(item.content));
        none(links.filter((link) => !/^(https?|mailto):/.test(link)), `relative address in ${item.id}`);
        none(links.map((link) => new URL(link)).filter((link) => link.href.startsWith(new URL(from).href) && !known.has(link.href.split('#')[0]) && !existsSync(join(at, decodeURI(link.pathname.slice(new URL(from).pathname.length))))).map(String), 'address without a page');
      }
    }
  });

  test(`${name}: places that the feed names are on the pages`, () => {
    const by = new Map(pages(at).map((page) => [new URL(page.path.replace(/index\.html$/, ''), from).href, new Set(ids(page))]));
    const feed = parseFeed(read(at, 'feed.xml'));
    const corrections = feed.items.filter((item) => item.url.includes('#'));
    if (name === 'odd') assert.equal(corrections.length, 2);
    const inside = feed.items.flatMap((item) => [...item.content.matchAll(/href="([^"]+#[^"]+)"/g)].map((match) => match[1]));
    const named = [...corrections.map((item) => item.url), ...inside].map((link) => new URL(link)).filter((link) => by.has(link.href.split('#')[0]));
    none(some(named, 'place').filter((link) => !by.get(link.href.split('#')[0]).has(decodeURIComponent(link.hash.slice(1)))).map(String), 'place that is not there');
  });

  test(`${name}: the sitemap has each page that search engines may keep, and no other`, async () => {
    const items = await parseSitemap(createReadStream(join(at, 'sitemap.xml')));
    const listed = items.map((item) => item.url);
    none(listed.filter((url) => !/^[\x21-\x7e]+$/.test(url)), 'address that is not ASCII');
    const noindex = (page) => page.elements.some((e) => attribute(e, 'http-equiv') === 'refresh' || (attribute(e, 'name') === 'robots' && /noindex/.test(attribute(e, 'content'))));
    const wanted = pages(at).filter((page) => !noindex(page)).map((page) => new URL(page.path.replace(/index\.html$/, ''), from).href);
    assert.deepEqual(listed.toSorted(), wanted.toSorted());
    if (name === 'odd') {
      const one = items.find((item) => item.url.endsWith('/one/') && !item.url.includes('/ar/'));
      assert.deepEqual(one.links.map((link) => link.lang), ['en', 'ar']);
      assert.match(one.lastmod, /^2025-03-02/);
    }
  });

  test(`${name}: robots.txt lets everybody in and names the sitemap`, () => {
    const robots = robotsParser(new URL('robots.txt', from).href, read(at, 'robots.txt'));
    assert.ok(robots.isAllowed(new URL('glossary/', from).href, 'Googlebot'));
    assert.deepEqual(robots.getSitemaps(), [new URL('sitemap.xml', from).href]);
  });

  test(`${name}: llms.txt has its form, and its links lead somewhere`, () => {
    const lines = read(at, 'llms.txt').trimEnd().split('\n');
    assert.match(lines[0], /^# \S/);
    none(lines.slice(1).filter((line) => !/^$|^> \S|^## \S|^- \[(?:[^\]\\]|\\.)+\]\(https?:[^ )]+\)(: \S.*)?$/.test(line)), 'line of another form');
    const links = lines.flatMap((line) => line.match(/\]\((https?:[^ )]+)\)/)?.[1] ?? []);
    const file = (url) => join(at, decodeURI(new URL(url).pathname.slice(new URL(from).pathname.length)));
    none(some(links, 'link').filter((url) => !existsSync(url.endsWith('/') ? join(file(url), 'index.html') : file(url))), 'link to nothing');
  });
}

/** The blocks of JSON-LD of all pages. */
function blocks(at) {
  return pages(at).flatMap((page) => page.elements
    .filter((element) => attribute(element, 'type') === 'application/ld+json')
    .map((element) => ({ page: page.path, data: JSON.parse(text(element)) })));
}
const data = sites.flatMap(([name, at]) => blocks(at).map((block) => ({ ...block, page: `${name}/${block.page}` })));

test('a processor of JSON-LD expands each block; each address in it is whole', async () => {
  const documentLoader = async (url) => {
    assert.equal(url, 'https://schema.org');
    return { documentUrl: url, document: { '@context': { '@vocab': 'https://schema.org/' } } };
  };
  const faults = [];
  for (const { page, data: block } of some(data, 'block')) {
    const [expanded] = await jsonld.expand(block, { documentLoader });
    const walk = (node) => {
      if (Array.isArray(node)) return node.forEach(walk);
      if (node === null || typeof node !== 'object') return undefined;
      if (node['@id'] !== undefined && !/^https:\/\//.test(node['@id'])) faults.push(`${page}: ${node['@id']}`);
      return Object.entries(node).forEach(([key, value]) => { if (key !== '@id') walk(value); });
    };
    walk(expanded);
  }
  none(faults, 'address that is not whole');
});

/** What the compiler says of things that are to be schema.org's. */
function compiled(things) {
  const lines = things.map((thing, at) => `const t${at}: WithContext<Thing> = ${JSON.stringify(thing)};\n`);
  writeFileSync(join(work, 'things.ts'), `import type { Thing, WithContext } from 'schema-dts';\n${lines.join('')}`);
  if (!existsSync(join(work, 'node_modules'))) symlinkSync(join(here, 'node_modules'), join(work, 'node_modules'));
  const options = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext', '--target', 'es2022', '--types', '', '--ignoreConfig', 'things.ts'];
  const run = spawnSync(join(here, 'node_modules/.bin/tsc'), options, { cwd: work, encoding: 'utf8' });
  const faults = run.stdout.split('\n').filter((line) => /error TS/.test(line));
  return things.map((_, at) => faults.filter((line) => line.startsWith(`things.ts(${at + 2},`)));
}

test('each block is what schema.org’s vocabulary allows, and the check finds what it does not', () => {
  const kinds = new Set(data.map(({ data: block }) => block['@type']));
  for (const kind of ['BackgroundNewsArticle', 'BreadcrumbList', 'DefinedTerm', 'DefinedTermSet', 'ItemList', 'WebSite']) assert.ok(kinds.has(kind), kind);
  // One of each kind of page is enough: blocks of one kind have one maker.
  const seen = new Map();
  const chosen = data.filter(({ data: block }) => {
    const count = (seen.get(block['@type']) ?? 0) + 1;
    seen.set(block['@type'], count);
    return count <= 12;
  });
  const article = data.find(({ data: block }) => block['@type'] === 'BackgroundNewsArticle').data;
  const wrong = [{ ...article, headlin: 'x' }, { ...article, publisher: { '@type': 'Event', name: 'x' } }];
  const [property, type, ...faults] = compiled([...wrong, ...chosen.map(({ data: block }) => block)]);
  assert.ok(property.length > 0, 'an unknown property');
  assert.ok(type.length > 0, 'a thing of the wrong type');
  none(faults.flatMap((lines, at) => lines.map((line) => `${chosen[at].page}: ${line}`)), 'fault');
});

test('what an article refers to is told where its id leads', () => {
  const told = new Map();
  const collect = (node) => {
    if (Array.isArray(node)) return node.forEach(collect);
    if (node === null || typeof node !== 'object') return undefined;
    if (node['@id'] && node.name) told.set(node['@id'], node['@type']);
    return Object.values(node).forEach(collect);
  };
  data.filter(({ data: block }) => block['@type'] !== 'BackgroundNewsArticle').forEach(({ data: block }) => collect(block));
  const articles = data.filter(({ data: block }) => block['@type'] === 'BackgroundNewsArticle').map(({ data: block }) => block);
  const named = articles.flatMap((article) => ['about', 'mentions', 'citation', 'isPartOf'].flatMap((key) => article[key] ?? [])).map((thing) => thing['@id']);
  none(some(named, 'thing').filter((id) => !told.has(id)), 'thing that no page tells');
  const rich = articles.find((article) => article.headline.startsWith('One &'));
  assert.equal(rich.correction.length, 2);
  assert.ok(rich.backstory && rich.image.url.endsWith('/dot.png') && rich.author[0].familyName === 'Doe');
});

test('a citation processor reads the sources and writes a bibliography of all of them', () => {
  for (const [name, at] of sites) {
    const list = JSON.parse(read(at, 'sources.json'));
    const cite = new Cite(list);
    assert.equal(cite.data.length, list.length);
    const bibliography = cite.format('bibliography', { format: 'text', template: 'apa' }).trim().split('\n');
    assert.equal(bibliography.length, list.length, name);
    if (name === 'odd') {
      assert.match(bibliography.join('\n'), /Roe, R\. & A body\. \(2016–2018\)\. S & <t>\. https:/);
      assert.match(bibliography.join('\n'), /Old\. \(the 1920s\)\./);
    }
  }
});

test('each source of the page of sources is in sources.json, with its archived copy in both', () => {
  for (const [, at] of sites) {
    const list = JSON.parse(read(at, 'sources.json'));
    const page = pages(at).find((one) => one.path === 'sources/index.html');
    none(list.filter((item) => !ids(page).includes(item.id)).map((item) => item.id), 'source without a place');
    const links = new Set(page.elements.map((element) => attribute(element, 'href')));
    none(list.filter((item) => item.custom && !links.has(item.custom.archive_url)).map((item) => item.id), 'copy that is not offered');
  }
  const one = pages(other).find((page) => page.path === 'one/index.html');
  assert.ok(one.elements.some((element) => attribute(element, 'href') === 'https://archive.example/s'), 'in the list of references too');
});

test('a page says to citation programs who wrote it, when and where it is', () => {
  const one = pages(other).find((page) => page.path === 'one/index.html');
  const meta = (name) => one.elements.filter((e) => (attribute(e, 'name') ?? attribute(e, 'property')) === name).map((e) => attribute(e, 'content'));
  assert.deepEqual(meta('citation_title'), ['One & <two> ]]> three']);
  assert.deepEqual(meta('citation_author'), ['Doe, Jane']);
  assert.deepEqual(meta('citation_publication_date'), ['2025/02/27']);
  assert.deepEqual(meta('DC.creator'), ['Doe, Jane']);
  assert.deepEqual(meta('og:image'), ['https://example.org/é/dot.png']);
  assert.deepEqual(meta('twitter:card'), ['summary_large_image']);
});

test('a page is cited without a script; with one, a press copies it', async () => {
  const browser = await launch();
  try {
    for (const javaScriptEnabled of [false, true]) {
      const context = await browser.newContext({ javaScriptEnabled, permissions: ['clipboard-read', 'clipboard-write'] });
      const page = await context.newPage();
      await page.goto(`file://${join(other, 'one/index.html')}`);
      const box = page.locator('.cite-page');
      assert.ok(!(await box.locator('dl').isVisible()));
      await box.locator('summary').focus();
      await page.keyboard.press('Enter');
      assert.ok(await page.getByText('Doe, J. (2025, March 2). One & <two> ]]> three.').isVisible());
      assert.equal(await box.locator('button:visible').count(), javaScriptEnabled ? 3 : 0);
      if (javaScriptEnabled) {
        const button = box.locator('button').first();
        await button.focus();
        await page.keyboard.press('Enter');
        await page.waitForFunction(() => document.querySelector('[data-copy]').textContent === 'Copied');
        const copied = await page.evaluate(() => navigator.clipboard.readText());
        assert.match(copied, /^Doe, J\. \(2025, March 2\)\. One & <two> \]\]> three\. Odd & <ends>\. https:\/\//);
      }
      await context.close();
    }
  } finally {
    await browser.close();
  }
});
