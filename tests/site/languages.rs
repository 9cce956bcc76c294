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
    let polish = page("To \"tama\".");
    let arabic = page("قال 'نعم' و'لا' و\"ربما\", l'eau.");
    let world = small(&[
        (
            "content/site.yaml",
            "title: Omega\nlanguages: [en, de, fr, pl, ar]\nsearch: false\n",
        ),
        ("content/a.md", english.as_str()),
        ("content/a.de.md", german.as_str()),
        ("content/a.fr.md", french.as_str()),
        ("content/a.pl.md", polish.as_str()),
        ("content/a.ar.md", arabic.as_str()),
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
    says("ar/a/index.html", "قال ‹نعم› و‹لا› و«ربما», l’eau.");
    says("fr/a/index.html", "Les «\u{a0}digues\u{a0}».");
    says("a/index.html", "A “dam” of 5’10” and a “wall”.");
    says("pl/a/index.html", "To „tama”.");
    says("de/glossary/dam/index.html", "Ein „Wall“.");
}

#[test]
fn single_quotation_marks_are_those_of_the_language_where_they_are_a_pair() {
    let page = |words: &str| format!("---\ntitle: A\nsummary: \"B 'b'\"\n---\n{words}\n");
    let german = page(
        "Er sagt: \"Das 'neue' Recht\". 'Ab *jetzt*'[^1], Hans' Haus; geht's, ‘so’, rock 'n roll.\n\n- ein 'Wort\n- noch 'eins'\n\n[^1]: 'Ja'.",
    );
    let french = page("L'eau, 'l'eau' et *l'été*'s.");
    let english = page("A 'dam' isn't one.");
    let world = small(&[
        (
            "content/site.yaml",
            "title: Omega\nlanguages: [en, de, fr]\nsearch: false\n",
        ),
        ("content/a.md", english.as_str()),
        ("content/a.de.md", german.as_str()),
        ("content/a.fr.md", french.as_str()),
    ]);
    let (outcome, made) = run(&world);
    assert!(!human(&outcome).contains("error"), "{}", human(&outcome));
    let says = |path: &str, words: &str| {
        let html = text(&made, path);
        assert!(html.contains(words), "{html}");
    };
    let german = "de/a/index.html";
    says(german, "B ‚b‘");
    says(german, "Er sagt: „Das ‚neue‘ Recht“. ‚Ab <em>jetzt</em>‘<sup");
    says(german, "<p>‚Ja‘.</p>");
    says(german, "</sup>, Hans’ Haus; geht’s, ‘so’, rock ’n roll.");
    says(german, "<li>ein ’Wort</li>\n<li>noch ‚eins‘</li>");
    says("fr/a/index.html", "L’eau, “l’eau” et <em>l’été</em>’s.");
    says("a/index.html", "A ‘dam’ isn’t one.");
}

#[test]
fn languages_are_called_by_their_own_names() {
    let world = small(&[
        (
            "content/site.yaml",
            "title: Omega\nlanguages: [en, fr, pl, pt-BR, zh-Hant, mi]\nsearch: false\n",
        ),
        ("content/index.fr.md", "---\ntitle: A\nsummary: B\n---\n"),
        ("content/index.pl.md", "---\ntitle: A\nsummary: B\n---\n"),
        ("content/index.pt-BR.md", "---\ntitle: A\nsummary: B\n---\n"),
        ("content/index.zh-Hant.md", "---\ntitle: A\nsummary: B\n---\n"),
        ("content/index.mi.md", "---\ntitle: A\nsummary: B\n---\n"),
    ]);
    let (outcome, made) = run(&world);
    assert!(!human(&outcome).contains("error"), "{}", human(&outcome));
    let home = text(&made, "index.html");
    for (tag, name) in [
        ("fr", "Français"),
        ("pl", "Polski"),
        ("pt-BR", "Português (Brasil)"),
        ("zh-Hant", "繁體中文"),
        ("mi", "mi"),
    ] {
        let link = format!("lang=\"{tag}\" hreflang=\"{tag}\">{name}</a>");
        assert!(home.contains(&link), "{link} {home}");
    }
}

#[test]
fn a_note_on_a_source_in_another_language_runs_as_its_words_do() {
    let world = small(&[
        ("content/site.yaml", "title: Omega\nlanguage: ar\nsearch: false\n"),
        (
            "content/sources.yaml",
            "- {id: a, title: A, offline: true, language: en, note: English notes.}\n\
             - {id: b, title: B, offline: true, language: ar, note: Arabic notes.}\n",
        ),
    ]);
    let page = text(&run(&world).1, "sources/index.html");
    assert!(
        page.contains("<div class=\"source-note\" dir=\"auto\">English"),
        "{page}"
    );
    assert!(page.contains("<div class=\"source-note\">Arabic"), "{page}");
}
