//! The glossary on whole sites: which mentions are linked, why, and what the exports hold.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may panic"
)]

mod support;

use nutgraf::build::Options;
use nutgraf::build::ask::{self, Unanswered};
use nutgraf::link::{Quiet, Verdict};
use nutgraf::model::Density;
use nutgraf::world::Memory;
use serde_json::Value;

use support::{codes, human, run, small, text};

const GLOSSARY: &str = "\
- {id: embassy, term: Embassy, definition: A mission in a capital}
- {id: general, term: General, definition: An officer}
- {id: consul-general, term: Consul general, definition: Who leads a consulate}
- {id: never, term: Talk, match: never, definition: Not linked}
- {id: mercury-planet, term: Mercury (planet), definition: A planet}
- {id: mercury-metal, term: Mercury (metal), definition: A metal}
";

fn world(head: &str, body: &str) -> Memory {
    let page = format!("---\ntitle: Page\nsummary: One page.\n{head}---\n{body}\n");
    small(&[("content/glossary.yaml", GLOSSARY), ("content/a.md", &page)])
}

/// How often a page links a term.
fn links(world: &Memory, page: &str, term: &str) -> usize {
    let html = text(&run(world).1, page);
    html.matches(&format!("id=\"_m-{term}")).count() - html.matches(&format!("<span id=\"_m-{term}")).count()
}

const SECTIONS: &str =
    "An embassy, an embassy.\n\n## One\n\nEmbassies, embassies.\n\n### Within\n\nAn embassy.\n\n## Two\n\nThe embassy.";

#[test]
fn the_page_the_site_and_the_term_say_how_often_a_term_is_linked() {
    let count = |head: &str| links(&world(head, SECTIONS), "a/index.html", "embassy");
    assert_eq!(count(""), 1);
    assert_eq!(count("glossary: {density: section}\n"), 3);
    assert_eq!(count("glossary: {density: every}\n"), 6);
    assert_eq!(count("glossary: {density: every, skip: [embassy]}\n"), 0);
    assert_eq!(count("glossary: {auto: false}\n"), 0);

    let mut site = world("", SECTIONS);
    site.insert(
        "content/site.yaml",
        format!("{}glossary: {{density: every}}\n", support::SITE),
    );
    assert_eq!(links(&site, "a/index.html", "embassy"), 6);
    let mut page = world("glossary: {density: first}\n", SECTIONS);
    page.insert(
        "content/site.yaml",
        format!("{}glossary: {{density: every}}\n", support::SITE),
    );
    assert_eq!(
        links(&page, "a/index.html", "embassy"),
        1,
        "the page's word counts for more than the site's"
    );
    let mut term = world("glossary: {density: first}\n", SECTIONS);
    term.insert(
        "content/glossary.yaml",
        "- {id: embassy, term: Embassy, definition: A mission, density: section}\n",
    );
    assert_eq!(
        links(&term, "a/index.html", "embassy"),
        3,
        "the term's word counts for more than the page's"
    );
}

#[test]
fn key_points_and_questions_are_sections_of_their_own() {
    let head = "glossary: {density: section}\nkey_points: [The embassy]\nquestions: [{q: Embassy?, a: The embassy}]\n";
    assert_eq!(links(&world(head, "An embassy."), "a/index.html", "embassy"), 3);
}

#[test]
fn each_linked_mention_has_its_own_way_back_from_the_card() {
    let html = text(
        &run(&world(
            "glossary: {density: every}\n",
            "An embassy, the embassies, [[embassy]].",
        ))
        .1,
        "a/index.html",
    );
    for (mark, place) in [
        ("_m-embassy", "_d-embassy"),
        ("_m-embassy-2", "_at_m-embassy-2"),
        ("_m-embassy-3", "_at_m-embassy-3"),
    ] {
        assert!(
            html.contains(&format!("id=\"{mark}\" href=\"#{place}\"")),
            "{mark}: {html}"
        );
        assert!(
            html.contains(&format!("class=\"close\" href=\"#{mark}\"")),
            "{mark}: {html}"
        );
        assert_eq!(html.matches(&format!("id=\"{place}\"")).count(), 1, "{place}");
    }
}

fn why(world: &Memory, term: &str) -> Vec<(String, Verdict)> {
    let answer = ask::why(world, &Options::default(), "a", term).unwrap();
    answer.decisions.into_iter().map(|d| (d.text, d.verdict)).collect()
}

#[test]
fn why_tells_each_mention_and_the_rule() {
    let body = "Embassies and `embassy` and [the embassy](a.md) and [[embassy|one]].\n\n## Embassy\n\n> An embassy.\n>\n> — Embassy";
    let expected = [
        ("Embassies", Verdict::Linked(Density::First)),
        ("embassy", Verdict::Quiet(Quiet::Code)),
        ("embassy", Verdict::Quiet(Quiet::Link)),
        ("one", Verdict::ByHand),
        ("Embassy", Verdict::Quiet(Quiet::Heading)),
        ("embassy", Verdict::Repeated(Density::First)),
        ("Embassy", Verdict::Quiet(Quiet::Attribution)),
    ];
    let expected: Vec<_> = expected.into_iter().map(|(t, v)| (t.to_owned(), v)).collect();
    assert_eq!(why(&world("", body), "embassy"), expected);
    assert_eq!(
        why(&world("", "The consul general."), "general"),
        [(
            "general".to_owned(),
            Verdict::Covered {
                by: 2,
                text: "consul general".into()
            }
        )]
    );
    assert_eq!(
        why(&world("", "Generally."), "general"),
        [("Generally".to_owned(), Verdict::OtherWord("general".into()))]
    );
    assert_eq!(
        why(&world("", "A talk."), "never"),
        [("talk".to_owned(), Verdict::Never)]
    );
    assert_eq!(
        why(&world("", "Mercury."), "mercury-metal"),
        [("Mercury".to_owned(), Verdict::Shared(vec![4, 5]))]
    );
    assert_eq!(
        why(&world("glossary: {skip: [embassy]}\n", "An embassy."), "embassy"),
        [("embassy".to_owned(), Verdict::Skipped)]
    );
    assert_eq!(
        why(&world("glossary: {auto: false}\n", "An embassy."), "Embassy"),
        [("embassy".to_owned(), Verdict::Off)]
    );
}

