//! Which events and people a filter lets through.

use super::index::Ref;
use super::scope::Scope;
use crate::date::Relation;
use crate::diagnostics::{Code, Diagnostic, closest};
use crate::load::Entry;
use crate::model::id::Kind;
use crate::model::{Event, Filter};

/// The events that a filter lets through, in the order of their dates. Reports ids that don't exist, and a filter that
/// lets nothing through.
pub(super) fn events(scope: &mut Scope<'_>, filter: &Filter) -> Vec<usize> {
    let before = scope.faults.len();
    let people = scope.find_all(Kind::Person, &filter.person);
    let terms = scope.find_all(Kind::Term, &filter.term);
    let ids = scope.find_all(Kind::Event, &filter.ids);
    categories(scope, filter);
    let sound = filter.sound && scope.faults.len() == before;
    let index = scope.index;
    let language = scope.language;
    let of = |kind, list: &[crate::span::Spanned<String>], wanted: &[usize]| {
        list.iter()
            .filter_map(|id| index.find(kind, &id.value, language).ok())
            .any(|r| wanted.contains(&r.at))
    };
    let passes = |at: usize, e: &Entry<Event>| {
        (filter.category.is_empty()
            || e.data
                .category
                .as_ref()
                .is_some_and(|c| filter.category.iter().any(|f| f.value == c.value)))
            && (filter.person.is_empty() || of(Kind::Person, &e.data.people, &people))
            && (filter.term.is_empty() || of(Kind::Term, &e.data.terms, &terms))
            && (filter.ids.is_empty() || ids.contains(&at))
            && filter.importance.is_none_or(|least| e.data.importance >= least)
            && filter.span.as_ref().is_none_or(|span| {
                e.data
                    .date
                    .as_ref()
                    .is_some_and(|d| matches!(d.value.relation(&span.value), Relation::Overlaps))
            })
    };
    let mut found: Vec<usize> = index
        .loaded
        .events
        .iter()
        .enumerate()
        .filter(|(at, e)| shown(scope, *at, &ids) && passes(*at, e))
        .map(|(at, _)| at)
        .collect();
    sort_events(scope, &mut found);
    // Where the filter itself is faulty, that is all there is to say.
    if found.is_empty() && filter.ids.is_empty() && sound {
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

/// An event of the page's language, or of the default one where it has not been translated; or one named by id.
fn shown(scope: &Scope<'_>, at: usize, ids: &[usize]) -> bool {
    let r = Ref { kind: Kind::Event, at };
    ids.contains(&at)
        || scope
            .index
            .find(Kind::Event, scope.index.id(r), scope.language)
            .is_ok_and(|found| found == r)
}

fn sort_events(scope: &Scope<'_>, found: &mut [usize]) {
    let events = &scope.index.loaded.events;
    found.sort_by(|a, b| match (events.get(*a), events.get(*b)) {
        (Some(a), Some(b)) => super::event_order(a, b),
        _ => a.cmp(b),
    });
}

fn categories(scope: &mut Scope<'_>, filter: &Filter) {
    for wanted in &filter.category {
        if let Some(fault) = unknown_category(scope.index, wanted) {
            scope.fault(fault);
        }
    }
}

/// The fault of a category that `site.yaml` does not list.
pub(super) fn unknown_category(
    index: &super::index::Index<'_>,
    wanted: &crate::span::Spanned<String>,
) -> Option<Diagnostic> {
    let known = &index.loaded.site.categories;
    if known.iter().any(|c| c.id.value == wanted.value) {
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

/// The people that a filter lets through, in the order of `ids`, else of their names. Only `ids` and `term`-less filters
/// make sense for people; a key about events is a fault.
pub(super) fn people(scope: &mut Scope<'_>, filter: &Filter) -> Vec<usize> {
    let mut found = scope.find_all(Kind::Person, &filter.ids);
    if filter.ids.is_empty() {
        // Whoever takes part in the events that the rest of the filter lets through.
        let events = events(scope, filter);
        let index = scope.index;
        for at in events {
            let Some(event) = index.loaded.events.get(at) else {
                continue;
            };
            for id in &event.data.people {
                if let Ok(r) = index.find(Kind::Person, &id.value, scope.language)
                    && !found.contains(&r.at)
                {
                    found.push(r.at);
                }
            }
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
