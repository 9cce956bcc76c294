//! The few operations on a file system that publishing needs, and the real one.
//!
//! The trait exists so that a test can stand between nutgraf and the disk: fail at the n-th
//! operation, write half a file, ignore the case of names. No rule about *what* may be written or
//! removed lives here; each operation does one thing, and none follows a link to remove something.

use std::{
    ffi::OsString,
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, Write},
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

use same_file::Handle;

use crate::cache::stamp::Stamp;

/// What stands at a path, links not followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A regular file of that many bytes.
    File {
        /// Its length.
        len: u64,
    },
    /// A folder.
    Folder,
    /// A symbolic link (on Windows, a junction too), wherever it leads.
    Link,
    /// A device, a pipe, a socket.
    Other,
}

/// A lock on the output folder. Dropping it lets go of the lock, as the end of the process does.
#[derive(Debug)]
pub struct Lock {
    path: PathBuf,
    /// Keeps the locked file open.
    _held: Handle,
}

/// A file system, as far as publishing needs one.
pub trait Disk: Sync {
    /// What stands at `path`; `None` if nothing does, also where a folder on the way is a file.
    ///
    /// # Errors
    /// If the system doesn't let us look.
    fn kind(&self, path: &Path) -> io::Result<Option<Kind>>;

    /// What may stand for the content of the file at `path`, links not followed; `None` where nothing may.
    fn stamp(&self, path: &Path) -> Option<Stamp> {
        let _ = path;
        None
    }

    /// The whole content of a file.
    ///
    /// # Errors
    /// If there is no file, or it can't be read.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;

    /// The names in a folder, in no order.
    ///
    /// # Errors
    /// If there is no folder, or it can't be read.
    fn list(&self, folder: &Path) -> io::Result<Vec<OsString>>;

    /// Writes a file that isn't there yet; its folder is.
    ///
    /// # Errors
    /// If something stands there, or the system refuses.
    fn write_new(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;

    /// Makes a folder and those above it, where they are missing.
    ///
    /// # Errors
    /// If something else stands there, or the system refuses.
    fn create_folders(&self, path: &Path) -> io::Result<()>;

    /// Moves a file, in one step, over the file that may stand at `to`; or a folder, with all that is
    /// in it, to where nothing stands.
    ///
    /// # Errors
    /// If a folder stands there, or the system refuses.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Removes a file, or a link but not what it leads to.
    ///
    /// # Errors
    /// If there is none, or the system refuses.
    fn remove_file(&self, path: &Path) -> io::Result<()>;

    /// Removes an empty folder.
    ///
    /// # Errors
    /// If it is not empty, or the system refuses.
    fn remove_folder(&self, path: &Path) -> io::Result<()>;

    /// Returns once the file, or the folder's list of names, would survive a power loss.
    ///
    /// # Errors
    /// If the system can't promise it.
    fn sync(&self, path: &Path) -> io::Result<()>;

    /// Takes the lock whose file is `path`; `None` if another run holds it.
    ///
    /// # Errors
    /// If the file can't be made.
    fn lock(&self, path: &Path) -> io::Result<Option<Lock>>;

    /// Lets go of a lock and removes its file.
    ///
    /// # Errors
    /// If the file can't be removed; the lock is let go of all the same.
    fn unlock(&self, lock: Lock) -> io::Result<()>;
}

/// The file system of this machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct RealDisk;

/// How often a thing that can fail by a brief coincidence is tried.
const ATTEMPTS: u32 = 8;

impl Disk for RealDisk {
    fn kind(&self, path: &Path) -> io::Result<Option<Kind>> {
        let found = match fs::symlink_metadata(path) {
            Ok(found) => found,
            Err(error) if is_absence(&error) => return Ok(None),
            Err(error) => return Err(error),
        };
        Ok(Some(if found.is_symlink() {
            Kind::Link
        } else if found.is_dir() {
            Kind::Folder
        } else if found.is_file() {
            Kind::File { len: found.len() }
        } else {
            Kind::Other
        }))
    }

    fn stamp(&self, path: &Path) -> Option<Stamp> {
        Stamp::of(&fs::symlink_metadata(path).ok()?)
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        fs::read(path)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        fs::read_dir(folder)?
            .map(|entry| entry.map(|entry| entry.file_name()))
            .collect()
    }

    fn write_new(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        File::create_new(path)?.write_all(bytes)
    }

    fn create_folders(&self, path: &Path) -> io::Result<()> {
        fs::create_dir_all(path)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        // On Windows, a virus scanner or an indexer may hold a fresh file open for a moment.
        for attempt in 1..ATTEMPTS {
            match fs::rename(from, to) {
                Err(error) if cfg!(windows) && error.kind() == io::ErrorKind::PermissionDenied => {
                    thread::sleep(Duration::from_millis(u64::from(attempt) * 10));
                }
                done => return done,
            }
        }
        fs::rename(from, to)
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path).or_else(|error| {
            // Windows removes a link to a folder as a folder; what it leads to stays.
            if fs::symlink_metadata(path).is_ok_and(|found| found.is_symlink()) {
                fs::remove_dir(path)
            } else {
                Err(error)
            }
        })
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir(path)
    }

    fn sync(&self, path: &Path) -> io::Result<()> {
        if !fs::symlink_metadata(path)?.is_dir() {
            return OpenOptions::new().write(true).open(path)?.sync_all();
        }
        if cfg!(windows) {
            return Ok(()); // There a folder can't be opened as a file, nor needs to be.
        }
        match File::open(path)?.sync_all() {
            // Some network file systems can't sync a folder, and are no worse for it.
            Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => Ok(()),
            done => done,
        }
    }

    fn lock(&self, path: &Path) -> io::Result<Option<Lock>> {
        for _ in 0..ATTEMPTS {
            let file = OpenOptions::new()
                .read(true)
                .write(true)
                .create(true)
                .truncate(false)
                .open(path)?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Ok(None),
                // A file system without locks is no reason not to publish.
                Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {}
                Err(TryLockError::Error(error)) => return Err(error),
            }
            // Its last holder may have removed the file after we opened it: a lock on a file that
            // has no name keeps nobody out.
            let held = Handle::from_file(file)?;
            match Handle::from_path(path) {
                Ok(named) if named == held => {
                    return Ok(Some(Lock {
                        path: path.to_path_buf(),
                        _held: held,
                    }));
                }
                Ok(_) => {}
                Err(error) if is_absence(&error) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(None)
    }

    fn unlock(&self, lock: Lock) -> io::Result<()> {
        // While it is still held, so that nobody else's file is removed.
        fs::remove_file(&lock.path)
    }
}

/// Whether the error says that nothing is there.
pub(super) fn is_absence(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}
