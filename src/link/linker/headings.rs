//! Headings: their levels, their ids, and the list of them that a page keeps.

use std::ops::Range;

use super::{Linker, Open, Part};
use crate::diagnostics::{Code, Diagnostic};
use crate::link::piece::Piece;
use crate::link::scope::Heading;
use crate::prose::{Tag, slug};
use crate::span::Span;

impl Linker<'_, '_> {
    pub(super) fn heading(&mut self, level: u8, id: Option<String>, classes: Vec<String>, range: Range<usize>) {
        if level <= 2 {
            self.scope.begin_section();
        }
        let marks = self
            .prose
            .text
            .get(range.clone())
            .map_or(1, |t| t.bytes().take_while(|b| *b == b'#').count().max(1));
        let place = range.start..range.start + marks;
        if self.part == Part::Body {
            if level == 1 {
                let help = "the title of the front matter is the page's level 1; begin with `##`";
                self.fault(
                    Code::HEADING_SKIPPED_LEVEL,
                    place.clone(),
                    "a second heading of level 1",
                    help,
                );
            } else if level > self.last_level + 1 {
                let message = format!("a heading of level {level} after one of level {}", self.last_level);
                let help = format!("write `{}`", "#".repeat(usize::from(self.last_level) + 1));
                self.fault(Code::HEADING_SKIPPED_LEVEL, place.clone(), message, help);
            }
            self.last_level = level;
        }
        if let Some(id) = &id
            && let Some(first) = self.scope.headings.iter().find(|h| h.id == *id).map(|h| h.place)
        {
            let source = self.prose.text.get(range.clone()).unwrap_or("");
            let at = range.start + source.rfind(id.as_str()).unwrap_or(0);
            let message = format!("two headings have the id `{id}`");
            let place = self.place(at..at + id.len());
            self.scope.fault(
                Diagnostic::new(Code::HEADING_DUPLICATE_ID, place, message)
                    .related(first, "the first heading")
                    .help("give one of them another id"),
            );
        }
        let from = self.out.len();
        self.out.push(Piece::Start(Tag::Heading { level, id, classes }));
        self.stack.push(Open::Heading {
            from,
            text: String::new(),
            place: self.place(place),
        });
    }

    pub(super) fn end_heading(&mut self, from: usize, text: &str, place: Span) {
        std::mem::take(&mut self.block).finish_heading(self.scope);
        if self.out.len() == from + 1 {
            // `##` and nothing behind it: there is nothing to show or to lead to.
            self.out.truncate(from);
            return;
        }
        self.out.push(Piece::End);
        let Some(Piece::Start(Tag::Heading { level, id, .. })) = self.out.get_mut(from) else {
            return;
        };
        let wanted = id.clone().unwrap_or_else(|| slug::slug(text));
        let mut made = wanted.clone();
        if self.scope.anchors.contains(&made) {
            // From the number that its last namesake got: thousands of headings may have one name.
            let n = self.scope.namesakes.entry(wanted.clone()).or_insert(1);
            while self.scope.anchors.contains(&made) {
                *n += 1;
                made = format!("{wanted}-{n}");
            }
        }
        *id = Some(made.clone());
        let level = *level;
        self.scope.anchors.insert(made.clone());
        self.scope.headings.push(Heading {
            level,
            id: made,
            text: text.trim().replace('\n', " "),
            place,
        });
    }
}
