//! From time to pixels. The scale is linear; where nothing happened for long it is cut, so that the busy parts have room,
//! and the cut is drawn. Only where even that would press nearly all events into a corner, as when the story begins with
//! the Earth and ends with the Moon landing, it counts orders of magnitude.

use super::extent::{End, Extent, YEAR};

/// A gap that is longer than this part of all that is drawn is cut out,
const LONG_GAP: f64 = 0.2;
/// if it is so many times as long as gaps are in this story: events at even distances have none to cut.
const UNUSUAL: f64 = 4.0;
/// The width of a cut, in pixels.
const CUT: f64 = 26.0;
/// The least width of a stretch between two cuts, in pixels.
const LEAST: f64 = 58.0;
/// A picture has a cut in so many pixels at most.
const CUT_EVERY: f64 = 130.0;
/// From this span on, in days, time may be counted in orders of magnitude.
const DEEP: f64 = 100_000.0 * YEAR;

/// A stretch of time that is drawn without a cut.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stretch {
    /// Days from 1970.
    pub(super) from: f64,
    pub(super) to: f64,
    /// Pixels.
    pub(super) left: f64,
    pub(super) right: f64,
}

/// The axis.
#[derive(Clone, Debug)]
pub(super) struct Scale {
    pub(super) stretches: Vec<Stretch>,
    /// The borders of the plot, in pixels.
    pub(super) left: f64,
    pub(super) right: f64,
    /// In orders of magnitude: the moment from which ages are counted back, and the least age that is told apart.
    pub(super) ages: Option<Ages>,
}

/// How ages become places, where they are counted in orders of magnitude.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ages {
    /// The moment of age 0, in days from 1970.
    pub(super) zero: f64,
    /// What is younger than this, in days, is drawn close together.
    pub(super) least: f64,
}

impl Ages {
    fn place(self, day: f64) -> f64 {
        -(self.zero - day).max(0.0).mul_add(1.0 / self.least, 1.0).log10()
    }
}

impl Scale {
    /// A scale on which all of these have a place between two pixels.
    pub(super) fn new(extents: &[Extent], left: f64, right: f64) -> Self {
        let spans = covered(extents);
        let ages = ages(&spans);
        let cuts = if ages.is_some() {
            0.0
        } else {
            ((right - left) / CUT_EVERY).floor()
        };
        let mut runs = runs(&spans, cuts);
        let length: f64 = runs.iter().map(|run| run.to - run.from).sum();
        let padding = (length * 0.02).max(least_padding(length));
        for run in &mut runs {
            let own = padding.min((run.to - run.from).max(padding * 0.25));
            run.from -= own;
            run.to += if ages.is_some() { 0.0 } else { own };
        }
        Self {
            stretches: spread(&runs, left, right),
            left,
            right,
            ages,
        }
    }

    /// The pixel of a moment.
    pub(super) fn x(&self, day: f64) -> f64 {
        let Some(first) = self.stretches.first() else {
            return self.left;
        };
        if day <= first.from {
            return first.left;
        }
        for stretch in &self.stretches {
            if day <= stretch.to {
                let warp = |day| self.ages.map_or(day, |ages| ages.place(day));
                let (from, to) = (warp(stretch.from), warp(stretch.to));
                let part = (warp(day.max(stretch.from)) - from) / (to - from);
                return stretch.left + part * (stretch.right - stretch.left);
            }
        }
        self.right
    }

    /// The middles of the cuts, in pixels.
    pub(super) fn cuts(&self) -> impl Iterator<Item = f64> {
        let pairs = self.stretches.iter().zip(self.stretches.iter().skip(1));
        pairs.map(|(a, b)| f64::midpoint(a.right, b.left))
    }
}

/// Room at the ends, in days, for what lasts no time at all.
fn least_padding(length: f64) -> f64 {
    if length < 1.5 { 1.0 / 144.0 } else { 1.0 }
}

/// The time that events cover, merged, in order, with how many events lie in it. Open ends don't count.
fn covered(extents: &[Extent]) -> Vec<Run> {
    let mut spans: Vec<Run> = extents
        .iter()
        .map(|e| {
            // An open end says nothing of how far the picture goes.
            let from = if e.start == End::Open { e.to - 1.0 } else { e.from };
            Run {
                from: from.min(e.to),
                to: e.to,
                count: 1.0,
            }
        })
        .collect();
    spans.sort_by(|a, b| a.from.total_cmp(&b.from));
    merge(&spans, |_| false)
}

/// A stretch of time with how many events lie in it.
#[derive(Clone, Copy, Debug)]
struct Run {
    from: f64,
    to: f64,
    count: f64,
}

/// Merges runs that touch, or that `close` says are to be drawn as one; it is asked with the index of the second.
fn merge(runs: &[Run], close: impl Fn(usize) -> bool) -> Vec<Run> {
    let mut merged: Vec<Run> = Vec::new();
    for (at, run) in runs.iter().enumerate() {
        match merged.last_mut() {
            Some(last) if run.from <= last.to || close(at) => {
                last.to = last.to.max(run.to);
                last.count += run.count;
            }
            _ => merged.push(*run),
        }
    }
    merged
}

