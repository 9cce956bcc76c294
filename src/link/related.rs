//! Which explainers tell of the same things. Two pages are as near as what they share is rare: each shared subject counts
//! `log2(1 + N/n)`, where n of the N explainers of the language have it. That is the inverse document frequency of Karen
//! Spärck Jones ("A statistical interpretation of term specificity and its application in retrieval", 1972). Terms and
//! events count twice what people and tags do: they are particular things, of which both pages tell, while a tag is a shelf
//! on which many things stand, and one person may be on two pages for two reasons.
//!
//! All is counted in whole numbers, so that every machine comes to the same order, and in time that grows as the number of
//! pages does: of each page the rarest [`MOST_SUBJECTS`] subjects count, and of the pages that have a subject those
//! [`MOST_PAGES`] that stand nearest in the list of explainers, so that a page is compared with others 32 × 100 times at
//! most, however large the site is. What a site of more pages than that has on more than half of them is what all of it is
//! about, and says nothing. On smaller sites nothing is left out. Nothing here is kept of one page for another, so that a
//! preview asks for one page alone.

use std::cmp::Reverse;
use std::sync::OnceLock;

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::index::{Index, Ref};
use super::kin::{self, Kin, Subject};
use crate::model::id::Kind;

/// How many related pages a page has at most.
const MOST: usize = 3;
/// How many subjects are named as the reason.
const MOST_NAMED: usize = 3;
/// With how many pages a page is compared for one subject.
const MOST_PAGES: usize = 100;
/// How many subjects of one page count.
const MOST_SUBJECTS: usize = 32;

/// All explainers by what they are about.
#[derive(Debug, Default)]
pub struct Related {
    subjects: Vec<Vec<Ref>>,
    /// The addresses of all tags.
    tags: Vec<String>,
    shelves: Vec<Shelf>,
    /// The shelf of each page, and its place there.
    places: FxHashMap<usize, (usize, usize)>,
    /// The answers that were given: their prints, and how they are written for the cache.
    told: Vec<OnceLock<(u64, Box<[u8]>)>>,
    /// Answers that are known without comparing.
    known: FxHashMap<usize, Vec<Kin>>,
}

impl Related {
    /// From the terms, events and people of all pages ([`super::Subjects`]), by their numbers, and the lists of
    /// explainers, one a language, in their order.
    #[must_use]
    pub fn new<'l>(index: &Index<'_>, subjects: Vec<Vec<Ref>>, lists: impl Iterator<Item = &'l [usize]>) -> Self {
        let tags: Vec<String> = index.tag_pages().keys().cloned().collect();
        let mut related = Self {
            told: subjects.iter().map(|_| OnceLock::new()).collect(),
            subjects,
            tags,
            ..Self::default()
        };
        for list in lists {
            let about = list.iter().map(|at| {
                let entries = related.subjects_of(*at).iter().map(|r| Subject::Entry(*r));
                let tags = index.tags_of(*at).iter();
                let tags = tags.filter_map(|path| {
                    let found = related.tags.binary_search_by(|tag| tag.as_str().cmp(path));
                    found.ok().map(Subject::Tag)
                });
                entries.chain(tags).collect()
            });
            let shelf = Shelf::new(list.to_vec(), about.collect());
            let number = related.shelves.len();
            let places = list.iter().enumerate();
            related.places.extend(places.map(|(place, at)| (*at, (number, place))));
            related.shelves.push(shelf);
        }
        related
    }

    /// Only what an earlier run found of some pages; `now` says what an entry's number is now.
    #[must_use]
    pub fn known(index: &Index<'_>, found: &[(usize, &[u8])], now: impl Fn(Ref) -> Option<Ref>) -> Self {
        let mut related = Self {
            tags: index.tag_pages().keys().cloned().collect(),
            ..Self::default()
        };
        for (page, bytes) in found {
            if let Some(kin) = kin::read(bytes, &related.tags, &now) {
                related.known.insert(*page, kin);
            }
        }
        related
    }

    /// What a page is about, without its tags.
    #[must_use]
    pub fn subjects_of(&self, page: usize) -> &[Ref] {
        self.subjects.get(page).map_or(&[], Vec::as_slice)
    }

    /// The same of all pages.
    #[must_use]
    pub fn into_subjects(self) -> Vec<Vec<Ref>> {
        self.subjects
    }

    /// The explainers that are nearest to one, the nearest first; of equally near ones the first in the list of explainers.
    #[must_use]
    pub fn of(&self, page: usize) -> Vec<Kin> {
        if let Some(known) = self.known.get(&page) {
            return known.clone();
        }
        let place = self.places.get(&page);
        let found = place.and_then(|(shelf, place)| Some(self.shelves.get(*shelf)?.near(*place)));
        found.unwrap_or_default()
    }

    /// The print of what [`Self::of`] says of a page, found once: whoever asked for that knows it already.
    pub fn print(&self, page: usize, kin: impl FnOnce() -> Vec<Kin>, print: impl Fn(&[Kin]) -> u64) -> u64 {
        match self.told.get(page) {
            Some(told) => {
                let tell = || {
                    let kin = kin();
                    (print(&kin), kin::write(&kin, |tag| self.tag(tag)).into())
                };
                told.get_or_init(tell).0
            }
            None => print(&kin()),
        }
    }

    /// The pages related to one as they are written for the cache, where somebody asked for them.
    #[must_use]
    pub fn written(&self, page: usize) -> &[u8] {
        let told = self.told.get(page).and_then(OnceLock::get);
        told.map_or(&[], |(_, bytes)| bytes)
    }

    /// The address of a tag.
    #[must_use]
    pub fn tag(&self, number: usize) -> &str {
        self.tags.get(number).map_or("", String::as_str)
    }
}

