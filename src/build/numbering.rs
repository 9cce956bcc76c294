//! The numbers of the questions that a build remembers, from run to run. What was asked, and what follows from an answer, is
//! not known here.

use std::borrow::Cow;

use rayon::prelude::*;

use super::past::{Answers, Asked, Holding, Past};
use crate::cache::form::Print;
use crate::cache::numbers;
use crate::cache::trace::{About, Dep};
use crate::model::id::Kind;

/// A question with its number, on the way to be remembered.
pub(super) enum Slot<'p> {
    /// Its answer has not changed.
    Known(Cow<'p, Dep>, Print),
    /// Its answer is to be looked at.
    Open(Cow<'p, Dep>),
    /// It is about something that is gone; nothing that asked it is kept.
    Gone,
}

impl<'p> Slot<'p> {
    pub(super) fn answered(self, answers: &Answers<'_>) -> (Cow<'p, Dep>, Option<Print>) {
        match self {
            Self::Known(dep, print) => (dep, Some(print)),
            Self::Open(dep) => {
                let print = answers.print(&dep);
                (dep, print)
            }
            // A question that has no answer.
            Self::Gone => (Cow::Owned(Dep::On(About::Linked, Kind::Page, u32::MAX)), None),
        }
    }
}

/// Numbers for the questions that are to be remembered. Those of the last run stay, so that what was kept need not be
/// written anew; only when twice as many have come together as there were at first, those that are still asked are numbered
/// anew.
pub(super) struct Numbers<'n, 'p> {
    past: &'p Past<'p>,
    holding: &'n Holding<'n>,
    stable: bool,
    /// Whether there was no last run: then the numbers of this one are as good as any.
    first: bool,
    /// By the numbers of this run.
    now: Vec<Option<u32>>,
    before: Vec<Option<u32>>,
    list: Vec<Slot<'p>>,
    /// The questions of this run, until they are in the list.
    all: Vec<Option<Dep>>,
}

impl<'n, 'p> Numbers<'n, 'p> {
    pub(super) fn new(past: &'p Past<'p>, holding: &'n Holding<'n>) -> Self {
        let count = past.saved.deps.len();
        let all = past.deps.take();
        if count == 0 {
            return Self {
                past,
                holding,
                stable: true,
                first: true,
                now: Vec::new(),
                before: Vec::new(),
                list: all.into_iter().map(|dep| Slot::Open(Cow::Owned(dep))).collect(),
                all: Vec::new(),
            };
        }
        let mut numbers = Self {
            past,
            holding,
            stable: count <= past.saved.head.numbered.saturating_mul(2),
            first: false,
            now: vec![None; all.len()],
            before: vec![None; count],
            list: Vec::new(),
            all: all.into_iter().map(Some).collect(),
        };
        if numbers.stable {
            let all = 0..u32::try_from(count).unwrap_or(u32::MAX);
            numbers.list = all.into_par_iter().map(|n| numbers.slot(n)).collect();
        }
        numbers
    }

    /// All questions, in the order of their numbers.
    pub(super) fn list(self) -> Vec<Slot<'p>> {
        self.list
    }

    /// How many questions there were when they were last numbered anew.
    pub(super) fn numbered(&self) -> usize {
        let known = self.past.saved.head.numbered;
        if self.stable && known > 0 {
            known
        } else {
            self.list.len()
        }
    }

    /// The questions of a trace, as a written set of numbers, for which it is not asked twice.
    pub(super) fn of(&mut self, trace: &mut Asked<'p>) -> Cow<'p, [u8]> {
        match trace {
            Asked::Now(trace) if self.first => trace.take_asked().into(),
            Asked::Now(trace) => numbers::write(trace.asked().filter_map(|n| self.now(n)).collect()).into(),
            Asked::Before(asked, _) if self.stable => Cow::Borrowed(*asked),
            Asked::Before(asked, _) => {
                numbers::write(numbers::read(asked).filter_map(|n| self.before(n)).collect()).into()
            }
        }
    }

    /// The number of a question of this run.
    fn now(&mut self, n: u32) -> Option<u32> {
        let known = self.now.get_mut(n as usize)?;
        if known.is_none() {
            let number = u32::try_from(self.list.len()).ok()?;
            let dep = self.all.get_mut(n as usize)?.take()?;
            self.list.push(Slot::Open(Cow::Owned(dep)));
            *known = Some(number);
        }
        *known
    }

    /// The number of a question of the last run, where all are numbered anew.
    fn before(&mut self, n: u32) -> Option<u32> {
        if self.before.get(n as usize)?.is_none() {
            let number = u32::try_from(self.list.len()).ok()?;
            let slot = self.slot(n);
            self.list.push(slot);
            *self.before.get_mut(n as usize)? = Some(number);
        }
        *self.before.get(n as usize)?
    }

    /// A question of the last run. What was kept depends on answers that have not changed, so that their prints are known.
    fn slot(&self, n: u32) -> Slot<'p> {
        let known = self.past.saved.deps.get(n as usize);
        let Some((dep, print)) = known.and_then(|(dep, print)| Some((self.holding.rebase.dep(dep)?, print))) else {
            return Slot::Gone;
        };
        match print.filter(|_| self.holding.is_same(n)) {
            Some(print) => Slot::Known(dep, print),
            None => Slot::Open(dep),
        }
    }
}
