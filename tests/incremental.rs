//! Building with a cache is only ever quicker: whatever is edited, in whatever order, what comes out is what a build from
//! nothing makes, and what is rendered again is only what read something that has changed.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::format_collect,
    clippy::print_stdout,
    reason = "a test may panic and print, and its texts are small"
)]

#[path = "incremental/disks.rs"]
mod disks;
#[allow(dead_code, reason = "the tests of publishing use the rest")]
#[path = "publish/disks.rs"]
mod dying;
#[path = "incremental/edit.rs"]
mod edit;
#[path = "incremental/gone.rs"]
mod gone;
#[path = "incremental/model.rs"]
mod model;
#[path = "incremental/play.rs"]
mod play;
#[path = "incremental/precise.rs"]
mod precise;
#[path = "incremental/reworded.rs"]
mod reworded;
#[path = "incremental/safety.rs"]
mod safety;
#[path = "incremental/search.rs"]
mod search;
#[path = "incremental/small.rs"]
mod small;
#[path = "incremental/start.rs"]
mod start;
mod support;
#[path = "incremental/texts.rs"]
mod texts;
#[path = "incremental/words.rs"]
mod words;

use std::sync::atomic::Ordering;

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestError, TestRng, TestRunner};

use edit::edit;
use play::{Step, Tally, play};
use start::shape;

/// Sequences that each of the four tests plays, unless `PROPTEST_CASES` says otherwise: 2,000 together.
const SEQUENCES: u32 = 500;

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = (edit(), prop::bool::weighted(0.75), prop::bool::weighted(0.3));
    prop::collection::vec(
        step.prop_map(|(edit, build, compare)| Step { edit, build, compare }),
        2..6,
    )
}

/// Plays sequences of edits that follow from a seed alone.
fn sequences(seed: u8) {
    let cases = std::env::var("PROPTEST_CASES")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(SEQUENCES);
    let config = Config {
        cases,
        failure_persistence: None,
        max_shrink_iters: 500,
        ..Config::default()
    };
    let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]));
    let tally = Tally::default();
    let result = runner.run(&(shape(), steps()), |(shape, steps)| {
        play(&shape, &steps, &tally).map_err(TestCaseError::fail)
    });
    match result {
        Ok(()) => {}
        Err(TestError::Fail(why, (shape, steps))) => {
            let edits: String = steps.iter().map(|step| format!("  {step:?}\n")).collect();
            panic!("{why}\nThe site: {shape:?}\nThe edits:\n{edits}");
        }
        Err(TestError::Abort(why)) => panic!("{why}"),
    }
    // Most must come to something, or nothing was compared.
    let count = |counter: &std::sync::atomic::AtomicUsize| counter.load(Ordering::Relaxed);
    let (compared, published) = (count(&tally.compared), count(&tally.published));
    println!("{tally:?}");
    assert!(
        published * 2 > compared,
        "{published} of {compared} sites could be published"
    );
}

#[test]
fn any_edits_come_to_what_a_build_from_nothing_makes_1() {
    sequences(1);
}

#[test]
fn any_edits_come_to_what_a_build_from_nothing_makes_2() {
    sequences(2);
}

#[test]
fn any_edits_come_to_what_a_build_from_nothing_makes_3() {
    sequences(3);
}

#[test]
fn any_edits_come_to_what_a_build_from_nothing_makes_4() {
    sequences(4);
}
#[path = "incremental/worlds.rs"]
mod worlds;
