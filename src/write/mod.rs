//! Publishing: puts the finished outputs into the output folder, all of them or none.
//!
//! Every other stage hands over an [`Output`], a path and its bytes. This module knows nothing of
//! Markdown, pages or diagnostics; it knows how to replace one set of files by another without
//! ever showing half of it for good, and without touching a file that nutgraf did not make.
//!
//! A [`Publisher`] first *stages*: what differs from the published site is written to
//! `.nutgraf/staging/` inside the output folder, so on the same file system, while the site stays
//! as it is. Every refusal happens here. Then it *commits*: a journal says what goes and what
//! comes, and once the journal stands under its name, the steps are done, each by one rename or
//! one removal. A run that dies before that point has changed nothing; after it, the next run
//! finds the journal and does the rest.
//!
//! *Why redo and not undo?* To undo one must first copy every old file; to redo one needs only what
//! is staged anyway. And after an interruption people want the new site.
//!
//! *What can a power loss cost?* The journal and the manifest are flushed to the disk, the outputs
//! are not: that would make a large first build many times slower, for files that can be made
//! again. So a power loss may leave staged files torn beside a good journal; the next run compares
//! their hashes before it trusts them, and if one is torn, puts none in place. Power lost just
//! after a commit may leave published files torn. Both are mended by the next build, which compares
//! the published bytes themselves, never dates or remembered hashes, with the new ones.
//!
//! | file | holds |
//! | --- | --- |
//! | `disk` | the operations on a file system; the real one |
//! | `hold` | the output folder, locked |
//! | `path` | checked paths |
//! | `manifest` | what nutgraf made |
//! | `kept` | outputs of an earlier run that still stand |
//! | `survey` | what stands where an output is to go |
//! | `journal` | the plan, and carrying it out |
//! | `recover` | what an interrupted run left |
//! | `error` | what can go wrong, in words |
//! | `compress` | the `.br` and `.gz` beside a text |

mod compress;
mod disk;
mod error;
mod hold;
mod journal;
mod kept;
mod manifest;
mod path;
mod recover;
mod survey;

use std::{
    collections::{BTreeMap, BTreeSet},
    mem,
    path::Path,
    sync::{Mutex, MutexGuard, PoisonError},
};

pub use compress::twins;
pub use disk::{Disk, Kind, Lock, RealDisk};
pub use error::PublishError;
pub use kept::Kept;
pub use recover::Recovery;

use error::Doing;
use hold::Hold;
use journal::{Journal, Placed, Places};
use manifest::{Content, Manifest, Owned};
use path::{SitePath, Taken};
use survey::{Standing, Survey};

/// The list of what nutgraf published into a folder.
pub(crate) fn manifest_of(root: &Path) -> std::path::PathBuf {
    Places::of(root).manifest
}

/// Whether a run that published into a folder came to no end, so that another has to finish it.
pub(crate) fn is_interrupted(disk: &dyn Disk, root: &Path) -> bool {
    !matches!(disk.kind(&Places::of(root).journal), Ok(None))
}

/// One file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// Where it goes in the output folder: relative, segments separated by `/`.
    pub path: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// What a commit did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Outputs that were new, or differed from what was published.
    pub written: usize,
    /// Outputs that were published already, byte for byte.
    pub unchanged: usize,
    /// Files of earlier runs that are no longer part of the site.
    pub removed: usize,
    /// All outputs.
    pub total: usize,
    /// Outputs that were made in this run; the others were kept, because nothing that they are made from had changed.
    pub rendered: usize,
}

/// One publication, from the lock on the output folder to the commit.
pub struct Publisher<'d> {
    places: Places,
    owned: Owned,
    /// Whether anything was published before, be it no file at all.
    had_manifest: bool,
    recovered: Option<Recovery>,
    progress: Mutex<Progress>,
    /// Whether nothing is left to clear away.
    closed: bool,
    // The last field: it is dropped last, after the staging is cleared.
    hold: Hold<'d>,
}

