//! From linked pieces to HTML. Written for a strict content security policy: no `style`, no script, only ids and classes.
//! Every address is relative to the page at hand. What the classes mean is in `templates/README.md`.

use std::borrow::Cow;
use std::fmt::Write;

use rustc_hash::FxHashMap;

use super::highlight::code_block;
use super::markup::{anchor, cell, escape, heading, open, push_escaped};
use super::urls::Urls;
use crate::i18n::Locale;
use crate::images::Images;
use crate::link::{
    CiteMark, FootnoteText, Href, Index, Link, Mention, Picture, Piece, Placed, Ref, card_id, cite_id, mention_id,
};
use crate::model::id::Kind;
use crate::prose::{Align, Tag};

/// How mentions and citations are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// On a page of its own: mentions lead to cards, citations to the list at the foot.
    Page,
    /// In a feed, far from the page: mentions lead to the term's own page, citations and notes to their places on the page, and
    /// nothing of them has an id.
    Feed,
    /// In an entry of a list page: mentions lead to cards, citations to the page of sources.
    Entry,
    /// In the A to Z: mentions lead to the other entry, citations are left out.
    Index,
    /// In a card or a teaser: neither.
    Quiet,
}

/// What a text is written with.
pub struct Writer<'a> {
    /// What entries are called and where they are.
    pub index: &'a Index<'a>,
    /// How addresses are written.
    pub urls: &'a Urls,
    /// What is known of the site's pictures.
    pub images: Option<&'a Images<'a>>,
    /// The words of the language.
    pub locale: &'a Locale,
    /// How mentions and citations are shown.
    pub mode: Mode,
    /// What stands before ids that could meet those of another entry on the same page.
    pub prefix: String,
    /// The numbers of sources.
    pub numbers: &'a FxHashMap<usize, usize>,
    /// Writes what a fence places.
    pub place: &'a dyn Fn(&Placed) -> String,
}

pub(super) struct Table {
    pub(super) columns: Vec<Align>,
    pub(super) column: usize,
    pub(super) head: bool,
}

#[derive(Default)]
struct State {
    out: String,
    closers: Vec<Cow<'static, str>>,
    tables: Vec<Table>,
}

