//! What templates see. Every struct here is part of the template interface, whose version is [`VERSION`] and whose
//! document is `templates/README.md`: a field that goes, or changes its meaning, gets a line in
//! [`super::RETIRED`] and a new version.
//!
//! Conventions: a field that ends in `_html` is HTML, safe to print; a `url` is ready to be printed into `href` on the
//! page at hand; a `path` begins at the site's root and becomes a `url` by the filter `url`. A value that may be missing
//! is `none`, and a list that may be missing is empty, so that no field is ever undefined. A field of the type [`Value`] holds
//! one of these structs as well, made once for many pages: dates are [`DateView`]s, tags [`LinkView`]s, `meta` has [`MetaView`]s.

mod entry;
mod page;

use std::sync::LazyLock;

use tera::value::Key;
use tera::{Map, Value};

pub use entry::{
    CategoryView, EventView, FacetView, LetterView, PersonView, QuoteView, SourceRef, SourceView, TermView, UseView,
    UsesView, YearView,
};
pub use page::{
    CitationView, CiteView, CorrectionView, FactView, FootnoteView, HeadingView, PageLink, PageView, QuestionView,
    TagView,
};

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

static EMPTY: LazyLock<Value> = LazyLock::new(|| Value::from(Map::default()));

impl From<Extra> for Value {
    fn from(extra: Extra) -> Self {
        match extra.0 {
            Some(data) => Self::from_serializable(&data),
            // Most have none: a list of all pages holds thousands of nothing.
            None => EMPTY.clone(),
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
                /// Makes every field a variable of a template, under its name.
                pub fn tell(self, context: &mut ::tera::Context) {
                    $(context.insert_value(stringify!($field), Value::from(self.$field));)*
                }
            }

            impl From<$name> for Value {
                fn from(view: $name) -> Self {
                    // Tera copies whatever map it gets into its own; a sorted one is made without hashing.
                    let fields = [$((Key::Str(stringify!($field)), Value::from(view.$field))),*];
                    Value::from(std::collections::BTreeMap::from(fields))
                }
            }
        )*
    };
}

use view;

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
    /// Which template: `home`, `page`, `tag`, `tags`, `glossary`, `term`, `timeline`, `people`, `sources`, `search`, `404`.
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
    /// The search page in this language; none where there is nothing to search for, or where the site has none.
    pub search_url: Option<String>,
    /// The same page in other languages.
    pub translations: Vec<TranslationView>,
    /// What search engines read, as JSON-LD; none without `base_url`.
    pub structured_data: Option<Html>,
    /// The way from the home page to this one, as JSON-LD; none there, and without `base_url`.
    pub breadcrumbs_data: Option<Html>,
    /// The picture that stands for the page where it is shared; none without `base_url`.
    pub card: Option<ShareImageView>,
    /// Further `<meta>` elements for other programs: dates and authors, as Open Graph, Highwire and Dublin Core name them.
    pub meta: Vec<Value>,
    /// The feed of the page's language; none where there is none.
    pub feed_url: Option<String>,
    /// The page's own Markdown; none where the site doesn't publish it.
    pub markdown_url: Option<String>,
    /// The site's footer.
    pub footer_html: Html,
    /// Definitions of the terms that the page links, in order: the cards.
    pub cards: Vec<Value>,
}

/// A `<meta>` element.
pub struct MetaView {
    /// `name` or `property`.
    pub attribute: &'static str,
    /// What that attribute says.
    pub name: String,
    /// The value.
    pub content: String,
}

/// A picture for shared links.
pub struct ShareImageView {
    /// Its full address.
    pub url: String,
    /// What it shows; empty when it only decorates.
    pub alt: String,
    /// Its width in pixels, where it is known.
    pub width: Option<u32>,
    /// Its height in pixels, where it is known.
    pub height: Option<u32>,
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

/// A place in a card, to which one mention leads.
pub struct CardPlace {
    /// Its id on the page.
    pub id: String,
    /// The mention to go back to.
    pub back_url: String,
}

/// The definition of a term, to be shown in place.
pub struct CardView {
    /// The card's own id on the page (`_d-agrement`), to which mentions link.
    pub id: String,
    /// The term.
    pub term: String,
    /// The definition: HTML, made once for many pages.
    pub definition_html: Value,
    /// The term's own page.
    pub url: String,
    /// The mention to go back to.
    pub back_url: String,
    /// Further mentions, each with a place of its own in the card, so that closing leads back to it.
    pub places: Vec<CardPlace>,
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
    /// Its width in pixels, where the file says one.
    pub width: Option<u32>,
    /// Its height in pixels, where the file says one.
    pub height: Option<u32>,
    /// The same as WebP in several widths, for `srcset`; none for a picture that is shown as it is.
    pub webp: Option<String>,
    /// The line under it.
    pub caption_html: Html,
    /// Who made it.
    pub credit: Option<String>,
    /// The terms under which it is shown.
    pub licence: Option<String>,
}

/// A link with its words.
pub struct LinkView {
    /// The words.
    pub title: String,
    /// The address.
    pub url: String,
}
}
