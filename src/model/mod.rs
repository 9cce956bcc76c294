//! The content model: what an explainer, a term, an event, a person, a source and the site's own file may hold, as plain
//! typed data. Each kind is decoded here from its YAML; after that a date is a [`Date`](crate::date::Date) and an id is
//! valid. Where the files are found is [`crate::load`]'s business, and whether ids exist is [`crate::link`]'s.

pub mod common;
pub mod elsewhere;
pub mod entries;
pub mod explainer;
pub mod filter;
pub mod glossary;
pub mod id;
pub mod schema;
pub mod site;

pub use common::{Image, Prose, Text};
pub use entries::{Event, Match, Person, PersonKind, Source, Term};
pub use explainer::{Correction, Explainer, Question};
pub use filter::Filter;
pub use glossary::{Density, GlossaryUse};
pub use id::Kind;
pub use site::{Category, NavItem, Site};
