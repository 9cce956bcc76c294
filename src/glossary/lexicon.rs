//! The words that forms consist of, each with a number, and which of them a word of a text may be: by its own letters,
//! by its letters without case, or as an inflected form. What a word may be is worked out once and kept, since most
//! words of a site come again and again.

use std::hash::BuildHasher;
use std::sync::Arc;

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::known::Words;
use super::morphology::Morphology;
use super::token::{Kind, Token};
use crate::cache::trace::{self, Question};
use crate::model::id::Kind as Id;

/// A word of a form.
pub(super) type Symbol = u32;

/// How near a word of a text is to a word of a form. Later is nearer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum How {
    /// Inflected, by a rule that needs the other words of a phrase to speak for it.
    InPhrase,
    /// Inflected.
    Inflected,
    /// Letter by letter, case apart.
    Letters,
    /// Letter by letter.
    Case,
}

/// What a word of a text may be; most are no word of any form.
pub(super) type Readings = Option<Arc<[(Symbol, How)]>>;

/// Whether a word's case counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Space {
    Case,
    Letters,
}

/// The forms' words by their stems. Only a hash of each stem is kept: what is found under it is judged letter by letter
/// anyway, so that two stems with one hash cost a glance and no wrong link.
#[derive(Default)]
struct Stems {
    heads: FxHashMap<u64, u32>,
    /// A symbol, and the place of the next one under the same stem.
    items: Vec<(Symbol, u32)>,
}

impl Stems {
    fn insert(&mut self, stem: &str, symbol: Symbol) {
        if self.get(stem).any(|known| known == symbol) {
            return;
        }
        let place = u32::try_from(self.items.len()).unwrap_or(u32::MAX);
        let head = self.heads.entry(FxBuildHasher.hash_one(stem)).or_insert(u32::MAX);
        self.items.push((symbol, *head));
        *head = place;
    }

    fn get(&self, stem: &str) -> impl Iterator<Item = Symbol> {
        let head = self.heads.get(&FxBuildHasher.hash_one(stem)).copied();
        let item = |at: u32| self.items.get(at as usize);
        let first = head.and_then(item);
        std::iter::successors(first, move |(_, next)| item(*next)).map(|(symbol, _)| *symbol)
    }

    fn bytes(&self) -> usize {
        self.heads.capacity() * 17 + self.items.capacity() * 8
    }
}

/// The words of the forms of one language.
pub(super) struct Lexicon {
    morphology: Morphology,
    case: FxHashMap<Box<str>, Symbol>,
    letters: FxHashMap<Box<str>, Symbol>,
    /// The folded words, by symbol.
    words: Vec<Box<str>>,
    stems: Stems,
    known: Words,
    /// The number of this language's forms among those of a site, for traces.
    pub(super) number: u8,
}

impl Lexicon {
    pub(super) fn new(language: &str) -> Self {
        Self {
            morphology: Morphology::new(language),
            case: FxHashMap::default(),
            letters: FxHashMap::default(),
            words: Vec::new(),
            stems: Stems::default(),
            known: Words::default(),
            number: 0,
        }
    }

    pub(super) fn morphology(&self) -> &Morphology {
        &self.morphology
    }

    /// How many different words there are.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// Bytes that it takes, roughly.
    pub(super) fn bytes(&self) -> usize {
        let own: usize = self.words.iter().map(|w| w.len() + 16).sum();
        let keys = |map: &FxHashMap<Box<str>, Symbol>| map.keys().map(|k| k.len()).sum::<usize>() + map.capacity() * 25;
        own + keys(&self.case) + keys(&self.letters) + self.stems.bytes()
    }

    /// The key of a word.
    pub(super) fn key(&self, word: &str, space: Space) -> String {
        match space {
            Space::Case => Morphology::letters(word),
            Space::Letters => self.morphology.fold(word),
        }
    }

    /// The number of a form's word, which is new or known. `inflected`: texts may inflect it.
    pub(super) fn add(&mut self, token: &Token<'_>, space: Space, inflected: bool) -> Symbol {
        let key = self.key(token.text, space);
        let map = match space {
            Space::Case => &mut self.case,
            Space::Letters => &mut self.letters,
        };
        let symbol = if let Some(known) = map.get(key.as_str()) {
            *known
        } else {
            let fresh = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
            map.insert(key.as_str().into(), fresh);
            self.words.push(key.as_str().into());
            fresh
        };
        if inflected && space == Space::Letters && token.kind == Kind::Word {
            for stem in self.morphology.file(&key) {
                self.stems.insert(&stem, symbol);
            }
        }
        symbol
    }

    /// What a word of a text may be; the nearest reading first.
    pub(super) fn read(&self, text: &str, kind: Kind) -> Readings {
        let Some((number, word)) = self.known.get(text, kind, || self.work_out(text, kind)) else {
            return self.unknown(text, kind);
        };
        trace::word(self.number, number);
        word.readings.clone()
    }

    /// What a word may be for which there is no room: it stands for all forms.
    fn unknown(&self, text: &str, kind: Kind) -> Readings {
        trace::ask(Question::Forms, Id::Term, 0, self.morphology.language(), "");
        self.work_out(text, kind)
    }

    /// The words of texts that were read, with their numbers.
    pub(super) fn seen(&self) -> Vec<(u32, Box<str>, Kind)> {
        self.known
            .all()
            .map(|(number, text, kind)| (number, text.into(), kind))
            .collect()
    }

    fn work_out(&self, text: &str, kind: Kind) -> Readings {
        let mut found: Vec<(Symbol, How)> = Vec::new();
        if let Some(symbol) = self.case.get(Morphology::letters(text).as_str()) {
            found.push((*symbol, How::Case));
        }
        let folded = self.morphology.fold(text);
        if let Some(symbol) = self.letters.get(folded.as_str()) {
            found.push((*symbol, How::Letters));
        }
        if kind == Kind::Word {
            for key in self.morphology.look_up(&folded) {
                for symbol in self.stems.get(&key) {
                    if found.iter().any(|(s, _)| *s == symbol) {
                        continue;
                    }
                    if let Some(how) = self.inflects(symbol, &folded) {
                        found.push((symbol, how));
                    }
                }
            }
        }
        found.sort_by_key(|(symbol, how)| (std::cmp::Reverse(*how), *symbol));
        (!found.is_empty()).then(|| found.into())
    }

    fn inflects(&self, symbol: Symbol, folded: &str) -> Option<How> {
        let word = self.words.get(symbol as usize)?;
        if self.morphology.same(word, folded, true) {
            Some(How::Inflected)
        } else if self.morphology.same(word, folded, false) {
            Some(How::InPhrase)
        } else {
            None
        }
    }

    /// The forms' words that share a stem with a word of a text and are still other words.
    pub(super) fn turned_away(&self, text: &str) -> Vec<&str> {
        let folded = self.morphology.fold(text);
        let read = self.work_out(text, Kind::Word);
        let keys = self.morphology.look_up(&folded);
        let symbols = keys.iter().flat_map(|key| self.stems.get(key));
        let mut words: Vec<&str> = symbols
            .filter(|s| !read.iter().flat_map(|read| read.iter()).any(|(r, _)| r == s))
            .filter_map(|s| self.words.get(s as usize).map(AsRef::as_ref))
            .collect();
        words.sort_unstable();
        words.dedup();
        words
    }
}
