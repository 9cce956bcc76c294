// The timeline for other programs, read by other programs: TimelineJS 3 shows every event, a calendar reader finds each day,
// a CSV parser each row.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
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
<script>window.timeline = new TL.Timeline('t', '/timeline.json', { script_path: '/js/', font: null, hash_bookmark: false });</script></body></html>`;

let browser;
let server;
before(async () => {
  browser = await launch();
  server = createServer((request, response) => {
    const path = new URL(request.url, 'http://localhost').pathname;
    const types = { '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json' };
    try {
      const body = path === '/' ? PAGE : path === '/timeline.json' ? read('timeline.json') : readFileSync(join(dist, path));
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
});

test('the table has a row for each event of the page, and no formula', () => {
  const known = new Set(ids(list));
  none(rows.filter((row) => !known.has(row.id)).map((row) => row.id), 'row without an event');
  assert.equal(rows.length, list.elements.filter((element) => has(element, 'event') && attribute(element, 'id')).length);
  none(rows.flatMap(Object.values).filter((cell) => /^[=+\-@\t\r]/.test(cell)), 'cell that a spreadsheet runs');
});

test('TimelineJS 3 shows every event with its date in our words', async () => {
  const page = await browser.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  await page.waitForSelector('.tl-timemarker', { timeout: 20000, state: 'attached' });
  await page.waitForTimeout(1000);
  const markers = await page.locator('.tl-timemarker').count();
  assert.equal(markers, timeline.events.length, 'a marker for each event');
  assert.equal(timeline.events.length, rows.length, 'each event of the table is in the file');
  const shown = await page.evaluate(() => window.timeline.config.events.map((event) => [event.unique_id, event.display_date ?? event.start_date.data.display_date]));
  const words = new Map(rows.map((row) => [row.id, row.date_in_words]));
  none(shown.filter(([id, date]) => words.get(id) !== date).map(([id, date]) => `${id}: ${date}`), 'date in other words');
  none(errors, 'error');
  await page.close();
});

test('a calendar reader finds each event that is known to the day', () => {
  const text = read('timeline.ics');
  // RFC 5545 asks for 75 octets and does not insist; the library counts letters.
  none(text.split('\r\n').filter((line) => line.length > 76), 'line that is too long');
  const calendar = new ICAL.Component(ICAL.parse(text));
  const events = calendar.getAllSubcomponents('vevent').map((one) => new ICAL.Event(one));
  const days = rows.filter((row) => /^\d{4}-\d\d-\d\d(\/\d{4}-\d\d-\d\d)?$/.test(row.date));
  assert.deepEqual(events.map((event) => event.uid).sort(), days.map((row) => `${row.id}@timeline.nutgraf`).sort());
  const faults = [];
  for (const event of events) {
    const row = rows.find((one) => event.uid === `${one.id}@timeline.nutgraf`);
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
