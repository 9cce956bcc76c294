//! Words as shapes: harfrust says which glyphs they take and where, and each glyph's outline is filled once for a size and a quarter
//! of a pixel, and kept. Filling every outline of every card anew took three quarters of the time of drawing.

use std::sync::{Arc, LazyLock, PoisonError, RwLock};

use harfrust::{FontRef, ShapeOptions, ShaperData, UnicodeBuffer};
use resvg::tiny_skia::{FillRule, Mask, Path, PathBuilder, Transform};
use rustc_hash::FxHashMap;
use ttf_parser::{Face, GlyphId, OutlineBuilder};

use super::canvas::{Canvas, Ink, STEPS, Shape};

static REGULAR: &[u8] = include_bytes!("Literata-Regular.ttf");
static SEMIBOLD: &[u8] = include_bytes!("Literata-SemiBold.ttf");

/// A font that is part of the program.
pub(super) struct Font {
    pub(super) bytes: &'static [u8],
    /// What letters it has, how wide they are, and their outlines.
    pub(super) face: Face<'static>,
    shaping: (FontRef<'static>, ShaperData),
    /// How wide the characters of ASCII are, which most texts are made of.
    ascii: Vec<u16>,
    bold: bool,
}

impl Font {
    fn new(bytes: &'static [u8], bold: bool) -> Option<Self> {
        let font = FontRef::from_index(bytes, 0).ok()?;
        let data = ShaperData::new(&font);
        let face = Face::parse(bytes, 0).ok()?;
        Some(Self {
            bytes,
            ascii: (0..128u8).map(|c| advance(&face, c.into())).collect(),
            face,
            shaping: (font, data),
            bold,
        })
    }

    /// How wide a character is, in the units of the font.
    pub(super) fn advance(&self, c: char) -> u32 {
        let known = self.ascii.get(c as usize);
        known.copied().unwrap_or_else(|| advance(&self.face, c)).into()
    }
}

fn advance(face: &Face<'_>, c: char) -> u16 {
    let glyph = face.glyph_index(c).unwrap_or_default();
    face.glyph_hor_advance(glyph).unwrap_or(face.units_per_em())
}

/// The regular font and the bold one.
pub(super) static FONTS: LazyLock<Option<(Font, Font)>> =
    LazyLock::new(|| Some((Font::new(REGULAR, false)?, Font::new(SEMIBOLD, true)?)));

/// A glyph at a size (in tenths of a pixel) and so many quarters of a pixel to the right.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Key {
    bold: bool,
    glyph: u16,
    size: u16,
    quarters: u8,
}

/// Shapes that were filled.
static SHAPES: LazyLock<RwLock<FxHashMap<Key, Arc<Shape>>>> = LazyLock::new(RwLock::default);
/// So many are kept. A language's letters in all sizes of a card are some 2,000, which take 2 MB.
const SHAPES_KEPT: usize = 8_000;

/// Writes a line that begins at `x` on the base line `y`; the size is in pixels.
#[expect(clippy::cast_possible_truncation, reason = "places on a card")]
pub(super) fn write(canvas: &mut Canvas, font: &Font, line: &str, size: f64, (x, y): (f64, f64), ink: Ink) {
    let scale = size / f64::from(font.face.units_per_em());
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(line);
    buffer.guess_segment_properties();
    let (reference, data) = &font.shaping;
    let glyphs = data.shaper(reference).build().shape(buffer, ShapeOptions::new());
    let mut pen = 0;
    for (info, place) in glyphs.glyph_infos().iter().zip(glyphs.glyph_positions()) {
        let at = x + f64::from(pen + place.x_offset) * scale;
        let quarters = (at * 4.0).round() as i32;
        let shape = shape(font, info.glyph_id, size, quarters.rem_euclid(4));
        if let Some(shape) = shape {
            let up = f64::from(place.y_offset) * scale;
            canvas.put(&shape, quarters.div_euclid(4), (y - up).round() as i32, ink);
        }
        pen += place.x_advance;
    }
}

