//! What other programs (Obsidian, Quarto, Hugo, Jekyll, wikis) read as something of theirs, and Markdown as plain text: it would
//! stand in the page as it was typed.

use std::ops::Range;

use super::Builder;
use crate::diagnostics::Code;
use crate::prose::item::{ItemKind, Tag};
use crate::prose::run::Run;

/// Whether a text may hold any of it. Every text of a site is looked at, and most have nothing: the compiler makes of the first
/// look one at many bytes at once, where ten searches for ten signs took a twelfth of a build with short templates.
pub(super) fn may_stand_in(text: &str) -> bool {
    let bytes = text.as_bytes();
    let may = |byte: &u8| matches!(byte, b'[' | b'%' | b'{' | b'=' | b':' | b'^' | b'~' | b'<');
    let blocks = bytes.chunks(64).zip((0..).step_by(64));
    let mut blocks = blocks.filter(|(block, _)| block.iter().fold(false, |any, byte| any | may(byte)));
    blocks.any(|(block, start)| (start..start + block.len()).any(|at| bytes.get(at..).is_some_and(begins)))
}

/// Whether one of the signs stands at the beginning.
fn begins(rest: &[u8]) -> bool {
    match rest {
        [b'{' | b'^' | b'~', ..] | [b'%', b'%', ..] | [b'=', b'=', ..] | [b':', b':', ..] | [b'<' | b'[', b'!', ..] => {
            true
        }
        rest => rest.starts_with(b"[TOC]") || rest.starts_with(b"[toc]"),
    }
}

/// Something that was found: its bytes, what is said where that isn't what is said of most, and what to write.
type Found = (Range<usize>, Option<String>, String);

impl Builder<'_> {
    /// Tells what a running text holds that begins where it begins, and what stands anywhere in it.
    pub(super) fn foreign(&mut self, run: &Run) {
        if self.images > 0 {
            return;
        }
        let text = run.text.as_str();
        let mut found: Vec<Found> = Vec::new();
        found.extend(self.alert(text));
        found.extend(self.attributes(text));
        found.extend(self.contents(text));
        found.extend(comments(text));
        found.extend(marked(text));
        let end = run.source(text.len()..text.len()).end;
        let element = self.prose.text.get(end..).is_some_and(|rest| rest.starts_with('<'));
        found.extend(shortcodes(text, element));
        found.extend(notes(text));
        found.extend(raised(text, '^').chain(raised(text, '~')));
        found.extend(open_comment(text));
        found.extend(self.divisions(run));
        for (range, message, help) in found {
            if !run.escaped(range.start, &self.prose.text) {
                let place = run.source(range);
                // As it was typed: the parser may have made other signs of quotation marks.
                let message = message.unwrap_or_else(|| typed(self.prose.text.get(place.clone()).unwrap_or("")));
                self.fault(Code::PROSE_FOREIGN_SYNTAX, place, message, help);
            }
        }
    }

    /// The kinds of the last items, latest first.
    fn last(&self) -> impl Iterator<Item = &ItemKind> {
        self.out.items.iter().rev().map(|item| &item.kind)
    }

    /// What has just ended.
    fn ended(&self) -> Option<&Tag> {
        let mut last = self.last();
        if !matches!(last.next(), Some(ItemKind::End)) {
            return None;
        }
        let mut depth = 1_usize;
        last.find_map(|kind| {
            match kind {
                ItemKind::End => depth += 1,
                ItemKind::Start(tag) => {
                    depth -= 1;
                    return (depth == 0).then_some(tag);
                }
                _ => {}
            }
            None
        })
    }

    /// `> [!INFO]`, of which Markdown knows five, alone on their lines.
    fn alert(&self, text: &str) -> Option<Found> {
        let name = text.strip_prefix("[!")?.split(']').next()?;
        let mut last = self.last();
        let begins = matches!(last.next(), Some(ItemKind::Start(Tag::Paragraph)))
            && matches!(last.next(), Some(ItemKind::Start(Tag::Quote(None))));
        if !begins || name.is_empty() || !name.chars().all(|c| c.is_alphanumeric() || c == '-') {
            return None;
        }
        let kind = match name.to_lowercase().as_str() {
            "tip" | "hint" | "success" | "check" | "done" => "TIP",
            "important" => "IMPORTANT",
            "warning" | "attention" => "WARNING",
            "caution" | "danger" | "error" | "bug" | "failure" | "fail" | "missing" => "CAUTION",
            _ => "NOTE",
        };
        let known = ["note", "tip", "important", "warning", "caution"].contains(&name.to_lowercase().as_str());
        let message = if known {
            format!("`[!{name}]` makes a box only where nothing else stands on its line")
        } else {
            format!("there is no box `[!{name}]`: it is shown as it is typed")
        };
        let help = format!(
            "write `> [!{kind}]` on a line of its own; there are NOTE, TIP, IMPORTANT, WARNING and CAUTION, without titles of their own"
        );
        Some((0..name.len() + 3, Some(message), help))
    }

    /// `{width=50%}` behind a picture, a link, maths or code, and `{: .name}` alone on a line.
    fn attributes(&self, text: &str) -> Option<Found> {
        let maths = matches!(self.last().next(), Some(ItemKind::Math { .. }));
        let from = if maths { text.len() - text.trim_start().len() } else { 0 };
        let inner = text.get(from..)?.strip_prefix('{')?.split('}').next()?;
        let end = from + inner.len() + 2;
        let behind = text.get(end..)?;
        let ended = self.ended();
        let beside = maths
            || matches!(ended, Some(Tag::Image { .. } | Tag::Link { .. }))
            || matches!(self.last().next(), Some(ItemKind::Code(_)));
        let of_these = inner.starts_with(['.', '#', ':']) || inner.contains('=');
        let alone = inner.starts_with(':') && behind.trim().is_empty();
        if !(of_these && beside || alone) || inner.contains('\n') {
            return None;
        }
        let help = match ended {
            Some(Tag::Image { .. }) => "remove it: a picture is as wide as the text, or as it is itself",
            _ => "remove it: only headings have an id and classes, `## Words {#id .class}`",
        };
        Some((from..end, None, help.to_owned()))
    }

    /// `[TOC]` alone in a paragraph.
    fn contents(&self, text: &str) -> Option<Found> {
        let alone = matches!(text.trim(), "[TOC]" | "[toc]");
        (alone && matches!(self.last().next(), Some(ItemKind::Start(Tag::Paragraph)))).then(|| {
            let help = "remove it: a list of contents stands beside the text by itself";
            (0..text.trim_end().len(), None, help.to_owned())
        })
    }

    /// `::: note` at the beginning of a line. Where a paragraph stands before it, the parser takes the first colon for the
    /// beginning of a definition.
    fn divisions(&self, run: &Run) -> Vec<Found> {
        let mut at = 0;
        let mut found = Vec::new();
        for line in run.text.split_inclusive('\n') {
            let start = at;
            at += line.len();
            let words = line.trim_end();
            if !words.starts_with("::") || words.trim_start_matches(':').trim().is_empty() {
                continue;
            }
            let source = run.source(start..start + words.len());
            let before = self.prose.text.get(..source.start).unwrap_or("");
            let colons = before.len() - before.trim_end_matches(':').len();
            if colons + words.len() - words.trim_start_matches(':').len() >= 3 {
                let help = "write `> [!NOTE]` on a line of its own, and `> ` before each line of the text; remove the line `:::` that ends it";
                let written = format!("{}{words}", ":".repeat(colons));
                found.push((start..start + words.len(), Some(typed(&written)), help.to_owned()));
            }
        }
        found
    }
}

