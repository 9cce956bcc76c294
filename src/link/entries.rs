//! Linking the entries: terms, events, people and sources. Each is a scope of its own, so that each links the first
//! mention of a term, wherever on a list page it stands.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::contradict;
use super::filter::unknown_category;
use super::index::{Index, Ref};
use super::linker::{Part, link};
use super::of_site::{footers, navigation};
use super::page::picture;
use super::piece::{Picture, Pieces};
use super::scope::{FootnoteText, Heading, Pending, Scope, Use};
use super::watch::{Watch, Watcher, nobody};
use crate::cache::trace::{self, Trace};
use crate::diagnostics::{Code, Diagnostic};
use crate::load::List;
use crate::model::id::Kind;
use crate::model::{Image, Prose};
use crate::span::{Span, Spanned};

/// All entries, linked, in the order in which they were loaded.
#[derive(Debug)]
pub struct Entries {
    /// Terms.
    pub terms: List<LinkedEntry>,
    /// Events.
    pub events: List<LinkedEntry>,
    /// People.
    pub people: List<LinkedEntry>,
    /// Sources.
    pub sources: List<LinkedEntry>,
    /// The site's footer, by language.
    footers: BTreeMap<String, (Pieces, Trace)>,
    /// What is wrong with the footer.
    pub footer_faults: Vec<Diagnostic>,
    /// The places on pages that the footer and the navigation lead to.
    pub(super) of_site: Vec<Pending>,
}

/// One entry whose texts are linked.
#[derive(Debug)]
pub struct LinkedEntry {
    /// Which entry.
    pub of: Ref,
    /// A term's definition; a source's note.
    pub short: Pieces,
    /// The full text.
    pub body: Pieces,
    /// Its footnotes.
    pub footnotes: Vec<FootnoteText>,
    /// Its headings.
    pub headings: Vec<Heading>,
    /// Its picture with its caption.
    pub image: Option<(Picture, Pieces)>,
    /// Its sources: those that it lists, then those that its text cites besides.
    pub sources: Vec<usize>,
    /// The terms that it links to, in order; for a term, with `see_also` apart.
    pub terms: Vec<usize>,
    /// The linked mentions, in order: the term, and which of its mentions in the entry it is.
    pub marks: Vec<(usize, usize)>,
    /// `see_also` of a term; `terms` of an event.
    pub related_terms: Vec<usize>,
    /// `people` of an event.
    pub people: Vec<usize>,
    /// Mentions and citations with their sentences.
    pub uses: Vec<Arc<Use>>,
    /// What it links to besides.
    pub refs: BTreeSet<Ref>,
    /// The ids in its text.
    pub anchors: BTreeSet<String>,
    /// Links to ids on other pages.
    pub pending: Vec<Pending>,
    /// Files of `content/` that it needs.
    pub assets: BTreeSet<String>,
    /// Pictures of this site that it shows, by their path from the root, and where.
    pub pictures: Vec<(String, Span)>,
    /// What is wrong with it.
    pub faults: Vec<Diagnostic>,
    /// What was asked when it was linked, where a build remembers that.
    pub trace: Trace,
}

impl LinkedEntry {
    /// An entry whose texts were not linked.
    fn unknown(of: Ref) -> Self {
        Self {
            of,
            short: Pieces::default(),
            body: Pieces::default(),
            footnotes: Vec::new(),
            headings: Vec::new(),
            image: None,
            sources: Vec::new(),
            terms: Vec::new(),
            marks: Vec::new(),
            related_terms: Vec::new(),
            people: Vec::new(),
            uses: Vec::new(),
            refs: BTreeSet::new(),
            anchors: BTreeSet::new(),
            pending: Vec::new(),
            assets: BTreeSet::new(),
            pictures: Vec::new(),
            faults: Vec::new(),
            trace: Trace::default(),
        }
    }
}

impl Default for Entries {
    fn default() -> Self {
        let none = |kind| List::linked(kind, Vec::new());
        Self {
            terms: none(Kind::Term),
            events: none(Kind::Event),
            people: none(Kind::Person),
            sources: none(Kind::Source),
            footers: BTreeMap::new(),
            footer_faults: Vec::new(),
            of_site: Vec::new(),
        }
    }
}

