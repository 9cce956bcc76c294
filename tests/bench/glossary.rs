//! How long it takes to build the glossary's automaton, and to find the terms of a page, for 100 to 100,000 terms; how
//! large the automaton is. `cargo bench --bench glossary`. The texts are made up from a seed, with the lengths of words
//! and the share of mentions that explainers have; the time of one page should not depend on the number of terms.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a benchmark may panic and print"
)]

use divan::{Bencher, black_box};
use nutgraf::glossary::Forms;
use nutgraf::model::{Prose, Term};
use nutgraf::span::{Sources, Span, Spanned};

const SIZES: [usize; 4] = [100, 1_000, 10_000, 100_000];
/// As many words as the explainers of the field have on average.
const WORDS_A_PAGE: usize = 730;

fn main() {
    println!("terms     forms    words   states      bytes  bytes a term");
    for terms in SIZES {
        let size = forms(terms).size();
        println!(
            "{terms:7} {:7} {:7} {:7} {:11} {:8}",
            size.forms,
            size.words,
            size.states,
            size.bytes,
            size.bytes / terms
        );
    }
    divan::main();
}

/// Numbers that look random and are always the same (a linear congruential generator, Knuth's constants).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }

    /// A word of so many syllables at least, and two more at most.
    fn word(&mut self, least: usize) -> String {
        const STARTS: [&str; 20] = [
            "b", "c", "d", "f", "g", "h", "l", "m", "n", "p", "r", "s", "t", "v", "st", "tr", "pl", "con", "re", "in",
        ];
        const VOWELS: [&str; 8] = ["a", "e", "i", "o", "u", "ea", "ai", "ou"];
        const ENDS: [&str; 10] = ["", "n", "r", "t", "s", "tion", "ment", "ing", "er", "ty"];
        let mut word = String::new();
        for _ in 0..least + self.roll(3) {
            word += STARTS[self.roll(STARTS.len())];
            word += VOWELS[self.roll(VOWELS.len())];
        }
        word + ENDS[self.roll(ENDS.len())]
    }
}

/// Titles of long words: terms are rarer than the words of a page, so that a page has as many mentions with many terms
/// as with few.
fn titles(terms: usize) -> Vec<String> {
    let mut dice = Dice(7);
    (0..terms)
        .map(|_| {
            let words: Vec<String> = (0..=dice.roll(3)).map(|_| dice.word(4)).collect();
            words.join(" ")
        })
        .collect()
}

fn forms(terms: usize) -> Forms {
    let mut sources = Sources::default();
    let span = Span::start_of(sources.add("x", ""));
    let mut forms = Forms::new("en");
    for (at, title) in titles(terms).into_iter().enumerate() {
        forms.add(
            at,
            &Term::new(Spanned::new(title, span), Prose::new(String::new(), span, None)),
        );
    }
    forms
}

/// Pages of prose in which a term stands every fifty words, whichever glossary they are read with.
fn pages(count: usize) -> Vec<String> {
    let mut dice = Dice(11);
    let known = titles(100);
    (0..count)
        .map(|_| {
            let mut page = String::new();
            for at in 0..WORDS_A_PAGE {
                if dice.roll(50) == 0 {
                    page += &known[dice.roll(known.len())];
                    page.push('s');
                } else {
                    page += &dice.word(1);
                }
                page += if at % 17 == 16 { ". " } else { " " };
            }
            page
        })
        .collect()
}

#[divan::bench(args = SIZES, sample_count = 3, sample_size = 1)]
fn build(terms: usize) -> usize {
    forms(black_box(terms)).size().states
}

/// One page, of many: the words of the site are known.
#[divan::bench(args = SIZES)]
fn find_in_a_page(bencher: Bencher<'_, '_>, terms: usize) {
    let (forms, pages) = (forms(terms), pages(50));
    let all = |pages: &[String]| pages.iter().map(|p| forms.find(p, |_| false).len()).sum::<usize>();
    all(&pages);
    let mut turn = 0;
    bencher.bench_local(|| {
        turn = (turn + 1) % pages.len();
        forms.find(black_box(&pages[turn]), |_| false).len()
    });
}

/// The first page of a site: no word is known yet.
#[divan::bench(args = SIZES, sample_count = 10, sample_size = 1)]
fn find_in_the_first_page(bencher: Bencher<'_, '_>, terms: usize) {
    let page = pages(1).swap_remove(0);
    bencher
        .with_inputs(|| forms(terms))
        .bench_local_refs(|forms| forms.find(black_box(&page), |_| false).len());
}