#[test]
fn why_finds_pages_by_id_file_and_address_and_says_what_it_does_not_know() {
    let world = world("", "An embassy.");
    for page in ["a", "a.md", "content/a.md", "/a/", "page:a"] {
        let answer = ask::why(&world, &Options::default(), page, "embassy").unwrap();
        assert_eq!(answer.decisions.len(), 1, "{page}");
    }
    let own = ask::why(&world, &Options::default(), "term:embassy", "embassy").unwrap();
    assert_eq!(own.on, "embassy");
    for (page, term, what, near) in [("b", "embassy", "page", None), ("a", "embasy", "term", Some("embassy"))] {
        match ask::why(&world, &Options::default(), page, term) {
            Err(Unanswered::Unknown { what: w, near: n, .. }) => assert_eq!((w, n.as_deref()), (what, near)),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn the_list_of_terms_counts_mentions_and_tells_what_lacks_an_entry() {
    let body = "Embassies and an embassy. The State Department, said the State Department and the State Department. \
        An NGO, two NGOs, the NGO. [[embassy|It]].";
    let usage = ask::usage(&world("", body), &Options::default()).unwrap();
    let first = &usage.terms[0];
    assert_eq!(
        (first.id.as_str(), first.uses, first.linked, first.files),
        ("embassy", 3, 2, 1)
    );
    let forms: Vec<_> = first.forms.iter().map(|(f, n)| (f.as_str(), *n)).collect();
    assert_eq!(forms, [("Embassies", 1), ("It", 1), ("embassy", 1)]);
    let place = first.first.as_ref().unwrap();
    assert_eq!(
        (place.file.as_str(), place.position.line, place.position.column),
        ("content/a.md", 5, 1)
    );
    assert!(usage.terms.iter().any(|t| t.id == "general" && t.uses == 0));
    let missing: Vec<_> = usage.missing.iter().map(|m| (m.phrase.as_str(), m.uses)).collect();
    assert_eq!(missing, [("State Department", 3)]);
}

#[test]
fn the_exports_hold_every_term_and_nothing_that_is_not_published() {
    let mut site = world("", "An embassy.");
    site.insert(
        "content/glossary.yaml",
        "- {id: embassy, term: Embassy, definition: \"A mission, see [[visa]]\", aliases: [legation], abbreviations: [EMB], forms: [embassys], \
         see_also: [visa], sources: [book], former_ids: [mission]}\n- {id: visa, term: Visa, definition: A stamp}\n",
    );
    site.insert(
        "content/sources.yaml",
        "- {id: book, title: Book, url: \"https://example.com/a b\"}\n",
    );
    site.insert(
        "content/glossary/embassy.fr.md",
        "---\nterm: Ambassade\ndefinition: Une mission\n---\n",
    );
    site.insert("content/site.yaml", format!("{}languages: [en, fr]\n", support::SITE));
    site.insert(
        "content/sources.yaml",
        "- {id: book, title: Book, url: \"https://example.com/book\"}\n",
    );
    let (outcome, made) = run(&site);
    assert_eq!(codes(&outcome), [""; 0], "{}", human(&outcome));
    let json: Value = serde_json::from_str(&text(&made, "glossary.json")).unwrap();
    let terms = json["terms"].as_array().unwrap();
    let ids: Vec<_> = terms
        .iter()
        .map(|t| (t["id"].as_str().unwrap(), t["language"].as_str().unwrap()))
        .collect();
    assert_eq!(ids, [("embassy", "en"), ("embassy", "fr"), ("visa", "en")]);
    let embassy = &terms[0];
    assert_eq!(embassy["definition"], "A mission, see Visa");
    assert_eq!(embassy["url"], "https://example.org/glossary/embassy/");
    assert_eq!(embassy["uses"]["listed"][0]["path"], "/a/");
    let skos = text(&made, "glossary.ttl");
    for line in [
        "<https://example.org/glossary/#embassy> a skos:Concept",
        "skos:prefLabel \"Embassy\"@en , \"Ambassade\"@fr",
        "skos:hiddenLabel \"embassys\"@en",
        "skos:related <https://example.org/glossary/#visa>",
        "dcterms:source <https://example.com/book>",
    ] {
        assert!(skos.contains(line), "{line}\n{skos}");
    }
    let page = text(&made, "glossary/embassy/index.html");
    assert!(
        page.contains("\"@type\":\"DefinedTerm\"")
            && page.contains("\"@id\":\"https://example.org/glossary/#embassy\"")
    );
    assert!(text(&made, "glossary/index.html").contains("\"@type\":\"DefinedTermSet\""));

    let mut bare = world("", "An embassy.");
    bare.insert(
        "content/site.yaml",
        "title: Site\nchecks: {glossary/unused-term: allow}\n",
    );
    let made = run(&bare).1;
    assert!(
        text(&made, "glossary.ttl").contains("<glossary/#embassy> a skos:Concept"),
        "addresses relative to the file"
    );
    assert!(
        !text(&made, "glossary/index.html").contains("ld+json"),
        "full addresses are needed there"
    );
    let none = run(&small(&[])).1;
    assert!(!none.contains_key("glossary.json") && !none.contains_key("glossary.ttl"));
}
