//! Who mentions a term, who cites a source, who tells an event, who names a person: gathered from all pages and entries,
//! in one stable order. Of each thing's references all are counted, and the sentences of the first are kept; who wants more
//! of them, or those of pages that a cache stands for, has the page linked again.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustc_hash::{FxBuildHasher, FxHashMap};
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::Xxh3;

use super::entries::Entries;
use super::index::{Index, Ref};
use super::page::{Facts, page};
use super::scope::Use;
use crate::cache::trace::{self, Question};
use crate::model::id::Kind;

/// Of each thing so many sentences are kept: as many as any list shows.
const KEPT: usize = 200;

const SHARDS: usize = 32;

/// A page or entry that refers to something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct From(pub Ref);

/// All references to one thing from one page or entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backlink {
    /// Where from.
    pub from: From,
    /// How many sentences refer to it; none when it is only listed.
    pub count: usize,
    /// These sentences, in order; only for the first links, until there are as many as were asked for.
    pub uses: Vec<Arc<Use>>,
}

/// How often one page refers to one thing, and what its sentences come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// How many sentences; none where it is only listed.
    pub count: u32,
    /// A hash of the sentences.
    pub hash: u64,
}

#[derive(Debug, Default)]
struct To {
    /// In order, unless `mixed`.
    all: Vec<(From, Tally)>,
    mixed: bool,
    /// The sentences of the first of `all`, as far as they are known.
    kept: BTreeMap<From, Vec<Arc<Use>>>,
    /// How many sentences `kept` holds.
    room: usize,
}

impl To {
    fn put(&mut self, from: From, tally: Tally, uses: Vec<Arc<Use>>) {
        self.mixed |= self.all.last().is_some_and(|(last, _)| *last > from);
        self.all.push((from, tally));
        if uses.is_empty() {
            return;
        }
        if self.room >= KEPT && self.kept.last_key_value().is_none_or(|(last, _)| *last < from) {
            return;
        }
        self.room += uses.len();
        self.kept.insert(from, uses);
        while let Some(last) = self.kept.last_entry()
            && self.room - last.get().len() >= KEPT
        {
            self.room -= last.remove().len();
        }
    }

    fn sort(&mut self) -> &[(From, Tally)] {
        if std::mem::take(&mut self.mixed) {
            self.all.sort_unstable_by_key(|(from, _)| *from);
        }
        &self.all
    }

    fn forget(&mut self, from: From) {
        self.all.retain(|(known, _)| *known != from);
        self.room -= self.kept.remove(&from).map_or(0, |uses| uses.len());
    }
}

type Shard = Mutex<HashMap<Ref, To, FxBuildHasher>>;

/// All references to all things. May be added to from many threads.
#[derive(Debug, Default)]
pub struct Backlinks {
    to: [Shard; SHARDS],
    /// Sentences of pages that were linked again.
    again: Mutex<FxHashMap<usize, Arc<Vec<Arc<Use>>>>>,
}

impl Backlinks {
    /// Adds the references of one page, and takes its sentences. What it refers to stays in its facts.
    pub fn take(&self, facts: &mut Facts) {
        let from = From::page(facts.at);
        let mut by_ref: BTreeMap<Ref, Vec<Arc<Use>>> = BTreeMap::new();
        for used in std::mem::take(&mut facts.uses) {
            by_ref.entry(used.of).or_default().push(used);
        }
        for (r, tally) in &facts.refs {
            if *r != from.0 {
                self.shard(*r)
                    .entry(*r)
                    .or_default()
                    .put(from, *tally, by_ref.remove(r).unwrap_or_default());
            }
        }
    }

    /// Removes the references of one page that were taken from these facts.
    pub fn forget(&self, facts: &Facts) {
        let from = From::page(facts.at);
        for r in facts.refs.keys() {
            let mut shard = self.shard(*r);
            if let Some(to) = shard.get_mut(r) {
                to.forget(from);
                if to.all.is_empty() {
                    shard.remove(r);
                }
            }
        }
        self.relinked().remove(&facts.at);
    }

    /// Adds the references of all entries, in place of those that entries had before.
    pub fn entries(&self, entries: &Entries) {
        for shard in &self.to {
            let mut shard = shard.lock().unwrap_or_else(PoisonError::into_inner);
            shard.retain(|_, to| {
                to.all.retain(|(from, _)| from.0.kind == Kind::Page);
                to.kept.retain(|from, _| from.0.kind == Kind::Page);
                to.room = to.kept.values().map(Vec::len).sum();
                !to.all.is_empty()
            });
        }
        for e in entries.all() {
            let listed = |kind, list: &[usize]| list.iter().map(|at| Ref { kind, at: *at }).collect::<Vec<_>>();
            let mut refs = listed(Kind::Source, &e.sources);
            refs.extend(listed(Kind::Person, &e.people));
            if e.of.kind == Kind::Event {
                refs.extend(listed(Kind::Term, &e.related_terms));
            }
            refs.extend(e.refs.iter().copied());
            for (r, (tally, uses)) in by_thing(&e.uses, refs) {
                if r != e.of {
                    self.shard(r).entry(r).or_default().put(From(e.of), tally, uses);
                }
            }
        }
    }

