//! The address of one output inside the output folder, checked once and trusted afterwards.
//!
//! A [`SitePath`] is relative and separated by `/` on every system; it can only name something
//! below the folder it is joined to. The manifest and the journal are read back as `SitePath`s
//! too, so that a file tampered with by hand cannot make nutgraf remove anything elsewhere.
//! Whether an address is a good one (names that Windows refuses, say) is decided long before.

use std::{
    borrow::Borrow,
    collections::BTreeMap,
    ops::Bound,
    path::{Component, Path, PathBuf},
    sync::Arc,
};

use rustc_hash::FxHashMap;

use serde::{Deserialize, Serialize};

/// The folder, inside the output folder, that holds the manifest and, during a run, all else.
pub(super) const HOME: &str = ".nutgraf";

/// A checked, relative, `/`-separated path of a file (or a folder) of the site.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(super) struct SitePath(Arc<str>);

impl SitePath {
    /// Accepts a path, or says what is wrong with it.
    pub(super) fn parse(text: &str) -> Result<Self, &'static str> {
        if text.is_empty() {
            return Err("it is empty");
        }
        if text.starts_with('/') {
            return Err("it begins with `/`");
        }
        if text.contains('\\') {
            return Err("it holds a backslash");
        }
        if text.contains('\0') {
            return Err("it holds a NUL");
        }
        for segment in text.split('/') {
            match segment {
                "" => return Err("one of its segments is empty"),
                "." | ".." => return Err("it holds a `.` or `..` segment"),
                _ if !is_plain(segment) => return Err("it names a drive"),
                _ => {}
            }
        }
        if text.starts_with('.') && text.split('/').next().is_some_and(|first| fold(first) == HOME) {
            return Err("`.nutgraf` is where nutgraf keeps its own files");
        }
        Ok(Self(text.into()))
    }

    /// The same, with the path in what is wrong.
    pub(super) fn checked(text: &str) -> Result<Self, String> {
        Self::parse(text).map_err(|reason| format!("the path `{text}` is refused: {reason}"))
    }

    /// The text, as it stands in the manifest.
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// The same, to be kept.
    pub(super) fn shared(&self) -> Arc<str> {
        Arc::clone(&self.0)
    }

    /// The segments, outermost first.
    pub(super) fn segments(&self) -> impl Iterator<Item = &str> {
        self.0.split('/')
    }

    /// Where this path is, below `folder`.
    pub(super) fn below(&self, folder: &Path) -> PathBuf {
        let mut path = folder.to_path_buf();
        path.extend(self.segments());
        path
    }

    /// The folders on the way to it, outermost first; none for a file at the top.
    pub(super) fn folders(&self) -> impl Iterator<Item = SitePath> {
        self.0
            .match_indices('/')
            .filter_map(|(end, _)| self.0.get(..end))
            .map(|folder| SitePath(folder.into()))
    }

    /// What is called `name` in the folder at this path; `None` if no output can be called so.
    pub(super) fn child(&self, name: &str) -> Option<SitePath> {
        Self::parse(&format!("{}/{name}", self.0))
            .ok()
            .filter(|_| !name.contains('/'))
    }

    /// The form under which a file system that ignores case takes two paths for one.
    pub(super) fn folded(&self) -> Arc<str> {
        if self.0.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) {
            return Arc::clone(&self.0);
        }
        let folded = fold(&self.0);
        // As good as always; both are kept for each output.
        if folded == *self.0 {
            Arc::clone(&self.0)
        } else {
            folded.into()
        }
    }
}

/// The paths of outputs, and the folders that they lie in, as a file system has them that ignores case.
#[derive(Debug, Default)]
pub(super) struct Taken {
    files: FxHashMap<Arc<str>, SitePath>,
    /// Each with one of the outputs in it.
    folders: FxHashMap<Arc<str>, SitePath>,
}

impl Taken {
    /// Takes a path, given folded too; an error with the output that can't stand beside one there, on some disk at least.
    pub(super) fn take(&mut self, path: &SitePath, folded: Arc<str>) -> Result<(), SitePath> {
        let rival = self.files.get(&folded).or_else(|| self.folders.get(&folded));
        if let Some(rival) = rival {
            return Err(rival.clone());
        }
        // Above a folder that is known, all are: each path costs the folders that it is the first in.
        let ends = folded.match_indices('/').map(|(end, _)| end).collect::<Vec<_>>();
        let mut fresh = Vec::new();
        for folder in ends.into_iter().rev().filter_map(|end| folded.get(..end)) {
            if let Some(rival) = self.files.get(folder) {
                return Err(rival.clone());
            }
            if self.folders.contains_key(folder) {
                break;
            }
            fresh.push(Arc::from(folder));
        }
        self.folders
            .extend(fresh.into_iter().map(|folder| (folder, path.clone())));
        self.files.insert(folded, path.clone());
        Ok(())
    }
}

/// What a map by folded path holds for the first path inside a folder, given folded too.
pub(super) fn first_below<'m, K: Ord + Borrow<str>, V>(map: &'m BTreeMap<K, V>, folder: &str) -> Option<&'m V> {
    let prefix = format!("{folder}/");
    map.range::<str, _>((Bound::Excluded(prefix.as_str()), Bound::Unbounded))
        .next()
        .filter(|(path, _)| (*path).borrow().starts_with(&prefix))
        .map(|(_, value)| value)
}

/// Lowercase, letter by letter.
fn fold(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).collect()
}

/// Whether this system, too, takes the segment for one ordinary name (Windows: not `C:name`).
fn is_plain(segment: &str) -> bool {
    // Nothing else makes a drive.
    if !segment.contains(':') {
        return true;
    }
    let mut components = Path::new(segment).components();
    matches!(components.next(), Some(Component::Normal(_))) && components.next().is_none()
}

impl Borrow<str> for SitePath {
    fn borrow(&self) -> &str {
        self.as_str()
    }
}

impl TryFrom<String> for SitePath {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::checked(&text)
    }
}

impl From<SitePath> for String {
    fn from(path: SitePath) -> Self {
        path.0.as_ref().into()
    }
}
