//! Plain text as Markdown that shows it again, sign for sign. What would be syntax gets a backslash: emphasis, links,
//! citations, math, HTML and, at the beginning of a line, headings, lists, quotations and rules. Whole web addresses
//! become links. Quotation marks and dashes stay, so that the site's smart punctuation treats them as it treats its own.

use std::fmt::Write as _;
use std::ops::Range;

use crate::model::id::invisible;

/// Signs that may begin or end something wherever they stand.
const ANYWHERE: &str = "\\`*[]$~";

/// The text of one line, escaped. `start` says whether it begins a line of its paragraph.
pub(super) fn escape(text: &str, start: bool) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut before = ' ';
    let lead = if start { leading(text) } else { None };
    for (at, c) in text.char_indices() {
        let after = text
            .get(at + c.len_utf8()..)
            .and_then(|t| t.chars().next())
            .unwrap_or(' ');
        let syntax = lead == Some(at)
            || ANYWHERE.contains(c)
            // Inside a word an underscore is a letter.
            || (c == '_' && !(before.is_alphanumeric() && after.is_alphanumeric()))
            || (c == '&' && (after.is_ascii_alphabetic() || after == '#'))
            || (c == '<' && (after.is_ascii_alphabetic() || matches!(after, '/' | '!' | '?')));
        if syntax {
            out.push('\\');
        }
        out.push(c);
        before = c;
    }
    out
}

/// Where in a line stands the sign that would make it a block of its own.
fn leading(text: &str) -> Option<usize> {
    let trimmed = text.trim_start_matches([' ', '\t']);
    let at = text.len() - trimmed.len();
    let first = trimmed.chars().next()?;
    let second = trimmed.chars().nth(1).unwrap_or(' ');
    let blank = second.is_whitespace();
    let block = match first {
        '>' | '|' | ':' => true,
        '#' | '-' | '=' => blank || second == first || second == '|',
        '+' => blank,
        _ => false,
    };
    if block {
        return Some(at);
    }
    let digits = trimmed.chars().take_while(char::is_ascii_digit).count();
    let after = trimmed.chars().nth(digits)?;
    let blank = trimmed.chars().nth(digits + 1).is_none_or(char::is_whitespace);
    ((1..=9).contains(&digits) && matches!(after, '.' | ')') && blank).then_some(at + digits)
}

/// Plain text with its paragraphs and line ends. `links`: whole web addresses become links.
pub(super) fn plain(text: &str, links: bool) -> String {
    let text = clean(text);
    let mut paragraphs = Vec::new();
    let mut open: Vec<String> = Vec::new();
    for line in text.split('\n').map(str::trim).chain([""]) {
        if !line.is_empty() {
            open.push(inline(line, true, links));
        } else if !open.is_empty() {
            paragraphs.push(open.join("\\\n"));
            open.clear();
        }
    }
    paragraphs.join("\n\n")
}

/// One line, escaped, with its web addresses as links.
pub(super) fn inline(text: &str, start: bool, links: bool) -> String {
    let mut out = String::new();
    let mut done = 0;
    let found = if links { addresses(text) } else { Vec::new() };
    for range in found {
        out.push_str(&escape(text.get(done..range.start).unwrap_or(""), start && done == 0));
        out.push_str(&autolink(text.get(range.clone()).unwrap_or("")));
        done = range.end;
    }
    out.push_str(&escape(text.get(done..).unwrap_or(""), start && done == 0));
    out
}

/// An address as a link that shows it.
pub(super) fn autolink(url: &str) -> String {
    let url = mended(url);
    if url.starts_with("http://") || url.starts_with("https://") || url.starts_with("ftp://") {
        format!("<{url}>")
    } else {
        format!("[{}](<{url}>)", escape(&url, false))
    }
}

/// An address as it may stand between `<` and `>`.
pub(super) fn mended(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for c in url.trim().chars() {
        match c {
            // A bracket could begin a citation: `[@`.
            '<' | '>' | '\\' | '"' | '`' | '{' | '}' | '|' | '^' | '[' | ']' => {
                let _ = write!(out, "%{:02X}", u32::from(c));
            }
            c if c.is_whitespace() || c.is_control() => out.push_str("%20"),
            c => out.push(c),
        }
    }
    // `&amp;` in an address would be read as `&` once more.
    out.replace('&', "&amp;")
}

/// Where whole web addresses stand in a text.
fn addresses(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|t| t.find("http").map(|i| i + from)) {
        let rest = text.get(at..).unwrap_or("");
        let scheme = ["https://", "http://"].into_iter().find(|s| rest.starts_with(s));
        let inside = text
            .get(..at)
            .and_then(|t| t.chars().next_back())
            .is_some_and(char::is_alphanumeric);
        let Some(scheme) = scheme.filter(|_| !inside) else {
            from = at + 4;
            continue;
        };
        let stops = |c: char| c.is_whitespace() || c.is_control() || "<>\"`{}|\\^[]«»“”".contains(c);
        let url = rest.split(stops).next().unwrap_or("");
        let url = without_tail(url);
        if url.len() > scheme.len() {
            found.push(at..at + url.len());
        }
        from = at + url.len().max(4);
    }
    found
}