/// What is said of a sign that means nothing.
fn typed(words: &str) -> String {
    const MOST: usize = 40;
    let short: String = words.chars().take(MOST).collect();
    let more = if short.len() < words.len() { "…" } else { "" };
    format!("`{short}{more}` means nothing here, and is shown as it is typed")
}

/// Where `sign` stands in a text, with what stands before and behind it.
fn each<'t>(text: &'t str, sign: &'t str) -> impl Iterator<Item = (usize, &'t str, &'t str)> {
    text.match_indices(sign).map(move |(at, _)| {
        (
            at,
            text.get(..at).unwrap_or(""),
            text.get(at + sign.len()..).unwrap_or(""),
        )
    })
}

/// `%%what nobody is to read%%`.
fn comments(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let mut done = 0;
    for (at, before, behind) in each(text, "%%") {
        let begins = before.is_empty() || before.ends_with(|c: char| c.is_whitespace() || c == '(');
        if at < done || !begins {
            continue;
        }
        // One that goes on in other paragraphs has nothing behind its sign.
        let end = behind.find("%%").map(|end| at + end + 4);
        let alone = text.trim() == "%%" || before.trim().is_empty() && behind.starts_with('\n');
        let Some(end) = end.or_else(|| alone.then_some(at + 2)) else {
            continue;
        };
        done = end;
        let message = "`%%` begins no comment here: what follows is published".to_owned();
        let help = "write `<!-- … -->`, or remove it".to_owned();
        found.push((at..end, Some(message), help));
    }
    found
}

