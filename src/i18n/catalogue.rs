//! The messages: one file a language, built into the program.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use icu::decimal::input::Decimal;
use icu::plurals::{PluralCategory, PluralOperands, PluralRules};
use rustc_hash::{FxBuildHasher, FxHashMap};
use serde::Deserialize;

use super::calendar::Grammar;

/// The texts of one language, and the rules that choose among their plural forms.
pub(crate) struct Catalogue {
    file: File,
    /// The `date` keys that hold lists of words, cut into these: prose is asked about each of its words.
    words: BTreeMap<String, BTreeSet<String>>,
    /// The same the other way round: the keys that list a word. Most words of a text are in no list.
    lists: FxHashMap<String, Vec<String>>,
    cardinals: Option<PluralRules>,
    ordinals: Option<PluralRules>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    date: BTreeMap<String, Text>,
    ui: BTreeMap<String, Text>,
}

/// A text, or its forms by CLDR plural category (`zero`, `one`, `two`, `few`, `many`, `other`); ranks may also have forms
/// by number (`"1"`, `"2"`).
#[derive(Deserialize)]
#[serde(untagged)]
pub(crate) enum Text {
    Plain(String),
    Forms(BTreeMap<String, String>),
}

impl Text {
    /// The text, or its form `other`.
    pub(crate) fn general(&self) -> &str {
        self.form(PluralCategory::Other)
    }

    /// The form of a category, or the general one.
    pub(crate) fn form(&self, category: PluralCategory) -> &str {
        match self {
            Text::Plain(text) => text,
            Text::Forms(forms) => forms
                .get(name(category))
                .or_else(|| forms.get("other"))
                .map_or("", String::as_str),
        }
    }
}

fn name(category: PluralCategory) -> &'static str {
    match category {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    }
}

/// The languages that have a file.
static CATALOGUES: LazyLock<BTreeMap<&'static str, Catalogue>> = LazyLock::new(|| {
    let files = [
        ("en", include_str!("messages/en.yaml")),
        ("fr", include_str!("messages/fr.yaml")),
        ("de", include_str!("messages/de.yaml")),
        ("es", include_str!("messages/es.yaml")),
        ("ru", include_str!("messages/ru.yaml")),
        ("ar", include_str!("messages/ar.yaml")),
        ("ja", include_str!("messages/ja.yaml")),
    ];
    files
        .into_iter()
        .map(|(language, text)| (language, Catalogue::read(language, text)))
        .collect()
});

static EMPTY: Catalogue = Catalogue {
    file: File {
        date: BTreeMap::new(),
        ui: BTreeMap::new(),
    },
    words: BTreeMap::new(),
    lists: FxHashMap::with_hasher(FxBuildHasher),
    cardinals: None,
    ordinals: None,
};

static NO_WORDS: BTreeSet<String> = BTreeSet::new();

/// The messages of a language, by its code without region or script.
pub(crate) fn of_language(language: &str) -> Option<&'static Catalogue> {
    CATALOGUES.get(language)
}

/// The messages that stand in for missing ones.
pub(crate) fn english() -> &'static Catalogue {
    of_language("en").unwrap_or(&EMPTY)
}

impl Catalogue {
    /// A file that doesn't parse counts as empty here; a test keeps that from being shipped.
    fn read(language: &str, text: &str) -> Catalogue {
        let locale = icu::locale::Locale::try_from_str(language).unwrap_or(icu::locale::Locale::UNKNOWN);
        let file: File = crate::yaml::from_trusted_str(text).unwrap_or_default();
        let lists = file.date.iter().filter(|(key, _)| key.starts_with("prose_"));
        let cut = |text: &Text| text.general().split_whitespace().map(str::to_owned).collect();
        let words: BTreeMap<String, BTreeSet<String>> = lists.map(|(key, text)| (key.clone(), cut(text))).collect();
        let mut lists: FxHashMap<String, Vec<String>> = FxHashMap::default();
        for (key, word) in words
            .iter()
            .flat_map(|(key, list)| list.iter().map(move |word| (key, word)))
        {
            lists.entry(word.clone()).or_default().push(key.clone());
        }
        Catalogue {
            words,
            lists,
            file,
            cardinals: PluralRules::try_new_cardinal((&locale).into()).ok(),
            ordinals: PluralRules::try_new_ordinal((&locale).into()).ok(),
        }
    }

    pub(crate) fn ui(&self, key: &str) -> Option<&Text> {
        self.file.ui.get(key)
    }

    pub(crate) fn date(&self, key: &str) -> Option<&Text> {
        self.file.date.get(key)
    }

    /// The words of a `date` key that holds a list of them; none where the language lacks it.
    pub(crate) fn words(&self, key: &str) -> &BTreeSet<String> {
        self.words.get(key).unwrap_or(&NO_WORDS)
    }

    /// Whether a `date` key lists a word.
    pub(crate) fn lists(&self, key: &str, word: &str) -> bool {
        self.lists
            .get(word)
            .is_some_and(|keys| keys.iter().any(|known| known == key))
    }

    /// The plural category of an amount.
    pub(crate) fn cardinal(&self, number: &Decimal) -> PluralCategory {
        category(self.cardinals.as_ref(), number)
    }

