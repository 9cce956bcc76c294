//! What is remembered of a build: of each file what was decoded, of each page what its links came to, of each output what it
//! was made from, and the print of every answer that counted. Numbers of files, entries and questions are those of the run
//! that wrote them; [`Rebase`] says what they are now.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::form::{self, Print};
use super::stamp::Stamp;
use super::trace::Dep;
use crate::glossary::Word;
use crate::link::Ref;
use crate::load::{Loaded, Memo};
use crate::model::id::Kind;
use crate::span::FileId;
use crate::world::World;
use crate::write::Kept;

/// A file that was read.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Input<'a> {
    /// Its path from the site's root.
    pub path: &'a str,
    /// Its stamp before it was read.
    pub stamp: Option<Stamp>,
    /// The hash of its bytes.
    pub hash: u128,
    /// What was decoded of it; nothing, where it is published as it is.
    #[serde(serialize_with = "form::bytes")]
    pub decoded: &'a [u8],
}

/// What the links of a page came to.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SavedPage<'a> {
    /// Which page.
    pub who: u64,
    /// What was asked: [`numbers`](super::numbers) of [`Saved::deps`].
    #[serde(serialize_with = "form::bytes")]
    pub asked: &'a [u8],
    /// The words of its texts: [`numbers`](super::numbers) of [`Saved::words`].
    #[serde(serialize_with = "form::bytes")]
    pub words: &'a [u8],
    /// Its facts.
    #[serde(serialize_with = "form::bytes")]
    pub facts: &'a [u8],
    /// What it is about, apart from its facts since it is wanted before them.
    #[serde(serialize_with = "form::bytes")]
    pub subjects: &'a [u8],
}

/// What was made.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SavedJob<'a> {
    /// Which job.
    pub key: u64,
    /// Which page's text is in it, so that it rests on all that the links of that page rest on.
    pub text: Option<u64>,
    /// What else was asked: [`numbers`](super::numbers) of [`Saved::deps`].
    #[serde(serialize_with = "form::bytes")]
    pub asked: &'a [u8],
    /// The words of other texts in it: [`numbers`](super::numbers) of [`Saved::words`].
    #[serde(serialize_with = "form::bytes")]
    pub words: &'a [u8],
    /// The outputs as they were published.
    pub outputs: Vec<(&'a str, Kept)>,
    /// What was wrong with templates.
    #[serde(serialize_with = "form::bytes")]
    pub faults: &'a [u8],
}

