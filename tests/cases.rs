//! Annotated cases: each is a small site with the messages that it must cause written beside it. A missing message fails
//! as an unexpected one does. Every case runs as it is written, with CRLF line ends, and with non-ASCII letters before
//! the fault; the places must be the same. `UPDATE=1 cargo test --test cases` rewrites the expectations.
//!
//! A file of `tests/cases/` looks like this:
//!
//! ```text
//! === a case's name                    (or: === silent some/code: what is right about it)
//! @ strict                             (options: strict, drafts, base-url, no-unicode)
//! >>> content/a.md
//! the file, up to the next line that begins with >>> or <<<
//! <<<
//! error[some/code] content/a.md:5:3 what is wrong | the fix
//!     content/b.md:1:1 what stands at a related place
//! ```
//!
//! `site.yaml` and `index.md` are supplied where a case has none. `Omega` anywhere in a case becomes `Ωμέγα` in its third
//! run. After `>>> path`, `escaped` reads `\xFF` as a byte and `\{text*n}` as a repetition; `unreadable`, `outside`,
//! `unlisted` and `huge` make a file that the machine refuses.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may panic"
)]

#[path = "cases/parse.rs"]
mod parse;
mod support;
#[path = "cases/world.rs"]
mod world;

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;

use nutgraf::build::{Options, Outcome, outputs};
use nutgraf::diagnostics::CODES;

use parse::{Case, File, render};
use support::{difference, golden, human, line, tests, updating};
use world::{Style, world};

fn files() -> Vec<File> {
    let mut paths: Vec<_> = fs::read_dir(tests().join("cases"))
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == "case"))
        .collect();
    paths.sort();
    paths.iter().map(|p| parse::file(p)).collect()
}

fn outcome(case: &Case, style: Style) -> Outcome {
    let options = Options {
        strict: case.options.contains("strict"),
        drafts: case.options.contains("drafts"),
        base_url: case
            .options
            .contains("base-url")
            .then(|| "https://example.org/".to_owned()),
        ..Options::default()
    };
    outputs(&world(case, style), &options).expect("a site").0
}

fn messages(outcome: &Outcome) -> String {
    outcome.diagnostics.iter().map(|d| line(d, outcome)).collect()
}

fn sorted(messages: &str) -> String {
    let mut lines: Vec<&str> = messages.lines().collect();
    lines.sort_unstable();
    lines.join("\n")
}

#[test]
fn every_case_says_what_is_written_beside_it() {
    let mut wrong = String::new();
    for mut file in files() {
        for case in &mut file.cases {
            let found = messages(&outcome(case, Style::Written));
            if updating() {
                case.expected = found;
            } else if case.expected != found {
                let _ = writeln!(
                    wrong,
                    "{}: {}\n{}",
                    file.name,
                    case.name,
                    difference(&case.expected, &found)
                );
            }
        }
        if updating() {
            fs::write(tests().join("cases").join(&file.name), render(&file)).unwrap();
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn places_do_not_depend_on_line_ends_or_on_letters() {
    let mut wrong = String::new();
    for file in files() {
        for case in &file.cases {
            let written = messages(&outcome(case, Style::Written));
            let crlf = messages(&outcome(case, Style::Crlf));
            if written != crlf {
                let _ = writeln!(
                    wrong,
                    "{}: {} with CRLF\n{}",
                    file.name,
                    case.name,
                    difference(&written, &crlf)
                );
            }
            let unicode = messages(&outcome(case, Style::Unicode));
            // A file whose own name has other letters sorts elsewhere.
            let (expected, unicode) = (sorted(&written.replace("Omega", "Ωμέγα")), sorted(&unicode));
            if expected != unicode {
                let shown = difference(&expected, &unicode);
                let _ = writeln!(wrong, "{}: {} with other letters\n{shown}", file.name, case.name);
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn every_code_has_a_case_that_causes_it_and_one_that_does_not() {
    let mut caused = BTreeSet::new();
    let mut silent = BTreeSet::new();
    let mut letters = BTreeSet::new();
    for file in files() {
        for case in &file.cases {
            for code in case.codes() {
                assert!(
                    case.silent.as_deref() != Some(code.as_str()),
                    "{}: {} is not silent",
                    file.name,
                    case.name
                );
                if case.has_letters() {
                    letters.insert(code.clone());
                }
                caused.insert(code);
            }
            silent.extend(case.silent.clone());
        }
    }
    let all: BTreeSet<String> = CODES
        .iter()
        .map(|c| c.slug().to_owned())
        .filter(|slug| !support::ASKING.contains(&slug.as_str()))
        .collect();
    let lack = |have: &BTreeSet<String>| all.difference(have).cloned().collect::<Vec<_>>();
    assert_eq!(lack(&caused), [""; 0], "codes that no case causes");
    assert_eq!(lack(&silent), [""; 0], "codes without a near miss");
    assert_eq!(lack(&letters), [""; 0], "codes without a case that has `Omega`");
    assert!(
        silent.is_subset(&all),
        "{:?}",
        silent.difference(&all).collect::<Vec<_>>()
    );
}

#[test]
fn terminals_show_each_message_as_in_its_golden_file() {
    for file in files() {
        let mut shown = String::new();
        for case in file.cases.iter().filter(|c| !c.expected.is_empty()) {
            let _ = write!(shown, "=== {}\n\n{}", case.name, human(&outcome(case, Style::Written)));
        }
        golden(&format!("diagnostics/{}", file.name.replace(".case", ".txt")), &shown);
    }
}
