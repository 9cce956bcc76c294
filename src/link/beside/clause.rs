//! Which date of a sentence belongs to which link: the sentence as a row of words, marks, dates and links, and the rules
//! that read it. Each rule is about form alone; whether a date contradicts its event is asked later.

use std::ops::Range;

use super::said::{Said, Token, TokenKind, What, alone, tokens};
use super::words::{Words, begins, has, holds};
use super::{EventLink, weekday};
use crate::date::Precision;
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

/// One piece of a sentence.
#[derive(Debug)]
pub(super) enum Unit<'t> {
    Token(Token),
    Date(&'t Said),
    Link(usize),
}

/// A sentence with its dates and links.
#[derive(Debug)]
pub(super) struct Clause<'t> {
    pub(super) text: &'t str,
    pub(super) sentence: Range<usize>,
    pub(super) units: Vec<Unit<'t>>,
    pub(super) links: &'t [&'t EventLink],
    pub(super) words: Option<&'static Words>,
    /// The titles of the links' events.
    pub(super) titles: Vec<Token>,
}

/// What a walk over small words may pass.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Pass,
    Stop,
}

impl<'t> Clause<'t> {
    /// The sentence at these bytes of a text; `titles` are those of the links' events. Words are cut between dates and links, since not every script sets them
    /// apart.
    pub(super) fn new(
        text: &'t str,
        sentence: &Range<usize>,
        links: &'t [&'t EventLink],
        dates: &'t [Said],
        titles: &[&str],
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
            titles: titles.iter().flat_map(|title| tokens(title)).collect(),
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
        if self.asks() {
            out.retain(|tie| tie.firm);
        } else if out.is_empty() {
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
        let landmark =
            self.near(at, 6, |w, word| has(w.landmark, word)) && self.near(at, 6, |w, word| begins(w.spans, word));
        // "A film about the coup (1993)" gives the film's.
        let work = self.near(at, 6, |w, word| has(w.topic, word)) && self.near(at, 6, |w, word| begins(w.other, word));
        if landmark || work || self.links.iter().any(|l| (start..close).contains(&l.at.start)) {
            return None;
        }
        let mut said = alone(self.text.get(start..close)?, locale, self.words, true)?;
        said.at = said.at.start + start..said.at.end + start;
        Some(said)
    }

