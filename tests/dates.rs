//! Dates, against the Library of Congress' specification of EDTF (2019) and against their own laws.

#![expect(clippy::expect_used, reason = "in a test, a panic is the report")]

#[path = "support/mod.rs"]
mod support;

use std::cmp::Ordering;

use nutgraf::date::{Bound, Date, Day, Precision, Relation, find_in_prose, words};
use nutgraf::i18n::Locale;
use proptest::prelude::*;

fn date(text: &str) -> Date {
    Date::parse(text).expect(text)
}

fn shown(bound: Bound) -> String {
    match bound {
        Bound::Day(day) => day.to_string(),
        Bound::Open => "..".to_owned(),
        Bound::Unknown => "unknown".to_owned(),
    }
}

/// String, level, earliest, latest. From <https://www.loc.gov/standards/datetime/>.
const ACCEPTED: &[(&str, u8, &str, &str)] = &[
    ("1985-04-12", 0, "1985-04-12", "1985-04-12"),
    ("1985-04", 0, "1985-04-01", "1985-04-30"),
    ("1985", 0, "1985-01-01", "1985-12-31"),
    ("0000", 0, "0000-01-01", "0000-12-31"),
    ("2000-02-29", 0, "2000-02-29", "2000-02-29"),
    ("1985-04-12T23:20:30", 0, "1985-04-12", "1985-04-12"),
    ("1985-04-12T23:20:30Z", 0, "1985-04-12", "1985-04-12"),
    ("1985-04-12T23:20:30-04", 0, "1985-04-12", "1985-04-12"),
    ("1985-04-12T23:20:30+04:30", 0, "1985-04-12", "1985-04-12"),
    ("2016-12-31T23:59:60Z", 0, "2016-12-31", "2016-12-31"),
    ("1964/2008", 0, "1964-01-01", "2008-12-31"),
    ("2004-06/2006-08", 0, "2004-06-01", "2006-08-31"),
    ("2004-02-01/2005-02-08", 0, "2004-02-01", "2005-02-08"),
    ("2004-02-01/2005-02", 0, "2004-02-01", "2005-02-28"),
    ("2005/2006-02", 0, "2005-01-01", "2006-02-28"),
    ("Y170000002", 1, "170000002-01-01", "170000002-12-31"),
    ("Y-170000002", 1, "-170000002-01-01", "-170000002-12-31"),
    ("2001-21", 1, "2001-01-01", "2002-02-28"),
    ("2003-24", 1, "2003-01-01", "2004-02-29"),
    ("1984?", 1, "1984-01-01", "1984-12-31"),
    ("2004-06~", 1, "2004-06-01", "2004-06-30"),
    ("2004-06-11%", 1, "2004-06-11", "2004-06-11"),
    ("201X", 1, "2010-01-01", "2019-12-31"),
    ("-03XX", 1, "-0399-01-01", "-0300-12-31"),
    ("-004X~", 1, "-0049-01-01", "-0040-12-31"),
    ("-000X", 1, "-0009-01-01", "-0001-12-31"),
    ("-00XX-02-29", 2, "-0096-02-29", "-0004-02-29"),
    ("-1XXX-0X", 2, "-1999-01-01", "-1000-09-30"),
    ("-20XX/-1999", 2, "-2099-01-01", "-1999-12-31"),
    ("-04XX/-03XX", 2, "-0499-01-01", "-0300-12-31"),
    ("[-03XX, -0200,100X..]", 2, "-0399-01-01", ".."),
    ("20XX", 1, "2000-01-01", "2099-12-31"),
    ("2004-XX", 1, "2004-01-01", "2004-12-31"),
    ("1985-04-XX", 1, "1985-04-01", "1985-04-30"),
    ("1985-XX-XX", 1, "1985-01-01", "1985-12-31"),
    ("1985-04-12/..", 1, "1985-04-12", ".."),
    ("1985/..", 1, "1985-01-01", ".."),
    ("../1985-04", 1, "..", "1985-04-30"),
    ("1985-04-12/", 1, "1985-04-12", "unknown"),
    ("/1985", 1, "unknown", "1985-12-31"),
    ("-1985", 1, "-1985-01-01", "-1985-12-31"),
    ("-0043-03-15", 1, "-0043-03-15", "-0043-03-15"),
    ("2001-21/2003-23", 1, "2001-01-01", "2004-02-29"),
    ("2021-24/2021-06", 1, "2021-01-01", "2021-06-30"),
    ("Y-17E7", 2, "-170000000-01-01", "-170000000-12-31"),
    ("1950S2", 2, "1900-01-01", "1999-12-31"),
    ("Y171010000S3", 2, "171000000-01-01", "171999999-12-31"),
    ("2001-34", 2, "2001-04-01", "2001-06-30"),
    ("[1667,1668,1670..1672]", 2, "1667-01-01", "1672-12-31"),
    ("[..1760-12-03]", 2, "..", "1760-12-03"),
    ("[1760-12..]", 2, "1760-12-01", ".."),
    ("{1960,1961-12}", 2, "1960-01-01", "1961-12-31"),
    ("2004-06~-11", 2, "2004-06-11", "2004-06-11"),
    ("?2004-06-~11", 2, "2004-06-11", "2004-06-11"),
    ("156X-12-25", 2, "1560-12-25", "1569-12-25"),
    ("15XX-12-XX", 2, "1500-12-01", "1599-12-31"),
    ("XXXX-12-XX", 2, "0000-12-01", "9999-12-31"),
    ("1XXX", 2, "1000-01-01", "1999-12-31"),
    ("2004-06-~01/2004-06-~20", 2, "2004-06-01", "2004-06-20"),
    ("2004-06-XX/2004-07-03", 2, "2004-06-01", "2004-07-03"),
];

