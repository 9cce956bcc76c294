//! One calendar day, the unit in which all dates are compared.

use std::fmt;

/// A day of the proleptic Gregorian calendar: today's rules, applied to all of the past.
///
/// Years are astronomical: 0 is 1 BCE, -43 is 44 BCE. Days order as time does. The fields are open, so that a chart
/// or an export can read them; [`Day::new`] is the way to make one that the calendar has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    /// Astronomical year.
    pub year: i64,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day of the month, 1 to 31.
    pub day: u8,
}

impl Day {
    /// The day with these numbers, or `None` where the calendar has no such day.
    #[must_use]
    pub fn new(year: i64, month: u8, day: u8) -> Option<Day> {
        let known = (1..=12).contains(&month) && (1..=days_in_month(year, month)).contains(&day);
        known.then_some(Day { year, month, day })
    }

    /// Reads `YYYY-MM-DD` (four digits of year, `-` before it for years before 0); `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Day> {
        let (negative, rest) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let mut parts = rest.split('-');
        let year = i64::from(digits(parts.next()?, 4)?);
        let month = u8::try_from(digits(parts.next()?, 2)?).ok()?;
        let day = u8::try_from(digits(parts.next()?, 2)?).ok()?;
        if parts.next().is_some() || (negative && year == 0) {
            return None;
        }
        Day::new(if negative { -year } else { year }, month, day)
    }

    /// The day that lies `days` days after 1 January 1970; negative for before. It is how a clock's time becomes a day.
    ///
    /// Years outside plus or minus ten million million stop at that edge.
    #[must_use]
    pub fn from_unix_days(days: i64) -> Day {
        // Howard Hinnant's civil_from_days: years that begin in March put the leap day last.
        let edge = 3_652_425_000_000_000;
        let shifted = days.clamp(-edge, edge) + 719_468;
        let era = shifted.div_euclid(146_097);
        let day_of_era = shifted.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let march_month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * march_month + 2) / 5 + 1;
        let month = if march_month < 10 {
            march_month + 3
        } else {
            march_month - 9
        };
        Day {
            year: year_of_era + era * 400 + i64::from(month <= 2),
            month: u8::try_from(month).unwrap_or(1),
            day: u8::try_from(day).unwrap_or(1),
        }
    }

    /// The number of days from 1 January 1970 to this day (negative before it); `None` for years too far away to count
    /// in days. The reverse of [`Day::from_unix_days`].
    #[must_use]
    pub fn unix_days(self) -> Option<i64> {
        let year = self.year.checked_sub(i64::from(self.month <= 2))?;
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let march_month = (i64::from(self.month) + 9) % 12;
        let day_of_year = (153 * march_month + 2) / 5 + i64::from(self.day) - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        era.checked_mul(146_097)?.checked_add(day_of_era)?.checked_sub(719_468)
    }

    /// The day after this one; `None` at the end of countable time.
    #[must_use]
    pub fn next(self) -> Option<Day> {
        Day::new(self.year, self.month, self.day + 1)
            .or_else(|| Day::new(self.year, self.month + 1, 1))
            .or_else(|| Day::new(self.year.checked_add(1)?, 1, 1))
    }
}

/// Writes `YYYY-MM-DD`, as [`Day::parse`] reads it; years beyond four digits get more.
impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.year < 0 { "-" } else { "" };
        write!(
            f,
            "{sign}{:04}-{:02}-{:02}",
            self.year.unsigned_abs(),
            self.month,
            self.day
        )
    }
}

/// An astronomical year as EDTF writes it: `2016`, `-0043`, `Y170000002`.
#[must_use]
pub fn edtf_year(year: i64) -> String {
    match year {
        0..=9999 => format!("{year:04}"),
        -9999..=-1 => format!("-{:04}", -year),
        _ => format!("Y{year}"),
    }
}

/// The number of days of a month (1 to 12) of an astronomical year; 0 for a month that does not exist.
pub(super) fn days_in_month(year: i64, month: u8) -> u8 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year.rem_euclid(4) == 0 && (year.rem_euclid(100) != 0 || year.rem_euclid(400) == 0) => 29,
        2 => 28,
        _ => 0,
    }
}

/// The value of exactly `count` ASCII digits.
fn digits(text: &str, count: usize) -> Option<u32> {
    let plain = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_count_both_ways() {
        for (days, text) in [
            (0, "1970-01-01"),
            (-1, "1969-12-31"),
            (11_016, "2000-02-29"),
            (20_146, "2025-02-27"),
            (-719_528, "0000-01-01"),
            (-735_160, "-0043-03-15"),
        ] {
            let day = Day::from_unix_days(days);
            assert_eq!(day.to_string(), text);
            assert_eq!(day.unix_days(), Some(days));
            assert_eq!(Day::parse(text), Some(day));
            assert_eq!(day.next(), Some(Day::from_unix_days(days + 1)));
        }
    }

    #[test]
    fn only_real_days_parse() {
        for text in [
            "2025-02-29",
            "2025-13-01",
            "2025-1-01",
            "-0000-01-01",
            "2025-01",
            "2025-01-01-",
            "+2025-01-1",
            "",
        ] {
            assert_eq!(Day::parse(text), None, "{text}");
        }
    }

    #[test]
    fn far_years_do_not_overflow() {
        assert_eq!(Day::new(i64::MAX, 12, 31).and_then(Day::next), None);
        assert_eq!(Day::new(i64::MIN, 1, 1).and_then(Day::unix_days), None);
        assert!(Day::from_unix_days(i64::MAX).year > 9_000_000_000_000);
        assert!(Day::from_unix_days(i64::MIN).year < -9_000_000_000_000);
    }
}
