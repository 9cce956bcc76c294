//! `glossary.json`. Its fields are documented, as a JSON Schema, by `nutgraf schema glossary-json`; the schema lies beside
//! this file, and tests hold each output against it.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use super::{GLOSSARY_VERSION, MOST_PAGES, Record, address};
use crate::link::{Backlinks, Index, Ref};
use crate::render::Settings;

/// The JSON Schema of `glossary.json`.
pub const SCHEMA: &str = include_str!("glossary.schema.json");

pub(super) fn write(index: &Index<'_>, settings: &Settings, backlinks: &Backlinks, records: &[Record<'_>]) -> Vec<u8> {
    let all = All {
        index,
        settings,
        backlinks,
        records,
    };
    // Where a vector doubles its room there are two of them for a moment, and this is the largest file of most sites.
    let places = records.iter().map(|r| backlinks.room(r.of).min(MOST_PAGES));
    let mut bytes = Vec::with_capacity(places.map(|places| places * 224 + 2048).sum());
    if serde_json::to_writer_pretty(&mut bytes, &all).is_err() {
        bytes.clear();
    }
    bytes.push(b'\n');
    bytes
}

/// The whole file. Its terms are made one after the other, as they are written: all of them at once would be the largest
/// thing that a build of many pages holds.
struct All<'a> {
    index: &'a Index<'a>,
    settings: &'a Settings,
    backlinks: &'a Backlinks,
    records: &'a [Record<'a>],
}

impl Serialize for All<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let site = &self.index.loaded.site;
        let mut map = serializer.serialize_map(Some(5))?;
        map.serialize_entry("base_url", &self.settings.base_url)?;
        map.serialize_entry("language", &site.language.value)?;
        map.serialize_entry("terms", &Terms(self))?;
        map.serialize_entry("title", &site.title)?;
        map.serialize_entry("version", &GLOSSARY_VERSION)?;
        map.end()
    }
}

struct Terms<'a>(&'a All<'a>);

impl Serialize for Terms<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let All {
            index,
            settings,
            backlinks,
            records,
        } = self.0;
        serializer.collect_seq(records.iter().map(|r| term(index, settings, backlinks, r)))
    }
}

fn term(index: &Index<'_>, settings: &Settings, backlinks: &Backlinks, r: &Record<'_>) -> Value {
    let ids = |list: &[Ref]| list.iter().map(|r| index.id(*r)).collect::<Vec<_>>();
    let uses = backlinks.to(index, r.of, 0);
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
            "sentences": uses.iter().map(|u| u.count.max(1)).sum::<usize>(),
            "places": uses.len(),
            "listed": pages,
        },
    })
}
