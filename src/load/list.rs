//! A list of pages or entries that notes who reads what of it, for the cache. Reading is all that it adds to a `Vec`.

use std::ops::{Deref, DerefMut};

use crate::cache::trace::{self, About};
use crate::model::id::Kind;

/// The pages, or the entries of one kind, in the order in which they were loaded.
#[derive(Clone, Debug)]
pub struct List<T> {
    kind: Kind,
    /// What reading one of them means, and what reading all.
    about: (About, About),
    items: Vec<T>,
}

impl<T> List<T> {
    /// An empty list of a kind.
    #[must_use]
    pub fn new(kind: Kind) -> Self {
        Self {
            kind,
            about: (About::Entry, About::All),
            items: Vec::new(),
        }
    }

    /// The linked texts of the entries of a kind.
    #[must_use]
    pub fn linked(kind: Kind, items: Vec<T>) -> Self {
        Self {
            kind,
            about: (About::Linked, About::AllLinked),
            items,
        }
    }

    /// The page or entry at a place; noted.
    #[must_use]
    pub fn get(&self, at: usize) -> Option<&T> {
        trace::on(self.about.0, self.kind, at);
        self.items.get(at)
    }

    /// What a link to the entry at a place shows of it: title, id, language. Only that is noted.
    #[must_use]
    pub fn name(&self, at: usize) -> Option<&T> {
        trace::on(About::Name, self.kind, at);
        self.items.get(at)
    }

    /// Its number of entries, for making room: not noted.
    #[must_use]
    pub fn room(&self) -> usize {
        self.items.len()
    }
}

/// Whoever asks for more than one is noted as having read all.
impl<T> Deref for List<T> {
    type Target = Vec<T>;

    fn deref(&self) -> &Vec<T> {
        trace::on(self.about.1, self.kind, 0);
        &self.items
    }
}

impl<T> DerefMut for List<T> {
    fn deref_mut(&mut self) -> &mut Vec<T> {
        &mut self.items
    }
}

impl<'l, T> IntoIterator for &'l List<T> {
    type Item = &'l T;
    type IntoIter = std::slice::Iter<'l, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
