//! What is remembered since all of it was last written: that of a few pages whose texts say something else. It is small, and
//! written in a file of its own, because all that is remembered takes longer to write than such a build does.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::form::{self, Print};
use super::saved::{Answered, Input, Saved, SavedJob, SavedPage, SavedUses, Tables, key_of};
use crate::link::Ref;

/// What stands in place of the same in [`Saved`]; all numbers are those that are used there.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Later<'a> {
    /// Files, by their paths.
    #[serde(borrow)]
    pub inputs: Vec<Input<'a>>,
    /// Pages, by who they are.
    pub pages: Vec<SavedPage<'a>>,
    /// Outputs, by their keys.
    pub jobs: Vec<SavedJob<'a>>,
    /// Who refers to what, by what that is.
    pub uses: Vec<SavedUses>,
    /// Answers, by the numbers of their questions.
    pub prints: Vec<(u32, Print)>,
    /// Words that come after those that were known.
    pub words: Vec<(u32, &'a [u8])>,
}

impl<'a> Later<'a> {
    /// The bytes.
    #[must_use]
    pub fn write(&self) -> Vec<u8> {
        form::write(self)
    }

    /// What the bytes say; `None` where they say nothing.
    #[must_use]
    pub fn read(bytes: &'a [u8]) -> Option<Self> {
        form::borrowed(bytes)
    }

    /// Takes in what is later still.
    #[must_use]
    pub fn renewed(mut self, later: Self) -> Self {
        put(&mut self.inputs, later.inputs, |input| input.path);
        put(&mut self.pages, later.pages, |page| page.who);
        put(&mut self.jobs, later.jobs, |job| job.key);
        put(&mut self.uses, later.uses, |uses| uses.of);
        put(&mut self.prints, later.prints, |(number, _)| *number);
        self.words.extend(later.words);
        self
    }
}

impl<'a> Saved<'a> {
    /// Takes in what was remembered later.
    pub fn renew(&mut self, later: &Later<'a>) {
        put(&mut self.inputs, later.inputs.clone(), |input| input.path);
        put(&mut self.pages, later.pages.clone(), |page| page.who);
        put(&mut self.jobs, later.jobs.clone(), |job| job.key);
        for (number, print) in &later.prints {
            if let Some((_, known)) = self.deps.get_mut(*number as usize) {
                *known = Some(*print);
            }
        }
        self.head.words.extend(later.words.iter().copied());
    }
}

/// What is remembered, with what was remembered later in its place: read where it is asked for.
#[derive(Debug)]
pub struct Lookup<'l, 'a> {
    tables: &'l Tables<'a>,
    later: &'l Later<'a>,
    /// The files' places, by the keys of their paths; where several have one, the first.
    places: FxHashMap<u64, usize>,
}

impl<'l, 'a> Lookup<'l, 'a> {
    /// Both together.
    #[must_use]
    pub fn new(tables: &'l Tables<'a>, later: &'l Later<'a>) -> Self {
        let mut places = FxHashMap::default();
        for (key, place) in tables.inputs.keys().zip(0..) {
            places.entry(key).or_insert(place);
        }
        Self { tables, later, places }
    }

    /// A file, by its path from the site's root.
    #[must_use]
    pub fn input(&self, path: &str) -> Option<Input<'a>> {
        let newer = self.later.inputs.iter().find(|input| input.path == path).copied();
        let older = || self.tables.inputs.get(*self.places.get(&key_of(path))?);
        newer.or_else(older).filter(|input| input.path == path)
    }

    /// A page, by who it is.
    #[must_use]
    pub fn page(&self, who: u64) -> Option<SavedPage<'a>> {
        let newer = self.later.pages.iter().find(|page| page.who == who).cloned();
        newer.or_else(|| self.tables.pages.find(who))
    }

    /// An output, by its key.
    #[must_use]
    pub fn job(&self, key: u64) -> Option<SavedJob<'a>> {
        let newer = self.later.jobs.iter().find(|job| job.key == key).cloned();
        newer.or_else(|| self.tables.jobs.find(key))
    }

    /// Who refers to a page or entry, by its number among those that are remembered.
    #[must_use]
    pub fn uses(&self, of: Ref) -> Option<SavedUses> {
        let newer = self.later.uses.iter().find(|uses| uses.of == of).cloned();
        let older = || self.tables.uses.find(key_of(&of));
        newer.or_else(older).filter(|uses| uses.of == of)
    }

    /// How many words are remembered.
    #[must_use]
    pub fn words_known(&self) -> u32 {
        let later = self.later.words.iter().map(|(count, _)| count);
        self.tables.head.words_known() + later.sum::<u32>()
    }

    /// A question by its number, with its answer.
    #[must_use]
    pub fn question(&self, number: u32) -> Option<Answered<'a>> {
        let (dep, print) = self.tables.deps.get(number as usize)?;
        let newer = self.later.prints.iter().find(|(n, _)| *n == number);
        Some((dep, newer.map(|(_, print)| *print).or(print)))
    }
}

/// Puts new things in place of those with the same key, and others at the end.
fn put<T, K: Eq + std::hash::Hash>(all: &mut Vec<T>, new: Vec<T>, key: impl Fn(&T) -> K) {
    let mut new: FxHashMap<K, T> = new.into_iter().map(|one| (key(&one), one)).collect();
    for known in all.iter_mut() {
        if new.is_empty() {
            return;
        }
        if let Some(one) = new.remove(&key(known)) {
            *known = one;
        }
    }
    all.extend(new.into_values());
}
