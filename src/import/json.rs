//! The outside of TimelineJS' JSON: which of its forms a file has, the scripts that it may be wrapped in, and on which line
//! each event stands. What an event says is read in `timelinejs.rs` and `legacy.rs`.

use std::collections::BTreeMap;

use serde_json::Value;
use serde_json::value::RawValue;

use super::{Format, Read, Settings, Unreadable, html, legacy, timelinejs};
use crate::i18n::Locale;

pub(super) type Object = serde_json::Map<String, Value>;

/// A JSON object whose values are still text.
type Parts<'t> = BTreeMap<String, &'t RawValue>;

/// A value with the line that it begins on.
pub(super) struct Placed {
    pub(super) line: usize,
    pub(super) value: Value,
}

/// Where lines begin.
struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    fn new(text: &'t str) -> Self {
        let starts = std::iter::once(0)
            .chain(text.match_indices('\n').map(|(at, _)| at + 1))
            .collect();
        Self { text, starts }
    }

    /// The line of a part of the text.
    fn of(&self, part: &str) -> usize {
        let offset = (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        self.starts.partition_point(|start| *start <= offset)
    }

    fn placed(&self, raw: &RawValue) -> Placed {
        Placed {
            line: self.of(raw.get()),
            value: serde_json::from_str(raw.get()).unwrap_or(Value::Null),
        }
    }

    fn list(&self, raw: &RawValue) -> Option<Vec<Placed>> {
        let items: Vec<&RawValue> = serde_json::from_str(raw.get()).ok()?;
        Some(items.into_iter().map(|item| self.placed(item)).collect())
    }
}

/// Whether a text is JSON, perhaps inside a script.
pub(super) fn looks_like(text: &str) -> bool {
    begin(text).is_some()
}

/// Where the JSON begins: at the start, or behind `name = ` or `name(`.
fn begin(text: &str) -> Option<usize> {
    let at = text.find(['{', '['])?;
    let ahead = text.get(..at)?.trim();
    let wrapper = ahead.is_empty()
        || (ahead.len() < 200
            && ahead.ends_with(['=', '('])
            && ahead
                .chars()
                .all(|c| c.is_alphanumeric() || c.is_whitespace() || "_$.=(;/*'\"[]-".contains(c)));
    let next = text.get(at + 1..)?.trim_start().chars().next()?;
    let json = match text.get(at..=at)? {
        "{" => matches!(next, '"' | '}' | '\''),
        _ => matches!(next, '{' | ']'),
    };
    (wrapper && json).then_some(at)
}

const EXPECTED: &str = "TimelineJS wants an object with `events`, each with `start_date` and `text`";

/// Reads a file.
pub(super) fn read(text: &str, _settings: Settings, locales: &[Locale]) -> Result<Read, Unreadable> {
    let at = begin(text).ok_or_else(|| {
        Unreadable::new(
            "the file is no JSON",
            "look at what it begins with: JSON begins with `{`; or leave `--format` out to have the format recognised",
        )
    })?;
    let lines = Lines::new(text);
    let json = text.get(at..).unwrap_or("");
    let mut stream = serde_json::Deserializer::from_str(json).into_iter::<&RawValue>();
    let first = stream.next();
    let whole = match first {
        Some(Ok(whole)) => whole,
        Some(Err(error)) => return Err(broken(&error, &lines, at)),
        None => return Err(Unreadable::new("the file holds no JSON", EXPECTED)),
    };
    let rest = json.get(stream.byte_offset()..).unwrap_or("");
    if rest.contains(|c: char| !c.is_whitespace() && !matches!(c, ')' | ';' | '}')) {
        return Err(Unreadable::new(
            format!("line {}: something follows the JSON", lines.of(rest.trim_start())),
            "keep the first object only, and remove what follows it",
        ));
    }
    let mut read = Read::new(Format::TimelineJs);
    if let Some(events) = lines.list(whole) {
        if !events.iter().any(|e| is_event(&e.value)) {
            return Err(Unreadable::new("the list holds no event of TimelineJS", EXPECTED));
        }
        timelinejs::events(&mut read, events, locales);
        return Ok(read);
    }
    let parts: Parts<'_> = serde_json::from_str(whole.get())
        .map_err(|_| Unreadable::new("the JSON is neither an object nor a list", EXPECTED))?;
    if let Some(inner) = parts.get("timeline")
        && let Ok(inner) = serde_json::from_str::<Parts<'_>>(inner.get())
    {
        if inner.contains_key("date") || inner.contains_key("era") {
            old(&mut read, &inner, &lines, locales);
            return Ok(read);
        }
        if inner.contains_key("events") || inner.contains_key("slides") {
            return current(read, &inner, &lines, locales);
        }
    }
    current(read, &parts, &lines, locales)
}

