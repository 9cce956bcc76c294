//! The cache's file: written whole under another name and renamed, read whole, and trusted only with the right sum at its
//! head. It is not flushed to the disk: a power loss may tear it, and then its sum is wrong.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

/// The first bytes of the file, with the version of its form.
const MAGIC: &[u8; 8] = b"nutgraf\x01";

/// Where a site's cache for one output folder is.
#[derive(Clone, Debug)]
pub struct Store {
    folder: PathBuf,
    file: PathBuf,
}

/// What is kept apart, because it is read apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// All that is remembered.
    All,
    /// What tells that nothing has changed.
    Unchanged,
}

impl Store {
    /// The cache in `folder` for builds into `output`.
    #[must_use]
    pub fn new(folder: &Path, output: &Path) -> Self {
        let output = std::path::absolute(output).unwrap_or_else(|_| output.to_path_buf());
        let name = xxh3_64(output.to_string_lossy().as_bytes());
        Self {
            folder: folder.to_path_buf(),
            file: folder.join(format!("build-{name:016x}")),
        }
    }

    /// What was written last, where it is whole; `key` is what it was written with.
    #[must_use]
    pub fn read(&self, part: Part, key: u128) -> Option<Vec<u8>> {
        let mut bytes = fs::read(self.place(part)).ok()?;
        let head = head(key, bytes.get(HEAD..)?);
        if bytes.get(..HEAD) != Some(&head) {
            return None;
        }
        bytes.drain(..HEAD);
        Some(bytes)
    }

    /// Writes the cache in place of the one before.
    ///
    /// # Errors
    /// Whatever the system says. The cache before stays then.
    pub fn write(&self, part: Part, key: u128, bytes: &[u8]) -> io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        let place = self.place(part);
        let fresh = place.with_extension(format!("{}", std::process::id()));
        let written = fs::File::create(&fresh)
            .and_then(|mut file| {
                file.write_all(&head(key, bytes))?;
                file.write_all(bytes)
            })
            .and_then(|()| fs::rename(&fresh, &place));
        if written.is_err() {
            // What could not be written whole is of no use to anybody.
            let _ = fs::remove_file(&fresh);
        }
        written
    }
}

impl Store {
    fn place(&self, part: Part) -> PathBuf {
        match part {
            Part::All => self.file.clone(),
            Part::Unchanged => self.file.with_extension("same"),
        }
    }
}

const HEAD: usize = 8 + 16 + 16;

fn head(key: u128, bytes: &[u8]) -> [u8; HEAD] {
    let mut head = [0; HEAD];
    let parts = MAGIC
        .iter()
        .copied()
        .chain(key.to_le_bytes())
        .chain(xxh3_128(bytes).to_le_bytes());
    for (place, byte) in head.iter_mut().zip(parts) {
        *place = byte;
    }
    head
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_torn_or_foreign_cache_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::new(&folder.path().join("a/b"), Path::new("public"));
        assert_eq!(store.read(Part::All, 1), None);
        store.write(Part::All, 1, b"remembered").unwrap();
        assert_eq!(store.read(Part::All, 1).as_deref(), Some(&b"remembered"[..]));
        assert_eq!(store.read(Part::All, 2), None, "other settings");
        let bytes = fs::read(&store.file).unwrap();
        for torn in [&bytes[..bytes.len() - 1], &bytes[..7], &[]] {
            fs::write(&store.file, torn).unwrap();
            assert_eq!(store.read(Part::All, 1), None);
        }
        let mut flipped = bytes.clone();
        *flipped.last_mut().unwrap() ^= 1;
        fs::write(&store.file, flipped).unwrap();
        assert_eq!(store.read(Part::All, 1), None);
        assert!(
            Store::new(&store.file, Path::new("public"))
                .write(Part::All, 1, b"x")
                .is_err()
        );
    }
}
