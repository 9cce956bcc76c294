import { readFileSync } from 'node:fs';
import { launch } from './browser.mjs';
import { serve } from './server.mjs';
import { kinds, pages } from './site.mjs';
const axe = readFileSync('node_modules/axe-core/axe.min.js','utf8');
const b = await launch(); const s = await serve(process.env.SITE_UNDER);
const c = await b.newContext({ bypassCSP: true, viewport: { width: 390, height: 900 }, reducedMotion: 'reduce' }); const p = await c.newPage(); await p.addInitScript({ content: axe });
for (const one of kinds(pages(process.env.SITE_UNDER))) { await p.goto(s.url + one.path);
 const r = await p.evaluate(async () => { const t=[]; for (const o of [{}, {runOnly:{type:'rule',values:['color-contrast','link-in-text-block']}}, {runOnly:{type:'rule',values:['color-contrast']}}]) { const a=performance.now(); await axe.run(document,{resultTypes:['violations'],preload:false,iframes:false,...o}); t.push(Math.round(performance.now()-a)); } return [...t, document.querySelectorAll('*').length]; });
 console.log(one.kind, ...r); }
await b.close(); await s.close();
