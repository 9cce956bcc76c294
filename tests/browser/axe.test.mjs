// axe on every kind of page: at every width, in light and in the dark, and with text of twice the size. Each page is loaded
// once a browser, and only its window changes.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { after, before, test } from 'node:test';
import { none, some } from './support/assert.mjs';
import { launch, launchLarge } from './support/browser.mjs';
import { rich } from './support/made.mjs';
import { serve } from './support/server.mjs';
import { attribute, explainer, folder, kinds, mentions, pages, shown } from './support/site.mjs';

const WIDTHS = [320, 390, 768, 1280, 1440];
const all = pages(folder('under'));
const samples = kinds(all);
const main = explainer(all);
const axe = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

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

/** All that changes in the dark are colours. */
const COLOURS = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };

/** A page whose documents bring axe along. */
async function withAxe(one, visit) {
  const context = await one.newContext({ viewport: { width: 390, height: 900 }, bypassCSP: true, reducedMotion: 'reduce' });
  try {
    const page = await context.newPage();
    await page.addInitScript({ content: axe });
    await visit(page);
  } finally {
    await context.close();
  }
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

/** Opens a redirect as one who is not led on: a browser that may be told not to follow it. */
async function stay(page, url, { html }) {
  await page.route(url, (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: html.replace(/<meta http-equiv="refresh"[^>]*>/, '') }));
  await page.goto(url);
}

const eachKind = (one, options) => withAxe(one, async (page) => {
  const faults = [];
  for (const sample of some(samples, 'page')) {
    await page.goto(server.url + sample.path);
    faults.push(...await violations(page, sample.path, options));
  }
  none(faults, 'violation');
});

test('axe finds nothing on any kind of page', () => eachKind(browser, {}));
// Colours are those of the usual size, and larger text needs no more contrast.
test('axe finds nothing on any kind of page with text of 200 %', async () => {
  const large = await launchLarge();
  try {
    await eachKind(large, { schemes: ['light'] });
  } finally {
    await large.close();
  }
});

test('axe finds nothing on a redirect, and on pages that have everything once', async () => {
  const made = rich();
  // The 404 page of that site begins its addresses at the path of the base URL.
  const full = await serve(made.folder, '/elm/');
  const faults = [];
  try {
    const all = pages(made.folder);
    const redirect = some(all.filter(({ kind }) => kind === 'redirect'), 'redirect')[0];
    await withAxe(browser, async (page) => {
      for (const sample of kinds(all)) {
        await page.goto(full.url + encodeURI(sample.path));
        faults.push(...await violations(page, sample.path));
      }
      // It has no style: in the dark its colours are the browser's own, whose ground axe takes for white.
      await stay(page, full.url + encodeURI(redirect.path), redirect);
      faults.push(...await violations(page, redirect.path, { schemes: ['light'] }));
    });
  } finally {
    await full.close();
    made.remove();
  }
  none(faults, 'violation');
});

test('axe finds nothing in a definition and a source that show in place', () => withAxe(browser, async (page) => {
  const source = main.elements.map((element) => attribute(element, 'href')).find((href) => href?.startsWith('#_s-'));
  const faults = [];
  for (const fragment of [attribute(mentions(main)[0], 'href'), source]) {
    await page.goto(server.url + main.path + fragment);
    faults.push(...await violations(page, fragment, { selector: shown(fragment.slice(1)) }));
  }
  none(faults, 'violation');
}));
