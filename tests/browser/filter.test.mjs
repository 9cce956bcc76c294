// The filters of the timeline: by mouse and keyboard, with script and without, kept in the address and announced.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { after, before, test } from 'node:test';
import { none } from './support/assert.mjs';
import { launch, listen } from './support/browser.mjs';
import { build } from './support/made.mjs';
import { reader } from './support/reader.mjs';
import { serve } from './support/server.mjs';

const axe = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

const FILES = {
  'content/site.yaml': 'title: Filters\nchecks: {timeline/no-source: allow}\ncategories: [{id: law, title: Law}, {id: war, title: War}]\n',
  'content/people.yaml': '- {id: ann, name: Ann}\n- {id: bob, name: Bob}\n',
  'content/timeline.yaml': `
- {id: old, title: Old law, date: 1990-05-01, category: law, people: [ann]}
- {id: long, title: Long war, date: 1990/2002, category: war, people: [bob]}
- {id: short, title: Short war, date: 2000-02, category: war, people: [ann, bob]}
- {id: open, title: Open war, date: 2001-01-01/.., category: war}
- {id: until, title: Law until then, date: ../2003, category: law}
- {id: late, title: Late law, date: 2010~, category: law, people: [bob]}
`,
};

const ALL = ['old', 'long', 'short', 'open', 'until', 'late'];

/** What a choice leaves: category, person, from, until. */
const CHOICES = [
  [{}, ALL],
  [{ category: 'law' }, ['old', 'until', 'late']],
  [{ person: 'bob' }, ['long', 'short', 'late']],
  [{ category: 'law', person: 'bob' }, ['late']],
  [{ from: '2000' }, ['long', 'short', 'open', 'until', 'late']],
  [{ from: '2003' }, ['open', 'until', 'late']],
  [{ from: '2010' }, ['open', 'late']],
  [{ until: '1990' }, ['old', 'long', 'until']],
  [{ until: '2001' }, ['old', 'long', 'short', 'open', 'until']],
  [{ from: '2000', until: '2001', category: 'war' }, ['long', 'short', 'open']],
  [{ category: 'war', person: 'ann', until: '1990' }, []],
];

let browser;
let made;
let server;
before(async () => {
  browser = await launch();
  made = build(FILES);
  server = await serve(made.folder);
});
after(async () => {
  await browser?.close();
  await server?.close();
  made?.remove();
});

const shown = (page) => page.evaluate(() => [...document.querySelectorAll('.event[id]')].filter((one) => one.checkVisibility()).map((one) => one.id));

/** Waits for a choice to leave these: without script nothing else tells when the browser has applied it. */
async function leaves(page, left, message) {
  const wanted = [...left].sort();
  let now;
  for (let turn = 0; turn < 40; turn += 1) {
    now = (await shown(page)).sort();
    if (now.join() === wanted.join()) return;
    await page.waitForTimeout(50);
  }
  assert.deepEqual(now, wanted, message);
}

async function choose(page, choice) {
  await page.locator('.filter .clear').click();
  if (choice.category) await page.locator(`input[value="${choice.category}"]`).check();
  for (const name of ['person', 'from', 'until']) {
    if (!choice[name]) continue;
    await page.locator(`#_${name}`).selectOption(name === 'person' ? choice[name] : { label: choice[name] });
  }
}

for (const javaScriptEnabled of [true, false]) {
  test(`each choice leaves what fits it, ${javaScriptEnabled ? 'with' : 'without'} script`, async () => {
    const context = await browser.newContext({ javaScriptEnabled });
    const { page, complaints } = await listen(context);
    await page.goto(`${server.url}timeline/`);
    for (const [choice, left] of CHOICES) {
      await choose(page, choice);
      await leaves(page, left, JSON.stringify(choice));
    }
    none(complaints, 'complaint');
    await context.close();
  });
}

test('a choice is announced, kept in the address, and there again after a reload', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${server.url}timeline/`);
  const status = () => page.locator('.filter [role=status]').textContent();
  await choose(page, { category: 'law', from: '2003' });
  assert.equal(await status(), '2 of 6 events');
  assert.equal(new URL(page.url()).search, '?category=law&from=2003');
  await page.reload();
  assert.deepEqual(await shown(page), ['until', 'late']);
  assert.equal(await status(), '2 of 6 events');
  await choose(page, { category: 'war', person: 'ann', until: '1990' });
  assert.equal(await status(), 'No event fits this choice.');
  assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll('.year')].filter((one) => one.checkVisibility()).length), 0, 'an empty year has no heading');
  await page.locator('.filter .clear').click();
  await page.waitForFunction(() => location.search === '');
  assert.equal(await status(), '');
  assert.deepEqual((await shown(page)).length, 6);
  await context.close();
});

test('the marks of the chart that a choice leaves out step back', async () => {
  const page = await browser.newPage();
  await page.goto(`${server.url}timeline/`);
  const faint = (id) => page.evaluate((id) => {
    const mark = [...document.querySelectorAll(`.mark[href="#${id}"]`)].find((one) => one.getClientRects().length);
    return Number(getComputedStyle(mark).opacity) < 0.5;
  }, id);
  await choose(page, { category: 'law', from: '2003' });
  assert.deepEqual([await faint('old'), await faint('long'), await faint('until')], [true, true, false]);
  await page.close();
});

test('a link leads to an event that a choice had hidden', async () => {
  const page = await browser.newPage();
  await page.goto(`${server.url}timeline/?category=law&from=2010`);
  assert.deepEqual(await shown(page), ['late']);
  await page.evaluate(() => { location.hash = '#long'; });
  await page.waitForFunction(() => document.querySelector('#long').checkVisibility());
  assert.ok((await reader(page).sees('#long .event-title')) > 0.5);
  await page.close();
});

test('on paper stands the whole list, whatever was chosen', async () => {
  const page = await browser.newPage();
  await page.goto(`${server.url}timeline/?category=war&person=ann&until=1990`);
  assert.deepEqual(await shown(page), []);
  await page.emulateMedia({ media: 'print' });
  assert.deepEqual((await shown(page)).length, ALL.length);
  assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector('.chart')).breakBefore), 'page');
  assert.equal(await page.evaluate(() => document.querySelector('.filter').checkVisibility()), false);
  await page.close();
});

test('by keyboard', async () => {
  const page = await browser.newPage();
  await page.goto(`${server.url}timeline/`);
  const hand = reader(page);
  await hand.tabTo('#_category-0');
  await hand.key('ArrowDown');
  await hand.key('ArrowDown');
  assert.deepEqual(await shown(page), ['long', 'short', 'open'].sort((a, b) => ALL.indexOf(a) - ALL.indexOf(b)));
  await hand.tabTo('#_person');
  await page.keyboard.type('Ann');
  await hand.key('Enter');
  assert.deepEqual(await shown(page), ['short']);
  await hand.tabTo('.filter .clear');
  await hand.key('Enter');
  assert.equal((await shown(page)).length, 6);
  await page.close();
});

for (const colorScheme of ['light', 'dark']) {
  test(`axe finds nothing in ${colorScheme} colours, with a choice made`, async () => {
    const context = await browser.newContext({ colorScheme, bypassCSP: true });
    const page = await context.newPage();
    await page.goto(`${server.url}timeline/?category=law`);
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => window.axe.run());
    none(violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).join(', ')}`), 'violation');
    await context.close();
  });
}