/// All that is remembered.
#[derive(Clone, Debug, Default)]
pub struct Saved<'a> {
    /// When the files were looked at.
    pub seen: i64,
    /// The paths of all files, by their numbers.
    pub files: Vec<&'a str>,
    /// The files of the site.
    pub inputs: Vec<Input<'a>>,
    /// The [print](Loaded::print) of what was loaded.
    pub loaded: u64,
    /// The print of what all pages were about.
    pub subjects: u64,
    /// Who all entries were, by kind.
    pub who: BTreeMap<Kind, Vec<u64>>,
    /// What was asked, with the prints of the answers. A question keeps its number from run to run, so that what asked it
    /// can be kept as it is; one that nobody asks any more stays too, until there are too many of them.
    pub deps: Vec<(Cow<'a, Dep>, Option<Print>)>,
    /// How many questions there were when they were last numbered anew.
    pub numbered: usize,
    /// The prints of the forms of each language's terms.
    pub forms: Vec<(&'a str, u64)>,
    /// The words of texts in which terms were sought, in chunks: how many, and a written [`Chunk`].
    pub words: Vec<(u32, &'a [u8])>,
    /// The pages.
    pub pages: Vec<SavedPage<'a>>,
    /// The outputs.
    pub jobs: Vec<SavedJob<'a>>,
}

/// Words with the numbers of their languages in the list before them, and what they said of the forms in texts.
pub type Chunk<'a> = (Vec<&'a str>, Vec<(u8, Word, u64)>);

/// What is remembered, written: in parts, so that several cores write and read them at once, and none is copied.
pub type Written = [Vec<u8>; PARTS];

const PARTS: usize = 6;

impl<'a> Saved<'a> {
    /// The bytes, part by part; the first says how long the others are.
    #[must_use]
    pub fn write(&self) -> Written {
        let of_head = || {
            form::write_in(
                &(
                    self.seen,
                    self.loaded,
                    self.subjects,
                    &self.files,
                    &self.who,
                    &self.forms,
                    &self.words,
                    self.numbered,
                ),
                self.files.iter().map(|path| path.len() + 2).sum::<usize>()
                    + self.who.values().map(|who| who.len() * 10).sum::<usize>()
                    + self.words.iter().map(|(_, chunk)| chunk.len() + 10).sum::<usize>(),
            )
        };
        let of_inputs = || {
            let each = self.inputs.iter();
            form::write_in(&self.inputs, each.map(|i| i.path.len() + i.decoded.len() + 60).sum())
        };
        let of_deps = || form::write_in(&self.deps, self.deps.len() * 40);
        let of_pages = || {
            let each = self.pages.iter();
            let room = each.map(|p| p.asked.len() + p.words.len() + p.facts.len() + p.subjects.len() + 24);
            form::write_in(&self.pages, room.sum())
        };
        let of_jobs = || {
            let each = self.jobs.iter();
            let room = each.map(|job| {
                let outputs = job.outputs.iter().map(|(path, _)| path.len() + 90).sum::<usize>();
                job.asked.len() + job.words.len() + job.faults.len() + outputs + 40
            });
            form::write_in(&self.jobs, room.sum())
        };
        let ((head, inputs), (deps, (pages, jobs))) = rayon::join(
            || rayon::join(of_head, of_inputs),
            || rayon::join(of_deps, || rayon::join(of_pages, of_jobs)),
        );
        let parts = [&head, &inputs, &deps, &pages, &jobs];
        let lengths = parts.iter().flat_map(|part| (part.len() as u64).to_le_bytes());
        [lengths.collect(), head, inputs, deps, pages, jobs]
    }

    /// What the bytes say; `None` where they say nothing.
    #[must_use]
    pub fn read(bytes: &'a [u8]) -> Option<Self> {
        let (lengths, mut rest) = bytes.split_at_checked((PARTS - 1) * size_of::<u64>())?;
        let mut parts: [&'a [u8]; PARTS - 1] = [&[]; PARTS - 1];
        for (part, length) in parts.iter_mut().zip(lengths.as_chunks().0) {
            (*part, rest) = rest.split_at_checked(usize::try_from(u64::from_le_bytes(*length)).ok()?)?;
        }
        let [head, inputs, deps, pages, jobs] = parts;
        let ((first, inputs), (deps, (pages, jobs))) = rayon::join(
            || rayon::join(|| form::borrowed(head), || form::borrowed(inputs)),
            || {
                let pages_and_jobs = || rayon::join(|| form::borrowed(pages), || form::borrowed(jobs));
                rayon::join(|| form::borrowed(deps), pages_and_jobs)
            },
        );
        let (seen, loaded, subjects, files, who, forms, words, numbered) = first?;
        Some(Self {
            seen,
            loaded,
            files,
            inputs: inputs?,
            subjects,
            who,
            deps: deps?,
            numbered,
            forms,
            words,
            pages: pages?,
            jobs: jobs?,
        })
    }
}

/// What the numbers of an earlier run are in this one.
#[derive(Debug)]
pub struct Rebase {
    /// Files.
    pub files: Arc<[Option<FileId>]>,
    /// Whether all numbers are what they were.
    pub same: bool,
    entries: BTreeMap<Kind, Vec<Option<u32>>>,
}

impl Rebase {
    /// From what was saved to what was loaded.
    #[must_use]
    pub fn new(saved: &Saved<'_>, loaded: &Loaded) -> Self {
        let numbers: FxHashMap<&str, FileId> = loaded.sources.paths().map(|(file, path)| (path, file)).collect();
        let files: Arc<[Option<FileId>]> = saved.files.iter().map(|path| numbers.get(path).copied()).collect();
        let mut entries = BTreeMap::new();
        let mut places = files.iter().zip(0..);
        let mut same = places.all(|(now, n)| now.is_some_and(|file| file.number() == n));
        for (kind, old) in &saved.who {
            let new = loaded.prints.get(kind).map_or(&[][..], |p| p.who.as_slice());
            same &= old == new;
            let table = if old == new {
                (0..old.len()).map(|at| u32::try_from(at).ok()).collect()
            } else {
                let places: FxHashMap<u64, u32> = new.iter().copied().zip(0..).collect();
                old.iter().map(|who| places.get(who).copied()).collect()
            };
            entries.insert(*kind, table);
        }
        Self { files, same, entries }
    }

    /// Where an entry is now.
    #[must_use]
    pub fn entry(&self, kind: Kind, at: u32) -> Option<u32> {
        self.entries.get(&kind)?.get(at as usize).copied().flatten()
    }

    /// Where an entry is now.
    #[must_use]
    pub fn reference(&self, r: Ref) -> Option<Ref> {
        let at = self.entry(r.kind, u32::try_from(r.at).ok()?)?;
        Some(Ref {
            kind: r.kind,
            at: at as usize,
        })
    }

    /// The question as it is asked now; `None` where it is about an entry that is gone.
    #[must_use]
    pub fn dep<'d>(&self, dep: &'d Dep) -> Option<Cow<'d, Dep>> {
        if self.same {
            return Some(Cow::Borrowed(dep));
        }
        Some(Cow::Owned(match dep {
            Dep::On(about, kind, at) if about.is_of_one() => Dep::On(*about, *kind, self.entry(*kind, *at)?),
            Dep::Ask(question, kind, at, a, b) if question.is_of_one() => {
                Dep::Ask(*question, *kind, self.entry(*kind, *at)?, a.clone(), b.clone())
            }
            other => return Some(Cow::Borrowed(other)),
        }))
    }
}

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
            seen: saved.seen,
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
