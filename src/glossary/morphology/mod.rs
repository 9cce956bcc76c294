//! What a language does to a word: under which keys a form's words are filed and a text's words looked up, and whether
//! two words that share a key are forms of one word.
//!
//! Keys are generous: Snowball's stem, the word without its longest ending, the word with its vowels or consonants
//! changed as the language changes them. The verdict is strict: [`Morphology::same`] asks whether what follows the
//! common beginning are endings of one paradigm. So "Botschafter" meets "Botschaft" at a key, and is turned away.

mod affixes;
mod changes;
mod endings;
mod stemmer;
mod tables;

use pagefind_stem::Stemmer;
use unicode_normalization::UnicodeNormalization;

use self::affixes::Affixes;
use self::endings::Endings;
use crate::i18n::{fold_case, fold_case_turkic};

/// Languages whose texts quote English words in Latin letters.
const NOT_LATIN: [&str; 32] = [
    "ar", "as", "be", "bg", "bn", "el", "fa", "gu", "he", "hi", "hy", "ja", "ka", "km", "kn", "ko", "lo", "mk", "ml",
    "mr", "my", "ne", "pa", "ru", "si", "sr", "ta", "te", "th", "uk", "ur", "zh",
];

/// The rules of one language.
pub(super) struct Morphology {
    /// The primary subtag of its tag: `pt` of `pt-BR`.
    language: String,
    /// Whether endings may stand apart from their words: asked for each word of each text.
    has_loose_endings: bool,
    stemmer: Option<Stemmer>,
    endings: Option<Endings>,
    affixes: Option<Affixes>,
    /// The endings of Latin words, where the language is written in another script.
    english: Option<Endings>,
}

impl Morphology {
    /// The rules for a language tag. A language that is not known matches letter by letter, and its plurals by `forms`.
    pub(super) fn new(tag: &str) -> Self {
        let language = tag.split('-').next().unwrap_or(tag).to_lowercase();
        Self {
            stemmer: stemmer::of(&language),
            endings: endings::of(&language),
            affixes: affixes::of(&language),
            english: NOT_LATIN
                .contains(&language.as_str())
                .then(|| endings::of("en"))
                .flatten(),
            has_loose_endings: language == "fa",
            language,
        }
    }

    /// The primary subtag of the language.
    pub(super) fn language(&self) -> &str {
        &self.language
    }

    /// A word as it is compared where case counts: composed, of compatible characters, without what is invisible.
    pub(super) fn letters(word: &str) -> String {
        if word.is_ascii() {
            return word.to_owned();
        }
        word.nfkc().filter(|c| !is_invisible(*c)).collect()
    }

    /// A word as it is compared where case doesn't count.
    pub(super) fn fold(&self, word: &str) -> String {
        if word.is_ascii() && !matches!(self.language.as_str(), "tr" | "az") {
            return word.to_ascii_lowercase();
        }
        let letters = Self::letters(word);
        let folded = match self.language.as_str() {
            "tr" | "az" => fold_case_turkic(&letters),
            _ => fold_case(&letters),
        };
        affixes::normal(
            &self.language,
            &changes::normal(&self.language, &folded).nfkc().collect::<String>(),
        )
    }

    /// The keys under which a word of a form is filed.
    pub(super) fn file(&self, word: &str) -> Vec<String> {
        let mut keys = Vec::new();
        for variant in self.variants(word) {
            self.keys(&variant, &mut keys);
        }
        self.english_keys(word, &mut keys);
        keys
    }

    /// The keys under which a word of a text is looked up.
    pub(super) fn look_up(&self, word: &str) -> Vec<String> {
        let mut keys = Vec::new();
        for base in self.bases(word) {
            self.keys(&base, &mut keys);
        }
        self.english_keys(word, &mut keys);
        keys
    }

    /// Latin words in a text of another script have English plurals at most: "Pods".
    fn english_keys(&self, word: &str, keys: &mut Vec<String>) {
        if let Some(english) = self.english.as_ref().filter(|_| word.is_ascii()) {
            english.stems(word).for_each(|stem| push(keys, stem.to_owned()));
        }
    }

