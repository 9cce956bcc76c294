//! What nutgraf made: the list, kept in the output folder, of every file that it published.
//!
//! Only what the manifest names is ever removed or overwritten, so this list is what keeps other
//! people's files safe. It travels with the site to the host: it is sorted, the same for the same
//! outputs, and says nothing about the machine or the hour. It does *not* decide what must be
//! written; that is settled by comparing real bytes, because people do edit what was published.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    fmt,
    path::Path,
    sync::Arc,
};

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_128;

use super::{
    disk::{Disk, is_absence},
    error::{Doing, PublishError},
    path::{SitePath, first_below},
};

/// The version of the file's form; raised when an older nutgraf would misread it.
const VERSION: u32 = 1;

/// The 128-bit XXH3 of a file's content, 32 hexadecimal digits in JSON.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(super) struct Hash(u128);

impl Hash {
    /// The hash with this number.
    pub(super) fn from_number(number: u128) -> Self {
        Self(number)
    }

    /// The number that the hash is.
    pub(super) fn number(self) -> u128 {
        self.0
    }

    /// The hash of these bytes.
    pub(super) fn of(bytes: &[u8]) -> Self {
        Self(xxh3_128(bytes))
    }

    /// Reads 32 hexadecimal digits. In two halves: the processor has numbers of that size.
    fn parse(text: &str) -> Result<Self, String> {
        let digits = text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let half = |half: &str| u64::from_str_radix(half, 16).ok();
        let halves = text.split_at_checked(16).filter(|_| digits);
        halves
            .and_then(|(high, low)| Some(Self(u128::from(half(high)?) << 64 | u128::from(half(low)?))))
            .ok_or_else(|| format!("`{text}` is not a hash"))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl From<Hash> for String {
    fn from(hash: Hash) -> Self {
        format!("{hash:?}")
    }
}

impl TryFrom<String> for Hash {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

/// What identifies a file's content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Content {
    /// The hash of its bytes.
    pub(super) hash: Hash,
    /// How many bytes.
    pub(super) size: u64,
}

impl Content {
    /// The content that these bytes are.
    pub(super) fn of(bytes: &[u8]) -> Self {
        Self {
            hash: Hash::of(bytes),
            size: bytes.len() as u64,
        }
    }
}

/// The published files, and the folders among them that nutgraf found rather than made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Manifest {
    /// Every file, by path.
    pub(super) files: BTreeMap<SitePath, Content>,
    /// Folders that hold outputs but stood there before: never removed, even when empty.
    pub(super) found_folders: BTreeSet<SitePath>,
}

/// The manifest as JSON has it.
#[derive(Serialize, Deserialize)]
struct ManifestFile<'a> {
    version: u32,
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    found_folders: BTreeSet<SitePath>,
    #[serde(borrow)]
    files: Vec<Line<'a>>,
}

/// One file. It borrows what it can: a site has tens of thousands of them, and each build reads and writes all.
#[derive(Serialize, Deserialize)]
struct Line<'a> {
    #[serde(borrow)]
    path: Cow<'a, str>,
    #[serde(borrow)]
    hash: Cow<'a, str>,
    size: u64,
}

impl Line<'_> {
    fn read(self) -> Result<(SitePath, Content), String> {
        let hash = Hash::parse(&self.hash)?;
        let size = self.size;
        Ok((SitePath::checked(&self.path)?, Content { hash, size }))
    }
}

impl Manifest {
    /// Reads a manifest; the error says what is wrong with it.
    pub(super) fn parse(bytes: &[u8]) -> Result<Self, String> {
        let file: ManifestFile = serde_json::from_slice(bytes).map_err(|error| error.to_string())?;
        if file.version != VERSION {
            return Err(format!(
                "it has version {}, and this nutgraf reads version {VERSION}",
                file.version
            ));
        }
        Ok(Self {
            files: file.files.into_iter().map(Line::read).collect::<Result<_, _>>()?,
            found_folders: file.found_folders,
        })
    }

