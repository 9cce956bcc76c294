//! The glossary's automaton: every form of every term of one language in a single trie of words, built once. Finding the
//! terms of a text takes time in the length of the text, whatever the number of terms.
//!
//! A form is *declared* (title, alias, abbreviation, `forms`) or *derived* (the stems of a declared form's words; half of
//! a title with brackets). Abbreviations, and titles in capitals throughout, match by their own case; `match: exact`
//! terms match letter by letter, case apart; all others also match by stems. Longest match wins; of equally long ones,
//! the nearest to the letters.

use std::ops::Range;

use pagefind_stem::Stemmer;
use rustc_hash::FxHashMap;

use super::form_rules::{by_case, halves, inflected};
use super::words::{letters, stemmer, words};
use crate::model::{Match, Term};
use crate::span::Span;

/// How near a match is to the letters of a form. Later is nearer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Nearness {
    /// By the stems of the words.
    Stem,
    /// By half of a title with brackets.
    Half,
    /// Letter by letter, case apart.
    Letters,
    /// Letter by letter.
    Case,
}

/// A mention found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its bytes.
    pub range: Range<usize>,
    /// The terms that it may mean, by their index: one, or several that share a derived form.
    pub terms: Vec<usize>,
    /// How it matched.
    pub nearness: Nearness,
}

/// Two terms that declare one form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// The form.
    pub form: String,
    /// The term that was there first, and where it declares the form.
    pub first: (usize, Span),
    /// The other.
    pub second: (usize, Span),
}

/// The forms of one language.
pub struct Forms {
    stemmer: Option<Stemmer>,
    english: bool,
    symbols: FxHashMap<(Space, Box<str>), u32>,
    gaps: FxHashMap<Box<str>, u32>,
    edges: FxHashMap<(u32, u32, u32), u32>,
    ends: Vec<Option<End>>,
    claims: FxHashMap<(Space, String), (usize, Span)>,
}

/// What a path of the trie ends with.
#[derive(Debug)]
struct End {
    nearness: Nearness,
    terms: Vec<usize>,
    /// For stems: the forms that they were made from, in lower case, word by word.
    forms: Vec<Vec<String>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Space {
    Case,
    Letters,
    Stem,
}

impl std::fmt::Debug for Forms {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Forms")
            .field("states", &self.ends.len())
            .finish_non_exhaustive()
    }
}

impl Forms {
    /// An automaton for `language` without forms.
    #[must_use]
    pub fn new(language: &str) -> Self {
        Self {
            stemmer: stemmer(language),
            english: language == "en" || language.starts_with("en-"),
            symbols: FxHashMap::default(),
            gaps: FxHashMap::default(),
            edges: FxHashMap::default(),
            ends: vec![None],
            claims: FxHashMap::default(),
        }
    }

    /// Adds the forms of the term with this index; returns those that an earlier term has declared.
    pub fn add(&mut self, index: usize, term: &Term) -> Vec<Clash> {
        let mut clashes = Vec::new();
        let title = &term.term;
        let full = std::iter::once(title).chain(&term.aliases).chain(&term.forms);
        for form in full {
            let space = if by_case(&form.value) {
                Space::Case
            } else {
                Space::Letters
            };
            self.declare(index, &form.value, form.span, space, term.matching, &mut clashes);
        }
        for form in &term.abbreviations {
            self.declare(index, &form.value, form.span, Space::Case, term.matching, &mut clashes);
        }
        if term.matching != Match::Never {
            for half in halves(&title.value) {
                let space = if by_case(half) { Space::Case } else { Space::Letters };
                self.insert(index, half, space, Nearness::Half);
                if space == Space::Letters && term.matching == Match::Inflected {
                    self.insert(index, half, Space::Stem, Nearness::Stem);
                }
            }
        }
        clashes
    }

    fn declare(&mut self, index: usize, form: &str, span: Span, space: Space, how: Match, clashes: &mut Vec<Clash>) {
        let key = (space, self.key(form, space));
        match self.claims.get(&key) {
            Some(first) if first.0 != index => clashes.push(Clash {
                form: form.to_owned(),
                first: *first,
                second: (index, span),
            }),
            Some(_) => {}
            None => {
                self.claims.insert(key, (index, span));
            }
        }
        if how == Match::Never {
            return;
        }
        let nearness = if space == Space::Case {
            Nearness::Case
        } else {
            Nearness::Letters
        };
        self.insert(index, form, space, nearness);
        if space == Space::Letters && how == Match::Inflected {
            self.insert(index, form, Space::Stem, Nearness::Stem);
        }
        if space == Space::Case && self.english && how == Match::Inflected {
            self.insert(index, &format!("{form}s"), Space::Case, Nearness::Case);
        }
    }

    fn key(&self, form: &str, space: Space) -> String {
        words(form)
            .iter()
            .map(|w| self.word_key(form.get(w.range.clone()).unwrap_or(""), space))
            .collect::<Vec<_>>()
            .join(" ")
    }

    fn word_key(&self, word: &str, space: Space) -> String {
        let letters = letters(word);
        match (space, &self.stemmer) {
            (Space::Case, _) => letters.into_owned(),
            (Space::Stem, Some(stemmer)) => stemmer.stem(&letters.to_lowercase()).into_owned(),
            _ => letters.to_lowercase(),
        }
    }

