//! Links one text: walks its items in reading order, settles every id, address and mention, and notes what each
//! paragraph says for the checks and for "where it is used". Headings, links, code, math, picture texts and
//! attributions keep their terms unlinked, and don't count as mentions.

use std::ops::Range;

use super::block::{Block, Mark, MarkKind};
use super::index::{Dangling, Ref};
use super::piece::{Href, Link, Mention, Picture, Piece, Pieces};
use super::scope::{Heading, Scope, cite_id, mention_id};
use crate::diagnostics::{Code, Diagnostic};
use crate::model::Prose;
use crate::model::id::Kind;
use crate::prose::{Cite, Item, ItemKind, LinkKind, Run, Tag, parse, slug};
use crate::span::{Span, Spanned};

/// Where a text stands on its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// The text under the front matter: with headings, fences and footnotes.
    Body,
    /// A value of the front matter.
    Field,
}

/// Links a text within a scope.
pub(super) fn link(scope: &mut Scope<'_>, prose: &Prose, part: Part) -> Pieces {
    let parsed = parse(prose);
    scope.faults.extend(parsed.faults);
    let (main, notes) = set_notes_apart(parsed.items);
    let mut linker = Linker {
        scope,
        prose,
        part,
        out: Vec::with_capacity(main.len()),
        stack: Vec::new(),
        block: Block::default(),
        notes: notes.into_iter().map(|(label, items, range)| Note { label, items, range }).collect(),
        note_order: Vec::new(),
        last_level: 1,
    };
    linker.items(main);
    linker.flush();
    let out = std::mem::take(&mut linker.out);
    linker.footnotes();
    out
}

struct Note {
    label: String,
    items: Vec<Item>,
    range: Range<usize>,
}

type SetApart = (Vec<Item>, Vec<(String, Vec<Item>, Range<usize>)>);

/// Footnotes come where they are defined; readers meet them last.
fn set_notes_apart(items: Vec<Item>) -> SetApart {
    let mut main = Vec::with_capacity(items.len());
    let mut notes: Vec<(String, Vec<Item>, Range<usize>)> = Vec::new();
    let mut depth = 0_usize;
    for item in items {
        if depth > 0 {
            match &item.kind {
                ItemKind::Start(_) => depth += 1,
                ItemKind::End => depth -= 1,
                _ => {}
            }
            if depth > 0
                && let Some((_, items, _)) = notes.last_mut()
            {
                items.push(item);
            }
        } else if let ItemKind::Start(Tag::Footnote(label)) = item.kind {
            depth = 1;
            notes.push((label, Vec::new(), item.range));
        } else {
            main.push(item);
        }
    }
    (main, notes)
}

/// What an open start needs at its end.
enum Open {
    /// An end is written.
    Plain(Tag),
    /// A link to a term by hand, a faulty link: what it holds is kept, and an end is written or not.
    Link { kept: bool, term: Option<usize>, swallow: bool },
    /// A picture; what it holds became its text.
    Image { dest: String, title: String, text: String, range: Range<usize> },
    /// A heading; where its pieces begin.
    Heading { from: usize, text: String },
}

struct Linker<'s, 'i> {
    scope: &'s mut Scope<'i>,
    prose: &'s Prose,
    part: Part,
    out: Pieces,
    stack: Vec<Open>,
    block: Block,
    notes: Vec<Note>,
    note_order: Vec<usize>,
    last_level: u8,
}

impl Linker<'_, '_> {
    fn place(&self, range: Range<usize>) -> Span {
        self.prose.place(range)
    }

    fn fault(&mut self, code: Code, range: Range<usize>, message: impl Into<String>, help: impl Into<String>) {
        let place = self.place(range);
        self.scope.fault(Diagnostic::new(code, place, message).help(help));
    }

    fn items(&mut self, items: Vec<Item>) {
        for item in items {
            self.item(item);
        }
    }

