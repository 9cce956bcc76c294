//! How all that can be found is cut into batches, each of which Pagefind reads by itself. Where a batch ends is told by the
//! address of what ends it, so that an entry that comes or goes changes the batch where it stands and no other.

use xxhash_rust::xxh3::xxh3_64;

use crate::link::{Index, Ref};
use crate::model::id::Kind;

/// What Pagefind reads at one go: all in one language, all pages or all entries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch<T> {
    /// The language tag in small letters, as Pagefind takes it.
    pub language: String,
    /// How many records share a file of excerpts.
    pub group: usize,
    /// What stands in it, in order.
    pub items: Vec<T>,
}

/// How many files of excerpts a language may have. Where it has more records, several share one: hosts limit the number of
/// files.
const MOST_FRAGMENTS: usize = 2_000;

/// How long a batch is: at least so many, one in so many ends it, and at most so many.
type Length = (usize, u64, usize);

/// Of pages, a change in one of which has all the others read again.
const PAGES: Length = (32, 32, 128);
/// Of entries, which are short: to begin a batch takes as long as to read forty of them.
const ENTRIES: Length = (128, 128, 512);

/// Cuts what can be found (each with its kind, its language and its address) into batches.
#[must_use]
pub fn batches<T>(all: impl IntoIterator<Item = (Kind, String, String, T)>) -> Vec<Batch<T>> {
    let mut all: Vec<_> = all
        .into_iter()
        .map(|(kind, language, path, item)| (language.to_lowercase(), kind, path, item))
        .collect();
    all.sort_by(|(a, k, p, _), (b, l, q, _)| (a, k, p).cmp(&(b, l, q)));
    all.dedup_by(|(.., a, _), (.., b, _)| a == b);
    let mut batches: Vec<Batch<T>> = Vec::new();
    let mut open = None;
    for (language, kind, path, item) in all {
        let is_page = kind == Kind::Page;
        let (least, one_in, most) = if is_page { PAGES } else { ENTRIES };
        match batches
            .last_mut()
            .filter(|last| open == Some(is_page) && last.language == language)
        {
            Some(open) => open.items.push(item),
            None => batches.push(Batch {
                language,
                group: 1,
                items: vec![item],
            }),
        }
        let length = batches.last().map_or(0, |last| last.items.len());
        let ends = length >= most || (length >= least && xxh3_64(path.as_bytes()).is_multiple_of(one_in));
        open = (!ends).then_some(is_page);
    }
    let languages = batches.chunk_by_mut(|a, b| a.language == b.language);
    for of_language in languages {
        let count: usize = of_language.iter().map(|batch| batch.items.len()).sum();
        // A power of two: it seldom becomes another one, which changes all files of excerpts.
        let group = count.div_ceil(MOST_FRAGMENTS).next_power_of_two();
        for batch in of_language {
            batch.group = group;
        }
    }
    batches
}

/// All pages and entries of a site in batches. Not each of them has a record.
#[must_use]
pub fn of_site(index: &Index<'_>) -> Vec<Batch<Ref>> {
    let of_kind = |kind| (0..index.loaded.count(kind)).map(move |at| Ref { kind, at });
    let all = Kind::ALL.into_iter().flat_map(of_kind);
    // An entry whose id another one has taken is nowhere to be found.
    let all = all.filter(|r| r.kind == Kind::Page || index.is_first(*r));
    batches(all.map(|r| (r.kind, index.language(r).to_owned(), index.path(r), r)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn cut(paths: &BTreeSet<u16>) -> Vec<Vec<u16>> {
        let all = paths
            .iter()
            .map(|n| (Kind::Page, "en".to_owned(), format!("/{n:05}/"), *n));
        batches(all).into_iter().map(|batch| batch.items).collect()
    }

    proptest! {
        #[test]
        fn a_page_more_changes_few_batches(paths in proptest::collection::btree_set(any::<u16>(), 1..900), more: u16) {
            let before = cut(&paths);
            prop_assert_eq!(before.concat(), paths.iter().copied().collect::<Vec<_>>());
            prop_assert!(before.iter().all(|batch| batch.len() <= PAGES.2));
            let mut with = paths;
            with.insert(more);
            let known: BTreeSet<&Vec<u16>> = before.iter().collect();
            let after = cut(&with);
            let changed = after.iter().filter(|batch| !known.contains(batch)).count();
            // Mostly one; where the old end and the new one lie apart, it takes some batches until they fall together.
            prop_assert!(changed <= 1 + after.len() / 4 + 8, "{changed} of {}", after.len());
        }
    }

    #[test]
    fn each_language_and_pages_and_entries_stand_apart() {
        let of = |kind, language: &str, n: usize| (kind, language.to_owned(), format!("/{n}/"), n);
        let all = vec![
            of(Kind::Term, "en", 1),
            of(Kind::Page, "de", 2),
            of(Kind::Page, "EN", 3),
            of(Kind::Page, "en", 4),
            of(Kind::Event, "en", 5),
        ];
        let cut: Vec<_> = batches(all).into_iter().map(|b| (b.language, b.items)).collect();
        let expected = [("de", vec![2]), ("en", vec![3, 4]), ("en", vec![1, 5])];
        assert_eq!(cut, expected.map(|(l, items)| (l.to_owned(), items)));
    }

    #[test]
    fn many_records_share_files() {
        let of = |n: usize| (Kind::Term, "en".to_owned(), format!("/{n}/"), n);
        let group = |count: usize| batches((0..count).map(of)).first().map(|b| b.group);
        assert_eq!([2_000, 2_001, 4_001, 9_000].map(group), [1, 2, 4, 8].map(Some));
    }
}
