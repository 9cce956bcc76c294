//! The fenced blocks of data: `timeline`, `people`, `questions`, `facts`. Their YAML is decoded here, and every fault is
//! reported at its own line inside the fence.

use std::sync::Arc;

use super::filter;
use super::index::Ref;
use super::linker::{Part, link};
use super::piece::{Fact, Placed, plain};
use super::scope::{Scope, Use, cite_id};
use crate::diagnostics::Diagnostic;
use crate::model::id::Kind;
use crate::model::{Filter, Prose, Question, schema};
use crate::prose::{Fence, FenceKind, Run};
use crate::span::{Span, Spanned};
use crate::yaml::{self, Context, Fields, Kind as Shape, Node};

/// Decodes a fence and settles what it places; `None`, with faults, where it can't be read.
pub(super) fn place(scope: &mut Scope<'_>, fence: &Fence, prose: &Prose) -> Option<Placed> {
    let mut faults = Vec::new();
    let placed = decode(scope, fence, prose, &mut faults);
    // What the decoder reports stands at bytes of the YAML; the run knows where those were written.
    let moved = faults.into_iter().map(|d| moved(d, &fence.yaml, prose));
    scope.faults.extend(moved);
    placed.map(|p| p.settle(scope))
}

fn moved(mut fault: Diagnostic, yaml: &Run, prose: &Prose) -> Diagnostic {
    fault.span = place_in(fault.span, yaml, prose);
    for related in &mut fault.related {
        related.span = place_in(related.span, yaml, prose);
    }
    fault
}

fn place_in(span: Span, yaml: &Run, prose: &Prose) -> Span {
    prose.place(yaml.source(span.range()))
}

/// A decoded fence whose ids are not settled yet.
enum Decoded {
    Timeline(Filter),
    People(Filter),
    Questions(Vec<Question>),
    Facts(Vec<RawFact>),
}

struct RawFact {
    label: String,
    value: Prose,
    sources: Vec<Spanned<String>>,
}

fn decode(scope: &Scope<'_>, fence: &Fence, prose: &Prose, faults: &mut Vec<Diagnostic>) -> Option<Decoded> {
    let file = prose.span.file;
    let text = &fence.yaml.text;
    let mut cx = Context { file, base: 0, faults };
    let node = yaml::read(&mut cx, text)?;
    let decoded = match fence.kind {
        FenceKind::Timeline => Decoded::Timeline(Filter::decode(&mut cx, &node)?),
        FenceKind::People => Decoded::People(Filter::decode(&mut cx, &node)?),
        FenceKind::Questions => Decoded::Questions(items(&mut cx, &node, "questions", Question::decode)?),
        FenceKind::Facts => Decoded::Facts(items(&mut cx, &node, "facts", fact)?),
    };
    let _ = scope;
    Some(decoded.at_source(&fence.yaml, prose))
}

fn items<T>(
    cx: &mut Context<'_>,
    node: &Node,
    name: &str,
    decode: fn(&mut Context<'_>, &Node) -> Option<T>,
) -> Option<Vec<T>> {
    if let Shape::Sequence(items) = &node.kind {
        Some(items.iter().filter_map(|n| decode(cx, n)).collect())
    } else {
        cx.wrong_type(node, name, "a list", "begin each item with `- `");
        None
    }
}

fn fact(cx: &mut Context<'_>, node: &Node) -> Option<RawFact> {
    let mut f = Fields::open(cx, node, "a fact", schema::FACT)?;
    let (label, value) = (f.text(cx, "label"), f.prose(cx, "value"));
    let sources = f.texts(cx, "sources");
    Some(RawFact {
        label: label?.value,
        value: value?,
        sources,
    })
}

impl Decoded {
    /// Moves every place from the YAML's own bytes to where they were written.
    fn at_source(self, yaml: &Run, prose: &Prose) -> Self {
        let text = |mut t: Spanned<String>| {
            t.span = place_in(t.span, yaml, prose);
            t
        };
        let texts = |list: Vec<Spanned<String>>| list.into_iter().map(text).collect::<Vec<_>>();
        // Each line is followed on its way: from the value to the YAML, from there to the Markdown, from there to the file.
        let markdown = |p: Prose| {
            let mut at = 0;
            let lines = p.text.split_inclusive('\n').map(|line| {
                let (from, letters) = (at, line.trim_end_matches('\n'));
                at += line.len();
                let inner = p.place(from..from + letters.len()).range();
                let source = yaml.source(inner.clone());
                let same = yaml.text.get(inner) == Some(letters) && prose.text.get(source.clone()) == Some(letters);
                same.then(|| (from, prose.place(source).start as usize))
            });
            let lines: Option<Vec<_>> = lines.collect();
            let span = place_in(p.span, yaml, prose);
            Prose::in_lines(p.text, span, lines.unwrap_or_default())
        };
        let filter = |f: Filter| Filter {
            category: texts(f.category),
            person: texts(f.person),
            term: texts(f.term),
            ids: texts(f.ids),
            span: f.span.map(|mut s| {
                s.span = place_in(s.span, yaml, prose);
                s
            }),
            importance: f.importance,
            sound: f.sound,
            place: place_in(f.place, yaml, prose),
        };
        match self {
            Self::Timeline(f) => Self::Timeline(filter(f)),
            Self::People(f) => Self::People(filter(f)),
            Self::Questions(list) => Self::Questions(
                list.into_iter()
                    .map(|q| Question {
                        q: markdown(q.q),
                        a: markdown(q.a),
                    })
                    .collect(),
            ),
            Self::Facts(list) => Self::Facts(
                list.into_iter()
                    .map(|f| RawFact {
                        label: f.label,
                        value: markdown(f.value),
                        sources: texts(f.sources),
                    })
                    .collect(),
            ),
        }
    }

    fn settle(self, scope: &mut Scope<'_>) -> Placed {
        match self {
            Self::Timeline(f) => Placed::Timeline(filter::events(scope, &f)),
            Self::People(f) => Placed::People(filter::people(scope, &f)),
            Self::Questions(list) => {
                let linked = list
                    .iter()
                    .map(|q| {
                        let question = link(scope, &q.q, Part::Field);
                        (question, link(scope, &q.a, Part::Field))
                    })
                    .collect();
                Placed::Questions(Arc::new(linked))
            }
            Self::Facts(list) => {
                let linked = list
                    .into_iter()
                    .map(|f| {
                        let value = link(scope, &f.value, Part::Field);
                        let said = format!("{}: {}", f.label, plain(&value));
                        Fact {
                            value,
                            sources: cited(scope, &f.sources, &said),
                            label: f.label,
                        }
                    })
                    .collect();
                Placed::Facts(Arc::new(linked))
            }
        }
    }
}

/// Sources of a figure are cited as marks are, in the page's numbering; what they carry is the figure with its label.
fn cited(scope: &mut Scope<'_>, ids: &[Spanned<String>], said: &str) -> Vec<super::piece::CiteMark> {
    let found = scope.find_all(Kind::Source, ids);
    found
        .into_iter()
        .map(|at| {
            let mark = scope.cite(at, None);
            let of = Ref { kind: Kind::Source, at };
            let fragment = cite_id(mark.at);
            scope.anchors.insert(fragment.clone());
            scope.uses.push(Arc::new(Use {
                of,
                fragment,
                before: said.to_owned(),
                form: String::new(),
                after: String::new(),
            }));
            mark
        })
        .collect()
}
