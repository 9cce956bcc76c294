//! Looks at what stands in the output folder where an output is to go, and changes nothing.
//!
//! For each output it answers: is it there already, must it be written, or is something in the way
//! that is not nutgraf's? It asks the disk about real bytes and the manifest about ownership. Every
//! refusal comes from here, while outputs are staged, so before the published site is touched.

use std::path::Path;

use super::{
    disk::{Disk, Kind},
    error::{Doing, PublishError},
    manifest::Owned,
    path::SitePath,
};

const LOOKING: &str = "looking at the published site";

/// What the output folder holds at an output's path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// The same bytes under the same name: nothing to do.
    Same,
    /// Something of nutgraf's that the output replaces.
    Replaced,
    /// Nothing.
    Absent,
}

/// The answer for one output.
#[derive(Debug)]
pub(super) struct Finding {
    /// What stands at its path.
    pub(super) standing: Standing,
    /// Folders on the way that were there before any output was in them.
    pub(super) found_folders: Vec<SitePath>,
}

impl Finding {
    fn absent(found_folders: Vec<SitePath>) -> Self {
        Self {
            standing: Standing::Absent,
            found_folders,
        }
    }
}

/// The output folder, and what of it is nutgraf's.
#[derive(Clone, Copy)]
pub(super) struct Survey<'a> {
    pub(super) disk: &'a dyn Disk,
    pub(super) root: &'a Path,
    pub(super) owned: &'a Owned,
}

impl Survey<'_> {
    /// Looks at the place of one output; an error if it is taken.
    pub(super) fn examine(self, path: &SitePath, bytes: &[u8]) -> Result<Finding, PublishError> {
        let mut found_folders = Vec::new();
        for folder in path.folders() {
            match self.kind(&folder)? {
                Some(Kind::Folder) if self.owned.uses_folder(&folder) => {}
                Some(Kind::Folder) => found_folders.push(folder),
                // Nothing, or a stale file (or link) that is removed before a folder takes its name.
                None => return Ok(Finding::absent(found_folders)),
                Some(_) if self.owned.names(&folder) => return Ok(Finding::absent(found_folders)),
                Some(_) => return Err(self.in_the_way(&folder)),
            }
        }
        match self.kind(path)? {
            None => Ok(Finding::absent(found_folders)),
            Some(kind) => Ok(Finding {
                standing: self.compare(path, bytes, kind)?,
                found_folders,
            }),
        }
    }

    /// What to do about the thing of that kind that stands at an output's path.
    fn compare(self, path: &SitePath, bytes: &[u8], kind: Kind) -> Result<Standing, PublishError> {
        match kind {
            Kind::Folder => {
                self.check_that_all_is_ours(path)?;
                Ok(Standing::Replaced)
            }
            Kind::File { len } => {
                let same = len == bytes.len() as u64 && self.read(path)? == bytes;
                if !same && !self.owned.names(path) {
                    return Err(self.in_the_way(path));
                }
                // A stale file whose name differs by case is removed, and this one goes with it.
                if same && !self.owned.names_otherwise(path) {
                    Ok(Standing::Same)
                } else {
                    Ok(Standing::Replaced)
                }
            }
            Kind::Link | Kind::Other if self.owned.names(path) => Ok(Standing::Replaced),
            Kind::Link | Kind::Other => Err(self.in_the_way(path)),
        }
    }

    /// A folder gives way to a file only if nutgraf made it and all that is in it.
    fn check_that_all_is_ours(self, folder: &SitePath) -> Result<(), PublishError> {
        if !self.owned.made_folder(folder) {
            return Err(self.in_the_way(folder));
        }
        let place = folder.below(self.root);
        for name in self.disk.list(&place).doing(LOOKING, &place)? {
            let Some(child) = name.to_str().and_then(|name| folder.child(name)) else {
                return Err(PublishError::ForeignFile { path: place.join(name) });
            };
            match self.kind(&child)? {
                Some(Kind::Folder) => self.check_that_all_is_ours(&child)?,
                Some(_) if !self.owned.names(&child) => return Err(self.in_the_way(&child)),
                _ => {}
            }
        }
        Ok(())
    }

    fn kind(self, path: &SitePath) -> Result<Option<Kind>, PublishError> {
        let place = path.below(self.root);
        self.disk.kind(&place).doing(LOOKING, &place)
    }

    fn read(self, path: &SitePath) -> Result<Vec<u8>, PublishError> {
        let place = path.below(self.root);
        self.disk.read(&place).doing(LOOKING, &place)
    }

    fn in_the_way(self, path: &SitePath) -> PublishError {
        PublishError::ForeignFile {
            path: path.below(self.root),
        }
    }
}
