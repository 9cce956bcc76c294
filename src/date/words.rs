//! Dates in words, for readers: "October 2024", "about 2016", "the 1920s", "since March 2022".
//!
//! Each part becomes a [`Phrase`]; messages then put words around phrases. A message is looked up for the phrase's kind
//! first (`since_day`, then `since`), because many languages treat a day otherwise than a year: French "depuis le 27
//! février" and "depuis 2016". `{date_gen}` in a message is the date as it stands after other words: Russian "с марта"
//! where `{date}` is "март".

use edtf_core::{Date as Part, DateField, DateTime, Edtf, Set, SetElement, SetKind, TimeShift};

use super::bounds::season_code;
use super::years::{clear, plain_year, with_era, year_phrase};
use super::{Date, range};
use crate::i18n::{Grammar, Locale, fill};

/// The date in words of the locale's language, exactly as precise and as sure as its author was.
///
/// Level 2 is put into words where there are good ones; what has none is the author's string, marked as EDTF.
#[must_use]
pub fn words(date: &Date, locale: &Locale) -> String {
    match &date.0.edtf {
        Edtf::Date(part) => phrase(part, locale).standalone,
        Edtf::DateTime(moment) => moment_words(moment, locale),
        Edtf::Interval(interval) => range::words(interval, locale),
        Edtf::Set(set) => set_words(set, locale),
    }
}

/// A date in words, ready to be put into a message.
#[derive(Clone)]
pub(super) struct Phrase {
    /// As it stands alone.
    pub(super) standalone: String,
    /// As it stands after most other words: with its month as in full dates, with its article.
    pub(super) inflected: String,
    /// As it stands after "to", where the language joins that to the article: French "au printemps", "aux années 1920".
    pub(super) to: Option<String>,
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
    /// A year with its era.
    EraYear,
    Season,
    Decade,
    Century,
    /// "About" or "possibly" is in it.
    Qualified,
    /// Other words are in it.
    Other,
}

impl Phrase {
    pub(super) fn new(text: String, kind: Kind) -> Phrase {
        Phrase {
            inflected: text.clone(),
            standalone: text,
            to: None,
            kind,
        }
    }

    pub(super) fn other(text: String) -> Phrase {
        Phrase::new(text, Kind::Other)
    }

    /// Named by a message, which may have forms for after other words (`spring_gen`) and for after "to" (`spring_to`).
    pub(super) fn named(key: &str, kind: Kind, form: &Grammar, args: &[(&str, &str)], locale: &Locale) -> Phrase {
        let own = |key: String| locale.own_date_form(&key, form).map(|text| fill(text, args));
        let standalone = fill(locale.date_text(&[key], form), args);
        Phrase {
            inflected: own(format!("{key}_gen")).unwrap_or_else(|| standalone.clone()),
            to: own(format!("{key}_to")),
            standalone,
            kind,
        }
    }

    /// The same, within a message that leaves a form out where the phrase has none.
    fn within(self, key: &str, locale: &Locale) -> Phrase {
        let around = |date: &str| text(key, locale, &[("date", date)]);
        Phrase {
            standalone: around(&self.standalone),
            inflected: around(&self.inflected),
            to: self.to.as_deref().map(around),
            kind: self.kind,
        }
    }
}

/// The keys under which a message for this kind may stand, best first.
pub(super) fn keys(key: &str, kind: Kind) -> Vec<String> {
    let suffixes: &[&str] = match kind {
        Kind::Day => &["_day"],
        Kind::BareDay => &["_bare", "_day"],
        Kind::Month => &["_month"],
        Kind::Year => &["_year"],
        Kind::EraYear => &["_era", "_year"],
        Kind::Season => &["_season"],
        Kind::Decade => &["_decade"],
        Kind::Century => &["_century"],
        Kind::Qualified => &["_qualified"],
        Kind::Other => &[],
    };
    suffixes
        .iter()
        .chain(&[""])
        .map(|suffix| format!("{key}{suffix}"))
        .collect()
}

/// The message for a phrase of this kind.
pub(super) fn message<'l>(key: &str, kind: Kind, locale: &'l Locale) -> &'l str {
    let keys = keys(key, kind);
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    locale.date_text(&keys, &Grammar::General)
}

