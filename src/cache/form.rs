//! How typed data is written for the cache, and read back. One set of `serde` implementations serves three ends, told
//! apart by a mode that the thread is in: what is *stored* keeps its places; a *print* of a value leaves them out, so that
//! an entry that only moved within its file is the same as before; a print *with places* keeps them, since messages show
//! them. A stored place names its file by number, which is another one in the next run: [`read_with`] is told which.

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use crate::date::Date;
use crate::diagnostics::Code;
use crate::model::{Prose, Text};
use crate::span::{FileId, Span};

/// What is being written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Store,
    Value,
    Places,
}

/// Which file a stored number means.
#[derive(Clone)]
enum Files {
    /// All places are in this file.
    One(FileId),
    /// By the numbers of the run that stored them; a file that is gone has none.
    Table(Arc<[Option<FileId>]>),
}

thread_local! {
    static MODE: Cell<Mode> = const { Cell::new(Mode::Store) };
    static FILES: RefCell<Option<Files>> = const { RefCell::new(None) };
    static ROOM: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// The hashes of something that was loaded or found: of what it says, and of what it says where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Print {
    /// Of its value.
    pub value: u64,
    /// Of its value with its places.
    pub places: u64,
}

impl Print {
    /// The print of something without places.
    #[must_use]
    pub fn plain(hash: u64) -> Self {
        Self {
            value: hash,
            places: hash,
        }
    }

    /// The print of several in their order.
    #[must_use]
    pub fn of_all(all: &[Self]) -> Self {
        let of = |pick: fn(&Self) -> u64| {
            let mut hash = Xxh3::new();
            for print in all {
                hash.update(&pick(print).to_le_bytes());
            }
            hash.digest()
        };
        Self {
            value: of(|p| p.value),
            places: of(|p| p.places),
        }
    }

    /// The print of a value.
    #[must_use]
    pub fn of<T: Serialize + ?Sized>(value: &T) -> Self {
        Self {
            value: hash(value, Mode::Value),
            places: hash(value, Mode::Places),
        }
    }
}

fn hash<T: Serialize + ?Sized>(value: &T, mode: Mode) -> u64 {
    in_room(value, mode, xxh3_64)
}

/// Writes a value where there is room from earlier ones, and looks at the bytes.
fn in_room<T: Serialize + ?Sized, R>(value: &T, mode: Mode, look: impl FnOnce(&[u8]) -> R) -> R {
    ROOM.with_borrow_mut(|room| {
        room.clear();
        let before = MODE.replace(mode);
        let written = postcard::to_extend(value, std::mem::take(room));
        MODE.set(before);
        // Writing to memory does not fail; where it did, the print of nothing is none that a value has.
        *room = written.unwrap_or_default();
        let result = look(room);
        if room.capacity() > MOST_ROOM {
            *room = Vec::new();
        }
        result
    })
}

/// More room is not kept for later.
const MOST_ROOM: usize = 1 << 20;

/// Bytes from which [`read`] makes the value again, with no room to spare: many are kept until the end of a build.
#[must_use]
pub fn write<T: Serialize + ?Sized>(value: &T) -> Vec<u8> {
    in_room(value, Mode::Store, <[u8]>::to_vec)
}

/// The same, where it is known about how many bytes there will be at most.
#[must_use]
pub fn write_in<T: Serialize + ?Sized>(value: &T, room: usize) -> Vec<u8> {
    postcard::to_extend(value, Vec::with_capacity(room)).unwrap_or_default()
}

/// These bytes with those of a value after them.
#[must_use]
pub fn write_after<T: Serialize + ?Sized>(value: &T, bytes: Vec<u8>) -> Vec<u8> {
    postcard::to_extend(value, bytes).unwrap_or_default()
}

/// The value that these bytes hold; `None` where they hold none.
#[must_use]
pub fn read<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    postcard::from_bytes(bytes).ok()
}

/// The value that these bytes hold, where it may borrow from them.
#[must_use]
pub fn borrowed<'b, T: Deserialize<'b>>(bytes: &'b [u8]) -> Option<T> {
    postcard::from_bytes(bytes).ok()
}

/// Writes bytes as bytes: `serde` takes a slice for a list of numbers.
///
/// # Errors
/// As the serializer.
pub fn bytes<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_bytes(bytes)
}

