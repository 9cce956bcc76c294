//! Loading one changed file of a loaded site again. Only what leaves ids, languages, addresses and files as they are is
//! done here; for all else the caller loads the site anew.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Class, Loaded, Options, Page, classify, decode, files};
use crate::diagnostics::{Code, Diagnostic, Severity};
use crate::model::id::Kind;
use crate::span::FileId;
use crate::world::World;

/// A page or entry: its kind and its place in the list of that kind.
type Held = (Kind, usize);

/// What came of loading one file again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Again {
    /// The file says what it said before.
    Same,
    /// These pages and entries (each by its kind and its place in the list of that kind) have taken the place of those that
    /// the file held before.
    Replaced(FileId, Vec<Held>),
    /// The file can't be understood any more. What it held before stays; its faults are those of the new text.
    Faulty(FileId),
    /// A template has another text.
    Template,
    /// Ids, languages, addresses or files may have changed: load the site anew.
    Anew,
}

impl Loaded {
    /// Loads the changed file at `path` (from the site's root) again. `kept` are the files of which an earlier content stays
    /// because they are faulty.
    #[must_use]
    pub fn again(&mut self, world: &dyn World, path: &str, options: Options, kept: &BTreeSet<FileId>) -> Again {
        if let Some(name) = path.strip_prefix("templates/") {
            return self.template_again(world, path, name);
        }
        match path.strip_prefix("content/") {
            Some(rest) => self.content_again(world, (path, rest), options, kept),
            None => Again::Anew,
        }
    }

    fn template_again(&mut self, world: &dyn World, path: &str, name: &str) -> Again {
        let file = self.templates.iter().find(|t| t.name == name).map(|t| t.file);
        match (file, files::text(world, path)) {
            (Some(file), Ok(text)) if self.sources.text(file) == text => Again::Same,
            (Some(file), Ok(text)) => {
                // The embedded template of this name has a file of its own, `default/…`.
                self.sources.replace(file, text);
                // What it no longer includes, or includes now, may be used or unused.
                self.faults.retain(|f| {
                    f.code != Code::FILE_PASSED_OVER || !self.templates.iter().any(|t| t.file == f.span.file)
                });
                self.templates_passed_over();
                Again::Template
            }
            _ => Again::Anew,
        }
    }

    fn content_again(
        &mut self,
        world: &dyn World,
        (path, rest): (&str, &str),
        options: Options,
        kept: &BTreeSet<FileId>,
    ) -> Again {
        let languages: Vec<String> = self.site.languages.iter().map(|l| l.value.clone()).collect();
        let class = classify(rest, &languages);
        if matches!(class, Class::Site | Class::Asset | Class::Ignored) {
            return Again::Anew;
        }
        let (Some(file), Ok(text)) = (self.file_of(rest), files::text(world, path)) else {
            return Again::Anew;
        };
        if self.sources.text(file) == text {
            return Again::Same;
        }
        let text: Arc<str> = text.into();
        let job = decode::Job {
            path: rest.to_owned(),
            file,
            text: &text,
            default_language: &self.site.language.value,
        };
        let mut part = job.run(class);
        let is_error = |f: &Diagnostic| f.severity == Severity::Error;
        let wrong = part.faults.iter().any(is_error);
        let old = self.held_by(rest);
        // What was faulty when it was first read is the best version that there is, until a better one comes.
        let was_good = kept.contains(&file) || !self.faults.iter().any(|f| f.span.file == file && is_error(f));
        if wrong && !old.is_empty() && (part.is_empty() || was_good) {
            self.faulty(file, text, part.faults);
            return Again::Faulty(file);
        }
        // What stays out of the site, or is told of when all files are known, is not for here.
        let known = part.pages.iter().all(|p| languages.contains(&p.language));
        if !known || !self.fits(&old, &part, options) || self.unread.iter().any(|u| u.path == rest) {
            return Again::Anew;
        }
        self.sources.replace(file, text);
        self.lost.remove(&file);
        if !part.lost.is_empty() {
            self.lost.insert(file, std::mem::take(&mut part.lost));
        }
        self.faults.retain(|f| f.span.file != file);
        let mut faults = std::mem::take(&mut part.faults);
        files::long_line(&self.sources, &mut faults, file);
        if let Some(page) = part.pages.first() {
            faults.retain(|f| !page.head.allow.contains(&f.code));
        }
        self.faults.extend(faults);
        self.put(&old, part);
        Again::Replaced(file, old)
    }

    fn faulty(&mut self, file: FileId, text: Arc<str>, faults: Vec<Diagnostic>) {
        self.sources.replace(file, text);
        self.faults.retain(|f| f.span.file != file);
        self.faults.extend(faults);
    }

