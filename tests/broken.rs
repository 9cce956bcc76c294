//! One site in which everything that can be wrong is wrong, and what each format says of it, to the letter.

#![allow(
    clippy::case_sensitive_file_extension_comparisons,
    reason = "the paths are the tests' own"
)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may panic")]

mod support;

use std::collections::BTreeSet;

use nutgraf::diagnostics::CODES;
use nutgraf::diagnostics::format::Format;
use nutgraf::world::Memory;

use support::{codes, folder, golden, human, printed, run, tests};

/// What no folder in a repository can hold: files that the machine refuses, or that are too large for it. Pictures with faults
/// are made where they are tested, in `images.rs`.
const NOT_HERE: [&str; 9] = [
    "card/no-glyphs",
    "file/long-line",
    "file/outside-site",
    "file/too-large",
    "file/unreadable",
    "image/not-read",
    "image/svg-cleaned",
    "image/too-large",
    "image/wrong-kind",
];

fn site() -> Memory {
    folder(&tests().join("sites/broken"))
}

#[test]
fn every_message_in_every_format() {
    let (outcome, _) = run(&site());
    golden("broken.txt", &human(&outcome));
    golden("broken.json", &printed(&outcome, Format::Json));
    golden("broken.sarif", &printed(&outcome, Format::Sarif));
    golden("broken.github", &printed(&outcome, Format::Github { folder: "" }));
}

#[test]
fn the_whole_table_at_once() {
    let elsewhere = NOT_HERE.into_iter().chain(support::ASKING);
    let found: BTreeSet<&str> = codes(&run(&site()).0).into_iter().chain(elsewhere).collect();
    let lack: Vec<&str> = CODES.iter().map(|c| c.slug()).filter(|c| !found.contains(c)).collect();
    assert_eq!(lack, [""; 0]);
}

#[test]
fn line_ends_change_nothing() {
    let mut crlf = site();
    for (path, bytes) in &mut crlf.files {
        if !path.ends_with(".png") {
            let lines: Vec<&[u8]> = bytes.split(|b| *b == b'\n').collect();
            *bytes = lines.join(&b"\r\n"[..]);
        }
    }
    assert_eq!(human(&run(&site()).0), human(&run(&crlf).0));
}
