//! New categories for `site.yaml`, which an author wrote by hand: they are put in as text, and everything else stays byte
//! for byte. Before the new text counts, it is read again: the old settings must be what they were.

use serde_json::{Map, Value};

use super::entry::quoted;
use crate::yaml::{Kind, Node, decode, parse};

/// A category: what events write, and what readers see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Category {
    pub(super) id: String,
    pub(super) title: String,
}

impl Category {
    fn flow(&self) -> String {
        format!("{{id: {}, title: {}}}", quoted(&self.id), quoted(&self.title))
    }
}

/// The lines to add by hand.
pub(super) fn by_hand(new: &[Category]) -> String {
    let items: Vec<String> = new.iter().map(Category::flow).collect();
    format!("categories: [{}]", items.join(", "))
}

/// `site.yaml` with more categories; `None` where they can't be put in safely.
pub(super) fn insert(text: &str, new: &[Category]) -> Option<String> {
    let root = parse(text).ok()?;
    let changed = inserted(text, &root, new)?;
    same_but_for(&root, &parse(&changed).ok()?, new).then_some(changed)
}

fn inserted(text: &str, root: &Node, new: &[Category]) -> Option<String> {
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let Kind::Mapping(pairs) = &root.kind else { return None };
    let items: Vec<String> = new.iter().map(Category::flow).collect();
    let Some((key, node)) = pairs.iter().find(|(key, _)| key.value == "categories") else {
        let gap = if text.is_empty() || text.ends_with('\n') {
            ""
        } else {
            line_end
        };
        let lines = list("  ", &items, line_end);
        return Some(format!("{text}{gap}{line_end}categories:{line_end}{lines}"));
    };
    match &node.kind {
        Kind::Sequence(old) if text.get(node.range.clone())?.starts_with('[') => {
            let close = flow_end(text, node, old)?;
            let before = text.get(..close)?;
            let comma = match old.last() {
                Some(_) if !before.trim_end().ends_with(',') => ", ",
                Some(_) => " ",
                None => "",
            };
            Some(format!(
                "{}{comma}{}{}",
                before.trim_end(),
                items.join(", "),
                text.get(close..)?
            ))
        }
        Kind::Sequence(old) => {
            let (first, last) = (old.first()?, old.last()?);
            let dash = text.get(..first.range.start)?.rfind('-')?;
            let line = text.get(..dash)?.rfind('\n').map_or(0, |at| at + 1);
            let indent = text.get(line..dash)?;
            if !indent.chars().all(|c| c == ' ') {
                return None;
            }
            let end = end_of_line(text, last_byte(last));
            let gap = if text.get(..end)?.ends_with('\n') { "" } else { line_end };
            let lines = list(indent, &items, line_end);
            Some(format!("{}{gap}{lines}{}", text.get(..end)?, text.get(end..)?))
        }
        _ if node.is_null() => {
            let end = end_of_line(text, key.range.end);
            let lines = list("  ", &items, line_end);
            let gap = if text.get(..end)?.ends_with('\n') { "" } else { line_end };
            Some(format!("{}{gap}{lines}{}", text.get(..end)?, text.get(end..)?))
        }
        _ => None,
    }
}

/// Items of a block list, each on its line.
fn list(indent: &str, items: &[String], line_end: &str) -> String {
    let lines: Vec<String> = items.iter().map(|i| format!("{indent}- {i}{line_end}")).collect();
    lines.concat()
}

/// Where the bracket that ends a list stands.
fn flow_end(text: &str, node: &Node, old: &[Node]) -> Option<usize> {
    let from = old.last().map_or(node.range.start + 1, last_byte);
    let rest = text.get(from..)?;
    let mut comment = false;
    for (at, c) in rest.char_indices() {
        match c {
            '\n' => comment = false,
            '#' => comment = true,
            ']' if !comment => return Some(from + at),
            _ => {}
        }
    }
    None
}

/// The byte behind the last scalar of a value; a block's own range ends where the next begins.
fn last_byte(node: &Node) -> usize {
    match &node.kind {
        Kind::Scalar { .. } => node.range.end,
        Kind::Sequence(items) => items.last().map_or(node.range.end, last_byte),
        Kind::Mapping(pairs) => pairs.last().map_or(node.range.end, |(_, value)| last_byte(value)),
    }
}

fn end_of_line(text: &str, from: usize) -> usize {
    text.get(from..)
        .and_then(|rest| rest.find('\n'))
        .map_or(text.len(), |at| from + at + 1)
}

/// Whether two readings differ in the new categories only.
fn same_but_for(old: &Node, now: &Node, new: &[Category]) -> bool {
    let (Ok(mut old), Ok(mut now)) = (decode::<Map<String, Value>>(old), decode::<Map<String, Value>>(now)) else {
        return false;
    };
    let list = |map: &mut Map<String, Value>| match map.remove("categories") {
        Some(Value::Array(list)) => Some(list),
        None | Some(Value::Null) => Some(Vec::new()),
        Some(_) => None,
    };
    let (Some(mut before), Some(after)) = (list(&mut old), list(&mut now)) else {
        return false;
    };
    before.extend(new.iter().map(|c| serde_json::json!({"id": c.id, "title": c.title})));
    old == now && before == after
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn categories_are_put_in_as_text() {
        let new = [Category {
            id: "b".to_owned(),
            title: "B: \"b\"".to_owned(),
        }];
        let item = r#"{id: "b", title: "B: \"b\""}"#;
        for (before, after) in [
            ("title: T\n", format!("title: T\n\ncategories:\n  - {item}\n")),
            ("title: T", format!("title: T\n\ncategories:\n  - {item}\n")),
            ("title: T\r\n", format!("title: T\r\n\r\ncategories:\r\n  - {item}\r\n")),
            (
                "categories: []\ntitle: T\n",
                format!("categories: [{item}]\ntitle: T\n"),
            ),
            (
                "categories: [{id: a, title: A}]\n",
                format!("categories: [{{id: a, title: A}}, {item}]\n"),
            ),
            (
                "categories: [{id: a, title: A},] # ]\n",
                format!("categories: [{{id: a, title: A}}, {item}] # ]\n"),
            ),
            (
                "categories:\n- id: a # one\n  title: A # two\n\n# more\ntitle: T\n",
                format!("categories:\n- id: a # one\n  title: A # two\n- {item}\n\n# more\ntitle: T\n"),
            ),
            (
                "categories:\n    - {id: a, title: A}\ntitle: T",
                format!("categories:\n    - {{id: a, title: A}}\n    - {item}\ntitle: T"),
            ),
            (
                "categories:\n  - {title: A,\n     id: a}",
                format!("categories:\n  - {{title: A,\n     id: a}}\n  - {item}\n"),
            ),
            (
                "categories:\ntitle: T\n",
                format!("categories:\n  - {item}\ntitle: T\n"),
            ),
        ] {
            assert_eq!(insert(before, &new).as_deref(), Some(after.as_str()), "{before}");
        }
    }

    #[test]
    fn what_is_not_safe_is_not_done() {
        let new = [Category {
            id: "b".to_owned(),
            title: "B".to_owned(),
        }];
        for text in [
            "title: T\n...\n",
            "categories: one\n",
            "- a\n",
            "{title: T}\n",
            "a: *x\n",
            "categories: [{id: a, title: A}\n",
        ] {
            assert_eq!(insert(text, &new), None, "{text}");
        }
    }
}
