//! A listing of code in HTML: classes for what [`crate::code`] finds, a name for the language, and the words that the script's
//! copy button needs. Long lines scroll in a box that the keyboard reaches.

use std::fmt::Write;

use super::markup::{escape, push_escaped};
use crate::code;
use crate::i18n::Locale;

/// Writes a listing.
pub(super) fn code_block(out: &mut String, locale: &Locale, info: &str, text: &str) {
    let word = code::word(info);
    let title = code::title(word);
    let label = if title.is_empty() {
        locale.message("code").to_owned()
    } else {
        locale.format("code_in", &[("language", title)])
    };
    out.push_str("<div class=\"code\"");
    if !title.is_empty() {
        let _ = write!(out, " data-language=\"{}\"", escape(title));
    }
    let (copy, copied) = (escape(locale.message("copy")), escape(locale.message("copied")));
    let _ = write!(
        out,
        " data-words=\"{copy}|{copied}\"><pre tabindex=\"0\" role=\"group\" aria-label=\"{}\"><code",
        escape(&label)
    );
    if !word.is_empty() {
        let _ = write!(out, " class=\"language-{}\"", escape(word));
    }
    out.push('>');
    let mut at = 0;
    for (class, range) in code::classes(word, text) {
        push_escaped(out, text.get(at..range.start).unwrap_or(""));
        let _ = write!(out, "<span class=\"{}\">", class.name());
        push_escaped(out, text.get(range.clone()).unwrap_or(""));
        out.push_str("</span>");
        at = range.end;
    }
    push_escaped(out, text.get(at..).unwrap_or(""));
    out.push_str("</code></pre></div>\n");
}
