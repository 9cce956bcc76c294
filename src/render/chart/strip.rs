//! The strip at the head of an explainer: where its events stand among all of the site's. All of them are columns, as high
//! as much happens, made once for all pages; of each, the part that the page tells is filled.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::extent::Extent;
use super::layout::drawn;
use super::scale::Scale;
use super::text::width;
use super::ticks::{self, ticks};
use super::{Caption, zone};
use crate::date::Date;
use crate::i18n::Locale;
use crate::render::markup::escape;

/// The drawings, for columns of text of at least these widths in pixels.
const WIDTHS: [u16; 2] = [328, 560];
/// The height of the columns, in pixels.
const HEIGHT: f64 = 34.0;
/// The height of the axis with its labels.
const AXIS: f64 = 20.0;
/// The distance from column to column, in pixels.
const COLUMN: f64 = 5.0;

/// All events of a site in one language, ready for any page.
#[derive(Clone, Debug)]
pub struct Strip {
    drawings: Vec<Drawing>,
    zone: i32,
    mirrored: bool,
}

#[derive(Clone, Debug)]
struct Drawing {
    width: u16,
    scale: Scale,
    /// How much happens in each column that is not empty.
    columns: BTreeMap<usize, f64>,
    /// The most that happens in one.
    most: f64,
    /// All columns and the axis, as SVG.
    ground: String,
}

impl Strip {
    /// The strip of the dates of all events; `None` where there are too few for a whole to be seen.
    #[must_use]
    pub fn new(dates: &[&Date], locale: &Locale) -> Option<Self> {
        let zone = zone(dates.iter().copied());
        let extents = extents(dates, zone);
        if extents.len() < 3 {
            return None;
        }
        let drawings = WIDTHS
            .iter()
            .map(|width| Drawing::new(*width, &extents, locale))
            .collect();
        Some(Self {
            drawings,
            zone,
            mirrored: locale.is_rtl(),
        })
    }

    /// The strip with some of its events filled, by their dates; empty where none of them has a place.
    #[must_use]
    pub fn draw(&self, dates: &[&Date], caption: &Caption) -> String {
        let own = extents(dates, self.zone);
        if own.is_empty() {
            return String::new();
        }
        self.drawings
            .iter()
            .map(|drawing| drawing.with(&own, caption, self.mirrored))
            .collect()
    }

    /// The widest drawing without a frame, for a picture of another kind: what is the same for all pages, and what is filled.
    #[must_use]
    pub fn bare(&self, dates: &[&Date]) -> Option<(&str, String)> {
        let own = extents(dates, self.zone);
        let drawing = self.drawings.last().filter(|_| !own.is_empty())?;
        Some((&drawing.ground, drawing.filled(&own, self.mirrored)))
    }
}

fn extents(dates: &[&Date], zone: i32) -> Vec<Extent> {
    dates.iter().filter_map(|date| Extent::new(date, zone)).collect()
}

impl Drawing {
    fn new(width: u16, extents: &[Extent], locale: &Locale) -> Self {
        let scale = Scale::new(extents, 6.0, f64::from(width) - 6.0);
        let columns = columns(&scale, extents);
        let most = columns.values().copied().fold(0.0, f64::max);
        let mut drawing = Self {
            width,
            scale,
            columns,
            most,
            ground: String::new(),
        };
        let all: String = drawing
            .columns
            .iter()
            .map(|(at, count)| drawing.column(*at, drawing.height(*count), locale.is_rtl()))
            .collect();
        drawing.ground = format!(
            "<path class=\"all\" d=\"{all}\"/>\n{}",
            axis(&drawing.scale, f64::from(width), locale)
        );
        drawing
    }

