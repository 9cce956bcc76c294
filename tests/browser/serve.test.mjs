// The preview in a browser: what a save does to an open page.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';
import { launch, listen } from './support/browser.mjs';
import { POLICY } from './support/server.mjs';

const text = (title, body) => `---\ntitle: ${title}\nsummary: Words.\n---\n${body}\n`;
const long = Array.from({ length: 60 }, (_, at) => `Paragraph ${at} of many, long enough to scroll. [A link ${at}](https://example.org/${at})`).join('\n\n');

const FILES = {
  'content/site.yaml': 'title: Site\nbase_url: https://example.org/a/\nchecks: {glossary/unused-term: allow}\n',
  'content/index.md': text('Home', 'Welcome.'),
  'content/long.md': text('Long', `First words.\n\n${long}`),
  'content/other.md': text('Other', 'Other words.'),
  'content/glossary/weir.md': '---\nterm: Weir\ndefinition: A low dam.\n---\n',
  'static/own.css': 'h1 { color: rgb(1, 2, 3); }',
  'templates/base.html': '{% extends "default/base.html" %}{% block head %}{{ super() }}<link rel="stylesheet" href="{{ "own.css" | asset }}">{% endblock %}',
};

let browser;
let site;

/** Serves a site of its own: `{ url, write, stop, start }`. */
async function preview() {
  const root = mkdtempSync(join(tmpdir(), 'nutgraf-serve-'));
  // As an editor saves: beside the file, then in its place.
  const write = (path, content) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, `${path}.tmp`), content);
    renameSync(join(root, `${path}.tmp`), join(root, path));
  };
  for (const [path, content] of Object.entries(FILES)) write(path, content);
  let program;
  const start = async (port) => {
    program = spawn(process.env.NUTGRAF, ['--root', root, 'serve', '--port', String(port)], { stdio: ['ignore', 'pipe', 'ignore'] });
    for await (const line of createInterface({ input: program.stdout })) return line.match(/http:\S+/)[0];
    throw new Error('the preview did not start');
  };
  const stop = () => new Promise((done) => {
    program.once('exit', done);
    program.kill();
  });
  const url = await start(0);
  const remove = async () => {
    await stop();
    rmSync(root, { recursive: true, force: true });
  };
  return { url, write, stop, start: () => start(new URL(url).port), remove };
}

before(async () => {
  browser = await launch();
  site = await preview();
});
after(async () => {
  await browser?.close();
  await site?.remove();
});

/** Visits a page that listens for changes, and looks at the console afterwards. */
async function open(path, visit, complaining = false) {
  const context = await browser.newContext({ viewport: { width: 1000, height: 700 } });
  try {
    const { page, complaints } = await listen(context);
    const joined = page.waitForResponse((response) => response.url().includes('/_nutgraf/events'));
    const response = await page.goto(new URL(path, site.url).href);
    await joined;
    await visit(page, response);
    // A page that is left stops listening: that is no failure.
    const left = (complaint) => complaint.includes('/_nutgraf/events') && complaint.endsWith('net::ERR_ABORTED');
    if (!complaining) assert.deepEqual(complaints.filter((one) => !left(one)), []);
  } finally {
    await context.close();
    for (const [name, content] of Object.entries(FILES)) site.write(name, content);
  }
}

const says = (page, words) => page.waitForFunction((words) => document.querySelector('main')?.textContent.includes(words), words);

const panelSays = (page, words) => page.waitForFunction(
  (words) => document.querySelector('nutgraf-problems')?.shadowRoot.textContent.includes(words),
  words,
);

test('a page runs under the policy of the published site, with a clean console', () => open('long/', async (page, response) => {
  assert.equal(response.headers()['content-security-policy'], POLICY);
  assert.equal(await page.evaluate(() => document.querySelectorAll('script[src^="/_nutgraf/"]').length), 1);
}));

test('a save is shown, with the scroll place and the focus kept', () => open('long/', async (page) => {
  await page.evaluate(() => {
    const link = [...document.querySelectorAll('main a')].find((one) => one.textContent === 'A link 40');
    link.focus({ preventScroll: true });
    link.scrollIntoView({ block: 'center', behavior: 'instant' });
    window.marked = true;
  });
  const scroll = await page.evaluate(() => window.scrollY);
  assert.ok(scroll > 500);
  site.write('content/long.md', text('Long', `Other words here.\n\n${long}`));
  await says(page, 'Other words here.');
  assert.equal(await page.evaluate(() => window.marked), undefined, 'the page was loaded anew');
  await page.waitForFunction(() => document.activeElement.textContent === 'A link 40');
  await page.waitForFunction((scroll) => Math.abs(window.scrollY - scroll) < 3, scroll);
}));

