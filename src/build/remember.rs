//! What a build leaves for the next: gathered while it runs, put in order at its end, and written when its outputs have been
//! published.

use std::path::Path;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use xxhash_rust::xxh3::xxh3_128;

use super::one::Made;
use super::past::{Answers, Asked, Holding, Past};
use super::words::{Numbering, Words};
use crate::cache::form::{self, Print};
use crate::cache::saved::{Input, Memory, Saved, SavedJob, SavedPage};
use crate::cache::stamp::{self, Stamp};
use crate::cache::trace::{Dep, Question, Trace};
use crate::load::{Loaded, Memo};
use crate::model::id::Kind;
use crate::render::TemplateFault;
use crate::write::{Disk, Kept, Publisher};

/// What is remembered of a page.
pub(super) struct PageNote<'p> {
    pub(super) who: u64,
    pub(super) trace: Asked<'p>,
    pub(super) facts: Vec<u8>,
    /// What the page is about.
    pub(super) subjects: Vec<u8>,
}

/// What is remembered of a job.
pub(super) struct JobNote<'p> {
    key: u64,
    trace: Asked<'p>,
    outputs: Outputs<'p>,
    faults: Vec<u8>,
}

/// The outputs of a job: as they were before, or with path, hash and size.
enum Outputs<'p> {
    Kept(&'p [(&'p str, Kept)]),
    Made(Vec<(String, u128, u64)>),
}

impl<'p> JobNote<'p> {
    /// A job that was not done, because what it made holds.
    pub(super) fn kept(job: &'p SavedJob<'p>, faults: &[(TemplateFault, String)]) -> Self {
        Self {
            key: job.key,
            trace: Asked::Before(&job.asked, job.words),
            outputs: Outputs::Kept(&job.outputs),
            faults: form::write(faults),
        }
    }

    /// A job that was done.
    pub(super) fn made(key: u64, made: &Made, trace: Trace) -> Self {
        let outputs = made.outputs.iter();
        let outputs = outputs.map(|o| (o.path.clone(), xxh3_128(&o.bytes), o.bytes.len() as u64));
        Self {
            key,
            trace: Asked::Now(trace),
            outputs: Outputs::Made(outputs.collect()),
            faults: form::write(&made.faults),
        }
    }
}

/// A page, a job: with numbers of this run.
struct Page {
    who: u64,
    asked: Vec<u32>,
    words: Vec<u8>,
    facts: Vec<u8>,
    subjects: Vec<u8>,
}

struct Job {
    key: u64,
    asked: Vec<u32>,
    words: Vec<u8>,
    /// Path, hash, size; and what was known of it, where it was kept.
    outputs: Vec<(String, u128, u64, Option<Kept>)>,
    faults: Vec<u8>,
}

/// A file of the site, as it was when it was looked at.
struct File {
    path: String,
    stamp: Option<Stamp>,
    hash: u128,
    decoded: Vec<u8>,
}

/// All that is to be remembered, once the outputs have been published.
pub(super) struct Remembered {
    seen: i64,
    files: Vec<String>,
    inputs: Vec<File>,
    subjects: u64,
    who: std::collections::BTreeMap<Kind, Vec<u64>>,
    deps: Vec<(Dep, Option<Print>)>,
    forms: Vec<(String, u64)>,
    words: Vec<(u32, Vec<u8>)>,
    pages: Vec<Page>,
    jobs: Vec<Job>,
}

