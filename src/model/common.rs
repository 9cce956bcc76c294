//! What several kinds share: Markdown texts that know their place, images, and small decoding helpers.

use std::fmt;
use std::ops::{Deref, Range};
use std::sync::Arc;

use crate::span::{Span, Spanned};
use crate::yaml::{Context, Fields, Node};

use super::schema;

/// A text, or a part of one that others hold too: the body of a file shares the file's text.
#[derive(Clone)]
pub struct Text {
    whole: Arc<str>,
    /// Its first byte there, and one past the last; no file is longer than these can say.
    part: (u32, u32),
}

impl Text {
    /// A part of a text; all of it where it has no such part.
    #[must_use]
    pub fn part_of(whole: &Arc<str>, part: Range<usize>) -> Self {
        let fits = whole.get(part.clone()).is_some();
        Self::new(Arc::clone(whole), if fits { part } else { 0..whole.len() })
    }

    fn new(whole: Arc<str>, part: Range<usize>) -> Self {
        let [start, end] = [part.start, part.end].map(|at| u32::try_from(at).unwrap_or(u32::MAX));
        Self {
            whole,
            part: (start, end),
        }
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        let part = 0..text.len();
        Self::new(text.into(), part)
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        let (start, end) = self.part;
        self.whole.get(start as usize..end as usize).unwrap_or("")
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Text {}

/// A Markdown text and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prose {
    /// The Markdown.
    pub text: Text,
    /// The place of the whole text.
    pub span: Span,
    at: At,
}

/// How the text stands in its file.
#[derive(Clone, Debug, PartialEq, Eq)]
enum At {
    /// Folded, or with escapes: only the whole has a place.
    Somewhere,
    /// Letter by letter, from this byte on.
    Whole(u32),
    /// Line by line: the first byte of each within the text, and in the file.
    Lines(Box<[(u32, u32)]>),
}

impl Prose {
    /// A text at `span`; `start` is the byte of the file that its first letter stands at, when no quoting or folding
    /// comes between.
    #[must_use]
    pub fn new(text: impl Into<Text>, span: Span, start: Option<usize>) -> Self {
        let start = start.and_then(|at| u32::try_from(at).ok());
        Self {
            text: text.into(),
            span,
            at: start.map_or(At::Somewhere, At::Whole),
        }
    }

    /// A text at `span` whose lines stand in the file one by one; each is given by its first byte within the text, and in
    /// the file. Without any, only the whole has a place.
    #[must_use]
    pub fn in_lines(text: impl Into<Text>, span: Span, lines: impl IntoIterator<Item = (usize, usize)>) -> Self {
        let small = |(inner, at)| Some((u32::try_from(inner).ok()?, u32::try_from(at).ok()?));
        let lines: Option<Box<[(u32, u32)]>> = lines.into_iter().map(small).collect();
        let at = match lines.as_deref() {
            None | Some([]) => At::Somewhere,
            Some([(0, at)]) => At::Whole(*at),
            Some(_) => At::Lines(lines.unwrap_or_default()),
        };
        Self {
            text: text.into(),
            span,
            at,
        }
    }

    /// The byte of the file at which the text begins, when it stands there letter by letter.
    pub(crate) fn start(&self) -> Option<usize> {
        match self.at {
            At::Whole(at) => Some(at as usize),
            At::Somewhere | At::Lines(_) => None,
        }
    }

    /// Where its lines stand, when they stand one by one.
    pub(crate) fn lines(&self) -> &[(u32, u32)] {
        match &self.at {
            At::Lines(lines) => lines,
            At::Somewhere | At::Whole(_) => &[],
        }
    }

    /// The place in the file of some bytes of the text: exact where possible, else the whole text.
    #[must_use]
    pub fn place(&self, range: Range<usize>) -> Span {
        let range = match &self.at {
            At::Somewhere => return self.span,
            At::Whole(start) => *start as usize + range.start..*start as usize + range.end,
            At::Lines(lines) => {
                // At the seam of two lines, an end belongs to the first.
                let start = point(lines, range.start, |inner| inner <= range.start);
                start..point(lines, range.end, |inner| inner < range.end).max(start)
            }
        };
        Span::new(self.span.file, range)
    }
}

/// The byte of the file for a byte of a text: `before` says which lines begin before it.
fn point(lines: &[(u32, u32)], offset: usize, before: impl Fn(usize) -> bool) -> usize {
    let found = lines.partition_point(|(inner, _)| before(*inner as usize));
    let (inner, at) = lines.get(found.saturating_sub(1)).copied().unwrap_or_default();
    at as usize + offset.saturating_sub(inner as usize)
}

/// A picture in front matter.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Image {
    /// The file as the author wrote it.
    pub src: Spanned<String>,
    /// What it shows; empty when decorative.
    pub alt: Option<String>,
    /// Whether it says nothing that the text doesn't.
    pub decorative: bool,
    /// The line under it.
    pub caption: Option<Prose>,
    /// Who made it.
    pub credit: Option<String>,
    /// The terms under which it is shown.
    pub licence: Option<String>,
}

impl Image {
    /// Decodes `image: {…}`.
    pub fn decode(cx: &mut Context<'_>, node: &Node) -> Option<Self> {
        let mut f = Fields::open(cx, node, "an image", schema::IMAGE)?;
        let src = f.text(cx, "src");
        let alt = f.text(cx, "alt").map(|t| t.value);
        let decorative = f.flag(cx, "decorative").unwrap_or(false);
        let caption = f.prose(cx, "caption");
        let credit = f.text(cx, "credit").map(|t| t.value);
        let licence = f.text(cx, "licence").map(|t| t.value);
        Some(Self {
            src: src?,
            alt,
            // What it shows was said, if not so that it could be read: then there is nothing to ask for.
            decorative: decorative || f.doubts("alt") || f.doubts("decorative"),
            caption,
            credit,
            licence,
        })
    }
}

/// What every entry that is no page has.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Ids {
    /// `id:`, when the author wrote one.
    pub id: Option<Spanned<String>>,
    /// `language:`, when the author wrote one.
    pub language: Option<Spanned<String>>,
    /// `former_ids:`.
    pub former: Vec<Spanned<String>>,
}

impl Ids {
    /// Decodes `id`, `language` and `former_ids`.
    pub fn decode(cx: &mut Context<'_>, f: &mut Fields<'_>) -> Self {
        Self {
            id: f.text(cx, "id"),
            language: f.text(cx, "language"),
            former: f.texts(cx, "former_ids"),
        }
    }
}

/// The values of texts whose places no longer matter.
#[must_use]
pub fn values(texts: Vec<Spanned<String>>) -> Vec<String> {
    texts.into_iter().map(|t| t.value).collect()
}