    /// The plural category of a rank: English 1st, 2nd, 3rd.
    pub(crate) fn ordinal(&self, number: &Decimal) -> PluralCategory {
        category(self.ordinals.as_ref(), number)
    }

    /// The form of a text that grammar asks for: by plural category, or by the number itself where the text has it.
    pub(crate) fn choose<'t>(&self, text: &'t Text, form: &Grammar) -> &'t str {
        let (number, category) = match form {
            Grammar::General => return text.general(),
            Grammar::Cardinal(number) => (number, self.cardinal(number)),
            Grammar::Ordinal(number) => (number, self.ordinal(number)),
        };
        match text {
            Text::Forms(forms) => forms.get(&number.to_string()).map(String::as_str),
            Text::Plain(_) => None,
        }
        .unwrap_or_else(|| text.form(category))
    }

    /// All `ui` texts, completed from English, forms also under `key_form`.
    pub(crate) fn flat_ui(&self) -> BTreeMap<String, String> {
        let mut flat = BTreeMap::new();
        let mut texts: BTreeMap<&str, &Text> = BTreeMap::new();
        for catalogue in [english(), self] {
            texts.extend(catalogue.file.ui.iter().map(|(key, text)| (key.as_str(), text)));
        }
        for (key, text) in texts {
            flat.insert(key.to_owned(), text.general().to_owned());
            if let Text::Forms(forms) = text {
                flat.extend(forms.iter().map(|(form, text)| (format!("{key}_{form}"), text.clone())));
            }
        }
        flat
    }
}

fn category(rules: Option<&PluralRules>, number: &Decimal) -> PluralCategory {
    rules.map_or(PluralCategory::Other, |rules| {
        rules.category_for(PluralOperands::from(number))
    })
}

/// Replaces each `{name}` for which there is an argument, in one pass: what an argument contains is never replaced.
pub(crate) fn fill(template: &str, args: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let argument = after.split_once('}').and_then(|(name, after)| {
            args.iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| (*value, after))
        });
        if let Some((value, after)) = argument {
            filled.push_str(value);
            rest = after;
        } else {
            filled.push('{');
            rest = after;
        }
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_every_text_with_the_same_arguments() {
        let english = english();
        assert!(english.file.ui.len() > 60 && english.file.date.len() > 30);
        let names = |text: &str| {
            let mut names: Vec<String> = text
                .split('{')
                .skip(1)
                .filter_map(|rest| Some(rest.split_once('}')?.0.replace("_gen", "")))
                .collect();
            names.sort();
            names.dedup();
            names
        };
        for (language, catalogue) in CATALOGUES.iter() {
            for (key, text) in &english.file.ui {
                let own = catalogue.ui(key).unwrap_or_else(|| panic!("{language} lacks ui.{key}"));
                assert!(!own.general().trim().is_empty(), "{language}: ui.{key} is empty");
                assert_eq!(names(own.general()), names(text.general()), "{language}: ui.{key}");
            }
            for key in catalogue.file.ui.keys() {
                assert!(english.ui(key).is_some(), "{language}: English lacks ui.{key}");
            }
            // Inflected forms and what goes around the whole are for languages that have them.
            let own = |key: &str| key.ends_with("_gen") && !key.starts_with("century") || key.ends_with("_framed");
            for key in english.file.date.keys() {
                if own(key) || ["bce", "ce"].contains(&key.as_str()) {
                    continue;
                }
                assert!(catalogue.date(key).is_some(), "{language} lacks date.{key}");
            }
        }
    }

    /// `date-words.txt` shows dates in every language; a message of which it holds no trace is dead, or untested.
    #[test]
    fn every_date_text_is_seen_in_the_golden_words() {
        let golden = include_str!("../../tests/golden/date-words.txt");
        let mut unseen = Vec::new();
        for (language, catalogue) in CATALOGUES.iter() {
            let block = golden.split_once(&format!("[{language}]\n")).expect(language).1;
            let block: Vec<&str> = block.lines().take_while(|line| line.contains(" = ")).collect();
            let seen = |template: &str| {
                let literals: Vec<&str> = template
                    .split('{')
                    .enumerate()
                    .map(|(at, piece)| {
                        if at == 0 {
                            piece
                        } else {
                            piece.split_once('}').expect(template).1
                        }
                    })
                    .collect();
                block.iter().any(|line| {
                    let mut rest = line.split_once(" = ").expect(line).1;
                    literals.iter().all(|literal| match rest.split_once(literal) {
                        Some((_, after)) => {
                            rest = after;
                            true
                        }
                        None => false,
                    })
                })
            };
            for (key, text) in &catalogue.file.date {
                // One form of several will do: not every century is in the list.
                let found = match text {
                    Text::Plain(text) => seen(text),
                    Text::Forms(forms) => forms.values().any(|form| seen(form)),
                };
                if !found && !key.starts_with("prose_") {
                    unseen.push(format!("{language}: date.{key}"));
                }
            }
        }
        assert!(unseen.is_empty(), "{unseen:?}");
    }

    #[test]
    fn filling_is_one_pass() {
        assert_eq!(
            fill("{a} and {b} {c} {", &[("a", "{b}"), ("b", "2")]),
            "{b} and 2 {c} {"
        );
        assert_eq!(fill("{{a}}", &[("a", "1")]), "{1}");
    }
}
