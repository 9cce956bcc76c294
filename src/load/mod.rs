//! The first stage: from files to typed data. Lists the site's files, reads them on all cores, decodes each into its
//! kind, and reports every fault of every file. Nothing is looked up across files here (that is [`crate::link`]), and the
//! Markdown stays text.

mod again;
mod classify;
mod content;
mod decode;
mod few;
mod files;
mod front_matter;
mod list;
mod lost;
mod memo;
mod passed_over;

pub use again::Again;
pub use classify::{Class, Name, classify, is_leaving};
pub use few::Few;
pub(crate) use files::text_of;
pub use files::{Listing, Lists};
pub use front_matter::{NoFrontMatter, Split, split};
pub use list::List;
pub use lost::Lost;
pub use memo::{Memo, Prints, Remembered, Texts, identity, remembered_prints};

use std::collections::BTreeMap;
use std::io;

use rustc_hash::FxHashMap;

use crate::cache::form::Print;

use crate::diagnostics::{Code, Diagnostic, closest};
use crate::model::id::Kind;
use crate::model::{Event, Explainer, Person, Prose, Site, Source, Term};
use crate::span::{FileId, Sources, Span};
use crate::world::World;

/// A site whose files have been read. Ids are not resolved yet.
#[derive(Debug)]
pub struct Loaded {
    /// The texts of all files.
    pub sources: Sources,
    /// `site.yaml`.
    pub site: Site,
    /// Home, explainers and the texts that open sections.
    pub pages: List<Page>,
    /// Terms.
    pub terms: List<Entry<Term>>,
    /// Events.
    pub events: List<Entry<Event>>,
    /// People and bodies.
    pub people: List<Entry<Person>>,
    /// Bibliography.
    pub bibliography: List<Entry<Source>>,
    /// Drafts that were left out.
    pub drafts: Vec<Draft>,
    /// Files that could not be read or decoded: what links to them is not wrong for that.
    pub unread: Vec<Unread>,
    /// The words of files that could not be decoded whole: what they name may be referred to there.
    pub lost: BTreeMap<FileId, Vec<String>>,
    /// Files beside the pages, by their path from `content/` on.
    pub assets: Vec<String>,
    /// Files of `static/`, by their path from there on.
    pub statics: Vec<String>,
    /// The embedded templates, as `default/…`, and the site's own.
    pub templates: Vec<TemplateFile>,
    /// Every fault found so far.
    pub faults: Vec<Diagnostic>,
    /// The hashes of the files of which a page's text was left in its file.
    pub hashes: FxHashMap<FileId, u128>,
    /// The files that were decoded, for the cache of a build that has one.
    pub remembered: Vec<Remembered>,
    /// Whether what an earlier run remembered could not be read: load again without it.
    pub stale: bool,
    /// The prints of all pages and entries, likewise.
    pub prints: BTreeMap<Kind, Prints>,
    /// What files were found.
    pub listing: Listing,
}

/// A draft, of which only what a message needs is kept.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Draft {
    /// Its id.
    pub id: String,
    /// Its file, from `content/` on.
    pub file: String,
    /// The folder of its bundle, whose files stay unpublished too.
    pub bundle: Option<String>,
    /// Its file among the sources of this run.
    #[serde(skip)]
    pub source: Option<FileId>,
}

/// A file that gave no page and no entry; its own faults say why.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Unread {
    /// Its path from `content/` on.
    pub path: String,
    /// What it would have held.
    pub kind: Kind,
    /// The id that it would have had; `None` for a list file, which would have had many.
    pub id: Option<String>,
}

impl Unread {
    fn new(path: &str, class: &Class) -> Option<Self> {
        let (kind, id) = match class {
            Class::List(kind) => (*kind, None),
            Class::Entry { kind, name } => (*kind, Some(name.id.clone())),
            Class::Page { name, .. } => (Kind::Page, Some(name.id.clone())),
            Class::Section { .. } | Class::Site | Class::Asset | Class::Ignored => return None,
        };
        Some(Self {
            path: path.to_owned(),
            kind,
            id,
        })
    }
}