    /// Whether a word of a text is a form of a form's word. `alone`: it is the form's only word, and nothing but its
    /// own letters speaks for it.
    pub(super) fn same(&self, form: &str, word: &str, alone: bool) -> bool {
        if form == word {
            return true;
        }
        if endings::is_function_word(&self.language, word) {
            return false;
        }
        if let Some(english) = self.english.as_ref().filter(|_| form.is_ascii() && word.is_ascii()) {
            return english.same(form, word, true);
        }
        let variants = self.variants(form);
        let bases = self.bases(word);
        if variants.iter().any(|v| bases.contains(v)) {
            return true;
        }
        match (&self.endings, &self.stemmer) {
            (Some(endings), _) => variants.iter().any(|v| bases.iter().any(|b| endings.same(v, b, alone))),
            // Without any table, the stem has to do; short ones say little.
            (None, Some(stemmer)) if self.affixes.is_none() => {
                let stem = stemmer.stem(form);
                stem.chars().count() >= 4 && stem == stemmer.stem(word)
            }
            _ => false,
        }
    }

    /// Whether a phrase begins with its noun, whose gender doesn't change; what follows agrees with it.
    pub(super) fn noun_first(&self) -> bool {
        matches!(
            self.language.as_str(),
            "fr" | "es" | "pt" | "it" | "ca" | "gl" | "ro" | "ar" | "he" | "fa"
        )
    }

    /// Whether a word may be a noun by its first letter: German writes nouns with a capital, and so tells "Verträge" from
    /// "vertragen". A title has one even where it is an adjective, and words made from a quality or an action stand as
    /// adjectives too.
    pub(super) fn case_fits(&self, form: &str, word: &str) -> bool {
        const OTHERWISE: [&str; 11] = [
            "keit", "ung", "los", "ig", "isch", "bar", "lich", "iv", "ell", "ant", "ent",
        ];
        let upper = |text: &str| text.chars().next().is_some_and(char::is_uppercase);
        self.language != "de" || upper(word) || !upper(form) || OTHERWISE.iter().any(|end| form.ends_with(end))
    }

    /// Whether a text is nothing, or a row of endings or particles that may follow a word.
    pub(super) fn may_follow(&self, tail: &str) -> bool {
        self.affixes.as_ref().map_or(tail.is_empty(), |a| a.chain(tail))
    }

    /// Whether a word is an ending that may stand apart from its noun: "تحریم های".
    pub(super) fn stands_apart(&self, word: &str) -> bool {
        self.has_loose_endings && matches!(word.trim_end_matches('\u{200C}'), "ها" | "های" | "هایی" | "ی" | "ای")
    }

    /// A form's word, without its article, and its stems with vowels or consonants changed.
    fn variants(&self, word: &str) -> Vec<String> {
        let mut all = vec![self.affixes.as_ref().map_or_else(|| word.to_owned(), |a| a.stem(word))];
        if all.iter().all(|w| w != word) {
            all.push(word.to_owned());
        }
        changes::of(&self.language, word, &mut all);
        all
    }

    /// What a text's word may be without what is written together with it.
    fn bases(&self, word: &str) -> Vec<String> {
        self.affixes
            .as_ref()
            .map_or_else(|| vec![word.to_owned()], |a| a.bases(word))
    }

    fn keys(&self, word: &str, keys: &mut Vec<String>) {
        if let (Some(stemmer), None) = (&self.stemmer, &self.affixes) {
            push(keys, stemmer.stem(word).into_owned());
        }
        push(keys, word.to_owned());
        if let Some(endings) = &self.endings {
            endings.stems(word).for_each(|stem| push(keys, stem.to_owned()));
        }
    }
}

fn push(keys: &mut Vec<String>, key: String) {
    if !key.is_empty() && !keys.contains(&key) {
        keys.push(key);
    }
}

/// Soft hyphens, joiners, and the vowel points and lengthening strokes that Arabic and Hebrew may leave out.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{61C}' | '\u{FEFF}' | '\u{FE00}'..='\u{FE0F}'
        | '\u{640}' | '\u{64B}'..='\u{652}' | '\u{670}' | '\u{591}'..='\u{5BD}' | '\u{5BF}' | '\u{5C1}' | '\u{5C2}' | '\u{5C4}' | '\u{5C5}' | '\u{5C7}')
}
