//! Everything that depends on the language of a page.
//!
//! A [`Locale`] is made once for each language of a site and then shared: it holds the words of the user interface,
//! the words around dates, and the Unicode objects (ICU4X) that format dates and numbers and sort by the language's
//! alphabet. Words come from one file a language, `messages/<language>.yaml`, built into the program; months, eras,
//! digits, plural rules, alphabets and writing direction come from ICU4X for every language there is. A language
//! without a file gets English words with its own months, numbers and order, and its own name and quotation marks.
//!
//! To add a language, copy `messages/en.yaml`, translate it, and name it in `catalogue.rs`. This module never reads a
//! disk, and never looks at what the pages say, except to cut text into [`sentences`].

mod calendar;
mod catalogue;
mod collation;
mod customs;
mod text;
mod written;

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt;

use icu::decimal::DecimalFormatter;
use icu::decimal::input::Decimal;
use icu::decimal::options::{DecimalFormatterOptions, GroupingStrategy};
use icu::locale::{Direction, LocaleDirectionality, subtags::region};

pub use text::{fold_case, fold_case_turkic, nfc, sentences, strip_marks};

pub(crate) use calendar::{Calendar, Era, Grammar};
pub(crate) use catalogue::fill;
pub(crate) use written::Written;

use catalogue::Catalogue;
use collation::Alphabet;

/// A language, its words and its Unicode services. Every method takes `&self`; share it by reference or in an `Arc`.
pub struct Locale {
    tag: String,
    right_to_left: bool,
    has_messages: bool,
    catalogue: &'static Catalogue,
    /// Messages that come before those of the catalogue: a few, or none.
    customs: Vec<(&'static str, String)>,
    flat: BTreeMap<String, String>,
    calendar: Calendar,
    alphabet: Alphabet,
    grouped: DecimalFormatter,
    ungrouped: DecimalFormatter,
}

/// A language tag that can't be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownLanguage {
    /// The tag as it was given.
    pub tag: String,
    /// What is wrong with it.
    pub reason: String,
}

impl fmt::Display for UnknownLanguage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is no language tag: {}", self.tag, self.reason)
    }
}

impl std::error::Error for UnknownLanguage {}

impl Locale {
    /// The locale of a BCP 47 tag, such as `en`, `fr-CA` or `zh-Hant`.
    ///
    /// Plain `en` has dates as the world outside America writes them, "27 February 2025"; `en-US` has "February 27,
    /// 2025".
    ///
    /// # Errors
    ///
    /// [`UnknownLanguage`] where the tag is ill-formed. A well-formed tag without messages is none: see
    /// [`Locale::has_messages`].
    pub fn new(tag: &str) -> Result<Locale, UnknownLanguage> {
        let failed = |reason: &str| UnknownLanguage {
            tag: tag.to_owned(),
            reason: reason.to_owned(),
        };
        if tag.contains('_') {
            return Err(failed("its parts are joined by `-`, as in `pt-BR`"));
        }
        let locale = icu::locale::Locale::try_from_str(tag).map_err(|_| {
            failed("write a language code, with a script or a country where needed: `en`, `fr-CA`, `zh-Hant`")
        })?;
        let mut dates = locale.clone();
        if dates.id.language.as_str() == "en" && dates.id.region.is_none() {
            dates.id.region = Some(region!("001"));
        }
        let own = catalogue::of_language(locale.id.language.as_str());
        let catalogue = own.unwrap_or_else(catalogue::english);
        let first_day = own.and_then(|own| own.date("first_day")).map(catalogue::Text::general);
        let no_data = |_| failed("the Unicode data has nothing for it");
        let numbers = |grouping| {
            let mut options = DecimalFormatterOptions::default();
            options.grouping_strategy = Some(grouping);
            DecimalFormatter::try_new((&locale).into(), options).map_err(no_data)
        };
        let mut calendar =
            Calendar::new(&dates, first_day).ok_or_else(|| failed("the Unicode data has no dates for it"))?;
        for (key, before) in [("bce", true), ("ce", false)] {
            if let Some(message) = own.and_then(|own| own.date(key)) {
                calendar.learn_era(message.general(), before);
            }
        }
        let tag = locale.to_string();
        let customs = customs::of(&locale.id, &tag, own.is_some());
        let mut flat = catalogue.flat_ui();
        flat.extend(customs.iter().map(|(key, text)| ((*key).to_owned(), text.clone())));
        Ok(Locale {
            tag,
            right_to_left: LocaleDirectionality::new_extended().get(&locale.id) == Some(Direction::RightToLeft),
            has_messages: own.is_some(),
            catalogue,
            customs,
            flat,
            calendar,
            alphabet: Alphabet::new(&locale).ok_or_else(|| failed("the Unicode data has no order for it"))?,
            grouped: numbers(GroupingStrategy::Auto)?,
            ungrouped: numbers(GroupingStrategy::Never)?,
        })
    }

