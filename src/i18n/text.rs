//! Services on plain text that need Unicode rules and no language: normal forms, letter case, sentences.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use icu::casemap::CaseMapper;
use icu::normalizer::{ComposingNormalizer, DecomposingNormalizer};
use icu::properties::CodePointMapData;
use icu::properties::props::GeneralCategory;
use icu::segmenter::SentenceSegmenter;
use icu::segmenter::options::SentenceBreakInvariantOptions;
use rustc_hash::FxHashSet;

/// The text for comparison without regard to case: Unicode's full case folding, so that "Straße" meets "STRASSE".
#[must_use]
pub fn fold_case(text: &str) -> String {
    CaseMapper::new().fold_string(text).into_owned()
}

/// The same for Turkish and Azerbaijani, where `I` is the capital of `ı` and `İ` that of `i`.
#[must_use]
pub fn fold_case_turkic(text: &str) -> String {
    CaseMapper::new().fold_turkic_string(text).into_owned()
}

/// The text in Unicode's composed form (NFC); borrowed where it already is.
#[must_use]
pub fn nfc(text: &str) -> Cow<'_, str> {
    ComposingNormalizer::new_nfc().normalize(text)
}

/// The text without accents and other marks that don't take a place of their own: "agrement" for "agrément".
#[must_use]
pub fn strip_marks(text: &str) -> String {
    let categories = CodePointMapData::<GeneralCategory>::new();
    let apart = DecomposingNormalizer::new_nfd().normalize(text);
    let base: String = apart
        .chars()
        .filter(|c| categories.get(*c) != GeneralCategory::NonspacingMark)
        .collect();
    nfc(&base).into_owned()
}

/// Cuts text into sentences, by Unicode's rules (UAX 29), except after initials and common abbreviations: "U.S.
/// Secretary", "p. 4", "Mr. X", "St. Petersburg". The byte ranges follow each other without gaps and cover the text;
/// each holds the blanks after its sentence.
///
/// Whether "in the U.S. They" ends a sentence no rule knows; it is taken to, before words that mostly begin one.
#[must_use]
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    for end in SentenceSegmenter::new(SentenceBreakInvariantOptions::default()).segment_str(text) {
        let (sentence, after) = (text.get(start..end).unwrap_or(""), text.get(end..).unwrap_or(""));
        if sentence.trim().is_empty() {
            // Blanks belong to the sentence before them; at the very beginning, to the one after.
            if let Some(last) = ranges.last_mut() {
                last.end = end;
                start = end;
            }
        } else if after.is_empty() || !goes_on(sentence, after) {
            ranges.push(start..end);
            start = end;
        }
    }
    if start < text.len() {
        ranges.push(start..text.len());
    }
    ranges
}

/// Whether what Unicode's rules hold to be a sentence's end is none.
fn goes_on(sentence: &str, after: &str) -> bool {
    let text = sentence.trim_end();
    let gap = sentence.get(text.len()..).unwrap_or("");
    // A line's end is a blank; an empty line is an end.
    if gap.contains(['\u{2028}', '\u{2029}']) || gap.matches('\n').count() > 1 {
        return false;
    }
    if gap.contains('\n') && after.trim_start_matches([' ', '\t', '\r']).starts_with('\n') {
        return false;
    }
    let ends = text
        .trim_end_matches(|c: char| "\"'”’»)]」』".contains(c))
        .ends_with(|c| ".!?…。！？؟।".contains(c));
    gap.contains('\n') && !ends || abbreviates(text, after)
}

/// Titles and the like: always followed by more.
const OPENING: &str = "mr mrs ms mx dr prof st sen rep gov gen col lt sgt capt cmdr adm rev hon amb messrs vs cf eds \
    e.g i.e viz m mm mme mlle mgr sr sra srta d.h z.b u.a vgl hr bzw им ул г-н г-жа тов акад проф";

/// Only before a number: "p. 4", "No. 10", "c. 1920".
const COUNTING: &str =
    "p pp no nos vol ch fig figs art sec para c ca approx nr s bd abs núm n pág págs vol t стр с п ст рис табл";

/// Abbreviations that can end a sentence as well.
const EITHER: &str = "jr inc ltd co corp etc jan feb mar apr jun jul aug sep sept oct nov dec a.m p.m";

