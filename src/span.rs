//! Places in the author's files. A [`Span`] is small and `Copy`; it names a file by number and a range of bytes.
//! Line and column are worked out only when a message is printed. The texts themselves live in [`Sources`].
//! Nothing here reads a disk.

use std::ops::Range;
use std::sync::Arc;

/// The number of a file within [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

impl FileId {
    /// The file with a number, for the cache.
    pub(crate) fn numbered(number: u32) -> Self {
        Self(number)
    }

    /// The number itself, for the cache.
    pub(crate) fn number(self) -> u32 {
        self.0
    }
}

/// A range of bytes of one file. `start <= end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// The first byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span over `range` of `file`; offsets beyond 4 GiB are held at the limit.
    #[must_use]
    pub fn new(file: FileId, range: Range<usize>) -> Self {
        let start = u32::try_from(range.start).unwrap_or(u32::MAX);
        let end = u32::try_from(range.end).unwrap_or(u32::MAX).max(start);
        Self { file, start, end }
    }

    /// The very beginning of `file`.
    #[must_use]
    pub fn start_of(file: FileId) -> Self {
        Self::new(file, 0..0)
    }

    /// The bytes that the span covers, as a range.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The part of this span that begins `range.start` bytes into it.
    #[must_use]
    pub fn part(self, range: Range<usize>) -> Self {
        let base = self.start as usize;
        Self::new(self.file, base + range.start..base + range.end)
    }
}

/// A value together with the place where the author wrote it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Joins a value with its place.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

impl<T> std::ops::Deref for Spanned<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

/// A line and a column, both counted from 1; the column counts characters (Unicode scalar values), not bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column in characters.
    pub column: usize,
}

/// One file that was read.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// The path from the site's root, with `/`, as messages show it.
    pub path: Arc<str>,
    /// The text, without a byte order mark.
    pub text: Arc<str>,
}

/// All files that were read, by number. A number once given out stays its file's.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

impl Sources {
    /// Adds a file and returns its number.
    pub fn add(&mut self, path: impl Into<Arc<str>>, text: impl Into<Arc<str>>) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.files.push(SourceFile {
            path: path.into(),
            text: text.into(),
        });
        id
    }

    /// Gives a file another text: spans into the old one mean nothing from here on.
    pub fn replace(&mut self, id: FileId, text: impl Into<Arc<str>>) {
        if let Some(file) = self.files.get_mut(id.0 as usize) {
            file.text = text.into();
        }
    }

    /// All files with their paths.
    pub fn paths(&self) -> impl Iterator<Item = (FileId, &str)> {
        (0..).map(FileId).zip(self.files.iter().map(|f| &*f.path))
    }

    /// The path of a file; empty for a number that was not given out here.
    #[must_use]
    pub fn path(&self, id: FileId) -> &str {
        self.files.get(id.0 as usize).map_or("", |f| &f.path)
    }

    /// The text of a file; empty for a number that was not given out here.
    #[must_use]
    pub fn text(&self, id: FileId) -> &str {
        self.files.get(id.0 as usize).map_or("", |f| &f.text)
    }

    /// The same, to be shared.
    #[must_use]
    pub fn shared(&self, id: FileId) -> Arc<str> {
        self.files
            .get(id.0 as usize)
            .map_or_else(|| Arc::from(""), |f| Arc::clone(&f.text))
    }

    /// The text under a span; empty when the span does not fit the file.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.text(span.file).get(span.range()).unwrap_or("")
    }

    /// Line and column of the first byte of a span.
    #[must_use]
    pub fn position(&self, span: Span) -> Position {
        position(self.text(span.file), span.start as usize)
    }

    /// Line and column just past a span.
    #[must_use]
    pub fn end_position(&self, span: Span) -> Position {
        position(self.text(span.file), span.end as usize)
    }
}

/// Line and column of byte `offset` of `text`. Lines end with `\n`, `\r\n` or a lone `\r`, as in `CommonMark`.
#[must_use]
pub fn position(text: &str, offset: usize) -> Position {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    let before = text.get(..offset).unwrap_or("");
    let bytes = before.as_bytes();
    let mut line = 1;
    let mut start = 0;
    for (i, byte) in bytes.iter().enumerate() {
        let ends = match byte {
            b'\n' => true,
            b'\r' => text.as_bytes().get(i + 1) != Some(&b'\n'),
            _ => false,
        };
        if ends {
            line += 1;
            start = i + 1;
        }
    }
    let column = before.get(start..).unwrap_or("").chars().count() + 1;
    Position { line, column }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_lines_of_every_ending_and_columns_in_characters() {
        let text = "a\r\nbé!\rc\n";
        let at = |o| {
            let p = position(text, o);
            (p.line, p.column)
        };
        assert_eq!(at(0), (1, 1));
        assert_eq!(at(3), (2, 1));
        assert_eq!(at(6), (2, 3));
        assert_eq!(at(8), (3, 1));
        assert_eq!(at(999), (4, 1));
    }
}
