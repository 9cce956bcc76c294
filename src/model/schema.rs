//! The tables of all fields: what each kind may hold, what must be there, and one line on each. Decoding, "did you
//! mean", the JSON Schemas of `nutgraf schema` and the starting files of `nutgraf new` all read these tables, so that
//! they cannot disagree.

/// One key of a mapping.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// The key.
    pub name: &'static str,
    /// Whether it must be there.
    pub required: bool,
    /// What its value looks like.
    pub shape: Shape,
    /// One line that says what it is for.
    pub doc: &'static str,
}

/// What a value looks like.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// A text.
    Text,
    /// A Markdown text.
    Markdown,
    /// An EDTF date.
    Date,
    /// `true` or `false`.
    Flag,
    /// A whole number within limits.
    Number(i64, i64),
    /// One of these words.
    Word(&'static [&'static str]),
    /// A list of texts.
    Texts,
    /// A list of Markdown texts.
    Markdowns,
    /// One text or a list of them.
    TextOrTexts,
    /// A mapping with these fields.
    Object(&'static [Field]),
    /// A list of mappings with these fields.
    Objects(&'static [Field]),
    /// A mapping from diagnostic codes to levels.
    Levels,
    /// A mapping of the author's own.
    Free,
}

const fn must(name: &'static str, shape: Shape, doc: &'static str) -> Field {
    Field {
        name,
        required: true,
        shape,
        doc,
    }
}

const fn may(name: &'static str, shape: Shape, doc: &'static str) -> Field {
    Field {
        name,
        required: false,
        shape,
        doc,
    }
}

use Shape::{Date, Flag, Free, Levels, Markdown, Markdowns, Number, Object, Objects, Text, TextOrTexts, Texts, Word};

/// `questions: [{q, a}]` and the `questions` fence.
pub const QUESTION: &[Field] = &[must("q", Markdown, "the question"), must("a", Markdown, "the answer")];

/// `corrections: [{date, text}]`.
pub const CORRECTION: &[Field] = &[
    must("date", Date, "the day of the correction"),
    must("text", Markdown, "what was wrong and what is right"),
];

/// `image: {…}`.
pub const IMAGE: &[Field] = &[
    must("src", Text, "the file, beside this one or in static/"),
    may("alt", Text, "what the image shows, for those who don't see it"),
    may(
        "decorative",
        Flag,
        "true when the image says nothing that the text doesn't",
    ),
    may("caption", Markdown, "the line under the image"),
    may("credit", Text, "who made it"),
    may("licence", Text, "the terms under which it is shown"),
];

/// Which mentions of a term are linked.
const DENSITY: &[&str] = &["first", "section", "every"];

/// `glossary: {…}` of an explainer.
pub const GLOSSARY_USE: &[Field] = &[
    may("auto", Flag, "false: link no term of this page by itself"),
    may(
        "density",
        Word(DENSITY),
        "which mentions of a term are linked: the first on the page, in each section, or every one",
    ),
    may("skip", Texts, "ids of terms that are not linked here"),
];

/// `timeline: {…}` and the `timeline` and `people` fences.
pub const FILTER: &[Field] = &[
    may("category", TextOrTexts, "events of these categories"),
    may("person", TextOrTexts, "events with these people"),
    may("term", TextOrTexts, "events with these terms"),
    may("span", Date, "events within this EDTF interval"),
    may("ids", TextOrTexts, "just these"),
    may("importance", Number(1, 5), "events of at least this importance"),
];

/// One entry of the `facts` fence.
pub const FACT: &[Field] = &[
    must("label", Text, "what the figure is"),
    must("value", Markdown, "the figure"),
    may("sources", Texts, "ids of sources"),
];

/// An explainer's front matter.
pub const EXPLAINER: &[Field] = &[
    must("title", Text, "the headline"),
    must("summary", Markdown, "one or two sentences that say it all"),
    may(
        "slug",
        Text,
        "the last part of the address, when it isn't the file's name",
    ),
    may("date", Date, "the day of publication"),
    may("updated", Date, "the day of the last change of substance"),
    may("review_by", Date, "the day by which somebody should read it again"),
    may("authors", Texts, "who wrote it"),
    may("key_points", Markdowns, "what a hurried reader takes away"),
    may("questions", Objects(QUESTION), "questions with their answers"),
    may("known", Markdowns, "what is known"),
    may("unknown", Markdowns, "what is not known"),
    may(
        "corrections",
        Objects(CORRECTION),
        "what was wrong in an earlier version",
    ),
    may("people", Texts, "ids of the people and bodies that matter here"),
    may("timeline", Object(FILTER), "which events stand at the page's foot"),
    may("glossary", Object(GLOSSARY_USE), "how terms are linked here"),
    may("image", Object(IMAGE), "the picture at the head"),
    may("tags", Texts, "subjects under which the page is listed"),
    may(
        "weight",
        Number(-1_000_000, 1_000_000),
        "its place in lists: lower stands first",
    ),
    may("toc", Flag, "false: no list of contents"),
    may("draft", Flag, "true: not published"),
    may("language", Text, "its language, when it isn't the site's"),
    may("redirect_from", Texts, "old addresses that lead here"),
    may("backstory", Markdown, "how the page was made"),
    may("allow", Texts, "codes of warnings that don't apply here"),
    may("extra", Free, "fields of your own, for templates"),
];

/// The front matter of a section's `index.md`.
pub const SECTION: &[Field] = EXPLAINER;

/// A glossary term.
pub const TERM: &[Field] = &[
    may("id", Text, "its id, when it isn't the file's name"),
    must("term", Text, "the word or words"),
    must("definition", Markdown, "one or two sentences"),
    may("aliases", Texts, "other names for the same thing"),
    may("abbreviations", Texts, "short forms; upper and lower case count"),
    may("forms", Texts, "inflected forms that a stemmer does not find"),
    may(
        "match",
        Word(&["inflected", "exact", "never"]),
        "how mentions are found",
    ),
    may(
        "density",
        Word(DENSITY),
        "which mentions are linked, when not as the page and the site say",
    ),
    may("see_also", Texts, "ids of related terms"),
    may("sources", Texts, "ids of sources"),
    may("former_ids", Texts, "earlier ids, whose addresses stay alive"),
    may("language", Text, "its language, when it isn't the site's"),
    may("body", Markdown, "the full entry, in a list file"),
    may("extra", Free, "fields of your own, for templates"),
];

/// An event of the timeline.
pub const EVENT: &[Field] = &[
    may("id", Text, "its id, when it isn't the file's name"),
    must("title", Text, "what happened"),
    must("date", Date, "when, in EDTF: 2025-02-27, 2024-10, 2016/2018, 2016~"),
    may("category", Text, "the id of a category of site.yaml"),
    may("importance", Number(1, 5), "from 1 to 5; 3 when not said"),
    may("sources", Texts, "ids of sources"),
    may("people", Texts, "ids of people and bodies"),
    may("terms", Texts, "ids of terms"),
    may("image", Object(IMAGE), "a picture"),
    may("former_ids", Texts, "earlier ids, whose addresses stay alive"),
    may("language", Text, "its language, when it isn't the site's"),
    may("body", Markdown, "one to three sentences, in a list file"),
    may("extra", Free, "fields of your own, for templates"),
];

/// A person or body.
pub const PERSON: &[Field] = &[
    may("id", Text, "the id, when it isn't the file's name"),
    must("name", Text, "the name as readers know it"),
    may("kind", Word(&["person", "organisation"]), "person when not said"),
    may("native_name", Text, "the name in its own language and script"),
    may("aliases", Texts, "other spellings"),
    may("role", Text, "office or function"),
    may("affiliation", Text, "the body that they belong to"),
    may("born", Date, "date of birth or founding"),
    may("died", Date, "date of death or end"),
    may("image", Object(IMAGE), "a picture"),
    may("sources", Texts, "ids of sources"),
    may("former_ids", Texts, "earlier ids, whose addresses stay alive"),
    may("language", Text, "its language, when it isn't the site's"),
    may("body", Markdown, "a few sentences, in a list file"),
    may("extra", Free, "fields of your own, for templates"),
];

/// A source.
pub const SOURCE: &[Field] = &[
    may("id", Text, "its id, when it isn't the file's name"),
    must("title", Text, "its title"),
    may("url", Text, "its address on the web"),
    may("offline", Flag, "true when it has no address on the web"),
    may("publisher", Text, "who published it"),
    may("authors", Texts, "who wrote it"),
    may("published", Date, "when, in EDTF"),
    may("accessed", Date, "the day on which it was read"),
    may("archive_url", Text, "the address of an archived copy"),
    may("kind", Text, "news, law, report, book, data, reference …"),
    may("language", Text, "the language that it is written in"),
    may("note", Markdown, "what a reader should know of it"),
    may("former_ids", Texts, "earlier ids, whose addresses stay alive"),
    may("extra", Free, "fields of your own, for templates"),
];

/// A link of `navigation:`.
pub const NAV_ITEM: &[Field] = &[
    must("title", Text, "the words of the link"),
    must("url", Text, "a page's id, or a path such as /glossary/, or an address"),
];

/// A category of `categories:`.
pub const CATEGORY: &[Field] = &[
    must("id", Text, "what events write into `category`"),
    must("title", Text, "what readers see"),
];

/// `glossary: {…}` of the site.
pub const SITE_GLOSSARY: &[Field] = &[
    may("auto", Flag, "false: link no term by itself"),
    may(
        "density",
        Word(DENSITY),
        "which mentions of a term are linked: the first on a page, in each section, or every one",
    ),
];

/// `links: {…}` of the site.
pub const SITE_LINKS: &[Field] = &[may(
    "ignore",
    Texts,
    "beginnings of addresses that `nutgraf check --links` doesn't ask; * stands for anything",
)];

/// `content/site.yaml`.
pub const SITE: &[Field] = &[
    must("title", Text, "the name of the site"),
    may("description", Text, "one sentence about it"),
    may("base_url", Text, "the address at which it will be served"),
    may("language", Text, "the default language, a BCP 47 tag; en when not said"),
    may("languages", Texts, "all languages of the site"),
    may("authors", Texts, "who answers for it"),
    may("navigation", Objects(NAV_ITEM), "the links at the head of each page"),
    may("categories", Objects(CATEGORY), "categories of events"),
    may("checks", Levels, "what to do with a warning: allow, warn or deny"),
    may("glossary", Object(SITE_GLOSSARY), "how terms are linked"),
    may("links", Object(SITE_LINKS), "which links `nutgraf check --links` asks"),
    may(
        "cards",
        Flag,
        "false: draw no cards, the pictures that are shown where a page is shared",
    ),
    may("raw_html", Flag, "true: HTML in Markdown is kept"),
    may(
        "markdown",
        Flag,
        "true: each page's Markdown is published beside it, without comments and `extra`",
    ),
    may("search", Flag, "false: no search page, no field for it and no index"),
    may("footer", Markdown, "a line at the foot of each page"),
    may(
        "compress",
        Flag,
        "true: a build writes .br and .gz files beside texts, for servers that send them",
    ),
    may("extra", Free, "fields of your own, for templates"),
];