/// Words that begin a sentence more often than they follow an abbreviation.
const STARTERS: &str = "a an the this that these those it its he she they we i you his her their our there here in on at for \
    from by with as if when while after before since but and or so then however meanwhile moreover what why how who";

static OPENING_SET: LazyLock<FxHashSet<&str>> = LazyLock::new(|| OPENING.split_whitespace().collect());
static COUNTING_SET: LazyLock<FxHashSet<&str>> = LazyLock::new(|| COUNTING.split_whitespace().collect());
static EITHER_SET: LazyLock<FxHashSet<&str>> = LazyLock::new(|| EITHER.split_whitespace().collect());
static STARTER_SET: LazyLock<FxHashSet<&str>> = LazyLock::new(|| STARTERS.split_whitespace().collect());

/// Whether the full stop at the end of `sentence` belongs to an abbreviation, and what is `after` goes on from there.
fn abbreviates(sentence: &str, after: &str) -> bool {
    let Some(sentence) = sentence.strip_suffix('.') else {
        return false;
    };
    let word = sentence
        .rsplit(|c: char| !(c.is_alphanumeric() || c == '.' || c == '-'))
        .next()
        .unwrap_or("");
    let lower = word.to_lowercase();
    let listed = |list: &LazyLock<FxHashSet<&str>>| list.contains(lower.as_str());
    let next: String = after
        .chars()
        .take_while(|c| c.is_alphanumeric())
        .collect::<String>()
        .to_lowercase();
    let continues = !STARTER_SET.contains(next.as_str());
    listed(&OPENING_SET) && !next.is_empty()
        || listed(&COUNTING_SET) && next.starts_with(char::is_numeric)
        || continues && (listed(&EITHER_SET) || is_initials(word))
}

/// "J", "U.S", "D.C": capitals, each with a full stop after it.
fn is_initials(word: &str) -> bool {
    !word.is_empty()
        && word.split('.').all(|part| {
            let mut letters = part.chars();
            letters.next().is_some_and(char::is_uppercase) && letters.next().is_none()
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        sentences(text)
            .into_iter()
            .map(|range| text[range].trim_end())
            .collect()
    }

    #[test]
    fn abbreviations_dont_end_sentences() {
        for whole in [
            "The talks followed a meeting of U.S. Secretary of State Marco Rubio.",
            "See p. 4 of the report.",
            "Mr. Lavrov met Dr. No in St. Petersburg.",
            "George W. Bush spoke on Feb. 27 to J. R. Smith, Jr. Something followed.",
            "А. С. Пушкин жил в России.",
            "It was c. 1920 when No. 10 burnt.",
        ] {
            assert_eq!(cut(whole).len(), 1, "{whole}: {:?}", cut(whole));
        }
    }

    #[test]
    fn sentences_end_where_they_end() {
        assert_eq!(cut("One. Two! Three? Four"), ["One.", "Two!", "Three?", "Four"]);
        assert_eq!(
            cut("He lives in the U.S. They don’t."),
            ["He lives in the U.S.", "They don’t."]
        );
        assert_eq!(cut("He said “No.” She left."), ["He said “No.”", "She left."]);
        assert_eq!(
            cut("交渉は終わった。次は来週だ。"),
            ["交渉は終わった。", "次は来週だ。"]
        );
        assert_eq!(cut("From the U.S.\n\nSecretary Rubio spoke.").len(), 2);
        assert_eq!(
            cut("A line\nthat goes on. Of the U.S.\nSecretary.\nEnd"),
            ["A line\nthat goes on.", "Of the U.S.\nSecretary.", "End"]
        );
        assert!(sentences("").is_empty());
    }

    #[test]
    fn ranges_cover_the_text() {
        let text = "  A. B. c? “D”… é\n\nU.S. x. ";
        let ranges = sentences(text);
        let joined: String = ranges.iter().map(|range| &text[range.clone()]).collect();
        assert_eq!(joined, text);
    }

    #[test]
    fn forms() {
        assert_eq!(fold_case("Straße"), fold_case("STRASSE"));
        assert_eq!(nfc("e\u{301}"), "é");
        assert_eq!(strip_marks("agrément Å ñ"), "agrement A n");
    }
}
