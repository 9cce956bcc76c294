//! Rows of tables: a cell that is a date and nothing else, in a column of dates, says when the row's only event was.

use super::said::{TokenKind, What, alone, tokens};
use super::words::{Words, begins, has, holds, of_language};
use super::{EventLink, Verdict, event_date, report};
use crate::i18n::Locale;
use crate::link::scope::Scope;

/// A cell of a table.
#[derive(Debug)]
pub(in crate::link) struct Cell {
    /// Its text.
    pub(in crate::link) text: String,
    /// Its links to events.
    pub(in crate::link) links: Vec<EventLink>,
}

/// Reports a row whose date contradicts its event. `heads` are the cells of the table's head.
pub(in crate::link) fn row(scope: &mut Scope<'_>, heads: &[Cell], cells: &[Cell]) {
    let mut links = cells.iter().flat_map(|c| &c.links);
    let Some(link) = links.next() else { return };
    if links.any(|l| l.to != link.to) {
        return;
    }
    let locale = scope.index.locale(scope.language);
    let words = of_language(locale.tag());
    let told = |(at, cell): (usize, &Cell)| {
        let head = heads.get(at).map_or("", |h| h.text.as_str());
        !cell.links.is_empty() && (is_apart(head, &[], words) || is_apart(&cell.text, &cell.links, words))
    };
    if cells.iter().enumerate().any(told) {
        return;
    }
    if !tells_of_event(heads, cells, locale, words) {
        return;
    }
    let mut said: Vec<What> = Vec::new();
    for (at, cell) in cells.iter().enumerate().filter(|(_, c)| c.links.is_empty()) {
        let head = heads.get(at).map_or("", |h| h.text.trim());
        let dated = head.is_empty() || words.is_some_and(|t| is_date_head(head, t));
        // A number in a column of anything is no year.
        let plain = cell.text.trim().chars().all(char::is_numeric);
        if !dated && (at > 0 || plain) {
            continue;
        }
        said.extend(alone(&cell.text, locale, words, false).map(|s| s.what));
    }
    let Some(date) = event_date(scope.index, link.to) else {
        return;
    };
    if said.iter().all(|s| s.verdict(&date.value) == Verdict::Contradicts) {
        report(scope, link, &said, "the row");
    }
}

/// Whether a column's head says when and nothing else: "Date", "Date of the event", "Signed"; not "Year of birth", "Released in".
fn is_date_head(head: &str, words: &Words) -> bool {
    let head = head.to_lowercase();
    let mut names = head.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty());
    let plain = |w: &str| {
        let lists = [words.heads, words.small, words.of, words.event, words.happens];
        lists.iter().any(|list| has(list, w))
    };
    let mut parts = head.split(|c: char| !c.is_alphabetic());
    let when = parts.any(|w| has(words.heads, w) || has(words.happens, w));
    when && names.all(plain)
}

/// Whether a row tells of its event: it is in the first column, or under a head that says so, or nothing but dates and
/// numbers stand before it. Else the row is about what its first cell names, a film or a player, and so is its date.
fn tells_of_event(heads: &[Cell], cells: &[Cell], locale: &Locale, words: Option<&Words>) -> bool {
    let Some(at) = cells.iter().position(|c| !c.links.is_empty()) else {
        return false;
    };
    let head = heads.get(at).map_or("", |h| h.text.as_str()).to_lowercase();
    let named = head
        .split(|c: char| !c.is_alphabetic())
        .any(|w| words.is_some_and(|t| has(t.event, w)));
    let dry = |cell: &Cell| {
        let plain = cell.text.chars().all(|c| !c.is_alphabetic());
        plain || alone(&cell.text, locale, words, false).is_some()
    };
    // A column of films has a date of its own.
    let films = heads.iter().flat_map(|head| tokens(&head.text)).any(|t| match &t.kind {
        TokenKind::Word(w, _) => words.is_some_and(|t| begins(t.other, w)),
        _ => false,
    });
    (named || cells.iter().take(at).all(dry)) && !films
}

/// Whether the head of a column, or a cell, speaks of something else than the event itself: "in response to", "closes its
/// skies after the [[invasion]]".
fn is_apart(text: &str, links: &[EventLink], words: Option<&Words>) -> bool {
    let Some(words) = words else { return false };
    let first = links.first().map_or(text.len(), |l| l.at.start);
    let linked = |at: usize| links.iter().any(|l| l.at.contains(&at));
    if !words.spaced {
        let after = links.first().and_then(|l| text.get(l.at.end..)).unwrap_or("");
        return holds(words.other, text) || words.landmark.split_whitespace().any(|l| after.starts_with(l));
    }
    tokens(text).iter().filter(|t| !linked(t.at.start)).any(|t| {
        let TokenKind::Word(w, _) = &t.kind else { return false };
        let before = t.at.start < first
            && (has(words.landmark, w) || has(words.about, w) || !links.is_empty() && has(words.clause, w));
        before || begins(words.other, w) || begins(words.distance, w) || begins(RELATED, w)
    })
}

/// Beginnings of words that head a column of what a row only refers to.
const RELATED: &str =
    "relat backgr context lié contexte zusammenh hintergr verwandt relacion contexto связан контекст متصل سياق";