impl Entries {
    /// The site's footer in a language.
    #[must_use]
    pub fn footer(&self, language: &str) -> Option<&Pieces> {
        let (pieces, trace) = self.footers.get(language)?;
        trace::again(trace);
        Some(pieces)
    }

    /// All entries, kind by kind.
    pub fn all(&self) -> impl Iterator<Item = &LinkedEntry> {
        self.terms
            .iter()
            .chain(&self.events)
            .chain(&self.people)
            .chain(&self.sources)
    }

    /// Puts another text of an entry in its place.
    pub fn put(&mut self, entry: LinkedEntry) {
        let list = match entry.of.kind {
            Kind::Page => return,
            Kind::Term => &mut self.terms,
            Kind::Event => &mut self.events,
            Kind::Person => &mut self.people,
            Kind::Source => &mut self.sources,
        };
        if let Some(place) = list.get_mut(entry.of.at) {
            *place = entry;
        }
    }

    /// The entry behind a reference; `None` for a page.
    #[must_use]
    pub fn get(&self, r: Ref) -> Option<&LinkedEntry> {
        match r.kind {
            Kind::Page => None,
            Kind::Term => self.terms.get(r.at),
            Kind::Event => self.events.get(r.at),
            Kind::Person => self.people.get(r.at),
            Kind::Source => self.sources.get(r.at),
        }
    }
}

/// Links all entries, on all cores.
#[must_use]
pub fn entries(index: &Index<'_>) -> Entries {
    entries_of(index, &|_| true)
}

/// Links those entries that are wanted, on all cores. Nothing is known of the others, not even what was asked.
#[must_use]
pub fn entries_of(index: &Index<'_>, wanted: &(dyn Fn(Ref) -> bool + Sync)) -> Entries {
    let l = index.loaded;
    let count = |kind: Kind, n: usize| {
        let all = (0..n).into_par_iter().map(|at| Ref { kind, at });
        let link = |r| {
            if wanted(r) {
                entry(index, r)
            } else {
                Some(LinkedEntry::unknown(r))
            }
        };
        List::linked(kind, all.filter_map(link).collect())
    };
    let mut of_site = navigation(index);
    let (footers, footer_faults) = footers(index, &mut of_site);
    Entries {
        footers,
        footer_faults,
        of_site,
        terms: count(Kind::Term, l.terms.len()),
        events: count(Kind::Event, l.events.len()),
        people: count(Kind::Person, l.people.len()),
        sources: count(Kind::Source, l.bibliography.len()),
    }
}

/// Links one entry. `None` for a page.
#[must_use]
pub fn entry(index: &Index<'_>, r: Ref) -> Option<LinkedEntry> {
    let (entry, trace) = index.traced(|| watched(index, r, &nobody).map(|(entry, _)| entry));
    let trace = trace.distinct();
    entry.map(|entry| LinkedEntry { trace, ..entry })
}

/// Links one entry, with somebody who watches. `None` for a page.
pub(super) fn watched(index: &Index<'_>, r: Ref, watch: Watcher<'_>) -> Option<(LinkedEntry, Watch)> {
    match r.kind {
        Kind::Page => None,
        Kind::Term => term(index, r.at, watch),
        Kind::Event => event(index, r.at, watch),
        Kind::Person => person(index, r.at, watch),
        Kind::Source => source(index, r.at, watch),
    }
}

/// What differs from kind to kind.
struct Parts<'a> {
    of: Ref,
    path: &'a str,
    short: Option<&'a Prose>,
    body: Option<&'a Prose>,
    image: Option<&'a Image>,
    sources: &'a [Spanned<String>],
    terms: &'a [Spanned<String>],
    people: &'a [Spanned<String>],
}

