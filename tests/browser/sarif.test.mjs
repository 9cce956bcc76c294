// The SARIF that `nutgraf check` prints is valid by the schema of OASIS, with every diagnostic and with none.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import Ajv from 'ajv';
import formats from 'ajv-formats';

const file = (path) => fileURLToPath(new URL(path, import.meta.url));
const read = (path) => JSON.parse(readFileSync(file(path), 'utf8'));

// One pattern of the schema is no Unicode regular expression.
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
formats(ajv);
const valid = ajv.compile(read('../schemas/sarif-2.1.0.json'));

function check(log, results) {
  assert.ok(valid(log), JSON.stringify(valid.errors?.slice(0, 5), null, 2));
  assert.ok(results(log.runs[0].results.length), `${log.runs[0].results.length} results`);
}

function printed(root) {
  const run = spawnSync(process.env.NUTGRAF, ['--root', file(root), 'check', '--format', 'sarif'], { encoding: 'utf8' });
  return JSON.parse(run.stdout);
}

test('a site with every fault', () => check(printed('../sites/broken'), (count) => count > 50));
test('a site without a fault', () => check(printed('../sites/full'), (count) => count >= 0));
test('the schema refuses what is no SARIF', () => assert.ok(!valid({ version: '2.1.0', runs: [{ results: [{}] }] })));
