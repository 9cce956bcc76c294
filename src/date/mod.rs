//! Dates as authors write them, in EDTF: from "this second" to "some time in the 1920s, perhaps".
//!
//! A newcomer needs three things. [`Date::parse`] reads one and says exactly what is wrong with a bad one. A [`Date`]
//! then answers what may be concluded from it: the first and last day it can mean, which of two comes first, whether
//! they contradict. [`words()`] writes it for a reader of a language, and [`find_in_prose`] goes the other way and
//! finds the dates that sentences mention. This module never asks for today's date, and never claims to know more
//! than the author wrote.
//!
//! The format is the Library of Congress' EDTF of 2019, which is ISO 8601-2:2019 Annex A. Levels 0 and 1 are
//! understood whole; level 2 is recognised, kept and shown, and what has no good words is shown as its author's
//! string after "EDTF". The grammar itself is read by `edtf-core`, which stays behind this module. Where
//! implementations disagree:
//!
//! - An interval needs one dated end: `/`, `../..`, `/..` and `../` are errors. It may not end before it begins; an end
//!   that contains the start (`2016-02/2016`) is not before it.
//! - `XXXX`, `1XXX` and other masks than a year's last one or two digits are level 2, and so are masks in an interval. A
//!   mask after a minus stands for digits as any other: `-03XX` is from -0399 to -0300, the 4th century BCE.
//! - Centuries and decades of two and three digits (`19`, `193`) are errors, whose help names both readings; so are the
//!   signs of the drafts of 2012 (`199u`, `1984?~`, `open`), whose help says what they are today. Sets stand in brackets.
//! - Blanks beside the commas and brackets of a set are passed over, those anywhere else are errors.
//! - Significant digits are bounds: `1950S2` is from 1900 to 1999. A shift from UTC is 14 hours at most, either way; times
//!   have neither fractions nor the form without colons.
//! - `T24:00:00` is an error (write the next day's `T00:00:00`); second 60 is a leap second and accepted.
//! - Intervals of seasons are accepted. As nobody agrees where a season lies (hemispheres, and winter in three ways), a
//!   season certainly lies within its year or the January and February after it: these are its bounds and they decide
//!   contradictions. Only to sort and to draw, it has its usual three months ([`Date::usual_bounds`]).
//! - A qualifier (`?`, `~`, `%`) never moves a bound. `..` is without end; an empty end asserts nothing.
//! - Two dates are equal when their strings are: `2016/2016` isn't `2016`.

mod bounds;
mod day;
mod error;
mod order;
mod parse;
mod prose;
mod range;
mod tokens;
mod words;
mod years;

use std::fmt;

use edtf_core::{Edtf, YearKind};

pub use bounds::Bound;
pub use day::{Day, edtf_year};
pub use error::DateError;
pub use order::Relation;
pub use prose::find_in_prose;
pub use words::words;

use std::cell::RefCell;
use std::hash::{Hash as _, Hasher as _};
use std::sync::Arc;

use rustc_hash::FxHasher;

use bounds::{Seasons, Span};

/// A date in EDTF, as its author wrote it. Printed, it is that string again.
///
/// Two dates are equal when their strings are; for the order in time see [`Date::sort_cmp`].
///
/// It is small: a page has room for several dates, and few pages have all of them.
#[derive(Clone)]
pub struct Date(Arc<Said>);

thread_local! {
    /// Dates that this thread has read, each where its hash says: thousands of pages share a few hundred days, and so one
    /// [`Said`] a day.
    static LATELY: RefCell<Vec<Option<Date>>> = const { RefCell::new(Vec::new()) };
}

const MOST_LATELY: usize = 1024;

/// A date's text, and what it says.
struct Said {
    text: Box<str>,
    edtf: Edtf,
    certain: Span,
}

/// The time of day of a date that has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Clock {
    /// Seconds since midnight, as written; a leap second counts as the 60th of its minute.
    pub seconds: u32,
    /// Minutes by which the written time is ahead of UTC; `None` where the author left that open.
    pub shift: Option<i32>,
}

