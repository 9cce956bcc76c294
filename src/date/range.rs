//! Intervals in words: "2016 to 2018", "27 to 28 February 2025", "since March 2022".

use edtf_core::{Date as Part, Interval, IntervalEndpoint};

use super::bounds::season_code;
use super::words::{Kind, Phrase, around, framed, message, phrase, text};
use super::years::clear;
use crate::i18n::{Locale, fill};

/// An interval in words.
pub(super) fn words(interval: &Interval, locale: &Locale) -> String {
    use IntervalEndpoint::{Open, Unknown};
    match (&interval.start, &interval.end) {
        (Open, end) => one_sided("until", end, locale),
        (start, Open) => one_sided("since", start, locale),
        (Unknown, end) => {
            let until = one_sided("until", end, locale);
            text("unknown_start", locale, &[("until", &until)])
        }
        (start, Unknown) => one_sided("unknown_end", start, locale),
        (IntervalEndpoint::Date(start), IntervalEndpoint::Date(end)) => {
            let (from, to) = (phrase(start, locale), phrase(end, locale));
            let (from, to) = collapsed(start, end, &from, &to, locale).unwrap_or((from, to));
            between(&from, &to, locale)
        }
        (start, end) => match (dated(start, locale), dated(end, locale)) {
            (Some(start), Some(end)) => between(&start, &end, locale),
            _ => String::new(),
        },
    }
}

/// An interval of which one end has a date.
fn one_sided(key: &str, end: &IntervalEndpoint, locale: &Locale) -> String {
    match end {
        IntervalEndpoint::Date(part) => framed(key, part, locale),
        end => dated(end, locale).map_or_else(String::new, |phrase| around(key, &phrase, locale)),
    }
}

/// A dated end in words.
fn dated(end: &IntervalEndpoint, locale: &Locale) -> Option<Phrase> {
    let with = |key, part| Phrase::other(around(key, &phrase(part, locale), locale));
    match end {
        IntervalEndpoint::Date(part) => Some(phrase(part, locale)),
        IntervalEndpoint::OnOrBefore(part) => Some(with("or_earlier", part)),
        IntervalEndpoint::OnOrAfter(part) => Some(with("or_later", part)),
        IntervalEndpoint::Open | IntervalEndpoint::Unknown => None,
    }
}

/// "From one to another", by the message for their kind where they share one.
pub(super) fn between(start: &Phrase, end: &Phrase, locale: &Locale) -> String {
    let is = |kind| start.kind == kind || end.kind == kind;
    let years = |phrase: &Phrase| matches!(phrase.kind, Kind::Year | Kind::EraYear);
    let kind = match start.kind {
        _ if is(Kind::BareDay) => Kind::BareDay,
        _ if is(Kind::Qualified) => Kind::Qualified,
        _ if years(start) && years(end) && is(Kind::EraYear) => Kind::EraYear,
        kind if kind == end.kind => kind,
        _ => Kind::Other,
    };
    // Beside something else a year has its word: Russian "2016 г. — март 2018 г.".
    let alone = |phrase: &Phrase| match phrase.kind {
        Kind::Year if kind == Kind::Other || kind == Kind::Qualified => phrase.inflected.clone(),
        _ => phrase.standalone.clone(),
    };
    let (from, to) = (alone(start), alone(end));
    let args = [
        ("start", from.as_str()),
        ("end", to.as_str()),
        ("start_gen", start.inflected.as_str()),
        ("end_gen", end.inflected.as_str()),
    ];
    fill(message("range", kind, locale), &args)
}

/// Leaves out of one end what the other says as well, where the language's order of fields allows it: the start's year
/// where years come last, the end's where they come first.
fn collapsed(start: &Part, end: &Part, from: &Phrase, to: &Phrase, locale: &Locale) -> Option<(Phrase, Phrase)> {
    let year = start.year.value()?;
    let same_kind = from.kind == to.kind && matches!(from.kind, Kind::Day | Kind::Month);
    if !same_kind || end.year.value() != Some(year) || !clear(year) || season_code(start).is_some() {
        return None;
    }
    let calendar = locale.calendar();
    let short = |part: &Part, bare_day: bool| -> Option<Phrase> {
        let month = part.month?.value()?;
        let text = match part.day {
            Some(day) if bare_day => calendar.day(day.value()?),
            Some(day) => calendar.month_day(month, day.value()?),
            None => calendar.month_name(month),
        }?;
        let kind = if bare_day && part.day.is_some() {
            Kind::BareDay
        } else {
            from.kind
        };
        Some(Phrase::new(text, kind))
    };
    let same_month = start.month.map(|month| month.digits) == end.month.map(|month| month.digits);
    if same_month && from.kind == Kind::Month || start == end {
        return None;
    }
    if calendar.year_last() {
        Some((short(start, same_month && calendar.day_first())?, to.clone()))
    } else {
        Some((from.clone(), short(end, same_month)?))
    }
}
