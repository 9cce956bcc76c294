//! The output folder, made sure of and locked for one run.
//!
//! Before anything is created, a folder that is somebody else's is refused. The lock keeps a second
//! run out; when it is let go, its file goes too, and so do the folders that were made only to
//! hold it. What lies in the folder, and what becomes of it, is not decided here.

use std::{
    io,
    path::{Path, PathBuf},
};

use super::{
    disk::{Disk, Kind, Lock, is_absence},
    error::{Doing, PublishError},
    journal::{Places, stands},
    path::HOME,
};

const OPENING: &str = "opening the output folder";

/// How often the lock is tried while another run is clearing its folder away.
const ATTEMPTS: usize = 8;

/// The lock on an output folder, let go of when dropped.
pub(super) struct Hold<'d> {
    /// The disk that the folder is on.
    pub(super) disk: &'d dyn Disk,
    lock: Option<Lock>,
    home: PathBuf,
    /// The output folder, if this run made it.
    made_root: Option<PathBuf>,
}

impl<'d> Hold<'d> {
    /// Makes the output folder if it is missing, and takes its lock.
    pub(super) fn take(disk: &'d dyn Disk, places: &Places) -> Result<Self, PublishError> {
        let made_root = match disk.kind(&places.root).doing(OPENING, &places.root)? {
            None => true,
            Some(Kind::Folder) => false,
            Some(Kind::Link) if leads_to_folder(disk, &places.root)? => false,
            Some(_) => {
                return Err(PublishError::NotAFolder {
                    path: places.root.clone(),
                });
            }
        };
        let is_ours = || Ok(stands(disk, &places.journal)? || stands(disk, &places.manifest)?);
        // Asked again after the outputs: a run that ends just now has its journal or its manifest in place before and after
        // the first of them. Asked before them, because to list them all takes long.
        if !made_root && !is_ours()? && holds_files(disk, &places.root)? && !is_ours()? {
            return Err(PublishError::ForeignFolder {
                path: places.root.clone(),
            });
        }
        refuse_unless_folder(disk, &places.home)?;
        let mut hold = Self {
            disk,
            lock: None,
            home: places.home.clone(),
            made_root: made_root.then(|| places.root.clone()),
        };
        hold.lock = Some(lock(disk, places)?);
        Ok(hold)
    }

    /// Whether the disk takes `A` and `a` for one name. The lock's file is there to be asked for.
    pub(super) fn ignores_case(&self) -> Result<bool, PublishError> {
        stands(self.disk, &self.home.join("LOCK"))
    }
}

impl Drop for Hold<'_> {
    fn drop(&mut self) {
        // Best effort. A lock file that stays is empty and locks nothing; a folder that holds
        // anything is not removed.
        if let Some(lock) = self.lock.take() {
            let _ = self.disk.unlock(lock);
        }
        let _ = self.disk.remove_folder(&self.home);
        if let Some(root) = &self.made_root {
            let _ = self.disk.remove_folder(root);
        }
    }
}

/// Whether the folder holds anything but nutgraf's own folder.
pub(super) fn holds_files(disk: &dyn Disk, root: &Path) -> Result<bool, PublishError> {
    let names = disk.list(root).doing(OPENING, root)?;
    Ok(names.iter().any(|name| name != HOME))
}

fn leads_to_folder(disk: &dyn Disk, link: &Path) -> Result<bool, PublishError> {
    match disk.list(link) {
        Err(error) if is_absence(&error) => Ok(false),
        names => names.map(|_| true).doing(OPENING, link),
    }
}

fn refuse_unless_folder(disk: &dyn Disk, path: &Path) -> Result<(), PublishError> {
    match disk.kind(path).doing(OPENING, path)? {
        None | Some(Kind::Folder) => Ok(()),
        Some(_) => Err(PublishError::ForeignFile {
            path: path.to_path_buf(),
        }),
    }
}

fn lock(disk: &dyn Disk, places: &Places) -> Result<Lock, PublishError> {
    const LOCKING: &str = "locking the output folder";
    match disk.kind(&places.lock).doing(LOCKING, &places.lock)? {
        None | Some(Kind::File { .. }) => {}
        Some(_) => {
            return Err(PublishError::ForeignFile {
                path: places.lock.clone(),
            });
        }
    }
    for _ in 0..ATTEMPTS {
        disk.create_folders(&places.home).doing(LOCKING, &places.home)?;
        match disk.lock(&places.lock) {
            Ok(Some(lock)) => return Ok(lock),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error).doing(LOCKING, &places.lock),
            Ok(None) => break,
        }
    }
    Err(PublishError::Busy {
        path: places.root.clone(),
    })
}
