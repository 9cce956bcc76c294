//! Raw HTML, where a site allows it: it goes out as it stands, and links may lead to its ids.

use std::ops::Range;

use html5gum::emitters::default::{DefaultEmitter, Token};
use html5gum::{HtmlString, Tokenizer};

use super::Linker;
use crate::diagnostics::Code;
use crate::link::piece::Piece;

impl Linker<'_, '_> {
    pub(super) fn html(&mut self, text: String, block: bool, range: Range<usize>) {
        if block {
            self.flush();
        }
        if text.trim_start().starts_with("<!--") && !text.contains("-->") {
            return self.open_comment(text, &range);
        }
        let comment = text.trim_start().starts_with("<!--") && text.trim_end().ends_with("-->");
        if self.scope.index.loaded.site.raw_html {
            self.scope.anchors.extend(ids(&text));
            self.out.push(Piece::Html(text));
        } else if !(comment
            || self.scope.index.loaded.site.doubts("raw_html")
            || text.starts_with("</") && self.said(Code::HTML_NOT_ALLOWED))
        {
            let first = text.trim().lines().next().unwrap_or("").to_owned();
            let start = range.start..range.start + first.len().min(range.len());
            let help = "write Markdown instead, or set `raw_html: true` in content/site.yaml; to show a `<`, put a backslash before it";
            self.fault(Code::HTML_NOT_ALLOWED, start, format!("raw HTML: `{first}`"), help);
        }
    }

    /// A comment that nothing ends hides all that follows. Where HTML is allowed, that may be what is wanted.
    fn open_comment(&mut self, text: String, range: &Range<usize>) {
        let raw = self.scope.index.loaded.site.raw_html;
        let code = if raw {
            Code::PROSE_FOREIGN_SYNTAX
        } else {
            Code::HTML_NOT_ALLOWED
        };
        let message = "a comment without its end: nobody would see what follows";
        let start = range.start..(range.start + 4).min(range.end);
        self.fault(code, start, message, "write `-->` where it ends");
        self.out.extend(raw.then_some(Piece::Html(text)));
    }

    /// Whether this text has caused such a message. The end of an element needs none of its own.
    fn said(&self, code: Code) -> bool {
        self.scope.faults.iter().any(|f| f.code == code)
    }
}

/// What an address can name in a piece of HTML: the `id` of any element, and the `name` of `<a>`, as
/// [HTML](https://html.spec.whatwg.org/multipage/browsing-the-web.html#find-a-potential-indicated-element) finds them.
fn ids(html: &str) -> Vec<String> {
    if !html.contains('=') {
        return Vec::new();
    }
    let tokens = Tokenizer::new_with_emitter(html, DefaultEmitter::<()>::default());
    let tags = tokens.filter_map(|token| match token {
        Ok(Token::StartTag(tag)) => Some(tag),
        _ => None,
    });
    let ids = tags.flat_map(|tag| {
        let is_link = tag.name.as_slice() == b"a";
        let names = tag.attributes.into_iter();
        let names = names.filter(move |(key, _)| key.as_slice() == b"id" || is_link && key.as_slice() == b"name");
        names.map(|(_, value)| text(&value.value))
    });
    ids.filter(|id| !id.is_empty()).collect()
}

fn text(bytes: &HtmlString) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
