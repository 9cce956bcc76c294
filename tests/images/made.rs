//! Pictures for the tests, made by code, what cameras write into them, and what exiftool finds there.

use std::io::Cursor;
use std::process::Command;

use image::{DynamicImage, ImageEncoder, ImageFormat, Rgb, RgbImage};
use img_parts::jpeg::{Jpeg, JpegSegment};
use img_parts::png::{Png, PngChunk};
use img_parts::riff::{RiffChunk, RiffContent};
use img_parts::webp::WebP;
use img_parts::{Bytes, ImageEXIF};

/// Something like a photograph: soft colours, and grain.
pub(crate) fn photo(width: u32, height: u32) -> DynamicImage {
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, |x, y| {
        let grain = (x.wrapping_mul(7919) ^ y.wrapping_mul(104_729)) % 23;
        Rgb([
            u8::try_from((x * 200 / width + grain) % 256).unwrap(),
            u8::try_from((y * 200 / height + grain) % 256).unwrap(),
            u8::try_from(90 + grain).unwrap(),
        ])
    }))
}

/// Dark on its left, light on its right.
pub(crate) fn left_dark(width: u32, height: u32) -> DynamicImage {
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, |x, y| {
        let grain = u8::try_from((x * 31 + y * 17) % 16).unwrap();
        let shade = if x < width / 2 { 20 } else { 230 };
        Rgb([shade + grain; 3])
    }))
}

/// The same with a little grain, so that it isn't a tiny file.
pub(crate) fn noisy(image: &DynamicImage) -> DynamicImage {
    let mut image = image.to_rgb8();
    for (x, y, pixel) in image.enumerate_pixels_mut() {
        pixel.0[2] += u8::try_from(x.wrapping_mul(7919).wrapping_add(y.wrapping_mul(7_001)) / 3 % 7).unwrap();
    }
    DynamicImage::ImageRgb8(image)
}

fn written(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    image.write_to(&mut out, format).unwrap();
    out.into_inner()
}

pub(crate) fn jpeg(image: &DynamicImage) -> Vec<u8> {
    written(image, ImageFormat::Jpeg)
}

pub(crate) fn png(image: &DynamicImage) -> Vec<u8> {
    written(image, ImageFormat::Png)
}

pub(crate) fn webp(image: &DynamicImage) -> Vec<u8> {
    written(image, ImageFormat::WebP)
}

pub(crate) fn with_profile(image: &DynamicImage, profile: Vec<u8>) -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = image::codecs::png::PngEncoder::new(&mut out);
    encoder.set_icc_profile(profile).unwrap();
    image.write_with_encoder(encoder).unwrap();
    out
}

/// The head of a PNG of this size, and nothing else.
pub(crate) fn png_head(width: u32, height: u32) -> Vec<u8> {
    let mut data = Vec::new();
    data.extend(width.to_be_bytes());
    data.extend(height.to_be_bytes());
    data.extend([8, 2, 0, 0, 0]);
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    out.extend(PngChunk::new(*b"IHDR", Bytes::from(data)).encoder().bytes());
    out.extend(
        PngChunk::new(*b"IDAT", Bytes::from(vec![0x78, 0x9c, 0x03, 0, 0, 0, 0, 1]))
            .encoder()
            .bytes(),
    );
    out.extend(PngChunk::new(*b"IEND", Bytes::new()).encoder().bytes());
    out
}

