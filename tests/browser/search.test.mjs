// Search: a word of each kind is found, with the right excerpt and address; by keyboard; kept in the address and announced;
// without script and from a disk the page says why not, and offers lists.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { after, before, test } from 'node:test';
import { none } from './support/assert.mjs';
import { launch, listen } from './support/browser.mjs';
import { build } from './support/made.mjs';
import { serve } from './support/server.mjs';
import { files, folder } from './support/site.mjs';

const axe = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

const many = Array.from({ length: 12 }, (_, i) => `- {id: gate-${i + 1}, title: Gate ${i + 1}, date: ${2001 + i}, body: The sluice moves.}`).join('\n');

const FILES = {
  'content/site.yaml': 'title: Searches\nlanguages: [en, de, ar, ja]\nchecks: {timeline/no-source: allow, citation/unused-source: allow, glossary/unused-term: allow}\n',
  'content/river.md': `---
title: The river
summary: How it runs.
key_points: [Nothing is dredged.]
tags: [water]
---
It begins in the hills, where herons nest.

## The lower course

Below the town \\<it> & its \`quay & crane\` carry "barges", and R&D of AT&amp;T too. Barges come daily.

## The mouth

Salt marshes grow there.
`,
  'content/accord.md': `---
title: The lawyer's accord
summary: What it holds.
---
The parley—chaired by O'Brien—ended, as 2016–2019 had shown. Signatories re-met at l'Unesco...twice, \`&lt;ratified&gt;\`.
`,
  'content/plan.md': '---\ntitle: Plan\nsummary: Zymurgy.\ndraft: true\n---\nZymurgy is secret.\n',
  'content/harbour.md': '---\ntitle: The harbour of Łódź\nsummary: An œuvre.\n---\nLech Wałęsa stood in Bergstraße, by the Élysée; Ærø and Tromsø were far.\n',
  'content/glossary.yaml': '- {id: weir, term: Weir, aliases: [overfall], abbreviations: [WR], definition: A low dam across a stream.}\n',
  'content/timeline.yaml': `- {id: flood, title: The great flood, date: 1953-02, body: Dykes gave way.}\n- {id: bare, title: Thaw, date: 1954}\n${many}\n`,
  'content/people.yaml': '- {id: ann, name: Ann Oar, native_name: Анна, role: Ferrywoman, body: She rowed for decades.}\n',
  'content/sources.yaml': '- {id: survey, title: Hydrographic survey, url: "https://example.com/", publisher: Mapmakers, note: Sheets of soundings.}\n',
  'content/fluss.de.md': '---\ntitle: Der Fluss\nsummary: Wie er fließt.\n---\nDie Schleusen sind alt.\n',
  'content/nahr.ar.md': '---\ntitle: النهر\nsummary: كيف يجري.\n---\nتبدأ المياه في الجبال.\n',
  'content/kawa.ja.md': '---\ntitle: 川\nsummary: 川の流れ。\n---\n大きな水門は古い。\n',
};

let browser;
let made;
let server;
before(async () => {
  browser = await launch();
  made = build(FILES);
  server = await serve(made.folder);
});
after(async () => {
  await browser?.close();
  await server?.close();
  made?.remove();
});

/** Opens a search page, with a query; answers the page when it has announced what it found. */
async function open(query, { path = 'search/', options = {}, at = server } = {}) {
  const context = await browser.newContext(options);
  const { page, complaints } = await listen(context);
  await page.goto(`${at.url}${path}${query ? `?q=${encodeURIComponent(query)}` : ''}`);
  if (query) await page.waitForFunction(() => document.querySelector('.search [role=status]').textContent);
  return { page, complaints, close: () => context.close() };
}

/** What a page shows: for each group its heading, count, and results. */
const shown = (page) => page.evaluate(() => [...document.querySelectorAll('.found section')].map((section) => ({
  group: section.querySelector('h2').firstChild.textContent.trim(),
  count: section.querySelector('h2 .count').textContent,
  results: [...section.querySelectorAll('ol > li')].map((li) => ({
    title: li.querySelector('.use-title a').textContent,
    path: li.querySelector('.use-title a').href,
    date: li.querySelector('.use-title .count')?.textContent,
    excerpt: li.querySelector('.excerpt').textContent,
    marks: [...li.querySelectorAll('mark')].map((mark) => mark.textContent),
    within: [...li.querySelectorAll('.within a')].map((a) => [a.textContent, new URL(a.href).hash]),
  })),
})));

