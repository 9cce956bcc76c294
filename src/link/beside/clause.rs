//! Which date of a sentence belongs to which link: the sentence as a row of words, marks, dates and links, and the rules
//! that read it. Each rule is about form alone; whether a date contradicts its event is asked later.

use std::ops::Range;

use super::EventLink;
use super::near::beginning_in;
use super::said::{Said, Token, TokenKind, What, alone, tokens};
use super::words::{Words, begins, has, holds};
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
        let (_, within) = beginning_in(dates, |d| d.at.start, sentence);
        fixed.extend(within.iter().map(|d| (d.at.clone(), Unit::Date(d))));
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
        let inner = in_bracket(self.text, self.links.get(link)?)?;
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

/// Whether a bracket opens right behind a link. Without one, and without a date in its sentence, nothing is tied to it.
pub(super) fn opens_bracket(text: &str, link: &EventLink) -> bool {
    in_bracket(text, link).is_some()
}

/// The text from the bracket on that opens right behind a link.
fn in_bracket<'t>(text: &'t str, link: &EventLink) -> Option<&'t str> {
    text.get(link.at.end..)?.trim_start().strip_prefix(['(', '（'])
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
