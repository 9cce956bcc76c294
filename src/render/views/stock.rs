//! Values that many pages show: a source at the foot, a definition in a card. Their links are relative, so they are made
//! once for each depth of pages, and lead up to the site's root, which is right on every page of that depth.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use tera::Value;

use super::{Here, Urls};
use crate::cache::trace::{self, Trace};

/// What is kept for a whole run.
#[derive(Debug, Default)]
pub(in crate::render) struct Stocks {
    /// By language, depth, and whether addresses name files.
    by_place: RwLock<BTreeMap<(String, usize, bool), Arc<Stock>>>,
}

/// What pages of one language and depth have in common.
#[derive(Debug)]
pub(in crate::render) struct Stock {
    urls: Urls,
    sources: Vec<OnceLock<Made>>,
    definitions: Vec<OnceLock<Made>>,
}

/// A value, with what was asked to make it.
type Made = (Value, Trace);

impl Stocks {
    /// What is kept for pages like the one at `urls`; `counts` are the numbers of sources and terms.
    pub(in crate::render) fn at(&self, urls: &Urls, language: &str, counts: (usize, usize)) -> Arc<Stock> {
        // A page that may be served at any depth has addresses from the root, and a place of its own.
        let depth = if urls.is_absolute() { usize::MAX } else { urls.depth() };
        let key = (language.to_owned(), depth, urls.is_portable());
        let known = self.by_place.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(kept) = known.get(&key) {
            return Arc::clone(kept);
        }
        drop(known);
        let mut known = self.by_place.write().unwrap_or_else(PoisonError::into_inner);
        let new = || {
            let empty = |count| std::iter::repeat_with(OnceLock::new).take(count).collect();
            Arc::new(Stock {
                urls: urls.by_the_root(),
                sources: empty(counts.0),
                definitions: empty(counts.1),
            })
        };
        Arc::clone(known.entry(key).or_insert_with(new))
    }
}

impl Here<'_> {
    /// The source at the foot of a page.
    pub(super) fn source_value(&self, at: usize) -> Value {
        let make = || {
            Value::from(
                Here {
                    urls: &self.stock.urls,
                    ..*self
                }
                .source(at, false),
            )
        };
        kept(self.stock.sources.get(at), make)
    }

    /// A term's definition in a card.
    pub(super) fn definition_value(&self, at: usize) -> Value {
        let make = || {
            let here = Here {
                urls: &self.stock.urls,
                ..*self
            };
            let html = self.entries.terms.get(at).map(|entry| here.index_text(&entry.short));
            Value::from(html.unwrap_or_default())
        };
        kept(self.stock.definitions.get(at), make)
    }
}

/// A value that is kept, made where it isn't there yet.
fn kept(place: Option<&OnceLock<Made>>, make: impl FnOnce() -> Value) -> Value {
    let Some(place) = place else { return make() };
    let (value, trace) = place.get_or_init(|| trace::shared(make));
    trace::again(trace);
    value.clone()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_share_what_has_the_same_addresses_and_nothing_else() {
        let stocks = Stocks::default();
        let at = |here: &str, portable: bool, language: &str| stocks.at(&Urls::new(here, portable), language, (1, 1));
        let shared = at("/a/", false, "en");
        assert!(Arc::ptr_eq(&shared, &at("/b/", false, "en")));
        // Exports write plain addresses in a portable build too.
        for (here, portable, language) in [("/a/", true, "en"), ("/a/b/", false, "en"), ("/a/", false, "fr")] {
            assert!(
                !Arc::ptr_eq(&shared, &at(here, portable, language)),
                "{here} {portable} {language}"
            );
        }
        let root = stocks.at(&Urls::absolute("/x/", false), "en", (1, 1));
        assert!(!Arc::ptr_eq(&root, &at("/", false, "en")));
        assert_eq!(shared.urls.href("/a/"), "../a/");
    }
}
