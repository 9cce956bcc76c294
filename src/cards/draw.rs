//! The drawing itself: where title, dek, name and strip stand, as SVG; and that SVG as pixels.

use std::fmt::Write;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{self, fontdb};
use ttf_parser::Face;

use super::fit::Column;
use super::{Card, HEIGHT, Palette, REGULAR, SEMIBOLD, WIDTH};
use crate::render::escape;

/// The space at both sides.
const EDGE: f64 = 72.0;
/// How high above its line the top of a capital stands, as a part of the size.
const CAPITAL: f64 = 0.7;
/// Where the name of the site stands, and where the title begins.
const NAME: f64 = 92.0;
const TOP: f64 = 138.0;
/// Where text ends: above a strip, or near the foot.
const ABOVE_STRIP: f64 = 478.0;
const FOOT: f64 = 576.0;
/// The strip is drawn for 560 pixels.
const STRIP: f64 = 560.0;
/// The size of its labels.
const LABEL: f64 = 11.5;

/// Sizes of the title with the most lines that it may take, the largest first; the first in which it fits is taken.
const TITLES: [(f64, usize); 6] = [(88.0, 1), (80.0, 2), (70.0, 2), (62.0, 3), (54.0, 3), (46.0, 4)];
const DEK: f64 = 33.0;
const DEK_LINE: f64 = 1.36;
const TITLE_LINE: f64 = 1.12;

static OPTIONS: LazyLock<usvg::Options<'static>> = LazyLock::new(|| {
    let mut fonts = fontdb::Database::new();
    for font in [REGULAR, SEMIBOLD] {
        fonts.load_font_source(fontdb::Source::Binary(Arc::new(font)));
    }
    usvg::Options {
        font_family: "Literata".to_owned(),
        fontdb: Arc::new(fonts),
        // Nothing is loaded from anywhere.
        resources_dir: None,
        ..usvg::Options::default()
    }
});

/// The card as SVG.
pub(super) fn svg(card: &Card, regular: &Face<'_>, semibold: &Face<'_>) -> String {
    let p = &card.palette;
    let mut out = open(p);
    let width = f64::from(WIDTH) - 2.0 * EDGE;
    let column = |face, size| Column { face, size, width };
    for line in column(regular, 30.0).most(&card.site, 1) {
        text(&mut out, &line, 30.0, NAME, &p.accent, false);
    }
    let end = if card.strip.is_none() { FOOT } else { ABOVE_STRIP };
    let (size, lines) = title(&card.title, semibold, width);
    let top = if card.site.is_empty() { NAME - 12.0 } else { TOP };
    let mut y = top + size * (CAPITAL - TITLE_LINE);
    for line in lines {
        y += size * TITLE_LINE;
        text(&mut out, &line, size, y, &p.ink, true);
    }
    y += 18.0;
    let room = (end - y) / (DEK * DEK_LINE);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few lines")]
    let most = room.clamp(0.0, 4.0) as usize;
    if most > 0 {
        for line in column(regular, DEK).most(&card.dek, most) {
            y += DEK * DEK_LINE;
            text(&mut out, &line, DEK, y, &p.quiet, false);
        }
    }
    if let Some(strip) = &card.strip {
        place(&mut out, &strip.own);
    }
    out.push_str("</svg>");
    out
}

/// Opens a drawing with the colours of all that may stand in it.
fn open(p: &Palette) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{HEIGHT}\" font-family=\"Literata\" color=\"{0}\">\
         <style>.all{{fill:{1};fill-opacity:.45}}.own{{fill:{2}}}.axis{{fill:none;stroke:{1}}}.cut{{fill:none;stroke:{0}}}.tick{{fill:{0}}}</style>",
        p.quiet, p.edge, p.accent,
    )
}

/// Puts a part of the strip in its place.
fn place(out: &mut String, strip: &str) {
    let scale = (f64::from(WIDTH) - 2.0 * EDGE) / STRIP;
    let top = ABOVE_STRIP + 26.0;
    let _ = write!(
        out,
        "<g transform=\"translate({EDGE} {top:.0}) scale({scale:.4})\" font-size=\"{LABEL}\">{strip}</g>"
    );
}

/// The size of a title, and its lines.
fn title(title: &str, face: &Face<'_>, width: f64) -> (f64, Vec<String>) {
    let mut last = (46.0, Vec::new());
    for (size, most) in TITLES {
        let column = Column { face, size, width };
        // A word that is broken is harder to read than a small one.
        if column.breaks(title) && size > last.0 {
            continue;
        }
        let lines = column.lines(title);
        if lines.len() <= most {
            return (size, lines);
        }
        last = (size, column.most(title, most));
    }
    last
}

fn text(out: &mut String, line: &str, size: f64, y: f64, fill: &str, bold: bool) {
    let weight = if bold { " font-weight=\"600\"" } else { "" };
    let _ = write!(
        out,
        "<text x=\"{EDGE}\" y=\"{y:.1}\" font-size=\"{size}\" fill=\"{fill}\"{weight}>{}</text>",
        escape(line)
    );
}

/// Grounds that were drawn, each with what it was drawn from.
static GROUNDS: Mutex<Vec<(String, Pixmap)>> = Mutex::new(Vec::new());
/// A site has one for each of its languages.
const GROUNDS_KEPT: usize = 16;

/// What the cards of all pages of a language have in common. It is a third of the work, so it is kept.
pub(super) fn ground(card: &Card) -> Option<Pixmap> {
    let p = &card.palette;
    let mut svg = open(p);
    let _ = write!(
        svg,
        "<g shape-rendering=\"crispEdges\"><rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"{}\"/>\
         <rect width=\"{WIDTH}\" height=\"14\" fill=\"{}\"/></g>",
        p.paper, p.accent
    );
    if let Some(strip) = &card.strip {
        place(&mut svg, &strip.ground);
    }
    svg.push_str("</svg>");
    let kept = || GROUNDS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, pixels)) = kept().iter().find(|(from, _)| *from == svg) {
        return Some(pixels.clone());
    }
    let mut pixels = Pixmap::new(u32::from(WIDTH), u32::from(HEIGHT))?;
    render(&svg, &mut pixels)?;
    let mut kept = kept();
    if kept.len() == GROUNDS_KEPT {
        kept.remove(0);
    }
    kept.push((svg, pixels.clone()));
    Some(pixels)
}

/// Draws an SVG over what is there.
pub(super) fn render(svg: &str, pixels: &mut Pixmap) -> Option<()> {
    let tree = usvg::Tree::from_str(svg, &OPTIONS).ok()?;
    resvg::render(&tree, Transform::identity(), &mut pixels.as_mut());
    Some(())
}
