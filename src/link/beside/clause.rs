//! Which date of a sentence belongs to which link: the sentence as a row of words, marks, dates and links, and the rules
//! that read it. Each rule is about form alone; whether a date contradicts its event is asked later.

use std::ops::Range;

use super::said::{Said, Token, TokenKind, What, alone, tokens};
use super::words::{Words, begins, has, holds};
use super::{EventLink, weekday};
use crate::i18n::Locale;

/// A date that is said of a link's event.
#[derive(Debug)]
pub(super) struct Tie {
    /// Which link.
    pub(super) link: usize,
    /// The date.
    pub(super) said: Said,
    /// Whether it can be meant for no other link.
    pub(super) firm: bool,
}

/// One piece of a sentence.
#[derive(Debug)]
enum Unit<'t> {
    Token(Token),
    Date(&'t Said),
    Link(usize),
}

/// A sentence with its dates and links.
#[derive(Debug)]
pub(super) struct Clause<'t> {
    text: &'t str,
    sentence: Range<usize>,
    units: Vec<Unit<'t>>,
    links: &'t [&'t EventLink],
    words: Option<&'static Words>,
}

/// What a walk over small words may pass.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Pass,
    Stop,
}

impl<'t> Clause<'t> {
    /// The sentence at these bytes of a text. Words are cut between dates and links, since not every script sets them
    /// apart.
    pub(super) fn new(
        text: &'t str,
        sentence: &Range<usize>,
        links: &'t [&'t EventLink],
        dates: &'t [Said],
        words: Option<&'static Words>,
    ) -> Self {
        let mut fixed: Vec<(Range<usize>, Unit<'_>)> = Vec::new();
        fixed.extend(links.iter().enumerate().map(|(at, l)| (l.at.clone(), Unit::Link(at))));
        let within = dates.iter().filter(|d| sentence.contains(&d.at.start));
        fixed.extend(within.map(|d| (d.at.clone(), Unit::Date(d))));
        fixed.sort_by_key(|(at, _)| (at.start, at.end));
        let mut units = Vec::new();
        let mut done = sentence.start;
        let gap = |from: usize, to: usize| {
            let cut = tokens(text.get(from..to).unwrap_or("")).into_iter();
            cut.map(move |t| {
                Unit::Token(Token {
                    at: t.at.start + from..t.at.end + from,
                    ..t
                })
            })
        };
        for (at, unit) in fixed {
            units.extend(gap(done, at.start));
            units.push(unit);
            done = done.max(at.end);
        }
        units.extend(gap(done, sentence.end));
        Self {
            text,
            sentence: sentence.clone(),
            units,
            links,
            words,
        }
    }

    /// Every date that the sentence ties to a link.
    pub(super) fn ties(&self, locale: &Locale) -> Vec<Tie> {
        let mut out = Vec::new();
        for (at, unit) in self.units.iter().enumerate() {
            let Unit::Link(link) = unit else { continue };
            if let Some(said) = self.bracket(at, *link, locale) {
                out.push(Tie {
                    link: *link,
                    said,
                    firm: true,
                });
                continue;
            }
            let beside = [self.behind(at), self.before(at)].into_iter().flatten();
            out.extend(beside.map(|(said, firm)| Tie {
                link: *link,
                said: said.clone(),
                firm,
            }));
        }
        if out.is_empty() {
            out.extend(self.plain().map(|said| Tie {
                link: 0,
                said: said.clone(),
                firm: false,
            }));
        }
        out
    }

    /// "the talks (27 February 2025)".
    fn bracket(&self, at: usize, link: usize, locale: &Locale) -> Option<Said> {
        let end = self.links.get(link)?.at.end;
        let rest = self.text.get(end..)?;
        let open = rest.trim_start();
        let inner = open.strip_prefix(['(', '（'])?;
        let start = self.text.len() - inner.len();
        let close = start + inner.find([')', '）'])?;
        // "ten years after the talks (2035)" gives the year of something else.
        let landmark = self.near(at, 6, |w, word| self.is(w.landmark, word)) && self.near(at, 6, |w, word| begins(w.spans, word));
        if landmark || self.links.iter().any(|l| (start..close).contains(&l.at.start)) {
            return None;
        }
        let mut said = alone(self.text.get(start..close)?, locale, self.words, true)?;
        said.at = said.at.start + start..said.at.end + start;
        Some(said)
    }

    /// "the talks of 27 February 2025", "the talks in Istanbul on 27 February 2025", "the talks, 27 February 2025,".
    fn behind(&self, link: usize) -> Option<(&'t Said, bool)> {
        let (mut comma, mut last, mut place, mut names) = (false, None, false, 0);
        let mut day = false;
        let mut units = self.units.iter().enumerate().skip(link + 1);
        loop {
            let (at, unit) = units.next()?;
            match unit {
                Unit::Link(_) => return None,
                Unit::Token(t) => match &t.kind {
                    TokenKind::Mark(',' | '،' | '、') if day => day = false,
                    TokenKind::Mark(',' | '،' | '、') if !comma && names == 0 && (last.is_none() || !self.spaced()) => {
                        comma = true;
                    }
                    TokenKind::Word(w, capital) => {
                        day = self.words.and_then(|words| weekday(words, w)).is_some();
                        if day {
                        } else if self.is_small(w) {
                            last = Some(w.as_str());
                            place = self.words.is_some_and(|words| self.is(words.place, w));
                        } else if place && *capital && names < 3 {
                            names += 1;
                        } else {
                            return None;
                        }
                    }
                    _ => return None,
                },
                Unit::Date(said) => {
                    let of = last.is_some_and(|w| self.words.is_some_and(|words| self.is(words.of, w)));
                    return self.accept_behind(link, at, said, comma, last.is_some(), of);
                }
            }
        }
    }

    fn accept_behind(
        &self,
        link: usize,
        at: usize,
        said: &'t Said,
        comma: bool,
        word: bool,
        of: bool,
    ) -> Option<(&'t Said, bool)> {
        if self.goes_on(at) {
            return None;
        }
        let ends = match self.units.get(at + 1) {
            None => true,
            Some(Unit::Token(t)) => matches!(t.kind, TokenKind::Mark(_)),
            Some(_) => false,
        };
        if !self.spaced() {
            return self.takes_place(link).then_some((said, false));
        }
        let denied = self.words.is_some_and(|words| self.all_words().any(|w| self.is(words.nots, w)));
        if comma {
            // "After the talks, in March 2025, …" is about what happened after them.
            let listed = matches!(self.units.get(at + 2), Some(Unit::Link(_)));
            return (!word && ends && !listed && !self.landmark(link)).then_some((said, true));
        }
        if of {
            // "de 2016 à 2018": from, to.
            let bounds = self.words.is_some_and(|w| w.of != "of dated");
            return (!said.what.is_interval() || !bounds).then_some((said, true));
        }
        let opens = self.units.iter().take(link).take(2).any(|u| self.unit_is(u, |w, word| self.is(w.landmark, word)));
        let of_the_link = !self.landmark(link) || opens && link <= 3 && ends;
        let told = self.before_in_clause(link).any(|w| self.is_other(w));
        (of_the_link && !told && !denied && !self.subject_of_talk(link)).then_some((said, false))
    }

    /// "On 27 February 2025 the talks …", "27 February 2025: the talks", "on 27 February 2025 (the talks)".
    fn before(&self, link: usize) -> Option<(&'t Said, bool)> {
        let (mut mark, mut paren, mut bound) = (false, false, false);
        for at in (0..link).rev() {
            match self.units.get(at)? {
                Unit::Link(_) => return None,
                Unit::Token(t) => match &t.kind {
                    TokenKind::Mark('(' | '（') if !paren => paren = true,
                    TokenKind::Mark(':' | '：' | '–' | '—' | '-' | ',' | '،' | '、') if !mark => mark = true,
                    TokenKind::Word(w, _) if self.is_small(w) => {
                        bound = self.words.is_some_and(|words| !words.spaced && self.is(words.of, w));
                    }
                    _ => return None,
                },
                Unit::Date(said) => {
                    if bound {
                        return Some((*said, true));
                    }
                    let closed = matches!(self.units.get(link + 1), Some(Unit::Token(t)) if matches!(t.kind, TokenKind::Mark(')' | '）')));
                    let told = if self.spaced() {
                        self.after_in_clause(link)
                            .any(|w| self.is_other(w) || self.words.is_some_and(|words| self.is(words.nots, w)))
                    } else {
                        !self.takes_place(link)
                    };
                    let opens = paren && closed && at + 2 == link || self.opens(at);
                    return (opens && !told && !self.bounded(at)).then_some((*said, false));
                }
            }
        }
        None
    }

    /// The only date of a plain sentence with one link: "In July 1969 a craft landed", "The talks took place on …".
    fn plain(&self) -> Option<&'t Said> {
        let words = self.words?;
        let mut dates = self.units.iter().enumerate().filter_map(|(at, u)| match u {
            Unit::Date(said) => Some((at, *said)),
            _ => None,
        });
        let (date, said) = dates.next()?;
        let link = self.units.iter().position(|u| matches!(u, Unit::Link(_)))?;
        let asks = self.text.get(self.sentence.clone())?.trim_end_matches(|c: char| !c.is_alphanumeric() && !"?？؟".contains(c));
        if dates.next().is_some() || self.links.len() > 1 || asks.ends_with(['?', '？', '؟']) {
            return None;
        }
        if self.bounded(date) || self.goes_on(date) || matches!(said.what, What::DayOfYear(..)) {
            return None;
        }
        if !words.spaced {
            let own = self.own_text();
            let apart = !self.takes_place(link) || holds(words.distance, &own) || !holds(words.happens, &own);
            return (!apart && (date > link || self.opens(date))).then_some(said);
        }
        let told = self.all_words().any(|w| self.is_other(w) || self.begins(words.distance, w));
        if told || self.landmark(link) || self.subject_of_talk(link) {
            return None;
        }
        let first = date < link;
        let between = self.units.get(date.min(link) + 1..date.max(link))?;
        let plain = between.iter().enumerate().all(|(at, unit)| match unit {
            Unit::Token(t) => match &t.kind {
                TokenKind::Mark(',' | '،') => first && at == 0,
                TokenKind::Mark(c) => matches!(c, '-' | '"' | '“' | '”' | '„' | '«' | '»' | '.'),
                TokenKind::Word(w, _) => !self.is(words.clause, w) && (first || !self.is(words.joins, w)),
                TokenKind::Number(..) => true,
            },
            _ => false,
        });
        let near = between.len() <= if first { 10 } else { 6 };
        (plain && near && (!first || self.opens(date))).then_some(said)
    }

    /// Whether nothing but small words stands between a date and the beginning of its clause.
    fn opens(&self, date: usize) -> bool {
        for unit in self.units.iter().take(date).rev() {
            let step = match unit {
                Unit::Token(t) => match &t.kind {
                    TokenKind::Word(w, _) if self.is_small(w) || self.words.is_some_and(|t| weekday(t, w).is_some()) => Step::Pass,
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
    fn bounded(&self, date: usize) -> bool {
        let Some(words) = self.words else { return false };
        for unit in self.units.iter().take(date).rev().take(6) {
            let Unit::Token(Token {
                kind: TokenKind::Word(w, _),
                ..
            }) = unit
            else {
                return false;
            };
            if self.is(words.bounds, w) {
                return true;
            }
            if !self.is(words.between, w) && !self.is_small(w) && weekday(words, w).is_none() {
                return false;
            }
        }
        false
    }

    /// Whether a date goes on behind itself: "27 February to 3 March", "2016 onwards".
    fn goes_on(&self, date: usize) -> bool {
        let Some(words) = self.words else { return false };
        let mut after = self.units.iter().skip(date + 1);
        let Some(Unit::Token(t)) = after.next() else { return false };
        let dated = |unit: Option<&Unit<'_>>| {
            matches!(unit, Some(Unit::Date(_))) || matches!(unit, Some(Unit::Token(t)) if matches!(t.kind, TokenKind::Number(..)))
        };
        match &t.kind {
            TokenKind::Word(w, _) if words.spaced => {
                let next = after.next();
                let joined = self.is(words.joins, w) || self.is_small(w) || self.is(words.bounds, w) || self.is(words.between, w);
                self.is(words.onwards, w)
                    || joined && dated(next)
                    || joined && next.is_some_and(|u| self.unit_is(u, |t, w| self.is(t.onwards, w)))
                    || joined && next.is_some_and(|u| self.unit_is(u, |_, w| self.is_small(w))) && dated(after.next())
            }
            TokenKind::Word(w, _) => words.onwards.split_whitespace().any(|o| w.starts_with(o)),
            TokenKind::Mark('-' | '–' | '—' | '/' | '〜') => dated(after.next()),
            _ => false,
        }
    }

    /// Where words are not set apart: whether nothing in the sentence tells of something else than the event's day.
    fn takes_place(&self, link: usize) -> bool {
        let Some(words) = self.words else { return false };
        let own = self.own_text();
        !holds(words.other, &own) && !holds(words.nots, &own) && !self.landmark(link)
    }

    /// Whether a link's event is a landmark for another time: "after the talks".
    fn landmark(&self, link: usize) -> bool {
        if let Some(words) = self.words.filter(|w| !w.spaced) {
            let after = self.units.get(link + 1).and_then(Self::word).unwrap_or("");
            return words.landmark.split_whitespace().any(|l| after.starts_with(l));
        }
        self.near(link, 3, |words, w| self.is(words.landmark, w))
    }

    /// Whether a link's event is what something else is about: "a report on the talks".
    fn subject_of_talk(&self, link: usize) -> bool {
        self.near(link, 3, |words, w| self.is(words.about, w))
    }

    /// Whether one of the `most` words right before a unit is such a word.
    fn near(&self, at: usize, most: usize, is: impl Fn(&Words, &str) -> bool) -> bool {
        let before = self.units.iter().take(at).rev().take(most);
        before
            .take_while(|u| !matches!(u, Unit::Token(t) if matches!(t.kind, TokenKind::Mark(_))))
            .any(|u| self.unit_is(u, &is))
    }

    fn unit_is(&self, unit: &Unit<'_>, is: impl Fn(&Words, &str) -> bool) -> bool {
        match (unit, self.words) {
            (Unit::Token(t), Some(words)) => matches!(&t.kind, TokenKind::Word(w, _) if is(words, w)),
            _ => false,
        }
    }

    fn word<'u>(unit: &'u Unit<'_>) -> Option<&'u str> {
        match unit {
            Unit::Token(Token {
                kind: TokenKind::Word(w, _),
                ..
            }) => Some(w),
            _ => None,
        }
    }

    fn all_words(&self) -> impl Iterator<Item = &str> {
        self.units.iter().filter_map(Self::word)
    }

    /// The words before a link in its clause, the nearest first.
    fn before_in_clause(&self, link: usize) -> impl Iterator<Item = &str> {
        let units = self.units.iter().take(link).rev();
        units.take_while(|u| !self.cuts(u)).filter_map(Self::word)
    }

    /// The words after a link in its clause.
    fn after_in_clause(&self, link: usize) -> impl Iterator<Item = &str> {
        let units = self.units.iter().skip(link + 1);
        units.take_while(|u| !self.cuts(u)).filter_map(Self::word)
    }

    fn cuts(&self, unit: &Unit<'_>) -> bool {
        match unit {
            Unit::Token(t) => match &t.kind {
                TokenKind::Mark(c) => matches!(c, ',' | ';' | ':' | '—' | '–' | '(' | ')' | '،' | '؛'),
                TokenKind::Word(w, _) => self.words.is_some_and(|words| self.is(words.clause, w)),
                TokenKind::Number(..) => false,
            },
            _ => false,
        }
    }

    /// The sentence without the words of its links.
    fn own_text(&self) -> String {
        let mut out = String::new();
        for unit in &self.units {
            if let Unit::Token(t) = unit {
                out.push_str(self.text.get(t.at.clone()).unwrap_or(""));
            }
        }
        out
    }

    fn spaced(&self) -> bool {
        self.words.is_none_or(|w| w.spaced)
    }

    fn is_small(&self, word: &str) -> bool {
        self.words
            .is_some_and(|w| self.is(w.small, word) || self.is(w.of, word))
    }

    fn is_other(&self, word: &str) -> bool {
        self.words.is_some_and(|w| self.begins(w.other, word))
    }

    /// Whether a list holds a word, in Arabic also with "and" or the article before it.
    fn is(&self, list: &str, word: &str) -> bool {
        has(list, word) || word.strip_prefix('و').is_some_and(|rest| has(list, rest))
    }

    fn begins(&self, list: &str, word: &str) -> bool {
        let bare = word.strip_prefix('و').unwrap_or(word);
        begins(list, word) || begins(list, bare) || bare.strip_prefix("ال").is_some_and(|rest| begins(list, rest))
    }
}

/// What a date says inside a link's words, `before` being those before it: nothing of the event where it is the end of
/// something, "until 2018".
pub(super) fn bounded(said: &Said, before: &str, words: Option<&Words>) -> Option<What> {
    let last = tokens(before).into_iter().rev().find_map(|t| match t.kind {
        TokenKind::Word(w, _) => Some(w),
        _ => None,
    });
    let bound = last.is_some_and(|w| words.is_some_and(|t| has(t.bounds, &w) && !has(t.since, &w) && !has(t.of, &w)));
    (!bound).then(|| said.what.clone())
}
