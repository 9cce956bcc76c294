//! What one paragraph, list item, cell or heading says, as plain text with marks: the ground for "where it is used", for
//! the sentences that a source carries, and for the checks that read prose.

use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::beside::{self, Cell, Cover, EventLink, View};
use super::index::Ref;
use super::linker::Part;
use super::phrases::phrases;
use super::scope::{Scope, Use};
use super::watch::Watch;
use crate::date::find_in_prose;
use crate::diagnostics::{Code, Diagnostic};
use crate::i18n::sentences;
use crate::model::Prose;
use crate::model::id::Kind;
use crate::prose::{Run, Tag};
use crate::span::Span;

/// Something that stands at a place of the block's text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Mark {
    pub(super) at: Range<usize>,
    pub(super) kind: MarkKind,
}

/// What stands there.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum MarkKind {
    /// A mention of a term, and its id on the page.
    Term(usize, String),
    /// A citation of a source, and its id on the page.
    Source(usize, String),
    /// A link to an event or person.
    Entry {
        /// The event or person.
        to: Ref,
        /// Where the link was written.
        place: Span,
        /// Whether it shows the entry's own title.
        titled: bool,
    },
}

/// One block of text.
#[derive(Debug, Default)]
pub(super) struct Block {
    text: String,
    marks: Vec<Mark>,
    sources: Vec<(usize, Run)>,
    /// What is code, math or struck out: neither a claim nor an acronym.
    quiet: Vec<Range<usize>>,
    /// Where what is being struck out began.
    struck: Vec<usize>,
    claim: bool,
    cited: bool,
}

impl Block {
    pub(super) fn begin(&mut self, tag: &Tag, _place: Span) {
        self.claim = matches!(tag, Tag::Paragraph | Tag::ListItem | Tag::DefinitionBody);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }

    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    pub(super) fn push(&mut self, text: &str) {
        // A citation leaves nothing behind here, so no space stands before what follows it.
        let end = self.text.len();
        let cited = |m: &Mark| matches!(m.kind, MarkKind::Source(..)) && m.at.start == end;
        if self.marks.last().is_some_and(cited)
            && text.starts_with(['.', ',', ';', ':', '!', '?', ')', ' ', '\n'])
            && self.text.ends_with([' ', '\n'])
        {
            self.text.pop();
            for mark in self.marks.iter_mut().rev().take_while(|m| m.at.start == end) {
                mark.at = end - 1..end - 1;
            }
        }
        self.text.push_str(text);
    }

    /// Notes that the author cites here, whether or not the source exists.
    pub(super) fn cites(&mut self) {
        self.cited = true;
    }

    pub(super) fn mark(&mut self, mark: Mark) {
        self.marks.push(mark);
    }

    /// Ends the latest mark of a term linked by hand, and returns its words: they are known now.
    pub(super) fn close_mark(&mut self, term: usize) -> &str {
        let end = self.text.len();
        let open = self
            .marks
            .iter_mut()
            .rev()
            .find(|m| matches!(m.kind, MarkKind::Term(t, _) if t == term));
        let Some(mark) = open else { return "" };
        mark.at.end = end;
        self.text.get(mark.at.clone()).unwrap_or("")
    }

    /// Ends the latest mark of a link to an event or person: its words are known now.
    pub(super) fn close_entry(&mut self) {
        let end = self.text.len();
        let mut marks = self.marks.iter_mut().rev();
        if let Some(mark) = marks.find(|m| matches!(m.kind, MarkKind::Entry { .. })) {
            mark.at.end = end;
        }
    }

    /// Remembers where the text that was just pushed was written.
    pub(super) fn source(&mut self, run: &Run) {
        if let Some(start) = self.text.len().checked_sub(run.text.len()) {
            self.sources.push((start, run.clone()));
        }
    }

    /// Marks what was just pushed as code or math.
    pub(super) fn quieten(&mut self, from: usize) {
        self.quiet.push(from..self.text.len());
    }

    /// Something struck out begins.
    pub(super) fn open_struck(&mut self) {
        self.struck.push(self.text.len());
    }

    /// It ends: it is no longer said.
    pub(super) fn close_struck(&mut self) {
        if let Some(from) = self.struck.pop() {
            self.quieten(from);
        }
    }

    fn quiet(&self) -> Cover {
        Cover::new(self.quiet.iter().cloned())
    }

