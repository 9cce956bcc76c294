//! Explainers: the page itself with all its parts, and its line in a list.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};
use tera::Value;

use super::Here;
use crate::link::{CiteMark, Heading, LinkedPage, Piece, Pieces, Placed, Ref, cite_id};
use crate::model::id::Kind;
use crate::render::cite::said;
use crate::render::feed::correction_ids;
use crate::render::html::{Mode, Writer};
use crate::render::markup::escape;
use crate::render::reading;
use crate::render::view::{CitationView, CorrectionView, Extra, HeadingView, Html, PageLink, PageView, QuestionView};
use crate::render::wants::Fields;

impl Here<'_> {
    /// An explainer with all its parts that its template can read.
    #[must_use]
    pub fn page(&self, linked: &LinkedPage) -> Option<PageView> {
        let page = self.index.loaded.pages.get(linked.at)?;
        let head = &page.head;
        let order = citation_order(linked);
        let numbers: FxHashMap<usize, usize> = order.iter().enumerate().map(|(i, s)| (*s, i + 1)).collect();
        let wants = self.wants;
        Some(self.write(Mode::Page, "", &numbers, |w| {
            let list = |all: &[Pieces]| all.iter().map(|p| Html(w.inline(p))).collect::<Vec<_>>();
            PageView {
                id: page.id.clone(),
                title: head.title.value.clone(),
                summary_html: Html(w.inline(&linked.summary)),
                body_html: Html(w.blocks(&linked.body)),
                date: self.maybe_date(head.date.as_ref()),
                updated: self.maybe_date(head.updated.as_ref()),
                review_by: self.maybe_date(head.review_by.as_ref()),
                reading_minutes: wants.make("reading_minutes", || reading::minutes(linked, &page.language)),
                authors: if head.authors.is_empty() {
                    said(&self.index.loaded.site.authors)
                } else {
                    said(&head.authors)
                },
                key_points: list(&linked.key_points),
                questions: self.questions(w, &linked.questions),
                known: list(&linked.known),
                unknown: list(&linked.unknown),
                corrections: self.corrections(w, linked, &head.corrections),
                backstory_html: Html(w.blocks(&linked.backstory)),
                image: self.image(linked.image.as_ref(), head.image.as_deref(), |c| Html(w.inline(c))),
                tags: wants.make("tags", || self.tags(linked.at)),
                toc: head.toc,
                contents: wants.make("contents", || nest(&linked.headings)),
                footnotes: Self::footnotes(&linked.footnotes, w),
                citations: wants.make("citations", || self.citations(linked, &order)),
                events: wants.make("events", || {
                    linked.events.iter().map(|at| self.event_value(*at)).collect()
                }),
                strip_html: Html::default(),
                strip_text: String::new(),
                people: wants.make("people", || {
                    linked.people.iter().map(|at| self.person_value(*at)).collect()
                }),
                children: Vec::new(),
                cite: None,
                extra: wants.make("extra", || Extra(head.extra.clone())),
            }
        }))
    }

    /// Questions with answers.
    #[must_use]
    pub fn questions(&self, w: &Writer<'_>, list: &[(Pieces, Pieces)]) -> Vec<QuestionView> {
        list.iter()
            .map(|(q, a)| QuestionView {
                question_html: Html(w.inline(q)),
                answer_html: Html(w.blocks(a)),
            })
            .collect()
    }

    fn corrections(
        &self,
        w: &Writer<'_>,
        linked: &LinkedPage,
        raw: &[crate::model::Correction],
    ) -> Vec<CorrectionView> {
        let ids = correction_ids(raw);
        let mut pairs: Vec<_> = raw.iter().zip(&linked.corrections).zip(ids).collect();
        pairs.sort_by(|((a, _), _), ((b, _), _)| b.date.value.sort_cmp(&a.date.value));
        pairs
            .into_iter()
            .map(|((c, text), id)| CorrectionView {
                id,
                date: self.date_value(&c.date.value),
                text_html: Html(w.inline(text)),
            })
            .collect()
    }

    fn tags(&self, at: usize) -> Vec<Value> {
        let paths = self.index.tags_of(at);
        let mut tags: Vec<(&str, &str)> = paths
            .iter()
            .filter_map(|path| Some((self.index.tag(path)?.name, &**path)))
            .collect();
        tags.sort_by(|a, b| self.locale.compare(a.0, b.0));
        tags.into_iter()
            .map(|(name, path)| self.tag_value(path, name))
            .collect()
    }

    fn citations(&self, linked: &LinkedPage, order: &[usize]) -> Vec<CitationView> {
        let marks = citation_marks(linked);
        let numbered = order.iter().enumerate();
        numbered
            .map(|(i, at)| self.citation(i + 1, *at, marks.get(at)))
            .collect()
    }

    fn citation(&self, number: usize, at: usize, marks: Option<&BTreeMap<usize, usize>>) -> CitationView {
        CitationView {
            id: format!("_s-{number}"),
            number,
            source: self.source_value(at),
            back_urls: marks
                .into_iter()
                .flat_map(BTreeMap::values)
                .map(|at| format!("#{}", cite_id(*at)))
                .collect(),
        }
    }

    /// A page in a list, with those of its fields that can be read.
    #[must_use]
    pub(in crate::render) fn page_link(
        &self,
        at: usize,
        fields: &Fields,
        summary: impl FnOnce() -> Option<Arc<str>>,
    ) -> Option<PageLink> {
        let page = self.index.loaded.pages.name(at)?;
        let r = Ref { kind: Kind::Page, at };
        let head = || self.index.loaded.pages.get(at).map(|page| &page.head);
        Some(PageLink {
            id: page.id.clone(),
            title: page.head.title.value.clone(),
            url: self.urls.href(&self.index.path(r)),
            summary_html: fields.make("summary_html", || {
                Html(summary().map(|text| escape(&text)).unwrap_or_default())
            }),
            date: fields.make("date", || self.maybe_date(head()?.date.as_ref())),
            updated: fields.make("updated", || self.maybe_date(head()?.updated.as_ref())),
            tags: fields.make("tags", || self.tags(at)),
            lang: page.language.clone(),
            shared: Vec::new(),
            extra: fields.make("extra", || Extra(head().and_then(|head| head.extra.clone()))),
        })
    }
}

