//! An earlier run's memory of the site's files, as loading asks for it.

use std::sync::{Mutex, PoisonError};

use rustc_hash::FxHashMap;

use super::saved::{Input, Saved};
use super::stamp::Stamp;
use crate::load::Memo;
use crate::world::World;

/// An earlier run's memory, as loading asks for it; notes the stamps of what it is asked for.
pub struct Memory<'m> {
    world: &'m dyn World,
    seen: i64,
    known: FxHashMap<&'m str, Input<'m>>,
    /// The stamps that are known already.
    looked: &'m FxHashMap<&'m str, Option<Stamp>>,
    stamps: Mutex<FxHashMap<String, Option<Stamp>>>,
}

impl<'m> Memory<'m> {
    /// The memory of what was saved; `looked` are stamps that files had a moment ago.
    #[must_use]
    pub fn new(world: &'m dyn World, saved: &Saved<'m>, looked: &'m FxHashMap<&'m str, Option<Stamp>>) -> Self {
        Self {
            looked,
            world,
            seen: saved.head.seen,
            known: saved.inputs.iter().map(|input| (input.path, *input)).collect(),
            stamps: Mutex::default(),
        }
    }

    /// The stamp that a file has now.
    #[must_use]
    pub fn stamp_now(&self, path: &str) -> Option<Stamp> {
        self.world.stamp(path)
    }

    /// The stamp that a file had before it was read.
    #[must_use]
    pub fn stamp(&self, path: &str) -> Option<Stamp> {
        if let Some(stamp) = self.looked.get(path) {
            return *stamp;
        }
        let stamps = self.stamps.lock().unwrap_or_else(PoisonError::into_inner);
        stamps.get(path).copied().flatten()
    }
}

impl Memo for Memory<'_> {
    fn hash(&self, path: &str) -> Option<u128> {
        let stamp = self.looked.get(path).copied().unwrap_or_else(|| {
            let stamp = self.world.stamp(path);
            let mut stamps = self.stamps.lock().unwrap_or_else(PoisonError::into_inner);
            stamps.insert(path.to_owned(), stamp);
            stamp
        });
        let known = self.known.get(path)?;
        let same = stamp.is_some() && stamp == known.stamp && stamp.is_some_and(|s| s.vouches(self.seen));
        same.then_some(known.hash)
    }

    fn decoded(&self, path: &str, hash: u128) -> Option<&[u8]> {
        let known = self.known.get(path)?;
        (known.hash == hash && !known.decoded.is_empty()).then_some(known.decoded)
    }
}
