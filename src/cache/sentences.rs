//! The sentences that lists of references show, beside all else that is remembered: only who makes such a list anew wants them,
//! and then those of all pages in it, most of which have not changed. A sentence is told by the hash of what a page says of a
//! thing, so that what is written stays good while texts change; what it lacks is found by linking the page again.

use std::fmt;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::form;
use super::store::{Bytes, Part, Store};
use super::table::{self, Table};

/// What a page says of a thing, written by who found it.
#[derive(Debug, Serialize, Deserialize)]
struct Record<'a> {
    /// A hash of it.
    #[serde(skip)]
    hash: u64,
    #[serde(serialize_with = "form::bytes")]
    bytes: &'a [u8],
}

/// Sentences that an earlier run found. They are read when one is asked for.
pub struct Sentences(LazyLock<Read, Box<dyn FnOnce() -> Read + Send>>);

#[derive(Default)]
struct Read {
    bytes: Option<Bytes>,
    places: FxHashMap<u64, usize>,
}

impl Default for Sentences {
    fn default() -> Self {
        Self(LazyLock::new(Box::new(Read::default)))
    }
}

impl fmt::Debug for Sentences {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sentences").finish_non_exhaustive()
    }
}

impl Sentences {
    /// Those that were written last, if they can be read; `key` is what they were written with.
    #[must_use]
    pub fn of(store: &Store, key: u128) -> Self {
        let store = store.clone();
        Self(LazyLock::new(Box::new(move || {
            let bytes = store.read(Part::Sentences, key);
            let table = bytes.as_deref().and_then(Table::<'_, Record<'_>>::read);
            let places = table.iter().flat_map(Table::keys).zip(0..).collect();
            Read { bytes, places }
        })))
    }

    /// What was said, by its hash.
    #[must_use]
    pub fn find(&self, hash: u64) -> Option<&[u8]> {
        let read = &*self.0;
        let at = read.places.get(&hash)?;
        let table = Table::<'_, Record<'_>>::read(read.bytes.as_deref()?)?;
        table.get(*at).map(|record| record.bytes)
    }
}

/// The bytes to be written: what was said, each by its hash.
#[must_use]
pub fn write(all: &[(u64, &[u8])]) -> Vec<u8> {
    let records = all.iter().map(|(hash, bytes)| Record { hash: *hash, bytes });
    let room = all.iter().map(|(_, bytes)| bytes.len() + 3).sum();
    table::write(&records.collect::<Vec<_>>(), |record| record.hash, room)
}
