//! The format for people, drawn as rustc draws its messages: the place, the source line with a caret under it, related
//! places, and the fix. `annotate-snippets` does the drawing; which text it sees is chosen in `snippet`.

use std::io;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::places::Places;
use super::snippet::{Draft, Excerpt};
use super::{harmless_line, harmless_text};
use crate::diagnostics::{Diagnostic, Severity};
use crate::span::Position;

/// Stands for the path and position of an excerpt until it is drawn. The drawing works positions out from the text that
/// it is given, which is only a piece of the file. The character means nothing in Unicode, and `harmless` lets none pass.
const PLACEHOLDER: &str = "\u{fdd0}";

/// A message shows so many related places and counts the rest.
const RELATED: usize = 10;

/// Writes all messages, each followed by an empty line.
pub(super) fn write(
    out: &mut dyn io::Write,
    all: &[Diagnostic],
    places: &Places<'_>,
    colour: bool,
    width: usize,
) -> io::Result<()> {
    let width = width.clamp(40, 1000);
    let renderer = if colour {
        Renderer::styled().hyperlink(false)
    } else {
        Renderer::plain()
    };
    let renderer = renderer.term_width(width);
    for d in all {
        writeln!(out, "{}\n", draw(&renderer, d, places, width))?;
    }
    Ok(())
}

fn draw(renderer: &Renderer, d: &Diagnostic, places: &Places<'_>, width: usize) -> String {
    let mut notes = Vec::new();
    let primary = places.place(d.span);
    let file = places.file(d.span);
    let mut drafts = Vec::from_iter(Draft::new(file, &primary, (None, true), width));
    let textless = drafts.is_empty();
    for related in d.related.iter().take(RELATED) {
        let place = places.place(related.span);
        let mark = (Some(harmless_line(&related.label)), false);
        if let Some(draft) = Draft::new(places.file(related.span), &place, mark, width) {
            add(&mut drafts, draft);
        } else {
            let label = harmless_text(&related.label);
            notes.push(format!("{}: {label}", location(place.path, place.start)));
        }
    }
    if let Some(more @ 1..) = d.related.len().checked_sub(RELATED) {
        notes.push(format!("and {more} more, which the format `json` lists"));
    }

    let title = level(d.severity).primary_title(harmless_text(&d.message));
    let mut group = Group::with_title(title.id(d.code.slug()));
    if textless && !primary.path.is_empty() {
        group = group.element(Origin::path(location(primary.path, primary.start)));
    }
    let mut locations = Vec::new();
    for draft in drafts {
        let excerpt = draft.finish(width);
        locations.push(location(&excerpt.path, excerpt.position));
        group = group.element(snippet(excerpt));
    }
    group = group.elements(notes.into_iter().map(|n| Level::NOTE.message(n)));
    if let Some(help) = &d.help {
        group = group.element(Level::HELP.message(harmless_text(help)));
    }
    put_locations(&renderer.render(&[group]), locations)
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Notice => Level::NOTE.with_name(severity.word()),
    }
}

fn location(path: &str, at: Position) -> String {
    format!("{}:{}:{}", harmless_line(path), at.line, at.column)
}

fn add<'f>(drafts: &mut Vec<Draft<'f>>, draft: Draft<'f>) {
    let left = drafts.iter_mut().try_fold(draft, |draft, other| other.join(draft));
    drafts.extend(left);
}

fn snippet(excerpt: Excerpt) -> Snippet<'static, annotate_snippets::Annotation<'static>> {
    let marks = excerpt.marks.into_iter().map(|mark| {
        let kind = if mark.primary {
            AnnotationKind::Primary
        } else {
            AnnotationKind::Context
        };
        kind.span(mark.range).label(mark.label)
    });
    Snippet::source(excerpt.text)
        .line_start(excerpt.first_line)
        .path(PLACEHOLDER)
        .annotations(marks)
}

/// Writes the true place of each excerpt over the one that the drawing gave it.
fn put_locations(drawing: &str, locations: Vec<String>) -> String {
    let mut pieces = drawing.split(PLACEHOLDER);
    let mut text = pieces.next().unwrap_or("").to_owned();
    for (piece, location) in pieces.zip(locations) {
        text.push_str(&location);
        text.push_str(piece.trim_start_matches(|c: char| c == ':' || c.is_ascii_digit()));
    }
    text
}
