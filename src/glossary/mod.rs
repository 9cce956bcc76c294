//! The glossary engine: finds the terms of a glossary in plain text, as a copy editor would, in any language.
//!
//! [`Forms`] holds what the terms of one language are called, declared and derived (`title.rs`), in one automaton
//! (`lexicon.rs`, `trie.rs`). A text is cut into words or characters (`token.rs`), walked once (`find.rs`), and each match
//! has to be a form of the same word (`morphology/`) and to stand where a word may stand (`boundary.rs`, `unspaced.rs`).
//!
//! Nothing here knows of Markdown, pages or links, nor reads a file: which mentions become links is `link`'s to decide.

mod boundary;
mod find;
mod forms;
mod known;
mod lexicon;
mod morphology;
mod title;
mod token;
mod trace;
mod trie;
mod unspaced;

pub use boundary::Refusal;
pub use find::{Found, Refused};
pub use forms::{Clash, Form, FormKind, Forms, Size};
pub use lexicon::How;
pub use trace::Word;

#[cfg(test)]
mod tests;
