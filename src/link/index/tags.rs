//! Tags and the pages that have them. A tag's page has the tag's slug for an address, so that two spellings of one tag share it;
//! whether what shares one is a spelling is told here.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Index, Tag};
use crate::diagnostics::{Code, Diagnostic};
use crate::model::id::check_segment;
use crate::prose::slug::slug;
use crate::span::Spanned;

impl Index<'_> {
    /// Finds the tags of all pages.
    pub(super) fn tags(&mut self) {
        // By language and words.
        let mut known: FxHashMap<(&str, &str), Arc<str>> = FxHashMap::default();
        let mut paths: FxHashMap<String, Arc<str>> = FxHashMap::default();
        for (at, page) in self.loaded.pages.iter().enumerate() {
            let mut own: Vec<Arc<str>> = Vec::with_capacity(page.head.tags.len());
            let mut seen: FxHashSet<Arc<str>> = FxHashSet::default();
            for tag in &page.head.tags {
                let key = (page.language.as_str(), tag.value.as_str());
                let path = known.entry(key).or_insert_with(|| {
                    let slug = slug(&tag.value);
                    let path = format!("{}tags/{slug}/", self.prefix(&page.language));
                    let shared = paths.entry(path).or_insert_with_key(|path| path.as_str().into());
                    self.tags.entry(shared.to_string()).or_insert_with(|| Tag {
                        name: &tag.value,
                        language: &page.language,
                        slug,
                        pages: Vec::new(),
                    });
                    Arc::clone(shared)
                });
                if !seen.insert(Arc::clone(path)) {
                    continue;
                }
                own.push(Arc::clone(path));
                if let Some(tag) = self.tags.get_mut(&**path) {
                    tag.pages.push(at);
                }
            }
            if !own.is_empty() {
                self.tags_of.insert(at, own);
            }
        }
    }

    /// What is wrong with tags: one without a letter, or whose page no system could hold, and two that are no spellings of
    /// each other and have one address.
    pub(super) fn tag_faults(&self) -> Vec<Diagnostic> {
        let mut faults = Vec::new();
        let mut known: FxHashSet<(&str, &str)> = FxHashSet::default();
        let mut first: FxHashMap<(&str, String), &Spanned<String>> = FxHashMap::default();
        for page in &self.loaded.pages {
            for tag in &page.head.tags {
                if !known.insert((&page.language, &tag.value)) {
                    continue;
                }
                let slug = slug(&tag.value);
                if let Err(message) = named(&tag.value, &slug) {
                    let help = "give the tag a shorter name of letters and digits, or another one";
                    faults.push(Diagnostic::new(Code::ID_INVALID, tag.span, message).help(help));
                    continue;
                }
                let other = *first.entry((&page.language, slug)).or_insert(tag);
                if spelling(&other.value) != spelling(&tag.value) {
                    let message = format!(
                        "the tags `{}` and `{}` have one address, and so one page",
                        other.value, tag.value
                    );
                    let help = "give one of them another name: an address keeps only letters and digits";
                    let fault = Diagnostic::new(Code::OUTPUT_PATH_TAKEN, tag.span, message);
                    faults.push(fault.related(other.span, "the other tag").help(help));
                }
            }
        }
        faults
    }
}

/// Whether a tag can have a page.
fn named(tag: &str, slug: &str) -> Result<(), String> {
    if !tag.chars().any(char::is_alphanumeric) {
        return Err(format!("the tag `{tag}` has no letter and no digit, and so no address"));
    }
    check_segment(slug).map_err(|bad| format!("the tag can have no page: {}", bad.reason))
}

/// A tag without what is written now so and now otherwise: case, blanks, hyphens, full stops, quotation marks.
fn spelling(tag: &str) -> String {
    let written = |c: &char| !(c.is_whitespace() || "-_–—.,:;'’‘\"“”„«»()".contains(*c));
    tag.to_lowercase().chars().filter(written).collect()
}
