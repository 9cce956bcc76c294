//! What was made again is put in place, and remembered beside what is remembered of the rest.

use std::path::Path;

use rustc_hash::FxHashMap;

use super::{Given, Reworded};
use crate::build::unchanged::Proof;
use crate::build::{Failure, Outcome};
use crate::cache::later::Later;
use crate::cache::saved::Input;
use crate::cache::stamp::{self, Stamp};
use crate::cache::store::{Part, Store};
use crate::write::{Disk, Kept, Publisher, Report};

/// Where such a build puts things.
pub(in crate::build) struct Target<'t> {
    pub(in crate::build) disk: &'t dyn Disk,
    pub(in crate::build) folder: &'t Path,
    pub(in crate::build) store: &'t Store,
    /// The key of the cache, and that of what comes after it.
    pub(in crate::build) keys: (u128, u128),
}

impl Reworded {
    /// Publishes the outputs; all others stay. `later` is what builds like this one have remembered so far.
    ///
    /// # Errors
    /// When the folder can't be written.
    pub(in crate::build) fn publish(
        self,
        publisher: Publisher<'_>,
        given: &Given<'_, '_>,
        later: &Later<'_>,
        target: &Target<'_>,
    ) -> Result<(Outcome, Report), Failure> {
        if let Err(error) = self.outputs.iter().try_for_each(|output| publisher.stage(output)) {
            publisher.abandon()?;
            return Err(error.into());
        }
        let report = publisher.commit_changes()?;
        let now = stamp::now();
        let jobs = self.remembered.jobs.iter();
        let kept: Vec<Vec<(&str, Kept)>> = jobs.map(|job| job.published(target.disk, target.folder, now)).collect();
        let stamps: Vec<Option<Stamp>> = self
            .remembered
            .pages
            .iter()
            .map(|page| given.rest.stamp(&page.path).filter(|stamp| stamp.vouches(given.seen)))
            .collect();
        let (written, same) = rayon::join(
            || {
                let bytes = later.clone().renewed(self.later(&stamps, &kept)).write();
                target.store.write(Part::Later, target.keys.1, &[&bytes])
            },
            || self.unchanged(given, &stamps, &kept, target),
        );
        let written = written.and_then(|()| match same {
            Some(bytes) => target.store.write(Part::Unchanged, target.keys.0, &[&bytes]),
            None => Ok(()),
        });
        let mut outcome = self.outcome;
        outcome.forgotten = written.err().map(|error| error.to_string());
        Ok((outcome, report))
    }

    fn later<'l>(&'l self, stamps: &[Option<Stamp>], kept: &[Vec<(&'l str, Kept)>]) -> Later<'l> {
        let inputs = self.remembered.pages.iter().zip(stamps).map(|(page, stamp)| Input {
            path: &page.path,
            stamp: *stamp,
            hash: page.hash,
            decoded: &page.decoded,
        });
        let jobs = self.remembered.jobs.iter().zip(kept);
        Later {
            inputs: inputs.collect(),
            pages: self.remembered.pages.iter().map(|page| page.links.saved()).collect(),
            jobs: jobs.map(|(job, outputs)| job.saved(outputs)).collect(),
            uses: self.remembered.uses.clone(),
            prints: self.remembered.prints.clone(),
            words: self
                .remembered
                .words
                .iter()
                .map(|(count, bytes)| (*count, bytes.as_slice()))
                .collect(),
        }
    }

    /// What to leave for a build that finds nothing changed.
    fn unchanged(
        &self,
        given: &Given<'_, '_>,
        stamps: &[Option<Stamp>],
        kept: &[Vec<(&str, Kept)>],
        target: &Target<'_>,
    ) -> Option<Vec<u8>> {
        let pages = self.remembered.pages.iter().zip(stamps);
        let inputs: FxHashMap<&str, Proof> = pages
            .map(|(page, stamp)| (page.path.as_str(), stamp.map_or(Proof::Hash(page.hash), Proof::Stamp)))
            .collect();
        let outputs: FxHashMap<&str, Proof> = kept
            .iter()
            .flatten()
            .map(|(path, kept)| (*path, Proof::of(kept)))
            .collect();
        given.rest.bytes(
            (&inputs, &outputs),
            self.messages.as_ref(),
            (target.disk, target.folder),
        )
    }
}
