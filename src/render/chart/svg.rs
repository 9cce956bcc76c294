//! Writing the drawing. Colours come from the page (`currentColor` and the theme's classes), so that dark, print and forced
//! colours need no drawing of their own. Where the language is written from right to left, so is time.

use std::fmt::Write;

use super::extent::{End, Extent};
use super::layout::{COUNT_SIZE, Job, Placed, Rest, Row, SIZE, Side, TRACK, is_bold, radius};
use super::text::{width, wrap};
use super::ticks::{self, ticks};
use super::{Caption, Lane, Mark};
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
/// How far an open end fades, in pixels.
const FADE: f64 = 24.0;

/// The frame of a drawing: what does not depend on the events.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    pub(super) width: f64,
    /// The borders of the plot, in pixels.
    pub(super) left: f64,
    pub(super) right: f64,
    /// The names of the lanes in lines, where they stand beside them; else empty.
    pub(super) names: Vec<Vec<String>>,
    mirrored: bool,
}

impl Frame {
    pub(super) fn new(width: f64, lanes: &[Lane], mirrored: bool) -> Self {
        let named = lanes.iter().any(|lane| !lane.name.is_empty());
        let beside = named && width >= BESIDE;
        let names: Vec<_> = lanes
            .iter()
            .map(|lane| {
                if beside && !lane.name.is_empty() {
                    wrap(&lane.name, SIZE, true, GUTTER, 1..=3)
                } else {
                    super::text::Lines::default()
                }
            })
            .collect();
        let gutter = names.iter().map(|name| name.width).fold(0.0, f64::max);
        Self {
            width,
            left: if gutter > 0.0 { gutter + 14.0 } else { 4.0 },
            right: width - 5.0,
            names: names.into_iter().map(|name| name.lines).collect(),
            mirrored,
        }
    }

    /// A place from the side on which reading begins.
    fn x(&self, x: f64) -> f64 {
        if self.mirrored { self.width - x } else { x }
    }

