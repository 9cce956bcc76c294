//! Everything that can stop a publication, in words for the person at the terminal.
//!
//! Each error is a case of one enum; [`PublishError::help`] adds the next step. Nothing is printed
//! here, and what is wrong with a *site* is not here either: those are diagnostics, and they are
//! all known before the first output is staged.

use std::{error, fmt, io, path::Path, path::PathBuf};

/// Why the site could not be published. Unless it says otherwise, the published site is untouched.
#[derive(Debug)]
#[non_exhaustive]
pub enum PublishError {
    /// The output folder holds files, and no manifest that says they are nutgraf's.
    ForeignFolder {
        /// The output folder.
        path: PathBuf,
    },
    /// Something that nutgraf did not make stands where an output, or a folder on its way, must go.
    ForeignFile {
        /// What stands there.
        path: PathBuf,
    },
    /// The output folder's path leads to a file, or to a link that leads nowhere.
    NotAFolder {
        /// The path that should be the output folder.
        path: PathBuf,
    },
    /// Another run is publishing into the same folder.
    Busy {
        /// The output folder.
        path: PathBuf,
    },
    /// Two outputs can't both be published: they have one path, differ only by case, or one is the
    /// folder of the other.
    DuplicateOutput {
        /// The output that came later.
        path: String,
        /// The output that it collides with.
        other: String,
    },
    /// An output's path could lead out of the output folder, or into nutgraf's own part of it.
    BadPath {
        /// The path as it was given.
        path: String,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// An output failed to be staged, and yet the whole was to be committed.
    Incomplete {
        /// The output that is missing.
        path: String,
    },
    /// The manifest can't be read, so nobody knows which files are nutgraf's.
    CorruptManifest {
        /// The manifest.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The operating system refused an operation. If it refused while outputs were put in place,
    /// the site may be part old and part new until the next run, which starts by finishing this one.
    Io {
        /// What it was about.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
        /// What nutgraf was doing, such as "reading the manifest".
        doing: &'static str,
    },
}

impl PublishError {
    /// What happened, in one sentence without a full stop.
    #[must_use]
    pub fn message(&self) -> String {
        match self {
            Self::ForeignFolder { path } => format!(
                "the output folder `{}` is not empty, and nothing in it says that nutgraf made it",
                shown(path)
            ),
            Self::ForeignFile { path } => format!(
                "`{}` is in the way of an output, and nutgraf did not make it",
                shown(path)
            ),
            Self::NotAFolder { path } => {
                format!("the output folder `{}` is not a folder", shown(path))
            }
            Self::Busy { path } => format!("another nutgraf is publishing into `{}`", shown(path)),
            Self::DuplicateOutput { path, other } if path == other => {
                format!("two outputs have the path `{path}`")
            }
            Self::DuplicateOutput { path, other } => {
                format!("the outputs `{path}` and `{other}` can't stand side by side")
            }
            Self::BadPath { path, reason } => {
                format!("an output can't be called `{path}`: {reason}")
            }
            Self::Incomplete { path } => format!("the output `{path}` was never staged"),
            Self::CorruptManifest { path, reason } => {
                format!("the manifest `{}` can't be read: {reason}", shown(path))
            }
            Self::Io { path, source, doing } => format!("{doing} failed at `{}`: {source}", shown(path)),
        }
    }

    /// What to do about it, in one sentence without a full stop.
    #[must_use]
    pub fn help(&self) -> String {
        match self {
            Self::ForeignFolder { .. } => "empty it, or choose another folder with --output".to_owned(),
            Self::ForeignFile { .. } => "move it away (an asset belongs in `static/`), then build again".to_owned(),
            Self::NotAFolder { .. } => "remove what stands there, or choose another folder with --output".to_owned(),
            Self::Busy { .. } => "wait until it is done, or choose another folder with --output".to_owned(),
            Self::DuplicateOutput { .. } => "give one of them another id, slug or file name".to_owned(),
            Self::BadPath { .. } => "change the id, slug or file name that it comes from".to_owned(),
            Self::Incomplete { .. } => "mend what kept it from being staged".to_owned(),
            Self::CorruptManifest { path, .. } => {
                let folder = path.parent().and_then(Path::parent).unwrap_or(path);
                format!(
                    "empty `{}`, after a look for files of your own, and build again",
                    shown(folder)
                )
            }
            Self::Io { source, .. } => match source.kind() {
                io::ErrorKind::PermissionDenied => {
                    "check who may write there and that no other program holds it open, \
                     then build again"
                }
                io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "free some space, then build again",
                io::ErrorKind::ReadOnlyFilesystem => "choose another folder with --output",
                _ => "build again: the next run finishes or undoes what this one began",
            }
            .to_owned(),
        }
    }
}

impl fmt::Display for PublishError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; {}", self.message(), self.help())
    }
}

impl error::Error for PublishError {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match self {
            Self::Io { source, .. } => Some(source),
            _ => None,
        }
    }
}

/// Adds to the system's error what nutgraf was doing, and where.
pub(super) trait Doing<T> {
    /// `doing` reads before "failed at": "reading the manifest".
    fn doing(self, doing: &'static str, path: &Path) -> Result<T, PublishError>;
}

impl<T> Doing<T> for io::Result<T> {
    fn doing(self, doing: &'static str, path: &Path) -> Result<T, PublishError> {
        self.map_err(|source| PublishError::Io {
            path: path.to_path_buf(),
            source,
            doing,
        })
    }
}

/// A path as messages show it, with `/` on every system.
fn shown(path: &Path) -> String {
    let text = path.display().to_string();
    if cfg!(windows) { text.replace('\\', "/") } else { text }
}
