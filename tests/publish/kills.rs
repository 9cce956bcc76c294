//! Whatever the operation at which a run dies, readers get the old site or the new one.

use std::collections::BTreeSet;

use nutgraf::write::{Disk, Publisher, RealDisk, Recovery};
use proptest::prelude::*;

use crate::{
    disks::{DyingDisk, FoldingDisk},
    site::{Site, Stage, publish, site, with_folders},
};

const NEVER: usize = usize::MAX;

/// One interrupted publication.
#[derive(Clone, Copy)]
struct Case<'s> {
    old: Option<&'s Site>,
    new: &'s Site,
    /// On a disk that ignores case.
    folding: bool,
    /// At which operation the run dies.
    dies_at: usize,
    /// It doesn't die: that one operation fails, and the program can still clean up.
    survives: bool,
    /// At which the run dies that repairs it.
    repair_dies_at: usize,
}

/// Checks all promises; whether the run, and whether its repair, died at all.
fn check(case: Case) -> (bool, bool) {
    let n = case.dies_at;
    let stage = Stage::empty();
    let folding_disk = FoldingDisk {
        base: stage.base.clone(),
    };
    let disk: &dyn Disk = if case.folding { &folding_disk } else { &RealDisk };
    let quiet = DyingDisk::never(disk);
    let seen = || compared(&stage.seen(), case.folding);
    if let Some(old) = case.old {
        publish(&quiet, &stage.root, old).unwrap();
    }
    let before = seen();
    let after = compared(&with_folders(case.new), case.folding);

    let dying = if case.survives {
        DyingDisk::failing_once(disk, n)
    } else {
        DyingDisk::at(disk, n)
    };
    let result = publish(&dying, &stage.root, case.new);
    assert!(result.is_ok() || dying.died(), "{result:?}");
    if !stage.root.join(".nutgraf/journal.json").exists() {
        let now = seen();
        assert!(
            now == before || now == after,
            "a mix before the commit point, killed at {n}"
        );
    }

    let repair = DyingDisk::at(disk, case.repair_dies_at);
    drop(Publisher::begin(&repair, &stage.root));
    let repaired = Publisher::begin(&quiet, &stage.root).unwrap();
    assert_ne!(repaired.recovered(), Some(Recovery::Mended));
    repaired.abandon().unwrap();
    let now = seen();
    assert!(
        now == before || now == after,
        "a mix after recovery, killed at {n}: {now:?}"
    );
    assert!(result.is_err() || now == after);

    publish(&quiet, &stage.root, case.new).unwrap();
    assert_eq!(seen(), after, "after the next run, killed at {n}");
    assert_eq!(stage.home(), ["manifest.json"], "killed at {n}");
    (dying.died(), repair.died())
}

fn compared(site: &Site, folding: bool) -> Site {
    site.iter()
        .map(|(path, bytes)| {
            let path = if folding { path.to_lowercase() } else { path.clone() };
            (path, bytes.clone())
        })
        .collect()
}

/// Dies at each operation in turn, until a run gets through.
fn dies_everywhere(old: Option<&Site>, new: &Site, folding: bool) {
    let mut case = Case {
        old,
        new,
        folding,
        dies_at: 0,
        survives: false,
        repair_dies_at: NEVER,
    };
    while check(case).0 {
        if case.dies_at.is_multiple_of(3) {
            check(Case { survives: true, ..case });
        }
        case.dies_at += 1;
    }
    assert!(case.dies_at > 20, "a run has more operations than that");
}

#[test]
fn first_publication() {
    dies_everywhere(None, &site(&[("index.html", "home"), ("a/b/index.html", "b")]), false);
}

#[test]
fn changed_added_and_removed() {
    let (old, new) = changed_sites();
    dies_everywhere(Some(&old), &new, false);
}

fn changed_sites() -> (Site, Site) {
    (
        site(&[
            ("index.html", "old home"),
            ("same.css", "same"),
            ("gone/deep/index.html", "gone"),
        ]),
        site(&[
            ("index.html", "new"),
            ("same.css", "same"),
            ("fresh/index.html", "fresh"),
        ]),
    )
}

#[test]
fn file_becomes_folder_and_folder_file() {
    let old = site(&[("a", "file"), ("b/c/d", "deep"), ("b/e", "flat")]);
    let new = site(&[("a/b/c", "deep"), ("b", "file")]);
    dies_everywhere(Some(&old), &new, false);
}

#[test]
fn all_files_go() {
    dies_everywhere(Some(&site(&[("a/b", "1"), ("c", "2")])), &site(&[]), false);
}

#[test]
fn nothing_changes() {
    let old = site(&[("a/b", "1"), ("c", "2")]);
    dies_everywhere(Some(&old), &old, false);
}

#[test]
fn names_change_by_case_where_case_is_ignored() {
    let old = site(&[("A.html", "1"), ("Dir/x", "same"), ("Dir/y", "y"), ("f", "")]);
    let new = site(&[("a.html", "2"), ("dir/x", "same"), ("dir/z", "new"), ("F/g", "g")]);
    dies_everywhere(Some(&old), &new, true);
    dies_everywhere(Some(&old), &new, false);
}

#[test]
fn the_repair_dies_too() {
    let (old, new) = changed_sites();
    let mut case = Case {
        old: Some(&old),
        new: &new,
        folding: false,
        dies_at: 0,
        survives: false,
        repair_dies_at: 0,
    };
    while {
        case.repair_dies_at = 0;
        while check(case).1 {
            case.repair_dies_at += 5;
        }
        case.repair_dies_at = NEVER;
        check(case).0
    } {
        case.dies_at += 7;
    }
}

/// Small trees in which names collide often, by case too, as files and as folders.
fn any_site() -> impl Strategy<Value = Site> {
    let segment = prop::sample::select(vec!["a", "A", "b", "c"]);
    let path = prop::collection::vec(segment, 1..4).prop_map(|segments| segments.join("/"));
    let content = prop::sample::select(vec!["", "x", "yy", "zz"]);
    prop::collection::vec((path, content), 0..7).prop_map(|files| {
        let mut site = Site::new();
        let (mut taken, mut folders) = (BTreeSet::new(), BTreeSet::new());
        for (path, text) in files {
            let folded = path.to_lowercase();
            let above: Vec<String> = folded
                .match_indices('/')
                .map(|(end, _)| folded[..end].to_owned())
                .collect();
            if !taken.contains(&folded)
                && !folders.contains(&folded)
                && !above.iter().any(|folder| taken.contains(folder))
            {
                taken.insert(folded);
                folders.extend(above);
                site.insert(path, text.as_bytes().to_vec());
            }
        }
        site
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_sites_and_any_kills(
        old in prop::option::of(any_site()),
        new in any_site(),
        folding: bool,
        dies_at in 0..180_usize,
        survives: bool,
        repair_dies_at in 0..150_usize,
    ) {
        check(Case { old: old.as_ref(), new: &new, folding, dies_at, survives, repair_dies_at });
    }
}
