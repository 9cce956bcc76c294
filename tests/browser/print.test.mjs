// The explainer on paper, and without script: everything that it says is there to read.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { none, some } from './support/assert.mjs';
import { launch } from './support/browser.mjs';
import { serve } from './support/server.mjs';
import { attribute, definition, explainer, folder, kinds, mentions, pages, text, termOf } from './support/site.mjs';

const all = pages(folder('normal'));
const main = explainer(all);

/** Text as it can be compared: a PDF breaks lines where it likes, and has ligatures. */
const plain = (value) => value.normalize('NFKC').replace(/[\s\u00ad\u200b\u2060\ufeff]+/g, '');

let browser;
let server;
let paper;
before(async () => {
  browser = await launch();
  server = await serve(folder('normal'));
  paper = await print();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

async function withoutScript(path, visit, options = {}) {
  const context = await browser.newContext({ javaScriptEnabled: false, ...options });
  try {
    const page = await context.newPage();
    await page.goto(server.url + path);
    return await visit(page);
  } finally {
    await context.close();
  }
}

/** The text of the explainer's PDF. */
function print() {
  return withoutScript(main.path, async (page) => {
    const work = mkdtempSync(join(tmpdir(), 'print-'));
    try {
      writeFileSync(join(work, 'page.pdf'), await page.pdf({ format: 'A4', preferCSSPageSize: true }));
      return plain(execFileSync('pdftotext', ['-raw', '-enc', 'UTF-8', '-nopgbrk', join(work, 'page.pdf'), '-'], { encoding: 'utf8' }));
    } finally {
      rmSync(work, { recursive: true });
    }
  });
}

test('paper holds the definition of each term', () => {
  const missing = some(mentions(main), 'mention')
    .map((mention) => definition(all, termOf(mention)))
    .filter((wanted) => !paper.includes(plain(wanted)));
  none(missing, 'definition that is not on paper');
});

test('paper holds the title of each source, and its address', () => {
  const ids = new Set(main.elements.map((element) => attribute(element, 'href')).map((href) => href?.match(/^#(_s-\d+)/)?.[1]).filter(Boolean));
  const entries = some(main.elements.filter((element) => ids.has(attribute(element, 'id'))), 'source');
  assert.equal(entries.length, ids.size, 'each source that is cited stands on the page');
  const faults = [];
  for (const entry of entries) {
    const links = [];
    const collect = (node) => {
      if (node.tagName === 'a' && /^https?:/.test(attribute(node, 'href') ?? '')) links.push(node);
      (node.childNodes ?? []).forEach(collect);
    };
    collect(entry);
    for (const link of links.slice(0, 1)) {
      if (!paper.includes(plain(text(link)))) faults.push(`title: ${text(link)}`);
      if (!paper.includes(plain(attribute(link, 'href')))) faults.push(`address: ${attribute(link, 'href')}`);
    }
  }
  none(faults, 'thing that is not on paper');
});

test('paper holds the text: each paragraph, heading, item and cell of the body', () => {
  const body = main.elements.find((element) => (attribute(element, 'class') ?? '').split(' ').includes('body'));
  const faults = [];
  const collect = (node) => {
    if (['p', 'h2', 'h3', 'h4', 'dt', 'td', 'th', 'li'].includes(node.tagName)) {
      // A page may end within a paragraph, and a mark of a source stands higher than its line: the words are looked for one run of text at a time.
      for (const run of runs(node)) if (!paper.includes(plain(run))) faults.push(run);
      return;
    }
    (node.childNodes ?? []).forEach(collect);
  };
  collect(body);
  none(faults, 'piece of text that is not on paper');
});

function runs(node) {
  if (node.nodeName === '#text') return node.value.trim().length > 3 ? [node.value] : [];
  return (node.childNodes ?? []).flatMap(runs);
}

test('paper holds no navigation', () => withoutScript(main.path, async (page) => {
  await page.emulateMedia({ media: 'print' });
  const shown = await page.evaluate(() => [...document.querySelectorAll('nav, [role=navigation], form, .skip, .close, [role=doc-backlink], .pager')]
    .filter((element) => element.checkVisibility({ visibilityProperty: true }))
    .map((element) => `${element.outerHTML.slice(0, 120)}`));
  none(shown, 'navigation on paper');
  const words = await page.evaluate(() => [...document.querySelectorAll('nav, .skip')].map((element) => element.textContent));
  none(some(words, 'navigation').filter((one) => paper.includes(plain(one))), 'navigation in the PDF');
}));

/** What a page on paper has that it should not have. */
function printed() {
  const out = [];
  const visible = (one) => one.checkVisibility({ visibilityProperty: true });
  for (const one of document.querySelectorAll('nav, [role=navigation], form, button, .skip, .close, [role=doc-backlink], .pager')) if (visible(one)) out.push(`navigation: ${one.outerHTML.slice(0, 100)}`);
  for (const one of document.querySelectorAll('a')) if (visible(one) && one.textContent.includes('↩')) out.push(`a link back: ${one.outerHTML.slice(0, 100)}`);
  for (const one of document.querySelectorAll('summary')) if (!['none', ''].includes(getComputedStyle(one, '::before').display) && /[▸▾]/.test(getComputedStyle(one, '::before').content)) out.push(`a sign to open: ${one.textContent}`);
  if (document.documentElement.scrollWidth > document.documentElement.clientWidth) out.push(`the page is ${document.documentElement.scrollWidth} px wide`);
  for (const one of document.querySelectorAll('body *')) if (visible(one) && ['fixed', 'sticky'].includes(getComputedStyle(one).position) && one.getBoundingClientRect().height > 0) out.push(`floats over each sheet: ${one.outerHTML.slice(0, 100)}`);
  // Blocks of running text stand one below the other. Tables, and small print (notes, sources, links after an entry, a box of figures), may use the width.
  const own = (one) => [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  const blocks = [...document.querySelectorAll('main :is(p, li, h1, h2, h3, blockquote, pre, figcaption)')]
    .filter((one) => visible(one) && !one.closest('table, svg, .facts, .card-list, .citations, .notes, .links, .references') && getComputedStyle(one).display !== 'inline' && own(one))
    .map((one) => ({ one, box: one.getBoundingClientRect() }));
  blocks.forEach(({ one, box }, at) => {
    const beside = blocks.slice(at + 1).find((other) => Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top) > 6 && (other.box.left >= box.right || box.left >= other.box.right));
    if (beside) out.push(`“${one.textContent.trim().slice(0, 40)}” stands beside “${beside.one.textContent.trim().slice(0, 40)}”`);
  });
  return out;
}

test('on paper, a page of each kind is one column, without navigation', async () => {
  const faults = [];
  // As wide as what the margins leave of A4.
  await withoutScript('', async (page) => {
    await page.emulateMedia({ media: 'print' });
    for (const { path } of some(kinds(all).filter(({ kind }) => kind !== '404'), 'kind')) {
      await page.goto(server.url + path);
      faults.push(...(await page.evaluate(printed)).map((fault) => `${path}: ${fault}`));
    }
  }, { viewport: { width: 627, height: 970 } });
  none(faults, 'fault');
});

test('paper has no colour behind text, no card over it, and black ink', () => withoutScript(`${main.path}${attribute(mentions(main)[0], 'href')}`, async (page) => {
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  const found = await page.evaluate(() => ({
    fixed: [...document.querySelectorAll('main *')].filter((one) => getComputedStyle(one).position === 'fixed' && one.checkVisibility() && one.getBoundingClientRect().height > 0).map((one) => one.id),
    ground: getComputedStyle(document.body).backgroundColor,
    ink: getComputedStyle(document.body).color,
  }));
  assert.deepEqual(found, { fixed: [], ground: 'rgb(255, 255, 255)', ink: 'rgb(0, 0, 0)' });
}));

test('without script, a page of each kind shows what it shows with script', async () => {
  const read = async (javaScriptEnabled) => {
    const context = await browser.newContext({ javaScriptEnabled });
    const page = await context.newPage();
    const texts = new Map();
    for (const { path } of some(kinds(all), 'kind')) {
      await page.goto(server.url + path);
      texts.set(path, await page.evaluate(() => document.querySelector('main').innerText.replace(/\s+/g, ' ').trim()));
    }
    await context.close();
    return texts;
  };
  const scripted = await read(true);
  const faults = [];
  for (const [path, without] of await read(false)) {
    if (without.length < 20) faults.push(`${path}: only “${without}”`);
    // Search is the one thing that needs script, and says so; all else reads the same.
    if (!path.endsWith('search/index.html') && without !== scripted.get(path)) faults.push(`${path}: ${without.length} characters without script, ${scripted.get(path).length} with it`);
  }
  none(faults, 'page that needs script');
});

test('without script, nothing of the explainer is hidden but what a reader can open', () => withoutScript(main.path, async (page) => {
  const hidden = await page.evaluate(() => [...document.querySelectorAll('main :is(p, li, dt, dd, td, th, h1, h2, h3, aside, figure, time)')]
    .filter((element) => !element.closest('details:not([open])') && element.textContent.trim() && !element.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
    .map((element) => element.outerHTML.slice(0, 120)));
  none(hidden, 'hidden element');
  const open = await page.evaluate(() => [...document.querySelectorAll('main details:not([open])')].filter((one) => !one.querySelector(':scope > summary')).map((one) => one.outerHTML.slice(0, 120)));
  none(open, 'closed box without a summary to open it');
}));
