//! The files in which readers search: what is in them and what is not, that they are the same each time, and that a site can
//! do without. What a reader sees of them is `tests/browser/search.test.mjs`'s business.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may panic"
)]

mod support;

use std::collections::BTreeMap;
use std::io::Read;

use nutgraf::build::{Options, outputs};
use nutgraf::model::id::Kind;
use nutgraf::search::{self, Record, Section};
use nutgraf::write::Output;
use serde_json::Value;
use support::{SITE, codes, folder, page, run, small, tests, text};

type Made = BTreeMap<String, Vec<u8>>;

const FILES: &[(&str, &str)] = &[
    (
        "content/dam.md",
        "---\ntitle: The dam\nsummary: Why it leaks.\nkey_points: [It is old.]\nquestions: [{q: Who pays?, a: Nobody.}]\n\
         people: [ann]\n---\nWater[^1] seeps `___PAGEFIND_WEIGHT___0` down.\n\n## Repairs\n\nThey [[weir|began]] late.\n\n[^1]: From the lake.\n",
    ),
    (
        "content/glossary.yaml",
        "- {id: weir, term: Weir, aliases: [overfall], definition: A low dam., body: Built of stone.}\n",
    ),
    (
        "content/timeline.yaml",
        "- {id: break, title: The break, date: 1911-04, body: It burst.}\n- {id: bare, title: Silence, date: 1912}\n",
    ),
    (
        "content/people.yaml",
        "- {id: ann, name: Ann, native_name: Анна, role: Engineer, body: She warned.}\n",
    ),
    (
        "content/sources.yaml",
        "- {id: report, title: Report, url: \"https://example.com/\", publisher: Ministry, note: Long.}\n",
    ),
    (
        "content/glossary/index.md",
        "---\ntitle: Words\nsummary: All words.\n---\nOpening.\n",
    ),
    (
        "content/secret.md",
        "---\ntitle: Secret\nsummary: Hush.\ndraft: true\n---\nHush hush.\n",
    ),
];

/// What the index shows of each record, by its address.
fn fragments(made: &Made) -> BTreeMap<String, Value> {
    let all = made.iter().filter(|(path, _)| path.starts_with("pagefind/fragment/"));
    all.map(|(_, bytes)| {
        let mut text = String::new();
        flate2::read::GzDecoder::new(bytes.as_slice())
            .read_to_string(&mut text)
            .unwrap();
        let fragment: Value = serde_json::from_str(text.strip_prefix("pagefind_dcd").unwrap()).unwrap();
        (fragment["url"].as_str().unwrap().to_owned(), fragment)
    })
    .collect()
}

fn index(made: &Made) -> Made {
    let of_index = |(path, _): &(&String, &Vec<u8>)| path.starts_with("pagefind/");
    made.iter()
        .filter(of_index)
        .map(|(p, b)| (p.clone(), b.clone()))
        .collect()
}

