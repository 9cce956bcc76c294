// Assertions over many things at once: all faults in one message, so that one run shows them all.

import assert from 'node:assert/strict';

/** Fails with the list where it isn't empty. */
export function none(faults, what) {
  const shown = [...new Set(faults)];
  const more = shown.length > 40 ? `\n… and ${shown.length - 40} more` : '';
  assert.ok(shown.length === 0, `${shown.length} × ${what}:\n${shown.slice(0, 40).join('\n')}${more}`);
}

/** Fails where there was nothing to test. */
export function some(list, what) {
  assert.ok(list.length > 0, `there is no ${what} to test`);
  return list;
}
