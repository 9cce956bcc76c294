//! Disks for tests: one that is as quick as memory allows.

use std::ffi::OsString;
use std::io;
use std::path::Path;

use nutgraf::cache::stamp::Stamp;
use nutgraf::write::{Disk, Kind, Lock, RealDisk};

/// The real one, but for power losses: nothing is flushed, so that thousands of builds are quick.
pub(crate) struct Quick;

impl Disk for Quick {
    fn kind(&self, path: &Path) -> io::Result<Option<Kind>> {
        RealDisk.kind(path)
    }
    fn stamp(&self, path: &Path) -> Option<Stamp> {
        RealDisk.stamp(path)
    }
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        RealDisk.read(path)
    }
    fn list(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        RealDisk.list(folder)
    }
    fn write_new(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        RealDisk.write_new(path, bytes)
    }
    fn create_folders(&self, path: &Path) -> io::Result<()> {
        RealDisk.create_folders(path)
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        RealDisk.rename(from, to)
    }
    fn remove_file(&self, path: &Path) -> io::Result<()> {
        RealDisk.remove_file(path)
    }
    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        RealDisk.remove_folder(path)
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