/// EXIF as a camera writes it: its make (`Secretville Camera`), how it was held, and where it was.
fn exif(turn: u16) -> Vec<u8> {
    let make = b"Secretville Camera\0";
    let mut out = b"II*\0\x08\0\0\0".to_vec();
    let entry = |out: &mut Vec<u8>, tag: u16, kind: u16, count: u32, value: u32| {
        out.extend(tag.to_le_bytes());
        out.extend(kind.to_le_bytes());
        out.extend(count.to_le_bytes());
        out.extend(value.to_le_bytes());
    };
    let length = u32::try_from(make.len()).unwrap();
    // Three entries, then the make, then the place.
    let after = 8 + 2 + 3 * 12 + 4;
    out.extend(3u16.to_le_bytes());
    entry(&mut out, 0x010f, 2, length, after);
    entry(&mut out, 0x0112, 3, 1, u32::from(turn));
    entry(&mut out, 0x8825, 4, 1, after + length);
    out.extend(0u32.to_le_bytes());
    out.extend(make);
    out.extend(2u16.to_le_bytes());
    entry(&mut out, 1, 2, 2, u32::from(b'N'));
    let degrees = after + length + 2 + 2 * 12 + 4;
    entry(&mut out, 2, 5, 3, degrees);
    out.extend(0u32.to_le_bytes());
    for (number, of) in [(52u32, 1u32), (5, 1), (1, 1)] {
        out.extend(number.to_le_bytes());
        out.extend(of.to_le_bytes());
    }
    out
}

const XMP: &str = "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\
                   <rdf:Description xmlns:photoshop=\"http://ns.adobe.com/photoshop/1.0/\" photoshop:City=\"Secretville\"/></rdf:RDF></x:xmpmeta>";

/// A JPEG that tells all that it can, in segments and after its end.
pub(crate) fn tell_jpeg(bytes: Vec<u8>, turn: u16) -> Vec<u8> {
    let mut jpeg = Jpeg::from_bytes(Bytes::from(bytes)).unwrap();
    jpeg.set_exif(Some(exif(turn).into()));
    let xmp = [b"http://ns.adobe.com/xap/1.0/\0", XMP.as_bytes()].concat();
    let iptc = b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x10\x1c\x02\x5a\0\x0bSecretville";
    for (marker, contents) in [
        (0xe1, xmp),
        (0xed, iptc.to_vec()),
        (0xfe, b"Comment: Secretville".to_vec()),
    ] {
        jpeg.segments_mut()
            .insert(1, JpegSegment::new_with_contents(marker, contents.into()));
    }
    let mut out = jpeg.encoder().bytes().to_vec();
    out.extend(b"Trailer Secretville");
    out
}

pub(crate) fn tell_png(bytes: Vec<u8>) -> Vec<u8> {
    let mut png = Png::from_bytes(Bytes::from(bytes)).unwrap();
    png.set_exif(Some(exif(1).into()));
    for text in [&b"Comment\0Secretville"[..], b"Author\0Secretville"] {
        png.chunks_mut()
            .insert(1, PngChunk::new(*b"tEXt", text.to_vec().into()));
    }
    png.encoder().bytes().to_vec()
}

pub(crate) fn tell_webp(bytes: &[u8]) -> Vec<u8> {
    let mut webp = WebP::from_bytes(Bytes::copy_from_slice(bytes)).unwrap();
    webp.set_exif(Some(exif(1).into()));
    webp.chunks_mut().push(RiffChunk::new(
        *b"XMP ",
        RiffContent::Data(XMP.as_bytes().to_vec().into()),
    ));
    webp.encoder().bytes().to_vec()
}

/// A GIF of one pixel, with a comment.
pub(crate) fn comment_gif(comment: &str) -> Vec<u8> {
    let mut out = b"GIF89a\x01\0\x01\0\x80\0\0\xff\xff\xff\0\0\0".to_vec();
    out.extend([0x21, 0xfe, u8::try_from(comment.len()).unwrap()]);
    out.extend(comment.as_bytes());
    out.push(0);
    out.extend(b"!\xff\x0bNETSCAPE2.0\x03\x01\0\0\0");
    out.extend(b",\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;");
    out
}

/// What exiftool finds in a file beside what it says of any file.
pub(crate) fn metadata(bytes: &[u8], name: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    let output = Command::new("exiftool").args(["-a", "-G1", "-ee"]).arg(&path).output();
    let output = output.expect("exiftool, of Debian's libimage-exiftool-perl");
    String::from_utf8_lossy(&output.stdout).into_owned()
}
