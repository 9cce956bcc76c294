//! Which templates a template may use, for the cache: a page need not be rendered again while none of them has changed.

use std::collections::{BTreeMap, BTreeSet};

use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use crate::span::{FileId, Sources};

/// Templates with the hashes of their texts, and the templates that each may use.
#[derive(Debug)]
pub(super) struct Uses(BTreeMap<String, (u64, Vec<String>)>);

impl Uses {
    /// Whatever stands between quotation marks and is a template's name is taken for a use of it.
    pub(super) fn new(files: &BTreeMap<String, FileId>, sources: &Sources) -> Self {
        // A component may be defined in any file, and is named without quotes.
        let defines = |file: FileId| sources.text(file).contains("component ");
        let components: Vec<&String> = files
            .iter()
            .filter(|(_, f)| defines(**f))
            .map(|(name, _)| name)
            .collect();
        let of = |file: FileId| {
            let text = sources.text(file);
            let words = text.split(['"', '\'', '`']).filter(|word| files.contains_key(*word));
            let words: BTreeSet<&str> = words.collect();
            let others = words.into_iter().map(str::to_owned);
            (
                xxh3_64(text.as_bytes()),
                others.chain(components.iter().copied().cloned()).collect(),
            )
        };
        Self(files.iter().map(|(name, file)| (name.clone(), of(*file))).collect())
    }

    /// A hash of a template and of all that it may use.
    pub(super) fn print(&self, name: &str) -> u64 {
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        let mut open: Vec<&str> = vec![name];
        while let Some(name) = open.pop() {
            if let Some((name, (_, others))) = self.0.get_key_value(name)
                && seen.insert(name)
            {
                open.extend(others.iter().map(String::as_str));
            }
        }
        let mut hash = Xxh3::new();
        for name in seen {
            let print = self.0.get(name).map_or(0, |(print, _)| *print);
            hash.update(&(name.len() as u64).to_le_bytes());
            hash.update(name.as_bytes());
            hash.update(&print.to_le_bytes());
        }
        hash.digest()
    }
}
