//! Publishing through its public interface: all or nothing, and nobody else's files.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may panic"
)]

#[path = "publish/disks.rs"]
mod disks;
#[path = "publish/kills.rs"]
mod kills;
#[path = "publish/repair.rs"]
mod repair;
#[path = "publish/site.rs"]
mod site;

use std::{fs, thread};

use nutgraf::write::{Output, PublishError, Publisher, RealDisk};

use disks::{DyingDisk, FoldingDisk};
use site::{Site, Stage, publish, report, site, stage_all, two_files, with_folders};

#[test]
fn publishes_and_leaves_only_a_manifest() {
    let stage = Stage::empty();
    assert_eq!(stage.publish(&two_files()).unwrap(), report(2, 0, 0));
    assert_eq!(stage.seen(), with_folders(&two_files()));
    assert_eq!(stage.home(), ["manifest.json"]);
}

#[test]
fn an_empty_folder_will_do_and_so_will_a_link_to_one() {
    let stage = Stage::empty();
    fs::create_dir(&stage.root).unwrap();
    stage.publish(&two_files()).unwrap();
    #[cfg(unix)]
    {
        let link = stage.base.join("link");
        std::os::unix::fs::symlink(&stage.root, &link).unwrap();
        let done = publish(&RealDisk, &link, &two_files()).unwrap();
        assert_eq!(done, report(0, 2, 0));
    }
}

#[test]
fn the_manifest_is_the_same_each_time_and_names_no_place() {
    let manifest = |stage: &Stage| fs::read_to_string(stage.root.join(".nutgraf/manifest.json")).unwrap();
    let (one, two) = (Stage::with(&two_files()), Stage::with(&site(&[("x", "")])));
    two.publish(&two_files()).unwrap();
    assert_eq!(manifest(&one), manifest(&two));
    assert!(!manifest(&one).contains(one.base.to_str().unwrap()));
    let manifest = manifest(&one);
    let paths: Vec<&str> = manifest
        .lines()
        .filter_map(|line| line.trim().strip_prefix("\"path\": "))
        .collect();
    assert_eq!(paths, ["\"a/index.html\",", "\"index.html\","]);
    assert!(manifest.starts_with("{\n  \"version\": 1,\n  \"files\": ["));
}

#[test]
fn writes_nothing_when_nothing_changed() {
    let stage = Stage::with(&two_files());
    let disk = DyingDisk::never(&RealDisk);
    let done = publish(&disk, &stage.root, &two_files()).unwrap();
    assert_eq!(done, report(0, 2, 0));
    assert_eq!(disk.changes(), 0);
}

#[test]
fn touches_only_what_changed() {
    let stage = Stage::with(&site(&[("same", "s"), ("new", "1"), ("d/gone", "g")]));
    let disk = DyingDisk::never(&RealDisk);
    let new = site(&[("same", "s"), ("new", "2")]);
    assert_eq!(publish(&disk, &stage.root, &new).unwrap(), report(1, 1, 1));
    assert_eq!(disk.changes(), 3, "a removal, a folder, a rename");
    assert_eq!(stage.seen(), new);
}

#[test]
fn mends_what_was_edited_or_deleted_by_hand() {
    let stage = Stage::with(&two_files());
    stage.put("index.html", "HOME"); // As long as before: only the bytes tell.
    fs::remove_file(stage.root.join("a/index.html")).unwrap();
    assert_eq!(stage.publish(&two_files()).unwrap(), report(2, 0, 0));
    assert_eq!(stage.seen(), with_folders(&two_files()));
}

#[test]
fn removes_a_stale_file_though_it_was_edited() {
    let stage = Stage::with(&two_files());
    stage.put("a/index.html", "edited");
    let new = site(&[("index.html", "home")]);
    assert_eq!(stage.publish(&new).unwrap(), report(0, 1, 1));
    assert_eq!(stage.seen(), new);
}

#[test]
fn keeps_files_and_folders_that_are_not_its_own() {
    let stage = Stage::with(&two_files());
    stage.put("a/mine.txt", "mine");
    stage.put("CNAME", "example.org");
    fs::create_dir(stage.root.join("found")).unwrap();
    stage.publish(&site(&[("found/made/x", "x")])).unwrap();
    stage.publish(&site(&[])).unwrap();
    let mut kept = with_folders(&site(&[("a/mine.txt", "mine"), ("CNAME", "example.org")]));
    kept.insert("found/".to_owned(), Vec::new());
    assert_eq!(stage.seen(), kept);
}

