//! The order of every list, worked out once: explainers by weight and date, terms by the alphabet of their language,
//! events by their dates, people and sources by name.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::cache::trace::{self, Question};
use crate::i18n::Locale;
use crate::link::{Index, Ref, event_order};
use crate::load::{Page, Role};
use crate::model::id::Kind;

/// The lists of a site, by kind and language.
#[derive(Debug, Default)]
pub struct Order {
    lists: BTreeMap<String, BTreeMap<Kind, Vec<usize>>>,
    places: FxHashMap<Ref, usize>,
    openings: BTreeMap<String, BTreeSet<Kind>>,
}

impl Order {
    /// The order of all lists of a site.
    #[must_use]
    pub fn new(index: &Index<'_>) -> Self {
        let mut order = Self::default();
        for language in &index.loaded.site.languages {
            let tag = language.value.as_str();
            for kind in Kind::ALL {
                let list = sorted(index, kind, tag);
                for (place, at) in list.iter().enumerate() {
                    order.places.insert(Ref { kind, at: *at }, place);
                }
                order.lists.entry(tag.to_owned()).or_default().insert(kind, list);
            }
        }
        for page in &index.loaded.pages {
            if let Role::Section(kind) = page.role {
                order.openings.entry(page.language.clone()).or_default().insert(kind);
            }
        }
        order
    }

    /// Puts an entry whose fields have changed at its new place, among others that haven't.
    pub(super) fn moved(&mut self, index: &Index<'_>, r: Ref) {
        let language = index.language(r);
        let lists = self.lists.get_mut(language);
        let Some(list) = lists.and_then(|l| l.get_mut(&r.kind)) else {
            return;
        };
        let Some(old) = list.iter().position(|at| *at == r.at) else {
            return;
        };
        list.remove(old);
        let locale = index.locale(language);
        let new = list.partition_point(|at| compare(index, r.kind, locale, *at, r.at) == Ordering::Less);
        list.insert(new, r.at);
        for (place, at) in list.iter().enumerate() {
            self.places.insert(Ref { kind: r.kind, at: *at }, place);
        }
    }

    /// The entries of a kind in a language, in their order. Entries whose id was taken are left out.
    pub(super) fn list(&self, kind: Kind, language: &str) -> &[usize] {
        trace::ask(Question::List, kind, 0, language, "");
        self.unnoted(kind, language)
    }

    /// How many entries of a kind a language has.
    pub(super) fn count(&self, kind: Kind, language: &str) -> usize {
        trace::ask(Question::Count, kind, 0, language, "");
        self.unnoted(kind, language).len()
    }

    fn unnoted(&self, kind: Kind, language: &str) -> &[usize] {
        let lists = self.lists.get(language);
        lists.and_then(|l| l.get(&kind)).map_or(&[], Vec::as_slice)
    }

    /// The pages of a tag, in their order.
    pub(super) fn tagged(&self, path: &str, pages: &[usize]) -> Vec<usize> {
        trace::ask(Question::Tagged, Kind::Page, 0, path, "");
        self.sorted(Kind::Page, pages)
    }

    /// Some entries of a kind, in their order.
    fn sorted(&self, kind: Kind, some: &[usize]) -> Vec<usize> {
        let place = |at: usize| self.places.get(&Ref { kind, at }).copied();
        let mut placed: Vec<(usize, usize)> = some.iter().filter_map(|at| Some((place(*at)?, *at))).collect();
        placed.sort_unstable();
        placed.into_iter().map(|(_, at)| at).collect()
    }

    /// The entries before and after one in its list.
    pub(super) fn neighbours(&self, r: Ref, language: &str) -> (Option<Ref>, Option<Ref>) {
        trace::ask(Question::Around, r.kind, r.at, language, "");
        let list = self.unnoted(r.kind, language);
        let Some(place) = self.places.get(&r).copied() else {
            return (None, None);
        };
        let at = |place: Option<usize>| {
            let at = *list.get(place?)?;
            Some(Ref { kind: r.kind, at })
        };
        (at(place.checked_sub(1)), at(place.checked_add(1)))
    }