/// What part a page plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub enum Role {
    /// `/`.
    Home,
    /// An explainer.
    Explainer,
    /// The text that opens `/glossary/` and its like.
    Section(Kind),
}

/// A page as it was loaded.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct Page {
    /// The path without extension, `index` dropped; empty for home, the folder's name for a section.
    pub id: String,
    /// Its language.
    pub language: String,
    /// What part it plays.
    pub role: Role,
    /// The file.
    pub file: FileId,
    /// Its path from `content/` on.
    pub path: String,
    /// The folder whose index it is.
    pub bundle: Option<String>,
    /// Front matter.
    pub head: Explainer,
    /// Markdown. Its text may be left out, to be read from the file when it is wanted.
    #[serde(with = "crate::cache::form::body")]
    pub body: Prose,
}

/// An entry as it was loaded.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct Entry<T> {
    /// Its id.
    pub id: String,
    /// Its language.
    pub language: String,
    /// Where its id or title stands, for messages about the entry as a whole.
    pub place: Span,
    /// The file that holds it, from `content/` on; images and links start from there.
    pub path: String,
    /// Its fields.
    pub data: T,
    /// Its Markdown: the text under the front matter, or `body:` of a list item.
    pub body: Option<Prose>,
}

/// A template of the site's own.
#[derive(Clone, Debug)]
pub struct TemplateFile {
    /// Its name, from `templates/` on.
    pub name: String,
    /// The file, for messages.
    pub file: FileId,
}

/// There is no `content/site.yaml`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoSite;

/// What a caller may ask of loading.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Load drafts as if they were none.
    pub drafts: bool,
}

/// The bytes of `site.yaml`, or why there are none although it is there; `None` where there is no site.
pub(crate) fn site_yaml(world: &dyn World) -> Option<io::Result<Vec<u8>>> {
    match world.read("content/site.yaml") {
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => None,
        read => Some(read),
    }
}

/// Loads the site.
///
/// # Errors
/// When there is no `content/site.yaml`; everything else becomes a fault.
pub fn load(world: &dyn World, options: Options) -> Result<Loaded, NoSite> {
    load_with(world, options, Texts::Held)
}

/// Loads the site, and holds the texts of pages or leaves them in their files.
///
/// # Errors
/// As [`load`].
pub fn load_with(world: &dyn World, options: Options, texts: Texts<'_>) -> Result<Loaded, NoSite> {
    let Some(bytes) = site_yaml(world) else {
        return Err(NoSite);
    };
    let mut sources = Sources::default();
    let mut faults = Vec::new();
    let site = decode::site(&mut sources, &mut faults, bytes);
    let languages: Vec<String> = site.languages.iter().map(|l| l.value.clone()).collect();

    let mut loaded = Loaded {
        sources,
        site,
        pages: List::new(Kind::Page),
        terms: List::new(Kind::Term),
        events: List::new(Kind::Event),
        people: List::new(Kind::Person),
        bibliography: List::new(Kind::Source),
        drafts: Vec::new(),
        unread: Vec::new(),
        lost: BTreeMap::new(),
        assets: Vec::new(),
        statics: Vec::new(),
        templates: Vec::new(),
        faults,
        hashes: FxHashMap::default(),
        remembered: Vec::new(),
        stale: false,
        prints: BTreeMap::new(),
        listing: Listing::default(),
    };
    loaded.check_languages();
    loaded.content(world, &languages, options, texts);
    loaded.templates(world);
    let mut found = files::listed(world, "static", &mut loaded);
    found.extend(files::for_hosts(world, &mut loaded));
    found.sort();
    loaded.statics = found
        .into_iter()
        .filter_map(|p| p.strip_prefix("static/").map(str::to_owned))
        .collect();
    Ok(loaded)
}

impl Loaded {
    /// How many pages or entries of a kind there are.
    #[must_use]
    pub fn count(&self, kind: Kind) -> usize {
        match kind {
            Kind::Page => self.pages.len(),
            Kind::Term => self.terms.len(),
            Kind::Event => self.events.len(),
            Kind::Person => self.people.len(),
            Kind::Source => self.bibliography.len(),
        }
    }

