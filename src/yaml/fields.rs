//! Decodes one mapping key by key against its table of fields. Each fault becomes a diagnostic at its own key or value
//! and decoding goes on, so that a file with five faults reports five.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;

use super::{Kind, Node, decode};
use crate::date::Date;
use crate::diagnostics::{Code, Diagnostic, closest};
use crate::model::schema::{Field, Shape};
use crate::model::{Prose, elsewhere};
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
    fn item(&mut self, node: &Node, name: &str) -> bool {
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

/// One mapping that is being decoded.
pub struct Fields<'n> {
    table: &'static [Field],
    what: &'static str,
    pairs: BTreeMap<&'n str, (Span, &'n Node)>,
    order: Vec<(&'n str, Span)>,
    /// Fields that were written and misspelt: they are told once, and are not missing as well.
    misspelt: Vec<&'static str>,
    /// The place of the whole mapping, for keys that are missing.
    pub span: Span,
}

impl<'n> Fields<'n> {
    /// Begins to decode `node`. `what` names the thing in messages ("a term", "`site.yaml`"); `table` lists its keys.
    /// Reports unknown and doubled keys at once. `None`, with a fault, when `node` is no mapping.
    pub fn open(cx: &mut Context<'_>, node: &'n Node, what: &'static str, table: &'static [Field]) -> Option<Self> {
        let span = cx.span(node);
        let Kind::Mapping(pairs) = &node.kind else {
            let message = format!("{what} must be a mapping of keys to values, not {}", node.describe());
            let help = format!(
                "write keys such as `{}: …`, one a line",
                table.first().map_or("title", |f| f.name)
            );
            cx.fault(Diagnostic::new(Code::YAML_WRONG_TYPE, span, message).help(help));
            return None;
        };
        let mut fields = Self {
            table,
            what,
            pairs: BTreeMap::new(),
            order: Vec::new(),
            misspelt: Vec::new(),
            span,
        };
        for (key, value) in pairs {
            let place = cx.at(key.range.clone());
            if !table.iter().any(|f| f.name == key.value) {
                let has = |name: &str| pairs.iter().any(|(key, _)| key.value == name);
                fields.unknown(cx, &key.value, place, has);
            } else if let Some((first, _)) = fields.pairs.get(key.value.as_str()) {
                let message = format!("`{}` is there twice", key.value);
                cx.fault(
                    Diagnostic::new(Code::YAML_DUPLICATE_KEY, place, message)
                        .related(*first, "first written here")
                        .help("keep one of the two"),
                );
            } else {
                fields.pairs.insert(&key.value, (place, value));
                fields.order.push((&key.value, place));
            }
        }
        Some(fields)
    }

    fn unknown(&mut self, cx: &mut Context<'_>, key: &str, place: Span, has: impl Fn(&str) -> bool) {
        let names = || self.table.iter().map(|f| f.name);
        // Beside the field that it would be, what is known from elsewhere is something else.
        let elsewhere = || elsewhere::meant(key, &names().collect::<Vec<_>>()).filter(|name| !has(name));
        let near = closest(key, names()).or_else(elsewhere);
        self.misspelt.extend(near);
        let message = match near {
            Some(name) => format!("unknown field `{key}`, did you mean `{name}`?"),
            None => format!("unknown field `{key}` in {}", self.what),
        };
        let help = match near {
            Some(name) => format!("write `{name}`"),
            None if names().any(|n| n == "extra") => {
                format!(
                    "put fields of your own under `extra:`; the known ones are {}",
                    list(names())
                )
            }
            None => format!("the known fields are {}", list(names())),
        };
        cx.fault(Diagnostic::new(Code::YAML_UNKNOWN_FIELD, place, message).help(help));
    }

