//! The pieces of a linked text: as [`crate::prose`] parsed them, with every id, address and mention settled. Nothing in
//! here needs to be looked up again, except the addresses' form (relative to the page that shows them).

use std::sync::Arc;

use super::index::Ref;
use crate::prose::Tag;

/// One piece. Starts and ends are balanced; an end belongs to the latest open start.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// Something begins that needs no address: never a link or a picture.
    Start(Tag),
    /// A link begins.
    Link(Link),
    /// What began ends.
    End,
    /// Text.
    Text(String),
    /// `code`.
    Code(String),
    /// A block of code with its info string.
    CodeBlock {
        /// The info string.
        info: String,
        /// The code.
        text: String,
    },
    /// HTML that the site allows.
    Html(String),
    /// A formula.
    Math {
        /// The `TeX`, which stands for it where there is no markup.
        tex: String,
        /// The `MathML`.
        html: String,
    },
    /// A line break that the author asked for.
    HardBreak,
    /// A line between paragraphs.
    Rule,
    /// A box to tick, ticked or not.
    Check(bool),
    /// A mention of a term.
    Mention(Mention),
    /// A picture.
    Image(Picture),
    /// Sources, cited here.
    Cite(Vec<CiteMark>),
    /// The mark of footnote `number`, for the `nth` time.
    FootnoteRef {
        /// Its number on the page, from 1.
        number: usize,
        /// Which of its marks this is, from 1.
        nth: usize,
    },
    /// What a fence places.
    Placed(Placed),
}

/// A linked text.
pub type Pieces = Vec<Piece>;

/// A link.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// Where it leads.
    pub href: Href,
    /// Its title.
    pub title: String,
    /// The entry that it leads to, where it is one.
    pub to: Option<Ref>,
}

/// An address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Href {
    /// A place of this site: a path from its root, with a fragment.
    Site(String),
    /// A file of this site, by its path from the root as it is named there, and a fragment.
    File(String, Option<String>),
    /// A place on the same page: the fragment without `#`.
    Same(String),
    /// Anything else, as the author wrote it.
    Outside(String),
}

/// A mention of a term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The term.
    pub term: usize,
    /// The words as they stand in the text; empty for a link by hand, whose words follow up to its end.
    pub text: String,
    /// Whether it is linked: the first of its text, or by hand.
    pub linked: bool,
    /// Which of the term's mentions in the text it is, from 1.
    pub nth: usize,
}

/// One source cited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CiteMark {
    /// The source.
    pub source: usize,
    /// The place in it.
    pub locator: Option<String>,
    /// Which of the source's citations in the text this is, from 1.
    pub nth: usize,
    /// Which of all citations in the text this is, from 1: its id on the page.
    pub at: usize,
}

/// A picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// The file.
    pub src: Href,
    /// What it shows; empty when it only decorates.
    pub alt: String,
    /// The line under it, when it stands alone in its paragraph and has a title.
    pub title: String,
}

/// What a fence places on the page.
#[derive(Clone, Debug, PartialEq)]
pub enum Placed {
    /// Events, in order.
    Timeline(Vec<usize>),
    /// People, in order.
    People(Vec<usize>),
    /// Questions with answers.
    Questions(Arc<Vec<(Pieces, Pieces)>>),
    /// A box of figures.
    Facts(Arc<Vec<Fact>>),
}

/// One figure of a box.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// What it is.
    pub label: String,
    /// The figure.
    pub value: Pieces,
    /// Its sources.
    pub sources: Vec<CiteMark>,
}

/// The words of a text, without any markup.
#[must_use]
pub fn plain(pieces: &[Piece]) -> String {
    let mut out = String::new();
    for piece in pieces {
        match piece {
            Piece::Text(text) | Piece::Code(text) | Piece::Math { tex: text, .. } => out.push_str(text),
            Piece::Mention(m) => out.push_str(&m.text),
            Piece::HardBreak => out.push(' '),
            // A mark leaves nothing behind, so that no blank stands before what follows it.
            Piece::Cite(_) => out.truncate(out.trim_end().len()),
            Piece::Start(tag) if !tag.is_inline() && !out.is_empty() => out.push(' '),
            _ => {}
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}
