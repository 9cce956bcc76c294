//! Who mentions a term, who cites a source, who tells an event, who names a person: gathered from all pages and entries,
//! in one stable order.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::entries::Entries;
use super::index::{Index, Ref};
use super::page::Facts;
use super::scope::Use;
use crate::model::id::Kind;

/// A page or entry that refers to something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct From(pub Ref);

/// All references to one thing from one page or entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backlink {
    /// Where from.
    pub from: From,
    /// The sentences that refer to it, in order. Empty when it is only listed.
    pub uses: Vec<Arc<Use>>,
}

/// All references to all things.
#[derive(Debug, Default)]
pub struct Backlinks {
    to: BTreeMap<Ref, BTreeMap<From, Vec<Arc<Use>>>>,
}

impl Backlinks {
    /// Gathers the references of all pages and entries.
    #[must_use]
    pub fn gather(entries: &Entries, pages: &[Facts]) -> Self {
        let mut all = Self::default();
        for facts in pages {
            all.page(facts);
        }
        all.entries(entries);
        all
    }

    /// Adds the references of one page, and takes its sentences, so that they are in memory once. What it refers to stays in
    /// its facts, for [`Self::forget`].
    pub fn take(&mut self, facts: &mut Facts) {
        let from = From::page(facts.at);
        for r in &facts.refs {
            self.add(*r, from, None);
        }
        for used in std::mem::take(&mut facts.uses) {
            facts.refs.insert(used.of);
            self.add(used.of, from, Some(used));
        }
    }

    /// Adds the references of one page.
    pub fn page(&mut self, facts: &Facts) {
        let from = From::page(facts.at);
        for used in &facts.uses {
            self.add(used.of, from, Some(Arc::clone(used)));
        }
        for r in &facts.refs {
            self.add(*r, from, None);
        }
    }

    /// Removes the references of one page that were taken from these facts.
    pub fn forget(&mut self, facts: &Facts) {
        let from = From::page(facts.at);
        for r in &facts.refs {
            if let Some(all) = self.to.get_mut(r) {
                all.remove(&from);
                if all.is_empty() {
                    self.to.remove(r);
                }
            }
        }
    }

    /// Adds the references of all entries, in place of those that entries had before.
    pub fn entries(&mut self, entries: &Entries) {
        self.to.retain(|_, all| {
            all.retain(|from, _| from.0.kind == Kind::Page);
            !all.is_empty()
        });
        for e in entries.all() {
            let from = From(e.of);
            for used in &e.uses {
                self.add(used.of, from, Some(Arc::clone(used)));
            }
            let listed = |kind, list: &[usize]| list.iter().map(|at| Ref { kind, at: *at }).collect::<Vec<_>>();
            let mut refs = listed(Kind::Source, &e.sources);
            refs.extend(listed(Kind::Person, &e.people));
            if e.of.kind == Kind::Event {
                refs.extend(listed(Kind::Term, &e.related_terms));
            }
            refs.extend(e.refs.iter().copied());
            for r in refs {
                self.add(r, from, None);
            }
        }
    }

    fn add(&mut self, to: Ref, from: From, sentence: Option<Arc<Use>>) {
        if to == from.0 {
            return;
        }
        let uses = self.to.entry(to).or_default().entry(from).or_default();
        // Most have one sentence: room for more would be most of what all this takes.
        uses.reserve_exact(usize::from(sentence.is_some() && uses.len() < 4));
        uses.extend(sentence);
    }

    /// The references to one thing: pages in their order, then entries.
    #[must_use]
    pub fn to(&self, r: Ref) -> Vec<Backlink> {
        let found = self.to.get(&r).into_iter().flatten();
        found
            .map(|(from, uses)| Backlink {
                from: *from,
                uses: uses.clone(),
            })
            .collect()
    }

    /// Whether anything refers to it.
    #[must_use]
    pub fn any(&self, r: Ref) -> bool {
        self.to.contains_key(&r)
    }
}

impl From {
    fn page(at: usize) -> Self {
        Self(Ref { kind: Kind::Page, at })
    }

    /// The address of a use on the page that holds it. On a list page that is the entry's own place.
    #[must_use]
    pub fn place(self, index: &Index<'_>, used: &Use) -> String {
        match self.0.kind {
            Kind::Page | Kind::Term => format!("{}#{}", index.path(self.0), used.fragment),
            _ => index.path(self.0),
        }
    }
}