    /// "the talks of 27 February 2025", "the talks in Istanbul on 27 February 2025", "the talks, 27 February 2025,", "the
    /// talks began on 27 February 2025".
    fn behind(&self, link: usize) -> Option<(&'t Said, bool)> {
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
            TokenKind::Mark(':' | '：' | '–' | '—' | '-') if !way.word && !way.comma && !way.label => way.label = true,
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

    /// Whether the date at the end of a way is the link's.
    fn accept(&self, link: usize, at: usize, said: &'t Said, way: &Way) -> Option<(&'t Said, bool)> {
        if self.goes_on(at) {
            return None;
        }
        if way.label {
            // "The armistice: 11 November 1918", a line of a list.
            let rest = tokens(self.rest(at));
            let year = |t: &Token| matches!(&t.kind, TokenKind::Word(w, _) if self.words.is_some_and(|t| has(t.years, w)));
            let line = self.leads(link) && rest.iter().all(year) && !way.happens && !way.helps;
            return line.then_some((said, true));
        }
        if !self.spaced() {
            // "[[合併]]、2011年1月10日": both stand alone.
            let rest = self.rest(at);
            let listed = way.comma && !way.word && (rest.is_empty() || rest.starts_with('、'));
            let told = !rest.starts_with('の') && self.words.is_none_or(|t| holds(t.happens, rest));
            return (listed || (rest.is_empty() || told) && self.takes_place(link)).then_some((said, listed));
        }
        let denied = |w: &str| self.words.is_some_and(|words| has(words.nots, w));
        let happens = way.happens || way.helps;
        // "Were in March 2025 called a success".
        if way.helps && !way.happens && !way.relative && !self.ends(at)
            || happens && self.after_in_clause(at).any(|w| self.is_other(w)) || self.all_words().any(denied) {
            return None;
        }
        if way.relative {
            // German puts the verb last.
            let mut after = self.after_in_clause(at);
            let happens = way.happens || after.any(|w| self.words.is_some_and(|words| has(words.happens, w)));
            return happens.then_some((said, false));
        }
        if way.comma {
            // "After the talks, in March 2025, …" is about what happened after them.
            let listed = matches!(self.units.get(at + 2), Some(Unit::Link(_)));
            let plain = !way.word || self.dated(at);
            let day = said.precision() == Some(Precision::Day) && self.leads(link) && !way.place;
            // "The tower, opened on 31 March 1889, …".
            let told = way.happens && self.leads(link);
            let apart = (told || (plain || day) && !happens) && self.ends(at) && !listed;
            return (apart && !self.landmark(link)).then_some((said, true));
        }
        if way.of {
            // "de 2016 à 2018": from, to.
            let bounds = self.words.is_some_and(|w| w.of != "of dated");
            return (!said.what.is_interval() || !bounds).then_some((said, true));
        }
        let mut opening = self.units.iter().take(link.min(2));
        let opens = opening.any(|u| self.unit_is(u, |words, w| has(words.landmark, w)));
        let since = self.near(link, 3, |words, w| has(words.since, w));
        let own = since || !self.landmark(link) || opens && link <= 3 && self.ends(at);
        let told = self.before_in_clause(link).any(|w| self.is_other(w));
        // "The wall in 1985" is what a picture shows.
        let alone = self.units.iter().filter(|u| matches!(u, Unit::Date(_))).count() == 1;
        let bare = self.ends(at) || self.units.get(at + 1).is_some_and(|u| self.small_word(u).is_some());
        let picture = alone && said.precision() == Some(Precision::Year) && bare && !happens;
        // What follows an object says when its verb was done.
        let object = !(since || opens || self.scene(link, said) || self.leads(link) && !picture || self.predicate(link) || self.occurs(link));
        let other = object || told || self.complement(link);
        (own && !other && (since || !self.subject_of_talk(link))).then_some((said, false))
    }

    /// "On 27 February 2025 the talks …", "27 February 2025: the talks", "on 27 February 2025 in Istanbul (the talks)".
    fn before(&self, link: usize) -> Option<(&'t Said, bool)> {
        let (mut mark, mut paren, mut bound) = (false, false, false);
        let closed =
            matches!(self.units.get(link + 1), Some(Unit::Token(t)) if matches!(t.kind, TokenKind::Mark(')' | '）')));
        let mut adjective = false;
        for at in (0..link).rev() {
            let unit = self.units.get(at)?;
            if adjective && at + 2 == link && self.small_word(unit).is_none() {
                return None;
            }
            match unit {
                Unit::Link(_) => return None,
                Unit::Token(t) => match &t.kind {
                    TokenKind::Mark('(' | '（') if !paren && at + 1 == link => paren = true,
                    TokenKind::Mark(':' | '：' | '–' | '—' | '-' | ',' | '،' | '、') if !mark => mark = true,
                    TokenKind::Word(w, _) if self.is_small(w) => {
                        bound = self.words.is_some_and(|words| !words.spaced && has(words.of, w));
                    }
                    // "the first talks".
                    TokenKind::Word(w, _) if at + 1 == link && self.is_plain(w) => adjective = true,
                    TokenKind::Word(_, true) if paren && closed && self.spaced() && at + 4 > link => {}
                    _ => return None,
                },
                Unit::Date(said) => {
                    // "the February 2025 talks".
                    if bound || self.describes(link, at) {
                        return Some((*said, true));
                    }
                    let opens = paren && closed || self.opens(at);
                    let told = self.told_later(link) || !self.undisturbed(link);
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
        if dates.next().is_some() || self.links.len() > 1 {
            return None;
        }
        if self.bounded(date) || self.goes_on(date) || matches!(said.what, What::DayOfYear(..)) {
            return None;
        }
        if !words.spaced {
            let own = self.own_text();
            let apart = !self.takes_place(link) || holds(words.distance, &own) || !self.occurs(link);
            return (!apart && (date > link || self.opens(date))).then_some(said);
        }
        let told = self.all_words().any(|w| self.is_other(w) || begins(words.distance, w));
        if told || self.landmark(link) || self.subject_of_talk(link) {
            return None;
        }
        let led = date < link && (self.predicate(link) || self.scene(link, said));
        let told = !self.complement(link) && (led || self.occurs(link)) && (date < link || !self.of_another(date));
        (told && self.straight(link, date)).then_some(said)
    }

    /// Whether a date and a link stand near each other in one clause.
    fn straight(&self, link: usize, date: usize) -> bool {
        let Some(words) = self.words else { return false };
        let first = date < link;
        let between = self.units.get(date.min(link) + 1..date.max(link)).unwrap_or(&[]);
        let plain = between.iter().enumerate().all(|(at, unit)| match unit {
            Unit::Token(t) => match &t.kind {
                TokenKind::Mark(',' | '،') => first && at == 0,
                TokenKind::Mark(c) => matches!(c, '-' | '"' | '“' | '”' | '„' | '«' | '»' | '.'),
                TokenKind::Word(w, _) => !has(words.clause, w) && (first || !has(words.joins, w)),
                TokenKind::Number(..) => true,
            },
            _ => false,
        });
        let near = between.len() <= if first { 10 } else { 6 };
        plain && near && (!first || self.opens(date))
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
