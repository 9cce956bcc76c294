//! A build that remembers: the same stages with the last run's memory, and a memory for the next.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::SystemTime;

use xxhash_rust::xxh3::xxh3_128;

use super::past::Past;
use super::remember::Remembered;
use super::reworded::{self, Given, Target};
use super::sink::Staging;
use super::unchanged::{self, End, Looked, Proof};
use super::{ATTEMPTS, Failure, Options, Outcome, Progress, Purpose, Texts, build, finished, run};
use crate::cache::form;
use crate::cache::later::{Later, Lookup};
use crate::cache::memory::Memory;
use crate::cache::saved::Tables;
use crate::cache::sentences::Sentences;
use crate::cache::stamp;
use crate::cache::store::{Part, Seal, Store};
use crate::cache::trace::Deps;
use crate::images::Folder;
use crate::load;
use crate::world::World;
use crate::write::{Disk, Publisher, Report};

/// When so many pages have been remembered after all the rest, all is written anew.
const MOST_LATER: usize = 64;

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
        .map(|bytes| unchanged::again(bytes, options, world, (disk, folder), seen))
    {
        Some(Ok(mut again)) => {
            let renewed = again
                .renewed
                .as_deref()
                .map(|bytes| store.write(Part::Unchanged, key, &[bytes]));
            again.outcome.forgotten = renewed.and_then(Result::err).map(|e| e.to_string());
            return Ok((again.outcome, Some(again.report)));
        }
        Some(Err(looked)) => looked,
        None => Looked::default(),
    };
    let task = Task {
        world,
        options,
        disk,
        folder,
        store: &store,
        key,
    };
    if let Some(done) = once(&task, Some((&looked, seen)), progress)? {
        return Ok(done);
    }
    // What was remembered may itself be the reason why a run could not end.
    for _ in 1..ATTEMPTS {
        if let Some(done) = once(&task, None, progress)? {
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

/// What stays the same from attempt to attempt.
#[derive(Clone, Copy)]
struct Task<'t> {
    world: &'t dyn World,
    options: &'t Options,
    disk: &'t dyn Disk,
    folder: &'t Path,
    store: &'t Store,
    key: u128,
}

/// An outcome, and what was published.
type Done = (Outcome, Option<Report>);

/// One attempt: with what was remembered, what was seen of the files and when that began, or without. `None` where a file was
/// changed meanwhile, so that it must be tried again.
fn once(task: &Task<'_>, looked: Option<(&Looked<'_>, i64)>, progress: Progress<'_>) -> Result<Option<Done>, Failure> {
    let (store, key) = (task.store, task.key);
    let began = SystemTime::now();
    // Both are read from one end to the other, and neither needs the other.
    let (bytes, publisher) = rayon::join(
        || looked.and_then(|_| store.read(Part::All, key)),
        || Publisher::begin(task.disk, task.folder),
    );
    let mut publisher = publisher?;
    let tables = bytes.as_deref().and_then(Tables::read);
    let later_key = bytes.as_ref().map(|bytes| bytes.seal().key()).unwrap_or_default();
    let later = tables.as_ref().and_then(|_| store.read(Part::Later, later_key));
    let later = later.as_deref().and_then(Later::read).unwrap_or_default();
    if let (Some(looked), Some(tables)) = (looked, &tables) {
        publisher = match small(task, looked, tables, (&later, later_key), publisher)? {
            Small::Done(outcome, report) => return Ok(Some((outcome, Some(report)))),
            Small::No(publisher) => *publisher,
        };
    }
    let mut saved = tables.and_then(Tables::all).unwrap_or_default();
    saved.renew(&later);
    let nothing = Looked::default();
    let (looked, seen) = looked.unwrap_or_else(|| (&nothing, stamp::now()));
    let inputs = looked.inputs();
    let memory = Memory::new(task.world, &saved, &inputs);
    let past = Past {
        saved: &saved,
        memory: &memory,
        deps: Arc::new(Deps::default()),
        changed: Arc::new(AtomicBool::new(false)),
        parts: Folder::new(store.folder_of("search")),
        sentences: Arc::new(Sentences::of(store, key)),
        seen,
    };
    whole(task, &past, (publisher, looked), began, progress)
}

