//! Dates that come in numbers, as TimelineJS and its spreadsheet have them, with the words that are shown in their place.
//!
//! TimelineJS shows the year -44 as "44 BCE", so that is what its authors mean by it; EDTF counts astronomically and writes
//! `-0043`. Years of five digits and more are rounded anyway and stay as they are.

use std::fmt::Write as _;

use super::phrase::{edtf_year, meaning};
use crate::date::{Date, Precision, Relation, words};
use crate::i18n::Locale;

/// One end, number by number. What was left empty is `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Numbers {
    pub(super) year: Option<i64>,
    pub(super) month: Option<i64>,
    pub(super) day: Option<i64>,
    pub(super) hour: Option<i64>,
    pub(super) minute: Option<i64>,
    pub(super) second: Option<i64>,
    pub(super) millisecond: Option<i64>,
}

impl Numbers {
    pub(super) fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A date, and what its reader should know of the way to it.
#[derive(Debug)]
pub(super) struct Settled {
    pub(super) date: Date,
    pub(super) told: Vec<String>,
}

/// The date that numbers and shown words mean together. Words win where they agree with the numbers and EDTF can say
/// them; else the numbers do, and it is told.
///
/// # Errors
/// Why there is no date.
pub(super) fn settle(
    start: &Numbers,
    end: Option<&Numbers>,
    shown: &str,
    locales: &[Locale],
) -> Result<Settled, String> {
    let mut told = Vec::new();
    let shown = spoken(shown);
    let by_words = if shown.is_empty() {
        None
    } else {
        meaning(shown, locales)
    };
    let by_numbers = numbers(start, end, &mut told);
    let date = match (by_numbers, by_words) {
        (Err(why), None) => return Err(why),
        (Err(why), Some(date)) => {
            told.push(format!("{why}; the date shown, \"{shown}\", was taken"));
            return Ok(Settled { date, told });
        }
        (Ok(date), None) => {
            if !shown.is_empty() && !says(&date, shown, locales) {
                told.push(format!(
                    "the date shown, \"{shown}\", can't be said in EDTF; {date} was kept: write it into the text if it matters"
                ));
            }
            date
        }
        (Ok(date), Some(meant)) if agree(&date, &meant) => {
            // The words say which year is meant: nothing is left to tell.
            told.retain(|t| !t.contains("BCE"));
            finer(date, meant, shown, &mut told)
        }
        (Ok(date), Some(meant)) => {
            if !(before_christ(start) && same_but_one(&date, &meant)) {
                told.push(format!(
                    "the date shown, \"{shown}\", says {meant}, and the numbers say {date}, which was kept: correct it if the words are right"
                ));
                return Ok(Settled { date, told });
            }
            told.retain(|t| !t.contains("BCE"));
            meant
        }
    };
    Ok(Settled { date, told })
}

/// A date, and the words that were shown in its place: see [`settle`].
pub(super) fn shown(settled: Settled, shown: &str, locales: &[Locale]) -> Settled {
    let Settled { date, mut told } = settled;
    let shown = spoken(shown);
    let date = match meaning(shown, locales) {
        Some(meant) if agree(&date, &meant) => finer(date, meant, shown, &mut told),
        Some(meant) => {
            told.push(format!(
                "the date shown, \"{shown}\", says {meant}; {date} was kept: correct it if the words are right"
            ));
            date
        }
        None => {
            if !shown.is_empty() && !says(&date, shown, locales) {
                told.push(format!(
                    "the date shown, \"{shown}\", can't be said in EDTF; {date} was kept: write it into the text if it matters"
                ));
            }
            date
        }
    };
    Settled { date, told }
}

/// What is shown; a mere full stop hides the date, and says nothing.
fn spoken(shown: &str) -> &str {
    if shown.contains(char::is_alphanumeric) {
        shown.trim()
    } else {
        ""
    }
}

/// Which of two agreeing dates says more: the words, unless they leave out a time or an end.
fn finer(date: Date, meant: Date, shown: &str, told: &mut Vec<String>) -> Date {
    let doubtful = meant.is_approximate() || meant.is_uncertain();
    if date.precision() == Precision::Day
        && matches!(meant.precision(), Precision::Month | Precision::Year)
        && !doubtful
    {
        // The first of January is what programs put where only a year is known.
        if date.earliest() == meant.earliest() {
            told.push(format!("{date} was read as {meant}, because \"{shown}\" was shown"));
            return meant;
        }
        told.push(format!("\"{shown}\" was shown in the place of {date}, which was kept"));
        return date;
    }
    if date.clock().is_some() && meant.clock().is_none() && !meant.is_interval() {
        return date;
    }
    if date.is_interval() && !meant.is_interval() && meant.latest() != date.latest() {
        if meant.earliest() == date.earliest() && !meant.is_approximate() && !meant.is_uncertain() {
            return date;
        }
        told.push(format!(
            "the date shown, \"{shown}\", leaves out an end that the numbers have; {date} was kept: correct it if the words are right"
        ));
        return date;
    }
    meant
}

/// Whether the words are what nutgraf itself would show for the date, in any language.
fn says(date: &Date, shown: &str, locales: &[Locale]) -> bool {
    let plain = |t: &str| t.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    locales.iter().any(|l| plain(&words(date, l)) == plain(shown))
}

fn agree(a: &Date, b: &Date) -> bool {
    a == b || !matches!(a.relation(b), Relation::Before | Relation::After | Relation::Unknown)
}

fn before_christ(numbers: &Numbers) -> bool {
    numbers.year.is_some_and(|y| y < 0)
}

/// Years that count from 0 or from 1: -44 for 44 BCE or for 45 BCE.
fn same_but_one(a: &Date, b: &Date) -> bool {
    a.year().zip(b.year()).is_some_and(|(a, b)| a.abs_diff(b) <= 1)
}

fn numbers(start: &Numbers, end: Option<&Numbers>, told: &mut Vec<String>) -> Result<Date, String> {
    let Some(end) = end.filter(|e| !e.is_empty() && *e != start) else {
        return parse(&point(start, true, told)?);
    };
    let from = point(start, false, told)?;
    if end.year.is_none() {
        told.push("the end has no year and was left out".to_owned());
        return parse(&point(start, true, told)?);
    }
    let to = match point(end, false, told) {
        Ok(to) => to,
        Err(why) => {
            told.push(format!("the end was left out: {why}"));
            return parse(&from);
        }
    };
    if has_time(start) || has_time(end) {
        told.push("the times of day were left out: EDTF has none in an interval; write them into the text".to_owned());
    }
    if from == to {
        return parse(&from);
    }
    parse(&format!("{from}/{to}")).or_else(|_| {
        told.push(format!("the end, {to}, lies before the start and was left out"));
        parse(&from)
    })
}

fn parse(edtf: &str) -> Result<Date, String> {
    Date::parse(edtf).map_err(|e| format!("{edtf} is no date: {e}"))
}

fn has_time(n: &Numbers) -> bool {
    [n.hour, n.minute, n.second, n.millisecond]
        .iter()
        .any(|p| p.is_some_and(|v| v != 0))
}

/// One end in EDTF. Parts that the calendar does not have are left out and told.
fn point(n: &Numbers, time: bool, told: &mut Vec<String>) -> Result<String, String> {
    let year = n.year.ok_or("there is no year")?;
    let month = n.month.filter(|m| *m != 0);
    let day = n.day.filter(|d| *d != 0);
    if !(-9999..=9999).contains(&year) {
        if month.is_some() || day.is_some() || has_time(n) {
            told.push("month, day and time were left out: EDTF has years alone beyond 9999".to_owned());
        }
        return Ok(edtf_year(year));
    }
    let astronomical = if year < 0 { year + 1 } else { year };
    if year < 0 {
        told.push(format!(
            "the year {year} was read as {} BCE, as TimelineJS shows it (EDTF {})",
            -year,
            edtf_year(astronomical)
        ));
    }
    let mut out = edtf_year(astronomical);
    let Some(month) = month else {
        if day.is_some() {
            told.push("the day was left out: it has no month".to_owned());
        }
        return Ok(out);
    };
    if !(1..=12).contains(&month) {
        told.push(format!("there is no month {month}; only the year was kept"));
        return Ok(out);
    }
    let _ = write!(out, "-{month:02}");
    let Some(day) = day else {
        if has_time(n) {
            told.push("the time was left out: it has no day".to_owned());
        }
        return Ok(out);
    };
    let whole = format!("{out}-{day:02}");
    if !(1..=31).contains(&day) || Date::parse(&whole).is_err() {
        told.push(format!("the month has no day {day}; only the month was kept"));
        return Ok(out);
    }
    if !time {
        return Ok(whole);
    }
    Ok(with_time(whole, n, told))
}

fn with_time(day: String, n: &Numbers, told: &mut Vec<String>) -> String {
    let Some(hour) = n.hour else {
        if has_time(n) {
            told.push("the time was left out: it has no hour".to_owned());
        }
        return day;
    };
    if !has_time(n) {
        told.push("the time 0:00 was taken for none: add T00:00:00 to the date if it was midnight".to_owned());
        return day;
    }
    let (minute, second) = (n.minute.unwrap_or(0), n.second.unwrap_or(0));
    let moment = format!("{day}T{hour:02}:{minute:02}:{second:02}");
    if Date::parse(&moment).is_err() {
        told.push(format!(
            "there is no time {hour}:{minute:02}:{second:02}; only the day was kept"
        ));
        return day;
    }
    if n.millisecond.is_some_and(|m| m != 0) {
        told.push("milliseconds were left out: EDTF counts seconds".to_owned());
    }
    moment
}

/// A time of day as people write it: `15:00`, `3:00 PM`, `15.30`, `1530`, `3pm`, `10:20:30.5`.
pub(super) fn time(text: &str) -> Option<[Option<i64>; 4]> {
    let text = text.trim().to_lowercase();
    let text = text
        .strip_suffix(" uhr")
        .or_else(|| text.strip_suffix(" h"))
        .unwrap_or(&text);
    let (clock, half) = ["a.m.", "am", "p.m.", "pm"]
        .iter()
        .find_map(|mark| Some((text.strip_suffix(mark)?.trim(), mark.chars().next())))
        .unwrap_or((text.trim(), None));
    let parts: Vec<&str> = if clock.contains(':') {
        clock.split([':', '.', ',']).collect()
    } else if clock.len() == 4 && super::phrase::all_digits(clock) {
        vec![clock.get(..2)?, clock.get(2..)?]
    } else {
        clock.split('.').collect()
    };
    let number = |at: usize| -> Option<Option<i64>> {
        match parts.get(at) {
            None => Some(None),
            Some(part) if super::phrase::all_digits(part) && part.len() <= 9 => Some(part.parse().ok()),
            Some(_) => None,
        }
    };
    if parts.len() > 4 || parts.first().is_none_or(|p| p.len() > 2) {
        return None;
    }
    let hour = number(0)??;
    let hour = match half {
        Some('p') if hour < 12 => hour + 12,
        Some('a') if hour == 12 => 0,
        _ => hour,
    };
    let (minute, second, rest) = (number(1)?, number(2)?, number(3)?);
    let fits = hour < 24 && minute.unwrap_or(0) < 60 && second.unwrap_or(0) < 60;
    (fits && (parts.len() > 1 || half.is_some())).then_some([Some(hour), minute, second, rest])
}

#[cfg(test)]
#[path = "when_tests.rs"]
mod tests;
