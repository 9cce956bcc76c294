//! The text of a new file: front matter whose every value is quoted, and Markdown.

use std::fmt::Write as _;

/// A text in YAML's double quotation marks. JSON's strings are YAML's; what YAML would not take as it stands is escaped.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}') => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// A list of texts on one line.
pub(super) fn list(texts: &[String]) -> String {
    let quoted: Vec<String> = texts.iter().map(|t| self::quoted(t)).collect();
    format!("[{}]", quoted.join(", "))
}

/// A file of front matter and text.
pub(super) fn file(fields: &[(&str, String)], extra: &[(String, String)], body: &str) -> String {
    let mut out = String::from("---\n");
    for (name, value) in fields {
        let _ = writeln!(out, "{name}: {value}");
    }
    if !extra.is_empty() {
        out.push_str("extra:\n");
        for (name, value) in extra {
            let _ = writeln!(out, "  {}: {}", quoted(name), quoted(value));
        }
    }
    out.push_str("---\n");
    if !body.is_empty() {
        let _ = writeln!(out, "\n{body}");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn yaml_reads_what_was_quoted(text in "(\\PC|\n|\t|\u{1}|\u{7F}|\u{85}|\u{2028}|\u{FEFF}|\"|\\\\){0,30}") {
            let node = crate::yaml::parse(&format!("a: {}\n", quoted(&text))).unwrap();
            let back: std::collections::BTreeMap<String, String> = crate::yaml::decode(&node).unwrap();
            proptest::prop_assert_eq!(&back["a"], &text);
        }
    }
}