/// What was staged so far.
#[derive(Default)]
struct Progress {
    /// `None` while an output is being staged.
    outputs: BTreeMap<SitePath, Option<Staged>>,
    taken: Taken,
    found_folders: BTreeSet<SitePath>,
    /// How many were kept as they were.
    kept: usize,
}

impl Progress {
    /// Notes the path as taken.
    fn reserve(&mut self, path: &SitePath) -> Result<(), PublishError> {
        self.taken
            .take(path, path.folded())
            .map_err(|other| PublishError::DuplicateOutput {
                path: path.as_str().to_owned(),
                other: other.as_str().to_owned(),
            })?;
        self.outputs.insert(path.clone(), None);
        Ok(())
    }
}

#[derive(Clone, Copy)]
struct Staged {
    content: Content,
    standing: Standing,
}

impl<'d> Publisher<'d> {
    /// Takes the lock on the output folder, makes the folder if it is missing, and finishes or
    /// undoes what an interrupted run left in it.
    ///
    /// # Errors
    /// If `root` is no folder, holds files but no manifest, is locked by another run, or fails.
    pub fn begin(disk: &'d dyn Disk, root: &Path) -> Result<Self, PublishError> {
        let places = Places::of(root);
        let hold = Hold::take(disk, &places)?;
        let recovered = recover::recover(disk, &places)?;
        let manifest = Manifest::load(disk, &places.manifest)?;
        let had_manifest = manifest.is_some();
        if !had_manifest && hold::holds_files(disk, &places.root)? {
            return Err(PublishError::ForeignFolder { path: places.root });
        }
        let owned = Owned::new(manifest.unwrap_or_default(), hold.ignores_case()?);
        disk.create_folders(&places.staging)
            .doing("making the staging folder", &places.staging)?;
        Ok(Self {
            places,
            owned,
            had_manifest,
            recovered,
            progress: Mutex::default(),
            closed: false,
            hold,
        })
    }

    /// What `begin` had to do about an interrupted run.
    #[must_use]
    pub fn recovered(&self) -> Option<Recovery> {
        self.recovered
    }

    /// Compares an output with what is published, and stages it if it differs. The published site
    /// is not touched. May be called from many threads.
    ///
    /// # Errors
    /// If the path is bad or taken by another output, or if something that nutgraf did not make
    /// stands there.
    pub fn stage(&self, output: &Output) -> Result<(), PublishError> {
        let path = SitePath::parse(&output.path).map_err(|reason| PublishError::BadPath {
            path: output.path.clone(),
            reason,
        })?;
        self.progress().reserve(&path)?;
        let survey = Survey {
            disk: self.hold.disk,
            root: &self.places.root,
            owned: &self.owned,
        };
        let finding = survey.examine(&path, &output.bytes)?;
        if finding.standing != Standing::Same {
            let fresh = finding.standing == Standing::Absent;
            let place = self.places.staged(&path, fresh);
            self.write_staged(&place, &output.bytes)?;
        }
        let staged = Staged {
            content: Content::of(&output.bytes),
            standing: finding.standing,
        };
        let mut progress = self.progress();
        progress.found_folders.extend(finding.found_folders);
        progress.outputs.insert(path, Some(staged));
        Ok(())
    }

    /// Puts what was staged in place, removes what is no longer part of the site, and lets go of
    /// the lock.
    ///
    /// # Errors
    /// If an output could not be staged, or an operation fails. If it fails once outputs are being
    /// put in place, the next run finishes the rest.
    pub fn commit(self) -> Result<Report, PublishError> {
        let progress = mem::take(&mut *self.progress());
        let kept = progress.kept;
        let (files, place) = staged(progress.outputs)?;
        let mut manifest = Manifest {
            files,
            found_folders: progress.found_folders,
        };
        let found = &mut manifest.found_folders;
        found.extend(self.owned.manifest.found_folders.iter().cloned());
        if !found.is_empty() {
            let used = manifest.folders();
            manifest.found_folders.retain(|folder| used.contains(folder));
        }
        self.publish(&manifest, place, kept)
    }

