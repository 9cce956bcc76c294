//! Finds the dates that sentences mention, for checks that compare prose with data.
//!
//! It reads what journalists write: a day with month and year in the language's order or the common ones, a month with a
//! year, two days of one month, an ISO date, a season, a decade, and a year alone after a word such as "in" or "since";
//! years before our era by the words for it. A year without such a word is no date (it may be a number of anything), nor
//! is a date in figures with dots or strokes (nobody knows which figure is the month), nor a day without year. Months,
//! order, eras and the small words inside dates are those of ICU4X ([`Written`](crate::i18n::Written)), for every
//! language; prepositions, seasons and decades come from the messages, for those that have any.

mod reader;
#[cfg(test)]
mod tests;

use std::ops::Range;

use super::parse::read;
use super::tokens::{Kind, digit, tokens};
use super::{Date, edtf_year};
use crate::i18n::Locale;
use reader::Reader;

/// The dates that a text names, in its order, each with its byte range in the text.
///
/// Costs little where the text has no digit. Text is taken as it stands: a date across two text nodes isn't found.
#[must_use]
pub fn find_in_prose(text: &str, locale: &Locale) -> Vec<(Range<usize>, Date)> {
    let has_digit = |text: &str| text.chars().any(|c| digit(c).is_some());
    if !text.bytes().any(|byte| byte.is_ascii_digit()) && (text.is_ascii() || !has_digit(text)) {
        return Vec::new();
    }
    let tokens = tokens(text);
    let reader = Reader {
        tokens: &tokens,
        locale,
    };
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let Some((from, to, edtf)) = date_at(&reader, at) else {
            at += 1;
            continue;
        };
        // The 31st of June is no date, nor is what is left of it. Asking the library first saves the explanation.
        let date = read(&edtf).is_ok().then(|| Date::parse(&edtf).ok()).flatten();
        if let (Some(date), Some(start), Some(end)) = (date, reader.start(from), reader.end(to)) {
            found.push((start..end, date));
        }
        at = to;
    }
    found
}

/// First token, the token after the last, and the date in EDTF.
type Hit = (usize, usize, String);

fn date_at(reader: &Reader<'_>, at: usize) -> Option<Hit> {
    match reader.kind(at)? {
        Kind::Number(..) => iso(reader, at)
            .or_else(|| counted(reader, at))
            .or_else(|| decade(reader, at))
            .or_else(|| day_first(reader, at))
            .or_else(|| year_first(reader, at))
            .or_else(|| before_era(reader, at)),
        Kind::Word(word) => season(reader, at, word)
            .or_else(|| month_first(reader, at))
            .or_else(|| decade_after_word(reader, at, word))
            .or_else(|| bare_year(reader, at, word)),
        Kind::Mark(_) => None,
    }
}

/// `2025-02-27`.
fn iso(reader: &Reader<'_>, at: usize) -> Option<Hit> {
    let part = |at: usize, digits: usize| match reader.kind(at)? {
        Kind::Number(value, count) if count == digits && (digits == 4 || reader.touches(at)) => Some(value),
        _ => None,
    };
    let hyphen = |at: usize| (reader.kind(at)? == Kind::Mark('-') && reader.touches(at)).then_some(());
    let year = part(at, 4)?;
    hyphen(at + 1)?;
    let month = part(at + 2, 2)?;
    hyphen(at + 3)?;
    let day = part(at + 4, 2)?;
    Some((at, at + 5, format!("{year:04}-{month:02}-{day:02}")))
}

/// 2025年2月27日, 2024年10月, 2021年の春, 1920年代: numbers, each with its word; the era may stand before them.
fn counted(reader: &Reader<'_>, at: usize) -> Option<Hit> {
    let [year_mark, month_mark, day_mark] = reader.written().numeric()?;
    let part = |at: usize, mark: &str| match (reader.kind(at)?, reader.kind(at + 1)?) {
        (Kind::Number(value, _), Kind::Word(word)) => Some((value, word.strip_prefix(mark)?)),
        _ => None,
    };
    let (number, rest) = part(at, year_mark)?;
    let year = match reader.kind(at.checked_sub(1).unwrap_or(usize::MAX)) {
        Some(Kind::Word(word)) if ends_with_era(reader, word) => 1 - i64::from(number),
        _ => i64::from(reader.year(at)?),
    };
    let year = edtf_year(year);
    if rest.starts_with('代') {
        return Some((at, at + 2, decade_edtf(number)?));
    }
    if let Some(code) = reader.season_beginning(rest.trim_start_matches('の')) {
        return Some((at, at + 2, format!("{year}-{code}")));
    }
    let (month, _) = part(at + 2, month_mark)?;
    Some(match part(at + 4, day_mark) {
        Some((day, _)) => (at, at + 6, format!("{year}-{month:02}-{day:02}")),
        None => (at, at + 4, format!("{year}-{month:02}")),
    })
}

/// Whether a run of letters ends with the words for "before our era": 紀元前.
fn ends_with_era(reader: &Reader<'_>, word: &str) -> bool {
    let eras = reader.written().era(true).iter();
    eras.filter_map(|letters| letters.last())
        .any(|era| word.ends_with(era.as_str()))
}

/// "27 February 2025", "27th of February, 2025", "27–28 February 2025".
fn day_first(reader: &Reader<'_>, at: usize) -> Option<Hit> {
    let (days, next) = reader.days(at)?;
    let (month, next) = reader.month(reader.skip_between(next))?;
    let (year, next) = reader.year_after(next)?;
    Some((at, next, days_edtf(year, month, days)))
}

