//! Writing the drawing. Colours come from the page (`currentColor` and the theme's classes), so that dark, print and forced
//! colours need no drawing of their own. Where the language is written from right to left, so is time.

use std::fmt::Write;

use super::layout::{Job, Row, SIZE, TRACK};
use super::marks::Pen;
use super::text::{width, wrap};
use super::ticks::{self, ticks};
use super::{Caption, Lane};
use crate::render::markup::escape;

/// The width from which on the names of lanes stand beside them.
const BESIDE: f64 = 560.0;
/// The most that names may take of the width, in pixels.
const GUTTER: f64 = 112.0;
/// The height of a name above its lane.
const HEAD: f64 = 21.0;
/// The room above and under the tracks of a lane.
const ROOM: f64 = 5.0;
/// The height of a line of the axis.
const LINE: f64 = 15.0;

/// The frame of a drawing: what does not depend on the events.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    pub(super) width: f64,
    /// The borders of the plot, in pixels.
    pub(super) left: f64,
    pub(super) right: f64,
    /// The names of the lanes in lines, where they stand beside them; else empty.
    pub(super) names: Vec<Vec<String>>,
    pub(super) mirrored: bool,
}

impl Frame {
    pub(super) fn new(width: f64, lanes: &[Lane], mirrored: bool) -> Self {
        let named = lanes.iter().any(|lane| !lane.name.is_empty());
        let beside = named && width >= BESIDE;
        let wrapped: Vec<_> = lanes
            .iter()
            .map(|lane| {
                if beside && !lane.name.is_empty() {
                    wrap(&lane.name, SIZE, true, GUTTER, 1..=3)
                } else {
                    super::text::Lines::default()
                }
            })
            .collect();
        let gutter = wrapped.iter().map(|name| name.width).fold(0.0, f64::max);
        Self {
            width,
            left: if gutter > 0.0 { gutter + 14.0 } else { 4.0 },
            right: width - 5.0,
            names: wrapped.into_iter().map(|name| name.lines).collect(),
            mirrored,
        }
    }

    /// A place from the side on which reading begins.
    pub(super) fn x(&self, x: f64) -> f64 {
        if self.mirrored { self.width - x } else { x }
    }

    pub(super) fn rect(&self, out: &mut String, left: f64, right: f64, y: f64, height: f64, more: &str) {
        let x = if self.mirrored { self.width - right } else { left };
        let _ = write!(
            out,
            "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{:.1}\" height=\"{height:.1}\"{more}/>",
            right - left
        );
    }
}

/// Writes one drawing.
pub(super) fn draw(job: &Job<'_>, frame: &Frame, caption: &Caption, rows: &[Row]) -> String {
    let tops = tops(job.lanes, frame, rows);
    let bottom = tops.last().copied().unwrap_or(0.0);
    let ticks = ticks(job.scale, job.locale);
    let two_lines = ticks.iter().any(|tick| tick.context.is_some());
    let height = bottom + 6.0 + if two_lines { 2.0 * LINE } else { LINE } + 4.0;
    let (name, width) = (format!("chart-{}", frame.width), frame.width);
    let mut out = String::with_capacity(4096 + job.marks.len().min(200) * 400);
    let _ = writeln!(
        out,
        "<svg class=\"{name}\" viewBox=\"0 0 {width} {height:.0}\" width=\"{width}\" height=\"{height:.0}\" \
         font-size=\"{SIZE}\" fill=\"currentColor\" direction=\"{}\">",
        if frame.mirrored { "rtl" } else { "ltr" },
    );
    // To a screen reader the drawing is one picture with a title and a text; its links, which the list has too, stand
    // beside that picture and are for pointers only.
    let _ = writeln!(
        out,
        "<g role=\"img\" aria-labelledby=\"_{name}-title\" aria-describedby=\"_{name}-text\">\n\
         <title id=\"_{name}-title\">{}</title>\n<desc id=\"_{name}-text\">{}</desc>",
        escape(&caption.title),
        escape(&caption.text)
    );
    fades(&mut out, &name, frame.mirrored);
    axis(&mut out, job, frame, &ticks, bottom);
    out.push_str("</g>\n<g aria-hidden=\"true\">\n");
    for ((row, lane), (top, next)) in rows.iter().zip(job.lanes).zip(tops.iter().zip(tops.iter().skip(1))) {
        let _ = writeln!(out, "<g class=\"lane {}\">", escape(&lane.class));
        let tracks = head(&mut out, frame, lane, row, *top);
        let mut pen = Pen {
            out: &mut out,
            job,
            frame,
            name: &name,
        };
        for placed in &row.placed {
            pen.mark(placed, tracks);
        }
        #[expect(clippy::cast_precision_loss, reason = "a lane has few tracks")]
        let foot = tracks + row.tracks as f64 * TRACK;
        for rest in &row.rest {
            pen.count(rest, foot);
        }
        out.push_str("</g>\n");
        if *next < bottom {
            let _ = writeln!(out, "<path class=\"rule\" d=\"M0 {next:.1}H{width}\"/>");
        }
    }
    out.push_str("</g>\n</svg>\n");
    out
}