    fn rect(&self, out: &mut String, left: f64, right: f64, y: f64, height: f64, more: &str) {
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
        for placed in &row.placed {
            if let (Some(item), Some(extent)) = (job.marks.get(placed.at), job.extents.get(placed.at)) {
                mark(&mut out, job, frame, &name, item, extent, placed, tracks);
            }
        }
        for rest in &row.rest {
            #[expect(clippy::cast_precision_loss, reason = "a lane has few tracks")]
            count(&mut out, job, frame, rest, tracks + row.tracks as f64 * TRACK);
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
            let x = ticks::context_start(tick, job.scale, width(context, ticks::SIZE, false));
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

#[expect(
    clippy::too_many_arguments,
    reason = "one mark, where it stands, and what it is drawn with"
)]
fn mark(
    out: &mut String,
    job: &Job<'_>,
    frame: &Frame,
    name: &str,
    item: &Mark,
    extent: &Extent,
    placed: &Placed,
    top: f64,
) {
    #[expect(clippy::cast_precision_loss, reason = "a lane has few tracks")]
    let top = top + placed.track as f64 * TRACK;
    let _ = write!(
        out,
        "<a class=\"mark {}\" href=\"{}\" tabindex=\"-1\"><title>{}: {}</title>",
        escape(&item.class),
        escape(&item.url),
        escape(&item.date),
        escape(&item.title)
    );
    shape(out, job, frame, name, item, extent, placed, top + TRACK / 2.0);
    let first = top + 11.5 + if placed.side == Side::Below { TRACK } else { 0.0 };
    let anchor = if placed.side == Side::Before {
        " text-anchor=\"end\""
    } else {
        ""
    };
    let weight = if is_bold(item) { " font-weight=\"600\"" } else { "" };
    let _ = write!(out, "<text{anchor}{weight}>");
    let mut y = first;
    for (at, line) in placed.lines.iter().enumerate() {
        let class = if at == 0 && placed.dated { " class=\"when\"" } else { "" };
        let _ = write!(
            out,
            "<tspan x=\"{:.1}\" y=\"{y:.1}\"{class}>{}</tspan>",
            frame.x(placed.text),
            escape(line)
        );
        y += TRACK;
    }
    out.push_str("</text></a>\n");
}

/// A dot, hollow where its date is not exact, or a bar whose edges are as sharp as its dates.
#[expect(clippy::too_many_arguments, reason = "as above")]
fn shape(
    out: &mut String,
    job: &Job<'_>,
    frame: &Frame,
    name: &str,
    item: &Mark,
    extent: &Extent,
    placed: &Placed,
    y: f64,
) {
    let r = radius(item.importance);
    let ends = [extent.start, extent.end];
    let goes_on = ends.iter().any(|end| matches!(end, End::Open | End::Unknown));
    if placed.right - placed.left <= 2.0 * r + 0.5 && !goes_on {
        let x = frame.x(f64::midpoint(placed.left, placed.right));
        let (class, r) = if extent.is_exact() {
            ("dot", r)
        } else {
            ("ring", r - 0.75)
        };
        let _ = write!(
            out,
            "<circle class=\"{class}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{r:.2}\"/>"
        );
        return;
    }
    let height = (r * 1.7).round();
    let y0 = y - height / 2.0;
    let (from, to) = solid(job, extent, placed);
    if extent.start != End::Sharp && from > placed.left {
        let fill = format!(" fill=\"url(#_{name}-start)\"");
        frame.rect(out, placed.left, from, y0, height, &fill);
    }
    if to > from {
        frame.rect(out, from, to, y0, height, " class=\"bar\"");
    }
    if extent.end != End::Sharp && placed.right > to {
        let fill = format!(" fill=\"url(#_{name}-end)\"");
        frame.rect(out, to, placed.right, y0, height, &fill);
    }
    let way = |later: bool| if later == frame.mirrored { -4.0 } else { 4.0 };
    for (end, at, later) in [(extent.start, placed.left, false), (extent.end, placed.right, true)] {
        if end == End::Open {
            // An arrow's head: it goes on.
            let (dx, x) = (way(later), frame.x(if later { at - 1.0 } else { at + 1.0 }));
            let _ = write!(
                out,
                "<path class=\"on\" d=\"M{:.1} {:.1}l{dx} 4l{} 4\"/>",
                x - dx,
                y - 4.0,
                -dx
            );
        }
    }
}

/// From where to where a bar is drawn without fading.
fn solid(job: &Job<'_>, extent: &Extent, placed: &Placed) -> (f64, f64) {
    let inside = |day| job.scale.x(day).clamp(placed.left, placed.right);
    let (a, b) = (inside(extent.from), inside(extent.to));
    let goes_on = |end| matches!(end, End::Open | End::Unknown);
    let middle = f64::midpoint(a, b);
    let from = match (extent.start, extent.core) {
        (End::Sharp, _) => a,
        (End::Open, _) => (placed.left + FADE).min(placed.right),
        (End::Unknown, _) => a,
        (End::Soft, Some((from, _))) => inside(from),
        (End::Soft, None) if goes_on(extent.end) => b,
        (End::Soft, None) => middle,
    };
    let to = match (extent.end, extent.core) {
        (End::Sharp, _) => b,
        (End::Open, _) => (placed.right - FADE).max(placed.left),
        (End::Unknown, _) => b,
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

/// How many titles the hint of a count names.
const NAMED: usize = 4;

fn count(out: &mut String, job: &Job<'_>, frame: &Frame, rest: &Rest, top: f64) {
    let named = rest.places.iter().filter_map(|(_, at)| job.marks.get(*at));
    let first = named.clone().next().map_or("", |mark| mark.url.as_str());
    let mut titles: Vec<&str> = named.take(NAMED).map(|mark| mark.title.as_str()).collect();
    if rest.places.len() > NAMED {
        titles.push("…");
    }
    let _ = write!(
        out,
        "<a class=\"rest\" href=\"{}\" tabindex=\"-1\" data-events=\"{}\"><title>{}: {}</title>",
        escape(first),
        rest.places.len(),
        escape(&rest.label),
        escape(&titles.join(" · "))
    );
    frame.rect(out, rest.left, rest.right, top + 0.5, TRACK - 1.0, " rx=\"3\"");
    let _ = writeln!(
        out,
        "<text x=\"{:.1}\" y=\"{:.1}\" font-size=\"{COUNT_SIZE}\" text-anchor=\"middle\">{}</text></a>",
        frame.x(f64::midpoint(rest.left, rest.right)),
        top + 11.5,
        escape(&rest.label)
    );
}