    /// Reads the manifest at `path`, if there is one.
    pub(super) fn load(disk: &dyn Disk, path: &Path) -> Result<Option<Self>, PublishError> {
        let bytes = match disk.read(path) {
            Err(error) if is_absence(&error) => return Ok(None),
            read => read.doing("reading the manifest", path)?,
        };
        Self::parse(&bytes)
            .map(Some)
            .map_err(|reason| PublishError::CorruptManifest {
                path: path.to_path_buf(),
                reason,
            })
    }

    /// The JSON, with a line break at the end; the same for equal manifests.
    pub(super) fn to_json(&self) -> serde_json::Result<Vec<u8>> {
        let file = ManifestFile {
            version: VERSION,
            found_folders: self.found_folders.clone(),
            files: self
                .files
                .iter()
                .map(|(path, content)| Line {
                    path: path.as_str().into(),
                    hash: String::from(content.hash).into(),
                    size: content.size,
                })
                .collect(),
        };
        let mut json = Vec::with_capacity(self.files.keys().map(|path| path.as_str().len() + 96).sum());
        serde_json::to_writer_pretty(&mut json, &file)?;
        json.push(b'\n');
        Ok(json)
    }

    /// Takes over what another manifest owns, for when either may be true.
    pub(super) fn merge(&mut self, other: Manifest) {
        self.files.extend(other.files);
        self.found_folders.extend(other.found_folders);
    }

    /// The folders that lead to its files.
    pub(super) fn folders(&self) -> BTreeSet<SitePath> {
        let mut folders = BTreeSet::new();
        for path in self.files.keys() {
            let mut inner = path.folders().collect::<Vec<_>>();
            // Above a folder that is known, all are.
            while let Some(folder) = inner.pop() {
                if !folders.insert(folder) {
                    break;
                }
            }
        }
        folders
    }
}

/// The manifest of the last run, with answers that hold for the disk that it is on.
#[derive(Debug)]
pub(super) struct Owned {
    /// The manifest; empty before the first run.
    pub(super) manifest: Manifest,
    /// Whether the disk takes `A` and `a` for one name.
    ignores_case: bool,
    /// Its files by [key](Self::key), where that is not the path itself; more than one for a key only after a run had to be
    /// mended.
    files: BTreeMap<Arc<str>, Vec<SitePath>>,
    found_folders: BTreeSet<Arc<str>>,
}

impl Owned {
    /// Prepares the answers.
    pub(super) fn new(manifest: Manifest, ignores_case: bool) -> Self {
        let mut owned = Self {
            manifest: Manifest::default(),
            ignores_case,
            files: BTreeMap::new(),
            found_folders: BTreeSet::new(),
        };
        if ignores_case {
            for path in manifest.files.keys() {
                let names = owned.files.entry(path.folded()).or_default();
                names.push(path.clone());
            }
        }
        for folder in &manifest.found_folders {
            owned.found_folders.insert(owned.key(folder));
        }
        owned.manifest = manifest;
        owned
    }

    /// The same for two paths if they lead to one file.
    fn key(&self, path: &SitePath) -> Arc<str> {
        if self.ignores_case {
            path.folded()
        } else {
            path.shared()
        }
    }

    /// Whether a file that stands at `path` is one that the manifest names.
    pub(super) fn names(&self, path: &SitePath) -> bool {
        if self.ignores_case {
            self.files.contains_key(&path.folded())
        } else {
            self.manifest.files.contains_key(path)
        }
    }

    /// Whether it names it otherwise than letter by letter, so that the name must be set right.
    pub(super) fn names_otherwise(&self, path: &SitePath) -> bool {
        self.ignores_case
            && self
                .files
                .get(&path.folded())
                .is_some_and(|names| names.iter().any(|name| name != path))
    }

    /// Whether published files lie in this folder.
    pub(super) fn uses_folder(&self, folder: &SitePath) -> bool {
        if self.ignores_case {
            first_below(&self.files, &folder.folded()).is_some()
        } else {
            first_below(&self.manifest.files, folder.as_str()).is_some()
        }
    }

    /// Whether nutgraf made this folder, so that it may go.
    pub(super) fn made_folder(&self, folder: &SitePath) -> bool {
        self.uses_folder(folder) && !self.found_folders.contains(&self.key(folder))
    }
}
