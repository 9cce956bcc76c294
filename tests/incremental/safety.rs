//! The cache under bad luck: a build that dies, a full disk, two builds at once, clocks that jump, files that change while
//! they are read. What comes out is right at the latest with the next build, and no fault of the cache keeps a site from
//! being published.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicUsize;
use std::thread;
use std::time::{Duration, SystemTime};

use nutgraf::build::{Failure, Options, Outcome, build, cached};
use nutgraf::world::{self, Memory, World};
use nutgraf::write::{Disk, Kind, Lock, PublishError, RealDisk, Report};
use tempfile::TempDir;

use super::disks::Quick;
use super::dying::DyingDisk;
use super::play::first_difference;
use super::worlds::{Appearing, Changing, Restless};
use crate::support::{files_of, small, today};

type Made = Result<(Outcome, Option<Report>), Failure>;

const WEIR: &str = "---\nterm: Weir\ndefinition: A low dam.\n---\n";

fn page(text: &str) -> String {
    format!("---\ntitle: Page\nsummary: One page.\n---\n{text}\n")
}

fn site(text: &str) -> Memory {
    small(&[
        ("content/one.md", &page(text)),
        ("content/two.md", &page("A weir.")),
        ("content/glossary/weir.md", WEIR),
    ])
}

/// A place for outputs and a cache.
struct Ground {
    dir: TempDir,
}

impl Ground {
    fn new() -> Self {
        Self {
            dir: tempfile::tempdir().unwrap(),
        }
    }

    fn public(&self) -> PathBuf {
        self.dir.path().join("public")
    }

    fn cache(&self) -> PathBuf {
        self.dir.path().join(".nutgraf").join("cache")
    }

    fn build(&self, world: &dyn World, disk: &dyn Disk) -> Made {
        cached(
            world,
            &Options::default(),
            disk,
            &self.public(),
            &self.cache(),
            &|_, _| {},
        )
    }

    /// Holds the output folder to a build from nothing.
    fn is_right(&self, world: &dyn World, when: &str) {
        let fresh = self.dir.path().join("fresh");
        build(world, &Options::default(), &Quick, &fresh, &|_, _| {}).unwrap();
        let (wanted, found) = (files_of(&fresh), files_of(&self.public()));
        fs::remove_dir_all(fresh).unwrap();
        assert!(wanted == found, "{when}: {}", first_difference(&wanted, &found));
    }
}

#[test]
fn a_build_that_dies_is_made_good_by_the_next() {
    for at in (0..).step_by(3) {
        let ground = Ground::new();
        ground.build(&site("A weir."), &Quick).unwrap();
        let disk = DyingDisk::at(&RealDisk, at);
        let _ = ground.build(&site("A sluice."), &disk);
        let died = disk.died();
        // Which of the two texts the next build has must not matter.
        let next = site(if at % 2 == 0 { "A sluice." } else { "A weir." });
        ground
            .build(&next, &Quick)
            .unwrap_or_else(|e| panic!("after dying at {at}: {e:?}"));
        ground.is_right(&next, &format!("after dying at {at}"));
        if !died {
            return;
        }
    }
}

#[test]
fn a_single_failure_of_the_disk_is_made_good_by_the_next_build() {
    for at in (1..).step_by(3) {
        let ground = Ground::new();
        ground.build(&site("A weir."), &Quick).unwrap();
        let disk = DyingDisk::failing_once(&RealDisk, at);
        let _ = ground.build(&site("A sluice."), &disk);
        let died = disk.died();
        ground.build(&site("A sluice."), &Quick).unwrap();
        ground.is_right(&site("A sluice."), &format!("after a failure at {at}"));
        if !died {
            return;
        }
    }
}

/// A disk on which nothing can be written below a folder, as when it is full or write-protected; files that are begun there
/// stay half.
struct Full {
    below: PathBuf,
}

impl Full {
    fn check(&self, path: &Path) -> io::Result<()> {
        if path.starts_with(&self.below) {
            return Err(io::Error::from(io::ErrorKind::StorageFull));
        }
        Ok(())
    }
}

