// Pictures in a browser: which of the offered ones it takes, that nothing moves when they arrive, that credits are read.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch } from './support/browser.mjs';
import { build } from './support/made.mjs';
import { serve } from './support/server.mjs';

let browser;
let made;
let server;

/** A photograph of sorts, `width` by half as much, as the browser itself writes it. */
async function photograph(width) {
  const page = await browser.newPage({ viewport: { width, height: width / 2 } });
  await page.setContent('<body style="margin:0;height:100vh;background:conic-gradient(from 30deg, #225, #b63, #396, #225)">');
  const bytes = await page.screenshot({ type: 'jpeg', quality: 80 });
  await page.close();
  return bytes;
}

before(async () => {
  browser = await launch();
  made = build({
    'content/site.yaml': 'title: Site\nbase_url: https://example.org/\n',
    'content/index.md': '---\ntitle: Home\nsummary: Words.\n---\n',
    'content/works/index.md': `---\ntitle: Works\nsummary: Words.\nimage: {src: lead.jpg, alt: The lake, caption: In 1911., credit: "Photo: Ada Stone", licence: CC BY 4.0}\n---\n${'Some words. '.repeat(60)}\n\n![The dam](dam.jpg "The dam in 1911")\n\n${'Some words. '.repeat(60)}\n`,
    'content/works/lead.jpg': await photograph(2400),
    'content/works/dam.jpg': await photograph(2000),
  });
  server = await serve(made.folder);
});
after(async () => {
  await browser?.close();
  await server?.close();
  made?.remove();
});

async function visit(width, density, look) {
  const context = await browser.newContext({ viewport: { width, height: 800 }, deviceScaleFactor: density });
  try {
    const page = await context.newPage();
    // Pictures come late, as on a bad line.
    await page.route(/\.(webp|jpg)$/, async (route) => {
      await new Promise((done) => setTimeout(done, 150));
      await route.continue();
    });
    await page.goto(`${server.url}works/`);
    for (let at = 0; at < 4; at += 1) {
      await page.mouse.wheel(0, 500);
      await page.waitForTimeout(120);
    }
    await page.waitForFunction(() => [...document.images].every((image) => image.complete && image.naturalWidth > 0));
    return await look(page);
  } finally {
    await context.close();
  }
}

for (const [width, density, expected] of [[390, 1, 480], [390, 2, 800], [390, 3, 1200], [1280, 1, 800], [1280, 2, 1200]]) {
  test(`a window of ${width} pixels, ${density} dots each, takes the picture of ${expected}`, () => visit(width, density, async (page) => {
    const taken = await page.evaluate(() => [...document.images].map((image) => image.currentSrc.split('/').pop()));
    assert.equal(taken.length, 2);
    for (const name of taken) assert.match(name, new RegExp(`^(lead|dam)-${expected}-[0-9a-f]{12}\\.webp$`));
  }));
}

for (const width of [390, 1280]) {
  test(`at ${width} pixels nothing moves when the pictures arrive`, () => visit(width, 1, async (page) => {
    const shift = await page.evaluate(() => new Promise((done) => {
      let sum = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) sum += entry.value;
      }).observe({ type: 'layout-shift', buffered: true });
      setTimeout(() => done(sum), 200);
    }));
    assert.equal(shift, 0);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok(wide <= 0, `${wide} pixels stick out`);
    const boxes = await page.evaluate(() => [...document.images].map((image) => image.getBoundingClientRect()).map((box) => box.width / box.height));
    for (const ratio of boxes) assert.ok(Math.abs(ratio - 2) < 0.02, `a picture is ${ratio} times as wide as it is high`);
  }));
}

test('caption, credit and licence are read, and the first picture is not put off', () => visit(390, 1, async (page) => {
  const caption = await page.locator('figure.lead figcaption').innerText();
  assert.equal(caption.replace(/\s+/g, ' ').trim(), 'In 1911. Photo: Ada Stone · CC BY 4.0');
  assert.ok(await page.locator('.credit').isVisible());
  const [lead, later] = await page.evaluate(() => [...document.images].map((image) => [image.loading, image.fetchPriority, image.decoding]));
  assert.deepEqual([lead, later], [['auto', 'high', 'async'], ['lazy', 'auto', 'async']]);
}));
