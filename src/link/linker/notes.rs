//! Footnotes: set apart before a text is linked, linked last, numbered by their first mark.

use std::ops::Range;

use super::{Linker, Part};
use crate::diagnostics::Code;
use crate::link::piece::Piece;
use crate::link::scope::FootnoteText;
use crate::prose::{Item, ItemKind, Tag};

/// What is wrong with a footnote in a value of the front matter, and what to do.
pub(super) const NOT_HERE: &str = "a footnote can't stand here";
pub(super) const MOVE_IT: &str = "move it into the text under the front matter";

pub(super) struct Note {
    pub(super) label: String,
    pub(super) items: Vec<Item>,
    pub(super) range: Range<usize>,
}

pub(super) type SetApart = (Vec<Item>, Vec<(String, Vec<Item>, Range<usize>)>);

/// Footnotes come where they are defined; readers meet them last.
pub(super) fn set_notes_apart(items: Vec<Item>) -> SetApart {
    let mut main = Vec::with_capacity(items.len());
    let mut notes: Vec<(String, Vec<Item>, Range<usize>)> = Vec::new();
    let mut depth = 0_usize;
    for item in items {
        if depth > 0 {
            match &item.kind {
                ItemKind::Start(_) => depth += 1,
                ItemKind::End => depth -= 1,
                _ => {}
            }
            if depth > 0
                && let Some((_, items, _)) = notes.last_mut()
            {
                items.push(item);
            }
        } else if let ItemKind::Start(Tag::Footnote(label)) = item.kind {
            depth = 1;
            notes.push((label, Vec::new(), item.range));
        } else {
            main.push(item);
        }
    }
    (main, notes)
}

impl Linker<'_, '_> {
    pub(super) fn footnote_ref(&mut self, label: &str, range: Range<usize>) {
        if self.part == Part::Field || self.in_image() {
            return self.fault(Code::FOOTNOTE_UNDEFINED, range, NOT_HERE, MOVE_IT);
        }
        let Some(at) = self.notes.iter().position(|n| n.label == label) else {
            return;
        };
        let number = if let Some(i) = self.note_order.iter().position(|n| *n == at) {
            i + 1
        } else {
            self.note_order.push(at);
            self.scope.footnotes.push(FootnoteText {
                label: label.to_owned(),
                pieces: Vec::new(),
                marks: 0,
            });
            self.note_order.len()
        };
        let nth = self.scope.footnotes.get_mut(number - 1).map_or(1, |f| {
            f.marks += 1;
            f.marks
        });
        self.out.push(Piece::FootnoteRef { number, nth });
    }

    /// Footnotes come last, in the order of their marks; one may lead to another.
    pub(super) fn footnotes(&mut self) {
        let mut done = 0;
        while let Some(at) = self.note_order.get(done).copied() {
            let items = self
                .notes
                .get_mut(at)
                .map(|n| std::mem::take(&mut n.items))
                .unwrap_or_default();
            self.scope.begin_section();
            self.items(items);
            self.flush();
            let pieces = std::mem::take(&mut self.out);
            if let Some(note) = self.scope.footnotes.get_mut(done) {
                note.pieces = pieces;
            }
            done += 1;
        }
        for at in 0..self.notes.len() {
            let Some(note) = self.notes.get(at).filter(|_| !self.note_order.contains(&at)) else {
                continue;
            };
            let message = format!("no mark `[^{}]` leads to this note", note.label);
            let range = note.range.start..note.range.start + note.label.len() + 3;
            self.fault(
                Code::FOOTNOTE_UNUSED,
                range,
                message,
                "set a mark in the text, or remove the note",
            );
        }
    }
}
