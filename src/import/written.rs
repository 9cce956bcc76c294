//! Dates as people and spreadsheets write them into one cell: EDTF, ISO with a time, `27.02.2025`, `02/27/2025`, words.
//!
//! Whether `03/04/2025` is in March or in April, one cell can't say. Its column can, where another row has a day over 12;
//! so can whoever runs the import. Nothing is guessed: else the row is left out and told.

use super::phrase::{all_digits, edtf_year, meaning};
use super::when::{Settled, time};
use crate::date::Date;
use crate::i18n::Locale;

/// Which of two numbers is the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayOrder {
    /// `27/02/2025`.
    DayFirst,
    /// `02/27/2025`.
    MonthFirst,
}

const NO_TIME: &str = "the time 0:00 was taken for none: add T00:00:00 to the date if it was midnight";

/// What other rows say about the order of the numbers in a date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Evidence {
    /// Nothing that is needed.
    #[default]
    None,
    /// The order was read off them, which is to be told.
    Decides,
    /// Some have the day first, and others the month.
    Mixed,
}

/// What a column of dates says about the order of its numbers.
#[derive(Clone, Debug, Default)]
pub(super) struct Column {
    pub(super) order: Option<DayOrder>,
    pub(super) evidence: Evidence,
    /// Whether it holds years, so that `79` is one.
    pub(super) years: bool,
    /// Whether 0:00 is a time: other rows have some. Else it is what programs put where there is none.
    pub(super) times: bool,
}

impl Column {
    /// Looks at all cells. `wanted` is what whoever runs the import says.
    pub(super) fn of<'c>(cells: impl Iterator<Item = &'c str>, wanted: Option<DayOrder>) -> Self {
        let (mut day_first, mut month_first, mut open, mut times) = (false, false, false, false);
        for cell in cells {
            let clock = cut_time(cell.trim()).map(|(_, clock, _)| clock);
            times |= clock.is_some_and(|c| c.iter().any(|part| part.is_some_and(|p| p != 0)));
            for [a, b] in strokes(cell) {
                day_first |= a > 12 && b <= 12;
                month_first |= b > 12 && a <= 12;
                open |= a <= 12 && b <= 12 && a != b;
            }
        }
        let order = match (wanted, day_first, month_first) {
            (Some(order), _, _) => Some(order),
            (None, true, false) => Some(DayOrder::DayFirst),
            (None, false, true) => Some(DayOrder::MonthFirst),
            _ => None,
        };
        Self {
            order,
            evidence: match (day_first && month_first, wanted.is_none() && order.is_some() && open) {
                (true, _) => Evidence::Mixed,
                (false, true) => Evidence::Decides,
                (false, false) => Evidence::None,
            },
            years: false,
            times,
        }
    }
}

/// Reads a cell.
///
/// # Errors
/// Why it is no date, or no certain one.
pub(super) fn read(cell: &str, column: &Column, locales: &[Locale]) -> Result<Settled, String> {
    let text = cell.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = text.strip_prefix('\'').unwrap_or(&text);
    if text.is_empty() {
        return Err("there is no date".to_owned());
    }
    let mut told = Vec::new();
    if let Ok(date) = Date::parse(text) {
        let midnight = date.clock().is_some_and(|c| c.seconds == 0);
        return match text.split_once('T').filter(|_| midnight && !column.times) {
            Some((day, _)) => done(day, vec![NO_TIME.to_owned()]),
            None => Ok(Settled { date, told }),
        };
    }
    if let Some(edtf) = bare_number(text, column, &mut told)? {
        return done(&edtf, told);
    }
    if let Some(found) = with_time(text, column, locales, &mut told) {
        return done(&found?, told);
    }
    if let Some(found) = day(text, column) {
        return done(&found?, told);
    }
    if let Some(found) = pair(text, column) {
        return done(&found?, told);
    }
    let meant = meaning(text, locales);
    meant
        .map(|date| Settled { date, told })
        .ok_or_else(|| format!("the date `{}` can't be read", super::html::short(text)))
}

/// A date with an end that stands in a cell of its own. What makes no interval is told.
pub(super) fn with_end(start: Settled, end: &str, column: &Column, locales: &[Locale]) -> Settled {
    let Settled { date, mut told } = start;
    if super::phrase::is_now(end) {
        let open = Date::parse(&format!("{}/..", date.as_str().split('T').next().unwrap_or("")));
        return Settled {
            date: open.unwrap_or(date),
            told,
        };
    }
    let (date, told) = match read(end, column, locales) {
        Ok(to) if to.date == date => (date, told),
        Ok(to) => {
            told.extend(to.told);
            let day = |d: &Date| d.as_str().split('T').next().unwrap_or("").to_owned();
            let (from, until) = (day(&date), day(&to.date));
            let times = date.clock().is_some() || to.date.clock().is_some();
            if from == until {
                told.push("the end's time was left out: EDTF has none in an interval".to_owned());
                return Settled { date, told };
            }
            match Date::parse(&format!("{from}/{until}")) {
                Ok(interval) => {
                    if times {
                        told.push("the times of day were left out: EDTF has none in an interval".to_owned());
                    }
                    (interval, told)
                }
                Err(error) => {
                    told.push(format!("the end, {}, was left out: {error}", to.date));
                    (date, told)
                }
            }
        }
        Err(why) => {
            told.push(format!("the end was left out: {why}"));
            (date, told)
        }
    };
    Settled { date, told }
}

