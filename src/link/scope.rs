//! What one text gathers while it is linked: which terms it has mentioned, which sources it cites, where its headings are,
//! what it found wrong. A scope is a page, or one entry of a list page; mentions are counted within it.

use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::index::{Index, Ref};
use super::piece::{CiteMark, Mention, Pieces};
use super::watch::Watch;
use crate::diagnostics::Diagnostic;
use crate::model::Density;
use crate::model::id::Kind;
use crate::span::{Span, Spanned};

/// A mention of a term or a citation of a source, with the sentence that holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    /// The term or source.
    pub of: Ref,
    /// The id of the place on the page, without the entry's prefix.
    pub fragment: String,
    /// The sentence before the mention.
    pub before: String,
    /// The mention; empty for a citation, whose sentence is all in `before`.
    pub form: String,
    /// The sentence after it.
    pub after: String,
}

impl Use {
    /// All that it says.
    pub(super) fn parts(&self) -> [&str; 4] {
        [&self.fragment, &self.before, &self.form, &self.after]
    }
}

/// A link to a place on another page, whose ids are known only when that page has been linked.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Pending {
    /// The page.
    pub path: String,
    /// The id on it.
    pub fragment: String,
    /// Where the link stands.
    pub place: Span,
}

/// A heading of a page.
#[derive(Clone, Debug, PartialEq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Its id.
    pub id: String,
    /// Its words, without links.
    pub text: String,
    /// Where it begins, for messages.
    pub place: Span,
}

/// What one text is linked with, and what it gathers.
#[derive(Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "four switches, each of which is set on its own"
)]
pub(super) struct Scope<'i> {
    /// What can be linked to.
    pub index: &'i Index<'i>,
    /// The language of the text.
    pub language: &'i str,
    /// The file of the text from `content/` on; relative links start from there.
    pub path: &'i str,
    /// Whether terms are linked by themselves.
    pub auto: bool,
    /// Whether this is an entry, which links each term once.
    pub entry: bool,
    /// Which mentions are linked, when the term doesn't say; `None`: as the site says.
    pub density: Option<Density>,
    /// How many sections have begun.
    pub section: usize,
    /// The section in which each term was linked last.
    linked_in: FxHashMap<usize, usize>,
    /// Terms that are not linked by themselves here.
    pub skip: Vec<usize>,
    /// The term whose own entry this is.
    pub own: Option<usize>,
    /// Whether prose is checked for dated claims and acronyms: only where it is an explainer's.
    pub checked_prose: bool,
    /// Whether the text tells of earlier faults, as corrections do: the dates in it may be the wrong ones.
    pub quotes_faults: bool,
    /// How often each term was mentioned.
    pub mentions: FxHashMap<usize, usize>,
    /// The terms that were linked, in order.
    pub linked: Vec<usize>,
    /// The linked mentions, in order: the term, and which of its mentions in the text it is.
    pub marks: Vec<(usize, usize)>,
    /// How often each source was cited.
    pub citations: FxHashMap<usize, usize>,
    /// How many citations there were of all sources.
    cited: usize,
    /// Uses with their sentences.
    pub uses: Vec<Arc<Use>>,
    /// Events and people that the text links to.
    pub refs: BTreeSet<Ref>,
    /// Links to check when all pages are known.
    pub pending: Vec<Pending>,
    /// The ids on this page.
    pub anchors: BTreeSet<String>,
    /// By a heading's wanted id, the number that the last of that name got.
    pub namesakes: FxHashMap<String, usize>,
    /// Links to ids on this same page.
    pub same_page: Vec<(String, Span)>,
    /// Headings.
    pub headings: Vec<Heading>,
    /// Files of `content/` that it shows or links to.
    pub assets: BTreeSet<String>,
    /// Pictures of this site that it shows, by their path from the root, and where.
    pub pictures: Vec<(String, Span)>,
    /// Footnotes in the order of their numbers.
    pub footnotes: Vec<FootnoteText>,
    /// Acronyms that have been spelt out so far.
    pub acronyms: BTreeSet<String>,
    /// What is wrong.
    pub faults: Vec<Diagnostic>,
    /// Who watches.
    pub watch: Watch,
}

/// A footnote with its number of marks.
#[derive(Clone, Debug, PartialEq)]
pub struct FootnoteText {
    /// Its label.
    pub label: String,
    /// Its text.
    pub pieces: Pieces,
    /// How many marks lead to it.
    pub marks: usize,
}

