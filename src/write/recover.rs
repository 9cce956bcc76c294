//! What a run does first: finish, or clear away, what an interrupted one left behind.
//!
//! - No journal: the site was not touched. The staging is dropped.
//! - A journal, and every staged file whole: the publication is finished.
//! - A journal that can't be trusted, which takes a power loss or a failing disk: nothing more is
//!   put in place. The manifest is made to own both the old and the new files, so that the next
//!   publication, which compares real bytes, writes what is wrong and removes what is stale.

use super::{
    disk::{Disk, Kind, is_absence},
    error::{Doing, PublishError},
    journal::{self, Journal, Places},
    manifest::{Content, Hash, Manifest},
};

/// What had to be done about an interrupted run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recovery {
    /// It left staged files, but nothing of it was needed: they were dropped.
    Dropped,
    /// It had begun to put its outputs in place; now they all are.
    Finished,
    /// Its journal or a staged output was damaged. The site may be part old and part new until the
    /// next commit.
    Mended,
}

/// Leaves neither a journal nor staged files behind. Needs the lock.
pub(super) fn recover(disk: &dyn Disk, places: &Places) -> Result<Option<Recovery>, PublishError> {
    let bytes = match disk.read(&places.journal) {
        Err(error) if is_absence(&error) => {
            let mut left = false;
            for leftover in [&places.staging, &places.next_manifest, &places.scratch] {
                left |= journal::stands(disk, leftover)?;
            }
            journal::clear_staging(disk, places)?;
            return Ok(left.then_some(Recovery::Dropped));
        }
        read => read.doing("reading the journal", &places.journal)?,
    };
    let journal = Journal::parse(&bytes);
    if let Some(journal) = &journal
        && is_intact(disk, places, journal)?
    {
        refuse_newcomers(disk, places, journal)?;
        journal::redo(disk, places, journal)?;
        return Ok(Some(Recovery::Finished));
    }
    mend(disk, places, journal.as_ref())?;
    Ok(Some(Recovery::Mended))
}

/// Whether everything that the journal would put in place is whole, or is in place already.
fn is_intact(disk: &dyn Disk, places: &Places, journal: &Journal) -> Result<bool, PublishError> {
    const CHECKING: &str = "checking what an interrupted run staged";
    for placed in journal.place() {
        let staged = places.staged(&placed.path, placed.fresh);
        let whole = match disk.kind(&staged).doing(CHECKING, &staged)? {
            None => true,
            Some(Kind::File { len }) if len == placed.content.size => {
                Content::of(&disk.read(&staged).doing(CHECKING, &staged)?) == placed.content
            }
            Some(_) => false,
        };
        if !whole {
            return Ok(false);
        }
    }
    for manifest in [&places.next_manifest, &places.manifest] {
        match disk.read(manifest) {
            Err(error) if is_absence(&error) => {}
            read => return Ok(Hash::of(&read.doing(CHECKING, manifest)?) == journal.manifest()),
        }
    }
    Ok(false)
}

/// Between the interruption and now, somebody may have put a file where an output is to go.
fn refuse_newcomers(disk: &dyn Disk, places: &Places, journal: &Journal) -> Result<(), PublishError> {
    const LOOKING: &str = "looking at the published site";
    for placed in journal.place().iter().filter(|placed| placed.fresh) {
        if !journal::is_staged(disk, places, placed)? {
            continue; // What stands there is the output itself.
        }
        let place = placed.path.below(&places.root);
        let same = match disk.kind(&place).doing(LOOKING, &place)? {
            None => true,
            Some(Kind::File { len }) if len == placed.content.size => {
                Content::of(&disk.read(&place).doing(LOOKING, &place)?) == placed.content
            }
            Some(_) => false,
        };
        if !same {
            return Err(PublishError::ForeignFile { path: place });
        }
    }
    Ok(())
}

/// Gives the manifest all that may be nutgraf's, then drops journal and staging. Done again after
/// an interruption, it comes to the same.
fn mend(disk: &dyn Disk, places: &Places, journal: Option<&Journal>) -> Result<(), PublishError> {
    let old = Manifest::load(disk, &places.manifest)?;
    let next = match disk.read(&places.next_manifest) {
        Err(error) if is_absence(&error) => None,
        read => Manifest::parse(&read.doing("reading the manifest", &places.next_manifest)?).ok(),
    };
    if old.is_some() || next.is_some() || journal.is_some() {
        let mut merged = old.unwrap_or_default();
        merged.merge(next.unwrap_or_default());
        merged.files.extend(
            journal
                .into_iter()
                .flat_map(Journal::place)
                .map(|placed| (placed.path.clone(), placed.content)),
        );
        let json = manifest_json(&merged, places)?;
        journal::write_whole(disk, places, &places.manifest, &json)?;
    }
    disk.remove_file(&places.journal)
        .doing("removing a damaged journal", &places.journal)?;
    journal::clear_staging(disk, places)
}

/// The manifest's JSON, its impossible failure as an error.
pub(super) fn manifest_json(manifest: &Manifest, places: &Places) -> Result<Vec<u8>, PublishError> {
    manifest
        .to_json()
        .map_err(std::io::Error::from)
        .doing("writing the manifest", &places.manifest)
}
