//! Words with their emphasis and links, and how a paragraph of them is written in Markdown. Each paragraph is read again
//! as it was written: where emphasis can't stand (`foo**"bar"**baz` is no bold print), it is written without.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::markdown::{escape, inline, mended};

/// How some words are printed.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each kind of print is on or off, whatever the others are"
)]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Style {
    pub(super) strong: bool,
    pub(super) emphasis: bool,
    pub(super) strike: bool,
    pub(super) code: bool,
    /// Where they lead.
    pub(super) link: Option<String>,
}

/// Some words of one style. A line break is a run of its own, `\n`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) text: String,
    pub(super) style: Style,
}

/// What a paragraph came to.
pub(super) struct Written {
    pub(super) markdown: String,
    /// Emphasis that Markdown has no way to write where it stands.
    pub(super) lost_emphasis: bool,
}

/// Writes a paragraph. `links`: whole web addresses in the text become links.
pub(super) fn paragraph(runs: &[Run], links: bool) -> Option<Written> {
    let runs = tidy(runs);
    if runs.is_empty() {
        return None;
    }
    let wanted = shown_runs(&runs);
    let styled = written(&runs, true, links);
    if shown(&styled).as_deref() == Some(&wanted) {
        return Some(Written {
            markdown: styled,
            lost_emphasis: false,
        });
    }
    let bare = written(&runs, false, links);
    let markdown = if shown(&bare).as_deref() == Some(&wanted) {
        bare
    } else {
        guarded(&wanted)
    };
    Some(Written {
        markdown,
        lost_emphasis: runs.iter().any(|r| r.style != Style::default()),
    })
}

/// Joins runs of one style, and leaves out blanks at both ends of each line.
fn tidy(runs: &[Run]) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::new();
    for run in runs {
        let fresh = out.last().is_none_or(|r| r.text == "\n");
        let text = if fresh && run.text != "\n" {
            run.text.trim_start()
        } else {
            &run.text
        };
        if run.text == "\n" {
            while out.last().is_some_and(|r| r.text != "\n" && r.text.trim().is_empty()) {
                out.pop();
            }
            if let Some(last) = out.last_mut().filter(|r| r.text != "\n") {
                last.text.truncate(last.text.trim_end().len());
                out.push(run.clone());
            }
            continue;
        }
        if text.is_empty() {
            continue;
        }
        match out.last_mut() {
            Some(last) if last.text != "\n" && last.style == run.style => last.text.push_str(text),
            Some(last) if last.text.ends_with(' ') && text.starts_with(' ') => out.push(Run {
                text: text.trim_start().to_owned(),
                style: run.style.clone(),
            }),
            _ => out.push(Run {
                text: text.to_owned(),
                style: run.style.clone(),
            }),
        }
    }
    while out.last().is_some_and(|r| r.text.trim().is_empty()) {
        out.pop();
    }
    if let Some(last) = out.last_mut() {
        last.text.truncate(last.text.trim_end().len());
    }
    out.retain(|r| !r.text.is_empty());
    out
}

fn written(runs: &[Run], emphasis: bool, links: bool) -> String {
    let mut out = String::new();
    let mut rest = runs;
    while let Some(first) = rest.first() {
        let same = rest.iter().take_while(|r| r.style.link == first.style.link).count();
        let (group, after) = rest.split_at(same.max(1));
        rest = after;
        let start = out.is_empty() || out.ends_with('\n');
        let Some(url) = &first.style.link else {
            group_into(&mut out, group, emphasis, links, start);
            continue;
        };
        let text: String = group.iter().map(|r| r.text.as_str()).collect();
        let core = text.trim();
        if core.is_empty() {
            out.push_str(&text);
            continue;
        }
        let (lead, tail) = edges(&text);
        out.push_str(lead);
        if core == url.as_str() && (url.starts_with("http://") || url.starts_with("https://")) && mended(url) == *url {
            out.extend(["<", url, ">"]);
        } else {
            out.push('[');
            let mut inner = String::new();
            group_into(&mut inner, group, emphasis, false, false);
            out.push_str(inner.trim());
            out.push_str(&destination(url));
        }
        out.push_str(tail);
    }
    out
}

/// `](address)`, with `<` and `>` where the address needs them.
fn destination(url: &str) -> String {
    let url = mended(url);
    if url.contains(['(', ')']) {
        format!("](<{url}>)")
    } else {
        format!("]({url})")
    }
}

fn edges(text: &str) -> (&str, &str) {
    let start = text.len() - text.trim_start().len();
    let end = text.trim_end().len();
    (text.get(..start).unwrap_or(""), text.get(end..).unwrap_or(""))
}