    /// Whether a language has a page for this kind.
    pub(super) fn has_section(&self, kind: Kind, language: &str) -> bool {
        trace::ask(Question::Section, kind, 0, language, "");
        let opening = self.openings.get(language).is_some_and(|kinds| kinds.contains(&kind));
        opening || !self.unnoted(kind, language).is_empty()
    }
}

fn sorted(index: &Index<'_>, kind: Kind, language: &str) -> Vec<usize> {
    let l = index.loaded;
    let mut list: Vec<usize> = (0..l.count(kind))
        .filter(|at| {
            let r = Ref { kind, at: *at };
            index.language(r) == language && index.is_first(r)
        })
        .collect();
    let locale = index.locale(language);
    match kind {
        Kind::Term => return alphabet(index, list, locale),
        Kind::Page => return by_weight_and_day(&l.pages, list, locale),
        _ => {}
    }
    list.sort_by(|a, b| compare(index, kind, locale, *a, *b));
    list
}

/// The order of two entries of one kind and language.
fn compare(index: &Index<'_>, kind: Kind, locale: &Locale, a: usize, b: usize) -> Ordering {
    let l = index.loaded;
    let of = |at| Ref { kind, at };
    match kind {
        Kind::Page => by(l.pages.get(a), l.pages.get(b), |a, b| pages(a, b, locale)),
        Kind::Event => by(l.events.get(a), l.events.get(b), event_order),
        Kind::Term => {
            let letter = |at| locale.index_letter(index.title(of(at)));
            letters(index, locale, (&letter(a), of(a)), (&letter(b), of(b)))
        }
        Kind::Person | Kind::Source => locale
            .compare(index.title(of(a)), index.title(of(b)))
            .then_with(|| index.id(of(a)).cmp(index.id(of(b)))),
    }
}

fn by<T>(a: Option<&T>, b: Option<&T>, compare: impl Fn(&T, &T) -> Ordering) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => compare(a, b),
        _ => a.is_some().cmp(&b.is_some()),
    }
}

/// By `weight`, then the latest first, then by title.
fn pages(a: &Page, b: &Page, locale: &Locale) -> Ordering {
    weight_and_day(a)
        .cmp(&weight_and_day(b))
        .then_with(|| titles(a, b, locale))
}

/// Many pages in that order. To know a date's place among others costs more than to compare two of them.
fn by_weight_and_day(all: &[Page], list: Vec<usize>, locale: &Locale) -> Vec<usize> {
    let keyed = list.into_iter().filter_map(|at| {
        let page = all.get(at)?;
        Some((weight_and_day(page), page, at))
    });
    let mut keyed: Vec<_> = keyed.collect();
    keyed.par_sort_by(|(x, a, _), (y, b, _)| x.cmp(y).then_with(|| titles(a, b, locale)));
    keyed.into_iter().map(|(.., at)| at).collect()
}

fn weight_and_day(page: &Page) -> (impl Ord, Reverse<Option<impl Ord>>) {
    let head = &page.head;
    let day = head.updated.as_ref().or(head.date.as_ref());
    (&head.weight, Reverse(day.map(|d| d.value.sort_key())))
}

fn titles(a: &Page, b: &Page, locale: &Locale) -> Ordering {
    locale
        .compare(&a.head.title.value, &b.head.title.value)
        .then_with(|| a.id.cmp(&b.id))
}

/// By the letters of the A to Z, digits and signs (`#`) first, then by the language's own order.
fn alphabet(index: &Index<'_>, list: Vec<usize>, locale: &Locale) -> Vec<usize> {
    let mut keyed: Vec<(String, Ref)> = list
        .into_iter()
        .map(|at| {
            let r = Ref { kind: Kind::Term, at };
            (locale.index_letter(index.title(r)), r)
        })
        .collect();
    keyed.sort_by(|(x, a), (y, b)| letters(index, locale, (x, *a), (y, *b)));
    keyed.into_iter().map(|(_, r)| r.at).collect()
}

/// The order of two terms under their letters.
fn letters(index: &Index<'_>, locale: &Locale, (x, a): (&str, Ref), (y, b): (&str, Ref)) -> Ordering {
    (y == "#")
        .cmp(&(x == "#"))
        .then_with(|| locale.compare(x, y))
        .then_with(|| locale.compare(index.title(a), index.title(b)))
        .then_with(|| index.id(a).cmp(index.id(b)))
}
