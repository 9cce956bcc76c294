//! From timelines that other programs made to entries of this site. [`read`] turns the bytes of a file into [`Draft`]s, with
//! a [`Note`] for everything that an entry can't hold; [`plan()`] fits them into a site: ids that are free, categories,
//! sources, and the files to write. Nothing is looked up here but what it is given, nothing is written: `cli` does both.
//!
//! Three formats are known, by their content: the JSON of TimelineJS 3 (and of its predecessor), its spreadsheet saved as
//! CSV, and any CSV that has a column of dates and one of titles, our own `timeline.csv` among them.

mod blocks;
mod categories;
mod columns;
mod entry;
mod html;
mod ids;
mod inline;
mod json;
mod legacy;
mod links;
mod markdown;
mod media;
mod phrase;
mod plan;
mod roles;
mod sheet;
mod sources;
mod table;
mod text;
mod timelinejs;
mod told;
mod when;
mod written;

use crate::date::Date;
use crate::i18n::Locale;

pub use plan::{NewFile, Plan, plan};
pub use written::DayOrder;

/// The kind of file that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// JSON of TimelineJS.
    TimelineJs,
    /// Its spreadsheet as CSV.
    Sheet,
    /// Any other CSV.
    Csv,
}

impl Format {
    /// Its name for people.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::TimelineJs => "TimelineJS JSON",
            Self::Sheet => "the TimelineJS spreadsheet",
            Self::Csv => "CSV",
        }
    }
}

/// What a caller may ask of reading.
#[derive(Clone, Copy, Debug, Default)]
pub struct Settings {
    /// The format, where it is not to be recognised.
    pub format: Option<Format>,
    /// Which number of `03/04/2025` is the day, where the file doesn't say.
    pub order: Option<DayOrder>,
}

/// Something that did not come over as it was, at its place in the input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The line of the event, from 1.
    pub line: usize,
    /// The event's headline; empty for what concerns the whole file.
    pub headline: String,
    /// What, and what to do about it.
    pub text: String,
}

/// A source that an event names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Named {
    /// By its address, with a title where there is one.
    Url(String, Option<String>),
    /// As our own export has it.
    Whole {
        id: String,
        title: String,
        /// Empty for what is not on the web.
        url: String,
    },
    /// By its id or its title.
    Name(String),
}

/// An event that has been read and has no place in a site yet.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The line of the input.
    pub(crate) line: usize,
    /// What happened, without markup.
    pub(crate) title: String,
    pub(crate) date: Date,
    /// Markdown.
    pub(crate) body: String,
    /// The title of a category.
    pub(crate) group: Option<String>,
    /// Its id, where the file gives one.
    pub(crate) category: Option<String>,
    pub(crate) id: Option<String>,
    pub(crate) importance: Option<i64>,
    /// Ids or names.
    pub(crate) people: Vec<String>,
    pub(crate) terms: Vec<String>,
    pub(crate) sources: Vec<Named>,
    pub(crate) language: Option<String>,
    /// Columns that events have no field for.
    pub(crate) extra: Vec<(String, String)>,
}

impl Draft {
    fn new(line: usize, title: String, date: Date) -> Self {
        Self {
            line,
            title,
            date,
            body: String::new(),
            group: None,
            category: None,
            id: None,
            importance: None,
            people: Vec::new(),
            terms: Vec::new(),
            sources: Vec::new(),
            language: None,
            extra: Vec::new(),
        }
    }

    /// Puts a paragraph at the end of the text.
    fn add(&mut self, markdown: &str) {
        if markdown.is_empty() {
            return;
        }
        if !self.body.is_empty() {
            self.body.push_str("\n\n");
        }
        self.body.push_str(markdown);
    }
}

/// A file that has been read.
#[derive(Debug)]
pub struct Read {
    /// What it was.
    pub format: Format,
    /// Its events, in its order.
    pub events: Vec<Draft>,
    /// What did not come over.
    pub notes: Vec<Note>,
    /// How many events had to be left out.
    pub left_out: usize,
}

impl Read {
    fn new(format: Format) -> Self {
        Self {
            format,
            events: Vec::new(),
            notes: Vec::new(),
            left_out: 0,
        }
    }

    fn note(&mut self, line: usize, headline: &str, text: impl Into<String>) {
        self.notes.push(Note {
            line,
            headline: html::short(headline),
            text: text.into(),
        });
    }

    fn notes(&mut self, line: usize, headline: &str, texts: Vec<String>) {
        for text in texts {
            self.note(line, headline, text);
        }
    }

    fn leave_out(&mut self, line: usize, headline: &str, why: &str) {
        self.left_out += 1;
        self.note(line, headline, format!("left out: {why}"));
    }
}

/// Why a file is none of the three formats.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// What is wrong.
    pub message: String,
    /// The fix.
    pub help: String,
}

impl Unreadable {
    fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            help: help.into(),
        }
    }
}

/// Reads a file. `locales` are the languages in which dates are looked for, the likeliest first.
///
/// # Errors
/// When it is none of the three formats, or not the one that is asked for.
pub fn read(bytes: &[u8], settings: Settings, locales: &[Locale]) -> Result<Read, Unreadable> {
    // A zip archive, as new spreadsheets are, and what old ones of Excel begin with.
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err(Unreadable::new(
            "the file is a workbook of a spreadsheet program, or an archive",
            "open it there and save the sheet as CSV",
        ));
    }
    let text::Text { text, told } = text::decode(bytes);
    if text.trim().is_empty() {
        return Err(Unreadable::new(
            "the file is empty",
            "export the timeline again, as JSON or CSV",
        ));
    }
    let mut read = match settings.format {
        Some(Format::TimelineJs) => json::read(&text, settings, locales)?,
        None if json::looks_like(&text) => json::read(&text, settings, locales)?,
        _ => columns::read(&text, settings, locales)?,
    };
    for text in told.into_iter().rev() {
        read.notes.insert(
            0,
            Note {
                line: 1,
                headline: String::new(),
                text,
            },
        );
    }
    Ok(read)
}