#[test]
fn the_specifications_examples_are_understood() {
    for (text, level, earliest, latest) in ACCEPTED {
        let date = date(text);
        let bounds = (shown(date.earliest()), shown(date.latest()));
        assert_eq!(date.level(), *level, "{text}");
        assert_eq!((bounds.0.as_str(), bounds.1.as_str()), (*earliest, *latest), "{text}");
        assert_eq!(date.to_string(), *text);
    }
}

#[test]
fn what_is_no_date_is_refused_at_its_place() {
    for (text, offset) in [
        ("", 0),
        ("/", 0),
        ("../..", 0),
        ("/..", 0),
        ("../", 0),
        ("2004/2003", 5),
        ("-03XX/-04XX", 6),
        ("-0000", 0),
        ("-0000-XX", 0),
        ("Y1985", 0),
        ("Y20000-04", 6),
        ("198", 0),
        ("19850412", 4),
        ("1985-13", 5),
        ("1985-00", 5),
        ("2004-20", 5),
        ("1985-02-30", 8),
        ("1900-02-29", 8),
        ("1985-04-12T24:00:00", 11),
        ("1985-04-12T23:20", 16),
        ("1985-04-12T23:20:30+15:00", 19),
        ("2001-21-05", 8),
        ("2004-06/2004-06-31", 16),
        ("1985 ", 4),
        ("2025-02-27é", 10),
        ("{1960,1985-00}", 11),
    ] {
        let error = Date::parse(text).expect_err(text);
        assert_eq!(error.offset, offset, "{text}: {}", error.message);
    }
}

#[test]
fn precision_year_and_html() {
    for (text, precision, year, html) in [
        (
            "2025-02-27T10:00:00+03",
            Precision::Second,
            2025,
            Some("2025-02-27T10:00:00+03:00"),
        ),
        (
            "2025-02-27T10:00:00Z",
            Precision::Second,
            2025,
            Some("2025-02-27T10:00:00Z"),
        ),
        ("2016-12-31T23:59:60Z", Precision::Second, 2016, None),
        ("2025-02-27", Precision::Day, 2025, Some("2025-02-27")),
        ("1985-XX-XX", Precision::Day, 1985, None),
        ("2024-10", Precision::Month, 2024, Some("2024-10")),
        ("2022-24", Precision::Season, 2022, None),
        ("2016", Precision::Year, 2016, Some("2016")),
        ("2016~", Precision::Year, 2016, None),
        ("0000", Precision::Year, 0, None),
        ("-0043", Precision::Year, -43, None),
        ("201X", Precision::Decade, 2010, None),
        ("20XX", Precision::Century, 2000, None),
        ("1XXX", Precision::Years, 1000, None),
        ("2016/2018", Precision::Interval, 2016, None),
        ("../2022", Precision::Interval, 2022, None),
        ("/1985-04", Precision::Interval, 1985, None),
        ("[1667,1668]", Precision::Set, 1667, None),
    ] {
        let date = date(text);
        assert_eq!(date.precision(), precision, "{text}");
        assert_eq!(date.year(), Some(year), "{text}");
        assert_eq!(date.html_datetime().as_deref(), html, "{text}");
    }
    assert_eq!(date("Y9E99").year(), None);
}

