//! Running text that remembers where each of its bytes was written. The parser splits text at quotes, entities, escapes
//! and line ends; a [`Run`] joins the parts again, so that a term of several words can be found across them, and still
//! leads back to the source.

use std::ops::Range;

/// Text joined from parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// The text as readers see it.
    pub text: String,
    parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Part {
    /// Where the part begins in the joined text.
    at: usize,
    /// Its bytes in the source.
    source: Range<usize>,
    /// Whether it stands there letter by letter.
    exact: bool,
}

impl Part {
    /// How the source has it.
    fn written<'w>(&self, whole: &'w str) -> Option<&'w str> {
        whole.get(self.source.clone())
    }
}

impl Run {
    /// Appends a part that comes from bytes `source` of `whole`.
    pub fn push(&mut self, part: &str, source: Range<usize>, whole: &str) {
        let exact = whole.get(source.clone()) == Some(part);
        if let Some(last) = self.parts.last_mut()
            && exact
            && last.exact
            && last.source.end == source.start
        {
            last.source.end = source.end;
        } else {
            self.parts.push(Part {
                at: self.text.len(),
                source,
                exact,
            });
        }
        self.text.push_str(part);
    }

    /// The bytes of the source that some bytes of the joined text come from.
    #[must_use]
    pub fn source(&self, range: Range<usize>) -> Range<usize> {
        let start = self.point(range.start, false);
        let end = self.point(range.end, true);
        start..end.max(start)
    }

    /// The byte of the source for one offset; at the seam of two parts, `end` takes the earlier.
    fn point(&self, offset: usize, end: bool) -> usize {
        let found = self
            .parts
            .partition_point(|p| if end { p.at < offset } else { p.at <= offset })
            .checked_sub(1)
            .and_then(|i| self.parts.get(i));
        match found {
            Some(part) if part.exact => (part.source.start + offset.saturating_sub(part.at)).min(part.source.end),
            Some(part) if end => part.source.end,
            Some(part) => part.source.start,
            None => self.parts.first().map_or(0, |p| p.source.start),
        }
    }

    /// The parts of the run before and after byte `at` of the joined text.
    #[must_use]
    pub fn split(self, at: usize) -> (Self, Self) {
        let at = at.min(self.text.len());
        let half = |range: Option<&str>| Self {
            text: range.unwrap_or("").to_owned(),
            parts: Vec::new(),
        };
        let (mut left, mut right) = (half(self.text.get(..at)), half(self.text.get(at..)));
        let mut ends = self.parts.iter().skip(1).map(|p| p.at).collect::<Vec<_>>();
        ends.push(self.text.len());
        for (part, end) in self.parts.into_iter().zip(ends) {
            if end <= at {
                left.parts.push(part);
            } else if part.at >= at {
                right.parts.push(Part {
                    at: part.at - at,
                    ..part
                });
            } else {
                let cut = if part.exact {
                    part.source.start + (at - part.at)
                } else {
                    part.source.start
                };
                let seam = if part.exact { cut } else { part.source.end };
                left.parts.push(Part {
                    at: part.at,
                    source: part.source.start..seam,
                    exact: part.exact,
                });
                right.parts.push(Part {
                    at: 0,
                    source: cut..part.source.end,
                    exact: part.exact,
                });
            }
        }
        (left, right)
    }

    /// The straight single quotation marks: where each stands in the source, and whether the parser has it open something.
    pub fn single_marks<'r>(&'r self, whole: &'r str) -> impl Iterator<Item = (usize, bool)> + 'r {
        let marks = self.parts().filter(move |(part, _)| part.written(whole) == Some("'"));
        marks.map(|(part, text)| (part.source.start, text == "‘"))
    }

