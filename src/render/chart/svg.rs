//! Writing the drawing. Colours come from the page (`currentColor`), so that dark, print and forced colours need no
//! drawing of their own.

use std::fmt::Write;

use super::Item;
use super::lanes::{Lanes, Place, radius};
use super::scale::{Scale, label_width};
use crate::i18n::Locale;
use crate::render::markup::escape;

/// The height of a row of marks, in pixels.
const ROW: f64 = 15.0;
/// The height of a lane's name.
const NAME: f64 = 19.0;
/// The height of the axis with its labels.
const AXIS: f64 = 26.0;

pub(super) fn draw(
    locale: &Locale,
    class: &str,
    title: &str,
    names: &[(Option<String>, String)],
    items: &[Item],
    scale: &Scale,
    lanes: &Lanes,
) -> String {
    let tops = tops(names, lanes);
    let bottom = tops.last().copied().unwrap_or(0.0);
    let (width, height) = (scale.width, bottom + AXIS);
    let mut out = String::new();
    let _ = writeln!(
        out,
        "<svg class=\"{class}\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
         role=\"group\" aria-label=\"{}\" font-size=\"12\" fill=\"currentColor\">",
        escape(title)
    );
    fades(&mut out, class);
    axis(&mut out, locale, scale, bottom);
    for ((_, name), top) in names.iter().zip(&tops) {
        if !name.is_empty() {
            let _ = writeln!(
                out,
                "<text x=\"0\" y=\"{:.1}\" font-weight=\"600\">{}</text>",
                top + 13.0,
                escape(name)
            );
        }
    }
    for (item, place) in items.iter().zip(&lanes.places) {
        let top = tops.get(item.lane).copied().unwrap_or(0.0);
        let has_name = names.get(item.lane).is_some_and(|(_, n)| !n.is_empty());
        #[expect(clippy::cast_precision_loss, reason = "a lane has few rows")]
        let y = top + if has_name { NAME } else { 4.0 } + (place.row as f64 + 0.5) * ROW;
        mark(&mut out, class, item, place, y);
    }
    out.push_str("</svg>\n");
    out
}

/// The top of each lane, and the bottom of the last.
fn tops(names: &[(Option<String>, String)], lanes: &Lanes) -> Vec<f64> {
    let mut y = 2.0;
    let mut tops = vec![y];
    for ((_, name), rows) in names.iter().zip(&lanes.rows) {
        #[expect(clippy::cast_precision_loss, reason = "a lane has few rows")]
        let rows = *rows as f64 * ROW;
        y += if name.is_empty() { 4.0 } else { NAME } + rows + 5.0;
        tops.push(y);
    }
    tops
}

/// Edges that fade: to the left, to the right, to both.
fn fades(out: &mut String, class: &str) {
    out.push_str("<defs>\n");
    for (name, stops) in [
        ("start", [(0, 0), (60, 1), (100, 1)]),
        ("end", [(0, 1), (40, 1), (100, 0)]),
        ("both", [(0, 0), (50, 1), (100, 0)]),
    ] {
        let _ = write!(out, "<linearGradient id=\"_{class}-{name}\">");
        for (at, opacity) in stops {
            let _ = write!(
                out,
                "<stop offset=\"{at}%\" stop-color=\"currentColor\" stop-opacity=\"{opacity}\"/>"
            );
        }
        out.push_str("</linearGradient>\n");
    }
    out.push_str("</defs>\n");
}

fn axis(out: &mut String, locale: &Locale, scale: &Scale, y: f64) {
    for stretch in &scale.stretches {
        let _ = writeln!(
            out,
            "<path d=\"M{:.1} {y:.1}H{:.1}\" stroke=\"currentColor\" stroke-opacity=\".6\"/>",
            stretch.left, stretch.right
        );
    }
    for tick in scale.ticks(locale) {
        let half = label_width(&tick.label) / 2.0;
        let x = tick.x.clamp(half, (scale.width - half).max(half));
        let _ = writeln!(
            out,
            "<path d=\"M{0:.1} 0V{1:.1}\" stroke=\"currentColor\" stroke-opacity=\".14\"/>\
             <text x=\"{x:.1}\" y=\"{2:.1}\" text-anchor=\"middle\">{3}</text>",
            tick.x,
            y + 4.0,
            y + 18.0,
            escape(&tick.label)
        );
    }
    for x in scale.cuts() {
        // Two slanted strokes: here the axis is cut.
        let _ = writeln!(
            out,
            "<path d=\"M{:.1} {:.1}l6 -10M{:.1} {:.1}l6 -10\" stroke=\"currentColor\"/>\
             <path d=\"M{x:.1} 0V{:.1}\" stroke=\"currentColor\" stroke-opacity=\".3\" stroke-dasharray=\"1 4\"/>",
            x - 6.0,
            y + 5.0,
            x,
            y + 5.0,
            y - 6.0
        );
    }
}

fn mark(out: &mut String, class: &str, item: &Item, place: &Place, y: f64) {
    let _ = write!(
        out,
        "<a href=\"{}\" tabindex=\"-1\"><title>{}</title>",
        escape(&item.url),
        escape(&item.label)
    );
    let r = radius(item.importance);
    let wide = place.right - place.left;
    if wide > 2.0 * r + 0.5 || item.from.is_infinite() || item.to.is_infinite() {
        let fade = match (item.from.is_infinite(), item.to.is_infinite(), item.exact) {
            (true, _, _) => Some("start"),
            (_, true, _) => Some("end"),
            (_, _, false) => Some("both"),
            _ => None,
        };
        let fill = fade.map_or_else(|| "currentColor".to_owned(), |f| format!("url(#_{class}-{f})"));
        let _ = write!(
            out,
            "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" rx=\"{r:.1}\" fill=\"{fill}\"/>",
            place.left,
            y - r,
            wide.max(2.0 * r),
            2.0 * r
        );
    } else {
        let x = f64::midpoint(place.left, place.right);
        let look = if item.exact {
            ""
        } else {
            " fill-opacity=\"0\" stroke=\"currentColor\" stroke-width=\"1.5\" stroke-dasharray=\"2 1.5\""
        };
        let shown = if item.exact { r } else { r - 0.75 };
        let _ = write!(out, "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{shown:.2}\"{look}/>");
    }
    out.push_str("</a>\n");
}
