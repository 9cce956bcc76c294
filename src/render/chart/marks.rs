//! Marks and counts, each with its label, as SVG. Where they stand is settled; how an end looks is decided here.

use std::fmt::Write;

use super::Mark;
use super::extent::{End, Extent};
use super::layout::{COUNT_SIZE, Job, Placed, Rest, Side, TRACK, is_bold, radius};
use super::svg::Frame;
use crate::render::markup::escape;

/// How far an open end fades, in pixels.
const FADE: f64 = 24.0;
/// How many titles the hint of a count names.
const NAMED: usize = 4;

/// Writes marks into one drawing.
pub(super) struct Pen<'p> {
    pub(super) out: &'p mut String,
    pub(super) job: &'p Job<'p>,
    pub(super) frame: &'p Frame,
    /// The drawing's name, from which its ids are made.
    pub(super) name: &'p str,
}

impl Pen<'_> {
    /// A mark on its track; `top` is where the lane's tracks begin, in pixels.
    pub(super) fn mark(&mut self, placed: &Placed, top: f64) {
        let job = self.job;
        let (Some(item), Some(extent)) = (job.marks.get(placed.at), job.extents.get(placed.at)) else {
            return;
        };
        #[expect(clippy::cast_precision_loss, reason = "a lane has few tracks")]
        let top = top + placed.track as f64 * TRACK;
        let _ = write!(
            self.out,
            "<a class=\"mark {}\" href=\"{}\" tabindex=\"-1\"><title>{}: {}</title>",
            escape(&item.class),
            escape(&item.url),
            escape(&item.date),
            escape(&item.title)
        );
        self.shape(item, extent, placed, top + TRACK / 2.0);
        self.label(item, placed, top);
        self.out.push_str("</a>\n");
    }

    fn label(&mut self, item: &Mark, placed: &Placed, top: f64) {
        let below = if placed.side == Side::Below { TRACK } else { 0.0 };
        let anchor = if placed.side == Side::Before {
            " text-anchor=\"end\""
        } else {
            ""
        };
        let weight = if is_bold(item) { " font-weight=\"600\"" } else { "" };
        let _ = write!(self.out, "<text{anchor}{weight}>");
        let mut y = top + 11.5 + below;
        for (at, line) in placed.lines.iter().enumerate() {
            let class = if at == 0 && placed.dated { " class=\"when\"" } else { "" };
            let _ = write!(
                self.out,
                "<tspan x=\"{:.1}\" y=\"{y:.1}\"{class}>{}</tspan>",
                self.frame.x(placed.text),
                escape(line)
            );
            y += TRACK;
        }
        self.out.push_str("</text>");
    }

    /// A dot, hollow where its date is not exact, or a bar whose edges are as sharp as its dates.
    fn shape(&mut self, item: &Mark, extent: &Extent, placed: &Placed, y: f64) {
        let r = radius(item.importance);
        if placed.right - placed.left <= 2.0 * r + 0.5 && !goes_on(extent.start) && !goes_on(extent.end) {
            let x = self.frame.x(f64::midpoint(placed.left, placed.right));
            let (class, r) = if extent.is_exact() {
                ("dot", r)
            } else {
                ("ring", r - 0.75)
            };
            let _ = write!(
                self.out,
                "<circle class=\"{class}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{r:.2}\"/>"
            );
            return;
        }
        let height = (r * 1.7).round();
        let y0 = y - height / 2.0;
        let (from, to) = solid(self.job, extent, placed);
        if extent.start != End::Sharp && from > placed.left {
            let fill = format!(" fill=\"url(#_{}-start)\"", self.name);
            self.frame.rect(self.out, placed.left, from, y0, height, &fill);
        }
        if to > from {
            self.frame.rect(self.out, from, to, y0, height, " class=\"bar\"");
        }
        if extent.end != End::Sharp && placed.right > to {
            let fill = format!(" fill=\"url(#_{}-end)\"", self.name);
            self.frame.rect(self.out, to, placed.right, y0, height, &fill);
        }
        if extent.start == End::Open {
            self.arrow(placed.left + 1.0, -4.0, y);
        }
        if extent.end == End::Open {
            self.arrow(placed.right - 1.0, 4.0, y);
        }
    }

    /// An arrow's head, `wide` pixels towards later times: it goes on.
    fn arrow(&mut self, at: f64, wide: f64, y: f64) {
        let (x, dx) = (self.frame.x(at), if self.frame.mirrored { -wide } else { wide });
        let _ = write!(
            self.out,
            "<path class=\"on\" d=\"M{:.1} {:.1}l{dx} 4l{} 4\"/>",
            x - dx,
            y - 4.0,
            -dx
        );
    }

    /// Events that are only counted, on the track that begins at `top`.
    pub(super) fn count(&mut self, rest: &Rest, top: f64) {
        let job = self.job;
        let named = rest.places.iter().filter_map(|(_, at)| job.marks.get(*at));
        let first = named.clone().next().map_or("", |mark| mark.url.as_str());
        let mut titles: Vec<&str> = named.take(NAMED).map(|mark| mark.title.as_str()).collect();
        if rest.places.len() > NAMED {
            titles.push("…");
        }
        let _ = write!(
            self.out,
            "<a class=\"rest\" href=\"{}\" tabindex=\"-1\" data-events=\"{}\"><title>{}: {}</title>",
            escape(first),
            rest.places.len(),
            escape(&rest.label),
            escape(&titles.join(" · "))
        );
        self.frame
            .rect(self.out, rest.left, rest.right, top + 0.5, TRACK - 1.0, " rx=\"3\"");
        let _ = writeln!(
            self.out,
            "<text x=\"{:.1}\" y=\"{:.1}\" font-size=\"{COUNT_SIZE}\" text-anchor=\"middle\">{}</text></a>",
            self.frame.x(f64::midpoint(rest.left, rest.right)),
            top + 11.5,
            escape(&rest.label)
        );
    }
}

fn goes_on(end: End) -> bool {
    matches!(end, End::Open | End::Unknown)
}

/// From where to where a bar is drawn without fading.
fn solid(job: &Job<'_>, extent: &Extent, placed: &Placed) -> (f64, f64) {
    let inside = |day| job.scale.x(day).clamp(placed.left, placed.right);
    let (a, b) = (inside(extent.from), inside(extent.to));
    let middle = f64::midpoint(a, b);
    let from = match (extent.start, extent.core) {
        (End::Sharp | End::Unknown, _) => a,
        (End::Open, _) => (placed.left + FADE).min(placed.right),
        (End::Soft, Some((from, _))) => inside(from),
        (End::Soft, None) if goes_on(extent.end) => b,
        (End::Soft, None) => middle,
    };
    let to = match (extent.end, extent.core) {
        (End::Sharp | End::Unknown, _) => b,
        (End::Open, _) => (placed.right - FADE).max(placed.left),
        (End::Soft, Some((_, to))) => inside(to),
        (End::Soft, None) if goes_on(extent.start) => a,
        (End::Soft, None) => middle,
    };
    if from <= to {
        (from, to)
    } else {
        (f64::midpoint(from, to), f64::midpoint(from, to))
    }
}
