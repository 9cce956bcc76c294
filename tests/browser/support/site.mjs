// The built site as files: its pages, what they link to, and their ids. Reads the disk, never the browser.

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { parse } from 'parse5';

/** All kinds of pages. */
export const KINDS = ['home', 'page', 'glossary', 'term', 'timeline', 'people', 'sources', 'tags', 'tag', 'search', '404', 'redirect'];

/** The folder of a build: `normal`, `portable` or `under` (the base URL's path is /a/b/). */
export function folder(build) {
  const name = `SITE_${build.toUpperCase()}`;
  const path = process.env[name];
  if (!path || !statSync(path).isDirectory()) {
    throw new Error(`${name} names no folder; start these tests with tests/browser/run`);
  }
  return path;
}

/** All files of a folder, as sorted paths with `/`. */
export function files(root) {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(root.length + 1).split(sep).join('/'))
    .sort();
}

/** All pages of a folder, read and parsed. */
export function pages(root) {
  const found = files(root).filter((path) => path.endsWith('.html')).map((path) => page(path, readFileSync(join(root, path), 'utf8')));
  if (found.length === 0) throw new Error(`${root} holds no page`);
  return found;
}

/** One page: its path, HTML, elements, and kind (`home`, `page`, `term`, …, `redirect`). */
export function page(path, html) {
  const elements = [...walk(parse(html))];
  return { path, html, elements, kind: kind(elements) };
}

function* walk(node) {
  if (node.tagName) yield node;
  for (const child of node.childNodes ?? []) yield* walk(child);
  if (node.content) yield* walk(node.content);
}

function kind(elements) {
  if (elements.some((element) => attribute(element, 'http-equiv') === 'refresh')) return 'redirect';
  const body = elements.find((element) => element.tagName === 'body');
  return (attribute(body, 'class') ?? '').match(/(?:^|\s)kind-(\S+)/)?.[1] ?? 'unknown';
}

/** One page of each kind, the longest; redirects left out. */
export function kinds(all) {
  const longest = new Map();
  for (const one of all) {
    const known = longest.get(one.kind);
    if (one.kind !== 'redirect' && (!known || one.html.length > known.html.length)) longest.set(one.kind, one);
  }
  return [...longest.values()];
}

/** The explainer with the most mentions of terms. */
export function explainer(all) {
  const count = (one) => mentions(one).length;
  const found = all.filter((one) => one.kind === 'page').sort((a, b) => count(b) - count(a))[0];
  if (!found || count(found) < 5) throw new Error('no explainer mentions five terms');
  return found;
}

/** The links of a page to its own definitions. */
export function mentions(one) {
  return one.elements.filter((element) => has(element, 'term') && attribute(element, 'href')?.startsWith('#'));
}

/** The id of the term that a mention stands for. A mention but the first leads to a place of its own in the card. */
export function termOf(mention) {
  return attribute(mention, 'href').replace(/^#_d-/, '').replace(/^#_at_m-(.*)-\d+$/, '$1');
}

/** What shows in place when a mark is followed: a selector of the card or item that is, or holds, the element with this id. */
export function shown(id) {
  return `:is(.card, li):is([id="${id}"], :has([id="${id}"]))`;
}

/** The text that the page of a term gives as its description: the definition, without markup. */
export function definition(all, id) {
  const term = all.find((one) => one.path === `glossary/${id}/index.html`);
  const meta = term?.elements.find((element) => attribute(element, 'name') === 'description');
  const text = meta && attribute(meta, 'content');
  if (!text) throw new Error(`the term ${id} has no page with a description`);
  return text;
}

export function attribute(element, name) {
  return element?.attrs?.find((one) => one.name === name)?.value;
}

export function has(element, className) {
  return (attribute(element, 'class') ?? '').split(/\s+/).includes(className);
}

/** The text of an element, with single spaces. */
export function text(node) {
  const all = (one) => (one.nodeName === '#text' ? one.value : (one.childNodes ?? []).map(all).join(''));
  return all(node).replace(/\s+/g, ' ').trim();
}

/** The ids that a fragment may name. */
export function ids(one) {
  return one.elements.map((element) => attribute(element, 'id')).filter((id) => id !== undefined);
}

const URLS = ['href', 'src', 'poster', 'action', 'data', 'formaction'];

/** All that a page refers to: `{ value, of }` for each address in it, where `of` says from which element. */
export function references(one) {
  const found = [];
  for (const element of one.elements) {
    const add = (name, value) => found.push({ value, of: `<${element.tagName} ${name}="${value}">`, element });
    for (const { name, value } of element.attrs) {
      if (URLS.includes(name)) add(name, value.trim());
      if (name === 'srcset') for (const part of value.split(/,\s+/)) add(name, part.trim().split(/\s+/)[0]);
    }
    if (attribute(element, 'http-equiv') === 'refresh') {
      add('content', attribute(element, 'content').replace(/^\s*\d+\s*;\s*url=/i, ''));
    }
  }
  return found;
}

/** The addresses that a style sheet refers to. */
export function cssReferences(css) {
  return [...css.matchAll(/url\(\s*["']?([^"')]+)["']?\s*\)/g)].map((match) => match[1]).filter((url) => !url.startsWith('data:'));
}
