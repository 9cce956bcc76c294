//! What people write where a date is shown: "c. 1920", "Summer 1969", "the 1920s", "44 BC", "June 3 – July 5, 1967". Read
//! only where EDTF says the same; "early 1920s" is nothing that EDTF has a word for.

use crate::date::{Date, find_in_prose};
use crate::i18n::Locale;

// Words that mean one thing, with `|` between them.
const ABOUT: &str = "circa |ca. |ca |c. |c |c.|ca.|about |around |approximately |approx. |~|um |etwa |gegen |vers |environ |\
    hacia |alrededor de |около |ок. |約";
const PERHAPS: &str = "possibly |probably |perhaps |vermutlich |peut-être |probablement |probablemente |вероятно ";
const SINCE: &str = "since |from |seit |ab |depuis |dès |desde |с |à partir de |beginning in ";
const UNTIL: &str = "until |till |up to |bis |jusqu'en |jusqu’en |hasta |до ";
const NOW: &str = "present|now|today|ongoing|current|heute|aujourd'hui|aujourd’hui|présent|presente|настоящее время|";
const BEFORE_CHRIST: &str = "b.c.e.|b.c.|bce|bc|v. chr.|v.chr.|v. chr|av. j.-c.|av. j.-c|av j.-c.|a. de c.|a. c.|a.c.|до н. э.|\
    до н.э.|ق.م";
const AFTER_CHRIST: &str = "a.d.|c.e.|ad|ce|n. chr.|n.chr.|ap. j.-c.|apr. j.-c.|d. c.|d.c.|н. э.|н.э.";
const SEASONS: [(&str, u8); 4] = [
    ("spring|frühling|frühjahr|printemps|primavera|весна", 21),
    ("summer|sommer|été|verano|лето", 22),
    ("autumn|fall|herbst|automne|otoño|осень", 23),
    ("winter|hiver|invierno|зима", 24),
];
const BETWEEN: &str = "–|—| - | to | until | through | bis | à | a | по |-";
/// Words beside a date that add nothing to it.
const IDLE: &str = "|on|the|in|of|year|am|le|el|den|der|on the|monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|\
    tue|tues|wed|thu|thur|thurs|fri|sat|sun|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|года|\
    г|года.|ad";

fn listed(words: &'static str) -> impl Iterator<Item = &'static str> {
    words.split('|')
}

/// The date that a phrase means, where EDTF says just that.
pub(super) fn meaning(text: &str, locales: &[Locale]) -> Option<Date> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() || text.len() > 200 {
        return None;
    }
    if let Ok(date) = Date::parse(&text) {
        return Some(date);
    }
    let edtf = single(&text, locales).or_else(|| range(&text, locales))?;
    Date::parse(&edtf).ok()
}

/// One date with what stands round it, in EDTF.
fn single(text: &str, locales: &[Locale]) -> Option<String> {
    if let Some(rest) = text.strip_suffix("(?)").or_else(|| text.strip_suffix('?')) {
        return qualified(&single(rest.trim(), locales)?, '?');
    }
    let lower = text.to_lowercase();
    for (words, sign) in [(ABOUT, '~'), (PERHAPS, '?')] {
        if let Some(rest) = listed(words).find_map(|w| lower.strip_prefix(w)) {
            let rest = text.get(text.len().checked_sub(rest.len())?..)?;
            return qualified(&core(rest.trim(), locales)?, sign);
        }
    }
    for (words, ahead, behind) in [(SINCE, "", "/.."), (UNTIL, "../", "")] {
        if let Some(rest) = listed(words).find_map(|w| lower.strip_prefix(w)) {
            let rest = text.get(text.len().checked_sub(rest.len())?..)?;
            let inner = core(rest.trim(), locales).filter(|d| !d.contains('/'));
            if let Some(inner) = inner {
                return Some(format!("{ahead}{inner}{behind}"));
            }
        }
    }
    core(text, locales)
}

