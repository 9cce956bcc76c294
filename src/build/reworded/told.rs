//! What is told of the changed pages, in place of what was told of them before.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Given;
use super::changed::Changed;
use crate::build::Outcome;
use crate::build::unchanged::Messages;
use crate::diagnostics::{Diagnostic, Levels, finish, forbids};
use crate::load::Loaded;
use crate::span::{FileId, Span};

/// The faults that were found in the texts of the changed pages, then and now, with places in the files of the small site.
#[derive(Default)]
pub(super) struct Told {
    before: Vec<Diagnostic>,
    now: Vec<Diagnostic>,
}

impl Told {
    pub(super) fn add(&mut self, before: Vec<Diagnostic>, now: &[Diagnostic]) {
        self.before.extend(before);
        self.now.extend(now.iter().cloned());
    }

    /// What the build says of all pages, with what to remember of it where it isn't what the last one said. `None` where that
    /// one said more of the changed pages than what was found in their texts, where others' messages point into them, and
    /// where something forbids publishing.
    pub(super) fn outcome(
        self,
        given: &Given<'_, '_>,
        loaded: &Loaded,
        changed: &Changed<'_>,
    ) -> Option<(Outcome, Option<Messages>)> {
        let (sources, said) = given.rest.messages()?;
        if said.is_empty() && self.before.is_empty() && self.now.is_empty() {
            return Some((given.rest.said(None, given.world)?, None));
        }
        let numbers: FxHashMap<&str, FileId> = sources.paths().map(|(file, path)| (path, file)).collect();
        let moved = |all: Vec<Diagnostic>| -> Option<Vec<Diagnostic>> {
            let place = |span: &mut Span| {
                span.file = *numbers.get(loaded.sources.path(span.file))?;
                Some(())
            };
            let moved = all.into_iter().map(|mut message| {
                place(&mut message.span)?;
                message.related.iter_mut().try_for_each(|r| place(&mut r.span))?;
                Some(message)
            });
            moved.collect()
        };
        let pages = changed.pages.iter().map(|page| numbers.get(page.path).copied());
        let pages: FxHashSet<FileId> = pages.collect::<Option<_>>()?;
        let (of_pages, of_others): (Vec<_>, Vec<_>) =
            said.iter().partition(|message| pages.contains(&message.span.file));
        let mut beside = of_others.iter().flat_map(|message| &message.related);
        if beside.any(|r| pages.contains(&r.span.file)) {
            return None;
        }
        let levels = Levels {
            site: loaded.site.checks.clone(),
            strict: given.options.strict,
        };
        if !finish(moved(self.before)?, &levels, &sources).iter().eq(of_pages) {
            return None;
        }
        let all = of_others.into_iter().cloned().chain(moved(self.now)?);
        let all = finish(all.collect(), &levels, &sources);
        if forbids(&all) {
            return None;
        }
        let messages = Messages::after(given.rest, &said, &all);
        let outcome = given.rest.said(Some(&messages), given.world)?;
        Some((outcome, (all != said).then_some(messages)))
    }
}
