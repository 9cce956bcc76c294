//! Dates beside links to events: does the prose say what the event's entry says? A date inside a link's own words, in
//! brackets right behind it, or beside it with small words only between, is taken for the event's; so is the only date of
//! a plain sentence with one link. All else is left alone: a check that cries wolf is switched off. What a table's rows say
//! is judged in [`row`]. This module reads text and never Markdown; [`super::block`] gives it the text with its links.

mod behind;
mod clause;
mod finders;
mod near;
mod occurs;
mod predicates;
mod row;
mod said;
mod window;
mod words;

use std::ops::Range;

pub(super) use near::Cover;
pub(super) use row::{Cell, row};

use self::clause::{Clause, Tie};
use self::near::beginning_in;
use self::said::{Said, TokenKind, Verdict, What, alone, find, month_alone, tokens, year_before_name, year_of};
use self::words::{Words, commemorates, has, of_language};
use super::index::{Index, Ref};
use super::scope::Scope;
use crate::date::{Date, words as date_words};
use crate::diagnostics::{Code, Diagnostic};
use crate::i18n::Locale;
use crate::load::Entry;
use crate::model::Event;
use crate::model::id::Kind;
use crate::span::{Span, Spanned};

/// A link to an event in a text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct EventLink {
    /// Its words in the text.
    pub(super) at: Range<usize>,
    /// The event.
    pub(super) to: Ref,
    /// Where it was written.
    pub(super) place: Span,
    /// Whether its words are the event's own title, which the author did not write here.
    pub(super) titled: bool,
}

/// A text with its links to events.
#[derive(Debug)]
pub(super) struct View<'t> {
    /// The text.
    pub(super) text: &'t str,
    /// Its links to events, in order.
    pub(super) links: &'t [EventLink],
    /// What says nothing of its own: code, math, what is struck out, the words of other links.
    pub(super) deaf: &'t [Range<usize>],
    /// Its sentences.
    pub(super) sentences: &'t [Range<usize>],
}

/// Reports each date of the text that contradicts the event that it is given for.
pub(super) fn check(scope: &mut Scope<'_>, view: &View<'_>) {
    match window::of(view) {
        Some(window) => check_all(scope, &window.view()),
        None => check_all(scope, view),
    }
}

/// A sentence with more links to events than these is none: a list without full stops.
const MOST_LINKS: usize = 64;

fn check_all(scope: &mut Scope<'_>, view: &View<'_>) {
    let locale = scope.index.locale(scope.language);
    let words = of_language(locale.tag());
    let all = tokens(view.text);
    let mut dates = find(view.text, &all, locale, words);
    let titles = view.links.iter().filter(|l| l.titled).map(|l| &l.at);
    let deaf = Cover::new(view.deaf.iter().chain(titles).cloned());
    dates.retain(|said| !deaf.meets(&said.at));
    // Whether a link's own words leave its date open.
    let mut open: Vec<bool> = Vec::with_capacity(view.links.len());
    for link in view.links {
        if !link.titled && commemorates(view.text.get(link.at.clone()).unwrap_or("")) {
            open.push(false);
            continue;
        }
        let inside = inside(view.text, link, title(scope.index, link.to), &dates, locale, words);
        open.push(inside.is_empty());
        if !inside.is_empty() {
            report(scope, link, &inside, "the link");
        }
    }
    let links = Cover::new(view.links.iter().map(|l| l.at.clone()));
    dates.retain(|said| !links.meets(&said.at));
    for sentence in whole_sentences(view.text, view.sentences, &dates) {
        let (first, within) = beginning_in(view.links, |l| l.at.start, &sentence);
        let within: Vec<&EventLink> = within.iter().collect();
        // Nobody could say which date is whose; and each link is looked at with all that stands beside it.
        if within.len() > MOST_LINKS {
            continue;
        }
        let (_, told) = beginning_in(&dates, |d| d.at.start, &sentence);
        if within.is_empty() || told.is_empty() && !within.iter().any(|link| clause::opens_bracket(view.text, link)) {
            continue;
        }
        let titles: Vec<&str> = within.iter().map(|l| title(scope.index, l.to)).collect();
        let clause = Clause::new(view.text, &sentence, &within, &dates, &titles, words);
        let ties = clause.ties(locale);
        for (at, link) in within.iter().enumerate() {
            if open.get(first + at).is_some_and(|open| *open) {
                let own = chosen(scope.index, &ties, at, &within);
                report(scope, link, &own, "the sentence");
            }
        }
    }
}

/// The dates that a link's own words say; `title` is the event's.
fn inside(
    text: &str,
    link: &EventLink,
    title: &str,
    dates: &[Said],
    locale: &Locale,
    words: Option<&Words>,
) -> Vec<What> {
    let own = text.get(link.at.clone()).unwrap_or("");
    if link.titled || own.is_empty() {
        return Vec::new();
    }
    let held = |said: &&Said| link.at.start <= said.at.start && said.at.end <= link.at.end;
    let before = |said: &Said| text.get(link.at.start..said.at.start).unwrap_or("");
    let (_, near) = beginning_in(dates, |said| said.at.start, &(link.at.start..link.at.end + 1));
    let found: Vec<What> = near
        .iter()
        .filter(held)
        .filter_map(|said| clause::bounded(said, before(said), words))
        .collect();
    if !found.is_empty() {
        return found;
    }
    let all = tokens(own);
    let part = words.and_then(|words| {
        let named = || year_before_name(&all, title, words);
        year_of(&all, words)
            .or_else(|| month_alone(&all, locale, words))
            .or_else(named)
    });
    // "Resolution [[un-1441|1441]]" is a number.
    let number = own.trim().chars().all(char::is_numeric) && !stands_free(text, link.at.start, words);
    part.or_else(|| alone(own, locale, words, false).filter(|_| !number))
        .map(|said| vec![said.what])
        .unwrap_or_default()
}