impl Disk for Full {
    fn kind(&self, path: &Path) -> io::Result<Option<Kind>> {
        Quick.kind(path)
    }
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        Quick.read(path)
    }
    fn list(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        Quick.list(folder)
    }
    fn write_new(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        if let Err(full) = self.check(path) {
            let _ = Quick.write_new(path, &bytes[..bytes.len() / 2]);
            return Err(full);
        }
        Quick.write_new(path, bytes)
    }
    fn create_folders(&self, path: &Path) -> io::Result<()> {
        self.check(path)?;
        Quick.create_folders(path)
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.check(to)?;
        Quick.rename(from, to)
    }
    fn remove_file(&self, path: &Path) -> io::Result<()> {
        Quick.remove_file(path)
    }
    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        Quick.remove_folder(path)
    }
    fn sync(&self, path: &Path) -> io::Result<()> {
        self.check(path)
    }
    fn lock(&self, path: &Path) -> io::Result<Option<Lock>> {
        self.check(path)?;
        Quick.lock(path)
    }
    fn unlock(&self, lock: Lock) -> io::Result<()> {
        Quick.unlock(lock)
    }
}

#[test]
fn a_cache_that_cannot_be_written_keeps_no_site_from_being_published() {
    let ground = Ground::new();
    let full = Full { below: ground.cache() };
    for (turn, disk) in [&full as &dyn Disk, &full, &Quick, &full, &Quick]
        .into_iter()
        .enumerate()
    {
        let world = site(&format!("A weir, turn {turn}."));
        let (_, report) = ground.build(&world, disk).unwrap();
        assert!(report.is_some(), "turn {turn}");
        ground.is_right(&world, &format!("turn {turn}"));
    }
}

#[test]
fn a_cache_folder_that_is_something_else_keeps_no_site_from_being_published() {
    let ground = Ground::new();
    fs::create_dir_all(ground.cache().parent().unwrap()).unwrap();
    fs::write(ground.cache(), "a file").unwrap();
    let (_, report) = ground.build(&site("A weir."), &RealDisk).unwrap();
    assert!(report.is_some());
    ground.is_right(&site("A weir."), "beside a file");
}

#[test]
fn two_builds_at_once_do_no_harm() {
    let ground = Ground::new();
    for turn in 0..12 {
        let (one, two) = (site(&format!("A weir {turn}.")), site(&format!("A sluice {turn}.")));
        thread::scope(|scope| {
            for world in [&one, &two] {
                let ground = &ground;
                scope.spawn(move || match ground.build(world, &Quick) {
                    Ok(_) | Err(Failure::Publish(PublishError::Busy { .. })) => {}
                    Err(failure) => panic!("{failure:?}"),
                });
            }
        });
        ground.build(&one, &Quick).unwrap();
        ground.is_right(&one, "after two at once");
    }
}

#[test]
fn two_folders_may_share_a_cache() {
    let ground = Ground::new();
    let sites = [site("A weir."), site("A sluice.")];
    let options = [
        Options::default(),
        Options {
            portable: true,
            base_url: Some("https://example.net/".to_owned()),
            ..Options::default()
        },
    ];
    for turn in 0..8 {
        let (world, options, name) = (&sites[turn / 2 % 2], &options[turn % 2], format!("public{}", turn % 2));
        let (public, fresh) = (
            ground.dir.path().join(name),
            ground.dir.path().join(format!("fresh{turn}")),
        );
        cached(world, options, &Quick, &public, &ground.cache(), &|_, _| {}).unwrap();
        build(world, options, &Quick, &fresh, &|_, _| {}).unwrap();
        let (wanted, found) = (files_of(&fresh), files_of(&public));
        assert!(wanted == found, "turn {turn}: {}", first_difference(&wanted, &found));
    }
}

/// A site on disk, whose files' times can be set.
struct OnDisk {
    ground: Ground,
    world: world::Disk,
}

