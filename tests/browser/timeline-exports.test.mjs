// The timeline for other programs, read by other programs: TimelineJS 3 shows every event, a calendar reader finds each day,
// a CSV parser each row.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, before, test } from 'node:test';
import { parse as parseCsv } from 'csv-parse/sync';
import ICAL from 'ical.js';
import { none } from './support/assert.mjs';
import { launch } from './support/browser.mjs';
import { attribute, folder, has, ids, pages } from './support/site.mjs';

const root = folder('normal');
const read = (path) => readFileSync(join(root, path), 'utf8');
const timeline = JSON.parse(read('timeline.json'));
const rows = parseCsv(read('timeline.csv'), { columns: true });
const list = pages(root).find((page) => page.path === 'timeline/index.html');
const dist = join(dirname(fileURLToPath(import.meta.url)), 'node_modules/@knight-lab/timelinejs/dist');

const PAGE = `<!DOCTYPE html><html><head><meta charset="utf-8"><link rel="stylesheet" href="/css/timeline.css"></head>
<body><div id="t" style="width: 1000px; height: 700px"></div><script src="/js/timeline.js"></script>
<script>window.timeline = new TL.Timeline('t', '/' + location.search.slice(1) + '.json', { script_path: '/js/', font: null, hash_bookmark: false });</script></body></html>`;

// Dates that are hard to draw: with a time, at both ends of an interval, before Christ, and before there was anybody.
const HARD = {
  human: [
    ['moment', '2025-02-27T23:30:15+01:00'], ['local', '2025-02-27T10:15:30'], ['mixed', '2016/2018-03'], ['since', '2022-05/..'],
    ['until', '../2022'], ['ides', '-0043-03-15'], ['first', '0000'], ['decade', '192X'], ['about', '1914~'], ['winter', '2022-24'],
    ['masked', '1985-04-XX'], ['set', '[1667,1669]'], ['late', '9999-12-31'],
  ],
  deep: [['bang', 'Y-13800000000'], ['rock', 'Y-66000000'], ['ides', '-0043-03-15'], ['now', '2025-02-27T10:15:30']],
};

let browser;
let server;
let work;
/** Builds a site of events with these dates, and answers its folder. */
function site(name, events) {
  const from = join(work, name);
  mkdirSync(join(from, 'content'), { recursive: true });
  writeFileSync(join(from, 'content/site.yaml'), 'title: Hard dates\nbase_url: https://example.org/\n');
  writeFileSync(join(from, 'content/timeline.yaml'), events.map(([id, date]) => `- {id: ${id}, title: "${id} & <more>", date: "${date}", body: "One **two**."}\n`).join(''));
  execFileSync(process.env.NUTGRAF, ['--root', from, 'build'], { stdio: 'pipe' });
  return join(from, 'public');
}

/** Shows a timeline.json in TimelineJS and answers its page when all is drawn. */
async function drawn(path) {
  const page = await browser.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.goto(`http://127.0.0.1:${server.address().port}/?${path}`);
  await page.waitForSelector('.tl-timemarker', { timeout: 20000, state: 'attached' });
  await page.waitForTimeout(1000);
  return { page, errors };
}

