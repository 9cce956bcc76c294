//! How authors write dates elsewhere, and what each habit is in EDTF: `c. 1920`, `the 1920s`, `44 B.C.`, `2025-W09`.
//!
//! Only habits with one meaning live here; where a string may mean two things, the author is asked ([`super::habits`]).
//! Each habit returns what was [`Meant`], and nothing where that is no EDTF either.

use std::sync::LazyLock;

use super::deep::years_ago;
use crate::date::day::{Day, days_in_month};
use crate::date::parse::read;
use crate::date::prose::find_in_prose;
use crate::i18n::Locale;

/// What a string means, and what is wrong with it.
pub(super) struct Meant {
    pub(super) edtf: String,
    /// Where the string departs from EDTF, in bytes.
    pub(super) offset: usize,
    pub(super) message: &'static str,
}

/// A meaning, where it is EDTF: no month 13.
pub(super) fn found(edtf: String, offset: usize, message: &'static str) -> Option<Meant> {
    read(&edtf).is_ok().then_some(Meant { edtf, offset, message })
}

/// What a string means in EDTF, where it is none and has one meaning. Blanks around it don't count.
pub(super) fn meant(text: &str) -> Option<Meant> {
    let start = text.len() - text.trim_start().len();
    // ASCII keeps its bytes in lower case, so that places hold.
    let lower = text.trim().to_ascii_lowercase();
    let habits = [
        qualified,
        decade,
        century,
        era,
        season,
        quarter,
        week,
        day_of_year,
        parts,
        compact,
        month_and_year,
        big_year,
        years_ago,
        spelt_out,
    ];
    habits.iter().find_map(|habit| habit(&lower)).map(|meant| Meant {
        offset: meant.offset + start,
        ..meant
    })
}

/// A string that is EDTF, or what it means.
pub(super) fn edtf(text: &str) -> Option<String> {
    let text = text.trim();
    let text = text.strip_prefix("the ").or(text.strip_prefix("The ")).unwrap_or(text);
    let upper = text.to_ascii_uppercase();
    if read(&upper).is_ok() {
        return Some(upper);
    }
    meant(text).map(|meant| meant.edtf)
}

