//! What is no fault to the parser and a slip to the author: cells beyond a table's head, which are thrown away; `[[id|words]]`
//! that a table divides; links without words; `[words][label]` without the label's address;
//! `[words](an address.pdf)` with a blank in the address.

use std::ops::Range;

use pulldown_cmark::BrokenLink;

use super::Builder;
use crate::diagnostics::Code;
use crate::prose::item::{Item, ItemKind, LinkKind, Tag};
use crate::prose::run::Run;

/// A row of a table that is being read.
#[derive(Default)]
pub(super) struct Row {
    range: Range<usize>,
    cells: Vec<Range<usize>>,
}

impl Builder<'_> {
    /// A row or a cell begins.
    pub(super) fn in_table(&mut self, tag: &Tag, range: &Range<usize>) {
        match tag {
            Tag::TableHead | Tag::TableRow => {
                self.row = Row {
                    range: range.clone(),
                    cells: Vec::new(),
                };
            }
            Tag::TableCell => self.row.cells.push(range.clone()),
            _ => {}
        }
    }

    /// A row ends.
    pub(super) fn row_ends(&mut self) {
        let row = std::mem::take(&mut self.row);
        let text = self.prose.text.clone();
        let Some(source) = text.get(row.range.clone()) else {
            return;
        };
        if let Some(torn) = torn(source, &row, &text) {
            let words = text.get(torn.clone()).unwrap_or("");
            let message = format!("`{words}` is divided between two cells");
            let help = format!("write `{}`: a bare `|` begins a new cell", words.replace('|', "\\|"));
            return self.fault(Code::TABLE_CELLS, torn, message, help);
        }
        // What the head has no column for is behind the last cell.
        let end = row.cells.last().map_or(row.range.start, |c| c.end);
        let sign = |c: char| c == '|' || c.is_whitespace();
        let rest = text.get(end..row.range.end).unwrap_or("");
        let shown = rest.trim_matches(sign);
        if !shown.is_empty() {
            let start = end + (rest.len() - rest.trim_start_matches(sign).len());
            self.fault(
                Code::TABLE_CELLS,
                start..start + shown.len(),
                format!("the table has no column for `{shown}`, which is left out"),
                "give the table's first row as many cells, or write `\\|` where the sign divides no cells",
            );
        }
    }

    /// A link ends: whether there is something in it to press.
    pub(super) fn link_ends(&mut self, range: &Range<usize>) {
        let blank = |i: &Item| matches!(&i.kind, ItemKind::Text(run) if run.text.trim().is_empty());
        let begin = self.out.items.iter().rev().find(|i| !blank(i));
        let empty = begin.is_some_and(|i| {
            matches!(&i.kind, ItemKind::Start(Tag::Link { kind, .. }) if *kind == LinkKind::Markdown)
                && i.range == *range
        });
        if empty {
            self.fault(
                Code::LINK_NO_TEXT,
                range.clone(),
                "a link without words",
                "write the words between the square brackets: `[words](address)`",
            );
        }
    }

    /// `[words](an address.pdf)`, which stays text: a blank ends an address.
    pub(super) fn spaced_addresses(&mut self, run: &Run) {
        for (at, _) in run.text.match_indices("](") {
            let (before, behind) = (run.text.get(..at).unwrap_or(""), run.text.get(at + 2..).unwrap_or(""));
            let begin = before.rfind('[');
            let Some(address) = bracketed(behind) else { continue };
            if address.contains("{{") || address.contains("{%") {
                // A sign of another program, which is told as that.
                continue;
            }
            let own = |at: usize| run.escaped(at, &self.prose.text);
            if !spaced(address) || own(at) || own(at + 1) || begin.is_some_and(own) {
                continue;
            }
            let place = run.source(at + 2..at + 2 + address.len());
            // As it was typed: the parser may have made other signs of quotation marks.
            let typed = self.prose.text.get(place.clone()).unwrap_or(address).trim().to_owned();
            self.fault(
                Code::LINK_SPACE,
                place,
                format!("`{typed}` has a space in it, and so is no address: the text is shown as it is typed"),
                match titled(&typed) {
                    Some((address, title)) => format!("write `(<{address}> {title})`, or `%20` for each space"),
                    None => format!(
                        "write `(<{typed}>)`, or `%20` for each space; a title behind the address needs quotation marks"
                    ),
                },
            );
        }
    }

    /// `[words][label]` where no `[label]: address` is.
    pub(super) fn undefined(&mut self, link: &BrokenLink<'_>) {
        let label = link.reference.trim();
        let source = self.prose.text.get(link.span.clone()).unwrap_or("");
        let words = source.split(']').next().unwrap_or("").trim_start_matches('[');
        let number = |t: &str| t.chars().all(|c| c.is_ascii_digit());
        // Two brackets side by side may be two citations, or two numbers of notes.
        if label.is_empty()
            || [label, words]
                .iter()
                .any(|t| t.starts_with(['@', '^', '[']) || number(t))
        {
            return;
        }
        let (message, help) = (
            format!("no address is given for `[{label}]`"),
            format!(
                "add a line `[{label}]: address`, or write `[words](address)`; a backslash before the bracket makes it plain text"
            ),
        );
        self.fault(Code::LINK_UNDEFINED, link.span.clone(), message, help);
    }
}

