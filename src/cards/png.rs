//! Pixels as a small PNG: a card has few colours, so a palette will do.

use std::collections::BTreeMap;

use png::{BitDepth, ColorType, Compression, Encoder, Filter};
use resvg::tiny_skia::Pixmap;

/// The card, which has no transparent pixel, with 256 colours at most: neighbouring ones are taken for one until they are so few.
pub(super) fn encode(pixels: &Pixmap) -> Option<Vec<u8>> {
    let colours = |coarse: u8| {
        let mut found: BTreeMap<[u8; 3], u8> = BTreeMap::new();
        let mut last = None;
        for pixel in pixels.pixels() {
            // Most pixels are like the one before.
            if last.replace(*pixel) != Some(*pixel) {
                found.insert(rounded(pixel.red(), pixel.green(), pixel.blue(), coarse), 0);
                if found.len() > 256 {
                    return None;
                }
            }
        }
        Some((coarse, found))
    };
    let (coarse, mut palette) = (0..8).find_map(colours)?;
    for (number, (_, at)) in (0..=u8::MAX).zip(palette.iter_mut()) {
        *at = number;
    }
    let (mut last, mut number) = (None, 0);
    let mut numbers = Vec::with_capacity(pixels.pixels().len());
    for p in pixels.pixels() {
        if last.replace(*p) != Some(*p) {
            number = *palette.get(&rounded(p.red(), p.green(), p.blue(), coarse))?;
        }
        numbers.push(number);
    }
    let mut out = Vec::new();
    let mut encoder = Encoder::new(&mut out, pixels.width(), pixels.height());
    encoder.set_color(ColorType::Indexed);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_palette(palette.keys().flatten().copied().collect::<Vec<u8>>());
    encoder.set_compression(Compression::High);
    encoder.set_filter(Filter::NoFilter);
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(&numbers).ok()?;
    writer.finish().ok()?;
    Some(out)
}

/// A colour without its last bits; black and white stay what they are.
fn rounded(red: u8, green: u8, blue: u8, coarse: u8) -> [u8; 3] {
    let mask = u8::MAX << coarse;
    [red, green, blue].map(|c| {
        let high = c & mask;
        // The lost bits are filled with the first ones, so that white stays white.
        if coarse == 0 { c } else { high | (high >> (8 - coarse)) }
    })
}
