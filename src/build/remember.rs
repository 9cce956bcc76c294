//! What a build leaves for the next: gathered while it runs, put in order at its end, and written when its outputs have been
//! published.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::Path;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use xxhash_rust::xxh3::xxh3_128;

use super::notes::{self, Job, JobNote, Page, PageNote};
use super::numbering::Numbers;
use super::past::{Answers, Asked, Holding, Past};
use super::unchanged::Proof;
use super::words::{Numbering, Words};
use crate::cache::form::Print;
use crate::cache::memory::Memory;
use crate::cache::numbers;
use crate::cache::saved::{Head, Input, Saved, SavedUses, Written};
use crate::cache::stamp::{self, Stamp};
use crate::cache::trace::{About, Dep, Question};
use crate::images::name_of;
use crate::link::{Backlinks, Ref};
use crate::load::{self, Listing, Loaded, Memo};
use crate::model::id::Kind;
use crate::write::{Disk, Kept};

/// A file of the site, as it was when it was looked at.
struct File {
    path: String,
    stamp: Option<Stamp>,
    hash: u128,
    decoded: Vec<u8>,
}

/// All that is to be remembered, once the outputs have been published.
pub(super) struct Remembered<'p> {
    seen: i64,
    /// What files the site has.
    pub(super) listing: Listing,
    files: Vec<String>,
    /// The hashes of those whose texts are held: of `site.yaml` and templates, which are read each time.
    texts: FxHashMap<u32, u128>,
    inputs: Vec<File>,
    search: bool,
    loaded: u64,
    subjects: u64,
    who: std::collections::BTreeMap<Kind, Vec<u64>>,
    deps: Vec<(Cow<'p, Dep>, Option<Print>)>,
    /// How many questions there were when they were last numbered anew.
    numbered: usize,
    /// The pages that entries ask for.
    reached: Vec<u32>,
    forms: Vec<(String, u64)>,
    words: Vec<(u32, Vec<u8>)>,
    pages: Vec<Page<'p>>,
    jobs: Vec<Job<'p>>,
    uses: Vec<SavedUses>,
    /// The addresses of which links name a place.
    pub(super) pointed: BTreeSet<u64>,
    /// The bytes of [`sentences`](crate::cache::sentences), where they are to be remembered anew.
    pub(super) sentences: Option<Vec<u8>>,
    /// What is kept of what readers search in, and is of use to the next run.
    pub(super) searched: FxHashSet<String>,
    /// What is kept of pictures, likewise.
    pub(super) drawn: FxHashSet<String>,
}

fn texts(loaded: &Loaded) -> FxHashMap<u32, u128> {
    let all = loaded.sources.paths().filter(|(_, path)| !path.starts_with("default/"));
    let held = all.map(|(file, _)| (file.number(), loaded.sources.text(file)));
    let held = held.filter(|(_, text)| !text.is_empty());
    held.map(|(number, text)| (number, xxh3_128(text.as_bytes()))).collect()
}

/// Who refers to what, with what was asked about it.
fn uses(answers: &Answers<'_>, deps: &[(Cow<'_, Dep>, Option<Print>)]) -> Vec<SavedUses> {
    let mut asked: FxHashMap<Ref, Vec<(u32, u32)>> = FxHashMap::default();
    for ((dep, _), number) in deps.iter().zip(0..) {
        if let Dep::Ask(Question::Backlinks, kind, at, most, _) = &**dep
            && let Ok(most) = most.parse()
        {
            let (kind, at) = (*kind, *at as usize);
            asked.entry(Ref { kind, at }).or_default().push((number, most));
        }
    }
    let shows = |r| asked.contains_key(&r);
    let all = answers.backlinks().map(|all| all.beginnings(shows)).unwrap_or_default();
    let saved = all.into_iter().map(|(of, beginning)| SavedUses {
        of,
        beginning,
        asked: asked.remove(&of).unwrap_or_default(),
    });
    saved.collect()
}

impl<'p> Remembered<'p> {
    /// Puts what was gathered in order, with the prints of all answers that counted.
    pub(super) fn new(
        past: &'p Past<'p>,
        answers: &Answers<'_>,
        holding: &Holding<'_>,
        loaded: &Loaded,
        (pages, jobs, copied): (Vec<PageNote<'p>>, Vec<JobNote<'p>>, Vec<(String, u128)>),
    ) -> Self {
        let inputs = copied.into_iter().map(|(path, hash)| File {
            stamp: past.memory.stamp(&path),
            path,
            hash,
            decoded: Vec::new(),
        });
        let mut numbers = Numbers::new(past, holding);
        let words = Words::new(answers.index());
        let mut numbering = Numbering::new(past.saved.head.words_known(), &words);
        let mut said = |trace: &mut Asked<'p>| match trace {
            Asked::Now(trace) => numbering.of(trace).into(),
            Asked::Before(_, words) => Cow::Borrowed(*words),
        };
        let mut last = |trace: &mut Asked<'p>| (numbers.of(trace), said(trace));
        let pages = pages.into_iter().map(|mut note| {
            let (asked, words) = last(&mut note.trace);
            note.numbered(asked, words)
        });
        let pages = pages.collect();
        let mut drawn = FxHashSet::default();
        let jobs = jobs.into_iter().map(|mut note| {
            drawn.extend(notes::kept_in(&note.kept).map(name_of));
            let (asked, words) = last(&mut note.trace);
            note.numbered(asked, words)
        });
        let jobs = jobs.collect();
        let chunks = numbering.chunks(past, holding.words.as_ref());
        let numbered = numbers.numbered();
        let deps: Vec<(Cow<'_, Dep>, Option<Print>)> = numbers
            .list()
            .into_par_iter()
            .map(|slot| slot.answered(answers))
            .collect();
        let who = loaded.prints.iter().map(|(kind, all)| (*kind, all.who.clone()));
        Self {
            seen: past.seen,
            listing: loaded.listing,
            files: loaded.sources.paths().map(|(_, path)| path.to_owned()).collect(),
            texts: texts(loaded),
            inputs: inputs.collect(),
            search: loaded.site.search,
            loaded: holding.loaded,
            subjects: holding.about,
            who: who.collect(),
            numbered,
            reached: answers.reached().to_vec(),
            forms: words.languages(),
            words: chunks,
            pages,
            jobs,
            uses: uses(answers, &deps),
            deps,
            sentences: answers.backlinks().and_then(Backlinks::sentences),
            pointed: BTreeSet::new(),
            searched: FxHashSet::default(),
            drawn,
        }
    }