/// The shape of a glyph, filled now or before.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "sizes are small and positive"
)]
fn shape(font: &Font, glyph: u32, size: f64, quarters: i32) -> Option<Arc<Shape>> {
    let key = Key {
        bold: font.bold,
        glyph: u16::try_from(glyph).ok()?,
        size: (size * 10.0) as u16,
        quarters: u8::try_from(quarters).ok()?,
    };
    if let Some(known) = SHAPES.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
        return Some(Arc::clone(known));
    }
    let filled = Arc::new(fill(font, key)?);
    let mut shapes = SHAPES.write().unwrap_or_else(PoisonError::into_inner);
    if shapes.len() >= SHAPES_KEPT {
        shapes.clear();
    }
    shapes.insert(key, Arc::clone(&filled));
    Some(filled)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "sizes of letters, in pixels"
)]
fn fill(font: &Font, key: Key) -> Option<Shape> {
    let scale = f32::from(key.size) / 10.0 / f32::from(font.face.units_per_em());
    let mut outline = Outline {
        path: PathBuilder::new(),
        scale,
        right: f32::from(key.quarters) / 4.0,
    };
    font.face.outline_glyph(GlyphId(key.glyph), &mut outline);
    let Some(path) = outline.path.finish() else {
        // A space.
        return Some(Shape {
            left: 0,
            top: 0,
            width: 0,
            steps: Vec::new(),
        });
    };
    let bounds = Path::bounds(&path);
    let (left, top) = (bounds.left().floor(), bounds.top().floor());
    let width = (bounds.right().ceil() - left).max(1.0) as u32;
    let height = (bounds.bottom().ceil() - top).max(1.0) as u32;
    let mut mask = Mask::new(width, height)?;
    mask.fill_path(&path, FillRule::Winding, true, Transform::from_translate(-left, -top));
    let step = |cover: &u8| u8::try_from((u32::from(*cover) * u32::from(STEPS) + 127) / 255).unwrap_or(STEPS);
    Some(Shape {
        left: left as i32,
        top: top as i32,
        width: width as usize,
        steps: mask.data().iter().map(step).collect(),
    })
}

/// Takes a glyph's outline, which counts upwards, to pixels, which count downwards.
struct Outline {
    path: PathBuilder,
    scale: f32,
    right: f32,
}

impl Outline {
    fn at(&self, x: f32, y: f32) -> (f32, f32) {
        (x * self.scale + self.right, -y * self.scale)
    }
}

impl OutlineBuilder for Outline {
    fn move_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.line_to(x, y);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let ((x1, y1), (x, y)) = (self.at(x1, y1), self.at(x, y));
        self.path.quad_to(x1, y1, x, y);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let ((x1, y1), (x2, y2), (x, y)) = (self.at(x1, y1), self.at(x2, y2), self.at(x, y));
        self.path.cubic_to(x1, y1, x2, y2, x, y);
    }

    fn close(&mut self) {
        self.path.close();
    }
}

#[cfg(test)]
mod tests {
    use super::super::{HEIGHT, WIDTH};
    use super::*;
    use proptest::prelude::*;

    fn drawn(line: &str, size: f64, at: (f64, f64)) -> Vec<u8> {
        let (regular, _) = FONTS.as_ref().unwrap();
        let mut canvas = Canvas::new([255; 3], Vec::new());
        let ink = canvas.ink([0; 3]);
        write(&mut canvas, regular, line, size, at, ink);
        canvas.pixels
    }

    /// The first and the last column where something stands.
    fn extent(pixels: &[u8]) -> Option<(usize, usize)> {
        let width = usize::from(WIDTH);
        let columns = || {
            pixels
                .iter()
                .enumerate()
                .filter(|(_, p)| **p != 0)
                .map(|(at, _)| at % width)
        };
        Some((columns().min()?, columns().max()?))
    }

    #[test]
    fn words_stand_where_they_should_and_letters_are_moved_by_quarters() {
        let (regular, _) = FONTS.as_ref().unwrap();
        let line = "Weirs, Ärzte";
        let (first, last) = extent(&drawn(line, 40.0, (100.0, 200.0))).unwrap();
        let units: u32 = line.chars().map(|c| regular.advance(c)).sum();
        let width = f64::from(units) * 40.0 / f64::from(regular.face.units_per_em());
        #[expect(clippy::cast_precision_loss, reason = "columns of a card")]
        let wide = (last - first) as f64;
        assert!(
            (98..=102).contains(&first) && (wide - width).abs() < 8.0,
            "{first} {last} {width}"
        );
        let at = |x| drawn("W", 40.0, (x, 200.0));
        assert!(at(100.0) == at(100.1) && at(100.0) != at(100.25));
        // A whole pixel is all of them moved.
        let moved = extent(&at(100.0)).map(|(first, last)| (first + 1, last + 1));
        assert_eq!(extent(&at(101.0)), moved);
    }

    #[test]
    fn a_mark_of_its_own_joins_its_letter() {
        assert_eq!(
            drawn("café", 33.0, (72.0, 100.0)),
            drawn("cafe\u{301}", 33.0, (72.0, 100.0))
        );
        assert_eq!(
            drawn("dam", 33.0, (72.0, 100.0)),
            drawn("d\u{ad}am", 33.0, (72.0, 100.0))
        );
    }

    proptest! {
        #[test]
        fn any_words_can_be_written_anywhere(line in "\\PC{0,20}", size in 8.0..200.0f64, x in -300.0..1500.0f64, y in -300.0..900.0f64) {
            prop_assert_eq!(drawn(&line, size, (x, y)).len(), usize::from(WIDTH) * usize::from(HEIGHT));
        }
    }
}
