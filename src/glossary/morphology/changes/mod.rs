//! What happens inside a word when it is inflected: vowels that come and go, change their sound or double, consonants that
//! soften. Each rule turns a form's word into the stem that its other forms have; the tables of endings judge the rest.

mod agglutinative;
mod germanic;
mod semitic;
mod slavic;

use agglutinative::{finnish, hungarian, turkish};
use germanic::{dutch, german, scandinavian};
use semitic::{arabic, hebrew};
use slavic::{czech, fleeting, polish, ukrainian};

/// A folded word, without what its language writes or leaves out at will.
pub(super) fn normal(language: &str, word: &str) -> String {
    match language {
        "fr" => french(word),
        "ru" => word.replace('ё', "е"),
        "zh" => word
            .replace('臺', "台")
            .replace('裏', "裡")
            .replace('爲', "為")
            .replace('着', "著"),
        // The stress mark moves when a Greek word is inflected.
        "el" => crate::i18n::strip_marks(word),
        // A nasal before a consonant is written as a letter or as a dot, and with either dot.
        "hi" | "ne" | "mr" => ["न्", "म्", "ण्", "ङ्", "ञ्"]
            .into_iter()
            .fold(word.replace('ँ', "ं"), |w, nasal| nasal_dot(&w, nasal)),
        _ => word.to_owned(),
    }
}

/// Ligatures are typed as two letters, and capitals without their accent: "noeud", "Etat".
fn french(word: &str) -> String {
    let plain = word.replace('œ', "oe").replace('æ', "ae");
    let mut letters = plain.chars();
    match letters.next() {
        Some(first @ ('é' | 'è' | 'ê' | 'à' | 'â' | 'î' | 'ô' | 'ç')) if plain.chars().count() >= 4 => {
            crate::i18n::strip_marks(&first.to_string()) + letters.as_str()
        }
        _ => plain,
    }
}

/// Writes a nasal consonant before one of its own row as a dot: हिन्दी and हिंदी.
fn nasal_dot(word: &str, nasal: &str) -> String {
    let row = match nasal {
        "न्" => "तथदध",
        "म्" => "पफबभ",
        "ण्" => "टठडढ",
        "ङ्" => "कखगघ",
        _ => "चछजझ",
    };
    let mut out = String::with_capacity(word.len());
    let mut rest = word;
    while let Some(at) = rest.find(nasal) {
        let (before, after) = (rest.get(..at).unwrap_or(""), rest.get(at + nasal.len()..).unwrap_or(""));
        out.push_str(before);
        out.push_str(if !before.is_empty() && after.starts_with(|c| row.contains(c)) {
            "ं"
        } else {
            nasal
        });
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Adds the stems that a word has in other forms.
pub(super) fn of(language: &str, word: &str, out: &mut Vec<String>) {
    match language {
        "de" => german(word, out),
        "es" | "gl" => spanish(word, out),
        "nl" | "af" => dutch(word, out),
        "sv" | "da" | "nb" | "nn" | "no" => scandinavian(word, out),
        "ru" => fleeting(word, &['о', 'е'], "бвгджзклмнпрстфхцчшщ", out),
        "uk" | "be" => ukrainian(word, out),
        "pl" => polish(word, out),
        "cs" | "sk" => czech(word, out),
        "sr" | "hr" | "bs" | "sl" | "mk" | "bg" => fleeting(
            word,
            &['a', 'а', 'е', 'ъ'],
            "bcčćdfghjklmnprsštvzžбвгдђжзјклљмнњпрстћфхцчџш",
            out,
        ),
        "tr" | "az" => turkish(word, out),
        "ar" => arabic(word, out),
        "he" => hebrew(word, out),
        "fi" => finnish(word, out),
        "hu" => hungarian(word, out),
        _ => {}
    }
}

/// The stress stays where it was, or moves by one: "imagen", "imágenes"; "régimen", "regímenes".
fn spanish(word: &str, out: &mut Vec<String>) {
    let Some(stem) = word.strip_suffix("en") else { return };
    let plain = crate::i18n::strip_marks(stem);
    let accents = [('a', "á"), ('e', "é"), ('i', "í"), ('o', "ó"), ('u', "ú")];
    if let Some((at, vowel)) = plain.char_indices().rev().find(|(_, c)| "aeiou".contains(*c))
        && let Some((_, accented)) = accents.iter().find(|(plain, _)| *plain == vowel)
    {
        out.push(replaced(&plain, at, vowel, accented) + "en");
    }
}

/// The last vowel of a word with its place, where a consonant or two follow it.
fn last_vowel(word: &str, vowels: &[char]) -> Option<(usize, char)> {
    let (at, vowel) = word
        .char_indices()
        .rev()
        .find(|(_, c)| "aeiouyäöüáéíóúýůěąęàèаеёиоуыэюяієїъ".contains(*c))?;
    let after = word.get(at + vowel.len_utf8()..).unwrap_or("").chars().count();
    (vowels.contains(&vowel) && (1..=2).contains(&after)).then_some((at, vowel))
}

fn replaced(word: &str, at: usize, old: char, new: &str) -> String {
    let (before, after) = (
        word.get(..at).unwrap_or(""),
        word.get(at + old.len_utf8()..).unwrap_or(""),
    );
    format!("{before}{new}{after}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(language: &str, word: &str) -> Vec<String> {
        let mut out = Vec::new();
        of(language, word, &mut out);
        out
    }

    #[test]
    fn stems_change_as_their_language_changes_them() {
        assert!(all("ru", "посол").contains(&"посл".to_owned()));
        assert!(all("ru", "сделка").contains(&"сделок".to_owned()));
        assert!(all("uk", "договір").contains(&"договор".to_owned()));
        assert!(all("de", "vertrag").contains(&"verträg".to_owned()));
        assert!(all("de", "aufbau").contains(&"aufbäu".to_owned()));
        assert!(all("nl", "staat").contains(&"stat".to_owned()));
        assert!(all("nl", "brief").contains(&"briev".to_owned()));
        assert!(all("pl", "ambasada").contains(&"ambasadz".to_owned()));
        assert!(all("sv", "nyckel").contains(&"nyckl".to_owned()));
        assert!(all("tr", "mektup").contains(&"mektub".to_owned()));
    }

    #[test]
    fn hindi_nasals_are_written_one_way() {
        assert_eq!(normal("hi", "हिन्दी"), normal("hi", "हिंदी"));
        assert_eq!(normal("hi", "सम्बन्ध"), normal("hi", "संबंध"));
    }
}
