// The strip at the head of an explainer: one drawing, whole, with a name, and no more events than there are.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { none } from './support/assert.mjs';
import { launch } from './support/browser.mjs';
import { serve } from './support/server.mjs';
import { folder, has, pages } from './support/site.mjs';

const told = pages(folder('under')).filter((page) => page.kind === 'page' && page.elements.some((element) => has(element, 'strip')));

let browser;
let server;
before(async () => {
  browser = await launch();
  server = await serve(folder('under'));
});
after(async () => {
  await browser?.close();
  await server?.close();
});

/** What is wrong with the strip that shows. */
function faults() {
  const shown = [...document.querySelectorAll('.strip > svg')].filter((svg) => svg.getClientRects().length);
  if (shown.length !== 1) return [`${shown.length} drawings show`];
  const [svg] = shown;
  const out = [];
  const frame = svg.getBoundingClientRect();
  const boxes = [...svg.querySelectorAll('text')].map((text) => ({ text: text.textContent, box: text.getBoundingClientRect() }));
  for (const [at, { text, box }] of boxes.entries()) {
    if (box.left < frame.left - 1 || box.right > Math.min(frame.right, window.innerWidth) + 1) out.push(`“${text}” leaves the picture`);
    for (const other of boxes.slice(at + 1)) {
      if (box.left < other.box.right && other.box.left < box.right) out.push(`“${text}” and “${other.text}” touch`);
    }
  }
  const columns = (name) => (svg.querySelector(`.${name}`).getAttribute('d').match(/M/g) ?? []).length;
  if (columns('own') === 0 || columns('own') > columns('all')) out.push(`${columns('own')} columns of ${columns('all')} are the page’s own`);
  return out;
}

test('each explainer of the site has one, at every width', async () => {
  assert.ok(told.length >= 5, `${told.length} explainers have a strip`);
  const page = await browser.newPage();
  const found = [];
  for (const one of told) {
    await page.goto(server.url + one.path);
    for (const width of [360, 768, 1280, 1600]) {
      await page.setViewportSize({ width, height: 900 });
      found.push(...(await page.evaluate(faults)).map((fault) => `${one.path} at ${width}: ${fault}`));
    }
  }
  none(found, 'fault');
  await page.close();
});

test('a screen reader hears how many of the events the page tells', async () => {
  const page = await browser.newPage();
  await page.goto(server.url + told[0].path);
  const strip = await page.locator('.strip').ariaSnapshot();
  assert.match(strip, /img "On the timeline/);
  assert.match(strip, /\d+ of \d+ events are told on this page/);
  await page.close();
});
