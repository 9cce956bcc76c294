// Sites that a test makes up: files in, a built folder out.

import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Builds a site from its files (`{ 'content/site.yaml': '…' }`); answers `{ folder, remove }`. */
export function build(files) {
  return make((root) => fill(root, files));
}

/** Builds the site of tests/sites/full, which has every key and every sign once, with the templates that nutgraf brings along. */
export function rich() {
  const from = join(import.meta.dirname, '../../sites/full');
  return make((root) => {
    for (const name of ['content', 'static']) cpSync(join(from, name), join(root, name), { recursive: true });
  });
}

function fill(root, files) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

function make(prepare) {
  const program = process.env.NUTGRAF;
  if (!program) throw new Error('NUTGRAF names no program; start these tests with tests/browser/run');
  const root = mkdtempSync(join(tmpdir(), 'nutgraf-made-'));
  prepare(root);
  execFileSync(program, ['--root', root, 'build'], { stdio: ['ignore', 'ignore', 'pipe'] });
  return { folder: join(root, 'public'), remove: () => rmSync(root, { recursive: true, force: true }) };
}

/** Numbers between 0 and 1 that are the same in every run. */
export function random(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
