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
fn full_stops_of_a_form_are_part_of_its_mention() {
    let titles = ["U.S.", ".NET", "EE. UU."];
    let said = |text: &str| found(&titles, text).into_iter().map(|(t, _)| t).collect::<Vec<_>>();
    assert_eq!(
        said("The U.S. and the U.S.’s. Los EE. UU. son"),
        ["U.S.", "U.S.", "EE. UU."]
    );
    assert_eq!(said("In U.S policy, .NET."), ["U.S", ".NET"]);
    assert_eq!(said("the U.S..NET"), ["U.S.", ".NET"]);
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
fn a_part_of_a_date_is_no_mention() {
    let titles = ["9/11", "24/7"];
    assert!(found(&titles, "On 9/11/2001, and 2001/9/11.").is_empty());
    assert_eq!(
        found(&titles, "9/11, the 9/11 attacks, 9/11/the day, 24/7/365.").len(),
        3
    );
}

#[test]
fn two_terms_may_share_an_inflected_form() {
    let titles = ["Missions", "Missioned"];
    assert_eq!(found(&titles, "missioning"), [("missioning".to_owned(), vec![0, 1])]);
}

/// The words of a text that are mentions of a title.
fn of(language: &str, title: &str, text: &str) -> String {
    let found = forms_in(language, &[title]).find(text, |_| false);
    let words: Vec<&str> = found.into_iter().map(|f| &text[f.range]).collect();
    words.join(" ")
}

#[test]
fn languages_without_a_corpus_of_their_own_inflect_too() {
    for (language, title, text, mentions) in [
        (
            "tr",
            "Elçilik",
            "elçiliğe elçiliklerinden elçi",
            "elçiliğe elçiliklerinden",
        ),
        ("tr", "ILIMAN", "ılıman ILIMAN iliman", "ILIMAN"),
        ("tr", "Kitap", "kitabı kitaplar kitaplıkçı", "kitabı kitaplar"),
        ("uk", "Договір", "договору договорами договірний", "договору договорами"),
        ("fi", "Verkko", "verkossa verkon verkkokauppa", "verkossa verkon"),
        ("sv", "Nyckel", "nycklarna nyckeln nyckfull", "nycklarna nyckeln"),
        ("hu", "Iroda", "irodát irodában irodalom", "irodát irodában"),
        ("el", "Πρεσβεία", "πρεσβείες πρεσβευτής", "πρεσβείες"),
        ("hi", "राजदूत", "राजदूतों राजदूत राजनीति", "राजदूतों राजदूत"),
        ("bn", "দূতাবাস", "দূতাবাসের দূতাবাসগুলোতে দূত", "দূতাবাসের দূতাবাসগুলোতে"),
        ("ur", "معاہدہ", "معاہدوں معاہدے عہدہ", "معاہدوں معاہدے"),
        ("ta", "தூதரகம்", "தூதரகத்தில் தூதரகங்கள் தூதர்", "தூதரகத்தில் தூதரகங்கள்"),
        (
            "ko",
            "컨테이너",
            "컨테이너를 컨테이너화 컨테이너들이",
            "컨테이너 컨테이너",
        ),
        ("ko", "클라우드 네이티브", "클라우드네이티브는 좋다", "클라우드네이티브"),
        ("th", "สถานทูต", "เขาไปสถานทูตเมื่อวาน", "สถานทูต"),
        ("km", "ស្ថានទូត", "នៅស្ថានទូតអាមេរិក", "ស្ថានទូត"),
        ("my", "သံရုံး", "အမေရိကန်သံရုံးမှာ", "သံရုံး"),
        ("lo", "ສະຖານທູດ", "ຢູ່ສະຖານທູດອາເມລິກາ", "ສະຖານທູດ"),
        ("ru", "Pod", "Pods и pod", "Pods pod"),
    ] {
        assert_eq!(of(language, title, text), mentions, "{language}: {title}");
    }
}
