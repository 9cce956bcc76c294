//! Who mentions a term, who cites a source, who tells an event, who names a person: gathered from all pages and entries,
//! in one stable order. Of each thing's references all are counted, and the sentences of the first are kept; those of pages
//! that a cache stands for are remembered, and who wants others has the page linked again.

mod beginning;
mod lines;

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustc_hash::{FxBuildHasher, FxHashMap};
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::Xxh3;

pub use self::beginning::Beginning;
use self::beginning::Printing;
use self::lines::{Line, Sentences, To};
use super::entries::Entries;
use super::index::{Index, Ref};
use super::page::{Facts, page};
use super::scope::Use;
use crate::cache::sentences::{self, Sentences as Known};
use crate::cache::trace::{self, Question};
use crate::model::id::Kind;

/// Of a term so many sentences are kept, and so many places told apart: as many as any list shows.
const KEPT: usize = 200;
/// Of other things no list shows more sentences than these.
const KEPT_OF_OTHERS: usize = 50;

fn most(kind: Kind) -> usize {
    if kind == Kind::Term { KEPT } else { KEPT_OF_OTHERS }
}

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

/// Sentences are remembered anew when one in so many is not remembered.
const FRESH: usize = 8;

type Things = HashMap<Ref, To, FxBuildHasher>;
type Shard = Mutex<Things>;

/// All references to all things. May be added to from many threads.
#[derive(Debug, Default)]
pub struct Backlinks {
    to: [Shard; SHARDS],
    /// Sentences of pages that were linked again.
    again: Mutex<FxHashMap<usize, Arc<Vec<Arc<Use>>>>>,
    /// Sentences that an earlier run found.
    known: Arc<Known>,
}

impl Backlinks {
    /// None yet, with the sentences that an earlier run found.
    #[must_use]
    pub fn with(known: Arc<Known>) -> Self {
        Self {
            known,
            ..Self::default()
        }
    }

    /// Adds the references of one page, and takes its sentences. What it refers to stays in its facts.
    pub fn take(&self, facts: &mut Facts) {
        let from = From::page(facts.at);
        let mut by_ref: BTreeMap<Ref, Vec<Arc<Use>>> = BTreeMap::new();
        for used in std::mem::take(&mut facts.uses) {
            by_ref.entry(used.of).or_default().push(used);
        }
        for (r, tally) in &facts.refs {
            if *r != from.0 {
                self.shard(*r).entry(*r).or_default().put(
                    from,
                    *tally,
                    by_ref.get(r).map_or(&[], Vec::as_slice),
                    most(r.kind),
                );
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
                to.all.retain(|line| line.from.open().0.kind == Kind::Page);
                to.all.shrink_to_fit();
                to.kept.retain(|known| known.from.open().0.kind == Kind::Page);
                to.room = to.kept.iter().map(Sentences::room).sum();
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
                    self.shard(r)
                        .entry(r)
                        .or_default()
                        .put(From(e.of), tally, &uses, most(r.kind));
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
            for line in &to.all {
                let count = line.count as usize;
                let uses = if room > 0 {
                    self.bytes_of(to, line)
                        .map_or_else(Vec::new, |bytes| lines::read(bytes, r))
                } else {
                    Vec::new()
                };
                if room > 0 && uses.len() < count {
                    wanted.push(links.len());
                }
                room = room.saturating_sub(count);
                links.push(Backlink {
                    from: line.from.open(),
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
        let mut print = Printing::new(most);
        let (mut sentences, mut places) = (0, 0);
        if let Some(to) = self.shard(r).get_mut(&r) {
            for line in to.sort() {
                if !print.is_full() {
                    print.add(name(line.from.open().0), line.tally());
                }
                sentences += beginning::sentences(line.tally());
                places += 1;
            }
        }
        print.end(sentences, places)
    }

    /// How the references to each thing begin; of things that no list `shows`, how many there are.
    #[must_use]
    pub fn beginnings(&self, shows: impl Fn(Ref) -> bool) -> Vec<(Ref, Beginning)> {
        let all = self.to.iter().flat_map(|shard| {
            let mut shard = shard.lock().unwrap_or_else(PoisonError::into_inner);
            let all = shard.iter_mut().map(|(r, to)| (*r, to.beginning(shows(*r))));
            all.collect::<Vec<_>>()
        });
        all.collect()
    }

    /// The sentences of a page or entry, where they are at hand.
    fn bytes_of<'b>(&'b self, to: &'b To, line: &Line) -> Option<&'b [u8]> {
        let kept = to.kept(line.from).map(Sentences::bytes);
        kept.or_else(|| self.known.find(line.tally().hash))
    }

    /// The sentences of the first references to each thing, to be remembered. `None` where those that were remembered earlier
    /// will do for most.
    #[must_use]
    pub fn sentences(&self) -> Option<Vec<u8>> {
        let lock = |shard| Mutex::lock(shard).unwrap_or_else(PoisonError::into_inner);
        let mut shards: Vec<MutexGuard<'_, _>> = self.to.iter().map(lock).collect();
        for (_, to) in shards.iter_mut().flat_map(|shard| shard.iter_mut()) {
            to.sort();
        }
        let lines = || {
            let all = shards.iter().flat_map(|shard| shard.iter());
            all.flat_map(|(r, to)| to.shown(most(r.kind)).map(move |line| (to, line)))
        };
        let (mut count, mut fresh) = (0, 0);
        for (_, line) in lines() {
            count += 1;
            fresh += usize::from(self.known.find(line.tally().hash).is_none());
        }
        if fresh * FRESH <= count {
            return None;
        }
        let all = lines().filter_map(|(to, line)| Some((line.tally().hash, self.bytes_of(to, line)?)));
        Some(sentences::write(&all.collect::<Vec<_>>()))
    }

    /// How many pages and entries refer to it. For making room: not noted.
    #[must_use]
    pub fn room(&self, r: Ref) -> usize {
        self.shard(r).get(&r).map_or(0, |to| to.all.len())
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
        for part in used.parts() {
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
