//! The marks along the axis, in the language of the page: round steps whose labels fit, from minutes to powers of ten of
//! years. Where the step is shorter than a year, a second line says once what holds for several: the year, the month, the
//! day.

use super::extent::{YEAR, number};
use super::scale::{Ages, Scale, Stretch};
use super::text::width;
use crate::date::{Date, Day, edtf_year, words};
use crate::i18n::Locale;

/// The font size of labels, in pixels.
pub(super) const SIZE: f64 = 11.5;
/// The least distance between two labels, in pixels.
const APART: f64 = 12.0;
/// More places than this in one stretch are not looked at: they would never fit.
const MOST: f64 = 400.0;

/// A mark with its label.
#[derive(Clone, Debug)]
pub(super) struct Tick {
    pub(super) x: f64,
    /// Its words; empty where only a line is drawn.
    pub(super) label: String,
    /// What holds from here on, for the second line.
    pub(super) context: Option<String>,
    /// Whether there is a line, or only words for a short stretch.
    pub(super) line: bool,
}

/// A place for a tick: its moment, and what to write.
struct Place {
    day: f64,
    label: String,
    context: Option<String>,
}

/// Ticks whose labels touch neither each other nor the border.
pub(super) fn ticks(scale: &Scale, locale: &Locale) -> Vec<Tick> {
    let mut free = scale.left - 4.0;
    let mut free_below = scale.left - 4.0;
    let mut ticks: Vec<Tick> = Vec::new();
    for stretch in &scale.stretches {
        let found = match scale.ages {
            Some(ages) => by_age(scale, ages, stretch, locale),
            None => of_stretch(stretch, locale),
        };
        for mut tick in found {
            let half = width(&tick.label, SIZE, false) / 2.0;
            let x = tick.x.clamp(
                scale.left - 4.0 + half,
                (scale.right + 4.0 - half).max(scale.left - 4.0 + half),
            );
            if x - half < free {
                tick.label.clear();
            } else if !tick.label.is_empty() {
                free = x + half + 4.0;
            }
            if let Some(context) = &tick.context {
                let wide = width(context, SIZE, true);
                let start = context_start(&tick, scale, wide);
                if start < free_below || start + wide > scale.right + 6.0 {
                    tick.context = None;
                } else {
                    free_below = start + wide + 8.0;
                }
            }
            ticks.push(tick);
        }
    }
    ticks
}

/// Where the words of the second line begin: under the first letter of the first line, and inside.
pub(super) fn context_start(tick: &Tick, scale: &Scale, wide: f64) -> f64 {
    let half = width(&tick.label, SIZE, false) / 2.0;
    (tick.x - half).clamp(scale.left - 4.0, (scale.right + 4.0 - wide).max(scale.left - 4.0))
}

/// The step between two ticks.
#[derive(Clone, Copy, Debug)]
enum Step {
    Minutes(u32),
    Days(i64),
    Months(u8),
    Years(i64),
}

impl Step {
    #[expect(
        clippy::cast_precision_loss,
        reason = "steps are round and small, or years of deep time"
    )]
    fn days(self) -> f64 {
        match self {
            Self::Minutes(n) => f64::from(n) / 1440.0,
            Self::Days(n) => n as f64,
            Self::Months(n) => f64::from(n) * 30.4,
            Self::Years(n) => n as f64 * YEAR,
        }
    }
}

fn steps() -> impl Iterator<Item = Step> {
    let clock = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720]
        .map(Step::Minutes)
        .into_iter();
    let days = [1, 2, 5, 10].map(Step::Days).into_iter();
    let months = [1, 3, 6].map(Step::Months).into_iter();
    let years = (0..16).flat_map(|power| [1, 2, 5].map(|n| Step::Years(n * 10_i64.pow(power))));
    clock.chain(days).chain(months).chain(years)
}

fn of_stretch(stretch: &Stretch, locale: &Locale) -> Vec<Tick> {
    let per_day = (stretch.right - stretch.left) / (stretch.to - stretch.from);
    let place = |day: f64| stretch.left + (day - stretch.from) * per_day;
    for step in steps().skip_while(|step| (stretch.to - stretch.from) / step.days() > MOST) {
        if step.days() * per_day < APART {
            // Not even empty labels would fit: to write hundreds of them is most of the work of a small chart.
            continue;
        }
        let places = places(stretch, step, locale);
        let widest = places
            .iter()
            .map(|place| width(&place.label, SIZE, false))
            .fold(0.0, f64::max);
        if !places.is_empty() && step.days() * per_day >= widest + APART {
            return places
                .into_iter()
                .map(|at| Tick {
                    x: place(at.day),
                    label: at.label,
                    context: at.context,
                    line: true,
                })
                .collect();
        }
    }
    // Too short for any round step: its year, in its middle.
    let middle = f64::midpoint(stretch.from, stretch.to);
    vec![Tick {
        x: place(middle),
        label: year_words(year_of(middle), locale),
        context: None,
        line: false,
    }]
}

/// The round moments of a stretch.
fn places(stretch: &Stretch, step: Step, locale: &Locale) -> Vec<Place> {
    let mut found = match step {
        Step::Years(n) => years(stretch, n, locale),
        Step::Months(n) => months(stretch, n, locale),
        Step::Days(n) => days(stretch, n, locale),
        Step::Minutes(n) => minutes(stretch, n, locale),
    };
    found.retain(|place| stretch.from <= place.day && place.day <= stretch.to);
    // The first one always says where it is.
    let mut said: Option<String> = None;
    for place in &mut found {
        if place.context.is_some() && place.context == said {
            place.context = None;
        } else if place.context.is_some() {
            said.clone_from(&place.context);
        }
    }
    found
}

