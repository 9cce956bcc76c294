//! The date that stands behind a link: the way from the link to it, word by word, and whether what was met there gives the
//! date to the link. Dates before a link, and those further off, are read in [`super::clause`].

use super::clause::{Clause, Unit};
use super::said::{Said, TokenKind, tokens};
use super::weekday;
use super::words::{has, holds};
use crate::date::Precision;

/// What has been passed on the way from a link to a date.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is one thing that was or was not met")]
struct Way {
    comma: bool,
    /// A small word.
    word: bool,
    /// The latest small word binds what follows to the link.
    of: bool,
    /// The latest small word stands before places.
    place: bool,
    names: usize,
    /// The day of the week came last.
    day: bool,
    /// "Which".
    relative: bool,
    /// "Took place".
    happens: bool,
    /// "Was".
    helps: bool,
    /// A mark that sets a line's date apart.
    label: bool,
}

impl<'t> Clause<'t> {
    /// "the talks of 27 February 2025", "the talks in Istanbul on 27 February 2025", "the talks, 27 February 2025,", "the
    /// talks began on 27 February 2025".
    pub(super) fn behind(&self, link: usize) -> Option<(&'t Said, bool)> {
        let mut way = Way::default();
        for (at, unit) in self.units.iter().enumerate().skip(link + 1) {
            match unit {
                Unit::Link(_) => return None,
                Unit::Token(t) => self.pass(&mut way, &t.kind)?,
                Unit::Date(said) => return self.accept(link, at, said, &way),
            }
        }
        None
    }

    /// Goes on by one word or mark; `None` where the way ends.
    fn pass(&self, way: &mut Way, kind: &TokenKind) -> Option<()> {
        let spaced = self.spaced();
        match kind {
            TokenKind::Mark(':' | '：' | '–' | '—' | '-') if !way.word && !way.comma && !way.label => {
                way.label = true;
            }
            TokenKind::Mark(',' | '،' | '、') if way.day => way.day = false,
            TokenKind::Mark(',' | '،' | '、') if !way.comma && way.names == 0 && (!way.word || !spaced) => {
                way.comma = true;
            }
            TokenKind::Word(w, capital) => {
                let words = self.words?;
                way.day = weekday(words, w).is_some();
                if way.day {
                    return Some(());
                }
                if spaced && has(self.words?.helps, w) {
                    way.helps = true;
                } else if way.comma && !way.word && !way.relative && has(words.relative, w) {
                    way.relative = true;
                } else if spaced && (has(words.happens, w) || !*capital && self.in_title(w)) {
                    way.happens = true;
                } else if self.is_small(w) {
                    way.word = true;
                    way.of = has(words.of, w);
                    way.place = has(words.place, w);
                } else if way.place && *capital && way.names < 3 {
                    way.names += 1;
                } else {
                    return None;
                }
            }
            _ => return None,
        }
        Some(())
    }

    /// Whether the date at the end of a way is the link's, and firmly so.
    fn accept(&self, link: usize, at: usize, said: &'t Said, way: &Way) -> Option<(&'t Said, bool)> {
        let words = self.words;
        if self.goes_on(at) {
            return None;
        }
        if way.label {
            return self.sets_apart(link, at, way).then_some((said, true));
        }
        if !self.spaced() {
            // "[[合併]]、2011年1月10日": both stand alone.
            let rest = self.rest(at);
            let listed = way.comma && !way.word && (rest.is_empty() || rest.starts_with('、'));
            let told = !rest.starts_with('の') && words.is_none_or(|t| holds(t.happens, rest));
            return (listed || (rest.is_empty() || told) && self.takes_place(link)).then_some((said, listed));
        }
        // "Were in March 2025 called a success".
        let split = way.helps && !way.happens && !way.relative && !self.ends(at);
        let retold = (way.happens || way.helps) && self.after_in_clause(at).any(|w| self.is_other(w));
        let denied = self.all_words().any(|w| words.is_some_and(|t| has(t.nots, w)));
        if split || retold || denied {
            None
        } else if way.relative {
            // German puts the verb last.
            let mut after = self.after_in_clause(at);
            let happens = way.happens || after.any(|w| words.is_some_and(|t| has(t.happens, w)));
            happens.then_some((said, false))
        } else if way.comma {
            self.apposed(link, at, said, way).then_some((said, true))
        } else if way.of {
            // "de 2016 à 2018": from, to.
            let bounds = words.is_some_and(|t| t.of != "of dated");
            (!said.what.is_interval() || !bounds).then_some((said, true))
        } else {
            self.adjoins(link, at, said, way).then_some((said, false))
        }
    }

    /// "The armistice: 11 November 1918", a line of a list.
    fn sets_apart(&self, link: usize, date: usize, way: &Way) -> bool {
        let rest = tokens(self.rest(date));
        let alone = rest.iter().all(|t| match &t.kind {
            TokenKind::Word(w, _) => self.words.is_some_and(|t| has(t.years, w)),
            _ => false,
        });
        alone && self.leads(link) && !way.happens && !way.helps
    }

    /// "The tower, 31 March 1889, …", "the tower, opened on 31 March 1889, …"; "After the talks, in March 2025, …" is about
    /// what happened after them.
    fn apposed(&self, link: usize, date: usize, said: &Said, way: &Way) -> bool {
        let listed = matches!(self.units.get(date + 2), Some(Unit::Link(_)));
        let told = way.happens && self.leads(link);
        let bare = !way.happens && !way.helps && (!way.word || self.dated(date));
        let day = !way.happens && !way.helps && said.precision() == Some(Precision::Day);
        let day = day && self.leads(link) && !way.place;
        (told || bare || day) && self.ends(date) && !listed && !self.landmark(link)
    }

    /// "The talks on 28 February 2025 were long", with no mark between. What follows an object says when its verb was done:
    /// the link must lead its clause, or be what took place.
    fn adjoins(&self, link: usize, date: usize, said: &Said, way: &Way) -> bool {
        let mut opening = self.units.iter().take(link.min(2));
        let opens = opening.any(|u| self.unit_is(u, |words, w| has(words.landmark, w)));
        let since = self.near(link, 3, |words, w| has(words.since, w));
        let own = since || !self.landmark(link) || opens && link <= 3 && self.ends(date);
        let told = self.before_in_clause(link).any(|w| self.is_other(w));
        let subject = self.leads(link) && !self.pictures(date, said, way);
        let done = since || opens || subject || self.scene(link, said) || self.predicate(link) || self.occurs(link);
        own && done && !told && !self.complement(link) && (since || !self.subject_of_talk(link))
    }

    /// "The wall in 1985, seen from the west" is what a picture shows.
    fn pictures(&self, date: usize, said: &Said, way: &Way) -> bool {
        let alone = self.units.iter().filter(|u| matches!(u, Unit::Date(_))).count() == 1;
        let bare = self.ends(date) || self.units.get(date + 1).is_some_and(|u| self.small_word(u).is_some());
        alone && bare && said.precision() == Some(Precision::Year) && !way.happens && !way.helps
    }
}
