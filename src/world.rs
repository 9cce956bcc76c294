//! The only door to the outside: reading files, listing a folder, and today's date. [`Disk`] is the real one;
//! [`Memory`] holds a site in a map, so that tests and the preview server need no disk. Writing is not here but in
//! [`crate::write`].

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use crate::cache::stamp::Stamp;
use crate::date::Day;

/// Why a named pipe, a socket or a device can't be read.
const NO_FILE: &str = "it is no ordinary file";

/// One file that a listing found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// The path from the site's root, with `/`.
    pub path: String,
    /// What kind of thing it is.
    pub kind: FoundKind,
}

/// What stands under a listed path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FoundKind {
    /// A file that can be read.
    File,
    /// A link in the file system that leads out of the site's root or nowhere.
    Outside,
    /// A name that is not Unicode, a folder that can't be listed, or something that is no file; the text says which.
    Unreadable(String),
}

/// What a build may ask of the machine that it runs on.
pub trait World: Sync {
    /// The bytes of the file at `path` (from the site's root, with `/`).
    ///
    /// # Errors
    /// Whatever the system says when it can't be read.
    fn read(&self, path: &str) -> io::Result<Vec<u8>>;

    /// All files under folder `dir`, at any depth, sorted by path; empty when there is no such folder. Names that
    /// begin with a dot or `_` are passed over.
    fn list(&self, dir: &str) -> Vec<Found>;

    /// What may stand for a file's content where it has not changed; `None` where only the content itself can.
    fn stamp(&self, path: &str) -> Option<Stamp> {
        let _ = path;
        None
    }

    /// Today's date, for checks only. It never enters an output.
    fn today(&self) -> Day;
}

/// A site on disk.
#[derive(Clone, Debug)]
pub struct Disk {
    root: PathBuf,
    today: Day,
}

impl Disk {
    /// The site whose `content/`, `templates/` and `static/` are under `root`.
    pub fn new(root: impl Into<PathBuf>, today: Day) -> Self {
        Self {
            root: root.into(),
            today,
        }
    }

    /// The folder that the site is in.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    fn full(&self, path: &str) -> PathBuf {
        path.split('/')
            .filter(|s| !s.is_empty())
            .fold(self.root.clone(), |p, s| p.join(s))
    }

    fn relative(&self, path: &Path) -> Option<String> {
        let rest = path.strip_prefix(&self.root).ok()?;
        let parts: Option<Vec<&str>> = rest.iter().map(|s| s.to_str()).collect();
        Some(parts?.join("/"))
    }

    /// A link is followed only while it stays inside the root.
    fn kind(&self, path: &Path, is_link: bool, is_file: bool) -> FoundKind {
        let no_file = || FoundKind::Unreadable(NO_FILE.into());
        if !is_link {
            return if is_file { FoundKind::File } else { no_file() };
        }
        let inside = std::fs::canonicalize(path)
            .ok()
            .zip(std::fs::canonicalize(&self.root).ok())
            .is_some_and(|(target, root)| target.starts_with(root));
        if !inside {
            FoundKind::Outside
        } else if path.is_dir() {
            // It would publish the same files twice.
            FoundKind::Unreadable("it is a link to a folder".into())
        } else if path.is_file() {
            FoundKind::File
        } else {
            no_file()
        }
    }
}

impl World for Disk {
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        let path = self.full(path);
        // To open a named pipe is to wait for whoever writes into it.
        if !std::fs::metadata(&path)?.is_file() {
            return Err(io::Error::other(NO_FILE));
        }
        std::fs::read(path)
    }

    fn stamp(&self, path: &str) -> Option<Stamp> {
        // The file behind a link counts, as it does when it is read.
        Stamp::of(&std::fs::metadata(self.full(path)).ok()?)
    }

    fn list(&self, dir: &str) -> Vec<Found> {
        let start = self.full(dir);
        if !start.is_dir() {
            return Vec::new();
        }
        let mut found = Vec::new();
        let walk = walkdir::WalkDir::new(&start)
            .min_depth(1)
            .into_iter()
            .filter_entry(|e| !e.file_name().to_str().is_some_and(hidden));
        for entry in walk {
            match entry {
                Ok(entry) if entry.file_type().is_dir() => {}
                Ok(entry) => {
                    let (link, file) = (entry.path_is_symlink(), entry.file_type().is_file());
                    let lossy = entry.path().strip_prefix(&self.root).unwrap_or(entry.path());
                    let (path, kind) = match self.relative(entry.path()) {
                        Some(path) => (path, self.kind(entry.path(), link, file)),
                        None => (slashes(lossy), FoundKind::Unreadable("its name is not Unicode".into())),
                    };
                    found.push(Found { path, kind });
                }
                Err(error) => {
                    let path = error.path().unwrap_or(&start);
                    let path = slashes(path.strip_prefix(&self.root).unwrap_or(path));
                    let why = error
                        .io_error()
                        .map_or_else(|| "it leads back to itself".into(), ToString::to_string);
                    found.push(Found {
                        path,
                        kind: FoundKind::Unreadable(why),
                    });
                }
            }
        }
        found.sort();
        found
    }

    fn today(&self) -> Day {
        self.today
    }
}

fn slashes(path: &Path) -> String {
    let parts: Vec<_> = path.iter().map(|s| s.to_string_lossy()).collect();
    parts.join("/")
}

fn hidden(name: &str) -> bool {
    name.starts_with('.') || name.starts_with('_')
}

/// A site in memory.
#[derive(Clone, Debug)]
pub struct Memory {
    /// The files, by their path from the site's root.
    pub files: BTreeMap<String, Vec<u8>>,
    /// The date that checks take for today.
    pub today: Day,
}

impl Memory {
    /// An empty site on the given day.
    #[must_use]
    pub fn new(today: Day) -> Self {
        Self {
            files: BTreeMap::new(),
            today,
        }
    }

    /// Adds or replaces a file.
    pub fn insert(&mut self, path: &str, bytes: impl Into<Vec<u8>>) -> &mut Self {
        self.files.insert(path.to_owned(), bytes.into());
        self
    }
}

impl World for Memory {
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.files
            .get(path)
            .cloned()
            .ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))
    }

    fn list(&self, dir: &str) -> Vec<Found> {
        let prefix = format!("{dir}/");
        self.files
            .keys()
            .filter(|path| {
                path.strip_prefix(&prefix)
                    .is_some_and(|rest| !rest.split('/').any(hidden))
            })
            .map(|path| Found {
                path: path.clone(),
                kind: FoundKind::File,
            })
            .collect()
    }

    fn today(&self) -> Day {
        self.today
    }
}
