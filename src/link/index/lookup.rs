//! Questions to the index that always have an answer: titles, places, addresses, words of a language.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Index, Ref, Tag};
use crate::cache::trace::{self, About, Question};
use crate::date::Day;
use crate::diagnostics::{Code, Level};
use crate::glossary::Forms;
use crate::i18n::Locale;
use crate::model::id::Kind;
use crate::model::{Density, PersonKind};
use crate::span::Span;

impl<'a> Index<'a> {
    /// Whether a term or a name explains this acronym.
    #[must_use]
    pub fn knows_acronym(&self, word: &str) -> bool {
        trace::ask(Question::Acronym, Kind::Term, 0, word, "");
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
            return Some(if self.address(path).is_some() || self.has_export(path) {
                own
            } else {
                url.to_owned()
            });
        }
        self.resolve(url, language).ok().map(|r| self.path(r))
    }

    /// Whether a day lies before today.
    #[must_use]
    pub fn has_passed(&self, day: Day) -> bool {
        trace::ask(Question::Passed, Kind::Page, 0, &day.to_string(), "");
        day < self.today
    }

    /// All tags by the address of their page.
    #[must_use]
    pub fn tag_pages(&self) -> &BTreeMap<String, Tag<'a>> {
        trace::ask(Question::AllTags, Kind::Page, 0, "", "");
        &self.tags
    }

    /// The tag whose page is at an address.
    #[must_use]
    pub fn tag(&self, path: &str) -> Option<&Tag<'a>> {
        trace::ask(Question::Tag, Kind::Page, 0, path, "");
        self.tags.get(path)
    }

    /// The same, for whoever asks for its pages too.
    #[must_use]
    pub fn tag_with_pages(&self, path: &str) -> Option<&Tag<'a>> {
        trace::ask(Question::Tag, Kind::Page, 1, path, "");
        self.tags.get(path)
    }

    /// The addresses of a page's tags.
    #[must_use]
    pub fn tags_of(&self, page: usize) -> &[Arc<str>] {
        trace::on(About::Tags, Kind::Page, page);
        self.tags_of.get(&page).map_or(&[], Vec::as_slice)
    }

    /// The address of the page whose bundle a folder is.
    #[must_use]
    pub fn bundle(&self, folder: &str) -> Option<&str> {
        self.bundles.get(folder).map(String::as_str)
    }

    /// Whether an entry was the first with its id and language, and so is the one that is published.
    #[must_use]
    pub fn is_first(&self, r: Ref) -> bool {
        // Whether it is the first is a part of what its name's print says.
        self.ids
            .get(&(r.kind, self.id(r)))
            .is_some_and(|list| list.contains(&r.at))
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
        // Where there are forms, the words that they are asked for are noted, one by one.
        let forms = self.forms.get(language);
        if forms.is_none() {
            trace::ask(Question::Forms, Kind::Term, 0, language, "");
        }
        forms
    }

    /// The forms of all languages, by the numbers that traces know them by.
    pub(crate) fn all_forms(&self) -> Vec<(&'a str, &Forms)> {
        let mut all: Vec<(&str, &Forms)> = self.forms.iter().map(|(language, forms)| (*language, forms)).collect();
        all.sort_unstable_by_key(|(_, forms)| forms.number());
        all
    }

    /// An entry's language.
    #[must_use]
    pub fn language(&self, r: Ref) -> &'a str {
        let l = self.loaded;
        let found = match r.kind {
            Kind::Page => l.pages.name(r.at).map(|e| &e.language),
            Kind::Term => l.terms.name(r.at).map(|e| &e.language),
            Kind::Event => l.events.name(r.at).map(|e| &e.language),
            Kind::Person => l.people.name(r.at).map(|e| &e.language),
            Kind::Source => l.bibliography.name(r.at).map(|e| &e.language),
        };
        found.map_or("", String::as_str)
    }

    /// An entry's id.
    #[must_use]
    pub fn id(&self, r: Ref) -> &'a str {
        let l = self.loaded;
        let found = match r.kind {
            Kind::Page => l.pages.name(r.at).map(|e| &e.id),
            Kind::Term => l.terms.name(r.at).map(|e| &e.id),
            Kind::Event => l.events.name(r.at).map(|e| &e.id),
            Kind::Person => l.people.name(r.at).map(|e| &e.id),
            Kind::Source => l.bibliography.name(r.at).map(|e| &e.id),
        };
        found.map_or("", String::as_str)
    }

    /// Which mentions of a term are linked, where the term says so. It counts to what its name says.
    #[must_use]
    pub fn density(&self, r: Ref) -> Option<Density> {
        let term = self.loaded.terms.name(r.at).filter(|_| r.kind == Kind::Term);
        term.and_then(|t| t.data.density)
    }

    /// The person or body of a language with just this name; of several, the one whose id comes first.
    #[must_use]
    pub fn person_called(&self, name: &str, language: &str) -> Option<usize> {
        trace::ask(Question::Called, Kind::Person, 0, name, language);
        self.called.get(&(language, name)).copied()
    }

    /// What kind of person or body an entry is. It counts to what its name says.
    #[must_use]
    pub fn person_kind(&self, r: Ref) -> Option<PersonKind> {
        let person = self.loaded.people.name(r.at).filter(|_| r.kind == Kind::Person);
        person.map(|p| p.data.kind)
    }

    /// An entry's title, term or name.
    #[must_use]
    pub fn title(&self, r: Ref) -> &'a str {
        let l = self.loaded;
        let found = match r.kind {
            Kind::Page => l.pages.name(r.at).map(|e| &e.head.title),
            Kind::Term => l.terms.name(r.at).map(|e| &e.data.term),
            Kind::Event => l.events.name(r.at).map(|e| &e.data.title),
            Kind::Person => l.people.name(r.at).map(|e| &e.data.name),
            Kind::Source => l.bibliography.name(r.at).map(|e| &e.data.title),
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

    /// Whether the site wants to be told of a warning at all.
    #[must_use]
    pub fn asks(&self, code: Code) -> bool {
        let level = self.loaded.site.checks.get(&code).copied();
        level.unwrap_or(code.level()) != Level::Allow
    }

    /// The address of an entry: a page's own, a term's page, and for the others their place on the section's page.
    #[must_use]
    pub fn path(&self, r: Ref) -> String {
        match r.kind {
            Kind::Page => {
                trace::on(About::Name, Kind::Page, r.at);
                self.paths.get(r.at).cloned().unwrap_or_default()
            }
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
        trace::ask(Question::File, Kind::Page, 0, path, "");
        self.files.get(path).copied()
    }

    /// All files that became pages or entries, for suggestions.
    pub fn file_names(&self) -> impl Iterator<Item = &str> {
        all_names();
        self.files.keys().copied()
    }

    /// Whether a file stands beside the pages.
    #[must_use]
    pub fn has_asset(&self, path: &str) -> bool {
        trace::ask(Question::Asset, Kind::Page, 0, path, "");
        self.assets.contains(path)
    }

    /// Whether a file is published from `static/`, the site's own or the program's.
    #[must_use]
    pub fn has_static(&self, path: &str) -> bool {
        trace::ask(Question::Static, Kind::Page, 0, path, "");
        self.statics.contains(path)
    }

    /// Whether the site has a file of its own at a path of the output folder.
    #[must_use]
    pub fn has_own(&self, path: &str) -> bool {
        trace::ask(Question::Own, Kind::Page, 0, path, "");
        let beside = |asset: &String| self.asset_path(asset).strip_prefix('/') == Some(path);
        trace::unnoted(|| self.loaded.statics.iter().any(|s| s == path) || self.loaded.assets.iter().any(beside))
    }

    /// The files of the program's theme that the site does not replace, sorted.
    #[must_use]
    pub fn theme_files(&self) -> Vec<&str> {
        let own = &self.loaded.statics;
        let names = self.statics.iter().filter(|s| !own.contains(s));
        let mut names: Vec<&str> = names.map(String::as_str).collect();
        names.sort_unstable();
        names
    }

    /// The names of all files beside the pages, for suggestions.
    pub fn asset_names(&self) -> impl Iterator<Item = &str> {
        all_names();
        self.assets.iter().copied()
    }
}

/// Notes that any name of the site may count, as it does where one is missing and others are offered.
pub(crate) fn all_names() {
    trace::ask(Question::Names, Kind::Page, 0, "", "");
}
