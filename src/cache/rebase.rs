//! The numbers of files, pages and entries from run to run: what is stored names them by those of the run that stored it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::saved::Head;
use super::trace::Dep;
use crate::link::Ref;
use crate::load::Loaded;
use crate::model::id::Kind;
use crate::span::FileId;

/// What the numbers of an earlier run are in this one.
#[derive(Debug)]
pub struct Rebase {
    /// Files.
    pub files: Arc<[Option<FileId>]>,
    /// Whether all numbers are what they were.
    pub same: bool,
    entries: BTreeMap<Kind, Vec<Option<u32>>>,
}

impl Rebase {
    /// From what was saved to what was loaded.
    #[must_use]
    pub fn new(saved: &Head<'_>, loaded: &Loaded) -> Self {
        let numbers: FxHashMap<&str, FileId> = loaded.sources.paths().map(|(file, path)| (path, file)).collect();
        let files: Arc<[Option<FileId>]> = saved.files.iter().map(|path| numbers.get(path).copied()).collect();
        let mut entries = BTreeMap::new();
        let mut places = files.iter().zip(0..);
        let mut same = places.all(|(now, n)| now.is_some_and(|file| file.number() == n));
        for (kind, old) in &saved.who {
            let new = loaded.prints.get(kind).map_or(&[][..], |p| p.who.as_slice());
            same &= old == new;
            let table = if old == new {
                (0..old.len()).map(|at| u32::try_from(at).ok()).collect()
            } else {
                let places: FxHashMap<u64, u32> = new.iter().copied().zip(0..).collect();
                old.iter().map(|who| places.get(who).copied()).collect()
            };
            entries.insert(*kind, table);
        }
        Self { files, same, entries }
    }

    /// The way back: from what was loaded to what was saved, where of all kinds but pages the same entries were saved.
    #[must_use]
    pub fn back(saved: &Head<'_>, loaded: &Loaded) -> Option<Self> {
        let numbers: FxHashMap<&str, u32> = saved.files.iter().copied().zip(0..).collect();
        let of_file = |path| numbers.get(path).copied().map(FileId::numbered);
        let files = loaded.sources.paths().map(|(_, path)| of_file(path)).collect();
        let mut entries = BTreeMap::new();
        for (kind, now) in &loaded.prints {
            let old = saved.who.get(kind).map_or(&[][..], Vec::as_slice);
            let table = if *kind == Kind::Page {
                let wanted: FxHashMap<u64, usize> = now.who.iter().copied().zip(0..).collect();
                let mut table = vec![None; now.who.len()];
                for (who, place) in old.iter().zip(0..) {
                    if let Some(at) = wanted.get(who).and_then(|at| table.get_mut(*at)) {
                        *at = Some(place);
                    }
                }
                table
            } else if old == now.who {
                (0..old.len()).map(|at| u32::try_from(at).ok()).collect()
            } else {
                return None;
            };
            entries.insert(*kind, table);
        }
        Some(Self {
            files,
            same: false,
            entries,
        })
    }

    /// Where an entry is now.
    #[must_use]
    pub fn entry(&self, kind: Kind, at: u32) -> Option<u32> {
        self.entries.get(&kind)?.get(at as usize).copied().flatten()
    }

    /// Where an entry is now.
    #[must_use]
    pub fn reference(&self, r: Ref) -> Option<Ref> {
        let at = self.entry(r.kind, u32::try_from(r.at).ok()?)?;
        Some(Ref {
            kind: r.kind,
            at: at as usize,
        })
    }

    /// The question as it is asked now; `None` where it is about an entry that is gone.
    #[must_use]
    pub fn dep<'d>(&self, dep: &'d Dep) -> Option<Cow<'d, Dep>> {
        if self.same {
            return Some(Cow::Borrowed(dep));
        }
        Some(Cow::Owned(match dep {
            Dep::On(about, kind, at) if about.is_of_one() => Dep::On(*about, *kind, self.entry(*kind, *at)?),
            Dep::Ask(question, kind, at, a, b) if question.is_of_one() => {
                Dep::Ask(*question, *kind, self.entry(*kind, *at)?, a.clone(), b.clone())
            }
            other => return Some(Cow::Borrowed(other)),
        }))
    }
}
