//! Words that look like terms without an entry: phrases in capitals ("State Department") and abbreviations. A text that
//! uses them again and again may owe its readers an explanation.

use std::ops::Range;

use crate::i18n::sentences;

/// Words that join the capitalised words of a name.
const JOINERS: &str = "of for de del della des du la le les el los da do dos von van der для по";

/// Articles, which may follow one of those.
const ARTICLES: &str = "the la le les los las die das den dem";

/// Words that begin a sentence or a quotation, and so have a capital that says nothing.
const OPENERS: &str = "the a an this that these those it its he she they we you his her their our there here in on at for from \
    by with as if when while after before since but and or so then however meanwhile moreover what why how who both each \
    every no not one two three some many most all only under over during until between among according despite later \
    der die das ein eine in im am le la les un une el los il lo o os as в на по для после до";

/// The phrases of a text, by their bytes. `nouns`: the language writes every noun with a capital, so that only
/// abbreviations tell anything.
pub(super) fn phrases(text: &str, nouns: bool) -> Vec<Range<usize>> {
    sentences(text)
        .into_iter()
        .flat_map(|sentence| of_sentence(text, sentence, nouns))
        .collect()
}

struct Word<'t> {
    range: Range<usize>,
    text: &'t str,
    /// Whether only a blank or a hyphen stands before it.
    joined: bool,
}

fn of_sentence(text: &str, sentence: Range<usize>, nouns: bool) -> Vec<Range<usize>> {
    let words = words(text, sentence);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        if !is_capital(word.text) || listed(OPENERS, word.text) {
            at += 1;
            continue;
        }
        // As far as capitals go, with small words between two of them.
        let (mut last, mut capitals) = (at, 1);
        for (i, next) in words.iter().enumerate().skip(at + 1) {
            if !next.joined {
                break;
            }
            if is_capital(next.text) {
                last = i;
                capitals += 1;
            } else if i > last + 2 || !(listed(JOINERS, next.text) || i == last + 2 && listed(ARTICLES, next.text)) {
                break;
            }
        }
        let range = word.range.start..words.get(last).map_or(word.range.end, |w| w.range.end);
        if capitals >= 2 && !nouns {
            found.push(range);
        } else {
            let run = words.get(at..=last).unwrap_or(&[]);
            found.extend(run.iter().filter(|w| is_abbreviation(w.text)).map(|w| w.range.clone()));
        }
        at = last + 1;
    }
    found
}

fn words(text: &str, sentence: Range<usize>) -> Vec<Word<'_>> {
    let mut out: Vec<Word<'_>> = Vec::new();
    let mut start = None;
    let inner = text.get(sentence.clone()).unwrap_or("");
    for (at, c) in inner.char_indices().chain([(inner.len(), ' ')]) {
        if c.is_alphanumeric() {
            start.get_or_insert(at);
        } else if let Some(from) = start.take() {
            let range = sentence.start + from..sentence.start + at;
            let before = out.last().map_or(sentence.start, |w| w.range.end);
            let between = text.get(before..range.start).unwrap_or("");
            let word = text.get(range.clone()).unwrap_or("");
            // "the ministry's": what follows an apostrophe is no word of its own.
            if matches!(between, "'" | "’") && word.chars().count() == 1 {
                continue;
            }
            out.push(Word {
                joined: between.chars().all(|c| c.is_whitespace() || c == '-'),
                range,
                text: word,
            });
        }
    }
    out
}

fn is_capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase) && word.chars().count() > 1
}

/// Two capitals at least, and nothing but capitals and digits besides a plural's ending; Roman numerals are none.
fn is_abbreviation(word: &str) -> bool {
    let bare = word.strip_suffix('s').unwrap_or(word);
    let capitals = bare.chars().filter(|c| c.is_uppercase()).count();
    let only = bare.chars().all(|c| c.is_uppercase() || c.is_ascii_digit());
    let roman = bare.chars().all(|c| "IVXLCDM".contains(c));
    capitals >= 2 && only && !roman && bare.chars().count() <= 8
}

fn listed(list: &str, word: &str) -> bool {
    let lower = word.to_lowercase();
    list.split_whitespace().any(|w| w == lower)
}

#[cfg(test)]
mod tests {
    use super::phrases;

    #[test]
    fn finds_names_and_abbreviations_but_no_first_words() {
        let text = "The State Department said so. In November the Office of Foreign Missions, led by Ann, asked NGOs and the \
            ministry’s staff. World War II ended.";
        let found: Vec<&str> = phrases(text, false).into_iter().map(|r| &text[r]).collect();
        assert_eq!(
            found,
            ["State Department", "Office of Foreign Missions", "NGOs", "World War II"]
        );
        let text = "Die Botschaft der Vereinigten Staaten und die NATO.";
        let found: Vec<&str> = phrases(text, true).into_iter().map(|r| &text[r]).collect();
        assert_eq!(found, ["NATO"]);
    }
}
