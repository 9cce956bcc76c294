//! What is remembered of a build: of each file what was decoded, of each page what its links came to, of each output what it
//! was made from, and the print of every answer that counted. Numbers of files, entries and questions are those of the run
//! that wrote them; [`Rebase`](super::rebase::Rebase) says what they are now.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{BuildHasher, Hash};

use rustc_hash::FxBuildHasher;
use serde::{Deserialize, Serialize};

use super::form::{self, Print};
use super::stamp::Stamp;
use super::table::{self, Table};
use super::trace::Dep;
use crate::glossary::Word;
use crate::link::{Beginning, Ref};
use crate::model::id::Kind;
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
    /// The words of its texts: [`numbers`](super::numbers) of [`Head::words`].
    #[serde(serialize_with = "form::bytes")]
    pub words: &'a [u8],
    /// Its facts.
    #[serde(serialize_with = "form::bytes")]
    pub facts: &'a [u8],
    /// What it is about, apart from its facts since it is wanted before them.
    #[serde(serialize_with = "form::bytes")]
    pub subjects: &'a [u8],
    /// Which pages are related to it, as `link::kin` writes it, where that was asked.
    #[serde(serialize_with = "form::bytes")]
    pub kin: &'a [u8],
    /// A hash of the ids on it.
    pub ids: u64,
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
    /// The words of other texts in it: [`numbers`](super::numbers) of [`Head::words`].
    #[serde(serialize_with = "form::bytes")]
    pub words: &'a [u8],
    /// The outputs as they were published.
    pub outputs: Vec<(&'a str, Kept)>,
    /// What is kept of pictures: numbers of 16 bytes.
    #[serde(serialize_with = "form::bytes")]
    pub kept: &'a [u8],
    /// What was wrong with templates.
    #[serde(serialize_with = "form::bytes")]
    pub faults: &'a [u8],
}

/// Who refers to something.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SavedUses {
    /// To what.
    pub of: Ref,
    /// How the references begin.
    pub beginning: Beginning,
    /// What was asked about it: the numbers of the questions, each with how many sentences were wanted.
    pub asked: Vec<(u32, u32)>,
}

/// What is remembered of the whole site.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Head<'a> {
    /// When the files were looked at.
    pub seen: i64,
    /// Whether readers search in the site: what they search in holds all texts.
    pub search: bool,
    /// The [print](crate::load::Loaded::print) of what was loaded.
    pub loaded: u64,
    /// The print of what all pages were about.
    pub subjects: u64,
    /// The paths of all files, by their numbers.
    #[serde(borrow)]
    pub files: Vec<&'a str>,
    /// Who all entries were, by kind.
    pub who: BTreeMap<Kind, Vec<u64>>,
    /// The prints of the forms of each language's terms.
    pub forms: Vec<(&'a str, u64)>,
    /// The words of texts in which terms were sought, in chunks: how many, and a written [`Chunk`].
    pub words: Vec<(u32, &'a [u8])>,
    /// How many questions there were when they were last numbered anew.
    pub numbered: usize,
    /// The pages that the texts of entries ask for, by their places in the list.
    pub reached: Vec<u32>,
    /// Of each page, how many pages and outputs ask for its file, by its place in the list.
    pub readers: Vec<u32>,
    /// Hashes of the addresses of which links name a place.
    pub pointed: BTreeSet<u64>,
}

impl Head<'_> {
    /// How many words are remembered.
    #[must_use]
    pub fn words_known(&self) -> u32 {
        self.words.iter().map(|(count, _)| count).sum()
    }
}

/// A question, and the print of its answer.
pub type Answered<'a> = (Cow<'a, Dep>, Option<Print>);

/// All that is remembered.
#[derive(Clone, Debug, Default)]
pub struct Saved<'a> {
    /// What is remembered of the whole.
    pub head: Head<'a>,
    /// The files of the site.
    pub inputs: Vec<Input<'a>>,
    /// What was asked. A question keeps its number from run to run, so that what asked it
    /// can be kept as it is; one that nobody asks any more stays too, until there are too many of them.
    pub deps: Vec<Answered<'a>>,
    /// The pages.
    pub pages: Vec<SavedPage<'a>>,
    /// The outputs.
    pub jobs: Vec<SavedJob<'a>>,
    /// Who refers to what. It is only written: a build that reads all of the rest finds it anew.
    pub uses: Cow<'a, [SavedUses]>,
}

