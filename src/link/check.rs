//! What can be judged only when every page and entry has been linked: links to ids on other pages, terms that nothing
//! uses, sources that nothing cites, events that two entries tell.

use std::collections::{BTreeMap, BTreeSet};

use xxhash_rust::xxh3::xxh3_64;

use super::backlinks::Backlinks;
use super::entries::Entries;
use super::index::{Index, Ref};
use super::page::{Facts, anchor_hash, anchors as anchors_of};
use super::scope::Pending;
use super::target::missing_anchor;
use super::twins::twins;
use crate::diagnostics::{Code, Diagnostic};
use crate::model::id::Kind;

/// Hashes of the addresses of which links on pages and in entries name a place: what ids there are on others, no link asks.
#[must_use]
pub fn pointed(entries: &Entries, pages: &[Facts]) -> BTreeSet<u64> {
    let on_pages = pages.iter().flat_map(|f| &f.pending);
    let all = on_pages.chain(entries.all().flat_map(|e| &e.pending));
    let all = all.chain(&entries.of_site);
    all.map(|p| hash_of_address(&p.path)).collect()
}

/// The hash of an address in [`pointed`].
#[must_use]
pub fn hash_of_address(path: &str) -> u64 {
    xxh3_64(path.as_bytes())
}

/// What is wrong across pages and entries.
#[must_use]
pub fn judge(index: &Index<'_>, entries: &Entries, pages: &[&Facts], backlinks: &Backlinks) -> Vec<Diagnostic> {
    let mut faults = anchors(index, entries, pages);
    unused(index, entries, backlinks, &mut faults);
    faults.extend(twins(index));
    faults
}

fn anchors(index: &Index<'_>, entries: &Entries, pages: &[&Facts]) -> Vec<Diagnostic> {
    let pending = || {
        let on_pages = pages.iter().flat_map(|f| &f.pending);
        let in_entries = entries.all().flat_map(|e| &e.pending);
        on_pages.chain(in_entries).chain(&entries.of_site)
    };
    // Few pages are linked to at a place of theirs: only of these the ids are wanted.
    let wanted: BTreeSet<&str> = pending().map(|p| p.path.as_str()).collect();
    if wanted.is_empty() {
        return Vec::new();
    }
    let page_at: BTreeMap<String, &Facts> = pages
        .iter()
        .map(|f| {
            (
                index.path(Ref {
                    kind: Kind::Page,
                    at: f.at,
                }),
                *f,
            )
        })
        .filter(|(path, _)| wanted.contains(path.as_str()))
        .collect();
    let mut listed: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for e in entries.all() {
        if e.of.kind == Kind::Term {
            let own = listed.entry(index.path(e.of)).or_default();
            own.extend(e.anchors.iter().map(String::as_str));
        }
        let section = index.section_path(e.of.kind, index.language(e.of));
        let there = listed.entry(section).or_default();
        there.insert(index.id(e.of));
        there.extend(index.former_ids(e.of));
        if e.of.kind != Kind::Term {
            there.extend(e.anchors.iter().map(String::as_str));
        }
    }
    // What a page's ids are, where an earlier run linked it.
    let mut again: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for (path, facts) in &page_at {
        if facts.anchors.is_none() {
            again.insert(path, anchors_of(index, facts.at));
        }
    }
    let on_page = |p: &Pending| match page_at.get(&p.path).map(|f| &f.anchors) {
        Some(Some(hashes)) => hashes.binary_search(&anchor_hash(&p.fragment)).is_ok(),
        Some(None) => again.get(p.path.as_str()).is_some_and(|ids| ids.contains(&p.fragment)),
        None => false,
    };
    let missing = pending().filter(|p| {
        let in_list = listed.get(&p.path).is_some_and(|ids| ids.contains(p.fragment.as_str()));
        !in_list && !on_page(p)
    });
    missing
        .map(|p| {
            let own = page_at
                .get(&p.path)
                .map(|f| anchors_of(index, f.at))
                .unwrap_or_default();
            let mut there = listed.get(&p.path).cloned().unwrap_or_default();
            there.extend(own.iter().map(String::as_str));
            missing_anchor(&p.fragment, p.place, there.into_iter())
        })
        .collect()
}

fn unused(index: &Index<'_>, entries: &Entries, backlinks: &Backlinks, faults: &mut Vec<Diagnostic>) {
    let lost = index.loaded.lost_words();
    // "See also" is no use that a reader would look for, but it leads readers to the entry.
    let see_also: BTreeSet<usize> = entries
        .terms
        .iter()
        .flat_map(|t| t.related_terms.iter().copied())
        .collect();
    for (at, term) in index.loaded.terms.iter().enumerate() {
        let r = Ref { kind: Kind::Term, at };
        // An entry whose id was taken is told as that, and as nothing else.
        let own = term.place.file;
        let d = &term.data;
        let forms = [&d.aliases, &d.abbreviations, &d.forms].into_iter().flatten();
        let may_be_used = || {
            let mut names = forms
                .chain([&d.term])
                .map(|f| f.value.as_str())
                .chain([term.id.as_str()]);
            names.any(|name| lost.may_name(name, own))
        };
        if index.is_first(r) && !backlinks.any(r) && !see_also.contains(&at) && !may_be_used() {
            let message = format!("nothing mentions the term `{}`", term.data.term.value);
            faults.push(
                Diagnostic::new(Code::GLOSSARY_UNUSED_TERM, term.data.term.span, message)
                    .help("use it in a page, add the form that pages use to `aliases`, or remove the entry"),
            );
        }
    }
    for (at, source) in index.loaded.bibliography.iter().enumerate() {
        if !backlinks.any(Ref { kind: Kind::Source, at }) && !lost.may_name(&source.id, source.place.file) {
            let message = format!("nothing cites the source `{}`", source.id);
            faults.push(
                Diagnostic::new(Code::CITATION_UNUSED_SOURCE, source.place, message).help(format!(
                    "cite it, `[@{}]`, list it in an entry's `sources`, or remove it",
                    source.id
                )),
            );
        }
    }
}
