//! Texts that YAML reads otherwise than they look. ` #` and all that follows is a comment, so that the title `The #MeToo
//! movement` is "The"; a comment that is meant has a blank behind its sign. An item of a list that stands further to the right
//! than the one above is a part of that one's text.

use std::ops::Range;

use super::{Kind, Node};

/// What its author can hardly have meant.
pub(super) struct Misread {
    pub(super) range: Range<usize>,
    pub(super) message: String,
    pub(super) help: &'static str,
}

pub(super) fn misread(text: &str, node: &Node) -> Vec<Misread> {
    let mut found = Vec::new();
    walk(text, node, &mut found);
    found
}

fn walk(text: &str, node: &Node, found: &mut Vec<Misread>) {
    match &node.kind {
        Kind::Scalar { plain: true, .. } => {
            found.extend(comment(text, node));
            if node.exact.is_none() {
                found.extend(item(text, node));
            }
        }
        Kind::Scalar { .. } => {}
        Kind::Sequence(items) => items.iter().for_each(|item| walk(text, item, found)),
        Kind::Mapping(pairs) => pairs.iter().for_each(|(_, value)| walk(text, value, found)),
    }
}

/// A comment directly behind a text, without a blank behind its sign.
fn comment(text: &str, node: &Node) -> Option<Misread> {
    let line = text.get(node.range.end..)?.lines().next()?;
    let words = line.trim_start_matches(' ').trim_end();
    let first = words.strip_prefix('#')?.chars().next()?;
    let start = node.range.end + line.find('#')?;
    first.is_alphanumeric().then(|| Misread {
        range: start..start + words.len(),
        message: format!("`{words}` is a comment, and no part of the text before it"),
        help: "put quotes round the whole text; a comment that is meant has a blank after `#`",
    })
}

/// A line of a text that looks like an item of a list.
fn item(text: &str, node: &Node) -> Option<Misread> {
    let written = text.get(node.range.clone())?;
    let mut at = node.range.start;
    for line in written.split_inclusive('\n') {
        let words = line.trim();
        let start = at + (line.len() - line.trim_start().len());
        if at > node.range.start && words.starts_with("- ") {
            return Some(Misread {
                range: start..start + words.len(),
                message: format!("`{words}` goes on with the text above, and is no item of its own"),
                help: "begin it in the column of the item above, or put quotes round a text that goes on with a dash",
            });
        }
        at += line.len();
    }
    None
}
