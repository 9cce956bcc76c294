//! Questions about linking that authors ask: why a term is linked in a text (`nutgraf why`), and what the glossary is used
//! for on the whole site (`nutgraf glossary`). Both link the texts anew, and watch.

use rayon::prelude::*;

use super::index::{Index, Ref};
use super::watch::{Decision, Survey, Watch, Watcher, Why};
use super::{entries, page};
use crate::model::id::Kind;

/// What was decided about a term in a page or an entry, in reading order.
#[must_use]
pub fn why(index: &Index<'_>, on: Ref, term: usize) -> Vec<Decision> {
    let asked = watched(index, on, &|scope| {
        Why::new(scope, term).map_or(Watch::Nobody, |w| Watch::Why(Box::new(w)))
    });
    match asked {
        Some(Watch::Why(why)) => why.decisions,
        _ => Vec::new(),
    }
}

/// All mentions of a site, and what may be terms without an entry, pages first.
#[must_use]
pub fn survey(index: &Index<'_>) -> Survey {
    let l = index.loaded;
    let kinds = [
        (Kind::Page, l.pages.len()),
        (Kind::Term, l.terms.len()),
        (Kind::Event, l.events.len()),
        (Kind::Person, l.people.len()),
        (Kind::Source, l.bibliography.len()),
    ];
    let mut all = Survey::default();
    for (kind, count) in kinds {
        let asked: Vec<Option<Watch>> = (0..count)
            .into_par_iter()
            .map(|at| watched(index, Ref { kind, at }, &|_| Watch::Survey(Box::default())))
            .collect();
        for watch in asked.into_iter().flatten() {
            if let Watch::Survey(survey) = watch {
                all.merge(*survey);
            }
        }
    }
    all
}

fn watched(index: &Index<'_>, r: Ref, watch: Watcher<'_>) -> Option<Watch> {
    match r.kind {
        Kind::Page => page::watched(index, r.at, watch).map(|(_, _, watch)| watch),
        _ => entries::watched(index, r, watch).map(|(_, watch)| watch),
    }
}
