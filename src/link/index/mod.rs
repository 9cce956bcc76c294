//! What can be linked to: every entry by id and language, every page by file and address, the forms of the glossary, the
//! files beside the pages. Built once from what was loaded, read by all pages at the same time.

mod address;
mod body;
mod held_back;
mod languages;
mod lookup;
mod parts;
mod prints;
mod resolve;
mod spelling;
mod tags;

use std::collections::BTreeMap;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, OnceLock};

use rustc_hash::{FxHashMap, FxHashSet};

use self::address::Addresses;
pub(crate) use self::lookup::all_names;
pub use self::parts::{Parts, Renewed};
pub(crate) use self::prints::sum;
use crate::cache::trace::Deps;
use crate::date::Day;
use crate::diagnostics::{Code, Diagnostic};
use crate::glossary::Forms;
use crate::i18n::Locale;
use crate::load::{Loaded, Page, Role};
use crate::model::id::{Kind, normalise};
use crate::span::Span;
use crate::world::World;

/// An entry, by kind and index into the loaded list of that kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct Ref {
    /// Its kind.
    pub kind: Kind,
    /// Its place in the list.
    pub at: usize,
}

/// The index of a loaded site.
#[derive(Debug)]
pub struct Index<'a> {
    /// What was loaded.
    pub loaded: &'a Loaded,
    /// Today, for checks.
    pub today: Day,
    locales: FxHashMap<&'a str, Locale>,
    ids: FxHashMap<(Kind, &'a str), Vec<usize>>,
    former: FxHashMap<(Kind, &'a str), &'a str>,
    last: FxHashMap<&'a str, Vec<usize>>,
    files: FxHashMap<&'a str, Ref>,
    assets: FxHashSet<&'a str>,
    statics: FxHashSet<String>,
    spelling: spelling::Spelling,
    /// What a link to a draft may say: its id, or the last part of it.
    drafts: FxHashSet<&'a str>,
    held_back: OnceLock<Vec<String>>,
    forms: FxHashMap<&'a str, Forms>,
    paths: Vec<String>,
    addresses: Addresses,
    exports: FxHashSet<String>,
    bundles: FxHashMap<&'a str, String>,
    tags: BTreeMap<String, Tag<'a>>,
    tags_of: FxHashMap<usize, Vec<Arc<str>>>,
    acronyms: FxHashSet<String>,
    /// People by language and name.
    called: FxHashMap<(&'a str, &'a str), usize>,
    clashes: Vec<Diagnostic>,
    fallback: Locale,
    reader: Option<Reader<'a>>,
}

/// What a build gives an index beside what was loaded.
#[derive(Clone)]
struct Reader<'a> {
    world: &'a dyn World,
    deps: Option<Arc<Deps>>,
    changed: Arc<AtomicBool>,
}

impl std::fmt::Debug for Reader<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reader").finish_non_exhaustive()
    }
}

/// A tag of one language and the pages that have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag<'a> {
    /// The tag as the first page writes it.
    pub name: &'a str,
    /// The language of its pages.
    pub language: &'a str,
    /// The last part of its address.
    pub slug: String,
    /// The pages, in the order in which they were loaded.
    pub pages: Vec<usize>,
}

/// Why an id leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dangling {
    /// Nothing has it; the id's new name, where it is a former one.
    Unknown(Option<String>),
    /// It names several things.
    Ambiguous(Vec<Ref>),
    /// It names a draft.
    Draft,
    /// It may be in a file that could not be read, whose own faults say so.
    Unread,
}