/// Cuts the longest gap as long as it is long in comparison with what then is left.
fn runs(spans: &[Run], most_cuts: f64) -> Vec<Run> {
    let mut gaps: Vec<(usize, f64)> = spans
        .windows(2)
        .enumerate()
        .filter_map(|(at, pair)| match pair {
            [a, b] => Some((at + 1, b.from - a.to)),
            _ => None,
        })
        .collect();
    gaps.sort_by(|a, b| b.1.total_cmp(&a.1));
    // The median; events that touch have a gap of nothing between them.
    let between = spans.iter().map(|span| span.count).sum::<f64>() - 1.0;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "half of a count")]
    let usual = gaps.get((between / 2.0).max(0.0) as usize).map_or(0.0, |gap| gap.1);
    let mut left = spans.last().map_or(0.0, |last| last.to) - spans.first().map_or(0.0, |first| first.from);
    let mut cut: Vec<usize> = Vec::new();
    for (at, gap) in gaps {
        #[expect(clippy::cast_precision_loss, reason = "a handful of cuts")]
        let full = cut.len() as f64 >= most_cuts;
        if full || gap <= left * LONG_GAP || gap <= usual * UNUSUAL {
            break;
        }
        left -= gap;
        cut.push(at);
    }
    merge(spans, |at| !cut.contains(&at))
}

/// Gives each stretch its share of the width: by how long it is and by how much happens in it, and none less than the
/// least.
fn spread(runs: &[Run], left: f64, right: f64) -> Vec<Stretch> {
    #[expect(clippy::cast_precision_loss, reason = "a handful of cuts")]
    let cuts = runs.len().saturating_sub(1) as f64 * CUT;
    let room = (right - left - cuts).max(1.0);
    let length: f64 = runs.iter().map(|run| run.to - run.from).sum();
    let count: f64 = runs.iter().map(|run| run.count).sum();
    let share = |run: &Run| {
        let part = 0.35 * (run.to - run.from) / length + 0.65 * run.count / count;
        (part * room).max(LEAST)
    };
    let asked: f64 = runs.iter().map(share).sum();
    let mut at = left;
    runs.iter()
        .map(|run| {
            let wide = share(run) / asked * room;
            let stretch = Stretch {
                from: run.from,
                to: run.to,
                left: at,
                right: at + wide,
            };
            at += wide + CUT;
            stretch
        })
        .collect()
}

/// Orders of magnitude, where the story is so long that a linear scale would leave most events within a hundredth of it.
fn ages(spans: &[Run]) -> Option<Ages> {
    let (first, last) = (spans.first()?, spans.last()?);
    let whole = last.to - first.from;
    let count: f64 = spans.iter().map(|span| span.count).sum();
    let late = spans.iter().filter(|span| last.to - span.from < whole / 100.0);
    let late: f64 = late.map(|span| span.count).sum();
    if whole < DEEP || late - 1.0 < count * 0.3 {
        return None;
    }
    // Half of the distance between the last two: young events stay apart, and the last century doesn't fill the picture.
    let youngest = spans
        .iter()
        .rev()
        .map(|span| last.to - span.from)
        .find(|age| *age > YEAR);
    Some(Ages {
        zero: last.to,
        least: youngest.unwrap_or(YEAR).max(YEAR),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::Date;

    fn scale(dates: &[&str], width: f64) -> (Scale, Vec<f64>) {
        let extents: Vec<Extent> = dates
            .iter()
            .map(|date| Extent::new(&Date::parse(date).expect(date), 0).expect(date))
            .collect();
        let scale = Scale::new(&extents, 0.0, width);
        let places = extents.iter().map(|e| scale.x(e.from)).collect();
        (scale, places)
    }

    #[test]
    fn long_gaps_are_cut_one_after_the_other() {
        let (scale, places) = scale(&["1800", "1950", "1951", "1990", "1991"], 600.0);
        assert_eq!(scale.cuts().count(), 2);
        assert!(places.windows(2).all(|pair| pair[0] + 5.0 < pair[1]), "{places:?}");
        let cuts = |dates: &[&str], width| self::scale(dates, width).0.cuts().count();
        assert_eq!(
            cuts(&["1800", "1950", "1951", "1990", "1991"], 200.0),
            1,
            "narrow: fewer cuts"
        );
        assert_eq!(cuts(&["1900", "1930", "1960", "2000"], 600.0), 0, "about even: none");
    }

    #[test]
    fn deep_time_is_counted_in_orders_of_magnitude() {
        let dates = [
            "Y-4540000000",
            "Y-541000000",
            "Y-66000000",
            "Y-300000",
            "-9999",
            "-0043",
            "1492",
            "1969-07-20",
        ];
        let (scale, places) = scale(&dates, 700.0);
        assert!(scale.ages.is_some());
        assert!(places.windows(2).all(|pair| pair[0] + 20.0 < pair[1]), "{places:?}");
        assert!(
            self::scale(&["Y-4540000000", "Y-541000000", "Y-66000000"], 700.0)
                .0
                .ages
                .is_none()
        );
    }

    proptest::proptest! {
        /// Later is never further left, and nothing leaves the plot.
        #[test]
        fn time_runs_to_the_right(mut days in proptest::collection::vec(-1e6..1e6_f64, 2..40)) {
            let extents: Vec<Extent> = days.iter().map(|day| Extent { from: *day, to: day + 1.0, core: None, start: End::Soft, end: End::Soft }).collect();
            let scale = Scale::new(&extents, 10.0, 500.0);
            days.sort_by(f64::total_cmp);
            let places: Vec<f64> = days.iter().map(|day| scale.x(*day)).collect();
            proptest::prop_assert!(places.windows(2).all(|pair| pair[0] <= pair[1] + 1e-6));
            proptest::prop_assert!(places.iter().all(|x| (9.999..=500.001).contains(x)));
        }
    }
}