test('a page that a save does not touch is left alone', () => open('long/', async (page) => {
  await page.evaluate(() => { window.marked = true; });
  const beside = await page.context().newPage();
  await beside.goto(new URL('other/', site.url).href);
  site.write('content/other.md', text('Other', 'Newer words.'));
  await says(beside, 'Newer words.');
  await beside.close();
  // Whatever this page was told came before this:
  site.write('static/own.css', 'h1 { color: rgb(4, 5, 6); }');
  await page.waitForFunction(() => getComputedStyle(document.querySelector('h1')).color === 'rgb(4, 5, 6)');
  assert.equal(await page.evaluate(() => window.marked), true);
}));

test('new styles are taken without loading the page', () => open('long/', async (page) => {
  await page.evaluate(() => {
    window.marked = true;
    window.scrollTo({ top: 900, behavior: 'instant' });
  });
  site.write('static/own.css', 'h1 { color: rgb(7, 8, 9); }');
  await page.waitForFunction(() => getComputedStyle(document.querySelector('h1')).color === 'rgb(7, 8, 9)');
  await page.waitForFunction(() => document.querySelectorAll('link[href*="own."]').length === 1);
  assert.equal(await page.evaluate(() => window.marked), true);
  assert.equal(await page.evaluate(() => window.scrollY), 900);
}));

test('errors are shown over the last good version, and vanish when mended, without loading the page', () => open('long/', async (page) => {
  await page.evaluate(() => { window.marked = true; });
  site.write('content/long.md', text('Long', `First [[nowhere]] words.\n\n${long}`));
  await panelSays(page, 'error[reference/unknown]');
  for (const words of ['content/long.md:5:9', 'help: ', '[[nowhere]] words.']) await panelSays(page, words);
  assert.match(await page.textContent('main'), /First words\./);
  assert.ok(await page.evaluate(() => document.querySelector('nutgraf-problems').getBoundingClientRect().height > 50), 'the panel is styled and seen');
  site.write('content/long.md', FILES['content/long.md']);
  await page.waitForFunction(() => !document.querySelector('nutgraf-problems'));
  assert.equal(await page.evaluate(() => window.marked), true);
}));

test('an error in a template is shown, and its page comes back', () => open('other/', async (page) => {
  site.write('templates/page.html', '{% extends "default/page.html" %}{% block body %}{{ page.boby_html }}{% endblock %}');
  await panelSays(page, 'templates/page.html:1:');
  assert.match(await page.textContent('main'), /Other words\./);
  site.write('templates/page.html', '{% extends "default/page.html" %}{% block body %}<p>In between.</p>{{ page.body_html }}{% endblock %}');
  await says(page, 'In between.');
  await page.waitForFunction(() => !document.querySelector('nutgraf-problems'));
  site.write('templates/page.html', '{% extends "default/page.html" %}');
  await page.waitForFunction(() => !document.querySelector('main').textContent.includes('In between.'));
}));

test('the panel can be closed with the keyboard, and stays closed', () => open('long/', async (page) => {
  site.write('content/other.md', text('Other', '[[nowhere]]'));
  await panelSays(page, 'Elsewhere');
  await page.evaluate(() => document.querySelector('nutgraf-problems').shadowRoot.querySelector('button').focus());
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => document.querySelector('nutgraf-problems').shadowRoot.querySelector('.badge')?.textContent === '1 error');
  site.write('content/long.md', text('Long', 'Quite other words.'));
  await says(page, 'Quite other words.');
  await page.waitForFunction(() => document.querySelector('nutgraf-problems')?.shadowRoot.querySelector('.badge'));
}));

test('a page finds a preview that was started again, and takes what has changed meanwhile', () => open('other/', async (page) => {
  await site.stop();
  site.write('content/other.md', text('Other', 'Written meanwhile.'));
  await site.start();
  await says(page, 'Written meanwhile.');
}, true));

test('a page that is not there yet appears', () => open('new/', async (page) => {
  site.write('content/new.md', text('New', 'Brand new.'));
  await says(page, 'Brand new.');
}, true));
