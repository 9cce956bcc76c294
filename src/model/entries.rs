//! The four kinds that explainers refer to: terms, events, people and sources. Each decodes from a file's front matter or
//! from one item of a list file; a fault in a required value is reported and the rest is kept.

use crate::date::Date;
use crate::diagnostics::{Code, Diagnostic};
use crate::span::Spanned;
use crate::yaml::{Context, Fields, Node};

use super::common::{Ids, Image, Prose, values};
use super::glossary::Density;
use super::schema;

/// How mentions of a term are found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Match {
    /// By the stems of its words.
    #[default]
    Inflected,
    /// Letter by letter, case apart.
    Exact,
    /// Not at all; only links by hand.
    Never,
}

/// A glossary term.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Term {
    /// Id, language, earlier ids.
    pub ids: Ids,
    /// The word or words.
    pub term: Spanned<String>,
    /// One or two sentences.
    pub definition: Prose,
    /// Other names.
    pub aliases: Vec<Spanned<String>>,
    /// Short forms whose case counts.
    pub abbreviations: Vec<Spanned<String>>,
    /// Inflected forms that a stemmer does not find.
    pub forms: Vec<Spanned<String>>,
    /// How mentions are found.
    pub matching: Match,
    /// Which mentions are linked; `None`: as the page and the site say.
    pub density: Option<Density>,
    /// Ids of related terms.
    pub see_also: Vec<Spanned<String>>,
    /// Ids of sources.
    pub sources: Vec<Spanned<String>>,
    /// The full entry.
    pub body: Option<Prose>,
    /// Fields of the author's own.
    #[serde(with = "crate::cache::form::json")]
    pub extra: Option<serde_json::Value>,
}

impl Term {
    /// A term with nothing but what it must have.
    #[must_use]
    pub fn new(term: Spanned<String>, definition: Prose) -> Self {
        Self {
            ids: Ids::default(),
            term,
            definition,
            aliases: Vec::new(),
            abbreviations: Vec::new(),
            forms: Vec::new(),
            matching: Match::default(),
            density: None,
            see_also: Vec::new(),
            sources: Vec::new(),
            body: None,
            extra: None,
        }
    }

    /// Decodes a term.
    pub fn decode(cx: &mut Context<'_>, node: &Node) -> Option<Self> {
        let mut f = Fields::open(cx, node, "a term", schema::TERM)?;
        let ids = Ids::decode(cx, &mut f);
        let (term, definition) = (f.text(cx, "term"), f.prose(cx, "definition"));
        let words = [
            ("inflected", Match::Inflected),
            ("exact", Match::Exact),
            ("never", Match::Never),
        ];
        let term = term.unwrap_or_else(|| Spanned::new(String::new(), f.span));
        let definition = definition.unwrap_or_else(|| Prose::new(String::new(), f.span, None));
        let entry = Self {
            ids,
            aliases: f.texts(cx, "aliases"),
            abbreviations: f.texts(cx, "abbreviations"),
            forms: f.texts(cx, "forms"),
            matching: f.word(cx, "match", &words).map_or(Match::Inflected, |w| w.value),
            density: f.word(cx, "density", Density::WORDS).map(|w| w.value),
            see_also: f.texts(cx, "see_also"),
            sources: f.texts(cx, "sources"),
            body: f.prose(cx, "body"),
            extra: f.free(cx, "extra"),
            ..Self::new(term, definition)
        };
        Some(entry)
    }
}

/// An event of the timeline.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Event {
    /// Id, language, earlier ids.
    pub ids: Ids,
    /// What happened.
    pub title: Spanned<String>,
    /// When. `None` only where the author's date was reported as faulty.
    pub date: Option<Spanned<Date>>,
    /// The id of a category.
    pub category: Option<Spanned<String>>,
    /// From 1 to 5.
    pub importance: i64,
    /// Ids of sources.
    pub sources: Vec<Spanned<String>>,
    /// Whether sources were written that could not be read: it must not be said to have none.
    pub sources_lost: bool,
    /// Ids of people.
    pub people: Vec<Spanned<String>>,
    /// Ids of terms.
    pub terms: Vec<Spanned<String>>,
    /// A picture.
    pub image: Option<Image>,
    /// One to three sentences.
    pub body: Option<Prose>,
    /// Fields of the author's own.
    #[serde(with = "crate::cache::form::json")]
    pub extra: Option<serde_json::Value>,
}

impl Event {
    /// Decodes an event.
    pub fn decode(cx: &mut Context<'_>, node: &Node) -> Option<Self> {
        let mut f = Fields::open(cx, node, "an event", schema::EVENT)?;
        let ids = Ids::decode(cx, &mut f);
        let title = f.text(cx, "title");
        let (sources, body) = (f.texts(cx, "sources"), f.prose(cx, "body"));
        Some(Self {
            ids,
            title: title.unwrap_or_else(|| Spanned::new(String::new(), f.span)),
            date: f.date(cx, "date"),
            category: f.text(cx, "category"),
            importance: f.number(cx, "importance", 1..=5).unwrap_or(3),
            sources,
            sources_lost: f.doubts("sources") || f.doubts("body"),
            people: f.texts(cx, "people"),
            terms: f.texts(cx, "terms"),
            image: f.node(cx, "image").and_then(|n| Image::decode(cx, n)),
            body,
            extra: f.free(cx, "extra"),
        })
    }
}

