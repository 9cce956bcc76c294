//! Pixels: decoded once, turned the right way up, made smaller, written again. One picture takes one core; nothing in here
//! runs beside itself, so that there is one decoded picture in memory for each core and no more.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType as PngFilter, PngEncoder};
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageEncoder, Limits};
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};
use webp::{PixelLayout, WebPConfig};

use super::kind::{self, Head, Kind, MOST_PIXELS};
use super::{Fault, WIDEST};

/// How good a photograph looks: about what JPEG calls 85.
const WEBP_QUALITY: f32 = 78.0;
const JPEG_QUALITY: u8 = 85;
/// The same picture, turned: nothing is to be seen of its having been written again.
const JPEG_TURNED: u8 = 92;

/// A picture in memory, the right way up.
pub(super) struct Pixels {
    image: DynamicImage,
    kind: Kind,
    profile: Option<Vec<u8>>,
    /// Whether `image` is no wider any more than the widest that is asked for, and in the colours of the web.
    reduced: bool,
}

impl Pixels {
    /// Decodes a picture whose head has been read.
    ///
    /// # Errors
    /// When it is broken.
    pub(super) fn decode(head: &Head, bytes: &[u8]) -> Result<Self, Fault> {
        let undecodable = |e| Fault::undecodable(&e);
        let mut decoder = kind::decoder(head.kind, bytes).map_err(undecodable)?;
        let mut limits = Limits::no_limits();
        // 16 bits a channel, and as much again for the decoder.
        limits.max_alloc = Some(MOST_PIXELS * 16);
        decoder.set_limits(limits).map_err(undecodable)?;
        let profile = decoder.icc_profile().ok().flatten();
        let mut image = DynamicImage::from_decoder(decoder).map_err(undecodable)?;
        image.apply_orientation(head.turn);
        Ok(Self {
            image,
            kind: head.kind,
            profile,
            reduced: false,
        })
    }

    /// The whole picture in its own kind, with its own colours: for one that had to be turned. To be asked for before
    /// any other.
    ///
    /// # Errors
    /// When the encoder fails.
    pub(super) fn turned(&self) -> Result<Vec<u8>, Fault> {
        own_kind(&self.image, self.kind, JPEG_TURNED, self.profile.as_deref())
    }

    /// The picture at a width, as WebP or (for browsers that know none) in its own kind, in the colours of the web.
    /// Whatever was asked for before, the same comes out.
    ///
    /// # Errors
    /// When the encoder fails.
    pub(super) fn at(&mut self, width: u32, webp: bool) -> Result<Vec<u8>, Fault> {
        self.reduce();
        let resized;
        let small = if self.image.width() == width {
            &self.image
        } else {
            resized = at_width(&self.image, width);
            &resized
        };
        if webp {
            as_webp(small, self.kind == Kind::Png)
        } else {
            own_kind(small, self.kind, JPEG_QUALITY, None)
        }
    }

    /// Lets go of what no page needs: everything narrower is made from the widest.
    fn reduce(&mut self) {
        if std::mem::replace(&mut self.reduced, true) {
            return;
        }
        let whole = plain(std::mem::take(&mut self.image));
        let widest = if whole.width() > WIDEST {
            at_width(&whole, WIDEST)
        } else {
            whole
        };
        self.image = in_web_colours(widest, self.profile.as_deref());
    }
}

fn at_width(image: &DynamicImage, width: u32) -> DynamicImage {
    let height = height_at(width, (image.width(), image.height()));
    image.resize_exact(width, height, FilterType::Lanczos3)
}

/// The picture with 8 bits a channel, transparent if it was.
fn plain(image: DynamicImage) -> DynamicImage {
    if image.color().has_alpha() {
        DynamicImage::ImageRgba8(image.into_rgba8())
    } else {
        DynamicImage::ImageRgb8(image.into_rgb8())
    }
}

/// The height of a picture of some size when it is made `width` wide.
pub(super) fn height_at(width: u32, (whole_width, whole_height): (u32, u32)) -> u32 {
    let (width, whole) = (u64::from(width), u64::from(whole_width.max(1)));
    let height = (u64::from(whole_height) * width + whole / 2) / whole;
    u32::try_from(height).unwrap_or(u32::MAX).max(1)
}