fn done(edtf: &str, told: Vec<String>) -> Result<Settled, String> {
    match Date::parse(edtf) {
        Ok(date) => Ok(Settled { date, told }),
        Err(_) => Err(format!("the calendar has no {edtf}")),
    }
}

/// `1969`, `79` in a column of years, `-44`; `45000` is a spreadsheet's day number.
fn bare_number(text: &str, column: &Column, told: &mut Vec<String>) -> Result<Option<String>, String> {
    let text = text.strip_suffix(".0").unwrap_or(text);
    let (negative, digits) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    if !all_digits(digits) || digits.len() > 16 {
        return Ok(None);
    }
    let value: i64 = digits.parse().map_err(|_| format!("the number {text} is too large"))?;
    if negative {
        let astronomical = if value > 9999 { -value } else { 1 - value };
        if value == 0 {
            return Ok(Some("0000".to_owned()));
        }
        let edtf = edtf_year(astronomical);
        if value <= 9999 {
            told.push(format!("the year {text} was read as {value} BCE (EDTF {edtf})"));
        }
        return Ok(Some(edtf));
    }
    match digits.len() {
        1 | 2 if column.years => Ok(Some(edtf_year(value))),
        8 => {
            let part = |r: std::ops::Range<usize>| digits.get(r).unwrap_or("");
            Ok(Some(format!("{}-{}-{}", part(0..4), part(4..6), part(6..8))))
        }
        5 if !column.years => Err(format!(
            "{text} looks like a spreadsheet's day number: give the column a date format, and save the file again"
        )),
        1 | 2 => Err(format!(
            "{text} is no year of three digits or four: write 00{value:02} if it is one"
        )),
        _ => Ok(Some(edtf_year(value))),
    }
}

/// `2025-02-27 10:00`, `2025-02-27T10:00:00.000Z`, `27.02.2025 10:00 Uhr`, `Feb 27, 2025 5:30 PM`.
fn with_time(
    text: &str,
    column: &Column,
    locales: &[Locale],
    told: &mut Vec<String>,
) -> Option<Result<String, String>> {
    let (head, clock, shift) = cut_time(text)?;
    let head = head.trim_end_matches([' ', ',', 'T', 't']);
    let head = head.strip_suffix(" at").unwrap_or(head);
    let found = read(head, column, locales);
    let date = match found {
        Ok(settled) => {
            told.extend(settled.told);
            settled.date
        }
        Err(why) => return Some(Err(why)),
    };
    let [hour, minute, second, rest] = clock.map(|p| p.unwrap_or(0));
    if [hour, minute, second] == [0, 0, 0] && !column.times {
        told.push(NO_TIME.to_owned());
        return Some(Ok(date.to_string()));
    }
    let moment = format!("{date}T{hour:02}:{minute:02}:{second:02}{shift}");
    if Date::parse(&moment).is_err() {
        told.push(format!(
            "the time {hour}:{minute:02} was left out: {date} is not exact to the day"
        ));
        return Some(Ok(date.to_string()));
    }
    if rest != 0 {
        told.push("parts of a second were left out".to_owned());
    }
    Some(Ok(moment))
}

/// A text without the time at its end, the time, and its shift from UTC.
fn cut_time(text: &str) -> Option<(&str, [Option<i64>; 4], String)> {
    let colon = text.find(':')?;
    let before = text.get(..colon)?;
    let start = before.len() - before.bytes().rev().take_while(u8::is_ascii_digit).count();
    let (head, rest) = (text.get(..start)?, text.get(start..)?);
    if !head.ends_with([' ', 'T', 't', ',']) {
        return None;
    }
    let shift_at = rest
        .find(['Z', 'z', '+', '-', '\u{2212}'])
        .or_else(|| rest.find(" UTC"))
        .or_else(|| rest.find(" GMT"));
    let (clock, shift) = rest.split_at(shift_at.unwrap_or(rest.len()));
    let shift = match shift.trim() {
        "" => String::new(),
        "Z" | "z" | "UTC" | "GMT" => "Z".to_owned(),
        shift => {
            let (sign, digits) = (shift.get(..1)?, shift.get(1..)?.replace(':', ""));
            let sign = if sign == "+" { '+' } else { '-' };
            match (digits.len(), all_digits(&digits)) {
                (2, true) => format!("{sign}{digits}:00"),
                (4, true) => format!("{sign}{}:{}", digits.get(..2)?, digits.get(2..)?),
                _ => return None,
            }
        }
    };
    // 2.5 microseconds and more are no matter of a timeline.
    let clock = clock.trim();
    let clock = match clock.split_once('.') {
        Some((whole, part)) if all_digits(part) && part.len() > 9 => whole,
        _ => clock,
    };
    Some((head, time(clock)?, shift))
}

