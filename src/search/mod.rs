//! The fifth thing that a site becomes besides its pages: an index in which readers can search. [`of_page`] and
//! [`of_entry`] make a [`Record`] from a linked text; [`part`] makes what Pagefind finds in a [`Batch`] of records, and [`join`]
//! the files of the index from all parts. Each depends on what it is given and on nothing else, so that whoever keeps records or
//! parts need not make them again while they are the same.
//!
//! What is in a record is plain words. Templates and HTML have no part in it, and how results look is `static/search.js`'s
//! business. Words, stems and what searches are Pagefind's; `part` alone knows its library, `form` and `postings` its files.

mod batch;
mod form;
mod join;
mod part;
mod postings;
mod record;
mod spelt;
#[cfg(test)]
mod tests;
mod typed;
mod words;

pub use batch::{Batch, batches, of_site};
pub use join::{File, join};
pub use part::{Part, part};
pub use record::{of, of_entry, of_page};

use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use crate::model::id::Kind;
use crate::write::Output;

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

/// All files of an index, under [`FOLDER`]: those of the parts of all batches, and those of the whole. `record` says what of an
/// item can be found, if anything; `portable`: addresses name files.
///
/// # Errors
/// When Pagefind fails, with what it said.
pub fn outputs<T: Sync>(
    batches: &[Batch<T>],
    record: impl Fn(&T) -> Option<Record> + Sync,
    portable: bool,
) -> Result<Vec<Output>, String> {
    let parts = batches.par_iter().map(|batch| {
        let records = batch.items.iter().filter_map(&record).collect();
        part(&batch.language, batch.group, records, portable)
    });
    let parts = parts.collect::<Result<Vec<_>, _>>()?;
    let languages = batches.iter().map(|batch| batch.language.as_str());
    let (parts, excerpts): (Vec<_>, Vec<_>) = languages
        .zip(parts)
        .map(|(l, (part, files))| ((l, part), files))
        .unzip();
    let made = Mutex::new(excerpts.concat());
    join(&parts, &|file: File| {
        let output = file.output();
        made.lock().unwrap_or_else(PoisonError::into_inner).push(output);
    })?;
    let mut made = made.into_inner().unwrap_or_else(PoisonError::into_inner);
    made.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(made)
}
