// Visits each main kind of page several times in turn, and prints the medians as a table: see the script `lighthouse`.

import { reporting } from '../browser/support/lighthouse.mjs';

const runs = Number(process.argv[2]);
if (!Number.isInteger(runs) || runs < 1) throw new Error('RUNS is a number from 1');

const median = (numbers) => {
  const sorted = [...numbers].sort((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.ceil((sorted.length - 1) / 2)]) / 2;
};

/** What is shown of each visit: a name, and the figure. */
const COLUMNS = {
  'performance': ({ scores }) => scores.performance,
  'first paint ms': ({ paint }) => paint,
  'largest paint ms': ({ largest }) => largest,
  'blocked ms': ({ blocked }) => blocked,
  'shift': ({ shift }) => shift,
};

await reporting(async (addresses, report) => {
  const found = Object.fromEntries(Object.keys(addresses).map((kind) => [kind, []]));
  for (let turn = 1; turn <= runs; turn += 1) {
    for (const [kind, address] of Object.entries(addresses)) {
      const one = await report(address);
      found[kind].push(one);
      console.error(`turn ${turn}: ${kind} ${one.scores.performance}`);
    }
  }
  const rows = Object.entries(found).map(([kind, visits]) => [kind, Object.fromEntries(Object.entries(COLUMNS).map(([name, of]) => [name, Math.round(1000 * median(visits.map(of))) / 1000]))]);
  console.table(Object.fromEntries(rows));
});
