//! What the next run makes of an interrupted one, and of damage that no kill explains.

use std::fs;

use nutgraf::write::{PublishError, Publisher, RealDisk, Recovery};

use crate::{
    disks::DyingDisk,
    site::{Site, Stage, publish, report, site, two_files, with_folders},
};

/// A journal that stands, with nothing put in place yet.
fn interrupted(old: &Site, new: &Site) -> Stage {
    let mut n = 0;
    loop {
        let stage = Stage::with(old);
        let disk = DyingDisk::at(&RealDisk, n);
        publish(&disk, &stage.root, new).unwrap_err();
        if stage.root.join(".nutgraf/journal.json").exists() {
            return stage;
        }
        n += 1;
    }
}

#[test]
fn the_next_run_finishes_what_was_committed() {
    let new = site(&[("index.html", "new"), ("b/c", "c")]);
    let stage = interrupted(&two_files(), &new);
    let publisher = Publisher::begin(&RealDisk, &stage.root).unwrap();
    assert_eq!(publisher.recovered(), Some(Recovery::Finished));
    publisher.abandon().unwrap();
    assert_eq!(stage.seen(), with_folders(&new));
}

#[test]
fn finishing_spares_a_file_that_came_meanwhile() {
    let new = site(&[("index.html", "new"), ("b", "output")]);
    let stage = interrupted(&two_files(), &new);
    stage.put("b", "mine");
    let error = Publisher::begin(&RealDisk, &stage.root).err().unwrap();
    assert!(matches!(error, PublishError::ForeignFile { .. }), "{error}");
    fs::remove_file(stage.root.join("b")).unwrap();
    fs::create_dir(stage.root.join("b")).unwrap();
    let error = Publisher::begin(&RealDisk, &stage.root).err().unwrap();
    assert!(matches!(error, PublishError::ForeignFile { .. }), "{error}");
    fs::remove_dir(stage.root.join("b")).unwrap();
    assert_eq!(stage.publish(&new).unwrap(), report(0, 2, 0));
}

#[test]
fn a_damaged_journal_or_staged_file_is_mended_by_the_next_build() {
    let new = site(&[("index.html", "new"), ("b/c", "c")]);
    for (damaged, text) in [
        ("journal.json", ""),
        (
            "journal.json",
            "{\"version\": 1, \"remove\": [{\"path\": \"../../x\"}]}",
        ),
        ("staging/new/b/c", ""),
        ("staging/new/b/c", "d"),
        ("manifest.next.json", "{"),
    ] {
        let stage = interrupted(&two_files(), &new);
        stage.put(&format!(".nutgraf/{damaged}"), text);
        let publisher = Publisher::begin(&RealDisk, &stage.root).unwrap();
        assert_eq!(publisher.recovered(), Some(Recovery::Mended), "{damaged}");
        publisher.abandon().unwrap();
        assert_eq!(stage.seen(), with_folders(&two_files()));
        let newest = site(&[("b/c", "even newer")]);
        stage.publish(&newest).unwrap();
        assert_eq!(stage.seen(), with_folders(&newest));
        assert_eq!(stage.home(), ["manifest.json"]);
    }
}

#[test]
fn a_manifest_that_lies_or_is_torn_is_refused() {
    for text in [
        "",
        "{\"version\": 1, \"files\": [{\"path\": \"../x\", \"size\": 0, \"hash\": \"00000000000000000000000000000000\"}]}",
        "{\"version\": 1, \"files\": [{\"path\": \"x\", \"size\": 0, \"hash\": \"+0\"}]}",
        "{\"version\": 9, \"files\": []}",
    ] {
        let stage = Stage::with(&two_files());
        stage.put(".nutgraf/manifest.json", text);
        let error = stage.publish(&site(&[])).unwrap_err();
        assert!(matches!(error, PublishError::CorruptManifest { .. }), "{error}");
        assert_eq!(stage.seen(), with_folders(&two_files()));
    }
}