before(async () => {
  browser = await launch();
  work = mkdtempSync(join(tmpdir(), 'timelines-'));
  for (const [name, events] of Object.entries(HARD)) site(name, events);
  server = createServer((request, response) => {
    const path = new URL(request.url, 'http://localhost').pathname;
    const types = { '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json' };
    try {
      const own = path.match(/^\/(human|deep)\.json$/);
      const file = path === '/normal.json' ? join(root, 'timeline.json') : own ? join(work, own[1], 'public/timeline.json') : join(dist, path);
      const body = path === '/' ? PAGE : readFileSync(file);
      response.writeHead(200, { 'content-type': types[extname(path)] ?? 'text/html' }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((done) => { server.listen(0, '127.0.0.1', done); });
});
after(async () => {
  await browser?.close();
  server?.close();
  if (work) rmSync(work, { recursive: true, force: true });
});

test('the table has a row for each event of the page, and no formula', () => {
  const known = new Set(ids(list));
  none(rows.filter((row) => !known.has(row.id)).map((row) => row.id), 'row without an event');
  assert.equal(rows.length, list.elements.filter((element) => has(element, 'event') && attribute(element, 'id')).length);
  none(rows.flatMap(Object.values).filter((cell) => /^[=+\-@\t\r]/.test(cell)), 'cell that a spreadsheet runs');
});

test('TimelineJS 3 shows every event with its date in our words', async () => {
  const { page, errors } = await drawn('normal');
  const markers = await page.locator('.tl-timemarker').count();
  assert.equal(markers, timeline.events.length, 'a marker for each event');
  assert.equal(timeline.events.length, rows.length, 'each event of the table is in the file');
  const shown = await page.evaluate(() => window.timeline.config.events.map((event) => [event.unique_id, event.display_date ?? event.start_date.data.display_date]));
  const words = new Map(rows.map((row) => [row.id, row.date_in_words]));
  none(shown.filter(([id, date]) => words.get(id) !== date).map(([id, date]) => `${id}: ${date}`), 'date in other words');
  none(errors, 'error');
  await page.close();
});

for (const [name, events] of Object.entries(HARD)) {
  test(`TimelineJS 3 draws the hard dates of ${name} time in their places and shows them in our words`, async () => {
    const { page, errors } = await drawn(name);
    none(errors, 'error');
    const file = JSON.parse(readFileSync(join(work, name, 'public/timeline.json'), 'utf8'));
    assert.deepEqual(file.events.map((event) => event.unique_id).sort(), events.map(([id]) => id).sort());
    assert.equal(await page.locator('.tl-timemarker').count(), events.length, 'a marker for each event');
    const shown = await page.evaluate(() => window.timeline.config.events.map((event) => ({
      id: event.unique_id,
      words: event.start_date.getDisplayDate(),
      headline: event.text.headline,
      at: event.start_date.data.date_obj.getFullYear ? [event.start_date.data.date_obj.getFullYear(), event.start_date.data.date_obj.getMonth() + 1, event.start_date.data.date_obj.getDate(), event.start_date.data.date_obj.getHours(), event.start_date.data.date_obj.getMinutes(), event.start_date.data.date_obj.getSeconds()] : [event.start_date.data.date_obj.year],
    })));
    const rows = new Map(parseCsv(readFileSync(join(work, name, 'public/timeline.csv'), 'utf8'), { columns: true }).map((row) => [row.id, row.date_in_words]));
    none(shown.filter(({ id, words }) => rows.get(id) !== words).map(({ id, words }) => `${id}: ${words}`), 'date in other words');
    none(shown.filter(({ id, headline }) => headline !== `${id} &amp; &lt;more&gt;`).map(({ id, headline }) => `${id}: ${headline}`), 'headline that changed');
    const at = Object.fromEntries(shown.map((event) => [event.id, event.at]));
    const expected = name === 'human'
      ? { moment: [2025, 2, 27, 23, 30, 15], local: [2025, 2, 27, 10, 15, 30], mixed: [2016, 1, 1, 0, 0, 0], ides: [-43, 3, 15, 0, 0, 0], first: [0, 1, 1, 0, 0, 0], until: [2022, 1, 1, 0, 0, 0], winter: [2022, 12, 1, 0, 0, 0] }
      : { bang: [-13800000000], rock: [-66000000], ides: [-43], now: [2025] };
    for (const [id, wanted] of Object.entries(expected)) assert.deepEqual(at[id], wanted, id);
    await page.close();
  });
}

test('a calendar reader finds each event that is known to the day', () => {
  const text = read('timeline.ics');
  // RFC 5545 asks for 75 octets and does not insist; the library counts letters.
  none(text.split('\r\n').filter((line) => line.length > 76), 'line that is too long');
  const calendar = new ICAL.Component(ICAL.parse(text));
  const events = calendar.getAllSubcomponents('vevent').map((one) => new ICAL.Event(one));
  const days = rows.filter((row) => /^\d{4}-\d\d-\d\d(\/\d{4}-\d\d-\d\d)?$/.test(row.date));
  // The ids of two sites never meet in one reader's calendar.
  const home = list.elements.find((element) => attribute(element, 'rel') === 'canonical');
  const host = attribute(home, 'href').replace(/^https?:\/\//, '').replace(/\/timeline\/$/, '');
  assert.deepEqual(events.map((event) => event.uid).sort(), days.map((row) => `${row.id}@${host}`).sort());
  const faults = [];
  for (const event of events) {
    const row = rows.find((one) => event.uid === `${one.id}@${host}`);
    const last = event.endDate.clone();
    last.adjust(-1, 0, 0, 0);
    if (!event.startDate.isDate || event.startDate.toString() !== row.earliest || last.toString() !== row.latest) faults.push(`${row.id}: ${event.startDate} to ${last}`);
    if (event.summary !== row.title) faults.push(`${row.id}: ${event.summary}`);
    const categories = event.component.getAllProperties('categories').flatMap((property) => property.getValues());
    if (row.category && !categories.includes(row.category)) faults.push(`${row.id}: ${categories}`);
  }
  none(faults, 'fault');
  const told = calendar.getFirstPropertyValue('x-wr-caldesc') ?? '';
  assert.ok(told.includes(String(rows.length - days.length)), `the calendar says how many are left out: ${told}`);
});

test('a calendar reader finds moments in UTC where a shift is known, and as written where not', () => {
  const calendar = new ICAL.Component(ICAL.parse(readFileSync(join(work, 'human/public/timeline.ics'), 'utf8')));
  const events = calendar.getAllSubcomponents('vevent').map((one) => new ICAL.Event(one));
  const start = (id) => events.find((event) => event.uid === `${id}@example.org`)?.startDate;
  assert.deepEqual(events.map((event) => event.uid).sort(), ['local@example.org', 'moment@example.org']);
  assert.equal(start('moment').toString(), '2025-02-27T22:30:15Z');
  assert.equal(start('local').toString(), '2025-02-27T10:15:30');
  assert.equal(start('local').zone.tzid, 'floating');
});
