//! What can be linked to: every entry by id and language, every page by file and address, the forms of the glossary, the
//! files beside the pages. Built once from what was loaded, read by all pages at the same time.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::forms::Forms;
use crate::date::Day;
use crate::diagnostics::{Code, Diagnostic, closest};
use crate::i18n::Locale;
use crate::load::{Loaded, Page, Role};
use crate::model::id::{Kind, normalise};
use crate::prose::slug::slug;
use crate::span::Span;

/// An entry, by kind and index into the loaded list of that kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
    forms: FxHashMap<&'a str, Forms>,
    paths: Vec<String>,
    at_path: FxHashMap<String, usize>,
    bundles: FxHashMap<&'a str, String>,
    tags: BTreeMap<String, Tag<'a>>,
    tags_of: FxHashMap<usize, Vec<String>>,
    acronyms: FxHashSet<String>,
    fallback: Locale,
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
    /// Nothing has it; the nearest that exists, or the id's new name.
    Unknown(Option<String>),
    /// It names several things.
    Ambiguous(Vec<Ref>),
    /// It names a draft.
    Draft,
}

impl<'a> Index<'a> {
    /// Builds the index. `embedded` are the names of files that the program's own theme publishes.
    #[must_use]
    pub fn new(loaded: &'a Loaded, today: Day, embedded: &[&str]) -> (Self, Vec<Diagnostic>) {
        let mut faults = Vec::new();
        let mut index = Self {
            loaded,
            today,
            locales: FxHashMap::default(),
            ids: FxHashMap::default(),
            former: FxHashMap::default(),
            last: FxHashMap::default(),
            files: FxHashMap::default(),
            assets: loaded.assets.iter().map(String::as_str).collect(),
            statics: loaded.statics.iter().cloned().collect(),
            forms: FxHashMap::default(),
            paths: Vec::new(),
            at_path: FxHashMap::default(),
            bundles: FxHashMap::default(),
            tags: BTreeMap::new(),
            tags_of: FxHashMap::default(),
            acronyms: FxHashSet::default(),
            fallback: Locale::english(),
        };
        index.statics.extend(embedded.iter().map(|s| (*s).to_owned()));
        for language in &loaded.site.languages {
            if let Ok(locale) = Locale::new(&language.value) {
                index.locales.insert(&language.value, locale);
            }
        }
        index.pages();
        index.entries(&mut faults);
        index.glossary(&mut faults);
        index.tags();
        index.acronyms();
        (index, faults)
    }

