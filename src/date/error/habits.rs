//! Mistakes that are known by their shape, each with its message, its place and its remedy: figures in another order,
//! clocks, words for "before" and "early", years of too few digits. Where a string may mean two things, the help says both.

use super::DateError;
use super::ends::{dots, ends, joined, open_end, several, short_end};
use super::rewrite::{Meant, after_word, all_digits, edtf, meant};
use super::signs::{brackets, old_draft, strangers};
use crate::date::day::Day;
use crate::date::parse::read;

/// What every author may want to know.
pub(super) const FORMS: &str =
    "dates are EDTF: `2016`, `2024-10`, `2025-02-27`, `2016/2018`, `2016~` for about, `192X` for the 1920s";

/// The first habit that a string has.
pub(super) fn recognise(text: &str) -> Option<DateError> {
    let habits = [
        quoted,
        clock_word,
        figures,
        short_end,
        time,
        joined,
        old_draft,
        open_end,
        bounded,
        part_of,
        short_year,
        first_decade,
        dots,
        several,
        strangers,
        one_meaning,
        ends,
        brackets,
    ];
    habits.iter().find_map(|habit| habit(text))
}

/// `“2024-10”`: quotation marks that YAML takes for a part of the date.
fn quoted(text: &str) -> Option<DateError> {
    let marks = |c: char| "“”„‘’‚«»\"'".contains(c);
    let date = text.strip_prefix(marks)?.trim_matches(marks).trim();
    let help = match crate::date::Date::parse(date) {
        Ok(_) => format!("write `{date}`"),
        Err(error) => error.help?,
    };
    fault("a date stands without quotation marks, or in straight ones", 0, help)
}

/// An error with a help line.
#[expect(
    clippy::unnecessary_wraps,
    reason = "it ends functions that give up with `?` before it"
)]
pub(super) fn fault(message: impl Into<String>, offset: usize, help: impl Into<String>) -> Option<DateError> {
    Some(DateError {
        message: message.into(),
        offset,
        help: Some(help.into()),
    })
}

/// "write `…`".
pub(super) fn write(edtf: &str) -> String {
    format!("write `{edtf}`")
}

/// Whether a string is EDTF.
pub(super) fn is_date(text: &str) -> bool {
    read(text).is_ok()
}

/// A habit with one meaning.
fn one_meaning(text: &str) -> Option<DateError> {
    let Meant { edtf, offset, message } = meant(text)?;
    fault(message, offset, write(&edtf))
}

/// `today`, `unknown`: words for what no file can say.
fn clock_word(text: &str) -> Option<DateError> {
    match text.trim().to_lowercase().as_str() {
        "today" | "now" | "yesterday" | "tomorrow" | "present" | "this year" | "last year" => fault(
            "this means another day tomorrow",
            0,
            "write the date itself, such as `2025-02-27`",
        ),
        "unknown" | "undated" | "n.d." | "nd" | "none" | "n/a" | "?" | "tbd" | "tba" | "-" => fault(
            "this says that no date is known",
            0,
            "leave the field out where no date is known",
        ),
        _ => None,
    }
}

/// `27/02/2025`, `02/27/2025`, `27.2.2025`: which figure is the month shows only where the other is above 12.
fn figures(text: &str) -> Option<DateError> {
    let body = text.trim();
    let joint = ['/', '.', '-']
        .into_iter()
        .find(|joint| body.matches(*joint).count() == 2)?;
    let mut parts = body.split(joint).map(str::trim);
    let (a, b, year) = (parts.next()?, parts.next()?, parts.next()?);
    if !all_digits(a, 1..=2) || !all_digits(b, 1..=2) || !(all_digits(year, 4..=4) || all_digits(year, 2..=2)) {
        return None;
    }
    if year.len() == 2 {
        return fault("a year has four digits, and stands first", 0, FORMS);
    }
    let day_first = format!("{year}-{b:0>2}-{a:0>2}");
    let month_first = format!("{year}-{a:0>2}-{b:0>2}");
    let help = match (is_date(&day_first), is_date(&month_first)) {
        (true, true) if day_first != month_first => {
            format!("write `{day_first}` where the day stood first, `{month_first}` where the month did")
        }
        (true, _) => write(&day_first),
        (_, true) => write(&month_first),
        _ => FORMS.to_owned(),
    };
    fault(
        "a date begins with its year",
        text.len() - text.trim_start().len(),
        help,
    )
}

/// `2025-02-27 10:00`, `2025-02-27T10:00`, `2025-02-27T10:00:00.5`, `…+0300`.
fn time(text: &str) -> Option<DateError> {
    let day = text.get(..10).filter(|day| Day::parse(day).is_some())?;
    let (mark, rest) = (text.get(10..11)?, text.get(11..)?.trim());
    let clock = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == ':').len();
    let (clock, after) = (rest.get(..clock)?, rest.get(clock..)?);
    let mut fields: Vec<String> = clock.split(':').map(str::to_owned).collect();
    if !["T", "t", " ", "_"].contains(&mark) || fields.len() > 3 || !fields.iter().all(|field| all_digits(field, 1..=2))
    {
        return None;
    }
    let whole = fields.len() == 3;
    fields.resize(3, "00".to_owned());
    let zone_from = after.trim_start_matches(|c: char| c == '.' || c == ',' || c.is_ascii_digit());
    let zone = zone_from.trim().to_ascii_uppercase();
    let zone = match zone.as_str() {
        "UTC" | "GMT" => "Z".to_owned(),
        four if four.len() == 5 && all_digits(four.get(1..)?, 4..=4) => {
            format!("{}:{}", four.get(..3)?, four.get(3..)?)
        }
        zone => zone.to_owned(),
    };
    let padded: Vec<String> = fields.iter().map(|field| format!("{field:0>2}")).collect();
    let meant = format!("{day}T{}{zone}", padded.join(":"));
    let help = is_date(&meant).then(|| write(&meant))?;
    let clock_end = text.len() - text.get(11..)?.trim_start().len() + clock.len();
    if mark != "T" {
        fault("between a day and its time stands `T`", 10, help)
    } else if !whole {
        fault("a time has hours, minutes and seconds", clock_end, help)
    } else if zone_from.len() < after.len() {
        fault("EDTF has no fractions of a second", clock_end, help)
    } else if is_date(text) {
        None
    } else if fields != padded {
        fault("a time has two digits for hours, minutes and seconds", 11, help)
    } else {
        fault("a shift from UTC is written `Z`, `+03` or `+03:00`", clock_end, help)
    }
}

