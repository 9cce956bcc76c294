//! The JSON of TimelineJS 2 and earlier: `{"timeline": {"date": [{"startDate": "2011,12,10", …}]}}`.

use super::Read;
use super::html::{to_markdown, to_text};
use super::json::{Object, Placed, is_blank, object, text, unknown};
use super::media::Media;
use super::timelinejs::first_words;
use super::told::Told;
use super::when::{Numbers, Settled, settle};
use super::written::{self, Column, DayOrder};
use crate::i18n::Locale;

/// The words and the picture of the first slide, which is no event.
pub(super) fn title(read: &mut Read, headline: Option<Placed>, words: Option<Placed>, asset: Option<Placed>) {
    let parts: Vec<Placed> = [headline, words, asset].into_iter().flatten().collect();
    let Some(first) = parts.iter().find(|p| !is_blank(&p.value)) else {
        return;
    };
    let label = to_text(first.value.as_str().unwrap_or("")).text;
    read.note(
        first.line,
        &label,
        "the title slide is no event and was left out: put its words into content/timeline/index.md",
    );
}

/// Reads the events.
pub(super) fn events(read: &mut Read, list: Vec<Placed>, locales: &[Locale]) {
    each(read, list, locales, false);
}

/// Eras are events that last.
pub(super) fn eras(read: &mut Read, list: Vec<Placed>, locales: &[Locale]) {
    each(read, list, locales, true);
}

fn each(read: &mut Read, list: Vec<Placed>, locales: &[Locale], era: bool) {
    for placed in list {
        match placed.value.as_object() {
            Some(item) => one(read, placed.line, item, locales, era),
            None => read.leave_out(placed.line, "", "it is no object with `startDate` and `headline`"),
        }
    }
}

fn one(read: &mut Read, line: usize, item: &Object, locales: &[Locale], era: bool) {
    let headline = to_text(&text(item, "headline"));
    let body = to_markdown(&text(item, "text"), true);
    let Settled { date, told } = match dates(item, locales) {
        Ok(settled) => settled,
        Err(why) => return read.leave_out(line, &headline.text, &why),
    };
    let asset = object(item, "asset");
    let get = |key: &str| asset.map(|a| text(a, key)).unwrap_or_default();
    let media = Media {
        url: get("media"),
        caption: get("caption"),
        credit: get("credit"),
        thumbnail: get("thumbnail"),
        ..Media::default()
    };
    let label = Some(headline.text.clone())
        .filter(|t| !t.is_empty())
        .or_else(|| {
            first_words(&super::inline::shown(body.text.split("\n\n").next().unwrap_or("")).unwrap_or_default())
        })
        .or_else(|| first_words(&to_text(&media.caption).text))
        .unwrap_or_else(|| date.to_string());
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
    draft.group = ["tag", "category"]
        .iter()
        .map(|k| to_text(&text(item, k)).text)
        .find(|t| !t.is_empty());
    let known = [
        "startDate",
        "endDate",
        "headline",
        "text",
        "tag",
        "category",
        "asset",
        "classname",
        "type",
        "display_date",
    ];
    for (key, value) in item {
        if !known.contains(&key.as_str()) && !is_blank(value) {
            read.note(line, &label, unknown(key));
        }
    }
    read.events.push(draft);
}

fn dates(item: &Object, locales: &[Locale]) -> Result<Settled, String> {
    let shown = text(item, "display_date");
    let (start, end) = (text(item, "startDate"), text(item, "endDate"));
    let column = Column {
        order: Some(DayOrder::MonthFirst),
        years: true,
        ..Column::default()
    };
    let Some(from) = numbers(&start) else {
        let mut from = written::month_first(&start, locales)?;
        if !end.trim().is_empty() && end != start {
            from = written::with_end(from, &end, &column, locales);
        }
        return Ok(from);
    };
    let to = if end.trim().is_empty() {
        Some(Numbers::default())
    } else {
        numbers(&end)
    };
    let mut settled = settle(&from, to.as_ref(), &shown, locales)?;
    if to.is_none() {
        settled = written::with_end(settled, &end, &column, locales);
    }
    Ok(settled)
}

/// `2011,12,10,07,02,10`: the numbers from the year on.
fn numbers(text: &str) -> Option<Numbers> {
    let parts: Option<Vec<Option<i64>>> = text
        .split(',')
        .map(|p| {
            if p.trim().is_empty() {
                Some(None)
            } else {
                p.trim().parse().ok().map(Some)
            }
        })
        .collect();
    let parts = parts.filter(|p| p.len() <= 7 && p.first().is_some_and(Option::is_some))?;
    let at = |i: usize| parts.get(i).copied().flatten();
    Some(Numbers {
        year: at(0),
        month: at(1),
        day: at(2),
        hour: at(3),
        minute: at(4),
        second: at(5),
        millisecond: at(6),
    })
}
