// Every kind of page at every size: nothing scrolls sideways, lines have a good length, and axe finds nothing.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { after, before, describe, test } from 'node:test';
import { none, some } from './support/assert.mjs';
import { launch } from './support/browser.mjs';
import { rich } from './support/made.mjs';
import { serve } from './support/server.mjs';
import { KINDS, attribute, explainer, folder, kinds, mentions, pages, shown } from './support/site.mjs';

const WIDTHS = [320, 390, 768, 1280, 1440];
const all = pages(folder('under'));
const samples = kinds(all);
const main = explainer(all);
const axe = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

let browser;
let large;
let server;
before(async () => {
  browser = await launch();
  // The setting "font size: very large" of a browser: twice the usual 16 px, and media queries in `rem` follow it.
  large = await launch('--blink-settings=defaultFontSize=32,defaultFixedFontSize=26');
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

/** All that changes in the dark are colours. */
const COLOURS = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };

/** A page whose documents bring axe along. */
function withAxe(one, visit) {
  return inPage(one, { viewport: { width: 390, height: 900 }, bypassCSP: true }, async (page) => {
    await page.addInitScript({ content: axe });
    await visit(page);
  });
}

/** What axe says at each width, in light and in the dark, about the page as it stands, or about one element of it. */
async function violations(page, where, { selector, schemes = ['light', 'dark'] } = {}) {
  const found = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme });
      const options = { resultTypes: ['violations'], preload: false, iframes: false, ...(colorScheme === 'dark' && { runOnly: COLOURS }) };
      found.push(...await page.evaluate(async ([options, selector]) => {
        const { violations } = await window.axe.run(selector ? document.querySelector(selector) : document, options);
        return violations.flatMap(({ id, help, nodes }) => nodes.map(({ target, any, all }) => `${id}: ${help}: ${target.join(' ')}${[...any, ...all].map(({ message }) => ` (${message})`).join('').slice(0, 250)}`));
      }, [options, selector]).then((faults) => faults.map((fault) => `${where}, ${width} px, ${colorScheme}: ${fault}`)));
    }
  }
  return found;
}

/** Opens a redirect and stays there: where it leads to never answers. */
async function stay(page, url) {
  await page.route('**', (route) => (route.request().url() === url ? route.continue() : undefined));
  await page.goto(url, { waitUntil: 'commit' });
  await page.waitForSelector('main a');
}

describe('axe finds no violation, light or dark, at any width', () => {
  const eachKind = (one, options) => withAxe(one, async (page) => {
    const faults = [];
    for (const sample of some(samples, 'page')) {
      await page.goto(server.url + sample.path);
      faults.push(...await violations(page, sample.path, options));
    }
    none(faults, 'violation');
  });
  test('on any kind of page', () => eachKind(browser, {}));
  // Colours are those of the usual size, and larger text needs no more contrast.
  test('on any kind of page with text of 200 %', () => eachKind(large, { schemes: ['light'] }));

  test('on a redirect, and on pages that have everything once', async () => {
    const made = rich();
    const full = await serve(made.folder);
    const faults = [];
    try {
      const all = pages(made.folder);
      const redirect = some(all.filter(({ kind }) => kind === 'redirect'), 'redirect')[0];
      await withAxe(browser, async (page) => {
        for (const sample of kinds(all)) {
          await page.goto(full.url + encodeURI(sample.path));
          faults.push(...await violations(page, sample.path));
        }
        await stay(page, full.url + redirect.path);
        faults.push(...await violations(page, redirect.path));
      });
    } finally {
      await full.close();
      made.remove();
    }
    none(faults, 'violation');
  });

  test('in a definition and a source that show in place', () => withAxe(browser, async (page) => {
    const source = main.elements.map((element) => attribute(element, 'href')).find((href) => href?.startsWith('#_s-'));
    const faults = [];
    for (const fragment of [attribute(mentions(main)[0], 'href'), source]) {
      await page.goto(server.url + main.path + fragment);
      faults.push(...await violations(page, fragment, { selector: shown(fragment.slice(1)) }));
    }
    none(faults, 'violation');
  }));
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
