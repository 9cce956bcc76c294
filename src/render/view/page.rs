//! An explainer and its parts, as templates see them.

use tera::Value;
use tera::value::Key;

use super::{Extra, Html, ImageView, view};

view! {
/// An explainer, or home, or the text that opens a section: `page`.
pub struct PageView {
    /// Its id.
    pub id: String,
    /// The headline.
    pub title: String,
    /// The summary.
    pub summary_html: Html,
    /// The text.
    pub body_html: Html,
    /// Publication.
    pub date: Option<Value>,
    /// Last change of substance.
    pub updated: Option<Value>,
    /// When somebody should read it again.
    pub review_by: Option<Value>,
    /// How many minutes its text takes a practised reader, at least 1.
    pub reading_minutes: usize,
    /// Who wrote it; the site's authors where it names none.
    pub authors: Vec<String>,
    /// What a hurried reader takes away.
    pub key_points: Vec<Html>,
    /// Questions with answers.
    pub questions: Vec<QuestionView>,
    /// What is known.
    pub known: Vec<Html>,
    /// What is not known.
    pub unknown: Vec<Html>,
    /// Corrections, the latest first.
    pub corrections: Vec<CorrectionView>,
    /// How the page was made.
    pub backstory_html: Html,
    /// The picture at the head.
    pub image: Option<ImageView>,
    /// Its tags.
    pub tags: Vec<Value>,
    /// Whether to show the list of contents.
    pub toc: bool,
    /// Its headings, nested.
    pub contents: Vec<HeadingView>,
    /// Footnotes.
    pub footnotes: Vec<FootnoteView>,
    /// The sources that it cites, in the order of their numbers.
    pub citations: Vec<CitationView>,
    /// The events of its timeline.
    pub events: Vec<Value>,
    /// Where the events that it tells stand among all: an inline SVG, or empty.
    pub strip_html: Html,
    /// The same in words: how many of the site's events it tells; empty without a strip.
    pub strip_text: String,
    /// Its people.
    pub people: Vec<Value>,
    /// Pages below a folder's own page.
    pub children: Vec<PageLink>,
    /// How the page is cited; none without `base_url`.
    pub cite: Option<CiteView>,
    /// `extra` of its front matter.
    pub extra: Extra,
}

/// How a page is cited.
pub struct CiteView {
    /// In the style of the American Psychological Association.
    pub apa_html: Html,
    /// In the Chicago style.
    pub chicago_html: Html,
    /// For BibTeX.
    pub bibtex: String,
}

/// A question.
pub struct QuestionView {
    /// The question.
    pub question_html: Html,
    /// The answer.
    pub answer_html: Html,
}

/// A correction.
pub struct CorrectionView {
    /// Its id on the page.
    pub id: String,
    /// When.
    pub date: Value,
    /// What was wrong and what is right.
    pub text_html: Html,
}

/// A heading of the contents.
pub struct HeadingView {
    /// Its id.
    pub id: String,
    /// Its words.
    pub title: String,
    /// 2 to 6.
    pub level: u8,
    /// The headings under it.
    pub children: Vec<HeadingView>,
}

/// A footnote.
pub struct FootnoteView {
    /// Its id on the page.
    pub id: String,
    /// Its number.
    pub number: usize,
    /// Its text.
    pub text_html: Html,
    /// The marks that lead to it.
    pub back_urls: Vec<String>,
}

/// A source that a page cites.
pub struct CitationView {
    /// Its id on the page (`_s-3`).
    pub id: String,
    /// Its number.
    pub number: usize,
    /// The source: a [`super::SourceView`], made once for many pages.
    pub source: Value,
    /// The marks that lead to it.
    pub back_urls: Vec<String>,
}

/// An explainer in a list.
pub struct PageLink {
    /// Its id.
    pub id: String,
    /// The headline.
    pub title: String,
    /// Its address.
    pub url: String,
    /// The summary.
    pub summary_html: Html,
    /// Publication.
    pub date: Option<Value>,
    /// Last change of substance.
    pub updated: Option<Value>,
    /// Its tags.
    pub tags: Vec<Value>,
    /// Its language tag.
    pub lang: String,
    /// What it has in common with the page at hand, by name. Filled in `related` only.
    pub shared: Vec<String>,
    /// `extra` of its front matter.
    pub extra: Extra,
}

/// A tag.
pub struct TagView {
    /// The tag.
    pub name: String,
    /// Its page.
    pub url: String,
    /// How many pages have it.
    pub count: usize,
    /// Those pages. Filled on the tag's own page only.
    pub pages: Vec<PageLink>,
}

/// A figure of a `facts` box.
pub struct FactView {
    /// What it is.
    pub label: String,
    /// The figure.
    pub value_html: Html,
    /// The marks of its sources.
    pub sources_html: Html,
}
}
