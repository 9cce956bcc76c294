//! From time to pixels. Where nothing happened for long the axis is cut, so that the busy parts have room; the cut is
//! drawn. Ticks are the roundest steps whose labels fit.

use super::{Item, day_number};
use crate::date::{Date, Day, words};
use crate::i18n::Locale;

/// A gap that is longer than this part of the whole is cut out.
const LONG_GAP: f64 = 0.2;
/// The width of a cut, in pixels.
const CUT: f64 = 26.0;
/// The least width of a stretch between two cuts, in pixels.
const LEAST: f64 = 44.0;
/// The usual width of a character of a tick's label, in pixels.
const CHARACTER: f64 = 6.4;

/// A stretch of time that is drawn without a cut.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stretch {
    pub(super) from: f64,
    pub(super) to: f64,
    pub(super) left: f64,
    pub(super) right: f64,
}

/// The axis.
#[derive(Clone, Debug)]
pub(super) struct Scale {
    pub(super) stretches: Vec<Stretch>,
    pub(super) width: f64,
}

/// A tick with its label.
#[derive(Clone, Debug)]
pub(super) struct Tick {
    pub(super) x: f64,
    pub(super) label: String,
}

impl Scale {
    pub(super) fn new(items: &[Item], width: f64) -> Self {
        let spans = covered(items);
        let whole = spans.last().map_or(0.0, |s| s.1) - spans.first().map_or(0.0, |s| s.0);
        let mut runs: Vec<(f64, f64)> = Vec::new();
        for (from, to) in spans {
            match runs.last_mut() {
                Some(run) if from - run.1 <= whole * LONG_GAP => run.1 = run.1.max(to),
                _ => runs.push((from, to)),
            }
        }
        let length: f64 = runs.iter().map(|r| r.1 - r.0).sum();
        let padding = (length * 0.03).max(2.0);
        for run in &mut runs {
            *run = (run.0 - padding, run.1 + padding);
        }
        Self {
            stretches: spread(&runs, width),
            width,
        }
    }

    /// The pixel of a day; open ends lie at the border.
    pub(super) fn x(&self, day: f64) -> f64 {
        let Some(first) = self.stretches.first() else {
            return 0.0;
        };
        if day <= first.from {
            return first.left;
        }
        for stretch in &self.stretches {
            if day <= stretch.to {
                let part = (day.max(stretch.from) - stretch.from) / (stretch.to - stretch.from);
                return stretch.left + part * (stretch.right - stretch.left);
            }
        }
        self.width
    }

    /// The middles of the cuts, in pixels.
    pub(super) fn cuts(&self) -> Vec<f64> {
        let pairs = self.stretches.iter().zip(self.stretches.iter().skip(1));
        pairs.map(|(a, b)| f64::midpoint(a.right, b.left)).collect()
    }

    /// Ticks whose labels don't touch and stay inside.
    pub(super) fn ticks(&self, locale: &Locale) -> Vec<Tick> {
        let mut ticks: Vec<Tick> = Vec::new();
        let mut free = 0.0;
        for stretch in &self.stretches {
            for tick in of_stretch(stretch, locale) {
                let half = label_width(&tick.label) / 2.0;
                if tick.x - half >= free && tick.x + half <= self.width {
                    free = tick.x + half + 6.0;
                    ticks.push(tick);
                }
            }
        }
        ticks
    }
}

/// The time that events cover, merged, in order. Open ends don't count.
fn covered(items: &[Item]) -> Vec<(f64, f64)> {
    let mut spans: Vec<(f64, f64)> = items
        .iter()
        .map(|i| match (i.from.is_finite(), i.to.is_finite()) {
            (true, true) => (i.from, i.to),
            (true, false) => (i.from, i.from + 1.0),
            _ => (i.to - 1.0, i.to),
        })
        .collect();
    spans.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut merged: Vec<(f64, f64)> = Vec::new();
    for span in spans {
        match merged.last_mut() {
            Some(last) if span.0 <= last.1 => last.1 = last.1.max(span.1),
            _ => merged.push(span),
        }
    }
    merged
}

/// Gives each stretch its share of the width, and none less than the least.
fn spread(runs: &[(f64, f64)], width: f64) -> Vec<Stretch> {
    #[expect(clippy::cast_precision_loss, reason = "a handful of cuts")]
    let cuts = runs.len().saturating_sub(1) as f64 * CUT;
    let room = (width - cuts).max(1.0);
    let total: f64 = runs.iter().map(|r| r.1 - r.0).sum();
    let share = |r: &(f64, f64)| ((r.1 - r.0) / total * room).max(LEAST);
    let asked: f64 = runs.iter().map(share).sum();
    let mut left = 0.0;
    runs.iter()
        .map(|run| {
            let wide = share(run) / asked * room;
            let stretch = Stretch {
                from: run.0,
                to: run.1,
                left,
                right: left + wide,
            };
            left += wide + CUT;
            stretch
        })
        .collect()
}

