//! From Markdown text to items. Wraps `pulldown-cmark`; joins split text, recognises citations and data fences, and
//! reports what can be judged without knowing any other file.

mod foreign;
mod slips;
mod tags;

use std::ops::Range;

use pulldown_cmark::{self as md, BrokenLink, CodeBlockKind, CowStr, Event, LinkType, Options, Parser, TagEnd};

use super::cite::{UNCLOSED, cites, with_words};
use super::item::{Fence, FenceKind, Item, ItemKind, Tag};
use super::run::Run;
use crate::diagnostics::{Code, Diagnostic, closest};
use crate::model::Prose;

/// How deep quotations and lists may stand in each other.
const MOST_DEPTH: usize = 100;

/// The parts of Markdown that are read.
pub(crate) const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_SMART_PUNCTUATION)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_GFM)
    .union(Options::ENABLE_DEFINITION_LIST)
    .union(Options::ENABLE_MATH)
    .union(Options::ENABLE_WIKILINKS);

/// A parsed text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parsed {
    /// Its items; starts and ends are balanced.
    pub items: Vec<Item>,
    /// What is wrong with it.
    pub faults: Vec<Diagnostic>,
    /// Brackets that are a citation if a source has this id (`[see @id]`), which the parser can't know.
    pub doubts: Vec<(String, Range<usize>)>,
}

/// Parses a Markdown text.
#[must_use]
pub fn parse(prose: &Prose) -> Parsed {
    let mut builder = Builder {
        prose,
        out: Parsed::default(),
        run: Run::default(),
        run_range: 0..0,
        code: None,
        html: None,
        depth: 0,
        links: 0,
        images: 0,
        row: slips::Row::default(),
    };
    let mut undefined = Vec::new();
    let note = |link: BrokenLink<'_>| -> Option<(CowStr<'_>, CowStr<'_>)> {
        // `[words]` alone is a label to the parser, and nothing to authors.
        if matches!(link.link_type, LinkType::Reference | LinkType::Collapsed) {
            undefined.push(link.into_static());
        }
        None
    };
    for (event, range) in Parser::new_with_broken_link_callback(&prose.text, OPTIONS, Some(note)).into_offset_iter() {
        if builder.depth > MOST_DEPTH {
            builder.too_deep(range);
            break;
        }
        builder.event(event, range);
    }
    for link in &undefined {
        builder.undefined(link);
    }
    builder.finish()
}

struct Builder<'p> {
    prose: &'p Prose,
    out: Parsed,
    run: Run,
    run_range: Range<usize>,
    code: Option<(String, Run, Range<usize>)>,
    html: Option<(String, Range<usize>)>,
    depth: usize,
    links: usize,
    images: usize,
    row: slips::Row,
}