#[test]
fn refuses_a_folder_of_somebody_else_and_leaves_no_trace() {
    let stage = Stage::empty();
    stage.put("thesis.doc", "ten years");
    let error = stage.publish(&two_files()).unwrap_err();
    assert!(matches!(&error, PublishError::ForeignFolder { path } if *path == stage.root));
    assert!(error.to_string().contains("--output"));
    assert_eq!(stage.seen(), site(&[("thesis.doc", "ten years")]));
    assert!(!stage.root.join(".nutgraf").exists());
    // Nor if it has a `.nutgraf` folder for another purpose.
    stage.put(".nutgraf/cache", "");
    let error = stage.publish(&two_files()).unwrap_err();
    assert!(matches!(error, PublishError::ForeignFolder { .. }));
    assert_eq!(stage.home(), ["cache"]);
}

#[test]
fn refuses_a_root_that_is_no_folder() {
    let stage = Stage::empty();
    fs::write(&stage.root, "a file").unwrap();
    let error = stage.publish(&two_files()).unwrap_err();
    assert!(matches!(error, PublishError::NotAFolder { .. }), "{error}");
    #[cfg(unix)]
    {
        let link = stage.base.join("dangling");
        std::os::unix::fs::symlink("nowhere", &link).unwrap();
        let error = publish(&RealDisk, &link, &two_files()).unwrap_err();
        assert!(matches!(error, PublishError::NotAFolder { .. }), "{error}");
    }
}

/// Publishes `new` over `two_files` with `mine` put in the way; nothing may change.
fn refuses(mine: &str, new: &Site, in_the_way: &str) {
    let stage = Stage::with(&two_files());
    stage.put(mine, "mine");
    let before = stage.seen();
    let error = stage.publish(new).unwrap_err();
    assert!(
        matches!(&error, PublishError::ForeignFile { path } if *path == stage.root.join(in_the_way)),
        "{error}"
    );
    assert_eq!(stage.seen(), before);
    assert_eq!(stage.home(), ["manifest.json"]);
}

#[test]
fn refuses_to_write_over_files_of_somebody_else() {
    refuses("b", &site(&[("b", "output")]), "b");
    refuses("b", &site(&[("b/c", "output")]), "b");
    refuses("b/c", &site(&[("b", "output")]), "b");
    refuses("a/mine", &site(&[("a", "output")]), "a/mine");
    refuses("a/b/mine", &site(&[("a", "output")]), "a/b");
}

#[test]
fn adopts_a_file_that_is_the_same() {
    let stage = Stage::with(&two_files());
    let mut new = two_files();
    new.insert("robots.txt".to_owned(), b"allow".to_vec());
    stage.put("robots.txt", "allow");
    assert_eq!(stage.publish(&new).unwrap(), report(0, 3, 0));
    assert_eq!(stage.publish(&two_files()).unwrap(), report(0, 2, 1));
}

#[cfg(unix)]
#[test]
fn follows_no_link_out_of_the_folder() {
    use std::os::unix::fs::symlink;
    let stage = Stage::with(&two_files());
    let outside = stage.base.join("outside");
    fs::create_dir(&outside).unwrap();
    fs::write(outside.join("index.html"), "outside").unwrap();
    let untouched = || fs::read_to_string(outside.join("index.html")).unwrap() == "outside";

    // A link on the way to an output.
    symlink(&outside, stage.root.join("link")).unwrap();
    let error = stage.publish(&site(&[("link/index.html", "x")])).unwrap_err();
    assert!(matches!(error, PublishError::ForeignFile { .. }), "{error}");
    // A folder of ours, since replaced by a link: its stale file is somebody else's now.
    fs::remove_dir_all(stage.root.join("a")).unwrap();
    symlink(&outside, stage.root.join("a")).unwrap();
    let home = site(&[("index.html", "home")]);
    assert_eq!(stage.publish(&home).unwrap(), report(0, 1, 1));
    assert!(untouched());
    // A file of ours, since replaced by a link: the link is replaced, not what it leads to.
    fs::remove_file(stage.root.join("index.html")).unwrap();
    symlink(outside.join("index.html"), stage.root.join("index.html")).unwrap();
    assert_eq!(stage.publish(&home).unwrap(), report(1, 0, 0));
    assert!(untouched() && !stage.root.join("index.html").is_symlink());
}

#[test]
fn refuses_two_outputs_for_one_place() {
    for (first, second) in [("a", "a"), ("a", "A"), ("a", "a/b"), ("A/b/c", "a/b")] {
        let stage = Stage::with(&two_files());
        let publisher = Publisher::begin(&RealDisk, &stage.root).unwrap();
        stage_all(&publisher, &site(&[(first, "1")])).ok();
        let error = stage_all(&publisher, &site(&[(second, "2")])).unwrap_err();
        assert!(
            matches!(&error, PublishError::DuplicateOutput { path, other } if path == second && other == first),
            "{error}"
        );
    }
}