/// The same, of which nothing but the head has been read yet.
#[derive(Debug)]
pub struct Tables<'a> {
    /// What is remembered of the whole.
    pub head: Head<'a>,
    /// The files of the site, by [`key_of`] their paths.
    pub inputs: Table<'a, Input<'a>>,
    /// What was asked, by [`key_of`] the questions.
    pub deps: Table<'a, Answered<'a>>,
    /// The pages, by who they are.
    pub pages: Table<'a, SavedPage<'a>>,
    /// The outputs, by their keys.
    pub jobs: Table<'a, SavedJob<'a>>,
    /// Who refers to what, by [`key_of`] that.
    pub uses: Table<'a, SavedUses>,
}

/// A key for a record, which others may have as well.
#[must_use]
pub fn key_of<T: Hash + ?Sized>(value: &T) -> u64 {
    FxBuildHasher.hash_one(value)
}

/// Words with the numbers of their languages in the list before them, and what they said of the forms in texts.
pub type Chunk<'a> = (Vec<&'a str>, Vec<(u8, Word, u64)>);

/// What is remembered, written: in parts, so that several cores write and read them at once, and none is copied.
pub type Written = [Vec<u8>; PARTS];

const PARTS: usize = 7;

impl Saved<'_> {
    /// The bytes, part by part; the first says how long the others are.
    #[must_use]
    pub fn write(&self) -> Written {
        let of_head = || {
            let Head { files, who, words, .. } = &self.head;
            let room = files.iter().map(|path| path.len() + 2).sum::<usize>()
                + who.values().map(|who| who.len() * 11).sum::<usize>()
                + words.iter().map(|(_, chunk)| chunk.len() + 10).sum::<usize>();
            form::write_in(&self.head, room)
        };
        let of_inputs = || {
            let room = self.inputs.iter().map(|i| i.path.len() + i.decoded.len() + 60);
            table::write(&self.inputs, |input| key_of(input.path), room.sum())
        };
        let of_deps = || table::write(&self.deps, |(dep, _)| key_of(&**dep), self.deps.len() * 40);
        let of_pages = || {
            let room = self.pages.iter().map(|p| {
                let written = [p.asked, p.words, p.facts, p.subjects, p.kin];
                written.map(<[u8]>::len).iter().sum::<usize>() + 36
            });
            table::write(&self.pages, |page| page.who, room.sum())
        };
        let of_jobs = || {
            let room = self.jobs.iter().map(|job| {
                let outputs = job.outputs.iter().map(|(path, _)| path.len() + 90).sum::<usize>();
                job.asked.len() + job.words.len() + job.kept.len() + job.faults.len() + outputs + 40
            });
            table::write(&self.jobs, |job| job.key, room.sum())
        };
        let of_uses = || {
            let lines = self.uses.iter().map(|uses| uses.beginning.first.len() * 16 + 40);
            table::write(&self.uses, |uses| key_of(&uses.of), lines.sum())
        };
        let ((head, inputs), (deps, (pages, (jobs, uses)))) = rayon::join(
            || rayon::join(of_head, of_inputs),
            || rayon::join(of_deps, || rayon::join(of_pages, || rayon::join(of_jobs, of_uses))),
        );
        let parts = [&head, &inputs, &deps, &pages, &jobs, &uses];
        let lengths = parts.iter().flat_map(|part| (part.len() as u64).to_le_bytes());
        [lengths.collect(), head, inputs, deps, pages, jobs, uses]
    }
}

impl<'a> Tables<'a> {
    /// What the bytes say; `None` where they say nothing.
    #[must_use]
    pub fn read(bytes: &'a [u8]) -> Option<Self> {
        let (lengths, mut rest) = bytes.split_at_checked((PARTS - 1) * size_of::<u64>())?;
        let mut parts: [&'a [u8]; PARTS - 1] = [&[]; PARTS - 1];
        for (part, length) in parts.iter_mut().zip(lengths.as_chunks().0) {
            (*part, rest) = rest.split_at_checked(usize::try_from(u64::from_le_bytes(*length)).ok()?)?;
        }
        let [head, inputs, deps, pages, jobs, uses] = parts;
        Some(Self {
            head: form::borrowed(head)?,
            inputs: Table::read(inputs)?,
            deps: Table::read(deps)?,
            pages: Table::read(pages)?,
            jobs: Table::read(jobs)?,
            uses: Table::read(uses)?,
        })
    }

    /// All of it, read on all cores; `None` where a part holds nothing.
    #[must_use]
    pub fn all(self) -> Option<Saved<'a>> {
        let ((inputs, deps), (pages, jobs)) = rayon::join(
            || rayon::join(|| self.inputs.all(), || self.deps.all()),
            || rayon::join(|| self.pages.all(), || self.jobs.all()),
        );
        Some(Saved {
            head: self.head,
            inputs: inputs?,
            deps: deps?,
            pages: pages?,
            jobs: jobs?,
            uses: Cow::default(),
        })
    }
}