/// What a date is exact to, from fine to coarse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// A date with a time: `2025-02-27T10:00:00Z`.
    Second,
    /// A day, also one that is only known to be some day: `2025-02-27`, `1985-04-XX`, `1985-XX-XX`.
    Day,
    /// A month, also an unknown one: `2024-10`, `2004-XX`.
    Month,
    /// A part of a year: a season, or (level 2) a quarter, a third or a half.
    Season,
    /// A year: `2016`, `Y170000002`.
    Year,
    /// Ten years: `201X`.
    Decade,
    /// A hundred years: `20XX`.
    Century,
    /// Any other span of years (level 2): `1XXX`, `Y3388E2S3`.
    Years,
    /// From one date to another, whatever their precision: `2016/2018`, `../2022`.
    Interval,
    /// One of several dates, or all of them (level 2): `[1667,1668]`.
    Set,
}

impl Precision {
    /// Its name, as `nutgraf date` prints it: `day`, `century`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Precision::Second => "second",
            Precision::Day => "day",
            Precision::Month => "month",
            Precision::Season => "season",
            Precision::Year => "year",
            Precision::Decade => "decade",
            Precision::Century => "century",
            Precision::Years => "years",
            Precision::Interval => "interval",
            Precision::Set => "set",
        }
    }
}

impl Date {
    /// Reads an EDTF string of level 0, 1 or 2, exactly as it stands (no blanks around it).
    ///
    /// # Errors
    ///
    /// [`DateError`] says what is wrong, at which byte, and, where the intention can be guessed, what to write instead.
    pub fn parse(text: &str) -> Result<Date, DateError> {
        let mut hash = FxHasher::default();
        text.hash(&mut hash);
        let at = usize::try_from(hash.finish() % MOST_LATELY as u64).unwrap_or(0);
        let known = LATELY.with_borrow(|dates| dates.get(at).cloned().flatten());
        if let Some(known) = known.filter(|known| known.as_str() == text) {
            return Ok(known);
        }
        // What is wrong is explained by reading what may have been meant.
        let date = Self::read(text)?;
        LATELY.with_borrow_mut(|dates| {
            dates.resize(MOST_LATELY, None);
            if let Some(place) = dates.get_mut(at) {
                *place = Some(date.clone());
            }
        });
        Ok(date)
    }

    fn read(text: &str) -> Result<Date, DateError> {
        let edtf = parse::read(text).map_err(|problem| error::explain(text, &problem))?;
        let certain = bounds::span(&edtf, Seasons::Certain);
        Ok(Date(Arc::new(Said {
            text: text.into(),
            edtf,
            certain,
        })))
    }

