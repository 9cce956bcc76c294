//! The fifth thing that a site becomes besides its pages: an index in which readers can search. [`of_page`] and
//! [`of_entry`] make a [`Record`] from a linked text; [`outputs`] makes the files of the index from all records, and from
//! nothing else, so that whoever keeps records need not make the files again while they are the same.
//!
//! What is in a record is plain words. Templates and HTML have no part in it, and how results look is `static/search.js`'s
//! business. The index itself is Pagefind's, and `files` alone knows of it.

mod files;
mod record;
mod words;

pub use files::outputs;
pub use record::{of_entry, of_page};

use crate::model::id::Kind;

/// The folder of the index in the output folder.
pub const FOLDER: &str = "pagefind/";

/// The script that reads the index, by its path from the site's root.
pub const SCRIPT: &str = "/pagefind/pagefind.js";

/// The script of the search page, one of the theme's files.
pub const PAGE_SCRIPT: &str = "search.js";

/// One thing that can be found: an explainer, a term, an event, a person or a source.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Record {
    /// What it is.
    pub kind: Kind,
    /// Where it is, from the site's root: `/istanbul-talks/`, `/timeline/#first-round`.
    pub path: String,
    /// Its language tag.
    pub language: String,
    /// What it is called.
    pub title: String,
    /// What else it is called.
    pub names: Vec<String>,
    /// An event's date in words.
    pub date: Option<String>,
    /// Its words.
    pub sections: Vec<Section>,
}

/// A part of a text that a reader can be led to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Section {
    /// The heading over it, and the heading's id on the page; none over what a text begins with.
    pub heading: Option<(String, String)>,
    /// Its paragraphs, items and cells, one after the other.
    pub lines: Vec<String>,
}
