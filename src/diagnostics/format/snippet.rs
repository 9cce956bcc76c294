//! Chooses the piece of an author's text that stands under a message. What leaves this module is small whatever the
//! file is like: a few lines, each cut to a window around its mark where it is too wide for the terminal, with harmless
//! characters only. Marks that lie close together share one [`Excerpt`]. Drawing is the business of `human`.

use std::ops::{Range, RangeInclusive};

use super::harmless;
use super::places::{File, Place};
use crate::span::Position;

/// A mark over more lines than this is cut to its first.
const FEW_LINES: usize = 4;

/// Marks that lie at most so many lines apart share an excerpt.
const REACH: usize = 20;

/// A few consecutive lines with marks on them.
pub(super) struct Excerpt {
    /// The path of the file.
    pub(super) path: String,
    /// Where the first mark that was added really stands, in the file.
    pub(super) position: Position,
    /// The number of the first line, from 1.
    pub(super) first_line: usize,
    /// The lines, joined by line feeds.
    pub(super) text: String,
    /// The places within `text`.
    pub(super) marks: Vec<Mark>,
}

/// A marked place, in bytes.
pub(super) struct Mark {
    /// The marked bytes.
    pub(super) range: Range<usize>,
    /// What stands there.
    pub(super) label: Option<String>,
    /// Whether the message is about this place rather than merely related to it.
    pub(super) primary: bool,
}

/// An excerpt in the making: still numbers only.
pub(super) struct Draft<'f> {
    file: &'f File<'f>,
    position: Position,
    lines: RangeInclusive<usize>,
    shareable: bool,
    marks: Vec<Mark>,
}

impl<'f> Draft<'f> {
    /// Starts an excerpt with the mark that gives it its place. A file without text has none.
    pub(super) fn new(
        file: &'f File<'f>,
        place: &Place<'_>,
        mark: (Option<String>, bool),
        width: usize,
    ) -> Option<Self> {
        if file.text.is_empty() {
            return None;
        }
        let slice = file.text.get(place.range.clone()).unwrap_or("");
        let start = place.range.start;
        let mut end = start + slice.trim_end_matches(['\n', '\r']).len();
        let first = file.line_of(start);
        let mut last = file.line_of(end);
        let wide = |line: usize| columns_exceed(text_of(file, line), width);
        let mut shareable = true;
        if last - first >= FEW_LINES || (first..=last).any(wide) {
            last = first;
            end = end.min(file.line(first).end).max(start);
            shareable = !wide(first);
        }
        if file.line(last).is_empty() {
            // An empty line below others would not be drawn when it is the last.
            shareable = false;
        }
        let (label, primary) = mark;
        Some(Self {
            file,
            position: place.start,
            lines: first..=last,
            shareable,
            marks: vec![Mark {
                range: start..end,
                label,
                primary,
            }],
        })
    }

    /// Takes over the marks of `other` where both fit into one excerpt; else gives it back.
    pub(super) fn join(&mut self, other: Self) -> Option<Self> {
        let start = *self.lines.start().min(other.lines.start());
        let end = *self.lines.end().max(other.lines.end());
        let own = self.lines.end() - self.lines.start() + 1;
        let others = other.lines.end() - other.lines.start() + 1;
        let near = end - start < own + others + REACH;
        if !(std::ptr::eq(self.file, other.file) && self.shareable && other.shareable && near) {
            return Some(other);
        }
        self.lines = start..=end;
        self.marks.extend(other.marks);
        None
    }

    /// Copies the lines and moves the marks into the copy.
    pub(super) fn finish(self, width: usize) -> Excerpt {
        let mut text = String::new();
        let mut copies = Vec::new();
        for number in self.lines.clone() {
            if !copies.is_empty() {
                text.push('\n');
            }
            let line = self.file.line(number);
            let kept = match self.marks.first() {
                Some(mark) if !self.shareable => window(self.file.text, line, mark.range.start, width),
                _ => window(self.file.text, line.clone(), line.start, width),
            };
            let piece = self.file.text.get(kept.clone()).unwrap_or("");
            copies.push((kept, text.len()));
            text.extend(piece.chars().map(harmless));
        }
        let source = self.file.text;
        let moved = |offset: usize| {
            let found = copies.iter().rfind(|(kept, _)| kept.start <= offset);
            found.or(copies.first()).map_or(0, |(kept, at)| {
                let before = source.get(kept.start..offset.min(kept.end));
                at + before
                    .unwrap_or("")
                    .chars()
                    .map(|c| harmless(c).len_utf8())
                    .sum::<usize>()
            })
        };
        let mut marks = self.marks;
        for mark in &mut marks {
            if !self.shareable {
                let slice = source.get(mark.range.clone()).unwrap_or("");
                mark.range.end = mark.range.start + fitting(slice, width.saturating_sub(30).max(20));
            }
            mark.range = moved(mark.range.start)..moved(mark.range.end);
        }
        Excerpt {
            path: self.file.path.to_owned(),
            position: self.position,
            first_line: self.lines.start() + 1,
            text,
            marks,
        }
    }
}

fn text_of<'a>(file: &File<'a>, line: usize) -> &'a str {
    file.text.get(file.line(line)).unwrap_or("")
}

/// The part of `line` that could be seen on a terminal when `offset` has to be: enough on both sides that whoever draws
/// it still sees that something is left out.
fn window(text: &str, line: Range<usize>, offset: usize, width: usize) -> Range<usize> {
    let offset = offset.clamp(line.start, line.end);
    let before = text.get(line.start..offset).unwrap_or("");
    let after = text.get(offset..line.end).unwrap_or("");
    let start = before.char_indices().rev().nth(2 * width).map_or(0, |(i, _)| i);
    let end = after.char_indices().nth(3 * width).map_or(after.len(), |(i, _)| i);
    line.start + start..offset + end
}

/// Whether a line does not fit beside its number.
fn columns_exceed(line: &str, width: usize) -> bool {
    fitting(line, width.saturating_sub(12)) < line.len()
}

/// How many bytes of `text` fit into so many columns of a terminal, judged generously.
fn fitting(text: &str, columns: usize) -> usize {
    let mut used = 0;
    for (i, c) in text.char_indices() {
        used += match c {
            '\t' => 4,
            '\u{1100}'.. => 2,
            _ => 1,
        };
        if used > columns {
            return i;
        }
    }
    text.len()
}
