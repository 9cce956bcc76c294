//! What several test programs share: a fixed day, sites in memory, printed messages, golden files.

#![allow(dead_code, reason = "each test program uses a part of this")]

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use nutgraf::build::{Options, Outcome, outputs};
use nutgraf::date::Day;
use nutgraf::diagnostics::Diagnostic;
use nutgraf::diagnostics::format::{Format, write};
use nutgraf::span::Span;
use nutgraf::world::{Memory, World};

/// The day that all tests take for today.
pub(crate) fn today() -> Day {
    Day::new(2026, 11, 24).unwrap()
}

/// The smallest of pictures.
pub(crate) const DOT: &[u8] = include_bytes!("dot.png");

/// Where the tests' own files are.
pub(crate) fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

/// A site in memory from paths and texts.
pub(crate) fn site(files: &[(&str, &str)]) -> Memory {
    let mut world = Memory::new(today());
    for (path, text) in files {
        world.insert(path, *text);
    }
    world
}

/// A site in memory that has what every site needs, and `files` besides or instead.
pub(crate) fn small(files: &[(&str, &str)]) -> Memory {
    let mut world = site(&[("content/site.yaml", SITE), ("content/index.md", HOME)]);
    for (path, text) in files {
        world.insert(path, *text);
    }
    world
}

/// A `site.yaml` that leaves out what every unfinished site gets told, and has no cards drawn, which take time.
pub(crate) const SITE: &str = "\
title: Site
base_url: https://example.org/
cards: false
checks:
  citation/unused-source: allow
  glossary/unused-term: allow
  timeline/no-source: allow
";

/// The codes that only `check --links` finds; `tests/links.rs` causes them.
pub(crate) const ASKING: [&str; 4] = ["link/dead", "link/moved", "link/refused", "link/unreachable"];

pub(crate) const HOME: &str = "---\ntitle: Home\nsummary: A site.\n---\n";

/// A page whose front matter has what it must.
pub(crate) fn page(body: &str) -> String {
    format!("---\ntitle: Page\nsummary: One page.\n---\n{body}\n")
}

/// A folder as a site in memory; line ends are those of the files.
pub(crate) fn folder(root: &Path) -> Memory {
    let mut world = Memory::new(today());
    for (path, bytes) in files_of(root) {
        world.insert(&path, bytes);
    }
    world
}

/// The files under a folder, by their path from there.
pub(crate) fn files_of(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(dir) = folders.pop() {
        let Ok(entries) = fs::read_dir(&dir) else { continue };
        for entry in entries {
            let path = entry.unwrap().path();
            if path.is_dir() && !path.is_symlink() {
                folders.push(path);
            } else if path.is_file() {
                let name = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    found
}

/// Everything that a site becomes.
pub(crate) fn run(world: &dyn World) -> (Outcome, BTreeMap<String, Vec<u8>>) {
    outputs(world, &Options::default()).expect("a site")
}

/// An output as text. Panics, naming the others, where there is none.
pub(crate) fn text(made: &BTreeMap<String, Vec<u8>>, path: &str) -> String {
    let bytes = made
        .get(path)
        .unwrap_or_else(|| panic!("no {path} among {:?}", made.keys().collect::<Vec<_>>()));
    String::from_utf8(bytes.clone()).unwrap()
}

/// What a run says, as people see it.
pub(crate) fn human(outcome: &Outcome) -> String {
    let colour = false;
    printed(outcome, Format::Human { colour, width: 100 })
}

/// What a run says in one format.
pub(crate) fn printed(outcome: &Outcome, format: Format) -> String {
    let mut out = Vec::new();
    write(&mut out, format, &outcome.diagnostics, &outcome.sources).unwrap();
    String::from_utf8(out).unwrap()
}

/// The codes of a run's messages, in order.
pub(crate) fn codes(outcome: &Outcome) -> Vec<&'static str> {
    outcome.diagnostics.iter().map(|d| d.code.slug()).collect()
}

/// One message on one line, `error[code] path:line:column message | help`, and a line for each related place.
pub(crate) fn line(d: &Diagnostic, outcome: &Outcome) -> String {
    let place = |span: Span| {
        let at = outcome.sources.position(span);
        format!("{}:{}:{}", outcome.sources.path(span.file), at.line, at.column)
    };
    let help = d.help.as_ref().map(|h| format!(" | {h}")).unwrap_or_default();
    let word = d.severity.word();
    let mut out = format!("{word}[{}] {} {}{help}\n", d.code, place(d.span), d.message);
    for other in &d.related {
        let _ = writeln!(out, "    {} {}", place(other.span), other.label);
    }
    out
}

/// Whether expectations are to be rewritten.
pub(crate) fn updating() -> bool {
    std::env::var_os("UPDATE").is_some_and(|v| v == "1")
}

/// Compares with a golden file (from `tests/golden/`), or rewrites it.
pub(crate) fn golden(name: &str, actual: &str) {
    let path = tests().join("golden").join(name);
    if updating() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, actual).unwrap();
        return;
    }
    let expected = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    assert!(
        expected == actual,
        "tests/golden/{name} is not what comes out; UPDATE=1 rewrites it\n{}",
        difference(&expected, actual)
    );
}

/// The first lines in which two texts differ, with a little of what surrounds them.
pub(crate) fn difference(expected: &str, actual: &str) -> String {
    let (old, new): (Vec<_>, Vec<_>) = (expected.lines().collect(), actual.lines().collect());
    let same = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let from = same.saturating_sub(3);
    let shown = |lines: &[&str]| lines.iter().skip(from).take(12).copied().collect::<Vec<_>>().join("\n");
    format!(
        "--- expected, from line {}\n{}\n--- found\n{}\n",
        from + 1,
        shown(&old),
        shown(&new)
    )
}
