//! Where the front matter of a Markdown file ends and its text begins.

use std::ops::Range;

/// The two parts of a Markdown file, as bytes of its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split {
    /// The YAML between the two lines of dashes.
    pub yaml: Range<usize>,
    /// All that follows.
    pub body: Range<usize>,
}

/// Why a file has no front matter that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoFrontMatter {
    /// The file does not begin with a line of three dashes.
    Missing,
    /// There is a beginning and no end.
    Unterminated,
    /// It begins with `+++`, as Hugo's and Zola's TOML does.
    Toml,
}

/// Finds the front matter: the file's first line is `---`, and it ends with the next line that is `---` or `...`.
///
/// # Errors
/// When there is none, or it has no end.
pub fn split(text: &str) -> Result<Split, NoFrontMatter> {
    let mut lines = lines(text);
    let start = match lines.next() {
        Some((_, "---", next)) => next,
        Some((_, "+++", _)) => return Err(NoFrontMatter::Toml),
        _ => return Err(NoFrontMatter::Missing),
    };
    for (at, line, next) in lines {
        if line == "---" || line == "..." {
            return Ok(Split {
                yaml: start..at,
                body: next..text.len(),
            });
        }
    }
    Err(NoFrontMatter::Unterminated)
}

/// Lines as (first byte, text without white space at its end, first byte of the next line).
fn lines(text: &str) -> impl Iterator<Item = (usize, &str, usize)> {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        (start, line.trim_end(), at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_both_parts_with_either_line_ending() {
        for text in [
            "---\na: 1\n---\nText\n",
            "---\r\na: 1\r\n---\r\nText\r\n",
            "--- \na: 1\n...\nText\n",
        ] {
            let split = split(text).unwrap();
            assert_eq!(text[split.yaml].trim(), "a: 1");
            assert_eq!(text[split.body].trim(), "Text");
        }
        assert_eq!(split(""), Err(NoFrontMatter::Missing));
        assert_eq!(split("Text"), Err(NoFrontMatter::Missing));
        assert_eq!(split("---\na: 1\n"), Err(NoFrontMatter::Unterminated));
        assert_eq!(split("+++\na = 1\n+++\n"), Err(NoFrontMatter::Toml));
    }

    proptest::proptest! {
        #[test]
        fn the_parts_are_in_order_and_give_back_the_text(text in "(---\n)?(\\PC|\n|-|\r){0,80}") {
            if let Ok(split) = split(&text) {
                proptest::prop_assert!(split.yaml.start <= split.yaml.end && split.yaml.end < split.body.start);
                proptest::prop_assert_eq!(split.body.end, text.len());
                proptest::prop_assert!(text.get(split.yaml).is_some() && text.get(split.body).is_some());
            }
        }

        #[test]
        fn any_yaml_between_the_lines_comes_back(yaml in "([a-z]{1,8}: [a-zé]{0,8}\n){0,5}", body in "\\PC{0,40}") {
            let text = format!("---\n{yaml}---\n{body}");
            let split = split(&text).unwrap();
            proptest::prop_assert_eq!(&text[split.yaml], yaml);
            proptest::prop_assert_eq!(&text[split.body], body);
        }
    }
}
