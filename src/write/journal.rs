//! What is left to do of a publication: the plan, and how it is carried out.
//!
//! The journal is written once every output is staged, under a temporary name, and renamed: that
//! rename is the commit point. Before it, the published site has not been touched; after it,
//! [`redo`] does every step, and can be run again from the start after an interruption at any
//! place. What was done leaves a trace that needs no record: a staged file that is gone is in its
//! place. This file decides nothing about ownership: a plan holds only what the manifest allows.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    sync::Arc,
};

use serde::{Deserialize, Serialize};

use super::{
    disk::{Disk, Kind},
    error::{Doing, PublishError},
    manifest::{Content, Hash, Manifest},
    path::{HOME, SitePath},
};

/// The version of the file's form.
const VERSION: u32 = 1;

/// Where nutgraf's own files lie in an output folder.
#[derive(Debug)]
pub(super) struct Places {
    /// The output folder.
    pub(super) root: PathBuf,
    /// `.nutgraf/` in it, that holds all the others.
    pub(super) home: PathBuf,
    /// The only one that stays after a publication.
    pub(super) manifest: PathBuf,
    /// The manifest to come.
    pub(super) next_manifest: PathBuf,
    /// The journal.
    pub(super) journal: PathBuf,
    /// What will be the journal, or a mended manifest, while it is being written.
    pub(super) scratch: PathBuf,
    /// The outputs that differ.
    pub(super) staging: PathBuf,
    /// The lock's file.
    pub(super) lock: PathBuf,
}

impl Places {
    pub(super) fn of(root: &Path) -> Self {
        let home = root.join(HOME);
        Self {
            root: root.to_path_buf(),
            manifest: home.join("manifest.json"),
            next_manifest: home.join("manifest.next.json"),
            journal: home.join("journal.json"),
            scratch: home.join("scratch.json"),
            staging: home.join("staging"),
            lock: home.join("lock"),
            home,
        }
    }

    /// Where an output is staged. New ones are laid out as the site is: a name that the disk
    /// refuses is refused while nothing is lost, and a new folder is put in place in one step.
    /// Where something stands already, the name is proved good, and one flat folder is quicker.
    pub(super) fn staged(&self, path: &SitePath, fresh: bool) -> PathBuf {
        if fresh {
            path.below(&self.staging_of_new())
        } else {
            let name = String::from(Hash::of(path.as_str().as_bytes()));
            self.staging.join("changed").join(name)
        }
    }

    fn staging_of_new(&self) -> PathBuf {
        self.staging.join("new")
    }
}

/// The steps of one publication.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Journal {
    version: u32,
    /// The hash of the manifest to come.
    manifest: Hash,
    /// Files that are no longer part of the site.
    remove: Vec<Stale>,
    /// Folders that nutgraf made and that lead to none of the new files, innermost first.
    prune: Vec<SitePath>,
    /// Staged files to be put in place.
    place: Vec<Placed>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Stale {
    path: SitePath,
    /// Which of the staged files differs from it by case only. Where case is ignored they are one
    /// file: once the new one is in place, the stale one must not be removed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    twin: Option<usize>,
}

/// A staged file.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Placed {
    /// Where it goes.
    pub(super) path: SitePath,
    /// What it must hold, to be trusted after an interruption.
    #[serde(flatten)]
    pub(super) content: Content,
    /// Whether nothing stood there when it was staged.
    pub(super) fresh: bool,
}

impl Journal {
    /// The plan that leads from the old manifest to the new one.
    pub(super) fn plan(old: &Manifest, new: &Manifest, json: &[u8], place: Vec<Placed>) -> Self {
        let stale: Vec<&SitePath> = old.files.keys().filter(|path| !new.files.contains_key(*path)).collect();
        let kept_folders = if stale.is_empty() {
            BTreeSet::new()
        } else {
            new.folders()
        };
        let prune: BTreeSet<SitePath> = stale
            .iter()
            .flat_map(|path| path.folders())
            .filter(|folder| !kept_folders.contains(folder))
            .filter(|folder| !old.found_folders.contains(folder))
            .collect();
        let staged_by_folded: BTreeMap<Arc<str>, usize> = if stale.is_empty() {
            BTreeMap::new()
        } else {
            let folded = place.iter().map(|placed| placed.path.folded());
            folded.zip(0..).collect()
        };
        let remove = stale
            .into_iter()
            .map(|path| Stale {
                path: path.clone(),
                twin: staged_by_folded.get(&path.folded()).copied(),
            })
            .collect();
        Self {
            version: VERSION,
            manifest: Hash::of(json),
            remove,
            prune: prune.into_iter().rev().collect(),
            place,
        }
    }

    /// Reads a journal; `None` if it is torn, or written by a version that this one can't read.
    pub(super) fn parse(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice(bytes)
            .ok()
            .filter(|journal: &Self| journal.version == VERSION)
    }

    pub(super) fn to_json(&self) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(self)
    }

    /// The hash of the manifest to come.
    pub(super) fn manifest(&self) -> Hash {
        self.manifest
    }

    /// The staged files.
    pub(super) fn place(&self) -> &[Placed] {
        &self.place
    }

    /// How many files go.
    pub(super) fn removals(&self) -> usize {
        self.remove.len()
    }
}

/// Does, or does again, every step of the journal, and clears it away.
pub(super) fn redo(disk: &dyn Disk, places: &Places, journal: &Journal) -> Result<(), PublishError> {
    // Removals come first, so that a file can become a folder and a folder a file.
    for stale in &journal.remove {
        remove_stale(disk, places, journal, stale)?;
    }
    for folder in &journal.prune {
        prune(disk, places, folder)?;
    }
    let mut ready = BTreeSet::new();
    for placed in &journal.place {
        put_in_place(disk, places, placed, &mut ready)?;
    }
    if stands(disk, &places.next_manifest)? {
        disk.rename(&places.next_manifest, &places.manifest)
            .doing("putting the new manifest in place", &places.manifest)?;
    }
    disk.sync(&places.root)
        .and_then(|()| disk.sync(&places.home))
        .doing("saving the output folder", &places.root)?;
    disk.remove_file(&places.journal)
        .doing("removing the journal", &places.journal)?;
    clear_staging(disk, places)
}