    fn item(&mut self, item: Item) {
        let range = item.range;
        match item.kind {
            ItemKind::Start(tag) => self.start(tag, range),
            ItemKind::End => self.end(),
            ItemKind::Text(run) => self.text(&run),
            ItemKind::Code(code) => {
                self.aside(&code);
                if !self.in_image() {
                    self.out.push(Piece::Code(code));
                }
            }
            ItemKind::CodeBlock { info, text } => {
                self.flush();
                self.out.push(Piece::CodeBlock { info, text });
            }
            ItemKind::Html { text, block } => self.html(text, block, range),
            ItemKind::HardBreak => {
                self.block.push(" ");
                self.out.push(Piece::HardBreak);
            }
            ItemKind::Rule => {
                self.flush();
                self.out.push(Piece::Rule);
            }
            ItemKind::Math { tex, display } => self.math(&tex, display, range),
            ItemKind::FootnoteRef(label) => self.footnote_ref(&label, range),
            ItemKind::Check(done) => self.out.push(Piece::Check(done)),
            ItemKind::Cite(cites) => self.cite(cites),
            ItemKind::Fence(fence) => {
                self.flush();
                if self.part == Part::Body {
                    let placed = super::fence::place(self.scope, &fence, self.prose);
                    self.out.extend(placed.map(Piece::Placed));
                } else {
                    let message = format!("a `{}` block can't stand in front matter", fence.kind.name());
                    self.fault(Code::FENCE_UNKNOWN_KIND, range, message, "move it into the text under the front matter");
                }
            }
        }
    }

    /// Whether terms and dates are looked for here.
    fn quiet(&self) -> bool {
        self.stack
            .iter()
            .any(|o| matches!(o, Open::Link { .. } | Open::Image { .. } | Open::Heading { .. }))
    }

    fn in_image(&self) -> bool {
        self.stack.iter().any(|o| matches!(o, Open::Image { .. }))
    }

    /// Text that is shown as it is, and in the heading or picture that holds it.
    fn aside(&mut self, text: &str) {
        self.block.push(text);
        for open in self.stack.iter_mut().rev() {
            if let Open::Image { text: t, .. } | Open::Heading { text: t, .. } = open {
                t.push_str(text);
            }
        }
    }

    fn text(&mut self, run: &Run) {
        if matches!(self.stack.last(), Some(Open::Link { swallow: true, .. })) {
            return;
        }
        if self.quiet() {
            self.aside(&run.text);
            if !self.in_image() {
                self.out.push(Piece::Text(run.text.clone()));
            }
            return;
        }
        let attribution = self.attribution(&run.text);
        let found = if self.scope.auto && !attribution {
            let (skip, own) = (&self.scope.skip, self.scope.own);
            let forms = self.scope.index.forms(self.scope.language);
            forms.map(|f| f.find(&run.text, |t| own == Some(t) || skip.contains(&t))).unwrap_or_default()
        } else {
            Vec::new()
        };
        let mut done = 0;
        for mention in found {
            let before = run.text.get(done..mention.range.start).unwrap_or("");
            let form = run.text.get(mention.range.clone()).unwrap_or("");
            let &[term] = mention.terms.as_slice() else {
                self.shared_form(form, &mention.terms, run.source(mention.range));
                continue;
            };
            self.plain(before);
            let made = self.scope.mention(term, form.to_owned(), false);
            self.mark_mention(&made, form);
            self.out.push(Piece::Mention(made));
            done = mention.range.end;
        }
        let rest = run.text.get(done..).unwrap_or("");
        self.plain(rest);
        self.block.source(run);
    }

    fn plain(&mut self, text: &str) {
        if !text.is_empty() {
            self.block.push(text);
            self.out.push(Piece::Text(text.to_owned()));
        }
    }

    /// "— Jane Doe" at the end of a quotation says who speaks; it is not prose.
    fn attribution(&self, text: &str) -> bool {
        let quoted = self
            .stack
            .iter()
            .any(|o| matches!(o, Open::Plain(Tag::Quote(None))));
        quoted && self.block.is_empty() && text.trim_start().starts_with(['—', '–', '―'])
    }

    fn mark_mention(&mut self, made: &Mention, form: &str) {
        let r = Ref {
            kind: Kind::Term,
            at: made.term,
        };
        let fragment = mention_id(self.scope.index.id(r), made.nth);
        self.scope.anchors.insert(fragment.clone());
        let start = self.block.len();
        self.block.push(form);
        self.block.mark(Mark {
            at: start..self.block.len(),
            kind: MarkKind::Term(made.term, fragment),
        });
    }

