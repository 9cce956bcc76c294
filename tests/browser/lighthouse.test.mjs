// Lighthouse, as on a phone: full marks wherever timing has no part, and nothing that moves while a page loads. Performance
// depends on the machine that measures: it is printed here, and measured by tests/bench/lighthouse.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { none } from './support/assert.mjs';
import { CATEGORIES, reporting } from './support/lighthouse.mjs';

test('Lighthouse on the four main kinds of pages', (t) => reporting(async (addresses, report) => {
  assert.deepEqual(Object.keys(addresses), ['home', 'explainer', 'glossary', 'timeline']);
  const short = [];
  for (const [kind, address] of Object.entries(addresses)) {
    const { scores, shift, faults } = await report(address);
    t.diagnostic(`${kind.padEnd(9)} ${CATEGORIES.map((name) => `${name} ${scores[name]}`).join(', ')}, layout shift ${shift}`);
    for (const name of CATEGORIES.slice(1)) if (scores[name] !== 100) short.push(`${kind}: ${name} is ${scores[name]}: ${faults.join('\n  ')}`);
    if (shift !== 0) short.push(`${kind}: the layout shifts by ${shift}`);
  }
  none(short, 'thing that Lighthouse marks down');
}));