    /// Whether the author wrote this key.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.pairs.contains_key(name)
    }

    /// The place of a key, or of the whole mapping where it isn't there.
    #[must_use]
    pub fn key_span(&self, name: &str) -> Span {
        self.pairs.get(name).map_or(self.span, |(place, _)| *place)
    }

    /// The place where a message about a missing key belongs: the first key, or the mapping's start.
    fn head(&self) -> Span {
        self.order.first().map_or(
            Span {
                end: self.span.start,
                ..self.span
            },
            |(_, place)| *place,
        )
    }

    /// The node under a key; a key without a value counts as not written. Reports it when the table requires it. A required
    /// text in which there is nothing to see would be published as an empty heading, and is missing too.
    pub fn node(&mut self, cx: &mut Context<'_>, name: &'static str) -> Option<&'n Node> {
        let field = self.table.iter().find(|f| f.name == name);
        debug_assert!(field.is_some(), "{name} is not in the table of {}", self.what);
        let required = field.is_some_and(|f| f.required);
        match self.pairs.get(name) {
            Some((_, node)) if !(node.is_null() || required && node.is_blank()) => Some(node),
            None if self.misspelt.contains(&name) => None,
            found => {
                if required {
                    let (place, message) = match found {
                        Some((place, node)) if node.is_null() => (*place, format!("`{name}` has no value")),
                        Some((_, node)) => (cx.span(node), format!("`{name}` is empty")),
                        None => (self.head(), format!("{} needs the field `{name}`", self.what)),
                    };
                    let doc = field.map_or("", |f| f.doc);
                    cx.fault(
                        Diagnostic::new(Code::YAML_MISSING_FIELD, place, message)
                            .help(format!("add `{name}: …`: {doc}")),
                    );
                }
                None
            }
        }
    }

    /// A text.
    pub fn text(&mut self, cx: &mut Context<'_>, name: &'static str) -> Option<Spanned<String>> {
        let node = self.node(cx, name)?;
        cx.text(node, name)
    }

    /// A Markdown text.
    pub fn prose(&mut self, cx: &mut Context<'_>, name: &'static str) -> Option<Prose> {
        let node = self.node(cx, name)?;
        cx.prose(node, name)
    }

    /// An EDTF date.
    pub fn date(&mut self, cx: &mut Context<'_>, name: &'static str) -> Option<Spanned<Date>> {
        let node = self.node(cx, name)?;
        cx.date(node, name)
    }

    /// `true` or `false`.
    pub fn flag(&mut self, cx: &mut Context<'_>, name: &'static str) -> Option<bool> {
        let node = self.node(cx, name)?;
        cx.decode(
            node,
            name,
            "true or false",
            &format!("write `{name}: true` or `{name}: false`"),
        )
    }

    /// A whole number within `range`.
    pub fn number(
        &mut self,
        cx: &mut Context<'_>,
        name: &'static str,
        range: std::ops::RangeInclusive<i64>,
    ) -> Option<i64> {
        let node = self.node(cx, name)?;
        let wanted = "a whole number";
        let value: i64 = cx.decode(node, name, wanted, &format!("write `{name}: 1`"))?;
        if range.contains(&value) {
            return Some(value);
        }
        let span = cx.span(node);
        let (low, high) = (range.start(), range.end());
        cx.fault(
            Diagnostic::new(Code::YAML_INVALID_VALUE, span, format!("`{name}` is {value}"))
                .help(format!("write a number from {low} to {high}")),
        );
        None
    }

    /// One of a few words.
    pub fn word<T: Copy>(
        &mut self,
        cx: &mut Context<'_>,
        name: &'static str,
        words: &[(&'static str, T)],
    ) -> Option<Spanned<T>> {
        let text = self.text(cx, name)?;
        if let Some((_, value)) = words.iter().find(|(word, _)| *word == text.value) {
            return Some(Spanned::new(*value, text.span));
        }
        let message = match closest(&text.value, words.iter().map(|(w, _)| *w)) {
            Some(near) => format!("`{}` is no value of `{name}`, did you mean `{near}`?", text.value),
            None => format!("`{}` is no value of `{name}`", text.value),
        };
        let help = format!("write one of {}", list(words.iter().map(|(w, _)| *w)));
        cx.fault(Diagnostic::new(Code::YAML_INVALID_VALUE, text.span, message).help(help));
        None
    }

    /// A list, each item decoded by `item`; faulty items are reported and left out.
    pub fn list<T>(
        &mut self,
        cx: &mut Context<'_>,
        name: &'static str,
        mut item: impl FnMut(&mut Context<'_>, &Node) -> Option<T>,
    ) -> Vec<T> {
        let Some(node) = self.node(cx, name) else {
            return Vec::new();
        };
        if let Kind::Sequence(items) = &node.kind {
            // They stay until the end, so there is no room for more.
            let mut all = Vec::with_capacity(items.len());
            all.extend(items.iter().filter_map(|n| item(cx, n)));
            all
        } else {
            let shape = self.table.iter().find(|f| f.name == name).map(|f| f.shape);
            let help = match shape {
                Some(Shape::Objects([first, ..])) => {
                    format!(
                        "write one item a line under `{name}:`, each beginning with `- {}: …`",
                        first.name
                    )
                }
                shape => {
                    let own = node.as_items().filter(|_| matches!(shape, Some(Shape::Texts)));
                    let items = own.unwrap_or("one, two");
                    format!("write `{name}: [{items}]`, or one item a line, each after `- `")
                }
            };
            cx.wrong_type(node, name, "a list", &help);
            Vec::new()
        }
    }

    /// A list of texts.
    pub fn texts(&mut self, cx: &mut Context<'_>, name: &'static str) -> Vec<Spanned<String>> {
        self.list(cx, name, |cx, node| cx.item(node, name).then(|| cx.text(node, name))?)
    }

    /// A list of Markdown texts.
    pub fn proses(&mut self, cx: &mut Context<'_>, name: &'static str) -> Vec<Prose> {
        self.list(cx, name, |cx, node| {
            cx.item(node, name).then(|| cx.prose(node, name))?
        })
    }

    /// Free-form data, for `extra`.
    pub fn free(&mut self, cx: &mut Context<'_>, name: &'static str) -> Option<serde_json::Value> {
        let node = self.node(cx, name)?;
        if !matches!(node.kind, Kind::Mapping(_)) {
            let help = format!("write keys of your own under `{name}:`, indented by two spaces");
            cx.wrong_type(node, name, "a mapping of keys to values", &help);
            return None;
        }
        cx.decode(
            node,
            name,
            "data of texts, numbers, lists and mappings",
            "numbers such as .nan can't be kept",
        )
    }
}

fn list<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.map(|n| format!("`{n}`")).collect::<Vec<_>>().join(", ")
}
