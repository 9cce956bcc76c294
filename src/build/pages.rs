//! The pass over all pages: each is linked, and rendered where it is an explainer, on whichever core is free, and let go.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::keys::key;
use super::notes::PageNote;
use super::one::{self, Job, Made};
use super::past::{Asked, facts_bytes, ids_of};
use super::search::hash_of;
use super::site::Site;
use crate::cache::form;
use crate::cache::saved::SavedPage;
use crate::cache::trace::Trace;
use crate::link::{self, Facts, LinkedPage, Ref};
use crate::load::{Page, Role};
use crate::model::id::Kind;
use crate::render::CardJob;
use crate::search::{self, Record};

/// A page that was linked now.
struct Linked {
    pub(super) page: LinkedPage,
    pub(super) facts: Facts,
    pub(super) record: Option<Record>,
    pub(super) card: Option<CardJob>,
    pub(super) subjects: Vec<Ref>,
}

/// What a pass over all pages leaves.
pub(super) struct Pages {
    pub(super) facts: Vec<Facts>,
    pub(super) summaries: FxHashMap<usize, Arc<str>>,
}

impl<'p> Site<'_, 'p> {
    /// Links every page and renders every explainer, each on its own. Home and the texts of sections are rendered when all
    /// pages are known.
    pub(super) fn pages(&self) -> Pages {
        let count = self.index.loaded.pages.len();
        let total = count + self.index.loaded.terms.len();
        let told = Mutex::new(FxHashMap::default());
        let facts: Vec<Facts> = (0..count)
            .into_par_iter()
            // Left to itself, rayon hands out hundreds at a time, and one core does the last of them alone.
            .with_max_len(16)
            .filter_map(|at| {
                let Some((mut facts, summary, (hash, record))) = self.page(at) else {
                    self.found(at, 0, None);
                    return None;
                };
                self.backlinks.take(&mut facts);
                // What it refers to is in the backlinks now, and in what is remembered.
                facts.refs = BTreeMap::new();
                let mut told = told.lock().unwrap_or_else(PoisonError::into_inner);
                told.insert(at, summary.into());
                drop(told);
                self.found(at, hash, record);
                self.step(total);
                Some(facts)
            })
            .collect();
        Pages {
            facts,
            summaries: told.into_inner().unwrap_or_else(PoisonError::into_inner),
        }
    }

    /// Links a page, and renders it where it is an explainer: what it says, its summary, and what of it can be searched for,
    /// as a hash and, where it was linked now, as it is.
    pub(super) fn page(&self, at: usize) -> Option<(Facts, String, (u64, Option<Record>))> {
        let page = self.index.loaded.pages.get(at)?;
        let who = self.index.who(Ref { kind: Kind::Page, at });
        let mut jobs = Vec::new();
        if page.role == Role::Explainer {
            jobs.push(Job::Page(at));
        }
        if self.run.pictures.is_some() && self.renderer.has_cards() && !matches!(page.role, Role::Section(_)) {
            jobs.push(Job::Card(at));
        }
        jobs.retain(|job| !self.keep(key(self.index, job)));
        let known = self.holding.as_ref().and_then(|holding| holding.facts(who, at));
        if jobs.is_empty()
            && let Some((facts, summary, record, page)) = known
        {
            self.keep_page(page, at, || facts_bytes(&facts, &summary, record));
            return Some((facts, summary, (record, None)));
        }
        let (found, trace) = self.index.traced(|| self.link(page, at));
        let Linked {
            page: linked,
            facts,
            record,
            card,
            subjects,
        } = found?;
        let summary = link::plain(&linked.summary);
        let hash = hash_of(record.as_ref());
        for job in &jobs {
            let (made, asked) = self.index.traced(|| match job {
                Job::Card(_) => {
                    let mut made = Made::default();
                    made.draw(card.as_ref(), self.images.store());
                    made
                }
                _ => one::with(job, self.index, self.renderer, self.backlinks, Some(&linked)),
            });
            self.take(key(self.index, job), made, Asked::Now(asked.into()), Some(who));
        }
        self.note_page((who, at), trace, &subjects, (&facts, &summary, hash));
        Some((facts, summary, (hash, record)))
    }

    /// Links a page, and finds what of it can be searched for and what its card says.
    fn link(&self, page: &Page, at: usize) -> Option<Linked> {
        let (linked, mut facts) = link::page(self.index, at)?;
        let card = self.renderer.card(&linked);
        let fault = card.as_ref().and_then(|card| card.fault.clone());
        facts
            .faults
            .extend(fault.filter(|f| !page.head.allow.contains(&f.code)));
        let record = self.run.search.then(|| search::of_page(self.index, &linked)).flatten();
        // The next run wants to know whether it is about the same things.
        let remembers = self.holding.is_some();
        let subjects = remembers.then(|| link::subjects_of(self.index, &linked));
        Some(Linked {
            subjects: subjects.unwrap_or_default(),
            page: linked,
            facts,
            record,
            card,
        })
    }

    fn note_page(
        &self,
        (who, at): (u64, usize),
        trace: Trace,
        subjects: &[Ref],
        (facts, summary, hash): (&Facts, &str, u64),
    ) {
        if self.holding.is_some() {
            let note = PageNote {
                who,
                trace: Asked::Now(trace.into()),
                facts: facts_bytes(facts, summary, hash).into(),
                subjects: form::write(subjects).into(),
                kin: self.renderer.related_written(at).to_vec().into(),
                ids: ids_of(facts),
            };
            let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
            found.pages.push(note);
        }
    }

    /// Notes a page whose links are what they were.
    fn keep_page(&self, page: &'p SavedPage<'p>, at: usize, facts: impl FnOnce() -> Vec<u8>) {
        // They hold numbers of entries and files, which may be others now.
        let same = self.holding.as_ref().is_some_and(|holding| holding.rebase.same);
        let subjects = || form::write(self.renderer.subjects_of(at));
        let rebase = self.holding.as_ref().map(|holding| &holding.rebase);
        let kin = || link::kin::renumbered(page.kin, |r| rebase?.reference(r));
        let note = PageNote {
            who: page.who,
            trace: Asked::Before(page.asked, page.words),
            facts: if same { page.facts.into() } else { facts().into() },
            subjects: if same { page.subjects.into() } else { subjects().into() },
            kin: if same { page.kin.into() } else { kin().into() },
            ids: page.ids,
        };
        let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        found.pages.push(note);
    }
}
