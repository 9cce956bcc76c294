//! Links of texts and of the navigation to what nutgraf writes for other programs.

use crate::html::addresses;
use crate::support::{codes, human, run, small, text};

#[test]
fn readers_are_offered_files_for_other_programs() {
    let world = small(&[
        (
            "content/site.yaml",
            "title: Omega\nbase_url: https://example.org/\nlanguages: [en, fr]\nnavigation:\n  - {title: Feed, url: /feed.xml}\n",
        ),
        (
            "content/a/b.md",
            "---\ntitle: A\nsummary: B\ndate: 2024\n---\n[x](/timeline.csv)\n",
        ),
        ("content/a/b.fr.md", "---\ntitle: A\nsummary: B\ndate: 2024\n---\n"),
        (
            "content/timeline.yaml",
            "- {id: c, title: C, date: 2024, sources: [d]}\n",
        ),
        ("content/sources.yaml", "- {id: d, title: D, offline: true}\n"),
    ]);
    let (outcome, made) = run(&world);
    assert_eq!(codes(&outcome), [""; 0], "{}", human(&outcome));
    let english = addresses(&text(&made, "a/b/index.html"));
    let french = addresses(&text(&made, "fr/a/b/index.html"));
    assert!(english.contains(&"../../timeline.csv".to_owned()), "{english:?}");
    assert!(english.contains(&"../../feed.xml".to_owned()), "{english:?}");
    // The navigation leads to what is in the page's own language.
    assert!(
        french.contains(&"../../../fr/feed.xml".to_owned()) || french.contains(&"../../feed.xml".to_owned()),
        "{french:?}"
    );
    for file in ["timeline.csv", "feed.xml", "fr/feed.xml"] {
        assert!(made.contains_key(file), "{file}");
    }
}

#[test]
fn a_feed_says_where_links_in_html_of_the_authors_own_start() {
    let feed = |raw: bool| {
        let site = format!("title: Omega\nbase_url: https://example.org/\nraw_html: {raw}\n");
        let text_of = if raw { "<img src=\"c.png\" alt=\"C\">" } else { "C" };
        let page = format!(
            "---\ntitle: A\nsummary: B\ndate: 2024\ncorrections: [{{date: 2024-02-01, text: D}}]\n---\n{text_of}\n"
        );
        let world = small(&[("content/site.yaml", &site), ("content/a/index.md", &page)]);
        text(&run(&world).1, "feed.xml")
    };
    let raw = feed(true);
    assert_eq!(raw.matches("xml:base=\"https://example.org/a/\"").count(), 2, "{raw}");
    assert!(!feed(false).contains("xml:base"));
}