fn qualified(edtf: &str, sign: char) -> Option<String> {
    let made = match edtf.chars().next_back()? {
        '~' if sign == '?' => format!("{}%", edtf.trim_end_matches('~')),
        '~' | '?' | '%' => return None,
        _ if edtf.contains(['/', 'T']) => return None,
        _ => format!("{edtf}{sign}"),
    };
    Date::parse(&made).ok().map(|_| made)
}

/// A date without doubts: a decade, a century, a season, a year with or without an era, a month or a day.
fn core(text: &str, locales: &[Locale]) -> Option<String> {
    if Date::parse(text).is_ok() {
        return Some(text.to_owned());
    }
    let lower = text.to_lowercase();
    decade(&lower)
        .or_else(|| century(&lower))
        .or_else(|| season(&lower))
        .or_else(|| quarter(&lower))
        .or_else(|| ago(&lower))
        .or_else(|| year(&lower))
        .or_else(|| in_prose(text, locales))
        .or_else(|| other_year(text, locales))
}

fn decade(text: &str) -> Option<String> {
    let digits = text.strip_prefix("the ").unwrap_or(text);
    let digits = digits
        .strip_suffix("'s")
        .or_else(|| digits.strip_suffix("’s"))
        .or_else(|| digits.strip_suffix('s'));
    // The 1900s are ten years or a hundred.
    let digits = digits.filter(|d| d.len() == 4 && all_digits(d) && d.ends_with('0') && !d.ends_with("00"))?;
    Some(format!("{}X", digits.get(..3)?))
}

fn century(text: &str) -> Option<String> {
    let text = text.strip_prefix("the ").unwrap_or(text);
    let number = text
        .strip_suffix(" century")
        .or_else(|| text.strip_suffix(" century ad"))?;
    let number = ["st", "nd", "rd", "th"].iter().find_map(|s| number.strip_suffix(s))?;
    let number: u32 = number.parse().ok().filter(|n| (1..=99).contains(n))?;
    Some(format!("{:02}XX", number - 1))
}

fn season(text: &str) -> Option<String> {
    let (name, rest) = text.split_once([' ', ','])?;
    let (_, code) = SEASONS.iter().find(|(words, _)| listed(words).any(|w| w == name))?;
    let year = rest.trim_start_matches([',', ' ']);
    let year = ["of ", "in ", "de ", "del ", "des jahres "]
        .iter()
        .find_map(|w| year.strip_prefix(w))
        .unwrap_or(year);
    // A winter has two years; EDTF names it by the first.
    let (first, second) = year.split_once(['/', '-', '–']).unwrap_or((year, ""));
    let follows = second.is_empty() || (*code == 24 && follows(first, second));
    (first.len() == 4 && all_digits(first) && follows).then(|| format!("{first}-{code}"))
}

/// Whether `44` or `1944` is the year after `1943`.
fn follows(first: &str, second: &str) -> bool {
    let (Ok(first), Ok(next)) = (first.parse::<u32>(), second.parse::<u32>()) else {
        return false;
    };
    let modulus = if second.len() == 2 { 100 } else { 10_000 };
    matches!(second.len(), 2 | 4) && next == (first + 1) % modulus
}

/// "Q3 2020", "2020-Q3".
fn quarter(text: &str) -> Option<String> {
    let (left, right) = text.split_once([' ', '-', '/'])?;
    let (quarter, year) = if left.starts_with('q') {
        (left, right)
    } else {
        (right, left)
    };
    let number: u8 = quarter
        .strip_prefix('q')?
        .parse()
        .ok()
        .filter(|n| (1..=4).contains(n))?;
    (year.len() == 4 && all_digits(year)).then(|| format!("{year}-{}", 32 + number))
}

