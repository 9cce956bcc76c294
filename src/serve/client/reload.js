// The script that `nutgraf serve` adds to each page: takes part in the preview, and is in no published site.
//
// It listens to /_nutgraf/events, for the page and version that its own element names:
// - `reload`: the page has another version. It is loaded anew, at the same place, with the same thing in focus;
// - `files`: published files have other bytes. Style sheets and pictures are taken anew without loading the page;
// - `problems`: what is wrong with the site, shown over the page until it is mended.

(() => {
'use strict';

const script = document.currentScript;
const { path, hash } = script.dataset;
const PLACE = `nutgraf place ${location.pathname}`;
const CLOSED = 'nutgraf problems closed';

// ---- the same place after loading anew

/** The element, by the way from the body to it. */
function way(element) {
  const steps = [];
  for (let at = element; at && at !== document.body && at.parentElement; at = at.parentElement) {
    steps.unshift([...at.parentElement.children].indexOf(at));
  }
  return steps;
}

function leave() {
  const active = document.activeElement;
  const focus = active && active !== document.body && document.body.contains(active) ? { id: active.id, way: way(active) } : null;
  const place = { left: scrollX, top: scrollY, focus };
  sessionStorage.setItem(PLACE, JSON.stringify(place));
  location.reload();
}

function comeBack() {
  const kept = sessionStorage.getItem(PLACE);
  if (!kept) return;
  sessionStorage.removeItem(PLACE);
  const { left, top, focus } = JSON.parse(kept);
  history.scrollRestoration = 'manual';
  const restore = () => scrollTo({ left, top, behavior: 'instant' });
  restore();
  if (focus) {
    const found = (focus.id && document.getElementById(focus.id)) || focus.way.reduce((at, step) => at?.children[step], document.body);
    found?.focus({ preventScroll: true });
  }
  // Pictures and fonts may still change the page's height.
  addEventListener('load', () => {
    restore();
    history.scrollRestoration = 'auto';
  }, { once: true });
}

// ---- new styles and pictures in place

let version = 0;

function anew(address) {
  const url = new URL(address, location.href);
  url.searchParams.set('nutgraf', ++version);
  return url.href;
}

function renewStyles(links) {
  for (const old of links) {
    const link = old.cloneNode();
    link.href = anew(old.href);
    // The old one stays until the new one is there, so that the page is never bare.
    link.addEventListener('load', () => old.remove(), { once: true });
    link.addEventListener('error', () => link.remove(), { once: true });
    old.after(link);
  }
}

function renewFiles(files) {
  const changed = (address) => {
    const at = decodeURI(new URL(address, location.href).pathname);
    // A file that templates ask for has a hash of its content in its name.
    const plain = at.replace(/\.[0-9a-f]{10}(?=\.\w+$)/, '');
    return files.some((file) => at.endsWith(file) || plain.endsWith(file));
  };
  const sheets = [...document.querySelectorAll('link[rel~="stylesheet"]')].filter((link) => new URL(link.href).origin === location.origin);
  const styles = files.filter((file) => file.endsWith('.css'));
  if (styles.length > 0) {
    const own = sheets.filter((link) => changed(link.href));
    // A style sheet that no page names is read by one that is named.
    renewStyles(own.length > 0 ? own : sheets);
  }
  if ([...document.scripts].some((one) => one.src && one !== script && changed(one.src))) return leave();
  for (const image of document.images) {
    if (changed(image.src)) image.src = anew(image.src);
  }
  return undefined;
}

// ---- problems

const STYLES = `
:host { all: initial; position: fixed; inset: auto 0 0 0; z-index: 2147483647; font: 15px/1.45 system-ui, sans-serif; color: #1c1b19; }
@media print { :host { display: none; } }
button { font: inherit; color: inherit; background: none; border: 1px solid currentColor; border-radius: 4px; padding: 2px 10px; cursor: pointer; }
button:focus-visible { outline: 3px solid #1a5fb4; outline-offset: 1px; }
.badge { position: absolute; right: 12px; bottom: 12px; background: #fffdf7; }
.panel { max-height: 55vh; overflow: auto; background: #fffdf7; border-top: 4px solid #b3261e; box-shadow: 0 -4px 24px #0004; padding: 12px 20px 16px; }
.panel.mild { border-top-color: #8a5a00; }
header { display: flex; align-items: baseline; gap: 12px; justify-content: space-between; }
h2 { font-size: 16px; margin: 0; }
h3 { font-size: 14px; margin: 14px 0 0; color: #5a564d; }
ol { list-style: none; margin: 0; padding: 0; }
li { padding: 10px 0; border-bottom: 1px solid #0002; }
p { margin: 0; }
.error { color: #b3261e; font-weight: 600; }
.warning, .notice { color: #8a5a00; font-weight: 600; }
.place { font: 13px/1.4 ui-monospace, monospace; color: #5a564d; overflow-wrap: anywhere; }
pre { font: 13px/1.5 ui-monospace, monospace; margin: 4px 0; padding: 4px 8px; background: #0000000d; overflow-x: auto; }
mark { background: #f9c5bd; color: inherit; }
@media (prefers-color-scheme: dark) {
  :host { color: #eceae4; }
  .badge, .panel { background: #22211e; }
  .error { color: #ff9c90; }
  .warning, .notice { color: #f2c063; }
  .place, h3 { color: #b8b3a6; }
  pre { background: #ffffff14; }
  mark { background: #7a2a22; }
}`;

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function item({ severity, code, message, place, help, line: [before, at, after] }) {
  const made = element('li', {},
    element('p', {}, element('span', { className: severity }, `${severity}[${code}]`), ` ${message}`),
    element('p', { className: 'place' }, place));
  if (before || at || after) made.append(element('pre', {}, before, element('mark', {}, at || ' '), after));
  if (help) made.append(element('p', {}, `help: ${help}`));
  return made;
}

const counted = (n, word) => `${n} ${word}${n === 1 ? '' : 's'}`;

let host;
let shown;
let opened = false;

function showProblems(problems) {
  shown = problems;
  const { here, elsewhere, errors, warnings, notices } = problems;
  if (errors + warnings === 0) {
    host?.remove();
    return;
  }
  if (!host) {
    host = document.createElement('nutgraf-problems');
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLES);
    host.attachShadow({ mode: 'open' }).adoptedStyleSheets = [sheet];
    host.shadowRoot.addEventListener('keydown', (event) => event.key === 'Escape' && toggle(false));
  }
  if (!host.isConnected) document.body.append(host);
  const tally = [[errors, 'error'], [warnings, 'warning']].filter(([n]) => n > 0).map(([n, word]) => counted(n, word)).join(', ');
  // Errors show themselves, until somebody closes the panel; warnings wait in a corner.
  if (errors === 0) sessionStorage.removeItem(CLOSED);
  const open = opened || (errors > 0 && sessionStorage.getItem(CLOSED) === null);
  if (!open) {
    const badge = element('button', { className: `badge ${errors > 0 ? 'error' : 'warning'}`, type: 'button' }, tally);
    badge.addEventListener('click', () => toggle(true));
    host.shadowRoot.replaceChildren(badge);
    return;
  }
  const button = element('button', { type: 'button' }, 'Close');
  button.addEventListener('click', () => toggle(false));
  const panel = element('section', { className: errors > 0 ? 'panel' : 'panel mild', ariaLabel: 'Problems of the site' },
    element('header', {}, element('h2', {}, tally), button));
  panel.setAttribute('role', 'status');
  const list = (title, all) => all.length > 0 && panel.append(element('h3', {}, title), element('ol', {}, ...all.map(item)));
  list('On this page', here);
  list('Elsewhere', elsewhere);
  const rest = errors + warnings + notices - here.length - elsewhere.length;
  if (rest > 0) panel.append(element('p', {}, `and ${rest} more: the terminal lists them`));
  const top = host.shadowRoot.querySelector('.panel')?.scrollTop ?? 0;
  host.shadowRoot.replaceChildren(panel);
  panel.scrollTop = top;
}

function toggle(open) {
  opened = open;
  if (!open) sessionStorage.setItem(CLOSED, 'yes');
  showProblems(shown);
}

// ---- the connection

let source;

function connect() {
  if (source || document.visibilityState === 'hidden') return;
  source = new EventSource(`/_nutgraf/events?path=${encodeURIComponent(path)}&hash=${hash}`);
  source.addEventListener('reload', leave);
  source.addEventListener('files', (event) => renewFiles(JSON.parse(event.data)));
  source.addEventListener('problems', (event) => showProblems(JSON.parse(event.data)));
  // A browser gives up for good where something else answers at this address, as while a preview is started again.
  source.addEventListener('error', () => {
    if (source?.readyState !== EventSource.CLOSED) return;
    disconnect();
    setTimeout(connect, 1000);
  });
}

function disconnect() {
  source?.close();
  source = undefined;
}

// Browsers keep few connections to one place open: a page that nobody sees needs none.
document.addEventListener('visibilitychange', () => (document.visibilityState === 'hidden' ? disconnect() : connect()));
addEventListener('pagehide', disconnect);
addEventListener('pageshow', connect);

comeBack();
connect();
})();
