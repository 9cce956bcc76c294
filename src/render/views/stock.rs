//! Values that many pages show: a source at the foot, a definition in a card, an event, a person, a date, a tag. Their links
//! are relative, so they are made once for each depth of pages, and lead up to the site's root, which is right on every page
//! of that depth.

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use rustc_hash::FxHasher;
use tera::Value;

use super::{Here, Urls};
use crate::cache::trace::{self, Trace};
use crate::date::Date;
use crate::link::Index;
use crate::render::view::{CardView, LinkView};

/// How many dates, tags and elements are kept; what finds its place taken is made each time.
const SLOTS: usize = 1024;

/// What is kept for a whole run.
#[derive(Debug, Default)]
pub(in crate::render) struct Stocks {
    by_place: RwLock<BTreeMap<Place, Arc<Stock>>>,
}

/// Language, depth, what stands before addresses from the root, whether addresses name files, and whether they leave the site.
type Place = (String, usize, Option<String>, bool, bool);

/// What pages of one language and depth have in common.
#[derive(Debug)]
pub(in crate::render) struct Stock {
    urls: Urls,
    sources: Row,
    definitions: Row,
    cards: Row,
    events: Row,
    people: Row,
    dates: Slots,
    tags: Slots,
    metas: Slots,
}

/// Values of entries, by their places in the list of their kind.
type Row = Vec<OnceLock<Made>>;

/// Values by words: each word has one place, which belongs to whoever comes first, so that nobody waits for anybody.
#[derive(Debug)]
struct Slots(Vec<OnceLock<(Box<str>, Made)>>);

impl Slots {
    fn get(&self, key: &str, make: impl FnOnce() -> Value) -> Value {
        let mut hash = FxHasher::default();
        key.hash(&mut hash);
        let at = usize::try_from(hash.finish() % SLOTS as u64).unwrap_or(0);
        let Some(slot) = self.0.get(at) else { return make() };
        // Another's place is not looked at twice.
        if slot.get().is_some_and(|(of, _)| **of != *key) {
            return make();
        }
        let mut make = Some(make);
        let (of, (value, trace)) = slot.get_or_init(|| {
            let fresh = make.take().map(trace::shared);
            (key.into(), fresh.unwrap_or_else(|| (Value::none(), Trace::default())))
        });
        match make {
            Some(make) if **of != *key => make(),
            _ => {
                trace::again(trace);
                value.clone()
            }
        }
    }
}

/// A value, with what was asked to make it.
type Made = (Value, Trace);

impl Stocks {
    /// What is kept for pages of `index` like the one at `urls`.
    pub(in crate::render) fn at(&self, urls: &Urls, language: &str, index: &Index<'_>) -> Arc<Stock> {
        let l = index.loaded;
        let counts = [l.bibliography.room(), l.terms.room(), l.events.room(), l.people.room()];
        self.with_room(urls, language, counts)
    }

    /// The same for so many sources, terms, events and people.
    fn with_room(&self, urls: &Urls, language: &str, [sources, terms, events, people]: [usize; 4]) -> Arc<Stock> {
        // What may be read anywhere has addresses from a root: the site's, or the whole address for a feed.
        let depth = if urls.root().is_some() { 0 } else { urls.depth() };
        let key = (
            language.to_owned(),
            depth,
            urls.root().map(str::to_owned),
            urls.is_portable(),
            urls.leaves(),
        );
        let known = self.by_place.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(kept) = known.get(&key) {
            return Arc::clone(kept);
        }
        drop(known);
        let mut known = self.by_place.write().unwrap_or_else(PoisonError::into_inner);
        let new = || {
            fn empty<T>(count: usize) -> Vec<OnceLock<T>> {
                std::iter::repeat_with(OnceLock::new).take(count).collect()
            }
            Arc::new(Stock {
                urls: urls.by_the_root(),
                sources: empty(sources),
                definitions: empty(terms),
                cards: empty(terms),
                events: empty(events),
                people: empty(people),
                dates: Slots(empty(SLOTS)),
                tags: Slots(empty(SLOTS)),
                metas: Slots(empty(SLOTS)),
            })
        };
        Arc::clone(known.entry(key).or_insert_with(new))
    }
}

impl Here<'_> {
    /// The same page, but with addresses that are right on all pages of its depth.
    pub(super) fn anywhere(&self) -> Self {
        Self {
            urls: &self.stock.urls,
            ..*self
        }
    }

    /// The source at the foot of a page.
    pub(super) fn source_value(&self, at: usize) -> Value {
        let make = || Value::from(self.anywhere().source(at, false));
        kept(self.stock.sources.get(at), make)
    }

    /// An event that is told on a page; none where there is no such event.
    pub(in crate::render) fn event_value(&self, at: usize) -> Value {
        let make = || Value::from(self.anywhere().event(at, false));
        kept(self.stock.events.get(at), make)
    }

    /// A person of a page; none where there is no such person.
    pub(in crate::render) fn person_value(&self, at: usize) -> Value {
        let make = || Value::from(self.anywhere().person(at, false));
        kept(self.stock.people.get(at), make)
    }

    /// The card of a term to which one mention leads, the term's first on its page.
    pub(super) fn card_value(&self, at: usize, card: impl FnOnce() -> CardView) -> Value {
        kept(self.stock.cards.get(at), || Value::from(card()))
    }

    /// A date in the words of the page's language.
    pub(in crate::render) fn date_value(&self, date: &Date) -> Value {
        self.stock.dates.get(date.as_str(), || Value::from(self.date(date)))
    }

    /// A `<meta>` element that many pages have, made where it isn't there yet.
    pub(in crate::render) fn meta_value(&self, name: &str, content: &str, make: impl FnOnce() -> Value) -> Value {
        self.stock.metas.get(&format!("{name}={content}"), make)
    }

    /// A link to a tag's page; `title` is the tag.
    pub(super) fn tag_value(&self, path: &str, title: &str) -> Value {
        self.stock.tags.get(path, || {
            Value::from(LinkView {
                title: title.to_owned(),
                url: self.stock.urls.href(path),
            })
        })
    }

    /// A term's definition in a card.
    pub(super) fn definition_value(&self, at: usize) -> Value {
        let make = || {
            let here = self.anywhere();
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
        let at =
            |here: &str, portable: bool, language: &str| stocks.with_room(&Urls::new(here, portable), language, [1; 4]);
        let shared = at("/a/", false, "en");
        assert!(Arc::ptr_eq(&shared, &at("/b/", false, "en")));
        // Exports write plain addresses in a portable build too.
        for (here, portable, language) in [("/a/", true, "en"), ("/a/b/", false, "en"), ("/a/", false, "fr")] {
            assert!(
                !Arc::ptr_eq(&shared, &at(here, portable, language)),
                "{here} {portable} {language}"
            );
        }
        let root = stocks.with_room(&Urls::absolute("/x/", false), "en", [1; 4]);
        assert!(!Arc::ptr_eq(&root, &at("/", false, "en")));
        let feed = stocks.with_room(&Urls::absolute("https://example.org/", false), "en", [1; 4]);
        assert!(!Arc::ptr_eq(&root, &feed));
        assert_eq!(shared.urls.href("/a/"), "../a/");
    }
}