    fn pages(&mut self) {
        for (at, page) in self.loaded.pages.iter().enumerate() {
            let path = self.page_path(page);
            if let Some(bundle) = &page.bundle {
                // Of several languages, the default one's page owns the files.
                if page.language == self.default_language() || !self.bundles.contains_key(bundle.as_str()) {
                    self.bundles.insert(bundle, path.clone());
                }
            }
            self.at_path.entry(path.clone()).or_insert(at);
            self.paths.push(path);
            let r = Ref { kind: Kind::Page, at };
            self.files.insert(&page.path, r);
            if page.role == Role::Explainer {
                self.ids.entry((Kind::Page, &page.id)).or_default().push(at);
                let last = page.id.rsplit('/').next().unwrap_or(&page.id);
                self.last.entry(last).or_default().push(at);
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
            let first = self.place(Ref { kind: r.kind, at: first });
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

    fn glossary(&mut self, faults: &mut Vec<Diagnostic>) {
        let loaded = self.loaded;
        for (at, entry) in loaded.terms.iter().enumerate() {
            let forms = self
                .forms
                .entry(&entry.language)
                .or_insert_with(|| Forms::new(&entry.language));
            for clash in forms.add(at, &entry.data) {
                let (Some(first), Some(second)) = (loaded.terms.get(clash.first.0), loaded.terms.get(clash.second.0))
                else {
                    continue;
                };
                let message = format!("the terms `{}` and `{}` both claim the form `{}`", first.id, second.id, clash.form);
                faults.push(
                    Diagnostic::new(Code::GLOSSARY_FORM_CLAIMED_TWICE, clash.second.1, message)
                        .related(clash.first.1, "claimed here first")
                        .help("remove it from one of them, or tell the titles apart: `Mission (diplomacy)`"),
                );
            }
        }
    }

    fn tags(&mut self) {
        for (at, page) in self.loaded.pages.iter().enumerate() {
            for tag in &page.head.tags {
                let slug = slug(&tag.value);
                let path = format!("{}tags/{slug}/", self.prefix(&page.language));
                let own = self.tags_of.entry(at).or_default();
                if own.contains(&path) {
                    continue;
                }
                own.push(path.clone());
                let entry = self.tags.entry(path).or_insert_with(|| Tag {
                    name: &tag.value,
                    language: &page.language,
                    slug,
                    pages: Vec::new(),
                });
                entry.pages.push(at);
            }
        }
    }

    fn acronyms(&mut self) {
        let l = self.loaded;
        let mut names: Vec<&str> = Vec::new();
        for term in &l.terms {
            let d = &term.data;
            names.push(&d.term.value);
            names.extend(d.aliases.iter().chain(&d.abbreviations).chain(&d.forms).map(|s| s.value.as_str()));
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

    /// Whether a term or a name explains this acronym.
    #[must_use]
    pub fn knows_acronym(&self, word: &str) -> bool {
        self.acronyms.contains(word)
    }

    /// Where a link of the navigation leads: a page's id or a path of the site. `None` for an address outside.
    #[must_use]
    pub fn nav_target(&self, url: &str, language: &str) -> Option<String> {
        if url.contains("://") || url.starts_with("mailto:") {
            return None;
        }
        if let Ok(r) = self.find(Kind::Page, url, language) {
            return Some(self.path(r));
        }
        if url.starts_with('/') {
            // The same place in the page's own language, where there is one.
            let own = format!("{}{}", self.prefix(language), url.trim_start_matches('/'));
            let path = own.split('#').next().unwrap_or("");
            return Some(if self.address(path).is_some() { own } else { url.to_owned() });
        }
        self.resolve(url, language).ok().map(|r| self.path(r))
    }

    /// All tags by the address of their page.
    #[must_use]
    pub fn tag_pages(&self) -> &BTreeMap<String, Tag<'a>> {
        &self.tags
    }

    /// The addresses of a page's tags.
    #[must_use]
    pub fn tags_of(&self, page: usize) -> &[String] {
        self.tags_of.get(&page).map_or(&[], Vec::as_slice)
    }

    /// The page at an address.
    #[must_use]
    pub fn page_at(&self, path: &str) -> Option<usize> {
        self.at_path.get(path).copied()
    }

    /// The address of the page whose bundle a folder is.
    #[must_use]
    pub fn bundle(&self, folder: &str) -> Option<&str> {
        self.bundles.get(folder).map(String::as_str)
    }

    /// Whether an entry was the first with its id and language, and so is the one that is published.
    #[must_use]
    pub fn is_first(&self, r: Ref) -> bool {
        self.ids.get(&(r.kind, self.id(r))).is_some_and(|list| list.contains(&r.at))
    }

    /// The former ids of an entry.
    #[must_use]
    pub fn former_ids(&self, r: Ref) -> Vec<&'a str> {
        let l = self.loaded;
        let found = match r.kind {
            Kind::Page => None,
            Kind::Term => l.terms.get(r.at).map(|e| &e.data.ids.former),
            Kind::Event => l.events.get(r.at).map(|e| &e.data.ids.former),
            Kind::Person => l.people.get(r.at).map(|e| &e.data.ids.former),
            Kind::Source => l.bibliography.get(r.at).map(|e| &e.data.ids.former),
        };
        found.into_iter().flatten().map(|s| s.value.as_str()).collect()
    }

    /// The words of a language; those of the default language where it has none.
    #[must_use]
    pub fn locale(&self, language: &str) -> &Locale {
        self.locales
            .get(language)
            .or_else(|| self.locales.get(self.default_language()))
            .unwrap_or(&self.fallback)
    }

    /// The site's default language.
    #[must_use]
    pub fn default_language(&self) -> &'a str {
        &self.loaded.site.language.value
    }

    /// The forms of a language's terms.
    #[must_use]
    pub fn forms(&self, language: &str) -> Option<&Forms> {
        self.forms.get(language)
    }

    /// An entry's language.
    #[must_use]
    pub fn language(&self, r: Ref) -> &'a str {
        let l = self.loaded;
        let found = match r.kind {
            Kind::Page => l.pages.get(r.at).map(|e| &e.language),
            Kind::Term => l.terms.get(r.at).map(|e| &e.language),
            Kind::Event => l.events.get(r.at).map(|e| &e.language),
            Kind::Person => l.people.get(r.at).map(|e| &e.language),
            Kind::Source => l.bibliography.get(r.at).map(|e| &e.language),
        };
        found.map_or("", String::as_str)
    }

    /// An entry's id.
    #[must_use]
    pub fn id(&self, r: Ref) -> &'a str {
        let l = self.loaded;
        let found = match r.kind {
            Kind::Page => l.pages.get(r.at).map(|e| &e.id),
            Kind::Term => l.terms.get(r.at).map(|e| &e.id),
            Kind::Event => l.events.get(r.at).map(|e| &e.id),
            Kind::Person => l.people.get(r.at).map(|e| &e.id),
            Kind::Source => l.bibliography.get(r.at).map(|e| &e.id),
        };
        found.map_or("", String::as_str)
    }