/// What came of trying a small build.
enum Small<'d> {
    Done(Outcome, Report),
    /// It would have said something else; nothing was published.
    No(Box<Publisher<'d>>),
}

/// Makes only the pages whose texts are others now, where that is all that has changed.
fn small<'t>(
    task: &Task<'t>,
    (looked, seen): (&Looked<'_>, i64),
    tables: &Tables<'_>,
    (later, later_key): (&Later<'_>, u128),
    publisher: Publisher<'t>,
) -> Result<Small<'t>, Failure> {
    let rest = looked.rest.as_ref();
    let Some(rest) = rest.filter(|rest| rest.stands(later_key, task.disk, task.folder)) else {
        return Ok(Small::No(publisher.into()));
    };
    if later.pages.len() >= MOST_LATER || publisher.recovered().is_some() {
        return Ok(Small::No(publisher.into()));
    }
    let given = Given {
        world: task.world,
        options: task.options,
        rest,
        lists: &looked.lists,
        head: &tables.head,
        lookup: &Lookup::new(tables, later),
        deps: tables.deps,
        seen,
    };
    let Some(reworded) = reworded::make(&given) else {
        return Ok(Small::No(publisher.into()));
    };
    let target = Target {
        disk: task.disk,
        folder: task.folder,
        store: task.store,
        keys: (task.key, later_key),
    };
    let (outcome, report) = reworded.publish(publisher, &given, later, &target)?;
    Ok(Small::Done(outcome, report))
}

/// Makes the whole site, less what can be kept, and remembers it. `None` as in [`once`].
fn whole(
    task: &Task<'_>,
    past: &Past<'_>,
    (publisher, looked): (Publisher<'_>, &Looked<'_>),
    began: SystemTime,
    progress: Progress<'_>,
) -> Result<Option<Done>, Failure> {
    let outputs = looked.outputs();
    let staging = Staging::new(&publisher, &outputs);
    let texts = Texts::Past(past);
    let done = run(task.world, task.options, Purpose::Publish, progress, &staging, texts);
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
    outcome.forgotten = remember(task, &remembered, &outcome, past.memory).err();
    past.parts.retain(&remembered.searched);
    if let Some(images) = &task.options.images {
        Folder::new(images.clone()).retain_since(&remembered.drawn, began);
    }
    Ok(Some((outcome, Some(report))))
}

/// Writes what is to be remembered; the error says why it could not be written.
fn remember(
    task: &Task<'_>,
    remembered: &Remembered<'_>,
    outcome: &Outcome,
    memory: &Memory<'_>,
) -> Result<(), String> {
    let Task {
        world,
        options,
        disk,
        folder,
        store,
        key,
    } = *task;
    let outputs = remembered.published(disk, folder);
    let bytes = remembered.bytes(&outputs, memory);
    let bytes = bytes.each_ref().map(Vec::as_slice);
    let seal = Seal::new(key, &bytes);
    let outputs = outputs.iter().flatten();
    let end = End {
        options,
        remembered: seal.key(),
        asked_for_day: remembered.asked_for_day(),
        listing: remembered.listing,
        inputs: remembered.inputs(memory),
        outputs: outputs.map(|(path, kept)| (*path, Proof::of(kept))).collect(),
        outcome,
    };
    let sentences = || match &remembered.sentences {
        Some(bytes) => store.write(Part::Sentences, key, &[bytes]),
        None => Ok(()),
    };
    // Writing waits for the disk.
    let (written, unchanged) = rayon::join(
        || store.write_with(Part::All, &seal, &bytes).and_then(|()| sentences()),
        || unchanged::bytes(end, world, disk, folder),
    );
    let written = written.and_then(|()| match unchanged {
        Some(bytes) => store.write(Part::Unchanged, key, &[&bytes]),
        None => Ok(()),
    });
    written.map_err(|error| error.to_string())
}
