//! What authors ask of the glossary, answered from a linked site: `nutgraf why` and `nutgraf glossary`.

use std::collections::{BTreeMap, BTreeSet};

use super::{Failure, Options};
use crate::diagnostics::{Diagnostic, Severity, closest};
use crate::i18n::fold_case;
use crate::link::{self, Dangling, Decision, Index, Ref, Survey};
use crate::load::{self, Entry};
use crate::model::Term;
use crate::model::id::Kind;
use crate::span::{Position, Sources, Span};
use crate::theme;
use crate::world::World;

/// How often a phrase without an entry has to stand before it is told.
const OFTEN: usize = 3;

/// The answer to "why is this term linked there, or why not?".
#[derive(Debug)]
pub struct Why {
    /// The id of the page or entry.
    pub on: String,
    /// Its file.
    pub file: String,
    /// The term's id.
    pub term: String,
    /// The term's title.
    pub title: String,
    /// The languages of both, where they differ: then nothing is looked for.
    pub languages: Option<(String, String)>,
    /// What was decided, in reading order.
    pub decisions: Vec<Decision>,
    /// The titles of other terms that the decisions name, by their index.
    pub others: BTreeMap<usize, String>,
    /// The texts that the decisions point into.
    pub sources: Sources,
    /// How many errors the site has.
    pub errors: usize,
}

/// Why there is no answer.
#[derive(Debug)]
pub enum Unanswered {
    /// There is no site.
    Failure(Failure),
    /// A name leads nowhere: what it was, and what may have been meant.
    Unknown {
        /// "page" or "term".
        what: &'static str,
        /// What was asked for.
        name: String,
        /// The nearest name.
        near: Option<String>,
    },
}

impl From<Failure> for Unanswered {
    fn from(failure: Failure) -> Self {
        Self::Failure(failure)
    }
}

/// Answers why a term is, or is not, linked on a page. `page` is an id (an entry's with its kind, `event:talks`), a file
/// or an address; `term` an id or a title.
///
/// # Errors
/// When there is no site, page or term of this name.
pub fn why(world: &dyn World, options: &Options, page: &str, term: &str) -> Result<Why, Unanswered> {
    let (answer, sources) = with_index(world, options, |index, errors| {
        let language = index.default_language();
        let on = find_page(index, page, language).ok_or_else(|| {
            let ids = index.loaded.pages.iter().map(|p| p.id.as_str());
            unknown("page", page, closest(page, ids))
        })?;
        let term_at = find_term(index, term, index.language(on)).ok_or_else(|| {
            let ids = index.loaded.terms.iter().map(|t| t.id.as_str());
            unknown("term", term, closest(term, ids))
        })?;
        let decisions = link::why(index, on, term_at);
        let mut others = BTreeMap::new();
        for decision in &decisions {
            let named: &[usize] = match &decision.verdict {
                link::Verdict::Shared(terms) => terms,
                link::Verdict::Covered { by, .. } => std::slice::from_ref(by),
                _ => &[],
            };
            for at in named {
                let r = Ref {
                    kind: Kind::Term,
                    at: *at,
                };
                others.insert(*at, index.id(r).to_owned());
            }
        }
        let of = Ref {
            kind: Kind::Term,
            at: term_at,
        };
        let (here, there) = (index.language(on), index.language(of));
        Ok(Why {
            on: index.id(on).to_owned(),
            file: index.loaded.sources.path(index.place(on).file).to_owned(),
            term: index.id(of).to_owned(),
            title: index.title(of).to_owned(),
            languages: (here != there).then(|| (here.to_owned(), there.to_owned())),
            decisions,
            others,
            sources: Sources::default(),
            errors,
        })
    })?;
    answer.map(|a| Why { sources, ..a })
}

fn unknown(what: &'static str, name: &str, near: Option<&str>) -> Unanswered {
    Unanswered::Unknown {
        what,
        name: name.to_owned(),
        near: near.map(str::to_owned),
    }
}

