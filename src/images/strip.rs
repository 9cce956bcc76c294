//! Takes out of a file what says where, when and by which device it was made: EXIF, XMP, IPTC, comments, thumbnails. Not a
//! pixel changes: what stays are the segments that a list allows, so that a kind of metadata that nobody has thought of goes too.

use img_parts::Bytes;
use img_parts::jpeg::{Jpeg, JpegSegment};
use img_parts::png::Png;
use img_parts::riff::{RiffChunk, RiffContent};
use img_parts::webp::WebP;

use super::Fault;
use super::kind::Kind;

/// The same picture without metadata. Colour profiles stay.
///
/// # Errors
/// When the file isn't made as its kind should be.
pub(super) fn strip(kind: Kind, bytes: Vec<u8>) -> Result<Vec<u8>, Fault> {
    let broken = |e: img_parts::Error| Fault::unreadable(&e.to_string());
    match kind {
        Kind::Jpeg => Ok(jpeg(Jpeg::from_bytes(Bytes::from(bytes)).map_err(broken)?)),
        Kind::Png => Ok(png(Png::from_bytes(Bytes::from(bytes)).map_err(broken)?)),
        Kind::WebP => Ok(webp(WebP::from_bytes(Bytes::from(bytes)).map_err(broken)?)),
        Kind::Gif => gif(&bytes).ok_or_else(|| Fault::unreadable("it ends too early")),
        Kind::Svg => Ok(bytes),
    }
}

/// JFIF, the colour profile and Adobe's word on colours stay; all other application segments and comments go.
fn jpeg(mut jpeg: Jpeg) -> Vec<u8> {
    jpeg.segments_mut().retain(|segment| match segment.marker() {
        0xe0 => segment.contents().starts_with(b"JFIF\0"),
        0xe2 => segment.contents().starts_with(b"ICC_PROFILE\0"),
        0xee => segment.contents().starts_with(b"Adobe"),
        0xe1..=0xef | 0xfe => false,
        _ => true,
    });
    for segment in jpeg.segments_mut() {
        // A thumbnail may show what was cut off the picture.
        if segment.marker() == 0xe0
            && let Some(start) = segment.contents().get(..12)
        {
            let plain = [start, &[0, 0]].concat();
            *segment = JpegSegment::new_with_contents(0xe0, plain.into());
        }
    }
    written(&jpeg.encoder().bytes())
}

/// Chunks that a browser needs to show the picture as it is.
const PNG_CHUNKS: [&[u8; 4]; 16] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"sBIT", b"bKGD",
    b"pHYs", b"acTL", b"fcTL", b"fdAT",
];

fn png(mut png: Png) -> Vec<u8> {
    png.chunks_mut().retain(|chunk| PNG_CHUNKS.contains(&&chunk.kind()));
    written(&png.encoder().bytes())
}

/// The chunks of a picture, moving or not.
const WEBP_CHUNKS: [&[u8; 4]; 7] = [b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"];

fn webp(mut webp: WebP) -> Vec<u8> {
    webp.chunks_mut().retain(|chunk| WEBP_CHUNKS.contains(&&chunk.id()));
    for chunk in webp.chunks_mut() {
        // The head of the file says what is in it.
        if chunk.id() == *b"VP8X"
            && let Some(old) = chunk.content().data()
            && let [flags, rest @ ..] = &old[..]
        {
            let kept = flags & !(0x08 | 0x04);
            let data = [&[kept], rest].concat();
            *chunk = RiffChunk::new(*b"VP8X", RiffContent::Data(data.into()));
        }
    }
    written(&webp.encoder().bytes())
}

fn written(bytes: &Bytes) -> Vec<u8> {
    bytes.to_vec()
}

/// A GIF is a row of blocks; comments and what applications added go, but for the number of times that it plays.
fn gif(bytes: &[u8]) -> Option<Vec<u8>> {
    let screen = bytes.get(..13)?;
    let mut at = 13 + table(*screen.get(10)?);
    let mut out = bytes.get(..at)?.to_vec();
    loop {
        let start = at;
        match *bytes.get(at)? {
            0x3b => {
                out.push(0x3b);
                return Some(out);
            }
            0x2c => {
                at += 10;
                at += table(*bytes.get(at - 1)?) + 1;
                at = blocks(bytes, at)?;
                out.extend(bytes.get(start..at)?);
            }
            0x21 => {
                let label = *bytes.get(at + 1)?;
                at = blocks(bytes, at + 2)?;
                let block = bytes.get(start..at)?;
                let plays = [&b"NETSCAPE2.0"[..], b"ANIMEXTS1.0"]
                    .iter()
                    .any(|name| block.get(3..).is_some_and(|b| b.starts_with(name)));
                if label == 0xf9 || (label == 0xff && plays) {
                    out.extend(block);
                }
            }
            _ => return None,
        }
    }
}

/// The length of the colour table that a byte of flags announces.
fn table(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

/// Where the blocks of data end that begin at `at`.
fn blocks(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let length = usize::from(*bytes.get(at)?);
        at += 1 + length;
        if length == 0 {
            return Some(at);
        }
    }
}
