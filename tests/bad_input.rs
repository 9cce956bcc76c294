//! Input that nobody means: each gets its message, and nothing else happens. No panic, no hang, and what was published
//! before stays as it was, byte for byte.

#![allow(clippy::format_collect, clippy::format_push_string, reason = "the texts are small")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may panic"
)]

#[path = "bad_input/disk.rs"]
mod disk;
mod support;

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use nutgraf::build::{Failure, Options, Outcome, build};
use nutgraf::world::Disk;
use nutgraf::write::RealDisk;
use tempfile::TempDir;

use support::{HOME, SITE, codes, files_of, human, page, today};

/// However slow the machine: this is a hang.
const LONG: Duration = Duration::from_secs(20);

/// A site on disk that was published once.
struct Published {
    dir: TempDir,
}

impl Published {
    fn new() -> Self {
        let site = Self {
            dir: tempfile::tempdir().unwrap(),
        };
        site.write("content/site.yaml", SITE);
        site.write("content/index.md", HOME);
        site.write("content/first.md", page("First."));
        let (outcome, report) = site.build().unwrap();
        assert!(report, "{}", human(&outcome));
        site
    }

    fn root(&self) -> &Path {
        self.dir.path()
    }

    fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn build(&self) -> Result<(Outcome, bool), Failure> {
        let world = Disk::new(self.root(), today());
        let public = self.root().join("public");
        let start = Instant::now();
        let result = build(&world, &Options::default(), &RealDisk, &public, &|_, _| {});
        assert!(start.elapsed() < LONG, "took {:?}", start.elapsed());
        result.map(|(outcome, report)| (outcome, report.is_some()))
    }

    /// Builds again: nothing may be published, and just these codes said, each once or more often.
    fn refused(&self, expected: &[&str]) -> Outcome {
        let before = files_of(&self.root().join("public"));
        let (outcome, published) = self.build().unwrap();
        let mut found = codes(&outcome);
        found.sort_unstable();
        found.dedup();
        let mut expected = expected.to_vec();
        expected.sort_unstable();
        assert_eq!(found, expected, "{}", human(&outcome));
        assert!(!published);
        let after = files_of(&self.root().join("public"));
        assert!(before == after, "what was published has changed");
        outcome
    }

    /// Builds again: nothing is said but warnings of these codes, and all is published.
    fn accepted(&self, expected: &[&str]) {
        let (outcome, published) = self.build().unwrap();
        assert_eq!(codes(&outcome), expected, "{}", human(&outcome));
        assert!(published);
    }

    fn published(&self, path: &str) -> bool {
        self.root().join("public").join(path).is_file()
    }
}

#[track_caller]
fn refused(path: &str, text: impl AsRef<[u8]>, expected: &[&str]) -> Outcome {
    let site = Published::new();
    site.write(path, text);
    site.refused(expected)
}

#[track_caller]
fn accepted(path: &str, text: impl AsRef<[u8]>, expected: &[&str]) -> Published {
    let site = Published::new();
    site.write(path, text);
    site.accepted(expected);
    site
}

/// Front matter as Hugo, Jekyll and Quarto have it: each field is told by the name that it has here, once.
#[test]
fn fields_of_other_programs_are_told_by_their_names_here() {
    let site = Published::new();
    let head = "title: Dams\ndescription: Of dams.\nlastmod: 2024-05-01\ncategories: [water]\nlang: en\n";
    site.write("content/dams.md", format!("---\n{head}---\nText.\n"));
    site.write(
        "content/glossary/dam.md",
        "---\ntitle: Dam\ndescription: A wall.\n---\n",
    );
    // It has a summary: this is something else.
    site.write(
        "content/weirs.md",
        "---\ntitle: Weirs\nsummary: Of weirs.\ndescription: More.\n---\n",
    );
    let (outcome, published) = site.build().unwrap();
    assert!(!published);
    assert_eq!(codes(&outcome), ["yaml/unknown-field"; 7], "{}", human(&outcome));
    let told: Vec<&str> = outcome.diagnostics.iter().map(|d| d.message.as_str()).collect();
    for (theirs, ours) in [
        ("description", "summary"),
        ("lastmod", "updated"),
        ("categories", "tags"),
        ("lang", "language"),
        ("title", "term"),
        ("description", "definition"),
    ] {
        let wanted = format!("unknown field `{theirs}`, did you mean `{ours}`?");
        assert!(told.contains(&wanted.as_str()), "{wanted} in {told:#?}");
    }
    assert!(
        told.contains(&"unknown field `description` in an explainer"),
        "{told:#?}"
    );
}

