//! Turns spans into lines and columns for a whole list of diagnostics. Each file that the list names is read through
//! once; every question after that costs the same wherever in the file it points, so that many messages about one
//! large file, or about one endless line, take no longer than as many about small ones.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::diagnostics::Diagnostic;
use crate::span::{FileId, Position, Sources, Span};

/// How many bytes lie between two remembered counts of characters.
const STRIDE: usize = 1024;

/// The files that a list of diagnostics names, each with its lines counted.
pub(super) struct Places<'a> {
    files: BTreeMap<FileId, File<'a>>,
    nowhere: File<'a>,
}

/// A span as it is printed.
pub(super) struct Place<'a> {
    /// The file's path; empty for a file that does not exist.
    pub(super) path: &'a str,
    /// The first character.
    pub(super) start: Position,
    /// Just past the last character.
    pub(super) end: Position,
    /// The bytes, held within the file and to whole characters.
    pub(super) range: Range<usize>,
}

/// One file with its lines counted.
pub(super) struct File<'a> {
    /// The path from the site's root.
    pub(super) path: &'a str,
    /// The whole text.
    pub(super) text: &'a str,
    /// Where each line starts. Never empty.
    starts: Vec<usize>,
    /// How many characters begin before byte `STRIDE`, `2 * STRIDE`, and so on, from 0.
    counts: Vec<usize>,
}

impl<'a> Places<'a> {
    /// Counts the lines of all files that `all` names.
    pub(super) fn new(all: &[Diagnostic], sources: &'a Sources) -> Self {
        let mut files = BTreeMap::new();
        for d in all {
            let spans = std::iter::once(d.span).chain(d.related.iter().map(|r| r.span));
            for span in spans {
                files
                    .entry(span.file)
                    .or_insert_with(|| File::new(sources.path(span.file), sources.text(span.file)));
            }
        }
        let nowhere = File::new("", "");
        Self { files, nowhere }
    }

    /// The file of a span.
    pub(super) fn file(&self, span: Span) -> &File<'a> {
        self.files.get(&span.file).unwrap_or(&self.nowhere)
    }

    /// Where a span stands.
    pub(super) fn place(&self, span: Span) -> Place<'a> {
        let file = self.file(span);
        let range = file.held(span.range());
        Place {
            path: file.path,
            start: file.position(range.start),
            end: file.position(range.end),
            range,
        }
    }
}

impl<'a> File<'a> {
    fn new(path: &'a str, text: &'a str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for (i, byte) in bytes.iter().enumerate() {
            if *byte == b'\n' || (*byte == b'\r' && bytes.get(i + 1) != Some(&b'\n')) {
                starts.push(i + 1);
            }
        }
        let mut counts = Vec::with_capacity(bytes.len() / STRIDE + 1);
        let mut sum = 0;
        for chunk in bytes.chunks(STRIDE) {
            counts.push(sum);
            sum += characters(chunk);
        }
        counts.push(sum);
        Self {
            path,
            text,
            starts,
            counts,
        }
    }

    /// A range that fits the text, whatever was asked for.
    pub(super) fn held(&self, range: Range<usize>) -> Range<usize> {
        let start = self.text.floor_char_boundary(range.start);
        let end = self.text.floor_char_boundary(range.end).max(start);
        start..end
    }

    /// The number of the line on which a byte stands, from 0.
    pub(super) fn line_of(&self, offset: usize) -> usize {
        self.starts.partition_point(|s| *s <= offset).saturating_sub(1)
    }

    /// The bytes of a line, from 0, without what ends it.
    pub(super) fn line(&self, number: usize) -> Range<usize> {
        let start = self.starts.get(number).copied().unwrap_or(self.text.len());
        let next = self.starts.get(number + 1).copied().unwrap_or(self.text.len());
        let line = self.text.get(start..next).unwrap_or("");
        let kept = line.strip_suffix('\n').unwrap_or(line);
        let kept = kept.strip_suffix('\r').unwrap_or(kept);
        start..start + kept.len()
    }

    /// Line and column of a byte, both from 1.
    pub(super) fn position(&self, offset: usize) -> Position {
        let line = self.line_of(offset);
        let start = self.starts.get(line).copied().unwrap_or(0);
        let column = self.characters_before(offset) - self.characters_before(start) + 1;
        Position { line: line + 1, column }
    }

    fn characters_before(&self, offset: usize) -> usize {
        let counted = offset / STRIDE;
        let rest = self.text.as_bytes().get(counted * STRIDE..offset);
        self.counts.get(counted).copied().unwrap_or(0) + characters(rest.unwrap_or(&[]))
    }
}

/// How many characters begin within these bytes of UTF-8.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|b| (**b & 0xc0) != 0x80).count()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::File;
    use crate::span::position;

    proptest! {
        #[test]
        fn agrees_with_the_slow_count(text in "[aé𝄞\r\n\t]{0,60}", offset in 0_usize..200, copies in 1_usize..40) {
            let text = text.repeat(copies);
            let file = File::new("a.md", &text);
            let offset = file.held(offset..offset).start;
            prop_assert_eq!(file.position(offset), position(&text, offset));
        }
    }

    #[test]
    fn lines_come_without_their_ends() {
        let text = "a\r\nb\rc\n\nd\n";
        let file = File::new("a.md", text);
        let lines: Vec<_> = (0..7).map(|n| &text[file.line(n)]).collect();
        assert_eq!(lines, ["a", "b", "c", "", "d", "", ""]);
        assert_eq!(file.held(8..99), 8..10);
    }
}