/// Years that are multiples of `step` as readers count them: 500 BCE, 1 CE, 500 CE.
fn years(stretch: &Stretch, step: i64, locale: &Locale) -> Vec<Place> {
    let (first, last) = (year_of(stretch.from), year_of(stretch.to));
    let mut found = Vec::new();
    let mut multiple = first.div_euclid(step).saturating_mul(step);
    while multiple <= last.saturating_add(1) {
        let year = counted(multiple);
        if let Some(day) = Day::new(year, 1, 1) {
            found.push(Place {
                day: number(day),
                label: year_words(year, locale),
                context: None,
            });
        }
        let Some(next) = multiple.checked_add(step) else { break };
        multiple = next;
    }
    found
}

/// The astronomical year of a round number of readers' years, where negative ones are before our era.
fn counted(multiple: i64) -> i64 {
    match multiple {
        // Millions of years are said as ages, which need no correction.
        ..=-1_000_000 => multiple,
        -999_999..=-1 => multiple + 1,
        0 => 1,
        _ => multiple,
    }
}

fn months(stretch: &Stretch, step: u8, locale: &Locale) -> Vec<Place> {
    let mut found = Vec::new();
    for year in year_of(stretch.from)..=year_of(stretch.to) {
        for month in (1..=12_u8).step_by(usize::from(step.max(1))) {
            let (Some(day), Some(label)) = (Day::new(year, month, 1), locale.calendar().month_name(month)) else {
                continue;
            };
            found.push(Place {
                day: number(day),
                label,
                context: Some(year_words(year, locale)),
            });
        }
    }
    found
}

fn days(stretch: &Stretch, step: i64, locale: &Locale) -> Vec<Place> {
    let mut found = Vec::new();
    each_day(stretch, |day, at| {
        // 1, 11, 21 rather than 1, 11, 21, 31, 1.
        let fits = (i64::from(day.day) - 1) % step == 0 && (step == 1 || i64::from(day.day) + step / 2 <= 31);
        if !fits {
            return;
        }
        if let Some(label) = locale.calendar().day(day.day) {
            found.push(Place {
                day: at,
                label,
                context: Some(said(&format!("{}-{:02}", edtf_year(day.year), day.month), locale)),
            });
        }
    });
    found
}

fn minutes(stretch: &Stretch, step: u32, locale: &Locale) -> Vec<Place> {
    let mut found = Vec::new();
    each_day(stretch, |day, at| {
        let context = said(
            &format!("{}-{:02}-{:02}", edtf_year(day.year), day.month, day.day),
            locale,
        );
        for minute in (0..1440_u32).step_by(usize::try_from(step.max(1)).unwrap_or(1)) {
            let moment = at + f64::from(minute) / 1440.0;
            let hour = u8::try_from(minute / 60).unwrap_or(0);
            let clock = locale.calendar().time(hour, u8::try_from(minute % 60).unwrap_or(0), 0);
            if let Some(label) = clock.filter(|_| stretch.from <= moment && moment <= stretch.to) {
                found.push(Place {
                    day: moment,
                    label,
                    context: Some(context.clone()),
                });
            }
        }
    });
    found
}

/// Calls for each day that a stretch touches; [`MOST`] has kept that small.
#[expect(clippy::cast_possible_truncation, reason = "days that a calendar counts fit")]
#[expect(clippy::cast_precision_loss, reason = "as do they the other way")]
fn each_day(stretch: &Stretch, mut each: impl FnMut(Day, f64)) {
    let (first, last) = (stretch.from.floor() as i64, stretch.to.floor() as i64);
    for at in first..=last {
        each(Day::from_unix_days(at), at as f64);
    }
}

/// Ages in powers of ten, and their halves and fifths where there is room.
fn by_age(scale: &Scale, ages: Ages, stretch: &Stretch, locale: &Locale) -> Vec<Tick> {
    let mut ticks = Vec::new();
    let oldest = (ages.zero - stretch.from) / YEAR;
    for power in (2..11).rev() {
        let years = 10_f64.powi(power);
        if years > oldest || years * YEAR < ages.least {
            continue;
        }
        #[expect(clippy::cast_possible_truncation, reason = "at most ten thousand million")]
        let ago = years as i64;
        let year = counted(-ago);
        let Some(day) = Day::new(year, 1, 1) else { continue };
        ticks.push(Tick {
            x: scale.x(number(day)),
            label: year_words(year, locale),
            context: None,
            line: true,
        });
    }
    if let Some(day) = Day::new(1, 1, 1).map(number).filter(|day| *day < stretch.to) {
        ticks.push(Tick {
            x: scale.x(day),
            label: year_words(1, locale),
            context: None,
            line: true,
        });
    }
    let last = year_of(stretch.to - 1.0);
    ticks.push(Tick {
        x: stretch.right,
        label: year_words(last, locale),
        context: None,
        line: true,
    });
    ticks
}

#[expect(clippy::cast_possible_truncation, reason = "years of the chart fit an i64 by far")]
pub(super) fn year_of(day: f64) -> i64 {
    let whole = day.floor();
    if whole.abs() < 1e8 {
        Day::from_unix_days(whole as i64).year
    } else {
        1970 + (day / YEAR).floor() as i64
    }
}

fn year_words(year: i64, locale: &Locale) -> String {
    said(&edtf_year(year), locale)
}

fn said(edtf: &str, locale: &Locale) -> String {
    Date::parse(edtf).map_or_else(|_| edtf.to_owned(), |date| words(&date, locale))
}
