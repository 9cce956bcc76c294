// The markup of every page: valid, with nothing inline, and silent under the strict content security policy.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { HtmlValidate } from 'html-validate';
import { none, some } from './support/assert.mjs';
import { launch, listen, styled } from './support/browser.mjs';
import { rich } from './support/made.mjs';
import { POLICY, serve } from './support/server.mjs';
import { KINDS, attribute, folder, ids, kinds, pages, references } from './support/site.mjs';

/** The site in the repository, and one that has everything once, in two languages. */
const all = pages(folder('normal'));
const made = rich();
const every = [...all, ...pages(made.folder).map((one) => ({ ...one, path: `full/${one.path}` }))];

let browser;
before(async () => { browser = await launch(); });
after(async () => {
  await browser?.close();
  made.remove();
});

const RULES = {
  // Ids that begin with `_` are the program's own, so that they never meet an author's; HTML allows any id without spaces.
  'valid-id': ['error', { relaxed: true }],
  // A title is an author's headline and the site's name. The limit of 70 characters is advice on search results.
  'long-title': 'off',
};

test('html-validate has nothing to say about any page', async () => {
  const validator = new HtmlValidate({ root: true, extends: ['html-validate:recommended'], rules: RULES });
  const faults = [];
  const there = new Set(every.map(({ kind }) => kind));
  for (const kind of KINDS) assert.ok(there.has(kind), `no page of the kind ${kind}`);
  for (const one of every) {
    const report = await validator.validateString(one.html, one.path);
    for (const { messages } of report.results) {
      for (const { ruleId, message, line, column, selector } of messages) faults.push(`${one.path}:${line}:${column}: ${ruleId}: ${message} (${selector})`);
    }
  }
  none(faults, 'message');
});

test('no page has an inline script, an inline style or a handler', () => {
  const faults = [];
  for (const one of every) {
    for (const element of one.elements) {
      const { tagName, attrs } = element;
      const data = tagName === 'script' && ['application/ld+json', 'application/json'].includes(attribute(element, 'type'));
      if (tagName === 'style') faults.push(`${one.path}: <style>`);
      if (tagName === 'script' && attribute(element, 'src') === undefined && !data) faults.push(`${one.path}: <script> without src`);
      for (const { name, value } of attrs) {
        if (name === 'style' || name.startsWith('on')) faults.push(`${one.path}: <${tagName} ${name}="${value}">`);
        if (/^\s*(javascript|data|vbscript):/i.test(value)) faults.push(`${one.path}: <${tagName} ${name}="${value}">`);
      }
    }
  }
  none(faults, 'thing inline');
});

test('an id stands once on its page', () => {
  none(every.flatMap((one) => {
    const seen = new Set();
    return ids(one).filter((id) => id === '' || /\s/.test(id) || seen.size === seen.add(id).size).map((id) => `${one.path}: "${id}"`);
  }), 'id that is empty, has a space or stands twice');
});

test('only 404.html refers to the root of the host', () => {
  none(every.filter((one) => one.kind !== '404').flatMap((one) => references(one)
    .filter(({ value }) => value.startsWith('/'))
    .map(({ of }) => `${one.path}: ${of}`)), 'reference to the root');
});

test('a page of each kind is silent under the strict policy', async () => {
  const server = await serve(folder('normal'));
  const context = await browser.newContext();
  try {
    const { page, complaints } = await listen(context);
    for (const one of some(kinds(all).filter(({ kind }) => kind !== '404'), 'kind')) {
      const response = await page.goto(server.url + encodeURI(one.path));
      assert.equal(response.headers()['content-security-policy'], POLICY);
      await page.waitForTimeout(150);
      if (one.kind === 'search') {
        await page.locator('#_q').fill('consulate');
        await page.waitForFunction(() => document.querySelectorAll('.found li').length > 2);
      }
      if (!(await styled(page))) complaints.push(`${one.path} has no style`);
    }
    none(complaints, 'message on the console');
  } finally {
    await context.close();
    await server.close();
  }
});

test('404.html answers at any depth, with its style and with links that work', async () => {
  const server = await serve(folder('under'));
  const context = await browser.newContext();
  try {
    const { page, complaints } = await listen(context);
    const response = await page.goto(`${server.url}x/y/z`);
    assert.equal(response.status(), 404);
    // Chromium itself notes the status of the page on the console; anything else is a fault.
    none(complaints.filter((one) => !/z: error: Failed to load resource: .* 404 /.test(one)), 'message on the console');
    assert.ok(await styled(page), '404.html has its style sheet');
    const links = await page.evaluate(() => [...document.querySelectorAll('a[href], link[href], script[src], img[src]')].map((one) => one.href || one.src));
    const own = some(links.filter((link) => link.startsWith(server.origin)), 'link in 404.html');
    assert.ok(own.includes(server.url), `404.html has no link to the home page ${server.url}`);
    for (const link of own.filter((one) => !one.includes('/x/y/z#'))) {
      assert.equal((await fetch(link, { redirect: 'manual' })).status, 200, link);
    }
    const hosts = links.filter((link) => link.includes('example.org'));
    none(hosts, 'link of 404.html that names the host of the base URL');
  } finally {
    await context.close();
    await server.close();
  }
});
