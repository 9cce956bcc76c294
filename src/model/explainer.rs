//! The explainer: a page that tells a subject. Also the text that opens a section (`glossary/index.md` and its like).

use crate::date::Date;
use crate::diagnostics::Code;
use crate::span::{Span, Spanned};
use crate::yaml::{Context, Fields, Node};

use super::common::{Image, Prose};
use super::filter::Filter;
use super::glossary::GlossaryUse;
use super::schema;

/// An explainer's front matter. The Markdown under it is kept by [`crate::load`]. All pages' are in memory at once, so what few
/// pages have and takes much room is in boxes.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Explainer {
    /// The headline.
    pub title: Spanned<String>,
    /// One or two sentences that say it all.
    pub summary: Prose,
    /// The last part of the address, when it isn't the file's name.
    pub slug: Option<Box<Spanned<String>>>,
    /// The day of publication.
    pub date: Option<Spanned<Date>>,
    /// The day of the last change of substance.
    pub updated: Option<Spanned<Date>>,
    /// The day by which somebody should read it again.
    pub review_by: Option<Spanned<Date>>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// What a hurried reader takes away.
    pub key_points: Vec<Prose>,
    /// Questions with their answers.
    pub questions: Vec<Question>,
    /// What is known.
    pub known: Vec<Prose>,
    /// What is not known.
    pub unknown: Vec<Prose>,
    /// What was wrong in an earlier version.
    pub corrections: Vec<Correction>,
    /// Ids of people.
    pub people: Vec<Spanned<String>>,
    /// Which events stand at the foot.
    pub timeline: Option<Box<Filter>>,
    /// How terms are linked.
    pub glossary: GlossaryUse,
    /// The picture at the head.
    pub image: Option<Box<Image>>,
    /// Subjects under which the page is listed.
    pub tags: Vec<Spanned<String>>,
    /// Its place in lists: lower stands first.
    pub weight: i64,
    /// Whether it has a list of contents.
    pub toc: bool,
    /// Whether it stays unpublished.
    pub draft: bool,
    /// Its language, when the author wrote one.
    pub language: Option<Box<Spanned<String>>>,
    /// Old addresses that lead here.
    pub redirect_from: Vec<Spanned<String>>,
    /// How the page was made.
    pub backstory: Option<Box<Prose>>,
    /// Codes of warnings that don't apply here.
    pub allow: Vec<Code>,
    /// Fields of the author's own.
    #[serde(with = "crate::cache::form::json")]
    pub extra: Option<serde_json::Value>,
}

/// A question with its answer.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Question {
    /// The question.
    pub q: Prose,
    /// The answer.
    pub a: Prose,
}

impl Question {
    /// Decodes `{q, a}`.
    pub fn decode(cx: &mut Context<'_>, node: &Node) -> Option<Self> {
        let mut f = Fields::open(cx, node, "a question", schema::QUESTION)?;
        let (q, a) = (f.prose(cx, "q"), f.prose(cx, "a"));
        Some(Self { q: q?, a: a? })
    }
}

/// A correction.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Correction {
    /// The day of the correction.
    pub date: Spanned<Date>,
    /// What was wrong and what is right.
    pub text: Prose,
}

impl Correction {
    fn decode(cx: &mut Context<'_>, node: &Node) -> Option<Self> {
        let mut f = Fields::open(cx, node, "a correction", schema::CORRECTION)?;
        let (date, text) = (f.date(cx, "date"), f.prose(cx, "text"));
        Some(Self {
            date: date?,
            text: text?,
        })
    }
}

impl Explainer {
    /// Decodes the front matter of an explainer. A value that is missing or faulty is reported; what can be kept is kept, so
    /// that one fault in a page does not make every link to it dangle. `place` is where the front matter stands.
    pub fn decode(cx: &mut Context<'_>, node: &Node, place: Span) -> Option<Self> {
        let mut f = Fields::open(cx, node, "an explainer", schema::EXPLAINER)?;
        let title = f.text(cx, "title");
        let summary = f.prose(cx, "summary");
        Some(Self {
            title: title.unwrap_or_else(|| Spanned::new(String::new(), place)),
            summary: summary.unwrap_or_else(|| Prose::new(String::new(), place, None)),
            slug: f.text(cx, "slug").map(Box::new),
            date: f.date(cx, "date"),
            updated: f.date(cx, "updated"),
            review_by: f.date(cx, "review_by"),
            authors: super::common::values(f.texts(cx, "authors")),
            key_points: f.proses(cx, "key_points"),
            questions: f.list(cx, "questions", Question::decode),
            known: f.proses(cx, "known"),
            unknown: f.proses(cx, "unknown"),
            corrections: f.list(cx, "corrections", Correction::decode),
            people: f.texts(cx, "people"),
            timeline: f.node(cx, "timeline").and_then(|n| Filter::decode(cx, n)).map(Box::new),
            glossary: f
                .node(cx, "glossary")
                .and_then(|n| GlossaryUse::of_page(cx, n))
                .unwrap_or_default(),
            image: f.node(cx, "image").and_then(|n| Image::decode(cx, n)).map(Box::new),
            tags: f.texts(cx, "tags"),
            weight: f.number(cx, "weight", -1_000_000..=1_000_000).unwrap_or(0),
            toc: f.flag(cx, "toc").unwrap_or(true),
            draft: f.flag(cx, "draft").unwrap_or(false),
            language: f.text(cx, "language").map(Box::new),
            redirect_from: f.texts(cx, "redirect_from"),
            backstory: f.prose(cx, "backstory").map(Box::new),
            allow: f.list(cx, "allow", |cx, node| {
                let slug = cx.text(node, "allow")?;
                super::site::warning(cx, &slug.value, slug.span)
            }),
            extra: f.free(cx, "extra"),
        })
    }
}
