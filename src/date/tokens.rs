//! Cuts text into numbers, words and marks, for finding dates in it.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

/// A piece of text; blanks are left out.
pub(super) struct Token<'t> {
    pub(super) kind: Kind<'t>,
    pub(super) range: Range<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind<'t> {
    /// A whole number and how many digits it was written with.
    Number(u32, usize),
    Word(&'t str),
    Mark(char),
}

/// The digits zero of the scripts whose figures a date may be written in; nine more follow each.
const ZEROS: &str = "0\u{660}\u{6F0}\u{966}\u{9E6}\u{A66}\u{AE6}\u{B66}\u{BE6}\u{C66}\u{CE6}\u{D66}\u{E50}\u{ED0}\u{1040}\u{17E0}\u{FF10}";

/// The value of a decimal digit, in any script that dates are commonly written in.
pub(super) fn digit(c: char) -> Option<u32> {
    ZEROS
        .chars()
        .filter_map(|zero| u32::from(c).checked_sub(u32::from(zero)))
        .find(|value| *value < 10)
}

/// Cuts text into its tokens, in order.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = text.char_indices().peekable();
    while let Some((start, c)) = rest.next() {
        let mut end = start + c.len_utf8();
        let kind = if let Some(first) = digit(c) {
            let (mut value, mut count, mut whole) = (first, 1_usize, true);
            while let Some((at, next)) = rest.peek().copied() {
                let after = text.get(at + next.len_utf8()..).and_then(|text| text.chars().next());
                if let Some(more) = digit(next) {
                    value = value.saturating_mul(10).saturating_add(more);
                    count += 1;
                } else if matches!(next, '.' | ',' | ':' | '/' | '\'' | '\u{2019}' | '\u{66B}' | '\u{66C}')
                    && after.and_then(digit).is_some()
                {
                    // "3.14", "1,500", "10:30", "27.02.2025" are no whole numbers.
                    whole = false;
                } else {
                    break;
                }
                end = at + next.len_utf8();
                rest.next();
            }
            if whole {
                Kind::Number(value, count)
            } else {
                Kind::Mark('#')
            }
        } else if c.is_alphabetic() {
            while let Some((at, next)) = rest
                .peek()
                .copied()
                .filter(|(_, next)| next.is_alphabetic() || is_combining_mark(*next))
            {
                end = at + next.len_utf8();
                rest.next();
            }
            Kind::Word(text.get(start..end).unwrap_or(""))
        } else if c.is_whitespace() || matches!(c, '\u{200E}' | '\u{200F}' | '\u{AD}') {
            continue;
        } else {
            Kind::Mark(c)
        };
        tokens.push(Token {
            kind,
            range: start..end,
        });
    }
    tokens
}
