//! What can be asked of a place in a sentence: whether a date opens its clause, whether something bounds it, whether a link's
//! event is a landmark for another time. Answers only; [`super::clause`] draws the conclusions.

use super::clause::{Clause, Step, Unit};
use super::said::{Token, TokenKind};
use super::weekday;
use super::words::{Words, begins, has, holds};

impl Clause<'_> {
    /// Whether nothing but small words stands between a date and the beginning of its clause.
    pub(super) fn opens(&self, date: usize) -> bool {
        for unit in self.units.iter().take(date).rev() {
            let step = match unit {
                Unit::Token(t) => match &t.kind {
                    TokenKind::Word(w, _)
                        if self.is_small(w) || self.words.is_some_and(|t| weekday(t, w).is_some()) =>
                    {
                        Step::Pass
                    }
                    TokenKind::Word(..) | TokenKind::Number(..) => return false,
                    TokenKind::Mark(',') if self.spaced() => {
                        // "On Thursday, 27 February".
                        Step::Pass
                    }
                    TokenKind::Mark(_) => Step::Stop,
                },
                _ => return false,
            };
            if step == Step::Stop {
                return true;
            }
        }
        true
    }

    /// Whether a date is a bound of something: "since at least 2016".
    pub(super) fn bounded(&self, date: usize) -> bool {
        let Some(words) = self.words else { return false };
        for unit in self.units.iter().take(date).rev().take(6) {
            let Unit::Token(Token {
                kind: TokenKind::Word(w, _),
                ..
            }) = unit
            else {
                return false;
            };
            if has(words.bounds, w) {
                return true;
            }
            if !has(words.between, w) && !self.is_small(w) && weekday(words, w).is_none() {
                return false;
            }
        }
        false
    }

    /// Whether the sentence asks, and so says nothing.
    pub(super) fn asks(&self) -> bool {
        let text = self.text.get(self.sentence.clone()).unwrap_or("");
        let end = text.trim_end_matches(|c: char| !c.is_alphanumeric() && !"?？؟".contains(c));
        end.ends_with(['?', '？', '؟'])
    }

    /// Whether nothing, or a mark, stands behind a date.
    pub(super) fn ends(&self, date: usize) -> bool {
        match self.units.get(date + 1) {
            None => true,
            Some(Unit::Token(t)) => match &t.kind {
                TokenKind::Mark(_) => true,
                // "10 января 2011 года".
                TokenKind::Word(w, _) => self.words.is_some_and(|t| has(t.years, w)) && self.ends(date + 1),
                TokenKind::Number(..) => false,
            },
            Some(_) => false,
        }
    }

    /// Whether "dated" stands before a date: the last of the words that bind one, which nothing else can mean.
    pub(super) fn dated(&self, date: usize) -> bool {
        let before = date.checked_sub(1).and_then(|at| self.units.get(at));
        before.is_some_and(|u| self.unit_is(u, |t, w| has(t.of, w) && !has(t.small, w) && !has(t.genitive, w)))
    }

    /// Whether a date goes on behind itself: "27 February to 3 March", "2016 onwards".
    pub(super) fn goes_on(&self, date: usize) -> bool {
        let Some(words) = self.words else { return false };
        let mut after = self.units.iter().skip(date + 1);
        let Some(Unit::Token(t)) = after.next() else {
            return false;
        };
        let dated = |unit: Option<&Unit<'_>>| {
            matches!(unit, Some(Unit::Date(_)))
                || matches!(unit, Some(Unit::Token(t)) if matches!(t.kind, TokenKind::Number(..)))
        };
        match &t.kind {
            TokenKind::Word(w, _) if words.spaced => {
                let next = after.next();
                let joined = has(words.joins, w) || self.is_small(w) || has(words.bounds, w) || has(words.between, w);
                has(words.onwards, w)
                    || joined && dated(next)
                    || joined && next.is_some_and(|u| self.unit_is(u, |t, w| has(t.onwards, w)))
                    || joined && next.is_some_and(|u| self.unit_is(u, |_, w| self.is_small(w))) && dated(after.next())
            }
            TokenKind::Word(w, _) => words.onwards.split_whitespace().any(|o| w.starts_with(o)),
            TokenKind::Mark('-' | '–' | '—' | '/' | '〜') => dated(after.next()),
            _ => false,
        }
    }

    /// Where words are not set apart: whether nothing in the sentence tells of something else than the event's day.
    pub(super) fn takes_place(&self, link: usize) -> bool {
        let Some(words) = self.words else { return false };
        let own = self.own_text();
        !holds(words.other, &own) && !holds(words.nots, &own) && !self.landmark(link)
    }

    /// Whether a link's event is a landmark for another time: "after the talks".
    pub(super) fn landmark(&self, link: usize) -> bool {
        if let Some(words) = self.words.filter(|w| !w.spaced) {
            let after = self.units.get(link + 1).and_then(Self::word).unwrap_or("");
            return words.landmark.split_whitespace().any(|l| after.starts_with(l));
        }
        self.near(link, 3, |words, w| has(words.landmark, w))
    }

    /// Whether a link's event is what something else is about: "a report on the talks".
    pub(super) fn subject_of_talk(&self, link: usize) -> bool {
        self.near(link, 3, |words, w| has(words.about, w))
    }

    /// Whether one of the `most` words right before a unit, with no mark, date or link between, is such a word.
    pub(super) fn near(&self, at: usize, most: usize, is: impl Fn(&Words, &str) -> bool) -> bool {
        let before = self.units.iter().take(at).rev().take(most);
        before
            .take_while(|u| matches!(u, Unit::Token(t) if !matches!(t.kind, TokenKind::Mark(_))))
            .any(|u| self.unit_is(u, &is))
    }

    pub(super) fn unit_is(&self, unit: &Unit<'_>, is: impl Fn(&Words, &str) -> bool) -> bool {
        match (unit, self.words) {
            (Unit::Token(t), Some(words)) => matches!(&t.kind, TokenKind::Word(w, _) if is(words, w)),
            _ => false,
        }
    }

    /// Whether a date describes the link's words: "the February 2025 talks". So it stands in English only.
    pub(super) fn describes(&self, link: usize, date: usize) -> bool {
        let article = |w: &str| matches!(w, "the" | "a" | "its" | "their" | "his" | "her" | "this");
        let before = date.checked_sub(1).and_then(|at| self.units.get(at));
        date + 1 == link && before.is_some_and(|u| self.unit_is(u, |_, w| article(w)))
    }

    /// Whether what follows a link tells of something else that happened to it, or denies it.
    pub(super) fn told_later(&self, link: usize) -> bool {
        if !self.spaced() {
            return !self.takes_place(link);
        }
        let mut after = self.after_in_clause(link);
        after.any(|w| self.is_other(w) || self.words.is_some_and(|words| has(words.nots, w)))
    }

    /// Whether a word is in no list: it may describe the event.
    pub(super) fn is_plain(&self, word: &str) -> bool {
        let Some(words) = self.words.filter(|w| w.spaced) else {
            return false;
        };
        let lists = [words.about, words.landmark, words.clause, words.joins, words.bounds];
        let known = lists.iter().any(|list| has(list, word)) || weekday(words, word).is_some();
        !known && !begins(words.other, word) && !begins(words.distance, word)
    }

    /// The word of a unit, where it is a small one.
    pub(super) fn small_word<'u>(&self, unit: &'u Unit<'_>) -> Option<&'u str> {
        Self::word(unit).filter(|w| self.is_small(w))
    }

    pub(super) fn word<'u>(unit: &'u Unit<'_>) -> Option<&'u str> {
        match unit {
            Unit::Token(Token {
                kind: TokenKind::Word(w, _),
                ..
            }) => Some(w),
            _ => None,
        }
    }

    pub(super) fn all_words(&self) -> impl Iterator<Item = &str> {
        self.units.iter().filter_map(Self::word)
    }

    /// The words before a link in its clause, the nearest first.
    pub(super) fn before_in_clause(&self, link: usize) -> impl Iterator<Item = &str> {
        let units = self.units.iter().take(link).rev();
        units.take_while(|u| !self.cuts(u)).filter_map(Self::word)
    }

    /// The words after a link in its clause.
    pub(super) fn after_in_clause(&self, link: usize) -> impl Iterator<Item = &str> {
        let units = self.units.iter().skip(link + 1);
        units.take_while(|u| !self.cuts(u)).filter_map(Self::word)
    }

    pub(super) fn cuts(&self, unit: &Unit<'_>) -> bool {
        match unit {
            Unit::Token(t) => match &t.kind {
                TokenKind::Mark(c) => matches!(c, ',' | ';' | ':' | '—' | '–' | '(' | ')' | '،' | '؛'),
                TokenKind::Word(w, _) => self.words.is_some_and(|words| has(words.clause, w)),
                TokenKind::Number(..) => false,
            },
            _ => false,
        }
    }

    /// The sentence without the words of its links.
    pub(super) fn own_text(&self) -> String {
        let mut out = String::new();
        for unit in &self.units {
            if let Unit::Token(t) = unit {
                out.push_str(self.text.get(t.at.clone()).unwrap_or(""));
            }
        }
        out
    }

    pub(super) fn spaced(&self) -> bool {
        self.words.is_none_or(|w| w.spaced)
    }

    pub(super) fn is_small(&self, word: &str) -> bool {
        self.words.is_some_and(|w| has(w.small, word) || has(w.of, word))
    }

    pub(super) fn is_other(&self, word: &str) -> bool {
        self.words.is_some_and(|w| begins(w.other, word)) && !self.in_title(word)
    }
}
