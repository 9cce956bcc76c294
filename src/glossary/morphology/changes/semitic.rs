//! Arabic and Hebrew.

use super::replaced;

/// Broken plurals, by the patterns of the singular: "دستور", "دساتير"; "خادم", "خوادم"; "سفير", "سفراء". The word is without
/// its article.
#[expect(clippy::many_single_char_names, reason = "they are the radicals of a pattern")]
pub(super) fn arabic(word: &str, out: &mut Vec<String>) {
    let word = word
        .strip_prefix("ال")
        .filter(|rest| rest.chars().count() >= 3)
        .unwrap_or(word);
    let letters: Vec<char> = word.chars().collect();
    let long = |c: char| matches!(c, 'ا' | 'و' | 'ي');
    match *letters.as_slice() {
        [a, 'ا', b, 'و', c] => out.push(format!("{a}وا{b}ي{c}")),
        [a, b, c, v, d] if long(v) && !long(b) => out.push(format!("{a}{b}ا{c}ي{d}")),
        [a, 'ا', b, c, 'ة'] | [a, 'ا', b, c] => out.push(format!("{a}وا{b}{c}")),
        [a, b, c, d, 'ة'] if !long(b) && !long(c) => out.push(format!("{a}{b}ا{c}{d}")),
        [a, b, 'ي', c] => out.push(format!("{a}{b}{c}اء")),
        [a, b, 'ا', c] => {
            out.push(format!("ا{a}{b}{c}ة"));
            // "وباء", "أوبئة"
            if c == 'ء' {
                out.push(format!("ا{a}{b}ئة"));
            }
        }
        [a, b, c] if !long(b) => {
            out.push(format!("{a}{b}و{c}"));
            out.push(format!("ا{a}{b}ا{c}"));
        }
        [a, b, c, 'ة'] => out.push(format!("{a}{b}{c}")),
        [a, b, c, d] if !long(b) && !long(c) && !long(d) => out.push(format!("{a}{b}ا{c}{d}")),
        _ => {}
    }
}

/// A consonantal vav is doubled inside a word, and so after a prefix: "ועידה", "הוועידה"; a yod that only shows a vowel may
/// be left out: "ביטחון", "בטחון".
pub(super) fn hebrew(word: &str, out: &mut Vec<String>) {
    let bare = word
        .strip_prefix('ה')
        .filter(|rest| rest.chars().count() >= 3)
        .unwrap_or(word);
    if bare.starts_with('ו') && !bare.starts_with("וו") {
        out.push(format!("ו{bare}"));
    }
    let length = bare.chars().count();
    for (i, (at, c)) in bare.char_indices().enumerate() {
        if c == 'י' && (1..=2).contains(&i) && length >= 6 {
            out.push(replaced(bare, at, c, ""));
        }
    }
}
