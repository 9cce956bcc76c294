//! Terms, events, people and sources, as templates see them.

use tera::Value;
use tera::value::Key;

use super::{Extra, FootnoteView, Html, ImageView, LinkView, view};

view! {
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
    /// The source: a [`SourceView`], made once for many pages.
    pub source: Value,
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
    pub published: Option<Value>,
    /// When it was read.
    pub accessed: Option<Value>,
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
    pub date: Option<Value>,
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
    /// Classes by which the filters know it. Filled on the timeline only.
    pub class: String,
    /// Earlier ids.
    pub former_ids: Vec<String>,
    /// Its language tag.
    pub lang: String,
    /// `extra` of its front matter.
    pub extra: Extra,
}

/// Something that events can be chosen by: a category, a person, a year.
pub struct FacetView {
    /// Its id.
    pub id: String,
    /// What readers see.
    pub title: String,
    /// How many events it has; 0 where they are not counted.
    pub count: usize,
}

/// A year of the timeline with its events.
pub struct YearView {
    /// The year in words: "2025", "44 BCE".
    pub title: String,
    /// A class by which the filters know it.
    pub class: String,
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
    pub born: Option<Value>,
    /// Death or end.
    pub died: Option<Value>,
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
}
