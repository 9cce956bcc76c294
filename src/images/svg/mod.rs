//! Drawings: their size, and what is taken out of them so that they can do nothing but be looked at.

mod clean;
mod prepare;

use roxmltree::{Document, ParsingOptions};

pub(super) use clean::clean;

use super::Fault;

/// Whether a file may be a drawing.
pub(super) fn looks_like(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or(bytes);
    let head = String::from_utf8_lossy(head);
    head.trim_start_matches('\u{feff}').trim_start().starts_with('<') && head.contains("<svg") || head.contains(":svg ")
}

/// The size of a drawing in pixels, when it says one.
///
/// # Errors
/// When it can't be read.
pub(super) fn size(bytes: &[u8]) -> Result<Option<(u32, u32)>, Fault> {
    let text = text(bytes)?;
    let document = parse(&text)?;
    let root = document.root_element();
    let length = |name| root.attribute(name).and_then(pixels);
    let frame: Vec<f64> = root
        .attribute("viewBox")
        .unwrap_or("")
        .split([' ', ',', '\n', '\t'])
        .filter(|s| !s.is_empty())
        .filter_map(|s| s.parse().ok())
        .collect();
    let ratio = match frame.as_slice() {
        [_, _, width, height] if *width > 0.0 && *height > 0.0 => Some((*width, *height)),
        _ => None,
    };
    let size = match (length("width"), length("height"), ratio) {
        (Some(width), Some(height), _) => Some((width, height)),
        (Some(width), None, Some((w, h))) => Some((width, width * h / w)),
        (None, Some(height), Some((w, h))) => Some((height * w / h, height)),
        (None, None, ratio) => ratio,
        _ => None,
    };
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 1 and a hundred thousand"
    )]
    let whole = |x: f64| x.round().clamp(1.0, 100_000.0) as u32;
    Ok(size.map(|(w, h)| (whole(w), whole(h))))
}

/// A length with a unit that is the same everywhere.
fn pixels(length: &str) -> Option<f64> {
    let length = length.trim();
    let end = length
        .find(|c: char| c.is_ascii_alphabetic() || c == '%')
        .unwrap_or(length.len());
    let (number, unit) = length.split_at_checked(end)?;
    let factor = match unit {
        "" | "px" => 1.0,
        "in" => 96.0,
        "cm" => 96.0 / 2.54,
        "mm" => 96.0 / 25.4,
        "pt" => 96.0 / 72.0,
        "pc" => 16.0,
        _ => return None,
    };
    let value: f64 = number.trim().parse().ok()?;
    (value.is_finite() && value > 0.0).then_some(value * factor)
}

fn text(bytes: &[u8]) -> Result<String, Fault> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.trim_start_matches('\u{feff}').to_owned()),
        Err(_) => Err(Fault::unreadable("the drawing is not UTF-8 text")),
    }
}

fn parse(text: &str) -> Result<Document<'_>, Fault> {
    let options = ParsingOptions {
        allow_dtd: true,
        nodes_limit: 1_000_000,
        ..ParsingOptions::default()
    };
    Document::parse_with_options(text, options).map_err(|e| Fault::unreadable(&e.to_string()))
}
