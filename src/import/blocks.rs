//! Paragraphs in quotations and lists, as Markdown: each with the marks before its lines that say what it stands in.

use super::inline::{Run, paragraph};

/// How deep lists and quotations stand in each other; what is deeper stays at this depth.
const MOST_DEPTH: usize = 6;

#[derive(Clone, Debug, PartialEq, Eq)]
enum Around {
    Quote {
        id: usize,
    },
    /// An item of a list: its number in an ordered one, and whether its mark is written.
    Item {
        list: usize,
        id: usize,
        number: Option<u64>,
        marked: bool,
    },
}

#[derive(Clone, Debug)]
struct List {
    id: usize,
    next: Option<u64>,
}

/// Collects runs into paragraphs, and paragraphs into a text.
pub(super) struct Blocks {
    out: String,
    runs: Vec<Run>,
    code: String,
    around: Vec<Around>,
    lists: Vec<List>,
    /// What the last written block stood in.
    last: Vec<Around>,
    ids: usize,
    autolink: bool,
    lost: bool,
}

impl Blocks {
    pub(super) fn new(autolink: bool) -> Self {
        Self {
            out: String::new(),
            runs: Vec::new(),
            code: String::new(),
            around: Vec::new(),
            lists: Vec::new(),
            last: Vec::new(),
            ids: 0,
            autolink,
            lost: false,
        }
    }

    /// Words of the paragraph at hand.
    pub(super) fn push(&mut self, run: Run) {
        if !run.text.is_empty() {
            self.runs.push(run);
        }
    }

    /// A line break in the paragraph at hand; a second one ends it.
    pub(super) fn line_break(&mut self) {
        let blank = |r: &&Run| r.text != "\n" && r.text.trim().is_empty();
        let last = self.runs.iter().rev().find(|r| !blank(r));
        if last.is_some_and(|r| r.text == "\n") {
            self.end();
        } else {
            self.push(Run {
                text: "\n".to_owned(),
                style: super::inline::Style::default(),
            });
        }
    }

    /// The next cell of a table's row.
    pub(super) fn cell(&mut self) {
        if self.runs.iter().any(|r| !r.text.trim().is_empty()) {
            self.push(Run {
                text: "; ".to_owned(),
                style: super::inline::Style::default(),
            });
        }
    }

    /// Text that keeps its blanks.
    pub(super) fn verbatim(&mut self, text: &str) {
        self.code.push_str(text);
    }

    /// Opens a list, an item or a quotation.
    pub(super) fn open(&mut self, name: &str, start: u64) {
        self.end();
        self.ids += 1;
        let id = self.ids;
        match name {
            "ul" => self.lists.push(List { id, next: None }),
            "ol" => self.lists.push(List {
                id,
                next: Some(start.min(999_999)),
            }),
            "li" => {
                let list = self.lists.last().map_or(0, |l| l.id);
                // An item that is still open ends here, if it is of this list.
                if let Some(at) = self.item_of(list) {
                    self.around.truncate(at);
                }
                let number = self.lists.last_mut().and_then(|l| {
                    let n = l.next?;
                    l.next = Some(n + 1);
                    Some(n)
                });
                if self.around.len() < MOST_DEPTH {
                    self.around.push(Around::Item {
                        list,
                        id,
                        number,
                        marked: false,
                    });
                }
            }
            _ if self.around.len() < MOST_DEPTH => self.around.push(Around::Quote { id }),
            _ => {}
        }
    }

    /// Closes a list, an item or a quotation.
    pub(super) fn close(&mut self, name: &str) {
        self.end();
        match name {
            "ul" | "ol" => {
                let list = self.lists.pop().map_or(0, |l| l.id);
                if let Some(at) = self.item_of(list) {
                    self.around.truncate(at);
                }
            }
            "li" => {
                let list = self.lists.last().map_or(0, |l| l.id);
                if let Some(at) = self.item_of(list) {
                    self.around.truncate(at);
                }
            }
            _ => {
                let at = self.around.iter().rposition(|a| matches!(a, Around::Quote { .. }));
                if let Some(at) = at {
                    self.around.truncate(at);
                }
            }
        }
    }

    fn item_of(&self, list: usize) -> Option<usize> {
        let of = |a: &Around| matches!(a, Around::Item { list: of, .. } if *of == list);
        self.around.iter().rposition(of)
    }

    /// Ends the paragraph at hand.
    pub(super) fn end(&mut self) {
        let code = std::mem::take(&mut self.code);
        let runs = std::mem::take(&mut self.runs);
        if let Some(written) = paragraph(&runs, self.autolink) {
            self.lost |= written.lost_emphasis;
            self.write(&written.markdown);
        }
        if !code.trim().is_empty() {
            let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
            let fence = "`".repeat(longest.max(2) + 1);
            self.write(&format!("{fence}\n{}\n{fence}", code.trim_matches('\n')));
        }
    }

    fn write(&mut self, text: &str) {
        let same = self
            .last
            .iter()
            .zip(&self.around)
            .take_while(|(a, b)| id(a) == id(b))
            .count();
        if !self.out.is_empty() {
            self.out.push('\n');
            // Items of one list follow each other without a blank line.
            let begins_item = matches!(
                self.around.get(same),
                Some(Around::Item {
                    number: None | Some(1),
                    ..
                })
            );
            let sibling = list_of(self.around.get(same)).is_some_and(|l| Some(l) == list_of(self.last.get(same)));
            let inside = same > 0 && matches!(self.around.get(same - 1), Some(Around::Item { .. }));
            if !(sibling || (begins_item && inside && self.last.len() == same)) {
                let common = self.around.get(..same).unwrap_or_default();
                let marks: String = common.iter().map(continued).collect();
                self.out.push_str(marks.trim_end());
                self.out.push('\n');
            }
        }
        let first: String = self.around.iter().map(begun).collect();
        let next: String = self.around.iter().map(continued).collect();
        for around in &mut self.around {
            if let Around::Item { marked, .. } = around {
                *marked = true;
            }
        }
        for (nth, line) in text.split('\n').enumerate() {
            if nth > 0 {
                self.out.push('\n');
            }
            let marks = if nth == 0 { &first } else { &next };
            if line.is_empty() {
                self.out.push_str(marks.trim_end());
            } else {
                self.out.push_str(marks);
                self.out.push_str(line);
            }
        }
        self.last = self.around.clone();
    }

    /// The text, and whether emphasis was lost on the way.
    pub(super) fn finish(mut self) -> (String, bool) {
        self.end();
        (self.out, self.lost)
    }
}

fn id(around: &Around) -> usize {
    match around {
        Around::Quote { id } | Around::Item { id, .. } => *id,
    }
}

fn list_of(around: Option<&Around>) -> Option<usize> {
    match around {
        Some(Around::Item { list, .. }) => Some(*list),
        _ => None,
    }
}

fn mark(number: Option<u64>) -> String {
    number.map_or_else(|| "- ".to_owned(), |n| format!("{n}. "))
}

fn begun(around: &Around) -> String {
    match around {
        Around::Item {
            number, marked: false, ..
        } => mark(*number),
        other => continued(other),
    }
}

fn continued(around: &Around) -> String {
    match around {
        Around::Quote { .. } => "> ".to_owned(),
        Around::Item { number, .. } => " ".repeat(mark(*number).len()),
    }
}
