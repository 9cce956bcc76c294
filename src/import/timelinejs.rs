//! Events, eras and the title of TimelineJS 3 (<https://timeline.knightlab.com/docs/json-format.html>). What its own program
//! makes of a file is the measure: see its `TimelineConfig.js` and `TLDate.js`.

use serde_json::Value;

use super::html::{short, to_markdown, to_text};
use super::json::{Object, Placed, is_blank, object, text, unknown};
use super::media::Media;
use super::told::Told;
use super::when::{Numbers, Settled, settle};
use super::written::{self, Column, DayOrder};
use super::{Draft, Named, Read, markdown};
use crate::date::Date;
use crate::i18n::Locale;

/// The keys of an event, those that our own export adds among them.
const KNOWN: [&str; 19] = [
    "start_date",
    "end_date",
    "display_date",
    "text",
    "media",
    "group",
    "unique_id",
    "background",
    "autolink",
    "location",
    "type",
    "edtf",
    "category",
    "importance",
    "people",
    "terms",
    "sources",
    "language",
    "url",
];

/// The title slide is no event.
pub(super) fn title(read: &mut Read, placed: &Placed) {
    let Some(slide) = placed.value.as_object().filter(|_| !is_blank(&placed.value)) else {
        return;
    };
    let words = object(slide, "text")
        .map(|t| to_text(&text(t, "headline")).text)
        .unwrap_or_default();
    if slide.get("start_date").is_some_and(|date| !is_blank(date)) {
        read.note(placed.line, &words, "the date of the title slide was left out");
    }
    read.note(
        placed.line,
        &words,
        "the title slide is no event and was left out: put its words into content/timeline/index.md",
    );
}

/// Reads events.
pub(super) fn events(read: &mut Read, list: Vec<Placed>, locales: &[Locale]) {
    for placed in list {
        let Some(slide) = placed.value.as_object() else {
            read.leave_out(placed.line, "", "it is no object with `start_date` and `text`");
            continue;
        };
        one(read, placed.line, slide, locales, false);
    }
}

/// Eras are events that last.
pub(super) fn eras(read: &mut Read, list: Vec<Placed>, locales: &[Locale]) {
    for placed in list {
        match placed.value.as_object() {
            Some(era) => one(read, placed.line, era, locales, true),
            None => read.leave_out(placed.line, "", "it is no object with `start_date` and `end_date`"),
        }
    }
}

fn one(read: &mut Read, line: usize, slide: &Object, locales: &[Locale], era: bool) {
    let empty = Object::new();
    let words = object(slide, "text").unwrap_or(&empty);
    let headline = to_text(&text(words, "headline"));
    let ours = Date::parse(&text(slide, "edtf")).ok();
    let settled = match ours.clone() {
        Some(date) => Ok(Settled { date, told: Vec::new() }),
        None => dates(slide, locales),
    };
    let Settled { date, told } = match settled {
        Ok(settled) => settled,
        Err(why) => {
            let label = if headline.text.is_empty() {
                text(words, "text")
            } else {
                headline.text
            };
            return read.leave_out(line, &to_text(&label).text, &why);
        }
    };
    let body = to_markdown(
        &body(slide, words, ours.is_some()),
        slide.get("autolink") != Some(&Value::Bool(false)),
    );
    let media = media(slide);
    let label = title_of(&headline.text, &body.text, &media, slide, &date);
    let mut draft = Told {
        line,
        label: &label,
        settled: Settled { date, told },
        era,
        headline,
        body,
        media: &media,
    }
    .draft(read);
    rest(read, &mut draft, slide, words);
    read.events.push(draft);
}

/// The text, without the link to itself that our own export ends it with.
fn body(slide: &Object, words: &Object, ours: bool) -> String {
    let html = text(words, "text");
    let url = text(slide, "url");
    if !ours || url.is_empty() {
        return html;
    }
    let link = crate::render::escape(&url);
    html.strip_suffix(&format!("<p><a href=\"{link}\">{link}</a></p>"))
        .map(str::to_owned)
        .unwrap_or(html)
}

