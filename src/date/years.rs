//! Years in words: near and far, masked ones, decades and centuries.

use edtf_core::{Date as Part, Year, YearKind};

use super::bounds::{Bound, Seasons, part_span};
use super::words::{Kind, Phrase, around, text};
use crate::i18n::{Era, Grammar, Locale, fill};

/// Years nearer than this to the year 0 name their era, so that "64" is seen to be a year.
const FIRST_CLEAR_YEAR: i64 = 100;

/// A year of four digits.
pub(super) fn plain_year(year: i64, locale: &Locale) -> Option<Phrase> {
    let text = with_era(year, locale, |era| locale.calendar().year(year, era))?;
    let inflected = match locale.own_date_text("year_gen") {
        Some(template) if clear(year) => fill(template, &[("year", &locale.plain_number(year))]),
        _ => text.clone(),
    };
    Some(Phrase {
        standalone: text,
        inflected,
        kind: Kind::Year,
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
        Phrase::other(around("about", &phrase, locale))
    } else {
        phrase
    })
}

fn masked_year(part: &Part, digits: [Option<u8>; 4], locale: &Locale) -> Option<Phrase> {
    let (Bound::Day(first), Bound::Day(last)) = part_span(part, Seasons::Certain) else {
        return None;
    };
    let number = locale.plain_number(first.year);
    match digits {
        // "The 1900s" would be ten years to some and a hundred to others.
        [Some(_), Some(_), Some(1..), None] => {
            let phrase = |key| text(key, locale, &[("year", &number)]);
            Some(Phrase {
                standalone: phrase("decade"),
                inflected: phrase("decade_gen"),
                kind: Kind::Other,
            })
        }
        [Some(_), Some(_), None, None] => {
            let century = first.year / 100 + 1;
            let args = [("n", locale.plain_number(century)), ("roman", roman(century))];
            let form = Grammar::Ordinal(century.into());
            let phrase = |key: &str| {
                fill(
                    locale.date_text(&[key], &form),
                    &args.each_ref().map(|(key, value)| (*key, value.as_str())),
                )
            };
            Some(Phrase {
                standalone: phrase("century"),
                inflected: phrase("century_gen"),
                kind: Kind::Other,
            })
        }
        [Some(_), None, None, None] | [Some(_), Some(_), Some(0), None] => {
            let (start, end) = (plain_year(first.year, locale)?, plain_year(last.year, locale)?);
            Some(Phrase::other(text(
                "between",
                locale,
                &[("start", &start.standalone), ("end", &end.standalone)],
            )))
        }
        _ => None,
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
        let years = locale.number(year.saturating_neg());
        let form = Grammar::Cardinal(number);
        return Phrase::other(fill(
            locale.date_text(&[key], &form),
            &[("n", &shown), ("years", &years)],
        ));
    }
    if year <= 0 {
        return Phrase::other(text(
            "far_bce",
            locale,
            &[("n", &locale.number(year.saturating_neg().saturating_add(1)))],
        ));
    }
    Phrase::other(text("far_year", locale, &[("n", &locale.number(year))]))
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
