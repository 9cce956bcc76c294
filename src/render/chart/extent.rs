//! What a date covers on the axis: from where to where it is certain, and how each end is to be drawn. Time is counted in
//! days from 1970, with a fraction for the time of day; nothing here knows of pixels.

use crate::date::{Bound, Date, Day};

/// How an end is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// It is known: a clear edge.
    Sharp,
    /// It lies somewhere here: a faded edge.
    Soft,
    /// It goes on (`..`): to the border of the picture.
    Open,
    /// Nobody knows (an empty end): a short fade.
    Unknown,
}

/// The time that a date covers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Extent {
    /// The earliest moment; that of the other end where this one is open or unknown.
    pub(super) from: f64,
    /// The latest moment, itself excluded; likewise.
    pub(super) to: f64,
    /// What is covered in any case.
    pub(super) core: Option<(f64, f64)>,
    pub(super) start: End,
    pub(super) end: End,
}

impl Extent {
    /// What a date covers; `None` where it has no day that can be counted. Times of day with a shift from UTC are those of
    /// the zone `zone` minutes ahead of UTC, so that they stand on one axis.
    pub(super) fn new(date: &Date, zone: i32) -> Option<Self> {
        match date.as_str().split_once('/') {
            Some((start, end)) if date.is_interval() => Self::interval(start, end, zone),
            _ => Self::single(date, zone),
        }
    }

    /// Whether nothing about it is left open.
    pub(super) fn is_exact(&self) -> bool {
        self.start == End::Sharp && self.end == End::Sharp
    }

    fn single(date: &Date, zone: i32) -> Option<Self> {
        let (first, last) = date.usual_bounds();
        let sure = !date.is_approximate() && !date.is_uncertain();
        if let (Some(clock), Some(day)) = (date.clock(), first.day()) {
            let shift = clock.shift.map_or(0, |shift| zone - shift);
            let seconds = f64::from(clock.seconds) + f64::from(shift) * 60.0;
            let from = number(day) + seconds / 86_400.0;
            return Some(Self::sharp(from, from + 1.0 / 86_400.0, sure));
        }
        let (from, to) = (first.day().map(number), last.day().map(|day| number(day) + 1.0));
        if let (Some(from), Some(to)) = (from, to) {
            return Some(Self::sharp(from, to, sure && first == last));
        }
        // A set that is open at one side.
        let end = |bound: Bound| if bound == Bound::Open { End::Open } else { End::Unknown };
        match (from, to) {
            (Some(from), None) => Some(Self {
                from,
                to: from + 1.0,
                core: None,
                start: End::Soft,
                end: end(last),
            }),
            (None, Some(to)) => Some(Self {
                from: to - 1.0,
                to,
                core: None,
                start: end(first),
                end: End::Soft,
            }),
            _ => None,
        }
    }

    fn sharp(from: f64, to: f64, exact: bool) -> Self {
        let end = if exact { End::Sharp } else { End::Soft };
        Self {
            from,
            to,
            core: exact.then_some((from, to)),
            start: end,
            end,
        }
    }

    fn interval(start: &str, end: &str, zone: i32) -> Option<Self> {
        let side = |text: &str| match text {
            ".." => Err(End::Open),
            "" => Err(End::Unknown),
            text => Date::parse(text)
                .ok()
                .and_then(|date| Self::single(&date, zone))
                .ok_or(End::Unknown),
        };
        match (side(start), side(end)) {
            (Ok(a), Ok(b)) => {
                // Where an end is not exact, what is covered for certain begins after it.
                let from = if a.is_exact() { a.from } else { a.to };
                let to = if b.is_exact() { b.to } else { b.from };
                Some(Self {
                    from: a.from,
                    to: b.to.max(a.to),
                    core: (from < to).then_some((from, to)),
                    start: a.start,
                    end: b.end,
                })
            }
            (Ok(a), Err(end)) => Some(Self { end, ..a }),
            (Err(start), Ok(b)) => Some(Self { start, ..b }),
            (Err(_), Err(_)) => None,
        }
    }
}

/// Days from 1970, by the calendar where it reaches and by the mean year beyond.
#[expect(clippy::cast_precision_loss, reason = "pixels need no more than what is left")]
pub(super) fn number(day: Day) -> f64 {
    match day.unix_days() {
        Some(days) => days as f64,
        None => (day.year - 1970) as f64 * YEAR,
    }
}

/// The mean year of the Gregorian calendar, in days.
pub(super) const YEAR: f64 = 365.2425;

#[cfg(test)]
mod tests {
    use super::*;

    fn extent(text: &str) -> Extent {
        Extent::new(&Date::parse(text).expect(text), 0).expect(text)
    }

    #[test]
    fn ends_are_as_sharp_as_their_dates() {
        for (text, start, end, days, core) in [
            ("1970-01-01", End::Sharp, End::Sharp, 1.0, Some(1.0)),
            ("1970-01", End::Soft, End::Soft, 31.0, None),
            ("1970-01-01~", End::Soft, End::Soft, 1.0, None),
            ("1970-01-01/1970-01-10", End::Sharp, End::Sharp, 10.0, Some(10.0)),
            ("1970/1972", End::Soft, End::Soft, 1096.0, Some(365.0)),
            ("1970/1970-02", End::Soft, End::Soft, 365.0, None),
            ("1970-01-01/..", End::Sharp, End::Open, 1.0, Some(1.0)),
            ("/1970-01-01", End::Unknown, End::Sharp, 1.0, Some(1.0)),
            ("[1970,1971]", End::Soft, End::Soft, 730.0, None),
        ] {
            let found = extent(text);
            assert_eq!((found.start, found.end), (start, end), "{text}");
            assert!((found.to - found.from - days).abs() < 0.01, "{text}: {found:?}");
            let wide = found.core.map(|(from, to)| (to - from).round());
            assert_eq!(wide, core, "{text}");
        }
    }

    #[test]
    fn times_stand_in_one_zone() {
        let (moscow, utc) = (extent("1970-01-01T03:00:00+03:00"), extent("1970-01-01T00:00:00Z"));
        assert!((moscow.from - utc.from).abs() < 1e-9);
        assert!((extent("1970-01-01T12:00:00").from - 0.5).abs() < 1e-9);
    }
}