impl<'a> Index<'a> {
    /// Builds the index. `embedded` are the names of files that the program's own theme publishes.
    #[must_use]
    pub fn new(loaded: &'a Loaded, today: Day, embedded: &[&str]) -> (Self, Vec<Diagnostic>) {
        let mut faults = Vec::new();
        let mut index = Self::bare(loaded, today);
        index.statics.extend(embedded.iter().map(|s| (*s).to_owned()));
        for language in &loaded.site.languages {
            if let Ok(locale) = Locale::new(&language.value) {
                index.locales.insert(&language.value, locale);
            }
        }
        index.pages();
        index.entries(&mut faults);
        index.glossary();
        faults.extend(index.clashes.iter().cloned());
        index.tags();
        faults.extend(index.tag_faults());
        faults.extend(index.language_faults());
        index.acronyms();
        index.addresses = address::all(&index);
        index.exports = address::exports(&index);
        (index, faults)
    }

    /// An index that knows only which files there are.
    fn bare(loaded: &'a Loaded, today: Day) -> Self {
        Self {
            loaded,
            today,
            locales: FxHashMap::default(),
            ids: FxHashMap::default(),
            former: FxHashMap::default(),
            last: FxHashMap::default(),
            files: FxHashMap::default(),
            assets: loaded.assets.iter().map(String::as_str).collect(),
            statics: loaded.statics.iter().cloned().collect(),
            spelling: spelling::Spelling::of(loaded),
            held_back: OnceLock::new(),
            drafts: loaded
                .drafts
                .iter()
                .flat_map(|d| [Some(d.id.as_str()), d.id.rsplit('/').next()])
                .flatten()
                .collect(),
            forms: FxHashMap::default(),
            paths: Vec::new(),
            addresses: Addresses::default(),
            exports: FxHashSet::default(),
            bundles: FxHashMap::default(),
            tags: BTreeMap::new(),
            tags_of: FxHashMap::default(),
            acronyms: FxHashSet::default(),
            called: FxHashMap::default(),
            clashes: Vec::new(),
            fallback: Locale::english(),
            reader: None,
        }
    }

    /// Addresses that are known already stay.
    fn pages(&mut self) {
        let mut known = std::mem::take(&mut self.paths).into_iter();
        for (at, page) in self.loaded.pages.iter().enumerate() {
            let path = known.next().unwrap_or_else(|| self.page_path(page));
            if let Some(bundle) = &page.bundle {
                // Of several languages, the default one's page owns the files.
                if page.language == self.default_language() || !self.bundles.contains_key(bundle.as_str()) {
                    self.bundles.insert(bundle, path.clone());
                }
            }
            self.paths.push(path);
            let r = Ref { kind: Kind::Page, at };
            self.files.insert(&page.path, r);
            if page.role == Role::Explainer {
                one(self.ids.entry((Kind::Page, &page.id)).or_default(), at);
                let last = page.id.rsplit('/').next().unwrap_or(&page.id);
                one(self.last.entry(last).or_default(), at);
            }
        }
    }

    fn entries(&mut self, faults: &mut Vec<Diagnostic>) {
        let loaded = self.loaded;
        for (at, e) in loaded.terms.iter().enumerate() {
            self.entry(Ref { kind: Kind::Term, at }, &e.id, &e.path, e.place, faults);
            self.formers(Kind::Term, &e.id, &e.data.ids.former);
        }
        for (at, e) in loaded.events.iter().enumerate() {
            self.entry(Ref { kind: Kind::Event, at }, &e.id, &e.path, e.place, faults);
            self.formers(Kind::Event, &e.id, &e.data.ids.former);
        }
        for (at, e) in loaded.people.iter().enumerate() {
            self.entry(Ref { kind: Kind::Person, at }, &e.id, &e.path, e.place, faults);
            self.formers(Kind::Person, &e.id, &e.data.ids.former);
            let first = *self.called.entry((&e.language, &e.data.name.value)).or_insert(at);
            if loaded.people.name(first).is_some_and(|p| p.id > e.id) {
                self.called.insert((&e.language, &e.data.name.value), at);
            }
        }
        for (at, e) in loaded.bibliography.iter().enumerate() {
            self.entry(Ref { kind: Kind::Source, at }, &e.id, &e.path, e.place, faults);
            self.formers(Kind::Source, &e.id, &e.data.ids.former);
        }
    }

