// Listings of code: coloured enough to be told apart and dark enough to be read, reached by the keyboard, and copied by a button
// that is only there where it works.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launch, listen } from './support/browser.mjs';
import { serve } from './support/server.mjs';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const RUST = '/// A comment.\npub fn read(path: &str) -> Result<u64, Error> { let text = "a <b>"; Ok(text.len() + 1_000) } // and a long line\n';
const DIFF = '- old\n+ new\n';
const PAGE = `---\ntitle: Code\nsummary: Listings.\n---\n\`\`\`rust\n${RUST}\`\`\`\n\n\`\`\`diff\n${DIFF}\`\`\`\n\n\`\`\`yaml\na: 1\n\`\`\`\n\n    ${'wide '.repeat(60)}\n`;

const work = mkdtempSync(join(tmpdir(), 'nutgraf-code-'));
let browser;
let server;

before(async () => {
  mkdirSync(join(work, 'content'));
  writeFileSync(join(work, 'content/site.yaml'), 'title: Site\nbase_url: https://example.org/\nlanguages: [ar]\n');
  writeFileSync(join(work, 'content/index.md'), '---\ntitle: Home\nsummary: Words.\n---\n');
  writeFileSync(join(work, 'content/code.md'), PAGE);
  writeFileSync(join(work, 'content/code.ar.md'), PAGE);
  execFileSync(process.env.NUTGRAF, ['--root', work, 'build'], { stdio: 'pipe' });
  server = await serve(join(work, 'public'));
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
  rmSync(work, { recursive: true, force: true });
});

async function open(options, visit, path = 'code/') {
  const context = await browser.newContext({ viewport: { width: 390, height: 800 }, ...options });
  try {
    const { page, complaints } = await listen(context);
    await page.goto(server.url + path);
    await visit(page, context);
    assert.deepEqual(complaints, []);
  } finally {
    await context.close();
  }
}

for (const colorScheme of ['light', 'dark']) {
  for (const width of [320, 1440]) {
    test(`axe finds nothing, ${colorScheme} at ${width} px`, () => open({ colorScheme, viewport: { width, height: 800 }, bypassCSP: true }, async (page) => {
      await page.addScriptTag({ path: AXE });
      const { violations, passes } = await page.evaluate(() => axe.run());
      assert.deepEqual(violations.map((one) => [one.id, one.nodes.map((node) => node.html)]), []);
      assert.ok(passes.find((one) => one.id === 'color-contrast').nodes.some((node) => node.html.includes('c-k')), 'the colours were looked at');
    }));
  }
  test(`kinds of words have colours of their own, ${colorScheme}`, () => open({ colorScheme }, async (page) => {
    const colours = await page.evaluate(() => ['c-c', 'c-k', 'c-s', 'c-n', 'c-f', 'c-t', 'c-a'].map((name) => getComputedStyle(document.querySelector(`.code .${name}`)).color));
    assert.equal(new Set(colours).size, colours.length, `${colours}`);
  }));
}

test('long lines scroll in their own box, by keyboard', () => open({}, async (page) => {
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
  const last = page.locator('.code pre').last();
  await last.focus();
  await page.keyboard.press('ArrowRight');
  await page.waitForFunction(() => document.activeElement.scrollLeft > 0);
  assert.equal(await page.getByRole('group', { name: 'Code in Rust' }).count(), 1);
}));

test('the button copies the text as the author wrote it, and says so', () => open({ permissions: ['clipboard-read', 'clipboard-write'] }, async (page) => {
  const buttons = page.locator('.code').getByRole('button');
  assert.equal(await buttons.count(), 4);
  await buttons.first().focus();
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelector('.copy').textContent === 'Copied');
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), RUST);
  await page.waitForFunction(() => document.querySelector('.copy').textContent === 'Copy');
}));

test('a button lies on no code', () => open({}, async (page) => {
  const over = await page.evaluate(() => [...document.querySelectorAll('.code')].filter((box) => {
    const button = box.querySelector('.copy').getBoundingClientRect();
    const range = document.createRange();
    range.selectNodeContents(box.querySelector('code'));
    return button.height < 24 || [...range.getClientRects()].some((line) => line.top < button.bottom && line.right > button.left);
  }).length);
  assert.equal(over, 0);
}));

test('without script there is no button, and nothing is missing', () => open({ javaScriptEnabled: false }, async (page) => {
  assert.equal(await page.locator('.copy').count(), 0);
  assert.equal(await page.locator('.code code').first().textContent(), RUST);
}));

test('code runs from left to right on a page that does not', () => open({}, async (page) => {
  const [rtl, ltr] = await page.evaluate(() => [document.body, document.querySelector('.code pre')].map((one) => getComputedStyle(one).direction));
  assert.deepEqual([rtl, ltr], ['rtl', 'ltr']);
  assert.equal(await page.locator('.copy').first().textContent(), 'نسخ');
}, 'ar/code/'));
