//! Drawings: their size, and what is taken out of them so that they can do nothing but be looked at. What may stay is decided
//! by a library's lists of harmless elements and attributes; here the two texts are compared, so that an author hears what went.

use std::collections::BTreeMap;
use std::fmt::Write;

use roxmltree::{Document, Node, ParsingOptions};
use svg_hush::{Filter, data_url_filter::allow_standard_images};

use super::Fault;
use crate::diagnostics::Code;

/// So many of the things that were taken out are named; the rest is counted.
const NAMED: usize = 5;

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

/// The drawing without what could run, load or lead elsewhere, and what was taken out.
///
/// # Errors
/// When it can't be read.
pub(super) fn clean(bytes: &[u8]) -> Result<(Vec<u8>, Option<Fault>), Fault> {
    let text = text(bytes)?;
    let before = inventory(&parse(&text)?);
    let mut filter = Filter::new();
    filter.set_data_url_filter(allow_standard_images);
    let mut out = Vec::with_capacity(bytes.len());
    filter
        .filter(bytes, &mut out)
        .map_err(|e| Fault::unreadable(&e.to_string()))?;
    let cleaned = self::text(&out)?;
    let after = inventory(&parse(&cleaned)?);
    let gone: Vec<&String> = before
        .iter()
        .filter(|(what, n)| after.get(*what).is_none_or(|m| m < n))
        .map(|(what, _)| what)
        .collect();
    if gone.is_empty() {
        return Ok((out, None));
    }
    let named: Vec<&str> = gone.iter().take(NAMED).map(|s| s.as_str()).collect();
    let mut message = format!("holds what a drawing on a page must not: {}", named.join(", "));
    if gone.len() > NAMED {
        let _ = write!(message, " and {} more", gone.len() - NAMED);
    }
    message.push_str("; it is published without");
    let help = "take it out in the program that the drawing is from: export it as plain SVG";
    Ok((out, Some(Fault::new(Code::IMAGE_SVG_CLEANED, message, help))))
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

const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";

/// What is in a drawing, and how often: elements, attributes, and addresses in style sheets. What editors add in name spaces
/// of their own shows nothing and does nothing; it goes as metadata of other pictures does.
fn inventory(document: &Document<'_>) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    let mut add = |what: String, n: usize| *found.entry(what).or_insert(0) += n;
    for node in document.descendants().filter(Node::is_element) {
        let name = node.tag_name();
        if name.namespace() != Some(SVG) && name.name() != "script" {
            continue;
        }
        if matches!(name.name(), "metadata" | "title" | "desc") {
            continue;
        }
        add(format!("<{}>", name.name()), 1);
        if name.name() == "style" {
            let css: String = node.descendants().filter_map(|n| n.text()).collect();
            add("an address in <style>".to_owned(), addresses(&css));
        }
        for attribute in node.attributes() {
            let own = attribute.namespace().is_none_or(|n| n == XLINK);
            if !own || !acts(attribute.name(), attribute.value()) {
                continue;
            }
            add(format!("{} on <{}>", attribute.name(), name.name()), 1);
            let within = format!("an address in {} on <{}>", attribute.name(), name.name());
            add(within, addresses(attribute.value()));
            let host = format!("another host's address in {} on <{}>", attribute.name(), name.name());
            add(host, attribute.value().matches("//").count());
        }
    }
    found.retain(|_, n| *n > 0);
    found
}

/// Whether an attribute may do something else than draw.
fn acts(name: &str, value: &str) -> bool {
    name.starts_with("on")
        || matches!(
            name,
            "href" | "src" | "action" | "formaction" | "style" | "from" | "to" | "values"
        )
        || addresses(value) > 0
        || value.to_ascii_lowercase().contains("javascript:")
}

fn addresses(css: &str) -> usize {
    let css = css.to_ascii_lowercase();
    let own = ["url(#", "url('#", "url(\"#"];
    let own: usize = own.iter().map(|start| css.matches(start).count()).sum();
    css.matches("url(").count() - own + css.matches("@import").count()
}
