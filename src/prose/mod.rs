//! Markdown as nutgraf reads it: [`parse()`] turns a text into a flat list of [`Item`]s that know their bytes, with the
//! additions of the contract (citations, links by id, fenced blocks of data) recognised but not yet looked up.
//! What an id means is [`crate::link`]'s business, HTML is [`crate::render`]'s. The text is never rewritten before it is
//! parsed, and finished HTML is never searched: everything happens on the events of `pulldown-cmark`.

mod cite;
mod item;
mod parse;
mod run;
pub mod slug;

pub use cite::{Cite, CiteError, cites};
pub use item::{Alert, Align, Fence, FenceKind, Item, ItemKind, LinkKind, Tag};
pub(crate) use parse::OPTIONS;
pub use parse::{Parsed, parse};
pub use run::Run;
pub(crate) use run::follows_prefix;