/// Reads a value all of whose places are in one file.
#[must_use]
pub fn read_of<T: DeserializeOwned>(bytes: &[u8], file: FileId) -> Option<T> {
    reading(Files::One(file), || read(bytes))
}

/// Reads a value; `files` are this run's numbers of the files by those of the run that stored it.
#[must_use]
pub fn read_with<T: DeserializeOwned>(bytes: &[u8], files: &Arc<[Option<FileId>]>) -> Option<T> {
    reading(Files::Table(Arc::clone(files)), || read(bytes))
}

fn reading<T>(files: Files, f: impl FnOnce() -> T) -> T {
    let before = FILES.replace(Some(files));
    let result = f();
    FILES.replace(before);
    result
}

impl Serialize for Span {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match MODE.get() {
            Mode::Store => (self.file.number(), self.start, self.end).serialize(serializer),
            Mode::Places => (self.start, self.end).serialize(serializer),
            Mode::Value => serializer.serialize_unit(),
        }
    }
}

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (file, start, end) = <(u32, u32, u32)>::deserialize(deserializer)?;
        let file = file_of(file).ok_or_else(|| D::Error::custom("a place in a file that is gone"))?;
        Ok(Self { file, start, end })
    }
}

fn file_of(number: u32) -> Option<FileId> {
    FILES.with_borrow(|files| match files {
        Some(Files::One(file)) => Some(*file),
        Some(Files::Table(table)) => table.get(number as usize).copied().flatten(),
        None => None,
    })
}

impl Serialize for FileId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match MODE.get() {
            Mode::Store => self.number().serialize(serializer),
            Mode::Value | Mode::Places => serializer.serialize_unit(),
        }
    }
}

impl<'de> Deserialize<'de> for FileId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        file_of(u32::deserialize(deserializer)?).ok_or_else(|| D::Error::custom("a file that is gone"))
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.as_str().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <&str>::deserialize(deserializer)?;
        Self::parse(text).map_err(|_| D::Error::custom("a date that is none"))
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.slug().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let slug = <&str>::deserialize(deserializer)?;
        Self::find(slug).ok_or_else(|| D::Error::custom("a code that is none"))
    }
}

impl Serialize for Prose {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let places = MODE.get() != Mode::Value;
        let lines = if places { self.lines() } else { &[] };
        (&*self.text, self.span, self.start().filter(|_| places), lines).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Prose {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        type Written = (String, Span, Option<usize>, Vec<(usize, usize)>);
        let (text, span, start, lines) = Written::deserialize(deserializer)?;
        Ok(match start {
            Some(_) => Self::new(Text::from(text), span, start),
            None => Self::in_lines(Text::from(text), span, lines),
        })
    }
}

/// The body of a page: its place alone, since the text is in the file. A print leaves it out: what other pages read of a
/// page is its front matter.
pub mod body {
    use super::{Deserialize, Deserializer, MODE, Mode, Prose, Serialize, Serializer, Span, Text};

    /// Writes the place.
    ///
    /// # Errors
    /// As the serializer.
    pub fn serialize<S: Serializer>(body: &Prose, serializer: S) -> Result<S::Ok, S::Error> {
        match MODE.get() {
            Mode::Store => (body.span, body.start()).serialize(serializer),
            Mode::Value | Mode::Places => serializer.serialize_unit(),
        }
    }

    /// Reads the place; the text is empty.
    ///
    /// # Errors
    /// As the deserializer.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Prose, D::Error> {
        let (span, start) = <(Span, Option<usize>)>::deserialize(deserializer)?;
        Ok(Prose::new(Text::from(String::new()), span, start))
    }
}

/// Free values, which know their own shape: as JSON.
pub mod json {
    use super::{Deserialize, Deserializer, Serialize, Serializer};
    use serde::de::Error as _;
    use serde_json::Value;

    /// Writes a value.
    ///
    /// # Errors
    /// As the serializer.
    pub fn serialize<S: Serializer>(value: &Option<Value>, serializer: S) -> Result<S::Ok, S::Error> {
        value.as_ref().map(ToString::to_string).serialize(serializer)
    }

    /// Reads a value.
    ///
    /// # Errors
    /// As the deserializer, or where the text is no JSON.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
        let text = <Option<&str>>::deserialize(deserializer)?;
        text.map(|t| serde_json::from_str(t).map_err(D::Error::custom))
            .transpose()
    }
}
