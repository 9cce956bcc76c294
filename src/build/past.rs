//! What an earlier build knew, and whether it still holds: the questions that it asked are answered again, and what was made
//! from answers that are the same need not be made again.

use std::collections::BTreeSet;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::words::{Changed, Words};
use crate::cache::form::{self, Print};
use crate::cache::memory::Memory;
use crate::cache::numbers;
use crate::cache::rebase::Rebase;
use crate::cache::saved::{Saved, SavedJob, SavedPage};
use crate::cache::sentences::Sentences;
use crate::cache::trace::{About, Dep, Deps, Packed, Question, Stage};
use crate::diagnostics::Diagnostic;
use crate::images::Folder;
use crate::link::{Backlinks, Entries, Facts, Index, LinkedEntry, Pending, Ref, Tally, sum};
use crate::load::Loaded;
use crate::model::id::Kind;
use crate::render::{Renderer, TemplateFault};
use crate::span::Span;

/// What a build that remembers is given.
pub(super) struct Past<'p> {
    pub(super) saved: &'p Saved<'p>,
    pub(super) memory: &'p Memory<'p>,
    pub(super) deps: Arc<Deps>,
    /// Set when a file turns out to be another one than when it was loaded.
    pub(super) changed: Arc<AtomicBool>,
    /// Where what Pagefind found is kept.
    pub(super) parts: Folder,
    /// Sentences that lists of references show.
    pub(super) sentences: Arc<Sentences>,
    /// When this run began to look at files.
    pub(super) seen: i64,
}

/// Whether an answer is the same as before.
#[derive(Clone, Copy, Default)]
struct Same {
    value: bool,
    places: bool,
}

/// The prints of this run's answers.
pub(super) struct Answers<'a> {
    index: &'a Index<'a>,
    renderer: &'a Renderer<'a>,
    /// Of linked entries, by kind.
    linked: FxHashMap<Kind, Vec<Print>>,
    /// The pages that the texts of entries ask for.
    reached: Vec<u32>,
    /// What is known when all pages have been linked.
    late: Option<(&'a Backlinks, &'a FxHashMap<usize, Arc<str>>)>,
}

impl<'a> Answers<'a> {
    /// The answers that need no page to have been linked.
    pub(super) fn new(index: &'a Index<'a>, renderer: &'a Renderer<'a>, entries: &Entries, deps: &Deps) -> Self {
        let mut answers = Self {
            index,
            renderer,
            linked: FxHashMap::default(),
            reached: Vec::new(),
            late: None,
        };
        let deps = deps.list();
        answers.reached = reached(entries, &deps);
        let prints: Vec<Option<Print>> = deps.par_iter().map(|dep| answers.print(dep)).collect();
        let words = Words::new(index).prints();
        let of = |entry: &LinkedEntry| {
            let asked = entry.trace.asked.iter();
            let asked = asked.map(|n| prints.get(*n as usize).copied().flatten().unwrap_or_default());
            let said = entry.trace.words.iter().map(|(forms, word)| {
                let print = words.get(usize::from(*forms)).and_then(|all| all.get(*word as usize));
                Print::plain(print.copied().unwrap_or_default())
            });
            Print::of_all(&asked.chain(said).collect::<Vec<_>>())
        };
        let lists = [
            (Kind::Term, &entries.terms),
            (Kind::Event, &entries.events),
            (Kind::Person, &entries.people),
            (Kind::Source, &entries.sources),
        ];
        let linked = lists.map(|(kind, list)| (kind, list.iter().map(of).collect::<Vec<_>>()));
        answers.linked = linked.into_iter().collect();
        answers
    }

    /// The pages that the texts of entries ask for, by their places in the list.
    pub(super) fn reached(&self) -> &[u32] {
        &self.reached
    }

    /// The index that answers.
    pub(super) fn index(&self) -> &'a Index<'a> {
        self.index
    }

    /// Adds what is known when all pages have been linked.
    pub(super) fn complete(&mut self, backlinks: &'a Backlinks, summaries: &'a FxHashMap<usize, Arc<str>>) {
        self.late = Some((backlinks, summaries));
    }

