//! Which events and people a filter lets through.

use serde::{Deserialize, Serialize};

use super::index::{Index, Ref, sum};
use super::scope::Scope;
use crate::cache::trace::{self, Question};
use crate::date::{Date, Relation};
use crate::diagnostics::{Code, Diagnostic, closest};
use crate::load::Entry;
use crate::model::id::Kind;
use crate::model::{Event, Filter};
use crate::span::Spanned;

/// The events that a filter lets through, in the order of their dates. Reports ids that don't exist, and a filter that
/// lets nothing through.
pub(super) fn events(scope: &mut Scope<'_>, filter: &Filter) -> Vec<usize> {
    let before = scope.faults.len();
    scope.find_all(Kind::Person, &filter.person);
    scope.find_all(Kind::Term, &filter.term);
    // An entry whose file can't be read has an id, and nothing else is known of it.
    let known = scope.find_all(Kind::Event, &filter.ids).len() == filter.ids.len();
    categories(scope, filter);
    let sound = filter.sound && known && scope.faults.len() == before;
    let found = scope.index.filtered(scope.language, &Wanted::from(filter));
    // Where the filter itself is faulty, that is all there is to say.
    if found.is_empty() && sound {
        scope.fault(
            Diagnostic::new(Code::TIMELINE_NO_MATCH, filter.place, "no event passes this filter")
                .help("loosen it, or check the ids and the span"),
        );
    }
    for at in &found {
        scope.refs.insert(Ref {
            kind: Kind::Event,
            at: *at,
        });
    }
    found
}

/// What a filter wants, without its places: the same for all pages that have the same one.
#[derive(Serialize, Deserialize)]
struct Wanted {
    category: Vec<String>,
    person: Vec<String>,
    term: Vec<String>,
    ids: Vec<String>,
    span: Option<Date>,
    importance: Option<i64>,
}

impl From<&Filter> for Wanted {
    fn from(filter: &Filter) -> Self {
        let words = |list: &[Spanned<String>]| list.iter().map(|one| one.value.clone()).collect();
        Self {
            category: words(&filter.category),
            person: words(&filter.person),
            term: words(&filter.term),
            ids: words(&filter.ids),
            span: filter.span.as_ref().map(|span| span.value.clone()),
            importance: filter.importance,
        }
    }
}

impl Index<'_> {
    /// The events that a filter lets through in a language, in the order of their dates. One question stands for all that is
    /// looked at: whoever shows the events asks for each of them.
    fn filtered(&self, language: &str, wanted: &Wanted) -> Vec<usize> {
        let words = serde_json::to_string(wanted).unwrap_or_default();
        trace::ask(Question::Filtered, Kind::Event, 0, language, &words);
        trace::unnoted(|| self.passing(language, wanted))
    }

    /// The print of the answer to [`Question::Filtered`].
    pub(super) fn print_of_filtered(&self, language: &str, words: &str) -> Option<u64> {
        let wanted: Wanted = serde_json::from_str(words).ok()?;
        let found = self.passing(language, &wanted).into_iter();
        let who = |at| self.who(Ref { kind: Kind::Event, at });
        Some(sum(&found.map(who).collect::<Vec<_>>()))
    }

    fn passing(&self, language: &str, wanted: &Wanted) -> Vec<usize> {
        let find = |kind, id: &str| self.find(kind, id, language).ok().map(|r| r.at);
        let all = |kind, ids: &[String]| ids.iter().filter_map(|id| find(kind, id)).collect::<Vec<_>>();
        let people = all(Kind::Person, &wanted.person);
        let terms = all(Kind::Term, &wanted.term);
        let ids = all(Kind::Event, &wanted.ids);
        let of = |kind, list: &[Spanned<String>], wanted: &[usize]| {
            let mut found = list.iter().filter_map(|id| find(kind, &id.value));
            found.any(|at| wanted.contains(&at))
        };
        let passes = |at: usize, event: &Event| {
            let category = || {
                event
                    .category
                    .as_ref()
                    .is_some_and(|c| wanted.category.contains(&c.value))
            };
            let overlaps = |span| {
                let date = event.date.as_ref();
                date.is_some_and(|d| matches!(d.value.relation(span), Relation::Overlaps))
            };
            (wanted.category.is_empty() || category())
                && (wanted.person.is_empty() || of(Kind::Person, &event.people, &people))
                && (wanted.term.is_empty() || of(Kind::Term, &event.terms, &terms))
                && (wanted.ids.is_empty() || ids.contains(&at))
                && wanted.importance.is_none_or(|least| event.importance >= least)
                && wanted.span.as_ref().is_none_or(overlaps)
        };
        // An event of the page's language, or of the default one where it has not been translated; or one named by id.
        let shown = |at: usize, id: &str| ids.contains(&at) || find(Kind::Event, id) == Some(at);
        let events = self.loaded.events.iter().enumerate();
        let mut found: Vec<(usize, &Entry<Event>)> = events
            .filter(|(at, event)| passes(*at, &event.data) && shown(*at, &event.id))
            .collect();
        found.sort_by(|(_, a), (_, b)| super::event_order(a, b));
        found.into_iter().map(|(at, _)| at).collect()
    }
}

fn categories(scope: &mut Scope<'_>, filter: &Filter) {
    for wanted in &filter.category {
        if let Some(fault) = unknown_category(scope.index, wanted) {
            scope.fault(fault);
        }
    }
}

/// The fault of a category that `site.yaml` does not list, where its list could be read.
pub(super) fn unknown_category(index: &Index<'_>, wanted: &Spanned<String>) -> Option<Diagnostic> {
    let known = &index.loaded.site.categories;
    if known.iter().any(|c| c.id.value == wanted.value) || index.loaded.site.doubts("categories") {
        return None;
    }
    let near = closest(&wanted.value, known.iter().map(|c| c.id.value.as_str()));
    let message = match near {
        Some(near) => format!("no category `{}`, did you mean `{near}`?", wanted.value),
        None => format!("no category `{}`", wanted.value),
    };
    let list = "list it under `categories:` in content/site.yaml: `- {id: …, title: …}`";
    let help = match near {
        Some(near) => format!("write `{near}`, or {list}"),
        None => list.to_owned(),
    };
    Some(Diagnostic::new(Code::TIMELINE_UNKNOWN_CATEGORY, wanted.span, message).help(help))
}

/// The people that a filter lets through: those of `ids`, in that order, else whoever takes part in the events that the rest of
/// it lets through, as they come up there.
pub(super) fn people(scope: &mut Scope<'_>, filter: &Filter) -> Vec<usize> {
    let mut found = scope.find_all(Kind::Person, &filter.ids);
    if filter.ids.is_empty() {
        let events = events(scope, filter);
        let index = scope.index;
        for event in events.iter().filter_map(|at| index.loaded.events.get(*at)) {
            for id in &event.data.people {
                if let Ok(r) = index.find(Kind::Person, &id.value, scope.language)
                    && !found.contains(&r.at)
                {
                    found.push(r.at);
                }
            }
        }
        if found.is_empty() && !events.is_empty() {
            let message = "nobody takes part in the events that pass this filter";
            scope.fault(
                Diagnostic::new(Code::TIMELINE_NO_MATCH, filter.place, message)
                    .help("name those to be shown, `ids: [id]`, or add `people: [id]` to the events"),
            );
        }
    }
    for at in &found {
        scope.refs.insert(Ref {
            kind: Kind::Person,
            at: *at,
        });
    }
    found
}
