// Leaving a card: by a click beside it, which needs no script, and by Escape, which does. Nothing scrolls, wherever the
// mention stands, and the focus is back where it was.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { none, some } from './support/assert.mjs';
import { launch } from './support/browser.mjs';
import { reader, settled } from './support/reader.mjs';
import { serve } from './support/server.mjs';
import { attribute, explainer, folder, mentions, pages, shown } from './support/site.mjs';

const main = explainer(pages(folder('normal')));
const terms = some(mentions(main), 'term').slice(0, 6).map((element) => ({
  id: attribute(element, 'id'),
  mention: `[id="${attribute(element, 'id')}"]`,
  card: shown(attribute(element, 'href').slice(1)),
}));
const source = () => {
  const element = some(main.elements.filter((one) => /^#_s-/.test(attribute(one, 'href') ?? '')), 'citation')[4];
  return { id: attribute(element, 'id'), mention: `[id="${attribute(element, 'id')}"]`, card: shown(attribute(element, 'href').slice(1)) };
};

let browser;
let server;
before(async () => {
  browser = await launch();
  server = await serve(folder('normal'));
});
after(async () => {
  await browser?.close();
  await server?.close();
});

async function reading(javaScriptEnabled, visit) {
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 }, javaScriptEnabled, reducedMotion: 'reduce' });
  try {
    const page = await context.newPage();
    await page.goto(server.url + main.path);
    await visit(page, reader(page));
  } finally {
    await context.close();
  }
}

for (const script of [false, true]) {
  test(`a click beside a card closes it and scrolls nothing, ${script ? 'with' : 'without'} script`, () => reading(script, async (page, at) => {
    const faults = [];
    for (const { mention, card } of [...terms, source()]) {
      for (const part of [0.1, 0.5]) {
        const scrolled = await at.scrollTo(mention, part);
        await at.press(mention);
        if (await at.sees(card) < 1) faults.push(`${mention}: its card does not show`);
        await page.mouse.click(30, 300);
        await settled(page);
        if (await at.sees(card) > 0 && await page.evaluate(() => document.querySelector('.card:target, .at:target'))) faults.push(`${mention}: its card is still open`);
        if (await at.scroll() !== scrolled) faults.push(`${mention}: the page has scrolled by ${await at.scroll() - scrolled} px`);
      }
    }
    none(faults, 'fault');
  }));
}

for (const way of ['Escape', 'Close']) {
  test(`${way} closes a card, scrolls nothing and gives the focus back`, () => reading(true, async (page, at) => {
    const faults = [];
    for (const { id, mention, card } of [...terms, source()]) {
      for (const part of [0.1, 0.5]) {
        const scrolled = await at.scrollTo(mention, part);
        await at.press(mention);
        if (way === 'Escape') await at.key('Escape');
        else await at.press(`${card} .close`);
        if (await page.evaluate(() => document.querySelector('.card:target, .at:target'))) faults.push(`${mention}: its card is still open`);
        if (await at.scroll() !== scrolled) faults.push(`${mention}: the page has scrolled by ${await at.scroll() - scrolled} px`);
        const focus = await page.evaluate(() => document.activeElement.id);
        if (focus !== id) faults.push(`${mention}: the focus is at #${focus}`);
      }
    }
    none(faults, 'fault');
  }));
}

test('Escape leaves a page without an open card as it is', () => reading(true, async (page, at) => {
  const scrolled = await at.scrollTo(terms[2].mention);
  const address = page.url();
  await at.key('Escape');
  assert.equal(await at.scroll(), scrolled);
  assert.equal(page.url(), address);
}));
