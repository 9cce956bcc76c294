// The reading itself: contents that follow, links of headings, reading time, dates, corrections, and a button to print.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { none, some } from './support/assert.mjs';
import { launch } from './support/browser.mjs';
import { serve } from './support/server.mjs';
import { attribute, explainer, folder, has, pages, text } from './support/site.mjs';

const all = pages(folder('normal'));
const main = explainer(all);

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

async function at(width, visit, options = {}) {
  const context = await browser.newContext({ viewport: { width, height: 800 }, ...options });
  try {
    const page = await context.newPage();
    await page.goto(server.url + main.path);
    return await visit(page);
  } finally {
    await context.close();
  }
}

/** The words of the one link of the contents that is marked, and whether the list shows it. */
const marked = (page) => page.evaluate(() => {
  const links = [...document.querySelectorAll('.contents [aria-current]')];
  const box = links[0]?.getBoundingClientRect();
  return { links: links.map((link) => link.hash), shown: Boolean(box) && box.top >= 0 && box.bottom <= innerHeight };
});

const until = (page, hash) => page.waitForFunction((hash) => document.querySelector('.contents [aria-current]')?.hash === hash, hash, { timeout: 5000 });

test('the contents mark the heading that is read, and keep it in sight', () => at(1280, async (page) => {
  assert.deepEqual((await marked(page)).links, [], 'above the first heading nothing is marked');
  const hashes = some(await page.evaluate(() => [...document.querySelectorAll('.contents a')].map((link) => link.hash)), 'link of the contents');
  for (const hash of [...hashes, hashes[1]]) {
    const last = hash === hashes.at(-1);
    await page.evaluate(([hash, last]) => {
      const top = document.getElementById(decodeURIComponent(hash.slice(1))).getBoundingClientRect().top;
      scrollTo(0, last ? document.documentElement.scrollHeight : scrollY + top - 20);
    }, [hash, last]);
    await until(page, hash);
    // The last section stands below the article, and the list ends with that.
    assert.deepEqual(await marked(page), { links: [hash], shown: !last });
  }
  await page.evaluate(() => scrollTo(0, 0));
  await page.waitForFunction(() => !document.querySelector('.contents [aria-current]'));
}));

test('a link of the contents, followed by keyboard, is the one that is marked', () => at(1280, async (page) => {
  const hashes = await page.evaluate(() => [...document.querySelectorAll('.contents a')].map((link) => link.hash));
  for (const hash of [hashes[2], hashes.at(-1)]) {
    await page.focus(`.contents a[href="${hash}"]`);
    await page.keyboard.press('Enter');
    await until(page, hash);
  }
}));

test('without script the contents stand beside the text on a wide screen, nothing marked', () => at(1280, async (page) => {
  assert.equal(await page.locator('.contents li a').first().isVisible(), true);
  assert.equal(await page.locator('[aria-current=true], .print').count(), 0);
  await page.evaluate(() => scrollTo(0, 3000));
  assert.equal(await page.locator('.contents li a').first().isVisible(), true);
  assert.ok(await page.evaluate(() => document.querySelector('.contents').getBoundingClientRect().top >= 0), 'it stays in the window');
}, { javaScriptEnabled: false }));

test('each heading of the text has one link to itself, with a name, and no text of its own', () => {
  const body = main.elements.find((element) => has(element, 'body'));
  const faults = [];
  let count = 0;
  const look = (node) => {
    if (/^h[2-6]$/.test(node.tagName ?? '') && attribute(node, 'id')) {
      count += 1;
      const links = node.childNodes.filter((child) => child.tagName === 'a' && has(child, 'anchor'));
      const [link] = links;
      if (links.length !== 1 || attribute(link, 'href') !== `#${attribute(node, 'id')}` || !attribute(link, 'aria-label') || text(link)) faults.push(text(node));
    }
    (node.childNodes ?? []).forEach(look);
  };
  look(body);
  assert.ok(count > 2, `${count} headings`);
  none(faults, 'heading without a good link');
});

test('the link of a heading shows by pointer and by keyboard, moves no text, and puts the place into the address', () => at(390, async (page) => {
  const heading = page.locator('.body h2').first();
  const link = heading.locator('.anchor');
  const seen = () => link.evaluate((one) => getComputedStyle(one).opacity);
  await heading.scrollIntoViewIfNeeded();
  const before = await heading.boundingBox();
  assert.equal(await seen(), '0');
  await heading.hover();
  assert.equal(await seen(), '1');
  assert.deepEqual(await heading.boundingBox(), before);
  await page.mouse.move(0, 0);
  assert.equal(await seen(), '0');
  await link.focus();
  assert.equal(await seen(), '1');
  const box = await link.boundingBox();
  assert.ok(box.x >= 0 && box.x + box.width <= before.x + 1, `in the margin: ${JSON.stringify(box)}`);
  await page.keyboard.press('Enter');
  assert.equal(new URL(page.url()).hash, await link.evaluate((one) => one.hash));
  await page.emulateMedia({ media: 'print' });
  assert.equal(await link.isVisible(), false);
}));

test('the head says how long the page takes, as of when it holds, and what was corrected', () => at(390, async (page) => {
  const found = await page.evaluate(() => [...document.querySelectorAll('.byline > span')].map((one) => one.textContent.trim()));
  const minutes = Number(found.join('\n').match(/(\d+) minutes? to read/)?.[1]);
  const words = await page.evaluate(() => document.querySelector('.body').textContent.split(/\s+/).length);
  assert.ok(minutes >= words / 400 && minutes <= words / 100, `${minutes} minutes for ${words} words and more`);
  assert.ok(found.some((one) => /^As of \d+ \w+ \d{4}$/.test(one)), found.join('\n'));
  assert.ok(found.some((one) => /^Corrected \d+ \w+ \d{4}: what changed$/.test(one)), found.join('\n'));
  await page.click('.byline a[href="#_corrections"]');
  assert.ok(await page.evaluate(() => document.getElementById('_corrections').getBoundingClientRect().top < innerHeight / 2));
}));

test('a button prints, where there is script; on paper there is none', () => at(1280, async (page) => {
  await page.evaluate(() => { window.printed = 0; window.print = () => { window.printed += 1; }; });
  const button = page.getByRole('button', { name: 'Print' });
  await button.focus();
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => window.printed), 1);
  assert.ok((await button.boundingBox()).height >= 24);
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.evaluate(() => [...document.querySelectorAll('main button')].some((one) => one.checkVisibility())), false);
}));

test('nothing moves while the page loads', () => at(390, async (page) => {
  const shift = await page.evaluate(() => new Promise((done) => {
    let sum = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((one) => { sum += one.value; })).observe({ type: 'layout-shift', buffered: true });
    setTimeout(() => done(sum), 500);
  }));
  assert.equal(shift, 0);
}));