#[test]
fn lists_are_in_the_order_of_time() {
    let ordered = "Y-17E99 Y-17E7 -0043 -0043-03-15 0014 2016/.. 2016/2018 2016 2016~ 2016-01 2016-01-01 \
                   2016-01-01T10:00:00 2016-01-01T12:00:00 2016-21 2016-05-02 2016-22 2016-24 ../2016 2017 Y17E99";
    let mut dates: Vec<Date> = ordered.split(' ').rev().map(date).collect();
    dates.sort_by(Date::sort_cmp);
    let sorted: Vec<&str> = dates.iter().map(Date::as_str).collect();
    assert_eq!(sorted.join(" "), ordered);
}

#[test]
fn only_certain_relations_count() {
    for (a, b, relation) in [
        ("2016", "2017", Relation::Before),
        ("2017-03", "2016~", Relation::After),
        ("2016", "2016-05-02", Relation::Overlaps),
        ("2022-24", "2023-02-28", Relation::Overlaps),
        ("2022-24", "2022-01", Relation::Overlaps),
        ("2022-24", "2023-03-01", Relation::Before),
        ("../2022", "2023", Relation::Before),
        ("2022/..", "2030", Relation::Overlaps),
        ("2022/..", "2021", Relation::After),
        ("/1985", "1990", Relation::Before),
        ("/1985", "1980", Relation::Unknown),
        ("1985/", "1990", Relation::Unknown),
        // Times on one day: as instants, as written, or not at all.
        ("2016-01-01T10:00:00Z", "2016-01-01T10:00:01Z", Relation::Before),
        ("2016-01-01T10:00:00+03", "2016-01-01T08:00:00Z", Relation::Before),
        ("2016-01-01T10:00:00+03", "2016-01-01T07:00:00Z", Relation::Overlaps),
        ("2016-01-01T10:00:00-03:30", "2016-01-01T13:00:00Z", Relation::After),
        ("2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z", Relation::After),
        ("2016-01-01T10:00:00", "2016-01-01T12:00:00", Relation::Before),
        ("2016-01-01T10:00:00", "2016-01-01T10:00:00", Relation::Overlaps),
        ("2016-01-01T10:00:00", "2016-01-01T12:00:00Z", Relation::Overlaps),
        ("2016-01-01T10:00:00", "2016-01-01", Relation::Overlaps),
        // Days count as they were written, whatever the instants.
        ("2016-01-01T23:00:00-05", "2016-01-02T00:00:00+14", Relation::Before),
        ("2016-01-02T00:00:00+14", "2016-01-01", Relation::After),
    ] {
        assert_eq!(date(a).relation(&date(b)), relation, "{a} and {b}");
    }
}

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
2024-10/2024-12 | en: October to December 2024
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
const CONSTRUCTS: &str = "\
2025-02-27
2025-02-01
2024-10
2016
0064
0005
2016~
2024-10~
2025-02-27~
2025-02-01~
192X~
19XX~
2021-21~
-0043~
2016?
2024-10?
2025-02-27?
192X?
19XX?
2021-21?
-0043?
2016%
2024-10%
2025-02-27%
192X%
19XX%
2021-21%
2021-21
2021-22
2021-23
2022-24
2001-25
2001-26
2001-27
2001-28
2001-29
2001-30
2001-33
2001-37
2001-38
2001-40
2001-41
-0043-21
192X
200X
001X
000X
-004X
-012X
19XX
20XX
01XX
00XX
-03XX
-00XX
1XXX
-1XXX
XXXX
1985-04-XX
2004-XX
1985-XX-XX
2016/2018
2024-10/2024-12
2024-10/2025-02
2025-02-27/2025-02-28
2025-02-27/2025-03-01
2024-12-31/2025-01-02
2016/2018-03
2016-05-03/2018
2021-21/2021-22
192X/193X
18XX/19XX
2016~/2018
2016?/2018~
-0043/0014
-0043/-0030
-0043-03-15/-0043-03-17
-0043-03/-0043-05
../2022
../2022-03
../2022-02-27
../192X
../-0043
../2021-21
../19XX
2022/..
2022-03/..
2022-02-27/..
2022-02-01/..
192X/..
19XX/..
-0043/..
2021-21/..
2022~/..
1986/
1986-04/
1986-04-12/
/1985
/1985-04
/1985-04-12
/192X
-0043
-0043-03
-0043-03-15
0000
-9999
Y170000002
Y-170000002
Y-17E7
Y-1E6
Y-2500000
Y-46E8
Y-1E9
Y17E7
Y-10000
Y9E99
Y-9E99
1950S2
Y171010000S3
[1667,1668]
[1667,1668,1670..1672]
{1667,1668}
{1960,1961-12}
[..1760-12-03]
[1760-12..]
[..1984]
{..1984}
1985-04-12T10:20:30
1985-04-12T10:20:30Z
1985-04-12T10:20:00+03
1985-04-12T10:20:00-03:30
1985-04-12T00:00:00Z
2004-06~-11
?2004-06-~11
156X-12-25
1XXX-12
2004-06-~01/2004-06-~20
2016?/
2016%/..
2025-02-27~/..
192X~/2016
../2001-33
../2001-37
../2001-41
2001-40~
2001-38?
2001-34?
2001-34%
2021-22?
2021-23~
2022-24~
../2021-22
../2021-23
../2022-24
../2001-25
Y170000002~
Y-3E6
Y-3E9
Y-2E6
Y-2E9
-03XX?
../-03XX
-0043%
-0043/0014-03
192X%
18XX/..
-03XX/..
2001-34/..
2001-38/..
2001-40/..
2021-22/..
2021-23/..
2022-24/..
2001-30/..
../156X-12-25
156X-12-25/..
156X-12-25~";

