use super::*;
use crate::model::Prose;
use crate::model::Term;
use crate::span::{Sources, Span, Spanned};

fn forms(titles: &[&str]) -> Forms {
    forms_in("en", titles)
}

fn forms_in(language: &str, titles: &[&str]) -> Forms {
    let mut sources = Sources::default();
    let span = Span::start_of(sources.add("x", ""));
    let mut forms = Forms::new(language);
    for (i, title) in titles.iter().enumerate() {
        let term = Term::new(
            Spanned::new((*title).to_owned(), span),
            Prose::new(String::new(), span, None),
        );
        forms.add(i, &term);
    }
    forms
}

fn found(titles: &[&str], text: &str) -> Vec<(String, Vec<usize>)> {
    forms(titles)
        .find(text, |_| false)
        .into_iter()
        .map(|f| (text[f.range].to_owned(), f.terms))
        .collect()
}

#[test]
fn finds_inflected_forms_and_the_longest_first() {
    let titles = [
        "embassy",
        "ambassador",
        "ambassador at large",
        "NATO",
        "Agrément (diplomacy)",
    ];
    let text = "The embassies' AMBASSADOR, an ambassador-at-\nlarge, asked nato and NATO for agre\u{301}ment.";
    let expected = [
        ("embassies", 0),
        ("AMBASSADOR", 1),
        ("ambassador-at-\nlarge", 2),
        ("NATO", 3),
        ("agre\u{301}ment", 4),
    ];
    let expected: Vec<_> = expected.iter().map(|(t, i)| ((*t).to_owned(), vec![*i])).collect();
    assert_eq!(found(&titles, text), expected);
}

#[test]
fn other_words_of_one_stem_are_other_words() {
    let titles = ["normalization", "closure", "expulsion", "expel"];
    assert!(found(&titles, "normally closing expulsive").is_empty());
    assert_eq!(found(&titles, "normalizations, closures, expelling").len(), 3);
}

#[test]
fn the_exact_form_settles_a_shared_stem() {
    let titles = ["general", "generals"];
    assert_eq!(
        found(&titles, "general generals"),
        [("general".to_owned(), vec![0]), ("generals".to_owned(), vec![1])]
    );
    let shared = ["Mission (diplomacy)", "Mission (religion)"];
    assert_eq!(found(&shared, "a mission"), [("mission".to_owned(), vec![0, 1])]);
}

#[test]
fn other_punctuation_does_not_join_words() {
    assert!(found(&["cold war"], "cold. War").is_empty());
    assert!(found(&["cold war"], "cold, war").is_empty());
    assert_eq!(found(&["AT&T"], "at&t AT&T").len(), 1);
}

#[test]
fn two_terms_may_share_an_inflected_form() {
    let titles = ["Missions", "Missioned"];
    assert_eq!(found(&titles, "missioning"), [("missioning".to_owned(), vec![0, 1])]);
}
