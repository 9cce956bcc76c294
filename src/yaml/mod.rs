//! Everything that nutgraf knows of YAML. This is the only module that names `serde_yaml` (typed values) and
//! `saphyr-parser` (places): `serde_yaml` is archived upstream, so it can be swapped here in an hour without anyone else
//! noticing. [`parse`] gives a tree in which each key and value knows its bytes; [`Fields`] decodes a mapping key by
//! key, so that one run reports every fault of a file at the fault's own place.
//!
//! What a key may be called and what its value may be is not here but in [`crate::model::schema`].

mod context;
mod fields;
mod misread;
mod syntax;
mod tree;

use serde::de::DeserializeOwned;

use crate::diagnostics::{Code, Diagnostic};

pub use context::Context;
pub use fields::Fields;
pub use tree::{Kind, Node, YamlError, parse};

/// Reads one YAML document, and reports what keeps it from being read and what its author can't have meant.
pub fn read(cx: &mut Context<'_>, text: &str) -> Option<Node> {
    match parse(text) {
        Ok(node) => {
            for found in misread::misread(text, &node) {
                let fault = Diagnostic::new(Code::YAML_MISREAD, cx.at(found.range), found.message);
                cx.fault(fault.help(found.help));
            }
            Some(node)
        }
        Err(error) => {
            let code = if error.too_complex {
                Code::YAML_TOO_COMPLEX
            } else {
                Code::YAML_SYNTAX
            };
            let place = cx.at(error.offset..error.offset);
            cx.fault(Diagnostic::new(code, place, error.message).maybe_help(error.help));
            None
        }
    }
}

/// Decodes a node into any type that serde knows, by `serde_yaml`'s rules.
///
/// # Errors
/// What `serde_yaml` says is wrong, without a place: the caller knows the node.
pub fn decode<T: DeserializeOwned>(node: &Node) -> Result<T, String> {
    serde_yaml::from_value(value(node)).map_err(|e| e.to_string())
}

/// Decodes a text that ships with the program, such as a message file.
///
/// # Errors
/// What `serde_yaml` says is wrong.
pub fn from_trusted_str<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    serde_yaml::from_str(text).map_err(|e| e.to_string())
}

/// A text's mapping written anew, without the keys in `drop` and without comments; `each` sees every text in it. Numbers
/// and dates keep their letters.
pub fn rewritten(text: &str, drop: &[&str], each: &dyn Fn(&str) -> String) -> Option<String> {
    let node = parse(text).ok()?;
    let Kind::Mapping(pairs) = &node.kind else {
        return None;
    };
    let kept = pairs.iter().filter(|(key, _)| !drop.contains(&key.value.as_str()));
    let map: serde_yaml::Mapping = kept
        .map(|(key, item)| (serde_yaml::Value::String(key.value.clone()), as_written(item, each)))
        .collect();
    serde_yaml::to_string(&map).ok()
}

fn as_written(node: &Node, each: &dyn Fn(&str) -> String) -> serde_yaml::Value {
    use serde_yaml::Value;
    match &node.kind {
        Kind::Scalar { text, plain: true } => match value(node) {
            known @ (Value::Bool(_) | Value::Null) => known,
            Value::Number(n) if n.to_string() == *text => Value::Number(n),
            _ => Value::String(each(text)),
        },
        Kind::Scalar { text, plain: false } => Value::String(each(text)),
        Kind::Sequence(items) => Value::Sequence(items.iter().map(|item| as_written(item, each)).collect()),
        Kind::Mapping(pairs) => {
            let pair = |(key, item): &(crate::yaml::tree::Key, Node)| {
                (Value::String(key.value.clone()), as_written(item, each))
            };
            Value::Mapping(pairs.iter().map(pair).collect())
        }
    }
}

fn value(node: &Node) -> serde_yaml::Value {
    match &node.kind {
        Kind::Scalar { text, plain: true } => {
            serde_yaml::from_str(text).unwrap_or_else(|_| serde_yaml::Value::String(text.clone()))
        }
        Kind::Scalar { text, plain: false } => serde_yaml::Value::String(text.clone()),
        Kind::Sequence(items) => serde_yaml::Value::Sequence(items.iter().map(value).collect()),
        Kind::Mapping(pairs) => serde_yaml::Value::Mapping(
            pairs
                .iter()
                .map(|(key, item)| (serde_yaml::Value::String(key.value.clone()), value(item)))
                .collect(),
        ),
    }
}
