//! The command from outside: exit codes, what is printed where, and that a run writes all or nothing.

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

struct Ran {
    code: i32,
    out: String,
    err: String,
}

fn site() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir_all(dir.path().join("content")).unwrap();
    fs::write(dir.path().join("content/site.yaml"), "# Ours\ntitle: Site # here\n").unwrap();
    fs::write(dir.path().join("content/index.md"), crate::support::HOME).unwrap();
    dir
}

fn import(root: &Path, text: &[u8], args: &[&str]) -> Ran {
    fs::write(root.join("in.csv"), text).unwrap();
    nutgraf(root, &[&["import", "timeline", "in.csv"], args].concat())
}

fn nutgraf(root: &Path, args: &[&str]) -> Ran {
    let output = Command::new(env!("CARGO_BIN_EXE_nutgraf"))
        .args(args)
        .current_dir(root)
        .output()
        .unwrap();
    Ran {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

fn files(root: &Path) -> Vec<String> {
    let found = crate::support::files_of(&root.join("content"));
    found.into_keys().collect()
}

#[test]
fn writes_entries_and_says_what_it_did() {
    let dir = site();
    let ran = import(dir.path(), b"date,title,category\n2000,A,Law\n27/02/2025,B,\n", &[]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.out);
    assert_eq!(
        ran.out,
        "in.csv:2: A: the group `Law` became a category of content/site.yaml\n\
         read CSV: wrote 2 events to content/timeline/, new categories to content/site.yaml\n"
    );
    assert_eq!(
        files(dir.path()),
        ["index.md", "site.yaml", "timeline/a.md", "timeline/b.md"]
    );
    assert_eq!(
        fs::read_to_string(dir.path().join("content/site.yaml")).unwrap(),
        "# Ours\ntitle: Site # here\n\ncategories:\n  - {id: \"law\", title: \"Law\"}\n"
    );
    assert_eq!(nutgraf(dir.path(), &["check"]).code, 0);
    let again = import(dir.path(), b"date,title,category\n2000,A,Law\n27/02/2025,B,\n", &[]);
    assert_eq!(again.code, 0);
    assert!(
        again
            .out
            .ends_with("read CSV: wrote 0 events to content/timeline/; skipped 2 that the site has already\n")
    );
}

#[test]
fn an_event_left_out_is_exit_1_and_an_option_settles_it() {
    let dir = site();
    let text = b"date,title\n03/04/2025,A\n2000,B\n";
    let ran = import(dir.path(), text, &["--dry-run"]);
    assert_eq!(ran.code, 1);
    assert!(
        ran.out
            .contains("in.csv:2: A: left out: `03/04/2025` is 2025-04-03 or 2025-03-04"),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("would write 1 event"), "{}", ran.out);
    assert_eq!(files(dir.path()), ["index.md", "site.yaml"], "a dry run writes nothing");
    assert_eq!(import(dir.path(), text, &["--day-first"]).code, 0);
    assert!(
        fs::read_to_string(dir.path().join("content/timeline/a.md"))
            .unwrap()
            .contains("\"2025-04-03\"")
    );
    assert_eq!(import(dir.path(), text, &["--day-first", "--month-first"]).code, 2);
}

#[test]
fn what_cannot_be_read_is_exit_3_with_a_fix() {
    let dir = site();
    let ran = import(dir.path(), b"name,age\nx,1\n", &[]);
    assert_eq!((ran.code, ran.out.as_str()), (3, ""));
    assert!(
        ran.err.contains("error: in.csv: the file is neither") && ran.err.contains("help: "),
        "{}",
        ran.err
    );
    let ran = nutgraf(dir.path(), &["import", "timeline", "no.json"]);
    assert_eq!(ran.code, 3);
    assert!(ran.err.contains("no.json can't be read"), "{}", ran.err);
    assert_eq!(nutgraf(dir.path(), &["import", "timeline"]).code, 2);
    fs::write(dir.path().join("content/site.yaml"), "titel: Site\n").unwrap();
    let ran = import(dir.path(), b"date,title\n2000,A\n", &[]);
    assert_eq!(ran.code, 3);
    assert!(ran.err.contains("content/site.yaml has errors"), "{}", ran.err);
    fs::remove_dir_all(dir.path().join("content")).unwrap();
    let ran = import(dir.path(), b"date,title\n2000,A\n", &[]);
    assert!(ran.code == 3 && ran.err.contains("nutgraf init"), "{}", ran.err);
}

#[test]
fn all_is_written_or_nothing() {
    let dir = site();
    // A folder has the name of the second file.
    fs::create_dir_all(dir.path().join("content/timeline/b.md/deep")).unwrap();
    let ran = import(dir.path(), b"date,title,category\n2000,A,Law\n2001,B,\n", &[]);
    assert_eq!(ran.code, 3, "{}", ran.out);
    assert!(
        ran.err.contains("content/timeline/b.md is there already"),
        "{}",
        ran.err
    );
    assert_eq!(files(dir.path()), ["index.md", "site.yaml"]);
    assert_eq!(
        fs::read_to_string(dir.path().join("content/site.yaml")).unwrap(),
        "# Ours\ntitle: Site # here\n"
    );
}

#[test]
fn a_format_can_be_asked_for() {
    let dir = site();
    let sheet = b"Year,Headline,Text\n2000,A,x\n";
    assert!(
        import(dir.path(), sheet, &["--dry-run"])
            .out
            .contains("read the TimelineJS spreadsheet")
    );
    assert!(
        import(dir.path(), sheet, &["--dry-run", "--format", "csv"])
            .out
            .contains("read CSV")
    );
    let ran = import(dir.path(), sheet, &["--format", "timelinejs"]);
    assert!(ran.code == 3 && ran.err.contains("no JSON"), "{}", ran.err);
}
