//! Intervals in words: "2016 to 2018", "27 to 28 February 2025", "since March 2022".

use edtf_core::{Date as Part, Interval, IntervalEndpoint};

use super::bounds::season_code;
use super::words::{Kind, Phrase, around, keys, phrase};
use super::years::clear;
use crate::i18n::{Grammar, Locale, fill};

/// An interval in words.
pub(super) fn words(interval: &Interval, locale: &Locale) -> String {
    use IntervalEndpoint::{Open, Unknown};
    match (&interval.start, &interval.end) {
        (Open, end) => dated(end, locale).map_or_else(String::new, |end| around("until", &end, locale)),
        (start, Open) => dated(start, locale).map_or_else(String::new, |start| around("since", &start, locale)),
        (Unknown, end) => dated(end, locale).map_or_else(String::new, |end| around("unknown_start", &end, locale)),
        (start, Unknown) => {
            dated(start, locale).map_or_else(String::new, |start| around("unknown_end", &start, locale))
        }
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

/// A dated end in words.
fn dated(end: &IntervalEndpoint, locale: &Locale) -> Option<Phrase> {
    let with = |key, part| {
        let text = around(key, &phrase(part, locale), locale);
        Phrase {
            inflected: text.clone(),
            standalone: text,
            kind: Kind::Other,
        }
    };
    match end {
        IntervalEndpoint::Date(part) => Some(phrase(part, locale)),
        IntervalEndpoint::OnOrBefore(part) => Some(with("or_earlier", part)),
        IntervalEndpoint::OnOrAfter(part) => Some(with("or_later", part)),
        IntervalEndpoint::Open | IntervalEndpoint::Unknown => None,
    }
}

/// "From one to another", by the message for their kind where they share one.
pub(super) fn between(start: &Phrase, end: &Phrase, locale: &Locale) -> String {
    let bare = start.kind == Kind::BareDay || end.kind == Kind::BareDay;
    let kind = if bare || start.kind == end.kind {
        start.kind
    } else {
        Kind::Other
    };
    let [own, general] = keys("range", kind);
    let wanted = ["range_bare", &own, &general];
    let wanted = if bare {
        wanted.as_slice()
    } else {
        wanted.get(1..).unwrap_or_default()
    };
    let args = [
        ("start", start.standalone.as_str()),
        ("end", end.standalone.as_str()),
        ("start_gen", start.inflected.as_str()),
        ("end_gen", end.inflected.as_str()),
    ];
    fill(locale.date_text(wanted, &Grammar::General), &args)
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
        Some(Phrase {
            inflected: text.clone(),
            standalone: text,
            kind,
        })
    };
    let same_month = start.month.map(|month| month.digits) == end.month.map(|month| month.digits);
    if same_month && from.kind == Kind::Month || start == end {
        return None;
    }
    let keep = |phrase: &Phrase| Phrase {
        standalone: phrase.standalone.clone(),
        inflected: phrase.inflected.clone(),
        kind: phrase.kind,
    };
    if calendar.year_last() {
        Some((short(start, same_month && calendar.day_first())?, keep(to)))
    } else {
        Some((keep(from), short(end, same_month)?))
    }
}
