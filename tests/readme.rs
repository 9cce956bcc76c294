//! README.md is true: its tutorial is followed to the letter, and its tables of fields say what the program says.
//!
//! A comment `<!-- tutorial: … -->` before a fenced block says what a reader does with it:
//!
//! | comment | the block |
//! | --- | --- |
//! | `install` | commands that the test stands in for: the program is on the path |
//! | `run`, `run, exit code N` | commands, typed one after another |
//! | `prints` | all that the latest commands printed; `UPDATE=1` renews it |
//! | `last line` | the last line that they printed |
//! | `write FILE` | the whole text of a file |
//! | `append FILE` | lines for the end of a file |
//! | `change FILE` | a line to take out (`-`) and one to put in (`+`) |

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may panic"
)]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};

use nutgraf::model::schema::{self, Field, Shape};

const README: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
const BEGIN: &str =
    "<!-- fields: made from src/model/schema.rs; `UPDATE=1 cargo test --test readme` writes them anew -->\n";
const END: &str = "<!-- end of fields -->\n";

/// `UPDATE=1` writes what the program prints, and the tables, into README.md.
fn update() -> bool {
    std::env::var_os("UPDATE").is_some_and(|v| v == "1")
}

/// One step of the tutorial.
struct Step {
    line: usize,
    what: String,
    block: String,
}

fn steps(text: &str) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut lines = text.lines().enumerate();
    while let Some((at, line)) = lines.next() {
        let Some(what) = line
            .strip_prefix("<!-- tutorial: ")
            .and_then(|l| l.strip_suffix(" -->"))
        else {
            continue;
        };
        let (_, fence) = lines.next().unwrap();
        assert!(fence.starts_with("```"), "line {}: a fenced block must follow", at + 1);
        let mut block = String::new();
        for (_, line) in lines.by_ref().take_while(|(_, line)| *line != "```") {
            block.push_str(line);
            block.push('\n');
        }
        steps.push(Step {
            line: at + 1,
            what: what.to_owned(),
            block,
        });
    }
    steps
}

/// A reader at a terminal.
struct Reader {
    folder: PathBuf,
    path: String,
    home: PathBuf,
    printed: String,
}

impl Reader {
    fn follow(&mut self, step: &Step) {
        let (verb, file) = step.what.split_once(' ').unwrap_or((&step.what, ""));
        let file = self.folder.join(file);
        let place = format!("README.md:{}", step.line);
        match verb {
            "install" => assert_eq!(step.block, "cargo install --locked --path .\n", "{place}"),
            "run" | "run," => {
                let code = step.what.rsplit(' ').next().unwrap().parse().unwrap_or(0);
                self.run(&step.block, code, &place);
            }
            "prints" if update() => {
                let old = format!("<!-- tutorial: prints -->\n```text\n{}", step.block);
                let new = format!("<!-- tutorial: prints -->\n```text\n{}", self.printed);
                let text = fs::read_to_string(README).unwrap();
                fs::write(README, text.replace(&old, &new)).unwrap();
            }
            "prints" => assert_eq!(self.printed, step.block, "{place}"),
            "last" => assert_eq!(self.printed.lines().last(), step.block.lines().last(), "{place}"),
            "write" => {
                assert!(file.exists(), "{place}: the tutorial has not made that file yet");
                fs::write(file, &step.block).unwrap();
            }
            "append" => {
                let old = fs::read_to_string(&file).unwrap();
                fs::write(file, old + &step.block).unwrap();
            }
            "change" => {
                let side = |sign| step.block.lines().find_map(|l| l.strip_prefix(sign)).unwrap();
                let old = fs::read_to_string(&file).unwrap();
                assert_eq!(old.matches(side('-')).count(), 1, "{place}");
                fs::write(file, old.replace(side('-'), side('+'))).unwrap();
            }
            other => panic!("{place}: what is `{other}`?"),
        }
    }