/// The sources of a page in the order in which a reader meets them.
pub(in crate::render) fn citation_order(linked: &LinkedPage) -> Vec<usize> {
    let mut order = Vec::new();
    let mut seen = FxHashSet::default();
    each_citation(linked, &mut |mark| {
        if seen.insert(mark.source) {
            order.push(mark.source);
        }
    });
    order
}

/// The marks of each source, by which of its citations they are.
fn citation_marks(linked: &LinkedPage) -> FxHashMap<usize, BTreeMap<usize, usize>> {
    let mut marks: FxHashMap<usize, BTreeMap<usize, usize>> = FxHashMap::default();
    each_citation(linked, &mut |mark| {
        marks.entry(mark.source).or_default().insert(mark.nth, mark.at);
    });
    marks
}

fn each_citation(linked: &LinkedPage, each: &mut impl FnMut(&CiteMark)) {
    citations_in(&linked.summary, each);
    linked.key_points.iter().for_each(|p| citations_in(p, each));
    citations_in(&linked.body, each);
    linked.footnotes.iter().for_each(|n| citations_in(&n.pieces, each));
    linked
        .known
        .iter()
        .chain(&linked.unknown)
        .for_each(|p| citations_in(p, each));
    for (q, a) in &linked.questions {
        citations_in(q, each);
        citations_in(a, each);
    }
    linked.corrections.iter().for_each(|p| citations_in(p, each));
    if let Some((_, caption)) = &linked.image {
        citations_in(caption, each);
    }
    citations_in(&linked.backstory, each);
}

fn citations_in(pieces: &[Piece], each: &mut impl FnMut(&CiteMark)) {
    for piece in pieces {
        match piece {
            Piece::Cite(marks) => marks.iter().for_each(&mut *each),
            Piece::Placed(Placed::Questions(list)) => {
                for (q, a) in list.iter() {
                    citations_in(q, each);
                    citations_in(a, each);
                }
            }
            Piece::Placed(Placed::Facts(list)) => {
                for fact in list.iter() {
                    citations_in(&fact.value, each);
                    fact.sources.iter().for_each(&mut *each);
                }
            }
            _ => {}
        }
    }
}

/// Headings as a tree, by their levels.
fn nest(headings: &[Heading]) -> Vec<HeadingView> {
    let mut roots: Vec<HeadingView> = Vec::new();
    for h in headings {
        let heading = HeadingView {
            id: h.id.clone(),
            title: h.text.clone(),
            level: h.level,
            children: Vec::new(),
        };
        insert(&mut roots, heading);
    }
    roots
}

fn insert(list: &mut Vec<HeadingView>, heading: HeadingView) {
    match list.last_mut() {
        Some(open) if open.level < heading.level => insert(&mut open.children, heading),
        _ => list.push(heading),
    }
}