impl OnDisk {
    fn new() -> Self {
        let ground = Ground::new();
        for (path, bytes) in site("A weir.").files {
            let path = ground.dir.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        let world = world::Disk::new(ground.dir.path(), today());
        Self { ground, world }
    }

    fn write(&self, text: &str, time: SystemTime) {
        let path = self.ground.dir.path().join("content/one.md");
        fs::write(&path, page(text)).unwrap();
        File::options()
            .write(true)
            .open(&path)
            .unwrap()
            .set_modified(time)
            .unwrap();
    }

    fn build(&self, when: &str) {
        self.ground.build(&self.world, &RealDisk).unwrap();
        self.ground.is_right(&self.world, when);
    }
}

#[test]
fn an_edit_within_the_same_moment_is_noticed() {
    let site = OnDisk::new();
    let now = SystemTime::now();
    for (turn, text) in ["A weir.", "A dam!!", "A lock.", "A weir."].into_iter().enumerate() {
        // The same length and the same time as before.
        site.write(text, now);
        site.build(&format!("turn {turn}"));
    }
}

#[test]
fn clocks_that_jump_hide_no_edit() {
    let site = OnDisk::new();
    let now = SystemTime::now();
    let day = Duration::from_hours(24);
    for (turn, (text, time)) in [
        ("A weir.", now + day),
        // As long, and its time in the future is the same: it may have been written at any time.
        ("A dam!!", now + day),
        ("A lock.", now - day),
        ("A levy.", now),
        // An older file is copied over, with its time.
        ("A weir.", now - 2 * day),
        ("A dam!!", now - day),
        ("A lock.", SystemTime::UNIX_EPOCH),
    ]
    .into_iter()
    .enumerate()
    {
        site.write(text, time);
        site.build(&format!("turn {turn}"));
    }
}

#[test]
fn a_file_that_comes_up_during_a_build_is_found_by_the_next() {
    let site = OnDisk::new();
    site.build("first");
    // Until the times of all files stand for what they hold, nothing is left for a build that finds nothing changed.
    thread::sleep(Duration::from_millis(2100));
    let appearing = Appearing {
        disk: site.world.clone(),
        page: "content/late.md",
        text: page("A weir."),
    };
    site.ground.build(&appearing, &RealDisk).unwrap();
    site.build("after it came up");
    assert!(site.ground.public().join("late/index.html").exists());
}

#[test]
fn a_file_that_changes_while_it_is_read_is_right_in_the_next_build() {
    for from in 0..4 {
        let ground = Ground::new();
        let (before, after) = (site("A weir."), site("A dam!!"));
        for turn in 0..2 {
            let (before, after) = if turn == 0 {
                (&before, &after)
            } else {
                (&after, &before)
            };
            let world = Changing {
                before: before.clone(),
                after: after.clone(),
                reads: AtomicUsize::new(0),
                from,
            };
            ground.build(&world, &Quick).unwrap();
            // What was made is what one of the two texts comes to, never a mixture.
            let found = files_of(&ground.public());
            let either = [before, after].map(made);
            assert!(either.contains(&found), "changed at read {from}: a mixture");
            ground.build(after, &Quick).unwrap();
            ground.is_right(after, &format!("changed at read {from}"));
        }
    }
}

#[test]
fn a_file_that_changes_while_it_is_read_leaves_no_mixture_in_a_build_that_remembers_nothing() {
    let (before, after) = (site("A weir."), site("A dam!!"));
    let either = [&before, &after].map(made);
    for from in 0..4 {
        let ground = Ground::new();
        let world = Changing {
            before: before.clone(),
            after: after.clone(),
            reads: AtomicUsize::new(0),
            from,
        };
        build(&world, &Options::default(), &Quick, &ground.public(), &|_, _| {}).unwrap();
        assert!(either.contains(&files_of(&ground.public())), "changed at read {from}");
    }
    // One that never comes to rest is held in memory at last.
    let ground = Ground::new();
    let world = Restless(site("A weir."), AtomicUsize::new(0));
    build(&world, &Options::default(), &Quick, &ground.public(), &|_, _| {}).unwrap();
    assert!(!files_of(&ground.public()).is_empty());
}

fn made(world: &Memory) -> BTreeMap<String, Vec<u8>> {
    let ground = Ground::new();
    build(world, &Options::default(), &Quick, &ground.public(), &|_, _| {}).unwrap();
    files_of(&ground.public())
}
