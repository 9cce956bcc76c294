//! The files of an index as Pagefind 1.6 writes and reads them: CBOR, each struct an array, packed with gzip behind a word that
//! tells the reader that it has been unpacked.

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use minicbor::{Decode, Encode};
use xxhash_rust::xxh3::xxh3_64;

/// What stands before the bytes of each packed file.
const UNPACKED: &[u8] = b"pagefind_dcd";

/// What is known of an index before anything is searched for.
#[derive(Debug, Default, Encode, Decode)]
pub(super) struct Meta {
    #[n(0)]
    pub(super) version: String,
    #[n(1)]
    pub(super) pages: Vec<Page>,
    #[n(2)]
    pub(super) chunks: Vec<Chunk>,
    #[n(3)]
    pub(super) filters: Vec<FilterFile>,
    /// Orders; nutgraf asks for none.
    #[n(4)]
    pub(super) sorts: Vec<(String, Vec<usize>)>,
    /// The names of what is known of a record beside its text, by their numbers.
    #[n(5)]
    pub(super) fields: Vec<String>,
}

/// A record.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub(super) struct Page {
    /// The name of its excerpt.
    #[n(0)]
    pub(super) hash: String,
    #[n(1)]
    pub(super) words: u32,
    /// The file that its excerpt shares with others; empty where it has one of its own.
    #[n(2)]
    pub(super) group: String,
}

/// A file of words.
#[derive(Debug, Encode, Decode)]
pub(super) struct Chunk {
    /// As much of its first word as tells it from the last one of the file before.
    #[n(0)]
    pub(super) from: String,
    /// As much of its last word as tells it from the first one of the file after.
    #[n(1)]
    pub(super) to: String,
    #[n(2)]
    pub(super) hash: String,
}

/// Where a filter is.
#[derive(Debug, Encode, Decode)]
pub(super) struct FilterFile {
    #[n(0)]
    pub(super) filter: String,
    #[n(1)]
    pub(super) hash: String,
}

/// A filter: of each of its values, the records that have it.
#[derive(Clone, Debug, Default, Encode, Decode)]
pub(super) struct Filter {
    #[n(0)]
    pub(super) name: String,
    #[n(1)]
    pub(super) values: Vec<Value>,
}

/// A value of a filter.
#[derive(Clone, Debug, Encode, Decode)]
pub(super) struct Value {
    #[n(0)]
    pub(super) value: String,
    /// Numbers of records, rising.
    #[n(1)]
    pub(super) pages: Vec<usize>,
}

/// A file's bytes as they are published. Twice as fast as the hardest that zlib can try, which takes off one byte of a hundred.
pub(super) fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut out = GzEncoder::new(Vec::new(), Compression::new(6));
    // Writing to memory does not fail.
    let written = out.write_all(UNPACKED).and_then(|()| out.write_all(bytes));
    written.and_then(|()| out.finish()).unwrap_or_default()
}

/// The bytes of a published file.
pub(super) fn unpacked(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let mut out = Vec::new();
    let read = GzDecoder::new(bytes).read_to_end(&mut out);
    read.map_err(|error| error.to_string())?;
    if !out.starts_with(UNPACKED) {
        return Err("a file of Pagefind begins otherwise than it should".into());
    }
    out.drain(..UNPACKED.len());
    Ok(out)
}

/// The value that these bytes hold.
pub(super) fn decoded<'b, T: Decode<'b, ()>>(bytes: &'b [u8]) -> Result<T, String> {
    minicbor::decode(bytes).map_err(|error| format!("a file of Pagefind can't be read: {error}"))
}

/// The bytes of a value.
pub(super) fn encoded<T: Encode<()>>(value: &T) -> Vec<u8> {
    let mut out = Vec::new();
    // Writing to memory does not fail.
    let _ = minicbor::encode(value, &mut out);
    out
}

/// A name for a file with these bytes: 50 bits of a hash, so that two of a million files have the same one once in a thousand sites.
pub(super) fn name(language: &str, bytes: &[u8]) -> String {
    const DIGITS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
    let hash = xxh3_64(bytes);
    let digits = (0..10).map(|n| {
        let digit = usize::try_from(hash >> (5 * n) & 31).unwrap_or_default();
        DIGITS.get(digit).copied().unwrap_or(b'a')
    });
    let digits: String = digits.map(char::from).collect();
    format!("{language}_{digits}")
}
