//! The drawing itself: where title, dek, name and strip stand. The strip is the one of pages, an SVG, and resvg draws it.

use std::fmt::Write;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use super::canvas::{Canvas, Colour};
use super::fit::Column;
use super::text::{self, FONTS, Font};
use super::{Card, HEIGHT, Palette, Strip, WIDTH};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{self, fontdb};

/// The space at both sides.
const EDGE: f64 = 72.0;
/// How high above its line the top of a capital stands, as a part of the size.
const CAPITAL: f64 = 0.7;
/// Where the name of the site stands, and where the title begins.
const NAME: f64 = 92.0;
const NAME_SIZE: f64 = 30.0;
const TOP: f64 = 138.0;
/// Where text ends: above a strip, or near the foot.
const ABOVE_STRIP: f64 = 478.0;
const FOOT: f64 = 576.0;
/// The row where the strip begins.
const STRIP_TOP: usize = 504;
/// The height of the bar at the top.
const BAR: usize = 14;
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
    if let Some((regular, semibold)) = FONTS.as_ref() {
        for font in [regular, semibold] {
            fonts.load_font_source(fontdb::Source::Binary(Arc::new(font.bytes)));
        }
    }
    usvg::Options {
        font_family: "Literata".to_owned(),
        fontdb: Arc::new(fonts),
        // Nothing is loaded from anywhere.
        resources_dir: None,
        ..usvg::Options::default()
    }
});

/// Memory of cards that were drawn, for those to come.
#[derive(Default)]
pub(super) struct Room {
    /// That of the pixels.
    pub(super) pixels: Vec<u8>,
    strip: Option<Pixmap>,
}

/// The card.
pub(super) fn draw(card: &Card, (regular, semibold): &(Font, Font), room: &mut Room) -> Option<Canvas> {
    let p = &card.palette;
    let mut canvas = Canvas::new(colour(&p.paper)?, std::mem::take(&mut room.pixels));
    let (accent, ink, quiet) = (colour(&p.accent)?, colour(&p.ink)?, colour(&p.quiet)?);
    let [accent, ink, quiet] = [accent, ink, quiet].map(|colour| canvas.ink(colour));
    canvas.bar(BAR, accent);
    let width = f64::from(WIDTH) - 2.0 * EDGE;
    let column = |font, size| Column { font, size, width };
    for line in column(regular, NAME_SIZE).most(&card.site, 1) {
        text::write(&mut canvas, regular, &line, NAME_SIZE, (EDGE, NAME), accent);
    }
    let end = if card.strip.is_none() { FOOT } else { ABOVE_STRIP };
    let (size, lines) = title(&card.title, semibold, width);
    let top = if card.site.is_empty() { NAME - 12.0 } else { TOP };
    let mut y = top + size * (CAPITAL - TITLE_LINE);
    for line in lines {
        y += size * TITLE_LINE;
        text::write(&mut canvas, semibold, &line, size, (EDGE, y), ink);
    }
    y += 18.0;
    let lines = (end - y) / (DEK * DEK_LINE);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few lines")]
    let most = lines.clamp(0.0, 4.0) as usize;
    if most > 0 {
        for line in column(regular, DEK).most(&card.dek, most) {
            y += DEK * DEK_LINE;
            text::write(&mut canvas, regular, &line, DEK, (EDGE, y), quiet);
        }
    }
    if let Some(strip) = &card.strip {
        let mut pixels = match room.strip.take() {
            Some(pixels) => pixels,
            None => blank()?,
        };
        ground(p, strip, &mut pixels)?;
        render(&format!("{}{}</svg>", open(p), placed(&strip.own)), &mut pixels)?;
        canvas.paste(&pixels, STRIP_TOP)?;
        room.strip = Some(pixels);
    }
    Some(canvas)
}

/// A colour that a [`Palette`] says.
fn colour(hex: &str) -> Option<Colour> {
    let byte = |at: usize| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok();
    Some([byte(1)?, byte(3)?, byte(5)?])
}

/// Opens a drawing of the rows that a strip takes, with the colours of all that may stand in it.
fn open(p: &Palette) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{}\" font-family=\"Literata\" color=\"{1}\">\
         <style>.all{{fill:{2};fill-opacity:.45}}.own{{fill:{3}}}.axis{{fill:none;stroke:{2}}}.cut{{fill:none;stroke:{1}}}.tick{{fill:{1}}}</style>",
        usize::from(HEIGHT) - STRIP_TOP,
        p.quiet,
        p.edge,
        p.accent,
    )
}

/// A part of the strip in its place.
fn placed(strip: &str) -> String {
    let scale = (f64::from(WIDTH) - 2.0 * EDGE) / STRIP;
    format!("<g transform=\"translate({EDGE}) scale({scale:.4})\" font-size=\"{LABEL}\">{strip}</g>")
}

/// The size of a title, and its lines.
fn title(title: &str, font: &Font, width: f64) -> (f64, Vec<String>) {
    let mut last = (46.0, Vec::new());
    for (size, most) in TITLES {
        let column = Column { font, size, width };
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

/// Grounds that were drawn, each with what it was drawn from.
static GROUNDS: Mutex<Vec<(String, Pixmap)>> = Mutex::new(Vec::new());
/// A site has one for each of its languages.
const GROUNDS_KEPT: usize = 16;

/// The rows that a strip takes.
fn blank() -> Option<Pixmap> {
    let rows = u32::from(HEIGHT) - u32::try_from(STRIP_TOP).ok()?;
    Pixmap::new(u32::from(WIDTH), rows)
}

/// Puts there what the strips of all pages of a language have in common.
fn ground(p: &Palette, strip: &Strip, pixels: &mut Pixmap) -> Option<()> {
    let mut svg = open(p);
    let _ = write!(
        svg,
        "<rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"{}\" shape-rendering=\"crispEdges\"/>{}</svg>",
        p.paper,
        placed(&strip.ground)
    );
    let kept = || GROUNDS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, known)) = kept().iter().find(|(from, _)| *from == svg) {
        pixels.data_mut().copy_from_slice(known.data());
        return Some(());
    }
    let mut drawn = blank()?;
    render(&svg, &mut drawn)?;
    pixels.data_mut().copy_from_slice(drawn.data());
    let mut kept = kept();
    if kept.len() == GROUNDS_KEPT {
        kept.remove(0);
    }
    kept.push((svg, drawn));
    Some(())
}

/// Draws an SVG over what is there.
fn render(svg: &str, pixels: &mut Pixmap) -> Option<()> {
    let tree = usvg::Tree::from_str(svg, &OPTIONS).ok()?;
    resvg::render(&tree, Transform::identity(), &mut pixels.as_mut());
    Some(())
}