    /// The author's string.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0.text
    }

    /// The lowest EDTF level that can say this: 0, 1 or 2.
    #[must_use]
    pub fn level(&self) -> u8 {
        self.0.edtf.level()
    }

    /// The first day that the date can mean. For an open or unknown start, see [`Bound`].
    #[must_use]
    pub fn earliest(&self) -> Bound {
        self.0.certain.0
    }

    /// The last day that the date can mean.
    #[must_use]
    pub fn latest(&self) -> Bound {
        self.0.certain.1
    }

    /// First and last day for drawing and for a reader's idea of order: those of [`Date::earliest`] and
    /// [`Date::latest`], but a season has its usual three months (northern where it names no hemisphere; winter
    /// begins in December).
    #[must_use]
    pub fn usual_bounds(&self) -> (Bound, Bound) {
        bounds::span(&self.0.edtf, Seasons::Usual)
    }

    /// What the date is exact to.
    #[must_use]
    pub fn precision(&self) -> Precision {
        match &self.0.edtf {
            Edtf::DateTime(_) => Precision::Second,
            Edtf::Interval(_) => Precision::Interval,
            Edtf::Set(_) => Precision::Set,
            Edtf::Date(part) => match part.precision() {
                edtf_core::Precision::Day => Precision::Day,
                edtf_core::Precision::Month => Precision::Month,
                edtf_core::Precision::Season => Precision::Season,
                edtf_core::Precision::Year => year_precision(&part.year),
            },
        }
    }

    /// The time of day, where the author wrote one.
    #[must_use]
    pub fn clock(&self) -> Option<Clock> {
        let Edtf::DateTime(moment) = &self.0.edtf else {
            return None;
        };
        let [hour, minute, second] = [moment.time.hour, moment.time.minute, moment.time.second].map(u32::from);
        Some(Clock {
            seconds: (hour * 60 + minute) * 60 + second,
            shift: moment.time.shift.map(|shift| match shift {
                edtf_core::TimeShift::Utc => 0,
                edtf_core::TimeShift::Offset { minutes, .. } => minutes.into(),
            }),
        })
    }

    /// Whether any part is marked as doubtful, `?` or `%`.
    #[must_use]
    pub fn is_uncertain(&self) -> bool {
        self.0.edtf.is_uncertain()
    }

    /// Whether any part is marked as an estimate, `~` or `%`.
    #[must_use]
    pub fn is_approximate(&self) -> bool {
        self.0.edtf.is_approximate()
    }

    /// Whether this is an interval, written with `/`.
    #[must_use]
    pub fn is_interval(&self) -> bool {
        matches!(self.0.edtf, Edtf::Interval(_))
    }

    /// The year that the date is listed under, astronomical (0 is 1 BCE): that of the earliest bound, or of the latest
    /// where the start is open or unknown. `None` for years too large to count.
    #[must_use]
    pub fn year(&self) -> Option<i64> {
        self.0.certain.0.day().or(self.0.certain.1.day()).map(|day| day.year)
    }

    /// The value for HTML's `<time datetime>`, where HTML can say it: a year from 1 to 9999, a month, a day, a day with
    /// time. `None` for all else (ranges, qualifiers, masks, seasons, BCE, second 60).
    /// Source: HTML standard, "the time element".
    #[must_use]
    pub fn html_datetime(&self) -> Option<String> {
        let part = match &self.0.edtf {
            Edtf::Date(part) => part,
            Edtf::DateTime(moment) => &moment.date,
            Edtf::Interval(_) | Edtf::Set(_) => return None,
        };
        let plain = self.level() == 0 && part.year.value().is_some_and(|year| year > 0);
        match &self.0.edtf {
            _ if !plain => None,
            Edtf::DateTime(moment) if moment.time.second > 59 => None,
            // HTML wants minutes in the shift from UTC.
            Edtf::DateTime(moment) => match moment.time.shift {
                Some(edtf_core::TimeShift::Offset { hours_only: true, .. }) => Some(format!("{}:00", self.0.text)),
                _ => Some(self.0.text.to_string()),
            },
            _ => Some(self.0.text.to_string()),
        }
    }
}

/// What a year without month is exact to.
fn year_precision(year: &edtf_core::Year) -> Precision {
    if year.significant_digits.is_some() {
        return Precision::Years;
    }
    match year.kind {
        YearKind::Standard { digits, .. } => match digits.map(|digit| digit.is_some()) {
            [true, true, true, true] => Precision::Year,
            [true, true, true, false] => Precision::Decade,
            [true, true, false, false] => Precision::Century,
            _ => Precision::Years,
        },
        YearKind::Big { .. } | YearKind::Exponential { .. } => Precision::Year,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.text)
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Date").field(&self.0.text).finish()
    }
}

impl PartialEq for Date {
    fn eq(&self, other: &Date) -> bool {
        self.0.text == other.0.text
    }
}

impl Eq for Date {}

impl std::hash::Hash for Date {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.0.text.hash(state);
    }
}

impl std::str::FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Date, DateError> {
        Date::parse(text)
    }
}
