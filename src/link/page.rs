//! Linking one page: its text first, then the values of its front matter, in the order in which mentions count.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use xxhash_rust::xxh3::xxh3_64;

use super::backlinks::{Tally, by_thing};
use super::index::{Index, Ref};
use super::linker::{Part, link};
use super::piece::{Picture, Pieces, plain};
use super::scope::{FootnoteText, Heading, Pending, Scope, Use};
use super::watch::{Watch, Watcher, nobody};
use super::{contradict, filter};
use crate::cache::trace::{self, About};
use crate::date::{Bound, Relation};
use crate::diagnostics::{Code, Diagnostic};
use crate::load::{Page, Role};
use crate::model::id::Kind;
use crate::model::{Explainer, Image, Prose};
use crate::span::Span;

/// A page whose texts are linked.
#[derive(Debug, Default)]
pub struct LinkedPage {
    /// Which page.
    pub at: usize,
    /// The text under the front matter.
    pub body: Pieces,
    /// Its footnotes, in the order of their numbers.
    pub footnotes: Vec<FootnoteText>,
    /// Its headings.
    pub headings: Vec<Heading>,
    /// The summary.
    pub summary: Pieces,
    /// Key points.
    pub key_points: Vec<Pieces>,
    /// Questions with answers.
    pub questions: Vec<(Pieces, Pieces)>,
    /// What is known.
    pub known: Vec<Pieces>,
    /// What is not known.
    pub unknown: Vec<Pieces>,
    /// Corrections, in the order of the front matter.
    pub corrections: Vec<Pieces>,
    /// How the page was made.
    pub backstory: Pieces,
    /// The picture at the head with its caption.
    pub image: Option<(Picture, Pieces)>,
    /// The events of its timeline.
    pub events: Vec<usize>,
    /// All events that it tells: those of its timeline, of its fences, and those that it links to.
    pub told: Vec<usize>,
    /// Its people.
    pub people: Vec<usize>,
    /// The terms that it links, in order.
    pub terms: Vec<usize>,
    /// The linked mentions, in order: the term, and which of its mentions on the page it is.
    pub marks: Vec<(usize, usize)>,
}

/// What other pages and the checks need to know of a page; small enough to keep for all pages.
#[derive(Debug)]
pub struct Facts {
    /// Which page.
    pub at: usize,
    /// Mentions and citations with their sentences.
    pub uses: Vec<Arc<Use>>,
    /// What it mentions, cites, links to or places, and how often.
    pub refs: BTreeMap<Ref, Tally>,
    /// The hashes of the ids on it, sorted; `None` where it must be linked to know them.
    pub anchors: Option<Box<[u64]>>,
    /// Links to ids on other pages.
    pub pending: Vec<Pending>,
    /// Files of `content/` that it needs.
    pub assets: BTreeSet<String>,
    /// Pictures of this site that it shows, by their path from the root, and where.
    pub pictures: Vec<(String, Span)>,
    /// What is wrong with it, less what it allows itself.
    pub faults: Vec<Diagnostic>,
}

impl Facts {
    /// Lets go of what has been judged: ids, links to other pages' ids, and messages that were handed on.
    pub(crate) fn judged(&mut self) {
        self.anchors = None;
        self.pending = Vec::new();
        self.faults = Vec::new();
    }
}

/// Links the page with this index.
#[must_use]
pub fn page(index: &Index<'_>, at: usize) -> Option<(LinkedPage, Facts)> {
    watched(index, at, &nobody).map(|(linked, facts, _)| (linked, facts))
}

/// The same, with somebody who watches.
pub(super) fn watched(index: &Index<'_>, at: usize, watch: Watcher<'_>) -> Option<(LinkedPage, Facts, Watch)> {
    linked(index, at, watch).map(|(linked, facts, watch, _)| (linked, facts, watch))
}

/// A page with all that was found, the ids on it included.
type Found = (LinkedPage, Facts, Watch, BTreeSet<String>);

