//! What machines read of a small site in two languages: feeds, maps, `llms.txt`, Markdown, JSON-LD, the tags of citation
//! programs, CSL-JSON. Byte by byte, because feed readers and search engines compare bytes; that the formats are right is
//! what independent programs say in `tests/browser/machine.test.mjs`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::format_collect,
    clippy::case_sensitive_file_extension_comparisons,
    reason = "a test may panic, and its texts and paths are its own"
)]

mod support;

use std::collections::BTreeMap;
use std::fmt::Write;

use nutgraf::build::{Options, outputs};
use nutgraf::world::Memory;
use support::{codes, golden, human, run, site, text, today};

type Made = BTreeMap<String, Vec<u8>>;

const SITE: &str = "title: Dams & weirs\n\
description: What holds the water.\n\
base_url: https://example.org/d/\n\
languages: [en, fr]\n\
authors: [The desk]\n\
markdown: true # no comment leaves the site\n\
checks: {timeline/after-updated: allow}\n\
extra: {secret: zzsecretzz}\n";

const FILES: [(&str, &str); 14] = [
    (
        "content/index.md",
        "---\ntitle: Home\nsummary: All of it.\n---\nHello.\n",
    ),
    (
        "content/index.fr.md",
        "---\ntitle: Accueil\nsummary: Tout.\n---\nBonjour.\n",
    ),
    (
        "content/works/elm.md",
        "---\n# zzsecretzz\ntitle: The <Elm> dam\nsummary: A dam *holds*.\ndate: 2025-02-27\nupdated: 2025-03-02\n\
tags: [water, law]\nauthors: [\"Doe, Jane\", The desk]\npeople: [office]\ntimeline: {}\n\
key_points: [A weir is low. <!-- zzsecretzz -->]\nimage: {src: elm.svg, alt: The dam, credit: J. Doe}\n\
corrections:\n- {date: 2025-03-02, text: \"It is 12 m high, not *10*.\"}\n- {date: 2025-03-02, text: It is in Elm.}\n\
- {date: 2025-02-28~, text: Older.}\nbackstory: We **measured** it.\nextra: {note: zzsecretzz}\n---\n\
A weir is old[^1] and [[flood]] came [@report, p. 4]. See [below](#the-end), [home](/index.md) and \
![a map](map.svg).\n\n<!-- zzsecretzz -->\n\n```facts\n- {label: Height, value: 12 m, sources: [report]}\n```\n\n## The end\n\n\
`<!-- code -->` & more [@old].\n\n[^1]: Very.\n",
    ),
    (
        "content/works/elm.fr.md",
        "---\ntitle: Le barrage\nsummary: Il tient.\ndate: 2025-02\n---\nUn texte.\n",
    ),
    (
        "content/vague.md",
        "---\ntitle: Vague\nsummary: Some day.\ndate: 2019\ntags: [water]\n---\nText.\n",
    ),
    (
        "content/undated.md",
        "---\ntitle: Undated\nsummary: No day.\n---\nText.\n",
    ),
    (
        "content/works/draft.md",
        "---\ntitle: zzdraftzz\nsummary: zzdraftzz.\ndate: 2026-01-01\ndraft: true\n---\nzzdraftzz\n",
    ),
    (
        "content/works/elm.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"2\"></svg>",
    ),
    (
        "content/works/map.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"2\"></svg>",
    ),
    (
        "content/glossary/weir.md",
        "---\nterm: Weir\ndefinition: A low dam.\nsources: [report]\n---\n",
    ),
    (
        "content/timeline.yaml",
        "- {id: flood, title: The flood, date: 1962-02-16, sources: [report], body: A wave.}\n",
    ),
    (
        "content/people.yaml",
        "- {id: office, name: The office, kind: organisation, born: 1900, affiliation: The state, sources: [report]}\n\
- {id: desk, name: The desk, kind: organisation}\n- {id: ada, name: Ada Stone, role: Engineer, born: 1960-01-02, aliases: [A. Stone]}\n",
    ),
    (
        "content/sources.yaml",
        "- {id: report, title: The report, url: \"https://example.com/r?a=1&b=2\", publisher: The office, authors: [\"Doe, Jane\", The board], \
published: 1963-05, accessed: 2025-02-01, archive_url: \"https://archive.example/r\", kind: report, language: de, note: \"It *says*.\"}\n\
- {id: old, title: An old map, offline: true, published: 192X, kind: map}\n",
    ),
    ("static/robots-not.txt", "nothing"),
];

