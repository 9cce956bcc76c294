//! Years in words: near and far, masked ones, decades and centuries.

use edtf_core::{Date as Part, Year, YearKind};

use super::bounds::{Bound, Seasons, part_span};
use super::words::{Kind, Phrase, around, message, text};
use crate::i18n::{Era, Grammar, Locale, fill};

/// Years nearer than this to the year 0 name their era, so that "64" is seen to be a year.
const FIRST_CLEAR_YEAR: i64 = 100;

/// A year of four digits.
pub(super) fn plain_year(year: i64, locale: &Locale) -> Option<Phrase> {
    // The one year of four digits whose number has five: 10,000 BCE, as its neighbours.
    if year == -9999 {
        return Some(far_year(year, locale));
    }
    let text = with_era(year, locale, |era| locale.calendar().year(year, era))?;
    let (key, number, kind) = if clear(year) {
        ("year_gen", locale.plain_number(year), Kind::Year)
    } else {
        ("year_gen_era", text.clone(), Kind::EraYear)
    };
    let plain = Phrase::new(text, kind);
    Some(match locale.own_date_text(key) {
        Some(template) => Phrase {
            inflected: fill(template, &[("year", &number)]),
            ..plain
        },
        None => plain,
    })
}

/// Whether a year is a plain number to readers, without era.
pub(super) fn clear(year: i64) -> bool {
    year >= FIRST_CLEAR_YEAR
}

/// Formats a date with its era where the year needs one: by the language's own message, or as ICU4X does.
pub(super) fn with_era(year: i64, locale: &Locale, format: impl Fn(Era) -> Option<String>) -> Option<String> {
    if clear(year) {
        return format(Era::Hidden);
    }
    match locale.own_date_text(if year > 0 { "ce" } else { "bce" }) {
        Some(template) => Some(fill(template, &[("date", &format(Era::Hidden)?)])),
        None => format(Era::Named),
    }
}

/// A year alone, masked or not, near or far.
pub(super) fn year_phrase(part: &Part, locale: &Locale) -> Option<Phrase> {
    let Year {
        kind,
        significant_digits,
        ..
    } = part.year;
    let phrase = match kind {
        YearKind::Standard { digits, .. } => match part.year.value() {
            Some(year) => plain_year(year, locale),
            None => masked_year(part, digits, locale),
        },
        YearKind::Big { value } => Some(far_year(value, locale)),
        YearKind::Exponential { .. } => part.year.value().map(|value| far_year(value, locale)),
    }?;
    // "Some year near this": only the first digits are vouched for.
    Some(if significant_digits.is_some() {
        Phrase::new(around("about", &phrase, locale), Kind::Qualified)
    } else {
        phrase
    })
}

/// A decade, a century, or the years between which a masked one lies.
fn masked_year(part: &Part, digits: [Option<u8>; 4], locale: &Locale) -> Option<Phrase> {
    let (Bound::Day(first), Bound::Day(last)) = part_span(part, Seasons::Certain) else {
        return None;
    };
    match digits {
        [None, None, None, None] if first.year >= 0 => Some(Phrase::other(text("some_year", locale, &[]))),
        // "The 1900s" would be ten years to some and a hundred to others, and the years before our era count the other
        // way: from -0049 to -0040 it is 50 to 41 BCE, no decade.
        [Some(_), Some(_), Some(1..), None] if clear(first.year) => Some(decade(first.year, locale)),
        [Some(_), Some(_), None, None] if first.year >= 0 => {
            Some(century(first.year / 100 + 1, ["century", "century_gen"], locale))
        }
        // From -0399 to -0300 it is 400 to 301 BCE, the 4th century.
        [Some(_), Some(_), None, None] => Some(century(
            -first.year / 100 + 1,
            ["century_bce", "century_bce_gen"],
            locale,
        )),
        [Some(_), _, None, None] | [Some(_), Some(_), Some(_), None] => {
            let (start, end) = (plain_year(first.year, locale)?, plain_year(last.year, locale)?);
            let eras = start.kind == Kind::EraYear || end.kind == Kind::EraYear;
            let kind = if eras { Kind::EraYear } else { Kind::Year };
            let args = [("start", start.standalone.as_str()), ("end", end.standalone.as_str())];
            Some(Phrase::other(fill(message("between", kind, locale), &args)))
        }
        _ => None,
    }
}