fn linked(index: &Index<'_>, at: usize, watch: Watcher<'_>) -> Option<Found> {
    trace::on(About::Body, Kind::Page, at);
    let page = index.loaded.pages.get(at)?;
    let own = index.body(page);
    let mut scope = scope_of(index, page, watch);
    let texts = texts(&mut scope, page, own.as_ref().unwrap_or(&page.body));
    let people = people(&mut scope, &page.head);
    let filter = page.head.timeline.as_ref();
    let events = filter.map(|f| filter::events(&mut scope, f)).unwrap_or_default();
    scope.check_same_page();
    dates(&mut scope, page);
    let told = scope.refs.iter().filter(|r| r.kind == Kind::Event);
    let linked = LinkedPage {
        at,
        events,
        told: told.map(|r| r.at).collect(),
        people,
        footnotes: std::mem::take(&mut scope.footnotes),
        headings: std::mem::take(&mut scope.headings),
        terms: std::mem::take(&mut scope.linked),
        marks: std::mem::take(&mut scope.marks),
        ..texts
    };
    let watch = std::mem::take(&mut scope.watch);
    let (facts, anchors) = facts(scope, page, at);
    Some((linked, facts, watch, anchors))
}

/// Where a page's texts are linked, with what its front matter says of terms.
fn scope_of<'i>(index: &'i Index<'i>, page: &'i Page, watch: Watcher<'_>) -> Scope<'i> {
    let mut scope = Scope::new(index, &page.language, &page.path);
    scope.watch = watch(&scope);
    scope.density = page.head.glossary.density;
    scope.skip = scope.find_all(Kind::Term, &page.head.glossary.skip);
    scope
}

/// Links the texts of a page, in the order in which mentions count; nothing else of it is known then.
fn texts(scope: &mut Scope<'_>, page: &Page, body: &Prose) -> LinkedPage {
    let head = &page.head;
    let auto = head.glossary.auto.unwrap_or(scope.auto);
    // A summary stands in lists and cards too, so its terms stay unlinked.
    scope.auto = false;
    let summary = field(scope, &head.summary);
    scope.auto = auto;
    scope.checked_prose = page.role == Role::Explainer;
    let body = link(scope, body, Part::Body);
    scope.begin_section();
    let key_points = fields(scope, &head.key_points);
    scope.begin_section();
    let questions = head.questions.iter();
    let questions = questions.map(|q| (field(scope, &q.q), field(scope, &q.a))).collect();
    scope.begin_section();
    let known = fields(scope, &head.known);
    let unknown = fields(scope, &head.unknown);
    scope.begin_section();
    let image = head.image.as_ref().and_then(|i| picture(scope, i));
    scope.quotes_faults = true;
    let corrections = head.corrections.iter().map(|c| field(scope, &c.text)).collect();
    scope.quotes_faults = false;
    let backstory = head.backstory.as_ref().map(|b| field(scope, b));
    LinkedPage {
        body,
        summary,
        key_points,
        questions,
        known,
        unknown,
        corrections,
        backstory: backstory.unwrap_or_default(),
        image,
        ..LinkedPage::default()
    }
}

/// The people that a page's front matter names; it refers to them.
fn people(scope: &mut Scope<'_>, head: &Explainer) -> Vec<usize> {
    let people = scope.find_all(Kind::Person, &head.people);
    let kind = Kind::Person;
    scope.refs.extend(people.iter().map(|at| Ref { kind, at: *at }));
    people
}

/// What others need to know of a page whose texts were linked here, and the ids on it.
fn facts(scope: Scope<'_>, page: &Page, at: usize) -> (Facts, BTreeSet<String>) {
    let mut faults = scope.faults;
    faults.retain(|f| !page.head.allow.contains(&f.code));
    let mut refs = scope.refs;
    let kind = Kind::Source;
    refs.extend(scope.citations.keys().map(|at| Ref { kind, at: *at }));
    let refs = by_thing(&scope.uses, refs).into_iter();
    let facts = Facts {
        at,
        refs: refs.map(|(r, (tally, _))| (r, tally)).collect(),
        uses: scope.uses,
        anchors: Some(hashes(&scope.anchors)),
        pending: scope.pending,
        assets: scope.assets,
        pictures: scope.pictures,
        faults,
    };
    (facts, scope.anchors)
}