/// An address without the full stop, comma or bracket that belongs to the sentence.
fn without_tail(mut url: &str) -> &str {
    loop {
        let Some(last) = url.chars().next_back() else {
            return url;
        };
        let shorter = url.get(..url.len() - last.len_utf8()).unwrap_or("");
        let unpaired = match last {
            ')' => url.matches(')').count() > url.matches('(').count(),
            ']' => true,
            _ => ".,;:!?'*_~。、，".contains(last),
        };
        if !unpaired {
            return url;
        }
        url = shorter;
    }
}

/// A text without what no page shows: control characters, other line ends, marks of byte order.
pub(super) fn clean(text: &str) -> String {
    text.replace("\r\n", "\n")
        .chars()
        .filter_map(|c| match c {
            '\n' | '\t' => Some(c),
            '\r' | '\u{2028}' | '\u{2029}' | '\u{85}' | '\u{B}' | '\u{C}' => Some('\n'),
            '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}' => None,
            c if c.is_control() => None,
            c => Some(c),
        })
        .collect()
}

/// One line: blanks joined, control characters left out.
pub(super) fn line(text: &str) -> String {
    if text.chars().all(|c| c.is_whitespace() || invisible(c)) {
        return String::new();
    }
    clean(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a text holds characters that [`clean`] leaves out.
pub(super) fn has_control(text: &str) -> bool {
    text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\t' | '\r'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use pulldown_cmark::{Event, Options, Parser, TagEnd};

    /// The text that a reader sees; a break counts as a line end, a paragraph's end as two.
    fn shown(markdown: &str) -> String {
        let mut out = String::new();
        // As `prose` reads it, but for smart punctuation.
        let options = crate::prose::OPTIONS.difference(Options::ENABLE_SMART_PUNCTUATION);
        for event in Parser::new_ext(markdown, options) {
            match event {
                Event::Text(t) => out.push_str(&t),
                Event::HardBreak => out.push('\n'),
                Event::End(TagEnd::Paragraph) => out.push_str("\n\n"),
                Event::Start(pulldown_cmark::Tag::Paragraph) => {}
                other => panic!("{other:?} in {markdown:?}"),
            }
        }
        out.trim_end().to_owned()
    }

    #[test]
    fn signs_stay_as_they_are() {
        for text in [
            "# no heading",
            "1. no list",
            "- no list",
            "a * b * c_d_ [[x]] [@y] $1 and $2",
            "=== x",
            ": term",
            "<script> & &amp; &#65;",
            "\"quoted\" -- it's... so",
            "| a | b |",
            "[^1]: note",
            "~~~",
            "```timeline",
            "---",
            "***",
            "a\n---\nb",
            "\\ back",
            "{#id}",
            "![x](y)",
            "> said",
            "+ 1",
            "10) ten",
            "snake_case_name",
            "___",
            "_a_",
            "- [ ] x",
            "[!NOTE]",
            "a--b",
            "....",
            "a | b\n--- | ---",
            "a|b\n:-|-:",
            "a\n:-: | -",
            "-|-",
            "a < b",
            "<!-- x -->",
            "-5 °C",
            "#tag",
            "2016. was a year",
            "1.",
            "-",
            "text\n-",
            "x\n=",
        ] {
            let expected: Vec<&str> = text.split('\n').collect();
            assert_eq!(shown(&plain(text, false)), expected.join("\n"), "{text}");
        }
    }

    #[test]
    fn addresses_become_links() {
        assert_eq!(
            plain("See https://x.org/a_b(c). And (http://y.de/?a=1&b=2), ok", true),
            "See <https://x.org/a_b(c)>. And (<http://y.de/?a=1&amp;b=2>), ok"
        );
        assert_eq!(plain("https://x.org/?a=[@b", true), "<https://x.org/?a=>\\[@b");
        assert_eq!(autolink("https://x.org/[@b]"), "<https://x.org/%5B@b%5D>");
        assert_eq!(plain("xhttp://a https:// http", true), "xhttp://a https:// http");
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_shown_again(text in "([ -~]|é|\n|漢|😀){0,60}") {
            let lines: Vec<String> = plain_lines(&text);
            proptest::prop_assert_eq!(shown(&plain(&text, false)), lines.join("\n"));
        }
    }

    fn plain_lines(text: &str) -> Vec<String> {
        let mut out: Vec<String> = text.split('\n').map(|l| l.trim().to_owned()).collect();
        out.dedup_by(|a, b| a.is_empty() && b.is_empty());
        while out.first().is_some_and(String::is_empty) {
            out.remove(0);
        }
        while out.last().is_some_and(String::is_empty) {
            out.pop();
        }
        out
    }
}
