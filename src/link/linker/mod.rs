//! Links one text: walks its items in reading order, settles every id, address and mention, and notes what each
//! paragraph says for the checks and for "where it is used". Headings, links, code, math, picture texts and
//! attributions keep their terms unlinked, and don't count as mentions.

use std::ops::Range;

mod headings;
mod html;
mod links;
mod notes;
mod quotes;
mod tables;

use self::notes::{Note, set_notes_apart};
use self::tables::Rows;
use super::block::Block;
use super::piece::{Piece, Pieces};
use super::scope::Scope;
use super::watch::{Quiet, Seen};
use crate::diagnostics::{Code, Diagnostic};
use crate::model::Prose;
use crate::model::id::Kind;
use crate::prose::{Item, ItemKind, Run, Tag, parse};
use crate::span::Span;

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
    let mut parsed = parse(prose);
    if part == Part::Field {
        // The parser does not know where its text stands: a note would be no remedy here.
        for fault in parsed.faults.iter_mut().filter(|f| f.code == Code::FOOTNOTE_UNDEFINED) {
            (fault.message, fault.help) = (notes::NOT_HERE.to_owned(), Some(notes::MOVE_IT.to_owned()));
        }
    }
    scope.faults.extend(parsed.faults);
    for (id, range) in parsed.doubts {
        if scope.index.find(Kind::Source, &id, scope.language).is_ok() {
            let written = prose.text.get(range.clone()).unwrap_or("");
            let message = format!("`{written}` cites nothing: a citation begins with `[@`");
            let help = format!(
                "write `[@{id}]`, with other words before the bracket; a backslash before it makes it plain text"
            );
            scope.fault(Diagnostic::new(Code::CITATION_MALFORMED, prose.place(range), message).help(help));
        }
    }
    let singles = quotes::pairs(&parsed.items, &prose.text, scope.index.locale(scope.language));
    let (main, notes) = set_notes_apart(parsed.items);
    let mut linker = Linker {
        scope,
        prose,
        singles,
        part,
        out: Vec::with_capacity(main.len()),
        stack: Vec::new(),
        block: Block::default(),
        table: Rows::default(),
        notes: notes
            .into_iter()
            .map(|(label, items, range)| Note { label, items, range })
            .collect(),
        note_order: Vec::new(),
        last_level: 1,
    };
    linker.items(main);
    linker.flush();
    let out = std::mem::take(&mut linker.out);
    linker.footnotes();
    out
}

/// What an open start needs at its end.
enum Open {
    /// An end is written.
    Plain(Tag),
    /// A link to a term by hand, a faulty link: what it holds is kept, and an end is written or not.
    Link {
        kept: bool,
        /// The term that it leads to, and where it says so.
        term: Option<(usize, Span)>,
        /// Whether it leads to an event or person.
        entry: bool,
        swallow: bool,
    },
    /// A picture; what it holds became its text.
    Image {
        dest: String,
        title: String,
        text: String,
        range: Range<usize>,
    },
    /// A heading; where its pieces begin.
    Heading { from: usize, text: String, place: Span },
}

