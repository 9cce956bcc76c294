//! `timeline.ics`, a calendar (RFC 5545) of the events that are known to the day. A calendar cannot say "about", a month, a
//! season or 44 BCE: such events are left out, and the calendar's description says how many.
//!
//! Nothing in it depends on the day on which it is made: `DTSTAMP`, which the format wants, is the event's own first day.

use icalendar::{Calendar, Component, Event as Entry};

use super::events::Event;
use crate::date::{Date, Day, Precision};
use crate::i18n::Locale;
use crate::link::Index;

pub(super) fn write(index: &Index<'_>, locale: &Locale, events: &[Event<'_>]) -> Vec<u8> {
    let entries: Vec<Entry> = events.iter().filter_map(entry).collect();
    let left_out = events.len() - entries.len();
    let mut calendar = Calendar::empty();
    calendar.append_property(("VERSION", "2.0"));
    calendar.append_property(("PRODID", "-//nutgraf//timeline//EN"));
    calendar.append_property(("CALSCALE", "GREGORIAN"));
    calendar.append_property(("X-WR-CALNAME", index.loaded.site.title.as_str()));
    if left_out > 0 {
        let told = locale.plural("calendar_left_out", left_out as u64);
        calendar.append_property(("X-WR-CALDESC", told.as_str()));
    }
    for entry in entries {
        calendar.push(entry);
    }
    calendar.to_string().into_bytes()
}

fn entry(event: &Event<'_>) -> Option<Entry> {
    let (first, last) = days(event.date)?;
    let mut entry = Entry::new();
    entry
        .uid(&format!("{}@timeline.nutgraf", event.id))
        .append_property(("DTSTAMP", format!("{}T000000Z", compact(first)).as_str()))
        .summary(&event.view.title)
        .url(&event.url);
    entry.append_property(
        icalendar::Property::new("DTSTART", compact(first))
            .add_parameter("VALUE", "DATE")
            .done(),
    );
    // The end is the first day that is free again.
    entry.append_property(
        icalendar::Property::new("DTEND", compact(last.next()?))
            .add_parameter("VALUE", "DATE")
            .done(),
    );
    if !event.text.is_empty() {
        entry.description(&event.text);
    }
    if let Some(category) = &event.view.category_title {
        entry.append_multi_property(("CATEGORIES", category.replace(',', "\\,").as_str()));
    }
    Some(entry.done())
}

/// First and last day of a date that is known to the day at both ends, in years that a calendar can count.
fn days(date: &Date) -> Option<(Day, Day)> {
    if date.is_approximate() || date.is_uncertain() {
        return None;
    }
    let exact = |d: &Date| {
        let known = matches!(d.precision(), Precision::Day | Precision::Second) && d.earliest() == d.latest();
        d.earliest().day().filter(|_| known)
    };
    let (first, last) = match date.as_str().split_once('/') {
        Some((start, end)) => (exact(&Date::parse(start).ok()?)?, exact(&Date::parse(end).ok()?)?),
        None => (exact(date)?, exact(date)?),
    };
    ((1..=9999).contains(&first.year) && (1..=9998).contains(&last.year)).then_some((first, last))
}

/// A day as calendars write it: 20250227.
fn compact(day: Day) -> String {
    format!("{:04}{:02}{:02}", day.year, day.month, day.day)
}
