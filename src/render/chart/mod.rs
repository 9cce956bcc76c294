//! The chart above the timeline: an SVG drawn at build time. One lane a category, a mark an event; what is known only to a
//! month or a year is drawn as wide as that, what is open or about right fades. The list beneath says the same in words,
//! so the chart's links are for pointers only and stay out of the way of the keyboard.
//!
//! No style attribute and no script: presentation attributes and classes only, so that the page's security policy holds.

mod lanes;
mod scale;
mod svg;

use super::views::Here;
use crate::date::{Bound, Date, Day, words};
use crate::load::Entry;
use crate::model::Event;

/// Two drawings, for a reading column and for a phone; the style sheet shows one. Widths in pixels.
const WIDTHS: [(&str, f64); 2] = [("chart-wide", 640.0), ("chart-narrow", 320.0)];

/// One event as the chart needs it.
#[derive(Clone, Debug)]
struct Item {
    url: String,
    label: String,
    /// First and last day, as days from 1970; infinite where open.
    from: f64,
    to: f64,
    lane: usize,
    importance: i64,
    /// Whether the author's date is sure and exact to the day.
    exact: bool,
}

/// Draws some events, which are in the order of their dates. Empty for fewer than two.
#[must_use]
pub(super) fn draw(here: &Here<'_>, events: &[usize]) -> String {
    let all = &here.index.loaded.events;
    let dated: Vec<&Entry<Event>> = events
        .iter()
        .filter_map(|at| all.get(*at))
        .filter(|e| e.data.date.is_some())
        .collect();
    let names = lanes::names(here, &dated);
    let items: Vec<Item> = dated.iter().filter_map(|e| item(here, e, &names)).collect();
    if items.len() < 2 {
        return String::new();
    }
    let first = dated.first().and_then(|e| e.data.date.as_ref()).map(|d| &d.value);
    let last = dated.last().and_then(|e| e.data.date.as_ref()).map(|d| &d.value);
    let said = |d: Option<&Date>| d.map(|d| words(d, here.locale)).unwrap_or_default();
    let count = here.locale.plural("events_count", items.len() as u64);
    let title = format!(
        "{}: {count}, {} – {}",
        here.locale.message("timeline"),
        said(first),
        said(last)
    );
    WIDTHS
        .iter()
        .map(|(class, width)| {
            let scale = scale::Scale::new(&items, *width);
            let lanes = lanes::arrange(&items, names.len(), &scale);
            svg::draw(here.locale, class, &title, &names, &items, &scale, &lanes)
        })
        .collect()
}

fn item(here: &Here<'_>, entry: &Entry<Event>, names: &[(Option<String>, String)]) -> Option<Item> {
    let date = &entry.data.date.as_ref()?.value;
    let (from, to) = date.usual_bounds();
    let (from, to) = (days(from, f64::NEG_INFINITY), days(to, f64::INFINITY));
    if from.is_infinite() && to.is_infinite() {
        return None;
    }
    let category = entry.data.category.as_ref().map(|c| c.value.clone());
    let lane = names.iter().position(|(id, _)| *id == category).unwrap_or(0);
    Some(Item {
        url: format!("#{}", entry.id),
        label: format!("{}: {}", words(date, here.locale), entry.data.title.value),
        from,
        // The last day is over at its end.
        to: to + 1.0,
        lane,
        importance: entry.data.importance,
        exact: !date.is_approximate() && !date.is_uncertain() && (to - from).abs() < 1.0,
    })
}

fn days(bound: Bound, open: f64) -> f64 {
    match bound {
        Bound::Day(day) => day_number(day),
        Bound::Open | Bound::Unknown => open,
    }
}

/// Days from 1970, by the calendar where it reaches and by the mean year beyond.
#[expect(clippy::cast_precision_loss, reason = "pixels need no more than what is left")]
fn day_number(day: Day) -> f64 {
    match day.unix_days() {
        Some(days) => days as f64,
        None => (day.year - 1970) as f64 * 365.2425,
    }
}
