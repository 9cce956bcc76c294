//! What the events of a timeline can be chosen by: categories, people, years. Each has a class, and the timeline's own style
//! sheet a rule for each choice, so that the filters need no script.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::Renderer;
use super::view::{CategoryView, FacetView};
use super::views::Here;
use crate::date::{Bound, Date, Precision};
use crate::link::Ref;
use crate::model::id::Kind;

/// More people than this are not offered by the filter; those with the most events are.
const MOST_PEOPLE: usize = 100;
/// More steps than this are not offered by the filter of years: decades then, centuries, and so on.
const MOST_STEPS: usize = 60;
/// What events can be chosen by, and which of them has what.
pub(super) struct Facets {
    pub(super) categories: Vec<CategoryView>,
    pub(super) people: Vec<FacetView>,
    pub(super) steps: Vec<Step>,
    /// The classes of each event, by its place in the list.
    pub(super) classes: Vec<String>,
    pub(super) styles: String,
}

/// A year, or several, in which events begin.
pub(super) struct Step {
    pub(super) first: i64,
    pub(super) last: i64,
}

impl Renderer<'_> {
    /// What some events can be chosen by.
    pub(super) fn facets(&self, here: &Here<'_>, list: &[usize]) -> Facets {
        let categories = self.categories(list);
        let people = self.people_of(here, list);
        let steps = steps(
            self.events(list)
                .filter_map(|(_, e)| Some(&e.data.date.as_ref()?.value)),
        );
        let mut classes = Vec::with_capacity(list.len());
        for (at, event) in self.events(list) {
            let mut class = String::new();
            let category = event.data.category.as_ref().map(|c| c.value.as_str());
            if let Some(n) = categories.iter().position(|c| Some(c.id.as_str()) == category) {
                let _ = write!(class, " c-{}", n + 1);
            }
            let with = self.entries.events.get(at).map_or(&[][..], |e| &e.people);
            for person in with {
                let id = self.index.id(Ref {
                    kind: Kind::Person,
                    at: *person,
                });
                if let Some(n) = people.get(id) {
                    let _ = write!(class, " p-{}", n.0 + 1);
                }
            }
            if let Some((first, last)) = event.data.date.as_ref().and_then(|d| span_of(&d.value, &steps)) {
                let _ = write!(class, " f-{first} l-{last}");
            }
            classes.push(class.trim_start().to_owned());
        }
        let mut people: Vec<(usize, FacetView)> = people.into_values().collect();
        people.sort_by_key(|(n, _)| *n);
        let people: Vec<FacetView> = people.into_iter().map(|(_, view)| view).collect();
        let styles = styles(categories.len(), people.len(), steps.len());
        Facets {
            categories,
            people,
            steps,
            classes,
            styles,
        }
    }

    /// The categories that some events have, in the site's order.
    fn categories(&self, list: &[usize]) -> Vec<CategoryView> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for (_, event) in self.events(list) {
            if let Some(category) = &event.data.category {
                *counts.entry(&category.value).or_default() += 1;
            }
        }
        let all = self.index.loaded.site.categories.iter();
        all.filter_map(|c| {
            Some(CategoryView {
                id: c.id.value.clone(),
                title: c.title.clone(),
                count: *counts.get(c.id.value.as_str())?,
            })
        })
        .collect()
    }

    /// The people who take part in some events, by their ids, with their places in the alphabet.
    fn people_of(&self, here: &Here<'_>, list: &[usize]) -> BTreeMap<&str, (usize, FacetView)> {
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        for (at, _) in self.events(list) {
            for person in self.entries.events.get(at).map_or(&[][..], |e| &e.people) {
                *counts.entry(*person).or_default() += 1;
            }
        }
        let mut found: Vec<(usize, usize)> = counts.into_iter().collect();
        found.sort_by_key(|(at, count)| (std::cmp::Reverse(*count), *at));
        found.truncate(MOST_PEOPLE);
        let of = |at| Ref { kind: Kind::Person, at };
        found.sort_by(|(a, _), (b, _)| here.locale.compare(self.index.title(of(*a)), self.index.title(of(*b))));
        let view = |(n, (at, count)): (usize, (usize, usize))| {
            let id = self.index.id(of(at));
            let view = FacetView {
                id: id.to_owned(),
                title: self.index.title(of(at)).to_owned(),
                count,
            };
            (id, (n, view))
        };
        found.into_iter().enumerate().map(view).collect()
    }
}

