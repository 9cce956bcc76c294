//! Outputs of an earlier run that need not be made again, because they certainly still stand as they were published.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::disk::{Disk, Kind};
use super::error::PublishError;
use super::manifest::{Content, Hash};
use super::path::SitePath;
use super::survey::Standing;
use super::{Publisher, Staged};
use crate::cache::stamp::Stamp;

/// An output as it was published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    content: Content,
    stamp: Option<Stamp>,
    /// Whether the stamp stands for the content.
    sure: bool,
}

impl Kept {
    /// Whether its stamp stands for its content.
    #[must_use]
    pub fn is_sure(&self) -> bool {
        self.sure
    }

    /// Its stamp, where that stands for its content.
    #[must_use]
    pub(crate) fn stamp(&self) -> Option<Stamp> {
        self.stamp.filter(|_| self.sure)
    }

    /// The hash of its content.
    pub(crate) fn hash(&self) -> u128 {
        self.content.hash.number()
    }

    /// The size of its content in bytes.
    pub(crate) fn size(&self) -> u64 {
        self.content.size
    }
}

impl Publisher<'_> {
    /// Whether an output that was published before certainly still stands there as it was. May be called from many threads.
    #[must_use]
    pub fn stands(&self, path: &str, known: &Kept) -> bool {
        let Ok(path) = SitePath::parse(path) else {
            return false;
        };
        if self.owned.manifest.files.get(&path) != Some(&known.content) || self.owned.names_otherwise(&path) {
            return false;
        }
        let disk = self.hold.disk;
        let place = path.below(&self.places.root);
        if known.sure && known.stamp.is_some() && disk.stamp(&place) == known.stamp {
            return true;
        }
        let is_file = matches!(disk.kind(&place), Ok(Some(Kind::File { len })) if len == known.content.size);
        is_file
            && disk
                .read(&place)
                .is_ok_and(|bytes| Content::of(&bytes) == known.content)
    }

    /// Takes an output that [stands](Self::stands) for a part of this run's. May be called from many threads.
    ///
    /// # Errors
    /// If the path is taken by another output.
    pub fn keep(&self, path: &str, known: &Kept) -> Result<(), PublishError> {
        let path = SitePath::parse(path).map_err(|reason| PublishError::BadPath {
            path: path.to_owned(),
            reason,
        })?;
        self.reserve(&path)?;
        let staged = Staged {
            content: known.content,
            standing: Standing::Same,
        };
        let mut progress = self.progress();
        progress.outputs.insert(path, Some(staged));
        progress.kept += 1;
        Ok(())
    }

    /// What stands at an output's path now, for [`Self::keep`] in a later run. To be asked after the commit.
    #[must_use]
    pub fn kept(disk: &dyn Disk, root: &Path, path: &str, content: u128, size: u64, seen: i64) -> Option<Kept> {
        let place = SitePath::parse(path).ok()?.below(root);
        let stamp = disk.stamp(&place);
        Some(Kept {
            content: Content {
                hash: Hash::from_number(content),
                size,
            },
            stamp,
            sure: stamp.is_some_and(|s| s.vouches_for_output(seen) && s.size == size),
        })
    }
}
