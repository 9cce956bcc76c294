//! What to tell an author whose date can't be read: what is wrong, where, and what was probably meant.

use std::fmt;

use edtf_core::ParseError;

use super::Date;
use super::day::days_in_month;
use super::prose::find_in_prose;
use crate::i18n::Locale;

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

/// Turns the library's complaint into ours.
pub(super) fn explain(text: &str, problem: &ParseError) -> DateError {
    let offset = (0..=problem.offset.min(text.len()))
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(0);
    let (message, hint) = describe(text, offset, problem.message);
    let help = intended(text).map(|date| format!("write `{date}`")).or(hint);
    DateError { message, offset, help }
}

/// What every author may want to know.
const FORMS: &str =
    "dates are EDTF: `2016`, `2024-10`, `2025-02-27`, `2016/2018`, `2016~` for about, `192X` for the 1920s";

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
        return (no_such_day(text, offset, &two), None);
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
        "interval end precedes interval start" => said("the interval ends before it begins"),
        "interval needs at least one dated endpoint" => hint(
            "an interval needs a date at one end at least".to_owned(),
            "write `2016/..`, `../2016` or `2016/2018`",
        ),
        "interval must contain exactly one '/'" => said("an interval has two ends, with one `/` between them"),
        "-0000 is not a valid year" => hint(
            "year -0000 does not exist".to_owned(),
            "1 BCE is `0000`, 2 BCE is `-0001`",
        ),
        "negative years cannot contain unspecified digits" => hint(
            "a year before 0 can't have unknown digits".to_owned(),
            "write an interval of its first and last year: `-2099/-2000`",
        ),
        "Y-prefixed years require |year| > 9999" => hint(
            "`Y` is for years of five digits or more".to_owned(),
            "write four digits without `Y`: `0862`, `-0043`",
        ),
        "hour must be 00-23 (24 is not allowed)" => hint(
            format!("hour {two} does not exist"),
            "a day's last midnight is `T00:00:00` of the next day",
        ),
        "minute must be 00-59" => (format!("minute {two} does not exist"), None),
        "second must be 00-60" => (format!("second {two} does not exist"), None),
        "time must be hh:mm:ss" => hint(
            "a time has hours, minutes and seconds".to_owned(),
            "write `2025-02-27T10:00:00Z`, or leave the time out",
        ),
        "sub-year groupings cannot carry a day" => said("a season has no day"),
        "year must have exactly four digits (or X)" | "expected '-' before month" => {
            hint("this does not begin with a year of four digits".to_owned(), FORMS)
        }
        "month must be two digits (or X)" => hint("a month has two digits".to_owned(), FORMS),
        "day must be two digits (or X)" => hint("a day has two digits".to_owned(), FORMS),
        "expected '-' before day" | "unexpected characters after day" => {
            hint("the date should end here".to_owned(), FORMS)
        }
        other => hint(other.replace('\'', "`"), FORMS),
    }
}

/// Why the day at `offset` does not exist; year and month stand before it.
fn no_such_day(text: &str, offset: usize, day: &str) -> String {
    let before = text
        .get(..offset)
        .unwrap_or("")
        .trim_end_matches(|c: char| !c.is_ascii_digit());
    let month = before
        .get(before.len().saturating_sub(2)..)
        .and_then(|month| month.parse::<u8>().ok());
    let start = before.get(..before.len().saturating_sub(3)).unwrap_or("");
    let number: String = start.chars().rev().take_while(char::is_ascii_digit).collect();
    let year: String = number.chars().rev().collect();
    let (Some(month), Ok(count)) = (month, year.parse::<i64>()) else {
        return format!("day {day} does not exist in this month");
    };
    match (month, day) {
        (_, "00") => "day 00 does not exist".to_owned(),
        (2, "29") => format!("{year} is not a leap year: its February has 28 days"),
        _ => format!(
            "day {day} does not exist: month {month:02} of {year} has {} days",
            days_in_month(count, month)
        ),
    }
}

/// The EDTF that an author probably meant, for habits that other formats teach. Only what parses is offered.
fn intended(text: &str) -> Option<Date> {
    let lower = text.trim().to_lowercase();
    let candidates = [
        interval_of_years(&lower),
        about(&lower),
        decade(&lower),
        padded(&lower),
        compact(&lower),
        era(&lower),
        open_end(&lower),
        Some(lower.to_uppercase()).filter(|upper| upper != text),
        spelt_out(text),
    ];
    // Asking the library first keeps guesses from being explained in their turn.
    candidates
        .into_iter()
        .flatten()
        .filter(|candidate| edtf_core::is_valid(candidate))
        .find_map(|candidate| Date::parse(&candidate).ok())
}

