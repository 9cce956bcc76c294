//! Dates in words, for readers: "October 2024", "about 2016", "the 1920s", "since March 2022".
//!
//! Each part becomes a [`Phrase`]; messages then put words around phrases. A message is looked up for the phrase's kind
//! first (`since_day`, then `since`), because many languages treat a day otherwise than a year: French "depuis le 27
//! février" and "depuis 2016". `{date_gen}` in a message is the date with its month inflected as in full dates: Russian
//! "с марта" where `{date}` is "март".

use edtf_core::{Date as Part, DateField, DateTime, Edtf, Qualifier, Set, SetElement, SetKind, TimeShift};

use super::bounds::season_code;
use super::years::{clear, plain_year, with_era, year_phrase};
use super::{Date, range};
use crate::i18n::{Grammar, Locale, fill};

/// The date in words of the locale's language, exactly as precise and as sure as its author was.
///
/// Level 2 is put into words where there are good ones; what has none is the author's string, marked as EDTF.
#[must_use]
pub fn words(date: &Date, locale: &Locale) -> String {
    match &date.edtf {
        Edtf::Date(part) => phrase(part, locale).standalone,
        Edtf::DateTime(moment) => moment_words(moment, locale),
        Edtf::Interval(interval) => range::words(interval, locale),
        Edtf::Set(set) => set_words(set, locale),
    }
}

/// A date in words, ready to be put into a message.
pub(super) struct Phrase {
    /// As it stands alone.
    pub(super) standalone: String,
    /// With its month as in full dates.
    pub(super) inflected: String,
    pub(super) kind: Kind,
}

/// What a phrase consists of, as far as messages care.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Day,
    /// A day without its month, which the other end of its interval has.
    BareDay,
    Month,
    Year,
    /// Words are in it already.
    Other,
}

impl Phrase {
    pub(super) fn other(text: String) -> Phrase {
        Phrase {
            inflected: text.clone(),
            standalone: text,
            kind: Kind::Other,
        }
    }
}

/// The keys under which a message for this kind may stand, best first.
pub(super) fn keys(key: &str, kind: Kind) -> [String; 2] {
    let suffix = match kind {
        Kind::Day | Kind::BareDay => "_day",
        Kind::Month => "_month",
        Kind::Year => "_year",
        Kind::Other => "",
    };
    [format!("{key}{suffix}"), key.to_owned()]
}

/// Puts the words of a message around a date.
pub(super) fn around(key: &str, phrase: &Phrase, locale: &Locale) -> String {
    let [own, general] = keys(key, phrase.kind);
    let text = locale.date_text(&[&own, &general], &Grammar::General);
    fill(text, &[("date", &phrase.standalone), ("date_gen", &phrase.inflected)])
}

/// A message without date.
pub(super) fn text(key: &str, locale: &Locale, args: &[(&str, &str)]) -> String {
    fill(locale.date_text(&[key], &Grammar::General), args)
}

/// One date with its qualifiers.
pub(super) fn phrase(part: &Part, locale: &Locale) -> Phrase {
    let plain = unqualified(part, locale);
    let qualifiers: Vec<Qualifier> = [
        Some(part.year.qualifier),
        part.month.map(|m| m.qualifier),
        part.day.map(|d| d.qualifier),
    ]
    .into_iter()
    .flatten()
    .collect();
    let first = part.year.qualifier;
    if qualifiers.iter().any(|qualifier| *qualifier != first) {
        // Doubt about one component of several has no short words.
        let edtf = Edtf::Date(*part).to_string();
        return match plain {
            Some(plain) => Phrase::other(text(
                "with_edtf",
                locale,
                &[("date", &plain.standalone), ("edtf", &edtf)],
            )),
            None => raw(part, locale),
        };
    }
    let Some(plain) = plain else {
        return raw(part, locale);
    };
    let key = match (first.approximate, first.uncertain) {
        (false, false) => return plain,
        (true, false) => "about",
        (false, true) => "possibly",
        (true, true) => "about_possibly",
    };
    Phrase::other(around(key, &plain, locale))
}

/// The EDTF itself, marked as such.
fn raw(part: &Part, locale: &Locale) -> Phrase {
    Phrase::other(text("raw", locale, &[("edtf", &Edtf::Date(*part).to_string())]))
}