/// Puts the words of a message around a date.
pub(super) fn around(key: &str, phrase: &Phrase, locale: &Locale) -> String {
    let to = phrase.to.as_ref().unwrap_or(&phrase.standalone);
    let args = [
        ("date", phrase.standalone.as_str()),
        ("date_gen", phrase.inflected.as_str()),
        ("date_to", to.as_str()),
    ];
    fill(message(key, phrase.kind, locale), &args)
}

/// Puts a message such as "since" around a date with its qualifiers. Where a language says "probably since 2016" rather
/// than "since probably 2016", its message `possibly_framed` goes around the whole.
pub(super) fn framed(key: &str, part: &Part, locale: &Locale) -> String {
    if let Some(qualifier) = qualifier_key(part)
        && let Some(outer) = locale.own_date_form(&format!("{qualifier}_framed"), &Grammar::General)
        && let Some(plain) = unqualified(part, locale)
    {
        return fill(outer, &[("date", &around(key, &plain, locale))]);
    }
    around(key, &phrase(part, locale), locale)
}

/// A message without date.
pub(super) fn text(key: &str, locale: &Locale, args: &[(&str, &str)]) -> String {
    fill(locale.date_text(&[key], &Grammar::General), args)
}

/// One date with its qualifiers.
pub(super) fn phrase(part: &Part, locale: &Locale) -> Phrase {
    let Some(plain) = unqualified(part, locale) else {
        return raw(part, locale);
    };
    let marked = |field: Option<DateField>| field.is_some_and(|field| field.qualifier != part.year.qualifier);
    if marked(part.month) || marked(part.day) {
        // Doubt about one component of several has no short words.
        let edtf = Edtf::Date(*part).to_string();
        let args = [("date", plain.standalone.as_str()), ("edtf", edtf.as_str())];
        return Phrase::other(text("with_edtf", locale, &args));
    }
    match qualifier_key(part) {
        Some(key) => Phrase::new(around(key, &plain, locale), Kind::Qualified),
        None => plain,
    }
}

/// The message for a qualifier that the whole date has.
fn qualifier_key(part: &Part) -> Option<&'static str> {
    let whole = part.year.qualifier;
    let fields = [part.month, part.day];
    if fields.iter().flatten().any(|field| field.qualifier != whole) {
        return None;
    }
    match (whole.approximate, whole.uncertain) {
        (false, false) => None,
        (true, false) => Some("about"),
        (false, true) => Some("possibly"),
        (true, true) => Some("about_possibly"),
    }
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
    Some(Phrase::new(text, Kind::Day))
}

fn month_phrase(year: i64, month: u8, locale: &Locale) -> Option<Phrase> {
    let form = |inflected| with_era(year, locale, |era| locale.calendar().month(year, month, era, inflected));
    // English words ask for no case, and the language may have the other one: Finnish "lokakuuta".
    let mut phrase = Phrase::new(form(false)?, Kind::Month);
    if locale.has_messages() {
        phrase.inflected = form(true)?;
    }
    Some(phrase)
}

/// A season, quarter, third or half of a year.
fn season_phrase(part: &Part, locale: &Locale) -> Option<Phrase> {
    let code = season_code(part)?;
    let value = part.year.value()?;
    let year = year_of(value, locale)?;
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
    let number = locale.plain_number(n.into());
    let args = [("year", year.as_str()), ("n", number.as_str())];
    let season = Phrase::named(key, Kind::Season, &Grammar::Ordinal(n.into()), &args, locale);
    Some(match code {
        25..=28 => season.within("northern", locale),
        29..=32 => season.within("southern", locale),
        _ => season,
    })
}

/// A year as it stands after a season: "of 2021", as far as the language adds anything.
fn year_of(year: i64, locale: &Locale) -> Option<String> {
    // English words with the years of another language get its digits, but not its word for "year".
    if clear(year) && !locale.has_messages() {
        return Some(locale.plain_number(year));
    }
    Some(plain_year(year, locale)?.inflected)
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
    match set.kind {
        SetKind::OneMember => locale.calendar().one_of(&elements),
        SetKind::AllMembers => locale.calendar().all_of(&elements),
    }
}
