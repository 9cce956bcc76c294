//! A card as a small PNG, with a palette.

use png::{BitDepth, ColorType, DeflateCompression, Encoder, Filter};

use super::canvas::Canvas;
use super::{HEIGHT, WIDTH};

/// How hard the encoder tries. With zlib-rs this takes a half of the millisecond that a card takes; level 4 takes twice that, for an
/// eighth less to send, level 1 half of it, for half as much again.
const LEVEL: DeflateCompression = DeflateCompression::Level(2);

/// The file.
pub(super) fn encode(canvas: &Canvas) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let mut encoder = Encoder::new(&mut out, WIDTH.into(), HEIGHT.into());
    encoder.set_color(ColorType::Indexed);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_palette(canvas.palette.concat());
    encoder.set_deflate_compression(LEVEL);
    encoder.set_filter(Filter::NoFilter);
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(&canvas.pixels).ok()?;
    writer.finish().ok()?;
    Some(out)
}
