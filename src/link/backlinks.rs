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
use crate::cache::form;
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

/// A page or entry that refers to something, in half the room and in the same order: a site has millions of references.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Packed(u32);

impl Packed {
    const BITS: u32 = 29;
    const KINDS: [Kind; 5] = [Kind::Page, Kind::Term, Kind::Event, Kind::Person, Kind::Source];

    fn new(from: From) -> Self {
        let most = (1 << Self::BITS) - 1;
        let at = u32::try_from(from.0.at).unwrap_or(most).min(most);
        Self((from.0.kind as u32) << Self::BITS | at)
    }

    fn open(self) -> From {
        let kind = Self::KINDS.get((self.0 >> Self::BITS) as usize);
        From(Ref {
            kind: *kind.unwrap_or(&Kind::Page),
            at: (self.0 & ((1 << Self::BITS) - 1)) as usize,
        })
    }
}

/// The references of one page or entry to a thing: its tally in the least room.
#[derive(Clone, Copy, Debug)]
struct Line {
    from: Packed,
    count: u32,
    hash: u64,
}

/// The sentences of one page or entry, written one after the other: hundreds of thousands of small strings would take three
/// times the room.
#[derive(Debug)]
struct Sentences {
    from: Packed,
    count: u32,
    bytes: Box<[u8]>,
}

impl Sentences {
    fn new(from: Packed, uses: &[Arc<Use>]) -> Self {
        let parts: Vec<[&str; 4]> = uses.iter().map(|u| u.parts()).collect();
        Self {
            from,
            count: u32::try_from(uses.len()).unwrap_or(u32::MAX),
            bytes: form::write(&parts).into(),
        }
    }

    fn room(&self) -> usize {
        self.count as usize
    }

    fn read(&self, of: Ref) -> Vec<Arc<Use>> {
        let parts: Vec<[&str; 4]> = form::borrowed(&self.bytes).unwrap_or_default();
        let made = parts.into_iter().map(|parts| {
            let [fragment, before, form, after] = parts.map(str::to_owned);
            Arc::new(Use {
                of,
                fragment,
                before,
                form,
                after,
            })
        });
        made.collect()
    }
}

#[derive(Debug, Default)]
struct To {
    /// In order, unless `mixed`.
    all: Vec<Line>,
    mixed: bool,
    /// The sentences of the first of `all`, as far as they are known, in order.
    kept: Vec<Sentences>,
    /// How many sentences `kept` holds.
    room: usize,
}

impl To {
    fn put(&mut self, from: From, tally: Tally, uses: &[Arc<Use>], most: usize) {
        let from = Packed::new(from);
        self.mixed |= self.all.last().is_some_and(|last| last.from > from);
        let Tally { count, hash } = tally;
        self.all.push(Line { from, count, hash });
        if uses.is_empty() {
            return;
        }
        if self.room >= most && self.kept.last().is_none_or(|last| last.from < from) {
            return;
        }
        self.room += uses.len();
        let at = self.kept.partition_point(|known| known.from < from);
        self.kept.insert(at, Sentences::new(from, uses));
        while let Some(last) = self.kept.pop_if(|last| self.room - last.room() >= most) {
            self.room -= last.room();
        }
    }

    fn kept(&self, from: Packed) -> Option<&Sentences> {
        let at = self.kept.binary_search_by_key(&from, |known| known.from).ok()?;
        self.kept.get(at)
    }

    fn sort(&mut self) -> &[Line] {
        if std::mem::take(&mut self.mixed) {
            self.all.sort_unstable_by_key(|line| line.from);
        }
        &self.all
    }

    fn forget(&mut self, from: From) {
        let from = Packed::new(from);
        self.all.retain(|known| known.from != from);
        self.kept.retain(|known| known.from != from);
        self.room = self.kept.iter().map(Sentences::room).sum();
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
                let uses = match to.kept(line.from) {
                    Some(uses) if room > 0 => uses.read(r),
                    _ => Vec::new(),
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
        let mut hash = Xxh3::new();
        let mut room = most;
        let (mut rest, mut places) = (0u64, 0u64);
        if let Some(to) = self.shard(r).get_mut(&r) {
            for line in to.sort() {
                // Beyond the sentences that are shown, places are listed up to a number, and else counted.
                if room > 0 || places < KEPT as u64 {
                    hash.update(&name(line.from.open().0).to_le_bytes());
                    hash.update(&line.count.to_le_bytes());
                }
                if room > 0 {
                    hash.update(&line.hash.to_le_bytes());
                }
                places += 1;
                rest += u64::from(line.count.max(1));
                room = room.saturating_sub(line.count as usize);
            }
        }
        hash.update(&rest.to_le_bytes());
        hash.update(&places.to_le_bytes());
        hash.digest()
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
