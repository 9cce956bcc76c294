//! Decodes one mapping key by key against its table of fields. Each fault becomes a diagnostic at its own key or value
//! and decoding goes on, so that a file with five faults reports five.

use std::collections::BTreeMap;

use super::{Context, Kind, Node};
use crate::date::Date;
use crate::diagnostics::{Code, Diagnostic, closest};
use crate::model::schema::{Field, Shape};
use crate::model::{Prose, elsewhere};
use crate::span::{Span, Spanned};

/// One mapping that is being decoded.
pub struct Fields<'n> {
    table: &'static [Field],
    what: &'static str,
    pairs: BTreeMap<&'n str, (Span, &'n Node)>,
    order: Vec<(&'n str, Span)>,
    /// Fields that were written and misspelt: they are told once, and are not missing as well.
    misspelt: Vec<&'static str>,
    /// Fields whose values were not understood, or not whole.
    lost: Vec<&'static str>,
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
            lost: Vec::new(),
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
            None if self.what == "an explainer" && elsewhere::is_of_term(key) => {
                "move the file to content/glossary/, if it is a term".into()
            }
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

    /// Whether the author wrote something for this key that could not be understood: a misspelt key, or a value of the wrong kind.
    /// What it would have held must not be said to be missing.
    #[must_use]
    pub fn doubts(&self, name: &str) -> bool {
        self.misspelt.contains(&name) || self.lost.contains(&name)
    }

    /// Decodes the value under a key, and notes where that has a fault.
    fn value<T>(
        &mut self,
        cx: &mut Context<'_>,
        name: &'static str,
        f: impl FnOnce(&mut Context<'_>, &'n Node) -> Option<T>,
    ) -> Option<T> {
        let node = self.node(cx, name)?;
        let before = cx.faults.len();
        let value = f(cx, node);
        if cx.faults.len() > before {
            self.lost.push(name);
        }
        value
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
        self.value(cx, name, |cx, node| cx.text(node, name))
    }

    /// A Markdown text.
    pub fn prose(&mut self, cx: &mut Context<'_>, name: &'static str) -> Option<Prose> {
        self.value(cx, name, |cx, node| cx.prose(node, name))
    }

    /// An EDTF date.
    pub fn date(&mut self, cx: &mut Context<'_>, name: &'static str) -> Option<Spanned<Date>> {
        self.value(cx, name, |cx, node| cx.date(node, name))
    }

    /// `true` or `false`.
    pub fn flag(&mut self, cx: &mut Context<'_>, name: &'static str) -> Option<bool> {
        let help = format!("write `{name}: true` or `{name}: false`");
        self.value(cx, name, |cx, node| cx.decode(node, name, "true or false", &help))
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
        let shape = self.table.iter().find(|f| f.name == name).map(|f| f.shape);
        let list = self.value(cx, name, |cx, node| {
            if let Kind::Sequence(items) = &node.kind {
                // They stay until the end, so there is no room for more.
                let mut all = Vec::with_capacity(items.len());
                all.extend(items.iter().filter_map(|n| item(cx, n)));
                return Some(all);
            }
            let help = match shape {
                Some(Shape::Objects([first, ..])) => {
                    let key = first.name;
                    format!("write one item a line under `{name}:`, each beginning with `- {key}: …`")
                }
                shape => {
                    let own = node.as_items().filter(|_| matches!(shape, Some(Shape::Texts)));
                    let items = own.unwrap_or("one, two");
                    format!("write `{name}: [{items}]`, or one item a line, each after `- `")
                }
            };
            cx.wrong_type(node, name, "a list", &help);
            None
        });
        list.unwrap_or_default()
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
