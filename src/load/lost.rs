//! The words of files that could not be decoded whole. Somebody wrote them to refer to something: what they name must not be said
//! to be used by nothing, since that is so only until the file is mended.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::Loaded;
use crate::diagnostics::{Code, Diagnostic};
use crate::model::id::{normalise, words};
use crate::span::FileId;

/// The faults for which something is left out that may refer to others. Neither a date nor one word of a few does.
const LOSING: [Code; 8] = [
    Code::FRONT_MATTER_MISSING,
    Code::FRONT_MATTER_UNTERMINATED,
    Code::YAML_SYNTAX,
    Code::YAML_TOO_COMPLEX,
    Code::YAML_UNKNOWN_FIELD,
    Code::YAML_MISSING_FIELD,
    Code::YAML_WRONG_TYPE,
    Code::YAML_DUPLICATE_KEY,
];

/// The words of a text, where its faults say that something of it was lost.
pub(super) fn lost(text: &str, faults: &[Diagnostic]) -> Vec<String> {
    if faults.iter().any(|fault| LOSING.contains(&fault.code)) {
        all_words(text)
    } else {
        Vec::new()
    }
}

/// All words of a text, in order.
pub(super) fn all_words(text: &str) -> Vec<String> {
    let found: BTreeSet<String> = words(text).map(comparable).collect();
    found.into_iter().collect()
}

fn comparable(word: &str) -> String {
    normalise(word).to_lowercase()
}

/// The lost words of all files.
pub struct Lost<'l> {
    /// The only file that has each; `None` where several do.
    files: FxHashMap<&'l str, Option<FileId>>,
}

impl Loaded {
    /// The words that were lost, to be asked for.
    #[must_use]
    pub fn lost_words(&self) -> Lost<'_> {
        let mut files = FxHashMap::default();
        for (file, words) in &self.lost {
            for word in words {
                files
                    .entry(word.as_str())
                    .and_modify(|known: &mut Option<FileId>| *known = known.filter(|known| known == file))
                    .or_insert(Some(*file));
            }
        }
        Lost { files }
    }
}

impl Lost<'_> {
    /// Whether a name, all its words, may have been lost in a file other than its own.
    #[must_use]
    pub fn may_name(&self, name: &str, own: FileId) -> bool {
        let elsewhere = |word: &str| {
            let file = self.files.get(comparable(word).as_str());
            file.is_some_and(|file| *file != Some(own))
        };
        let mut found = words(name).peekable();
        !self.files.is_empty() && found.peek().is_some() && found.all(elsewhere)
    }
}