/// The top of each lane, and the bottom of the last.
fn tops(lanes: &[Lane], frame: &Frame, rows: &[Row]) -> Vec<f64> {
    let mut y = 2.0;
    let mut tops = vec![y];
    for (row, lane) in rows.iter().zip(lanes) {
        #[expect(clippy::cast_precision_loss, reason = "a lane has few tracks")]
        let tracks = (row.tracks + usize::from(!row.rest.is_empty())) as f64 * TRACK;
        let above = row.name.is_empty() && !lane.name.is_empty() && frame.width < BESIDE;
        y += if above { HEAD } else { 0.0 } + tracks + 2.0 * ROOM;
        tops.push(y);
    }
    tops
}

/// Writes a lane's name, and answers where its tracks begin.
fn head(out: &mut String, frame: &Frame, lane: &Lane, row: &Row, top: f64) -> f64 {
    let mut y = top + ROOM;
    for line in &row.name {
        let _ = writeln!(
            out,
            "<text class=\"name\" x=\"{:.1}\" y=\"{:.1}\" font-weight=\"600\">{}</text>",
            frame.x(0.0),
            y + 11.5,
            escape(line)
        );
        y += TRACK;
    }
    if row.name.is_empty() && !lane.name.is_empty() {
        let name = wrap(&lane.name, SIZE, true, frame.right - frame.left, 1..=1);
        let _ = writeln!(
            out,
            "<text class=\"name\" x=\"{:.1}\" y=\"{:.1}\" font-weight=\"600\">{}</text>",
            frame.x(0.0),
            top + ROOM + 11.0,
            escape(&name.lines.concat())
        );
        return top + ROOM + HEAD;
    }
    top + ROOM
}

/// Edges that fade, where something begins and where it ends.
fn fades(out: &mut String, name: &str, mirrored: bool) {
    out.push_str("<defs>");
    for (side, from_left) in [("start", !mirrored), ("end", mirrored)] {
        let (left, right) = if from_left { ("0", "1") } else { ("1", "0") };
        let _ = write!(
            out,
            "<linearGradient id=\"_{name}-{side}\"><stop offset=\"0\" stop-opacity=\"{left}\"/>\
             <stop offset=\"1\" stop-opacity=\"{right}\"/></linearGradient>"
        );
    }
    out.push_str("</defs>\n");
}

fn axis(out: &mut String, job: &Job<'_>, frame: &Frame, ticks: &[ticks::Tick], y: f64) {
    for stretch in &job.scale.stretches {
        let (a, b) = (frame.x(stretch.left), frame.x(stretch.right));
        let _ = writeln!(out, "<path class=\"axis\" d=\"M{a:.1} {y:.1}H{b:.1}\"/>");
    }
    for tick in ticks {
        if tick.line {
            let _ = writeln!(
                out,
                "<path class=\"grid\" d=\"M{0:.1} 2V{1:.1}\"/>",
                frame.x(tick.x),
                y + 5.0
            );
        }
        if !tick.label.is_empty() {
            let half = width(&tick.label, ticks::SIZE, false) / 2.0;
            let last = (job.scale.right + 4.0 - half).max(job.scale.left - 4.0 + half);
            let x = tick.x.clamp(job.scale.left - 4.0 + half, last);
            let _ = writeln!(
                out,
                "<text class=\"tick\" x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text>",
                frame.x(x),
                y + LINE + 2.0,
                escape(&tick.label)
            );
        }
        if let Some(context) = &tick.context {
            let x = ticks::context_start(tick, job.scale, width(context, ticks::SIZE, true));
            let _ = writeln!(
                out,
                "<text class=\"tick\" x=\"{:.1}\" y=\"{:.1}\" font-weight=\"600\">{}</text>",
                frame.x(x),
                y + 2.0 * LINE + 2.0,
                escape(context)
            );
        }
    }
    for cut in job.scale.cuts() {
        // Two slanted strokes: here the axis is cut.
        let x = frame.x(cut);
        let _ = writeln!(
            out,
            "<path class=\"cut\" d=\"M{:.1} {:.1}l5 -10M{:.1} {:.1}l5 -10\"/><path class=\"gap\" d=\"M{x:.1} 2V{:.1}\"/>",
            x - 5.0,
            y + 5.0,
            x,
            y + 5.0,
            y - 6.0
        );
    }
}