/// "The 1920s", by number or as one of a century.
fn decade(first: i64, locale: &Locale) -> Phrase {
    let number = locale.plain_number(first);
    let century = century(first / 100 + 1, ["century", "century_gen"], locale).inflected;
    let args = [("year", number.as_str()), ("century", century.as_str())];
    let form = Grammar::Ordinal((first / 10 % 10).into());
    Phrase::named("decade", Kind::Decade, &form, &args, locale)
}

/// A century by its number, counted away from the beginning of our era; the keys are of the message and its inflected
/// form.
fn century(number: i64, [key, inflected]: [&str; 2], locale: &Locale) -> Phrase {
    let form = Grammar::Ordinal(number.into());
    let (shown, roman) = (locale.plain_number(number), roman(number));
    let plain = [("n", shown.as_str()), ("roman", roman.as_str())];
    let named = |key: &str| fill(locale.date_text(&[key], &form), &plain);
    let (alone, after) = (named("century"), named("century_gen"));
    let args = [
        ("n", shown.as_str()),
        ("roman", roman.as_str()),
        ("century", alone.as_str()),
        ("century_gen", after.as_str()),
    ];
    Phrase {
        inflected: fill(locale.date_text(&[inflected], &form), &args),
        ..Phrase::named(key, Kind::Century, &form, &args, locale)
    }
}

/// A year of five digits or more: a round number of millions before our time, or a number with its era.
fn far_year(year: i64, locale: &Locale) -> Phrase {
    const MILLION: i64 = 1_000_000;
    const TENTH: i64 = MILLION / 10;
    if year <= -MILLION && year % TENTH == 0 {
        let (key, digits, shift) = if year <= -1_000 * MILLION && year % (100 * TENTH) == 0 {
            ("billion_years_ago", year / (100 * TENTH), -2)
        } else {
            ("million_years_ago", year / TENTH, -1)
        };
        let mut number = icu::decimal::input::Decimal::from(digits.unsigned_abs());
        number.multiply_pow10(shift);
        number.absolute.trim_end();
        let shown = locale.decimal(&number);
        let ago = year.saturating_neg();
        let args = [
            ("n", shown),
            ("millions", locale.number(ago / MILLION)),
            ("myriads", myriads(ago, locale)),
        ];
        return Phrase::other(fill(
            locale.date_text(&[key], &Grammar::Cardinal(number)),
            &args.each_ref().map(|(name, value)| (*name, value.as_str())),
        ));
    }
    if year <= 0 {
        return Phrase::other(text(
            "far_bce",
            locale,
            &[("n", &locale.number(year.saturating_neg().saturating_add(1)))],
        ));
    }
    let number = locale.number(year);
    let args = [("n", number.as_str())];
    Phrase::named("far_year", Kind::Other, &Grammar::General, &args, locale)
}

/// A number in the units of East Asia, each ten thousand of the one before: 1億7000万.
fn myriads(number: i64, locale: &Locale) -> String {
    const UNITS: [(i64, &str); 4] = [
        (10_000_000_000_000_000, "京"),
        (1_000_000_000_000, "兆"),
        (100_000_000, "億"),
        (10_000, "万"),
    ];
    let mut rest = number;
    let mut shown = String::new();
    for (size, unit) in UNITS {
        if rest >= size {
            shown += &locale.plain_number(rest / size);
            shown += unit;
            rest %= size;
        }
    }
    shown
}

/// A century in Roman numerals; at most 100.
fn roman(number: i64) -> String {
    let mut rest = number;
    let mut numeral = String::new();
    for (value, letters) in [
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ] {
        while rest >= value {
            numeral.push_str(letters);
            rest -= value;
        }
    }
    numeral
}
