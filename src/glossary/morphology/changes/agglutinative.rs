//! Turkish, Finnish, Hungarian.

use super::{last_vowel, replaced};

/// "kitap", "kitabı"; "renk", "rengi"; "şehir", "şehri".
pub(super) fn turkish(word: &str, out: &mut Vec<String>) {
    for (hard, soft) in [("p", "b"), ("ç", "c"), ("t", "d"), ("nk", "ng"), ("k", "ğ")] {
        out.extend(word.strip_suffix(hard).map(|before| format!("{before}{soft}")));
    }
}

/// "verkko", "verkon"; "pilvi", "pilven"; "välittäminen", "välittämisen"; "saatavuus", "saatavuuden"; "palvelin", "palvelimen".
pub(super) fn finnish(word: &str, out: &mut Vec<String>) {
    let swapped = |word: &str, pairs: &[(&str, &str)], out: &mut Vec<String>| {
        out.extend(
            pairs
                .iter()
                .filter_map(|(end, new)| word.strip_suffix(end).map(|before| format!("{before}{new}"))),
        );
    };
    let ends = [
        ("nen", "se"),
        ("nen", "s"),
        ("uus", "uude"),
        ("uus", "uut"),
        ("uus", "uuks"),
        ("yys", "yyde"),
        ("yys", "yyt"),
        ("yys", "yyks"),
        ("us", "ukse"),
        ("us", "uks"),
        ("ys", "ykse"),
        ("ys", "yks"),
        ("os", "okse"),
        ("in", "ime"),
        ("in", "im"),
        ("as", "aa"),
        ("äs", "ää"),
        ("is", "ii"),
        ("i", "e"),
        ("i", ""),
        ("a", ""),
        ("ä", ""),
        ("a", "o"),
        ("ä", "ö"),
        ("e", "ee"),
        ("si", "de"),
        ("si", "te"),
    ];
    let mut stems = vec![word.to_owned()];
    // A title in the plural: "vaalit", "vaaleissa".
    if let Some(stem) = word.strip_suffix('t') {
        stems.push(stem.to_owned());
        swapped(stem, &ends, &mut stems);
    }
    swapped(word, &ends, &mut stems);
    // The consonant before the last vowel is weaker in a closed syllable.
    let grades = [
        ("kk", "k"),
        ("pp", "p"),
        ("tt", "t"),
        ("nk", "ng"),
        ("nt", "nn"),
        ("lt", "ll"),
        ("rt", "rr"),
        ("mp", "mm"),
    ];
    let weak = [("k", ""), ("p", "v"), ("t", "d")];
    let all = grades
        .iter()
        .chain(&weak)
        .flat_map(|(a, b)| [(*a, *b), (*b, *a)])
        .filter(|(a, _)| !a.is_empty());
    let pairs: Vec<(&str, &str)> = all.collect();
    for stem in stems.clone() {
        let bare = stem.trim_end_matches(|c| "aeiouyäö".contains(c));
        let vowels = stem.get(bare.len()..).unwrap_or("").to_owned();
        let mut softer = Vec::new();
        swapped(bare, &pairs, &mut softer);
        stems.extend(softer.into_iter().map(|g| g + &vowels));
    }
    out.extend(stems.into_iter().skip(1));
}

/// "iroda", "irodát"; "kéz", "kezek".
pub(super) fn hungarian(word: &str, out: &mut Vec<String>) {
    for (short, long) in [('a', "á"), ('e', "é")] {
        out.extend(word.strip_suffix(short).map(|before| format!("{before}{long}")));
    }
    for (long, short) in [('á', "a"), ('é', "e")] {
        if let Some((at, vowel)) = last_vowel(word, &[long]) {
            out.push(replaced(word, at, vowel, short));
        }
    }
}
