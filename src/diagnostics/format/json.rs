//! The format for scripts: one JSON object.
//!
//! - `version`: 1, raised when a field changes its meaning or goes away; fields may be added at any time.
//! - `errors`, `warnings`, `notices`: how many of each.
//! - `diagnostics`: a list of objects with `code` (such as `glossary/unknown-term`), `severity` (`error`, `warning` or
//!   `notice`), `message`, `help` (the fix, or null), the place, and `related`.
//! - A place is `file` (from the site's root, with `/`), `line` and `column` of its first character, and `end_line` and
//!   `end_column` just past its last, all from 1; columns count Unicode characters. `offset` and `length` are the same
//!   place in bytes of UTF-8, from 0, a byte order mark not counted.
//! - `related` is a list of other places that belong to it, each with `file`, `line`, `column` and `message`.

use std::io;

use serde::Serialize;

use super::places::Places;
use crate::diagnostics::{Diagnostic, Severity};

#[derive(Serialize)]
struct Report<'a> {
    version: u32,
    errors: usize,
    warnings: usize,
    notices: usize,
    diagnostics: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    code: &'static str,
    severity: &'static str,
    message: &'a str,
    help: Option<&'a str>,
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    offset: usize,
    length: usize,
    related: Vec<Related<'a>>,
}

#[derive(Serialize)]
struct Related<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    message: &'a str,
}

/// Writes the object and a line feed.
pub(super) fn write(out: &mut dyn io::Write, all: &[Diagnostic], places: &Places<'_>) -> io::Result<()> {
    let count = |severity| all.iter().filter(|d| d.severity == severity).count();
    let report = Report {
        version: 1,
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        notices: count(Severity::Notice),
        diagnostics: all.iter().map(|d| entry(d, places)).collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &report)?;
    writeln!(out)
}

fn entry<'a>(d: &'a Diagnostic, places: &Places<'a>) -> Entry<'a> {
    let place = places.place(d.span);
    let related = d.related.iter().map(|r| {
        let place = places.place(r.span);
        Related {
            file: place.path,
            line: place.start.line,
            column: place.start.column,
            message: &r.label,
        }
    });
    Entry {
        code: d.code.slug(),
        severity: d.severity.word(),
        message: &d.message,
        help: d.help.as_deref(),
        file: place.path,
        line: place.start.line,
        column: place.start.column,
        end_line: place.end.line,
        end_column: place.end.column,
        offset: place.range.start,
        length: place.range.len(),
        related: related.collect(),
    }
}
