//! What holds for every layout.

use super::*;
use crate::date::Date;
use proptest::prelude::*;

const DATES: &str = "-?[0-9]{4}|[12][0-9]{3}-(0[1-9]|1[0-2])(-(0[1-9]|1[0-9]|2[0-8]))?|[12][0-9]{3}~|1[0-9]{3}/(2[0-9]{3})?|\
                     [12][0-9]{3}/\\.\\.|\\.\\./[12][0-9]{3}|Y-[1-9][0-9]{5,9}";

fn marks() -> impl Strategy<Value = Vec<Mark>> {
    let mark = (DATES, "[A-Za-zäж外]{1,12}( [a-zéя務]{1,14}){0,9}", 0..3_usize, 1..6_i64);
    prop::collection::vec(mark, 1..120).prop_map(|all| {
        let mark = |(when, title, lane, importance): (String, String, usize, i64)| {
            Some(Mark {
                date: when.clone(),
                when: Date::parse(&when).ok()?,
                title,
                url: String::new(),
                lane,
                importance,
                class: String::new(),
            })
        };
        all.into_iter().filter_map(mark).collect()
    })
}

/// Where something stands: lane, first track, last track, left, right.
type Stand = (usize, usize, usize, f64, f64);

fn stands(rows: &[Row], marks: &[Mark]) -> Vec<Stand> {
    let mut all = Vec::new();
    for (lane, row) in rows.iter().enumerate() {
        for p in &row.placed {
            let wide = p
                .lines
                .iter()
                .map(|line| width(line, SIZE, is_bold(&marks[p.at])))
                .fold(0.0, f64::max);
            let (from, to) = if p.side == Side::Before {
                (p.text - wide, p.text)
            } else {
                (p.text, p.text + wide)
            };
            let first = p.track + usize::from(p.side == Side::Below);
            all.push((
                lane,
                first,
                p.track + p.lines.len() + usize::from(p.side == Side::Below) - 1,
                from,
                to,
            ));
            all.push((lane, p.track, p.track, p.left, p.right));
        }
        for rest in &row.rest {
            all.push((lane, row.tracks, row.tracks, rest.left, rest.right));
        }
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Every event is there once, by its label or in a count; nothing touches anything else or leaves the plot.
    #[test]
    fn all_are_there_and_none_touch(marks in marks(), wide in 200.0..900.0_f64, budget in 0..60_usize) {
        let extents: Vec<Extent> = marks.iter().map(|m| Extent::new(&m.when, 0).expect("a day")).collect();
        let lanes: Vec<Lane> = (0..3).map(|n| Lane { name: format!("Lane {n}"), class: String::new() }).collect();
        let scale = Scale::new(&extents, 4.0, wide);
        let locale = Locale::english();
        let job = Job { marks: &marks, extents: &extents, lanes: &lanes, locale: &locale, scale: &scale, budget };
        let rows = arrange(&job, vec![Vec::new(); 3]);
        let labelled = rows.iter().flat_map(|row| row.placed.iter().map(|p| p.at));
        let counted = rows.iter().flat_map(|row| row.rest.iter().flat_map(|r| r.places.iter().map(|p| p.1)));
        let mut there: Vec<usize> = labelled.chain(counted).collect();
        there.sort_unstable();
        prop_assert_eq!(there, (0..marks.len()).collect::<Vec<_>>());
        let all = stands(&rows, &marks);
        for (at, a) in all.iter().enumerate() {
            prop_assert!(a.3 >= 3.9 && a.4 <= wide + 0.1, "{a:?} leaves {wide}");
            for b in &all[at + 1..] {
                let apart = a.0 != b.0 || a.2 < b.1 || b.2 < a.1 || a.4 <= b.3 + 0.01 || b.4 <= a.3 + 0.01;
                prop_assert!(apart, "{a:?} and {b:?}");
            }
        }
    }
}
