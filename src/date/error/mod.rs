//! What to tell an author whose date can't be read: what is wrong, where, and what was probably meant.

mod deep;
mod ends;
mod habits;
mod rewrite;
mod signs;

use std::fmt;

use edtf_core::ParseError;

use super::day::{Day, days_in_month};
use super::parse::read;
use habits::FORMS;

/// Why a string is no EDTF date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateError {
    /// What is wrong, as a sentence without capital and full stop: `month 13 does not exist`.
    pub message: String,
    /// Where, as a byte offset into the string; its length means the end.
    pub offset: usize,
    /// What to do about it, where that can be said.
    pub help: Option<String>,
}

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for DateError {}

/// Turns the library's complaint into ours: by the mistake that the string is known by, or else by the complaint.
pub(super) fn explain(text: &str, problem: &ParseError) -> DateError {
    if let Some(error) = habits::recognise(text) {
        return error;
    }
    let offset = (0..=problem.offset.min(text.len()))
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(0);
    if problem.message == "expected '-' before month" && text.get(offset..).is_some_and(|rest| rest.starts_with(number))
    {
        let digits = text
            .get(..offset)
            .unwrap_or("")
            .chars()
            .rev()
            .take_while(|c| number(*c));
        return DateError {
            message: "a year has four digits".to_owned(),
            offset: offset - digits.count(),
            help: Some("a year of five digits or more begins with `Y` and stands alone: `Y12004`".to_owned()),
        };
    }
    let offset = place(text, offset, problem.message);
    let (message, help) = describe(text, offset, problem.message);
    DateError { message, offset, help }
}

fn number(c: char) -> bool {
    c.is_ascii_digit() || c == 'X'
}

/// Where a complaint belongs. The library stops at the first character that does not fit; an author looks for the number
/// that is wrong, at its first digit.
fn place(text: &str, offset: usize, message: &str) -> usize {
    match message {
        "year must have exactly four digits (or X)"
        | "month must be two digits (or X)"
        | "day must be two digits (or X)" => {
            let before = text.get(..offset).unwrap_or("");
            // After the last sign there is nothing: the place is the end.
            if offset + 1 == text.len() && text.ends_with('-') {
                return text.len();
            }
            offset - before.chars().rev().take_while(|c| number(*c)).count()
        }
        _ => offset,
    }
}

/// A message, and a hint for when the intention can't be guessed.
fn describe(text: &str, offset: usize, message: &str) -> (String, Option<String>) {
    let said = |message: &str| (message.to_owned(), None);
    let hint = |message: String, help: &str| (message, Some(help.to_owned()));
    let rest = text.get(offset..).unwrap_or("");
    let two: String = rest.chars().take(2).collect();
    if message.starts_with("month must be 01-12") || message.contains("sub-year code 21-41") {
        return match two.as_str() {
            "00" => hint(
                "month 00 does not exist".to_owned(),
                "where only the year is known, write the year alone",
            ),
            _ => hint(
                format!("month {two} does not exist"),
                "months are 01 to 12; 21 to 24 are spring, summer, autumn and winter",
            ),
        };
    }
    if message.starts_with("day is out of range") {
        return no_such_day(text, offset, &two);
    }
    if let Some(described) = describe_time(text, &two, message) {
        return described;
    }
    match message {
        "empty input" | "empty date" => hint(
            "the date is empty".to_owned(),
            "leave the field out where no date is known",
        ),
        "EDTF permits ASCII characters only" => {
            let stranger: String = rest.chars().take(1).collect();
            hint(format!("`{stranger}` has no place in a date"), FORMS)
        }
        "whitespace is not allowed" => hint("a date contains no blanks".to_owned(), FORMS),
        "interval end precedes interval start" => ("the interval ends before it begins".to_owned(), swapped(text)),
        "interval needs at least one dated endpoint" => hint(
            "an interval needs a date at one end at least".to_owned(),
            "write `2016/..`, `../2016` or `2016/2018`",
        ),
        "interval must contain exactly one '/'" => said("an interval has two ends, with one `/` between them"),
        "-0000 is not a valid year" => hint(
            "year -0000 does not exist".to_owned(),
            "1 BCE is `0000`, 2 BCE is `-0001`",
        ),
        "Y-prefixed years require |year| > 9999" => hint(
            "`Y` is for years of five digits or more".to_owned(),
            "write four digits without `Y`: `0862`, `-0043`",
        ),
        "sub-year groupings cannot carry a day" => said("a season has no day"),
        "year must have exactly four digits (or X)" => {
            hint("this does not begin with a year of four digits".to_owned(), FORMS)
        }
        "month must be two digits (or X)" => hint("a month has two digits".to_owned(), FORMS),
        "day must be two digits (or X)" => hint("a day has two digits".to_owned(), FORMS),
        "expected '-' before month" | "expected '-' before day" | "unexpected characters after day" => {
            hint("the date should end here".to_owned(), FORMS)
        }
        "Y-prefixed years are year-precision only" => said("a year after `Y` has neither month nor day"),
        other => hint(other.replace('\'', "`"), FORMS),
    }
}

