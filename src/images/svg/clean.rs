//! What is taken out of drawings so that they can do nothing but be looked at. What may stay is decided by a library's lists of
//! harmless elements and attributes; here the two texts are compared, so that an author hears what went. The library is given
//! the drawing without what it would leave half of ([`super::prepare`]).

use std::collections::BTreeMap;
use std::fmt::Write;

use roxmltree::{Document, Node};
use svg_hush::{Filter, data_url_filter::allow_standard_images};

use super::prepare::{self, SVG, hosts, imports};
use super::{parse, text};
use crate::diagnostics::Code;
use crate::images::Fault;

/// So many of the things that were taken out are named; the rest is counted.
const NAMED: usize = 5;

const XLINK: &str = "http://www.w3.org/1999/xlink";

/// The drawing without what could run, load or lead elsewhere, and what was taken out.
///
/// # Errors
/// When it can't be read.
pub(in crate::images) fn clean(bytes: &[u8]) -> Result<(Vec<u8>, Option<Fault>), Fault> {
    let text = text(bytes)?;
    let document = parse(&text)?;
    let before = inventory(&document);
    let prepared = prepare::prepare(&document);
    let mut filter = Filter::new();
    filter.set_data_url_filter(allow_standard_images);
    let mut out = Vec::with_capacity(bytes.len());
    filter
        .filter(prepared.text.as_bytes(), &mut out)
        .map_err(|e| Fault::unreadable(&e.to_string()))?;
    let cleaned = prepared.restored(&self::text(&out)?);
    let after = inventory(&parse(&cleaned)?);
    let gone: Vec<&String> = before
        .iter()
        .filter(|(what, n)| after.get(*what).is_none_or(|m| m < n))
        .map(|(what, _)| what)
        .collect();
    if gone.is_empty() {
        return Ok((cleaned.into_bytes(), None));
    }
    let named: Vec<&str> = gone.iter().take(NAMED).map(|s| s.as_str()).collect();
    let mut message = format!("holds what a drawing on a page must not: {}", named.join(", "));
    if gone.len() > NAMED {
        let _ = write!(message, " and {} more", gone.len() - NAMED);
    }
    message.push_str("; it is published without");
    let help = "take it out in the program that the drawing is from: export it as plain SVG";
    Ok((
        cleaned.into_bytes(),
        Some(Fault::new(Code::IMAGE_SVG_CLEANED, message, help)),
    ))
}

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
            add("@import in <style>".to_owned(), imports(&css));
            add("another host's address in <style>".to_owned(), hosts(&css));
            add("an address in <style>".to_owned(), addresses(&css));
        }
        for attribute in node.attributes() {
            let own = attribute.namespace().is_none_or(|n| n == XLINK);
            if !own || !acts(attribute.name(), attribute.value()) {
                continue;
            }
            let hosts = hosts(attribute.value());
            let what = format!("{} on <{}>", attribute.name(), name.name());
            // Of an address on another host, nothing is left; one message is enough for it.
            if hosts > 0 {
                add(format!("another host's address in {what}"), hosts);
            } else {
                add(format!("an address in {what}"), addresses(attribute.value()));
                add(what, 1);
            }
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
    css.matches("url(").count() - own
}
