//! What of an index outlives a change of one file, so that a preview need not build it all anew: words of languages, forms
//! of terms, addresses, tags. Nothing here decides what has changed.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::address::Addresses;
use super::{Index, Tag};
use crate::date::Day;
use crate::diagnostics::Diagnostic;
use crate::glossary::Forms;
use crate::i18n::Locale;
use crate::load::Loaded;

/// The parts of an index that borrow nothing. They fit a site with the same files, ids, languages, addresses, tags and
/// assets, whatever else has changed in it.
#[derive(Debug)]
pub struct Parts {
    locales: Vec<(String, Locale)>,
    forms: Vec<(String, Forms)>,
    clashes: Vec<Diagnostic>,
    statics: FxHashSet<String>,
    paths: Vec<String>,
    addresses: Addresses,
    tags: Vec<KeptTag>,
    tags_of: FxHashMap<usize, Vec<Arc<str>>>,
    acronyms: FxHashSet<String>,
}

/// A tag by its address, its name and its slug, with its pages.
#[derive(Debug)]
struct KeptTag {
    path: String,
    name: String,
    slug: String,
    pages: Vec<usize>,
}

/// Which parts have to be made anew.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Renewed {
    /// A term has changed: the forms of all terms.
    pub terms: bool,
    /// A term or a person has changed: the names that explain acronyms.
    pub names: bool,
}

impl<'a> Index<'a> {
    /// Lets the site go, and keeps what borrows nothing from it.
    #[must_use]
    pub fn keep(self) -> Parts {
        let tags = self.tags.into_iter().map(|(path, tag)| KeptTag {
            path,
            name: tag.name.to_owned(),
            slug: tag.slug,
            pages: tag.pages,
        });
        Parts {
            locales: self.locales.into_iter().map(|(l, v)| (l.to_owned(), v)).collect(),
            forms: self.forms.into_iter().map(|(l, v)| (l.to_owned(), v)).collect(),
            clashes: self.clashes,
            statics: self.statics,
            paths: self.paths,
            addresses: self.addresses,
            tags: tags.collect(),
            tags_of: self.tags_of,
            acronyms: self.acronyms,
        }
    }

    /// The index of a site of which some files have changed, from the parts of the index before. Returns what [`Index::new`]
    /// returns, as long as the parts fit (see [`Parts`]) and `renewed` says all that has changed.
    #[must_use]
    pub fn again(loaded: &'a Loaded, today: Day, parts: Parts, renewed: Renewed) -> (Self, Vec<Diagnostic>) {
        let mut faults = Vec::new();
        let mut index = Self::bare(loaded, today);
        index.statics = parts.statics;
        index.paths = parts.paths;
        let languages = loaded.site.languages.iter().map(|l| l.value.as_str());
        let mut locales: FxHashMap<String, Locale> = parts.locales.into_iter().collect();
        for language in languages.clone() {
            if let Some(locale) = locales.remove(language) {
                index.locales.insert(language, locale);
            }
        }
        index.pages();
        index.entries(&mut faults);
        if renewed.terms {
            index.glossary();
        } else {
            index.clashes = parts.clashes;
            let mut forms: FxHashMap<String, Forms> = parts.forms.into_iter().collect();
            for term in &loaded.terms {
                if let Some(kept) = forms.remove(&term.language) {
                    index.forms.insert(&term.language, kept);
                }
            }
        }
        faults.extend(index.clashes.iter().cloned());
        for kept in parts.tags {
            let first = kept.pages.first().and_then(|at| loaded.pages.get(*at));
            let tag = first.and_then(|page| {
                let name = page.head.tags.iter().find(|t| t.value == kept.name)?;
                Some(Tag {
                    name: &name.value,
                    language: &page.language,
                    slug: kept.slug,
                    pages: kept.pages,
                })
            });
            index.tags.extend(tag.map(|tag| (kept.path, tag)));
        }
        index.tags_of = parts.tags_of;
        faults.extend(index.tag_faults());
        faults.extend(index.language_faults());
        if renewed.names {
            index.acronyms();
        } else {
            index.acronyms = parts.acronyms;
        }
        index.addresses = parts.addresses;
        index.exports = super::address::exports(&index);
        (index, faults)
    }
}