/// A page or entry by its id, its file or its address.
fn find_page(index: &Index<'_>, name: &str, language: &str) -> Option<Ref> {
    let file = name.replace('\\', "/");
    let file = file.strip_prefix("./").unwrap_or(&file);
    let file = file.strip_prefix("content/").unwrap_or(file);
    if let Some(r) = index.file(file) {
        return Some(r);
    }
    let at_address = || {
        let path = format!("/{}/", name.trim_matches('/')).replace("//", "/");
        index.address(&path).flatten()
    };
    if let Some(r) = at_address().filter(|_| name.starts_with('/')) {
        return Some(r);
    }
    match index.find(Kind::Page, name.trim_matches('/'), language) {
        Ok(r) => Some(r),
        Err(Dangling::Ambiguous(_)) => None,
        // The address without its first stroke, the file without its ending: `fr/flood`, `flood.fr`, `index`.
        Err(_) => index
            .resolve(name, language)
            .ok()
            .or_else(|| index.file(&format!("{file}.md")))
            .or_else(at_address),
    }
}

/// A term by its id or by any of its names.
fn find_term(index: &Index<'_>, name: &str, language: &str) -> Option<usize> {
    let id = name.strip_prefix("term:").unwrap_or(name);
    if let Ok(r) = index.find(Kind::Term, id, language) {
        return Some(r.at);
    }
    let folded = fold_case(name);
    let called = |t: &Entry<Term>| {
        let d = &t.data;
        let mut names = d.aliases.iter().chain(&d.abbreviations).chain([&d.term]);
        names.any(|form| fold_case(&form.value) == folded)
    };
    index.loaded.terms.iter().position(called)
}

/// What the glossary of a site is used for.
#[derive(Debug)]
pub struct Usage {
    /// Every term, the most used first.
    pub terms: Vec<TermUsage>,
    /// Phrases and abbreviations that recur without an entry, the most frequent first.
    pub missing: Vec<Missing>,
    /// How many errors the site has.
    pub errors: usize,
}

/// What one term is used for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermUsage {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its language.
    pub language: String,
    /// Its mentions, linked or not.
    pub uses: usize,
    /// How many of them are linked.
    pub linked: usize,
    /// How many files mention it.
    pub files: usize,
    /// The forms in which it is mentioned, in lower case, the most frequent first.
    pub forms: Vec<(String, usize)>,
    /// The first mention.
    pub first: Option<Place>,
    /// Where the entry stands.
    pub entry: Place,
}

/// A phrase that recurs without an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// The phrase.
    pub phrase: String,
    /// How often it stands.
    pub uses: usize,
    /// In how many files.
    pub files: usize,
    /// Where it stands first.
    pub first: Place,
}

/// A place for people: a file with line and column.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file, from the site's root.
    pub file: String,
    /// Line and column, both from 1.
    pub position: Position,
}

impl Place {
    /// The place of a span.
    #[must_use]
    pub fn of(span: Span, sources: &Sources) -> Self {
        Self {
            file: sources.path(span.file).to_owned(),
            position: sources.position(span),
        }
    }
}

/// Tells what the glossary of a site is used for.
///
/// # Errors
/// When there is no site.
pub fn usage(world: &dyn World, options: &Options) -> Result<Usage, Failure> {
    let (usage, _) = with_index(world, options, |index, errors| {
        let survey = link::survey(index);
        Usage {
            terms: terms(index, &survey),
            missing: missing(index, &survey),
            errors,
        }
    })?;
    Ok(usage)
}

/// The forms of a term with how often each was met, the most frequent first. The capital at the beginning of a sentence makes
/// no other form; of the spellings that differ only in case, the most frequent stands for all, and small letters for two that
/// are as frequent.
fn forms_met<'f>(met: impl Iterator<Item = &'f str>) -> Vec<(String, usize)> {
    let mut groups: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    for form in met {
        let form = form.split_whitespace().collect::<Vec<_>>().join(" ");
        let group = if form.chars().filter(|c| c.is_uppercase()).count() > 1 {
            form.clone()
        } else {
            form.to_lowercase()
        };
        *groups.entry(group).or_default().entry(form).or_insert(0) += 1;
    }
    let most = |spellings: BTreeMap<String, usize>| {
        let count = spellings.values().sum();
        // Capitals come first in order, and of equal ones the last is taken.
        let (form, _) = spellings.into_iter().max_by_key(|(_, n)| *n)?;
        Some((form, count))
    };
    let mut forms: Vec<(String, usize)> = groups.into_values().filter_map(most).collect();
    forms.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    forms
}

