//! The files in which readers search, batch by batch: when the last page of a batch has been linked, Pagefind reads the batch on
//! the same core, and its records are let go. What it found is kept for the next build, which has it read those batches only of
//! which something has changed.

use std::hash::{Hash, Hasher};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use xxhash_rust::xxh3::Xxh3;

use super::Failure;
use super::one::Made;
use super::past::Asked;
use super::site::Site;
use crate::cache::form;
use crate::images::Store;
use crate::link::Ref;
use crate::model::id::Kind;
use crate::search::{self, Batch, File, Part, Record};

/// Enters the names of what is kept.
const RECIPE: &str = concat!("nutgraf ", env!("CARGO_PKG_VERSION"), " search 3");

/// The batches, and how far they have come.
pub(super) struct Gathering {
    batches: Vec<Batch<Ref>>,
    /// The batch of each page.
    of_page: FxHashMap<usize, usize>,
    states: Vec<Mutex<State>>,
    used: Mutex<FxHashSet<String>>,
}

/// A batch on its way.
#[derive(Default)]
struct State {
    /// How many of its pages have been linked.
    linked: usize,
    /// Of its pages that have something to find, what: its hash, and itself where the page was linked in this build.
    known: FxHashMap<usize, (u64, Option<Record>)>,
    done: Option<Done>,
}

/// A batch that was read.
#[derive(Clone)]
struct Done {
    key: u64,
    /// What was found; none where it is kept, or nothing was there to be found.
    part: Option<Part>,
}

/// A hash of what can be found of a page: 0 where there is nothing.
pub(super) fn hash_of(record: Option<&Record>) -> u64 {
    record.map_or(0, |record| {
        let mut hash = Xxh3::new();
        record.hash(&mut hash);
        hash.finish().max(1)
    })
}

impl Gathering {
    pub(super) fn new(batches: Vec<Batch<Ref>>) -> Self {
        let pages = batches.iter().enumerate().flat_map(|(at, batch)| {
            let pages = batch.items.iter().filter(|r| r.kind == Kind::Page);
            pages.map(move |r| (r.at, at))
        });
        Self {
            of_page: pages.collect(),
            states: batches.iter().map(|_| Mutex::default()).collect(),
            batches,
            used: Mutex::default(),
        }
    }