    /// An entry's title, term or name.
    #[must_use]
    pub fn title(&self, r: Ref) -> &'a str {
        let l = self.loaded;
        let found = match r.kind {
            Kind::Page => l.pages.get(r.at).map(|e| &e.head.title),
            Kind::Term => l.terms.get(r.at).map(|e| &e.data.term),
            Kind::Event => l.events.get(r.at).map(|e| &e.data.title),
            Kind::Person => l.people.get(r.at).map(|e| &e.data.name),
            Kind::Source => l.bibliography.get(r.at).map(|e| &e.data.title),
        };
        found.map_or("", |t| &t.value)
    }

    /// Where an entry stands, for messages.
    #[must_use]
    pub fn place(&self, r: Ref) -> Span {
        let l = self.loaded;
        let found = match r.kind {
            Kind::Page => l.pages.get(r.at).map(|e| e.head.title.span),
            Kind::Term => l.terms.get(r.at).map(|e| e.place),
            Kind::Event => l.events.get(r.at).map(|e| e.place),
            Kind::Person => l.people.get(r.at).map(|e| e.place),
            Kind::Source => l.bibliography.get(r.at).map(|e| e.place),
        };
        found.unwrap_or(l.site.place)
    }

    /// `/` for the default language, `/fr/` for another.
    #[must_use]
    pub fn prefix(&self, language: &str) -> String {
        if language == self.default_language() {
            "/".into()
        } else {
            format!("/{language}/")
        }
    }

    /// The address of a section (`/glossary/`) in a language.
    #[must_use]
    pub fn section_path(&self, kind: Kind, language: &str) -> String {
        format!("{}{}/", self.prefix(language), kind.folder().unwrap_or(""))
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

    /// The address of an entry: a page's own, a term's page, and for the others their place on the section's page.
    #[must_use]
    pub fn path(&self, r: Ref) -> String {
        match r.kind {
            Kind::Page => self.paths.get(r.at).cloned().unwrap_or_default(),
            Kind::Term => format!("{}{}/", self.section_path(r.kind, self.language(r)), self.id(r)),
            _ => self.anchor(r),
        }
    }

    /// The place of an entry on its section's page: `/glossary/#agrement`.
    #[must_use]
    pub fn anchor(&self, r: Ref) -> String {
        format!("{}#{}", self.section_path(r.kind, self.language(r)), self.id(r))
    }

    /// What a file under `content/` became.
    #[must_use]
    pub fn file(&self, path: &str) -> Option<Ref> {
        self.files.get(path).copied()
    }

    /// All files that became pages or entries, for suggestions.
    pub fn file_names(&self) -> impl Iterator<Item = &str> {
        self.files.keys().copied()
    }

    /// Whether a file stands beside the pages.
    #[must_use]
    pub fn has_asset(&self, path: &str) -> bool {
        self.assets.contains(path)
    }

    /// Whether a file is published from `static/`, the site's own or the program's.
    #[must_use]
    pub fn has_static(&self, path: &str) -> bool {
        self.statics.contains(path)
    }

    /// The names of all files beside the pages, for suggestions.
    pub fn asset_names(&self) -> impl Iterator<Item = &str> {
        self.assets.iter().copied()
    }

    /// The entry of one kind with this id, in `language` or else in the default one.
    ///
    /// # Errors
    /// When there is none.
    pub fn find(&self, kind: Kind, id: &str, language: &str) -> Result<Ref, Dangling> {
        let id = normalise(id);
        if let Some(at) = self.ids.get(&(kind, id.as_str())).and_then(|list| self.prefer(kind, list, language)) {
            return Ok(Ref { kind, at });
        }
        if kind == Kind::Page
            && let Some(list) = self.last.get(id.as_str())
            && let Some(found) = self.only(list, language)?
        {
            return Ok(found);
        }
        if kind == Kind::Page && self.loaded.drafts.iter().any(|d| d.id == id || d.id.rsplit('/').next() == Some(&id)) {
            return Err(Dangling::Draft);
        }
        if let Some(new) = self.former.get(&(kind, id.as_str())) {
            return Err(Dangling::Unknown(Some((*new).to_owned())));
        }
        let mut names: Vec<&str> = self.ids.keys().filter(|(k, _)| *k == kind).map(|(_, id)| *id).collect();
        names.sort_unstable();
        Err(Dangling::Unknown(closest(&id, names).map(str::to_owned)))
    }

    fn prefer(&self, kind: Kind, list: &[usize], language: &str) -> Option<usize> {
        let of = |wanted: &str| {
            list.iter()
                .copied()
                .find(|at| self.language(Ref { kind, at: *at }) == wanted)
        };
        of(language)
            .or_else(|| of(self.default_language()))
            .or_else(|| list.first().copied())
    }

    /// The one page among those whose ids end alike.
    fn only(&self, list: &[usize], language: &str) -> Result<Option<Ref>, Dangling> {
        let mut ids: Vec<&str> = list.iter().filter_map(|at| self.loaded.pages.get(*at)).map(|p| p.id.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        if ids.len() > 1 {
            let refs = list.iter().map(|at| Ref { kind: Kind::Page, at: *at });
            return Err(Dangling::Ambiguous(refs.collect()));
        }
        Ok(self.prefer(Kind::Page, list, language).map(|at| Ref { kind: Kind::Page, at }))
    }

    /// What `[[id]]` or `[[kind:id]]` leads to.
    ///
    /// # Errors
    /// When nothing has the id, or several things have it.
    pub fn resolve(&self, text: &str, language: &str) -> Result<Ref, Dangling> {
        if let Some((prefix, id)) = text.split_once(':')
            && let Some(kind) = Kind::from_prefix(prefix.trim())
        {
            return self.find(kind, id.trim(), language);
        }
        let mut found = Vec::new();
        let mut near: Vec<String> = Vec::new();
        let mut draft = false;
        for kind in Kind::ALL {
            match self.find(kind, text, language) {
                Ok(r) => found.push(r),
                Err(Dangling::Ambiguous(refs)) => found.extend(refs),
                Err(Dangling::Draft) => draft = true,
                Err(Dangling::Unknown(n)) => near.extend(n),
            }
        }
        match found.as_slice() {
            [one] => Ok(*one),
            [] if draft => Err(Dangling::Draft),
            [] => Err(Dangling::Unknown(closest(text, near.iter().map(String::as_str)).map(str::to_owned).or(near.into_iter().next()))),
            _ => Err(Dangling::Ambiguous(found)),
        }
    }

    /// The message for an id that leads nowhere. `what` is its code when nothing has it; `noun` names the kind.
    #[must_use]
    pub fn dangling(&self, why: &Dangling, text: &str, place: Span, what: Code, noun: &str) -> Diagnostic {
        match why {
            Dangling::Unknown(Some(near)) => {
                let message = format!("no {noun} has the id `{text}`, did you mean `{near}`?");
                Diagnostic::new(what, place, message).help(format!("write `{near}`"))
            }
            Dangling::Unknown(None) => Diagnostic::new(what, place, format!("no {noun} has the id `{text}`"))
                .help(format!("check the spelling, or add the {noun}")),
            Dangling::Draft => Diagnostic::new(what, place, format!("`{text}` is a draft"))
                .help("publish it, remove the link, or build with --drafts"),
            Dangling::Ambiguous(refs) => {
                let names: Vec<String> = refs
                    .iter()
                    .map(|r| format!("{}:{}", r.kind.prefix(), self.id(*r)))
                    .collect();
                let message = format!("`{text}` may be {}", names.join(" or "));
                let help = format!("write `{}`", names.join("` or `"));
                refs.iter().fold(Diagnostic::new(Code::ID_AMBIGUOUS, place, message).help(help), |d, r| {
                    d.related(self.place(*r), format!("{}:{} is here", r.kind.prefix(), self.id(*r)))
                })
            }
        }
    }
}