/// The explainers of one language.
#[derive(Debug)]
struct Shelf {
    /// The pages in their order. Everything else knows them by their place here.
    pages: Vec<usize>,
    /// The subjects that count for each, those that weigh most first.
    subjects: Vec<Vec<Subject>>,
    /// The pages that have each subject, sorted. What only one has, or what all of the site is about, is left out.
    holders: FxHashMap<Subject, Vec<usize>>,
}

impl Shelf {
    /// From pages in their order and the subjects of each, each once.
    fn new(pages: Vec<usize>, mut subjects: Vec<Vec<Subject>>) -> Self {
        let mut holders: FxHashMap<Subject, Vec<usize>> = FxHashMap::default();
        for (place, own) in subjects.iter().enumerate() {
            for subject in own {
                holders.entry(*subject).or_default().push(place);
            }
        }
        let of_all = |having: usize| having > MOST_PAGES && 2 * having > pages.len();
        holders.retain(|_, having| having.len() > 1 && !of_all(having.len()));
        let mut shelf = Self {
            pages,
            subjects: Vec::new(),
            holders,
        };
        for own in &mut subjects {
            own.retain(|subject| shelf.holders.contains_key(subject));
            own.sort_unstable_by_key(|subject| (Reverse(shelf.weight(*subject)), *subject));
            own.truncate(MOST_SUBJECTS);
        }
        shelf.subjects = subjects;
        shelf
    }

    fn holders(&self, subject: Subject) -> &[usize] {
        self.holders.get(&subject).map_or(&[], Vec::as_slice)
    }

    /// How much it says that two pages have a subject.
    fn weight(&self, subject: Subject) -> u64 {
        let (all, having) = (self.pages.len() as u64, self.holders(subject).len() as u64);
        let rarity = log2(having + all, having);
        match subject {
            Subject::Entry(Ref {
                kind: Kind::Term | Kind::Event,
                ..
            }) => 2 * rarity,
            _ => rarity,
        }
    }

    /// The pages that the one at a place is compared with for a subject; itself among them.
    fn window(&self, subject: Subject, place: usize) -> &[usize] {
        let all = self.holders(subject);
        let own = all.partition_point(|other| *other < place);
        let last = all.len().saturating_sub(MOST_PAGES + 1);
        let from = own.saturating_sub(MOST_PAGES / 2).min(last);
        all.get(from..all.len().min(from + MOST_PAGES + 1)).unwrap_or_default()
    }