fn all_digits(text: &str, lengths: std::ops::RangeInclusive<usize>) -> bool {
    lengths.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// `2016-2018`, `2016–2018`, `2016 to 2018`, `2016-18`.
fn interval_of_years(text: &str) -> Option<String> {
    let mut ends = text
        .split(['-', '\u{2013}', '\u{2014}'])
        .flat_map(|end| end.split(" to "))
        .map(str::trim);
    let (from, to) = (ends.next()?, ends.next()?);
    if ends.next().is_some() || !all_digits(from, 4..=4) {
        return None;
    }
    match to {
        to if all_digits(to, 4..=4) => Some(format!("{from}/{to}")),
        to if all_digits(to, 2..=2) => Some(format!("{from}/{}{to}", from.get(..2)?)),
        _ => None,
    }
}

/// `c. 1920`, `ca 1920`, `circa 1920`, `~1920`.
fn about(text: &str) -> Option<String> {
    let rest = ["circa", "about", "ca.", "ca", "c.", "c"]
        .iter()
        .find_map(|word| text.strip_prefix(word))?;
    Some(format!("{}~", rest.trim()))
}

/// `1920s`, `192`, `19`.
fn decade(text: &str) -> Option<String> {
    let digits = text.strip_suffix("'s").or(text.strip_suffix('s')).unwrap_or(text);
    match digits.len() {
        4 if text.len() > 4 && digits.ends_with('0') => Some(format!("{}X", digits.get(..3)?)),
        3 => Some(format!("{digits}X")),
        2 => Some(format!("{digits}XX")),
        _ => None,
    }
}

/// `2025-2-7`, `2025/02/27`, `2025.02.27`.
fn padded(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split(['-', '/', '.']).collect();
    match parts.as_slice() {
        [year, month] if all_digits(year, 4..=4) && all_digits(month, 1..=2) => Some(format!("{year}-{month:0>2}")),
        [year, month, day] if all_digits(year, 4..=4) && all_digits(month, 1..=2) && all_digits(day, 1..=2) => {
            Some(format!("{year}-{month:0>2}-{day:0>2}"))
        }
        _ => None,
    }
}

/// `20250227`.
fn compact(text: &str) -> Option<String> {
    if !all_digits(text, 8..=8) {
        return None;
    }
    Some([text.get(..4)?, text.get(4..6)?, text.get(6..)?].join("-"))
}

/// `44 BC`, `862 AD`.
fn era(text: &str) -> Option<String> {
    let year = |suffixes: &[&str]| -> Option<i64> {
        let number = suffixes.iter().find_map(|suffix| text.strip_suffix(suffix))?.trim();
        if all_digits(number, 1..=4) {
            number.parse().ok()
        } else {
            None
        }
    };
    match (year(&["bce", "bc"]), year(&["ce", "ad"])) {
        (Some(1), _) => Some("0000".to_owned()),
        (Some(year), _) if year > 0 => Some(format!("-{:04}", year - 1)),
        (_, Some(year)) => Some(format!("{year:04}")),
        _ => None,
    }
}

/// `2022/present`, `2022-`.
fn open_end(text: &str) -> Option<String> {
    let start = ["/present", "/now", "/ongoing", "-present", "-now", "-"]
        .iter()
        .find_map(|word| text.strip_suffix(word))?;
    Some(format!("{}/..", start.trim()))
}

/// `27 February 2025`, in English, and only where it is all there is.
fn spelt_out(text: &str) -> Option<String> {
    if !text.bytes().any(|byte| byte.is_ascii_digit()) || !text.bytes().any(|byte| byte.is_ascii_alphabetic()) {
        return None;
    }
    match find_in_prose(text, &Locale::english()).as_slice() {
        [(range, date)] if text.trim().len() == range.len() => Some(date.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failed(text: &str) -> DateError {
        Date::parse(text).expect_err(text)
    }

    #[test]
    fn says_what_is_wrong_and_where() {
        for (text, offset, message) in [
            ("2025-13", 5, "month 13 does not exist"),
            ("2025-02-29", 8, "2025 is not a leap year: its February has 28 days"),
            ("2025-04-31", 8, "day 31 does not exist: month 04 of 2025 has 30 days"),
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
            ("2016–2018", 4, "`–` has no place in a date"),
        ] {
            let error = failed(text);
            assert_eq!((error.offset, error.message.as_str()), (offset, message), "{text}");
        }
    }

    #[test]
    fn offers_what_was_meant() {
        for (text, meant) in [
            ("2016-2018", "2016/2018"),
            ("2016–2018", "2016/2018"),
            ("2016-18", "2016/2018"),
            ("c. 1920", "1920~"),
            ("1920s", "192X"),
            ("19", "19XX"),
            ("201x", "201X"),
            ("2025-2-7", "2025-02-07"),
            ("2025/02/27", "2025-02-27"),
            ("20250227", "2025-02-27"),
            ("44 BC", "-0043"),
            ("2022/present", "2022/.."),
            ("27 February 2025", "2025-02-27"),
            ("Feb. 27, 2025", "2025-02-27"),
            ("October 2024", "2024-10"),
        ] {
            assert_eq!(failed(text).help, Some(format!("write `{meant}`")), "{text}");
        }
    }

    #[test]
    fn guesses_nothing_from_nonsense() {
        for text in ["hello", "/", "2025-02-30", "é", "日本", "--", "s", "'s"] {
            let help = failed(text).help.unwrap_or_default();
            assert!(
                !help.starts_with("write `") || help.contains("2016/.."),
                "{text}: {help}"
            );
        }
    }
}