impl Writer<'_> {
    /// A text with its blocks.
    #[must_use]
    pub fn blocks(&self, pieces: &[Piece]) -> String {
        let mut state = State::default();
        let mut rest = pieces;
        while let Some((piece, after)) = rest.split_first() {
            rest = after;
            if let (Piece::Start(Tag::Paragraph), [Piece::Image(picture), Piece::End, tail @ ..]) = (piece, after)
                && !picture.title.is_empty()
            {
                self.figure(&mut state.out, picture);
                rest = tail;
                continue;
            }
            self.piece(&mut state, piece);
        }
        state.out
    }

    /// A text of one paragraph without the `<p>` round it; one of several blocks as it is.
    #[must_use]
    pub fn inline(&self, pieces: &[Piece]) -> String {
        if let [Piece::Start(Tag::Paragraph), inner @ .., Piece::End] = pieces
            && !inner.iter().any(|p| matches!(p, Piece::Start(tag) if !tag.is_inline()))
        {
            return self.blocks(inner);
        }
        self.blocks(pieces)
    }

    fn piece(&self, state: &mut State, piece: &Piece) {
        match piece {
            Piece::Start(tag) => self.start(state, tag),
            Piece::Link(link) => {
                self.link(&mut state.out, link);
                state.closers.push("</a>".into());
            }
            Piece::End => Self::end(state),
            Piece::Text(text) => push_escaped(&mut state.out, text),
            Piece::Code(code) => {
                state.out.push_str("<code>");
                push_escaped(&mut state.out, code);
                state.out.push_str("</code>");
            }
            Piece::CodeBlock { info, text } => code_block(&mut state.out, self.locale, info, text),
            Piece::Html(html) | Piece::Math { html, .. } => state.out.push_str(html),
            Piece::HardBreak => state.out.push_str("<br>\n"),
            Piece::Rule => state.out.push_str("<hr>\n"),
            Piece::Check(done) => {
                let (mark, key) = if *done {
                    ("☑", "task_done")
                } else {
                    ("☐", "task_open")
                };
                let label = escape(self.locale.message(key));
                let _ = write!(
                    state.out,
                    "<span class=\"check\" role=\"img\" aria-label=\"{label}\">{mark}</span> "
                );
            }
            Piece::Mention(mention) => self.mention(state, mention),
            Piece::Image(picture) => self.image(&mut state.out, picture),
            Piece::Cite(marks) => self.cites(&mut state.out, marks),
            Piece::FootnoteRef { number, nth } => self.footnote_ref(&mut state.out, *number, *nth),
            Piece::Placed(placed) => state.out.push_str(&(self.place)(placed)),
        }
    }

    fn start(&self, state: &mut State, tag: &Tag) {
        let out = &mut state.out;
        let closer = match tag {
            Tag::Paragraph => open(out, "<p>", "</p>\n"),
            Tag::Heading { level, id, classes } => {
                let own = heading(out, *level, id.as_deref(), classes);
                if let Some(id) = id.as_deref().filter(|_| self.mode == Mode::Page) {
                    let anchor = anchor(id, self.locale.message("section_link"));
                    state.closers.push(format!("{anchor}{own}").into());
                    return;
                }
                own
            }
            Tag::Quote(None) => open(out, "<blockquote>\n", "</blockquote>\n"),
            Tag::Quote(Some(alert)) => {
                let name = alert.name();
                let title = escape(self.locale.message(name));
                let _ = write!(
                    out,
                    "<aside class=\"alert alert-{name}\" role=\"note\">\n<p class=\"alert-title\">{title}</p>\n"
                );
                "</aside>\n"
            }
            Tag::List(None) => open(out, "<ul>\n", "</ul>\n"),
            Tag::List(Some(1)) => open(out, "<ol>\n", "</ol>\n"),
            Tag::List(Some(start)) => {
                let _ = writeln!(out, "<ol start=\"{start}\">");
                "</ol>\n"
            }
            Tag::ListItem => open(out, "<li>", "</li>\n"),
            Tag::Table(columns) => {
                state.tables.push(Table {
                    columns: columns.clone(),
                    column: 0,
                    head: false,
                });
                let label = escape(self.locale.message("table"));
                let _ = writeln!(
                    out,
                    "<div class=\"table\" role=\"group\" aria-label=\"{label}\" tabindex=\"0\"><table>"
                );
                "</tbody>\n</table></div>\n"
            }
            Tag::TableHead => {
                if let Some(table) = state.tables.last_mut() {
                    (table.head, table.column) = (true, 0);
                }
                open(out, "<thead>\n<tr>", "</tr>\n</thead>\n<tbody>\n")
            }
            Tag::TableRow => {
                if let Some(table) = state.tables.last_mut() {
                    (table.head, table.column) = (false, 0);
                }
                open(out, "<tr>", "</tr>\n")
            }
            Tag::TableCell => cell(out, state.tables.last_mut()),
            Tag::DefinitionList => open(out, "<dl>\n", "</dl>\n"),
            Tag::DefinitionTitle => open(out, "<dt>", "</dt>\n"),
            Tag::DefinitionBody => open(out, "<dd>", "</dd>\n"),
            Tag::Emphasis => open(out, "<em>", "</em>"),
            Tag::Strong => open(out, "<strong>", "</strong>"),
            Tag::Strikethrough => open(out, "<del>", "</del>"),
            // These three never reach a linked text as starts.
            Tag::Footnote(_) | Tag::Link { .. } | Tag::Image { .. } => "",
        };
        state.closers.push(closer.into());
    }

    fn end(state: &mut State) {
        let Some(closer) = state.closers.pop() else { return };
        state.out.push_str(&closer);
        if closer.starts_with("</tbody>") {
            state.tables.pop();
        }
    }

    fn href(&self, href: &Href) -> String {
        match href {
            Href::Site(path) => self.urls.href(path),
            Href::File(path, None) => self.urls.file(path),
            Href::File(path, Some(fragment)) => format!("{}#{fragment}", self.urls.file(path)),
            Href::Same(fragment) if self.mode == Mode::Feed => self.on_the_page(fragment),
            Href::Same(fragment) => format!("#{fragment}"),
            Href::Outside(url) => url.clone(),
        }
    }

    /// The full address of a place on the page at hand.
    fn on_the_page(&self, fragment: &str) -> String {
        self.urls.href(&format!("{}#{fragment}", self.urls.here()))
    }

    fn link(&self, out: &mut String, link: &Link) {
        let class = match (&link.href, link.to.map(|r| r.kind)) {
            (_, Some(Kind::Event)) => " class=\"ref ref-event\"",
            (_, Some(Kind::Person)) => " class=\"ref ref-person\"",
            (_, Some(Kind::Source)) => " class=\"ref ref-source\"",
            (_, Some(_)) => " class=\"ref ref-page\"",
            (Href::Outside(_), None) => " class=\"outside\"",
            _ => "",
        };
        let _ = write!(out, "<a{class} href=\"{}\"", escape(&self.href(&link.href)));
        if !link.title.is_empty() {
            let _ = write!(out, " title=\"{}\"", escape(&link.title));
        }
        out.push('>');
    }

    fn mention(&self, state: &mut State, mention: &Mention) {
        let r = Ref {
            kind: Kind::Term,
            at: mention.term,
        };
        let id = self.index.id(r);
        let by_hand = mention.text.is_empty();
        let mark = escape(&format!("{}{}", self.prefix, mention_id(id, mention.nth)));
        let (open, close) = match self.mode {
            Mode::Index => {
                let anchor = escape(&self.urls.href(&self.index.anchor(r)));
                (format!("<a class=\"term\" href=\"{anchor}\">"), "</a>")
            }
            Mode::Page | Mode::Entry if mention.linked => {
                let card = escape(&card_id(id, &format!("{}{}", self.prefix, mention_id(id, mention.nth))));
                let open = format!("<a class=\"term\" id=\"{mark}\" href=\"#{card}\" role=\"doc-glossref\">");
                (open, "</a>")
            }
            Mode::Page | Mode::Entry => (format!("<span id=\"{mark}\">"), "</span>"),
            Mode::Feed if mention.linked => {
                let url = escape(&self.urls.href(&self.index.path(r)));
                (format!("<a href=\"{url}\">"), "</a>")
            }
            Mode::Feed | Mode::Quiet => (String::new(), ""),
        };
        let (open, close) = if self.mode == Mode::Index && !mention.linked {
            (String::new(), "")
        } else {
            (open, close)
        };
        state.out.push_str(&open);
        if by_hand {
            state.closers.push(close.into());
        } else {
            push_escaped(&mut state.out, &mention.text);
            state.out.push_str(close);
        }
    }

    fn cites(&self, out: &mut String, marks: &[CiteMark]) {
        if matches!(self.mode, Mode::Index | Mode::Quiet) {
            out.truncate(out.trim_end().len());
            return;
        }
        // A mark never begins a line: the space before it does not break.
        if out.ends_with([' ', '\n']) {
            out.pop();
            out.push('\u{a0}');
        }
        out.push_str(&self.marks(marks));
    }

    /// The marks of some sources: `[3, 4, p. 2]`.
    #[must_use]
    pub fn marks(&self, marks: &[CiteMark]) -> String {
        if marks.is_empty() {
            return String::new();
        }
        let mut out = String::from("<span class=\"cites\">[");
        for (i, mark) in marks.iter().enumerate() {
            if i > 0 {
                out.push_str(", ");
            }
            let r = Ref {
                kind: Kind::Source,
                at: mark.source,
            };
            let number = self.numbers.get(&mark.source).copied().unwrap_or(0);
            let title = escape(&self.locale.format("citation", &[("number", &number.to_string())]));
            let nth = mark.nth;
            if self.mode == Mode::Feed {
                let url = escape(&self.on_the_page(&format!("_s-{number}")));
                let _ = write!(out, "<a href=\"{url}\" aria-label=\"{title}\">{number}</a>");
                push_locator(&mut out, mark);
                continue;
            }
            let id = escape(&format!("{}{}", self.prefix, cite_id(mark.at)));
            if self.mode == Mode::Page {
                let _ = write!(
                    out,
                    "<a id=\"{id}\" href=\"#_s-{number}-{nth}\" role=\"doc-noteref\" aria-label=\"{title}\">{number}</a>"
                );
            } else {
                let url = escape(&self.urls.href(&self.index.path(r)));
                let _ = write!(out, "<a id=\"{id}\" href=\"{url}\" aria-label=\"{title}\">{number}</a>");
            }
            push_locator(&mut out, mark);
        }
        out.push_str("]</span>");
        out
    }

    /// The id of a footnote.
    #[must_use]
    pub fn footnote_id(&self, number: usize) -> String {
        format!("{}_fn-{number}", self.prefix)
    }

    /// The ids of a footnote's marks.
    #[must_use]
    pub fn footnote_marks(&self, note: &FootnoteText, number: usize) -> Vec<String> {
        (1..=note.marks).map(|nth| self.footnote_mark(number, nth)).collect()
    }

    fn footnote_mark(&self, number: usize, nth: usize) -> String {
        if nth == 1 {
            format!("{}_fr-{number}", self.prefix)
        } else {
            format!("{}_fr-{number}-{nth}", self.prefix)
        }
    }

    fn footnote_ref(&self, out: &mut String, number: usize, nth: usize) {
        if self.mode == Mode::Quiet || self.mode == Mode::Index {
            return;
        }
        let (mark, note) = (self.footnote_mark(number, nth), self.footnote_id(number));
        if self.mode == Mode::Feed {
            let url = escape(&self.on_the_page(&note));
            let _ = write!(out, "<sup><a href=\"{url}\">{number}</a></sup>");
            return;
        }
        let _ = write!(
            out,
            "<sup class=\"footnote-ref\"><a id=\"{}\" href=\"#{}-{nth}\" role=\"doc-noteref\">{number}</a></sup>",
            escape(&mark),
            escape(&note)
        );
    }

    fn image(&self, out: &mut String, picture: &Picture) {
        out.push_str(&super::pictures::html(self.images, self.urls, picture));
    }

    fn figure(&self, out: &mut String, picture: &Picture) {
        out.push_str("<figure>\n");
        self.image(out, picture);
        let _ = write!(
            out,
            "\n<figcaption>{}</figcaption>\n</figure>\n",
            escape(&picture.title)
        );
    }
}

fn push_locator(out: &mut String, mark: &CiteMark) {
    if let Some(locator) = &mark.locator {
        out.push_str(", ");
        push_escaped(out, locator);
    }
}