fn world(more: &[(&str, &str)]) -> Memory {
    let mut files = vec![("content/site.yaml", SITE)];
    files.extend(FILES);
    files.extend(more);
    site(&files)
}

fn made(more: &[(&str, &str)]) -> Made {
    let (outcome, made) = run(&world(more));
    let wrong: Vec<_> = codes(&outcome)
        .into_iter()
        .filter(|c| !c.starts_with("glossary/") && !c.starts_with("citation/"))
        .collect();
    assert_eq!(wrong, [""; 0], "{}", human(&outcome));
    made
}

#[test]
fn feeds_maps_and_markdown() {
    let made = made(&[]);
    for path in [
        "feed.xml",
        "fr/feed.xml",
        "sitemap.xml",
        "robots.txt",
        "llms.txt",
        "fr/llms.txt",
        "works/elm/index.md",
        "sources.json",
    ] {
        golden(&format!("machine/{path}"), &text(&made, path));
    }
    let markdown: Vec<&String> = made.keys().filter(|p| p.ends_with(".md")).collect();
    assert_eq!(
        markdown,
        [
            "fr/index.md",
            "fr/works/elm/index.md",
            "index.md",
            "undated/index.md",
            "vague/index.md",
            "works/elm/index.md"
        ]
    );
}

/// The blocks of JSON-LD of a page.
fn data(page: &str) -> Vec<serde_json::Value> {
    let blocks = page.split("<script type=\"application/ld+json\">").skip(1);
    blocks
        .map(|b| serde_json::from_str(b.split("</script>").next().unwrap()).unwrap())
        .collect()
}

#[test]
fn the_heads_of_pages_and_their_data() {
    let made = made(&[]);
    for path in [
        "index.html",
        "works/elm/index.html",
        "fr/works/elm/index.html",
        "vague/index.html",
        "people/index.html",
        "sources/index.html",
        "glossary/weir/index.html",
        "tags/water/index.html",
    ] {
        let page = text(&made, path);
        let mut told = String::new();
        let head = page.split("</head>").next().unwrap();
        for line in head.lines().filter(|l| {
            l.starts_with("<meta property") || l.starts_with("<meta name") || l.starts_with("<link rel=\"alternate\"")
        }) {
            // The program's own version is no part of what is compared.
            if !line.contains("\"generator\"") {
                let _ = writeln!(told, "{line}");
            }
        }
        for block in data(&page) {
            let _ = writeln!(told, "{}", serde_json::to_string_pretty(&block).unwrap());
        }
        if let Some((_, cite)) = page.split_once("<details class=\"after cite-page\">") {
            told.push_str(cite.split("</details>").next().unwrap());
        }
        golden(
            &format!(
                "machine/{}",
                path.replace("/index.html", ".txt").replace(".html", ".txt")
            ),
            &told,
        );
    }
}

#[test]
fn what_was_not_written_for_readers_is_nowhere() {
    for (path, bytes) in made(&[]) {
        let text = String::from_utf8_lossy(&bytes);
        // The text of a comment in a page's own HTML is dropped there too.
        assert!(!text.contains("zzdraftzz") && !path.contains("draft"), "{path}");
        assert!(!text.contains("zzsecretzz"), "{path}");
    }
}

#[test]
fn without_an_address_nothing_claims_to_have_one() {
    let nameless = SITE.replace("base_url: https://example.org/d/\n", "");
    let (outcome, made) = run(&world(&[("content/site.yaml", &nameless)]));
    assert!(codes(&outcome).contains(&"site/no-base-url"));
    for path in made.keys() {
        let gone = ["feed.xml", "sitemap.xml", "robots.txt", "llms.txt", ".md"];
        assert!(!gone.iter().any(|end| path.ends_with(end)), "{path}");
    }
    for path in ["index.html", "works/elm/index.html", "sources/index.html"] {
        let page = text(&made, path);
        for sign in [
            "ld+json",
            "og:",
            "twitter:",
            "citation_",
            "DC.",
            "canonical",
            "cite-page",
            "feed.xml",
            "index.md",
        ] {
            assert!(!page.contains(sign), "{path}: {sign}");
        }
    }
    assert!(made.contains_key("sources.json"), "it needs no address");
}

