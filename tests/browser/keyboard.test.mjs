// Every kind of page by the keyboard alone: Tab reaches each thing that can be used, in the order in which it is read, once,
// and leads out again; what has the focus shows it, and is in sight.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { none, some } from './support/assert.mjs';
import { launch } from './support/browser.mjs';
import { serve } from './support/server.mjs';
import { folder, kinds, pages } from './support/site.mjs';

const samples = kinds(pages(folder('under')));

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

/** Opens a page and stands before its first thing, or behind its last, whatever a script gave the focus to: the search page does that to its field. */
async function open(page, path, atEnd = false) {
  await page.goto(server.url + path);
  await page.evaluate((atEnd) => {
    const start = document.createElement('span');
    start.tabIndex = -1;
    document.body[atEnd ? 'append' : 'prepend'](start);
    start.focus();
    start.remove();
  }, atEnd);
}

/** Numbers all that takes the focus as it shows now, in the order of the document; of radio buttons the chosen or first one. */
function number() {
  const radio = (one) => {
    const group = [...document.querySelectorAll(`input[type=radio][name="${CSS.escape(one.name)}"]`)];
    return one === (group.find(({ checked }) => checked) ?? group[0]);
  };
  // A box that scrolls by itself takes the focus, where nothing in it does.
  const scrolls = (one) => (one.scrollWidth > one.clientWidth && /auto|scroll/.test(getComputedStyle(one).overflowX)) || (one.scrollHeight > one.clientHeight && /auto|scroll/.test(getComputedStyle(one).overflowY));
  const usable = (one) => one.tabIndex >= 0 && !one.disabled && one.checkVisibility({ visibilityProperty: true }) && (one.type !== 'radio' || radio(one));
  const found = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')].filter(usable);
  const boxes = [...document.querySelectorAll('main *')].filter((one) => one.tabIndex < 0 && scrolls(one) && !one.querySelector('a[href], button, [tabindex="0"]'));
  const all = [...found, ...boxes].sort((a, b) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
  window.usable = all;
  const name = (one) => `<${one.tagName.toLowerCase()}> “${(one.getAttribute('aria-label') ?? one.textContent ?? '').trim().replace(/\s+/g, ' ').slice(0, 40) || one.name || one.className}”`;
  window.named = name;
  return all.map(name);
}

/** What has the focus: its number, and what is wrong with how it shows. */
function focused() {
  const one = document.activeElement;
  if (!one || one === document.body || one === document.documentElement) return { at: -1 };
  const faults = [];
  // The mark may be on the thing, or on what stands for it: a label, or the shape that is drawn in a link of a chart.
  const drawn = [one, ...(one.labels ?? []), ...(one.ownerSVGElement ? one.children : [])].some((shown) => {
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(shown);
    return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 && !/, 0\)$/.test(outlineColor);
  });
  if (!drawn) faults.push('does not show that it has the focus');
  const boxes = [...one.getClientRects()].filter(({ width, height }) => width > 0 && height > 0);
  const inside = boxes.some((box) => box.bottom > 0 && box.top < window.innerHeight && box.right > 0 && box.left < window.innerWidth);
  if (!inside) faults.push('is out of sight');
  const uncovered = boxes.some((box) => {
    const top = document.elementFromPoint(Math.min(Math.max(box.x + box.width / 2, 1), window.innerWidth - 1), Math.min(Math.max(box.y + box.height / 2, 1), window.innerHeight - 1));
    return top && (one.contains(top) || top.contains(one) || [...(one.labels ?? [])].some((label) => label.contains(top)));
  });
  if (inside && !uncovered) faults.push('is covered');
  return { at: window.usable.indexOf(one), name: window.named(one), faults };
}

/** Goes through a page by Tab until the focus leaves it, and answers what is wrong. */
async function walk(page, back) {
  const names = await page.evaluate(number);
  const faults = [];
  const order = [];
  for (let pressed = 0; pressed <= names.length + 2; pressed += 1) {
    await page.keyboard.press(back ? 'Shift+Tab' : 'Tab');
    const { at, name, faults: wrong } = await page.evaluate(focused);
    if (!name) break;
    // Behind its last thing, a page gives the focus to the browser, which may begin with the first again.
    if (order.length > 0 && at === order[0]) break;
    if (at < 0) faults.push(`${name} takes the focus and is not known to`);
    order.push(at);
    faults.push(...wrong.map((fault) => `${name} ${fault}`));
  }
  if (order.length > names.length) faults.push(`Tab does not come to an end after ${order.length} presses`);
  const missed = names.filter((_, at) => !order.includes(at));
  faults.push(...missed.map((name) => `${name} is not reached`));
  const sorted = [...order].sort((a, b) => (back ? b - a : a - b));
  const at = order.findIndex((one, place) => one !== sorted[place]);
  if (at >= 0) faults.push(`${names[order[at]]} comes out of turn`);
  return { faults, count: names.length };
}

for (const width of [390, 1280]) {
  test(`Tab reaches everything, in order, and leads out, at ${width} px`, async () => {
    const context = await browser.newContext({ viewport: { width, height: 800 }, reducedMotion: 'reduce' });
    const page = await context.newPage();
    const faults = [];
    for (const { path } of some(samples, 'kind')) {
      await open(page, path);
      const { faults: wrong, count } = await walk(page);
      assert.ok(count >= 3, `${path}: only ${count} things can be used`);
      faults.push(...wrong.map((fault) => `${path}: ${fault}`));
    }
    await context.close();
    none(faults, 'fault');
  });
}

test('Shift and Tab go the same way back', async () => {
  const context = await browser.newContext({ viewport: { width: 390, height: 800 }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  const faults = [];
  for (const { path } of some(samples, 'kind').filter(({ kind }) => ['home', 'term', 'search'].includes(kind))) {
    await open(page, path, true);
    faults.push(...(await walk(page, true)).faults.map((fault) => `${path}: ${fault}`));
  }
  await context.close();
  none(faults, 'fault');
});

test('the first thing that Tab reaches leads over the header to the content', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  for (const { path } of some(samples, 'kind')) {
    await open(page, path);
    await page.keyboard.press('Tab');
    assert.match(await page.evaluate(() => document.activeElement.className), /skip/, path);
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement.tagName), 'MAIN', path);
    await page.keyboard.press('Tab');
    assert.ok(await page.evaluate(() => document.activeElement.closest('main, footer')), `${path}: Tab goes on in the content`);
  }
  await context.close();
});
