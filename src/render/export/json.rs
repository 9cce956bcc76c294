//! `glossary.json`. Its fields are documented, as a JSON Schema, by `nutgraf schema glossary-json`; the schema lies beside
//! this file, and tests hold each output against it.

use serde_json::{Value, json};

use super::{GLOSSARY_VERSION, MOST_PAGES, Record, address};
use crate::link::{Backlinks, Index, Ref};
use crate::render::Settings;

/// The JSON Schema of `glossary.json`.
pub const SCHEMA: &str = include_str!("glossary.schema.json");

pub(super) fn write(index: &Index<'_>, settings: &Settings, backlinks: &Backlinks, records: &[Record<'_>]) -> Vec<u8> {
    let site = &index.loaded.site;
    let terms: Vec<Value> = records.iter().map(|r| term(index, settings, backlinks, r)).collect();
    let all = json!({
        "version": GLOSSARY_VERSION,
        "title": site.title,
        "base_url": settings.base_url,
        "language": site.language.value,
        "terms": terms,
    });
    let mut bytes = serde_json::to_vec_pretty(&all).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

fn term(index: &Index<'_>, settings: &Settings, backlinks: &Backlinks, r: &Record<'_>) -> Value {
    let ids = |list: &[Ref]| list.iter().map(|r| index.id(*r)).collect::<Vec<_>>();
    let uses = backlinks.to(r.of);
    let pages: Vec<Value> = uses
        .iter()
        .take(MOST_PAGES)
        .map(|u| {
            let from = u.from.0;
            json!({
                "kind": from.kind.prefix(),
                "id": index.id(from),
                "title": index.title(from),
                "path": index.path(from),
            })
        })
        .collect();
    json!({
        "id": r.id,
        "language": r.language,
        "term": r.term,
        "definition": r.definition,
        "aliases": r.aliases,
        "abbreviations": r.abbreviations,
        "forms": r.forms,
        "see_also": ids(&r.see_also),
        "sources": ids(&r.sources),
        "former_ids": r.former_ids,
        "path": index.path(r.of),
        "anchor": index.anchor(r.of),
        "url": settings.base_url.as_ref().map(|_| address(settings, &index.path(r.of))),
        "uses": {
            "sentences": uses.iter().map(|u| u.uses.len().max(1)).sum::<usize>(),
            "places": uses.len(),
            "listed": pages,
        },
    })
}