    fn insert(&mut self, index: usize, form: &str, space: Space, nearness: Nearness) {
        let mut state = 0;
        for (i, word) in words(form).iter().enumerate() {
            let key = self.word_key(form.get(word.range.clone()).unwrap_or(""), space);
            let next_symbol = u32::try_from(self.symbols.len()).unwrap_or(u32::MAX);
            let symbol = *self.symbols.entry((space, key.into())).or_insert(next_symbol);
            let gap = if i == 0 || word.gap.is_empty() {
                0
            } else {
                let next_gap = u32::try_from(self.gaps.len() + 1).unwrap_or(u32::MAX);
                *self.gaps.entry(word.gap.clone().into()).or_insert(next_gap)
            };
            let next_state = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
            let entry = self.edges.entry((state, gap, symbol)).or_insert(next_state);
            if *entry == next_state {
                self.ends.push(None);
            }
            state = *entry;
        }
        if state == 0 {
            return;
        }
        let lower = (space == Space::Stem && self.english).then(|| {
            words(form)
                .iter()
                .map(|w| self.word_key(form.get(w.range.clone()).unwrap_or(""), Space::Letters))
                .collect()
        });
        if let Some(end) = self.ends.get_mut(state as usize) {
            let end = end.get_or_insert_with(|| End {
                nearness,
                terms: Vec::new(),
                forms: Vec::new(),
            });
            if nearness > end.nearness {
                end.nearness = nearness;
                end.terms.clear();
            }
            if nearness == end.nearness && !end.terms.contains(&index) {
                end.terms.push(index);
            }
            end.forms.extend(lower);
        }
    }

    /// The mentions in a text, from left to right, the longest at each place, none inside another. `ignored` terms (such
    /// as the entry's own) are as if they were not there.
    #[must_use]
    pub fn find(&self, text: &str, ignored: impl Fn(usize) -> bool) -> Vec<Found> {
        if self.edges.is_empty() {
            return Vec::new();
        }
        let words = words(text);
        let keys: Vec<Step<'_>> = words.iter().map(|w| self.step(text, w)).collect();
        let mut found = Vec::new();
        let mut at = 0;
        while at < words.len() {
            match self.longest(&keys, at, &ignored) {
                Some((last, nearness, terms)) => {
                    let start = words.get(at).map_or(0, |w| w.range.start);
                    let end = words.get(last).map_or(start, |w| w.range.end);
                    found.push(Found {
                        range: start..end,
                        terms,
                        nearness,
                    });
                    at = last + 1;
                }
                None => at += 1,
            }
        }
        found
    }

    fn step<'t>(&self, text: &'t str, word: &super::words::Word) -> Step<'t> {
        let raw = text.get(word.range.clone()).unwrap_or("");
        let symbol = |space| {
            // A lookup needs an owned key; words are short.
            self.symbols.get(&(space, self.word_key(raw, space).into())).copied()
        };
        Step {
            raw,
            gap: if word.gap.is_empty() {
                Some(0)
            } else {
                self.gaps.get(word.gap.as_str()).copied()
            },
            symbols: [symbol(Space::Case), symbol(Space::Letters), symbol(Space::Stem)],
        }
    }

    /// Whether the words of a text are inflected forms of one of those that an end was made from.
    fn inflects(&self, end: &End, steps: &[Step<'_>]) -> bool {
        if !self.english {
            return true;
        }
        let words: Vec<String> = steps.iter().map(|s| self.word_key(s.raw, Space::Letters)).collect();
        end.forms
            .iter()
            .any(|form| form.len() == words.len() && form.iter().zip(&words).all(|(f, w)| inflected(f, w)))
    }

    fn longest(
        &self,
        keys: &[Step<'_>],
        from: usize,
        ignored: &impl Fn(usize) -> bool,
    ) -> Option<(usize, Nearness, Vec<usize>)> {
        let mut states = vec![0];
        let mut best: Option<(usize, Nearness, Vec<usize>)> = None;
        for (at, step) in keys.iter().enumerate().skip(from) {
            let gap = if at == from { Some(0) } else { step.gap };
            let Some(gap) = gap else { break };
            let mut next = Vec::new();
            for state in &states {
                for symbol in step.symbols.iter().flatten() {
                    next.extend(self.edges.get(&(*state, gap, *symbol)).copied());
                }
            }
            if next.is_empty() {
                break;
            }
            for state in &next {
                let Some(end) = self.ends.get(*state as usize).and_then(Option::as_ref) else {
                    continue;
                };
                if end.nearness == Nearness::Stem && !self.inflects(end, keys.get(from..=at).unwrap_or(&[])) {
                    continue;
                }
                let nearness = &end.nearness;
                let terms: Vec<usize> = end.terms.iter().copied().filter(|t| !ignored(*t)).collect();
                let better = best
                    .as_ref()
                    .is_none_or(|(last, near, _)| *last < at || *near < *nearness);
                if !terms.is_empty() && better {
                    best = Some((at, *nearness, terms));
                }
            }
            states = next;
        }
        best
    }
}

struct Step<'t> {
    raw: &'t str,
    gap: Option<u32>,
    symbols: [Option<u32>; 3],
}

#[cfg(test)]
mod tests;