#[test]
fn refuses_paths_that_lead_elsewhere() {
    let stage = Stage::empty();
    let publisher = Publisher::begin(&RealDisk, &stage.root).unwrap();
    for path in [
        "",
        "/a",
        "a//b",
        "a/",
        "./a",
        "../a",
        "a/..",
        "a\\b",
        "a\0b",
        ".nutgraf/x",
        ".Nutgraf",
    ] {
        let output = Output {
            path: path.to_owned(),
            bytes: Vec::new(),
        };
        let error = publisher.stage(&output).unwrap_err();
        assert!(matches!(error, PublishError::BadPath { .. }), "{path:?}: {error}");
    }
}

#[test]
fn commits_nothing_if_an_output_is_missing() {
    let stage = Stage::with(&two_files());
    stage.put("b", "mine");
    let publisher = Publisher::begin(&RealDisk, &stage.root).unwrap();
    stage_all(&publisher, &site(&[("b", "output")])).unwrap_err();
    let error = publisher.commit().unwrap_err();
    assert!(matches!(error, PublishError::Incomplete { .. }), "{error}");
    assert_eq!(fs::read(stage.root.join("index.html")).unwrap(), b"home");
}

#[test]
fn a_second_publisher_waits_for_its_turn() {
    let stage = Stage::empty();
    let first = Publisher::begin(&RealDisk, &stage.root).unwrap();
    let error = stage.publish(&two_files()).unwrap_err();
    assert!(matches!(error, PublishError::Busy { .. }), "{error}");
    stage_all(&first, &two_files()).unwrap();
    first.commit().unwrap();
    assert_eq!(stage.publish(&two_files()).unwrap(), report(0, 2, 0));
}

#[test]
fn many_publishers_at_once_never_mix() {
    let stage = Stage::empty();
    let tries = |letter: &'static str| {
        let mine = site(&[("x", letter), ("y/z", letter)]);
        for _ in 0..15 {
            match publish(&DyingDisk::never(&RealDisk), &stage.root, &mine) {
                Ok(_) | Err(PublishError::Busy { .. }) => {}
                Err(error) => panic!("{error}"),
            }
        }
    };
    thread::scope(|scope| {
        for letter in ["a", "b", "c"] {
            scope.spawn(move || tries(letter));
        }
    });
    let seen = stage.seen();
    assert_eq!(seen["x"], seen["y/z"]);
    assert_eq!(stage.home(), ["manifest.json"]);
}

#[test]
fn stages_from_many_threads() {
    let stage = Stage::empty();
    let publisher = Publisher::begin(&RealDisk, &stage.root).unwrap();
    thread::scope(|scope| {
        for half in 0..4 {
            let publisher = &publisher;
            scope.spawn(move || {
                for page in 0..50 {
                    let path = format!("section/{}/index.html", page * 4 + half);
                    let bytes = path.clone().into_bytes();
                    publisher.stage(&Output { path, bytes }).unwrap();
                }
            });
        }
    });
    assert_eq!(publisher.commit().unwrap(), report(200, 0, 0));
}

#[test]
fn abandoning_leaves_things_as_they_were() {
    let stage = Stage::empty();
    let publisher = Publisher::begin(&RealDisk, &stage.root).unwrap();
    stage_all(&publisher, &two_files()).unwrap();
    publisher.abandon().unwrap();
    assert!(!stage.root.exists());

    stage.publish(&two_files()).unwrap();
    let publisher = Publisher::begin(&RealDisk, &stage.root).unwrap();
    stage_all(&publisher, &site(&[("index.html", "new")])).unwrap();
    drop(publisher);
    assert_eq!(stage.seen(), with_folders(&two_files()));
    assert_eq!(stage.home(), ["manifest.json"]);
}

#[test]
fn where_case_is_ignored_a_new_name_keeps_its_file() {
    let stage = Stage::empty();
    let disk = FoldingDisk {
        base: stage.base.clone(),
    };
    let run = |files: &[(&str, &str)]| publish(&disk, &stage.root, &site(files)).unwrap();
    run(&[("A.html", "same"), ("Dir/x", "x")]);
    assert_eq!(run(&[("a.html", "same"), ("dir/x", "y")]), report(2, 0, 2));
    let new = site(&[("a.html", "same"), ("dir/x", "y")]);
    assert_eq!(stage.seen(), with_folders(&new));
}

#[test]
fn where_case_matters_a_twin_may_be_somebody_elses() {
    let stage = Stage::with(&site(&[("A.html", "1")]));
    stage.put("a.html", "mine");
    let error = stage.publish(&site(&[("a.html", "2")])).unwrap_err();
    assert!(matches!(error, PublishError::ForeignFile { .. }), "{error}");
}
