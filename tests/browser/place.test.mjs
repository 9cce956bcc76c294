// A definition or a source shows in place, without script: by mouse, by touch and by keyboard. Nobody loses their place.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { none, some } from './support/assert.mjs';
import { launch } from './support/browser.mjs';
import { reader, settled } from './support/reader.mjs';
import { serve } from './support/server.mjs';
import { attribute, definition, explainer, folder, mentions, pages, shown, termOf, text } from './support/site.mjs';

/** Less than a line and a half of text: a reader's eye stays where it was. */
const LINE = 40;

const all = pages(folder('normal'));
const main = explainer(all);
const byId = (id) => `[id="${id}"]`;
const fragment = (element) => attribute(element, 'href').slice(1);

/** The mentions of terms, each with the id that it leads to, the card that shows then, and the text of the definition. */
const terms = mentions(main).map((element) => {
  const id = fragment(element);
  return { mention: byId(attribute(element, 'id')), id, card: shown(id), says: definition(all, termOf(element)) };
});

/** The marks of sources and footnotes, each with how many marks on the page lead to the same note. */
const marks = (() => {
  const found = main.elements.filter((element) => attribute(element, 'role') === 'doc-noteref' && /^#_(s|fn)-/.test(attribute(element, 'href')));
  const note = (element) => `${fragment(element).split('-')[0]} ${text(element)}`;
  const times = (element) => found.filter((other) => note(other) === note(element)).length;
  return found.map((element) => ({ mention: byId(attribute(element, 'id')), id: fragment(element), card: shown(fragment(element)), times: times(element) }));
})();
const once = marks.filter(({ times }) => times === 1);
const often = marks.filter(({ times }) => times > 1);

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

const WAYS = {
  mouse: { viewport: { width: 1440, height: 900 } },
  touch: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
  keyboard: { viewport: { width: 1024, height: 768 } },
};

/** Opens the main explainer without script, lets `visit` read it, and closes it. */
async function withoutScript(options, visit) {
  const context = await browser.newContext({ ...options, javaScriptEnabled: false, reducedMotion: 'reduce' });
  try {
    const page = await context.newPage();
    await page.goto(server.url + main.path);
    await visit(page);
  } finally {
    await context.close();
  }
}

/** Opens a card by pointer, closes it again, and answers what went wrong. */
async function openAndClose(at, { mention, card, says }) {
  const faults = [];
  const named = () => faults.map((fault) => `${mention}: ${fault}`);
  const scrolled = await at.scrollTo(mention);
  await at.press(mention);
  const moved = Math.abs(await at.scroll() - scrolled);
  if (moved > LINE) faults.push(`opening scrolls by ${moved} px`);
  if (await at.sees(card) < 1) faults.push(`only ${Math.round(100 * await at.sees(card))} % of the card can be seen`);
  if (await at.sees(mention) < 1) faults.push('the card covers the mention');
  if (says && !(await at.textOf(card)).includes(says)) faults.push(`the card does not say “${says}”`);
  if (await at.sees(`${card} .close`) < 1) {
    faults.push('the card shows no link to close it');
    return named();
  }
  await at.press(`${card} .close`);
  if (await at.sees(card) > 0) faults.push('the card still shows after Close');
  if (await at.sees(mention) < 1) faults.push('the mention is not in sight after Close');
  const back = Math.abs(await at.scroll() - scrolled);
  if (back > LINE) faults.push(`closing leaves the page ${back} px from where it was`);
  return named();
}

for (const pointer of ['mouse', 'touch']) {
  describe(`by ${pointer}, without script`, () => {
    test('every definition of the explainer shows in place and closes', () => withoutScript(WAYS[pointer], async (page) => {
      const faults = [];
      for (const term of some(terms, 'term')) faults.push(...await openAndClose(reader(page, pointer), term));
      none(faults, 'fault');
    }));

    test('every source and footnote shows in place and closes', () => withoutScript(WAYS[pointer], async (page) => {
      const faults = [];
      for (const mark of [...some(once, 'source cited once'), ...some(often, 'source cited often').slice(0, 8)]) faults.push(...await openAndClose(reader(page, pointer), mark));
      none(faults, 'fault');
    }));

    test('a definition opens without a jump wherever in the window its mention stands', () => withoutScript(WAYS[pointer], async (page) => {
      const at = reader(page, pointer);
      const faults = [];
      for (const part of [0.08, 0.25, 0.5, 0.75, 0.92]) {
        const { mention, card } = terms[Math.floor(terms.length / 2)];
        const scrolled = await at.scrollTo(mention, part);
        await at.press(mention);
        const moved = Math.abs(await at.scroll() - scrolled);
        if (moved > LINE) faults.push(`at ${part} of the window, opening scrolls by ${moved} px`);
        if (await at.sees(card) < 1) faults.push(`at ${part} of the window, the card is not in sight`);
        await at.press(`${card} .close`);
        if (await at.sees(mention) < 1) faults.push(`at ${part} of the window, the mention is not in sight after Close`);
      }
      none(faults, 'fault');
    }));
  });
}

describe('by keyboard, without script', () => {
  /** Tabs to a mention, opens its card, closes it, and goes on reading. */
  const go = ({ mention, card, says }) => withoutScript(WAYS.keyboard, async (page) => {
    const at = reader(page);
    await at.tabTo(mention);
    assert.equal(await at.sees(mention), 1, 'the mention that has the focus is in sight');
    const scrolled = await at.scroll();
    const following = await at.following(mention);
    await at.key('Enter');
    assert.equal(await at.sees(card), 1, 'the card is in sight');
    if (says) assert.ok((await at.textOf(card)).includes(says), `the card says “${says}”`);
    assert.ok(Math.abs(await at.scroll() - scrolled) <= LINE, `opening scrolls from ${scrolled} to ${await at.scroll()}`);
    await at.tabTo(`${card} .close`, 8);
    assert.ok(Math.abs(await at.scroll() - scrolled) <= LINE, `moving inside the card scrolls from ${scrolled} to ${await at.scroll()}`);
    await at.key('Enter');
    assert.equal(await at.sees(card), 0, 'the card is gone after Close');
    assert.equal(await at.sees(mention), 1, 'the mention is in sight after Close');
    await at.key('Tab');
    assert.equal(await at.focus(), following, 'after Close, Tab goes to what follows the mention');
  });

  for (const term of [terms[0], terms[Math.floor(terms.length / 2)], terms.at(-1)]) {
    test(`the definition ${term.id} shows in place, and reading goes on after it`, () => go(term));
  }
  const first = (list, kind) => some(list.filter(({ id }) => id.startsWith(kind)), `mark to a note ${kind}`)[0];
  test('a source cited once shows in place, and reading goes on after it', () => go(first(once, '_s-')));
  test('a footnote shows in place, and reading goes on after it', () => go(first(once, '_fn-')));
  test('a source cited more than once shows in place, and reading goes on after the mark that was left', () => go(first(often.slice(1), '_s-')));
});

describe('on narrow screens', () => {
  test('mentions of several words break like text', () => withoutScript({ viewport: { width: 320, height: 480 } }, async (page) => {
    const long = some(terms, 'term').map(({ mention }) => mention);
    const boxes = await page.evaluate((selectors) => selectors.map((selector) => {
      const mention = document.querySelector(selector);
      if (!/\S\s+\S/.test(mention.textContent.trim())) return undefined;
      // As narrow as a column can get: a mention that breaks like text needs several lines here.
      const block = mention.closest('p, li, dd, td');
      block.style.inlineSize = '6ch';
      // An inline box has one rectangle a line; a box that does not break like text has one in all.
      const lines = mention.getClientRects().length;
      block.style.inlineSize = '';
      return { selector, lines };
    }).filter(Boolean), long);
    none(some(boxes, 'mention of several words').filter(({ lines }) => lines < 2).map(({ selector }) => selector), 'mention in one unbroken box');
  }));

  test('a mention of several words breaks over two lines of the text as it stands', () => withoutScript({ viewport: { width: 320, height: 480 } }, async (page) => {
    let broken = 0;
    for (let width = 320; width <= 360; width += 10) {
      await page.setViewportSize({ width, height: 480 });
      broken += await page.evaluate((selectors) => selectors.filter((selector) => document.querySelector(selector).getClientRects().length > 1).length, terms.map(({ mention }) => mention));
    }
    assert.ok(broken > 0, 'no mention breaks at any width from 320 to 360 px');
  }));

  test('each definition and source fits a window of 320 × 480, or scrolls inside its card', () => withoutScript({ viewport: { width: 320, height: 480 } }, async (page) => {
    const faults = [];
    for (const { id, card } of [...terms, ...once, ...often.slice(0, 8)]) {
      await page.goto(`${server.url}${main.path}#${id}`);
      await settled(page);
      const found = await page.evaluate((selector) => {
        const card = document.querySelector(selector);
        const box = card.getBoundingClientRect();
        const style = getComputedStyle(card);
        return {
          inside: box.top >= 0 && box.left >= 0 && box.bottom <= window.innerHeight && box.right <= document.documentElement.clientWidth,
          high: card.scrollHeight > card.clientHeight + 1 && !['auto', 'scroll'].includes(style.overflowY),
          wide: card.scrollWidth > card.clientWidth + 1,
          box: [box.top, box.left, box.bottom, box.right].map(Math.round).join(' '),
        };
      }, card);
      if (!found.inside) faults.push(`${id} leaves the window (top, left, bottom, right: ${found.box})`);
      if (found.high) faults.push(`${id} is cut and does not scroll`);
      if (found.wide) faults.push(`${id} scrolls sideways`);
      await page.evaluate((selector) => [...document.querySelectorAll(selector)].find((one) => one.checkVisibility())?.scrollIntoView({ block: 'nearest', behavior: 'instant' }), `${card} .close`);
      if (await reader(page).sees(`${card} .close`) < 1) faults.push(`${id}: its link to close cannot be reached`);
    }
    none(faults, 'fault');
  }));
});

test('with script on, a definition shows in place just the same', async () => {
  const context = await browser.newContext({ ...WAYS.mouse, reducedMotion: 'reduce' });
  try {
    const page = await context.newPage();
    await page.goto(server.url + main.path);
    const faults = [];
    for (const term of terms.slice(0, 8)) faults.push(...await openAndClose(reader(page), term));
    none(faults, 'fault');
  } finally {
    await context.close();
  }
});