/// One date without its qualifiers; `None` where there are no good words for it.
fn unqualified(part: &Part, locale: &Locale) -> Option<Phrase> {
    match (part.month, part.day) {
        (None, _) => year_phrase(part, locale),
        (Some(_), None) if season_code(part).is_some() => season_phrase(part, locale),
        (Some(month), day) => {
            let year = part.year.value()?;
            match (month.value(), day) {
                (Some(month), None) => month_phrase(year, month, locale),
                (Some(month), Some(day)) => match day.value() {
                    Some(day) => day_phrase(year, month, day, locale),
                    None if is_blank(day) => Some(Phrase::other(around(
                        "some_day",
                        &month_phrase(year, month, locale)?,
                        locale,
                    ))),
                    None => None,
                },
                (None, None) if is_blank(month) => {
                    Some(Phrase::other(around("some_month", &plain_year(year, locale)?, locale)))
                }
                (None, Some(day)) if is_blank(month) && is_blank(day) => {
                    Some(Phrase::other(around("some_day", &plain_year(year, locale)?, locale)))
                }
                (None, _) => None,
            }
        }
    }
}

fn is_blank(field: DateField) -> bool {
    field.digits == [None, None]
}

fn day_phrase(year: i64, month: u8, day: u8, locale: &Locale) -> Option<Phrase> {
    let text = with_era(year, locale, |era| locale.calendar().date(year, month, day, era))?;
    Some(Phrase {
        inflected: text.clone(),
        standalone: text,
        kind: Kind::Day,
    })
}

fn month_phrase(year: i64, month: u8, locale: &Locale) -> Option<Phrase> {
    let form = |inflected| with_era(year, locale, |era| locale.calendar().month(year, month, era, inflected));
    Some(Phrase {
        standalone: form(false)?,
        inflected: form(true)?,
        kind: Kind::Month,
    })
}

/// A season, quarter, third or half of a year.
fn season_phrase(part: &Part, locale: &Locale) -> Option<Phrase> {
    let code = season_code(part)?;
    let value = part.year.value()?;
    // A year before 100 comes with its era, and in the form that it has alone.
    let year = if clear(value) {
        locale.plain_number(value)
    } else {
        plain_year(value, locale)?.standalone
    };
    let (key, n) = match code {
        21 | 25 | 29 => ("spring", 0),
        22 | 26 | 30 => ("summer", 0),
        23 | 27 | 31 => ("autumn", 0),
        24 | 28 | 32 => ("winter", 0),
        33..=36 => ("quarter", code - 32),
        37..=39 => ("third", code - 36),
        40 | 41 => ("half", code - 39),
        _ => return None,
    };
    let n = locale.plain_number(n.into());
    let form = |key: &str| {
        let season = text(key, locale, &[("year", &year), ("n", &n)]);
        match code {
            25..=28 => text("northern", locale, &[("date", &season)]),
            29..=32 => text("southern", locale, &[("date", &season)]),
            _ => season,
        }
    };
    let inflected = locale
        .own_date_text(&format!("{key}_gen"))
        .map(|_| form(&format!("{key}_gen")));
    let standalone = form(key);
    Some(Phrase {
        inflected: inflected.unwrap_or_else(|| standalone.clone()),
        standalone,
        kind: Kind::Other,
    })
}

fn moment_words(moment: &DateTime, locale: &Locale) -> String {
    let date = phrase(&moment.date, locale).standalone;
    let time = moment.time;
    let Some(clock) = locale.calendar().time(time.hour, time.minute, time.second) else {
        return date;
    };
    let clock = match time.shift {
        None => clock,
        Some(TimeShift::Utc) => format!("{clock} UTC"),
        Some(TimeShift::Offset { minutes, .. }) => {
            let sign = if minutes < 0 { '\u{2212}' } else { '+' };
            let minutes = minutes.unsigned_abs();
            format!("{clock} UTC{sign}{:02}:{:02}", minutes / 60, minutes % 60)
        }
    };
    text("at", locale, &[("date", &date), ("time", &clock)])
}

fn set_words(set: &Set, locale: &Locale) -> String {
    let elements: Vec<String> = set
        .elements
        .iter()
        .map(|element| match element {
            SetElement::Date(part) => phrase(part, locale).standalone,
            SetElement::OnOrBefore(part) => around("or_earlier", &phrase(part, locale), locale),
            SetElement::OnOrAfter(part) => around("or_later", &phrase(part, locale), locale),
            SetElement::Range(from, to) => range::between(&phrase(from, locale), &phrase(to, locale), locale),
        })
        .collect();
    let list = elements.join(locale.date_text(&["list_comma"], &Grammar::General));
    match set.kind {
        // One element is itself.
        SetKind::OneMember if elements.len() > 1 => text("one_of", locale, &[("list", &list)]),
        SetKind::OneMember | SetKind::AllMembers => list,
    }
}
