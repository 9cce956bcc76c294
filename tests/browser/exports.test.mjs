// The glossary for other programs, read by other programs: glossary.json against its schema, SKOS by an RDF library, and
// schema.org's terms in the pages.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import Ajv from 'ajv/dist/2020.js';
import { Parser, Writer } from 'n3';
import { none, some } from './support/assert.mjs';
import { attribute, folder, pages, text } from './support/site.mjs';

const SKOS = 'http://www.w3.org/2004/02/skos/core#';
const root = folder('normal');
const glossary = JSON.parse(readFileSync(join(root, 'glossary.json'), 'utf8'));
const turtle = readFileSync(join(root, 'glossary.ttl'), 'utf8');
const all = pages(root);

test('glossary.json is as its schema says, and the schema refuses what is not', () => {
  const run = spawnSync(process.env.NUTGRAF, ['schema', 'glossary-json'], { encoding: 'utf8' });
  const valid = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true }).compile(JSON.parse(run.stdout));
  assert.ok(valid(glossary), JSON.stringify(valid.errors?.slice(0, 5), null, 2));
  assert.ok(!valid({ ...glossary, terms: [{ ...glossary.terms[0], id: 7 }] }));
  assert.ok(!valid({ ...glossary, version: 2 }));
});

test('each path of glossary.json is a page of the site', () => {
  const known = new Set(all.map((page) => `/${page.path.replace(/index\.html$/, '')}`));
  const places = (path) => path.split('#')[0];
  const named = glossary.terms.flatMap((term) => [term.path, term.anchor, ...term.uses.listed.map((use) => use.path)]);
  none(some(named, 'path').filter((path) => !known.has(places(path))), 'path that leads nowhere');
});

/** The triples as sorted lines. */
function triples(source, format = 'text/turtle') {
  const quads = new Parser({ format }).parse(source);
  const term = (node) => (node.termType === 'Literal' ? JSON.stringify([node.value, node.language, node.datatype.value]) : `<${node.value}>`);
  return { quads, lines: quads.map((q) => [q.subject, q.predicate, q.object].map(term).join(' ')).sort() };
}

test('SKOS: an RDF library reads it, and it comes back from another format as it was', async () => {
  const read = triples(turtle);
  assert.ok(read.quads.length > 5 * glossary.terms.length, `${read.quads.length} triples`);
  for (const format of ['N-Triples', 'text/turtle']) {
    const writer = new Writer({ format });
    writer.addQuads(read.quads);
    const written = await new Promise((done, fail) => { writer.end((error, result) => (error ? fail(error) : done(result))); });
    assert.deepEqual(triples(written, format).lines, read.lines, format);
  }
});

test('SKOS: concepts, labels and relations are as the standard wants them', () => {
  const { quads } = triples(turtle);
  const of = (property) => quads.filter((q) => q.predicate.value === SKOS + property);
  const concepts = new Set(quads.filter((q) => q.object.value === `${SKOS}Concept`).map((q) => q.subject.value));
  assert.equal(concepts.size, new Set(glossary.terms.map((term) => term.id)).size);
  const faults = [];
  const key = (q) => `${q.subject.value} ${q.object.language} ${q.object.value}`;
  const preferred = of('prefLabel').map((q) => `${q.subject.value} ${q.object.language}`);
  if (new Set(preferred).size !== preferred.length) faults.push('S14: two preferred labels in one language');
  const kinds = ['prefLabel', 'altLabel', 'hiddenLabel'].flatMap((kind) => of(kind).map(key));
  if (new Set(kinds).size !== kinds.length) faults.push('S13: a label of two kinds');
  for (const q of of('related')) if (!concepts.has(q.object.value)) faults.push(`${q.object.value} is no concept`);
  for (const concept of concepts) {
    for (const property of ['prefLabel', 'definition', 'inScheme']) {
      if (!of(property).some((q) => q.subject.value === concept)) faults.push(`${concept} has no ${property}`);
    }
  }
  none(faults, 'fault');
});

test('the pages hold the terms as schema.org names them', () => {
  const data = (page) => {
    const block = page?.elements.find((element) => attribute(element, 'type') === 'application/ld+json');
    assert.ok(block, `${page?.path} has a block of data`);
    return JSON.parse(text(block));
  };
  const set = data(all.find((page) => page.path === 'glossary/index.html'));
  assert.equal(set['@type'], 'DefinedTermSet');
  assert.equal(set.hasDefinedTerm.length, glossary.terms.length);
  for (const term of glossary.terms) {
    const one = data(all.find((page) => `/${page.path}` === `${term.path}index.html`));
    assert.deepEqual([one['@type'], one.name, one.description, one.url], ['DefinedTerm', term.term, term.definition, term.url]);
    assert.equal(one.inDefinedTermSet['@id'], set['@id']);
    assert.ok(set.hasDefinedTerm.some((listed) => listed['@id'] === one['@id']));
  }
});
