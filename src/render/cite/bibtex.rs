//! The same page for BibTeX, by `biblatex`, which knows what has to be escaped.

use std::fmt::Write;

use biblatex::{Chunk, Chunks, Entry, EntryType, Spanned};
use unicode_normalization::UnicodeNormalization;

use super::{Cited, Name};

impl Cited<'_> {
    pub(super) fn bibtex(&self) -> Option<String> {
        let mut entry = Entry::new(self.key(), EntryType::Online);
        entry.set("title", whole(self.title));
        let mut authors = Chunks::new();
        for name in self.names() {
            if !authors.is_empty() {
                authors.push(Spanned::zero(Chunk::Normal(" and ".into())));
            }
            match name {
                // Braces keep a body's name in one piece.
                Name::Whole(name) => authors.push(Spanned::zero(Chunk::Verbatim(name.to_owned()))),
                Name::Parts(family, given) => authors.push(Spanned::zero(Chunk::Normal(format!("{family}, {given}")))),
            }
        }
        entry.set("author", authors);
        if let Some(site) = self.site {
            entry.set("howpublished", whole(site));
        }
        let date = self.date.and_then(crate::date::Date::html_datetime);
        if let Some(day) = date.as_deref().and_then(|d| d.split('T').next()) {
            entry.set("date", vec![Spanned::zero(Chunk::Normal(day.to_owned()))]);
        }
        entry.set("url", vec![Spanned::zero(Chunk::Normal(self.url.clone()))]);
        Some(spelt(&entry.to_bibtex_string().ok()?) + "\n")
    }

    /// A key of plain letters: the last part of the page's id without marks, and the year.
    fn key(&self) -> String {
        let last = self.id.rsplit('/').next().unwrap_or("");
        let mut key: String = last.nfkd().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
        let year = self.date.and_then(crate::date::Date::year).filter(|y| *y > 0);
        if key.is_empty() {
            key.push_str("page");
        }
        if let Some(year) = year {
            let _ = write!(key, "-{year}");
        }
        key
    }
}

/// The signs that behind a backslash are none: `\~` and `\^` put an accent on what follows, `\\` ends the line.
fn spelt(escaped: &str) -> String {
    let mut out = String::with_capacity(escaped.len());
    let mut rest = escaped.chars();
    while let Some(c) = rest.next() {
        let next = if c == '\\' { rest.next() } else { None };
        match next {
            Some('~') => out.push_str("\\textasciitilde{}"),
            Some('^') => out.push_str("\\textasciicircum{}"),
            Some('\\') => out.push_str("\\textbackslash{}"),
            next => {
                out.push(c);
                out.extend(next);
            }
        }
    }
    out
}

/// A text whose capitals stay: BibTeX makes small letters of those of titles.
fn whole(text: &str) -> Chunks {
    vec![Spanned::zero(Chunk::Verbatim(text.to_owned()))]
}

#[cfg(test)]
mod tests {
    use super::spelt;

    #[test]
    fn signs_are_no_accents() {
        assert_eq!(
            spelt(r"a\\b \~ c\^2 50\% \& \{x\}"),
            r"a\textbackslash{}b \textasciitilde{} c\textasciicircum{}2 50\% \& \{x\}"
        );
    }
}
