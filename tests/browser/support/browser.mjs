// Chromium, and what a page said on its console.

import { chromium } from 'playwright-core';

const ARGUMENTS = [
  '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
];

/** A browser with a profile of its own. */
export function launch(...more) {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: [...ARGUMENTS, ...more] });
}

/** A browser with the setting "font size: very large": twice the usual 16 px, and media queries in `rem` follow it. */
export function launchLarge() {
  return launch('--blink-settings=defaultFontSize=32,defaultFixedFontSize=26');
}

/** A page whose complaints are kept: console messages, script errors, and what could not be loaded. */
export async function listen(context) {
  const page = await context.newPage();
  const complaints = [];
  page.on('console', (message) => complaints.push(`${page.url()}: ${message.type()}: ${message.text()} ${message.location().url}`));
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error}`));
  // A browser stops asking for the icon of a page that is left: that is no failure of the page.
  const left = (request) => request.failure()?.errorText === 'net::ERR_ABORTED' && /\/icon\.[0-9a-f]+\.svg$/.test(request.url());
  page.on('requestfailed', (request) => left(request) || complaints.push(`${page.url()}: ${request.url()}: ${request.failure()?.errorText}`));
  return { page, complaints };
}

/** Whether the site's style sheet governs the page: without one, a browser gives the body a margin of 8 px. */
export function styled(page) {
  return page.evaluate(() => getComputedStyle(document.body).margin === '0px' && document.styleSheets.length > 0);
}
