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
    /// Takes outputs that were published before for a part of this run's, where all of them certainly still stand as they
    /// were; else none. `seen` says which stamp one had a moment ago, where that is known. May be called from many threads.
    ///
    /// # Errors
    /// If a path is taken by another output.
    pub fn keep<'s>(
        &self,
        outputs: &[(&str, Kept)],
        seen: impl Fn(&str) -> Option<&'s Stamp>,
    ) -> Result<bool, PublishError> {
        let mut standing = Vec::with_capacity(outputs.len());
        for (path, known) in outputs {
            match SitePath::parse(path) {
                Ok(site) if self.stands(&site, known, seen(path).copied()) => standing.push((site, known)),
                _ => return Ok(false),
            }
        }
        let mut progress = self.progress();
        for (path, known) in standing {
            progress.reserve(&path)?;
            let staged = Staged {
                content: known.content,
                standing: Standing::Same,
            };
            progress.outputs.insert(path, Some(staged));
            progress.kept += 1;
        }
        Ok(true)
    }

    fn stands(&self, path: &SitePath, known: &Kept, seen: Option<Stamp>) -> bool {
        if self.owned.manifest.files.get(path) != Some(&known.content) || self.owned.names_otherwise(path) {
            return false;
        }
        let disk = self.hold.disk;
        let place = path.below(&self.places.root);
        if known.sure && known.stamp.is_some() && seen.or_else(|| disk.stamp(&place)) == known.stamp {
            return true;
        }
        let is_file = matches!(disk.kind(&place), Ok(Some(Kind::File { len })) if len == known.content.size);
        is_file
            && disk
                .read(&place)
                .is_ok_and(|bytes| Content::of(&bytes) == known.content)
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