fn media(slide: &Object) -> Media {
    match slide.get("media") {
        Some(Value::Object(media)) => Media {
            url: text(media, "url"),
            caption: text(media, "caption"),
            credit: text(media, "credit"),
            thumbnail: text(media, "thumbnail"),
            alt: text(media, "alt"),
            link: text(media, "link"),
        },
        Some(Value::String(url)) => Media {
            url: url.clone(),
            ..Media::default()
        },
        _ => Media::default(),
    }
}

/// A title for what has no headline: the text's beginning, the caption, the date.
fn title_of(headline: &str, body: &str, media: &Media, slide: &Object, date: &Date) -> String {
    if !headline.is_empty() {
        return headline.to_owned();
    }
    let shown = text(slide, "display_date");
    first_words(&super::inline::shown(body.split("\n\n").next().unwrap_or("")).unwrap_or_default())
        .or_else(|| first_words(&to_text(&media.caption).text))
        .or_else(|| first_words(&to_text(&shown).text))
        .unwrap_or_else(|| date.to_string())
}

/// The first sentence of a text, or as many of its words as make a title.
pub(super) fn first_words(text: &str) -> Option<String> {
    let text = markdown::line(text);
    let mut end = text.len();
    for (at, c) in text.char_indices() {
        let next = text.get(at + c.len_utf8()..).unwrap_or("");
        // "1.5 million" and "U.S. forces" are no ends of sentences.
        let stop =
            matches!(c, '.' | '!' | '?') && next.starts_with(' ') && text.get(..at).is_some_and(|t| word_before(t) > 3);
        if stop || c == '。' {
            end = at + if c == '.' || c == '。' { 0 } else { c.len_utf8() };
            break;
        }
    }
    let sentence = text.get(..end).unwrap_or(&text).trim_end_matches('.');
    let words = match sentence.char_indices().nth(80) {
        None => sentence.to_owned(),
        Some((cut, _)) => {
            let head = sentence.get(..cut).unwrap_or("");
            let whole = head.rsplit_once(' ').map_or(head, |(whole, _)| whole);
            format!("{}…", whole.trim_end_matches([',', ';', ':']))
        }
    };
    (!words.is_empty()).then_some(words)
}

/// How long the word at the end of a text is.
fn word_before(text: &str) -> usize {
    text.chars().rev().take_while(|c| c.is_alphanumeric()).count()
}

fn rest(read: &mut Read, draft: &mut Draft, slide: &Object, words: &Object) {
    let (line, label) = (draft.line, draft.title.clone());
    let filled = |key: &str| slide.get(key).is_some_and(|v| !is_blank(v));
    draft.category = Some(text(slide, "category")).filter(|c| !c.is_empty());
    draft.group = Some(to_text(&text(slide, "group")).text)
        .filter(|g| !g.is_empty())
        .or(draft.category.clone());
    draft.id = Some(text(slide, "unique_id").trim().to_owned()).filter(|id| !id.is_empty());
    draft.importance = slide
        .get("importance")
        .and_then(Value::as_i64)
        .filter(|i| (1..=5).contains(i));
    draft.language = Some(text(slide, "language")).filter(|l| !l.is_empty());
    let list = |key: &str| -> Vec<&Value> { slide.get(key).and_then(Value::as_array).into_iter().flatten().collect() };
    let names = |key: &str| {
        list(key)
            .into_iter()
            .filter_map(|v| v.as_str().map(str::to_owned))
            .collect()
    };
    (draft.people, draft.terms) = (names("people"), names("terms"));
    draft.sources = list("sources").into_iter().filter_map(source).collect();
    if filled("background") {
        read.note(line, &label, "the background was left out: the theme decides it");
    }
    if filled("location") {
        read.note(line, &label, "the location was left out: events have none");
    }
    for key in slide.keys().filter(|k| !KNOWN.contains(&k.as_str()) && filled(k)) {
        read.note(line, &label, unknown(key));
    }
    for key in words.keys().filter(|k| !matches!(k.as_str(), "headline" | "text")) {
        read.note(line, &label, unknown(&format!("text.{key}")));
    }
    let date_keys = [
        "year",
        "month",
        "day",
        "hour",
        "minute",
        "second",
        "millisecond",
        "display_date",
        "display_text",
        "format",
    ];
    for date in ["start_date", "end_date"] {
        for (key, value) in object(slide, date).into_iter().flatten() {
            if !date_keys.contains(&key.as_str()) && !is_blank(value) {
                read.note(line, &label, unknown(&format!("{date}.{key}")));
            }
        }
    }
    let media_keys = [
        "url",
        "caption",
        "credit",
        "thumbnail",
        "alt",
        "link",
        "link_target",
        "title",
    ];
    for (key, value) in object(slide, "media").into_iter().flatten() {
        if !media_keys.contains(&key.as_str()) && !is_blank(value) {
            read.note(line, &label, unknown(&format!("media.{key}")));
        }
    }
}

