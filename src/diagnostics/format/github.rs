//! The format for GitHub Actions: workflow commands, which a runner takes from the log and shows beside the lines that
//! they name. Escaped as GitHub's own toolkit does. A place over several lines goes without columns, and an end column
//! is that of the last character, as GitHub wants them.

use std::fmt::Write as _;
use std::io;

use super::harmless_line;
use super::places::{Place, Places};
use crate::diagnostics::Diagnostic;

/// Writes one command a message. `folder` is where in the repository the site is.
pub(super) fn write(out: &mut dyn io::Write, all: &[Diagnostic], places: &Places<'_>, folder: &str) -> io::Result<()> {
    for d in all {
        let place = places.place(d.span);
        let properties = properties(&place, folder, d.code.slug());
        let text = escaped(&text(d, places));
        writeln!(out, "::{} {properties}::{text}", d.severity.word())?;
    }
    Ok(())
}

fn properties(place: &Place<'_>, folder: &str, title: &str) -> String {
    let mut text = String::new();
    if !place.path.is_empty() {
        let path = escaped_property(&format!("{folder}{}", place.path));
        let (start, end) = (place.start, place.end);
        let (first, last) = (start.line, end.line);
        // Writing to a String can't fail.
        let _ = write!(text, "file={path},line={first},endLine={last},");
        if first == last {
            let (first, last) = (start.column, end.column.saturating_sub(1));
            let _ = write!(text, "col={first},endColumn={},", last.max(first));
        }
    }
    text + "title=" + &escaped_property(title)
}

fn text(d: &Diagnostic, places: &Places<'_>) -> String {
    let mut text = d.message.clone();
    for related in &d.related {
        let Place { path, start, .. } = places.place(related.span);
        let (line, column) = (start.line, start.column);
        let _ = write!(text, "\n{path}:{line}:{column}: {}", related.label);
    }
    if let Some(help) = &d.help {
        text.push_str("\nhelp: ");
        text.push_str(help);
    }
    text
}

fn escaped(text: &str) -> String {
    let text = text.replace('%', "%25");
    let text = text.replace('\r', "%0D").replace('\n', "%0A");
    harmless_line(&text)
}

fn escaped_property(text: &str) -> String {
    escaped(text).replace(':', "%3A").replace(',', "%2C")
}
