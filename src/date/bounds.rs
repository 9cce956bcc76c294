//! The first and the last day that a date can mean.
//!
//! Two readings exist. The *certain* one is for checks: outside of it, a statement is wrong whatever the author
//! meant. The *usual* one is for order and drawing: it puts spring in March to May, so that a list of a year's events
//! reads well. They differ for seasons only.

use edtf_core::{Date as Part, Edtf, Interval, IntervalEndpoint, Set, SetElement, YearKind};

use super::day::{Day, days_in_month};

/// One end of the time that a date covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bound {
    /// A day, itself included.
    Day(Day),
    /// Without end: `..` on this side.
    Open,
    /// Not known: an empty end of an interval, or a year too large to count.
    Unknown,
}

impl Bound {
    /// The day, where there is one.
    #[must_use]
    pub fn day(self) -> Option<Day> {
        match self {
            Bound::Day(day) => Some(day),
            Bound::Open | Bound::Unknown => None,
        }
    }
}

/// How to place seasons.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Seasons {
    /// Anywhere in the year, or in January and February of the next.
    Certain,
    /// Three months each, by the hemisphere of the code; northern where the code names none.
    Usual,
}

/// A first and a last bound, both included.
pub(super) type Span = (Bound, Bound);

/// The span of a whole expression.
pub(super) fn span(edtf: &Edtf, seasons: Seasons) -> Span {
    match edtf {
        Edtf::Date(part) => part_span(part, seasons),
        Edtf::DateTime(moment) => part_span(&moment.date, seasons),
        Edtf::Interval(interval) => interval_span(interval, seasons),
        Edtf::Set(set) => set_span(set, seasons),
    }
}

/// The code in the place of the month (21 to 41), where there is one.
pub(super) fn season_code(part: &Part) -> Option<u8> {
    part.month
        .and_then(edtf_core::DateField::value)
        .filter(|code| *code >= 21)
}

/// The span of one date.
pub(super) fn part_span(part: &Part, seasons: Seasons) -> Span {
    if let YearKind::Standard { negative: true, digits } = part.year.kind
        && digits.contains(&None)
    {
        return masked_before_zero(part, digits, seasons);
    }
    let bounds = Edtf::Date(*part).bounds();
    let (first, last) = (bound(bounds.earliest), bound(bounds.latest));
    match (season_code(part), first, last) {
        (Some(code @ 21..=32), Bound::Day(first), Bound::Day(last)) if seasons == Seasons::Certain => {
            // The library's winter, and the southern summer, already end in the next year.
            let next = if matches!(code, 24 | 28 | 30) {
                last.year
            } else {
                last.year + 1
            };
            (
                Bound::Day(Day {
                    year: first.year,
                    month: 1,
                    day: 1,
                }),
                Bound::Day(Day {
                    year: next,
                    month: 2,
                    day: days_in_month(next, 2),
                }),
            )
        }
        _ => (first, last),
    }
}

/// The span of a date in a masked year before 0: the larger the digits, the earlier the year. The library reckons with
/// masks after 0 only, so each end is asked for in the outermost year that has such a day.
fn masked_before_zero(part: &Part, digits: [Option<u8>; 4], seasons: Seasons) -> Span {
    let spelt = |year: u16| [1000, 100, 10, 1].map(|place| u8::try_from(year / place % 10).ok());
    let fits = |year: &u16| {
        digits
            .iter()
            .zip(spelt(*year))
            .all(|(mask, digit)| mask.is_none() || *mask == digit)
    };
    let span = |year: u16| {
        let mut part = *part;
        part.year.kind = YearKind::Standard {
            negative: true,
            digits: spelt(year),
        };
        part_span(&part, seasons)
    };
    // There is no year -0000.
    let first = (1..=9999)
        .rev()
        .filter(fits)
        .map(|year| span(year).0)
        .find(|bound| bound.day().is_some());
    let last = (1..=9999)
        .filter(fits)
        .map(|year| span(year).1)
        .find(|bound| bound.day().is_some());
    (first.unwrap_or(Bound::Unknown), last.unwrap_or(Bound::Unknown))
}

fn bound(bound: edtf_core::Bound) -> Bound {
    match bound {
        edtf_core::Bound::Date(day) => Bound::Day(Day {
            year: day.year,
            month: day.month,
            day: day.day,
        }),
        edtf_core::Bound::NegativeInfinity | edtf_core::Bound::PositiveInfinity => Bound::Open,
        edtf_core::Bound::Unknown => Bound::Unknown,
    }
}

fn interval_span(interval: &Interval, seasons: Seasons) -> Span {
    let first = match &interval.start {
        IntervalEndpoint::Open | IntervalEndpoint::OnOrBefore(_) => Bound::Open,
        IntervalEndpoint::Unknown => Bound::Unknown,
        IntervalEndpoint::Date(part) | IntervalEndpoint::OnOrAfter(part) => part_span(part, seasons).0,
    };
    let last = match &interval.end {
        IntervalEndpoint::Open | IntervalEndpoint::OnOrAfter(_) => Bound::Open,
        IntervalEndpoint::Unknown => Bound::Unknown,
        IntervalEndpoint::Date(part) | IntervalEndpoint::OnOrBefore(part) => part_span(part, seasons).1,
    };
    (first, last)
}

fn set_span(set: &Set, seasons: Seasons) -> Span {
    let spans = set.elements.iter().map(|element| match element {
        SetElement::Date(part) => part_span(part, seasons),
        SetElement::OnOrBefore(part) => (Bound::Open, part_span(part, seasons).1),
        SetElement::OnOrAfter(part) => (part_span(part, seasons).0, Bound::Open),
        SetElement::Range(from, to) => (part_span(from, seasons).0, part_span(to, seasons).1),
    });
    spans
        .reduce(|all, one| (outer(all.0, one.0, Day::min), outer(all.1, one.1, Day::max)))
        .unwrap_or((Bound::Unknown, Bound::Unknown))
}

/// The wider of two bounds on the same side; `pick` chooses between days.
fn outer(a: Bound, b: Bound, pick: fn(Day, Day) -> Day) -> Bound {
    match (a, b) {
        (Bound::Open, _) | (_, Bound::Open) => Bound::Open,
        (Bound::Unknown, _) | (_, Bound::Unknown) => Bound::Unknown,
        (Bound::Day(a), Bound::Day(b)) => Bound::Day(pick(a, b)),
    }
}
