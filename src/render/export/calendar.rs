//! `timeline.ics`, a calendar (RFC 5545) of the events that are known to the day, or to the second. A calendar cannot say
//! "about", a month, a season or 44 BCE: such events are left out, and the calendar's description says how many.
//!
//! Nothing in it depends on the day on which it is made: `DTSTAMP`, which the format wants, is the event's own first day.

use icalendar::{Calendar, Component, Event as Entry, Property};

use super::events::Event;
use crate::date::{Clock, Date, Day, Precision};
use crate::i18n::Locale;
use crate::link::Index;
use crate::render::Settings;

/// How many octets a line may have.
const LINE: usize = 75;

pub(super) fn write(index: &Index<'_>, settings: &Settings, locale: &Locale, events: &[Event<'_>]) -> Vec<u8> {
    let site = site(index, settings);
    let entries: Vec<Entry> = events.iter().filter_map(|e| entry(index, e, &site)).collect();
    let left_out = events.len() - entries.len();
    let mut calendar = Calendar::empty();
    calendar.append_property(("VERSION", "2.0"));
    calendar.append_property(("PRODID", "-//nutgraf//timeline//EN"));
    calendar.append_property(("CALSCALE", "GREGORIAN"));
    calendar.append_property(("X-WR-CALNAME", plain(&index.loaded.site.title).as_str()));
    if left_out > 0 {
        let told = locale.plural("calendar_left_out", left_out as u64);
        calendar.append_property(("X-WR-CALDESC", told.as_str()));
    }
    for entry in entries {
        calendar.push(entry);
    }
    folded(&calendar.to_string()).into_bytes()
}

/// The lines of a calendar, none longer than the 75 octets that RFC 5545 allows (section 3.1): where a letter is in its way, the
/// library's are one longer.
fn folded(calendar: &str) -> String {
    let mut out = String::with_capacity(calendar.len() + calendar.len() / 32);
    for line in calendar.replace("\r\n ", "").split_terminator("\r\n") {
        let mut rest = line;
        let mut room = LINE;
        while rest.len() > room {
            let at = (0..=room).rev().find(|at| rest.is_char_boundary(*at)).unwrap_or(room);
            let (part, more) = rest.split_at_checked(at).unwrap_or((rest, ""));
            out.push_str(part);
            out.push_str("\r\n ");
            // The blank counts.
            (rest, room) = (more, LINE - 1);
        }
        out.push_str(rest);
        out.push_str("\r\n");
    }
    out
}

/// What stands behind the `@` of all ids: two sites may each have an event `talks`, and one reader may follow both.
fn site(index: &Index<'_>, settings: &Settings) -> String {
    let base = settings.base_url.as_ref().or(index.loaded.site.base_url.as_ref());
    let host = base
        .and_then(|url| url.split_once("://"))
        .map(|(_, rest)| rest.trim_end_matches('/'));
    host.filter(|h| !h.is_empty()).unwrap_or("timeline.nutgraf").to_owned()
}

fn entry(index: &Index<'_>, event: &Event<'_>, site: &str) -> Option<Entry> {
    let (first, last) = days(event.date)?;
    let mut entry = Entry::new();
    let language = if event.view.lang == index.default_language() {
        String::new()
    } else {
        format!(".{}", event.view.lang)
    };
    entry
        .uid(&format!("{}{language}@{site}", event.id))
        .append_property(("DTSTAMP", format!("{}T000000Z", compact(first)).as_str()))
        .append_property(("TRANSP", "TRANSPARENT"))
        .summary(&plain(&event.view.title))
        .url(&event.url);
    if let Some(clock) = event.date.clock() {
        // Without an end, an event ends as it begins.
        entry.append_property(("DTSTART", moment(first, clock)?.as_str()));
    } else {
        let day = |name: &str, day: Day| Property::new(name, compact(day)).add_parameter("VALUE", "DATE").done();
        entry.append_property(day("DTSTART", first));
        // The end is the first day that is free again.
        entry.append_property(day("DTEND", last.next()?));
    }
    if !event.text.is_empty() {
        entry.description(&plain(&event.text));
    }
    if let Some(category) = &event.view.category_title {
        // The library takes categories for a list that is escaped already.
        entry.append_multi_property(("CATEGORIES", escaped(&plain(category)).as_str()));
    }
    Some(entry.done())
}

/// Text without control characters, which a line of a calendar cannot hold.
fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() || *c == '\n').collect()
}

/// RFC 5545, section 3.3.11.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace(';', "\\;")
        .replace(',', "\\,")
        .replace('\n', "\\n")
}

/// A time as calendars write it: in UTC where the author gave a shift, else wherever the reader is.
fn moment(day: Day, clock: Clock) -> Option<String> {
    // The leap second at the end of a day stays its 60th.
    let leap = i64::from(clock.seconds == 86_400);
    let written = i64::from(clock.seconds) - leap;
    let Some(shift) = clock.shift else {
        return Some(format!("{}T{}", compact(day), time(written, leap)));
    };
    let seconds = day
        .unix_days()?
        .checked_mul(86_400)?
        .checked_add(written)?
        .checked_sub(i64::from(shift) * 60)?;
    let day = Day::from_unix_days(seconds.div_euclid(86_400));
    let known = (1..=9999).contains(&day.year);
    known.then(|| format!("{}T{}Z", compact(day), time(seconds.rem_euclid(86_400), leap)))
}

fn time(seconds: i64, leap: i64) -> String {
    format!(
        "{:02}{:02}{:02}",
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60 + leap
    )
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
