//! The words of texts that have been read so far, for all threads at once. Words are never taken away, so that a thread that
//! looks for one waits for nobody: a place is empty, or holds one word for ever. There are several tables, each larger than
//! the one before; a word stands in the first that has room near the place where it belongs, so that the words that come
//! first, which are the common ones, are found at the first look.

use std::hash::BuildHasher;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use rustc_hash::FxBuildHasher;

use super::lexicon::Readings;
use super::token::Kind;

/// How many places the tables have. A site of 10,000 pages has some 100,000 different words.
const SIZES: [usize; 4] = [1 << 12, 1 << 14, 1 << 16, 1 << 18];
/// How far from the place where it belongs a word may stand.
const NEAR: usize = 8;

/// A word of a text that was read.
#[derive(Debug)]
pub(super) struct Word {
    text: Box<str>,
    /// Its number among those that were read; given when it has its place, so that none is left out.
    number: OnceLock<u32>,
    /// What kind of unit it is.
    pub(super) kind: Kind,
    /// What it may be.
    pub(super) readings: Readings,
}

/// In boxes: most places of the largest table stay empty, and a site of 10,000 pages would have 15 MB of them.
type Table = Box<[OnceLock<Box<Word>>]>;

/// All words that were read.
#[derive(Debug, Default)]
pub(super) struct Words {
    tables: [OnceLock<Table>; SIZES.len()],
    next: AtomicU32,
}

impl Words {
    /// A word with its number; `read` says what it may be, where it is new. `None` where there is no room for it.
    pub(super) fn get(&self, text: &str, kind: Kind, read: impl FnOnce() -> Readings) -> Option<(u32, &Word)> {
        let hash = FxBuildHasher.hash_one(text);
        let mut read = Some(read);
        let mut new: Option<Box<Word>> = None;
        for (table, size) in self.tables.iter().zip(SIZES) {
            let table = table.get_or_init(|| std::iter::repeat_with(OnceLock::new).take(size).collect());
            // Sizes are powers of two.
            let first = usize::try_from(hash & (size as u64 - 1)).unwrap_or(0);
            for at in first..first + NEAR {
                let Some(place) = table.get(at & (size - 1)) else {
                    continue;
                };
                if place.get().is_none() {
                    let word = new.take().or_else(|| {
                        Some(Box::new(Word {
                            text: text.into(),
                            number: OnceLock::new(),
                            kind,
                            readings: read.take()?(),
                        }))
                    })?;
                    // Another thread may have been here meanwhile, with this word or another.
                    new = place.set(word).err();
                }
                if let Some(word) = place.get().filter(|word| *word.text == *text) {
                    return Some((self.number(word), word));
                }
            }
        }
        None
    }

    fn number(&self, word: &Word) -> u32 {
        *word.number.get_or_init(|| self.next.fetch_add(1, Ordering::Relaxed))
    }

    /// All of them, in no order.
    pub(super) fn all(&self) -> impl Iterator<Item = (u32, &str, Kind)> {
        let tables = self.tables.iter().filter_map(OnceLock::get);
        let words = tables.flat_map(|table| table.iter().filter_map(OnceLock::get));
        words.map(|word| (self.number(word), &*word.text, word.kind))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn threads_agree_on_every_word_and_leave_no_number_out() {
        let words = Words::default();
        let count = 40_000;
        let read = || -> Vec<u32> {
            let number = |n: u32| words.get(&format!("word{n}"), Kind::Word, || None).unwrap().0;
            (0..count).map(number).collect()
        };
        let all: Vec<Vec<u32>> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..4).map(|_| scope.spawn(read)).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        assert!(all.iter().all(|numbers| *numbers == all[0]));
        let mut numbers: Vec<u32> = words.all().map(|(number, ..)| number).collect();
        numbers.sort_unstable();
        assert!(numbers.into_iter().eq(0..count));
        assert!(words.all().any(|(_, text, _)| text == "word17"));
    }

    #[test]
    fn what_finds_no_room_is_told() {
        let words = Words::default();
        let places: usize = SIZES.iter().sum();
        let fitting = (0..2 * places).filter(|n| words.get(&n.to_string(), Kind::Word, || None).is_some());
        assert!((places / 2..=places).contains(&fitting.count()));
    }
}