pub(super) fn label_width(label: &str) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a label has few characters")]
    let count = label.chars().count() as f64;
    count * CHARACTER
}

/// The step between two ticks.
#[derive(Clone, Copy, Debug)]
enum Step {
    Days(i64),
    Months(i64),
    Years(i64),
}

impl Step {
    #[expect(
        clippy::cast_precision_loss,
        reason = "steps are round and small, or years of deep time"
    )]
    fn days(self) -> f64 {
        match self {
            Self::Days(n) => n as f64,
            Self::Months(n) => n as f64 * 30.4,
            Self::Years(n) => n as f64 * 365.2425,
        }
    }
}

fn steps() -> impl Iterator<Item = Step> {
    let short = [1, 2, 5, 10].map(Step::Days).into_iter();
    let middle = [1, 3, 6].map(Step::Months).into_iter();
    let long = (0..16).flat_map(|power| [1, 2, 5].map(|n| Step::Years(n * 10_i64.pow(power))));
    short.chain(middle).chain(long)
}

fn of_stretch(stretch: &Stretch, locale: &Locale) -> Vec<Tick> {
    let per_day = (stretch.right - stretch.left) / (stretch.to - stretch.from);
    let place = |day: f64| stretch.left + (day - stretch.from) * per_day;
    for step in steps() {
        let marks = marks(stretch, step);
        let Some((_, edtf)) = marks.first() else {
            break;
        };
        let widest = label_width(&label(edtf, locale)) + 14.0;
        if step.days() * per_day >= widest {
            return marks
                .iter()
                .map(|(day, edtf)| Tick {
                    x: place(*day),
                    label: label(edtf, locale),
                })
                .collect();
        }
    }
    // Too short for any round step: its year, in its middle.
    let middle = f64::midpoint(stretch.from, stretch.to);
    let year = year_of(middle);
    vec![Tick {
        x: place(middle),
        label: label(&edtf_year(year), locale),
    }]
}

/// The round dates of a stretch; at most a few hundred are worth looking at.
fn marks(stretch: &Stretch, step: Step) -> Vec<(f64, String)> {
    let mut found = Vec::new();
    if (stretch.to - stretch.from) / step.days() > 400.0 {
        // So many would never fit; say just one, so that the next step is tried.
        found.push((stretch.from, edtf_year(year_of(stretch.from))));
        return found;
    }
    let (first, last) = (year_of(stretch.from), year_of(stretch.to));
    let by = if let Step::Years(n) = step { n } else { 1 };
    let mut year = first.div_euclid(by) * by;
    while year <= last {
        match step {
            Step::Years(_) => found.extend(Day::new(year, 1, 1).map(|d| (day_number(d), edtf_year(year)))),
            Step::Months(n) => {
                for month in (1..=12_u8).step_by(usize::try_from(n).unwrap_or(1)) {
                    let edtf = format!("{}-{month:02}", edtf_year(year));
                    found.extend(Day::new(year, month, 1).map(|d| (day_number(d), edtf)));
                }
            }
            Step::Days(n) => {
                for month in 1..=12_u8 {
                    for day in (1..=31_u8).step_by(usize::try_from(n).unwrap_or(1)) {
                        let edtf = format!("{}-{month:02}-{day:02}", edtf_year(year));
                        found.extend(Day::new(year, month, day).map(|d| (day_number(d), edtf)));
                    }
                }
            }
        }
        let Some(next) = year.checked_add(by) else { break };
        year = next;
    }
    found.retain(|(day, _)| stretch.from <= *day && *day <= stretch.to);
    found
}

#[expect(clippy::cast_possible_truncation, reason = "years of the chart fit an i64 by far")]
fn year_of(day: f64) -> i64 {
    let whole = day.floor();
    if whole.abs() < 1e8 {
        Day::from_unix_days(whole as i64).year
    } else {
        1970 + (day / 365.2425).floor() as i64
    }
}

fn edtf_year(year: i64) -> String {
    match year {
        0..=9999 => format!("{year:04}"),
        -9999..=-1 => format!("-{:04}", -year),
        _ => format!("Y{year}"),
    }
}

fn label(edtf: &str, locale: &Locale) -> String {
    Date::parse(edtf).map_or_else(|_| edtf.to_owned(), |d| words(&d, locale))
}
