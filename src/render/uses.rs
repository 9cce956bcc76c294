//! Which templates a template may use: a page need not be rendered again while none of them has changed, and needs no value that
//! none of them reads.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use super::wants::Wants;
use crate::span::{FileId, Sources};

/// Templates, and the templates that each may use.
#[derive(Debug)]
pub(super) struct Uses(BTreeMap<String, Template>);

#[derive(Debug)]
struct Template {
    /// The hash of its text.
    print: u64,
    /// What it reads by itself.
    wants: Wants,
    /// What it may use.
    others: Vec<String>,
    /// What all of these read and it, once asked for.
    all: OnceLock<Wants>,
}

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
            Template {
                print: xxh3_64(text.as_bytes()),
                wants: Wants::of(text),
                others: others.chain(components.iter().copied().cloned()).collect(),
                all: OnceLock::new(),
            }
        };
        Self(files.iter().map(|(name, file)| (name.clone(), of(*file))).collect())
    }

    /// A template and all that it may use.
    fn reach(&self, name: &str) -> BTreeMap<&str, &Template> {
        let mut seen = BTreeMap::new();
        let mut open: Vec<&str> = vec![name];
        while let Some(name) = open.pop() {
            if let Some((name, template)) = self.0.get_key_value(name)
                && seen.insert(name.as_str(), template).is_none()
            {
                open.extend(template.others.iter().map(String::as_str));
            }
        }
        seen
    }

    /// A hash of a template and of all that it may use.
    pub(super) fn print(&self, name: &str) -> u64 {
        let mut hash = Xxh3::new();
        for (name, template) in self.reach(name) {
            hash.update(&(name.len() as u64).to_le_bytes());
            hash.update(name.as_bytes());
            hash.update(&template.print.to_le_bytes());
        }
        hash.digest()
    }

    /// What a template can read, with all that it may use.
    pub(super) fn wants(&self, name: &str) -> &Wants {
        let Some(template) = self.0.get(name) else {
            return &Wants::All;
        };
        template.all.get_or_init(|| {
            let mut all = Wants::default();
            self.reach(name).values().for_each(|template| all.add(&template.wants));
            all.settle();
            all
        })
    }
}
