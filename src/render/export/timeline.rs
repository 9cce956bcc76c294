//! `timeline.json`, as the program TimelineJS 3 reads it (<https://timeline.knightlab.com/docs/json-format.html>).
//!
//! TimelineJS wants a first day for each event and hands years to the browser's `Date`, whose year 0 is 1 BCE, as ours.
//! What it would say of a date is never right for "about 2016", so that each event carries its date in our words.

use serde_json::{Map, Value, json};

use super::address;
use super::events::Event;
use crate::date::{Bound, Date, Day, Precision};
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
    let slides: Vec<Value> = events.iter().filter_map(|e| slide(settings, e, deep)).collect();
    let all = json!({
        "title": {
            "text": {
                "headline": crate::render::escape(&site.title),
                "text": crate::render::escape(site.description.as_deref().unwrap_or("")),
            },
        },
        "scale": if deep { "cosmological" } else { "human" },
        "events": slides,
    });
    let mut bytes = serde_json::to_vec_pretty(&all).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// An event; `None` where its date has no day at either end, which TimelineJS cannot place.
fn slide(settings: &Settings, event: &Event<'_>, deep: bool) -> Option<Value> {
    let (first, last) = event.date.usual_bounds();
    let start = first.day().or(last.day())?;
    let words = event.view.date.as_ref().map_or("", |d| d.words.as_str());
    let link = format!("<p><a href=\"{0}\">{0}</a></p>", crate::render::escape(&event.url));
    let body = if event.view.body_html.0.is_empty() && settings.base_url.is_none() {
        String::new()
    } else {
        event.view.body_html.0.clone() + if settings.base_url.is_some() { &link } else { "" }
    };
    let mut slide = Map::new();
    slide.insert("unique_id".into(), event.id.into());
    slide.insert("start_date".into(), date(start, event.date, words, deep));
    if let (Some(end), true) = (last.day(), is_span(event.date, first, last)) {
        slide.insert("end_date".into(), date(end, event.date, words, deep));
    }
    slide.insert("display_date".into(), words.into());
    slide.insert(
        "text".into(),
        json!({"headline": crate::render::escape(&event.view.title), "text": body}),
    );
    if let Some(group) = &event.view.category_title {
        slide.insert("group".into(), group.as_str().into());
    }
    if let Some(image) = &event.view.image {
        let url = if image.url.contains("://") {
            image.url.clone()
        } else {
            address(settings, image.url.trim_start_matches("./"))
        };
        slide.insert(
            "media".into(),
            json!({"url": url, "alt": image.alt, "caption": image.caption_html.0, "credit": image.credit}),
        );
    }
    Some(Value::Object(slide))
}

/// Whether a date covers more than TimelineJS would draw as one place: from one day to another, with both known.
fn is_span(date: &Date, first: Bound, last: Bound) -> bool {
    let plain = matches!(
        date.precision(),
        Precision::Day | Precision::Month | Precision::Year | Precision::Second
    );
    first.day().is_some() && last.day().is_some() && first != last && (!plain || date.is_interval())
}

/// One end, no more exact than the author wrote.
fn date(day: Day, date: &Date, words: &str, deep: bool) -> Value {
    let mut out = Map::new();
    out.insert("year".into(), day.year.into());
    out.insert("display_date".into(), words.into());
    let (month, exact_day) = match date.precision() {
        _ if deep => (false, false),
        Precision::Year => (false, false),
        Precision::Month => (true, false),
        _ => (true, true),
    };
    if month {
        out.insert("month".into(), day.month.into());
    }
    if exact_day {
        out.insert("day".into(), day.day.into());
    }
    Value::Object(out)
}