struct Linker<'s, 'i> {
    scope: &'s mut Scope<'i>,
    prose: &'s Prose,
    /// Where the pairs of straight single quotation marks stand.
    singles: Vec<usize>,
    part: Part,
    out: Pieces,
    stack: Vec<Open>,
    block: Block,
    table: Rows,
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
            ItemKind::Text(run) => {
                let locale = self.scope.index.locale(self.scope.language);
                self.text(&run.quoted(&self.prose.text, &self.singles, || quotes::marks(locale)));
            }
            ItemKind::Code(code) => {
                self.watch_whole(&code, Quiet::Code, &range);
                self.quiet_aside(&code);
                if !self.in_image() {
                    self.out.push(Piece::Code(code));
                }
            }
            ItemKind::CodeBlock { info, text } => {
                self.watch_whole(&text, Quiet::Code, &range);
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
                    self.fault(
                        Code::FENCE_UNKNOWN_KIND,
                        range,
                        message,
                        "move it into the text under the front matter",
                    );
                }
            }
        }
    }

    /// Where we are, when neither terms nor dates are looked for there.
    fn quiet(&self) -> Option<Quiet> {
        self.stack.iter().find_map(|o| match o {
            Open::Link { .. } => Some(Quiet::Link),
            Open::Image { .. } => Some(Quiet::Image),
            Open::Heading { .. } => Some(Quiet::Heading),
            Open::Plain(_) => None,
        })
    }

    /// Shows a watcher a text whose letters have no places of their own.
    fn watch_whole(&mut self, text: &str, quiet: Quiet, range: &Range<usize>) {
        let place = self.place(range.clone());
        self.scope.watch_quiet(text, quiet, |_| place);
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

    /// The same for code and math, which claim nothing.
    fn quiet_aside(&mut self, text: &str) {
        let from = self.block.len();
        self.aside(text);
        self.block.quieten(from);
    }

    fn text(&mut self, run: &Run) {
        if matches!(self.stack.last(), Some(Open::Link { swallow: true, .. })) {
            return;
        }
        if let Some(quiet) = self.quiet() {
            let prose = self.prose;
            self.scope.watch_quiet(&run.text, quiet, |r| prose.place(run.source(r)));
            self.aside(&run.text);
            if !self.in_image() {
                self.out.push(Piece::Text(run.text.clone()));
            }
            return;
        }
        let attribution = self.attribution(&run.text).unwrap_or(run.text.len());
        let found = if self.scope.auto {
            let (skip, own) = (&self.scope.skip, self.scope.own);
            let forms = self.scope.index.forms(self.scope.language);
            forms
                .map(|f| {
                    let prose = run.text.get(..attribution).unwrap_or("");
                    f.find(prose, |t| own == Some(t) || skip.contains(&t))
                })
                .unwrap_or_default()
        } else {
            Vec::new()
        };
        let prose = self.prose;
        let seen = Seen {
            run,
            end: attribution,
            found: &found,
        };
        self.scope.watch_prose(&seen, |r| prose.place(r));
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
            let place = self.place(run.source(mention.range.clone()));
            self.scope.watch_mention(term, form, place, Some(&mention), made.linked);
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

    /// "— Jane Doe" at the end of a quotation, on a line or in a paragraph of its own, says who speaks; it is not prose.
    /// Where it begins.
    fn attribution(&self, text: &str) -> Option<usize> {
        let quoted = self.stack.iter().any(|o| matches!(o, Open::Plain(Tag::Quote(None))));
        let dash = |line: &str| line.trim_start().starts_with(['—', '–', '―']);
        let last = text.rfind('\n').map_or(0, |i| i + 1);
        let own_line = last > 0 || self.block.is_empty();
        (quoted && own_line && text.get(last..).is_some_and(dash)).then_some(last)
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
                if tag == Tag::Strikethrough {
                    self.block.open_struck();
                }
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
                match tag {
                    Tag::TableCell | Tag::TableRow | Tag::TableHead | Tag::Table(_) => self.end_in_table(&tag),
                    Tag::Strikethrough => self.block.close_struck(),
                    _ => {}
                }
                if !tag.is_inline() {
                    self.flush();
                }
                if !self.in_image() {
                    self.out.push(Piece::End);
                }
            }
            Some(Open::Link { kept, term, entry, .. }) => {
                if entry {
                    self.block.close_entry();
                }
                if kept {
                    self.out.push(Piece::End);
                }
                if let Some((term, place)) = term {
                    let words = self.block.close_mark(term);
                    self.scope.watch_mention(term, words, place, None, true);
                }
            }
            Some(Open::Image {
                dest,
                title,
                text,
                range,
            }) => self.image(&dest, title, text, range),
            Some(Open::Heading { from, text, place }) => self.end_heading(from, &text, place),
            None => {}
        }
    }

    fn flush(&mut self) {
        let block = std::mem::take(&mut self.block);
        block.finish(self.scope, self.prose, self.part);
    }
}
