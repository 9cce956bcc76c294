//! Dates in a language's own manner: its months, its digits, its order of day, month and year.

use std::collections::BTreeMap;
use std::fmt;

use super::written::Written;
use icu::calendar::{Date as IcuDate, Gregorian};
use icu::datetime::fieldsets::{D, M, MD, T, Y, YM, YMD};
use icu::datetime::input::Time;
use icu::datetime::options::{TimePrecision, YearStyle};
use icu::datetime::{DateTimeFormatterPreferences, FixedCalendarDateTimeFormatter as Formatter, NoCalendarFormatter};
use icu::decimal::input::Decimal;
use icu::list::ListFormatter;
use icu::list::options::ListFormatterOptions;
use icu::locale::preferences::extensions::unicode::keywords::HourCycle;
use icu::locale::{LanguageIdentifier, Locale, subtags::region};
use writeable::{Part, PartsWrite, Writeable};

/// Which form of a message is wanted.
pub(crate) enum Grammar {
    /// The only or general one.
    General,
    /// The one for an amount.
    Cardinal(Decimal),
    /// The one for a rank.
    Ordinal(Decimal),
}

/// Whether a formatted year names its era.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Era {
    Named,
    Hidden,
}

/// The date formats of one language. Years are astronomical, from -9999 to 9999; beyond, the methods answer `None`.
pub(crate) struct Calendar {
    dates: [Formatter<Gregorian, YMD>; 2],
    months: [Formatter<Gregorian, YM>; 2],
    /// Whether these have short names, which are then to be replaced.
    borrowed: bool,
    years: [Formatter<Gregorian, Y>; 2],
    month_days: Formatter<Gregorian, MD>,
    month_names: Formatter<Gregorian, M>,
    days: Formatter<Gregorian, D>,
    clock: [NoCalendarFormatter<T>; 2],
    /// The month as it stands inside a full date, where that differs from the month alone: Russian "марта" for "март".
    inflected: BTreeMap<u8, String>,
    written: Written,
    year_last: bool,
    day_first: bool,
    one_of: ListFormatter,
    all_of: ListFormatter,
    /// How the language writes the first day of a month, where ICU4X's "1" isn't it: French "1er".
    first_day: Option<String>,
}

impl Calendar {
    pub(crate) fn new(locale: &Locale, first_day: Option<&str>) -> Option<Calendar> {
        let mut wanted: DateTimeFormatterPreferences = locale.into();
        // English for the whole world has dates as Britain has them; of its twelve hours, Britain writes 24.
        if locale.id.region == Some(region!("001")) {
            wanted.hour_cycle = Some(HourCycle::H23);
        }
        let style = [YearStyle::Full, YearStyle::NoEra];
        let dates = style.map(|style| Formatter::try_new(wanted, YMD::long().with_year_style(style)).ok());
        let months = |fields: YM| style.map(|style| Formatter::try_new(wanted, fields.with_year_style(style)).ok());
        let mut months_and_years = both(months(YM::long()))?;
        // The data of Portuguese have a letter where the year should be; the short pattern with the whole name is right.
        let yearless = pieces(&months_and_years.first()?.format(&gregorian(-43, 2, 1)?));
        let borrowed = field(&yearless, "year").is_empty();
        if borrowed {
            months_and_years = both(months(YM::medium()))?;
        }
        let years = style.map(|style| Formatter::try_new(wanted, Y::long().with_year_style(style)).ok());
        let clock = [TimePrecision::Second, TimePrecision::Minute]
            .map(|precision| NoCalendarFormatter::try_new(wanted, T::medium().with_time_precision(precision)).ok());
        let mut calendar = Calendar {
            dates: both(dates)?,
            months: months_and_years,
            borrowed,
            years: both(years)?,
            month_days: Formatter::try_new(wanted, MD::long()).ok()?,
            month_names: Formatter::try_new(wanted, M::long()).ok()?,
            days: Formatter::try_new(wanted, D::long()).ok()?,
            clock: both(clock)?,
            inflected: BTreeMap::new(),
            written: Written::default(),
            year_last: false,
            day_first: false,
            one_of: ListFormatter::try_new_or(locale.into(), ListFormatterOptions::default()).ok()?,
            all_of: ListFormatter::try_new_and(locale.into(), ListFormatterOptions::default()).ok()?,
            first_day: first_day.map(str::to_owned),
        };
        // Prose uses the short names of the language's other countries too: "Sep" and "Sept".
        let plain = Locale::from(LanguageIdentifier::from(locale.id.language));
        calendar.learn(&[
            Formatter::try_new(wanted, YMD::medium()).map(Named::Date).ok()?,
            Formatter::try_new(wanted, M::medium()).map(Named::Month).ok()?,
            Formatter::try_new((&plain).into(), M::medium())
                .map(Named::Month)
                .ok()?,
        ]);
        Some(calendar)
    }