/// "66 million years ago".
fn ago(text: &str) -> Option<String> {
    let text = text.strip_suffix(" ago").unwrap_or(text);
    let at = text.find(|c: char| c.is_alphabetic())?;
    let (number, unit) = (text.get(..at)?.trim(), text.get(at..)?);
    let zeros = match unit {
        "million years" | "mya" | "ma" | "myr" => 6,
        "billion years" | "bya" | "ga" => 9,
        _ => return None,
    };
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let whole = whole.replace(',', "");
    if whole.is_empty() || !all_digits(&whole) || !(part.is_empty() || all_digits(part)) || part.len() > zeros {
        return None;
    }
    let number = format!("{whole}{part}{}", "0".repeat(zeros - part.len()));
    let number = number.trim_start_matches('0');
    (number.len() > 4 && number.len() < 16).then(|| format!("Y-{number}"))
}

/// A text without its era, and whether that is before Christ.
fn era(text: &str) -> Option<(&str, bool)> {
    let ending = |list| listed(list).find_map(|e| text.strip_suffix(e));
    let starting = |list| {
        listed(list)
            .find_map(|e| text.strip_prefix(e))
            .filter(|r| r.starts_with(' '))
    };
    let fits = |rest: &str| rest.ends_with(' ') || rest.ends_with(|c: char| c.is_ascii_digit());
    if let Some(rest) = ending(BEFORE_CHRIST).filter(|r| fits(r)) {
        return Some((rest.trim(), true));
    }
    let rest = ending(AFTER_CHRIST)
        .filter(|r| fits(r))
        .or_else(|| starting(AFTER_CHRIST))?;
    Some((rest.trim(), false))
}

fn year(text: &str) -> Option<String> {
    let (number, before) = match era(text) {
        Some((rest, before)) => (rest, Some(before)),
        None => (text, None),
    };
    let grouped = number.contains(',') && number.split(',').skip(1).all(|g| g.len() == 3);
    let digits = if grouped {
        number.replace(',', "")
    } else {
        number.to_owned()
    };
    let plain = before.is_some() || (3..=4).contains(&digits.len());
    if digits.is_empty() || digits.len() > 15 || !all_digits(&digits) || !plain {
        return None;
    }
    let value: i64 = digits.parse().ok()?;
    match before {
        Some(true) if value > 0 => Some(edtf_year(1 - value)),
        Some(true) => None,
        _ => Some(edtf_year(value)),
    }
}

/// A year as EDTF writes it: four digits, or `Y` and more.
pub(super) fn edtf_year(year: i64) -> String {
    match year {
        0..=9999 => format!("{year:04}"),
        -9999..=-1 => format!("-{:04}", -year),
        _ => format!("Y{year}"),
    }
}

/// A date that a sentence could have: "27 February 2025", "Thursday, Feb. 27, 2025", "2025 February 27".
fn in_prose(text: &str, locales: &[Locale]) -> Option<String> {
    let spaced = unjoined(text);
    let turned = turned(&spaced);
    for text in [Some(spaced.as_str()), turned.as_deref()].into_iter().flatten() {
        for locale in locales {
            let found = find_in_prose(text, locale);
            let [(range, date)] = found.as_slice() else { continue };
            let rest = |t: Option<&str>| {
                let t = t.unwrap_or("").to_lowercase();
                listed(IDLE).any(|w| w == t.trim_matches([' ', ',', '.', '(', ')']))
            };
            if rest(text.get(..range.start)) && rest(text.get(range.end..)) {
                return Some(date.as_str().to_owned());
            }
        }
    }
    None
}

/// "27-Feb-2025" as "27 Feb 2025".
fn unjoined(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let near = |at: Option<usize>| at.and_then(|at| chars.get(at)).copied().unwrap_or(' ');
    let mut out = String::new();
    for (at, c) in chars.iter().enumerate() {
        let (before, after) = (near(at.checked_sub(1)), near(Some(at + 1)));
        let joins = matches!(c, '-' | '/' | '.') && (before.is_alphabetic() != after.is_alphabetic());
        out.push(if joins && before.is_alphanumeric() && after.is_alphanumeric() {
            ' '
        } else {
            *c
        });
    }
    out
}

