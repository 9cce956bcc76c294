//! Disks that misbehave: one that dies at a chosen operation, one that ignores the case of names.

use std::{
    cell::Cell,
    ffi::OsString,
    fs, io,
    path::{Path, PathBuf},
    sync::atomic::{AtomicUsize, Ordering},
};

use nutgraf::write::{Disk, Kind, Lock, RealDisk};

/// Fails at the n-th operation and at every later one, as if the process or the machine had died:
/// a write that is cut short leaves half a file, and nothing is cleaned up.
pub(crate) struct DyingDisk<'d> {
    inner: &'d dyn Disk,
    dies_at: usize,
    /// Only that one operation fails, as when a virus scanner holds a file open.
    revives: bool,
    operations: AtomicUsize,
    /// Operations that changed something outside `.nutgraf/`.
    changes: AtomicUsize,
}

impl<'d> DyingDisk<'d> {
    pub(crate) fn at(inner: &'d dyn Disk, dies_at: usize) -> Self {
        Self {
            inner,
            dies_at,
            revives: false,
            operations: AtomicUsize::new(0),
            changes: AtomicUsize::new(0),
        }
    }

    /// One on which a single operation fails, with the program alive to clean up.
    pub(crate) fn failing_once(inner: &'d dyn Disk, fails_at: usize) -> Self {
        Self {
            revives: true,
            ..Self::at(inner, fails_at)
        }
    }

    /// One that only counts.
    pub(crate) fn never(inner: &'d dyn Disk) -> Self {
        Self::at(inner, usize::MAX)
    }

    pub(crate) fn died(&self) -> bool {
        self.operations.load(Ordering::SeqCst) > self.dies_at
    }

    pub(crate) fn changes(&self) -> usize {
        self.changes.load(Ordering::SeqCst)
    }

    /// Counts an operation, or dies.
    fn step(&self, changed: Option<&Path>) -> Result<(), Death> {
        let now = self.operations.fetch_add(1, Ordering::SeqCst);
        if now == self.dies_at || (now > self.dies_at && !self.revives) {
            return Err(Death {
                now: now == self.dies_at,
            });
        }
        if changed.is_some_and(|path| path.components().all(|part| part.as_os_str() != ".nutgraf")) {
            self.changes.fetch_add(1, Ordering::SeqCst);
        }
        Ok(())
    }
}

struct Death {
    now: bool,
}

impl From<Death> for io::Error {
    fn from(_: Death) -> Self {
        io::Error::other("the disk died")
    }
}

impl Disk for DyingDisk<'_> {
    fn kind(&self, path: &Path) -> io::Result<Option<Kind>> {
        self.step(None)?;
        self.inner.kind(path)
    }
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.step(None)?;
        self.inner.read(path)
    }
    fn list(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        self.step(None)?;
        self.inner.list(folder)
    }
    fn write_new(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        if let Err(death) = self.step(Some(path)) {
            if death.now {
                self.inner.write_new(path, &bytes[..bytes.len() / 2])?;
            }
            return Err(death.into());
        }
        self.inner.write_new(path, bytes)
    }
    fn create_folders(&self, path: &Path) -> io::Result<()> {
        self.step(Some(path))?;
        self.inner.create_folders(path)
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step(Some(to))?;
        self.inner.rename(from, to)
    }
    fn remove_file(&self, path: &Path) -> io::Result<()> {
        self.step(Some(path))?;
        self.inner.remove_file(path)
    }
    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        self.step(Some(path))?;
        self.inner.remove_folder(path)
    }
    fn sync(&self, _: &Path) -> io::Result<()> {
        // Only counted: no power is lost here, and thousands of runs must be quick.
        Ok(self.step(None)?)
    }
    fn lock(&self, path: &Path) -> io::Result<Option<Lock>> {
        self.step(None)?;
        self.inner.lock(path)
    }
    fn unlock(&self, lock: Lock) -> io::Result<()> {
        self.step(None)?;
        self.inner.unlock(lock)
    }
}

/// Takes `A.html` and `a.html` below a folder for one file, and keeps the name that a file has.
pub(crate) struct FoldingDisk {
    pub(crate) base: PathBuf,
}

impl FoldingDisk {
    fn resolve(&self, path: &Path) -> PathBuf {
        let Ok(rest) = path.strip_prefix(&self.base) else {
            return path.to_path_buf();
        };
        let mut place = self.base.clone();
        for part in rest {
            let found = Cell::new(None);
            for entry in fs::read_dir(&place).into_iter().flatten().flatten() {
                let name = entry.file_name();
                if name.to_string_lossy().to_lowercase() == part.to_string_lossy().to_lowercase() {
                    found.set(Some(name));
                }
            }
            place.push(found.take().unwrap_or_else(|| part.to_os_string()));
        }
        place
    }
}

impl Disk for FoldingDisk {
    fn kind(&self, path: &Path) -> io::Result<Option<Kind>> {
        RealDisk.kind(&self.resolve(path))
    }
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        RealDisk.read(&self.resolve(path))
    }
    fn list(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        RealDisk.list(&self.resolve(folder))
    }
    fn write_new(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        RealDisk.write_new(&self.resolve(path), bytes)
    }
    fn create_folders(&self, path: &Path) -> io::Result<()> {
        RealDisk.create_folders(&self.resolve(path))
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        RealDisk.rename(&self.resolve(from), &self.resolve(to))
    }
    fn remove_file(&self, path: &Path) -> io::Result<()> {
        RealDisk.remove_file(&self.resolve(path))
    }
    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        RealDisk.remove_folder(&self.resolve(path))
    }
    fn sync(&self, _: &Path) -> io::Result<()> {
        Ok(())
    }
    fn lock(&self, path: &Path) -> io::Result<Option<Lock>> {
        RealDisk.lock(path)
    }
    fn unlock(&self, lock: Lock) -> io::Result<()> {
        RealDisk.unlock(lock)
    }
}