/// `before 1900`, `since 1900`: with the year itself or without.
fn bounded(text: &str) -> Option<DateError> {
    let lower = text.trim().to_ascii_lowercase();
    let (word, rest) = after_word(
        &lower,
        &["before", "after", "since", "from", "until", "till", "by", "pre", "post"],
    )?;
    let rest = edtf(rest.trim_start_matches('-'))?;
    let message = format!("EDTF has no word for `{word}`");
    let help = match (word, rest.parse::<i64>().ok().filter(|year| (1..9999).contains(year))) {
        ("before" | "pre", Some(year)) => format!(
            "write `[..{before:04}]` for some time before, `../{before:04}` for what lasted until then",
            before = year - 1
        ),
        ("after" | "post", Some(year)) => format!(
            "write `[{after:04}..]` for some time after, `{after:04}/..` for what has lasted since",
            after = year + 1
        ),
        ("since" | "from", _) => write(&format!("{rest}/..")),
        ("until" | "till", _) => write(&format!("../{rest}")),
        ("by" | "before" | "pre", _) => {
            format!("write `[..{rest}]` for that time or before, `../{rest}` for what lasted until then")
        }
        _ => format!("write `[{rest}..]` for that time or after, `{rest}/..` for what has lasted since"),
    };
    fault(message, 0, help)
}

/// `early 1990s`, `late 19th century`, `mid-1990s`, `born 1920`.
fn part_of(text: &str) -> Option<DateError> {
    let lower = text.trim().to_ascii_lowercase();
    let spaced = lower.replacen("mid-", "mid ", 1);
    if let Some((word, rest)) = after_word(
        &spaced,
        &["born", "died", "b", "d", "in", "on", "year", "anno", "published"],
    ) {
        return fault(format!("`{word}` has no place in a date"), 0, write(&edtf(rest)?));
    }
    let words = [
        "early",
        "mid",
        "middle of",
        "late",
        "beginning of",
        "start of",
        "end of",
        "first half of",
        "second half of",
    ];
    let (word, rest) = after_word(&spaced, &words)?;
    let help = match edtf(rest) {
        Some(whole) => format!("write `{whole}` for the whole, or the dates that you mean, as an interval"),
        None => FORMS.to_owned(),
    };
    fault(format!("EDTF has no word for `{word}`"), 0, help)
}

/// `-43`, `192`, `19?`, `20255`: a year of less or more than four digits.
fn short_year(text: &str) -> Option<DateError> {
    let body = text.trim();
    let place = text.len() - text.trim_start().len();
    let (body, mark) = match body.char_indices().last()? {
        (at, '?' | '~' | '%') => body.split_at(at),
        _ => (body, ""),
    };
    let (sign, digits) = match body.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", body),
    };
    let compact = [6, 8].contains(&digits.len()) && meant(text).is_some();
    if !all_digits(digits, 1..=18) || digits.len() == 4 || compact {
        return None;
    }
    let year: u64 = digits.parse().ok()?;
    let help = match (sign, digits.len()) {
        (_, 1..=3) if year == 0 => "1 BCE is `0000`, 2 BCE is `-0001`".to_owned(),
        ("-", 1..=3) => {
            let nearer = if year == 1 {
                "0000".to_owned()
            } else {
                format!("-{:04}", year - 1)
            };
            format!(
                "write `-{year:04}{mark}` for {} BCE, `{nearer}{mark}` for {year} BCE",
                year + 1
            )
        }
        (_, 1) => write(&format!("{year:04}{mark}")),
        (_, 2) => format!(
            "write `{year:04}{mark}` for the year {year}, `{digits}XX{mark}` for the hundred years from {digits}00"
        ),
        (_, 3) => {
            format!("write `{year:04}{mark}` for the year {year}, `{digits}X{mark}` for the ten years from {digits}0")
        }
        _ if year > 9999 => {
            let count = digits.len();
            format!("write `Y{sign}{year}{mark}` where a year of {count} digits is meant")
        }
        _ => FORMS.to_owned(),
    };
    fault("a year has four digits", place, help)
}

/// `1900s`: ten years or a hundred.
fn first_decade(text: &str) -> Option<DateError> {
    let lower = text.trim().to_ascii_lowercase();
    let years = lower.strip_prefix("the ").unwrap_or(&lower);
    let digits = ["'s", "\u{2019}s", "s"]
        .iter()
        .find_map(|end| years.strip_suffix(end))?;
    if !all_digits(digits, 4..=4) || !digits.ends_with("00") {
        return None;
    }
    let (decade, century) = (digits.get(..3)?, digits.get(..2)?);
    fault(
        "this may be ten years or a hundred",
        text.find(digits)? + 4,
        format!("write `{decade}X` for the ten years, `{century}XX` for the hundred"),
    )
}
