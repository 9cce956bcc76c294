//! Quotation marks in a title that is put between quotation marks itself.

use std::borrow::Cow;

use crate::i18n::Locale;
use crate::render::view::Html;

/// A title with the language's inner marks in place of its own, which are outer ones, and the other way round within those. One
/// whose marks make no pairs (inches, a mark left alone) stays as it is.
pub(super) fn within<'t>(title: &'t str, locale: &Locale) -> Cow<'t, str> {
    if !title.contains(OUTER) {
        return Cow::Borrowed(title);
    }
    let outer = ["quote_open", "quote_close"].map(|key| locale.message(key));
    let inner = ["quote_open_inner", "quote_close_inner"].map(|key| locale.message(key));
    let marks = |depth: usize| if depth.is_multiple_of(2) { inner } else { outer };
    let [open, close] = outer.map(str::trim);
    let mut out = String::new();
    let mut depth = 0_usize;
    let mut rest = title;
    while let Some(at) = rest.find(OUTER) {
        let (before, from) = rest.split_at(at);
        let mut signs = from.chars();
        let Some(mark) = signs.next() else { break };
        out.push_str(before);
        let opens = match (out.chars().next_back(), signs.clone().next()) {
            // French has blanks within.
            _ if mark == '«' && close != "«" => true,
            _ if mark == '»' && open != "»" => false,
            (before, _) if before.is_none_or(begins) => true,
            (_, behind) if behind.is_none_or(ends) => false,
            _ => open.starts_with(mark) && !close.starts_with(mark),
        };
        rest = signs.as_str();
        if opens {
            let [mark, _] = marks(depth);
            out.push_str(mark);
            depth += 1;
            rest = rest.trim_start();
        } else {
            let Some(less) = depth.checked_sub(1) else {
                return Cow::Borrowed(title);
            };
            depth = less;
            out.truncate(out.trim_end().len());
            let [_, mark] = marks(depth);
            out.push_str(mark);
        }
    }
    if depth > 0 {
        return Cow::Borrowed(title);
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// In English a full stop stands within all quotation marks that end at it; the library puts it within the last alone.
pub(super) fn full_stop_inside(html: Html, locale: &Locale) -> Html {
    let english = locale.tag().split('-').next() == Some("en");
    if english && html.0.contains("’.”") {
        return Html(html.0.replacen("’.”", ".’”", 1));
    }
    html
}

/// The outer marks of all languages that have messages, or no file of them.
const OUTER: [char; 10] = ['"', '“', '”', '„', '«', '»', '「', '」', '『', '』'];

/// Whether a mark behind this sign opens.
fn begins(before: char) -> bool {
    before.is_whitespace() || "([{¿¡—–-‘‚‹/".contains(before)
}

/// Whether a mark before this sign closes.
fn ends(behind: char) -> bool {
    behind.is_whitespace() || behind.is_ascii_punctuation() || "—–’›…،؟；，。！？".contains(behind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_marks_of_a_title_are_inner_ones() {
        for (language, title, said) in [
            ("en", "“Café” culture", "‘Café’ culture"),
            ("en", "\"Café\" culture", "‘Café’ culture"),
            ("en", "The “Café” (“bar”), again", "The ‘Café’ (‘bar’), again"),
            ("en", "What is 6\" long?", "What is 6\" long?"),
            ("en", "Don’t say ‘no’", "Don’t say ‘no’"),
            ("en", "On “the “small” print”", "On ‘the “small” print’"),
            ("de", "„Café“ und “Bar”", "‚Café‘ und ‚Bar‘"),
            ("fr", "Le «\u{a0}café\u{a0}» et la « bar »", "Le “café” et la “bar”"),
            ("ar", "كلمة «لا»", "كلمة ‹لا›"),
            ("ja", "彼の「いいえ」とは", "彼の『いいえ』とは"),
        ] {
            let locale = Locale::new(language).unwrap();
            assert_eq!(within(title, &locale), said, "{language}");
        }
    }
}