    /// The pages nearest to the one at a place.
    fn near(&self, place: usize) -> Vec<Kin> {
        let own = self.subjects.get(place).map_or(&[][..], Vec::as_slice);
        let room = own.iter().map(|subject| self.window(*subject, place).len()).sum();
        let mut scores: FxHashMap<usize, u64> = FxHashMap::with_capacity_and_hasher(room, FxBuildHasher);
        for subject in own {
            let weight = self.weight(*subject);
            for other in self.window(*subject, place).iter().filter(|other| **other != place) {
                *scores.entry(*other).or_default() += weight;
            }
        }
        let mut ranked: Vec<(Reverse<u64>, usize)> = scores.into_iter().map(|(p, score)| (Reverse(score), p)).collect();
        // The order is that of a sorted list, whatever the order of the map was: no two places are the same.
        if ranked.len() > MOST {
            ranked.select_nth_unstable(MOST);
            ranked.truncate(MOST);
        }
        ranked.sort_unstable();
        let kin = ranked.into_iter().filter_map(|(_, other)| {
            let shared = own.iter().filter(|s| self.holders(**s).binary_search(&other).is_ok());
            let mut shared: Vec<Subject> = shared.copied().collect();
            shared.sort_by_key(naming);
            shared.truncate(MOST_NAMED);
            let at = *self.pages.get(other)?;
            Some(Kin { at, shared })
        });
        kin.collect()
    }
}

/// Which kinds are named first.
fn naming(subject: &Subject) -> u8 {
    match subject {
        Subject::Entry(r) if r.kind == Kind::Term => 0,
        Subject::Entry(r) if r.kind == Kind::Person => 1,
        Subject::Entry(_) => 2,
        Subject::Tag(_) => 3,
    }
}

/// The binary logarithm of `a / b` in 65,536ths, rounded down, where a is no less than b and b is no 0. By Clay S. Turner,
/// "A fast binary logarithm algorithm" (IEEE Signal Processing Magazine, 2010): to square a number is to double its
/// logarithm, so that each squaring brings out one more digit.
fn log2(a: u64, b: u64) -> u64 {
    const ONE: u128 = 1 << 32;
    let mut x = (u128::from(a) << 32) / u128::from(b.max(1));
    let mut digits: u64 = 0;
    while x >= 2 * ONE {
        x >>= 1;
        digits += 1;
    }
    for _ in 0..16 {
        x = (x * x) >> 32;
        digits <<= 1;
        if x >= 2 * ONE {
            x >>= 1;
            digits += 1;
        }
    }
    digits
}

#[cfg(test)]
mod tests {
    use super::*;

    fn term(at: usize) -> Subject {
        let kind = Kind::Term;
        Subject::Entry(Ref { kind, at })
    }

    fn shelf(subjects: &[&[Subject]]) -> Shelf {
        let pages = (0..subjects.len()).map(|place| 100 + place).collect();
        Shelf::new(pages, subjects.iter().map(|own| own.to_vec()).collect())
    }

    fn near(shelf: &Shelf, place: usize) -> Vec<(usize, Vec<Subject>)> {
        shelf.near(place).into_iter().map(|kin| (kin.at, kin.shared)).collect()
    }

    #[test]
    fn logarithms_are_right_to_the_last_digit() {
        assert_eq!(log2(1, 1), 0);
        assert_eq!(log2(2, 1), 65_536);
        assert_eq!(log2(1024, 1), 10 * 65_536);
        // log2(3) = 1.584962500…, log2(1.5) = 0.584962500…
        assert_eq!(log2(3, 1), 103_872);
        assert_eq!(log2(3, 2), 38_336);
        assert_eq!(log2(u64::MAX, 1), 64 * 65_536 - 1);
        assert!(
            (2..5000).all(|n| log2(n + 1000, n) >= log2(n + 1001, n + 1)),
            "rarer is more"
        );
    }

    #[test]
    fn nothing_shared_is_nothing_related() {
        let shelf = shelf(&[&[term(1)], &[term(2)], &[]]);
        assert!((0..4).all(|place| shelf.near(place).is_empty()));
    }

