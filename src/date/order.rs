//! Which of two dates comes first: once for lists, where some order is always needed, and once for checks, where only
//! what is certain counts.

use std::cmp::{Ordering, Reverse};

use edtf_core::{Edtf, YearKind};

use super::bounds::Bound;
use super::day::Day;
use super::{Clock, Date, Precision};

/// How two dates lie to each other, as far as it is certain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Relation {
    /// The first ends before the other begins, whatever day is meant.
    Before,
    /// The first begins after the other ends, whatever day is meant.
    After,
    /// They have at least one possible day in common, and no times that tell them apart: no contradiction can be claimed.
    Overlaps,
    /// An unknown end leaves it open.
    Unknown,
}

/// Where a date stands in a list. Derived order: by each field in turn.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Place<'a> {
    position: Position,
    /// Wider first, so that a year opens its year and a month its month.
    end: Reverse<End>,
    precision: Reverse<Precision>,
    /// Seconds since midnight: of UTC where the date says how far it is ahead, as written otherwise.
    time: i64,
    text: &'a str,
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Position {
    DistantPast,
    Day(Day),
    DistantFuture,
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum End {
    Unknown,
    Day(Day),
    Open,
}

impl Date {
    /// The order of a list or timeline; a total order, equal only for equal strings.
    ///
    /// By first day; of those with the same, the one that lasts longer comes first: an event known only to a year
    /// opens its year, before its January, before the 1st of January. Then coarse before fine; then by time of day, that
    /// of UTC where the date says how far it is ahead, the written one otherwise; then by the text. A date whose start is open or unknown stands at its end, in the year of
    /// [`Date::year`]. Seasons stand at their usual months ([`Date::usual_bounds`]). Years too large to count come
    /// before or after all others.
    #[must_use]
    pub fn sort_cmp(&self, other: &Date) -> Ordering {
        self.place().cmp(&other.place())
    }

    /// What [`Self::sort_cmp`] compares, for those who compare many.
    pub(crate) fn sort_key(&self) -> impl Ord {
        self.place()
    }

    /// What is certain about the order of two dates. `a.relation(b)` is [`Relation::Before`] exactly where
    /// `b.relation(a)` is [`Relation::After`].
    ///
    /// Days compare as written, wherever on earth they were. Two times on the same day compare as instants where both
    /// say how far they are ahead of UTC, as written where neither does, and not at all otherwise. So "before" is a
    /// strict partial order: what comes before something that comes before a third comes before that.
    #[must_use]
    pub fn relation(&self, other: &Date) -> Relation {
        if ends_before(self, other) {
            Relation::Before
        } else if ends_before(other, self) {
            Relation::After
        } else if [self.0.certain.0, self.0.certain.1, other.0.certain.0, other.0.certain.1].contains(&Bound::Unknown) {
            Relation::Unknown
        } else {
            Relation::Overlaps
        }
    }

    fn place(&self) -> Place<'_> {
        let (first, last) = self.usual_bounds();
        let position = match first.day().or(last.day()) {
            Some(day) => Position::Day(day),
            None if starts_negative(&self.0.edtf) => Position::DistantPast,
            None => Position::DistantFuture,
        };
        let end = match last {
            Bound::Day(day) => End::Day(day),
            Bound::Open => End::Open,
            Bound::Unknown => End::Unknown,
        };
        let time = self
            .clock()
            .map_or(0, |clock| instant(clock).unwrap_or(clock.seconds.into()));
        Place {
            position,
            end: Reverse(end),
            precision: Reverse(self.precision()),
            time,
            text: &self.0.text,
        }
    }
}

fn ends_before(a: &Date, b: &Date) -> bool {
    match (a.0.certain.1, b.0.certain.0) {
        (Bound::Day(end), Bound::Day(start)) if end == start => match (a.clock(), b.clock()) {
            (Some(a), Some(b)) => match (instant(a), instant(b)) {
                (Some(a), Some(b)) => a < b,
                (None, None) => a.seconds < b.seconds,
                _ => false,
            },
            _ => false,
        },
        (Bound::Day(end), Bound::Day(start)) => end < start,
        _ => false,
    }
}

/// Seconds from midnight of UTC on the written day; `None` where the shift from UTC is not told.
fn instant(clock: Clock) -> Option<i64> {
    Some(i64::from(clock.seconds) - i64::from(clock.shift?) * 60)
}

/// Whether an expression without countable bounds means the past: `Y-17E100`.
fn starts_negative(edtf: &Edtf) -> bool {
    let part = match edtf {
        Edtf::Date(part) => Some(*part),
        Edtf::Interval(interval) => match (interval.start, interval.end) {
            (edtf_core::IntervalEndpoint::Date(part), _) | (_, edtf_core::IntervalEndpoint::Date(part)) => Some(part),
            _ => None,
        },
        Edtf::DateTime(_) | Edtf::Set(_) => None,
    };
    part.is_some_and(|part| match part.year.kind {
        YearKind::Standard { negative, .. } => negative,
        YearKind::Big { value } => value < 0,
        YearKind::Exponential { significand, .. } => significand < 0,
    })
}
