//! What a site in several languages makes of pages that only some of them have, and of the signs of each.

use crate::support::{codes, human, run, small, text};

#[test]
fn homes_that_no_text_has_are_known_as_the_others_are() {
    let world = small(&[
        (
            "content/site.yaml",
            "title: Omega\nbase_url: https://example.org/x/\nlanguages: [en, fr, tr]\nsearch: false\ncards: true\n",
        ),
        ("content/a.fr.md", "---\ntitle: A\nsummary: B\n---\n[x](/fr/)\n"),
        (
            "content/people.yaml",
            "- {id: a, name: Ayşe, language: tr}\n- {id: a, name: A}\n",
        ),
    ]);
    let (outcome, made) = run(&world);
    assert_eq!(codes(&outcome), [""; 0], "{}", human(&outcome));
    let other = "<link rel=\"alternate\" hreflang=\"fr\" href=\"https://example.org/x/fr/\">";
    let home = text(&made, "index.html");
    assert!(home.contains(other), "{home}");
    assert!(home.contains("<a href=\"fr/\" lang=\"fr\" hreflang=\"fr\">"), "{home}");
    // Nothing but an entry is Turkish: there is no Turkish home page to lead to.
    assert!(
        !made.contains_key("tr/index.html") && !home.contains("\"tr\""),
        "{home}"
    );
    let people = text(&made, "tr/people/index.html");
    assert!(
        people.contains("<p class=\"site-title\"><a href=\"../../\">"),
        "{people}"
    );
    assert!(!people.contains("https://example.org/x/tr/\""), "{people}");
    assert!(!people.contains("/cards/tr"), "{people}");
}

#[test]
fn quotation_marks_are_those_of_the_language() {
    let page = |words: &str| format!("---\ntitle: A\nsummary: B\n---\n{words}\n");
    let german = page("Die \"Dämme\", “so” und *\"Wehre\"*: `\"x\"`.");
    let french = page("Les \"digues\".");
    let english = page("A \"dam\" of 5'10\" and a \"wall\".");
    let dutch = page("De \"dam\".");
    let world = small(&[
        (
            "content/site.yaml",
            "title: Omega\nlanguages: [en, de, fr, nl]\nsearch: false\n",
        ),
        ("content/a.md", english.as_str()),
        ("content/a.de.md", german.as_str()),
        ("content/a.fr.md", french.as_str()),
        ("content/a.nl.md", dutch.as_str()),
        (
            "content/glossary.yaml",
            "- {id: dam, language: de, term: Damm, definition: 'Ein \"Wall\".'}\n",
        ),
        ("templates/page.html", "{{ page.body_html }}"),
    ]);
    let (outcome, made) = run(&world);
    assert!(!human(&outcome).contains("error"), "{}", human(&outcome));
    let says = |path: &str, words: &str| {
        let html = text(&made, path);
        assert!(html.contains(words), "{html}");
    };
    says(
        "de/a/index.html",
        ">Dämme</a>“, “so” und <em>„Wehre“</em>: <code>&quot;x&quot;</code>.",
    );
    says("fr/a/index.html", "Les «\u{a0}digues\u{a0}».");
    says("a/index.html", "A “dam” of 5’10” and a “wall”.");
    says("nl/a/index.html", "De “dam”.");
    says("de/glossary/dam/index.html", "Ein „Wall“.");
}