    #[test]
    fn what_is_rare_counts_more_and_is_named_first() {
        let shelf = shelf(&[
            &[term(1), term(2)],
            &[term(1)],
            &[term(2), term(1)],
            &[term(1)],
            &[term(1), term(3)],
        ]);
        let first = [
            (102, vec![term(2), term(1)]),
            (101, vec![term(1)]),
            (103, vec![term(1)]),
        ];
        assert_eq!(near(&shelf, 0), first);
    }

    #[test]
    fn a_term_outweighs_a_tag_or_a_person() {
        let ada = Subject::Entry(Ref {
            kind: Kind::Person,
            at: 1,
        });
        let shelf = shelf(&[&[term(1), ada, Subject::Tag(0)], &[Subject::Tag(0)], &[ada], &[term(1)]]);
        let order: Vec<usize> = shelf.near(0).iter().map(|kin| kin.at).collect();
        assert_eq!(order, [103, 101, 102]);
    }

    #[test]
    fn what_has_a_short_name_is_named_first() {
        let of = |kind| Subject::Entry(Ref { kind, at: 0 });
        let own = [Subject::Tag(0), of(Kind::Event), of(Kind::Person), of(Kind::Term)];
        let shelf = shelf(&[&own, &own]);
        let named = vec![of(Kind::Term), of(Kind::Person), of(Kind::Event)];
        assert_eq!(near(&shelf, 0), [(101, named)]);
    }

    #[test]
    fn of_equals_the_first_in_the_list_and_three_at_most() {
        let own: &[Subject] = &[term(1), term(2), term(3), term(4)];
        let shelf = shelf(&[own; 6]);
        let named = vec![term(1), term(2), term(3)];
        assert_eq!(near(&shelf, 1), [100, 102, 103].map(|at| (at, named.clone())));
    }

    #[test]
    fn what_all_of_a_large_site_is_about_counts_nowhere() {
        let with = |having: usize, others: usize| {
            let tags = [vec![Subject::Tag(0)], vec![Subject::Tag(1)]];
            let all: Vec<Vec<Subject>> = (0..having + others)
                .map(|at| tags[usize::from(at >= having)].clone())
                .collect();
            Shelf::new((0..all.len()).collect(), all)
        };
        let small = with(MOST_PAGES, 2);
        assert_eq!(near(&small, 0)[0], (1, vec![Subject::Tag(0)]));
        let many = with(MOST_PAGES + 1, 2);
        assert!(many.near(0).is_empty());
        assert_eq!(near(&many, MOST_PAGES + 1), [(MOST_PAGES + 2, vec![Subject::Tag(1)])]);
        let half = with(MOST_PAGES + 1, MOST_PAGES + 1);
        assert_eq!(near(&half, 0)[0], (1, vec![Subject::Tag(0)]));
    }

    #[test]
    fn of_very_many_pages_those_nearby_are_compared() {
        let all = 6 * MOST_PAGES;
        let about = |at: usize| {
            if at.is_multiple_of(2) {
                vec![Subject::Tag(0)]
            } else {
                Vec::new()
            }
        };
        let shelf = Shelf::new((0..all).collect(), (0..all).map(about).collect());
        for place in [0, 2, MOST_PAGES, 2 * MOST_PAGES, 2 * MOST_PAGES + 2, all - 4, all - 2] {
            let window = shelf.window(Subject::Tag(0), place);
            assert_eq!(window.len(), MOST_PAGES + 1, "{place}");
            assert!(window.contains(&place));
            assert_eq!(shelf.near(place).len(), MOST);
        }
        let middle = shelf.window(Subject::Tag(0), 2 * MOST_PAGES);
        assert_eq!((middle[0], middle[MOST_PAGES]), (MOST_PAGES, 3 * MOST_PAGES));
    }

    #[test]
    fn of_very_many_subjects_the_rarest_count() {
        // All pages have the terms from 1 on, and the first two one more.
        let common: Vec<Subject> = (1..=MOST_SUBJECTS).map(term).collect();
        let rare: Vec<Subject> = common.iter().copied().chain([term(999)]).collect();
        let shelf = shelf(&[&rare, &common, &rare]);
        assert_eq!(near(&shelf, 0)[0], (102, vec![term(999), term(1), term(2)]));
        assert!(shelf.subjects.iter().all(|own| own.len() <= MOST_SUBJECTS));
    }
}