    /// The same with quotation marks of a language, in place of the English ones that the parser makes of `"`, and of those
    /// `'` that `singles` lists by their place in the source, in order: one that opens, then the one that closes it. Marks that the
    /// author chose stay. Behind a letter or digit the mark ends a quotation, or says inches; the parser opens one there.
    #[must_use]
    pub fn quoted<'m>(self, whole: &str, singles: &[usize], marks: impl FnOnce() -> [&'m str; 4]) -> Self {
        let double = |part: &Part| part.written(whole) == Some("\"");
        let single = |part: &Part| {
            let nth = singles.binary_search(&part.source.start).ok()?;
            (part.written(whole) == Some("'")).then_some(nth % 2 == 0)
        };
        if !self.parts.iter().any(|part| double(part) || single(part).is_some()) {
            return self;
        }
        let [open, close, inner_open, inner_close] = marks();
        let mut out = Self::default();
        for (part, text) in self.parts() {
            let inside = out.text.ends_with(char::is_alphanumeric) || out.text.ends_with(['”', '’']);
            let begins = || follows_prefix(whole, part.source.clone());
            let mark = match (text, single(part)) {
                ("“", _) if double(part) && !inside => open,
                ("“" | "”", _) if double(part) && begins() => open,
                ("“" | "”", _) if double(part) => close,
                (_, Some(true)) => inner_open,
                (_, Some(false)) => inner_close,
                _ => text,
            };
            out.push(mark, part.source.clone(), whole);
        }
        out
    }

    /// The parts, each with its text.
    fn parts(&self) -> impl Iterator<Item = (&Part, &str)> {
        let ends = self.parts.iter().skip(1).map(|p| p.at).chain([self.text.len()]);
        let texts = self.parts.iter().zip(ends);
        texts.map(|(part, end)| (part, self.text.get(part.at..end).unwrap_or("")))
    }

    /// Whether byte `at` of the joined text was written with a backslash before it.
    #[must_use]
    pub fn escaped(&self, at: usize, whole: &str) -> bool {
        let source = self.point(at, false);
        let before = whole.get(..source).unwrap_or("");
        (before.len() - before.trim_end_matches('\\').len()) & 1 == 1
    }
}

/// Whether a mark stands between two Arabic letters, and so before a quoted word that a particle is written together with:
/// `و"لا"`. No word of that script has such a mark within it, as those of others have (`l'eau`, `צה"ל`).
pub(crate) fn follows_prefix(whole: &str, mark: Range<usize>) -> bool {
    let arabic = |c: char| matches!(c, '\u{620}'..='\u{64a}' | '\u{66e}'..='\u{6d3}' | '\u{750}'..='\u{77f}' | '\u{8a0}'..='\u{8c9}');
    let before = whole.get(..mark.start).and_then(|t| t.chars().next_back());
    let behind = whole.get(mark.end..).and_then(|t| t.chars().next());
    before.is_some_and(arabic) && behind.is_some_and(arabic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_particle_of_arabic_stands_before_a_mark_that_opens() {
        let whole = "و\"لا\" و'لا'";
        let mut run = Run::default();
        for (text, source) in [
            ("و", 0..2),
            ("“", 2..3),
            ("لا", 3..7),
            ("”", 7..8),
            (" و", 8..11),
            ("’", 11..12),
            ("لا", 12..16),
            ("’", 16..17),
        ] {
            run.push(text, source, whole);
        }
        let said = run.quoted(whole, &[11, 16], || ["«", "»", "‹", "›"]);
        assert_eq!(said.text, "و«لا» و‹لا›");
        for none in ["l'eau", "צה'ל", "'لا", "لا'", "ل 'ا"] {
            let at = none.find('\'').unwrap();
            assert!(!follows_prefix(none, at..at + 1), "{none}");
        }
    }

    #[test]
    fn quotation_marks_are_those_of_the_language() {
        let whole = "\"a\" “b” 6\"";
        let mut run = Run::default();
        for (text, source) in [("“", 0..1), ("a", 1..2), ("”", 2..3), (" “b” 6", 3..13), ("“", 13..14)] {
            run.push(text, source, whole);
        }
        let german = run.clone().quoted(whole, &[], || ["„", "“", "‚", "‘"]);
        assert_eq!(german.text, "„a“ “b” 6“");
        assert_eq!(german.source(3..4), 1..2);
        let french = run.quoted(whole, &[], || ["«\u{a0}", "\u{a0}»", "“", "”"]);
        assert_eq!(french.text, "«\u{a0}a\u{a0}» “b” 6\u{a0}»");
        assert_eq!(french.source(4..5), 1..2);
        assert_eq!(french.source(0..french.text.len()), 0..14);
    }

    #[test]
    fn leads_back_to_the_source_across_entities() {
        let whole = "a &amp; bc";
        let mut run = Run::default();
        run.push("a ", 0..2, whole);
        run.push("&", 2..7, whole);
        run.push(" bc", 7..10, whole);
        assert_eq!(run.text, "a & bc");
        assert_eq!(run.source(4..6), 8..10);
        assert_eq!(run.source(2..3), 2..7);
        assert_eq!(run.source(0..6), 0..10);
        let (left, right) = run.split(4);
        assert_eq!((left.text.as_str(), right.text.as_str()), ("a & ", "bc"));
        assert_eq!(right.source(0..2), 8..10);
        assert_eq!(left.source(0..4), 0..8);
    }
}