/// Whether no word but a small one stands before a place.
fn stands_free(text: &str, at: usize, words: Option<&Words>) -> bool {
    let before = text.get(..at).unwrap_or("");
    // No word goes on beyond a blank: the last one is in the last part that has any.
    let last = before.split_whitespace().rev().find_map(|part| tokens(part).pop());
    match last.as_ref().map(|t| &t.kind) {
        Some(TokenKind::Word(w, _)) => {
            words.is_some_and(|t| !t.spaced || has(t.small, w) || has(t.of, w) || has(t.since, w))
        }
        Some(TokenKind::Number(..)) => false,
        _ => true,
    }
}

/// The dates that are tied to one of several links. One that fits another link as well is that one's, unless it can only
/// be meant for this.
fn chosen(index: &Index<'_>, ties: &[Tie], at: usize, links: &[&EventLink]) -> Vec<What> {
    let own: Vec<&Tie> = ties.iter().filter(|t| t.link == at).collect();
    let others = |tie: &Tie| {
        let mut rivals = ties.iter().filter(|t| t.link != at && t.said.at == tie.said.at);
        rivals.any(|t| {
            let date = links.get(t.link).and_then(|l| event_date(index, l.to));
            !tie.firm || t.firm || date.is_some_and(|d| tie.said.what.verdict(&d.value) == Verdict::Agrees)
        })
    };
    own.iter().filter(|t| !others(t)).map(|t| t.said.what.clone()).collect()
}

/// The date of an event.
fn event_date<'i>(index: &Index<'i>, to: Ref) -> Option<&'i Spanned<Date>> {
    event(index, to)?.data.date.as_ref()
}

/// The title of an event.
fn title<'i>(index: &Index<'i>, to: Ref) -> &'i str {
    event(index, to).map_or("", |e| e.data.title.value.as_str())
}

fn event<'i>(index: &Index<'i>, to: Ref) -> Option<&'i Entry<Event>> {
    if to.kind != Kind::Event {
        return None;
    }
    index.loaded.events.get(to.at)
}

/// Sentences, joined where the cut fell into a date, "am 27. Februar 2025", and cut where a date in small letters hid
/// their end: "Они уехали. 27 февраля 2025 года …".
fn whole_sentences(text: &str, sentences: &[Range<usize>], dates: &[Said]) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let cover = Cover::new(dates.iter().map(|d| d.at.clone()));
    for sentence in sentences {
        match out.last_mut() {
            Some(last) if cover.holds(sentence.start) => last.end = sentence.end,
            _ => out.push(sentence.clone()),
        }
        let (_, hidden) = beginning_in(dates, |d| d.at.start, &(sentence.start + 1..sentence.end));
        for start in hidden.iter().map(|d| d.at.start) {
            let before = text.get(sentence.start..start).unwrap_or("");
            if ends_a_sentence(before)
                && let Some(last) = out.last_mut().filter(|last| last.start < start)
            {
                let end = std::mem::replace(&mut last.end, start);
                out.push(start..end);
            }
        }
    }
    out
}

/// Whether a text ends with a sentence: a full stop after a bracket or a word that is no abbreviation.
fn ends_a_sentence(text: &str) -> bool {
    let Some(text) = text.trim_end().strip_suffix(['.', '!', '?', '…']) else {
        return false;
    };
    let word = text.chars().rev().take_while(|c| c.is_alphabetic()).count();
    word >= 4 || text.ends_with([')', '”', '»'])
}

/// Reports the first of some dates, where none of them can be the event's.
fn report(scope: &mut Scope<'_>, link: &EventLink, said: &[What], who: &str) {
    let Some(date) = event_date(scope.index, link.to) else {
        return;
    };
    let all = said.iter().all(|s| s.verdict(&date.value) == Verdict::Contradicts);
    let Some(first) = said.first().filter(|_| all) else {
        return;
    };
    let locale = scope.index.locale(scope.language);
    let message = format!(
        "{who} says {}, the event `{}` says {}",
        first.words(locale),
        scope.index.id(link.to),
        date_words(&date.value, locale)
    );
    let help = match who {
        "the sentence" => "correct the one that is wrong, or move the link out of the sentence",
        _ => "correct the one that is wrong",
    };
    scope.fault(
        Diagnostic::new(Code::TIMELINE_DATE_MISMATCH, link.place, message)
            .related(date.span, "the event's date")
            .help(help),
    );
}

/// The day of the week that a word names: 0 is Monday.
fn weekday(words: &Words, word: &str) -> Option<usize> {
    words
        .weekdays
        .split_ascii_whitespace()
        .position(|forms| forms.split('/').any(|form| form == word))
}