impl<'i> Scope<'i> {
    /// An empty scope for a text in `language` that stands in file `path`.
    #[must_use]
    pub(super) fn new(index: &'i Index<'i>, language: &'i str, path: &'i str) -> Self {
        Self {
            index,
            language,
            path,
            auto: index.loaded.site.glossary.auto.unwrap_or(true),
            entry: false,
            density: None,
            section: 0,
            linked_in: FxHashMap::default(),
            skip: Vec::new(),
            own: None,
            checked_prose: false,
            quotes_faults: false,
            mentions: FxHashMap::default(),
            linked: Vec::new(),
            marks: Vec::new(),
            citations: FxHashMap::default(),
            cited: 0,
            uses: Vec::new(),
            refs: BTreeSet::new(),
            pending: Vec::new(),
            anchors: BTreeSet::new(),
            namesakes: FxHashMap::default(),
            same_page: Vec::new(),
            headings: Vec::new(),
            assets: BTreeSet::new(),
            pictures: Vec::new(),
            footnotes: Vec::new(),
            acronyms: BTreeSet::new(),
            faults: Vec::new(),
            watch: Watch::Nobody,
        }
    }

    /// Reports a fault.
    pub(super) fn fault(&mut self, fault: Diagnostic) {
        self.faults.push(fault);
    }

    /// Which mentions of a term are linked here: the term's own word comes first, then the page's, then the site's. An
    /// entry links each term once.
    pub(super) fn density_of(&self, term: usize) -> Density {
        let site = &self.index.loaded.site.glossary;
        let own = self.index.density(Ref {
            kind: Kind::Term,
            at: term,
        });
        if self.entry {
            return Density::First;
        }
        own.or(self.density).or(site.density).unwrap_or_default()
    }

    /// Begins another section.
    pub(super) fn begin_section(&mut self) {
        self.section += 1;
    }

    /// Counts a mention of a term, and settles whether it is linked; one by hand always is.
    pub(super) fn mention(&mut self, term: usize, text: String, by_hand: bool) -> Mention {
        let density = self.density_of(term);
        let section = self.section;
        let nth = self.mentions.entry(term).or_insert(0);
        *nth += 1;
        let nth = *nth;
        let linked = by_hand
            || match density {
                Density::First => nth == 1,
                Density::Section => self.linked_in.get(&term) != Some(&section),
                Density::Every => true,
            };
        if linked {
            if self.linked_in.insert(term, section).is_none() {
                self.linked.push(term);
            }
            self.marks.push((term, nth));
        }
        Mention {
            term,
            text,
            linked,
            nth,
        }
    }

    /// Counts a citation.
    pub(super) fn cite(&mut self, source: usize, locator: Option<String>) -> CiteMark {
        let nth = self.citations.entry(source).or_insert(0);
        *nth += 1;
        self.cited += 1;
        CiteMark {
            source,
            locator,
            nth: *nth,
            at: self.cited,
        }
    }

    /// The entry of one kind with this id, or a fault at the id's place.
    pub(super) fn find(&mut self, kind: Kind, id: &Spanned<String>) -> Option<Ref> {
        match self.index.find(kind, &id.value, self.language) {
            Ok(r) => Some(r),
            Err(why) => {
                self.faults
                    .extend(self.index.dangling(&why, &id.value, id.span, Some(kind)));
                None
            }
        }
    }

    /// Several entries of one kind, faults reported.
    pub(super) fn find_all(&mut self, kind: Kind, ids: &[Spanned<String>]) -> Vec<usize> {
        ids.iter().filter_map(|id| self.find(kind, id)).map(|r| r.at).collect()
    }
}

/// The id of a term's mention on a page.
#[must_use]
pub fn mention_id(id: &str, nth: usize) -> String {
    if nth == 1 {
        format!("_m-{id}")
    } else {
        format!("_m-{id}-{nth}")
    }
}

/// The id of the place in a term's card to which a linked mention leads: the card itself for the first mention on a page,
/// and else a place of its own, so that closing the card leads back to this mention. `mark` is the mention's id.
#[must_use]
pub fn card_id(id: &str, mark: &str) -> String {
    if mark == mention_id(id, 1) {
        format!("_d-{id}")
    } else {
        format!("_at{mark}")
    }
}

/// The id of a citation on a page: a number, since a long page has a hundred of them, and the sources' own ids would be a
/// kilobyte of what a reader loads.
#[must_use]
pub fn cite_id(at: usize) -> String {
    format!("_c-{at}")
}