fn terms(index: &Index<'_>, survey: &Survey) -> Vec<TermUsage> {
    let sources = &index.loaded.sources;
    let mut met: BTreeMap<usize, Vec<&link::Met>> = BTreeMap::new();
    for m in &survey.met {
        met.entry(m.term).or_default().push(m);
    }
    let mut all: Vec<TermUsage> = Vec::new();
    for (at, term) in index.loaded.terms.iter().enumerate() {
        if !index.is_first(Ref { kind: Kind::Term, at }) {
            continue;
        }
        let mine = met.get(&at).map_or(&[][..], Vec::as_slice);
        let forms = forms_met(mine.iter().map(|m| m.form.as_str()));
        let files: BTreeSet<_> = mine.iter().map(|m| m.place.file).collect();
        all.push(TermUsage {
            id: term.id.clone(),
            title: term.data.term.value.clone(),
            language: term.language.clone(),
            uses: mine.len(),
            linked: mine.iter().filter(|m| m.linked).count(),
            files: files.len(),
            forms,
            first: mine.first().map(|m| Place::of(m.place, sources)),
            entry: Place::of(term.place, sources),
        });
    }
    all.sort_by(|a, b| {
        b.uses
            .cmp(&a.uses)
            .then_with(|| a.id.cmp(&b.id))
            .then_with(|| a.language.cmp(&b.language))
    });
    all
}

/// Phrases that recur and that neither a term nor a person, an event, a source or a page is called.
fn missing(index: &Index<'_>, survey: &Survey) -> Vec<Missing> {
    let l = index.loaded;
    let mut names: BTreeSet<&str> = BTreeSet::new();
    for person in &l.people {
        names.insert(&person.data.name.value);
        names.extend(person.data.aliases.iter().map(String::as_str));
        names.extend(person.data.affiliation.as_deref());
    }
    for source in &l.bibliography {
        names.insert(&source.data.title.value);
        names.extend(source.data.publisher.as_deref());
    }
    for term in &l.terms {
        let d = &term.data;
        let forms = d
            .aliases
            .iter()
            .chain(&d.abbreviations)
            .chain(&d.forms)
            .chain([&d.term]);
        names.extend(forms.map(|f| f.value.as_str()));
    }
    let known: String = names
        .into_iter()
        .fold(String::new(), |all, name| all + "\n" + &name.to_lowercase());
    let mut found: Vec<Missing> = survey
        .unknown
        .iter()
        .filter(|(phrase, places)| places.len() >= OFTEN && !known.contains(&phrase.to_lowercase()))
        .filter_map(|(phrase, places)| {
            let files: BTreeSet<_> = places.iter().map(|p| p.file).collect();
            Some(Missing {
                phrase: phrase.clone(),
                uses: places.len(),
                files: files.len(),
                first: Place::of(*places.first()?, &l.sources),
            })
        })
        .collect();
    found.sort_by(|a, b| b.uses.cmp(&a.uses).then_with(|| a.phrase.cmp(&b.phrase)));
    found
}

/// Loads and indexes a site, asks, and hands back the texts.
fn with_index<T>(
    world: &dyn World,
    options: &Options,
    ask: impl FnOnce(&Index<'_>, usize) -> T,
) -> Result<(T, Sources), Failure> {
    let loaded = load::load(world, load::Options { drafts: options.drafts })?;
    let statics = theme::statics(loaded.site.search);
    let names: Vec<&str> = statics.iter().map(|(name, _)| name.as_str()).collect();
    let (index, found) = Index::new(&loaded, world.today(), &names);
    let errors = |list: &[Diagnostic]| list.iter().filter(|f| f.severity == Severity::Error).count();
    let count = errors(&loaded.faults) + errors(&found);
    let answer = ask(&index, count);
    drop(index);
    Ok((answer, loaded.sources))
}
