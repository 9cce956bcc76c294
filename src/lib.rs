//! nutgraf compiles explainers: Markdown with YAML front matter becomes a static site whose terms, events, people and
//! sources are typed data, and whose prose is checked against them.
//!
//! A site goes through four stages, each with types of its own, and data flows one way:
//!
//! 1. [`load`]: files to typed data ([`model`]), every fault at its own place ([`diagnostics`]);
//! 2. [`link`]: ids, addresses, mentions and citations settled; who refers to what;
//! 3. [`render`]: linked texts and templates to HTML;
//! 4. [`mod@write`]: all outputs put in place, or none.
//!
//! [`build`] runs them in order. [`world`] is the only door to files and the clock, [`outside`] to other people's servers; only the program `nutgraf` itself
//! prints. What each stage never does is said at its head.

#![forbid(unsafe_code)]

pub mod build;
pub mod cache;
pub mod cards;
pub mod code;
pub mod date;
pub mod diagnostics;
pub mod glossary;
pub mod i18n;
pub mod images;
pub mod import;
pub mod link;
pub mod load;
pub mod model;
pub mod outside;
pub mod prose;
pub mod render;
pub mod search;
pub mod serve;
pub mod span;
pub mod theme;
pub mod world;
pub mod write;
pub mod yaml;
