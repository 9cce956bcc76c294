//! The pages that are related to one and what they share, and how that is written for the cache: the answer of an earlier run
//! is of use where comparing all pages takes longer than what it is wanted for.

use serde::{Deserialize, Serialize};

use super::index::Ref;
use crate::cache::form;
use crate::model::id::Kind;

/// What a page may be about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// A term, an event or a person.
    Entry(Ref),
    /// A tag, by its place among all tags.
    Tag(usize),
}

/// A page that is related to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kin {
    /// Which page.
    pub at: usize,
    /// What both are about, as it is to be named: terms first, then people, since their names are short, then events,
    /// and tags where nothing else is left; of each kind the rarest first.
    pub shared: Vec<Subject>,
}

/// A page and what is shared with it, as they are written: tags by their addresses.
type Written<'a> = (u32, Vec<Shared<'a>>);

#[derive(Serialize, Deserialize)]
enum Shared<'a> {
    Entry(Ref),
    Tag(&'a str),
}

/// The bytes for some pages that are related to one; `tag` says the address of a tag.
pub(super) fn write<'t>(kin: &[Kin], tag: impl Fn(usize) -> &'t str) -> Vec<u8> {
    let shared = |subject: &Subject| match subject {
        Subject::Entry(r) => Shared::Entry(*r),
        Subject::Tag(number) => Shared::Tag(tag(*number)),
    };
    let written = kin.iter().map(|kin| {
        let at = u32::try_from(kin.at).unwrap_or(u32::MAX);
        (at, kin.shared.iter().map(shared).collect())
    });
    form::write(&written.collect::<Vec<Written<'_>>>())
}

/// The pages that are related to one; `now` says what the number of an entry is in this run. `None` where one of them isn't
/// there, or the bytes hold none.
pub(super) fn read(bytes: &[u8], tags: &[String], now: impl Fn(Ref) -> Option<Ref>) -> Option<Vec<Kin>> {
    let written: Vec<Written<'_>> = form::borrowed(bytes)?;
    let shared = |shared: Shared<'_>| match shared {
        Shared::Entry(r) => now(r).map(Subject::Entry),
        Shared::Tag(tag) => tags
            .binary_search_by(|known| known.as_str().cmp(tag))
            .ok()
            .map(Subject::Tag),
    };
    let kin = written.into_iter().map(|(at, all)| {
        let (kind, at) = (Kind::Page, at as usize);
        Some(Kin {
            at: now(Ref { kind, at })?.at,
            shared: all.into_iter().map(shared).collect::<Option<_>>()?,
        })
    });
    kin.collect()
}

/// The same bytes with the numbers of this run; none where something isn't there any more.
#[must_use]
pub(crate) fn renumbered(bytes: &[u8], now: impl Fn(Ref) -> Option<Ref>) -> Vec<u8> {
    let written: Vec<Written<'_>> = form::borrowed(bytes).unwrap_or_default();
    let shared = |mut shared| {
        if let Shared::Entry(r) = &mut shared {
            *r = now(*r)?;
        }
        Some(shared)
    };
    let moved = written.into_iter().map(|(at, all)| {
        let (kind, at) = (Kind::Page, at as usize);
        let at = u32::try_from(now(Ref { kind, at })?.at).ok()?;
        Some((at, all.into_iter().map(shared).collect::<Option<_>>()?))
    });
    let moved: Option<Vec<Written<'_>>> = moved.collect();
    moved.map(|moved| form::write(&moved)).unwrap_or_default()
}
