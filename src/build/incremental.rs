//! A build that remembers: the same stages with the last run's memory, and a memory for the next.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use xxhash_rust::xxh3::xxh3_128;

use super::past::Past;
use super::sink::Staging;
use super::unchanged::{self, End, Looked};
use super::{ATTEMPTS, Failure, Options, Outcome, Progress, Purpose, Texts, build, finished, run};
use crate::cache::form;
use crate::cache::saved::{Memory, Saved};
use crate::cache::stamp;
use crate::cache::store::{Part, Store};
use crate::cache::trace::Deps;
use crate::images::Folder;
use crate::load;
use crate::world::World;
use crate::write::{Disk, Publisher, Report};

/// Builds as [`build`] does, and remembers in the folder `cache` (`.nutgraf/cache` of the site) what it read and made, so
/// that the next run does only what has changed. The outcome is the same as that of [`build`], byte for byte.
///
/// # Errors
/// As [`build`]. A cache that can't be read or written is no error; the outcome says that it could not be written.
pub fn cached(
    world: &dyn World,
    options: &Options,
    disk: &dyn Disk,
    folder: &Path,
    cache: &Path,
    progress: Progress<'_>,
) -> Result<(Outcome, Option<Report>), Failure> {
    let Some(site) = load::site_yaml(world) else {
        return Err(Failure::NoSite);
    };
    let Ok(site) = site else {
        return build(world, options, disk, folder, progress);
    };
    let store = Store::new(cache, folder);
    let key = key(options, &site);
    let seen = stamp::now();
    let bytes = store.read(Part::Unchanged, key);
    let looked = match bytes
        .as_deref()
        .map(|bytes| unchanged::again(bytes, options, world, disk, folder))
    {
        Some(Ok((outcome, report))) => return Ok((outcome, Some(report))),
        Some(Err(looked)) => looked,
        None => Looked::default(),
    };
    let target = (folder, &store, key);
    if let Some(done) = once(world, options, disk, target, Some((&looked, seen)), progress)? {
        return Ok(done);
    }
    // What was remembered may itself be the reason why a run could not end.
    for _ in 1..ATTEMPTS {
        if let Some(done) = once(world, options, disk, target, None, progress)? {
            return Ok(done);
        }
    }
    build(world, options, disk, folder, progress)
}

/// All that changes everything: the program, the settings and `site.yaml`.
fn key(options: &Options, site: &[u8]) -> u128 {
    let Options {
        drafts,
        strict: _,
        portable,
        compress,
        base_url,
        images: _,
    } = options;
    let program = (env!("CARGO_PKG_VERSION"), env!("NUTGRAF_BUILD"));
    xxh3_128(&form::write(&(
        program,
        drafts,
        portable,
        compress,
        base_url,
        xxh3_128(site),
    )))
}

/// One attempt: with what was remembered, what was seen of the files and when that began, or without. `None` where a file was
/// changed meanwhile, so that it must be tried again.
fn once(
    world: &dyn World,
    options: &Options,
    disk: &dyn Disk,
    (folder, store, key): (&Path, &Store, u128),
    looked: Option<(&Looked<'_>, i64)>,
    progress: Progress<'_>,
) -> Result<Option<(Outcome, Option<Report>)>, Failure> {
    // Both are read from one end to the other, and neither needs the other.
    let (bytes, publisher) = rayon::join(
        || looked.and_then(|_| store.read(Part::All, key)),
        || Publisher::begin(disk, folder),
    );
    let nothing = Looked::default();
    let (looked, seen) = looked.unwrap_or_else(|| (&nothing, stamp::now()));
    let saved = bytes.as_deref().and_then(Saved::read).unwrap_or_default();
    let publisher = publisher?;
    let memory = Memory::new(world, &saved, &looked.inputs);
    let past = Past {
        saved: &saved,
        memory: &memory,
        deps: Arc::new(Deps::default()),
        changed: Arc::new(AtomicBool::new(false)),
        parts: Folder::new(store.folder_of("search")),
        seen,
    };
    let staging = Staging::new(&publisher, looked);
    let done = run(world, options, Purpose::Publish, progress, &staging, Texts::Past(&past));
    let failure = staging.failure();
    let (outcome, remembered) = match done {
        Ok(done) => done,
        Err(failure) => {
            publisher.abandon()?;
            return Err(failure);
        }
    };
    let Some(remembered) = remembered.filter(|_| !past.changed.load(Ordering::Relaxed)) else {
        publisher.abandon()?;
        return Ok(None);
    };
    let (mut outcome, report) = finished(outcome, failure, publisher)?;
    let Some(report) = report else {
        return Ok(Some((outcome, None)));
    };
    let outputs = remembered.published(disk, folder);
    let bytes = remembered.bytes(&outputs, &memory);
    let end = End {
        options,
        seen,
        asked_for_day: remembered.asked_for_day(),
        listing: remembered.listing,
        inputs: remembered.inputs(&memory),
        outputs: outputs
            .iter()
            .flatten()
            .map(|(path, kept)| (*path, kept.stamp()))
            .collect(),
        outcome: &outcome,
    };
    // Writing waits for the disk.
    let (mut written, bytes) = rayon::join(
        || store.write(Part::All, key, &bytes.each_ref().map(Vec::as_slice)),
        || unchanged::bytes(&end, world, disk, folder),
    );
    if let Some(bytes) = bytes {
        written = written.and_then(|()| store.write(Part::Unchanged, key, &[&bytes]));
    }
    past.parts.retain(&remembered.searched);
    outcome.forgotten = written.err().map(|e| e.to_string());
    Ok(Some((outcome, Some(report))))
}
