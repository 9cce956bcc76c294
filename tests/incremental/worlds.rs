//! Worlds for tests in which files change while they are read.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{fs, io};

use nutgraf::cache::stamp::Stamp;
use nutgraf::date::Day;
use nutgraf::world::{self, Found, Memory, World};

use crate::support::today;

/// A site of which one file reads differently from the n-th time on, as if it had been saved in the middle of a build.
pub(crate) struct Changing {
    pub(crate) before: Memory,
    pub(crate) after: Memory,
    pub(crate) reads: AtomicUsize,
    pub(crate) from: usize,
}

impl World for Changing {
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        let own = path == "content/one.md";
        let late = own && self.reads.fetch_add(1, Ordering::SeqCst) >= self.from;
        if late {
            self.after.read(path)
        } else {
            self.before.read(path)
        }
    }

    fn list(&self, dir: &str) -> Vec<Found> {
        self.before.list(dir)
    }

    fn today(&self) -> Day {
        today()
    }
}

/// A world in which a page says something else each time that it is read.
pub(crate) struct Restless(pub(crate) Memory, pub(crate) AtomicUsize);

impl World for Restless {
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        let mut bytes = self.0.read(path)?;
        if path == "content/one.md" {
            bytes.extend(format!("\nNumber {}.\n", self.1.fetch_add(1, Ordering::SeqCst)).bytes());
        }
        Ok(bytes)
    }

    fn list(&self, dir: &str) -> Vec<Found> {
        self.0.list(dir)
    }

    fn today(&self) -> Day {
        today()
    }
}

/// A site in memory whose files have stamps, as those of a disk do: another one for each content, and each time that a file is
/// touched. Of each fourth content the stamp is as young as if the file had just been saved, always.
#[derive(Clone)]
pub(crate) struct Stamped {
    pub(crate) memory: Memory,
    pub(crate) touched: BTreeMap<String, i64>,
}

impl World for Stamped {
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.memory.read(path)
    }

    fn list(&self, dir: &str) -> Vec<Found> {
        self.memory.list(dir)
    }

    fn stamp(&self, path: &str) -> Option<Stamp> {
        let bytes = self.memory.files.get(path)?;
        let number = xxhash_rust::xxh3::xxh3_64(bytes);
        let young = number.is_multiple_of(4);
        Some(Stamp {
            size: bytes.len() as u64,
            modified: if young { i64::MAX } else { 0 },
            changed: self.touched.get(path).copied().unwrap_or_default(),
            number,
        })
    }

    fn today(&self) -> Day {
        self.memory.today()
    }
}

/// A site on disk in which a page comes up when everything has been listed, as if it had been saved in the middle of a build.
pub(crate) struct Appearing {
    pub(crate) disk: world::Disk,
    pub(crate) page: &'static str,
    pub(crate) text: String,
}

impl World for Appearing {
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.disk.read(path)
    }

    fn list(&self, dir: &str) -> Vec<Found> {
        let found = self.disk.list(dir);
        // The last folder that loading lists.
        if dir == "static/.well-known" {
            fs::write(self.disk.root().join(self.page), &self.text).unwrap();
        }
        found
    }

    fn stamp(&self, path: &str) -> Option<Stamp> {
        self.disk.stamp(path)
    }

    fn today(&self) -> Day {
        self.disk.today()
    }
}
