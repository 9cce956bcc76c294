//! Dates of the front matter that can't all be true: an end before its start, somebody at work outside their life. Only
//! what is certain under the bounds of both dates is said; an estimate (`1890~`, `1890?`) contradicts nothing. What prose
//! says is judged in [`super::beside`], two entries for one event in [`super::twins`].

use super::index::Index;
use super::memory::remembers;
use crate::date::{Date, Relation};
use crate::diagnostics::{Code, Diagnostic};
use crate::load::{Entry, Page};
use crate::model::id::Kind;
use crate::model::{Event, Person, PersonKind, Source};
use crate::span::Spanned;

/// Whether the first date certainly ends before the second begins.
fn before(a: &Date, b: &Date) -> bool {
    let estimate = |d: &Date| d.is_approximate() || d.is_uncertain();
    !estimate(a) && !estimate(b) && a.relation(b) == Relation::Before
}

/// What is wrong with the order of a page's dates.
pub(super) fn page(page: &Page) -> Vec<Diagnostic> {
    let head = &page.head;
    let order = |late: Named<'_>, early: Named<'_>| {
        let wrong = before(&late.1.value, &early.1.value);
        wrong.then(|| out_of_order(late, early))
    };
    let (date, updated) = (head.date.as_ref(), head.updated.as_ref());
    let published = date.map(|d| ("date", d));
    let changed = updated.map(|d| ("updated", d));
    let mut faults = Vec::new();
    faults.extend(changed.zip(published).and_then(|(late, early)| order(late, early)));
    // A review is due after the last change, or, where there was none, after publication.
    let review = head.review_by.as_ref().map(|d| ("review_by", d));
    faults.extend(
        review
            .zip(changed.or(published))
            .and_then(|(late, early)| order(late, early)),
    );
    for correction in &head.corrections {
        let made = &correction.date;
        faults.extend(published.and_then(|early| order(("the correction", made), early)));
        faults.extend(updated.and_then(|updated| uncounted(made, updated)));
    }
    faults
}

/// A correction that `updated` knows nothing of.
fn uncounted(made: &Spanned<Date>, updated: &Spanned<Date>) -> Option<Diagnostic> {
    let message = format!(
        "the correction ({}) is later than this page's `updated` ({})",
        made.value, updated.value
    );
    before(&updated.value, &made.value).then(|| {
        Diagnostic::new(Code::DATE_OUT_OF_ORDER, made.span, message)
            .related(updated.span, "`updated` is here")
            .help("set `updated` to the day of the latest correction")
    })
}

/// A date and the field that holds it.
type Named<'a> = (&'a str, &'a Spanned<Date>);

fn out_of_order(late: Named<'_>, early: Named<'_>) -> Diagnostic {
    let name = |name: &str| match name {
        "the correction" => name.to_owned(),
        field => format!("`{field}`"),
    };
    let message = format!(
        "{} ({}) is earlier than `{}` ({})",
        name(late.0),
        late.1.value,
        early.0,
        early.1.value
    );
    Diagnostic::new(Code::DATE_OUT_OF_ORDER, late.1.span, message)
        .related(early.1.span, format!("`{}` is here", early.0))
        .help("correct the one that is wrong")
}

/// A source that was read before it was published. A day is nothing: somewhere it is tomorrow already.
pub(super) fn source(entry: &Entry<Source>) -> Option<Diagnostic> {
    let (published, accessed) = (entry.data.published.as_ref()?, entry.data.accessed.as_ref()?);
    let next = accessed.value.latest().day()?.next()?;
    let apart = published.value.earliest().day().is_some_and(|first| next < first);
    (apart && before(&accessed.value, &published.value))
        .then(|| out_of_order(("accessed", accessed), ("published", published)))
}

/// Somebody who dies before they are born.
pub(super) fn person(entry: &Entry<Person>) -> Option<Diagnostic> {
    let (born, died) = (entry.data.born.as_ref()?, entry.data.died.as_ref()?);
    if !before(&died.value, &born.value) {
        return None;
    }
    let message = format!("`{}` ends before it begins", entry.id);
    Some(
        Diagnostic::new(Code::PEOPLE_DIED_BEFORE_BORN, died.span, message)
            .related(born.span, "it begins here")
            .help("correct `born` or `died`"),
    )
}

/// The people of an event who were not alive then; of bodies, those that were not there.
pub(super) fn lives(index: &Index<'_>, event: &Entry<Event>) -> Vec<Diagnostic> {
    let Some(date) = &event.data.date else {
        return Vec::new();
    };
    let people = event.data.people.iter().filter_map(|id| {
        let r = index.find(Kind::Person, &id.value, &event.language).ok()?;
        Some((id, index.loaded.people.get(r.at)?))
    });
    people
        .filter_map(|(id, person)| outside(event, date, id, person))
        .collect()
}

fn outside(
    event: &Entry<Event>,
    date: &Spanned<Date>,
    id: &Spanned<String>,
    person: &Entry<Person>,
) -> Option<Diagnostic> {
    let body = person.data.kind == PersonKind::Organisation;
    let early = person
        .data
        .born
        .as_ref()
        .filter(|born| before(&date.value, &born.value));
    let late = person
        .data
        .died
        .as_ref()
        .filter(|died| before(&died.value, &date.value));
    let (edge, which) = match (early, late) {
        // Whose own dates contradict each other is told so, and no more.
        (Some(_), Some(_)) | (None, None) => return None,
        (Some(born), None) => (
            born,
            if body {
                "before the founding"
            } else {
                "before the birth"
            },
        ),
        (None, Some(died)) => (died, if body { "after the end" } else { "after the death" }),
    };
    let aliases = person.data.aliases.iter().map(String::as_str);
    let names = std::iter::once(person.data.name.value.as_str()).chain(aliases);
    if remembers(&event.data.title.value, names, body) {
        return None;
    }
    let message = format!(
        "the event `{}` ({}) lies {which} of `{}` ({})",
        event.id, date.value, person.id, edge.value
    );
    let label = if early.is_some() {
        "`born` is here"
    } else {
        "`died` is here"
    };
    let help = format!("correct one of the dates, or take `{}` out of `people`", id.value);
    Some(
        Diagnostic::new(Code::TIMELINE_OUTSIDE_LIFE, id.span, message)
            .related(edge.span, label)
            .help(help),
    )
}