/** A query, and the one result that it must give: its group, title, address, a part of its excerpt, and the marked words. */
const EXPECTED = [
  ['heron', 'Explainers', 'The river', 'river/', 'where herons nest', ['herons']],
  ['dredged', 'Explainers', 'The river', 'river/', 'Nothing is dredged.', ['dredged']],
  ['streams', 'Terms', 'Weir', 'glossary/weir/', 'A low dam across a stream.', ['stream']],
  ['overfall', 'Terms', 'Weir', 'glossary/weir/', 'A low dam across a stream.', []],
  ['dykes', 'Events', 'The great flood', 'timeline/#flood', 'Dykes gave way.', ['Dykes']],
  ['thaw', 'Events', 'Thaw', 'timeline/#bare', 'Thaw', ['Thaw']],
  ['ferrywoman', 'People', 'Ann Oar', 'people/#ann', 'Ferrywoman. She rowed for decades.', ['Ferrywoman']],
  ['анна', 'People', 'Ann Oar', 'people/#ann', 'Ferrywoman. She rowed for decades.', []],
  ['soundings', 'Sources', 'Hydrographic survey', 'sources/#survey', 'Mapmakers. Sheets of soundings.', ['soundings']],
];

test('a word of each kind is found, with its excerpt and address', async () => {
  for (const [query, group, title, path, excerpt, marks] of EXPECTED) {
    const { page, complaints, close } = await open(query);
    const [found, ...others] = await shown(page);
    assert.deepEqual(others, [], query);
    assert.deepEqual([found?.group, found?.count, found?.results.length], [group, '1', 1], query);
    const [one] = found.results;
    assert.deepEqual([one.title, one.path, one.marks], [title, server.url + path, marks], query);
    assert.ok(one.excerpt.includes(excerpt), `${query}: ${one.excerpt}`);
    assert.equal(one.date, group === 'Events' ? (title === 'Thaw' ? '1954' : 'February 1953') : undefined);
    none(complaints, 'complaint');
    await close();
  }
});

test('words are found on both sides of dashes and apostrophes, and shown as they were printed', async () => {
  for (const query of ['parley', 'chaired', 'brien', "O'Brien", 'O’Brien', '2019', 'unesco', 'twice', 'accord', 'lawyer', 'met']) {
    const { page, close } = await open(query);
    const [found] = await shown(page);
    assert.deepEqual(found?.results.map((one) => one.title), ['The lawyer’s accord'], query);
    const [one] = found.results;
    for (const part of ['parley—chaired by O’Brien—ended', '2016–2019', 'l’Unesco…twice, &lt;ratified&gt;.']) assert.ok(one.excerpt.includes(part), one.excerpt);
    await close();
  }
});

test('words are found without letters that a keyboard lacks, and with them', async () => {
  for (const query of ['oeuvre', 'œuvre', 'walesa', 'Wałęsa', 'lodz', 'bergstrasse', 'BERGSTRASSE', 'elysee', 'aero', 'tromso']) {
    const { page, close } = await open(query);
    const [found] = await shown(page);
    assert.deepEqual(found?.results.map((one) => one.title), ['The harbour of Łódź'], query);
    assert.doesNotMatch(found.results[0].excerpt, /oeuvre|walesa|strasse/i, 'what is not in the text is not shown');
    await close();
  }
});

