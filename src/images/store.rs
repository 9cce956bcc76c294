//! Where made pictures are kept, so that they are made once. Only ever a cache: it may be deleted, half written, or on a disk
//! that refuses; then a picture is made anew.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use rustc_hash::FxHashSet;
use xxhash_rust::xxh3::xxh3_64;

use crate::world::World;

/// Where in a site's folder they are kept.
pub const FOLDER: &str = ".nutgraf/images";

/// Keeps bytes by a name of hexadecimal digits.
pub trait Store: Sync {
    /// What is kept under a name, whole and unharmed, if there is anything.
    fn get(&self, name: &str) -> Option<Vec<u8>>;

    /// Keeps something. Where that fails, nothing is said: it will be made again.
    fn put(&self, name: &str, bytes: &[u8]);
}

/// The name for a number.
#[must_use]
pub fn name_of(number: u128) -> String {
    format!("{number:032x}")
}

/// Keeps nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Nowhere;

impl Store for Nowhere {
    fn get(&self, _: &str) -> Option<Vec<u8>> {
        None
    }

    fn put(&self, _: &str, _: &[u8]) {}
}

/// Files in a folder. Each ends with a hash of what stands before it, so that a torn or altered one is found out.
#[derive(Debug)]
pub struct Folder {
    folder: PathBuf,
}

impl Folder {
    /// The store in `folder`, which need not be there.
    #[must_use]
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Lets go of all but these. Where that fails, nothing is said: it is tried again the next time.
    pub fn retain(&self, names: &FxHashSet<String>) {
        self.retain_older(names, None);
    }

    /// Lets go of all but these, and what was kept since a moment: that may be of another build that goes on.
    pub fn retain_since(&self, names: &FxHashSet<String>, moment: SystemTime) {
        self.retain_older(names, Some(moment));
    }

    fn retain_older(&self, names: &FxHashSet<String>, moment: Option<SystemTime>) {
        let is_young = |file: &fs::DirEntry| {
            let written = || file.metadata().and_then(|m| m.modified());
            moment.is_some_and(|moment| written().is_ok_and(|written| written >= moment))
        };
        let rows = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        for row in rows {
            let files = fs::read_dir(row.path()).into_iter().flatten().flatten();
            for file in files {
                let name = [row.file_name(), file.file_name()].map(|part| part.to_string_lossy().into_owned());
                if !names.contains(&name.concat()) && !is_young(&file) {
                    let _ = fs::remove_file(file.path());
                }
            }
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        let (row, rest) = name.split_at_checked(2).unwrap_or(("00", name));
        self.folder.join(row).join(rest)
    }
}

/// Numbers the files that are being written, so that no two threads write one.
static WRITTEN: AtomicU64 = AtomicU64::new(0);

impl Store for Folder {
    fn get(&self, name: &str) -> Option<Vec<u8>> {
        unsealed(fs::read(self.path(name)).ok()?)
    }

    fn put(&self, name: &str, bytes: &[u8]) {
        let path = self.path(name);
        let Some(row) = path.parent() else { return };
        if fs::create_dir_all(row).is_err() {
            return;
        }
        let number = WRITTEN.fetch_add(1, Ordering::Relaxed);
        let torn = row.join(format!("{}-{number}.tmp", std::process::id()));
        let written = fs::write(&torn, sealed(bytes)).and_then(|()| fs::rename(&torn, &path));
        if written.is_err() {
            let _ = fs::remove_file(&torn);
        }
    }
}

fn sealed(bytes: &[u8]) -> Vec<u8> {
    let mut out = bytes.to_vec();
    out.extend(xxh3_64(bytes).to_le_bytes());
    out
}

fn unsealed(mut bytes: Vec<u8>) -> Option<Vec<u8>> {
    let end = bytes.len().checked_sub(8)?;
    let seal = bytes.split_off(end);
    (xxh3_64(&bytes).to_le_bytes().as_slice() == seal).then_some(bytes)
}

/// For the preview, which writes nothing: what builds have kept is read, and what is made stays in memory, up to a limit.
pub struct Preview<'w> {
    world: &'w dyn World,
    made: Mutex<BTreeMap<String, Vec<u8>>>,
}

impl<'w> Preview<'w> {
    /// So many bytes are kept; then it begins anew.
    const MOST: usize = 128 << 20;

    /// An empty store over a site's.
    #[must_use]
    pub fn new(world: &'w dyn World) -> Self {
        Self {
            world,
            made: Mutex::default(),
        }
    }
}

impl Store for Preview<'_> {
    fn get(&self, name: &str) -> Option<Vec<u8>> {
        let made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(bytes) = made.get(name) {
            return Some(bytes.clone());
        }
        drop(made);
        let (row, rest) = name.split_at_checked(2)?;
        unsealed(self.world.read(&format!("{FOLDER}/{row}/{rest}")).ok()?)
    }

    fn put(&self, name: &str, bytes: &[u8]) {
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        let kept: usize = made.values().map(Vec::len).sum();
        if kept + bytes.len() > Self::MOST {
            made.clear();
        }
        made.insert(name.to_owned(), bytes.to_vec());
    }
}
