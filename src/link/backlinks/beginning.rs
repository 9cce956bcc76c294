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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::link::backlinks::lines::To;
    use crate::link::backlinks::{From, most};
    use crate::model::id::Kind;

    fn page(at: usize) -> Ref {
        Ref { kind: Kind::Page, at }
    }

    fn beginning(lines: &[Option<Tally>]) -> Beginning {
        let mut to = To::default();
        for (at, tally) in lines.iter().enumerate() {
            if let Some(tally) = tally {
                to.put(From(page(at)), *tally, &[], most(Kind::Term));
            }
        }
        to.beginning(true)
    }

    fn tally() -> impl Strategy<Value = Option<Tally>> {
        let some = (0..4u32, any::<u64>()).prop_map(|(count, hash)| Tally { count, hash });
        prop::option::weighted(0.9, some)
    }

    #[expect(clippy::unnecessary_wraps, reason = "as a name is asked for")]
    fn name(r: Ref) -> Option<u64> {
        Some(r.at as u64)
    }

    proptest! {
        #[test]
        fn what_is_renewed_is_what_it_would_be_from_the_start(
            mut lines in prop::collection::vec(tally(), 0..400),
            edits in prop::collection::vec((any::<prop::sample::Index>(), tally()), 1..4),
        ) {
            lines.push(None);
            let mut renewed = beginning(&lines);
            for (at, now) in edits {
                let at = at.index(lines.len());
                let before = std::mem::replace(&mut lines[at], now);
                if renewed.renew(page(at), before, now).is_none() {
                    return Ok(());
                }
            }
            let wanted = beginning(&lines);
            for most in [0, 1, 50, 200] {
                // Where it leaves open what comes next, it says so.
                if let Some(print) = renewed.print(most, name) {
                    prop_assert_eq!(Some(print), wanted.print(most, name));
                }
            }
            prop_assert_eq!((renewed.sentences, renewed.places), (wanted.sentences, wanted.places));
        }
    }

    #[test]
    fn what_comes_after_the_first_is_only_counted() {
        let one = |hash| Some(Tally { count: 1, hash });
        let mut lines = vec![one(1); 300];
        let mut first = beginning(&lines);
        assert_eq!((first.first.len(), first.places), (KEPT, 300));
        let print = first.print(KEPT, name);
        first.renew(page(250), one(1), one(2)).unwrap();
        assert_eq!(first.print(KEPT, name), print);
        first.renew(page(150), one(1), one(2)).unwrap();
        assert_ne!(first.print(KEPT, name), print);
        lines[150] = one(2);
        assert_eq!(first.print(KEPT, name), beginning(&lines).print(KEPT, name));
        // One of the first goes, and another one, which is not known, is among them.
        first.renew(page(150), one(2), None).unwrap();
        assert_eq!(first.print(KEPT, name), None);
        assert_eq!(first.renew(page(151), one(2), None), None, "it said something else");
    }
}
