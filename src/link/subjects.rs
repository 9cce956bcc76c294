//! What a page is about, as far as its front matter says: the terms that its title, summary and key points mention, the events
//! of its timeline, its people. It is known without the page's text, so that all pages can be compared before any is
//! rendered ([`super::Related`]), and found without what linking costs most: sentences, dates, checks. Reports nothing:
//! what is wrong with these texts, linking says.

use std::sync::{Mutex, PoisonError};

use rustc_hash::FxHashMap;

use super::filter;
use super::index::{Index, Ref, sum};
use super::page::LinkedPage;
use super::scope::Scope;
use crate::glossary::Forms;
use crate::load::{Page, Role};
use crate::model::id::Kind;
use crate::model::{Filter, Prose};
use crate::prose::{Item, ItemKind, LinkKind, Tag, parse};

/// Letters without which a text is what it looks like: there is nothing to parse.
const SIGNS: [char; 14] = ['[', ']', '<', '`', '$', '&', '\\', '_', '*', '~', '#', '!', '|', '>'];

/// Finds what pages are about.
#[derive(Debug)]
pub struct Subjects<'i> {
    index: &'i Index<'i>,
    /// What filters let through, by their own prints: many pages of a site may have the same one.
    filters: Mutex<FxHashMap<u64, Vec<usize>>>,
}

impl<'i> Subjects<'i> {
    /// Finds them with what the index knows.
    #[must_use]
    pub fn new(index: &'i Index<'i>) -> Self {
        Self {
            index,
            filters: Mutex::default(),
        }
    }

    /// The terms, events and people that the explainer with this index is about: sorted, each once. None for other pages.
    #[must_use]
    pub fn of(&self, at: usize) -> Vec<Ref> {
        let page = self.index.loaded.pages.get(at);
        let Some(page) = page.filter(|page| page.role == Role::Explainer) else {
            return Vec::new();
        };
        let mut scope = Scope::new(self.index, &page.language, &page.path);
        let people = scope.find_all(Kind::Person, &page.head.people);
        let filter = page.head.timeline.as_ref();
        let events = filter.map(|f| self.events(&mut scope, f)).unwrap_or_default();
        together(scope, page, &people, &events)
    }

    fn events(&self, scope: &mut Scope<'i>, filter: &Filter) -> Vec<usize> {
        let key = sum(&(scope.language, filter));
        let filters = || self.filters.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = filters().get(&key) {
            return known.clone();
        }
        let found = filter::events(scope, filter);
        filters().insert(key, found.clone());
        found
    }
}

/// The same as [`Subjects::of`], of a page that has been linked: only what linking did not look for is looked for here.
/// What is asked on the way and what linking asked is all that the answer depends on.
#[must_use]
pub fn subjects_of(index: &Index<'_>, linked: &LinkedPage) -> Vec<Ref> {
    let page = index.loaded.pages.get(linked.at);
    let Some(page) = page.filter(|page| page.role == Role::Explainer) else {
        return Vec::new();
    };
    let scope = Scope::new(index, &page.language, &page.path);
    together(scope, page, &linked.people, &linked.events)
}

fn together(scope: Scope<'_>, page: &Page, people: &[usize], events: &[usize]) -> Vec<Ref> {
    let mut found = mentioned(scope, page);
    let of = |kind| move |at: &usize| Ref { kind, at: *at };
    found.extend(people.iter().map(of(Kind::Person)));
    found.extend(events.iter().map(of(Kind::Event)));
    found.sort_unstable();
    found.dedup();
    found
}

/// What the title, the summary and the key points mention, as the linker would find it there.
fn mentioned(mut scope: Scope<'_>, page: &Page) -> Vec<Ref> {
    let head = &page.head;
    let auto = head.glossary.auto.unwrap_or(scope.auto);
    let skip = scope.find_all(Kind::Term, &head.glossary.skip);
    let forms = if auto { scope.index.forms(scope.language) } else { None };
    let mut reader = Reader {
        scope,
        forms,
        skip,
        found: Vec::new(),
    };
    reader.words(&head.title.value);
    reader.prose(&head.summary);
    head.key_points.iter().for_each(|prose| reader.prose(prose));
    reader.found
}

struct Reader<'i> {
    scope: Scope<'i>,
    /// The forms of terms, where the page's terms are linked by themselves.
    forms: Option<&'i Forms>,
    skip: Vec<usize>,
    found: Vec<Ref>,
}

impl Reader<'_> {
    /// Text without signs. Where several terms share a form, it means none.
    fn words(&mut self, text: &str) {
        let Some(forms) = self.forms else { return };
        for mention in forms.find(text, |term| self.skip.contains(&term)) {
            if let &[at] = mention.terms.as_slice() {
                self.found.push(Ref { kind: Kind::Term, at });
            }
        }
    }

    /// Markdown. As when it is linked, links, pictures and code mention nothing by themselves; a link by hand does.
    fn prose(&mut self, prose: &Prose) {
        if !prose.text.contains(SIGNS) {
            return self.words(&prose.text);
        }
        // Whether each open start keeps its terms to itself.
        let mut open: Vec<bool> = Vec::new();
        for Item { kind, .. } in parse(prose).items {
            match kind {
                ItemKind::Start(tag) => {
                    if let Tag::Link { dest, kind, .. } = &tag {
                        self.link(dest, *kind, prose);
                    }
                    open.push(matches!(
                        tag,
                        Tag::Link { .. } | Tag::Image { .. } | Tag::Heading { .. }
                    ));
                }
                ItemKind::End => {
                    open.pop();
                }
                ItemKind::Text(run) if !open.contains(&true) => self.words(&run.text),
                _ => {}
            }
        }
    }

    fn link(&mut self, dest: &str, kind: LinkKind, prose: &Prose) {
        let to = match kind {
            LinkKind::Id | LinkKind::IdWithText => self.scope.index.resolve(dest, self.scope.language).ok(),
            LinkKind::Markdown => self.scope.target(dest, prose.span).and_then(|(_, to)| to),
            LinkKind::Auto | LinkKind::Email => None,
        };
        let counts = |r: &Ref| matches!(r.kind, Kind::Term | Kind::Event | Kind::Person);
        self.found.extend(to.filter(counts));
    }
}
