//! The references to one thing, in the least room: a site has millions of them.

use std::sync::Arc;

use super::beginning::Printing;
use super::{Beginning, From, KEPT, Ref, Tally, Use};
use crate::cache::form;
use crate::model::id::Kind;

/// A page or entry that refers to something, in half the room and in the same order: a site has millions of references.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Packed(u32);

impl Packed {
    const BITS: u32 = 29;
    const KINDS: [Kind; 5] = [Kind::Page, Kind::Term, Kind::Event, Kind::Person, Kind::Source];

    pub(super) fn new(from: From) -> Self {
        let most = (1 << Self::BITS) - 1;
        let at = u32::try_from(from.0.at).unwrap_or(most).min(most);
        Self((from.0.kind as u32) << Self::BITS | at)
    }

    pub(super) fn open(self) -> From {
        let kind = Self::KINDS.get((self.0 >> Self::BITS) as usize);
        From(Ref {
            kind: *kind.unwrap_or(&Kind::Page),
            at: (self.0 & ((1 << Self::BITS) - 1)) as usize,
        })
    }
}

/// The references of one page or entry to a thing: its tally in the least room.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    pub(super) from: Packed,
    pub(super) count: u32,
    hash: u64,
}

impl Line {
    pub(super) fn tally(&self) -> Tally {
        Tally {
            count: self.count,
            hash: self.hash,
        }
    }
}

/// The sentences of one page or entry, written one after the other: hundreds of thousands of small strings would take three
/// times the room.
#[derive(Debug)]
pub(super) struct Sentences {
    pub(super) from: Packed,
    count: u32,
    bytes: Box<[u8]>,
}

impl Sentences {
    fn new(from: Packed, uses: &[Arc<Use>]) -> Self {
        let parts: Vec<[&str; 4]> = uses.iter().map(|u| u.parts()).collect();
        Self {
            from,
            count: u32::try_from(uses.len()).unwrap_or(u32::MAX),
            bytes: form::write(&parts).into(),
        }
    }

    pub(super) fn room(&self) -> usize {
        self.count as usize
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// Sentences about a thing, as they were written.
pub(super) fn read(bytes: &[u8], of: Ref) -> Vec<Arc<Use>> {
    let parts: Vec<[&str; 4]> = form::borrowed(bytes).unwrap_or_default();
    let made = parts.into_iter().map(|parts| {
        let [fragment, before, form, after] = parts.map(str::to_owned);
        Arc::new(Use {
            of,
            fragment,
            before,
            form,
            after,
        })
    });
    made.collect()
}

#[derive(Debug, Default)]
pub(super) struct To {
    /// In order, unless `mixed`.
    pub(super) all: Vec<Line>,
    mixed: bool,
    /// The sentences of the first of `all`, as far as they are known, in order.
    pub(super) kept: Vec<Sentences>,
    /// How many sentences `kept` holds.
    pub(super) room: usize,
}

impl To {
    pub(super) fn put(&mut self, from: From, tally: Tally, uses: &[Arc<Use>], most: usize) {
        let from = Packed::new(from);
        self.mixed |= self.all.last().is_some_and(|last| last.from > from);
        let Tally { count, hash } = tally;
        self.all.push(Line { from, count, hash });
        if uses.is_empty() {
            return;
        }
        if self.room >= most && self.kept.last().is_none_or(|last| last.from < from) {
            return;
        }
        self.room += uses.len();
        let at = self.kept.partition_point(|known| known.from < from);
        self.kept.insert(at, Sentences::new(from, uses));
        while let Some(last) = self.kept.pop_if(|last| self.room - last.room() >= most) {
            self.room -= last.room();
        }
    }

    pub(super) fn kept(&self, from: Packed) -> Option<&Sentences> {
        let at = self.kept.binary_search_by_key(&from, |known| known.from).ok()?;
        self.kept.get(at)
    }

    pub(super) fn sort(&mut self) -> &[Line] {
        if std::mem::take(&mut self.mixed) {
            self.all.sort_unstable_by_key(|line| line.from);
        }
        &self.all
    }

    /// Those of the first that have sentences, until there are `most`; all are in order.
    pub(super) fn shown(&self, most: usize) -> impl Iterator<Item = &Line> {
        let mut room = most;
        let lines = self.all.iter().take_while(move |line| {
            let shown = room > 0;
            room = room.saturating_sub(line.count as usize);
            shown
        });
        lines.filter(|line| line.count > 0)
    }

    /// With the first lines only where a list shows them.
    pub(super) fn beginning(&mut self, is_shown: bool) -> Beginning {
        let mut beginning = Beginning::default();
        let mut print = Printing::new(KEPT);
        for line in self.sort() {
            let needed = is_shown && !print.is_full();
            if needed {
                print.add(0, line.tally());
            }
            beginning.push(line.from.open().0, line.tally(), needed);
        }
        beginning
    }

    pub(super) fn forget(&mut self, from: From) {
        let from = Packed::new(from);
        self.all.retain(|known| known.from != from);
        self.kept.retain(|known| known.from != from);
        self.room = self.kept.iter().map(Sentences::room).sum();
    }
}
