//! Filters: which events (or people) a page shows. The same keys everywhere: front matter and fences.

use crate::date::Date;
use crate::span::{Span, Spanned};
use crate::yaml::{Context, Fields, Kind, Node};

use super::schema;

/// Which entries are chosen. Every key that is given must be met; within a key any value will do.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Filter {
    /// Categories.
    pub category: Vec<Spanned<String>>,
    /// Ids of people.
    pub person: Vec<Spanned<String>>,
    /// Ids of terms.
    pub term: Vec<Spanned<String>>,
    /// A stretch of time that the event's date must overlap.
    pub span: Option<Spanned<Date>>,
    /// Ids of the entries themselves.
    pub ids: Vec<Spanned<String>>,
    /// The least importance.
    pub importance: Option<i64>,
    /// Whether it was decoded without a fault.
    pub sound: bool,
    /// Where the filter stands.
    pub place: Span,
}

impl Filter {
    /// Decodes a filter.
    pub fn decode(cx: &mut Context<'_>, node: &Node) -> Option<Self> {
        let before = cx.faults.len();
        let mut f = Fields::open(cx, node, "a filter", schema::FILTER)?;
        let filter = Self {
            category: one_or_many(cx, &mut f, "category"),
            person: one_or_many(cx, &mut f, "person"),
            term: one_or_many(cx, &mut f, "term"),
            span: f.date(cx, "span"),
            ids: one_or_many(cx, &mut f, "ids"),
            importance: f.number(cx, "importance", 1..=5),
            sound: false,
            place: f.span,
        };
        Some(Self {
            sound: cx.faults.len() == before,
            ..filter
        })
    }
}

fn one_or_many(cx: &mut Context<'_>, f: &mut Fields<'_>, name: &'static str) -> Vec<Spanned<String>> {
    match f.node(cx, name) {
        Some(node) if matches!(node.kind, Kind::Scalar { .. }) => cx.text(node, name).into_iter().collect(),
        Some(_) => f.texts(cx, name),
        None => Vec::new(),
    }
}