fn linked(index: &Index<'_>, parts: &Parts<'_>, faults: Vec<Diagnostic>, watch: Watcher<'_>) -> (LinkedEntry, Watch) {
    let mut scope = Scope::new(index, index.language(parts.of), parts.path);
    scope.watch = watch(&scope);
    scope.entry = true;
    scope.faults = faults;
    scope.own = (parts.of.kind == Kind::Term).then_some(parts.of.at);
    // The list of sources comes first: its numbers are those that the marks in the text show.
    let mut sources = scope.find_all(Kind::Source, parts.sources);
    let related_terms = scope.find_all(Kind::Term, parts.terms);
    let people = scope.find_all(Kind::Person, parts.people);
    let short = parts
        .short
        .map(|p| link(&mut scope, p, Part::Field))
        .unwrap_or_default();
    let body = parts.body.map(|p| link(&mut scope, p, Part::Body)).unwrap_or_default();
    let image = parts.image.and_then(|i| picture(&mut scope, i));
    if parts.of.kind == Kind::Term {
        scope.check_same_page();
    } else {
        // On a list page the ids of other entries are there too; the check of all pages knows them.
        let path = index.section_path(parts.of.kind, index.language(parts.of));
        for (fragment, place) in std::mem::take(&mut scope.same_page) {
            scope.pending.push(Pending {
                path: path.clone(),
                fragment,
                place,
            });
        }
    }
    let mut cited: Vec<usize> = scope.citations.keys().copied().collect();
    cited.sort_unstable();
    sources.extend(cited);
    let mut seen = FxHashSet::default();
    sources.retain(|at| seen.insert(*at));
    let entry = LinkedEntry {
        of: parts.of,
        short,
        body,
        footnotes: scope.footnotes,
        headings: scope.headings,
        image,
        sources,
        terms: scope.linked,
        marks: scope.marks,
        related_terms,
        people,
        uses: scope.uses,
        refs: scope.refs,
        anchors: scope.anchors,
        pending: scope.pending,
        assets: scope.assets,
        pictures: scope.pictures,
        faults: scope.faults,
        trace: Trace::default(),
    };
    (entry, scope.watch)
}

fn term(index: &Index<'_>, at: usize, watch: Watcher<'_>) -> Option<(LinkedEntry, Watch)> {
    let e = index.loaded.terms.get(at)?;
    let parts = Parts {
        of: Ref { kind: Kind::Term, at },
        path: &e.path,
        short: Some(&e.data.definition),
        body: e.body.as_ref(),
        image: None,
        sources: &e.data.sources,
        terms: &e.data.see_also,
        people: &[],
    };
    Some(linked(index, &parts, Vec::new(), watch))
}

fn event(index: &Index<'_>, at: usize, watch: Watcher<'_>) -> Option<(LinkedEntry, Watch)> {
    let e = index.loaded.events.get(at)?;
    let mut faults = Vec::new();
    faults.extend(e.data.category.as_ref().and_then(|c| unknown_category(index, c)));
    faults.extend(contradict::lives(index, e));
    let parts = Parts {
        of: Ref { kind: Kind::Event, at },
        path: &e.path,
        short: None,
        body: e.body.as_ref(),
        image: e.data.image.as_ref(),
        sources: &e.data.sources,
        terms: &e.data.terms,
        people: &e.data.people,
    };
    let (mut linked, watch) = linked(index, &parts, faults, watch);
    if linked.sources.is_empty() && e.data.sources.is_empty() && !e.data.sources_lost {
        let message = format!("the event `{}` has no source", e.id);
        linked.faults.push(
            Diagnostic::new(Code::TIMELINE_NO_SOURCE, e.data.title.span, message)
                .help("add `sources: [id]`, or cite one in its text: `[@id]`"),
        );
    }
    Some((linked, watch))
}

fn person(index: &Index<'_>, at: usize, watch: Watcher<'_>) -> Option<(LinkedEntry, Watch)> {
    let e = index.loaded.people.get(at)?;
    let faults = contradict::person(e).into_iter().collect();
    let parts = Parts {
        of: Ref { kind: Kind::Person, at },
        path: &e.path,
        short: None,
        body: e.body.as_ref(),
        image: e.data.image.as_ref(),
        sources: &e.data.sources,
        terms: &[],
        people: &[],
    };
    Some(linked(index, &parts, faults, watch))
}

fn source(index: &Index<'_>, at: usize, watch: Watcher<'_>) -> Option<(LinkedEntry, Watch)> {
    let e = index.loaded.bibliography.get(at)?;
    let parts = Parts {
        of: Ref { kind: Kind::Source, at },
        path: &e.path,
        short: e.data.note.as_ref(),
        body: e.body.as_ref(),
        image: None,
        sources: &[],
        terms: &[],
        people: &[],
    };
    Some(linked(
        index,
        &parts,
        contradict::source(e).into_iter().collect(),
        watch,
    ))
}
