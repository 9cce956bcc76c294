//! The words of texts in which terms were sought, from run to run. While the forms of all languages are what they were,
//! all words say what they said, and none is looked at; else each is asked again.

use std::num::NonZeroU32;

use rayon::prelude::*;

use super::past::Past;
use crate::cache::form;
use crate::cache::numbers;
use crate::cache::saved::Chunk;
use crate::cache::trace::{self, Packed};
use crate::glossary::{Forms, Word};
use crate::link::{Index, Ref};
use crate::model::id::Kind;

/// What the words of texts say in this run.
pub(super) struct Words<'w> {
    index: &'w Index<'w>,
    /// By the numbers of traces.
    forms: Vec<(&'w str, &'w Forms)>,
}

impl<'w> Words<'w> {
    pub(super) fn new(index: &'w Index<'w>) -> Self {
        Self {
            index,
            forms: index.all_forms(),
        }
    }

    /// The languages with the prints of their forms.
    pub(super) fn languages(&self) -> Vec<(String, u64)> {
        let of = |language: &str| trace::unnoted(|| self.index.print_of_forms(language));
        let all = self.forms.iter();
        all.map(|(language, _)| ((*language).to_owned(), of(language)))
            .collect()
    }

    fn print(&self, forms: &Forms, word: &Word) -> u64 {
        let who = |at| self.index.who(Ref { kind: Kind::Term, at });
        trace::unnoted(|| forms.print(word, who))
    }

    /// What the words say that were seen so far, by the numbers of traces.
    pub(super) fn prints(&self) -> Vec<Vec<u64>> {
        let all = self.forms.par_iter();
        all.map(|(_, forms)| forms.words().iter().map(|w| self.print(forms, w)).collect())
            .collect()
    }
}

/// The words of the last run, where any of them may say something else now.
pub(super) struct Changed {
    same: Vec<bool>,
    /// All words with what they say now.
    chunk: Vec<u8>,
}

impl Changed {
    /// Asks the words of the last run again; `None` where all forms are as they were, so that nothing can have changed.
    pub(super) fn new(past: &Past<'_>, words: &Words<'_>) -> Option<Self> {
        let now = words.languages();
        let before = past.saved.head.forms.iter();
        if before
            .map(|(l, p)| (*l, *p))
            .eq(now.iter().map(|(l, p)| (l.as_str(), *p)))
        {
            return None;
        }
        let mut languages: Vec<&str> = Vec::new();
        let mut all: Vec<(u8, Word, u64)> = Vec::new();
        for (_, bytes) in &past.saved.head.words {
            let Some((own, words)) = form::borrowed::<Chunk<'_>>(bytes) else {
                continue;
            };
            for (language, word, print) in words {
                let name = own.get(usize::from(language)).copied().unwrap_or("");
                let at = languages.iter().position(|l| *l == name).unwrap_or_else(|| {
                    languages.push(name);
                    languages.len() - 1
                });
                all.push((u8::try_from(at).unwrap_or(u8::MAX), word, print));
            }
        }
        let forms: Vec<Option<&Forms>> = languages
            .iter()
            .map(|language| words.forms.iter().find(|(l, _)| l == language).map(|(_, forms)| *forms))
            .collect();
        let same = all
            .par_iter_mut()
            .map(|(language, word, print)| {
                let Some(Some(forms)) = forms.get(usize::from(*language)) else {
                    // A language without forms says so by a question of its own.
                    return false;
                };
                let now = words.print(forms, word);
                std::mem::replace(print, now) == now
            })
            .collect();
        Some(Self {
            same,
            chunk: form::write(&(&languages, &all)),
        })
    }

    /// Whether all of these words (as they were written) say what they said.
    pub(super) fn hold(&self, words: &[u8]) -> bool {
        numbers::read(words).all(|n| self.same.get(n as usize) == Some(&true))
    }
}

/// The words that are to be remembered: those of the last run as they are, with new ones after them.
pub(super) struct Numbering<'n> {
    words: &'n Words<'n>,
    seen: Vec<Vec<Word>>,
    first: u32,
    /// Whether there was no last run: then a word's number is its own, after those of the languages before its own.
    fresh: Option<Vec<u32>>,
    /// The numbers of new words, by those of this run; they are close together, so that this is a list for each language.
    new: Vec<Vec<Option<NonZeroU32>>>,
    list: Vec<(u8, Word, u64)>,
}

impl<'n> Numbering<'n> {
    /// `first` is how many words the last run remembered.
    pub(super) fn new(first: u32, words: &'n Words<'n>) -> Self {
        let seen: Vec<Vec<Word>> = words.forms.iter().map(|(_, forms)| forms.words()).collect();
        let before = |so_far: &mut u32, words: &Vec<Word>| {
            let before = *so_far;
            *so_far += u32::try_from(words.len()).ok()?;
            Some(before)
        };
        Self {
            fresh: (first == 0).then(|| seen.iter().scan(0, before).collect()),
            words,
            new: seen.iter().map(|words| vec![None; words.len()]).collect(),
            seen,
            first,
            list: Vec::new(),
        }
    }

    /// The words of a trace, written, for which it is not asked twice.
    pub(super) fn of(&mut self, trace: &mut Packed) -> Vec<u8> {
        if let Some(before) = &self.fresh {
            return trace.take_words().unwrap_or_else(|| {
                let number = |(forms, word): (u8, u32)| Some(before.get(usize::from(forms))? + word);
                numbers::write(trace.words().filter_map(number).collect())
            });
        }
        numbers::write(trace.words().filter_map(|word| self.number(word)).collect())
    }

    fn number(&mut self, (forms, word): (u8, u32)) -> Option<u32> {
        let known = self.new.get_mut(usize::from(forms))?.get_mut(word as usize)?;
        if let Some(known) = known {
            return Some(self.first + known.get() - 1);
        }
        let place = u32::try_from(self.list.len()).ok()?;
        *known = NonZeroU32::new(place + 1);
        let text = self.seen.get(usize::from(forms))?.get(word as usize)?.clone();
        let (_, own) = self.words.forms.get(usize::from(forms))?;
        let print = self.words.print(own, &text);
        self.list.push((forms, text, print));
        Some(self.first + place)
    }

    /// All chunks of words, each with its number of words.
    pub(super) fn chunks(self, past: &Past<'_>, changed: Option<&Changed>) -> Vec<(u32, Vec<u8>)> {
        let mut chunks: Vec<(u32, Vec<u8>)> = match changed {
            Some(changed) => vec![(self.first, changed.chunk.clone())],
            None => past
                .saved
                .head
                .words
                .iter()
                .map(|(count, bytes)| (*count, bytes.to_vec()))
                .collect(),
        };
        chunks.extend(self.new_chunk());
        chunks
    }

    /// The words that no run had seen before, where there are any.
    pub(super) fn new_chunk(self) -> Option<(u32, Vec<u8>)> {
        let mut list = self.list;
        if self.fresh.is_some() {
            let all = (0..).zip(&self.seen).zip(&self.words.forms);
            for ((forms, words), (_, own)) in all {
                list.par_extend(
                    words
                        .par_iter()
                        .map(|word| (forms, word.clone(), self.words.print(own, word))),
                );
            }
        }
        if list.is_empty() {
            return None;
        }
        let languages: Vec<&str> = self.words.forms.iter().map(|(language, _)| *language).collect();
        let count = u32::try_from(list.len()).unwrap_or(u32::MAX);
        Some((count, form::write(&(languages, &list))))
    }
}