fn group_into(out: &mut String, runs: &[Run], emphasis: bool, links: bool, start: bool) {
    let begin = out.len();
    for run in runs {
        if run.text == "\n" {
            out.push_str("\\\n");
            continue;
        }
        let (lead, tail) = edges(&run.text);
        let core = run.text.trim();
        if core.is_empty() {
            out.push_str(&run.text);
            continue;
        }
        let at_start = (start && out.len() == begin) || out.ends_with('\n');
        out.push_str(lead);
        if run.style.code && !core.contains('\n') {
            out.push_str(&code(core));
        } else {
            let marks = if emphasis { marks(&run.style) } else { String::new() };
            out.push_str(&marks);
            out.push_str(&inline(core, at_start && marks.is_empty(), links));
            out.extend(marks.chars().rev());
        }
        out.push_str(tail);
    }
}

fn marks(style: &Style) -> String {
    let mut out = String::new();
    for (on, mark) in [(style.strike, "~~"), (style.strong, "**"), (style.emphasis, "*")] {
        if on {
            out.push_str(mark);
        }
    }
    out
}

/// A code span: its fence is longer than any row of backticks inside.
fn code(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') {
        " "
    } else {
        ""
    };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// Every sign with a backslash, for texts that nothing milder keeps.
fn guarded(text: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for line in text.split('\n') {
        let mut out = String::new();
        for c in line.trim().chars() {
            if c.is_ascii_punctuation() {
                out.push('\\');
            }
            out.push(c);
        }
        lines.push(out);
    }
    lines.retain(|l| !l.is_empty());
    lines.join("\\\n")
}

fn shown_runs(runs: &[Run]) -> String {
    runs.iter().map(|r| r.text.as_str()).collect()
}

/// The words that a reader of a paragraph sees; `None` where the text is something else than one paragraph.
pub(super) fn shown(markdown: &str) -> Option<String> {
    // As `prose` reads it, but for smart punctuation.
    let options = crate::prose::OPTIONS.difference(Options::ENABLE_SMART_PUNCTUATION);
    let mut out = String::new();
    let mut paragraphs = 0;
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Text(text) | Event::Code(text) => out.push_str(&text),
            Event::HardBreak => out.push('\n'),
            Event::SoftBreak => out.push(' '),
            Event::Start(Tag::Paragraph) => paragraphs += 1,
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. })
            | Event::End(
                TagEnd::Paragraph | TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link,
            ) => {}
            _ => return None,
        }
    }
    (paragraphs <= 1).then_some(out)
}

/// `[words](address)`, or the address alone where there are no words.
pub(super) fn link(words: &str, url: &str) -> String {
    let words = words.trim();
    if words.is_empty() || words == url {
        return super::markdown::autolink(url);
    }
    format!("[{}{}", escape(words, false), destination(url))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(text: &str, marks: &str, link: Option<&str>) -> Run {
        Run {
            text: text.to_owned(),
            style: Style {
                strong: marks.contains('b'),
                emphasis: marks.contains('i'),
                strike: marks.contains('s'),
                code: marks.contains('c'),
                link: link.map(str::to_owned),
            },
        }
    }

    #[test]
    fn writes_styles_and_links() {
        for (runs, expected) in [
            (
                vec![run("a ", "", None), run("b ", "b", None), run("c", "i", None)],
                "a **b** *c*",
            ),
            (
                vec![run("x", "", None), run("“y”", "b", None), run("z", "", None)],
                "x“y”z",
            ),
            (
                vec![run("see ", "", None), run("the *law*", "", Some("https://x.org/a_(b)"))],
                "see [the \\*law\\*](<https://x.org/a_(b)>)",
            ),
            (
                vec![run("https://x.org/", "", Some("https://x.org/"))],
                "<https://x.org/>",
            ),
            (vec![run("a`b", "c", None)], "``a`b``"),
            (
                vec![run(" a", "", None), run("\n", "", None), run(" - b ", "", None)],
                "a\\\n\\- b",
            ),
        ] {
            assert_eq!(paragraph(&runs, true).unwrap().markdown, expected);
        }
    }

    proptest::proptest! {
        #[test]
        fn no_word_is_lost(parts in proptest::collection::vec(("([ -~]|é|漢){0,12}", "[bisc]{0,2}", 0..3_u8), 0..6)) {
            let runs: Vec<Run> = parts
                .iter()
                .map(|(text, marks, link)| run(text, marks, (*link == 0).then_some("https://x.org/?a=1&b=(2)")))
                .collect();
            if let Some(written) = paragraph(&runs, true) {
                let squeeze = |t: &str| t.split_whitespace().collect::<Vec<_>>().join(" ");
                let all: String = tidy(&runs).iter().map(|r| r.text.as_str()).collect();
                proptest::prop_assert_eq!(squeeze(&shown(&written.markdown).unwrap()), squeeze(&all));
            }
        }
    }
}