fn is_event(value: &Value) -> bool {
    value.get("start_date").is_some() || value.get("startDate").is_some()
}

fn broken(error: &serde_json::Error, lines: &Lines<'_>, at: usize) -> Unreadable {
    let line = lines.of(lines.text.get(at..).unwrap_or("")) + error.line().saturating_sub(1);
    let message = error.to_string();
    let what = message.split(" at line ").next().unwrap_or(&message);
    Unreadable::new(
        format!("the JSON breaks at line {line}, column {}: {what}", error.column()),
        "mend the place (often a comma too many, or a quotation mark inside a text), or export the timeline again",
    )
}

fn current(mut read: Read, parts: &Parts<'_>, lines: &Lines<'_>, locales: &[Locale]) -> Result<Read, Unreadable> {
    // An early TimelineJS 3 called them slides.
    let events = parts
        .get("events")
        .or(parts.get("slides"))
        .and_then(|raw| lines.list(raw));
    let eras = parts.get("eras").and_then(|raw| lines.list(raw));
    if events.is_none() && eras.is_none() {
        return Err(Unreadable::new("the JSON holds no `events`", EXPECTED));
    }
    let all = events.iter().chain(&eras).flatten();
    if events.as_ref().is_some_and(|e| !e.is_empty()) && !all.into_iter().any(|e| is_event(&e.value)) {
        return Err(Unreadable::new(
            "the `events` of the JSON are not those of TimelineJS: none has a `start_date`",
            EXPECTED,
        ));
    }
    if let Some(title) = parts.get("title") {
        timelinejs::title(&mut read, &lines.placed(title));
    }
    timelinejs::events(&mut read, events.unwrap_or_default(), locales);
    timelinejs::eras(&mut read, eras.unwrap_or_default(), locales);
    for (key, raw) in parts {
        if !matches!(key.as_str(), "title" | "events" | "slides" | "eras" | "scale") {
            read.note(lines.of(raw.get()), "", unknown(key));
        }
    }
    Ok(read)
}

fn old(read: &mut Read, parts: &Parts<'_>, lines: &Lines<'_>, locales: &[Locale]) {
    let placed = |key: &str| parts.get(key).map(|raw| lines.placed(raw));
    legacy::title(read, placed("headline"), placed("text"), placed("asset"));
    let list = |key: &str| parts.get(key).and_then(|raw| lines.list(raw)).unwrap_or_default();
    legacy::events(read, list("date"), locales);
    legacy::eras(read, list("era"), locales);
    for (key, raw) in parts {
        let known = ["headline", "text", "asset", "date", "era", "type", "startDate"];
        if !known.contains(&key.as_str()) {
            read.note(lines.of(raw.get()), "", unknown(key));
        }
    }
}

pub(super) fn unknown(key: &str) -> String {
    format!("`{}` is unknown and was left out", html::short(key))
}

/// A text under a key; numbers become texts, nothing else does.
pub(super) fn text(object: &Object, key: &str) -> String {
    match object.get(key) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

/// An object under a key.
pub(super) fn object<'o>(object: &'o Object, key: &str) -> Option<&'o Object> {
    object.get(key).and_then(Value::as_object)
}

/// Whether a value says nothing: null, an empty text, list or object.
pub(super) fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(list) => list.is_empty(),
        Value::Object(map) => map.values().all(is_blank),
        Value::Bool(_) | Value::Number(_) => false,
    }
}