    fn with(&self, own: &[Extent], caption: &Caption, mirrored: bool) -> String {
        let (name, width) = (format!("strip-{}", self.width), self.width);
        format!(
            "<svg class=\"{name}\" viewBox=\"0 0 {width} {0}\" width=\"{width}\" height=\"{0}\" role=\"img\" \
             aria-labelledby=\"_{name}-title\" aria-describedby=\"_{name}-text\" font-size=\"{1}\" fill=\"currentColor\" \
             direction=\"{2}\">\n<title id=\"_{name}-title\">{3}</title>\n<desc id=\"_{name}-text\">{4}</desc>\n<g aria-hidden=\"true\">\n{5}\
             {6}\n</g>\n</svg>\n",
            HEIGHT + AXIS,
            ticks::SIZE,
            if mirrored { "rtl" } else { "ltr" },
            escape(&caption.title),
            escape(&caption.text),
            self.ground,
            self.filled(own, mirrored),
        )
    }

    /// The columns of some of the events.
    fn filled(&self, own: &[Extent], mirrored: bool) -> String {
        let told: String = columns(&self.scale, own)
            .iter()
            .filter_map(|(at, count)| {
                let all = self.columns.get(at).copied().unwrap_or(*count);
                let part = (count / all).min(1.0);
                (part > 0.0).then(|| self.column(*at, self.height(all) * part, mirrored))
            })
            .collect();
        format!("<path class=\"own\" d=\"{told}\"/>")
    }

    /// The square root keeps a lone event visible beside a crowd.
    fn height(&self, count: f64) -> f64 {
        (count / self.most).sqrt() * (HEIGHT - 4.0)
    }

    fn column(&self, at: usize, height: f64, mirrored: bool) -> String {
        #[expect(clippy::cast_precision_loss, reason = "a few hundred columns")]
        let left = (at as f64).mul_add(COLUMN, self.scale.left);
        let wide = COLUMN - 1.0;
        let x = if mirrored {
            f64::from(self.width) - left - wide
        } else {
            left
        };
        format!("M{x:.1} {HEIGHT}v-{height:.1}h{wide}V{HEIGHT}")
    }
}

fn axis(scale: &Scale, wide: f64, locale: &Locale) -> String {
    let flip = |x: f64| if locale.is_rtl() { wide - x } else { x };
    let mut out = String::new();
    for stretch in &scale.stretches {
        let (a, b) = (flip(stretch.left), flip(stretch.right));
        let _ = writeln!(out, "<path class=\"axis\" d=\"M{a:.1} {HEIGHT}H{b:.1}\"/>");
    }
    for cut in scale.cuts() {
        let x = flip(cut);
        let _ = writeln!(
            out,
            "<path class=\"cut\" d=\"M{:.1} {1:.1}l5 -10M{x:.1} {1:.1}l5 -10\"/>",
            x - 5.0,
            HEIGHT + 5.0
        );
    }
    for tick in ticks(scale, locale) {
        let half = width(&tick.label, ticks::SIZE, false) / 2.0;
        let x = tick.x.clamp(
            scale.left - 4.0 + half,
            (scale.right + 4.0 - half).max(scale.left - 4.0 + half),
        );
        if tick.line {
            let _ = writeln!(out, "<path class=\"axis\" d=\"M{:.1} {HEIGHT}v4\"/>", flip(tick.x));
        }
        if !tick.label.is_empty() {
            let _ = writeln!(
                out,
                "<text class=\"tick\" x=\"{:.1}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
                flip(x),
                HEIGHT + 16.0,
                escape(&tick.label)
            );
        }
    }
    out
}

/// How much happens in each column; an event counts once, spread over the columns that it covers.
fn columns(scale: &Scale, extents: &[Extent]) -> BTreeMap<usize, f64> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a few hundred columns"
    )]
    let column = |x: f64| ((x - scale.left) / COLUMN).max(0.0) as usize;
    let mut counts: BTreeMap<usize, f64> = BTreeMap::new();
    for extent in extents {
        let (left, right) = drawn(extent, 0.5, scale);
        let (first, last) = (column(left), column(right - 0.01).max(column(left)));
        #[expect(clippy::cast_precision_loss, reason = "a few hundred columns")]
        let share = 1.0 / (last - first + 1) as f64;
        for at in first..=last {
            *counts.entry(at).or_default() += share;
        }
    }
    counts
}
