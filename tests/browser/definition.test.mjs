// The definition in place beyond one mention a page: lists, several linked mentions, screen readers, forced colours, zoom.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { none, some } from './support/assert.mjs';
import { launch } from './support/browser.mjs';
import { reader, settled } from './support/reader.mjs';
import { serve } from './support/server.mjs';
import { attribute, explainer, folder, mentions, pages, shown } from './support/site.mjs';

const all = pages(folder('normal'));
const main = explainer(all);
const byId = (id) => `[id="${id}"]`;

/** A site whose pages link every mention. */
function often() {
  const root = mkdtempSync(join(tmpdir(), 'nutgraf-often-'));
  const write = (path, text) => writeFileSync(join(root, path), text);
  mkdirSync(join(root, 'content'));
  write('content/site.yaml', 'title: Often\nbase_url: https://example.org/\nglossary: {density: every}\n');
  write('content/index.md', '---\ntitle: Often\nsummary: A site.\n---\n');
  write('content/glossary.yaml', '- {id: weir, term: Weir, definition: "A low dam; see [[sluice|a sluice]]."}\n- {id: sluice, term: Sluice, definition: A gate for water.}\n');
  const words = 'Water runs on, and on, and on, past one village and the next. '.repeat(12);
  const paragraphs = Array.from({ length: 8 }, () => `${words} The weir holds it back. ${words}`);
  write('content/a.md', `---\ntitle: Weirs\nsummary: A page.\n---\n${paragraphs.join('\n\n')}\n`);
  const run = spawnSync(process.env.NUTGRAF, ['--root', root, 'build'], { encoding: 'utf8' });
  assert.equal(run.status, 0, run.stderr);
  return root;
}

let browser;
let server;
let root;
let other;
before(async () => {
  browser = await launch();
  server = await serve(folder('normal'));
  root = often();
  other = await serve(join(root, 'public'));
});
after(async () => {
  await browser?.close();
  await server?.close();
  await other?.close();
  if (root) rmSync(root, { recursive: true });
});

async function withPage(options, visit) {
  const context = await browser.newContext({ viewport: { width: 1024, height: 768 }, reducedMotion: 'reduce', ...options });
  try {
    await visit(await context.newPage());
  } finally {
    await context.close();
  }
}

/** Opens the card of a mention by key and closes it again: nobody is led to another mention. */
async function openAndClose(page, mention, target) {
  const at = reader(page);
  const scrolled = await at.scrollTo(mention);
  await page.locator(mention).focus();
  const following = await at.following(mention);
  await at.key('Enter');
  const card = shown(target);
  assert.equal(await at.sees(card), 1, `${mention}: the card is in sight`);
  await at.tabTo(`${card} .close`, 8);
  await at.key('Enter');
  assert.equal(await at.sees(card), 0, `${mention}: the card is gone`);
  assert.equal(await at.sees(mention), 1, `${mention}: the mention is in sight`);
  assert.ok(Math.abs(await at.scroll() - scrolled) <= 40, `${mention}: the page stays where it was`);
  await at.key('Tab');
  assert.equal(await at.focus(), following, `${mention}: reading goes on after it`);
}