fn remove_stale(disk: &dyn Disk, places: &Places, journal: &Journal, stale: &Stale) -> Result<(), PublishError> {
    const REMOVING: &str = "removing a file that is no longer part of the site";
    let place = stale.path.below(&places.root);
    if let Some(twin) = stale.twin
        && !matches!(journal.place.get(twin), Some(twin) if is_staged(disk, places, twin)?)
    {
        return Ok(());
    }
    // A link on the way would lead elsewhere, and a folder with its name is somebody else's.
    if leads_through_folders(disk, places, &stale.path)?
        && !matches!(disk.kind(&place).doing(REMOVING, &place)?, None | Some(Kind::Folder))
    {
        disk.remove_file(&place).doing(REMOVING, &place)?;
    }
    Ok(())
}

fn prune(disk: &dyn Disk, places: &Places, folder: &SitePath) -> Result<(), PublishError> {
    const PRUNING: &str = "removing an empty folder";
    let place = folder.below(&places.root);
    if leads_through_folders(disk, places, folder)?
        && disk.kind(&place).doing(PRUNING, &place)? == Some(Kind::Folder)
        && disk.list(&place).doing(PRUNING, &place)?.is_empty()
    {
        disk.remove_folder(&place).doing(PRUNING, &place)?;
    }
    Ok(())
}

/// `ready` remembers the folders that need no second look.
fn put_in_place(
    disk: &dyn Disk,
    places: &Places,
    output: &Placed,
    ready: &mut BTreeSet<SitePath>,
) -> Result<(), PublishError> {
    const PLACING: &str = "putting an output in place";
    for folder in output.path.folders() {
        if ready.contains(&folder) {
            continue;
        }
        let folder_place = folder.below(&places.root);
        match disk.kind(&folder_place).doing(PLACING, &folder_place)? {
            Some(Kind::Folder) => {}
            Some(_) if !is_staged(disk, places, output)? => return Ok(()),
            Some(_) => return Err(PublishError::ForeignFile { path: folder_place }),
            None => {
                // A new folder moves with all that is staged in it; if the system won't have it,
                // file by file.
                let staged_folder = folder.below(&places.staging_of_new());
                if output.fresh && disk.rename(&staged_folder, &folder_place).is_ok() {
                    return Ok(());
                }
                if !is_staged(disk, places, output)? {
                    return Ok(());
                }
                disk.create_folders(&folder_place).doing(PLACING, &folder_place)?;
            }
        }
        ready.insert(folder);
    }
    if !is_staged(disk, places, output)? {
        return Ok(()); // It came with its folder, or was put in place before an interruption.
    }
    let place = output.path.below(&places.root);
    if disk.kind(&place).doing(PLACING, &place)? == Some(Kind::Link) {
        disk.remove_file(&place).doing(PLACING, &place)?;
    }
    disk.rename(&places.staged(&output.path, output.fresh), &place)
        .doing(PLACING, &place)
}

/// Whether the way to `path`, inside the output folder, is made of folders only.
fn leads_through_folders(disk: &dyn Disk, places: &Places, path: &SitePath) -> Result<bool, PublishError> {
    for folder in path.folders() {
        let place = folder.below(&places.root);
        let kind = disk.kind(&place).doing("looking for stale files", &place)?;
        if kind != Some(Kind::Folder) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Removes everything that a run keeps beside the manifest, except the journal and the lock.
pub(super) fn clear_staging(disk: &dyn Disk, places: &Places) -> Result<(), PublishError> {
    for leftover in [&places.next_manifest, &places.scratch, &places.staging] {
        remove_tree(disk, leftover)?;
    }
    Ok(())
}

/// Removes a file, or a folder with all that is in it; follows no link.
fn remove_tree(disk: &dyn Disk, path: &Path) -> Result<(), PublishError> {
    const CLEARING: &str = "clearing the staging area";
    match disk.kind(path).doing(CLEARING, path)? {
        None => Ok(()),
        Some(Kind::Folder) => {
            for name in disk.list(path).doing(CLEARING, path)? {
                remove_tree(disk, &path.join(name))?;
            }
            disk.remove_folder(path).doing(CLEARING, path)
        }
        Some(_) => disk.remove_file(path).doing(CLEARING, path),
    }
}

/// Writes a file so that it appears whole or not at all, and survives a power loss.
pub(super) fn write_whole(disk: &dyn Disk, places: &Places, path: &Path, bytes: &[u8]) -> Result<(), PublishError> {
    const WRITING: &str = "writing nutgraf's own files";
    remove_tree(disk, &places.scratch)?;
    disk.write_new(&places.scratch, bytes)
        .and_then(|()| disk.sync(&places.scratch))
        .and_then(|()| disk.rename(&places.scratch, path))
        .and_then(|()| disk.sync(&places.home))
        .doing(WRITING, path)
}

/// Whether an output still waits to be put in place.
pub(super) fn is_staged(disk: &dyn Disk, places: &Places, output: &Placed) -> Result<bool, PublishError> {
    stands(disk, &places.staged(&output.path, output.fresh))
}

/// Whether anything at all stands at `path`.
pub(super) fn stands(disk: &dyn Disk, path: &Path) -> Result<bool, PublishError> {
    Ok(disk.kind(path).doing("looking at", path)?.is_some())
}