/// "February 27, 2025", "February 27–28, 2025", "October 2024".
fn month_first(reader: &Reader<'_>, at: usize) -> Option<Hit> {
    let (month, next) = reader.month(at)?;
    if let Some((days, after)) = reader.days(reader.skip_between(next))
        && let Some((year, after)) = reader.year_after(after)
    {
        return Some((at, after, days_edtf(year, month, days)));
    }
    let (year, next) = reader.year_after(next)?;
    Some((at, next, format!("{}-{month:02}", edtf_year(year))))
}

/// "2025. február 27.", "2025 m. vasario 27 d.", "2025. gada 27. februāris": where a language writes the year first.
fn year_first(reader: &Reader<'_>, at: usize) -> Option<Hit> {
    let order = reader.written().order();
    if order.first() != Some(&"year") {
        return None;
    }
    let year = i64::from(reader.year(at)?);
    let next = reader.skip_between(at + 1);
    if order.get(1) == Some(&"day")
        && let Some((days, next)) = reader.days(next)
        && let Some((month, next)) = reader.month(reader.skip_between(next))
    {
        return Some((at, next, days_edtf(year, month, days)));
    }
    let (month, next) = reader.month_within(next)?;
    let day = reader.skip_between(next);
    Some(match reader.days(day) {
        Some((days, next)) => (at, next, days_edtf(year, month, days)),
        None => (at, next, format!("{}-{month:02}", edtf_year(year))),
    })
}

/// "in 2016", "from 2016 to 2018", "in 44 BC", "from 264 to 146 BC": the date begins with the year.
fn bare_year(reader: &Reader<'_>, at: usize, word: &str) -> Option<Hit> {
    if !reader.listed("prose_before_year", word) {
        return None;
    }
    let from = reader.skip_words(at + 1);
    if let Some(decade) = decade(reader, from) {
        return Some(decade);
    }
    let first = reader.any_year(from);
    let start_end = first.map_or(from + 1, |(_, next)| next);
    if let Some(next) = reader.range_word(start_end)
        && let Some((end, next)) = reader.any_year(reader.skip_words(next))
    {
        let start = match (first, reader.kind(from)?) {
            // The era stands once, after the second.
            (_, Kind::Number(start, 1..=4)) if end < 1 && start_end == from + 1 => 1 - i64::from(start),
            (Some((start, _)), _) => start,
            (None, _) => return None,
        };
        return Some((from, next, format!("{}/{}", edtf_year(start), edtf_year(end))));
    }
    let (year, next) = first?;
    Some((from, next, edtf_year(year)))
}

/// "45 v. Chr.", "100 to 50 BC": the era makes the year.
fn before_era(reader: &Reader<'_>, at: usize) -> Option<Hit> {
    if let Some((year, next)) = reader.year_before_era(at) {
        return Some((at, next, edtf_year(year)));
    }
    let Kind::Number(first, 1..=4) = reader.kind(at)? else {
        return None;
    };
    let (last, next) = reader.year_before_era(reader.range_word(at + 1)?)?;
    let years = format!("{}/{}", edtf_year(1 - i64::from(first)), edtf_year(last));
    Some((at, next, years))
}

/// "spring 2021", "the spring of 2021", "au printemps 2021".
fn season(reader: &Reader<'_>, at: usize, word: &str) -> Option<Hit> {
    let code = reader.season(word)?;
    // "To fall 2016 metres": what is a verb as well needs a word before it, as a year does.
    if reader.listed("prose_verbs", word) {
        let led = match reader.kind(at.checked_sub(1)?)? {
            Kind::Word(before) => reader.listed("prose_before_year", before) || reader.listed("prose_fill", before),
            Kind::Mark(mark) => matches!(mark, '\'' | '\u{2019}'),
            Kind::Number(..) => false,
        };
        if !led {
            return None;
        }
    }
    let (year, next) = reader.year_after(at + 1)?;
    Some((at, next, format!("{}-{code}", edtf_year(year))))
}

/// "the 1920s", "1920er-Jahre", "1920-е годы": the ending makes the decade.
fn decade(reader: &Reader<'_>, at: usize) -> Option<Hit> {
    let Kind::Number(year @ 1000..=2999, 4) = reader.kind(at)? else {
        return None;
    };
    let next = reader.decade_end(at + 1)?;
    Some((at, next, decade_edtf(year)?))
}

/// "les années 1920", "la década de 1920": the word before it makes the decade.
fn decade_after_word(reader: &Reader<'_>, at: usize, word: &str) -> Option<Hit> {
    // "20 années 1920 …" counts years.
    let counted = at.checked_sub(1).and_then(|before| reader.kind(before));
    if !reader.listed("prose_decade_words", word) || matches!(counted, Some(Kind::Number(..))) {
        return None;
    }
    let from = reader.skip_words(at + 1);
    let year = reader.year(from)?;
    Some((from, from + 1, decade_edtf(year)?))
}

/// `192X`; of a century's first decade nobody knows whether it means ten years or a hundred.
fn decade_edtf(year: u32) -> Option<String> {
    (year.is_multiple_of(10) && !year.is_multiple_of(100)).then(|| format!("{}X", year / 10))
}

fn days_edtf(year: i64, month: u8, days: (u32, Option<u32>)) -> String {
    let day = |day: u32| format!("{}-{month:02}-{day:02}", edtf_year(year));
    match days {
        (first, Some(second)) => format!("{}/{}", day(first), day(second)),
        (only, None) => day(only),
    }
}