describe('where a term is linked more than once', () => {
  for (const javaScriptEnabled of [false, true]) {
    test(`each mention of a page opens the card and is come back to, script ${javaScriptEnabled ? 'on' : 'off'}`, () => withPage({ javaScriptEnabled }, async (page) => {
      await page.goto(`${other.url}a/`);
      for (const nth of [1, 4, 8]) {
        const mark = nth === 1 ? '_m-weir' : `_m-weir-${nth}`;
        await openAndClose(page, byId(mark), nth === 1 ? '_d-weir' : `_at${mark}`);
      }
    }));
  }

  test('each mention in a list of entries is come back to', () => withPage({ javaScriptEnabled: false }, async (page) => {
    const timeline = all.find((one) => one.path === 'timeline/index.html');
    const found = new Map();
    for (const mention of some(mentions(timeline), 'mention')) {
      const term = attribute(mention, 'href').replace(/^#_at.*_m-/, '');
      found.set(term, [...(found.get(term) ?? []), mention]);
    }
    const several = some([...found.values()].filter((list) => list.length > 1), 'term linked in several events')[0];
    await page.goto(server.url + timeline.path);
    for (const mention of several.slice(0, 3)) {
      await openAndClose(page, byId(attribute(mention, 'id')), attribute(mention, 'href').slice(1));
    }
  }));
});

test('the definition has its own links, and leads to the entry', () => withPage({ javaScriptEnabled: false }, async (page) => {
  await page.goto(`${other.url}a/#_d-weir`);
  const links = await page.locator(`${byId('_d-weir')} a`).evaluateAll((found) => found.filter((one) => one.checkVisibility()).map((one) => one.getAttribute('href')));
  assert.deepEqual(links, ['../glossary/#sluice', '../glossary/weir/', '#_m-weir']);
  await page.locator(`${byId('_d-weir')} .card-links a`).first().click();
  assert.equal(await page.locator('h1').textContent(), 'Weir');
}));

test('a screen reader is told what a mention and its card are', () => withPage({}, async (page) => {
  await page.goto(server.url + main.path);
  const client = await page.context().newCDPSession(page);
  const told = async (selector) => {
    const { root } = await client.send('DOM.getDocument');
    const { nodeId } = await client.send('DOM.querySelector', { nodeId: root.nodeId, selector });
    const { nodes } = await client.send('Accessibility.getPartialAXTree', { nodeId, fetchRelatives: false });
    return { role: nodes[0].role.value, name: nodes[0].name?.value ?? '', ignored: nodes[0].ignored };
  };
  const faults = [];
  for (const mention of some(mentions(main), 'mention').slice(0, 10)) {
    const link = await told(byId(attribute(mention, 'id')));
    if (link.ignored || !/gloss.?ref/i.test(link.role) || !link.name) faults.push(`the mention is a ${link.role} “${link.name}”`);
    const card = await told(byId(attribute(mention, 'href').slice(1)));
    if (card.ignored || card.role !== 'note' || !/: .+/.test(card.name)) faults.push(`the card is a ${card.role} “${card.name}”`);
  }
  none(faults, 'fault');
}));

test('with forced colours, a mention is underlined and the card has a border', () => withPage({ forcedColors: 'active' }, async (page) => {
  const mention = attribute(mentions(main)[0], 'id');
  const target = attribute(mentions(main)[0], 'href').slice(1);
  await page.goto(`${server.url}${main.path}#${target}`);
  await settled(page);
  const style = (selector, name) => page.locator(selector).evaluate((one, name) => getComputedStyle(one)[name], name);
  assert.match(await style(byId(mention), 'textDecorationLine'), /underline/);
  for (const side of ['Top', 'Right', 'Bottom', 'Left']) {
    assert.ok(Number.parseFloat(await style(shown(target), `border${side}Width`)) >= 1, side);
  }
  assert.equal(await reader(page).sees(shown(target)), 1);
}));

test('at 400 %, a card fits what is left of the window, or scrolls in itself', () => withPage({ viewport: { width: 320, height: 256 }, deviceScaleFactor: 4, javaScriptEnabled: false }, async (page) => {
  const faults = [];
  for (const mention of some(mentions(main), 'mention')) {
    const target = attribute(mention, 'href').slice(1);
    await page.goto(`${server.url}${main.path}#${target}`);
    await settled(page);
    const box = await page.locator(shown(target)).evaluate((card) => {
      const { top, left, bottom, right } = card.getBoundingClientRect();
      return { inside: top >= 0 && left >= 0 && bottom <= window.innerHeight && right <= window.innerWidth, wide: card.scrollWidth > card.clientWidth + 1 };
    });
    if (!box.inside) faults.push(`${target} leaves the window`);
    if (box.wide) faults.push(`${target} scrolls sideways`);
  }
  none(faults, 'fault');
}));
