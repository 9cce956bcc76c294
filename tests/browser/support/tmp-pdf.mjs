import { writeFileSync, mkdirSync } from 'node:fs';
import { launch } from './browser.mjs';
import { serve } from './server.mjs';
import { kinds, pages } from './site.mjs';
const root = process.argv[2], out = process.argv[3];
mkdirSync(out, { recursive: true });
const b = await launch(); const s = await serve(root);
const c = await b.newContext({ javaScriptEnabled: false }); const p = await c.newPage();
for (const one of kinds(pages(root))) { await p.goto(s.url + encodeURI(one.path)); writeFileSync(`${out}/${one.kind}.pdf`, await p.pdf({ format: 'A4', preferCSSPageSize: true })); }
await b.close(); await s.close();
