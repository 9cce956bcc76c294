//! What holds for every date: properties.

use std::cmp::Ordering;

use nutgraf::date::{Bound, Date, Day, Relation};
use proptest::prelude::*;

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

pub(crate) fn known() -> impl Strategy<Value = Date> {
    expression().prop_filter_map("no date", |text| Date::parse(&text).ok())
}

/// Pieces of mistaken dates.
fn habits() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "2025",
        "1920",
        "44",
        "-43",
        "19",
        "192",
        "12004",
        "02",
        "7",
        "31",
        "-",
        "/",
        ".",
        "..",
        " ",
        " to ",
        "–",
        "T",
        ":",
        "10:00",
        "X",
        "x",
        "uu",
        "?",
        "~",
        "%",
        "(",
        ")",
        "[",
        "]",
        "{",
        ",",
        ";",
        "c. ",
        "early ",
        "before ",
        "since ",
        "s",
        "'s",
        "th century",
        " BC",
        " B.C.",
        "AD ",
        "spring ",
        "Q1",
        "W09",
        "-058",
        "Y",
        "E7",
        "S2",
        "present",
        "open",
        "unknown",
        "february ",
        "27 February 2025",
        "mars ",
        "2025年",
        "２０２５",
        "٢٠٢٥",
        "\u{200B}",
        "-21",
        "-34",
        "Z",
        "+03",
    ]);
    prop::collection::vec(piece, 1..5).prop_map(|pieces| pieces.concat())
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

    /// What authors write instead of EDTF, put together at random: whatever the help tells them to write has to be EDTF.
    #[test]
    fn help_is_itself_a_date_whatever_was_written(text in habits()) {
        if let Err(error) = Date::parse(&text) {
            prop_assert!(text.is_char_boundary(error.offset), "{text}");
            let help = error.help.unwrap_or_default();
            if help.starts_with("write ") {
                for meant in help.split('`').skip(1).step_by(2).filter(|meant| !meant.starts_with(['Z', '+']) && *meant != "Y") {
                    prop_assert!(Date::parse(meant).is_ok(), "{}: {}", text, help);
                }
            }
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
