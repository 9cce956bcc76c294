//! The rules by which the glossary reads a form: whether case counts, what stands in a title's brackets, and which words
//! of one stem are one word.

/// English endings that inflect a word. A stemmer also strips those that make another word of it: it gives "normally" and
/// "normalization" one stem, and no editor would link the one to the other.
const ENDINGS: [&str; 12] = [
    "", "s", "es", "e", "ed", "d", "ing", "y", "ies", "ied", "ying", "e\u{301}",
];

/// Whether two English words with one stem differ in their inflection only: what follows their common beginning is an
/// ending in both, a doubled consonant apart ("expel", "expelled").
pub(super) fn inflected(form: &str, word: &str) -> bool {
    let shared: usize = form
        .chars()
        .zip(word.chars())
        .take_while(|(a, b)| a == b)
        .map(|(c, _)| c.len_utf8())
        .sum();
    let last = form.get(..shared).and_then(|s| s.chars().next_back());
    let is_ending = |tail: Option<&str>| {
        let tail = tail.unwrap_or("");
        let undoubled = last.and_then(|c| tail.strip_prefix(c));
        ENDINGS.contains(&tail) || undoubled.is_some_and(|t| ENDINGS.contains(&t))
    };
    is_ending(form.get(shared..)) && is_ending(word.get(shared..))
}

/// Whether a form matches by its own case: capitals and digits throughout ("NATO", "G20"), or a single letter.
pub(super) fn by_case(form: &str) -> bool {
    let mut letters = form.chars().filter(|c| c.is_alphabetic()).peekable();
    letters.peek().is_some() && letters.all(char::is_uppercase)
        || form.chars().filter(|c| c.is_alphanumeric()).count() == 1
}

/// The halves of a title with brackets at its end: "Agrément (diplomacy)" is also "Agrément", and "Chargé d'affaires
/// (`CdA`)" is also "Chargé d'affaires" and "`CdA`". What stands in the brackets is an abbreviation when it is one word with
/// two capitals or more; else it only tells two terms apart.
pub(super) fn halves(title: &str) -> Vec<&str> {
    let Some((before, inside)) = title.trim_end().strip_suffix(')').and_then(|t| t.rsplit_once('(')) else {
        return Vec::new();
    };
    let (before, inside) = (before.trim(), inside.trim());
    let mut out = Vec::new();
    if !before.is_empty() {
        out.push(before);
        let capitals = inside.chars().filter(|c| c.is_uppercase()).count();
        if capitals >= 2 && !inside.contains(char::is_whitespace) {
            out.push(inside);
        }
    }
    out
}
