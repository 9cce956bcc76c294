//! What loading may take from an earlier run, and what it leaves for the next: files that say what they said need not be
//! decoded again, and the texts of pages stay in their files until they are wanted.

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

use super::decode::Decoded;
use super::files::{self, NoText};
use super::{Loaded, Page};
use crate::cache::form::{self, Print};
use crate::diagnostics::Diagnostic;
use crate::model::id::Kind;
use crate::model::{Prose, Text};
use crate::span::FileId;
use crate::world::World;

/// An earlier run's memory of decoded files.
pub trait Memo: Sync {
    /// The hash of a file (by its path from the site's root) that certainly has not changed since it was remembered.
    fn hash(&self, path: &str) -> Option<u128>;

    /// What was made of a file with this hash.
    fn decoded(&self, path: &str, hash: u128) -> Option<&[u8]>;
}

/// Where the texts of pages are when a site has been loaded.
#[derive(Clone, Copy)]
pub enum Texts<'m> {
    /// In memory.
    Held,
    /// In their files, from which they are read again when they are linked: a site's texts take more room than all else
    /// that is loaded. The files must not change until then; [`Loaded::hashes`] tell whether they did.
    Left,
    /// The same, with the help of an earlier run's memory.
    Remembered(&'m dyn Memo),
}

impl<'m> Texts<'m> {
    /// Whether they stay in their files.
    pub(super) fn are_left(self) -> bool {
        !matches!(self, Self::Held)
    }

    /// An earlier run's memory.
    pub(super) fn memo(self) -> Option<&'m dyn Memo> {
        match self {
            Self::Remembered(memo) => Some(memo),
            Self::Held | Self::Left => None,
        }
    }
}

/// A file that was decoded, in this run or before.
#[derive(Clone, Debug)]
pub struct Remembered {
    /// The path from the site's root.
    pub path: String,
    /// Its number.
    pub file: FileId,
    /// The hash of its bytes.
    pub hash: u128,
    /// What was made of it; empty where that is remembered already.
    pub decoded: Vec<u8>,
}

/// What is stored of a file.
#[derive(Serialize, Deserialize)]
struct Held {
    /// What was found when it was read.
    read: Vec<Diagnostic>,
    decoded: Decoded,
    prints: Vec<Print>,
}

/// A file as it was got.
pub(super) enum Got<'m> {
    Stored(u128, &'m [u8]),
    Read(u128, Result<String, NoText>),
}

/// Gets a file: from memory where it has not changed.
pub(super) fn get<'m>(world: &dyn World, path: &str, texts: Texts<'m>) -> Got<'m> {
    let memo = texts.memo();
    if let Some(memo) = memo
        && let Some(hash) = memo.hash(path)
        && let Some(stored) = memo.decoded(path, hash)
    {
        return Got::Stored(hash, stored);
    }
    let bytes = match world.read(path) {
        Ok(bytes) => bytes,
        Err(error) => return Got::Read(0, Err(NoText::Unreadable(error.to_string()))),
    };
    if !texts.are_left() {
        return Got::Read(0, files::decode(bytes));
    }
    let hash = xxh3_128(&bytes);
    match memo.and_then(|memo| memo.decoded(path, hash)) {
        Some(stored) => Got::Stored(hash, stored),
        None => Got::Read(hash, files::decode(bytes)),
    }
}

/// What a stored file held: what was found when it was read, its content and its prints.
pub(super) fn take(stored: &[u8], file: FileId) -> Option<(Vec<Diagnostic>, Decoded, Vec<Print>)> {
    let held: Held = form::read_of(stored, file)?;
    Some((held.read, held.decoded, held.prints))
}

/// The prints of what a stored file held.
#[must_use]
pub fn remembered_prints(stored: &[u8], file: FileId) -> Option<Vec<Print>> {
    take(stored, file).map(|(_, _, prints)| prints)
}

/// What to store of a file.
pub(super) fn put(read: Vec<Diagnostic>, decoded: Decoded, prints: Vec<Print>) -> (Vec<u8>, Decoded) {
    let held = Held { read, decoded, prints };
    let bytes = form::write(&held);
    (bytes, held.decoded)
}

impl Decoded {
    /// The prints of all pages and entries, kind by kind.
    pub(super) fn prints(&self) -> Vec<Print> {
        let mut prints: Vec<Print> = self.pages.iter().map(Print::of).collect();
        prints.extend(self.terms.iter().map(Print::of));
        prints.extend(self.events.iter().map(Print::of));
        prints.extend(self.people.iter().map(Print::of));
        prints.extend(self.bibliography.iter().map(Print::of));
        prints
    }

    /// Leaves the texts of pages in their files.
    pub(super) fn without_texts(&mut self) {
        for Page { body, .. } in &mut self.pages {
            *body = Prose::new(Text::from(String::new()), body.span, body.start());
        }
    }
}

/// Who an entry is, from run to run: the hash of its kind, its file (from `content/` on) and its place there.
#[must_use]
pub fn identity(kind: Kind, path: &str, nth: usize) -> u64 {
    xxh3_64(format!("{} {nth} {path}", kind as u8).as_bytes())
}

/// The prints and identities of all entries of one kind, in the order of its list.
#[derive(Clone, Debug, Default)]
pub struct Prints {
    /// Who they are.
    pub who: Vec<u64>,
    /// What they say.
    pub prints: Vec<Print>,
}

impl Loaded {
    /// The hash of all that was loaded, but for places, and for what is read anew each time: texts of pages, templates.
    #[must_use]
    pub fn print(&self) -> u64 {
        let value = |print: &Print| print.value;
        let entries = self.prints.values();
        let entries = entries.map(|all| (&all.who, all.prints.iter().map(value).collect::<Vec<_>>()));
        Print::of(&(
            entries.collect::<Vec<_>>(),
            &self.drafts,
            &self.unread,
            &self.assets,
            &self.statics,
        ))
        .value
    }

    /// Notes the prints of a file's entries that are about to be merged.
    pub(super) fn note_prints(&mut self, part: &Decoded, path: &str, prints: &[Print]) {
        let counts = [
            (Kind::Page, part.pages.len()),
            (Kind::Term, part.terms.len()),
            (Kind::Event, part.events.len()),
            (Kind::Person, part.people.len()),
            (Kind::Source, part.bibliography.len()),
        ];
        let mut prints = prints.iter();
        for (kind, count) in counts {
            let all = self.prints.entry(kind).or_default();
            for nth in 0..count {
                all.who.push(identity(kind, path, nth));
                all.prints.push(prints.next().copied().unwrap_or_default());
            }
        }
    }

    /// Reads the texts of files that messages point to and that are not in memory. Says whether all are still what they were.
    pub fn fill(&mut self, world: &dyn World, messages: &[Diagnostic]) -> bool {
        let spans = messages
            .iter()
            .flat_map(|m| m.related.iter().map(|r| r.span).chain([m.span]));
        let mut files: Vec<FileId> = spans.map(|s| s.file).collect();
        files.sort_unstable();
        files.dedup();
        let mut same = true;
        for file in files {
            if let Some(hash) = self.hashes.get(&file)
                && self.sources.text(file).is_empty()
            {
                let bytes = world.read(self.sources.path(file)).unwrap_or_default();
                same &= xxh3_128(&bytes) == *hash;
                if let Ok(text) = files::decode(bytes) {
                    self.sources.replace(file, text);
                }
            }
        }
        same
    }
}
