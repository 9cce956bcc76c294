//! The parts of a text that lead somewhere: mentions, links, pictures, citations; and math.

use std::ops::Range;

use super::{Linker, Open};
use crate::diagnostics::{Code, Diagnostic};
use crate::link::block::{Mark, MarkKind};
use crate::link::index::{Dangling, Ref};
use crate::link::piece::{Href, Link, Mention, Picture, Piece};
use crate::link::scope::{cite_id, mention_id};
use crate::link::watch::Quiet;
use crate::model::id::Kind;
use crate::prose::{Cite, LinkKind};
use crate::span::{Span, Spanned};

impl Linker<'_, '_> {
    pub(super) fn mark_mention(&mut self, made: &Mention, form: &str) {
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

    pub(super) fn shared_form(&mut self, form: &str, terms: &[usize], range: Range<usize>) {
        let index = self.scope.index;
        let refs: Vec<Ref> = terms
            .iter()
            .map(|at| Ref {
                kind: Kind::Term,
                at: *at,
            })
            .collect();
        let names: Vec<String> = refs.iter().map(|r| format!("`{}`", index.id(*r))).collect();
        let message = format!("`{form}` may be {}: it is linked to neither", names.join(" or "));
        let first = refs.first().map_or("", |r| index.id(*r));
        let place = self.place(range);
        let fault = Diagnostic::new(Code::GLOSSARY_AMBIGUOUS_FORM, place, message)
            .help(format!("link it by hand: `[[term:{first}|{form}]]`"));
        let fault = refs
            .iter()
            .fold(fault, |d, r| d.related(index.place(*r), "one of the terms"));
        // Once a page is enough.
        if !self
            .scope
            .faults
            .iter()
            .any(|f| f.code == fault.code && f.message == fault.message)
        {
            self.scope.fault(fault);
        }
    }

    pub(super) fn link(&mut self, dest: &str, title: String, kind: LinkKind, range: Range<usize>) {
        let place = self.dest_place(dest, kind, &range);
        let target = match kind {
            LinkKind::Markdown if dest.trim().is_empty() => {
                let help = "write it between the round brackets; `(#)` leads to the head of the page";
                self.fault(Code::LINK_BROKEN, range, "a link without an address", help);
                None
            }
            LinkKind::Id | LinkKind::IdWithText => self.by_id(dest, place),
            LinkKind::Email => Some((Href::Outside(format!("mailto:{dest}")), None)),
            LinkKind::Auto | LinkKind::Markdown => self.scope.target(dest, place),
        };
        let nested = self.stack.iter().any(|o| matches!(o, Open::Link { .. }));
        let Some((href, to)) = target.filter(|_| !nested && !self.in_image()) else {
            return self.stack.push(Open::Link {
                kept: false,
                term: None,
                entry: false,
                swallow: false,
            });
        };
        let (mut term, mut entry) = (None, false);
        if let Some(r) = to.or_else(|| self.scope.event_at(&href)) {
            match r.kind {
                Kind::Term if self.scope.own != Some(r.at) && !matches!(&href, Href::Site(p) if p.contains('#')) => {
                    term = Some(r.at);
                }
                Kind::Event | Kind::Person => {
                    self.scope.refs.insert(r);
                    let titled = kind == LinkKind::Id;
                    self.block.mark(Mark {
                        at: self.block.len()..self.block.len(),
                        kind: MarkKind::Entry { to: r, place, titled },
                    });
                    entry = true;
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
        self.stack.push(Open::Link {
            kept: true,
            term: term.map(|at| (at, place)),
            entry,
            swallow,
        });
        if let Some(r) = to.filter(|_| swallow) {
            let title = self.scope.index.title(r).to_owned();
            self.aside(&title);
            self.out.push(Piece::Text(title));
        }
    }

    pub(super) fn by_id(&mut self, id: &str, place: Span) -> Option<(Href, Option<Ref>)> {
        let index = self.scope.index;
        match index.resolve(id, self.scope.language) {
            Ok(r) => Some((Href::Site(index.path(r)), Some(r))),
            Err(why) => {
                let prefix = id.split_once(':').and_then(|(p, _)| Kind::from_prefix(p.trim()));
                let shown = match (&why, prefix) {
                    (Dangling::Unknown(_), Some(_)) => id.split_once(':').map_or(id, |(_, rest)| rest.trim()),
                    _ => id,
                };
                self.scope.faults.extend(index.dangling(&why, shown, place, prefix));
                None
            }
        }
    }

    /// The bytes of a link's address within the whole link.
    pub(super) fn dest_place(&self, dest: &str, kind: LinkKind, range: &Range<usize>) -> Span {
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

    /// Whether what stands for a picture's text is only its name or its width: `![[dam.jpg]]`, `![[dam.jpg|300]]`.
    fn says_nothing(&self, text: &str, dest: &str, range: &Range<usize>) -> bool {
        let written = self.prose.text.get(range.clone()).unwrap_or("");
        let size = || text.trim().chars().all(|c| c.is_ascii_digit() || c == 'x');
        written.starts_with("![[") && (text == dest || size())
    }

    pub(super) fn image(&mut self, dest: &str, title: String, text: String, range: Range<usize>) {
        let place = self.dest_place(dest, LinkKind::Markdown, &range);
        let text = if self.says_nothing(&text, dest, &range) {
            String::new()
        } else {
            text
        };
        if text.trim().is_empty() {
            let help =
                "describe it: `![what it shows](file)`; in front matter, `decorative: true` says that it shows nothing";
            self.fault(
                Code::IMAGE_MISSING_ALT,
                range,
                format!("the image `{dest}` has no text alternative"),
                help,
            );
        }
        if let Some(src) = self.scope.picture(dest, place) {
            self.out.push(Piece::Image(Picture { src, alt: text, title }));
        }
    }

    pub(super) fn math(&mut self, tex: &str, display: bool, range: Range<usize>) {
        self.watch_whole(tex, Quiet::Math, &range);
        self.quiet_aside(tex);
        match crate::link::math::mathml(tex, display) {
            Ok(html) => self.out.push(Piece::Math {
                tex: tex.trim().to_owned(),
                html,
            }),
            Err(why) => {
                let help = "check the TeX; a dollar sign that is no math needs a backslash: `\\$`";
                self.fault(
                    Code::MATH_INVALID,
                    range,
                    format!("this math can't be read: {why}"),
                    help,
                );
            }
        }
    }

    pub(super) fn cite(&mut self, cites: Vec<Cite>) {
        // An unknown source is a fault of its own; the paragraph does cite.
        self.block.cites();
        let mut marks = Vec::new();
        for cite in cites {
            let id = Spanned::new(cite.id, self.place(cite.range));
            let Some(r) = self.scope.find(Kind::Source, &id) else {
                continue;
            };
            let mark = self.scope.cite(r.at, cite.locator);
            let fragment = cite_id(mark.at);
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
}