/// The years in which events begin, or decades, centuries and so on where these are too many. Empty where there is only one.
fn steps<'d>(dates: impl Iterator<Item = &'d Date>) -> Vec<Step> {
    let mut years: Vec<i64> = dates.filter_map(Date::year).collect();
    years.sort_unstable();
    years.dedup();
    let mut length: i64 = 1;
    while years.len() > MOST_STEPS {
        length = length.saturating_mul(10);
        for year in &mut years {
            *year = year.div_euclid(length).saturating_mul(length);
        }
        years.dedup();
    }
    if years.len() < 2 {
        return Vec::new();
    }
    let step = |first: i64| Step {
        first,
        last: first.saturating_add(length - 1),
    };
    years.into_iter().map(step).collect()
}

/// The last step that does not begin after a year.
fn step_of(steps: &[Step], year: i64) -> Option<usize> {
    steps.partition_point(|step| step.first <= year).checked_sub(1)
}

/// The first and the last step that a date touches; one that may have begun long before touches the first, and one that may
/// go on the last.
pub(super) fn span_of(date: &Date, steps: &[Step]) -> Option<(usize, usize)> {
    let own = date.year().and_then(|year| step_of(steps, year))?;
    // A winter lies in its own year, whatever days it may have in the next.
    let last = match date.latest() {
        _ if date.precision() == Precision::Season => own,
        Bound::Day(day) => step_of(steps, day.year)?,
        Bound::Open | Bound::Unknown => steps.len() - 1,
    };
    let first = if date.earliest().day().is_some() { own } else { 0 };
    Some((first, last.max(own)))
}

/// A rule for each choice. An event that a link has just led to stays in sight.
///
/// Each selector ends with a class by which browsers sort rules, and there are as many rules as choices: with 5,000 events
/// and a hundred choices, anything else is slow.
fn styles(categories: usize, people: usize, steps: usize) -> String {
    // On paper stands the whole list.
    let mut out = String::from("@media screen {\n");
    let mut rule = |chosen: &str, keep: &str| {
        let when = format!("body:has({chosen}:checked)");
        let _ = writeln!(
            out,
            "{when} .event:not({keep}, :target), {when} .year:not(:has({keep}, :target)) {{ display: none; }}\n\
             {when} .mark:not({keep}) {{ opacity: .12; }}"
        );
    };
    if categories > 1 {
        for n in 1..=categories {
            rule(&format!("#_category-{n}"), &format!(".c-{n}"));
        }
    }
    for n in 1..=people {
        rule(&format!("#_person option:nth-child({})", n + 1), &format!(".p-{n}"));
    }
    for n in 0..steps {
        // Of both lists the first option is no choice. What ends in step n is over from the next on; what begins in it has
        // not begun up to the one before.
        for (list, choices, class) in [
            ("#_from", format!("nth-child(n + {})", n + 3), format!(".l-{n}")),
            (
                "#_until",
                format!("nth-child(-n + {}):not(:first-child)", n + 1),
                format!(".f-{n}"),
            ),
        ] {
            let _ = writeln!(
                out,
                "body:has({list} option:{choices}:checked) {class}:not(.mark, :target, :has(:target)) {{ display: none; }}\n\
                 body:has({list} option:{choices}:checked) .mark{class} {{ opacity: .12; }}"
            );
        }
    }
    if categories < 2 && people == 0 && steps == 0 {
        return String::new();
    }
    out.push_str("}\n");
    out
}
