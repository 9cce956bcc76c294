//! Ids of headings from their words, as GitHub makes them: lower case, letters and digits of every script kept, spaces
//! and hyphens to one hyphen, the rest dropped.

use unicode_normalization::UnicodeNormalization;

/// The slug of a heading; `section` when nothing is left of it.
#[must_use]
pub fn slug(text: &str) -> String {
    let mut out = String::new();
    for c in text.nfc().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c) {
            out.push(c);
        } else if (c.is_whitespace() || c == '-' || c == '_') && !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    let out = out.trim_end_matches('-');
    if out.is_empty() {
        "section".into()
    } else {
        out.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn keeps_letters_of_every_script() {
        assert_eq!(slug("What is *known*?"), "what-is-known");
        assert_eq!(slug("L’agrément – et après"), "lagrément-et-après");
        assert_eq!(slug("Что известно"), "что-известно");
        assert_eq!(slug("?!"), "section");
        assert_eq!(slug("__x"), "x");
    }
}
