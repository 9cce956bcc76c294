//! What is remembered of one page and of one job: as it is noted while a build goes on, with numbers of this run, and as it is
//! written, with numbers that last.

use std::borrow::Cow;
use std::path::Path;

use xxhash_rust::xxh3::xxh3_128;

use super::one::Made;
use super::past::Asked;
use crate::cache::form;
use crate::cache::saved::{SavedJob, SavedPage};
use crate::render::TemplateFault;
use crate::write::{Disk, Kept, Publisher};

/// What is remembered of a page.
pub(super) struct PageNote<'p> {
    pub(super) who: u64,
    pub(super) trace: Asked<'p>,
    pub(super) facts: Cow<'p, [u8]>,
    /// What the page is about.
    pub(super) subjects: Cow<'p, [u8]>,
    /// Which pages are related to it.
    pub(super) kin: Cow<'p, [u8]>,
    /// A hash of the ids on it.
    pub(super) ids: u64,
}

impl<'p> PageNote<'p> {
    /// The same with numbers that last.
    pub(super) fn numbered(self, asked: Cow<'p, [u8]>, words: Cow<'p, [u8]>) -> Page<'p> {
        Page {
            who: self.who,
            asked,
            words,
            facts: self.facts,
            subjects: self.subjects,
            kin: self.kin,
            ids: self.ids,
        }
    }
}

/// What is remembered of a job.
pub(super) struct JobNote<'p> {
    pub(super) key: u64,
    pub(super) text: Option<u64>,
    pub(super) trace: Asked<'p>,
    pub(super) outputs: Outputs<'p>,
    /// What is kept of pictures, number by number.
    pub(super) kept: Cow<'p, [u8]>,
    pub(super) faults: Cow<'p, [u8]>,
}

/// The numbers of what is kept of pictures.
pub(super) fn kept_in(bytes: &[u8]) -> impl Iterator<Item = u128> {
    bytes.as_chunks().0.iter().map(|number| u128::from_le_bytes(*number))
}

/// The outputs of a job: as they were before, or with path, hash and size.
pub(super) enum Outputs<'p> {
    Kept(&'p [(&'p str, Kept)]),
    Made(Vec<(String, u128, u64)>),
}

impl<'p> JobNote<'p> {
    /// A job that was not done, because what it made holds.
    pub(super) fn kept(job: &'p SavedJob<'p>, faults: &[(TemplateFault, String)]) -> Self {
        Self {
            key: job.key,
            text: job.text,
            trace: Asked::Before(job.asked, job.words),
            outputs: Outputs::Kept(&job.outputs),
            kept: job.kept.into(),
            // They hold numbers of files, which may be others now.
            faults: if faults.is_empty() {
                job.faults.into()
            } else {
                form::write(faults).into()
            },
        }
    }

    /// The same with numbers that last.
    pub(super) fn numbered(self, asked: Cow<'p, [u8]>, words: Cow<'p, [u8]>) -> Job<'p> {
        Job {
            key: self.key,
            text: self.text,
            asked,
            words,
            outputs: self.outputs,
            kept: self.kept,
            faults: self.faults,
        }
    }

    /// A job that was done.
    pub(super) fn made(key: u64, made: &Made, trace: Asked<'p>, text: Option<u64>) -> Self {
        let outputs = made.outputs.iter();
        let outputs = outputs.map(|o| (o.path.clone(), xxh3_128(&o.bytes), o.bytes.len() as u64));
        Self {
            key,
            text,
            trace,
            outputs: Outputs::Made(outputs.collect()),
            kept: made.kept.iter().flat_map(|number| number.to_le_bytes()).collect(),
            faults: form::write(&made.faults).into(),
        }
    }
}

/// A page as it is to be remembered.
pub(super) struct Page<'p> {
    pub(super) who: u64,
    pub(super) asked: Cow<'p, [u8]>,
    pub(super) words: Cow<'p, [u8]>,
    pub(super) facts: Cow<'p, [u8]>,
    pub(super) subjects: Cow<'p, [u8]>,
    pub(super) kin: Cow<'p, [u8]>,
    pub(super) ids: u64,
}

impl Page<'_> {
    pub(super) fn saved(&self) -> SavedPage<'_> {
        SavedPage {
            who: self.who,
            asked: &self.asked,
            words: &self.words,
            facts: &self.facts,
            subjects: &self.subjects,
            kin: &self.kin,
            ids: self.ids,
        }
    }
}

/// A job as it is to be remembered.
pub(super) struct Job<'p> {
    pub(super) key: u64,
    pub(super) text: Option<u64>,
    pub(super) asked: Cow<'p, [u8]>,
    pub(super) words: Cow<'p, [u8]>,
    pub(super) outputs: Outputs<'p>,
    pub(super) kept: Cow<'p, [u8]>,
    pub(super) faults: Cow<'p, [u8]>,
}

impl Job<'_> {
    /// What the output folder says of its outputs, which were just published; `seen` is now.
    pub(super) fn published(&self, disk: &dyn Disk, root: &Path, seen: i64) -> Vec<(&str, Kept)> {
        let look = |path, hash, size| Some((path, Publisher::kept(disk, root, path, hash, size, seen)?));
        match &self.outputs {
            Outputs::Kept(all) => {
                let known = all.iter().filter_map(|(path, kept)| match kept {
                    kept if kept.is_sure() => Some((*path, *kept)),
                    kept => look(path, kept.hash(), kept.size()),
                });
                known.collect()
            }
            Outputs::Made(all) => {
                let made = all.iter();
                made.filter_map(|(path, hash, size)| look(path, *hash, *size)).collect()
            }
        }
    }

    /// `outputs` are what was published.
    pub(super) fn saved<'s>(&'s self, outputs: &[(&'s str, Kept)]) -> SavedJob<'s> {
        SavedJob {
            key: self.key,
            text: self.text,
            asked: &self.asked,
            words: &self.words,
            outputs: outputs.to_vec(),
            kept: &self.kept,
            faults: &self.faults,
        }
    }
}