    /// The same, but all that was published before and isn't staged now stays as it is.
    ///
    /// # Errors
    /// As [`Self::commit`].
    pub fn commit_changes(self) -> Result<Report, PublishError> {
        let progress = mem::take(&mut *self.progress());
        let (files, place) = staged(progress.outputs)?;
        let changed = files.len();
        let mut manifest = self.owned.manifest.clone();
        manifest.files.extend(files);
        manifest.found_folders.extend(progress.found_folders);
        let kept = manifest.files.len() - changed;
        self.publish(&manifest, place, kept)
    }

    fn publish(mut self, manifest: &Manifest, place: Vec<Placed>, kept: usize) -> Result<Report, PublishError> {
        let json = recover::manifest_json(manifest, &self.places)?;
        let (total, written) = (manifest.files.len(), place.len());
        let kept = kept.min(total);
        let journal = Journal::plan(&self.owned.manifest, manifest, &json, place);
        let report = Report {
            written,
            unchanged: total - written,
            removed: journal.removals(),
            total,
            rendered: total - kept,
        };
        if self.had_manifest && written == 0 && *manifest == self.owned.manifest {
            self.close()?;
        } else {
            self.carry_out(&journal, &json)?;
        }
        Ok(report)
    }

    /// Drops what was staged and lets go of the lock; the published site stays as it is. Dropping
    /// the publisher does the same, without a word about what fails.
    ///
    /// # Errors
    /// If something staged can't be removed; the next run then tries again.
    pub fn abandon(mut self) -> Result<(), PublishError> {
        self.close()
    }

    fn write_staged(&self, place: &Path, bytes: &[u8]) -> Result<(), PublishError> {
        let disk = self.hold.disk;
        let folder = place.parent().unwrap_or(&self.places.staging);
        disk.create_folders(folder)
            .and_then(|()| disk.write_new(place, bytes))
            .doing("staging an output", place)
    }

    /// Writes the journal, which is the commit, and does what it says.
    fn carry_out(&mut self, journal: &Journal, json: &[u8]) -> Result<(), PublishError> {
        let (disk, places) = (self.hold.disk, &self.places);
        let text = journal
            .to_json()
            .map_err(std::io::Error::from)
            .doing("writing the journal", &places.journal)?;
        disk.sync(&places.staging)
            .doing("saving the staged outputs", &places.staging)?;
        journal::write_whole(disk, places, &places.next_manifest, json)?;
        journal::write_whole(disk, places, &places.journal, &text)?;
        journal::redo(disk, places, journal)?;
        self.closed = true;
        Ok(())
    }

    /// Clears the staging away, unless a journal says that it is needed.
    fn close(&mut self) -> Result<(), PublishError> {
        if mem::replace(&mut self.closed, true) {
            return Ok(());
        }
        if journal::stands(self.hold.disk, &self.places.journal)? {
            return Ok(());
        }
        journal::clear_staging(self.hold.disk, &self.places)
    }

    fn progress(&self) -> MutexGuard<'_, Progress> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// All outputs with their contents, and those that were staged.
fn staged(
    outputs: BTreeMap<SitePath, Option<Staged>>,
) -> Result<(BTreeMap<SitePath, Content>, Vec<Placed>), PublishError> {
    let mut files = BTreeMap::new();
    let mut place = Vec::new();
    for (path, staged) in outputs {
        let Some(staged) = staged else {
            return Err(PublishError::Incomplete {
                path: path.as_str().to_owned(),
            });
        };
        files.insert(path.clone(), staged.content);
        if staged.standing != Standing::Same {
            place.push(Placed {
                path,
                content: staged.content,
                fresh: staged.standing == Standing::Absent,
            });
        }
    }
    Ok((files, place))
}

impl Drop for Publisher<'_> {
    fn drop(&mut self) {
        // Best effort: what stays is dropped by the next run.
        let _ = self.close();
    }
}