impl Remembered {
    /// Puts what was gathered in order, with the prints of all answers that counted.
    pub(super) fn new(
        past: &Past<'_>,
        answers: &Answers<'_>,
        holding: &Holding<'_>,
        loaded: &Loaded,
        (pages, jobs, copied): (Vec<PageNote<'_>>, Vec<JobNote<'_>>, Vec<(String, u128)>),
    ) -> Self {
        let as_they_are = copied.into_iter().map(|(path, hash)| File {
            stamp: past.memory.stamp(&path),
            path,
            hash,
            decoded: Vec::new(),
        });
        let mut numbers = Numbers {
            past,
            holding,
            now: FxHashMap::default(),
            before: vec![None; past.saved.deps.len()],
            list: Vec::new(),
            all: past.deps.list(),
        };
        let words = Words::new(answers.index());
        let mut numbering = Numbering::new(past, &words);
        let mut said = |trace: &Asked<'_>| match trace {
            Asked::Now(trace) => numbering.of(trace),
            Asked::Before(_, words) => words.to_vec(),
        };
        let pages = pages
            .into_iter()
            .map(|note| Page {
                who: note.who,
                asked: numbers.of(&note.trace),
                words: said(&note.trace),
                facts: note.facts,
                subjects: note.subjects,
            })
            .collect();
        let jobs = jobs
            .into_iter()
            .map(|note| Job {
                key: note.key,
                asked: numbers.of(&note.trace),
                words: said(&note.trace),
                outputs: match note.outputs {
                    Outputs::Kept(all) => all.iter().map(|(path, kept)| kept.as_made(path)).collect(),
                    Outputs::Made(all) => all
                        .into_iter()
                        .map(|(path, hash, size)| (path, hash, size, None))
                        .collect(),
                },
                faults: note.faults,
            })
            .collect();
        let chunks = numbering.chunks(past, holding.words.as_ref());
        let list = numbers.list;
        let deps = list
            .into_par_iter()
            .map(|(dep, known)| {
                let print = known.or_else(|| answers.print(&dep));
                (dep, print)
            })
            .collect();
        let inputs = loaded.remembered.iter();
        let mut inputs: Vec<File> = inputs
            .map(|file| File {
                path: file.path.clone(),
                stamp: past.memory.stamp(&file.path),
                hash: file.hash,
                decoded: file.decoded.clone(),
            })
            .collect();
        inputs.extend(as_they_are);
        let who = loaded.prints.iter().map(|(kind, all)| (*kind, all.who.clone()));
        Self {
            seen: past.seen,
            files: loaded.sources.paths().map(|(_, path)| path.to_owned()).collect(),
            inputs,
            subjects: holding.about,
            who: who.collect(),
            deps,
            forms: words.languages(),
            words: chunks,
            pages,
            jobs,
        }
    }

    /// What the output folder says of what was just published there, job by job.
    pub(super) fn published(&self, disk: &dyn Disk, root: &Path) -> Vec<Vec<(&str, Kept)>> {
        let seen = stamp::now();
        let jobs = self.jobs.par_iter().map(|job| {
            let outputs = job.outputs.iter();
            let outputs = outputs.filter_map(|(path, hash, size, kept)| {
                let sure = kept.filter(Kept::is_sure);
                let kept = sure.or_else(|| Publisher::kept(disk, root, path, *hash, *size, seen))?;
                Some((path.as_str(), kept))
            });
            outputs.collect()
        });
        jobs.collect()
    }

    /// Whether a check asked for the day.
    pub(super) fn asked_for_day(&self) -> bool {
        self.deps
            .iter()
            .any(|(dep, _)| matches!(dep, Dep::Ask(Question::Passed, ..)))
    }

    /// The files of the site with the stamps that they had before they were read: also those that are read each time.
    pub(super) fn inputs(&self, memory: &Memory<'_>) -> Vec<(&str, Option<Stamp>)> {
        let own = self.inputs.iter().map(|file| (file.path.as_str(), file.stamp));
        let known: FxHashSet<&str> = self.inputs.iter().map(|file| file.path.as_str()).collect();
        let read = self.files.iter().map(String::as_str);
        let read = read.filter(|path| !known.contains(path) && !path.starts_with("default/"));
        own.chain(read.map(|path| (path, memory.stamp_now(path)))).collect()
    }

    /// The bytes to be written to the cache; `outputs` are what was published.
    pub(super) fn bytes(&self, outputs: &[Vec<(&str, Kept)>], memory: &Memory<'_>) -> Vec<u8> {
        let jobs = self.jobs.iter().zip(outputs);
        let jobs = jobs
            .map(|(job, outputs)| SavedJob {
                key: job.key,
                asked: job.asked.clone(),
                words: &job.words,
                outputs: outputs.clone(),
                faults: &job.faults,
            })
            .collect();
        let inputs = self.inputs.iter();
        let saved = Saved {
            seen: self.seen,
            files: self.files.iter().map(String::as_str).collect(),
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
            subjects: self.subjects,
            who: self.who.clone(),
            deps: self.deps.clone(),
            forms: self.forms.iter().map(|(l, p)| (l.as_str(), *p)).collect(),
            words: self.words.iter().map(|(n, bytes)| (*n, bytes.as_slice())).collect(),
            pages: self
                .pages
                .iter()
                .map(|page| SavedPage {
                    who: page.who,
                    asked: page.asked.clone(),
                    words: &page.words,
                    facts: &page.facts,
                    subjects: &page.subjects,
                })
                .collect(),
            jobs,
        };
        saved.write()
    }
}

/// Numbers for the questions that are to be remembered: those of this run, and those of what was kept.
struct Numbers<'n> {
    past: &'n Past<'n>,
    holding: &'n Holding<'n>,
    now: FxHashMap<u32, u32>,
    before: Vec<Option<u32>>,
    list: Vec<(Dep, Option<Print>)>,
    all: Vec<Dep>,
}

impl Numbers<'_> {
    fn of(&mut self, trace: &Asked<'_>) -> Vec<u32> {
        match trace {
            Asked::Now(trace) => trace.asked.iter().filter_map(|n| self.now(*n)).collect(),
            Asked::Before(asked, _) => asked.iter().filter_map(|n| self.before(*n)).collect(),
        }
    }

    fn now(&mut self, n: u32) -> Option<u32> {
        if let Some(known) = self.now.get(&n) {
            return Some(*known);
        }
        let number = u32::try_from(self.list.len()).ok()?;
        self.list.push((self.all.get(n as usize)?.clone(), None));
        self.now.insert(n, number);
        Some(number)
    }

    /// A question of the last run. What was kept depends on answers that have not changed, so that their prints are known.
    fn before(&mut self, n: u32) -> Option<u32> {
        let place = self.before.get_mut(n as usize)?;
        if place.is_none() {
            let (dep, print) = self.past.saved.deps.get(n as usize)?;
            let number = u32::try_from(self.list.len()).ok()?;
            let print = print.filter(|_| self.holding.is_same(n));
            self.list.push((self.holding.rebase.dep(dep)?, print));
            *place = Some(number);
        }
        *place
    }
}
