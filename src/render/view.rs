//! What templates see. Every struct here is part of the template interface, whose version is [`VERSION`] and whose
//! document is `templates/README.md`: a field that goes, or changes its meaning, gets a line in
//! [`super::retired`] and a new version.
//!
//! Conventions: a field that ends in `_html` is HTML, safe to print; a `url` is ready to be printed into `href` on the
//! page at hand; a `path` begins at the site's root and becomes a `url` by the filter `url`. A value that may be missing
//! is `none`, and a list that may be missing is empty, so that no field is ever undefined.

use tera::value::Key;
use tera::{Map, Value};

/// The version of the template interface.
pub const VERSION: u32 = 1;

/// HTML that templates print as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Html(pub String);

impl From<Html> for Value {
    fn from(html: Html) -> Self {
        Self::safe_string(&html.0)
    }
}

/// Free-form data of the author's own.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Extra(pub Option<serde_json::Value>);

impl From<Extra> for Value {
    fn from(extra: Extra) -> Self {
        match extra.0 {
            Some(data) => Self::from_serializable(&data),
            None => Self::from(Map::default()),
        }
    }
}

/// Defines a struct and how it becomes a template value, field by field, without a detour through serde.
macro_rules! view {
    ($($(#[$meta:meta])* pub struct $name:ident { $($(#[$field_meta:meta])* pub $field:ident: $type:ty,)* })*) => {
        $(
            $(#[$meta])*
            #[derive(Clone, Debug)]
            pub struct $name { $($(#[$field_meta])* pub $field: $type,)* }

            impl $name {
                /// Puts every field into a map, under its name.
                pub fn put(self, map: &mut Map) {
                    $(map.insert(Key::Str(stringify!($field)), Value::from(self.$field));)*
                }
            }

            impl From<$name> for Value {
                fn from(view: $name) -> Self {
                    let mut map = Map::default();
                    view.put(&mut map);
                    Value::from(map)
                }
            }
        )*
    };
}

view! {
/// The site, the same for all pages: `site`.
pub struct SiteView {
    /// Its name.
    pub title: String,
    /// One sentence about it.
    pub description: Option<String>,
    /// Where it will be served, with a slash at the end.
    pub base_url: Option<String>,
    /// The default language.
    pub language: String,
    /// Who answers for it.
    pub authors: Vec<String>,
    /// `extra` of `site.yaml`.
    pub extra: Extra,
}

/// What every page has besides its own variable, at the top level.
pub struct Common {
    /// The page's path from the root: `/istanbul-talks/`.
    pub path: String,
    /// Its language tag.
    pub lang: String,
    /// `ltr` or `rtl`.
    pub dir: &'static str,
    /// Which template: `home`, `page`, `tag`, `tags`, `glossary`, `term`, `timeline`, `people`, `sources`, `404`.
    pub kind: &'static str,
    /// What stands in the browser's tab, without the site's name.
    pub title: String,
    /// One or two sentences for search engines and shared links, plain.
    pub description: Option<String>,
    /// Its full address; none without `base_url`.
    pub canonical: Option<String>,
    /// The links at the head.
    pub nav: Vec<NavView>,
    /// The home page in this language.
    pub home_url: String,
    /// The same page in other languages.
    pub translations: Vec<TranslationView>,
    /// The site's footer.
    pub footer_html: Html,
    /// Definitions of the terms that the page links, in order: the cards.
    pub cards: Vec<CardView>,
}

/// A link at the head of the page.
pub struct NavView {
    /// Its words.
    pub title: String,
    /// Its address.
    pub url: String,
    /// Whether the page at hand is the one that it leads to.
    pub current: bool,
}

/// A page in another language.
pub struct TranslationView {
    /// Its language tag.
    pub lang: String,
    /// The language's own name.
    pub name: String,
    /// Its address from this page.
    pub url: String,
    /// Its full address; none without `base_url`.
    pub absolute: Option<String>,
}

/// The definition of a term, to be shown in place.
pub struct CardView {
    /// The card's own id on the page (`_d-agrement`), to which mentions link.
    pub id: String,
    /// The term.
    pub term: String,
    /// The definition.
    pub definition_html: Html,
    /// The term's own page.
    pub url: String,
    /// The mention to go back to.
    pub back_url: String,
    /// The language of the entry.
    pub lang: String,
}

/// A date.
pub struct DateView {
    /// EDTF, as the author wrote it.
    pub edtf: String,
    /// In words, in the page's language.
    pub words: String,
    /// The value of `<time datetime>`, where HTML allows one.
    pub datetime: Option<String>,
    /// The year that it is listed under.
    pub year: Option<i64>,
    /// Its precision: `day`, `month`, `season`, `year`, `decade`, `century`, `interval` …
    pub precision: String,
    /// Whether it is about right.
    pub approximate: bool,
    /// Whether it is doubtful.
    pub uncertain: bool,
}

/// A picture.
pub struct ImageView {
    /// Its file.
    pub url: String,
    /// What it shows; empty when it only decorates.
    pub alt: String,
    /// The line under it.
    pub caption_html: Html,
    /// Who made it.
    pub credit: Option<String>,
    /// The terms under which it is shown.
    pub licence: Option<String>,
}

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
    pub date: Option<DateView>,
    /// Last change of substance.
    pub updated: Option<DateView>,
    /// When somebody should read it again.
    pub review_by: Option<DateView>,
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
    pub tags: Vec<LinkView>,
    /// Whether to show the list of contents.
    pub toc: bool,
    /// Its headings, nested.
    pub contents: Vec<HeadingView>,
    /// Footnotes.
    pub footnotes: Vec<FootnoteView>,
    /// The sources that it cites, in the order of their numbers.
    pub citations: Vec<CitationView>,
    /// The events of its timeline.
    pub events: Vec<EventView>,
    /// Its people.
    pub people: Vec<PersonView>,
    /// Pages below a folder's own page.
    pub children: Vec<PageLink>,
    /// `extra` of its front matter.
    pub extra: Extra,
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
    /// When.
    pub date: DateView,
    /// What was wrong and what is right.
    pub text_html: Html,
}

/// A link with its words.
pub struct LinkView {
    /// The words.
    pub title: String,
    /// The address.
    pub url: String,
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
    /// The source.
    pub source: SourceView,
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
    pub date: Option<DateView>,
    /// Last change of substance.
    pub updated: Option<DateView>,
    /// Its tags.
    pub tags: Vec<LinkView>,
    /// Its language tag.
    pub lang: String,
    /// `extra` of its front matter.
    pub extra: Extra,
}

/// Where something is mentioned or cited: one page or entry with its sentences.
pub struct UseView {
    /// `page`, `term`, `event`, `person` or `source`.
    pub kind: &'static str,
    /// The title of the page or entry.
    pub title: String,
    /// Its address.
    pub url: String,
    /// The sentences; empty where it is only listed.
    pub quotes: Vec<QuoteView>,
}

/// A sentence that mentions a term, or that a source carries.
pub struct QuoteView {
    /// Its place.
    pub url: String,
    /// What stands before the mention; for a source the whole sentence.
    pub before: String,
    /// The mention.
    pub form: String,
    /// What stands after it.
    pub after: String,
}

/// All uses of an entry, within limits.
#[derive(Default)]
pub struct UsesView {
    /// The first uses, by page.
    pub list: Vec<UseView>,
    /// How many sentences and listings there are in all.
    pub total: usize,
    /// How many of them are not in the list.
    pub more: usize,
}

/// A term.
pub struct TermView {
    /// Its id, and its anchor on the glossary page.
    pub id: String,
    /// The term.
    pub term: String,
    /// Its own page.
    pub url: String,
    /// The definition.
    pub definition_html: Html,
    /// The full entry.
    pub body_html: Html,
    /// Footnotes of the full entry.
    pub footnotes: Vec<FootnoteView>,
    /// Other names.
    pub aliases: Vec<String>,
    /// Short forms.
    pub abbreviations: Vec<String>,
    /// Related terms.
    pub see_also: Vec<LinkView>,
    /// Its sources, in the order of their numbers.
    pub sources: Vec<SourceRef>,
    /// Where it is used.
    pub uses: UsesView,
    /// Earlier ids.
    pub former_ids: Vec<String>,
    /// Its language tag.
    pub lang: String,
    /// `extra` of its front matter.
    pub extra: Extra,
}

/// A letter of the A to Z with its terms.
pub struct LetterView {
    /// The letter.
    pub letter: String,
    /// Its id on the page.
    pub id: String,
    /// Its terms.
    pub terms: Vec<TermView>,
}

/// A source in an entry's own list.
pub struct SourceRef {
    /// Its number in the list.
    pub number: usize,
    /// The source.
    pub source: SourceView,
}

/// A source.
pub struct SourceView {
    /// Its id, and its anchor on the page of sources.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its address on the web; none when offline.
    pub web_url: Option<String>,
    /// Its place on the page of sources.
    pub url: String,
    /// Who published it.
    pub publisher: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// When it was published.
    pub published: Option<DateView>,
    /// When it was read.
    pub accessed: Option<DateView>,
    /// An archived copy.
    pub archive_url: Option<String>,
    /// News, law, report, book …
    pub kind: Option<String>,
    /// The language that it is written in.
    pub lang: Option<String>,
    /// What a reader should know of it.
    pub note_html: Html,
    /// What its own file says.
    pub body_html: Html,
    /// Where it is cited. Filled on the page of sources only.
    pub uses: UsesView,
    /// Earlier ids.
    pub former_ids: Vec<String>,
    /// `extra` of its front matter.
    pub extra: Extra,
}

/// An event.
pub struct EventView {
    /// Its id, and its anchor on the timeline.
    pub id: String,
    /// What happened.
    pub title: String,
    /// When; none only where the author's date was faulty.
    pub date: Option<DateView>,
    /// Its place on the timeline.
    pub url: String,
    /// The id of its category.
    pub category: Option<String>,
    /// What readers see of the category.
    pub category_title: Option<String>,
    /// From 1 to 5.
    pub importance: i64,
    /// Its text.
    pub body_html: Html,
    /// Its footnotes.
    pub footnotes: Vec<FootnoteView>,
    /// Its picture.
    pub image: Option<ImageView>,
    /// Its people.
    pub people: Vec<LinkView>,
    /// Its terms.
    pub terms: Vec<LinkView>,
    /// Its sources, in the order of their numbers.
    pub sources: Vec<SourceRef>,
    /// The pages that tell it. Filled on the timeline only.
    pub uses: UsesView,
    /// Earlier ids.
    pub former_ids: Vec<String>,
    /// Its language tag.
    pub lang: String,
    /// `extra` of its front matter.
    pub extra: Extra,
}

/// A year of the timeline with its events.
pub struct YearView {
    /// The year in words: "2025", "44 BCE".
    pub title: String,
    /// Its id on the page.
    pub id: String,
    /// Its events.
    pub events: Vec<EventView>,
}

/// A category of events.
pub struct CategoryView {
    /// Its id.
    pub id: String,
    /// What readers see.
    pub title: String,
    /// How many events it has here.
    pub count: usize,
}

/// A person or body.
pub struct PersonView {
    /// Its id, and its anchor on the page of people.
    pub id: String,
    /// The name.
    pub name: String,
    /// `person` or `organisation`.
    pub kind: &'static str,
    /// The name in its own script.
    pub native_name: Option<String>,
    /// Other spellings.
    pub aliases: Vec<String>,
    /// Office or function.
    pub role: Option<String>,
    /// The body that they belong to.
    pub affiliation: Option<String>,
    /// Birth or founding.
    pub born: Option<DateView>,
    /// Death or end.
    pub died: Option<DateView>,
    /// A picture.
    pub image: Option<ImageView>,
    /// The place on the page of people.
    pub url: String,
    /// The text.
    pub body_html: Html,
    /// Its footnotes.
    pub footnotes: Vec<FootnoteView>,
    /// Sources, in the order of their numbers.
    pub sources: Vec<SourceRef>,
    /// The events that they take part in. Filled on the page of people only.
    pub events: Vec<LinkView>,
    /// The pages that name them. Filled on the page of people only.
    pub uses: UsesView,
    /// Earlier ids.
    pub former_ids: Vec<String>,
    /// The language tag.
    pub lang: String,
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