impl Builder<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Text(text) => return self.letters(&text, range),
            Event::SoftBreak => return self.text("\n", range),
            Event::Html(html) if self.html.is_some() => {
                if let Some((text, _)) = &mut self.html {
                    text.push_str(&html);
                }
                return;
            }
            _ => self.flush(),
        }
        let kind = match event {
            Event::Start(md::Tag::CodeBlock(kind)) => {
                let info = match kind {
                    CodeBlockKind::Fenced(info) => info.to_string(),
                    CodeBlockKind::Indented => String::new(),
                };
                self.code = Some((info, Run::default(), range));
                return;
            }
            Event::End(TagEnd::CodeBlock) => {
                if let Some((info, code, range)) = self.code.take() {
                    self.code_block(info, code, range);
                }
                return;
            }
            Event::Start(md::Tag::HtmlBlock) => {
                self.html = Some((String::new(), range));
                return;
            }
            Event::End(TagEnd::HtmlBlock) => {
                if let Some((text, range)) = self.html.take() {
                    self.push(ItemKind::Html { text, block: true }, range);
                }
                return;
            }
            Event::Start(tag) => ItemKind::Start(self.begins(tag, &range)),
            Event::End(end) => {
                self.ends(end, &range);
                ItemKind::End
            }
            other => match alone(other) {
                Some(kind) => kind,
                None => return,
            },
        };
        self.push(kind, range);
    }

    /// Letters, which belong to a listing, to raw HTML or to the running text.
    fn letters(&mut self, text: &str, range: Range<usize>) {
        if let Some((_, code, _)) = &mut self.code {
            code.push(text, range, &self.prose.text);
        } else if let Some((html, _)) = &mut self.html {
            html.push_str(text);
        } else {
            self.text(text, range);
        }
    }

    fn begins(&mut self, tag: md::Tag<'_>, range: &Range<usize>) -> Tag {
        self.depth += 1;
        let tag = self.tag(tag, range);
        match &tag {
            Tag::Link { .. } => self.links += 1,
            Tag::Image { .. } => self.images += 1,
            tag => self.in_table(tag, range),
        }
        tag
    }

    fn ends(&mut self, end: TagEnd, range: &Range<usize>) {
        self.depth = self.depth.saturating_sub(1);
        match end {
            TagEnd::Link => {
                self.links = self.links.saturating_sub(1);
                self.link_ends(range);
            }
            TagEnd::TableHead | TagEnd::TableRow => self.row_ends(),
            TagEnd::Image => self.images = self.images.saturating_sub(1),
            _ => {}
        }
    }

    fn push(&mut self, kind: ItemKind, range: Range<usize>) {
        self.out.items.push(Item { kind, range });
    }

    fn fault(&mut self, code: Code, range: Range<usize>, message: impl Into<String>, help: impl Into<String>) {
        let place = self.prose.place(range);
        self.out.faults.push(Diagnostic::new(code, place, message).help(help));
    }

    fn text(&mut self, text: &str, range: Range<usize>) {
        if self.run.text.is_empty() {
            self.run_range = range.clone();
        }
        self.run_range.end = range.end;
        self.run.push(text, range, &self.prose.text);
    }

    /// Ends the running text: what was joined becomes one item, or several with the citations between them.
    fn flush(&mut self) {
        if self.run.text.is_empty() {
            return;
        }
        let mut rest = std::mem::take(&mut self.run);
        if rest.text.contains("](") {
            self.spaced_addresses(&rest);
        }
        if foreign::may_stand_in(&rest.text) {
            self.foreign(&rest);
        }
        // Most text has none, and looking for one sign is looking for one byte.
        let bracket = rest.text.contains('[');
        if bracket {
            self.stray_footnotes(&rest);
            self.citations_with_words(&rest);
        }
        let found = if self.images > 0 || !bracket {
            Vec::new()
        } else {
            cites(&rest.text)
        };
        let mut done = 0;
        for (range, result) in found {
            let source = rest.source(range.start - done..range.end - done);
            if rest.escaped(range.start - done, &self.prose.text) {
                continue;
            }
            let cites = match result {
                Ok(cites) if self.links == 0 => cites,
                Ok(_) => {
                    self.fault(
                        Code::CITATION_INSIDE_LINK,
                        source,
                        "a citation inside a link",
                        "put the citation after the link",
                    );
                    continue;
                }
                Err(error) => {
                    let place = rest.source(error.range.start - done..error.range.end - done);
                    let help = if error.message == UNCLOSED {
                        "close it with `]`; what follows the comma is plain text, without emphasis, links or other brackets"
                    } else {
                        "write `[@source]`, `[@one; @two]` or `[@one, p. 4]`; a backslash before the bracket makes it plain text"
                    };
                    self.fault(Code::CITATION_MALFORMED, place, error.message, help);
                    continue;
                }
            };
            let cites = cites
                .into_iter()
                .map(|mut c| {
                    c.range = rest.source(c.range.start - done..c.range.end - done);
                    c
                })
                .collect();
            let (before, after) = rest.split(range.start - done);
            let (_, after) = after.split(range.end - range.start);
            if !before.text.is_empty() {
                let range = before.source(0..before.text.len());
                self.push(ItemKind::Text(before), range);
            }
            self.push(ItemKind::Cite(cites), source);
            done = range.end;
            rest = after;
        }
        if !rest.text.is_empty() {
            let range = rest.source(0..rest.text.len());
            self.push(ItemKind::Text(rest), range);
        }
    }

    /// `[see @id]` is text here, and a citation in other programs.
    fn citations_with_words(&mut self, run: &Run) {
        if self.images > 0 || self.links > 0 {
            return;
        }
        for (range, id) in with_words(&run.text) {
            if !run.escaped(range.start, &self.prose.text) {
                self.out.doubts.push((id.to_owned(), run.source(range)));
            }
        }
    }

    /// `[^label]` without a note stays text for the parser; for the author it is a slip.
    fn stray_footnotes(&mut self, run: &Run) {
        let mut at = 0;
        while let Some(start) = run.text.get(at..).and_then(|t| t.find("[^")).map(|i| at + i) {
            at = start + 2;
            let label = run.text.get(at..).and_then(|t| t.split_once(']')).map(|(l, _)| l);
            let Some(label) = label.filter(|l| !l.is_empty() && !l.contains(char::is_whitespace)) else {
                continue;
            };
            if !run.escaped(start, &self.prose.text) {
                let range = run.source(start..at + label.len() + 1);
                let message = format!("no note `[^{label}]:` on this page");
                let before = self.prose.text.get(..range.start).unwrap_or("");
                let behind = run.text.get(at + label.len() + 1..).unwrap_or("");
                let begins = (before.is_empty() || before.ends_with('\n')) && behind.starts_with(' ');
                let help = if begins {
                    format!("a note has a colon behind its mark: `[^{label}]: …`")
                } else {
                    format!("add a paragraph that begins with `[^{label}]:`")
                };
                self.fault(Code::FOOTNOTE_UNDEFINED, range, message, help);
            }
        }
    }

    fn code_block(&mut self, info: String, code: Run, range: Range<usize>) {
        let word = info.split([' ', ',', '{', '\t']).next().unwrap_or("");
        if let Some((_, kind)) = FenceKind::ALL.iter().find(|(name, _)| *name == word) {
            let fence = Fence {
                kind: *kind,
                yaml: code,
            };
            return self.push(ItemKind::Fence(fence), range);
        }
        if word.len() > 3
            && let Some(near) = closest(word, FenceKind::ALL.iter().map(|(name, _)| *name))
        {
            let source = self.prose.text.get(range.clone()).unwrap_or("");
            let start = range.start + source.find(word).unwrap_or(0);
            let message = format!("a fenced block `{word}`, did you mean `{near}`?");
            let help = format!("write ```` ```{near} ````; as it stands, it is shown as code");
            self.fault(Code::FENCE_UNKNOWN_KIND, start..start + word.len(), message, help);
        } else if let Some(near) = crate::code::slip(crate::code::word(&info)) {
            let word = crate::code::word(&info);
            let source = self.prose.text.get(range.clone()).unwrap_or("");
            let start = range.start + source.find(word).unwrap_or(0);
            let message = format!("no language `{word}` is known, did you mean `{near}`?");
            let help = format!("write ```` ```{near} ````; as it stands, the listing has no colours");
            self.fault(Code::CODE_UNKNOWN_LANGUAGE, start..start + word.len(), message, help);
        }
        self.push(ItemKind::CodeBlock { info, text: code.text }, range);
    }

    fn too_deep(&mut self, range: Range<usize>) {
        let start = range.start..(range.start + 1).min(self.prose.text.len()).max(range.start);
        let message = format!("quotations or lists nested more than {MOST_DEPTH} deep");
        self.fault(
            Code::PROSE_TOO_DEEP,
            start,
            message,
            "remove the `>` or the indentation that should not be there",
        );
    }

    fn finish(mut self) -> Parsed {
        self.flush();
        if self.depth > MOST_DEPTH {
            // The page can't be published anyway; nothing of it needs to be linked.
            self.out.items.clear();
        }
        self.out
    }
}

/// What stands alone and is no running text.
fn alone(event: Event<'_>) -> Option<ItemKind> {
    let math = |tex: CowStr<'_>, display| ItemKind::Math {
        tex: tex.to_string(),
        display,
    };
    let html = |html: CowStr<'_>, block| ItemKind::Html {
        text: html.to_string(),
        block,
    };
    Some(match event {
        Event::Code(code) => ItemKind::Code(code.to_string()),
        Event::InlineMath(tex) => math(tex, false),
        Event::DisplayMath(tex) => math(tex, true),
        Event::Html(text) => html(text, true),
        Event::InlineHtml(text) => html(text, false),
        Event::FootnoteReference(label) => ItemKind::FootnoteRef(label.to_string()),
        Event::HardBreak => ItemKind::HardBreak,
        Event::Rule => ItemKind::Rule,
        Event::TaskListMarker(done) => ItemKind::Check(done),
        Event::Start(_) | Event::End(_) | Event::Text(_) | Event::SoftBreak => return None,
    })
}
