//! Dates in words, in each language, and found again in prose.

use std::fmt::Write;

use nutgraf::date::{Day, find_in_prose, words};
use nutgraf::i18n::Locale;
use proptest::prelude::*;

use crate::laws::known;
use crate::{date, support};

/// Each line: EDTF, then words by language. The blank before Russian "г." in whole dates is a narrow one (U+202F).
const WORDS: &str = "\
2025-02-27 | en: 27 February 2025 | en-US: February 27, 2025 | fr: 27 février 2025 | de: 27. Februar 2025 | es: 27 de febrero de 2025 | ru: 27 февраля 2025 г. | ar: 27 فبراير 2025 | ja: 2025年2月27日
2024-10 | en: October 2024 | ru: октябрь 2024 г. | ja: 2024年10月 | it: ottobre 2024 | pt: outubro de 2024
2016~ | en: about 2016 | fr: vers 2016 | de: um 2016 | ru: около 2016 г. | ja: 2016年ごろ
2025-02-01~ | fr: vers le 1er février 2025 | de: um den 1. Februar 2025
1917? | en: possibly 1917 | es: posiblemente 1917 | ar: ربما عام 1917
2016% | en: about 2016, uncertain
2021-21 | en: spring 2021 | de: Frühjahr 2021 | ja: 2021年春
2022-24 | en: winter 2022 | ru: зима 2022 г.
192X | en: the 1920s | fr: années 1920 | de: 1920er-Jahre | ru: 1920-е годы | ja: 1920年代
200X | en: between 2000 and 2009
19XX | en: 20th century | fr: XXe siècle | es: siglo XX | de: 20. Jahrhundert | ja: 20世紀
20XX | en: 21st century
-03XX | en: 4th century BCE | fr: IVe siècle av. J.-C. | ru: IV век до н. э. | ar: القرن الرابع ق.م | ja: 紀元前4世紀
-004X | en: between 50 BCE and 41 BCE
001X | en: between 10 CE and 19 CE
2016/2018 | en: 2016 to 2018 | fr: de 2016 à 2018 | ru: 2016–2018 гг. | ar: من عام 2016 إلى عام 2018
2025-02-27/2025-02-28 | en: 27 to 28 February 2025 | en-US: February 27 to February 28, 2025 | fr: du 27 au 28 février 2025 | de: 27. bis 28. Februar 2025 | ja: 2025年2月27日から28日まで
2024-10/2024-12 | en: October to December 2024 | fi: lokakuu to joulukuu 2024
../2022 | en: until 2022 | fr: jusqu’en 2022
2022-03/.. | en: since March 2022 | ru: с марта 2022 г. | de: seit März 2022
1986-04/ | en: from April 1986, end unknown
-0043 | en: 44 BCE | fr: 44 av. J.-C. | ja: 紀元前44年
-0043-03 | pt: março de 44 a.C.
-0043-03-15 | en: 15 March 44 BCE | ar: 15 مارس 44 ق.م
Y-17E7 | en: 170 million years ago | de: vor 170 Millionen Jahren
Y-170000002 | en: 170,000,003 BCE
1985-04-XX | en: a day in April 1985 | ru: один из дней апреля 1985 г.
2004-XX | en: an unknown month of 2004
2004-06~-11 | en: 11 June 2004 (EDTF 2004-06~-11)
156X-12-25 | en: EDTF 156X-12-25
[1667,1668] | en: 1667 or 1668 | fr: 1667 ou 1668 | ja: 1667年または1668年
{1960,1961-12} | en: 1960 and December 1961
1985-04-12T10:20:30Z | de: 12. April 1985, 10:20:30 UTC";

/// One or more of each construct, so that every message is used: `date-words.txt` has them in each language with messages,
/// to be read by its speakers.
const CONSTRUCTS: &str = include_str!("constructs.txt");

#[test]
fn every_construct_in_every_language() {
    let mut shown = String::new();
    for tag in ["en", "de", "fr", "es", "ru", "ar", "ja"] {
        let locale = Locale::new(tag).expect(tag);
        writeln!(shown, "[{tag}]").unwrap();
        for text in CONSTRUCTS.lines() {
            writeln!(shown, "{text} = {}", words(&date(text), &locale)).unwrap();
        }
    }
    support::golden("date-words.txt", &shown);
}

#[test]
fn words_in_each_language() {
    for line in WORDS.lines() {
        let mut parts = line.split(" | ");
        let written = date(parts.next().expect(line));
        for part in parts {
            let (tag, expected) = part.split_once(": ").expect(line);
            let locale = Locale::new(tag).expect(tag);
            assert_eq!(words(&written, &locale), expected, "{written} in {tag}");
        }
    }
}

#[test]
fn words_never_fail() {
    let locales: Vec<Locale> = [
        "en", "en-US", "fr", "de", "es", "ru", "ar", "ja", "fa", "hu", "fi", "hi", "th", "zh-Hant", "he", "bn", "pt",
        "pl",
    ]
    .map(|tag| Locale::new(tag).expect(tag))
    .into();
    proptest!(|(date in known())| {
        for locale in &locales {
            let text = words(&date, locale);
            prop_assert!(!text.is_empty() && !text.contains(['{', '}']), "{} in {}: {}", date, locale.tag(), text);
        }
    });
}

#[test]
fn full_dates_in_words_are_found_again_in_prose() {
    let locales: Vec<Locale> = [
        "en", "en-US", "fr", "de", "es", "ru", "ar", "ja", "it", "pl", "tr", "pt", "nl", "uk", "sv", "da", "nb", "fi",
        "cs", "el", "he", "fa", "hi", "zh", "ko", "vi", "hu", "lt", "lv", "eu", "ca", "ro", "th", "bn",
    ]
    .map(|tag| Locale::new(tag).expect(tag))
    .into();
    proptest!(|(days in -200_000_i64..300_000, text in "\\PC{0,40}")| {
        let day = Day::from_unix_days(days);
        let written = date(&day.to_string());
        for locale in &locales {
            let sentence = format!("({})", words(&written, locale));
            let found = find_in_prose(&sentence, locale);
            prop_assert!(matches!(found.as_slice(), [(_, found)] if *found == written), "{}: {:?}", sentence, found);
            for (range, _) in find_in_prose(&text, locale) {
                prop_assert!(text.get(range).is_some());
            }
        }
    });
}