/// Whether an entry of `people/` is one or many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum PersonKind {
    /// A person.
    #[default]
    Person,
    /// A ministry, a company, an association.
    Organisation,
}

/// A person or body.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Person {
    /// Id, language, earlier ids.
    pub ids: Ids,
    /// The name as readers know it.
    pub name: Spanned<String>,
    /// One or many.
    pub kind: PersonKind,
    /// The name in its own language and script.
    pub native_name: Option<String>,
    /// Other spellings.
    pub aliases: Vec<String>,
    /// Office or function.
    pub role: Option<String>,
    /// The body that they belong to.
    pub affiliation: Option<String>,
    /// Date of birth or founding.
    pub born: Option<Spanned<Date>>,
    /// Date of death or end.
    pub died: Option<Spanned<Date>>,
    /// A picture.
    pub image: Option<Image>,
    /// Ids of sources.
    pub sources: Vec<Spanned<String>>,
    /// A few sentences.
    pub body: Option<Prose>,
    /// Fields of the author's own.
    #[serde(with = "crate::cache::form::json")]
    pub extra: Option<serde_json::Value>,
}

impl Person {
    /// Decodes a person or body.
    pub fn decode(cx: &mut Context<'_>, node: &Node) -> Option<Self> {
        let mut f = Fields::open(cx, node, "a person", schema::PERSON)?;
        let ids = Ids::decode(cx, &mut f);
        let name = f.text(cx, "name");
        let words = [
            ("person", PersonKind::Person),
            ("organisation", PersonKind::Organisation),
        ];
        Some(Self {
            ids,
            name: name.unwrap_or_else(|| Spanned::new(String::new(), f.span)),
            kind: f.word(cx, "kind", &words).map_or(PersonKind::Person, |w| w.value),
            native_name: f.text(cx, "native_name").map(|t| t.value),
            aliases: values(f.texts(cx, "aliases")),
            role: f.text(cx, "role").map(|t| t.value),
            affiliation: f.text(cx, "affiliation").map(|t| t.value),
            born: f.date(cx, "born"),
            died: f.date(cx, "died"),
            image: f.node(cx, "image").and_then(|n| Image::decode(cx, n)),
            sources: f.texts(cx, "sources"),
            body: f.prose(cx, "body"),
            extra: f.free(cx, "extra"),
        })
    }
}

/// A source.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Source {
    /// Id and earlier ids. `language` is what the source is written in, so the entry itself has none.
    pub ids: Ids,
    /// Its title.
    pub title: Spanned<String>,
    /// Its address; `None` when it is offline.
    pub url: Option<Spanned<String>>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// When it was published.
    pub published: Option<Spanned<Date>>,
    /// The day on which it was read.
    pub accessed: Option<Spanned<Date>>,
    /// The address of an archived copy.
    pub archive_url: Option<Spanned<String>>,
    /// News, law, report, book …
    pub kind: Option<String>,
    /// The language that it is written in.
    pub language: Option<String>,
    /// What a reader should know of it.
    pub note: Option<Prose>,
    /// Fields of the author's own.
    #[serde(with = "crate::cache::form::json")]
    pub extra: Option<serde_json::Value>,
}

impl Source {
    /// Decodes a source.
    pub fn decode(cx: &mut Context<'_>, node: &Node) -> Option<Self> {
        let mut f = Fields::open(cx, node, "a source", schema::SOURCE)?;
        let ids = Ids {
            id: f.text(cx, "id"),
            language: None,
            former: f.texts(cx, "former_ids"),
        };
        let title = f.text(cx, "title");
        let url = web_address(cx, &mut f, "url");
        let offline = f.flag(cx, "offline").unwrap_or(false);
        if !f.has("url") && !offline && !f.doubts("url") && !f.doubts("offline") {
            let place = title.as_ref().map_or(f.span, |t| t.span);
            cx.fault(
                Diagnostic::new(Code::YAML_MISSING_FIELD, place, "a source needs the field `url`")
                    .help("add `url: https://…`, or `offline: true` when it is not on the web"),
            );
        }
        Some(Self {
            ids,
            title: title.unwrap_or_else(|| Spanned::new(String::new(), f.span)),
            url,
            publisher: f.text(cx, "publisher").map(|t| t.value),
            authors: values(f.texts(cx, "authors")),
            published: f.date(cx, "published"),
            accessed: f.date(cx, "accessed"),
            archive_url: web_address(cx, &mut f, "archive_url"),
            kind: f.text(cx, "kind").map(|t| t.value),
            language: f.text(cx, "language").map(|t| t.value),
            note: f.prose(cx, "note"),
            extra: f.free(cx, "extra"),
        })
    }
}

/// An address that begins with `http://` or `https://`.
fn web_address(cx: &mut Context<'_>, f: &mut Fields<'_>, name: &'static str) -> Option<Spanned<String>> {
    let text = f.text(cx, name)?;
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    if rest.is_some_and(|r| !r.is_empty() && !r.chars().any(char::is_whitespace)) {
        return Some(text);
    }
    let message = format!("`{}` is no web address", text.value);
    cx.fault(
        Diagnostic::new(Code::YAML_INVALID_VALUE, text.span, message).help("write the whole address, with https://"),
    );
    None
}
