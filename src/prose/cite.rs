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
        message: "a citation without its closing bracket",
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

    proptest::proptest! {
        #[test]
        fn ranges_fit_the_text(text in "(\\[@|@|\\]|;|,|a|é| ){0,30}") {
            for (range, result) in cites(&text) {
                proptest::prop_assert!(text.get(range).is_some());
                for cite in result.unwrap_or_default() {
                    proptest::prop_assert_eq!(text.get(cite.range).unwrap(), format!("@{}", cite.id));
                }
            }
        }
    }
}
