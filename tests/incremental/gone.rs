//! What texts lean on without reading it: whether a file is there. When only that changes, no entry has another field, and
//! yet the pages that asked are told.

use nutgraf::build::{Options, build, cached};
use nutgraf::world::Memory;

use super::disks::Quick;
use crate::support::{files_of, human, small};

/// A page that refers to a file in each way in which one can go.
const PAGE: &str = "---\ntitle: Page\nsummary: One page.\n---\n\
    [Notes](notes.txt), [rules](/rules.txt), [a table](table.csv), [a page](two.md), [[weir]], a weir.\n";
const TWO: &str = "---\ntitle: Two\nsummary: Another page.\n---\nText.\n";
const WEIR: &str = "---\nterm: Weir\ndefinition: A low dam.\n---\n[Notes](/notes.txt).\n";

const FILES: [(&str, &str); 6] = [
    ("content/one.md", PAGE),
    ("content/two.md", TWO),
    ("content/table.csv", "a,b"),
    ("content/glossary/weir.md", WEIR),
    ("static/notes.txt", "Notes"),
    ("static/rules.txt", "Rules"),
];

/// Builds the whole site, then the second with what was remembered, and holds that to a build from nothing. Says whether
/// anything was published.
fn compare(second: &Memory, what: &str) -> bool {
    let dir = tempfile::tempdir().unwrap();
    let at = |name| dir.path().join(name);
    let options = Options::default();
    let remembering = |site: &Memory| cached(site, &options, &Quick, &at("public"), &at("cache"), &|_, _| {}).unwrap();
    assert!(remembering(&small(&FILES)).1.is_some());
    let (kept, _) = remembering(second);
    let (wanted, report) = build(second, &options, &Quick, &at("fresh"), &|_, _| {}).unwrap();
    assert_eq!(human(&kept), human(&wanted), "{what}");
    if report.is_some() {
        assert!(files_of(&at("public")) == files_of(&at("fresh")), "{what}");
    }
    report.is_some()
}

#[test]
fn a_file_that_goes_is_missed_by_who_leads_to_it() {
    for (gone, _) in &FILES[1..] {
        let mut site = small(&FILES);
        site.files.remove(*gone);
        assert!(!compare(&site, gone), "{gone} is not missed");
    }
}

#[test]
fn a_file_that_comes_where_another_goes_is_told() {
    let mut files = FILES.to_vec();
    files.push(("content/notes.txt", "Other notes"));
    assert!(
        !compare(&small(&files), "a file beside the page"),
        "two files of one address"
    );
}
