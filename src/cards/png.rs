//! Pixels as a small PNG: a card has few colours, so a palette will do.

use png::{BitDepth, ColorType, DeflateCompression, Encoder, Filter};
use resvg::tiny_skia::Pixmap;
use rustc_hash::FxHashMap;

/// How hard the encoder tries. With zlib-rs this takes 0.8 ms a card; level 6 1.4 for a tenth less, 9 17 for a seventh.
const LEVEL: DeflateCompression = DeflateCompression::Level(4);

/// So many pixels of one colour in a row; a run may go on in the next row.
struct Run {
    colour: [u8; 3],
    pixels: usize,
}

/// The card, which has no transparent pixel, with 256 colours at most: neighbouring ones are taken for one until they are so few.
pub(super) fn encode(pixels: &Pixmap) -> Option<Vec<u8>> {
    let mut runs = runs(pixels);
    let palette = (0..8).find_map(|coarse| {
        for run in &mut runs {
            run.colour = rounded(run.colour, coarse);
        }
        palette(&runs)
    })?;
    let numbers: FxHashMap<[u8; 3], u8> = palette.iter().copied().zip(0..=u8::MAX).collect();
    let mut data = Vec::with_capacity(pixels.pixels().len());
    for run in &runs {
        let number = *numbers.get(&run.colour)?;
        data.resize(data.len() + run.pixels, number);
    }
    let mut out = Vec::new();
    let mut encoder = Encoder::new(&mut out, pixels.width(), pixels.height());
    encoder.set_color(ColorType::Indexed);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_palette(palette.concat());
    encoder.set_deflate_compression(LEVEL);
    encoder.set_filter(Filter::NoFilter);
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(&data).ok()?;
    writer.finish().ok()?;
    Some(out)
}

fn runs(pixels: &Pixmap) -> Vec<Run> {
    let all = pixels.pixels().chunk_by(|a, b| a == b);
    let runs = all.filter_map(|run| {
        let first = run.first()?;
        Some(Run {
            colour: [first.red(), first.green(), first.blue()],
            pixels: run.len(),
        })
    });
    runs.collect()
}

/// The colours, the one of most pixels first, which is what a compressor likes best; `None` where there are more than 256.
fn palette(runs: &[Run]) -> Option<Vec<[u8; 3]>> {
    let mut count: FxHashMap<[u8; 3], usize> = FxHashMap::default();
    for run in runs {
        *count.entry(run.colour).or_default() += run.pixels;
        if count.len() > 256 {
            return None;
        }
    }
    let mut colours: Vec<([u8; 3], usize)> = count.into_iter().collect();
    colours.sort_unstable_by(|(a, m), (b, n)| n.cmp(m).then(a.cmp(b)));
    Some(colours.into_iter().map(|(colour, _)| colour).collect())
}

/// A colour without its last bits; black and white stay what they are.
fn rounded(colour: [u8; 3], coarse: u8) -> [u8; 3] {
    let mask = u8::MAX << coarse;
    colour.map(|c| {
        let high = c & mask;
        // The lost bits are filled with the first ones, so that white stays white.
        if coarse == 0 { c } else { high | (high >> (8 - coarse)) }
    })
}