#[test]
fn bytes_that_are_not_utf8() {
    refused(
        "content/a.md",
        b"---\ntitle: Caf\xE9\nsummary: B\n---\n",
        &["file/not-utf8"],
    );
    refused("content/a.md", b"\xFF\xFE-\0-\0-\0\n\0", &["file/not-utf8"]);
    refused("content/glossary.yaml", b"- \x80", &["file/not-utf8"]);
    refused("templates/page.html", b"\x80", &["file/not-utf8"]);
    refused("content/site.yaml", b"title: \xC3\x28\n", &["file/not-utf8"]);
}

#[test]
fn nul_bytes_and_control_characters() {
    refused("content/a.md", page("A \0 b"), &["file/not-utf8"]);
    let outcome = refused(
        "content/a.md",
        page("A \u{1b}[31m [[nowhere\u{7}]] b"),
        &["reference/unknown"],
    );
    assert!(
        !human(&outcome).contains(['\u{1b}', '\u{7}']),
        "a message that a terminal would obey"
    );
    accepted("content/a.md", page("A \u{1}\u{b}\u{85}\u{202e} b"), &[]);
}

#[test]
fn byte_order_marks_and_crlf_are_fine() {
    let site = accepted(
        "content/a.md",
        format!("\u{FEFF}{}", page("A")).replace('\n', "\r\n"),
        &[],
    );
    assert!(site.published("a/index.html"));
    accepted(
        "content/site.yaml",
        format!("\u{FEFF}{SITE}").replace('\n', "\r\n"),
        &[],
    );
    accepted(
        "content/glossary.yaml",
        "\u{FEFF}- {id: a, term: A, definition: B}\r\n",
        &[],
    );
}

#[test]
fn empty_and_unfinished_files() {
    refused("content/a.md", "", &["front-matter/missing"]);
    refused("content/glossary/a.md", "\n\n", &["front-matter/missing"]);
    refused(
        "content/a.md",
        "---\ntitle: A\nsummary: B\n",
        &["front-matter/unterminated"],
    );
    refused("content/a.md", "---", &["front-matter/unterminated"]);
    refused("content/site.yaml", "", &["yaml/missing-field"]);
    accepted("content/glossary.yaml", "", &[]);
    accepted("content/people.yaml", "# nobody yet\n", &[]);
    accepted("templates/README.md", "", &[]);
}

#[test]
fn long_lines() {
    accepted("content/a.md", page(&"word ".repeat(2_000_000)), &["file/long-line"]);
    let outcome = refused(
        "content/a.md",
        page(&format!("{} [[nowhere]]", "x".repeat(10_000_000))),
        &["file/long-line", "reference/unknown"],
    );
    assert!(human(&outcome).len() < 10_000, "a message as long as the line");
}

#[test]
fn nesting_in_markdown() {
    refused(
        "content/a.md",
        page(&format!("{}x", "> ".repeat(10_000))),
        &["prose/too-deep"],
    );
    refused(
        "content/a.md",
        page(&format!("{}x", "- ".repeat(10_000))),
        &["prose/too-deep"],
    );
    accepted("content/a.md", page(&"[".repeat(10_000)), &[]);
    accepted("content/b.md", page(&"![".repeat(10_000)), &[]);
    accepted("content/c.md", page(&"*a **a ".repeat(10_000)), &[]);
    accepted("content/d.md", page(&"`".repeat(10_001)), &[]);
    accepted("content/e.md", page(&format!("${}$", "{".repeat(10_000))), &[]);
}

#[test]
fn nesting_in_math() {
    let site = Published::new();
    site.write(
        "content/a.md",
        page(&format!("${}x{}$", "{".repeat(5_000), "}".repeat(5_000))),
    );
    site.write("content/b.md", page(&format!("${}$", r"\sqrt".repeat(5_000))));
    site.write("content/c.md", page(&format!("${}x$", r"\left(".repeat(5_000))));
    site.refused(&["math/invalid"]);
}

