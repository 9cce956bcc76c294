//! The spreadsheet of TimelineJS, saved as CSV. A row becomes the slide that TimelineJS itself would make of it, and is read
//! as one.

use serde_json::{Value, json};

use super::columns::{Row, Table, key};
use super::html::short;
use super::json::{Object, Placed};
use super::when::time;
use super::{Read, timelinejs};
use crate::i18n::Locale;

/// The columns, by their keys.
const KNOWN: [&str; 22] = [
    "year",
    "month",
    "day",
    "time",
    "endyear",
    "endmonth",
    "endday",
    "endtime",
    "displaydate",
    "headline",
    "text",
    "media",
    "mediacredit",
    "mediacaption",
    "mediathumbnail",
    "alttext",
    "type",
    "group",
    "tag",
    "background",
    "link",
    "startdate",
];

/// Whether these columns are those of the spreadsheet.
pub(super) fn is_one(keys: &[String]) -> bool {
    let has = |name: &str| keys.iter().any(|k| k == name);
    has("headline") && (has("year") || has("startdate")) && (has("media") || has("displaydate") || has("text"))
}

/// Reads all rows.
pub(super) fn read(read: &mut Read, table: &Table, locales: &[Locale]) {
    let unknown: Vec<usize> = (0..table.keys.len())
        .filter(|at| {
            let key = table.keys.get(*at).map_or("", String::as_str);
            !KNOWN.contains(&key) && key != "enddate" && !key.is_empty()
        })
        .collect();
    for at in &unknown {
        let name = table.names.get(*at).map_or("", String::as_str);
        read.note(
            table.line,
            "",
            format!(
                "TimelineJS has no column `{}`; its cells went into `extra`",
                short(name)
            ),
        );
    }
    let mut titled = false;
    for row in &table.rows {
        let get = |name: &str| row.cell(table.column(&[name]));
        let before = read.events.len();
        let slide = slide(read, table, row);
        let placed = Placed {
            line: row.line,
            value: Value::Object(slide),
        };
        match get("type").to_lowercase().as_str() {
            "title" if !titled => {
                titled = true;
                timelinejs::title(read, &placed);
            }
            "era" => timelinejs::eras(read, vec![placed], locales),
            kind => {
                if !matches!(kind, "" | "event" | "title") {
                    let text = format!("the type `{}` is unknown: the row was read as an event", short(kind));
                    read.note(row.line, get("headline"), text);
                }
                timelinejs::events(read, vec![placed], locales);
            }
        }
        let extra = unknown.iter().filter_map(|at| {
            let cell = row.cell(Some(*at));
            let name = table.keys.get(*at)?;
            (!cell.is_empty()).then(|| (key(name), cell.to_owned()))
        });
        if let Some(draft) = read.events.get_mut(before) {
            draft.extra.extend(extra);
        }
    }
}

/// The slide that TimelineJS makes of a row.
fn slide(read: &mut Read, table: &Table, row: &Row) -> Object {
    let get = |name: &str| row.cell(table.column(&[name]));
    let mut slide = Object::new();
    for (prefix, name) in [("", "start_date"), ("end", "end_date")] {
        let part = |what: &str| get(&format!("{prefix}{what}"));
        let old = get(if prefix.is_empty() { "startdate" } else { "enddate" });
        if !old.is_empty() && part("year").is_empty() {
            slide.insert(name.to_owned(), old.into());
            continue;
        }
        let mut date = Object::new();
        for what in ["year", "month", "day"] {
            date.insert(what.to_owned(), part(what).into());
        }
        let clock = part("time");
        match time(clock) {
            Some([hour, minute, second, _]) => {
                for (what, value) in [("hour", hour), ("minute", minute), ("second", second)] {
                    date.insert(what.to_owned(), value.into());
                }
            }
            None if !clock.is_empty() => {
                let text = format!("the time `{}` can't be read and was left out", short(clock));
                read.note(row.line, get("headline"), text);
            }
            None => {}
        }
        if ["year", "month", "day", "time"].iter().any(|p| !part(p).is_empty()) {
            slide.insert(name.to_owned(), date.into());
        }
    }
    let group = if get("group").is_empty() {
        get("tag")
    } else {
        get("group")
    };
    slide.insert("display_date".into(), get("displaydate").into());
    slide.insert("text".into(), json!({"headline": get("headline"), "text": get("text")}));
    slide.insert("group".into(), group.into());
    slide.insert("background".into(), get("background").into());
    slide.insert(
        "media".into(),
        json!({
            "url": get("media"), "caption": get("mediacaption"), "credit": get("mediacredit"),
            "thumbnail": get("mediathumbnail"), "alt": get("alttext"), "link": get("link"),
        }),
    );
    slide
}
