//! German, Dutch, Swedish, Danish, Norwegian.

use super::replaced;

pub(super) fn german(word: &str, out: &mut Vec<String>) {
    for (plain, changed) in [('a', "ä"), ('o', "ö"), ('u', "ü")] {
        let vowel = word.char_indices().rev().find(|(_, c)| "aou".contains(*c));
        if let Some((at, vowel)) = vowel.filter(|(_, c)| *c == plain) {
            // "Bau" becomes "Bäu", not "Baü".
            let start = word.get(..at).unwrap_or("");
            match (vowel, start.strip_suffix('a')) {
                ('u', Some(before)) => out.push(format!("{before}äu{}", word.get(at + 1..).unwrap_or(""))),
                _ => out.push(replaced(word, at, vowel, changed)),
            }
        }
    }
}

pub(super) fn dutch(word: &str, out: &mut Vec<String>) {
    let mut stems = vec![word.to_owned()];
    for double in ["aa", "ee", "oo", "uu"] {
        if let Some(at) = word.rfind(double)
            && word.get(at + 2..).is_some_and(|rest| rest.chars().count() == 1)
        {
            stems.push(format!(
                "{}{}",
                word.get(..at + 1).unwrap_or(""),
                word.get(at + 2..).unwrap_or("")
            ));
        }
    }
    for stem in &stems {
        for (hard, soft) in [('f', 'v'), ('s', 'z')] {
            if let Some(before) = stem.strip_suffix(hard) {
                out.push(format!("{before}{soft}"));
            }
        }
    }
    out.extend(stems.into_iter().skip(1));
}

/// "nyckel", "nycklar"; "tecken", "tecknet"; "hammer", "hamre".
pub(super) fn scandinavian(word: &str, out: &mut Vec<String>) {
    for last in ['l', 'n', 'r'] {
        if let Some(stem) = word.strip_suffix(last).and_then(|w| w.strip_suffix('e')) {
            out.push(format!("{stem}{last}"));
            let mut chars = stem.chars().rev();
            if let (Some(a), Some(b)) = (chars.next(), chars.next())
                && a == b
            {
                out.push(format!("{}{last}", stem.get(..stem.len() - a.len_utf8()).unwrap_or("")));
            }
        }
    }
}