    fn entry(&mut self, r: Ref, id: &'a str, path: &'a str, place: Span, faults: &mut Vec<Diagnostic>) {
        let language = self.language(r).to_owned();
        let same = self.ids.get(&(r.kind, id)).and_then(|list| {
            list.iter()
                .find(|at| self.language(Ref { kind: r.kind, at: **at }) == language)
                .copied()
        });
        if let Some(first) = same {
            let first = self.place(Ref {
                kind: r.kind,
                at: first,
            });
            let message = format!("two entries of {}/ have the id `{id}`", r.kind.folder().unwrap_or(""));
            faults.push(
                Diagnostic::new(Code::ID_DUPLICATE, place, message)
                    .related(first, "the first is here")
                    .help("give one of them another `id`, or merge the two"),
            );
            return;
        }
        self.ids.entry((r.kind, id)).or_default().push(r.at);
        // A list file holds many entries; a link to it leads to none of them.
        if std::path::Path::new(path).extension().is_some_and(|e| e == "md") {
            self.files.insert(path, r);
        }
    }

    fn formers(&mut self, kind: Kind, id: &'a str, former: &'a [crate::span::Spanned<String>]) {
        for old in former {
            self.former.insert((kind, &old.value), id);
        }
    }

    fn glossary(&mut self) {
        let loaded = self.loaded;
        for (at, entry) in loaded.terms.iter().enumerate() {
            let number = u8::try_from(self.forms.len()).unwrap_or(u8::MAX);
            let forms = self.forms.entry(&entry.language).or_insert_with(|| {
                let mut forms = Forms::new(&entry.language);
                forms.set_number(number);
                forms
            });
            for clash in forms.add(at, &entry.data) {
                let (Some(first), Some(second)) = (loaded.terms.get(clash.first.0), loaded.terms.get(clash.second.0))
                else {
                    continue;
                };
                let message = format!(
                    "the terms `{}` and `{}` both claim the form `{}`",
                    first.id, second.id, clash.form
                );
                self.clashes.push(
                    Diagnostic::new(Code::GLOSSARY_FORM_CLAIMED_TWICE, clash.second.1, message)
                        .related(clash.first.1, "claimed here first")
                        .help("remove it from one of them, or tell the titles apart: `Mission (diplomacy)`"),
                );
            }
        }
    }

    fn acronyms(&mut self) {
        let l = self.loaded;
        let mut names: Vec<&str> = Vec::new();
        for term in &l.terms {
            let d = &term.data;
            names.push(&d.term.value);
            names.extend(
                d.aliases
                    .iter()
                    .chain(&d.abbreviations)
                    .chain(&d.forms)
                    .map(|s| s.value.as_str()),
            );
        }
        for person in &l.people {
            names.push(&person.data.name.value);
            names.extend(person.data.aliases.iter().map(String::as_str));
        }
        for name in names {
            let words = name.split(|c: char| !c.is_alphanumeric());
            let capitals = words.filter(|w| w.chars().filter(|c| c.is_uppercase()).count() >= 2);
            self.acronyms.extend(capitals.map(str::to_owned));
        }
    }

    fn page_path(&self, page: &Page) -> String {
        let prefix = self.prefix(&page.language);
        match page.role {
            Role::Home => prefix,
            Role::Section(kind) => self.section_path(kind, &page.language),
            Role::Explainer => match (&page.head.slug, page.id.rsplit_once('/')) {
                (Some(slug), Some((folder, _))) => format!("{prefix}{folder}/{}/", normalise(&slug.value)),
                (Some(slug), None) => format!("{prefix}{}/", normalise(&slug.value)),
                (None, _) => format!("{prefix}{}/", page.id),
            },
        }
    }
}

/// Adds to a list that seldom has more than one: thousands of them have no room to spare.
fn one(list: &mut Vec<usize>, at: usize) {
    if list.is_empty() {
        list.reserve_exact(1);
    }
    list.push(at);
}