    /// The place in the file of some bytes of the text.
    fn place(&self, range: &Range<usize>, prose: &Prose) -> Span {
        let at = self.sources.partition_point(|(start, _)| *start <= range.start);
        match at.checked_sub(1).and_then(|i| self.sources.get(i)) {
            Some((start, run)) => {
                let end = (range.end - start).min(run.text.len());
                prose.place(run.source(range.start - start..end.max(range.start - start)))
            }
            None => prose.span,
        }
    }

    /// Hands what the block says to the scope.
    pub(super) fn finish(self, scope: &mut Scope<'_>, prose: &Prose, part: Part) {
        if let Watch::Survey(_) = scope.watch {
            self.phrases(scope, prose);
        }
        // Cutting a text into sentences costs more than all the rest: only what needs them gets them.
        if !self.marks.is_empty() {
            let sentences = sentences(&self.text);
            self.uses(scope, &sentences);
            self.dates_of_events(scope, &sentences);
        }
        if scope.checked_prose && part == Part::Body {
            // Both are allowed unless a site asks for them.
            if scope.index.asks(Code::PROSE_UNCITED_CLAIM) {
                self.uncited_claim(scope, prose);
            }
            if scope.index.asks(Code::PROSE_ACRONYM) {
                self.acronyms(scope, prose);
            }
        }
    }

    /// Hands over what a heading says: it mentions nothing, but its dates count.
    pub(super) fn finish_heading(self, scope: &mut Scope<'_>) {
        if !self.marks.is_empty() {
            self.dates_of_events(scope, &sentences(&self.text));
        }
    }

    /// Tells a survey which phrases look like terms.
    fn phrases(&self, scope: &mut Scope<'_>, prose: &Prose) {
        let nouns = matches!(scope.language.split('-').next(), Some("de" | "lb"));
        let found = phrases(&self.text, nouns);
        let Watch::Survey(survey) = &mut scope.watch else {
            return;
        };
        let known = Cover::new(
            self.marks
                .iter()
                .map(|m| m.at.clone())
                .chain(self.quiet.iter().cloned()),
        );
        for range in found {
            if !known.meets(&range) {
                let phrase = one_line(self.text.get(range.clone()).unwrap_or(""));
                survey
                    .unknown
                    .entry(phrase)
                    .or_default()
                    .push(self.place(&range, prose));
            }
        }
    }

    fn sentence(&self, sentences: &[Range<usize>], at: usize) -> Range<usize> {
        let found = sentences
            .get(sentences.partition_point(|s| s.end <= at))
            .filter(|s| s.start <= at);
        found.or(sentences.last()).cloned().unwrap_or(0..self.text.len())
    }

    /// The sentence that a mark belongs to: for a citation, the one that ends before it.
    fn sentence_of(&self, sentences: &[Range<usize>], mark: &Mark) -> Range<usize> {
        let at = match mark.kind {
            MarkKind::Source(..) => {
                let before = self.text.get(..mark.at.start).unwrap_or("").trim_end();
                before.len().saturating_sub(1)
            }
            _ => mark.at.start,
        };
        self.sentence(sentences, at)
    }

    fn uses(&self, scope: &mut Scope<'_>, sentences: &[Range<usize>]) {
        let mut seen: FxHashSet<(Ref, usize)> = FxHashSet::default();
        for mark in &self.marks {
            let (of, fragment) = match &mark.kind {
                MarkKind::Term(at, fragment) => (
                    Ref {
                        kind: Kind::Term,
                        at: *at,
                    },
                    fragment,
                ),
                MarkKind::Source(at, fragment) => (
                    Ref {
                        kind: Kind::Source,
                        at: *at,
                    },
                    fragment,
                ),
                MarkKind::Entry { .. } => continue,
            };
            let sentence = self.sentence_of(sentences, mark);
            if !seen.insert((of, sentence.start)) {
                continue;
            }
            let text = |range: Range<usize>| one_line(self.text.get(range).unwrap_or(""));
            let used = if of.kind == Kind::Term {
                let end = sentence.end.max(mark.at.end);
                Use {
                    of,
                    fragment: fragment.clone(),
                    before: text(sentence.start.min(mark.at.start)..mark.at.start)
                        .trim_start()
                        .to_owned(),
                    form: text(mark.at.clone()),
                    after: text(mark.at.end..end).trim_end().to_owned(),
                }
            } else {
                Use {
                    of,
                    fragment: fragment.clone(),
                    before: text(sentence).trim().to_owned(),
                    form: String::new(),
                    after: String::new(),
                }
            };
            scope.uses.push(Arc::new(used));
        }
    }