#[test]
fn every_construct_in_every_language() {
    let mut shown = String::new();
    for tag in ["en", "de", "fr", "es", "ru", "ar", "ja"] {
        let locale = Locale::new(tag).expect(tag);
        shown += &format!("[{tag}]\n");
        for text in CONSTRUCTS.lines() {
            shown += &format!("{text} = {}\n", words(&date(text), &locale));
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

/// One date of level 0 or 1, or some of level 2, without regard to whether the calendar has it.
fn part() -> impl Strategy<Value = String> {
    prop_oneof![
        "-?[0-9]{4}(-(0[1-9]|1[0-2]|2[1-4])(-(0[1-9]|[12][0-9]))?)?[?~%]?",
        "-?[0-9]{2}[0-9X]X",
        "[0-9]{4}-(XX|0[1-9])(-XX)?",
        "Y-?[1-9][0-9]{4,17}",
        "Y-?[1-9]{1,3}E[0-9]{1,2}",
        "[0-9]{4}-(2[5-9]|3[0-9]|4[01])",
    ]
}

/// Strings that are mostly EDTF.
fn expression() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => part(),
        1 => "[0-9]{4}-0[1-9]-[12][0-9]T[0-2][0-9]:[0-5][0-9]:[0-6][0-9](Z|[+-][01][0-9](:30)?)?",
        3 => (part(), part()).prop_map(|(start, end)| format!("{start}/{end}")),
        1 => part().prop_map(|part| format!("{part}/..")),
        1 => part().prop_map(|part| format!("../{part}")),
        1 => part().prop_map(|part| format!("/{part}")),
        1 => (part(), part()).prop_map(|(a, b)| format!("[{a},{b}..]")),
    ]
}

fn known() -> impl Strategy<Value = Date> {
    expression().prop_filter_map("no date", |text| Date::parse(&text).ok())
}

/// Dates so near to each other that their times matter.
fn close() -> impl Strategy<Value = Date> {
    let text = prop_oneof![
        6 => "2016-01-0[12]T(00|10|23):[03]0:00(Z|[+-](03|14))?",
        1 => "2016-01-0[1-3](/2016-01-03|/|/\\.\\.)?",
        1 => "(2015|2016|-201X|2016-24|/2015|\\.\\./2016)",
    ];
    text.prop_filter_map("no date", |text| Date::parse(&text).ok())
}

proptest! {
    #[test]
    fn arbitrary_text_never_panics(text in "\\PC*") {
        if let Err(error) = Date::parse(&text) {
            prop_assert!(text.is_char_boundary(error.offset));
        }
    }

    #[test]
    fn near_misses_never_panic(text in "[-0-9XY/.T:?~%é{}\\[\\],ES+Zbc ]{0,24}") {
        if let Err(error) = Date::parse(&text) {
            prop_assert!(text.is_char_boundary(error.offset));
        }
    }

    #[test]
    fn help_is_itself_a_date(text in "[0-9a-zA-Z /.–-]{0,12}") {
        if let Err(error) = Date::parse(&text)
            && let Some(meant) = error.help.as_deref().and_then(|help| help.strip_prefix("write `")?.strip_suffix('`'))
            && !meant.contains('`')
        {
            prop_assert!(Date::parse(meant).is_ok(), "{text}: {meant}");
        }
    }

    #[test]
    fn a_date_prints_as_it_was_written(text in expression()) {
        if let Ok(date) = Date::parse(&text) {
            prop_assert_eq!(date.to_string(), text);
        }
    }

    #[test]
    fn bounds_are_ordered(date in known()) {
        for (first, last) in [(date.earliest(), date.latest()), date.usual_bounds()] {
            if let (Bound::Day(first), Bound::Day(last)) = (first, last) {
                prop_assert!(first <= last || date.is_interval() && date.as_str().contains("-2"));
                prop_assert_eq!(Day::new(first.year, first.month, first.day), Some(first));
                prop_assert_eq!(Day::new(last.year, last.month, last.day), Some(last));
            }
        }
        if let (Bound::Day(first), Bound::Day(last)) = (date.earliest(), date.latest()) {
            prop_assert!(first <= last);
        }
    }

    #[test]
    fn order_is_total(a in known(), b in known(), c in known()) {
        prop_assert_eq!(a.sort_cmp(&b), b.sort_cmp(&a).reverse());
        prop_assert_eq!(a.sort_cmp(&b) == Ordering::Equal, a == b);
        let mut dates = [&a, &b, &c];
        dates.sort_by(|x, y| x.sort_cmp(y));
        let [first, middle, last] = dates;
        prop_assert!(first.sort_cmp(middle).is_le() && middle.sort_cmp(last).is_le() && first.sort_cmp(last).is_le());
    }

    /// Before is a strict partial order; near times on near days make its corners likely.
    #[test]
    fn before_is_a_strict_partial_order(a in close(), b in close(), c in close()) {
        prop_assert_ne!(a.relation(&a), Relation::Before);
        if a.relation(&b) == Relation::Before {
            prop_assert_eq!(b.relation(&a), Relation::After);
            if b.relation(&c) == Relation::Before {
                prop_assert_eq!(a.relation(&c), Relation::Before, "{} {} {}", a, b, c);
            }
        }
    }

    #[test]
    fn times_of_one_day_sort_by_instant(a in close(), b in close()) {
        if let (Some(x), Some(y)) = (a.clock(), b.clock())
            && let (Some(p), Some(q)) = (x.shift, y.shift)
            && a.earliest() == b.earliest()
        {
            let instant = |seconds: u32, shift: i32| i64::from(seconds) - i64::from(shift) * 60;
            let order = instant(x.seconds, p).cmp(&instant(y.seconds, q));
            prop_assert!(order.is_eq() || a.sort_cmp(&b) == order);
        }
    }

    #[test]
    fn relation_has_two_sides(a in known(), b in known()) {
        let opposite = match a.relation(&b) {
            Relation::Before => Relation::After,
            Relation::After => Relation::Before,
            same => same,
        };
        prop_assert_eq!(b.relation(&a), opposite);
        prop_assert!(!matches!(a.relation(&a), Relation::Before | Relation::After));
    }

    #[test]
    fn days_are_found_where_they_were_written(days in -800_000_i64..800_000) {
        prop_assert_eq!(Day::from_unix_days(days).unix_days(), Some(days));
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
    let locales: Vec<Locale> = ["en", "en-US", "fr", "de", "es", "ru", "ar", "ja", "it", "pl", "tr"]
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
