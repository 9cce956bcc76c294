//! What can be judged only when every page and entry has been linked: links to ids on other pages, terms that nothing
//! uses, sources that nothing cites, events that two entries tell.

use std::collections::{BTreeMap, BTreeSet};

use super::backlinks::Backlinks;
use super::entries::Entries;
use super::index::{Index, Ref};
use super::page::Facts;
use super::target::missing_anchor;
use super::twins::twins;
use crate::diagnostics::{Code, Diagnostic};
use crate::model::id::Kind;

/// The references of a whole site, with what is wrong across its pages.
#[derive(Debug)]
pub struct Whole {
    /// Who refers to what.
    pub backlinks: Backlinks,
    /// What is wrong.
    pub faults: Vec<Diagnostic>,
}

/// Judges the whole site.
#[must_use]
pub fn whole(index: &Index<'_>, entries: &Entries, pages: &[Facts]) -> Whole {
    let backlinks = Backlinks::gather(entries, pages);
    let pages: Vec<&Facts> = pages.iter().collect();
    let faults = judge(index, entries, &pages, &backlinks);
    Whole { backlinks, faults }
}

/// What is wrong across pages, where the references have been gathered already.
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
        on_pages.chain(entries.all().flat_map(|e| &e.pending))
    };
    // Few pages are linked to at a place of theirs: only of these the ids are wanted.
    let wanted: BTreeSet<&str> = pending().map(|p| p.path.as_str()).collect();
    if wanted.is_empty() {
        return Vec::new();
    }
    let mut known: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for facts in pages {
        let path = index.path(Ref {
            kind: Kind::Page,
            at: facts.at,
        });
        if !wanted.contains(path.as_str()) {
            continue;
        }
        known
            .entry(path)
            .or_default()
            .extend(facts.anchors.iter().map(String::as_str));
    }
    for e in entries.all() {
        if e.of.kind == Kind::Term {
            let own = known.entry(index.path(e.of)).or_default();
            own.extend(e.anchors.iter().map(String::as_str));
        }
        let section = index.section_path(e.of.kind, index.language(e.of));
        let listed = known.entry(section).or_default();
        listed.insert(index.id(e.of));
        listed.extend(index.former_ids(e.of));
        if e.of.kind != Kind::Term {
            listed.extend(e.anchors.iter().map(String::as_str));
        }
    }
    pending()
        .filter(|p| !known.get(&p.path).is_some_and(|k| k.contains(p.fragment.as_str())))
        .map(|p| {
            let there = known.get(&p.path).into_iter().flatten().copied();
            missing_anchor(&p.fragment, p.place, there)
        })
        .collect()
}

fn unused(index: &Index<'_>, entries: &Entries, backlinks: &Backlinks, faults: &mut Vec<Diagnostic>) {
    // "See also" is no use that a reader would look for, but it leads readers to the entry.
    let see_also: BTreeSet<usize> = entries
        .terms
        .iter()
        .flat_map(|t| t.related_terms.iter().copied())
        .collect();
    for (at, term) in index.loaded.terms.iter().enumerate() {
        let r = Ref { kind: Kind::Term, at };
        // An entry whose id was taken is told as that, and as nothing else.
        if index.is_first(r) && !backlinks.any(r) && !see_also.contains(&at) {
            let message = format!("nothing mentions the term `{}`", term.data.term.value);
            faults.push(
                Diagnostic::new(Code::GLOSSARY_UNUSED_TERM, term.data.term.span, message)
                    .help("use it in a page, add the form that pages use to `aliases`, or remove the entry"),
            );
        }
    }
    for (at, source) in index.loaded.bibliography.iter().enumerate() {
        if !backlinks.any(Ref { kind: Kind::Source, at }) {
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