test('a result leads to the headings under which the word stands, and signs of HTML stay what they are', async () => {
  const { page, close } = await open('barges');
  const [{ results: [one] }] = await shown(page);
  assert.deepEqual(one.within, [['The lower course', '#the-lower-course']]);
  assert.deepEqual(one.marks, ['barges', 'Barges']);
  for (const part of ['<it> & its quay & crane', '“barges”', 'R&D of AT&T']) {
    assert.ok(one.excerpt.includes(part), one.excerpt);
  }
  await page.locator('.within a').click();
  await page.waitForURL(/river\/#the-lower-course$/);
  await close();
});

test('a draft leaves no trace', async () => {
  const { page, close } = await open('zymurgy');
  assert.deepEqual(await shown(page), []);
  assert.equal(await page.locator('.search [role=status]').textContent(), 'Nothing found for “zymurgy”.');
  await close();
});

test('each language has its own index, and its own words', async () => {
  for (const [language, query, title, mark] of [
    ['de', 'schleuse', 'Der Fluss', 'Schleusen'],
    ['ar', 'المياه', 'النهر', 'المياه'],
    ['ja', '水門', '川', '水門'],
  ]) {
    const { page, complaints, close } = await open(query, { path: `${language}/search/` });
    const [found] = await shown(page);
    assert.deepEqual([found?.results[0]?.title, found?.results[0]?.marks], [title, [mark]], language);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
    none(complaints, 'complaint');
    await close();
    const { page: other, close: end } = await open('herons', { path: `${language}/search/` });
    assert.deepEqual(await shown(other), [], `${language} finds English`);
    await end();
  }
});

test('by keyboard: from the header to the results, through them, and back', async () => {
  const { page, complaints, close } = await open('', { path: 'river/' });
  await page.locator('.site-search input').focus();
  await page.keyboard.type('sluice');
  await page.keyboard.press('Enter');
  await page.waitForURL(/search\/\?q=sluice$/);
  await page.waitForFunction(() => document.querySelectorAll('.found li').length);
  const active = () => page.evaluate(() => document.activeElement.textContent || document.activeElement.id);
  const titles = async () => (await shown(page))[0].results.map(({ title }) => title);
  const before = await titles();
  assert.equal(before.length, 5);
  assert.equal((await shown(page))[0].count, '12');
  await page.locator('#_q').focus();
  for (const title of before) {
    await page.keyboard.press('ArrowDown');
    assert.equal(await active(), title);
  }
  await page.keyboard.press('ArrowUp');
  assert.equal(await active(), before[3]);
  for (let i = 0; i < 2; i += 1) await page.keyboard.press('ArrowDown');
  assert.equal(await active(), 'Show more');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelectorAll('.found li').length === 12);
  const all = await titles();
  assert.equal(new Set(all).size, 12);
  assert.equal(await active(), all[5], 'the first of the new results has the focus');
  assert.equal(await page.locator('.found button').isVisible(), false);
  await page.keyboard.press('Escape');
  assert.equal(await active(), '_q');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL(/timeline\/#gate-/);
  await page.goBack();
  await page.waitForFunction(() => document.querySelectorAll('.found li').length);
  assert.equal(await page.locator('#_q').inputValue(), 'sluice');
  none(complaints, 'complaint');
  await close();
});

test('a query is announced and kept in the address, and who types keeps the focus', async () => {
  const { page, close } = await open('');
  const status = page.locator('.search [role=status]');
  await page.locator('#_q').focus();
  await page.keyboard.type('sluic');
  await page.waitForFunction(() => document.querySelector('.search [role=status]').textContent.includes('sluic'));
  assert.equal(await status.textContent(), 'Results for “sluic”: 12');
  await page.keyboard.type('e barge');
  await page.waitForFunction(() => document.querySelector('.search [role=status]').textContent.includes('sluice barge'));
  assert.equal(new URL(page.url()).searchParams.get('q'), 'sluice barge');
  assert.equal(await page.evaluate(() => document.activeElement.id), '_q');
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => !document.querySelector('.search [role=status]').textContent);
  assert.equal(new URL(page.url()).search, '');
  assert.deepEqual(await shown(page), []);
  await page.keyboard.type('heron');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelector('.found li'));
  await page.goBack();
  await page.waitForFunction(() => !document.querySelector('.found li'));
  await close();
});

test('without script the page says so and offers every list, and the header leads to it', async () => {
  const { page, complaints, close } = await open('', { path: 'river/', options: { javaScriptEnabled: false } });
  await page.locator('.site-search input').fill('heron');
  await page.keyboard.press('Enter');
  await page.waitForURL(/search\/\?q=heron$/);
  assert.match(await page.locator('main').innerText(), /needs JavaScript/);
  const lists = page.locator('nav[aria-labelledby="_browse"] a');
  assert.deepEqual(await lists.allTextContents(), ['Glossary', 'Timeline', 'People', 'Sources', 'Tags']);
  for (const href of await lists.evaluateAll((all) => all.map((a) => a.href))) {
    assert.equal((await fetch(href)).status, 200, href);
  }
  none(complaints, 'complaint');
  await close();
});