    fn run(&mut self, commands: &str, code: i32, place: &str) {
        let here = self.home.join("where");
        let script = format!("exec 2>&1\ntrap 'pwd > \"{}\"' EXIT\n{commands}", here.display());
        let output = Command::new("sh")
            .args(["-e", "-c", &script])
            .current_dir(&self.folder)
            .env("PATH", &self.path)
            .env("COLUMNS", "120")
            .env_remove("SOURCE_DATE_EPOCH")
            .output()
            .unwrap();
        self.printed = String::from_utf8(output.stdout).unwrap();
        assert_eq!(output.status.code(), Some(code), "{place} printed:\n{}", self.printed);
        self.folder = PathBuf::from(fs::read_to_string(here).unwrap().trim_end());
    }
}

/// Both tests may write README.md.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

#[test]
fn the_tutorial_works_to_the_letter() {
    let _guard = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("work");
    fs::create_dir(&folder).unwrap();
    let bin = Path::new(env!("CARGO_BIN_EXE_nutgraf")).parent().unwrap();
    let mut reader = Reader {
        folder: folder.clone(),
        path: format!("{}:{}", bin.display(), std::env::var("PATH").unwrap()),
        home: home.path().to_owned(),
        printed: String::new(),
    };
    let steps = steps(&fs::read_to_string(README).unwrap());
    assert!(steps.len() > 10, "the tutorial has lost its marks");
    for step in &steps {
        reader.follow(step);
    }
    let site = folder.join("my-site");
    let read = |path: &str| fs::read_to_string(site.join(path)).unwrap();
    let page = read("public/metre/index.html");
    for part in [
        "href=\"#_d-yard\"",
        "href=\"../timeline/index.html#yard-1959\"",
        "Federal Register",
    ] {
        assert!(page.contains(part), "no {part} in the page that the tutorial made");
    }
    assert!(read("public/timeline/index.html").contains("id=\"yard-1959\""));
    assert!(read("public/sources/index.html").contains("id=\"register-1959\""));
    reader.run("nutgraf check --strict", 0, "the end of the tutorial");
    assert_eq!(reader.printed, "checked 1 explainer: no problems\n");
}

fn tables() -> String {
    let mut out = String::new();
    for (title, table) in [
        ("Explainer", schema::EXPLAINER),
        ("Term", schema::TERM),
        ("Event", schema::EVENT),
        ("Person or body", schema::PERSON),
        ("Source", schema::SOURCE),
        ("site.yaml", schema::SITE),
    ] {
        let _ = write!(
            out,
            "\n**{title}**\n\n| field | value | what it is for |\n| --- | --- | --- |\n"
        );
        for field in table {
            let name = if field.required {
                format!("**`{}`**", field.name)
            } else {
                format!("`{}`", field.name)
            };
            let _ = writeln!(out, "| {name} | {} | {} |", shape(field.shape), field.doc);
        }
        if title == "Source" {
            out.push_str("\nA source needs `url`, or `offline: true`.\n");
        }
    }
    out.push('\n');
    out
}

fn shape(shape: Shape) -> String {
    let keys = |table: &[Field]| table.iter().map(|f| f.name).collect::<Vec<_>>().join(", ");
    match shape {
        Shape::Text => "text".into(),
        Shape::Markdown => "Markdown".into(),
        Shape::Date => "date".into(),
        Shape::Flag => "`true` or `false`".into(),
        Shape::Number(..) => "number".into(),
        Shape::Word(words) => words.iter().map(|w| format!("`{w}`")).collect::<Vec<_>>().join(", "),
        Shape::Texts => "list of texts".into(),
        Shape::Markdowns => "list of Markdown".into(),
        Shape::TextOrTexts => "text, or a list".into(),
        Shape::Object(table) => format!("`{{{}}}`", keys(table)),
        Shape::Objects(table) => format!("list of `{{{}}}`", keys(table)),
        Shape::Levels => "`code: level`, one a line".into(),
        Shape::Free => "anything".into(),
    }
}

#[test]
fn the_tables_of_fields_are_those_of_the_program() {
    let _guard = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let text = fs::read_to_string(README).unwrap();
    let (before, rest) = text.split_once(BEGIN).unwrap();
    let (found, after) = rest.split_once(END).unwrap();
    let wanted = tables();
    if update() {
        fs::write(README, format!("{before}{BEGIN}{wanted}{END}{after}")).unwrap();
        return;
    }
    assert_eq!(
        found, wanted,
        "run `UPDATE=1 cargo test --test readme`, and look at the difference"
    );
}
