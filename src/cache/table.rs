//! Records that are read one by one, or found by a key: of a hundred thousand that are remembered, a small build wants a few
//! hundred, and to read all takes longer than all else that it does.
//!
//! A table is written as the number of records, their keys (64 bits each), where each ends (32 bits each), and the records, all
//! numbers with the lowest byte first.

use std::marker::PhantomData;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::form;

const KEY: usize = size_of::<u64>();
const END: usize = size_of::<u32>();

/// A written table.
#[derive(Debug)]
pub struct Table<'a, T> {
    keys: &'a [[u8; KEY]],
    ends: &'a [[u8; END]],
    records: &'a [u8],
    of: PhantomData<fn() -> T>,
}

// Derived, it would ask for records that can be copied.
impl<T> Clone for Table<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Table<'_, T> {}

impl<'a, T: Deserialize<'a> + Send> Table<'a, T> {
    /// The table that these bytes hold; `None` where they hold none. The records are not looked at.
    #[must_use]
    pub fn read(bytes: &'a [u8]) -> Option<Self> {
        let (count, rest) = bytes.split_at_checked(END)?;
        let count = u32::from_le_bytes(count.try_into().ok()?) as usize;
        let (keys, rest) = rest.split_at_checked(count.checked_mul(KEY)?)?;
        let (ends, records) = rest.split_at_checked(count.checked_mul(END)?)?;
        Some(Self {
            keys: keys.as_chunks().0,
            ends: ends.as_chunks().0,
            records,
            of: PhantomData,
        })
    }

    /// The keys, in the order of the records.
    pub fn keys(&self) -> impl Iterator<Item = u64> {
        self.keys.iter().map(|key| u64::from_le_bytes(*key))
    }

    /// The record at a place; `None` where there is none, or its bytes hold none.
    #[must_use]
    pub fn get(&self, at: usize) -> Option<T> {
        let end = |at: usize| self.ends.get(at).map(|end| u32::from_le_bytes(*end) as usize);
        let start = match at.checked_sub(1) {
            Some(before) => end(before)?,
            None => 0,
        };
        form::borrowed(self.records.get(start..end(at)?)?)
    }

    /// The first record with a key.
    #[must_use]
    pub fn find(&self, key: u64) -> Option<T> {
        let at = self.keys().position(|known| known == key)?;
        self.get(at)
    }

    /// All records, read on all cores; `None` where the bytes of one hold none.
    #[must_use]
    pub fn all(&self) -> Option<Vec<T>> {
        (0..self.keys.len()).into_par_iter().map(|at| self.get(at)).collect()
    }
}

/// The bytes of a table; `room` is about how many bytes the records take.
#[must_use]
pub fn write<T: Serialize>(records: &[T], key: impl Fn(&T) -> u64, room: usize) -> Vec<u8> {
    let count = u32::try_from(records.len()).unwrap_or(u32::MAX);
    let head = END + records.len() * (KEY + END);
    let mut bytes = Vec::with_capacity(head + room);
    bytes.extend(count.to_le_bytes());
    for record in records {
        bytes.extend(key(record).to_le_bytes());
    }
    let ends = bytes.len();
    bytes.resize(head, 0);
    for (record, at) in records.iter().zip(0..) {
        bytes = form::write_after(record, bytes);
        // A table of more than 4 GiB is none that can be read, and then nothing is remembered.
        let end = u32::try_from(bytes.len() - head).unwrap_or(u32::MAX);
        let place = ends + at * END;
        if let Some(place) = bytes.get_mut(place..place + END) {
            place.copy_from_slice(&end.to_le_bytes());
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_written_is_read(records in proptest::collection::vec((0..9u64, ".{0,9}"), 0..9)) {
            let bytes = write(&records, |(key, _)| *key, 0);
            let table: Table<'_, (u64, String)> = Table::read(&bytes).unwrap();
            prop_assert_eq!(table.all().unwrap(), records.clone());
            for key in 0..9 {
                prop_assert_eq!(table.find(key), records.iter().find(|(k, _)| *k == key).cloned());
            }
            prop_assert_eq!(table.get(records.len()), None);
        }

        #[test]
        fn any_bytes_are_a_table_or_none(bytes in proptest::collection::vec(any::<u8>(), 0..60)) {
            let _ = Table::<'_, (u64, String)>::read(&bytes).map(|table| table.all());
        }
    }
}
