// Lighthouse on pages of the built site, as a phone sees them, from nginx with the headers that the publishing guide gives.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import lighthouse from 'lighthouse';
import { launch } from './browser.mjs';
import { SERVERS, build, freePort } from './hosts.mjs';
import { explainer, kinds, pages } from './site.mjs';

export const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'];

/** The four main kinds of pages, each by the page of that kind that has most to show. */
function main(all) {
  const longest = new Map(kinds(all).map((one) => [one.kind, one]));
  return { home: longest.get('home'), explainer: explainer(all), glossary: longest.get('glossary'), timeline: longest.get('timeline') };
}

/**
 * Builds the site, serves it, opens a browser, and gives `visit` the pages (`{ kind: address }`) and a function that
 * reports on an address: scores of 0 to 100 by category, what took marks away, the layout shift, and times in milliseconds.
 */
export async function reporting(visit) {
  const work = mkdtempSync(join(tmpdir(), 'nutgraf-lighthouse-'));
  const [port, debug] = [await freePort(), await freePort()];
  let browser;
  let stop;
  try {
    const url = `http://127.0.0.1:${port}/`;
    const root = join(work, 'site');
    build(root, '--base-url', url);
    stop = await SERVERS.nginx(work, root, port, '/');
    browser = await launch(`--remote-debugging-port=${debug}`);
    const addresses = Object.entries(main(pages(root))).map(([kind, { path }]) => [kind, url + path.replace(/index\.html$/, '')]);
    await visit(Object.fromEntries(addresses), (address) => report(address, debug));
  } finally {
    await browser?.close();
    await stop?.();
    rmSync(work, { recursive: true, force: true });
  }
}

async function report(address, port) {
  const { lhr } = await lighthouse(address, { port, logLevel: 'error', output: 'json', onlyCategories: CATEGORIES });
  if (lhr.runtimeError) throw new Error(`${address}: ${lhr.runtimeError.message}`);
  const scores = Object.fromEntries(CATEGORIES.map((name) => [name, Math.round(100 * lhr.categories[name].score)]));
  const faults = CATEGORIES.slice(1).flatMap((name) => lhr.categories[name].auditRefs
    .filter(({ id, weight }) => weight > 0 && lhr.audits[id].score !== null && lhr.audits[id].score < 1)
    .map(({ id }) => `${name}: ${id}: ${lhr.audits[id].title}: ${JSON.stringify(lhr.audits[id].details?.items ?? lhr.audits[id].explanation ?? '').slice(0, 400)}`));
  const figure = (name) => lhr.audits[name].numericValue;
  return {
    scores,
    faults,
    shift: figure('cumulative-layout-shift'),
    paint: figure('first-contentful-paint'),
    largest: figure('largest-contentful-paint'),
    blocked: figure('total-blocking-time'),
  };
}
