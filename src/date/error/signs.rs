//! Signs that are not EDTF's: those of its drafts (`199u`, `1984?~`, `2004/open`), lower case, and the digits, dashes and
//! blanks of other scripts and of typesetters.

use super::DateError;
use super::habits::{FORMS, fault, is_date, write};
use crate::date::parse::read;
use crate::date::tokens::digit;

/// `192x`, `199u`, `1984?~`, `y17e7`, `2004/open`, `2004-(06)?-11`: what other tools and the drafts of EDTF wrote.
pub(super) fn old_draft(text: &str) -> Option<DateError> {
    let steps: [(&str, &str, &str); 9] = [
        ("unknown", "", "an unknown end is left empty"),
        ("open", "..", "an open end is written `..`"),
        ("?~", "%", "uncertain and approximate is written `%`"),
        ("~?", "%", "uncertain and approximate is written `%`"),
        ("u", "X", "an unknown digit is written `X`"),
        ("x", "X", "an unknown digit is written with a capital `X`"),
        ("y", "Y", "a year of five digits or more begins with a capital `Y`"),
        ("e", "E", "a power of ten is written with a capital `E`"),
        ("p", "S", "the count of significant digits is written `S`"),
    ];
    let mut meant = text.to_owned();
    let mut first: Option<(usize, &str)> = None;
    for (old, new, message) in steps {
        if let Some(at) = meant.find(old) {
            let place = text.find(old).unwrap_or(at);
            first = first.filter(|(before, _)| *before <= place).or(Some((place, message)));
            meant = meant.replace(old, new);
        }
    }
    if let Some(at) = text.find('(') {
        first = Some((at, "a qualifier of one part stands at its left"));
        for mark in ['?', '~', '%'] {
            for part in meant.clone().split('(').skip(1).filter_map(|rest| rest.split_once(')')) {
                if part.1.starts_with(mark) {
                    let each = part
                        .0
                        .split('-')
                        .map(|part| format!("{mark}{part}"))
                        .collect::<Vec<String>>()
                        .join("-");
                    meant = meant.replace(&format!("({}){mark}", part.0), &each);
                }
            }
        }
    }
    let (at, message) = first?;
    is_date(&meant).then_some(())?;
    fault(message, at, write(&meant))
}

/// `(2004-(06)~)?`: the round brackets of a draft, where they can't be turned into today's signs.
pub(super) fn brackets(text: &str) -> Option<DateError> {
    let at = text.find('(')?;
    text.starts_with(|c: char| c == '(' || c.is_ascii_digit())
        .then_some(())?;
    let help = "a qualifier stands after the date, or before the part that it is for: `2004-06?`, `2004-?06`";
    fault("EDTF has no round brackets", at, help)
}

/// Digits, dashes and blanks of other scripts and of typesetters.
pub(super) fn strangers(text: &str) -> Option<DateError> {
    let (offset, stranger) = text
        .char_indices()
        .find(|(_, c)| !c.is_ascii() || *c == ' ' || c.is_ascii_control())?;
    let plain: String = text.chars().filter_map(plain_of).collect();
    let squeezed = plain.replace(' ', "");
    // A blank between two digits parts two numbers; elsewhere it is only too much.
    let plain = if is_date(&squeezed) && !parts_digits(&plain) {
        squeezed.as_str()
    } else {
        plain.trim()
    };
    if plain == text || plain.is_empty() {
        return None;
    }
    let help = match read(plain) {
        Ok(_) => write(plain),
        Err(problem) => super::explain(plain, &problem).help.unwrap_or_else(|| FORMS.to_owned()),
    };
    let message = match stranger {
        c if c.is_whitespace() => "a date contains no blanks".to_owned(),
        c if digit(c).is_some() => "a date is written with the digits 0 to 9".to_owned(),
        c if plain_of(c) == Some('-') => format!("`{c}` is not the hyphen `-`"),
        c if plain_of(c).is_none() => format!("there is an invisible character, U+{:04X}", u32::from(c)),
        c => format!("`{c}` has no place in a date"),
    };
    fault(message, offset, help)
}

/// The ASCII character that looks or counts like this one; `None` for one that can't be seen.
fn plain_of(c: char) -> Option<char> {
    Some(match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' => '-',
        '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'
        | '\u{2066}'..='\u{2069}'
        | '\u{FEFF}'
        | '\u{AD}' => {
            return None;
        }
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '\u{2044}' | '\u{2215}' => '/',
        '\u{2026}' | '\u{2025}' => c,
        c if c.is_whitespace() => ' ',
        c => digit(c).and_then(|value| char::from_digit(value, 10)).unwrap_or(c),
    })
}

/// Whether a blank stands between two digits.
fn parts_digits(text: &str) -> bool {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let mut words = text.split_ascii_whitespace().peekable();
    while let Some(word) = words.next() {
        let after = words.peek().and_then(|next| next.chars().next());
        if digit(word.chars().last()) && digit(after) {
            return true;
        }
    }
    false
}
