//! The syntax of citations, `[@a; @b, p. 4]`, as in Pandoc and Quarto: inside square brackets, each source begins with
//! `@`, sources are divided by `;`, and what follows a comma is the place in the source (locator).

use std::ops::Range;

/// One source of a citation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cite {
    /// The source's id.
    pub id: String,
    /// The bytes of the text that the id stands in, with its `@`.
    pub range: Range<usize>,
    /// The place in the source: `p. 4`.
    pub locator: Option<String>,
}

/// What is wrong with a citation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CiteError {
    /// What.
    pub message: &'static str,
    /// Where.
    pub range: Range<usize>,
}

/// A citation found in a text: the bytes of its brackets, and what is in them.
pub(super) type Found = (Range<usize>, Result<Vec<Cite>, CiteError>);

/// What is said where the bracket is missing, or something stands in it that is no plain text.
pub(super) const UNCLOSED: &str = "a citation without its closing bracket";

/// Finds the citations in a text. A bracket that does not begin with `@` is none.
#[must_use]
pub fn cites(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text.get(at..).and_then(|t| t.find("[@")).map(|i| at + i) {
        let inner = start + 1;
        let rest = text.get(inner..).unwrap_or("");
        let Some(length) = rest.find([']', '[']) else {
            found.push((start..inner + 1, unclosed(start..inner + 1)));
            at = inner + 1;
            continue;
        };
        if !rest.get(length..).is_some_and(|r| r.starts_with(']')) {
            found.push((start..inner + 1, unclosed(start..inner + 1)));
            at = inner + length;
            continue;
        }
        let end = inner + length + 1;
        found.push((start..end, parse(rest.get(..length).unwrap_or(""), inner)));
        at = end;
    }
    found
}

fn unclosed(range: Range<usize>) -> Result<Vec<Cite>, CiteError> {
    Err(CiteError {
        message: UNCLOSED,
        range,
    })
}

fn parse(inner: &str, base: usize) -> Result<Vec<Cite>, CiteError> {
    let mut cites = Vec::new();
    let mut at = base;
    for part in inner.split(';') {
        let start = at + (part.len() - part.trim_start().len());
        at += part.len() + 1;
        let part = part.trim();
        let whole = start..start + part.len().max(1);
        let error = |message| {
            Err(CiteError {
                message,
                range: whole.clone(),
            })
        };
        let Some(rest) = part.strip_prefix('@') else {
            return error("each source of a citation begins with `@`");
        };
        let (id, locator) = match rest.split_once(',') {
            Some((id, locator)) => (id.trim_end(), Some(locator.trim())),
            None => (rest, None),
        };
        if id.is_empty() {
            return error("a citation without the id of a source");
        }
        if id.contains(char::is_whitespace) || id.contains('@') {
            return error("sources are divided by `;`, and a page number follows a comma");
        }
        cites.push(Cite {
            id: id.to_owned(),
            range: start..start + 1 + id.len(),
            locator: locator.filter(|l| !l.is_empty()).map(str::to_owned),
        });
    }
    Ok(cites)
}

/// Brackets that hold an `@id` behind other words, which other programs read as a citation (`[see @a, p. 4]`, `[-@a]`) and this
/// one as text: each with the first id in it. Whether a source has that id is for others to say.
pub(super) fn with_words(text: &str) -> Vec<(Range<usize>, &str)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text.get(at..).and_then(|t| t.find('[')).map(|i| at + i) {
        at = start + 1;
        let inner = text.get(at..).unwrap_or("");
        let Some(length) = inner.find([']', '[']) else { break };
        let inner = inner.get(..length).unwrap_or("");
        let closed = text.get(at + length..).is_some_and(|t| t.starts_with(']'));
        if !closed || inner.trim_start().starts_with('@') {
            continue;
        }
        let mut signs = inner.match_indices('@');
        // Within a word it is a part of an address for mail.
        let word = |at: usize| inner.get(..at).is_none_or(|b| b.ends_with(char::is_alphanumeric));
        if let Some((sign, _)) = signs.find(|(at, _)| !word(*at)) {
            let rest = inner.get(sign + 1..).unwrap_or("");
            let id = rest.split([',', ';']).next().unwrap_or("");
            let id = id.split_whitespace().next().unwrap_or("");
            found.push((start..at + length + 1, id.trim_end_matches(['.', ':', '!', '?', ')'])));
        }
        at += length;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(text: &str) -> Vec<(String, Option<String>)> {
        cites(text)
            .into_iter()
            .flat_map(|(_, r)| r.unwrap())
            .map(|c| (c.id, c.locator))
            .collect()
    }

    #[test]
    fn reads_sources_and_locators() {
        assert_eq!(ids("So [@a]."), [("a".into(), None)]);
        assert_eq!(
            ids("So [@a; @b-2, p. 4] and [@c]."),
            [
                ("a".into(), None),
                ("b-2".into(), Some("p. 4".into())),
                ("c".into(), None)
            ]
        );
        assert!(cites("mail me [at a@b.c] or @here").is_empty());
        for bad in ["[@a b]", "[@a; b]", "[@]", "[@a", "[@a [x]"] {
            assert!(cites(bad).into_iter().any(|(_, r)| r.is_err()), "{bad}");
        }
    }

    #[test]
    fn tells_citations_of_other_programs() {
        let found = |text| with_words(text);
        assert_eq!(found("So [see @a, p. 4; @b] and [-@c]."), [(3..21, "a"), (26..31, "c")]);
        assert_eq!(found("[x [see @a.b: c]"), [(3..16, "a.b")]);
        for none in [
            "[@a]",
            "[a@b.c] or x@y",
            "[see a",
            "see @a",
            "[ at x ]",
            "[x [@a]]",
            "[ @a ]",
        ] {
            assert_eq!(found(none), [], "{none}");
        }
    }

    proptest::proptest! {
        #[test]
        fn ranges_fit_the_text(text in "(\\[@|@|\\]|;|,|a|é| ){0,30}") {
            for (range, _) in with_words(&text) {
                proptest::prop_assert!(text.get(range).is_some_and(|t| t.starts_with('[') && t.ends_with(']')));
            }
            for (range, result) in cites(&text) {
                proptest::prop_assert!(text.get(range).is_some());
                for cite in result.unwrap_or_default() {
                    proptest::prop_assert_eq!(text.get(cite.range).unwrap(), format!("@{}", cite.id));
                }
            }
        }
    }
}
