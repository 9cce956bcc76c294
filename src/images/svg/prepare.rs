//! A drawing made ready for the library that cleans it, which has four habits that change what a reader sees: it indents, which
//! puts blanks between the letters of a text; it takes prefixes off without saying whose the elements are then; of an address
//! on another host it leaves the path, and of an `@import` the end, which spoils the rule after it. What is taken out here
//! is told by comparing, as all else.

use std::collections::BTreeSet;
use std::ops::Range;

use roxmltree::{Document, Node, NodeType};

pub(super) const SVG: &str = "http://www.w3.org/2000/svg";

/// A text that the library may read.
pub(super) struct Prepared {
    pub(super) text: String,
    /// A character that stands wherever the library would put a line break into a text.
    mark: char,
}

/// Makes a drawing ready.
pub(super) fn prepare(document: &Document<'_>) -> Prepared {
    let mark = unused(document);
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    for node in document.descendants() {
        let within = || node.ancestors().skip(1).any(|n| n.has_tag_name((SVG, "text")));
        if node.is_element() && within() {
            // Beside a letter, nothing is indented.
            edits.push((node.range().start..node.range().start, mark.to_string()));
            edits.push((node.range().end..node.range().end, mark.to_string()));
        }
        if node.is_element() {
            edits.extend(elsewhere(&node));
        } else if node.node_type() == NodeType::Text && node.parent().is_some_and(|n| n.has_tag_name((SVG, "style"))) {
            let css = node.text().unwrap_or("");
            if imports(css) + hosts(css) > 0 {
                edits.push((node.range(), escaped(&without_hosts(&without_imports(css)))));
            }
        }
    }
    Prepared {
        text: edited(document.input_text(), edits),
        mark,
    }
}

impl Prepared {
    /// What the library has made of it, as it shall be published.
    pub(super) fn restored(&self, cleaned: &str) -> String {
        let mut text = cleaned.replace(self.mark, "");
        let named = Document::parse(&text).is_ok_and(|d| d.root_element().tag_name().namespace().is_some());
        if !named && let Some(at) = text.find("<svg") {
            text.insert_str(at + "<svg".len(), &format!(" xmlns=\"{SVG}\""));
        }
        text
    }
}

/// A private character that the drawing holds nowhere, however it is written there.
fn unused(document: &Document<'_>) -> char {
    let private = |c: &char| ('\u{e000}'..='\u{f8ff}').contains(c);
    let mut used = BTreeSet::new();
    for node in document.descendants() {
        used.extend(node.text().unwrap_or("").chars().filter(private));
        for attribute in node.attributes() {
            used.extend(attribute.value().chars().filter(private));
        }
    }
    let mut all = '\u{e000}'..='\u{f8ff}';
    all.find(|c| !used.contains(c)).unwrap_or('\u{fdd0}')
}

/// The attributes of an element that lead to another host, without that.
fn elsewhere(node: &Node<'_, '_>) -> Vec<(Range<usize>, String)> {
    let found = node.attributes().filter(|a| hosts(a.value()) > 0);
    found
        .map(|a| {
            if matches!(a.name(), "href" | "src") && is_elsewhere(a.value()) {
                return (a.range(), String::new());
            }
            (a.range_value(), escaped(&without_hosts(a.value())))
        })
        .collect()
}

/// How many addresses of other hosts a value or a style sheet holds.
pub(super) fn hosts(text: &str) -> usize {
    usize::from(is_elsewhere(text))
        + urls(text)
            .filter(|at| text.get(at.clone()).is_some_and(is_elsewhere))
            .count()
}

/// Whether a text is an address of another host. Blanks and control characters within it are nothing to a browser.
fn is_elsewhere(text: &str) -> bool {
    let text: String = text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    let text = text.trim_matches(['"', '\'']).replace('\\', "/").to_ascii_lowercase();
    text.starts_with("//")
        || text
            .split_once("//")
            .is_some_and(|(scheme, _)| matches!(scheme, "http:" | "https:" | "ftp:"))
}

/// What stands in each `url(…)`.
fn urls(text: &str) -> impl Iterator<Item = Range<usize>> {
    let lower = text.to_ascii_lowercase();
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + lower.get(at..)?.find("url(")? + "url(".len();
        let end = start + lower.get(start..)?.find(')')?;
        at = end;
        Some(start..end)
    })
}

fn without_hosts(text: &str) -> String {
    let away = urls(text).filter(|at| text.get(at.clone()).is_some_and(is_elsewhere));
    edited(text, away.map(|at| (at, "#".to_owned())).collect())
}

/// How often a style sheet imports another.
pub(super) fn imports(css: &str) -> usize {
    css.to_ascii_lowercase().matches("@import").count()
}

/// A style sheet without its imports: each ends at a semicolon that is neither in quotes nor in brackets.
fn without_imports(css: &str) -> String {
    let lower = css.to_ascii_lowercase();
    let edits = lower.match_indices("@import").map(|(start, _)| {
        let (mut quote, mut depth) = (None, 0_usize);
        let rest = css.get(start..).unwrap_or("");
        let end = rest.char_indices().find_map(|(i, c)| {
            match (quote, c) {
                (Some(open), c) => quote = Some(open).filter(|open| *open != c),
                (None, '"' | '\'') => quote = Some(c),
                (None, '(') => depth += 1,
                (None, ')') => depth = depth.saturating_sub(1),
                (None, ';') if depth == 0 => return Some(start + i + 1),
                (None, '{' | '}') => return Some(start + i),
                (None, '*') if rest.get(i..).is_some_and(|r| r.starts_with("*/")) => return Some(start + i),
                _ => {}
            }
            None
        });
        (start..end.unwrap_or(css.len()), String::new())
    });
    edited(css, edits.collect())
}

fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    text.replace('"', "&quot;").replace('\'', "&apos;")
}

/// A text with some stretches of it replaced. Of two that overlap, as where an entity is used twice, the first counts.
fn edited(text: &str, mut edits: Vec<(Range<usize>, String)>) -> String {
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    let (mut out, mut at) = (String::with_capacity(text.len()), 0);
    for (range, new) in edits {
        if let Some(between) = text.get(at..range.start) {
            out.push_str(between);
            out.push_str(&new);
            at = range.end;
        }
    }
    out.push_str(text.get(at..).unwrap_or(""));
    out
}
