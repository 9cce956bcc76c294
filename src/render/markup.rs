//! The small parts of HTML: escaping, and tags of one line.

use std::fmt::Write;

use super::html::Table;
use crate::prose::Align;

/// Escapes text for HTML.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    push_escaped(&mut out, text);
    out
}

pub(super) fn push_escaped(out: &mut String, text: &str) {
    // All four are ASCII, so cutting before and after them cuts no character; what lies between is copied at once.
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let escaped = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => continue,
        };
        out.push_str(text.get(from..at).unwrap_or(""));
        out.push_str(escaped);
        from = at + 1;
    }
    out.push_str(text.get(from..).unwrap_or(""));
}

pub(super) fn open(out: &mut String, start: &str, end: &'static str) -> &'static str {
    out.push_str(start);
    end
}

pub(super) fn heading(out: &mut String, level: u8, id: Option<&str>, classes: &[String]) -> &'static str {
    let _ = write!(out, "<h{level}");
    if let Some(id) = id {
        let _ = write!(out, " id=\"{}\"", escape(id));
    }
    if !classes.is_empty() {
        let _ = write!(out, " class=\"{}\"", escape(&classes.join(" ")));
    }
    out.push('>');
    match level {
        1 => "</h1>\n",
        2 => "</h2>\n",
        3 => "</h3>\n",
        4 => "</h4>\n",
        5 => "</h5>\n",
        _ => "</h6>\n",
    }
}

/// A link from a heading to itself, whose address a reader copies. Its sign is the style sheet's.
pub(super) fn anchor(id: &str, name: &str) -> String {
    format!(
        "<a class=\"anchor\" href=\"#{}\" aria-label=\"{}\"></a>",
        escape(id),
        escape(name)
    )
}

pub(super) fn cell(out: &mut String, table: Option<&mut Table>) -> &'static str {
    let Some(table) = table else {
        return open(out, "<td>", "</td>");
    };
    let class = match table.columns.get(table.column) {
        Some(Align::Left) => " class=\"align-left\"",
        Some(Align::Center) => " class=\"align-center\"",
        Some(Align::Right) => " class=\"align-right\"",
        _ => "",
    };
    table.column += 1;
    if table.head {
        let _ = write!(out, "<th scope=\"col\"{class}>");
        "</th>"
    } else {
        let _ = write!(out, "<td{class}>");
        "</td>"
    }
}