    fn shared_form(&mut self, form: &str, terms: &[usize], range: Range<usize>) {
        let index = self.scope.index;
        let refs: Vec<Ref> = terms.iter().map(|at| Ref { kind: Kind::Term, at: *at }).collect();
        let names: Vec<String> = refs.iter().map(|r| format!("`{}`", index.id(*r))).collect();
        let message = format!("`{form}` may be {}: it is linked to neither", names.join(" or "));
        let first = refs.first().map_or("", |r| index.id(*r));
        let place = self.place(range);
        let fault = Diagnostic::new(Code::GLOSSARY_AMBIGUOUS_FORM, place, message)
            .help(format!("link it by hand: `[[term:{first}|{form}]]`"));
        let fault = refs.iter().fold(fault, |d, r| d.related(index.place(*r), "one of the terms"));
        // Once a page is enough.
        if !self.scope.faults.iter().any(|f| f.code == fault.code && f.message == fault.message) {
            self.scope.fault(fault);
        }
    }

    fn start(&mut self, tag: Tag, range: Range<usize>) {
        if !tag.is_inline() {
            self.flush();
            self.block.begin(&tag, self.place(range.clone()));
        }
        match tag {
            Tag::Link { dest, title, kind } => self.link(&dest, title, kind, range),
            Tag::Image { dest, title } => self.stack.push(Open::Image {
                dest,
                title,
                text: String::new(),
                range,
            }),
            Tag::Heading { level, id, classes } => self.heading(level, id, classes, range),
            tag => {
                if !self.in_image() {
                    self.out.push(Piece::Start(tag.clone()));
                }
                self.stack.push(Open::Plain(tag));
            }
        }
    }

    fn end(&mut self) {
        match self.stack.pop() {
            Some(Open::Plain(tag)) => {
                if !tag.is_inline() {
                    self.flush();
                }
                if !self.in_image() {
                    self.out.push(Piece::End);
                }
            }
            Some(Open::Link { kept, term, .. }) => {
                if kept {
                    self.out.push(Piece::End);
                }
                if let Some(term) = term {
                    self.block.close_mark(term);
                }
            }
            Some(Open::Image {
                dest,
                title,
                text,
                range,
            }) => self.image(&dest, title, text, range),
            Some(Open::Heading { from, text }) => self.end_heading(from, &text),
            None => {}
        }
    }

    fn heading(&mut self, level: u8, id: Option<String>, classes: Vec<String>, range: Range<usize>) {
        let marks = self
            .prose
            .text
            .get(range.clone())
            .map_or(1, |t| t.bytes().take_while(|b| *b == b'#').count().max(1));
        let place = range.start..range.start + marks;
        if self.part == Part::Body {
            if level == 1 {
                let help = "the title of the front matter is the page's level 1; begin with `##`";
                self.fault(Code::HEADING_SKIPPED_LEVEL, place, "a second heading of level 1", help);
            } else if level > self.last_level + 1 {
                let message = format!("a heading of level {level} after one of level {}", self.last_level);
                let help = format!("write `{}`", "#".repeat(usize::from(self.last_level) + 1));
                self.fault(Code::HEADING_SKIPPED_LEVEL, place, message, help);
            }
            self.last_level = level;
        }
        if let Some(id) = &id
            && self.scope.headings.iter().any(|h| h.id == *id)
        {
            let source = self.prose.text.get(range.clone()).unwrap_or("");
            let at = range.start + source.rfind(id.as_str()).unwrap_or(0);
            let message = format!("two headings have the id `{id}`");
            self.fault(Code::HEADING_DUPLICATE_ID, at..at + id.len(), message, "give one of them another id");
        }
        let from = self.out.len();
        self.out.push(Piece::Start(Tag::Heading { level, id, classes }));
        self.stack.push(Open::Heading {
            from,
            text: String::new(),
        });
    }

    fn end_heading(&mut self, from: usize, text: &str) {
        self.block.clear();
        self.out.push(Piece::End);
        let Some(Piece::Start(Tag::Heading { level, id, .. })) = self.out.get_mut(from) else {
            return;
        };
        let wanted = id.clone().unwrap_or_else(|| slug::slug(text));
        let mut made = wanted.clone();
        let mut n = 1;
        while self.scope.anchors.contains(&made) {
            n += 1;
            made = format!("{wanted}-{n}");
        }
        *id = Some(made.clone());
        let level = *level;
        self.scope.anchors.insert(made.clone());
        self.scope.headings.push(Heading {
            level,
            id: made,
            text: text.trim().replace('\n', " "),
        });
    }