/// The first two numbers of dates such as `27/02/2025`, `2-3-2025`, `3/4`.
fn strokes(cell: &str) -> Vec<[u32; 2]> {
    let mut found = Vec::new();
    for word in cell.split(|c: char| !(c.is_ascii_digit() || matches!(c, '/' | '-'))) {
        for sign in ['/', '-'] {
            let parts: Vec<&str> = word.split(sign).collect();
            if let [a, b, year] = parts.as_slice()
                && [a, b].iter().all(|p| all_digits(p) && p.len() <= 2)
                && all_digits(year)
                && matches!(year.len(), 2 | 4)
                && let (Ok(a), Ok(b)) = (a.parse(), b.parse())
            {
                found.push([a, b]);
            }
        }
    }
    found
}

/// Reads a date as TimelineJS does, for which the month comes first in `3/4/2012`. Where that decides, it is told.
///
/// # Errors
/// As [`read`].
pub(super) fn month_first(text: &str, locales: &[Locale]) -> Result<Settled, String> {
    let column = Column {
        order: Some(DayOrder::MonthFirst),
        years: true,
        ..Column::default()
    };
    let mut settled = read(text, &column, locales)?;
    if strokes(text).iter().any(|[a, b]| *a <= 12 && *b <= 12 && a != b) {
        settled.told.push(format!(
            "`{}` was read with the month first, as TimelineJS reads it",
            text.trim()
        ));
    }
    Ok(settled)
}

/// A day in numbers; `None` where the text is none.
fn day(text: &str, column: &Column) -> Option<Result<String, String>> {
    let text = text.trim_end_matches('.');
    let sign = text.chars().find(|c| !c.is_ascii_digit())?;
    if !matches!(sign, '/' | '-' | '.') {
        return None;
    }
    let parts: Vec<&str> = text.split(sign).map(str::trim).collect();
    if !parts.iter().all(|p| all_digits(p)) {
        return None;
    }
    match parts.as_slice() {
        [year, month, day] if year.len() == 4 && month.len() <= 2 && day.len() <= 2 => {
            Some(Ok(format!("{year}-{month:0>2}-{day:0>2}")))
        }
        [year, month] if year.len() == 4 && month.len() <= 2 && sign != '-' => Some(Ok(format!("{year}-{month:0>2}"))),
        [month, year] if year.len() == 4 && month.len() <= 2 => Some(Ok(format!("{year}-{month:0>2}"))),
        [a, b, year] if year.len() == 4 && a.len() <= 2 && b.len() <= 2 => Some(ordered(a, b, year, sign, column)),
        [a, b, year] if year.len() == 2 && a.len() <= 2 && b.len() <= 2 => Some(Err(format!(
            "the year of `{text}` has two digits: write four, so that the century is certain"
        ))),
        _ => None,
    }
}

fn ordered(a: &str, b: &str, year: &str, sign: char, column: &Column) -> Result<String, String> {
    let (first, second): (u32, u32) = (a.parse().unwrap_or(99), b.parse().unwrap_or(99));
    let day_first = format!("{year}-{b:0>2}-{a:0>2}");
    let month_first = format!("{year}-{a:0>2}-{b:0>2}");
    match (first > 12, second > 12, column.order) {
        // With full stops the day comes first everywhere.
        _ if sign == '.' || (first == second && first <= 12) => Ok(day_first),
        (true, false, _) | (false, false, Some(DayOrder::DayFirst)) => Ok(day_first),
        (false, true, _) | (false, false, Some(DayOrder::MonthFirst)) => Ok(month_first),
        (true, true, _) => Err(format!("`{a}{sign}{b}{sign}{year}` has no month")),
        (false, false, None) => {
            let why = if column.evidence == Evidence::Mixed {
                "other rows have both orders"
            } else {
                "no other row decides which number is the day"
            };
            Err(format!(
                "`{a}{sign}{b}{sign}{year}` is {day_first} or {month_first}, and {why}: import again with --day-first or --month-first"
            ))
        }
    }
}

/// `27/02/2025 - 01/03/2025`, `2025-02-27 to 2025-03-01`: each end in numbers.
fn pair(text: &str, column: &Column) -> Option<Result<String, String>> {
    let (left, right) = [" – ", " — ", " - ", " to ", "–", " bis ", " à "]
        .iter()
        .find_map(|b| text.split_once(b))?;
    let end = |text: &str| {
        let text = text.trim();
        match Date::parse(text) {
            Ok(date) if !date.is_interval() => Some(Ok(date.to_string())),
            _ => day(text, column),
        }
    };
    Some(end(left)?.and_then(|from| Ok(format!("{from}/{}", end(right).unwrap_or_else(|| Err(String::new()))?))))
        .filter(|made| {
            made.as_ref()
                .map_or_else(|why| !why.is_empty(), |edtf| Date::parse(edtf).is_ok())
        })
}

#[cfg(test)]
#[path = "written_tests.rs"]
mod tests;