    /// The file at `path` (from `content/` on), if something of it was loaded.
    fn file_of(&self, path: &str) -> Option<FileId> {
        let page = self.pages.iter().find(|p| p.path == path).map(|p| p.file);
        let term = || self.terms.iter().find(|e| e.path == path).map(|e| e.place.file);
        let event = || self.events.iter().find(|e| e.path == path).map(|e| e.place.file);
        let person = || self.people.iter().find(|e| e.path == path).map(|e| e.place.file);
        let source = || self.bibliography.iter().find(|e| e.path == path).map(|e| e.place.file);
        page.or_else(term).or_else(event).or_else(person).or_else(source)
    }

    /// What the file at `path` (from `content/` on) held when it was last understood, in its order.
    fn held_by(&self, path: &str) -> Vec<Held> {
        fn of<'p>(kind: Kind, path: &str, all: impl Iterator<Item = &'p String>) -> Vec<Held> {
            let here = all.enumerate().filter(|(_, p)| *p == path);
            here.map(|(at, _)| (kind, at)).collect()
        }
        let mut held = of(Kind::Page, path, self.pages.iter().map(|e| &e.path));
        held.extend(of(Kind::Term, path, self.terms.iter().map(|e| &e.path)));
        held.extend(of(Kind::Event, path, self.events.iter().map(|e| &e.path)));
        held.extend(of(Kind::Person, path, self.people.iter().map(|e| &e.path)));
        held.extend(of(Kind::Source, path, self.bibliography.iter().map(|e| &e.path)));
        held
    }

    /// Whether the new content has the names that the old one had, one by one.
    fn fits(&self, old: &[Held], part: &decode::Decoded, options: Options) -> bool {
        let names = |&(kind, at): &Held| match kind {
            Kind::Page => None,
            Kind::Term => self.terms.get(at).map(|e| (kind, &e.id, &e.language)),
            Kind::Event => self.events.get(at).map(|e| (kind, &e.id, &e.language)),
            Kind::Person => self.people.get(at).map(|e| (kind, &e.id, &e.language)),
            Kind::Source => self.bibliography.get(at).map(|e| (kind, &e.id, &e.language)),
        };
        let new = part.terms.iter().map(|e| (Kind::Term, &e.id, &e.language));
        let new = new.chain(part.events.iter().map(|e| (Kind::Event, &e.id, &e.language)));
        let new = new.chain(part.people.iter().map(|e| (Kind::Person, &e.id, &e.language)));
        let new = new.chain(part.bibliography.iter().map(|e| (Kind::Source, &e.id, &e.language)));
        let (old_pages, old_entries): (Vec<&Held>, Vec<&Held>) = old.iter().partition(|r| r.0 == Kind::Page);
        let pages = old_pages.iter().filter_map(|r| self.pages.get(r.1));
        pages.clone().count() == part.pages.len()
            && pages.zip(&part.pages).all(|(a, b)| same_address(a, b, options))
            && old_entries.into_iter().filter_map(names).eq(new)
    }

    fn put(&mut self, old: &[Held], part: decode::Decoded) {
        fn one<T>(list: &mut [T], at: usize, new: Option<T>) {
            if let (Some(place), Some(new)) = (list.get_mut(at), new) {
                *place = new;
            }
        }
        let mut pages = part.pages.into_iter();
        let mut terms = part.terms.into_iter();
        let mut events = part.events.into_iter();
        let mut people = part.people.into_iter();
        let mut sources = part.bibliography.into_iter();
        for &(kind, at) in old {
            match kind {
                Kind::Page => one(&mut self.pages, at, pages.next()),
                Kind::Term => one(&mut self.terms, at, terms.next()),
                Kind::Event => one(&mut self.events, at, events.next()),
                Kind::Person => one(&mut self.people, at, people.next()),
                Kind::Source => one(&mut self.bibliography, at, sources.next()),
            }
        }
    }
}

/// Whether a page stays where it was, in what its address and the lists of tags are made from.
fn same_address(old: &Page, new: &Page, options: Options) -> bool {
    let slug = |p: &Page| p.head.slug.as_ref().map(|s| s.value.clone());
    let tags = |p: &Page| p.head.tags.iter().map(|t| t.value.clone()).collect::<Vec<_>>();
    let stays = !new.head.draft || options.drafts;
    stays
        && (&old.id, &old.language, old.role) == (&new.id, &new.language, new.role)
        && slug(old) == slug(new)
        && tags(old) == tags(new)
}