    /// Who refers to what, once all pages have been linked.
    pub(super) fn backlinks(&self) -> Option<&'a Backlinks> {
        self.late.map(|(backlinks, _)| backlinks)
    }

    /// The print of an answer; `None` where there is none, or none yet.
    pub(super) fn print(&self, dep: &Dep) -> Option<Print> {
        match dep {
            Dep::On(About::Linked, Kind::Page, at) => {
                let summary = self.late?.1.get(&(*at as usize));
                Some(Print::plain(sum(&summary.map(|s| &**s))))
            }
            Dep::On(About::Linked, kind, at) => self.linked.get(kind)?.get(*at as usize).copied(),
            Dep::On(About::AllLinked, kind, _) => {
                let own = Print::of_all(self.linked.get(kind)?);
                let all = self.index.print_on(About::All, *kind, 0)?;
                Some(Print::of_all(&[own, all]))
            }
            Dep::On(about, kind, at) => self.index.print_on(*about, *kind, *at),
            Dep::Ask(Question::Backlinks, kind, at, most, _) => {
                let r = Ref {
                    kind: *kind,
                    at: *at as usize,
                };
                let print = self.late?.0.print(r, most.parse().ok()?, |r| self.index.who(r));
                Some(Print::plain(print))
            }
            Dep::Ask(question, kind, at, a, b) => self
                .renderer
                .print_of(*question, *kind, *at, a)
                .or_else(|| self.index.print_of(*question, *kind, *at, a, b))
                .map(Print::plain),
        }
    }
}

fn reached(entries: &Entries, deps: &[Dep]) -> Vec<u32> {
    let asked = entries.all().flat_map(|entry| &entry.trace.asked);
    let pages = asked.filter_map(|n| match deps.get(*n as usize)? {
        Dep::On(_, Kind::Page, at) => Some(*at),
        _ => None,
    });
    let pages: BTreeSet<u32> = pages.collect();
    pages.into_iter().collect()
}

/// What of the past holds in this run.
pub(super) struct Holding<'p> {
    past: &'p Past<'p>,
    pub(super) rebase: Rebase,
    same: Vec<Same>,
    pub(super) words: Option<Changed>,
    /// The print of what was loaded.
    pub(super) loaded: u64,
    /// The print of what all pages are about, once they have been compared.
    pub(super) about: u64,
    /// The pages, and whether all is the same that they depend on, once that has been asked.
    pages: FxHashMap<u64, (&'p SavedPage<'p>, OnceLock<Same>)>,
    jobs: FxHashMap<u64, &'p SavedJob<'p>>,
}

/// What is stored of a page's facts.
#[derive(Serialize, Deserialize)]
pub(super) struct SavedFacts {
    pub(super) refs: Vec<(Ref, Tally)>,
    pub(super) pending: Vec<Pending>,
    pub(super) assets: BTreeSet<String>,
    pub(super) pictures: Vec<(String, Span)>,
    pub(super) faults: Vec<Diagnostic>,
    pub(super) summary: String,
    record: u64,
}

impl<'p> Holding<'p> {
    pub(super) fn new(past: &'p Past<'p>, loaded: &Loaded, answers: &Answers<'_>) -> Self {
        let saved = past.saved;
        let mut holding = Self {
            past,
            rebase: Rebase::new(&saved.head, loaded),
            same: vec![Same::default(); saved.deps.len()],
            words: Changed::new(past, &Words::new(answers.index)),
            loaded: loaded.print(),
            about: 0,
            pages: saved
                .pages
                .iter()
                .map(|page| (page.who, (page, OnceLock::new())))
                .collect(),
            jobs: saved.jobs.iter().map(|job| (job.key, job)).collect(),
        };
        holding.judge(answers, Stage::Loaded);
        holding
    }

    /// Judges the answers that are known from this stage on.
    pub(super) fn judge(&mut self, answers: &Answers<'_>, stage: Stage) {
        let (past, rebase) = (self.past, &self.rebase);
        let all_the_same = rebase.same && past.saved.head.loaded == self.loaded;
        self.same
            .par_iter_mut()
            .zip(&past.saved.deps)
            .filter(|(_, (dep, _))| dep.stage() == stage)
            .for_each(|(same, (dep, old))| {
                if all_the_same && old.is_some() && dep.is_of_loaded() {
                    (same.value, same.places) = (true, true);
                    return;
                }
                let new = rebase.dep(dep).and_then(|dep| answers.print(&dep));
                if let (Some(new), Some(old)) = (new, old) {
                    *same = Same {
                        value: new.value == old.value,
                        places: new.places == old.places,
                    };
                }
            });
    }

    /// Judges which pages are related to which. While what all are about is the same, no page is compared with others.
    pub(super) fn judge_related(&mut self, answers: &Answers<'_>) {
        self.about = answers.renderer.print_of_subjects();
        if self.past.saved.head.subjects != self.about {
            return self.judge(answers, Stage::Compared);
        }
        for (same, (dep, old)) in self.same.iter_mut().zip(&self.past.saved.deps) {
            if dep.stage() == Stage::Compared && old.is_some() {
                (same.value, same.places) = (true, true);
            }
        }
    }