    fn link(&mut self, dest: &str, title: String, kind: LinkKind, range: Range<usize>) {
        let place = self.dest_place(dest, kind, &range);
        let target = match kind {
            LinkKind::Id | LinkKind::IdWithText => self.by_id(dest, place),
            LinkKind::Email => Some((Href::Outside(format!("mailto:{dest}")), None)),
            LinkKind::Auto | LinkKind::Markdown => self.scope.target(dest, place),
        };
        let nested = self.stack.iter().any(|o| matches!(o, Open::Link { .. }));
        let Some((href, to)) = target.filter(|_| !nested && !self.in_image()) else {
            return self.stack.push(Open::Link { kept: false, term: None, swallow: false });
        };
        let mut term = None;
        if let Some(r) = to {
            match r.kind {
                Kind::Term if self.scope.own != Some(r.at) && !matches!(&href, Href::Site(p) if p.contains('#')) => {
                    term = Some(r.at);
                }
                Kind::Event | Kind::Person => {
                    self.scope.refs.insert(r);
                    self.block.mark(Mark {
                        at: self.block.len()..self.block.len(),
                        kind: MarkKind::Entry(r, place),
                    });
                }
                Kind::Source => {
                    // A link by hand leans on the source as a mark does.
                    self.scope.refs.insert(r);
                }
                _ => {}
            }
        }
        if let Some(at) = term {
            let made = self.scope.mention(at, String::new(), true);
            let r = Ref { kind: Kind::Term, at };
            let fragment = mention_id(self.scope.index.id(r), made.nth);
            self.scope.anchors.insert(fragment.clone());
            self.block.mark(Mark {
                at: self.block.len()..self.block.len(),
                kind: MarkKind::Term(at, fragment),
            });
            self.out.push(Piece::Mention(made));
        } else {
            self.out.push(Piece::Link(Link { href, title, to }));
        }
        // `[[id]]` shows the entry's title; the parser hands over the id as its text, which is dropped.
        let swallow = kind == LinkKind::Id;
        self.stack.push(Open::Link { kept: true, term, swallow });
        if let Some(r) = to.filter(|_| swallow) {
            let title = self.scope.index.title(r).to_owned();
            self.aside(&title);
            self.out.push(Piece::Text(title));
        }
    }

    fn by_id(&mut self, id: &str, place: Span) -> Option<(Href, Option<Ref>)> {
        let index = self.scope.index;
        match index.resolve(id, self.scope.language) {
            Ok(r) => Some((Href::Site(index.path(r)), Some(r))),
            Err(why) => {
                let prefix = id.split_once(':').and_then(|(p, _)| Kind::from_prefix(p.trim()));
                let (code, noun) = match prefix {
                    Some(Kind::Term) => (Code::GLOSSARY_UNKNOWN_TERM, "term"),
                    Some(Kind::Event) => (Code::TIMELINE_UNKNOWN_EVENT, "event"),
                    Some(Kind::Person) => (Code::PEOPLE_UNKNOWN_PERSON, "person"),
                    Some(Kind::Source) => (Code::CITATION_UNKNOWN_SOURCE, "source"),
                    Some(Kind::Page) | None => (Code::REFERENCE_UNKNOWN, "entry"),
                };
                let shown = match (&why, prefix) {
                    (Dangling::Unknown(_), Some(_)) => id.split_once(':').map_or(id, |(_, rest)| rest.trim()),
                    _ => id,
                };
                self.scope.fault(index.dangling(&why, shown, place, code, noun));
                None
            }
        }
    }

    /// The bytes of a link's address within the whole link.
    fn dest_place(&self, dest: &str, kind: LinkKind, range: &Range<usize>) -> Span {
        let source = self.prose.text.get(range.clone()).unwrap_or("");
        let at = match kind {
            LinkKind::Markdown => source.rfind(dest),
            _ => source.find(dest),
        };
        match at {
            Some(at) if !dest.is_empty() => self.place(range.start + at..range.start + at + dest.len()),
            _ => self.place(range.clone()),
        }
    }

