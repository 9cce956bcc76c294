//! Addresses: which there are, what each leads to, and where a page's other languages and files are.

use std::collections::BTreeSet;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Index, Ref};
use crate::cache::trace::{self, Question};
use crate::load::{Page, Role};
use crate::model::id::Kind;

/// What each address leads to; `None` for a section without a text of its own, or a tag.
pub(super) type Addresses = FxHashMap<String, Option<Ref>>;

/// All addresses of a site's pages: terms, tags and sections first, so that a page with a text of its own takes its place.
pub(super) fn all(index: &Index<'_>) -> Addresses {
    let l = index.loaded;
    let mut found = Addresses::default();
    for at in 0..l.terms.len() {
        let r = Ref { kind: Kind::Term, at };
        found.entry(index.path(r)).or_insert(Some(r));
    }
    let mut section = |kind, language: &str| {
        found.entry(index.section_path(kind, language)).or_insert(None);
    };
    l.terms.iter().for_each(|e| section(Kind::Term, &e.language));
    l.events.iter().for_each(|e| section(Kind::Event, &e.language));
    l.people.iter().for_each(|e| section(Kind::Person, &e.language));
    l.bibliography.iter().for_each(|e| section(Kind::Source, &e.language));
    for (path, tag) in index.tag_pages() {
        found.insert(path.clone(), None);
        found.insert(format!("{}tags/", index.prefix(tag.language)), None);
    }
    if l.site.search {
        let searched = searched(index);
        found.extend(searched.into_iter().map(|language| (index.search_path(language), None)));
    }
    // There is always a home page, with a text of its own or without; and one for each language that pages are written in.
    found.entry("/".into()).or_insert(None);
    let written: BTreeSet<&str> = l.pages.iter().map(|p| p.language.as_str()).collect();
    for language in l.site.languages.iter().filter(|l| written.contains(l.value.as_str())) {
        found.entry(index.prefix(&language.value)).or_insert(None);
    }
    for at in 0..l.pages.len() {
        let r = Ref { kind: Kind::Page, at };
        found.insert(index.path(r), Some(r));
    }
    found
}

/// The addresses of the files for other programs that readers are offered: what a text may link to beside pages. Where the
/// site has no address, there is no feed.
pub(super) fn exports(index: &Index<'_>) -> FxHashSet<String> {
    let l = index.loaded;
    let mut found = FxHashSet::default();
    if !l.terms.is_empty() {
        found.extend(["/glossary.json", "/glossary.ttl"].map(str::to_owned));
    }
    let events = l.events.iter().map(|e| e.language.as_str()).collect::<BTreeSet<_>>();
    for language in events {
        let files = ["timeline.json", "timeline.csv", "timeline.ics"];
        found.extend(files.map(|file| index.prefix(language) + file));
    }
    let sources = l.bibliography.iter().map(|e| e.language.as_str());
    found.extend(sources.map(|language| index.prefix(language) + "sources.json"));
    if l.site.base_url.is_some() {
        let dated = |p: &&Page| p.role == Role::Explainer && (p.head.date.is_some() || p.head.updated.is_some());
        let pages = l.pages.iter().filter(dated);
        found.extend(pages.map(|p| index.prefix(&p.language) + "feed.xml"));
    }
    found
}

/// The languages in which there is something to search for.
fn searched<'a>(index: &Index<'a>) -> BTreeSet<&'a str> {
    let l = index.loaded;
    let explainers = l.pages.iter().filter(|p| p.role == Role::Explainer);
    let mut found: BTreeSet<&str> = explainers.map(|p| p.language.as_str()).collect();
    found.extend(l.terms.iter().map(|e| e.language.as_str()));
    found.extend(l.events.iter().map(|e| e.language.as_str()));
    found.extend(l.people.iter().map(|e| e.language.as_str()));
    found.extend(l.bibliography.iter().map(|e| e.language.as_str()));
    found
}

impl Index<'_> {
    /// The address of a language's search page.
    #[must_use]
    pub fn search_path(&self, language: &str) -> String {
        format!("{}search/", self.prefix(language))
    }

    /// The address of a language's home page: the default language's, where nothing but entries is written in this one.
    #[must_use]
    pub fn home(&self, language: &str) -> String {
        let own = self.prefix(language);
        if language == self.default_language() || self.address(&own).is_some() {
            own
        } else {
            "/".into()
        }
    }

    /// The page or section at an address; `Some(None)` for a section without a text of its own.
    #[must_use]
    pub fn address(&self, path: &str) -> Option<Option<Ref>> {
        trace::ask(Question::Address, Kind::Page, 0, path, "");
        self.addresses.get(path).copied()
    }

    /// Whether nutgraf writes a file for other programs at an address: the feed, the timeline as a calendar.
    #[must_use]
    pub fn has_export(&self, path: &str) -> bool {
        trace::ask(Question::Address, Kind::Page, 0, path, "");
        self.exports.contains(path)
    }

    /// Whether a file that can't be read may have had its page at an address, or have made a section of it.
    #[must_use]
    pub fn may_be_at(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        let is = |address: &str| address.trim_end_matches('/') == path;
        self.loaded.unread.iter().any(|unread| {
            let id = unread.id.as_deref().unwrap_or("");
            let languages = self.loaded.site.languages.iter();
            languages.map(|l| l.value.as_str()).any(|language| match unread.kind {
                Kind::Page => !id.is_empty() && is(&format!("{}{id}", self.prefix(language))),
                kind => {
                    let section = self.section_path(kind, language);
                    is(&section) || (kind == Kind::Term && is(&format!("{section}{id}")))
                }
            })
        })
    }

    /// All addresses of pages, terms, tags and sections, in no order.
    pub fn addresses(&self) -> impl Iterator<Item = &str> {
        self.addresses.keys().map(String::as_str)
    }

    /// The address of a file beside the pages. It follows its bundle's page; others keep their path.
    #[must_use]
    pub fn asset_path(&self, file: &str) -> String {
        trace::ask(Question::Asset, Kind::Page, 0, file, "");
        let mut folder = file.rsplit_once('/').map_or("", |(f, _)| f);
        loop {
            if let Some(page) = self.bundle(folder) {
                let rest = file.get(folder.len()..).unwrap_or("").trim_start_matches('/');
                return format!("{page}{rest}");
            }
            match folder.rsplit_once('/') {
                Some((parent, _)) => folder = parent,
                None => return format!("/{file}"),
            }
        }
    }

    /// The address of the same page in another language, where it has one.
    #[must_use]
    pub fn translation(&self, path: &str, from: &str, to: &str) -> Option<String> {
        trace::ask(Question::Translation, Kind::Page, 0, path, &format!("{from} {to}"));
        if let Some(Some(r)) = self.address(path)
            && r.kind == Kind::Page
            && let Some(page) = self.loaded.pages.name(r.at)
            && page.role == Role::Explainer
        {
            let same = self.ids.get(&(Kind::Page, page.id.as_str()))?;
            let mut others = same.iter().map(|at| Ref {
                kind: Kind::Page,
                at: *at,
            });
            return others.find(|r| self.language(*r) == to).map(|r| self.path(r));
        }
        let other = format!("{}{}", self.prefix(to), path.strip_prefix(&self.prefix(from))?);
        self.address(&other).map(|_| other)
    }
}
