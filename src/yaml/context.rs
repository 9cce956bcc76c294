//! Where a YAML text stands, where its faults go, and the single values that are read from it.

use serde::de::DeserializeOwned;

use super::{Kind, Node, decode};
use crate::date::Date;
use crate::diagnostics::{Code, Diagnostic};
use crate::model::Prose;
use crate::span::{FileId, Span, Spanned};

/// Where a YAML text stands, and where faults go.
pub struct Context<'a> {
    /// The file that holds the YAML.
    pub file: FileId,
    /// The byte of the file at which the YAML begins.
    pub base: usize,
    /// The faults found.
    pub faults: &'a mut Vec<Diagnostic>,
}

impl Context<'_> {
    /// The place of a node in its file.
    #[must_use]
    pub fn span(&self, node: &Node) -> Span {
        self.at(node.range.clone())
    }

    /// The place of some bytes of the YAML in their file.
    #[must_use]
    pub fn at(&self, range: std::ops::Range<usize>) -> Span {
        Span::new(self.file, self.base + range.start..self.base + range.end)
    }

    /// Reports a fault.
    pub fn fault(&mut self, fault: Diagnostic) {
        self.faults.push(fault);
    }

    /// Reports that `name` holds a value of the wrong kind.
    pub fn wrong_type(&mut self, node: &Node, name: &str, wanted: &str, help: &str) {
        let span = self.span(node);
        let message = format!("`{name}` must be {wanted}, not {}", node.describe());
        self.fault(Diagnostic::new(Code::YAML_WRONG_TYPE, span, message).help(help));
    }

    /// A text with its place, or a fault.
    pub fn text(&mut self, node: &Node, name: &str) -> Option<Spanned<String>> {
        match &node.kind {
            Kind::Scalar { text, .. } if !node.is_null() => Some(Spanned::new(text.clone(), self.span(node))),
            _ => {
                self.wrong_type(node, name, "a text", &format!("write `{name}: some text`"));
                None
            }
        }
    }

    /// An item of a list of texts, or a fault that says what became of it.
    pub(super) fn item(&mut self, node: &Node, name: &str) -> bool {
        let help = match &node.kind {
            Kind::Scalar { .. } if !node.is_null() => return true,
            Kind::Scalar { .. } => "write a text, or remove the item",
            Kind::Sequence(_) => "put quotes round a text that begins with a bracket: `- \"[…] …\"`",
            Kind::Mapping(_) => "write the text alone; put quotes round one that holds a colon: `- \"One: two\"`",
        };
        let message = format!("an item of `{name}` must be a text, not {}", node.describe());
        let place = self.span(node);
        self.fault(Diagnostic::new(Code::YAML_WRONG_TYPE, place, message).help(help));
        false
    }

    /// A Markdown text with its place, or a fault.
    pub fn prose(&mut self, node: &Node, name: &str) -> Option<Prose> {
        let text = self.text(node, name)?;
        let start = node.exact.map(|skip| self.base + node.range.start + skip);
        let lines = node.lines.iter().map(|(inner, at)| (*inner, self.base + at));
        Some(match start {
            Some(_) => Prose::new(text.value, text.span, start),
            None => Prose::in_lines(text.value, text.span, lines),
        })
    }

    /// An EDTF date read from the scalar's own text, or a fault.
    pub fn date(&mut self, node: &Node, name: &str) -> Option<Spanned<Date>> {
        let span = self.span(node);
        let Kind::Scalar { text, .. } = &node.kind else {
            let help = "put quotes round the date: YAML reads [ and { as a list or a mapping";
            self.wrong_type(node, name, "an EDTF date", help);
            return None;
        };
        match Date::parse(text) {
            Ok(date) => Some(Spanned::new(date, span)),
            Err(error) => {
                let place = match node.exact {
                    Some(skip) => {
                        let from = (node.range.start + skip + error.offset).min(node.range.end);
                        let end = (node.range.start + skip + text.len()).max(from);
                        self.at(from..end)
                    }
                    None => span,
                };
                let message = format!("`{text}` is not a date: {}", error.message);
                self.fault(
                    Diagnostic::new(Code::DATE_INVALID, place, message).help(error.help.unwrap_or_else(|| {
                        "write an EDTF date: 2025-02-27, 2024-10, 2016, 2016/2018, 2016~ (about), 192X (the 1920s)"
                            .into()
                    })),
                );
                None
            }
        }
    }

    /// A value that serde decodes (numbers, booleans, free-form data), or a fault.
    pub fn decode<T: DeserializeOwned>(&mut self, node: &Node, name: &str, wanted: &str, help: &str) -> Option<T> {
        if let Ok(value) = decode(node) {
            Some(value)
        } else {
            match &node.kind {
                Kind::Scalar { text, plain } if !text.contains('\n') => {
                    let kind = if *plain { "" } else { "the text " };
                    let message = format!("`{name}` must be {wanted}, not {kind}`{text}`");
                    let span = self.span(node);
                    self.fault(Diagnostic::new(Code::YAML_WRONG_TYPE, span, message).help(help));
                }
                _ => self.wrong_type(node, name, wanted, help),
            }
            None
        }
    }
}
