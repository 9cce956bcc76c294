//! What holds for any text: linking adds links and changes nothing else, and no input makes the program panic.

#![allow(
    clippy::case_sensitive_file_extension_comparisons,
    reason = "the paths are the tests' own"
)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may panic"
)]

#[path = "support/html.rs"]
mod html;
mod support;

use std::io;

use nutgraf::date::Day;
use nutgraf::diagnostics::format::Format;
use nutgraf::model::id::{check_segment, normalise};
use nutgraf::world::{Found, Memory, World};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use html::{ids, nested_link, plain};
use support::{codes, human, printed, run, small, text};

const GLOSSARY: &str = "\
- {id: embassy, term: Embassy, definition: A mission in a capital}
- {id: consulate, term: Consulate, definition: \"A mission elsewhere, unlike an embassy\"}
- {id: consul-general, term: Consul general, definition: Who leads a consulate}
- {id: charge, term: Chargé d’affaires (CdA), definition: Who stands in for an ambassador}
- {id: png, term: Persona non grata, aliases: [unwelcome person], definition: Who has to go}
- {id: nato, term: NATO, definition: An alliance}
- {id: never, term: Talk, match: never, definition: Not linked}
- {id: exact, term: Agreed text, match: exact, definition: Linked by its letters}
- {id: visa, term: Visa, abbreviations: [V-1], definition: \"See [[embassy]] and [[consulate|consulates]].\"}
";

const WORDS: [&str; 58] = [
    "embassy",
    "Embassies",
    "embassies’",
    "consulate",
    "Consulates",
    "consul",
    "general",
    "consuls-general",
    "chargé",
    "d’affaires",
    "d'affaires",
    "CdA",
    "persona",
    "personae",
    "non",
    "grata",
    "unwelcome",
    "persons",
    "NATO",
    "nato",
    "talk",
    "agreed",
    "texts",
    "visas",
    "V-1",
    "the",
    "and",
    "naïve",
    "Straße",
    "中文",
    "سفارة",
    "e\u{301}t",
    "*",
    "**",
    "_",
    "`",
    "``",
    "~~",
    "[",
    "]",
    "(b.md)",
    "[[embassy]]",
    "[[consulate|a consulate]]",
    "[[event:talks]]",
    "[@s]",
    "\\",
    "&amp;",
    "&#38;",
    "<",
    "\"",
    "'",
    "...",
    "--",
    "$x$",
    "![",
    "[^1]",
    "(",
    ".",
];

const BLOCKS: [&str; 14] = [
    "\n\n",
    "\n",
    "\n\n> ",
    "\n\n- ",
    "\n\n1. ",
    "\n\n## ",
    "\n\n### ",
    "\n\n| a | embassy |\n| --- | --- |\n| ",
    " | ",
    "\n\n[^1]: ",
    "\n\n    ",
    "\n\n> [!NOTE]\n> ",
    "\n: ",
    "\n\n```\nembassy\n```\n\n",
];

fn prose() -> impl Strategy<Value = String> {
    let word = select(&WORDS[..]).prop_map(|w| format!("{w} "));
    let tight = select(&WORDS[..]).prop_map(str::to_owned);
    let block = select(&BLOCKS[..]).prop_map(str::to_owned);
    vec(prop_oneof![6 => word, 2 => tight, 1 => block], 0..60).prop_map(|parts| parts.concat())
}

fn world(body: &str, auto: bool) -> Memory {
    let head = format!("title: Page\nsummary: One page.\nglossary: {{auto: {auto}}}\n");
    small(&[
        ("content/glossary.yaml", GLOSSARY),
        ("content/sources.yaml", "- {id: s, title: Source, offline: true}\n"),
        (
            "content/timeline.yaml",
            "- {id: talks, title: Talks at the embassy, date: 2020}\n",
        ),
        ("content/b.md", &format!("---\n{head}---\nAn embassy, a visa.\n")),
        ("content/a.md", &format!("---\n{head}---\n{body}\n")),
    ])
}

fn bare(body: &str, auto: bool) -> String {
    let mut world = world(body, auto);
    world.insert(
        "templates/page.html",
        "{{ page.body_html }}{% for f in page.footnotes %}{{ f.text_html }}{% endfor %}",
    );
    text(&run(&world).1, "a/index.html")
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// A machine that lists files in an order of its own.
struct Shuffled {
    files: Memory,
    turn: usize,
}

impl World for Shuffled {
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.files.read(path)
    }

    fn list(&self, dir: &str) -> Vec<Found> {
        let mut found = self.files.list(dir);
        found.reverse();
        let turn = self.turn % found.len().max(1);
        found.rotate_left(turn);
        found
    }

    fn today(&self) -> Day {
        self.files.today()
    }
}

proptest! {
    #![proptest_config(config(96))]

    #[test]
    fn without_its_links_a_text_is_what_it_was(body in prose()) {
        let (linked, unlinked) = (bare(&body, true), bare(&body, false));
        prop_assert_eq!(plain(&linked), plain(&unlinked), "\n{}\n{}", linked, unlinked);
    }

    #[test]
    fn no_link_stands_in_a_link_and_no_id_twice(body in prose()) {
        for (path, bytes) in run(&world(&body, true)).1 {
            if !path.ends_with(".html") {
                continue;
            }
            let page = String::from_utf8(bytes).unwrap();
            prop_assert!(!nested_link(&page), "{}\n{}", path, page);
            let mut found = ids(&page);
            found.sort();
            let all = found.len();
            found.dedup();
            prop_assert_eq!(all, found.len(), "{}\n{}", path, page);
        }
    }
}

proptest! {
    #![proptest_config(config(24))]

    #[test]
    fn the_order_of_files_does_not_matter(body in prose(), turn in 0_usize..20) {
        let mut files = world(&body, true);
        for (i, entry) in GLOSSARY.lines().enumerate() {
            let id = entry.split(['{', ':', ',']).nth(2).unwrap().trim().to_owned();
            let fields = entry.trim_start_matches("- {").trim_end_matches('}');
            let fields = fields.split_once(", ").unwrap().1;
            let front = format!("---\n{{{fields}}}\n---\nText {i} of an embassy, NATO.\n");
            files.insert(&format!("content/glossary/{id}.md"), front);
        }
        files.files.remove("content/glossary.yaml");
        let (said, made) = run(&files);
        let (said_again, made_again) = run(&Shuffled { files, turn });
        prop_assert_eq!(human(&said), human(&said_again));
        for (path, bytes) in &made {
            let other = made_again.get(path).map(|b| String::from_utf8_lossy(b).into_owned());
            prop_assert_eq!(Some(String::from_utf8_lossy(bytes).into_owned()), other, "{}", path);
        }
    }
}

const PATHS: [&str; 9] = [
    "content/a.md",
    "content/index.md",
    "content/glossary.yaml",
    "content/timeline.yaml",
    "content/people.yaml",
    "content/sources.yaml",
    "content/glossary/x.md",
    "content/site.yaml",
    "templates/page.html",
];

const YAML: [&str; 40] = [
    "title",
    "summary",
    "id",
    "term",
    "definition",
    "date",
    "name",
    "url",
    "questions",
    "timeline",
    "extra",
    "checks",
    "languages",
    "image",
    ": ",
    ":",
    "\n",
    "\n  ",
    "\n- ",
    "- ",
    "[",
    "]",
    "{",
    "}",
    "\"",
    "'",
    "&a ",
    "*a",
    "|\n",
    ">-\n",
    "#",
    "? ",
    "!!str ",
    "%",
    "@",
    "`",
    "---\n",
    "...\n",
    "2020",
    "é中",
];

const MARKDOWN: [&str; 44] = [
    "a",
    "é",
    "\n",
    "\n\n",
    "> ",
    "- ",
    "  ",
    "    ",
    "\t",
    "# ",
    "#",
    "*",
    "_",
    "**",
    "~~",
    "`",
    "```",
    "```timeline\n",
    "```facts\n",
    "```people\n",
    "~~~questions\n",
    "ids: [",
    "[[",
    "]]",
    "|",
    "[@",
    "]",
    "; ",
    "[^",
    "]: ",
    "[",
    "](",
    ")",
    "![",
    "<",
    "<div>",
    "<!--",
    "$",
    "$$",
    "\\",
    "{#",
    "}",
    ": ",
    "| --- |",
];

fn soup(tokens: &'static [&'static str]) -> impl Strategy<Value = String> {
    vec(select(tokens), 0..80).prop_map(|parts| parts.concat())
}

/// Runs a site with one file of any content; what comes out can be printed in every format.
fn survives(path: &str, bytes: Vec<u8>) {
    let mut world = world("An embassy.", true);
    world.insert(path, bytes);
    let (outcome, _) = run(&world);
    let colour = true;
    for format in [
        Format::Human { colour, width: 40 },
        Format::Json,
        Format::Sarif,
        Format::Github { folder: "" },
    ] {
        printed(&outcome, format);
    }
}

proptest! {
    #![proptest_config(config(128))]

    #[test]
    fn any_bytes_give_an_outcome(path in select(&PATHS[..]), bytes in vec(any::<u8>(), 0..200), front in any::<bool>()) {
        let mut all = if front { b"---\n".to_vec() } else { Vec::new() };
        all.extend(bytes);
        survives(path, all);
    }

    #[test]
    fn any_text_gives_an_outcome(path in select(&PATHS[..]), front in "\\PC{0,100}", body in "\\PC{0,100}") {
        survives(path, format!("---\n{front}\n---\n{body}").into_bytes());
    }

    #[test]
    fn anything_like_yaml_gives_an_outcome(path in select(&PATHS[..]), yaml in soup(&YAML)) {
        let text = if path.ends_with(".md") { format!("---\n{yaml}\n---\nText\n") } else { yaml };
        survives(path, text.into_bytes());
    }

    #[test]
    fn anything_like_markdown_gives_an_outcome(body in soup(&MARKDOWN)) {
        survives("content/a.md", format!("---\ntitle: A\nsummary: B\n---\n{body}").into_bytes());
    }

    #[test]
    fn ids_that_are_refused_come_with_one_that_is_not(name in "\\PC{0,80}|[a-z._ -]{0,20}|(con|NUL|aux)[.a-z]{0,3}") {
        if let Err(bad) = check_segment(&name) {
            prop_assert!(!bad.reason.is_empty());
            let again = check_segment(&bad.suggestion);
            prop_assert!(again.is_ok(), "{:?} for {:?}: {:?}", bad.suggestion, name, again);
        }
        prop_assert_eq!(normalise(&normalise(&name)), normalise(&name));
    }
}

#[test]
fn the_site_of_these_tests_is_sound() {
    let (outcome, made) = run(&world("Embassies.", true));
    assert_eq!(codes(&outcome), [""; 0], "{}", human(&outcome));
    assert!(text(&made, "a/index.html").contains("Embassies</a>"));
}
