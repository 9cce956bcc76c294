//! Which explainers a page names as related, in what order and why. The template is the tests' own.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::format_collect,
    reason = "a test may panic, and its texts are small"
)]

mod support;

use nutgraf::world::Memory;
use support::{codes, human, run, small, text};

/// One related page a line: title, summary, what is shared.
const TEMPLATE: &str = "\
{% for link in related %}{{ link.url }} {{ link.title }}: {{ link.summary_html }} ({{ link.shared | join(sep=\"; \") }})
{% endfor %}";

const ENTRIES: &[(&str, &str)] = &[
    ("templates/page.html", TEMPLATE),
    (
        "content/glossary/weir.md",
        "---\nterm: weir\ndefinition: A low dam.\n---\n",
    ),
    (
        "content/glossary/sluice.md",
        "---\nterm: sluice\ndefinition: A door.\n---\n",
    ),
    (
        "content/glossary/levee.md",
        "---\nterm: levee\ndefinition: A bank.\n---\n",
    ),
    (
        "content/glossary/gate.md",
        "---\nterm: gate\ndefinition: A door.\nmatch: never\n---\n",
    ),
    (
        "content/timeline.yaml",
        "- {id: flood, title: The flood, date: 1953-02, category: law}\n- {id: talks, title: The talks, date: 1954, category: law}\n",
    ),
    ("content/people/ada.md", "---\nname: Ada\n---\n"),
    (
        "content/sources.yaml",
        "- {id: weir, title: Weirs, url: \"https://example.org/\"}\n",
    ),
];

/// A site of explainers, each with an id, what its summary says, and further lines of its front matter.
fn of(pages: &[(&str, &str, &str)]) -> Memory {
    let mut world = small(ENTRIES);
    let site = format!("{}categories: [{{id: law, title: Law}}]\n", support::SITE);
    world.insert("content/site.yaml", site);
    for (at, (id, summary, more)) in pages.iter().enumerate() {
        let more = if more.is_empty() {
            String::new()
        } else {
            format!("{more}\n")
        };
        let page = format!("---\ntitle: Page {at}\nsummary: \"{summary}\"\n{more}---\nA weir, a sluice, a levee.\n");
        world.insert(&format!("content/{id}.md"), page);
    }
    world
}

/// What a page names, where nothing is wrong with the site.
fn named(world: &Memory, id: &str) -> String {
    let (outcome, made) = run(world);
    assert_eq!(codes(&outcome), [""; 0], "{}", human(&outcome));
    text(&made, &format!("{id}/index.html"))
}

#[test]
fn what_is_shared_says_why_and_what_is_rare_comes_first() {
    let world = of(&[
        ("a", "Weirs and a sluice.", ""),
        ("b", "A *weir*, again.", ""),
        ("c", "Of sluices.", "key_points: [One weir more.]"),
        ("d", "The weir.", ""),
        ("e", "Weirs.", ""),
        ("f", "None of it.", ""),
    ]);
    assert_eq!(
        named(&world, "a"),
        "../c/ Page 2: Of sluices. (sluice; weir)\n\
         ../b/ Page 1: A weir, again. (weir)\n\
         ../d/ Page 3: The weir. (weir)\n"
    );
    assert_eq!(named(&world, "f"), "", "what a text alone mentions does not count");
}

#[test]
fn events_people_and_tags_count_too() {
    let world = of(&[
        ("a", "One.", "timeline: {ids: [flood]}\npeople: [ada]\ntags: [water]"),
        ("b", "Two.", "tags: [water]"),
        ("c", "Three.", "people: [ada, ada]"),
        ("d", "Four.", "timeline: {category: law}"),
        ("e", "Five: [[flood]], [[talks]].", ""),
    ]);
    assert_eq!(
        named(&world, "a"),
        "../d/ Page 3: Four. (The flood)\n\
         ../e/ Page 4: Five: The flood, The talks. (The flood)\n\
         ../b/ Page 1: Two. (water)\n"
    );
    assert!(named(&world, "d").starts_with("../e/ Page 4: Five: The flood, The talks. (The talks; The flood)\n"));
    assert_eq!(named(&world, "c"), "../a/ Page 0: One. (Ada)\n");
}

#[test]
fn terms_count_where_they_would_be_linked() {
    let world = of(&[
        ("all", "A weir, a sluice and a [[gate]].", ""),
        ("code", "A `weir` [@weir].", ""),
        ("link", "[A weir](https://example.org/).", ""),
        ("skips", "A weir.", "glossary: {skip: [weir]}"),
        ("quiet", "A weir and a [[sluice|door]].", "glossary: {auto: false}"),
        ("never", "A gate.", ""),
        ("hand", "By hand: [[gate|that]].", ""),
        ("path", "By hand: [that](glossary/weir.md).", ""),
    ]);
    assert_eq!(
        named(&world, "all"),
        "../quiet/ Page 4: A weir and a door. (sluice)\n\
         ../hand/ Page 6: By hand: that. (gate)\n\
         ../path/ Page 7: By hand: that. (weir)\n"
    );
    for id in ["code", "link", "skips", "never"] {
        assert_eq!(named(&world, id), "", "{id}");
    }
}

#[test]
fn equals_come_in_the_order_of_lists() {
    let world = of(&[
        ("a", "A weir.", ""),
        ("b", "A weir.", "weight: 3"),
        ("c", "A weir.", "date: 2020-01-01"),
        ("d", "A weir.", "date: 2021-01-01"),
        ("e", "A weir.", "weight: -1"),
    ]);
    let named = named(&world, "a");
    let urls: Vec<&str> = named.lines().filter_map(|line| line.split(' ').next()).collect();
    assert_eq!(urls, ["../e/", "../d/", "../c/"]);
}

#[test]
fn languages_and_drafts_stay_apart() {
    let mut world = of(&[("a", "A weir.", "tags: [water]"), ("b", "A weir.", "draft: true")]);
    let site = format!(
        "{}languages: [en, fr]\ncategories: [{{id: law, title: Law}}]\n",
        support::SITE
    );
    world.insert("content/site.yaml", site);
    let french = |summary: &str| format!("---\ntitle: Eau\nsummary: {summary}\ntags: [water]\npeople: [ada]\n---\n");
    world.insert("content/a.fr.md", french("Un weir."));
    world.insert("content/c.fr.md", french("Un autre."));
    assert_eq!(named(&world, "a"), "");
    let both = named(&world, "fr/a");
    assert_eq!(both, "../c/ Eau: Un autre. (Ada; water)\n");
}

/// What the theme shows of it.
#[test]
fn the_theme_lists_them_or_says_nothing() {
    let mut world = of(&[
        ("a", "A weir.", ""),
        ("b", "A weir &amp; more.", ""),
        ("c", "None.", ""),
    ]);
    world.files.remove("templates/page.html");
    let a = named(&world, "a");
    let (_, list) = a
        .split_once("<nav class=\"grid related\" aria-labelledby=\"_related\">")
        .expect("a list");
    let (list, _) = list.split_once("</nav>").unwrap();
    let list: String = list.lines().map(|line| format!("{line}\n")).collect();
    assert_eq!(
        list.trim(),
        "<h2 id=\"_related\">Related explainers</h2>\n<ul class=\"pages\">\n<li>\n\
         <p class=\"page-title\"><a href=\"../b/\">Page 1</a></p>\n\
         <p class=\"label\">weir</p>\n</li>\n</ul>"
    );
    assert!(!named(&world, "c").contains("_related"));
}
