//! Cuts text into numbers, words and marks, for finding dates in it.

use std::ops::Range;

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

/// The value of a decimal digit: ASCII, Arabic, Persian, Devanagari.
pub(super) fn digit(c: char) -> Option<u32> {
    let zero = match c {
        '0'..='9' => '0',
        '\u{660}'..='\u{669}' => '\u{660}',
        '\u{6F0}'..='\u{6F9}' => '\u{6F0}',
        '\u{966}'..='\u{96F}' => '\u{966}',
        '\u{FF10}'..='\u{FF19}' => '\u{FF10}',
        _ => return None,
    };
    Some(u32::from(c) - u32::from(zero))
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
                .filter(|(_, next)| next.is_alphabetic() || is_mark(*next))
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

/// Combining marks that belong to the word before them.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{64B}'..='\u{65F}' | '\u{670}')
}
