//! Prints a finished list of diagnostics, for people ([`Format::Human`]), for scripts ([`Format::Json`]), for code
//! scanning services ([`Format::Sarif`]) and for GitHub Actions ([`Format::Github`]). Every format counts lines as
//! `CommonMark` does and columns in characters, both from 1; an end is the place just past the last character. Nothing
//! here opens a file or a terminal: the caller says where the bytes go.

mod github;
mod human;
mod json;
mod places;
mod sarif;
mod snippet;

use std::io;

use super::Diagnostic;
use crate::span::Sources;
use places::Places;

/// How diagnostics are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format<'f> {
    /// For a terminal: the source line with a caret under the place.
    Human {
        /// Whether to write ANSI colours.
        colour: bool,
        /// How many columns the terminal has. Source lines are cut to fit; messages are not.
        width: usize,
    },
    /// One JSON object, described in the documentation of its module.
    Json,
    /// SARIF 2.1.0, as code scanning services read it.
    Sarif,
    /// Workflow commands, which GitHub Actions shows beside the lines that they name.
    Github {
        /// The site's folder in the repository, from whose root GitHub looks for files: empty, or with `/` at its end.
        folder: &'f str,
    },
}

/// Writes `all`, in the order in which it stands.
///
/// # Errors
///
/// Only when `out` can't be written to.
pub fn write(out: &mut dyn io::Write, format: Format<'_>, all: &[Diagnostic], sources: &Sources) -> io::Result<()> {
    let places = Places::new(all, sources);
    match format {
        Format::Human { colour, width } => human::write(out, all, &places, colour, width),
        Format::Json => json::write(out, all, &places),
        Format::Sarif => sarif::write(out, all, &places),
        Format::Github { folder } => github::write(out, all, &places, folder),
    }
}

/// A character that is safe to send to a terminal or a log: a control character becomes its picture (`␛`), one that
/// would reorder or break the line becomes `�`. Always one character for one, so that columns stay what they are.
/// Tabs and line feeds are the caller's to decide and pass.
fn harmless(c: char) -> char {
    match c {
        '\t' | '\n' => c,
        '\0'..='\x1f' => char::from_u32(0x2400 + u32::from(c)).unwrap_or(char::REPLACEMENT_CHARACTER),
        '\x7f' => '\u{2421}',
        '\u{80}'..='\u{9f}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{61c}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}'
        | '\u{fdd0}'..='\u{fdef}' => char::REPLACEMENT_CHARACTER,
        other => other,
    }
}

/// A text of several lines, made harmless.
fn harmless_text(text: &str) -> String {
    text.chars().map(harmless).collect()
}

/// A text that has to stay on one line, made harmless.
fn harmless_line(text: &str) -> String {
    text.chars()
        .map(|c| if matches!(c, '\n' | '\t') { ' ' } else { harmless(c) })
        .collect()
}

#[cfg(test)]
mod tests;