/// A source of our own export: `{id, title, url}`.
fn source(value: &Value) -> Option<Named> {
    if let Some(name) = value.as_str() {
        return Some(Named::Name(name.to_owned()));
    }
    let object = value.as_object()?;
    let (id, title, url) = (text(object, "id"), text(object, "title"), text(object, "url"));
    let title = [&title, &id, &url]
        .into_iter()
        .map(|t| markdown::line(t))
        .find(|t| !t.is_empty())?;
    Some(Named::Whole { id, title, url })
}

fn dates(slide: &Object, locales: &[Locale]) -> Result<Settled, String> {
    let mut shown = to_text(&text(slide, "display_date")).text;
    let (start, end) = (slide.get("start_date"), slide.get("end_date"));
    for date in [start, end].into_iter().flatten().filter_map(Value::as_object) {
        for key in ["display_date", "display_text"] {
            if shown.is_empty() {
                shown = to_text(&text(date, key)).text;
            }
        }
    }
    if let Some(Value::String(date)) = start {
        let column = Column {
            order: Some(DayOrder::MonthFirst),
            ..Column::default()
        };
        let settled = written::month_first(date, locales)?;
        return Ok(match end.and_then(Value::as_str).filter(|e| !e.trim().is_empty()) {
            Some(end) => written::with_end(settled, end, &column, locales),
            None => settled,
        });
    }
    let mut told = Vec::new();
    let from = numbers(start.and_then(Value::as_object), &mut told)?;
    let to = match end.and_then(Value::as_object) {
        Some(end) => numbers(Some(end), &mut told).unwrap_or_else(|why| {
            told.push(format!("the end was left out: {why}"));
            Numbers::default()
        }),
        None => Numbers::default(),
    };
    let mut settled = settle(&from, Some(&to), &shown, locales)?;
    told.append(&mut settled.told);
    Ok(Settled {
        date: settled.date,
        told,
    })
}

fn numbers(date: Option<&Object>, told: &mut Vec<String>) -> Result<Numbers, String> {
    let Some(date) = date else {
        return Ok(Numbers::default());
    };
    let mut part = |key: &str| match date.get(key).map_or(Ok(None), number) {
        Ok(value) => value,
        Err(bad) => {
            told.push(format!(
                "the {key} `{}` is no whole number and was left out",
                short(&bad)
            ));
            None
        }
    };
    let year = date.get("year").map_or(Ok(None), number);
    Ok(Numbers {
        year: year.map_err(|bad| format!("the year `{}` is no whole number", short(&bad)))?,
        month: part("month"),
        day: part("day"),
        hour: part("hour"),
        minute: part("minute"),
        second: part("second"),
        millisecond: part("millisecond"),
    })
}

/// A whole number, written as one or as a text with blanks or commas in it.
fn number(value: &Value) -> Result<Option<i64>, String> {
    let text = match value {
        Value::Null => return Ok(None),
        Value::Number(number) => match number.as_i64() {
            Some(whole) => return Ok(Some(whole)),
            None => number.to_string(),
        },
        Value::String(text) => text.clone(),
        other => return Err(other.to_string()),
    };
    whole(&text)
}

/// A whole number in a text; none where the text is blank.
pub(super) fn whole(text: &str) -> Result<Option<i64>, String> {
    let digits: String = text.chars().filter(|c| !c.is_whitespace() && *c != ',').collect();
    let digits = digits.replace('\u{2212}', "-");
    let digits = digits.strip_suffix(".0").unwrap_or(&digits);
    if digits.is_empty() {
        return Ok(None);
    }
    digits.parse().map(Some).map_err(|_| text.to_owned())
}