    fn image(&mut self, dest: &str, title: String, text: String, range: Range<usize>) {
        let place = self.dest_place(dest, LinkKind::Markdown, &range);
        if text.trim().is_empty() {
            let help = "describe it: `![what it shows](file)`; in front matter, `decorative: true` says that it shows nothing";
            self.fault(Code::IMAGE_MISSING_ALT, range, format!("the image `{dest}` has no text alternative"), help);
        }
        if let Some(src) = self.scope.picture(dest, place) {
            self.out.push(Piece::Image(Picture { src, alt: text, title }));
        }
    }

    fn html(&mut self, text: String, block: bool, range: Range<usize>) {
        if block {
            self.flush();
        }
        let comment = text.trim_start().starts_with("<!--") && text.trim_end().ends_with("-->");
        if self.scope.index.loaded.site.raw_html {
            self.out.push(Piece::Html(text));
        } else if !comment {
            let first = text.trim().lines().next().unwrap_or("").to_owned();
            let start = range.start..range.start + first.len().min(range.len());
            let help = "write Markdown instead, or set `raw_html: true` in content/site.yaml; to show a `<`, put a backslash before it";
            self.fault(Code::HTML_NOT_ALLOWED, start, format!("raw HTML: `{first}`"), help);
        }
    }

    fn math(&mut self, tex: &str, display: bool, range: Range<usize>) {
        self.aside(tex);
        match super::math::mathml(tex, display) {
            Ok(html) => self.out.push(Piece::Html(html)),
            Err(why) => {
                let help = "check the TeX; a dollar sign that is no math needs a backslash: `\\$`";
                self.fault(Code::MATH_INVALID, range, format!("this math can't be read: {why}"), help);
            }
        }
    }

    fn cite(&mut self, cites: Vec<Cite>) {
        let mut marks = Vec::new();
        for cite in cites {
            let id = Spanned::new(cite.id, self.place(cite.range));
            let Some(r) = self.scope.find(Kind::Source, &id) else {
                continue;
            };
            let mark = self.scope.cite(r.at, cite.locator);
            let fragment = cite_id(self.scope.index.id(r), mark.nth);
            self.scope.anchors.insert(fragment.clone());
            self.block.mark(Mark {
                at: self.block.len()..self.block.len(),
                kind: MarkKind::Source(r.at, fragment),
            });
            marks.push(mark);
        }
        if !marks.is_empty() {
            self.out.push(Piece::Cite(marks));
        }
    }

    fn footnote_ref(&mut self, label: &str, range: Range<usize>) {
        if self.part == Part::Field || self.in_image() {
            let help = "move it into the text under the front matter";
            return self.fault(Code::FOOTNOTE_UNDEFINED, range, "a footnote can't stand here", help);
        }
        let Some(at) = self.notes.iter().position(|n| n.label == label) else {
            return;
        };
        let number = match self.note_order.iter().position(|n| *n == at) {
            Some(i) => i + 1,
            None => {
                self.note_order.push(at);
                self.scope.footnotes.push(super::scope::FootnoteText {
                    label: label.to_owned(),
                    pieces: Vec::new(),
                    marks: 0,
                });
                self.note_order.len()
            }
        };
        let nth = self.scope.footnotes.get_mut(number - 1).map_or(1, |f| {
            f.marks += 1;
            f.marks
        });
        self.out.push(Piece::FootnoteRef { number, nth });
    }

    /// Footnotes come last, in the order of their marks; one may lead to another.
    fn footnotes(&mut self) {
        let mut done = 0;
        while let Some(at) = self.note_order.get(done).copied() {
            let items = self.notes.get_mut(at).map(|n| std::mem::take(&mut n.items)).unwrap_or_default();
            self.items(items);
            self.flush();
            let pieces = std::mem::take(&mut self.out);
            if let Some(note) = self.scope.footnotes.get_mut(done) {
                note.pieces = pieces;
            }
            done += 1;
        }
        for at in 0..self.notes.len() {
            let Some(note) = self.notes.get(at).filter(|_| !self.note_order.contains(&at)) else {
                continue;
            };
            let message = format!("no mark `[^{}]` leads to this note", note.label);
            let range = note.range.start..note.range.start + note.label.len() + 3;
            self.fault(Code::FOOTNOTE_UNUSED, range, message, "set a mark in the text, or remove the note");
        }
    }

    fn flush(&mut self) {
        let block = std::mem::take(&mut self.block);
        block.finish(self.scope, self.prose, self.part);
    }
}