    /// English, for where no other language is known.
    ///
    /// # Panics
    ///
    /// Never: the program carries the data of English within itself, and a test sees to it.
    #[must_use]
    #[expect(clippy::expect_used, reason = "built-in data, not input")]
    pub fn english() -> Locale {
        Locale::new("en").expect("the built-in data has English")
    }

    /// The tag in its usual spelling: `pt-BR` for `PT-br`. It goes into `lang` and `hreflang`.
    #[must_use]
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// Whether the language is written from right to left, by its script: `ar`, `he`, `az-Arab`.
    #[must_use]
    pub fn is_rtl(&self) -> bool {
        self.right_to_left
    }

    /// Whether there are messages in this language; without, its words are English.
    #[must_use]
    pub fn has_messages(&self) -> bool {
        self.has_messages
    }

    /// The text of a `ui` key. A missing one is English, and the key itself where English has none either. Of a text
    /// with plural forms, the general one.
    #[must_use]
    pub fn message<'a>(&'a self, key: &'a str) -> &'a str {
        if let Some((_, text)) = self.customs.iter().find(|(custom, _)| *custom == key) {
            return text;
        }
        let found = self.catalogue.ui(key).or_else(|| catalogue::english().ui(key));
        found.map_or(key, catalogue::Text::general)
    }

    /// The text of a `ui` key with each `{name}` replaced by its argument; a name without argument stays as it is.
    #[must_use]
    pub fn format(&self, key: &str, args: &[(&str, &str)]) -> String {
        fill(self.message(key), args)
    }

    /// The text of a `ui` key in the plural form for `n`, `{count}` replaced by the number in the language's digits.
    #[must_use]
    pub fn plural(&self, key: &str, n: u64) -> String {
        let number = Decimal::from(n);
        let count = self.grouped.format_to_string(&number);
        let catalogues = [self.catalogue, catalogue::english()];
        let form = catalogues
            .iter()
            .find_map(|catalogue| Some(catalogue.ui(key)?.form(catalogue.cardinal(&number))));
        fill(form.unwrap_or(key), &[("count", &count)])
    }

    /// All `ui` texts for templates, English where the language lacks one. A text with plural forms stands under its
    /// key (the general form) and under `key_one`, `key_few`, … (each form); templates that count use
    /// [`Locale::plural`].
    #[must_use]
    pub fn messages(&self) -> &BTreeMap<String, String> {
        &self.flat
    }

    /// The language's alphabetical order. Texts that it holds to be the same are ordered by code point, so that only
    /// equal texts are equal.
    #[must_use]
    pub fn compare(&self, a: &str, b: &str) -> Ordering {
        self.alphabet.compare(a, b)
    }

    /// The heading under which an A to Z lists this text: "A" for "Ärger" in German, "Å" for "Ångström" in Swedish,
    /// "#" for what begins with a digit or has no letter. Leading quotes and brackets don't count.
    #[must_use]
    pub fn index_letter(&self, text: &str) -> String {
        self.alphabet.index_letter(text)
    }

    /// A whole number in the language's digits, with its thousands set apart.
    #[must_use]
    pub fn number(&self, n: i64) -> String {
        self.grouped.format_to_string(&Decimal::from(n))
    }

    /// A whole number in the language's digits and nothing between them, as for years.
    pub(crate) fn plain_number(&self, n: i64) -> String {
        self.ungrouped.format_to_string(&Decimal::from(n))
    }

