//! Small sites to publish, and what is seen of them afterwards.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use nutgraf::write::{Disk, Output, PublishError, Publisher, RealDisk, Report};
use tempfile::TempDir;

use crate::disks::DyingDisk;

/// Files by path. Seen on disk, folders are there too, as `name/`, with nothing in them.
pub(crate) type Site = BTreeMap<String, Vec<u8>>;

pub(crate) fn site(files: &[(&str, &str)]) -> Site {
    files
        .iter()
        .map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()))
        .collect()
}

pub(crate) fn two_files() -> Site {
    site(&[("index.html", "home"), ("a/index.html", "a")])
}

pub(crate) fn report(written: usize, unchanged: usize, removed: usize) -> Report {
    Report {
        written,
        unchanged,
        removed,
        total: written + unchanged,
        rendered: written + unchanged,
    }
}

/// The site as a disk should show it: with its folders.
pub(crate) fn with_folders(site: &Site) -> Site {
    let mut all = site.clone();
    for path in site.keys() {
        for (end, _) in path.match_indices('/') {
            all.insert(path[..=end].to_owned(), Vec::new());
        }
    }
    all
}

/// A folder to publish into, and what to look at in it.
pub(crate) struct Stage {
    _dir: TempDir,
    pub(crate) base: PathBuf,
    pub(crate) root: PathBuf,
}

impl Stage {
    /// Nothing there yet, not even the output folder.
    pub(crate) fn empty() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let base = dir.path().to_path_buf();
        Self {
            root: base.join("public"),
            base,
            _dir: dir,
        }
    }

    /// With a site that is published already.
    pub(crate) fn with(site: &Site) -> Self {
        let stage = Self::empty();
        stage.publish(site).unwrap();
        stage
    }

    pub(crate) fn publish(&self, site: &Site) -> Result<Report, PublishError> {
        publish(&DyingDisk::never(&RealDisk), &self.root, site)
    }

    pub(crate) fn put(&self, path: &str, text: &str) {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Everything in the output folder but `.nutgraf/`.
    pub(crate) fn seen(&self) -> Site {
        let mut seen = Site::new();
        if self.root.exists() {
            walk(&self.root, "", &mut seen);
        }
        seen
    }

    /// The names in `.nutgraf/`.
    pub(crate) fn home(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.root.join(".nutgraf"))
            .into_iter()
            .flatten()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }
}

fn walk(folder: &Path, prefix: &str, seen: &mut Site) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{prefix}{}", entry.file_name().to_str().unwrap());
        if name == ".nutgraf" {
            continue;
        }
        if entry.file_type().unwrap().is_dir() {
            walk(&entry.path(), &format!("{name}/"), seen);
            seen.insert(format!("{name}/"), Vec::new());
        } else {
            seen.insert(name, fs::read(entry.path()).unwrap());
        }
    }
}

pub(crate) fn stage_all(publisher: &Publisher, site: &Site) -> Result<(), PublishError> {
    site.iter().try_for_each(|(path, bytes)| {
        publisher.stage(&Output {
            path: path.clone(),
            bytes: bytes.clone(),
        })
    })
}

pub(crate) fn publish(disk: &dyn Disk, root: &Path, site: &Site) -> Result<Report, PublishError> {
    let publisher = Publisher::begin(disk, root)?;
    stage_all(&publisher, site)?;
    publisher.commit()
}
