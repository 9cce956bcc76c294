//! Which straight single quotation marks are a pair. `'` is an apostrophe far more often, which every language writes as
//! English does; so a mark takes the form that the language gives it only where its other half stands in the same block.

use crate::i18n::Locale;
use crate::prose::{Item, ItemKind, follows_prefix};

/// The quotation marks of a language: those that open and close, then those within others.
pub(super) fn marks(locale: &Locale) -> [&str; 4] {
    ["quote_open", "quote_close", "quote_open_inner", "quote_close_inner"].map(|key| locale.message(key))
}

/// Where the marks of all pairs stand in the source, in order, each that opens before the one that closes; none where the
/// language writes them as the parser does, which takes a mark behind a letter for an apostrophe.
pub(super) fn pairs(items: &[Item], whole: &str, locale: &Locale) -> Vec<usize> {
    let mut found = Vec::new();
    let as_parsed = || {
        let mut signs = whole.match_indices('\'');
        marks(locale).ends_with(&["‘", "’"]) && !signs.any(|(at, _)| follows_prefix(whole, at..at + 1))
    };
    if !whole.contains('\'') || as_parsed() {
        return found;
    }
    let mut open = None;
    for item in items {
        match &item.kind {
            ItemKind::Start(tag) if !tag.is_inline() => open = None,
            ItemKind::Text(run) => {
                for (at, opens) in run.single_marks(whole) {
                    // A mark before a letter has something left out behind it: `l'eau`, `*L'Express*'s`.
                    let next = whole.get(at + 1..).and_then(|rest| rest.chars().next());
                    if opens || (open.is_none() && follows_prefix(whole, at..at + 1)) {
                        open = Some(at);
                    } else if !next.is_some_and(char::is_alphanumeric)
                        && let Some(open) = open.take()
                    {
                        found.extend([open, at]);
                    }
                }
            }
            _ => {}
        }
    }
    found
}
