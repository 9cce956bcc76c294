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
    /// The byte of the file at which the text begins, when it stands there letter by letter.
    start: Option<u32>,
}

impl Prose {
    /// A text at `span`; `start` is the byte of the file that its first letter stands at, when no quoting or folding
    /// comes between.
    #[must_use]
    pub fn new(text: impl Into<Text>, span: Span, start: Option<usize>) -> Self {
        Self {
            text: text.into(),
            span,
            start: start.and_then(|at| u32::try_from(at).ok()),
        }
    }

    /// The byte of the file at which the text begins, when it stands there letter by letter.
    pub(crate) fn start(&self) -> Option<usize> {
        self.start.map(|at| at as usize)
    }

    /// The place in the file of some bytes of the text: exact where possible, else the whole text.
    #[must_use]
    pub fn place(&self, range: Range<usize>) -> Span {
        match self.start() {
            Some(start) => Span::new(self.span.file, start + range.start..start + range.end),
            None => self.span,
        }
    }
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
            decorative,
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
