//! `timeline.json`, as the program TimelineJS 3 reads it (<https://timeline.knightlab.com/docs/json-format.html>).
//!
//! TimelineJS wants a first day for each event and hands years to the browser's `Date`, whose year 0 is 1 BCE, as ours.
//! What it would say of a date is never right for "about 2016", so that each event carries its date in our words. Beside
//! what TimelineJS knows, a slide holds what it has no place for (`edtf`, `category`, `importance`, `people`, `terms`,
//! `sources`, `language`, `url`): TimelineJS passes over it, and `nutgraf import` reads it back.

use serde_json::{Map, Value, json};

use super::address;
use super::events::Event;
use crate::date::{Bound, Date, Day};
use crate::link::Index;
use crate::render::Settings;

/// The years that a browser's `Date` can count; beyond them TimelineJS has a scale without months and days.
const COUNTABLE: std::ops::RangeInclusive<i64> = -271_820..=275_759;

pub(super) fn write(index: &Index<'_>, settings: &Settings, events: &[Event<'_>]) -> Vec<u8> {
    let site = &index.loaded.site;
    let deep = events.iter().any(|e| {
        let ends = [e.date.earliest().day(), e.date.latest().day()];
        ends.into_iter().flatten().any(|day| !COUNTABLE.contains(&day.year))
    });
    let mut left_out = Vec::new();
    let mut slides = Vec::new();
    for event in events {
        match slide(settings, event, deep) {
            Some(slide) => slides.push(slide),
            None => left_out.push(event.id),
        }
    }
    let mut all = json!({
        "title": {
            "text": {
                "headline": crate::render::escape(&site.title),
                "text": crate::render::escape(site.description.as_deref().unwrap_or("")),
            },
        },
        "scale": if deep { "cosmological" } else { "human" },
        "events": slides,
    });
    if let (Some(all), false) = (all.as_object_mut(), left_out.is_empty()) {
        // Years too large to count: TimelineJS can't place them, and who reads the file is told.
        all.insert("left_out".into(), json!(left_out));
    }
    let mut bytes = serde_json::to_vec_pretty(&all).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// An event; `None` where its date has no day at either end, which TimelineJS cannot place.
fn slide(settings: &Settings, event: &Event<'_>, deep: bool) -> Option<Value> {
    let words = event.words.as_str();
    let (start, end) = ends(event.date, deep)?;
    let link = format!("<p><a href=\"{0}\">{0}</a></p>", crate::render::escape(&event.url));
    let body = if event.view.body_html.0.is_empty() && settings.base_url.is_none() {
        String::new()
    } else {
        event.view.body_html.0.clone() + if settings.base_url.is_some() { &link } else { "" }
    };
    let mut slide = Map::new();
    slide.insert("unique_id".into(), event.id.into());
    slide.insert("start_date".into(), date(&start, words));
    if let Some(end) = end {
        slide.insert("end_date".into(), date(&end, words));
    }
    slide.insert("display_date".into(), words.into());
    slide.insert(
        "text".into(),
        json!({"headline": crate::render::escape(&event.view.title), "text": body}),
    );
    if let Some(group) = &event.view.category_title {
        slide.insert("group".into(), crate::render::escape(group).into());
    }
    if let Some(image) = &event.view.image {
        let url = if image.url.contains("://") {
            image.url.clone()
        } else {
            address(settings, image.url.trim_start_matches("./"))
        };
        // TimelineJS reads it as HTML, as it does headlines and groups.
        let credit = image.credit.as_deref().map(crate::render::escape);
        slide.insert(
            "media".into(),
            json!({"url": url, "alt": image.alt, "caption": image.caption_html.0, "credit": credit}),
        );
    }
    own(&mut slide, event);
    Some(Value::Object(slide))
}

/// What TimelineJS has no place for.
fn own(slide: &mut Map<String, Value>, event: &Event<'_>) {
    let view = &event.view;
    slide.insert("edtf".into(), event.date.as_str().into());
    slide.insert("url".into(), event.url.as_str().into());
    slide.insert("importance".into(), view.importance.into());
    slide.insert("language".into(), view.lang.as_str().into());
    if let Some(category) = &view.category {
        slide.insert("category".into(), category.as_str().into());
    }
    for (key, ids) in [("people", &event.people), ("terms", &event.terms)] {
        if !ids.is_empty() {
            slide.insert(key.into(), json!(ids));
        }
    }
    let sources: Vec<Value> = event
        .sources
        .iter()
        .map(|s| json!({"id": s.id, "title": s.data.title.value, "url": s.data.url.as_ref().map(|url| &url.value)}))
        .collect();
    if !sources.is_empty() {
        slide.insert("sources".into(), sources.into());
    }
}

/// A day, and how many of its numbers are to be told.
struct End {
    day: Day,
    exact: Exact,
    clock: Option<u32>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Exact {
    Year,
    Month,
    Day,
}

/// Where an event begins, and where it ends if that is another place. Each is no more exact than the author wrote it, and
/// the ends of an interval each for itself. `None` where neither can be counted.
fn ends(date: &Date, deep: bool) -> Option<(End, Option<End>)> {
    let clock = date.clock().map(|c| c.seconds.min(86_399)).filter(|_| !deep);
    let end = |day: Day, exact: Exact| End {
        day,
        exact: if deep { Exact::Year } else { exact },
        clock,
    };
    let parts = date.as_str().split_once('/').filter(|_| date.is_interval());
    let (first, last) = if let Some((start, stop)) = parts {
        let of = |text: &str| Date::parse(text).ok().map(|d| d.usual_bounds());
        let first = of(start).and_then(|(first, last)| Some(end(first.day()?, exact(first, last))));
        let last = of(stop).and_then(|(first, last)| Some(end(last.day()?, exact(first, last))));
        (first, last)
    } else {
        let (first, last) = date.usual_bounds();
        let exact = exact(first, last);
        (first.day().map(|d| end(d, exact)), last.day().map(|d| end(d, exact)))
    };
    let differs = |a: &End, b: &End| {
        let numbers = |e: &End| {
            let month = (e.exact > Exact::Year).then_some(e.day.month);
            (e.day.year, month, (e.exact > Exact::Month).then_some(e.day.day))
        };
        numbers(a) != numbers(b)
    };
    match (first, last) {
        (Some(first), Some(last)) if differs(&first, &last) => Some((first, Some(last))),
        (first, last) => Some((first.or(last)?, None)),
    }
}

/// What a span of days can be exact to: whole years, whole months, days.
fn exact(first: Bound, last: Bound) -> Exact {
    let (Some(first), Some(last)) = (first.day(), last.day()) else {
        return Exact::Day;
    };
    // A day before the first of a month is the last of one. The far end of time has no next day.
    let next = last.next();
    let month = first.day == 1 && next.is_none_or(|d| d.day == 1);
    match (month, first.month, next.map_or(1, |d| d.month)) {
        (true, 1, 1) => Exact::Year,
        (true, ..) => Exact::Month,
        _ => Exact::Day,
    }
}

fn date(end: &End, words: &str) -> Value {
    let mut out = Map::new();
    out.insert("year".into(), end.day.year.into());
    out.insert("display_date".into(), words.into());
    if end.exact > Exact::Year {
        out.insert("month".into(), end.day.month.into());
    }
    if end.exact > Exact::Month {
        out.insert("day".into(), end.day.day.into());
    }
    if let Some(seconds) = end.clock {
        // TimelineJS has no zones: the time is the one that was written.
        out.insert("hour".into(), (seconds / 3600).into());
        out.insert("minute".into(), (seconds / 60 % 60).into());
        out.insert("second".into(), (seconds % 60).into());
    }
    Value::Object(out)
}