/// Whether a text consists of so many ASCII digits.
pub(super) fn all_digits(text: &str, lengths: std::ops::RangeInclusive<usize>) -> bool {
    lengths.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A text without the first of these words before it, where a blank or a full stop parts them.
pub(super) fn after_word<'t>(text: &'t str, words: &[&'static str]) -> Option<(&'static str, &'t str)> {
    words.iter().find_map(|word| {
        let rest = text.strip_prefix(word)?;
        let parted =
            word.ends_with('.') || rest.starts_with([' ', '.']) || rest.starts_with(|c: char| c.is_ascii_digit());
        parted.then(|| (*word, rest.trim_start_matches(['.', ' '])))
    })
}

/// `c. 1920`, `approx. 1920`, `fl. 1200`; `possibly 1920`, `1920 (?)`.
fn qualified(text: &str) -> Option<Meant> {
    const ABOUT: &[&str] = &[
        "circa",
        "about",
        "around",
        "approximately",
        "approx",
        "roughly",
        "cca",
        "ca",
        "c",
        "abt",
        "fl",
        "floruit",
    ];
    const PERHAPS: &[&str] = &["possibly", "probably", "perhaps", "maybe", "prob", "poss"];
    let (rest, mark, offset, message) = if let Some((_, rest)) = after_word(text, ABOUT) {
        (rest, '~', 0, "about is written `~`, after the date")
    } else if let Some((_, rest)) = after_word(text, PERHAPS) {
        (rest, '?', 0, "doubt is written `?`, after the date")
    } else {
        let rest = ["(?)", "[?]", " ?"].iter().find_map(|mark| text.strip_suffix(mark))?;
        (
            rest.trim_end(),
            '?',
            rest.trim_end().len(),
            "doubt is written `?`, at once after the date",
        )
    };
    // Which end of an interval is meant can't be told.
    let date = edtf(rest).filter(|date| !date.contains(['/', '[', '{']))?;
    let edtf = match (date.chars().last()?, mark) {
        (last, mark) if last == mark => date,
        ('?' | '~' | '%', _) => format!("{}%", date.get(..date.len() - 1)?),
        (_, mark) => format!("{date}{mark}"),
    };
    found(edtf, offset, message)
}

/// `1920s`, `1920's`, `the 1920s`. Those of a century's first decade have two meanings, and are not found here.
fn decade(text: &str) -> Option<Meant> {
    let years = text.strip_prefix("the ").unwrap_or(text);
    let digits = ["'s", "\u{2019}s", "s"]
        .iter()
        .find_map(|end| years.strip_suffix(end))?;
    if !all_digits(digits, 4..=4) || !digits.ends_with('0') || digits.ends_with("00") {
        return None;
    }
    let offset = text.len() - years.len() + digits.len();
    found(
        format!("{}X", digits.get(..3)?),
        offset,
        "a decade is written with an `X` for its last digit",
    )
}

/// `19th century`, `the 5th c. BC`.
fn century(text: &str) -> Option<Meant> {
    let whole = text.strip_prefix("the ").unwrap_or(text);
    let digits = whole.len() - whole.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let number: usize = whole.get(..digits)?.parse().ok()?;
    let rest = whole.get(digits..)?;
    let rest = ["st", "nd", "rd", "th"].iter().find_map(|end| rest.strip_prefix(end))?;
    let (_, after) = after_word(
        &format!("{} ", rest.trim_start_matches(['-', ' '])),
        &["century", "cent", "c"],
    )
    .map(|(word, after)| (word, after.trim().to_owned()))?;
    let before = match after.replace('.', "").as_str() {
        "" | "ad" | "ce" => false,
        "bc" | "bce" => true,
        _ => return None,
    };
    let hundreds = number.checked_sub(1).filter(|hundreds| *hundreds < 100)?;
    let sign = if before { "-" } else { "" };
    found(
        format!("{sign}{hundreds:02}XX"),
        0,
        "a century is written with `XX` for its last two digits",
    )
}

/// `44 BC`, `44 B.C.E.`, `A.D. 79`, `15 March 44 BC`.
fn era(text: &str) -> Option<Meant> {
    let plain = |text: &str| text.replace(['.', ' '], "");
    let (rest, before, offset) = if let Some(rest) = ["a.d.", "ad"].iter().find_map(|era| text.strip_prefix(era)) {
        (rest.trim_start(), false, 0)
    } else {
        let at = text.rfind(|c: char| c.is_ascii_digit())? + 1;
        let before = match plain(text.get(at..)?).as_str() {
            "bc" | "bce" => true,
            "ad" | "ce" => false,
            _ => return None,
        };
        (text.get(..at)?, before, text.len() - text.get(at..)?.trim_start().len())
    };
    let (day, number) = match rest.rsplit_once(' ') {
        Some((day, number)) => (day, number),
        None => ("", rest),
    };
    if !all_digits(number, 1..=4) {
        return None;
    }
    let year: u32 = number.parse().ok().filter(|year| *year > 0)?;
    // A leap year stands in for the real one while its day and month are read.
    let tail = if day.is_empty() {
        String::new()
    } else {
        let date = spelt_out(&format!("{day} 2000"))?.edtf;
        date.strip_prefix("2000")?.to_owned()
    };
    match (before, year) {
        (true, 1) => found(format!("0000{tail}"), offset, "years count from 1 BCE, which is `0000`"),
        (true, _) => found(
            format!("-{:04}{tail}", year - 1),
            offset,
            "years count from 1 BCE, which is `0000`",
        ),
        (false, _) => found(
            format!("{year:04}{tail}"),
            offset,
            "a year needs no era, but four digits",
        ),
    }
}

/// `spring 2021`, `2021 spring`, `autumn of 2021`.
fn season(text: &str) -> Option<Meant> {
    let mut words: Vec<&str> = text
        .split([' ', '-', ','])
        .filter(|word| !["", "of", "the", "in"].contains(word))
        .collect();
    if words.first().is_some_and(|word| all_digits(word, 4..=4)) {
        words.reverse();
    }
    let [name, year] = words.as_slice() else { return None };
    let code = match *name {
        "spring" => 21,
        "summer" => 22,
        "autumn" | "fall" => 23,
        "winter" => 24,
        _ => return None,
    };
    all_digits(year, 4..=4).then_some(())?;
    found(
        format!("{year}-{code}"),
        text.find(name)?,
        "a season is written as a number, 21 to 24, after the year",
    )
}

/// `2025-Q1`, `Q1 2025`, `2025Q1`.
fn quarter(text: &str) -> Option<Meant> {
    let at = text.find('q')?;
    let number = text
        .get(at + 1..at + 2)?
        .parse::<u8>()
        .ok()
        .filter(|n| (1..=4).contains(n))?;
    let year = format!("{}{}", text.get(..at)?, text.get(at + 2..)?);
    let year = year.trim_matches(['-', ' ', '/']);
    all_digits(year, 4..=4).then_some(())?;
    found(
        format!("{year}-{}", 32 + number),
        at,
        "a quarter is written as a number, 33 to 36, after the year",
    )
}

/// `2025-W09`, `2025-W09-4`: weeks of ISO 8601, of which the first is that of 4 January, from Monday.
fn week(text: &str) -> Option<Meant> {
    let (year, rest) = text.split_once('w')?;
    let year_digits = year.trim_end_matches('-');
    let (week, day) = match rest.trim_start_matches('-').split_once('-') {
        Some((week, day)) => (week, Some(day.parse::<i64>().ok().filter(|day| (1..=7).contains(day))?)),
        None => (rest, None),
    };
    if !all_digits(year_digits, 4..=4) || !all_digits(week, 1..=2) {
        return None;
    }
    let week: i64 = week.parse().ok().filter(|week| (1..=53).contains(week))?;
    let fourth = Day::new(year_digits.parse().ok()?, 1, 4)?.unix_days()?;
    // 1 January 1970 was a Thursday.
    let first_monday = fourth - (fourth + 3).rem_euclid(7);
    let monday = first_monday + (week - 1) * 7;
    let edtf = match day {
        Some(day) => Day::from_unix_days(monday + day - 1).to_string(),
        None => format!("{}/{}", Day::from_unix_days(monday), Day::from_unix_days(monday + 6)),
    };
    found(edtf, year.len(), "EDTF has no weeks")
}

/// `2025-058`: the day's number in its year.
fn day_of_year(text: &str) -> Option<Meant> {
    let (year, number) = text.split_once('-')?;
    if !all_digits(year, 4..=4) || !all_digits(number, 3..=3) {
        return None;
    }
    let (year, number): (i64, i64) = (year.parse().ok()?, number.parse().ok()?);
    let length = if days_in_month(year, 2) == 29 { 366 } else { 365 };
    let first = Day::new(year, 1, 1)?.unix_days()?;
    (1..=length).contains(&number).then_some(())?;
    found(
        Day::from_unix_days(first + number - 1).to_string(),
        5,
        "EDTF does not number the days of a year",
    )
}

/// `2025-2-7`, `2025/02/27`, `2025.02.27`, `2025 02 27`: the year first.
fn parts(text: &str) -> Option<Meant> {
    let parts: Vec<&str> = text.split(['-', '/', '.', ' ']).collect();
    let (year, rest) = parts.split_first()?;
    if !all_digits(year, 4..=4) || !(1..=2).contains(&rest.len()) || !rest.iter().all(|part| all_digits(part, 1..=2)) {
        return None;
    }
    let joint = text.get(4..5)?;
    // One stroke makes an interval.
    if joint == "/" && rest.len() == 1 {
        return None;
    }
    let edtf = rest
        .iter()
        .fold((*year).to_owned(), |date, part| format!("{date}-{part:0>2}"));
    let short = 5 + rest.first().filter(|month| month.len() == 2).map_or(0, |_| 3);
    match joint {
        "-" if short == 5 => found(edtf, 5, "a month has two digits"),
        "-" => found(edtf, short, "a day has two digits"),
        _ => found(edtf, 4, "the parts of a date are joined by `-`"),
    }
}

/// `20250227`, `202502`.
fn compact(text: &str) -> Option<Meant> {
    let message = "the parts of a date are joined by `-`";
    if all_digits(text, 8..=8) {
        found([text.get(..4)?, text.get(4..6)?, text.get(6..)?].join("-"), 4, message)
    } else if all_digits(text, 6..=6) {
        found([text.get(..4)?, text.get(4..)?].join("-"), 4, message)
    } else {
        None
    }
}

/// `02/2025`, `2.2025`, `2-2025`.
fn month_and_year(text: &str) -> Option<Meant> {
    let (month, year) = text.split_once(['/', '.', '-'])?;
    if !all_digits(month, 1..=2) || !all_digits(year, 4..=4) {
        return None;
    }
    found(format!("{year}-{month:0>2}"), 0, "a date begins with its year")
}

/// `Y2016`, `Y-43`, `Y0000123456`.
fn big_year(text: &str) -> Option<Meant> {
    let (sign, digits) = match text.strip_prefix("y-") {
        Some(digits) => ("-", digits),
        None => ("", text.strip_prefix('y')?),
    };
    if !all_digits(digits, 1..=18) {
        return None;
    }
    match digits.trim_start_matches('0') {
        "" => found("0000".to_owned(), 0, "`Y` is for years of five digits or more"),
        short if short.len() <= 4 => found(
            format!("{sign}{short:0>4}"),
            0,
            "`Y` is for years of five digits or more",
        ),
        long => found(
            format!("Y{sign}{long}"),
            1 + sign.len(),
            "a year after `Y` does not begin with 0",
        ),
    }
}

/// The languages in which a date in words is understood, the language of the messages first.
static LANGUAGES: LazyLock<Vec<Locale>> = LazyLock::new(|| {
    ["en", "fr", "de", "es", "ru", "ar", "ja"]
        .iter()
        .filter_map(|tag| Locale::new(tag).ok())
        .collect()
});

/// `27 February 2025`, `octubre de 2024`: a date in words, where it is all there is.
fn spelt_out(text: &str) -> Option<Meant> {
    if !text.bytes().any(|byte| byte.is_ascii_digit()) || !text.chars().any(char::is_alphabetic) {
        return None;
    }
    // Month names were put into lower case with the rest; no finder wants them so.
    let named: String = text.split_inclusive(' ').map(capitalised).collect();
    let date = LANGUAGES.iter().find_map(|locale| {
        [text, named.as_str()]
            .into_iter()
            .find_map(|text| match find_in_prose(text, locale).as_slice() {
                [(range, date)] if text.trim_end_matches('.').len() == range.len() => Some(date.to_string()),
                _ => None,
            })
    })?;
    match text.find(' ') {
        Some(blank) => found(date, blank, "a date contains no blanks"),
        None => found(date, 0, "a date is written in figures joined by `-`"),
    }
}

fn capitalised(word: &str) -> String {
    let mut rest = word.chars();
    rest.next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(rest).collect())
}
