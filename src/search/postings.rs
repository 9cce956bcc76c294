//! Where words stand: the words of all batches of a language as one list. Each batch has its words in order, so that they are
//! read side by side from their first to their last, and never all at once. What is the same in the whole as in the part (the
//! places within a record) is copied as it was written.
//!
//! A word is written as `[word, [record…], [[spelling, [record…]]…]]`, a record as `[its distance to the one before, [place…],
//! [place in a field…]]`; among the places in fields a negative number, −(n + 1), says that those after it are in field n.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use minicbor::{Decoder, Encoder};

/// A list of words, as one batch has it.
pub(super) struct List<'b> {
    /// The files, one after the other.
    pub(super) files: &'b [Vec<u8>],
    /// How many records the batches before it have.
    pub(super) before: u64,
    /// The numbers of its fields in the whole, by those in this batch.
    pub(super) fields: Vec<i64>,
}

/// A word as it stands in one list, or in several.
struct Word<'b> {
    text: &'b str,
    records: &'b [u8],
    spellings: Vec<(&'b str, &'b [u8])>,
}

/// How far a list has been read.
struct Cursor<'b> {
    files: std::slice::Iter<'b, Vec<u8>>,
    decoder: Decoder<'b>,
    left: u64,
}

type Read<T> = Result<T, minicbor::decode::Error>;

impl<'b> Cursor<'b> {
    fn new(list: &List<'b>) -> Self {
        Self {
            files: list.files.iter(),
            decoder: Decoder::new(&[]),
            left: 0,
        }
    }

    fn next(&mut self) -> Read<Option<Word<'b>>> {
        while self.left == 0 {
            let Some(file) = self.files.next() else {
                return Ok(None);
            };
            self.decoder = Decoder::new(file);
            fixed(&mut self.decoder)?;
            self.left = fixed(&mut self.decoder)?;
        }
        self.left -= 1;
        let d = &mut self.decoder;
        fixed(d)?;
        let text = d.str()?;
        let records = skipped(d)?;
        let spellings = (0..fixed(d)?).map(|_| {
            fixed(d)?;
            Ok((d.str()?, skipped(d)?))
        });
        let spellings = spellings.collect::<Read<_>>()?;
        Ok(Some(Word {
            text,
            records,
            spellings,
        }))
    }
}

/// How long the array is that begins here.
fn fixed(d: &mut Decoder<'_>) -> Read<u64> {
    d.array()?
        .ok_or_else(|| minicbor::decode::Error::message("an array that doesn't say how long it is"))
}

/// The bytes of the value that begins here.
fn skipped<'b>(d: &mut Decoder<'b>) -> Read<&'b [u8]> {
    let start = d.position();
    d.skip()?;
    Ok(d.input().get(start..d.position()).unwrap_or_default())
}

/// A word of the whole, written.
pub(super) struct Merged<'o> {
    /// It.
    pub(super) text: &'o str,
    /// Its bytes.
    pub(super) bytes: &'o [u8],
    /// How many numbers there are in it.
    pub(super) size: usize,
}

/// Takes the lists of all batches together, and hands out each word of the whole in order.
///
/// # Errors
/// Where a list can't be read.
pub(super) fn merge(lists: &[List<'_>], mut each: impl FnMut(Merged<'_>)) -> Result<(), String> {
    merged(lists, &mut each).map_err(|error| format!("a file of Pagefind can't be read: {error}"))
}

