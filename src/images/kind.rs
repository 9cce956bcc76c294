//! What a file is: recognised by its first bytes, never by its name; its size and whether it moves, read from its head.
//! Decodes no pixel.

use std::io::Cursor;

use image::codecs::jpeg::JpegDecoder;
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::metadata::Orientation;
use image::{ImageDecoder, ImageError, ImageResult};

use super::Fault;
use crate::diagnostics::Code;

/// A picture with more pixels than this isn't decoded: 200 megabytes of memory, and more than any screen has.
pub(super) const MOST_PIXELS: u64 = 50_000_000;

/// A kind of file that nutgraf knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Jpeg,
    Png,
    WebP,
    Gif,
    Svg,
}

impl Kind {
    /// What its bytes begin with; `None` for what nutgraf can't read.
    pub(super) fn of(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0xff, 0xd8, 0xff, ..] => Some(Self::Jpeg),
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some(Self::Png),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Self::WebP),
            [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some(Self::Gif),
            _ if super::svg::looks_like(bytes) => Some(Self::Svg),
            _ => None,
        }
    }

    /// What the name of a file says that it is.
    pub(super) fn by_name(path: &str) -> Option<Self> {
        let ending = path.rsplit_once('.')?.1.to_ascii_lowercase();
        match ending.as_str() {
            "jpg" | "jpeg" | "jpe" | "jfif" => Some(Self::Jpeg),
            "png" | "apng" => Some(Self::Png),
            "webp" => Some(Self::WebP),
            "gif" => Some(Self::Gif),
            "svg" => Some(Self::Svg),
            _ => None,
        }
    }

    /// The usual ending of its files.
    pub(super) fn ending(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::WebP => "webp",
            Self::Gif => "gif",
            Self::Svg => "svg",
        }
    }

    /// What people call it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "a JPEG",
            Self::Png => "a PNG",
            Self::WebP => "a WebP",
            Self::Gif => "a GIF",
            Self::Svg => "an SVG",
        }
    }
}

/// Kinds of picture that browsers show and nutgraf can't read.
pub(super) fn foreign(path: &str) -> bool {
    let ending = path.rsplit_once('.').map(|(_, e)| e.to_ascii_lowercase());
    let known = ["avif", "heic", "heif", "jxl", "bmp", "tif", "tiff", "ico"];
    ending.is_some_and(|e| known.contains(&e.as_str()))
}

/// What the head of a picture says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Head {
    pub(super) kind: Kind,
    /// Width and height as it is shown, turned the right way up; an SVG need not have any.
    pub(super) size: Option<(u32, u32)>,
    /// How it has to be turned.
    pub(super) turn: Orientation,
    /// Whether it moves: then it stays as it is.
    pub(super) moves: bool,
}

/// Reads the head of a picture.
///
/// # Errors
/// When it is none, is broken, or has more pixels than anybody needs.
pub(super) fn head(bytes: &[u8]) -> Result<Head, Fault> {
    let Some(kind) = Kind::of(bytes) else {
        return Err(Fault::unreadable("it is no JPEG, PNG, WebP, GIF or SVG"));
    };
    let still = |size, turn, moves| Head {
        kind,
        size,
        turn,
        moves,
    };
    let head = match kind {
        Kind::Svg => still(super::svg::size(bytes)?, Orientation::NoTransforms, false),
        Kind::Gif => still(Some(gif_size(bytes)?), Orientation::NoTransforms, true),
        Kind::Jpeg | Kind::Png | Kind::WebP => {
            let moves = moves(kind, bytes).map_err(|e| Fault::undecodable(&e))?;
            let mut decoder = decoder(kind, bytes).map_err(|e| Fault::undecodable(&e))?;
            let turn = match decoder.orientation() {
                // What moves is published as it is.
                Ok(turn) if !moves => turn,
                _ => Orientation::NoTransforms,
            };
            let (width, height) = decoder.dimensions();
            let size = if on_its_side(turn) {
                (height, width)
            } else {
                (width, height)
            };
            still(Some(size), turn, moves)
        }
    };
    match head.size {
        Some((0, _) | (_, 0)) => Err(Fault::unreadable("it is 0 pixels wide or high")),
        Some((width, height)) if kind != Kind::Svg && u64::from(width) * u64::from(height) > MOST_PIXELS => {
            let message = format!("is {width} × {height} pixels, too many to be read");
            let help = "scale it down: 50 million pixels are the most, and some 3,000 across are plenty";
            Err(Fault::new(Code::IMAGE_TOO_LARGE, message, help))
        }
        _ => Ok(head),
    }
}

/// A decoder that has read the head and no pixel.
pub(super) fn decoder<'b>(kind: Kind, bytes: &'b [u8]) -> ImageResult<Box<dyn ImageDecoder + 'b>> {
    let reader = Cursor::new(bytes);
    Ok(match kind {
        Kind::Jpeg => Box::new(JpegDecoder::new(reader)?),
        Kind::Png => Box::new(PngDecoder::new(reader)?),
        Kind::WebP => Box::new(WebPDecoder::new(reader)?),
        Kind::Gif | Kind::Svg => {
            let hint = image::error::ImageFormatHint::Name(kind.ending().to_owned());
            return Err(ImageError::Unsupported(hint.into()));
        }
    })
}

fn moves(kind: Kind, bytes: &[u8]) -> ImageResult<bool> {
    match kind {
        Kind::Png => PngDecoder::new(Cursor::new(bytes))?.is_apng(),
        Kind::WebP => Ok(WebPDecoder::new(Cursor::new(bytes))?.has_animation()),
        _ => Ok(false),
    }
}

fn on_its_side(turn: Orientation) -> bool {
    use Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
    matches!(turn, Rotate90 | Rotate270 | Rotate90FlipH | Rotate270FlipH)
}

fn gif_size(bytes: &[u8]) -> Result<(u32, u32), Fault> {
    match bytes.get(6..10) {
        Some([a, b, c, d]) => Ok((
            u32::from(u16::from_le_bytes([*a, *b])),
            u32::from(u16::from_le_bytes([*c, *d])),
        )),
        _ => Err(Fault::unreadable("it ends too early")),
    }
}