    /// The references to one thing: pages in their order, then entries; the sentences of the first, until there are `most`.
    #[must_use]
    pub fn to(&self, index: &Index<'_>, r: Ref, most: usize) -> Vec<Backlink> {
        trace::ask(Question::Backlinks, r.kind, r.at, &most.to_string(), "");
        let mut links: Vec<Backlink> = Vec::new();
        let mut wanted: Vec<usize> = Vec::new();
        let mut room = most;
        if let Some(to) = self.shard(r).get_mut(&r) {
            to.sort();
            for (from, tally) in &to.all {
                let count = tally.count as usize;
                let uses = match to.kept.get(from) {
                    Some(uses) if room > 0 => uses.clone(),
                    _ => Vec::new(),
                };
                if room > 0 && uses.len() < count {
                    wanted.push(links.len());
                }
                room = room.saturating_sub(count);
                links.push(Backlink {
                    from: *from,
                    count,
                    uses,
                });
            }
        }
        for at in wanted {
            if let Some(link) = links.get_mut(at) {
                link.uses = self.linked_again(index, link.from.0.at, r);
            }
        }
        links
    }

    /// What [`Self::to`] says of a thing, as a hash. `name` tells entries apart from run to run.
    #[must_use]
    pub fn print(&self, r: Ref, most: usize, name: impl Fn(Ref) -> u64) -> u64 {
        let mut hash = Xxh3::new();
        let mut room = most;
        let (mut rest, mut places) = (0u64, 0u64);
        if let Some(to) = self.shard(r).get_mut(&r) {
            for (from, tally) in to.sort() {
                // Beyond the sentences that are shown, places are listed up to a number, and else counted.
                if room > 0 || places < KEPT as u64 {
                    hash.update(&name(from.0).to_le_bytes());
                    hash.update(&tally.count.to_le_bytes());
                }
                if room > 0 {
                    hash.update(&tally.hash.to_le_bytes());
                }
                places += 1;
                rest += u64::from(tally.count.max(1));
                room = room.saturating_sub(tally.count as usize);
            }
        }
        hash.update(&rest.to_le_bytes());
        hash.update(&places.to_le_bytes());
        hash.digest()
    }

    /// Whether anything refers to it.
    #[must_use]
    pub fn any(&self, r: Ref) -> bool {
        self.shard(r).contains_key(&r)
    }

    /// The sentences of a page about one thing.
    fn linked_again(&self, index: &Index<'_>, at: usize, of: Ref) -> Vec<Arc<Use>> {
        let known = self.relinked().get(&at).cloned();
        let uses = known.unwrap_or_else(|| {
            let uses = trace::unnoted(|| page(index, at).map(|(_, facts)| facts.uses).unwrap_or_default());
            let uses = Arc::new(uses);
            self.relinked().insert(at, Arc::clone(&uses));
            uses
        });
        uses.iter().filter(|u| u.of == of).cloned().collect()
    }

    fn relinked(&self) -> MutexGuard<'_, FxHashMap<usize, Arc<Vec<Arc<Use>>>>> {
        self.again.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn shard(&self, r: Ref) -> MutexGuard<'_, HashMap<Ref, To, FxBuildHasher>> {
        let shard = self
            .to
            .get((r.at ^ (r.kind as usize) << 2) % SHARDS)
            .unwrap_or(&self.to[0]);
        shard.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Sentences, and things that are only listed, by what they are about.
pub(super) fn by_thing(
    uses: &[Arc<Use>],
    listed: impl IntoIterator<Item = Ref>,
) -> BTreeMap<Ref, (Tally, Vec<Arc<Use>>)> {
    let mut by_ref: BTreeMap<Ref, (Tally, Vec<Arc<Use>>)> = BTreeMap::new();
    for r in listed {
        by_ref.entry(r).or_default();
    }
    for used in uses {
        by_ref.entry(used.of).or_default().1.push(Arc::clone(used));
    }
    for (tally, uses) in by_ref.values_mut() {
        *tally = tally_of(uses);
    }
    by_ref
}

fn tally_of(uses: &[Arc<Use>]) -> Tally {
    if uses.is_empty() {
        return Tally::default();
    }
    let mut hash = Xxh3::new();
    for used in uses {
        for part in [&used.fragment, &used.before, &used.form, &used.after] {
            hash.update(&(part.len() as u64).to_le_bytes());
            hash.update(part.as_bytes());
        }
    }
    Tally {
        count: u32::try_from(uses.len()).unwrap_or(u32::MAX),
        hash: hash.digest(),
    }
}

impl From {
    fn page(at: usize) -> Self {
        Self(Ref { kind: Kind::Page, at })
    }

    /// The address of a use on the page that holds it. On a list page that is the entry's own place.
    #[must_use]
    pub fn place(self, index: &Index<'_>, used: &Use) -> String {
        match self.0.kind {
            Kind::Page | Kind::Term => format!("{}#{}", index.path(self.0), used.fragment),
            _ => index.path(self.0),
        }
    }
}