#[test]
fn nesting_and_repetition_in_yaml() {
    let front = |yaml: &str| format!("---\ntitle: A\nsummary: B\nextra:\n  x: {yaml}\n---\n");
    let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    refused("content/a.md", front(&deep), &["yaml/too-complex"]);
    let deep: String = (0..500).map(|i| format!("{}a:\n", " ".repeat(i))).collect();
    refused(
        "content/site.yaml",
        format!("title: A\nextra:\n{}", indent(&deep)),
        &["yaml/too-complex"],
    );
    let mut laughs = String::from("- &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for i in 1..30 {
        let before = format!("*a{}", i - 1);
        laughs.push_str(&format!("- &a{i} [{}]\n", [before.as_str(); 10].join(", ")));
    }
    refused("content/glossary.yaml", &laughs, &["yaml/too-complex"]);
    refused("content/a.md", front("&a [*a]"), &["yaml/too-complex"]);
    refused(
        "content/a.md",
        page(&format!("```timeline\n{}\n```", "[".repeat(10_000))),
        &["yaml/too-complex"],
    );
}

fn indent(text: &str) -> String {
    text.lines().map(|l| format!(" {l}\n")).collect()
}

#[test]
fn names_that_cannot_be_addresses() {
    refused("content/a b.md", page("A"), &["id/invalid"]);
    refused("content/a'b.md", page("A"), &["id/invalid"]);
    refused("content/a\u{200b}b.md", page("A"), &["id/invalid"]);
    for name in ["con", "NUL", "com1", "lpt9.notes"] {
        if cfg!(windows) {
            continue;
        }
        refused(&format!("content/{name}.md"), page("A"), &["id/invalid"]);
        refused(&format!("content/{name}/index.md"), page("A"), &["id/invalid"]);
    }
    if cfg!(unix) {
        refused("content/a\"b.md", page("A"), &["id/invalid"]);
        refused("content/a:b/c.md", page("A"), &["id/invalid"]);
        refused("content/a?.md", page("A"), &["id/invalid"]);
        refused("content/a\nb.md", page("A"), &["id/invalid"]);
    }
    refused(&format!("content/{}.md", "a".repeat(210)), page("A"), &["id/invalid"]);
    if cfg!(unix) {
        refused("content/bundle/end. ", "x", &["id/invalid"]);
        refused("static/end .", "x", &["id/invalid"]);
    }
}

#[test]
fn names_of_every_script_are_fine() {
    for name in ["посольство", "大使館", "سفارة", "chargé-d’affaires", "🏛"] {
        let site = accepted(&format!("content/{name}.md"), page("A"), &[]);
        assert!(site.published(&format!("{name}/index.html")), "{name}");
    }
    // Decomposed in the file system, composed in the address.
    let site = accepted("content/cafe\u{301}.md", page("A"), &[]);
    assert!(site.published("caf\u{e9}/index.html"));
}

#[test]
fn two_files_for_one_address() {
    let site = Published::new();
    site.write("content/first/index.md", page("Second."));
    site.refused(&["output/path-taken"]);
    refused("content/search.md", page("A"), &["output/reserved"]);
    refused("content/feed.xml/index.md", page("A"), &["output/reserved"]);
    refused("static/index.html", "x", &["output/path-taken"]);
    refused("static/404.html", "x", &["output/path-taken"]);
    let site = Published::new();
    site.write("content/glossary.yaml", "- {id: a, term: A, definition: B}\n");
    site.write("static/glossary/index.html", "x");
    site.refused(&["output/path-taken"]);
}

#[test]
fn a_folder_named_like_a_page() {
    let site = Published::new();
    fs::create_dir_all(site.root().join("content/x.md")).unwrap();
    site.accepted(&[]);
    site.write("content/x.md/index.md", page("A"));
    site.accepted(&[]);
    assert!(site.published("x.md/index.html"));
}

#[test]
fn no_site() {
    let dir = tempfile::tempdir().unwrap();
    let world = Disk::new(dir.path(), today());
    let public = dir.path().join("public");
    let result = build(&world, &Options::default(), &RealDisk, &public, &|_, _| {});
    assert!(matches!(result, Err(Failure::NoSite)));
    assert!(files_of(dir.path()).is_empty() && !public.exists());
}

#[test]
fn a_site_that_holds_nothing() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("content")).unwrap();
    fs::write(dir.path().join("content/site.yaml"), "title: Nothing\n").unwrap();
    let site = Published { dir };
    site.accepted(&["site/no-base-url"]);
    assert!(site.published("index.html"));
}
