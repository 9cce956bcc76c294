//! From linked texts to records: what of an explainer or an entry a reader can search for, and where it is found.

use super::{Record, Section, words};
use crate::date::words as date_words;
use crate::link::{self, Entries, Index, LinkedEntry, LinkedPage, Ref};
use crate::load::Role;
use crate::model::id::Kind;

/// The record of a page or entry, with the linked texts of the site's entries; `None` where it has none.
#[must_use]
pub fn of(index: &Index<'_>, entries: &Entries, r: Ref) -> Option<Record> {
    match r.kind {
        Kind::Page => of_page(index, &link::page(index, r.at)?.0),
        _ => of_entry(index, entries.get(r)?),
    }
}

/// The record of a page: an explainer, or a home page with a text of its own. `None` for the texts that open lists, whose
/// entries have records of their own.
#[must_use]
pub fn of_page(index: &Index<'_>, linked: &LinkedPage) -> Option<Record> {
    let page = index.loaded.pages.get(linked.at)?;
    let r = Ref {
        kind: Kind::Page,
        at: linked.at,
    };
    let found = match page.role {
        Role::Explainer => index.is_first(r),
        Role::Home => !linked.body.is_empty(),
        Role::Section(_) => false,
    };
    if !found {
        return None;
    }
    let t = |key: &str| index.locale(&page.language).message(key).to_owned();
    let under = |key: &str, id: &str, lines: Vec<String>| Section {
        heading: Some((t(key), id.to_owned())),
        lines,
    };
    let mut first = Section {
        heading: None,
        lines: words::lines(&linked.summary),
    };
    if let Some((_, caption)) = &linked.image {
        first.lines.extend(words::lines(caption));
    }
    let mut sections = vec![
        first,
        under("key_points", "_key-points", words::all(&linked.key_points)),
    ];
    sections.extend(words::sections(&linked.body, &linked.headings));
    let questions = linked.questions.iter().flat_map(|(q, a)| [q, a]);
    sections.extend([
        under("known", "_known", words::all(&linked.known)),
        under("unknown", "_unknown", words::all(&linked.unknown)),
        under("questions", "_questions", words::all(questions)),
        under("corrections", "_corrections", words::all(&linked.corrections)),
        under("backstory", "_backstory", words::lines(&linked.backstory)),
        under(
            "footnotes",
            "_footnotes",
            words::all(linked.footnotes.iter().map(|f| &f.pieces)),
        ),
    ]);
    Some(finish(index, r, Vec::new(), None, sections))
}

/// The record of an entry. `None` for one whose id another entry has taken.
#[must_use]
pub fn of_entry(index: &Index<'_>, entry: &LinkedEntry) -> Option<Record> {
    let r = entry.of;
    if !index.is_first(r) {
        return None;
    }
    let l = index.loaded;
    let mut names = Vec::new();
    let mut date = None;
    let mut first: Vec<String> = Vec::new();
    match r.kind {
        Kind::Page => return None,
        Kind::Term => {
            let term = &l.terms.get(r.at)?.data;
            let all = term.aliases.iter().chain(&term.abbreviations);
            names.extend(all.map(|name| name.value.clone()));
        }
        Kind::Event => {
            let event = &l.events.get(r.at)?.data;
            let locale = index.locale(index.language(r));
            date = event.date.as_ref().map(|d| date_words(&d.value, locale));
        }
        Kind::Person => {
            let person = &l.people.get(r.at)?.data;
            names.extend(person.native_name.iter().chain(&person.aliases).cloned());
            first.extend(person.role.iter().chain(&person.affiliation).cloned());
        }
        Kind::Source => {
            let source = &l.bibliography.get(r.at)?.data;
            first.extend(source.authors.iter().chain(&source.publisher).cloned());
        }
    }
    if !first.is_empty() {
        first = vec![first.join(", ")];
    }
    let texts = [&entry.short, &entry.body].into_iter();
    first.extend(words::all(texts.chain(entry.footnotes.iter().map(|f| &f.pieces))));
    let section = Section {
        heading: None,
        lines: first,
    };
    Some(finish(index, r, names, date, vec![section]))
}

fn finish(index: &Index<'_>, r: Ref, names: Vec<String>, date: Option<String>, mut sections: Vec<Section>) -> Record {
    sections.retain(|s| !s.lines.is_empty());
    Record {
        kind: r.kind,
        path: index.path(r),
        language: index.language(r).to_owned(),
        title: index.title(r).to_owned(),
        names,
        date,
        sections,
    }
}