/// The hashes of ids, sorted.
fn hashes(ids: &BTreeSet<String>) -> Box<[u64]> {
    let mut all: Vec<u64> = ids.iter().map(|id| anchor_hash(id)).collect();
    all.sort_unstable();
    all.into()
}

/// What stands for an id in [`Facts`].
pub(super) fn anchor_hash(id: &str) -> u64 {
    xxh3_64(id.as_bytes())
}

/// The ids on the page with this index.
pub(super) fn anchors(index: &Index<'_>, at: usize) -> BTreeSet<String> {
    linked(index, at, &nobody)
        .map(|(.., anchors)| anchors)
        .unwrap_or_default()
}

/// The summary of the page with this index in plain words, for lists.
#[must_use]
pub fn summary(index: &Index<'_>, at: usize) -> Option<String> {
    let page = index.loaded.pages.get(at)?;
    let mut scope = Scope::new(index, &page.language, &page.path);
    scope.auto = false;
    Some(plain(&field(&mut scope, &page.head.summary)))
}

fn field(scope: &mut Scope<'_>, prose: &Prose) -> Pieces {
    link(scope, prose, Part::Field)
}

fn fields(scope: &mut Scope<'_>, list: &[Prose]) -> Vec<Pieces> {
    list.iter().map(|p| field(scope, p)).collect()
}

/// A picture of the front matter with its caption.
pub(super) fn picture(scope: &mut Scope<'_>, image: &Image) -> Option<(Picture, Pieces)> {
    if image.alt.as_deref().is_none_or(|a| a.trim().is_empty()) && !image.decorative {
        let message = format!("the image `{}` has no text alternative", image.src.value);
        let help = "add `alt: what it shows`, or `decorative: true` when it shows nothing that the text doesn't say";
        scope.fault(Diagnostic::new(Code::IMAGE_MISSING_ALT, image.src.span, message).help(help));
    }
    let src = scope.picture(&image.src.value, image.src.span);
    let caption = image.caption.as_ref().map(|c| field(scope, c)).unwrap_or_default();
    let alt = image.alt.clone().filter(|_| !image.decorative).unwrap_or_default();
    Some((
        Picture {
            src: src?,
            alt,
            title: String::new(),
        },
        caption,
    ))
}

/// A page past its review, whose dates are out of order, or older than an event that it tells.
fn dates(scope: &mut Scope<'_>, page: &Page) {
    let index = scope.index;
    if let Some(review) = &page.head.review_by
        && matches!(review.value.latest(), Bound::Day(day) if index.has_passed(day))
    {
        let message = format!("`{}` was to be reviewed by {}", page.head.title.value, review.value);
        scope.fault(
            Diagnostic::new(Code::PAGE_REVIEW_DUE, review.span, message)
                .help("read it again, mend what has changed, and set a new `review_by`"),
        );
    }
    scope.faults.extend(contradict::page(page));
    let Some(updated) = &page.head.updated else { return };
    let refs: Vec<Ref> = scope.refs.iter().copied().filter(|r| r.kind == Kind::Event).collect();
    for r in refs {
        let Some(event) = index.loaded.events.get(r.at) else {
            continue;
        };
        let Some(date) = &event.data.date else { continue };
        if date.value.relation(&updated.value) == Relation::After {
            let message = format!(
                "the event `{}` ({}) is later than this page's `updated`",
                event.id, date.value
            );
            scope.fault(
                Diagnostic::new(Code::TIMELINE_AFTER_UPDATED, updated.span, message)
                    .related(date.span, "the event's date")
                    .help("set `updated` to the day on which the page was last changed"),
            );
        }
    }
}
