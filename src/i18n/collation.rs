//! A language's alphabetical order, and the letters that head an A to Z.

use std::cmp::Ordering;

use icu::casemap::{CaseMapper, CaseMapperBorrowed};
use icu::collator::options::{CollatorOptions, Strength};
use icu::collator::{Collator, CollatorBorrowed};
use icu::locale::LanguageIdentifier;
use icu::locale::Locale;
use icu::locale::exemplar_chars::ExemplarCharacters;
use icu::properties::props::Script;
use icu::properties::{CodePointMapData, CodePointMapDataBorrowed};
use icu::segmenter::GraphemeClusterSegmenter;

use super::text::strip_marks;

/// Where words without a letter are listed.
const NO_LETTER: &str = "#";

/// The order of one language.
pub(crate) struct Alphabet {
    language: LanguageIdentifier,
    order: CollatorBorrowed<'static>,
    /// Compares base letters only, by what the language holds to be one letter.
    letters: CollatorBorrowed<'static>,
    /// The headings that the language's indexes have, in order. From CLDR's index characters.
    labels: Vec<String>,
    scripts: CodePointMapDataBorrowed<'static, Script>,
    cases: CaseMapperBorrowed<'static>,
}

impl Alphabet {
    pub(crate) fn new(locale: &Locale) -> Option<Alphabet> {
        let mut primary = CollatorOptions::default();
        primary.strength = Some(Strength::Primary);
        let order = Collator::try_new(locale.into(), CollatorOptions::default()).ok()?;
        let letters = Collator::try_new(locale.into(), primary).ok()?;
        let mut labels: Vec<String> = ExemplarCharacters::try_new_index(&locale.into())
            .map(|set| {
                let set = set.static_to_owned();
                let set = set.as_borrowed();
                let letters = set.code_points().iter_chars().map(String::from);
                letters.chain(set.strings().iter().map(str::to_owned)).collect()
            })
            .unwrap_or_default();
        labels.sort_by(|a, b| order.compare(a, b));
        // Russian Ё is listed with Е: one heading for what is one letter.
        labels.dedup_by(|later, first| letters.compare(first, later).is_eq());
        Some(Alphabet {
            language: locale.id.clone(),
            order,
            letters,
            labels,
            scripts: CodePointMapData::<Script>::new(),
            cases: CaseMapper::new(),
        })
    }

    pub(crate) fn compare(&self, a: &str, b: &str) -> Ordering {
        self.order.compare(a, b).then_with(|| a.cmp(b))
    }

    pub(crate) fn index_letter(&self, text: &str) -> String {
        let word = text.trim_start_matches(|c: char| !c.is_alphanumeric());
        let Some(first) = word.chars().next().filter(|c| c.is_alphabetic()) else {
            return NO_LETTER.to_owned();
        };
        self.label(word, first)
            .map_or_else(|| self.own_letter(word), str::to_owned)
    }

    /// The last heading that doesn't come after the word, if the word is in the headings' script.
    fn label(&self, word: &str, first: char) -> Option<&str> {
        let script = self.script(first);
        let label = self
            .labels
            .iter()
            .rfind(|label| self.letters.compare(label, word).is_le())?;
        let same = label.chars().next().is_some_and(|c| self.script(c) == script);
        // After the last heading of a script lie letters of other languages too, which are not that letter.
        let strange =
            self.labels.last() == Some(label) && self.letters.compare(&strip_marks(first_letter(word)), label).is_ne();
        (same && !strange).then_some(label)
    }

    /// The word's own first letter as a heading.
    fn own_letter(&self, word: &str) -> String {
        let upper = self
            .cases
            .uppercase_to_string(first_letter(word), &self.language)
            .into_owned();
        let base = strip_marks(&upper);
        if !base.is_empty() && self.letters.compare(&base, &upper).is_eq() {
            base
        } else {
            upper
        }
    }

    /// The script of a letter; Katakana counts as Hiragana, with which it shares one order.
    fn script(&self, c: char) -> Script {
        match self.scripts.get(c) {
            Script::Katakana => Script::Hiragana,
            script => script,
        }
    }
}

/// The first letter with its marks.
fn first_letter(word: &str) -> &str {
    let end = GraphemeClusterSegmenter::new()
        .segment_str(word)
        .nth(1)
        .unwrap_or(word.len());
    word.get(..end).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(tag: &str, text: &str) -> String {
        Alphabet::new(&Locale::try_from_str(tag).expect(tag))
            .expect(tag)
            .index_letter(text)
    }

    #[test]
    fn headings_are_the_languages_own() {
        for (tag, text, heading) in [
            ("en", "agrément", "A"),
            ("en", "Élysée", "E"),
            ("en", "“quoted”", "Q"),
            ("en", "9/11", "#"),
            ("en", "…", "#"),
            ("en", "", "#"),
            ("en", "Ωmega", "Ω"),
            ("en", "Æthelred", "A"),
            ("en", "zebra", "Z"),
            ("de", "Ärger", "A"),
            ("de", "ß", "S"),
            ("sv", "ångström", "Å"),
            ("sv", "öl", "Ö"),
            ("es", "ñandú", "Ñ"),
            ("fr", "œuvre", "O"),
            ("cs", "chata", "CH"),
            ("ru", "Ёлка", "Е"),
            ("ru", "агреман", "А"),
            ("ru", "visa", "V"),
            ("tr", "istanbul", "İ"),
            ("ja", "がいこう", "か"),
            ("ja", "ビザ", "は"),
            ("ja", "大使", "大"),
            ("ar", "سفارة", "س"),
            ("ko", "대사", "ㄷ"),
        ] {
            assert_eq!(letter(tag, text), heading, "{tag}: {text}");
        }
    }

    #[test]
    fn order_is_the_languages_own() {
        let swedish = Alphabet::new(&Locale::try_from_str("sv").expect("sv")).expect("sv");
        let german = Alphabet::new(&Locale::try_from_str("de").expect("de")).expect("de");
        assert_eq!(swedish.compare("zon", "ärende"), Ordering::Less);
        assert_eq!(german.compare("Zone", "Ärger"), Ordering::Greater);
        assert_eq!(german.compare("a\u{308}", "ä"), Ordering::Less);
    }
}
