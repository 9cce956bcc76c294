//! A page's own Markdown, beside it (`/page/index.md`), for sites that offer it (`markdown: true` in `site.yaml`). What was
//! written for the author's eyes stays out: comments, in the front matter as in the text, and the fields that only nutgraf
//! or a template reads.

use pulldown_cmark::{Event, Options, Parser};

use crate::cache::trace::{self, About};
use crate::link::Ref;
use crate::load::split;
use crate::model::id::Kind;
use crate::render::views::Here;
use crate::render::{Renderer, file_of};
use crate::write::Output;

/// Fields of the front matter that aren't for readers.
const PRIVATE: [&str; 4] = ["extra", "allow", "draft", "weight"];

impl Renderer<'_> {
    /// A page's Markdown; nothing where the site doesn't offer it.
    #[must_use]
    pub fn markdown(&self, at: usize) -> Option<Output> {
        let path = self.markdown_path(at)?.trim_start_matches('/').to_owned();
        trace::on(About::Body, Kind::Page, at);
        let page = self.index.loaded.pages.get(at)?;
        let text = self.index.text_of(page.file, &page.path)?;
        let parts = split(&text).ok()?;
        let head = crate::yaml::rewritten(text.get(parts.yaml)?, &PRIVATE, &without_comments)?;
        let body = without_comments(text.get(parts.body)?);
        let text = format!("---\n{head}---\n{body}");
        (!self.index.has_own(&path)).then(|| Output {
            path,
            bytes: text.into_bytes(),
        })
    }

    /// The Markdown of the page at a path, as the page at hand links to it.
    pub(in crate::render) fn markdown_url(&self, here: &Here<'_>, path: &str) -> Option<String> {
        match self.index.address(path)? {
            Some(r) if r.kind == Kind::Page => Some(here.urls.href(&self.markdown_path(r.at)?)),
            _ => None,
        }
    }

    /// Where a page's Markdown is published.
    pub(in crate::render) fn markdown_path(&self, at: usize) -> Option<String> {
        let site = &self.index.loaded.site;
        if !site.markdown || self.settings.base_url.is_none() {
            return None;
        }
        let page = self.index.path(Ref { kind: Kind::Page, at });
        Some(format!("/{}", file_of(&page).strip_suffix("html")?.to_owned() + "md"))
    }
}

/// A Markdown text without its HTML comments. What looks like one in code stays.
fn without_comments(text: &str) -> String {
    if !text.contains("<!--") {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    let mut open = false;
    for (event, range) in Parser::new_ext(text, Options::all()).into_offset_iter() {
        if !matches!(event, Event::Html(_) | Event::InlineHtml(_)) {
            continue;
        }
        let mut at = range.start.max(from);
        while at < range.end {
            let rest = text.get(at..range.end).unwrap_or("");
            if open {
                // A block of HTML comes line by line.
                let end = rest.find("-->").map(|i| at + i + 3);
                open = end.is_none();
                at = end.unwrap_or(range.end);
                from = at;
            } else if let Some(start) = rest.find("<!--").map(|i| at + i) {
                out.push_str(text.get(from..start).unwrap_or(""));
                (open, at, from) = (true, start + 4, start + 4);
            } else {
                break;
            }
        }
    }
    out.push_str(text.get(from..).unwrap_or(""));
    out
}

#[cfg(test)]
mod tests {
    use super::without_comments;

    #[test]
    fn comments_go_and_nothing_else_does() {
        for (text, left) in [
            ("One.\n\n<!-- secret -->\n\nTwo.\n", "One.\n\n\n\nTwo.\n"),
            ("<!-- secret\n\nsecret --> One.\n", " One.\n"),
            (
                "One <!-- secret --> two <!-- secret\nsecret --> three.\n",
                "One  two  three.\n",
            ),
            (
                "<div><!-- secret --> One.\n<!-- secret\n-->\n</div>\n",
                "<div> One.\n\n</div>\n",
            ),
            (
                "`<!-- code -->` and\n\n```\n<!-- code -->\n```\n",
                "`<!-- code -->` and\n\n```\n<!-- code -->\n```\n",
            ),
            ("One.\n\n<!-- secret without end\n", "One.\n\n"),
            ("One \\<!-- two -->\n", "One \\<!-- two -->\n"),
            ("> - <!-- secret\n> \n>   secret -->\n>   One.\n", "> - \n>   One.\n"),
        ] {
            assert_eq!(without_comments(text), left, "{text:?}");
        }
    }
}
