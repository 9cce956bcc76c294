//! How long it takes to lay out and draw the chart of a timeline, all four drawings, for 5 to 50,000 events, and the strip
//! of a page. `cargo bench --bench timeline`. Ten times the events should take about ten times the time: no step of the
//! layout compares all events with all.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a benchmark may panic and print"
)]

use divan::{Bencher, black_box};
use nutgraf::date::{Date, words};
use nutgraf::i18n::Locale;
use nutgraf::render::chart::{Caption, Lane, Mark, Strip, draw};

const SIZES: [u32; 5] = [5, 50, 500, 5_000, 50_000];
const LANES: u32 = 8;

fn main() {
    println!("events   bytes of the drawings");
    for size in SIZES {
        println!("{size:6} {:8}", drawn(&marks(size)).len());
    }
    divan::main();
}

/// Events over 400 years, more of them in later ones; titles of two to nine words.
fn marks(count: u32) -> Vec<Mark> {
    let locale = Locale::english();
    let mut dice = 1_u64;
    let mut roll = |sides: u32| {
        dice = dice
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        u32::try_from(dice >> 33).unwrap() % sides
    };
    let mut marks: Vec<Mark> = (0..count)
        .map(|at| {
            let year = 2025 - roll(20) * roll(20);
            let edtf = match roll(10) {
                0 => format!("{year}"),
                1 => format!("{year}~"),
                2 => format!("{year}/{}", year + 3),
                3 => format!("{year}-{:02}", 1 + roll(12)),
                _ => format!("{year}-{:02}-{:02}", 1 + roll(12), 1 + roll(28)),
            };
            let when = Date::parse(&edtf).unwrap();
            let title: Vec<&str> = (0..2 + roll(8))
                .map(|_| ["treaty", "of", "embassy", "signs", "negotiators"][roll(5) as usize])
                .collect();
            Mark {
                date: words(&when, &locale),
                when,
                title: title.join(" "),
                url: format!("#e{at}"),
                lane: usize::try_from(roll(LANES)).unwrap(),
                importance: i64::from(1 + roll(5)),
                class: String::new(),
            }
        })
        .collect();
    marks.sort_by(|a, b| a.when.sort_cmp(&b.when));
    marks
}

fn caption() -> Caption {
    Caption {
        title: "Timeline".into(),
        text: "All events".into(),
    }
}

fn drawn(marks: &[Mark]) -> String {
    let lanes: Vec<Lane> = (0..LANES)
        .map(|n| Lane {
            name: format!("Category {n}"),
            class: String::new(),
        })
        .collect();
    draw(marks, &lanes, &caption(), &Locale::english())
}

#[divan::bench(args = SIZES)]
fn chart(bencher: Bencher<'_, '_>, size: u32) {
    let marks = marks(size);
    bencher.bench(|| drawn(black_box(&marks)));
}

/// What all pages of a site share.
#[divan::bench(args = SIZES)]
fn strip_of_the_site(bencher: Bencher<'_, '_>, size: u32) {
    let (marks, locale) = (marks(size), Locale::english());
    let dates: Vec<&Date> = marks.iter().map(|mark| &mark.when).collect();
    bencher.bench(|| Strip::new(black_box(&dates), &locale));
}

/// What each page adds: 30 events of its own.
#[divan::bench(args = SIZES)]
fn strip_of_a_page(bencher: Bencher<'_, '_>, size: u32) {
    let marks = marks(size);
    let dates: Vec<&Date> = marks.iter().map(|mark| &mark.when).collect();
    let strip = Strip::new(&dates, &Locale::english()).unwrap();
    let own: Vec<&Date> = dates
        .into_iter()
        .step_by(usize::try_from(size).unwrap().div_ceil(30))
        .collect();
    bencher.bench(|| strip.draw(black_box(&own), &caption()));
}
