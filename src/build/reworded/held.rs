//! What the changed pages asked and came to, held to what is saved of the whole site, and told in its numbers.

use std::collections::hash_map::Entry;

use rustc_hash::{FxHashMap, FxHashSet};

use super::changed::{Changed, Old};
use super::{Given, Page};
use crate::build::notes::{self, JobNote, Outputs, PageNote};
use crate::build::past::{Answers, Asked, SavedFacts, ids_of, renumbered};
use crate::build::words::Numbering;
use crate::cache::form::{self, Print};
use crate::cache::later::Lookup;
use crate::cache::numbers;
use crate::cache::rebase::Rebase;
use crate::cache::saved::{SavedJob, SavedUses, key_of};
use crate::cache::trace::{About, Dep, Packed};
use crate::diagnostics::Diagnostic;
use crate::link::{Facts, Pending, Ref, Tally, hash_of_address};
use crate::load::Loaded;
use crate::model::id::Kind;
use crate::span::Span;

/// Who refers to what, where a changed page does so in another way than before, in the numbers of what is saved.
#[derive(Default)]
pub(super) struct Uses(FxHashMap<Ref, SavedUses>);

impl Uses {
    /// Takes in what a page refers to. `None` where it is something else to others than it was: where it has other ids and links
    /// may lead to them, leads to a place where it did not, needs other files, or says something else in lists; else what was
    /// wrong with it.
    pub(super) fn take(
        &mut self,
        (facts, summary): (&Facts, &str),
        (old, path): (&Old<'_>, &str),
        given: &Given<'_, '_>,
        (rebase, back): (&Rebase, &Rebase),
    ) -> Option<Vec<Diagnostic>> {
        let lookup = given.lookup;
        let before: SavedFacts = form::read_with(old.page.facts, &rebase.files)?;
        let is_known = |link: &Pending| {
            let mut known = before.pending.iter();
            known.any(|known| (&known.path, &known.fragment) == (&link.path, &link.fragment))
        };
        let pointed = given.head.pointed.contains(&hash_of_address(path));
        let shown = |facts: &[(String, Span)]| -> Vec<String> { facts.iter().map(|(p, _)| p.clone()).collect() };
        let same = facts.pending.iter().all(is_known)
            && before.assets == facts.assets
            && shown(&before.pictures) == shown(&facts.pictures)
            && before.summary == summary
            && (!pointed || old.page.ids == ids_of(facts));
        if !same {
            return None;
        }
        let mut left: FxHashMap<Ref, Tally> = before.refs.into_iter().collect();
        for (r, now) in &facts.refs {
            let r = back.reference(*r)?;
            let before = left.remove(&r);
            if before != Some(*now) {
                self.put(r, old, (before, Some(*now)), lookup)?;
            }
        }
        for (r, before) in left {
            self.put(r, old, (Some(before), None), lookup)?;
        }
        Some(before.faults)
    }

    fn put(
        &mut self,
        of: Ref,
        old: &Old<'_>,
        (before, now): (Option<Tally>, Option<Tally>),
        lookup: &Lookup<'_, '_>,
    ) -> Option<()> {
        let (kind, at) = (Kind::Page, old.place as usize);
        let from = Ref { kind, at };
        // No page is among those that refer to it.
        if of == from {
            return Some(());
        }
        let uses = match self.0.entry(of) {
            Entry::Occupied(uses) => uses.into_mut(),
            Entry::Vacant(room) => room.insert(lookup.uses(of)?),
        };
        uses.beginning.renew(from, before, now)
    }

    /// What is to be saved, where no list says anything else: each of their prints is the one that it was.
    pub(super) fn the_same(self, given: &Given<'_, '_>) -> Option<Vec<SavedUses>> {
        let name = |r: Ref| given.head.who.get(&r.kind)?.get(r.at).copied();
        for uses in self.0.values() {
            if uses.beginning.places == 0 {
                return None;
            }
            for (number, most) in &uses.asked {
                let now = Print::plain(uses.beginning.print(*most as usize, name)?);
                if given.lookup.question(*number)?.1 != Some(now) {
                    return None;
                }
            }
        }
        Some(self.0.into_values().collect())
    }
}

/// What was asked, in the numbers of what is saved.
pub(super) struct Questions {
    numbers: FxHashMap<u32, u32>,
    /// The texts that are others, with their prints.
    pub(super) renewed: Vec<(u32, Print)>,
}

impl Questions {
    /// `None` where something was asked that had not been asked before, or an answer is another one than in the whole site;
    /// only the texts of the changed pages may be others.
    pub(super) fn new<'t>(
        given: &Given<'_, '_>,
        (list, traces): (&[Dep], impl Iterator<Item = &'t Asked<'t>>),
        answers: &Answers<'_>,
        back: &Rebase,
    ) -> Option<Self> {
        let mut wanted: FxHashMap<u64, Vec<(u32, Dep)>> = FxHashMap::default();
        let asked: FxHashSet<u32> = traces.filter_map(packed).flat_map(Packed::asked).collect();
        let count = asked.len();
        for n in asked {
            let dep = back.dep(list.get(n as usize)?)?.into_owned();
            wanted.entry(key_of(&dep)).or_default().push((n, dep));
        }
        let mut questions = Self {
            numbers: FxHashMap::default(),
            renewed: Vec::new(),
        };
        for (key, number) in given.deps.keys().zip(0..) {
            let Some(some) = wanted.get(&key) else { continue };
            let (dep, before) = given.lookup.question(number)?;
            let Some((n, _)) = some.iter().find(|(_, wanted)| *wanted == *dep) else {
                continue;
            };
            let now = answers.print(list.get(*n as usize)?)?;
            if before != Some(now) {
                if !matches!(*dep, Dep::On(About::Body, Kind::Page, _)) {
                    return None;
                }
                questions.renewed.push((number, now));
            }
            questions.numbers.insert(*n, number);
        }
        (questions.numbers.len() == count).then_some(questions)
    }