    /// Adds the files that were decoded.
    pub(super) fn add(&mut self, files: Vec<load::Remembered>, memory: &Memory<'_>) {
        let files = files.into_iter().map(|file| File {
            stamp: memory.stamp(&file.path),
            path: file.path,
            hash: file.hash,
            decoded: file.decoded,
        });
        let as_they_are = std::mem::take(&mut self.inputs);
        self.inputs = files.chain(as_they_are).collect();
    }

    /// What the output folder says of what was just published there, job by job.
    pub(super) fn published(&self, disk: &dyn Disk, root: &Path) -> Vec<Vec<(&str, Kept)>> {
        let seen = stamp::now();
        let jobs = self.jobs.par_iter();
        jobs.map(|job| job.published(disk, root, seen)).collect()
    }

    /// Of each page, how many pages and outputs ask for its file.
    fn readers(&self) -> Vec<u32> {
        let page = |dep: &Dep| match dep {
            Dep::On(About::Body, Kind::Page, at) => *at,
            _ => u32::MAX,
        };
        let bodies: Vec<u32> = self.deps.iter().map(|(dep, _)| page(dep)).collect();
        let nobody = || vec![0; self.who.get(&Kind::Page).map_or(0, Vec::len)];
        let count = |mut readers: Vec<u32>, asked: &Cow<'_, [u8]>| {
            for n in numbers::read(asked) {
                let at = bodies.get(n as usize).copied().unwrap_or(u32::MAX);
                if let Some(count) = readers.get_mut(at as usize) {
                    *count += 1;
                }
            }
            readers
        };
        let together = |mut some: Vec<u32>, others: Vec<u32>| {
            some.iter_mut().zip(others).for_each(|(count, more)| *count += more);
            some
        };
        let of_pages = self.pages.par_iter().map(|page| &page.asked);
        let of_jobs = self.jobs.par_iter().map(|job| &job.asked);
        of_pages.chain(of_jobs).fold(nobody, count).reduce(nobody, together)
    }

    /// Whether a check asked for the day.
    pub(super) fn asked_for_day(&self) -> bool {
        self.deps
            .iter()
            .any(|(dep, _)| matches!(**dep, Dep::Ask(Question::Passed, ..)))
    }

    /// The files of the site as they were before they were read: also those that are read each time.
    pub(super) fn inputs(&self, memory: &Memory<'_>) -> Vec<(&str, Option<Proof>)> {
        let sure = |stamp: Option<Stamp>| stamp.filter(|stamp| stamp.vouches(self.seen)).map(Proof::Stamp);
        let own = self.inputs.iter().map(|file| {
            // What could not be read has no hash.
            let hash = (file.hash != 0).then_some(Proof::Hash(file.hash));
            (file.path.as_str(), sure(file.stamp).or(hash))
        });
        let known: FxHashSet<&str> = self.inputs.iter().map(|file| file.path.as_str()).collect();
        let read = self.files.iter().map(String::as_str).zip(0..);
        let read = read.filter(|(path, _)| !known.contains(path) && !path.starts_with("default/"));
        let read = read.map(|(path, number)| {
            let hash = self.texts.get(&number).copied().map(Proof::Hash);
            (path, sure(memory.stamp_now(path)).or(hash))
        });
        own.chain(read).collect()
    }

    /// The bytes to be written to the cache; `outputs` are what was published.
    pub(super) fn bytes(&self, outputs: &[Vec<(&str, Kept)>], memory: &Memory<'_>) -> Written {
        let jobs = self.jobs.iter().zip(outputs);
        let jobs = jobs.map(|(job, outputs)| job.saved(outputs)).collect();
        let inputs = self.inputs.iter();
        let head = Head {
            seen: self.seen,
            search: self.search,
            loaded: self.loaded,
            subjects: self.subjects,
            files: self.files.iter().map(String::as_str).collect(),
            who: self.who.clone(),
            forms: self.forms.iter().map(|(l, p)| (l.as_str(), *p)).collect(),
            words: self.words.iter().map(|(n, bytes)| (*n, bytes.as_slice())).collect(),
            numbered: self.numbered,
            reached: self.reached.clone(),
            readers: self.readers(),
            pointed: self.pointed.clone(),
        };
        let saved = Saved {
            head,
            inputs: inputs
                .map(|file| Input {
                    path: &file.path,
                    stamp: file.stamp,
                    hash: file.hash,
                    decoded: match file.decoded.as_slice() {
                        [] => memory.decoded(&file.path, file.hash).unwrap_or_default(),
                        fresh => fresh,
                    },
                })
                .collect(),
            deps: self
                .deps
                .iter()
                .map(|(dep, print)| (Cow::Borrowed(&**dep), *print))
                .collect(),
            pages: self.pages.iter().map(Page::saved).collect(),
            jobs,
            uses: Cow::Borrowed(&self.uses),
        };
        saved.write()
    }
}