    /// A decimal number in the language's digits.
    pub(crate) fn decimal(&self, n: &Decimal) -> String {
        self.grouped.format_to_string(n)
    }

    /// Dates of the language.
    pub(crate) fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// The first of these `date` keys that the language has, then that English has; of texts with forms, the one `form`
    /// asks for.
    pub(crate) fn date_text(&self, keys: &[&str], form: &Grammar) -> &str {
        let catalogues = [self.catalogue, catalogue::english()];
        let found = catalogues.iter().find_map(|catalogue| {
            let text = keys.iter().find_map(|key| catalogue.date(key))?;
            Some(catalogue.choose(text, form))
        });
        found.unwrap_or("{date}")
    }

    /// The same from the language's own file only.
    pub(crate) fn own_date_form(&self, key: &str, form: &Grammar) -> Option<&str> {
        let text = self.catalogue.date(key)?;
        Some(self.catalogue.choose(text, form))
    }

    /// A `date` key of the language's own file; `None` where the language leaves it to ICU4X or has no file.
    pub(crate) fn own_date_text(&self, key: &str) -> Option<&str> {
        if self.has_messages {
            self.catalogue.date(key).map(catalogue::Text::general)
        } else {
            None
        }
    }

    /// The words of a `date` key that holds a list of words, for finding dates in prose.
    pub(crate) fn date_words(&self, key: &str) -> impl Iterator<Item = &str> {
        self.catalogue.words(key).iter().map(String::as_str)
    }

    /// Whether a word in lower case is one of them.
    pub(crate) fn has_date_word(&self, key: &str, word: &str) -> bool {
        self.catalogue.lists(key, word)
    }
}

impl fmt::Debug for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Locale").field("tag", &self.tag).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn locale(tag: &str) -> Locale {
        Locale::new(tag).expect(tag)
    }

    #[test]
    fn locales_are_shared_between_threads() {
        fn shared<T: Send + Sync>() {}
        shared::<Locale>();
    }

    #[test]
    fn tags() {
        assert_eq!(locale("PT-br").tag(), "pt-BR");
        assert_eq!(Locale::english().tag(), "en");
        for bad in ["", "e", "en_US", "en-", "english language", "日本"] {
            assert!(Locale::new(bad).is_err(), "{bad}");
        }
        for (tag, rtl) in [
            ("en", false),
            ("ar", true),
            ("he", true),
            ("fa", true),
            ("az-Arab", true),
            ("ja", false),
        ] {
            assert_eq!(locale(tag).is_rtl(), rtl, "{tag}");
        }
    }

    #[test]
    fn words_fall_back_to_english() {
        let (finnish, french) = (locale("fi"), locale("fr-CA"));
        assert!(!finnish.has_messages() && french.has_messages());
        assert_eq!(finnish.message("glossary"), "Glossary");
        assert_eq!(french.message("glossary"), "Glossaire");
        assert_eq!(french.message("no_such_key"), "no_such_key");
        assert_eq!(french.message("language_name"), "Français");
        assert_eq!(finnish.message("language_name"), "Suomi");
        assert_eq!(finnish.messages()["language_name"], "Suomi");
        assert_eq!(locale("mi").message("language_name"), "mi");
        assert_eq!(locale("zh-Hant-TW").message("quote_open"), "「");
        assert_eq!(locale("de-CH").message("language_name"), "Deutsch");
        assert_eq!(
            french.format("redirect_text", &[("title", "Accueil")]),
            "Cette page se trouve désormais à l’adresse : Accueil"
        );
    }

    #[test]
    fn plurals_and_numbers() {
        assert_eq!(locale("en").plural("uses", 1), "1 use");
        assert_eq!(locale("en").plural("uses", 1_200), "1,200 uses");
        let russian = locale("ru");
        let forms: Vec<String> = [1, 2, 5, 21].iter().map(|n| russian.plural("uses", *n)).collect();
        assert_eq!(forms, ["1 упоминание", "2 упоминания", "5 упоминаний", "21 упоминание"]);
        assert_eq!(locale("de").number(1_234_567), "1.234.567");
        assert_eq!(locale("en").number(-5), "-5");
    }
}