/// A plain picture in sRGB, which every browser takes one without a profile for.
fn in_web_colours(mut image: DynamicImage, profile: Option<&[u8]>) -> DynamicImage {
    let (layout, channels) = if image.color().has_alpha() {
        (Layout::Rgba, 4)
    } else {
        (Layout::Rgb, 3)
    };
    let transform = profile
        .and_then(|bytes| ColorProfile::new_from_slice(bytes).ok())
        .filter(|p| p.color_space == DataColorSpace::Rgb)
        .and_then(|p| {
            let web = ColorProfile::new_srgb();
            p.create_transform_8bit(layout, &web, layout, TransformOptions::default())
                .ok()
        });
    let row = image.width() as usize * channels;
    let samples = match &mut image {
        DynamicImage::ImageRgba8(i) => i.as_flat_samples_mut().samples,
        DynamicImage::ImageRgb8(i) => i.as_flat_samples_mut().samples,
        _ => return image,
    };
    if let Some(transform) = transform {
        for row in samples.chunks_mut(row.max(1)) {
            let from = row.to_vec();
            // A row that can't be converted stays as it is.
            let _ = transform.transform(&from, row);
        }
    }
    image
}

/// A drawing or a screenshot is often smaller without loss than with it: the smaller of the two.
fn as_webp(image: &DynamicImage, maybe_flat: bool) -> Result<Vec<u8>, Fault> {
    let lossy = webp_with(image, false)?;
    if !maybe_flat {
        return Ok(lossy);
    }
    let lossless = webp_with(image, true)?;
    Ok(if lossless.len() <= lossy.len() { lossless } else { lossy })
}

fn webp_with(image: &DynamicImage, lossless: bool) -> Result<Vec<u8>, Fault> {
    let failed = || Fault::unreadable("it can't be made into a WebP");
    let (layout, bytes) = match image {
        DynamicImage::ImageRgba8(i) => (PixelLayout::Rgba, i.as_raw()),
        DynamicImage::ImageRgb8(i) => (PixelLayout::Rgb, i.as_raw()),
        _ => return Err(failed()),
    };
    let mut config = WebPConfig::new().map_err(|()| failed())?;
    config.lossless = i32::from(lossless);
    config.quality = if lossless { 75.0 } else { WEBP_QUALITY };
    config.method = 4;
    config.thread_level = 0;
    let encoder = webp::Encoder::new(bytes, layout, image.width(), image.height());
    Ok(encoder.encode_advanced(&config).map_err(|_| failed())?.to_vec())
}

fn own_kind(image: &DynamicImage, kind: Kind, quality: u8, profile: Option<&[u8]>) -> Result<Vec<u8>, Fault> {
    let mut out = Cursor::new(Vec::new());
    let written = match kind {
        Kind::Png => {
            let mut encoder = PngEncoder::new_with_quality(&mut out, CompressionType::Best, PngFilter::Adaptive);
            if let Some(profile) = profile {
                // One that the encoder can't write is left out.
                let _ = encoder.set_icc_profile(profile.to_vec());
            }
            image.write_with_encoder(encoder)
        }
        Kind::WebP => return webp_turned(image, profile),
        Kind::Jpeg | Kind::Gif | Kind::Svg => {
            let mut encoder = JpegEncoder::new_with_quality(&mut out, quality);
            if let Some(profile) = profile {
                let _ = encoder.set_icc_profile(profile.to_vec());
            }
            image.write_with_encoder(encoder)
        }
    };
    written.map_err(|e| Fault::undecodable(&e))?;
    Ok(out.into_inner())
}

/// A WebP that had to be turned: there is none at hand that holds a profile, so its colours become those of the web.
fn webp_turned(image: &DynamicImage, profile: Option<&[u8]>) -> Result<Vec<u8>, Fault> {
    as_webp(&in_web_colours(plain(image.clone()), profile), false)
}