    fn merge(
        &mut self,
        part: decode::Decoded,
        languages: &[String],
        options: Options,
        prints: Option<(&str, &[Print])>,
    ) {
        if part.pages.iter().all(|p| !p.head.draft || options.drafts)
            && let Some((path, prints)) = prints
        {
            self.note_prints(&part, path, prints);
        }
        let mut faults = part.faults;
        // A list of languages that can't be read is not one that lacks a language.
        let read = !self.site.doubts("languages");
        let mut known = |language: &str, place: Span| {
            if read {
                unknown_language(language, place, languages, &mut faults);
            }
        };
        for page in part.pages {
            let place = page.head.language.as_ref().map_or(page.head.title.span, |l| l.span);
            known(&page.language, place);
            if page.head.draft && !options.drafts {
                self.drafts.push(Draft {
                    id: page.id,
                    file: page.path,
                    bundle: page.bundle,
                    source: Some(page.file),
                });
                // What is wrong with a draft is its author's business until it is published.
                return;
            }
            // Found before anyone could read what the page allows.
            let (file, allow) = (page.file, &page.head.allow);
            if !allow.is_empty() {
                self.faults.retain(|f| f.span.file != file || !allow.contains(&f.code));
            }
            self.pages.push(page);
        }
        for e in &part.terms {
            known(&e.language, e.data.ids.language.as_ref().map_or(e.place, |l| l.span));
        }
        for e in &part.events {
            known(&e.language, e.data.ids.language.as_ref().map_or(e.place, |l| l.span));
        }
        for e in &part.people {
            known(&e.language, e.data.ids.language.as_ref().map_or(e.place, |l| l.span));
        }
        self.terms.extend(part.terms);
        self.events.extend(part.events);
        self.people.extend(part.people);
        self.bibliography.extend(part.bibliography);
        self.faults.extend(faults);
    }

    fn check_languages(&mut self) {
        for language in &self.site.languages {
            if crate::i18n::Locale::new(&language.value).is_err() {
                let message = format!("`{}` is no language tag", language.value);
                self.faults.push(
                    Diagnostic::new(Code::SITE_UNKNOWN_LANGUAGE, language.span, message)
                        .help("write a BCP 47 tag such as en, fr, pt-BR or zh-Hant"),
                );
            }
        }
    }

    fn templates(&mut self, world: &dyn World) {
        for (name, text) in crate::theme::templates() {
            let name = format!("default/{name}");
            let file = self.sources.add(name.as_str(), text);
            self.templates.push(TemplateFile { name, file });
        }
        for path in files::listed(world, "templates", self) {
            let Some(name) = path.strip_prefix("templates/") else {
                continue;
            };
            // Notes for people (README.md) and editors' leavings are no templates.
            let known = name
                .rsplit_once('.')
                .is_some_and(|(_, e)| matches!(e, "html" | "xml" | "txt" | "json"));
            if !known {
                continue;
            }
            let result = files::text(world, &path);
            if let Some(file) = files::keep(&mut self.sources, &mut self.faults, &path, result) {
                self.templates.push(TemplateFile {
                    name: name.to_owned(),
                    file,
                });
            }
        }
        self.templates_passed_over();
    }
}

fn unknown_language(language: &str, place: Span, languages: &[String], faults: &mut Vec<Diagnostic>) {
    if languages.iter().any(|l| l == language) {
        return;
    }
    let near = closest(language, languages.iter().map(String::as_str));
    let message = match near {
        Some(near) => format!("`{language}` is no language of this site, did you mean `{near}`?"),
        None => format!("`{language}` is no language of this site"),
    };
    let add = format!(
        "add it to `languages:` in content/site.yaml, which has {}",
        languages.join(", ")
    );
    let help = match near {
        Some(near) => format!("write `{near}`, or {add}"),
        None => add,
    };
    faults.push(Diagnostic::new(Code::SITE_UNKNOWN_LANGUAGE, place, message).help(help));
}