/// "2025, February 27" as "February 27 2025".
fn turned(text: &str) -> Option<String> {
    let (year, rest) = text.split_once([' ', ',', ':'])?;
    let rest = rest.trim_start_matches([' ', ',', ':']);
    (year.len() == 4 && all_digits(year) && rest.contains(char::is_alphabetic)).then(|| format!("{rest} {year}"))
}

/// A day or month in a year that sentences don't write with four digits: "15 March 44 BC". Its calendar is that of a later
/// year with the same place in the cycle of 400.
fn other_year(text: &str, locales: &[Locale]) -> Option<String> {
    let lower = text.to_lowercase();
    let (rest, before) = era(&lower)?;
    let at = rest.rfind(|c: char| !c.is_ascii_digit())? + 1;
    let (ahead, digits) = (rest.get(..at)?, rest.get(at..)?);
    let value: i64 = digits.parse().ok().filter(|v| (1..=9999).contains(v))?;
    let year = if before { 1 - value } else { value };
    let stand_in = year.rem_euclid(400) + 1200;
    // Names of months keep their capitals, which some languages ask for.
    let ahead = text.get(..ahead.len()).unwrap_or(ahead);
    let edtf = in_prose(&format!("{ahead}{stand_in}"), locales)?;
    let tail = edtf.strip_prefix(&stand_in.to_string()).filter(|t| !t.contains('/'))?;
    Some(format!("{}{tail}", edtf_year(year)))
}

/// From one date to another.
fn range(text: &str, locales: &[Locale]) -> Option<String> {
    for between in listed(BETWEEN) {
        for (at, _) in text.match_indices(between) {
            let (Some(left), Some(right)) = (text.get(..at), text.get(at + between.len()..)) else {
                continue;
            };
            if let Some(edtf) = ends(left.trim(), right.trim(), locales) {
                return Some(edtf);
            }
        }
    }
    None
}

fn ends(left: &str, right: &str, locales: &[Locale]) -> Option<String> {
    let plain = |text: &str| single(text, locales).filter(|d| !d.contains(['/', 'T', '[', '{']));
    let left = left
        .strip_prefix("from ")
        .or_else(|| left.strip_prefix("between "))
        .unwrap_or(left);
    if listed(NOW).any(|w| w == right.to_lowercase()) {
        return plain(left).map(|l| format!("{l}/.."));
    }
    if let Some(short) = short_year(left, right) {
        return Some(short);
    }
    let to = plain(right)?;
    let from = plain(left).filter(|_| !lacks_era(left, right)).or_else(|| {
        // "June 3 – July 5, 1967": what the end says holds for the start.
        let words: Vec<&str> = right.split(' ').collect();
        (1..=2.min(words.len())).find_map(|n| plain(&format!("{left} {}", words.get(words.len() - n..)?.join(" "))))
    })?;
    let made = format!("{from}/{to}");
    Date::parse(&made).ok().map(|_| made)
}

/// Whether the end alone names an era: "100–50 BC".
fn lacks_era(left: &str, right: &str) -> bool {
    let before = |t: &str| era(&t.to_lowercase()).is_some_and(|(_, before)| before);
    before(right) && era(&left.to_lowercase()).is_none()
}

/// "1914–18".
fn short_year(left: &str, right: &str) -> Option<String> {
    let fits = left.len() == 4 && all_digits(left) && right.len() == 2 && all_digits(right);
    let end = format!("{}{right}", fits.then(|| left.get(..2))??);
    (end.as_str() > left).then(|| format!("{left}/{end}"))
}

/// Whether a word says that something goes on: "present".
pub(super) fn is_now(word: &str) -> bool {
    let word = word.trim().to_lowercase();
    !word.is_empty() && listed(NOW).any(|w| w == word)
}

pub(super) fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
#[path = "phrase_tests.rs"]
mod tests;
