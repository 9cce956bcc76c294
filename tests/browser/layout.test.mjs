// Every kind of page at every size: nothing scrolls sideways, lines have a good length, the dark is dark.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { none, some } from './support/assert.mjs';
import { launch, launchLarge } from './support/browser.mjs';
import { serve } from './support/server.mjs';
import { KINDS, explainer, folder, kinds, pages } from './support/site.mjs';

const WIDTHS = [320, 390, 768, 1280, 1440];
const all = pages(folder('under'));
const samples = kinds(all);
const main = explainer(all);

let browser;
let large;
let server;
before(async () => {
  browser = await launch();
  large = await launchLarge();
  server = await serve(folder('under'));
});
after(async () => {
  await browser?.close();
  await large?.close();
  await server?.close();
});

async function inPage(one, options, visit) {
  const context = await one.newContext({ reducedMotion: 'reduce', ...options });
  try {
    return await visit(await context.newPage());
  } finally {
    await context.close();
  }
}

test('the site has all kinds of pages', () => {
  const found = samples.map(({ kind }) => kind);
  for (const kind of KINDS.filter((kind) => kind !== 'redirect')) assert.ok(found.includes(kind), `no page of the kind ${kind}; there are ${found}`);
});

/** Where a page is wider than its window, and which elements stick out, boxes that scroll by themselves left out. */
async function sideways(one, widths, prepare = () => {}) {
  return inPage(one, {}, async (page) => {
    const faults = [];
    for (const sample of some(samples, 'page')) {
      await page.setViewportSize({ width: widths[0], height: 800 });
      await page.goto(server.url + sample.path);
      await page.evaluate(prepare);
      for (const width of widths) {
        await page.setViewportSize({ width, height: 800 });
        const wide = await page.evaluate(excess);
        if (wide) faults.push(`${sample.path} at ${width} px is ${wide}`);
      }
    }
    return faults;
  });
}

function excess() {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return undefined;
  const held = (element) => {
    for (let up = element.parentElement; up && up !== document.body; up = up.parentElement) if (getComputedStyle(up).overflowX !== 'visible') return true;
    return false;
  };
  const out = [...document.body.querySelectorAll('*')]
    .filter((element) => element.getBoundingClientRect().right > root.clientWidth + 0.5 && !held(element))
    .map((element) => [element.tagName.toLowerCase(), ...element.classList].join('.'));
  return `${root.scrollWidth} px wide: ${[...new Set(out)].slice(0, 4).join(', ')}`;
}

describe('nothing scrolls sideways', () => {
  test(`at ${WIDTHS.join(', ')} px`, async () => none(await sideways(browser, WIDTHS), 'page that scrolls sideways'));
  test('in a browser set to text of 200 %', async () => none(await sideways(large, WIDTHS), 'page that scrolls sideways'));
  test('at 320 px with all that can be opened open', async () => {
    none(await sideways(browser, [320], () => document.querySelectorAll('details').forEach((one) => { one.open = true; })), 'page that scrolls sideways');
  });
});

test('a browser set to text of 200 % shows text of twice the size', async () => {
  const size = (one) => inPage(one, { viewport: { width: 390, height: 800 } }, async (page) => {
    await page.goto(server.url + main.path);
    return page.evaluate(() => parseFloat(getComputedStyle(document.querySelector('.body p')).fontSize));
  });
  const [usual, twice] = [await size(browser), await size(large)];
  assert.ok(twice >= 1.9 * usual, `${usual} px grow to ${twice} px`);
});

test('the dark scheme is dark and the light one is light', () => inPage(browser, {}, async (page) => {
  const shades = {};
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    await page.goto(server.url + main.path);
    shades[colorScheme] = await page.evaluate(() => {
      const shade = (colour) => colour.match(/[\d.]+/g).slice(0, 3).map(Number).reduce((sum, part) => sum + part) / 3;
      const { backgroundColor, color } = getComputedStyle(document.body);
      return { ground: shade(backgroundColor), ink: shade(color) };
    });
  }
  assert.ok(shades.light.ground > 200 && shades.light.ink < 80, `light: ${JSON.stringify(shades.light)}`);
  assert.ok(shades.dark.ground < 60 && shades.dark.ink > 180, `dark: ${JSON.stringify(shades.dark)}`);
}));

test('a line of the explainer has 55 to 75 characters at 1440 px', () => inPage(browser, { viewport: { width: 1440, height: 900 } }, async (page) => {
  await page.goto(server.url + main.path);
  const { paragraphs, measure } = await page.evaluate(() => {
    // The width of a column in characters: its width over that of the average character of its text, without the small marks.
    let characters = 0;
    let advance = 0;
    const columns = [];
    const chosen = [...document.querySelectorAll('.body > p')].filter((one) => one.textContent.length > 300);
    for (const paragraph of chosen) {
      columns.push(paragraph.clientWidth);
      const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (node.parentElement.closest('.cites, sup')) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        for (const box of range.getClientRects()) advance += box.width;
        characters += node.data.replace(/\s+/g, ' ').length;
      }
    }
    return { paragraphs: chosen.length, measure: Math.max(...columns) / (advance / characters) };
  });
  assert.ok(paragraphs >= 5, `only ${paragraphs} long paragraphs`);
  assert.ok(measure >= 55 && measure <= 75, `a line holds ${measure.toFixed(1)} characters`);
}));

test('sources in the text of an entry have the numbers that their marks show', async () => {
  const listed = samples.filter(({ kind }) => ['people', 'timeline'].includes(kind));
  assert.equal(listed.length, 2);
  await inPage(browser, {}, async (page) => {
    for (const sample of listed) {
      await page.goto(server.url + sample.path);
      const items = await page.evaluate(() => {
        const found = [...document.querySelectorAll('.references li')];
        return found.map((item) => [getComputedStyle(item).display, getComputedStyle(item).listStyleType].join(' '));
      });
      none(some(items, 'source').filter((style) => style !== 'list-item decimal'), `sources without a number on ${sample.path}`);
    }
  });
});
