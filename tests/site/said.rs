//! What readers are told of people, bodies and texts in few words: names, labels, summaries without markup.

use crate::support::{codes, human, page, run, small, text};

#[test]
fn names_stand_as_they_are_said() {
    let world = small(&[
        (
            "content/site.yaml",
            "title: Omega\nbase_url: https://example.org/\nauthors: [\"Roe, Kim\"]\n",
        ),
        (
            "content/a.md",
            "---\ntitle: A\nsummary: B\ndate: 2024\nauthors: [\"Doe, Jane\", Ada Bo, \"山田, 太郎\", \"Smith, Jones, and Company\"]\n---\n[@c]\n",
        ),
        (
            "content/sources.yaml",
            "- {id: c, title: C, offline: true, authors: [\"Müller, Jörg\", \"van der Berg, Anna\"]}\n",
        ),
    ]);
    let (outcome, made) = run(&world);
    assert_eq!(codes(&outcome), [""; 0], "{}", human(&outcome));
    let page = text(&made, "a/index.html");
    let feed = text(&made, "feed.xml");
    let names = "Jane Doe, Ada Bo, 山田太郎, Smith, Jones, and Company<";
    assert!(page.contains(names), "{page}");
    assert!(page.contains(">Jörg Müller, Anna van der Berg<"), "{page}");
    assert!(page.contains("· Kim Roe"), "{page}");
    assert!(
        feed.contains("<name>Jane Doe</name>") && feed.contains("<name>Kim Roe</name>"),
        "{feed}"
    );
    // Programs that sort by family names are told which they are.
    assert!(
        page.contains("name=\"citation_author\" content=\"Doe, Jane\""),
        "{page}"
    );
    assert!(
        page.contains("\"familyName\":\"山田\",\"givenName\":\"太郎\",\"name\":\"山田太郎\""),
        "{page}"
    );
}

#[test]
fn a_body_is_founded_and_not_born() {
    let world = small(&[
        (
            "content/site.yaml",
            "title: Omega\nbase_url: https://example.org/\nlanguages: [en, de]\n",
        ),
        (
            "content/people.yaml",
            "- {id: a, name: A, kind: organisation, born: 1919, died: 1946}\n- {id: b, name: B, born: 1907, died: 1964}\n\
             - {id: a, name: A, kind: organisation, born: 1919, language: de}\n",
        ),
    ]);
    let (outcome, made) = run(&world);
    assert_eq!(codes(&outcome), [""; 0], "{}", human(&outcome));
    let page = text(&made, "people/index.html");
    for (label, year) in [("Founded", 1919), ("Dissolved", 1946), ("Born", 1907), ("Died", 1964)] {
        let row = format!("<dt>{label}</dt> <dd><time datetime=\"{year}\">");
        assert!(page.contains(&row), "{row} {page}");
    }
    let german = text(&made, "de/people/index.html");
    assert!(german.contains("<dt>Gegründet</dt>"), "{german}");
}

#[test]
fn a_formula_is_told_by_its_source_where_there_is_no_markup() {
    let world = small(&[
        ("content/site.yaml", "title: Omega\nbase_url: https://example.org/\n"),
        ("content/a.md", "---\ntitle: A\nsummary: Why $CO_2$ warms *us*.\n---\n"),
        (
            "content/glossary.yaml",
            "- {id: b, term: B, definition: As $x<y$ is.}\n",
        ),
    ]);
    let (_, made) = run(&world);
    let page = text(&made, "a/index.html");
    assert!(
        page.contains("<meta name=\"description\" content=\"Why CO_2 warms us.\">"),
        "{page}"
    );
    assert!(text(&made, "llms.txt").contains(": Why CO\\_2 warms us."));
    let glossary = text(&made, "glossary.json");
    assert!(glossary.contains("As x<y is."), "{glossary}");
}

#[test]
fn a_page_without_sections_has_no_empty_list_of_them() {
    let world = small(&[(
        "content/a.md",
        "---\ntitle: A\nsummary: B\n---\n## C\n\nD\n\n## E\n\nF\n\n## G\n\nH\n",
    )]);
    let page = text(&run(&world).1, "a/index.html");
    assert!(page.contains("href=\"#g\""), "{page}");
    assert!(!page.contains("<ol class=\"sections\">"), "{page}");
}

#[test]
fn links_may_lead_to_ids_of_raw_html() {
    let body = "[One](#one), [two](#two), [three](b.md#three), [four](b.md#four) and [none](#none).\n\n<a name=\"one\"></a>A place, and <span\nid=two>another</span>.\n";
    let other = "<div class=\"x\" data-id=\"none\">\n<p ID='three'>A *block*.</p>\n</div>\n\n<section\n  id=\"four\">\n</section>\n\n<!--\n<p id=\"none\">\n-->\n\n<!-- <p id=\"none\"> -->\n\n`<p id=\"none\">`\n";
    let mut world = small(&[("content/a.md", &page(body)), ("content/b.md", &page(other))]);
    world.insert(
        "content/site.yaml",
        "title: S\nbase_url: https://example.org/\nraw_html: true\n",
    );
    let (outcome, _) = run(&world);
    assert_eq!(codes(&outcome), ["link/missing-anchor"], "{}", human(&outcome));
    assert!(human(&outcome).contains("no `#none`"), "{}", human(&outcome));
}

#[test]
fn captions_of_entries_have_their_links_and_citations() {
    let image = "image: {src: /x.svg, alt: x, caption: \"The [[dam]] in spring [@s].\"}";
    let event = format!("---\ntitle: Flood\ndate: 2020\n{image}\n---\n");
    let person = format!("---\nname: Ada\n{image}\n---\nAda saw it.\n");
    let mut world = small(&[
        ("content/glossary.yaml", "- {id: dam, term: Dam, definition: A wall.}\n"),
        ("content/sources.yaml", "- {id: s, title: S, offline: true}\n"),
        ("content/timeline/flood.md", &event),
        ("content/people/ada.md", &person),
        ("content/a.md", &page("[[ada]]\n")),
    ]);
    world.insert(
        "static/x.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>",
    );
    let (_, made) = run(&world);
    for (path, id) in [("timeline/index.html", "flood"), ("people/index.html", "ada")] {
        let html = text(&made, path);
        let (_, caption) = html.split_once("<figcaption>").unwrap();
        let (caption, rest) = caption.split_once("</figcaption>").unwrap();
        assert!(
            caption.contains(&format!("<a class=\"term\" id=\"_{id}-_m-dam\"")),
            "{caption}"
        );
        assert!(caption.contains("href=\"../sources/#s\""), "{caption}");
        // The card leads back to where it was opened.
        assert!(rest.contains(&format!("href=\"#_{id}-_m-dam\"")), "{rest}");
    }
}
