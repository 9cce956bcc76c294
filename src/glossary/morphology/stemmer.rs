//! Words as the glossary sees them: where each stands in a text, what lies between two, and the three keys under which
//! a word can match (its letters, its letters without case, its stem).

use std::borrow::Cow;
use std::ops::Range;

use pagefind_stem::{Algorithm, Stemmer};
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// Its bytes.
    pub(super) range: Range<usize>,
    /// What lies between it and the word before: empty when that is just a space, a hyphen or an apostrophe.
    pub(super) gap: String,
}

/// The words of a text, in order.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut found: Vec<Word> = Vec::new();
    let mut start = None;
    let mut close = |start: &mut Option<usize>, end: usize| {
        if let Some(from) = start.take() {
            let before = found.last().map_or(0, |w| w.range.end);
            let gap = gap(text.get(before..from).unwrap_or(""));
            found.push(Word { range: from..end, gap });
        }
    };
    for (at, c) in text.char_indices() {
        if is_word(c) || (start.is_some() && is_joiner(c)) {
            start.get_or_insert(at);
        } else {
            close(&mut start, at);
        }
    }
    close(&mut start, text.len());
    found
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c)
}

/// Invisible within a word: soft hyphen and the two joiners that some scripts need.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200C}' | '\u{200D}')
}

/// What lies between two words, in the form in which a term's gap and a text's are compared.
fn gap(between: &str) -> String {
    let soft = |c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '-' | '\u{2010}' | '\u{2011}' | '\'' | '\u{2019}' | '\u{2BC}' | '\u{AD}'
            )
    };
    if between.chars().all(soft) && between.matches('\n').count() < 2 {
        String::new()
    } else {
        between.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// A word's letters in NFC, without joiners.
pub(super) fn letters(word: &str) -> Cow<'_, str> {
    let plain = is_nfc(word) && !word.contains(['\u{AD}', '\u{200C}', '\u{200D}']);
    if plain {
        Cow::Borrowed(word)
    } else {
        Cow::Owned(word.nfc().filter(|c| *c != '\u{AD}').collect())
    }
}

/// The stemmer of a language, where Snowball has one.
pub(super) fn stemmer(language: &str) -> Option<Stemmer> {
    let primary = language.split('-').next().unwrap_or(language);
    let algorithm = match primary {
        "ar" => Algorithm::Arabic,
        "hy" => Algorithm::Armenian,
        "eu" => Algorithm::Basque,
        "ca" => Algorithm::Catalan,
        "da" => Algorithm::Danish,
        "nl" => Algorithm::Dutch,
        "en" => Algorithm::English,
        "eo" => Algorithm::Esperanto,
        "et" => Algorithm::Estonian,
        "fi" => Algorithm::Finnish,
        "fr" => Algorithm::French,
        "de" => Algorithm::German,
        "el" => Algorithm::Greek,
        "hi" => Algorithm::Hindi,
        "hu" => Algorithm::Hungarian,
        "id" => Algorithm::Indonesian,
        "ga" => Algorithm::Irish,
        "it" => Algorithm::Italian,
        "lt" => Algorithm::Lithuanian,
        "ne" => Algorithm::Nepali,
        "nb" | "nn" | "no" => Algorithm::Norwegian,
        "pl" => Algorithm::Polish,
        "pt" => Algorithm::Portuguese,
        "ro" => Algorithm::Romanian,
        "ru" => Algorithm::Russian,
        "sr" => Algorithm::Serbian,
        "es" => Algorithm::Spanish,
        "sv" => Algorithm::Swedish,
        "ta" => Algorithm::Tamil,
        "tr" => Algorithm::Turkish,
        "yi" => Algorithm::Yiddish,
        _ => return None,
    };
    Some(Stemmer::create(algorithm))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_at_hyphens_and_apostrophes_and_joins_over_soft_hyphens() {
        let text = "char\u{AD}gé d’affaires, U.S.\nchancery";
        let found = words(text);
        let shown: Vec<_> = found.iter().map(|w| (&text[w.range.clone()], w.gap.as_str())).collect();
        assert_eq!(
            shown,
            [
                ("char\u{AD}gé", ""),
                ("d", ""),
                ("affaires", ""),
                ("U", ","),
                ("S", "."),
                ("chancery", ".")
            ]
        );
        assert_eq!(letters("char\u{AD}ge\u{301}"), "chargé");
    }
}