#[test]
fn markdown_is_published_only_where_the_site_says_so() {
    let quiet = SITE.replace("markdown: true # no comment leaves the site\n", "");
    let (_, made) = run(&world(&[("content/site.yaml", &quiet)]));
    assert!(!made.keys().any(|p| p.ends_with(".md")));
    assert!(!text(&made, "works/elm/index.html").contains("text/markdown"));
    assert!(text(&made, "llms.txt").contains("](https://example.org/d/works/elm/)"));
}

#[test]
fn a_file_of_the_sites_own_takes_the_place_of_ours() {
    let own = [
        ("static/robots.txt", "own"),
        ("static/llms.txt", "own"),
        ("static/sitemap.xml", "own"),
        ("static/feed.xml", "own"),
        ("static/sources.json", "own"),
    ];
    let made = made(&own);
    for (path, _) in own {
        assert_eq!(text(&made, path.strip_prefix("static/").unwrap()), "own", "{path}");
    }
    assert!(made.contains_key("fr/feed.xml"));
}

#[test]
fn a_feed_has_fifty_entries_and_none_without_a_date() {
    let pages: Vec<(String, String)> = (1..=60)
        .map(|n| {
            let text = format!(
                "---\ntitle: P{n}\nsummary: S.\ndate: 2020-01-01T00:{:02}:00Z\n---\n",
                n - 1
            );
            (format!("content/p{n}.md"), text)
        })
        .collect();
    let more: Vec<(&str, &str)> = pages.iter().map(|(p, t)| (p.as_str(), t.as_str())).collect();
    let feed = text(&made(&more), "feed.xml");
    assert_eq!(feed.matches("<entry>").count(), 50);
    // Four are newer: the page of 2025 and its three corrections.
    assert!(feed.contains("<title>P60</title>") && feed.contains("<title>P15</title>"));
    assert!(!feed.contains("<title>P14</title>") && !feed.contains("<title>Undated</title>"));

    let undated = site(&[("content/site.yaml", SITE), FILES[0], FILES[5]]);
    let (_, made) = run(&undated);
    assert!(!made.keys().any(|p| p.ends_with("feed.xml")));
    assert!(!text(&made, "index.html").contains("feed.xml"));
}

#[test]
fn a_feed_says_no_more_of_a_publication_than_is_known() {
    let page = |date: &str| format!("---\ntitle: Omega\nsummary: S.\ndate: {date}\n---\n");
    let entry = |date: &str| {
        let feed = text(&made(&[("content/omega.md", &page(date))]), "feed.xml");
        let at = feed.find("<title>Omega</title>").unwrap();
        feed[at..].split("</entry>").next().unwrap().to_owned()
    };
    assert!(entry("2026-05-04").contains("<published>2026-05-04T00:00:00+00:00</published>"));
    for vague in ["2026-05", "2026", "2026-05-04~", "2026-05-04/2026-05-06"] {
        let entry = entry(vague);
        assert!(entry.contains("<updated>2026-"), "{entry}");
        assert!(!entry.contains("<published>"), "{entry}");
    }
}

#[test]
fn a_new_correction_leaves_the_ids_of_older_ones() {
    let ids = |feed: &str| -> Vec<String> {
        let all = feed
            .split("<id>")
            .skip(1)
            .map(|part| part.split("</id>").next().unwrap().to_owned());
        all.filter(|id| id.contains("_correction-")).collect()
    };
    let before = ids(&text(&made(&[]), "feed.xml"));
    assert_eq!(before.len(), 3);
    let (path, page) = FILES[2];
    let page = page
        .replace("corrections:\n", "corrections:\n- {date: 2025-04-01, text: Newest.}\n")
        .replace("updated: 2025-03-02", "updated: 2025-04-01");
    let after = ids(&text(&made(&[(path, &page)]), "feed.xml"));
    assert_eq!(after.len(), 4);
    assert!(before.iter().all(|id| after.contains(id)), "{before:?} {after:?}");
}

#[test]
fn today_is_nowhere() {
    let mut later = world(&[]);
    later.today = nutgraf::date::Day::new(2031, 1, 1).unwrap();
    assert_ne!(later.today, today());
    let (_, made_later) = outputs(&later, &Options::default()).unwrap();
    assert!(made(&[]) == made_later);
}
