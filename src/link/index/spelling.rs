//! Files whose names write `é` as `e` and an accent, as archives and disks of macOS do. Texts are read with the one letter, and
//! lead to them all the same.

use rustc_hash::FxHashMap;

use super::Index;
use crate::load::Loaded;
use crate::model::id::normalise;

/// The names on the disk that are not as texts write them, by how texts do.
#[derive(Debug, Default)]
pub(super) struct Spelling {
    content: FxHashMap<String, String>,
    statics: FxHashMap<String, String>,
}

impl Spelling {
    pub(super) fn of(loaded: &Loaded) -> Self {
        let pages = loaded.pages.iter().map(|p| &p.path);
        let terms = loaded.terms.iter().map(|e| &e.path);
        let events = loaded.events.iter().map(|e| &e.path);
        let people = loaded.people.iter().map(|e| &e.path);
        let sources = loaded.bibliography.iter().map(|e| &e.path);
        let entries = terms.chain(events).chain(people).chain(sources);
        Self {
            content: others(pages.chain(entries).chain(&loaded.assets)),
            statics: others(loaded.statics.iter()),
        }
    }
}

fn others<'l>(names: impl Iterator<Item = &'l String>) -> FxHashMap<String, String> {
    let names = names.filter(|name| !name.is_ascii());
    let both = names.map(|name| (normalise(name), name.clone()));
    both.filter(|(text, name)| text != name).collect()
}

impl Index<'_> {
    /// The name that a path under `content/` has on the disk.
    #[must_use]
    pub fn spelt(&self, path: String) -> String {
        spelt(&self.spelling.content, path)
    }

    /// The name that a path under `static/` has on the disk.
    #[must_use]
    pub fn spelt_static(&self, path: &str) -> String {
        spelt(&self.spelling.statics, path.to_owned())
    }
}

fn spelt(names: &FxHashMap<String, String>, path: String) -> String {
    if names.is_empty() {
        return path;
    }
    names.get(&normalise(&path)).cloned().unwrap_or(path)
}