    /// Reads names, order and eras off formatted dates; `short` are the formats with abbreviated months.
    fn learn(&mut self, short: &[Named]) {
        let [named, full] = &self.dates;
        let [named_month, month_and_year] = &self.months;
        for month in 1..=12 {
            let Some(date) = gregorian(2024, month, 1) else {
                continue;
            };
            let long = pieces(&full.format(&date));
            let alone = pieces(&self.month_names.format(&date));
            let (within, name) = (field(&long, "month"), field(&alone, "month"));
            if within != name && is_name(&within) && is_name(&name) {
                self.inflected.insert(month, within);
            }
            self.written.learn_month(month, &long, true);
            self.written.learn_month(month, &alone, true);
            let with_year = pieces(&month_and_year.format(&date));
            self.written.learn_month(month, &with_year, !self.borrowed);
            for format in short {
                self.written.learn_month(month, &format.pieces(date), false);
            }
        }
        let (Some(date), Some(before), Some(of_ours)) =
            (gregorian(2024, 10, 25), gregorian(-43, 10, 25), gregorian(64, 10, 25))
        else {
            return;
        };
        let long = pieces(&full.format(&date));
        self.written.learn_between(&pieces(&month_and_year.format(&date)));
        for (date, earlier) in [(before, true), (of_ours, false)] {
            let [years, _] = &self.years;
            for pieces in [
                pieces(&named.format(&date)),
                pieces(&named_month.format(&date)),
                pieces(&years.format(&date)),
            ] {
                self.written.learn_era(&field(&pieces, "era"), earlier);
                self.written.learn_between(&pieces);
            }
        }
        self.written.learn_order(&long);
        self.year_last = self.written.order().last() == Some(&"year");
        self.day_first = self.written.order().first() == Some(&"day");
    }

    /// Takes note of how the messages of the language name an era: `{date} BCE`.
    pub(crate) fn learn_era(&mut self, message: &str, before: bool) {
        self.written.learn_era(&message.replace("{date}", " "), before);
    }

    /// A day with its month and year: "27 February 2025".
    pub(crate) fn date(&self, year: i64, month: u8, day: u8, era: Era) -> Option<String> {
        let [named, hidden] = &self.dates;
        let format = if era == Era::Named { named } else { hidden };
        Some(self.with_first_day(day, &format.format(&gregorian(year, month, day)?)))
    }

    fn with_first_day(&self, day: u8, formatted: &(impl Writeable + fmt::Display)) -> String {
        match &self.first_day {
            Some(first) if day == 1 => replace("day", first, formatted),
            _ => formatted.to_string(),
        }
    }

    /// A month with its year: "October 2024". The inflected form has the month as full dates do, for use after words
    /// that ask for it.
    pub(crate) fn month(&self, year: i64, month: u8, era: Era, inflected: bool) -> Option<String> {
        let [named, hidden] = &self.months;
        let format = if era == Era::Named { named } else { hidden };
        let formatted = format.format(&gregorian(year, month, 1)?);
        match self.inflected.get(&month) {
            Some(name) if inflected => Some(replace("month", name, &formatted)),
            _ if self.borrowed => Some(replace("month", &self.month_name(month)?, &formatted)),
            _ => Some(formatted.to_string()),
        }
    }

    /// A year: "2016".
    pub(crate) fn year(&self, year: i64, era: Era) -> Option<String> {
        let [named, hidden] = &self.years;
        let format = if era == Era::Named { named } else { hidden };
        Some(format.format(&gregorian(year, 1, 1)?).to_string())
    }

    /// A day without its year: "27 February".
    pub(crate) fn month_day(&self, month: u8, day: u8) -> Option<String> {
        Some(self.with_first_day(day, &self.month_days.format(&gregorian(2024, month, day)?)))
    }

    /// A month without year: "October".
    pub(crate) fn month_name(&self, month: u8) -> Option<String> {
        Some(self.month_names.format(&gregorian(2024, month, 1)?).to_string())
    }