    /// The links to events, in order.
    fn event_links(&self) -> Vec<EventLink> {
        let links = self.marks.iter().filter_map(|mark| match mark.kind {
            MarkKind::Entry { to, place, titled } if to.kind == Kind::Event => Some(EventLink {
                at: mark.at.clone(),
                to,
                place,
                titled,
            }),
            _ => None,
        });
        links.collect()
    }

    /// Compares dates with the events that are linked beside them.
    fn dates_of_events(&self, scope: &mut Scope<'_>, sentences: &[Range<usize>]) {
        let links = self.event_links();
        if links.is_empty() || scope.quotes_faults {
            return;
        }
        let other = self.marks.iter().filter(|m| match m.kind {
            MarkKind::Entry { to, .. } => to.kind != Kind::Event,
            _ => true,
        });
        let deaf: Vec<Range<usize>> = self.quiet.iter().chain(other.map(|m| &m.at)).cloned().collect();
        let view = View {
            text: &self.text,
            links: &links,
            deaf: &deaf,
            sentences,
        };
        beside::check(scope, &view);
    }

    /// What a cell of a table says.
    pub(super) fn cell(&self) -> Cell {
        Cell {
            text: self.text.clone(),
            links: self.event_links(),
        }
    }

    fn uncited_claim(&self, scope: &mut Scope<'_>, prose: &Prose) {
        if !self.claim || self.cited {
            return;
        }
        let dates = find_in_prose(&self.text, scope.index.locale(scope.language));
        let quiet = self.quiet();
        if let Some((range, _)) = dates.iter().find(|(range, _)| !quiet.meets(range)) {
            let place = self.place(range, prose);
            scope.fault(
                Diagnostic::new(
                    Code::PROSE_UNCITED_CLAIM,
                    place,
                    "a date, and no citation in its paragraph",
                )
                .help("add the source that says so: `[@source]`"),
            );
        }
    }

    fn acronyms(&self, scope: &mut Scope<'_>, prose: &Prose) {
        let quiet = self.quiet();
        for range in capitals(&self.text) {
            let word = self.text.get(range.clone()).unwrap_or("");
            if COMMON.contains(&word) || scope.acronyms.contains(word) || quiet.meets(&range) {
                continue;
            }
            let linked = self
                .marks
                .iter()
                .any(|m| matches!(m.kind, MarkKind::Term(..)) && m.at.start <= range.start && range.end <= m.at.end);
            let before = self.text.get(..range.start).unwrap_or("");
            let after = self.text.get(range.end..).unwrap_or("");
            let spelt_out = (before.ends_with('(') && after.starts_with(')')) || after.starts_with(" (");
            let known = linked || spelt_out || scope.index.knows_acronym(word);
            scope.acronyms.insert(word.to_owned());
            if known {
                continue;
            }
            let place = self.place(&range, prose);
            let message = format!("`{word}` is used before it is spelt out");
            scope.fault(Diagnostic::new(Code::PROSE_ACRONYM, place, message).help(format!(
                "write it out once, `Some Long Name ({word})`, or add it to a term's `abbreviations`"
            )));
        }
    }
}

/// Acronyms that newspapers use without spelling them out.
const COMMON: [&str; 12] = ["US", "USA", "UK", "EU", "UN", "AM", "PM", "TV", "OK", "ID", "AD", "BC"];

/// Words of two or more letters, all capitals. Roman numerals are none.
fn capitals(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        if c.is_alphanumeric() {
            start.get_or_insert(at);
            continue;
        }
        let Some(from) = start.take() else { continue };
        let word = text.get(from..at).unwrap_or("");
        let letters = word.chars().filter(|c| c.is_uppercase()).count();
        let all = word.chars().all(|c| c.is_uppercase() || c.is_ascii_digit());
        let roman = word.chars().all(|c| "IVXLCDM".contains(c));
        if letters >= 2 && all && !roman && word.chars().count() <= 8 {
            found.push(from..at);
        }
    }
    found
}

fn one_line(text: &str) -> String {
    text.replace('\n', " ")
}