test('from a disk it says why it cannot run', async () => {
  const context = await browser.newContext();
  const { page, complaints } = await listen(context);
  await page.goto(`${pathToFileURL(join(folder('portable'), 'search/index.html'))}?q=visa`);
  assert.match(await page.locator('.search [role=status]').textContent(), /only where a web server/);
  assert.equal(await page.locator('#_q').isDisabled(), true);
  assert.ok(await page.locator('nav[aria-labelledby="_browse"] a').count() >= 4);
  none(complaints, 'complaint');
  await context.close();
});

test('a portable build, and one under a path, find their own files on a server', async () => {
  for (const [name, prefix] of [['portable', '/a/b/'], ['under', '/a/b/'], ['normal', '/']]) {
    const at = await serve(folder(name), prefix);
    const { page, complaints, close } = await open('consulate', { path: name === 'portable' ? 'search/index.html' : 'search/', at });
    const groups = await shown(page);
    assert.deepEqual(groups.map(({ group }) => group), ['Explainers', 'Terms', 'Events', 'People', 'Sources'], name);
    for (const { results: [one] } of groups) {
      assert.equal((await fetch(one.path)).status, 200, one.path);
      assert.equal(/index\.html(#|$)/.test(one.path), name === 'portable', one.path);
    }
    none(complaints, 'complaint');
    await close();
    await at.close();
  }
});

test('an index that is not there is said, and every list is still offered', async () => {
  const context = await browser.newContext();
  const { page } = await listen(context);
  // Before the page is there: the field has the focus at once, and with it the index begins to load.
  await page.route('**/pagefind/**', (route) => route.abort());
  await page.goto(`${server.url}search/`);
  await page.locator('#_q').fill('heron');
  await page.waitForFunction(() => document.querySelector('.search [role=status]').textContent);
  assert.match(await page.locator('.search [role=status]').textContent(), /could not be loaded/);
  await context.close();
});

test('a part of the index that is not there is not told to hold nothing', async () => {
  for (const part of ['index', 'filter', '*.pf_meta']) {
    const context = await browser.newContext();
    const { page } = await listen(context);
    const lost = part.includes('*') ? `**/pagefind/${part}` : `**/pagefind/${part}/**`;
    await page.route(lost, (route) => route.fulfill({ status: 503, body: '' }));
    await page.goto(`${server.url}search/`);
    await page.locator('#_q').fill('heron');
    await page.waitForFunction(() => document.querySelector('.search [role=status]').textContent);
    assert.match(await page.locator('.search [role=status]').textContent(), /could not be loaded/, part);
    // Once it is there again, it is asked anew.
    await page.unroute(lost);
    await page.locator('#_q').fill('herons');
    await page.waitForFunction(() => document.querySelector('#_found a'));
    await context.close();
  }
});

test('nothing of the index is loaded before somebody searches, and no file of it is one that nobody loads', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const asked = new Set();
  page.on('request', (request) => asked.add(new URL(request.url()).pathname.replace('/a/b/', '')));
  await page.goto(`${server.url}river/`);
  assert.deepEqual([...asked].filter((path) => /search|pagefind/.test(path)), []);
  await context.close();
  for (const language of ['', 'de/', 'ar/', 'ja/']) {
    const { page: one, close } = await open('', { path: `${language}search/` });
    one.on('request', (request) => asked.add(new URL(request.url()).pathname.replace('/a/b/', '')));
    await one.locator('#_q').fill('a');
    await one.waitForFunction(() => document.querySelector('.search [role=status]').textContent);
    await close();
  }
  const fixed = files(made.folder).filter((path) => /^pagefind\/[^/]+$/.test(path) && !path.endsWith('pagefind.js'));
  none(fixed.filter((path) => !asked.has(path)), 'file that nobody loads');
});

for (const colorScheme of ['light', 'dark']) {
  test(`results have no fault that axe finds, and fit, ${colorScheme}`, async () => {
    for (const width of [320, 390, 768, 1280]) {
      for (const path of ['search/', 'ar/search/']) {
        const { page, close } = await open(path === 'search/' ? 'sluice river' : 'المياه', { path, options: { viewport: { width, height: 800 }, colorScheme } });
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() => axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
        none(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`), `violation at ${width}`);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${path} at ${width}`);
        await close();
      }
    }
  });
}