    fn state(&self, at: usize) -> Option<std::sync::MutexGuard<'_, State>> {
        Some(self.states.get(at)?.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The names of what was made or used.
    pub(super) fn used(&self) -> FxHashSet<String> {
        self.used.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// A name for what is kept under a key.
fn name(key: u64) -> String {
    format!("{key:016x}")
}

impl Site<'_, '_> {
    /// Notes what can be found of a page. Where it was the last one of its batch, the batch is read.
    pub(super) fn found(&self, page: usize, hash: u64, record: Option<Record>) {
        let Some(gathering) = &self.gathering else { return };
        let Some(at) = gathering.of_page.get(&page) else { return };
        let Some((batch, mut state)) = gathering.batches.get(*at).zip(gathering.state(*at)) else {
            return;
        };
        if hash != 0 {
            state.known.insert(page, (hash, record));
        }
        state.linked += 1;
        if state.linked < batch.items.len() {
            return;
        }
        let known = std::mem::take(&mut state.known);
        drop(state);
        let hashes: Vec<(u64, u64)> = batch
            .items
            .iter()
            .filter_map(|r| Some((self.index.who(*r), known.get(&r.at)?.0)))
            .collect();
        let done = self.read(batch, &hashes, |r| {
            let (_, record) = known.get(&r.at)?;
            record.clone().or_else(|| search::of(self.index, self.entries, r))
        });
        if let Some(mut state) = gathering.state(*at) {
            state.done = self.noted(done);
        }
    }

    /// Notes what went wrong.
    fn noted(&self, done: Result<Done, String>) -> Option<Done> {
        done.map_err(|error| {
            let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
            found.unsearchable.get_or_insert(error);
        })
        .ok()
    }

    /// Has a batch read, where it isn't what it was; `hashes` tell what can be found of it.
    fn read(
        &self,
        batch: &Batch<Ref>,
        hashes: &[(u64, u64)],
        record: impl Fn(Ref) -> Option<Record>,
    ) -> Result<Done, String> {
        let mut hash = Xxh3::new();
        let portable = self.run.settings.portable;
        (RECIPE, portable, batch.group, &batch.language, hashes).hash(&mut hash);
        let key = hash.finish();
        let mut done = Done { key, part: None };
        if hashes.is_empty() {
            done.part = Some(Part::default());
            return Ok(done);
        }
        if self.keep(key) {
            return Ok(done);
        }
        let records: Vec<Record> = batch.items.iter().filter_map(|r| record(*r)).collect();
        let (part, outputs) = search::part(&batch.language, batch.group, records, portable)?;
        let made = Made {
            outputs,
            ..Made::default()
        };
        self.take(key, made, Asked::nothing(), None);
        done.part = self.put(key, part);
        Ok(done)
    }

    /// Keeps a part, or gives it back where nothing is kept.
    fn put(&self, key: u64, part: Part) -> Option<Part> {
        let Some(parts) = self.parts() else { return Some(part) };
        parts.put(&name(key), &form::write(&part));
        None
    }

    /// Where parts are kept.
    fn parts(&self) -> Option<&dyn Store> {
        self.run.texts.past().map(|past| &past.parts as &dyn Store)
    }

    /// Makes the files in which readers search, when all pages are known. Where no batch has changed, they stay as they are.
    pub(super) fn search_files(&self) -> Result<(), Failure> {
        let Some(gathering) = &self.gathering else {
            return Ok(());
        };
        let batches = gathering.batches.par_iter().enumerate();
        batches.for_each(|(at, batch)| {
            let known = gathering.state(at).and_then(|state| state.done.clone());
            if known.is_none() && batch.items.first().is_some_and(|r| r.kind != Kind::Page) {
                let done = self.read_entries(batch);
                if let Some(mut state) = gathering.state(at) {
                    state.done = self.noted(done);
                }
            }
        });
        let failed = {
            let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
            found.unsearchable.take()
        };
        if let Some(error) = failed {
            return Err(Failure::Search(error));
        }
        self.join(gathering).map_err(Failure::Search)
    }

    fn read_entries(&self, batch: &Batch<Ref>) -> Result<Done, String> {
        let record = |r: &Ref| search::of_entry(self.index, self.entries.get(*r)?);
        let records: Vec<(Ref, Record)> = batch.items.iter().filter_map(|r| Some((*r, record(r)?))).collect();
        let hashes = records
            .iter()
            .map(|(r, record)| (self.index.who(*r), hash_of(Some(record))));
        let hashes: Vec<(u64, u64)> = hashes.collect();
        let records: FxHashMap<Ref, Record> = records.into_iter().collect();
        self.read(batch, &hashes, |r| records.get(&r).cloned())
    }

    fn join(&self, gathering: &Gathering) -> Result<(), String> {
        let states = (0..gathering.batches.len()).map(|at| gathering.state(at).and_then(|mut state| state.done.take()));
        let done = states.map(|done| done.ok_or_else(|| "a batch was not read".to_owned()));
        let done: Vec<Done> = done.collect::<Result<_, _>>()?;
        let mut hash = Xxh3::new();
        (RECIPE, "whole").hash(&mut hash);
        for done in &done {
            done.key.hash(&mut hash);
        }
        let key = hash.finish();
        {
            let mut used = gathering.used.lock().unwrap_or_else(PoisonError::into_inner);
            used.extend(done.iter().map(|done| name(done.key)).chain([name(key)]));
        }
        // The keys of the files of which the whole consists.
        let list = self.parts().and_then(|parts| parts.get(&name(key)));
        let list: Vec<u64> = list.and_then(|bytes| form::read(&bytes)).unwrap_or_default();
        let kept: FxHashSet<u64> = list.iter().copied().filter(|key| self.keep(*key)).collect();
        if !list.is_empty() && kept.len() == list.len() {
            return Ok(());
        }
        let parts = gathering.batches.par_iter().zip(done).map(|(batch, done)| {
            let kept = || self.parts().and_then(|parts| form::read(&parts.get(&name(done.key))?));
            let part = done.part.or_else(kept);
            Ok((
                batch.language.as_str(),
                part.map_or_else(|| self.again(batch, done.key), Ok)?,
            ))
        });
        let parts: Vec<(&str, Part)> = parts.collect::<Result<_, String>>()?;
        let keys = Mutex::new(Vec::new());
        search::join(&parts, &|file: File| {
            let mut hash = Xxh3::new();
            (RECIPE, &file.path, file.hash()).hash(&mut hash);
            let key = hash.finish();
            keys.lock().unwrap_or_else(PoisonError::into_inner).push(key);
            if !kept.contains(&key) && !self.keep(key) {
                let made = Made {
                    outputs: vec![file.output()],
                    ..Made::default()
                };
                self.take(key, made, Asked::nothing(), None);
            }
        })?;
        if let Some(parts) = self.parts() {
            let mut keys = keys.into_inner().unwrap_or_else(PoisonError::into_inner);
            keys.sort_unstable();
            parts.put(&name(key), &form::write(&keys));
        }
        Ok(())
    }

    /// Has a batch read again, of which the excerpts are still there and nothing else.
    fn again(&self, batch: &Batch<Ref>, key: u64) -> Result<Part, String> {
        let records = batch
            .items
            .iter()
            .filter_map(|r| search::of(self.index, self.entries, *r));
        let (part, _) = search::part(
            &batch.language,
            batch.group,
            records.collect(),
            self.run.settings.portable,
        )?;
        self.put(key, part.clone());
        Ok(part)
    }
}
