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
            let from = From(Ref {
                kind: Kind::Page,
                at: facts.at,
            });
            for used in &facts.uses {
                all.add(used.of, from, Some(Arc::clone(used)));
            }
            for r in &facts.refs {
                all.add(*r, from, None);
            }
        }
        for e in entries.all() {
            let from = From(e.of);
            for used in &e.uses {
                all.add(used.of, from, Some(Arc::clone(used)));
            }
            let listed = |kind, list: &[usize]| list.iter().map(|at| Ref { kind, at: *at }).collect::<Vec<_>>();
            let mut refs = listed(Kind::Source, &e.sources);
            refs.extend(listed(Kind::Person, &e.people));
            if e.of.kind == Kind::Event {
                refs.extend(listed(Kind::Term, &e.related_terms));
            }
            refs.extend(e.refs.iter().copied());
            for r in refs {
                all.add(r, from, None);
            }
        }
        all
    }

    fn add(&mut self, to: Ref, from: From, sentence: Option<Arc<Use>>) {
        if to == from.0 {
            return;
        }
        let uses = self.to.entry(to).or_default().entry(from).or_default();
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
    /// The address of a use on the page that holds it. On a list page that is the entry's own place.
    #[must_use]
    pub fn place(self, index: &Index<'_>, used: &Use) -> String {
        match self.0.kind {
            Kind::Page | Kind::Term => format!("{}#{}", index.path(self.0), used.fragment),
            _ => index.path(self.0),
        }
    }
}
