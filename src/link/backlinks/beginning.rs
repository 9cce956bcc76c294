//! How the references to one thing begin: as many of them as any list shows or tells apart, with how much all come to. That is
//! all that counts for what lists say; it is remembered, so that a build of a few pages can tell whether a list says something
//! else now without knowing who else refers to the thing.

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::Xxh3;

use super::{KEPT, Ref, Tally};

/// The first references to one thing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Beginning {
    /// Pages in their order, then entries, with how often each refers to the thing.
    pub first: Vec<(Ref, Tally)>,
    /// How many sentences there are in all; a page or entry that only lists the thing counts as one.
    pub sentences: u64,
    /// How many pages and entries there are in all.
    pub places: u64,
}

impl Beginning {
    /// Adds a reference that comes after those that there are.
    pub(super) fn push(&mut self, from: Ref, tally: Tally, needed: bool) {
        if needed {
            self.first.push((from, tally));
        }
        self.count(tally);
    }

    fn count(&mut self, tally: Tally) {
        self.sentences += sentences(tally);
        self.places += 1;
    }

    /// Takes in that a page or entry refers to the thing in another way than before. `None` where that leaves open what comes
    /// next.
    pub fn renew(&mut self, from: Ref, before: Option<Tally>, now: Option<Tally>) -> Option<()> {
        let whole = self.is_whole();
        match (self.first.binary_search_by_key(&from, |(from, _)| *from), before, now) {
            (Ok(at), Some(before), Some(now)) => {
                let (_, known) = self.first.get_mut(at)?;
                (*known == before).then(|| *known = now)?;
            }
            (Ok(at), Some(before), None) => {
                let known = self.first.get(at)?.1;
                (known == before).then(|| self.first.remove(at))?;
            }
            (Err(at), None, Some(now)) if whole || at < self.first.len() => self.first.insert(at, (from, now)),
            // It comes after those that count.
            (Err(at), _, _) if !whole && at == self.first.len() => {}
            _ => return None,
        }
        if let Some(before) = before {
            self.sentences = self.sentences.checked_sub(sentences(before))?;
            self.places = self.places.checked_sub(1)?;
        }
        if let Some(now) = now {
            self.count(now);
        }
        Some(())
    }

    /// Whether there are no others.
    fn is_whole(&self) -> bool {
        self.places == self.first.len() as u64
    }

    /// The print of a list that shows `most` sentences. `None` where others count for it, too.
    pub fn print(&self, most: usize, name: impl Fn(Ref) -> Option<u64>) -> Option<u64> {
        let mut print = Printing::new(most);
        for (from, tally) in &self.first {
            if print.is_full() {
                break;
            }
            print.add(name(*from)?, *tally);
        }
        (print.is_full() || self.is_whole()).then(|| print.end(self.sentences, self.places))
    }
}

/// How many sentences a page or entry counts for.
pub(super) fn sentences(tally: Tally) -> u64 {
    u64::from(tally.count.max(1))
}

/// The print of what a list says of the references to a thing, on its way.
pub(super) struct Printing {
    hash: Xxh3,
    /// How many more sentences are shown.
    room: usize,
    places: usize,
}

impl Printing {
    pub(super) fn new(most: usize) -> Self {
        Self {
            hash: Xxh3::new(),
            room: most,
            places: 0,
        }
    }

    /// Whether what comes now is only counted: beyond the sentences that are shown, places are listed up to a number.
    pub(super) fn is_full(&self) -> bool {
        self.room == 0 && self.places >= KEPT
    }

    pub(super) fn add(&mut self, name: u64, tally: Tally) {
        self.hash.update(&name.to_le_bytes());
        self.hash.update(&tally.count.to_le_bytes());
        if self.room > 0 {
            self.hash.update(&tally.hash.to_le_bytes());
        }
        self.places += 1;
        self.room = self.room.saturating_sub(tally.count as usize);
    }

    pub(super) fn end(mut self, sentences: u64, places: u64) -> u64 {
        self.hash.update(&sentences.to_le_bytes());
        self.hash.update(&places.to_le_bytes());
        self.hash.digest()
    }
}
