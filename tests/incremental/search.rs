//! What readers search in, on sites that are read in several batches: after an edit only the batch is read in which something
//! has changed, and what comes out is what a build from nothing makes.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use nutgraf::build::{Options, build, cached};
use nutgraf::world::Disk;
use nutgraf::write::RealDisk;
use tempfile::TempDir;

use super::play::{first_difference, put};
use crate::support::{SITE, files_of, human, today};

struct Ground {
    dir: TempDir,
}

fn page(at: usize, text: &str) -> String {
    format!(
        "---\ntitle: Page {at}\nsummary: Number {at}.\n---\n{text} Word{at} is only here, café everywhere.\n\n## Part\n\nThe end.\n"
    )
}

impl Ground {
    fn new(pages: usize) -> Self {
        let ground = Self {
            dir: tempfile::tempdir().unwrap(),
        };
        ground.write("content/site.yaml", SITE);
        ground.write(
            "content/glossary/weir.md",
            "---\nterm: Weir\ndefinition: A low dam.\n---\n",
        );
        for at in 0..pages {
            ground.write(&format!("content/p{at:04}.md"), &page(at, "Water runs."));
        }
        ground
    }

    fn at(&self, path: &str) -> PathBuf {
        self.dir.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        put(&self.at(path), text);
    }

    /// Builds with the cache and from nothing: the same must come out. Says which files of the index are others than before.
    fn changed(&self) -> BTreeSet<String> {
        let world = Disk::new(self.dir.path(), today());
        let before = files_of(&self.at("public"));
        let (options, cache) = (Options::default(), self.at(".nutgraf/cache"));
        let made = cached(&world, &options, &RealDisk, &self.at("public"), &cache, &|_, _| {});
        let (outcome, report) = made.unwrap();
        assert!(report.is_some(), "{}", human(&outcome));
        build(&world, &options, &RealDisk, &self.at("fresh"), &|_, _| {}).unwrap();
        let (after, fresh) = (files_of(&self.at("public")), files_of(&self.at("fresh")));
        assert!(fresh == after, "{}", first_difference(&fresh, &after));
        let paths = before.keys().chain(after.keys()).filter(|p| p.starts_with("pagefind/"));
        paths.filter(|p| before.get(*p) != after.get(*p)).cloned().collect()
    }

    /// The files of what Pagefind found.
    fn parts(&self) -> BTreeSet<PathBuf> {
        let walked = walkdir::WalkDir::new(self.at(".nutgraf/cache")).into_iter().flatten();
        let files = walked
            .filter(|e| e.file_type().is_file())
            .map(walkdir::DirEntry::into_path);
        files.filter(|p| p.to_string_lossy().contains(".search")).collect()
    }
}

#[test]
fn a_sentence_has_its_batch_read_again_and_no_other() {
    let ground = Ground::new(300);
    assert!(ground.changed().len() > 300);
    let parts = ground.parts();
    assert!(parts.len() > 4, "{} parts", parts.len());
    ground.write("content/p0123.md", &page(123, "Water stands."));
    let changed = ground.changed();
    let excerpts = changed.iter().filter(|p| p.starts_with("pagefind/fragment/")).count();
    assert_eq!(excerpts, 2, "an old one and a new one: {changed:?}");
    let now = ground.parts();
    // The batch, and the list of what the whole consists of; what was there for the sentence of before is gone.
    assert_eq!((now.difference(&parts).count(), parts.difference(&now).count()), (2, 2));
}

#[test]
fn pages_come_and_go() {
    let ground = Ground::new(200);
    ground.changed();
    fs::remove_file(ground.at("content/p0100.md")).unwrap();
    ground.changed();
    ground.write("content/p0100a.md", &page(1000, "New water."));
    ground.write(
        "content/glossary/sluice.md",
        "---\nterm: Sluice\ndefinition: A gate.\n---\n",
    );
    ground.changed();
    ground.write("content/site.yaml", &format!("{SITE}search: false\n"));
    assert!(ground.changed().len() > 200);
    ground.write("content/site.yaml", SITE);
    assert!(ground.changed().len() > 200);
    assert_eq!(ground.changed().len(), 0);
}

#[test]
fn what_was_lost_is_made_again() {
    let ground = Ground::new(120);
    ground.changed();
    let parts = ground.parts();
    for (at, part) in parts.iter().enumerate() {
        match at % 3 {
            0 => fs::remove_file(part).unwrap(),
            1 => fs::write(part, "torn").unwrap(),
            _ => {}
        }
    }
    ground.write("content/p0007.md", &page(7, "Other water."));
    ground.changed();
    // Also where nothing has changed but what is in the output folder.
    let some = files_of(&ground.at("public"));
    for path in some.keys().filter(|p| p.starts_with("pagefind/")).step_by(3) {
        fs::remove_file(ground.at("public").join(path)).unwrap();
    }
    assert!(!ground.changed().is_empty());
}
