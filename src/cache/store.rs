//! The cache's file: written whole under another name and renamed, read whole, and trusted only with the right sum at its
//! head. It is not flushed to the disk: a power loss may tear it, and then its sum is wrong.

use std::fs;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::ops::Deref;
use std::path::{Path, PathBuf};

use xxhash_rust::xxh3::{Xxh3, xxh3_64, xxh3_128};

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
    /// What was remembered after that; its key is that of the [`Seal`] of what it comes after.
    Later,
    /// What tells that nothing has changed.
    Unchanged,
    /// Sentences of lists of references.
    Sentences,
}

/// What was read: what was written, without the head of the file. The head stays in memory before it, because moving tens of
/// megabytes by a few bytes costs more than reading them.
#[derive(Debug)]
pub struct Bytes(Vec<u8>, Seal);

impl Bytes {
    /// What they were sealed with.
    #[must_use]
    pub fn seal(&self) -> &Seal {
        &self.1
    }
}

/// The head of a file: what it is, the key it was written with, and the sum of its bytes.
#[derive(Debug)]
pub struct Seal([u8; HEAD]);

impl Seal {
    /// The seal of these bytes, one after the other.
    #[must_use]
    pub fn new(key: u128, bytes: &[&[u8]]) -> Self {
        let mut sum = Xxh3::new();
        for part in bytes {
            sum.update(part);
        }
        let mut head = [0; HEAD];
        let parts = MAGIC
            .iter()
            .copied()
            .chain(key.to_le_bytes())
            .chain(sum.digest128().to_le_bytes());
        for (place, byte) in head.iter_mut().zip(parts) {
            *place = byte;
        }
        Self(head)
    }

    /// A key for what comes after these bytes, and after no others.
    #[must_use]
    pub fn key(&self) -> u128 {
        xxh3_128(&self.0)
    }
}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        self.0.get(HEAD..).unwrap_or_default()
    }
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

    /// A folder beside the file, for what is better kept in pieces.
    #[must_use]
    pub fn folder_of(&self, what: &str) -> PathBuf {
        self.file.with_extension(what)
    }

    /// What was written last, where it is whole; `key` is what it was written with.
    #[must_use]
    pub fn read(&self, part: Part, key: u128) -> Option<Bytes> {
        let bytes = read_whole(&self.place(part)).ok()?;
        let seal = Seal::new(key, &[bytes.get(HEAD..)?]);
        (bytes.get(..HEAD) == Some(&seal.0)).then_some(Bytes(bytes, seal))
    }

    /// Writes the cache in place of the one before: these bytes, one after the other.
    ///
    /// # Errors
    /// Whatever the system says. The cache before stays then.
    pub fn write(&self, part: Part, key: u128, bytes: &[&[u8]]) -> io::Result<()> {
        self.write_with(part, &Seal::new(key, bytes), bytes)
    }

    /// The same, with a seal that was made before.
    ///
    /// # Errors
    /// As [`Self::write`].
    pub fn write_with(&self, part: Part, seal: &Seal, bytes: &[&[u8]]) -> io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        let place = self.place(part);
        let fresh = place.with_extension(format!("{}", std::process::id()));
        let written = fs::File::create(&fresh)
            .and_then(|mut file| {
                file.write_all(&seal.0)?;
                bytes.iter().try_for_each(|part| file.write_all(part))
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
            Part::Later => self.file.with_extension("later"),
            Part::Unchanged => self.file.with_extension("same"),
            Part::Sentences => self.file.with_extension("sentences"),
        }
    }
}

/// The bytes of a file, read by two cores: what takes time is not the reading but the fresh memory, a page of it after the other.
fn read_whole(path: &Path) -> io::Result<Vec<u8>> {
    let size = usize::try_from(fs::metadata(path)?.len()).map_err(io::Error::other)?;
    let mut bytes = vec![0; size];
    let (first, second) = bytes.split_at_mut(size / 2);
    let (one, other) = rayon::join(
        || read_from(path, 0, first),
        || read_from(path, size as u64 / 2, second),
    );
    one.and(other).map(|()| bytes)
}

fn read_from(path: &Path, start: u64, bytes: &mut [u8]) -> io::Result<()> {
    let mut file = fs::File::open(path)?;
    file.seek(SeekFrom::Start(start))?;
    file.read_exact(bytes)
}

const HEAD: usize = 8 + 16 + 16;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_torn_or_foreign_cache_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::new(&folder.path().join("a/b"), Path::new("public"));
        assert!(store.read(Part::All, 1).is_none());
        store.write(Part::All, 1, &[b"remem", b"bered"]).unwrap();
        assert_eq!(store.read(Part::All, 1).as_deref(), Some(&b"remembered"[..]));
        assert!(store.read(Part::All, 2).is_none(), "other settings");
        let bytes = fs::read(&store.file).unwrap();
        for torn in [&bytes[..bytes.len() - 1], &bytes[..7], &[]] {
            fs::write(&store.file, torn).unwrap();
            assert!(store.read(Part::All, 1).is_none());
        }
        let mut flipped = bytes.clone();
        *flipped.last_mut().unwrap() ^= 1;
        fs::write(&store.file, flipped).unwrap();
        assert!(store.read(Part::All, 1).is_none());
        assert!(
            Store::new(&store.file, Path::new("public"))
                .write(Part::All, 1, &[b"x"])
                .is_err()
        );
    }
}