    fn written(&self, trace: &Packed) -> Option<Vec<u8>> {
        let all = trace.asked().map(|n| self.numbers.get(&n).copied());
        Some(numbers::write(all.collect::<Option<_>>()?))
    }
}

fn packed<'t>(trace: &'t Asked<'_>) -> Option<&'t Packed> {
    match trace {
        Asked::Now(packed) => Some(packed),
        Asked::Before(..) => None,
    }
}

/// Nothing, where the texts of the changed pages stand in no output but those that were made again, and these are the same as
/// before, at the same paths.
pub(super) fn outputs(
    list: &[Dep],
    (pages, jobs): (&[PageNote<'_>], &[JobNote<'_>]),
    (changed, places): (&Changed<'_>, &[usize]),
) -> Option<()> {
    let mut left: FxHashMap<u64, &SavedJob<'_>> = changed.jobs().map(|job| (job.key, job)).collect();
    for note in jobs {
        let paths = left.remove(&note.key)?.outputs.iter().map(|(path, _)| *path);
        let Outputs::Made(made) = &note.outputs else {
            return None;
        };
        if !made.iter().map(|(path, ..)| path.as_str()).eq(paths) {
            return None;
        }
    }
    let readers = |at: usize| {
        let traces = pages
            .iter()
            .map(|page| &page.trace)
            .chain(jobs.iter().map(|job| &job.trace));
        let body = |n| matches!(list.get(n as usize), Some(Dep::On(About::Body, Kind::Page, n)) if *n as usize == at);
        traces
            .filter_map(packed)
            .filter(|trace| trace.asked().any(body))
            .count()
    };
    let mut all = changed.pages.iter().zip(places);
    let alone = all.all(|(old, at)| readers(*at) == old.readers as usize);
    (alone && left.is_empty()).then_some(())
}

/// What is to be saved of a page; `None` where it is about other things than it was.
pub(super) fn page(
    note: &mut PageNote<'_>,
    old: &Old<'_>,
    asked: &Questions,
    numbering: &mut Numbering<'_>,
    (loaded, back): (&Loaded, &Rebase),
) -> Option<Page> {
    let about = |bytes: &[u8]| form::read::<Vec<Ref>>(bytes);
    let now = about(&note.subjects)?.into_iter().map(|r| back.reference(r));
    let (mut now, mut before) = (now.collect::<Option<Vec<Ref>>>()?, about(old.page.subjects)?);
    now.sort_unstable();
    before.sort_unstable();
    let Asked::Now(trace) = &mut note.trace else {
        return None;
    };
    let file = loaded.remembered.iter().find(|file| file.path == old.path)?;
    let decoded = match file.decoded.as_slice() {
        [] => old.decoded,
        fresh => fresh,
    };
    (now == before).then_some(Page {
        path: old.path.to_owned(),
        hash: file.hash,
        decoded: decoded.to_vec(),
        links: notes::Page {
            who: note.who,
            asked: asked.written(trace)?.into(),
            words: numbering.of(trace).into(),
            facts: renumbered(&note.facts, back)?.into(),
            subjects: old.page.subjects.to_vec().into(),
            kin: old.page.kin.to_vec().into(),
            ids: note.ids,
        },
    })
}

/// What is to be saved of what was made.
pub(super) fn made(
    note: &mut JobNote<'_>,
    asked: &Questions,
    numbering: &mut Numbering<'_>,
) -> Option<notes::Job<'static>> {
    let Asked::Now(trace) = &mut note.trace else {
        return None;
    };
    let Outputs::Made(outputs) = &note.outputs else {
        return None;
    };
    Some(notes::Job {
        key: note.key,
        text: note.text,
        asked: asked.written(trace)?.into(),
        words: numbering.of(trace).into(),
        outputs: Outputs::Made(outputs.clone()),
        kept: note.kept.to_vec().into(),
        faults: note.faults.to_vec().into(),
    })
}