/// The same for complaints about times of day; `two` are the characters at the place.
fn describe_time(text: &str, two: &str, message: &str) -> Option<(String, Option<String>)> {
    let said = |message: &str| (message.to_owned(), None);
    let hint = |message: String, help: &str| (message, Some(help.to_owned()));
    Some(match message {
        "hour must be 00-23 (24 is not allowed)" => (format!("hour {two} does not exist"), next_midnight(text, two)),
        "minute must be 00-59" => (format!("minute {two} does not exist"), None),
        "second must be 00-60" => (format!("second {two} does not exist"), None),
        "time must be hh:mm:ss" => hint(
            "a time has hours, minutes and seconds".to_owned(),
            "write `2025-02-27T10:00:00Z`, or leave the time out",
        ),
        "time shift exceeds ±14:00" => said("a shift from UTC is 14 hours at most"),
        "negative zero time shift is not allowed" => {
            hint("a shift of zero has no minus".to_owned(), "write `Z` for UTC")
        }
        "time shift must be Z, +hh, +hh:mm or negative" | "time shift must be ±hh or ±hh:mm" => {
            said("a shift from UTC is written `Z`, `+03` or `+03:00`")
        }
        "date-times require a complete YYYY-MM-DD date" | "date-times require a plain all-digit date" => hint(
            "a time needs a whole day before it".to_owned(),
            "write `2025-02-27T10:00:00Z`, with a year from 0000 on, or leave the time out",
        ),
        _ => return None,
    })
}

/// The interval with its ends the other way round.
fn swapped(text: &str) -> Option<String> {
    let (start, end) = text.split_once('/')?;
    let other = format!("{end}/{start}");
    read(&other)
        .is_ok()
        .then(|| format!("write `{other}` if the ends changed places"))
}

/// What hour 24 of a day is.
fn next_midnight(text: &str, hour: &str) -> Option<String> {
    let next = text.get(..10).and_then(Day::parse).and_then(Day::next)?;
    (hour == "24").then(|| format!("the midnight that ends the day is `{next}T00:00:00`"))
}

