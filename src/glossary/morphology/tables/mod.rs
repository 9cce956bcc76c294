//! The inflection of the languages, one table each; `endings.rs` says how a table is read. They hold what inflects nouns,
//! adjectives and participles, since terms are those, and the few derivations that an editor would link. What is not
//! here is no form of the word: a table that says too little misses a link, one that says too much makes a wrong one.

mod germanic;
mod others;
mod romance;
mod slavic;

use germanic::{DANISH, DUTCH, ENGLISH, GERMAN, SWEDISH};
use others::{ARABIC, GREEK, HEBREW, HINDI, PERSIAN, URDU};
use romance::{CATALAN, FRENCH, ITALIAN, PORTUGUESE, ROMANIAN, SPANISH};
use slavic::{BULGARIAN, CZECH, POLISH, RUSSIAN, SERBIAN, UKRAINIAN};

/// The table of one language.
pub(super) struct Table {
    /// One paradigm a line.
    pub(super) paradigms: &'static str,
    /// Words that have no other number, or mean another thing in it: "customs", "arms".
    pub(super) apart: &'static str,
    /// Small words that are never a form of a term.
    pub(super) function_words: &'static str,
    /// How many letters a stem has at least.
    pub(super) least: usize,
}

const fn table(paradigms: &'static str, apart: &'static str, function_words: &'static str) -> Table {
    Table {
        paradigms,
        apart,
        function_words,
        least: 3,
    }
}

/// The table of a language, by its primary subtag.
pub(super) fn of(language: &str) -> Option<&'static Table> {
    Some(match language {
        "en" => &ENGLISH,
        "de" => &GERMAN,
        "nl" | "af" => &DUTCH,
        "sv" => &SWEDISH,
        "da" | "nb" | "nn" | "no" => &DANISH,
        "fr" => &FRENCH,
        "es" | "gl" => &SPANISH,
        "ca" => &CATALAN,
        "pt" => &PORTUGUESE,
        "it" => &ITALIAN,
        "ro" => &ROMANIAN,
        "ru" => &RUSSIAN,
        "uk" | "be" => &UKRAINIAN,
        "pl" => &POLISH,
        "cs" | "sk" => &CZECH,
        "sr" | "hr" | "bs" | "sl" | "mk" => &SERBIAN,
        "bg" => &BULGARIAN,
        "el" => &GREEK,
        "hi" | "ne" | "mr" => &HINDI,
        "ur" => &URDU,
        "he" => &HEBREW,
        "ar" => &ARABIC,
        "fa" => &PERSIAN,
        _ => return None,
    })
}
