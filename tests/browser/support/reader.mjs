// What a reader does and sees on a page, in one page of a browser: places, sight, focus.

import assert from 'node:assert/strict';

/** A reader at a page. `pointer` is `mouse` or `touch`. */
export function reader(page, pointer = 'mouse') {
  return {
    page,

    /** Scrolls until the element stands at this part of the window's height, and answers the scroll position. */
    scrollTo: (selector, part = 0.4) => page.evaluate(([selector, part]) => {
      // A table that scrolls by itself shows the element first.
      document.querySelector(selector).scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
      const box = document.querySelector(selector).getClientRects()[0];
      window.scrollTo({ top: window.scrollY + box.top - window.innerHeight * part, behavior: 'instant' });
      return window.scrollY;
    }, [selector, part]),

    /** Clicks or taps the first line of the first such element that shows, where it stands, without scrolling to it. */
    async press(selector) {
      const at = await page.evaluate((selector) => {
        const box = [...document.querySelectorAll(selector)].find((one) => one.checkVisibility()).getClientRects()[0];
        return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
      }, selector);
      if (pointer === 'touch') await page.touchscreen.tap(at.x, at.y);
      else await page.mouse.click(at.x, at.y);
      await settled(page);
    },

    async key(name) {
      await page.keyboard.press(name);
      await settled(page);
    },

    /** Presses Tab until the element has the focus. */
    async tabTo(selector, limit = 400) {
      for (let count = 0; count < limit; count += 1) {
        await page.keyboard.press('Tab');
        if (await page.evaluate((selector) => document.activeElement.matches(selector), selector)) return;
      }
      assert.fail(`${limit} presses of Tab do not reach ${selector}`);
    },

    scroll: () => page.evaluate(() => window.scrollY),
    sees: (selector) => page.evaluate(sight, selector),
    textOf: (selector) => page.evaluate((selector) => document.querySelector(selector).textContent.replace(/\s+/g, ' ').trim(), selector),

    /** What has the focus, in words. */
    focus: () => page.evaluate(name, undefined),

    /** What Tab should reach after the element: the next thing in reading order that takes the focus, in words. */
    following: (selector) => page.evaluate(([selector, name]) => {
      const here = document.querySelector(selector);
      const next = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')]
        .find((one) => one.tabIndex >= 0 && here.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING && one.checkVisibility({ visibilityProperty: true }));
      return new Function(`return (${name})`)()(next);
    }, [selector, name.toString()]),
  };
}

/** Waits until what was asked for is laid out and painted. */
export async function settled(page) {
  await page.waitForTimeout(60);
}

/** How much of an element's text a reader sees now, of the first such element that shows: 0 to 1, by the lines of text that are in the window and uncovered. */
function sight(selector) {
  const targets = [...document.querySelectorAll(selector)];
  const target = targets.find((one) => one.checkVisibility()) ?? targets[0];
  if (!target) return 0;
  const walker = document.createTreeWalker(target, NodeFilter.SHOW_TEXT);
  let all = 0;
  let seen = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.data.trim() || !node.parentElement.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      if (box.width < 1 || box.height < 1) continue;
      all += 1;
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      const inside = box.left >= 0 && box.top >= 0 && box.right <= window.innerWidth && box.bottom <= window.innerHeight;
      // What takes clicks beside an open card is without colour: one sees through it.
      const top = inside ? document.elementsFromPoint(x, y).find((one) => !one.matches('.away')) : null;
      if (top && (target.contains(top) || top.contains(target))) seen += 1;
    }
  }
  return all === 0 ? 0 : seen / all;
}

/** An element in words that tell it from all others. */
function name(element = document.activeElement) {
  if (!element || element === document.body) return 'nothing';
  const all = [...document.querySelectorAll(element.tagName)];
  return `<${element.tagName.toLowerCase()}> ${element.id ? `#${element.id} ` : ''}“${element.textContent.trim().slice(0, 40)}” (${all.indexOf(element)})`;
}
