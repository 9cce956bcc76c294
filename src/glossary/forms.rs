//! The forms of one language's terms, built once: what each term declares, and what is derived from it.
//!
//! A form is *declared* (title, alias, abbreviation, `forms`) or *derived* (`title.rs`). A declared form that two terms
//! claim is an error; a derived one is settled in each text by whichever term is nearer to the letters there.

use rustc_hash::FxHashMap;

use super::lexicon::{Lexicon, Space, Symbol};
use super::title::{by_case, half_by_case, halves, long_vowels, solid, without_kind};
use super::token::{Gap, Kind, tokens};
use super::trie::Trie;
use crate::model::{Match, Term};
use crate::span::Span;

/// What a form is to its term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FormKind {
    /// The title.
    Title,
    /// Another name that the entry lists.
    Alias,
    /// A short form that the entry lists.
    Abbreviation,
    /// An inflected form that the entry lists.
    Listed,
    /// The title without its brackets, or what stands in them.
    Half,
    /// The title without the word that says what kind of thing it is.
    Core,
    /// Another spelling of a form: in one word, with another long vowel, as a plural of capitals.
    Spelling,
}

impl FormKind {
    /// Whether the author wrote it, as it is.
    #[must_use]
    pub fn is_declared(self) -> bool {
        matches!(self, Self::Title | Self::Alias | Self::Abbreviation | Self::Listed)
    }
}

/// One form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// The term, by its index.
    pub term: usize,
    /// Its words.
    pub text: Box<str>,
    /// What it is to the term.
    pub kind: FormKind,
    /// Whether texts may inflect it.
    pub inflected: bool,
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
    pub(super) lexicon: Lexicon,
    pub(super) trie: Trie,
    pub(super) all: Vec<Form>,
    claims: FxHashMap<(Space, Box<str>), (usize, Span)>,
    /// Each form under the longest of its words: where none of a text's words may be that one, the form is not in the text.
    pub(super) by_word: FxHashMap<Symbol, Vec<u32>>,
}

/// How large an automaton is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Forms, declared and derived.
    pub forms: usize,
    /// Different words (or characters, in scripts without spaces).
    pub words: usize,
    /// States.
    pub states: usize,
    /// Bytes, roughly.
    pub bytes: usize,
}

impl std::fmt::Debug for Forms {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Forms")
            .field("size", &self.size())
            .finish_non_exhaustive()
    }
}

impl Forms {
    /// An automaton for a language (a BCP 47 tag) without forms.
    #[must_use]
    pub fn new(language: &str) -> Self {
        Self {
            lexicon: Lexicon::new(language),
            trie: Trie::default(),
            all: Vec::new(),
            claims: FxHashMap::default(),
            by_word: FxHashMap::default(),
        }
    }

    /// How large it is.
    #[must_use]
    pub fn size(&self) -> Size {
        let texts: usize = self.all.iter().map(|f| f.text.len() + size_of::<Form>()).sum();
        Size {
            forms: self.all.len(),
            words: self.lexicon.len(),
            states: self.trie.len(),
            bytes: self.lexicon.bytes() + self.trie.bytes() + texts,
        }
    }

