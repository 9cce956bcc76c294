// The chart of the timeline, measured: each event has its label or is in a count, no two labels touch, none leaves the
// picture, and each leads to its entry.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { none } from './support/assert.mjs';
import { launch } from './support/browser.mjs';
import { build } from './support/made.mjs';
import { serve } from './support/server.mjs';
import { TIMELINES, site } from './support/timelines.mjs';

const WIDTHS = [360, 768, 1280, 1600];

let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser?.close(); });

/** What is wrong with the drawing that shows. */
function faults(count) {
  const out = [];
  const shown = [...document.querySelectorAll('.chart > svg')].filter((svg) => svg.getClientRects().length);
  if (shown.length !== 1) return [`${shown.length} drawings show`];
  const [svg] = shown;
  const marks = [...svg.querySelectorAll('a.mark')];
  const rests = [...svg.querySelectorAll('a.rest')];
  const counted = rests.reduce((sum, one) => sum + Number(one.dataset.events), 0);
  if (marks.length + counted !== count) out.push(`${marks.length} labels and ${counted} counted are not ${count} events`);
  for (const link of [...marks, ...rests]) {
    const id = decodeURIComponent(link.getAttribute('href').slice(1));
    if (!document.getElementById(id)) out.push(`no entry ${id}`);
  }
  const box = (element) => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    return { left, right, top, bottom };
  };
  const boxes = [];
  const add = (owner, element, text) => boxes.push({ owner, text, name: element.textContent, ...box(element) });
  for (const mark of marks) {
    for (const line of mark.querySelectorAll('tspan')) {
      if (!line.textContent.trim()) out.push(`a label is empty: ${mark.getAttribute('href')}`);
      add(mark, line, true);
    }
    for (const shape of mark.querySelectorAll('circle, rect')) add(mark, shape, false);
  }
  for (const rest of rests) add(rest, rest.querySelector('rect'), true);
  for (const text of svg.querySelectorAll('.tick, .name')) add(text, text, true);
  const frame = box(svg);
  for (const one of boxes) {
    if (one.left < -0.5 || one.right > window.innerWidth + 0.5) out.push(`“${one.name}” leaves the window: ${one.left} to ${one.right}`);
    if (one.left < frame.left - 6 || one.right > frame.right + 6) out.push(`“${one.name}” leaves the picture at its side`);
    if (one.top < frame.top - 1 || one.bottom > frame.bottom + 1) out.push(`“${one.name}” leaves the picture`);
  }
  boxes.sort((a, b) => a.top - b.top);
  // The box of a line is higher than its letters.
  const slack = 2.5;
  boxes.forEach((a, at) => {
    for (let next = at + 1; next < boxes.length && boxes[next].top < a.bottom - slack; next += 1) {
      const b = boxes[next];
      if (a.owner === b.owner || !(a.text || b.text)) continue;
      if (a.left < b.right - 0.5 && b.left < a.right - 0.5) out.push(`“${a.name}” and “${b.name || 'a mark'}” touch`);
    }
  });
  if (document.documentElement.scrollWidth > window.innerWidth) out.push('the page scrolls sideways');
  return out;
}

for (const [name, events] of Object.entries(TIMELINES)) {
  describe(`a timeline of ${events.length} events (${name})`, () => {
    let made;
    let server;
    before(async () => {
      made = build(site(events));
      server = await serve(made.folder);
    });
    after(async () => {
      await server?.close();
      made?.remove();
    });

    test(`is drawn whole at ${WIDTHS.join(', ')} pixels`, async () => {
      const page = await browser.newPage();
      await page.goto(`${server.url}timeline/`);
      const found = [];
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        found.push(...(await page.evaluate(faults, events.length)).map((fault) => `${width}: ${fault}`));
      }
      none(found.slice(0, 12), 'fault');
      await page.close();
    });
  });
}

describe('five events', () => {
  const sites = {};
  before(async () => {
    for (const language of ['en', 'ar', 'fr', 'ja']) {
      const made = build(site(TIMELINES.five, language));
      sites[language] = { made, server: await serve(made.folder) };
    }
  });
  after(async () => {
    for (const { made, server } of Object.values(sites)) {
      await server.close();
      made.remove();
    }
  });

  test('are drawn whole in each language', async () => {
    const page = await browser.newPage();
    const found = [];
    for (const [language, { server }] of Object.entries(sites)) {
      await page.goto(`${server.url}timeline/`);
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        found.push(...(await page.evaluate(faults, 5)).map((fault) => `${language}, ${width}: ${fault}`));
      }
    }
    none(found, 'fault');
    await page.close();
  });

  test('run from right to left, where the language is written so', async () => {
    const page = await browser.newPage();
    await page.goto(`${sites.ar.server.url}timeline/`);
    const [first, last] = await page.evaluate(() => {
      const svg = [...document.querySelectorAll('.chart > svg')].find((one) => one.getClientRects().length);
      const x = (id) => svg.querySelector(`[href="#${id}"] :is(circle, rect)`).getBoundingClientRect().x;
      return [x('d0'), x('d4')];
    });
    assert.ok(first > last, `${first} is right of ${last}`);
    await page.close();
  });

  test('to a screen reader are a picture with a title and a text, and no links but those of the list', async () => {
    const page = await browser.newPage();
    await page.goto(`${sites.en.server.url}timeline/`);
    const figure = await page.locator('.chart').ariaSnapshot();
    assert.match(figure, /img "Timeline: 5 events/);
    assert.doesNotMatch(figure, /link/);
    await page.close();
  });
});