/// What stands before the round bracket that closes; `(1)` in a file's name has its own.
fn bracketed(text: &str) -> Option<&str> {
    let mut depth = 0_usize;
    for (at, sign) in text.char_indices() {
        match sign {
            '(' => depth += 1,
            ')' if depth == 0 => return text.get(..at),
            ')' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// An address, and the title in quotation marks behind it.
fn titled(text: &str) -> Option<(&str, &str)> {
    let quote = text.chars().last().filter(|c| matches!(c, '"' | '\''))?;
    let begin = text.get(..text.len() - 1)?.find(quote)?;
    let (address, title) = text.split_at(begin);
    (!address.trim().is_empty()).then_some((address.trim(), title))
}

/// Whether a text between round brackets looks like an address, and has a blank in it.
fn spaced(text: &str) -> bool {
    let text = text.trim();
    let text = titled(text).map_or(text, |(address, _)| address);
    if !text.contains(char::is_whitespace) || text.contains(['\n', '<']) {
        return false;
    }
    let begins = ["http:", "https:", "mailto:", "tel:", "www.", "/", "./", "../", "#"];
    // `report.pdf`, `page.md#part`; "e.g." and "p. 4" end otherwise.
    let ends = |name: &str| {
        let end = name
            .rsplit_once('.')
            .filter(|(stem, _)| !stem.is_empty())
            .map(|(_, end)| end);
        end.is_some_and(|e| {
            (2..=5).contains(&e.len())
                && e.bytes().all(|b| b.is_ascii_alphanumeric())
                && !e.bytes().all(|b| b.is_ascii_digit())
        })
    };
    // `#2.png` is a part of a name, too.
    let file = |word: &str| ends(word.split('#').next().unwrap_or("")) || (word.starts_with('#') && ends(word));
    begins.iter().any(|b| text.starts_with(b)) || text.split_whitespace().any(file)
}

/// The bytes of a `[[id|words]]` whose sign ends a cell.
fn torn(source: &str, row: &Row, text: &str) -> Option<Range<usize>> {
    for cell in &row.cells {
        let inner = text.get(cell.clone())?;
        let Some(open) = inner.rfind("[[") else { continue };
        let rest = inner.get(open..)?;
        if rest.contains("]]") || rest.contains('`') {
            continue;
        }
        let start = cell.start + open;
        let behind = source.get(start - row.range.start..)?;
        let length = behind.find("]]")? + 2;
        let whole = behind.get(..length)?;
        // Nothing else begins in it, and the cell's end is the only sign.
        let (id, words) = whole.get(2..length - 2)?.split_once('|')?;
        let sayings = [id, words].map(str::trim);
        if sayings.iter().all(|s| !s.is_empty() && !s.contains(['[', '|', '`'])) {
            return Some(start..start + length);
        }
    }
    None
}
