//! What the small site has to hold.

use rustc_hash::FxHashSet;

use super::Given;
use super::changed::Changed;
use crate::cache::numbers;
use crate::cache::trace::{About, Dep};
use crate::link::Ref;
use crate::load::identity;
use crate::model::id::Kind;

/// What the changed pages may ask for.
pub(super) struct Wants {
    /// The pages, and all pages that there are, by who they are.
    pages: FxHashSet<u64>,
    all: FxHashSet<u64>,
    /// The entries whose linked texts they show.
    entries: FxHashSet<Ref>,
    /// Kinds of which they show all.
    kinds: FxHashSet<Kind>,
}

impl Wants {
    pub(super) fn new(given: &Given<'_, '_>, changed: &Changed<'_>) -> Option<Self> {
        let who = given.head.who.get(&Kind::Page).map_or(&[][..], Vec::as_slice);
        let of = |place: u32| who.get(place as usize).copied();
        let mut wants = Self {
            pages: given.head.reached.iter().filter_map(|place| of(*place)).collect(),
            all: who.iter().copied().collect(),
            entries: FxHashSet::default(),
            kinds: FxHashSet::default(),
        };
        let of_pages = changed.pages.iter().map(|old| old.page.asked);
        let asked = of_pages.chain(changed.jobs().map(|job| job.asked));
        for n in asked.flat_map(numbers::read).collect::<FxHashSet<u32>>() {
            match *given.lookup.question(n)?.0 {
                Dep::On(About::AllLinked, kind, _) => {
                    wants.kinds.insert(kind);
                }
                Dep::On(_, Kind::Page, place) => wants.pages.extend(of(place)),
                Dep::On(About::Linked, kind, at) => {
                    let at = at as usize;
                    wants.entries.insert(Ref { kind, at });
                }
                _ => {}
            }
        }
        wants.pages.extend(changed.pages.iter().map(|old| old.page.who));
        Some(wants)
    }

    /// Whether a file is loaded: all are but explainers that nobody asks for.
    pub(super) fn shows(&self, path: &str) -> bool {
        let Some(path) = path.strip_prefix("content/") else {
            return true;
        };
        // Home, and the texts that open sections.
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let opens = name.starts_with("index.") && (folder.is_empty() || Kind::from_folder(folder).is_some());
        let who = identity(Kind::Page, path, 0);
        opens || self.pages.contains(&who) || !self.all.contains(&who)
    }

    pub(super) fn entry(&self, r: Ref) -> bool {
        self.kinds.contains(&r.kind) || self.entries.contains(&r)
    }
}
