//! Rows of tables: a cell that is a date and nothing else, in a column of dates, says when the row's only event was.

use super::said::{What, alone};
use super::words::{has, of_language};
use super::{EventLink, Verdict, event_date, report};
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
    let mut said: Vec<What> = Vec::new();
    for (at, cell) in cells.iter().enumerate().filter(|(_, c)| c.links.is_empty()) {
        let head = heads.get(at).map_or("", |h| h.text.trim()).to_lowercase();
        let mut names = head.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty());
        let dated = head.is_empty() || words.is_some_and(|t| names.any(|w| has(t.heads, w)) || has(t.heads, &head));
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
