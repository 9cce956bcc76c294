//! What other programs read. The glossary: `glossary.json`, SKOS as `glossary.ttl`, and schema.org's terms in the pages, all
//! made from the same [`Record`]s, so that they cannot disagree. The timeline: see `events.rs`.

mod calendar;
mod csl;
mod events;
mod json;
mod json_ld;
mod json_ld_events;
mod json_ld_page;
mod json_ld_people;
mod json_ld_sources;
mod skos;
mod table;
mod timeline;

pub use json::SCHEMA as GLOSSARY_SCHEMA;

use super::{Renderer, Settings};
use crate::link::{Backlinks, Entries, Index, Ref, plain};
use crate::model::id::Kind;
use crate::write::Output;

/// The version of the format of `glossary.json`.
const GLOSSARY_VERSION: u32 = 1;

/// How many pages `glossary.json` names that use a term; the mentions are counted in full.
const MOST_PAGES: usize = 200;

/// A term as other programs get it.
struct Record<'a> {
    id: &'a str,
    language: &'a str,
    term: &'a str,
    /// Without markup.
    definition: String,
    aliases: Vec<&'a str>,
    abbreviations: Vec<&'a str>,
    forms: Vec<&'a str>,
    see_also: Vec<Ref>,
    sources: Vec<Ref>,
    former_ids: Vec<&'a str>,
    of: Ref,
}

impl<'a> Record<'a> {
    fn new(index: &'a Index<'a>, entries: &Entries, at: usize) -> Option<Self> {
        let (entry, linked) = (index.loaded.terms.get(at)?, entries.terms.get(at)?);
        let d = &entry.data;
        let texts = |list: &'a [crate::span::Spanned<String>]| list.iter().map(|f| f.value.as_str()).collect();
        let refs = |kind, list: &[usize]| list.iter().map(|at| Ref { kind, at: *at }).collect();
        Some(Self {
            id: &entry.id,
            language: &entry.language,
            term: &d.term.value,
            definition: plain(&linked.short),
            aliases: texts(&d.aliases),
            abbreviations: texts(&d.abbreviations),
            forms: texts(&d.forms),
            see_also: refs(Kind::Term, &linked.related_terms),
            sources: refs(Kind::Source, &linked.sources),
            former_ids: texts(&d.ids.former),
            of: linked.of,
        })
    }
}

/// The terms that are published, in the order of their ids.
fn records<'a>(index: &'a Index<'a>, entries: &Entries) -> Vec<Record<'a>> {
    let all = 0..index.loaded.terms.len();
    let mut records: Vec<Record<'a>> = all
        .filter(|at| {
            index.is_first(Ref {
                kind: Kind::Term,
                at: *at,
            })
        })
        .filter_map(|at| Record::new(index, entries, at))
        .collect();
    records.sort_by_key(|r| (r.id, r.language));
    records
}

/// The full address of a path; the path from the site's root where it has no `base_url`.
fn address(settings: &Settings, path: &str) -> String {
    let path = path.trim_start_matches('/');
    match &settings.base_url {
        Some(base) => format!("{base}{path}"),
        None => path.to_owned(),
    }
}

impl Renderer<'_> {
    /// The glossary for other programs; nothing where there is none.
    #[must_use]
    pub fn glossary_exports(&self, backlinks: &Backlinks) -> Vec<Output> {
        let records = records(self.index, self.entries);
        if records.is_empty() {
            return Vec::new();
        }
        let output = |path: &str, bytes| Output {
            path: path.to_owned(),
            bytes,
        };
        let json = json::write(self.index, self.settings, backlinks, &records);
        let skos = skos::write(self.index, self.settings, &records);
        let mut outputs = vec![output("glossary.json", json)];
        // Writing to memory does not fail; if it did, half a file would be worse than none.
        outputs.extend(skos.ok().map(|bytes| output("glossary.ttl", bytes)));
        outputs
    }
}