    /// Adds the forms of the term with this index; returns those that an earlier term has declared.
    pub fn add(&mut self, index: usize, term: &Term) -> Vec<Clash> {
        let mut clashes = Vec::new();
        let declared = std::iter::once((FormKind::Title, &term.term))
            .chain(term.aliases.iter().map(|f| (FormKind::Alias, f)))
            .chain(term.forms.iter().map(|f| (FormKind::Listed, f)))
            .chain(term.abbreviations.iter().map(|f| (FormKind::Abbreviation, f)));
        for (kind, form) in declared {
            let space = space_of(&form.value, kind);
            let key = self.key(&form.value, space);
            match self.claims.get(&(space, key.as_str().into())) {
                Some(first) if first.0 != index => clashes.push(Clash {
                    form: form.value.clone(),
                    first: *first,
                    second: (index, form.span),
                }),
                Some(_) => {}
                None => {
                    self.claims.insert((space, key.into()), (index, form.span));
                }
            }
            if term.matching != Match::Never {
                self.with_spellings(index, &form.value, kind, space, term.matching);
            }
        }
        if term.matching != Match::Never {
            let english = self.lexicon.morphology().language() == "en";
            let parts = halves(&term.term.value, english);
            for half in &parts {
                let space = if half_by_case(half) {
                    Space::Case
                } else {
                    Space::Letters
                };
                self.with_spellings(index, half, FormKind::Half, space, term.matching);
            }
            let whole = parts.first().copied().unwrap_or(&term.term.value);
            if let Some(rest) = without_kind(whole) {
                self.with_spellings(index, rest, FormKind::Core, Space::Letters, term.matching);
            }
        }
        clashes
    }

    /// What two spellings of one declared form share.
    fn key(&self, form: &str, space: Space) -> String {
        let mut out = String::new();
        for (i, token) in tokens(form).iter().enumerate() {
            match token.gap {
                _ if i == 0 => {}
                Gap::Other(text) => out.push_str(text),
                _ => out.push(' '),
            }
            out.push_str(&self.lexicon.key(token.text, space));
        }
        if out.is_empty() { form.to_owned() } else { out }
    }

    fn with_spellings(&mut self, index: usize, form: &str, kind: FormKind, space: Space, how: Match) {
        let inflected = how == Match::Inflected;
        self.insert(index, form, kind, space, inflected);
        if !inflected {
            return;
        }
        let spelling = FormKind::Spelling;
        if space == Space::Case {
            // "NGOs": the plural of capitals is written so in every language with Latin letters.
            if form.chars().all(|c| c.is_ascii_alphanumeric()) && form.len() > 1 {
                self.insert(index, &format!("{form}s"), spelling, space, false);
            }
            // Outside English, newspapers write what is spoken as a word with one capital: "Otan". "Who" would be
            // another word, and so might any shorter one.
            if let Some(spoken) = spoken(form).filter(|_| self.lexicon.morphology().language() != "en") {
                self.insert(index, &spoken, spelling, space, false);
            }
            return;
        }
        if let Some(solid) = solid(form) {
            self.insert(index, &solid, spelling, space, true);
        }
        for other in long_vowels(form) {
            self.insert(index, &other, spelling, space, false);
        }
    }

    fn insert(&mut self, term: usize, text: &str, kind: FormKind, space: Space, inflected: bool) {
        let tokens = tokens(text);
        if tokens.is_empty() {
            return;
        }
        let path: Vec<_> = tokens
            .iter()
            .map(|t| (gap_of(t.gap, t.kind), self.lexicon.add(t, space, inflected)))
            .collect();
        let item = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        let longest = tokens.iter().zip(&path).max_by_key(|(token, _)| token.text.len());
        if let Some((_, (_, symbol))) = longest {
            self.by_word.entry(*symbol).or_default().push(item);
        }
        self.trie.insert(path.into_iter(), item);
        self.all.push(Form {
            term,
            text: text.into(),
            kind,
            inflected,
        });
    }
}

/// An abbreviation of four letters or more with one capital.
fn spoken(form: &str) -> Option<String> {
    let mut letters = form.chars();
    let first = letters.next()?;
    let whole = form.chars().count() >= 4 && form.chars().all(char::is_alphabetic);
    whole.then(|| first.to_string() + &letters.as_str().to_lowercase())
}

/// Blanks have a meaning of their own in scripts that put none between words.
pub(super) fn gap_of(gap: Gap<'_>, kind: Kind) -> Gap<'_> {
    match gap {
        Gap::Space if kind == Kind::Southeast => Gap::Other(" "),
        gap => gap,
    }
}

fn space_of(form: &str, kind: FormKind) -> Space {
    if kind == FormKind::Abbreviation || by_case(form) {
        Space::Case
    } else {
        Space::Letters
    }
}