/// Why the day at `offset` does not exist; year and month stand before it.
fn no_such_day(text: &str, offset: usize, day: &str) -> (String, Option<String>) {
    let before = text
        .get(..offset)
        .unwrap_or("")
        .trim_end_matches(|c: char| !c.is_ascii_digit());
    let month = before
        .get(before.len().saturating_sub(2)..)
        .and_then(|month| month.parse::<u8>().ok());
    let start = before.get(..before.len().saturating_sub(3)).unwrap_or("");
    let digits = start.len() - start.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let (rest, year) = start.split_at(start.len() - digits);
    let sign = if rest.ends_with('-') { "-" } else { "" };
    let year = &format!("{sign}{year}");
    let (Some(month), Ok(count)) = (month, year.parse::<i64>()) else {
        return (format!("day {day} does not exist in this month"), None);
    };
    let help = Some(format!("write `{year}-{month:02}` where only the month is sure"));
    match (month, day) {
        (_, "00") => ("day 00 does not exist".to_owned(), help),
        (2, "29") => (format!("{year} is not a leap year: its February has 28 days"), help),
        _ => {
            let length = days_in_month(count, month);
            let message = format!("day {day} does not exist: month {month:02} of {year} has {length} days");
            (message, help)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::Date;

    fn failed(text: &str) -> DateError {
        Date::parse(text).expect_err(text)
    }

    #[test]
    fn says_what_is_wrong_and_where() {
        for (text, offset, message) in [
            ("2025-13", 5, "month 13 does not exist"),
            ("2025-02-29", 8, "2025 is not a leap year: its February has 28 days"),
            ("2025-04-31", 8, "day 31 does not exist: month 04 of 2025 has 30 days"),
            ("-0043-02-30", 9, "day 30 does not exist: month 02 of -0043 has 28 days"),
            ("2025-04-00", 8, "day 00 does not exist"),
            ("2016/2015", 5, "the interval ends before it begins"),
            (
                "2016/2018/2019",
                9,
                "an interval has two ends, with one `/` between them",
            ),
            ("1985-04-12T24:00:00", 11, "hour 24 does not exist"),
            (
                "2016/2025-02-30",
                13,
                "day 30 does not exist: month 02 of 2025 has 28 days",
            ),
            ("", 0, "the date is empty"),
            ("1959-7-1", 5, "a month has two digits"),
            ("1959-07-1", 8, "a day has two digits"),
            ("2016/1959-7-1", 10, "a month has two digits"),
            ("2025-", 5, "the date breaks off"),
            ("2025-02-27T10:00", 16, "a time has hours, minutes and seconds"),
            ("2025-02-27 10:00:00", 10, "between a day and its time stands `T`"),
            ("2016–2018", 4, "the two ends of an interval are joined by `/`"),
            ("2025–02–27", 4, "`–` is not the hyphen `-`"),
            ("２０２５", 0, "a date is written with the digits 0 to 9"),
            ("1985\u{200B}", 4, "there is an invisible character, U+200B"),
            ("1985wtf", 4, "the date should end here"),
            ("20255", 0, "a year has four digits"),
            ("2016-18", 5, "month 18 does not exist"),
            ("-20XX-13", 6, "month 13 does not exist"),
            ("[1667, 1668-13]", 12, "month 13 does not exist"),
            ("[-03XX,-02XX, 1668-13]", 19, "month 13 does not exist"),
            ("2016-05-02T10:00:00/2016", 10, "an interval has no times"),
        ] {
            let error = failed(text);
            assert_eq!((error.message.as_str(), error.offset), (message, offset), "{text}");
        }
    }

    /// What is written, and what it means: one way to read it.
    #[test]
    fn offers_what_was_meant() {
        for (text, meant) in [
            ("2016-2018", "2016/2018"),
            ("2016-12-31T10:00:00Z/2016-12-31T12:00:00Z", "2016-12-31"),
            ("2016–2018", "2016/2018"),
            ("2016 to 2018", "2016/2018"),
            ("1200?-1250?", "1200?/1250?"),
            ("2016-2018?", "2016/2018?"),
            ("2024/25", "2024/2025"),
            ("2025-02-27/03-01", "2025-02-27/2025-03-01"),
            ("c. 1920", "1920~"),
            ("fl. 1200", "1200~"),
            ("c. 44 BC", "-0043~"),
            ("1920 (?)", "1920?"),
            ("1920s", "192X"),
            ("the 1920's", "192X"),
            ("in the 1920s", "192X"),
            ("1920s/1930s", "192X/193X"),
            ("19th century", "18XX"),
            ("the 5th c. BC", "-04XX"),
            ("201x", "201X"),
            ("199u-uu", "199X-XX"),
            ("1984?~", "1984%"),
            ("2004-(06)?-11", "2004-?06-11"),
            ("y17e7", "Y17E7"),
            ("4.54 billion years ago", "Y-454E7"),
            ("66 Ma", "Y-66E6"),
            ("1,200 mya", "Y-12E8"),
            ("0.5 Ma", "Y-5E5"),
            ("2004/open", "2004/.."),
            ("2025-2-7", "2025-02-07"),
            ("2025/02/27", "2025-02-27"),
            ("20250227", "2025-02-27"),
            ("27/02/2025", "2025-02-27"),
            ("02/27/2025", "2025-02-27"),
            ("2/2025", "2025-02"),
            ("2025-02-27 10:00", "2025-02-27T10:00:00"),
            ("2025-02-27T10:00Z", "2025-02-27T10:00:00Z"),
            ("2025-02-27T10:00:00+0300", "2025-02-27T10:00:00+03:00"),
            // The weeks on either side of a new year, by the calendar of ISO 8601.
            ("2025-W09", "2025-02-24/2025-03-02"),
            ("2020-W53", "2020-12-28/2021-01-03"),
            ("2025-W01-1", "2024-12-30"),
            ("2024-366", "2024-12-31"),
            ("2025-Q1", "2025-33"),
            ("Summer 2021", "2021-22"),
            ("2021 winter", "2021-24"),
            ("44 B.C.", "-0043"),
            ("1 BC", "0000"),
            ("A.D. 79", "0079"),
            ("15 March 44 BC", "-0043-03-15"),
            ("Y2016", "2016"),
            ("Y-43", "-0043"),
            ("2022/present", "2022/.."),
            ("since 1900", "1900/.."),
            ("until 1900", "../1900"),
            ("[1667]..", "[1667..]"),
            ("1667 or 1668", "[1667,1668]"),
            ("27 February 2025", "2025-02-27"),
            ("Feb. 27, 2025", "2025-02-27"),
            ("October 2024", "2024-10"),
            ("27 février 2025", "2025-02-27"),
            ("2025年2月27日", "2025-02-27"),
            ("2025–02–27", "2025-02-27"),
            ("٢٠٢٥", "2025"),
            (" 1985", "1985"),
            ("1863- 03-29", "1863-03-29"),
        ] {
            assert_eq!(failed(text).help, Some(format!("write `{meant}`")), "{text}");
        }
    }

    /// Where a string may mean two things, the help names both.
    #[test]
    fn asks_where_two_things_may_be_meant() {
        for (text, one, other) in [
            ("03/04/2025", "`2025-04-03`", "`2025-03-04`"),
            ("2001/05", "`2001-05`", "`2001/2005`"),
            ("2025-02/03", "`2025-02-03`", "`2025-02/2025-03`"),
            ("-43", "`-0043` for 44 BCE", "`-0042` for 43 BCE"),
            ("192", "`0192`", "`192X`"),
            ("19", "`0019`", "`19XX`"),
            ("1900s", "`190X`", "`19XX`"),
            ("before 1900", "`[..1899]`", "`../1899`"),
            ("after 1900", "`[1901..]`", "`1901/..`"),
            ("1670..1673", "`1670/1673`", "`[1670..1673]`"),
            ("1667,1668", "`[1667,1668]`", "`{1667,1668}`"),
            ("2022-", "`2022/..`", "`2022`"),
        ] {
            let help = failed(text).help.unwrap_or_default();
            assert!(help.contains(one) && help.contains(other), "{text}: {help}");
        }
    }

    #[test]
    fn guesses_nothing_from_nonsense() {
        for text in [
            "hello",
            "/",
            "é",
            "日本",
            "--",
            "s",
            "'s",
            "today",
            "n.d.",
            "45/13/2025",
            "27/02/25",
            "2025-02-27T25:00:00",
            "early 1990s",
            "31 June 2025",
            "2025-W54",
            "2025-366",
            "0 BC",
            "101st century",
        ] {
            let help = failed(text).help.unwrap_or_default();
            let guess = help.strip_prefix("write `").and_then(|rest| rest.strip_suffix('`'));
            let guess = guess.filter(|guess| !guess.contains('`'));
            assert_eq!(guess, None, "{text}: {help}");
        }
    }
}
