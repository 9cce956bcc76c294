//! Russian, Ukrainian, Polish, Czech and their neighbours.

use super::{last_vowel, replaced};

/// Vowels that stand only where no ending follows: "посол", "посла"; "сделка", "сделок".
pub(super) fn fleeting(word: &str, vowels: &[char], consonants: &str, out: &mut Vec<String>) {
    let chars: Vec<char> = word.chars().collect();
    let is = |c: Option<&char>| c.is_some_and(|c| consonants.contains(*c));
    let n = chars.len();
    let at = |back: usize| n.checked_sub(back).and_then(|i| chars.get(i));
    if n >= 4 && is(at(1)) && at(2).is_some_and(|c| vowels.contains(c)) && is(at(3)) {
        out.push(
            chars
                .iter()
                .enumerate()
                .filter(|(i, _)| *i != n - 2)
                .map(|(_, c)| *c)
                .collect(),
        );
    }
    // A noun in -а or -о whose stem ends with two consonants, before which a vowel appears.
    if n >= 4 && at(1).is_some_and(|c| "аоaoяьyыи".contains(*c)) && is(at(2)) && is(at(3)) {
        let stem: String = chars.iter().take(n - 2).collect();
        let last: String = at(2).into_iter().collect();
        out.extend(vowels.iter().map(|v| format!("{stem}{v}{last}")));
    }
}

/// "договір", "договору"; "лід", "льоду" are too far apart, and are left to `forms`.
pub(super) fn ukrainian(word: &str, out: &mut Vec<String>) {
    if let Some((at, vowel)) = last_vowel(word, &['і']) {
        out.push(replaced(word, at, vowel, "о"));
        out.push(replaced(word, at, vowel, "е"));
    }
    fleeting(word, &['о', 'е'], "бвгґджзклмнпрстфхцчшщ", out);
}

/// "spór", "sporu"; "rząd", "rzędu" is left to `forms`; "ambasada", "ambasadzie".
pub(super) fn polish(word: &str, out: &mut Vec<String>) {
    if let Some((at, vowel)) = last_vowel(word, &['ó']) {
        out.push(replaced(word, at, vowel, "o"));
    }
    let stem = word.trim_end_matches(['a', 'o', 'e', 'y']);
    // "umowa", "umów".
    if let Some((at, vowel)) = last_vowel(stem, &['o']) {
        out.push(replaced(stem, at, vowel, "ó"));
    }
    let softened = [
        ("ch", "sz"),
        ("st", "ści"),
        ("st", "śc"),
        ("d", "dz"),
        ("t", "c"),
        ("r", "rz"),
        ("k", "c"),
        ("g", "dz"),
        ("ł", "l"),
    ];
    for (hard, soft) in softened {
        out.extend(stem.strip_suffix(hard).map(|before| format!("{before}{soft}")));
    }
    let known = out.len();
    fleeting(word, &['e'], "bcćdfghjklłmnńprsśtwzźż", out);
    // "klaster", "klastrze".
    let softer: Vec<String> = out
        .iter()
        .skip(known)
        .filter_map(|w| w.strip_suffix('r').map(|before| format!("{before}rz")))
        .collect();
    out.extend(softer);
}

/// "dvůr", "dvora"; "smlouva", "smluv"; "Praha", "Praze".
pub(super) fn czech(word: &str, out: &mut Vec<String>) {
    if let Some((at, vowel)) = last_vowel(word, &['ů']) {
        out.push(replaced(word, at, vowel, "o"));
    }
    if let Some(at) = word.rfind("ou")
        && word.len() - at <= 4
    {
        out.push(format!(
            "{}u{}",
            word.get(..at).unwrap_or(""),
            word.get(at + 2..).unwrap_or("").trim_end_matches('a')
        ));
    }
    let stem = word.trim_end_matches(['a', 'o', 'e', 'y']);
    // "brána", "bran".
    if let Some((at, vowel)) = last_vowel(stem, &['á']) {
        out.push(replaced(stem, at, vowel, "a"));
    }
    for (hard, soft) in [("ch", "š"), ("k", "c"), ("h", "z"), ("g", "z"), ("r", "ř")] {
        out.extend(stem.strip_suffix(hard).map(|before| format!("{before}{soft}")));
    }
    fleeting(word, &['e'], "bcčdďfghjklmnňprřsštťvzž", out);
}