    /// A day of the month alone, as it stands before the month: "27", German "27.".
    pub(crate) fn day(&self, day: u8) -> Option<String> {
        let date = gregorian(2024, 1, day)?;
        let [full, _] = &self.dates;
        let parts = pieces(&full.format(&date));
        let mut after = parts.iter().skip_while(|(field, _)| *field != "day").skip(1);
        let mark = after
            .next()
            .filter(|(field, text)| *field == LITERAL && text.starts_with('.'));
        let alone = self.with_first_day(day, &self.days.format(&date));
        Some(if mark.is_some() && !alone.ends_with('.') {
            alone + "."
        } else {
            alone
        })
    }

    /// A time of day; seconds are left out where they are zero.
    pub(crate) fn time(&self, hour: u8, minute: u8, second: u8) -> Option<String> {
        let [exact, short] = &self.clock;
        let format = if second == 0 { short } else { exact };
        Some(format.format(&Time::try_new(hour, minute, second, 0).ok()?).to_string())
    }

    /// "1667, 1668 or 1670".
    pub(crate) fn one_of(&self, dates: &[String]) -> String {
        self.one_of.format_to_string(dates.iter())
    }

    /// "1667, 1668 and 1670".
    pub(crate) fn all_of(&self, dates: &[String]) -> String {
        self.all_of.format_to_string(dates.iter())
    }

    /// Whether dates end with their year.
    pub(crate) fn year_last(&self) -> bool {
        self.year_last
    }

    /// Whether dates begin with their day.
    pub(crate) fn day_first(&self) -> bool {
        self.day_first
    }

    /// How the language writes dates, for finding them in prose.
    pub(crate) fn written(&self) -> &Written {
        &self.written
    }
}

/// The formats that give month names of one kind.
enum Named {
    Date(Formatter<Gregorian, YMD>),
    Month(Formatter<Gregorian, M>),
}

impl Named {
    fn pieces(&self, date: IcuDate<Gregorian>) -> Vec<Piece> {
        match self {
            Named::Date(format) => pieces(&format.format(&date)),
            Named::Month(format) => pieces(&format.format(&date)),
        }
    }
}

fn both<F>(formats: [Option<F>; 2]) -> Option<[F; 2]> {
    let [a, b] = formats;
    Some([a?, b?])
}

fn gregorian(year: i64, month: u8, day: u8) -> Option<IcuDate<Gregorian>> {
    IcuDate::try_new_gregorian(i32::try_from(year).ok()?, month, day).ok()
}

pub(super) fn is_name(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_alphabetic)
}

/// A field of a formatted date (`year`, `month`, `day`, `era`) or [`LITERAL`], and its text.
pub(super) type Piece = (&'static str, String);

/// What stands between the fields of a formatted date.
pub(super) const LITERAL: &str = "";

/// A formatted date cut into its fields (`year`, `month`, `day`, `era`) and the text between them.
fn pieces(formatted: &impl Writeable) -> Vec<Piece> {
    let mut pieces = Pieces::default();
    // Writing into memory can't fail; what was written counts.
    let _ = formatted.write_to_parts(&mut pieces);
    pieces.found
}

/// A formatted date with another text in one of its fields.
fn replace(name: &str, text: &str, formatted: &impl Writeable) -> String {
    pieces(formatted)
        .iter()
        .map(|(field, old)| if *field == name { text } else { old })
        .collect()
}

pub(super) fn field(pieces: &[Piece], name: &str) -> String {
    pieces
        .iter()
        .find(|(field, _)| *field == name)
        .map_or_else(String::new, |(_, text)| text.clone())
}

#[derive(Default)]
struct Pieces {
    found: Vec<Piece>,
    open: &'static str,
}

impl fmt::Write for Pieces {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        match self.found.last_mut() {
            Some((field, so_far)) if *field == self.open => so_far.push_str(text),
            _ => self.found.push((self.open, text.to_owned())),
        }
        Ok(())
    }
}

impl PartsWrite for Pieces {
    type SubPartsWrite = Pieces;

    fn with_part(&mut self, part: Part, mut write: impl FnMut(&mut Pieces) -> fmt::Result) -> fmt::Result {
        let outer = self.open;
        // Digits have parts of their own inside the field's; the field is what counts.
        if part.category == "datetime" {
            self.open = part.value;
        }
        let result = write(self);
        self.open = outer;
        result
    }
}