/// `==important==`, and `== Heading ==` of wikis.
fn marked(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let mut done = 0;
    for (at, before, behind) in each(text, "==") {
        let begins = !before.ends_with(|c: char| c.is_alphanumeric() || c == '=');
        if at < done || !begins || behind.starts_with('=') {
            continue;
        }
        if let Some(words) = wiki_heading(before, behind) {
            let line = behind.split('\n').next().unwrap_or("");
            done = at + 2 + line.trim_end().len();
            found.push((at..done, None, format!("write `## {words}`")));
            continue;
        }
        let closes = |(end, inner, rest): &(usize, &str, &str)| {
            *end > 0
                && !inner.ends_with(|c: char| c.is_whitespace() || c == '=')
                && !rest.starts_with(|c: char| c.is_alphanumeric() || c == '=')
        };
        if behind.starts_with(char::is_whitespace) {
            continue;
        }
        // Among the next few, so that a hostile text takes no time with its square.
        if let Some((end, ..)) = each(behind, "==").take(3).find(closes) {
            done = at + end + 4;
            let help = "write `**…**` for what is important, `*…*` for what is stressed".to_owned();
            found.push((at..done, None, help));
        }
    }
    found
}

/// The words of `== Heading ==`, from its first sign on.
fn wiki_heading<'t>(before: &str, behind: &'t str) -> Option<&'t str> {
    if !(before.is_empty() || before.ends_with('\n')) || !behind.starts_with(' ') {
        return None;
    }
    let line = behind.split('\n').next()?.trim_end();
    let words = line.strip_suffix("==")?.trim();
    (!words.is_empty() && !words.contains("==")).then_some(words)
}

/// `{{< figure >}}`, `{{% notice %}}`, `{% include %}`, `{{ page.title }}`, `{{cite web|…}}`. What ends one is told with it.
/// `element` says that something like an element of HTML stands behind the text.
fn shortcodes(text: &str, element: bool) -> Vec<Found> {
    let mut found = Vec::new();
    let mut done = 0;
    let mut unclosed = Vec::new();
    for (at, _) in text.match_indices('{') {
        let rest = text.get(at..).unwrap_or("");
        let (open, close) = match rest {
            r if r.starts_with("{{<") => ("{{<", ">}}"),
            r if r.starts_with("{{%") => ("{{%", "%}}"),
            r if r.starts_with("{%") => ("{%", "%}"),
            r if r.starts_with("{{") => ("{{", "}}"),
            _ => continue,
        };
        // What looks like an element of HTML is no text any more.
        let torn = element && rest == "{{";
        if at < done || unclosed.contains(&close) {
            continue;
        }
        let inner = rest.get(open.len()..).unwrap_or("");
        let words = inner.split(close).next().unwrap_or("");
        if !torn && words.len() == inner.len() {
            unclosed.push(close);
            continue;
        }
        if !torn && words.trim().is_empty() {
            continue;
        }
        let length = if torn {
            2
        } else {
            open.len() + words.len() + close.len()
        };
        done = at + length;
        let words = words.trim_matches(['-', ' ']);
        if words.starts_with('/') || words.starts_with("end") {
            continue;
        }
        let help = "write it in Markdown, or as a fenced block of nutgraf's (`timeline`, `people`, `questions`, `facts`); between backticks it is shown as code";
        let message = torn.then(|| typed("{{<"));
        found.push((at..done, message, help.to_owned()));
    }
    found
}

/// `x^2^` and `H~2~O`.
fn raised(text: &str, sign: char) -> impl Iterator<Item = Found> + '_ {
    /// More would be no index.
    const MOST: usize = 6;
    text.match_indices(sign).filter_map(move |(at, _)| {
        let behind = text.get(at + 1..)?;
        let is_index = |c: char| c.is_alphanumeric() || "+-−–".contains(c);
        let length: usize = behind
            .chars()
            .take_while(|c| is_index(*c))
            .take(MOST)
            .map(char::len_utf8)
            .sum();
        let closed = length > 0 && behind.get(length..)?.starts_with(sign);
        let beside = text.get(..at)?.ends_with(|c: char| c.is_alphanumeric() || c == ')');
        (closed && beside).then(|| {
            let help =
                "write it as maths, `$x^2$` or `$\\mathrm{CO}_2$`, or with the signs themselves: x², CO₂".to_owned();
            (at..at + length + 2, None, help)
        })
    })
}

/// `<!-- words` whose end is missing: with it, they would be left out.
fn open_comment(text: &str) -> Option<Found> {
    // The parser may have made a dash of the hyphens.
    let at = ["<!--", "<!–", "<!—"].iter().find_map(|sign| text.find(sign))?;
    let message = "a comment without its end, which is shown as it is typed".to_owned();
    Some((at..at + 2, Some(message), "write `-->` where it ends".to_owned()))
}

/// `^[a note in the line]`.
fn notes(text: &str) -> Vec<Found> {
    let notes = each(text, "^[").filter_map(|(at, before, behind)| {
        let inner = behind.split(['[', ']']).next()?;
        let words = inner.split_whitespace().count() > 1;
        let begins = !before.is_empty() && !before.ends_with('[');
        (words && begins).then(|| {
            let help = "write `[^1]` here, and a line `[^1]: …` below the paragraph".to_owned();
            (at..(at + inner.len() + 3).min(text.len()), None, help)
        })
    });
    notes.collect()
}
