//! Words as a keyboard writes them. Pagefind takes a word apart at the signs of ASCII only: it finds "hosted" in
//! "talks--hosted" and "ONU" in "l'ONU", and neither where a dash or an apostrophe is the printer's. So it gets those of
//! a keyboard, and `static/search.js` shows the others again. Only what stands inside a word is changed.

/// The signs inside words, and how Markdown writes them.
const SIGNS: [(char, &str); 16] = [
    ('\u{2019}', "'"),
    ('\u{2018}', "'"),
    ('\u{2BC}', "'"),
    ('\u{2013}', "--"),
    ('\u{2012}', "--"),
    ('\u{2014}', "---"),
    ('\u{2015}', "---"),
    ('\u{2026}', "..."),
    ('\u{2010}', "-"),
    ('\u{2011}', "-"),
    ('\u{201C}', "\""),
    ('\u{201D}', "\""),
    ('\u{201E}', "\""),
    ('\u{AB}', "\""),
    ('\u{BB}', "\""),
    ('\u{AD}', ""),
];

/// A text with such signs. In excerpts Pagefind writes `&lt;` for `<`; where a text itself speaks of `&lt;`, it gets `&amp;lt;`.
pub(super) fn typed(text: &str) -> String {
    if text.contains('&') {
        let entities = ["&amp;", "&lt;", "&gt;"];
        let told = entities.iter().fold(text.to_owned(), |text, entity| {
            text.replace(entity, &format!("&amp;{}", entity.trim_start_matches('&')))
        });
        return signs(&told);
    }
    signs(text)
}

fn signs(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for word in text.split_inclusive(char::is_whitespace) {
        let (first, last) = (word.find(char::is_alphanumeric), word.rfind(char::is_alphanumeric));
        let inside = first.zip(last).map_or(0..0, |(first, last)| first..last);
        for (at, c) in word.char_indices() {
            match SIGNS.iter().find(|(sign, _)| *sign == c && inside.contains(&at)) {
                Some((_, typed)) => out.push_str(typed),
                None => out.push(c),
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::typed;

    #[test]
    fn only_signs_inside_words_are_changed() {
        for (text, expected) in [
            (
                "The talks—hosted by Istanbul—ended",
                "The talks---hosted by Istanbul---ended",
            ),
            ("2016–2019, l’ONU, O’Brien", "2016--2019, l'ONU, O'Brien"),
            ("“So—” — and… so…on", "“So—” — and… so...on"),
            ("l’«État»", "l'\"État»"),
            ("char\u{AD}gé, wi\u{2011}fi, col·lecció", "chargé, wi-fi, col·lecció"),
            ("AT&T, &lt;b&gt; &amp;lt;", "AT&T, &amp;lt;b&amp;gt; &amp;amp;lt;"),
            ("", ""),
        ] {
            assert_eq!(typed(text), expected);
        }
    }
}
