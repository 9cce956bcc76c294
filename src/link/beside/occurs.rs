//! Does a sentence tell that a link's event took place? Verbs without number may be said of an event: repainted, recalled,
//! retold. So what counts is not a list of those, but the few that say that it happened, and the place of the link among
//! them. Answers only; [`super::clause`] draws the conclusions.

use super::EventLink;
use super::clause::{Clause, Unit};
use super::said::{Said, Token, TokenKind, What, tokens};
use super::words::{Words, has, holds};
use crate::date::Precision;

/// What a clause goes on to say of the link before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum After {
    /// That it took place.
    Happens,
    /// Nothing, or only where and how.
    Nothing,
    /// Something that is not known here.
    Unknown,
}

impl Clause<'_> {
    /// Whether the sentence says that the link's event took place, whatever stands around.
    pub(super) fn occurs(&self, link: usize) -> bool {
        let after = self.after(link);
        after == After::Happens && (!self.spaced() || self.leads(link))
            || self.led_by_verb(link)
            || after == After::Nothing && self.tells_itself(link)
    }

    /// Whether a date that stands right before a link may be its event's: nothing unknown is said of it then.
    pub(super) fn undisturbed(&self, link: usize) -> bool {
        self.after(link) != After::Unknown || self.led_by_verb(link)
    }

    /// What the clause says behind a link: verbs that help, words of place and their nouns are passed over.
    fn after(&self, link: usize) -> After {
        let Some(words) = self.words else { return After::Nothing };
        if !words.spaced {
            return self.after_unspaced(link, words);
        }
        let (mut helped, mut object, mut stray) = (false, false, false);
        for unit in self.units.iter().skip(link + 1) {
            let Unit::Token(t) = unit else {
                // "Was on 3 March".
                let dated = helped && matches!(unit, Unit::Date(_));
                return match stray {
                    true => After::Unknown,
                    false if dated => After::Happens,
                    false => After::Nothing,
                };
            };
            let TokenKind::Word(w, capital) = &t.kind else { break };
            if has(words.happens, w) || !*capital && self.in_title(w) {
                return if stray && !helped {
                    After::Unknown
                } else {
                    After::Happens
                };
            }
            let joins = has(words.joins, w) || has(words.clause, w);
            if joins || stray {
                break;
            }
            if has(words.helps, w) {
                (helped, object) = (true, false);
            } else if self.is_small(w) || has(words.about, w) {
                object = true;
            } else if object {
                object = *capital && self.has_capitals();
            } else {
                stray = true;
            }
        }
        if stray || helped {
            After::Unknown
        } else {
            After::Nothing
        }
    }

    /// The same where words are not set apart: a link that is no subject or object is the ground or place of something else.
    fn after_unspaced(&self, link: usize, words: &Words) -> After {
        let rest = self.rest(link);
        // "東京タワーの建設" is another noun.
        let subject = rest.starts_with(['が', 'は', 'も', 'を', '、']);
        let own = rest.strip_prefix('の').unwrap_or(rest);
        let part = subject || words.happens.split_whitespace().any(|h| own.starts_with(h));
        if rest.is_empty() {
            After::Nothing
        } else if part && holds(words.happens, rest) {
            After::Happens
        } else {
            After::Unknown
        }
    }

    /// The text from the end of a link or date to the next, or to the sentence's last mark.
    pub(super) fn rest(&self, at: usize) -> &str {
        let end = |unit: &Unit<'_>| match unit {
            Unit::Link(link) => self.links.get(*link).map(|l| l.at.clone()),
            Unit::Date(said) => Some(said.at.clone()),
            Unit::Token(_) => None,
        };
        let start = self.units.get(at).and_then(end).map_or(0, |own| own.end);
        let next = self.units.iter().skip(at + 1).find_map(end);
        let stop = next.map_or(self.sentence.end, |next| next.start).max(start);
        let text = self.text.get(start..stop).unwrap_or("");
        text.trim_matches(|c: char| !c.is_alphanumeric() && c != '、')
    }

    /// "They opened the [[talks]]", "da begannen die [[Gespräche]]"; with a helping verb only where the link says the rest:
    /// "wurde das [[Grundgesetz verkündet]]".
    fn led_by_verb(&self, link: usize) -> bool {
        let Some(words) = self.words else { return false };
        let before = self.units.iter().take(link).rev();
        let Some(verb) = before.map(Self::word).find(|w| w.is_none_or(|w| !self.is_small(w))) else {
            return false;
        };
        let Some(verb) = verb else { return false };
        has(words.happens, verb)
            || has(words.helps, verb)
                && (self.after(link) == After::Happens || self.after(link) == After::Nothing && self.tells_itself(link))
    }

    /// Whether the link's own words hold the verb.
    fn tells_itself(&self, link: usize) -> bool {
        if self.link_at(link).is_none_or(|l| l.titled) {
            return false;
        }
        let own = self.link_words(link).to_lowercase();
        self.words.is_some_and(|words| {
            if words.spaced {
                tokens(&own)
                    .iter()
                    .any(|t| matches!(&t.kind, TokenKind::Word(w, _) if has(words.happens, w)))
            } else {
                holds(words.happens, &own)
            }
        })
    }

    /// Whether the author's words of a link are what a sentence says of its subject: "the guns [[fell silent]]". Between
    /// the clause's beginning, or its date, and the link stand names and a noun or two at most; so hardly a verb does.
    pub(super) fn predicate(&self, link: usize) -> bool {
        let Some(words) = self.words else { return false };
        let own = tokens(self.link_words(link));
        let verb = |t: &Token| matches!(&t.kind, TokenKind::Word(w, _) if words.verbs.split_whitespace().any(|end| w.ends_with(end)));
        if !words.verbs.is_empty() && !own.iter().take(2).any(verb) {
            return false;
        }
        let article = own.first();
        let noun = matches!(article.map(|t| &t.kind), Some(TokenKind::Word(w, _)) if self.is_small(w));
        let titled = self.link_at(link).is_none_or(|l| l.titled);
        if noun || titled || self.after(link) != After::Nothing {
            return false;
        }
        // Where the verb comes first, as in Arabic, it would be taken for a noun.
        if !self.has_capitals() {
            return false;
        }
        let most = if own.len() > 1 { 2 } else { 1 };
        let (mut nouns, mut count, mut last) = (0, 0, None);
        for unit in self.units.iter().take(link).rev() {
            let Unit::Token(t) = unit else { break };
            let (w, capital) = match &t.kind {
                TokenKind::Word(w, capital) => (w, capital),
                // "Class 7 [[plants a garden]]".
                TokenKind::Number(..) => {
                    count += 1;
                    continue;
                }
                TokenKind::Mark('"' | '“' | '”' | '„' | '«' | '»') => continue,
                TokenKind::Mark(_) => break,
            };
            if count == 0 && self.is_small(w) {
                return false;
            }
            count += 1;
            // "The dam was [[raised]]".
            if has(words.helps, w) {
                continue;
            }
            // "Hillary and Tenzing [[reached the top]]", "the country's women [[won the vote]]".
            if w == "s" || has(words.joins, w) {
                last = None;
                continue;
            }
            // "Britain followed [[New Zealand]]": a noun would have an article; not so "French soldiers [[found it]]".
            let name = *capital && !self.is_small(w);
            if name && last.is_some_and(|noun| !is_plural(w, noun)) {
                return false;
            }
            last = (!name && !self.is_small(w)).then_some(w.as_str());
            if !(name || self.is_small(w)) {
                nouns += 1;
            }
        }
        count > 0 && nouns <= most
    }

    /// Whether a link says where others did what is told, "they met at the [[talks]]"; years are too long for that.
    pub(super) fn scene(&self, link: usize, said: &Said) -> bool {
        let before = self.units.iter().take(link).rev();
        let mut small = before.map_while(|u| self.small_word(u));
        let day = matches!(&said.what, What::Date(date) if date.precision() == Precision::Day);
        day && self.has_capitals() && small.any(|w| self.words.is_some_and(|t| has(t.place, w)))
    }

    /// Whether a link opens its clause, or what is joined to another date: "the dam opened in 1935 and the [[bridge]] in".
    pub(super) fn leads(&self, link: usize) -> bool {
        let Some(words) = self.words else { return true };
        for (at, unit) in self.units.iter().enumerate().take(link).rev() {
            match Self::word(unit) {
                Some(w) if has(words.joins, w) => {
                    let before = at.checked_sub(1).and_then(|at| self.units.get(at));
                    return matches!(before, Some(Unit::Date(_)));
                }
                Some(w) if self.is_small(w) || has(words.helps, w) => {}
                // "The first [[talks]]".
                Some(w) if at + 1 == link && self.is_plain(w) && at > 0 => {
                    let article = self.units.get(at - 1).and_then(|u| self.small_word(u));
                    if article.is_none() {
                        return false;
                    }
                }
                _ => return self.cuts(unit) || matches!(unit, Unit::Date(_)),
            }
        }
        true
    }

    /// Whether a link belongs to a noun before it: "the trials of the [[coup]]".
    pub(super) fn complement(&self, link: usize) -> bool {
        let Some(words) = self.words else { return false };
        let (mut of, mut article) = (false, false);
        for unit in self.units.iter().take(link).rev() {
            let Unit::Token(t) = unit else { return false };
            match &t.kind {
                TokenKind::Word(w, _) if self.is_small(w) => {
                    of |= has(words.genitive, w) && has(words.of, w);
                    article |= has(words.genitive, w);
                }
                // German "der" may be no genitive; it is one behind a noun, which has a capital there.
                TokenKind::Word(_, capital) => return of || article && *capital,
                _ => return false,
            }
        }
        false
    }

    /// Whether an event's own title has such a word: "the merger closed" is what "The merger closes" tells.
    pub(super) fn in_title(&self, word: &str) -> bool {
        let stem: String = word.chars().take(5).collect();
        let same = |t: &Token| matches!(&t.kind, TokenKind::Word(w, _) if w.starts_with(&stem));
        stem.chars().count() >= 4 && self.titles.iter().any(same)
    }

    /// The link at a place of the sentence.
    fn link_at(&self, at: usize) -> Option<&EventLink> {
        match self.units.get(at)? {
            Unit::Link(link) => self.links.get(*link).copied(),
            _ => None,
        }
    }

    fn link_words(&self, at: usize) -> &str {
        self.link_at(at).and_then(|l| self.text.get(l.at.clone())).unwrap_or("")
    }

    /// Whether the script tells names by capitals.
    fn has_capitals(&self) -> bool {
        self.text.chars().any(char::is_lowercase)
    }

    /// Whether a date belongs to a noun before it that is no link: "the flood of 2002".
    pub(super) fn of_another(&self, date: usize) -> bool {
        let before = date.checked_sub(1).and_then(|at| self.units.get(at));
        let of = before.is_some_and(|u| self.unit_is(u, |t: &Words, w| has(t.of, w)));
        let noun = date.checked_sub(2).and_then(|at| self.units.get(at));
        of && noun.and_then(Self::word).is_some_and(|w| !self.is_small(w))
    }
}

/// Whether a name and a noun behind it are a people and its members, "French soldiers", rather than a name and its verb.
fn is_plural(name: &str, noun: &str) -> bool {
    let people = ["an", "ish", "ese", "ch", "ek", "iet", "ied"];
    noun.ends_with('s') && people.iter().any(|end| name.ends_with(end))
}