fn merged(lists: &[List<'_>], each: &mut impl FnMut(Merged<'_>)) -> Read<()> {
    let mut cursors: Vec<Cursor<'_>> = lists.iter().map(Cursor::new).collect();
    let mut words: Vec<Option<Word<'_>>> = Vec::with_capacity(lists.len());
    let mut queue = BinaryHeap::new();
    for (at, cursor) in cursors.iter_mut().enumerate() {
        let word = cursor.next()?;
        queue.extend(word.as_ref().map(|word| Reverse((word.text, at))));
        words.push(word);
    }
    let mut bytes = Vec::new();
    let mut group: Vec<(&List<'_>, Word<'_>)> = Vec::new();
    while let Some(Reverse((word, _))) = queue.peek().copied() {
        group.clear();
        while let Some(Reverse((_, at))) = queue.peek().copied().filter(|Reverse((next, _))| *next == word) {
            queue.pop();
            let (Some(cursor), Some(slot), Some(list)) = (cursors.get_mut(at), words.get_mut(at), lists.get(at)) else {
                continue;
            };
            let next = cursor.next()?;
            queue.extend(next.as_ref().map(|word| Reverse((word.text, at))));
            group.extend(std::mem::replace(slot, next).map(|word| (list, word)));
        }
        bytes.clear();
        let size = write(&mut bytes, word, &group)?;
        each(Merged {
            text: word,
            bytes: &bytes,
            size,
        });
    }
    Ok(())
}

/// Writes a word, and says how many numbers there are in it.
fn write(out: &mut Vec<u8>, word: &str, all: &[(&List<'_>, Word<'_>)]) -> Read<usize> {
    begin(out, |e| e.array(3)?.str(word).map(drop));
    let mut size = records(out, all.iter().map(|(list, word)| (*list, word.records)))?;
    let mut spellings: Vec<&str> = all.iter().flat_map(|(_, w)| w.spellings.iter().map(|s| s.0)).collect();
    spellings.sort_unstable();
    spellings.dedup();
    begin(out, |e| e.array(spellings.len() as u64).map(drop));
    for spelling in &spellings {
        begin(out, |e| e.array(2)?.str(spelling).map(drop));
        let of_list = all.iter().filter_map(|(list, word)| {
            let own = word.spellings.iter().find(|(own, _)| own == spelling);
            own.map(|(_, records)| (*list, *records))
        });
        size += records(out, of_list)? + 1;
    }
    Ok(size)
}

/// Writes something. Writing to memory does not fail.
fn begin<'o>(
    out: &'o mut Vec<u8>,
    f: impl FnOnce(&mut Encoder<&'o mut Vec<u8>>) -> Result<(), minicbor::encode::Error<std::convert::Infallible>>,
) {
    let _ = f(&mut Encoder::new(out));
}

/// Writes the records of one word, list after list.
fn records<'l, 'b: 'l>(out: &mut Vec<u8>, all: impl Iterator<Item = (&'l List<'b>, &'l [u8])> + Clone) -> Read<usize> {
    let mut count = 0;
    for (_, bytes) in all.clone() {
        count += fixed(&mut Decoder::new(bytes))?;
    }
    begin(out, |e| e.array(count).map(drop));
    let (mut size, mut last) = (0, 0);
    for (list, bytes) in all {
        let d = &mut Decoder::new(bytes);
        let mut at = list.before;
        for _ in 0..fixed(d)? {
            fixed(d)?;
            at += d.u64()?;
            begin(out, |e| e.array(3)?.u64(at - last).map(drop));
            last = at;
            let start = d.position();
            let places = fixed(d)?;
            for _ in 0..places {
                d.skip()?;
            }
            out.extend_from_slice(bytes.get(start..d.position()).unwrap_or_default());
            let in_fields = fixed(d)?;
            begin(out, |e| e.array(in_fields).map(drop));
            for _ in 0..in_fields {
                let number = d.i64()?;
                let number = if number < 0 { of_field(list, number) } else { number };
                begin(out, |e| e.i64(number).map(drop));
            }
            size += usize::try_from(places + in_fields).unwrap_or_default() + 1;
        }
    }
    Ok(size)
}

/// What says that places are in a field, in the numbers of the whole.
fn of_field(list: &List<'_>, number: i64) -> i64 {
    let own = usize::try_from(-(number + 1)).ok();
    own.and_then(|own| list.fields.get(own))
        .map_or(number, |whole| -(whole + 1))
}