#[test]
fn each_explainer_and_entry_is_one_result_with_its_kind_and_place() {
    let (_, made) = run(&small(FILES));
    let found = fragments(&made);
    let rows: Vec<_> = found
        .iter()
        .map(|(url, f)| {
            let text = |value: &Value| value.as_str().unwrap_or("").to_owned();
            (
                url.as_str(),
                text(&f["filters"]["kind"][0]),
                text(&f["meta"]["title"]),
                text(&f["content"]),
            )
        })
        .collect();
    let of = |url, kind: &str, title: &str, content: &str| (url, kind.to_owned(), title.to_owned(), content.to_owned());
    assert_eq!(
        rows,
        [
            of(
                "dam/",
                "page",
                "The dam",
                "Why it leaks. Key points. It is old. Water seeps __PAGEFIND_WEIGHT__0 down. Repairs. They began late. \
                 Questions and answers. Who pays? Nobody. Footnotes. From the lake."
            ),
            of("glossary/weir/", "term", "Weir", "A low dam. Built of stone."),
            of("people/#ann", "person", "Ann", "Engineer. She warned."),
            of("sources/#report", "source", "Report", "Ministry. Long."),
            of("timeline/#bare", "event", "Silence", "Silence"),
            of("timeline/#break", "event", "The break", "It burst."),
        ]
    );
    assert_eq!(found["glossary/weir/"]["meta"]["names"], "overfall");
    assert_eq!(found["people/#ann"]["meta"]["names"], "Анна");
    assert_eq!(found["timeline/#break"]["meta"]["date"], "April 1911");
    let anchors = found["dam/"]["anchors"].as_array().unwrap();
    let ids: Vec<_> = anchors.iter().map(|a| a["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["_key-points", "repairs", "_questions", "_footnotes"]);
    let dam = text(&made, "dam/index.html");
    for id in ids {
        assert!(dam.contains(&format!("id=\"{id}\"")), "no {id} on the page");
    }
}

#[test]
fn a_home_page_is_found_where_it_has_a_text() {
    let home = page("Welcome, ferrymen.");
    let files = [("content/index.md", home.as_str()), FILES[1]];
    let found = fragments(&run(&small(&files)).1);
    assert_eq!(found["./"]["content"], "One page. Welcome, ferrymen.");
}

#[test]
fn a_draft_leaves_no_trace_unless_it_is_asked_for() {
    let found = fragments(&run(&small(FILES)).1);
    assert!(!found.contains_key("secret/"));
    assert!(!found.values().any(|f| f.to_string().to_lowercase().contains("hush")));
    let drafts = Options {
        drafts: true,
        ..Options::default()
    };
    let (_, made) = outputs(&small(FILES), &drafts).unwrap();
    assert!(fragments(&made).contains_key("secret/"));
}

#[test]
fn addresses_name_files_where_the_site_does() {
    let portable = Options {
        portable: true,
        ..Options::default()
    };
    let (_, made) = outputs(&small(FILES), &portable).unwrap();
    let found = fragments(&made);
    assert!(found.contains_key("dam/index.html"), "{:?}", found.keys());
    assert!(found.contains_key("timeline/index.html#break"), "{:?}", found.keys());
}

#[test]
fn only_files_that_are_loaded_are_published_each_language_apart() {
    let languages = format!("{SITE}languages: [en, fr, ja, haw]\n");
    let mut files = FILES.to_vec();
    let (fr, ja, haw) = (page("L’eau monte."), page("水位が上がる。"), page("Ua piʻi ka wai."));
    files.extend([
        ("content/site.yaml", languages.as_str()),
        ("content/eau.fr.md", &fr),
        ("content/mizu.ja.md", &ja),
    ]);
    let names = |made: &Made| {
        let kept = made.keys().filter_map(|p| p.strip_prefix("pagefind/"));
        let mut names: Vec<String> = kept
            .map(|p| {
                let (folder, name) = p.rsplit_once('/').unwrap_or(("", p));
                let hashed = !folder.is_empty() || name.ends_with(".pf_meta");
                if hashed {
                    format!("{folder}/{}", name.split('_').next().unwrap())
                } else {
                    name.to_owned()
                }
            })
            .collect();
        names.dedup();
        names
    };
    let made = run(&small(&files)).1;
    let expected = [
        "filter/en",
        "filter/fr",
        "filter/ja",
        "fragment/en",
        "fragment/fr",
        "fragment/ja",
        "index/en",
        "index/fr",
        "index/ja",
        "pagefind-entry.json",
        "/pagefind.en",
        "/pagefind.fr",
        "/pagefind.ja",
        "pagefind.js",
        "wasm.en.pagefind",
        "wasm.fr.pagefind",
        "wasm.unknown.pagefind",
    ];
    assert_eq!(names(&made), expected);
    for path in ["search/index.html", "fr/search/index.html", "ja/search/index.html"] {
        assert!(made.contains_key(path), "no {path}");
    }
    assert!(!made.contains_key("haw/search/index.html"), "there is nothing to find");
    files.push(("content/wai.haw.md", &haw));
    assert!(run(&small(&files)).1.contains_key("haw/search/index.html"));
    // A stemmer for each language, and so none without.
    let made = run(&small(FILES)).1;
    assert!(!made.contains_key("pagefind/wasm.unknown.pagefind"));
}

#[test]
fn a_site_can_do_without() {
    let off = format!("{SITE}search: false\n");
    let mut files = FILES.to_vec();
    files.push(("content/site.yaml", &off));
    let (outcome, made) = run(&small(&files));
    assert_eq!(codes(&outcome), [""; 0]);
    let left: Vec<_> = made
        .keys()
        .filter(|p| p.contains("search") || p.contains("pagefind"))
        .collect();
    assert_eq!(left, [""; 0]);
    for (path, bytes) in made.iter().filter(|(p, _)| p.ends_with("index.html")) {
        let html = String::from_utf8_lossy(bytes);
        assert!(!html.contains("role=\"search\"") && !html.contains("search/"), "{path}");
    }
    let (_, with) = run(&small(FILES));
    assert!(
        text(&with, "dam/index.html").contains("<form class=\"site-search\" role=\"search\" action=\"../search/\">")
    );
    assert!(text(&with, "404.html").contains("action=\"/search/\""));
    assert!(text(&with, "search/index.html").contains("data-index=\"../pagefind/pagefind.js\""));
    assert!(text(&with, "search/index.html").contains("<meta name=\"robots\" content=\"noindex\">"));
}

#[test]
fn a_site_without_anything_to_find_has_no_search() {
    let (_, made) = run(&small(&[]));
    assert!(
        !made
            .keys()
            .any(|p| p.starts_with("pagefind/") || p == "search/index.html")
    );
    assert!(!text(&made, "index.html").contains("role=\"search\""));
}

#[test]
fn ten_builds_give_the_same_files() {
    let world = folder(&tests().join("sites/full"));
    let first = index(&run(&world).1);
    assert!(first.len() > 20, "{} files", first.len());
    for _ in 0..9 {
        let again = index(&run(&world).1);
        assert_eq!(first.keys().collect::<Vec<_>>(), again.keys().collect::<Vec<_>>());
        for (path, bytes) in &first {
            assert!(again[path] == *bytes, "{path} differs");
        }
    }
}

/// More words than one file of the index holds, some with and without accents, and more records than there are files of
/// excerpts.
fn many_records() -> Vec<Record> {
    (0..4_500)
        .map(|i| Record {
            kind: if i % 3 == 0 { Kind::Page } else { Kind::Event },
            path: format!("/{i}/"),
            language: if i % 50 == 0 { "fr" } else { "en" }.into(),
            title: format!("Record {i} résumé"),
            names: vec![format!("name{}", i % 7)],
            date: None,
            sections: vec![Section {
                heading: Some((format!("Part {}", i % 11), "part".into())),
                lines: vec![format!("word{i} cafe café cafè naive naïve resume w{}", i * 31 % 97)],
            }],
        })
        .collect()
}

/// The files of the index of these records.
fn files(records: Vec<Record>) -> Vec<Output> {
    let all = records
        .into_iter()
        .map(|r| (r.kind, r.language.clone(), r.path.clone(), r));
    search::outputs(&search::batches(all), |record| Some(record.clone()), false).unwrap()
}

#[test]
fn neither_the_order_of_records_nor_chance_changes_a_file() {
    let records = many_records();
    let first = files(records.clone());
    let count = |folder: &str| first.iter().filter(|o| o.path.starts_with(folder)).count();
    assert!(count("pagefind/index/en_") > 1, "one file holds all words");
    assert!(
        (1_000..2_100).contains(&count("pagefind/fragment/")),
        "{}",
        count("pagefind/fragment/")
    );
    let mut other = records.clone();
    other.reverse();
    assert!(first == files(other));
    let mut other = records;
    other.rotate_left(1_234);
    assert!(first == files(other));
}

#[test]
fn nothing_else_can_lie_where_the_index_goes() {
    let mut files = FILES.to_vec();
    files.push(("static/pagefind/pagefind.js", "mine"));
    assert_eq!(codes(&run(&small(&files)).0), ["output/path-taken"]);
    files.pop();
    files.push(("static/search/index.html", "mine"));
    assert_eq!(codes(&run(&small(&files)).0), ["output/path-taken"]);
    let off = format!("{SITE}search: false\n");
    files.extend([
        ("content/site.yaml", off.as_str()),
        ("static/pagefind/pagefind.js", "mine"),
    ]);
    let (outcome, made) = run(&small(&files));
    assert_eq!(codes(&outcome), [""; 0]);
    assert_eq!(text(&made, "pagefind/pagefind.js"), "mine");
}
