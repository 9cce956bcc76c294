//! The second stage: from loaded files to linked texts. The [`Index`] says what can be linked to; [`page()`] and
//! [`entries()`] settle every id, address, mention and citation of a text, each text on its own and on any core;
//! [`Backlinks`] gathers who mentions and cites what. Nothing here writes HTML.

mod ask;
mod backlinks;
mod beside;
mod block;
mod check;
mod contradict;
mod entries;
mod fence;
mod files;
mod filter;
mod index;
pub(crate) mod kin;
mod linker;
mod math;
mod meant;
mod memory;
mod of_site;
mod outputs;
mod page;
mod phrases;
mod piece;
mod related;
mod scope;
mod subjects;
mod target;
mod twins;
mod watch;

use std::cmp::Ordering;

pub use ask::{Outside, outside, survey, why};
pub use backlinks::{Backlink, Backlinks, Beginning, From, Tally};
pub use check::{hash_of_address, judge, pointed};
pub use entries::{Entries, LinkedEntry, entries, entries_of, entry};
pub use files::{FILTER_STYLES, FileFault, colliding_files, is_filter_styles};
pub use index::{Dangling, Index, Parts, Ref, Renewed, Tag};
pub(crate) use index::{all_names, sum};
pub use kin::{Kin, Subject};
pub use outputs::{Claim, Claims, claims};
pub use page::{Facts, LinkedPage, page, summary};
pub use piece::{CiteMark, Fact, Href, Link, Mention, Picture, Piece, Pieces, Placed, plain};
pub use related::Related;
pub use scope::{FootnoteText, Heading, Pending, Use, card_id, cite_id, mention_id};
pub use subjects::{Subjects, subjects_of};
pub use watch::{Decision, Matched, Met, Quiet, Survey, Verdict};

use crate::load::Entry;
use crate::model::Event;

/// The order of events: by their dates, those without a date (whose fault was reported) last, then by id.
#[must_use]
pub fn event_order(a: &Entry<Event>, b: &Entry<Event>) -> Ordering {
    match (&a.data.date, &b.data.date) {
        (Some(x), Some(y)) => x.value.sort_cmp(&y.value),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    }
    .then_with(|| a.id.cmp(&b.id))
}
