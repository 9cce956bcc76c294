//! What readers are told of people, bodies and texts in few words: names, labels, summaries without markup.

use crate::support::{codes, human, run, small, text};

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