    /// Whether the answer to a question of the last run is the same in every way.
    pub(super) fn is_same(&self, n: u32) -> bool {
        self.same.get(n as usize).is_some_and(|same| same.value && same.places)
    }

    /// Whether all answers are the same, and all words say what they said.
    fn all(&self, asked: &[u8], words: &[u8]) -> Same {
        let mut all = Same {
            value: self.words.as_ref().is_none_or(|changed| changed.hold(words)),
            places: true,
        };
        for n in numbers::read(asked) {
            if !all.value {
                break;
            }
            let same = self.same.get(n as usize).copied().unwrap_or_default();
            all.value &= same.value;
            all.places &= same.places;
        }
        all.places &= all.value;
        all
    }

    fn page(&self, who: u64) -> Option<(&'p SavedPage<'p>, Same)> {
        let (page, same) = self.pages.get(&who)?;
        Some((page, *same.get_or_init(|| self.all(page.asked, page.words))))
    }

    /// What a page is about, where nothing that this depends on has changed.
    pub(super) fn subjects(&self, who: u64) -> Option<Vec<Ref>> {
        let (page, same) = self.page(who)?;
        if !same.value {
            return None;
        }
        let saved: Vec<Ref> = form::read(page.subjects)?;
        let mut subjects: Vec<Ref> = saved
            .into_iter()
            .map(|r| self.rebase.reference(r))
            .collect::<Option<_>>()?;
        subjects.sort_unstable();
        Some(subjects)
    }

    /// What a page's links came to, where nothing that they depend on has changed: its facts without sentences and ids,
    /// its summary, and the hash of what can be searched for.
    pub(super) fn facts(&self, who: u64, at: usize) -> Option<(Facts, String, u64, &'p SavedPage<'p>)> {
        let (page, same) = self.page(who)?;
        if !same.places {
            return None;
        }
        let saved: SavedFacts = form::read_with(page.facts, &self.rebase.files)?;
        let refs = saved
            .refs
            .into_iter()
            .map(|(r, tally)| Some((self.rebase.reference(r)?, tally)))
            .collect::<Option<_>>()?;
        let facts = Facts {
            at,
            uses: Vec::new(),
            refs,
            anchors: None,
            pending: saved.pending,
            assets: saved.assets,
            pictures: saved.pictures,
            faults: saved.faults,
        };
        Some((facts, saved.summary, saved.record, page))
    }

    /// What a job made, where nothing that it depends on has changed, with what was wrong with templates.
    pub(super) fn job(&self, key: u64) -> Option<(&'p SavedJob<'p>, Vec<(TemplateFault, String)>)> {
        let job = self.jobs.get(&key)?;
        let text = job.text.map(|who| self.page(who).is_some_and(|(_, same)| same.value));
        if text == Some(false) || !self.all(job.asked, job.words).value {
            return None;
        }
        Some((job, form::read_with(job.faults, &self.rebase.files)?))
    }
}

/// The bytes of a page's facts.
pub(super) fn facts_bytes(facts: &Facts, summary: &str, record: u64) -> Vec<u8> {
    form::write(&SavedFacts {
        refs: facts.refs.iter().map(|(r, tally)| (*r, *tally)).collect(),
        pending: facts.pending.clone(),
        assets: facts.assets.clone(),
        pictures: facts.pictures.clone(),
        faults: facts.faults.clone(),
        summary: summary.to_owned(),
        record,
    })
}

/// The bytes of a page's facts with other numbers of files and entries.
pub(super) fn renumbered(facts: &[u8], rebase: &Rebase) -> Option<Vec<u8>> {
    let mut saved: SavedFacts = form::read_with(facts, &rebase.files)?;
    for (r, _) in &mut saved.refs {
        *r = rebase.reference(*r)?;
    }
    Some(form::write(&saved))
}

/// A hash of the ids on a page that was linked.
pub(super) fn ids_of(facts: &Facts) -> u64 {
    sum(&facts.anchors)
}

/// The trace of something that was made now, or in an earlier run.
pub(super) enum Asked<'p> {
    Now(Packed),
    /// What was asked, and the words, as they were written.
    Before(&'p [u8], &'p [u8]),
}

impl Asked<'_> {
    /// Of what nothing was asked: its key says all that it is made from.
    pub(super) fn nothing() -> Self {
        Self::Now(Packed::default())
    }
}
