//! The part of a text that can say something of its links: their sentences, and the ones beside these. Looking for dates
//! costs more than linking the rest of a paragraph, and most sentences of a long one have no link.

use std::ops::Range;

use super::{EventLink, View};

/// How near to the place where a sentence was cut a number may belong to a date that was cut there, in bytes: "27. Februar",
/// "on Sept. 27".
const NEAR: usize = 24;

/// A part of a text with its own links.
#[derive(Debug)]
pub(super) struct Window<'t> {
    text: &'t str,
    links: Vec<EventLink>,
    deaf: Vec<Range<usize>>,
    sentences: Vec<Range<usize>>,
}

impl Window<'_> {
    /// The same, to be looked at.
    pub(super) fn view(&self) -> View<'_> {
        View {
            text: self.text,
            links: &self.links,
            deaf: &self.deaf,
            sentences: &self.sentences,
        }
    }
}

/// The part of a text that is worth reading; `None` where that is all of it.
pub(super) fn of<'t>(view: &View<'t>) -> Option<Window<'t>> {
    let all = view.sentences;
    let start = view.links.iter().map(|l| l.at.start).min()?;
    let end = view.links.iter().map(|l| l.at.end).max()?;
    let mut first = all.partition_point(|s| s.end <= start).saturating_sub(1);
    let mut after = all.len().min(all.partition_point(|s| s.start < end) + 1);
    while first > 0 && all.get(first).is_some_and(|s| in_figures(view.text, s.start)) {
        first -= 1;
    }
    while all.get(after).is_some_and(|s| in_figures(view.text, s.start)) {
        after += 1;
    }
    if first == 0 && after == all.len() {
        return None;
    }
    let part = all.get(first)?.start..all.get(after.checked_sub(1)?)?.end;
    let moved = |range: &Range<usize>| {
        let within = range.start.max(part.start)..range.end.min(part.end);
        (within.start <= within.end).then(|| within.start - part.start..within.end - part.start)
    };
    let link = |link: &EventLink| {
        let at = moved(&link.at)?;
        Some(EventLink { at, ..link.clone() })
    };
    Some(Window {
        text: view.text.get(part.clone())?,
        links: view.links.iter().map(link).collect::<Option<_>>()?,
        deaf: view.deaf.iter().filter_map(moved).collect(),
        sentences: all.get(first..after)?.iter().filter_map(moved).collect(),
    })
}

/// Whether there is a number so near to a place that a date might go on there.
fn in_figures(text: &str, at: usize) -> bool {
    let from = text.floor_char_boundary(at.saturating_sub(NEAR));
    let until = text.ceil_char_boundary((at + NEAR).min(text.len()));
    let around = text.get(from..until).unwrap_or("");
    around.chars().any(char::is_numeric)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::Ref;
    use crate::model::id::Kind;
    use crate::span::{Sources, Span};

    fn view<'t>(text: &'t str, words: &str, sentences: &'t [Range<usize>], links: &'t mut Vec<EventLink>) -> View<'t> {
        let start = text.find(words).unwrap();
        links.push(EventLink {
            at: start..start + words.len(),
            to: Ref {
                kind: Kind::Event,
                at: 0,
            },
            place: Span::start_of(Sources::default().add("a.md", text)),
            titled: false,
        });
        View {
            text,
            links,
            deaf: &[],
            sentences,
        }
    }

    #[test]
    fn a_link_is_read_with_the_sentences_beside_it() {
        let text = "One is here. Two is here. The talks began. Four is here. Five is here.";
        let ends: Vec<usize> = text
            .match_indices(". ")
            .map(|(at, _)| at + 2)
            .chain([text.len()])
            .collect();
        let sentences: Vec<Range<usize>> = std::iter::once(0)
            .chain(ends.clone())
            .zip(ends)
            .map(|(a, b)| a..b)
            .collect();
        let mut links = Vec::new();
        let window = of(&view(text, "talks", &sentences, &mut links)).unwrap();
        assert_eq!(window.text, "Two is here. The talks began. Four is here. ");
        assert_eq!(window.text.get(window.links[0].at.clone()), Some("talks"));
        assert_eq!(window.sentences.len(), 3);
        assert_eq!(window.sentences[1], 13..30);
        // A number beside the cut: a date may have been cut.
        for with_number in ["It was in 7", "On 7 it was"] {
            let text = text.replacen("One is here", with_number, 1);
            let mut links = Vec::new();
            let window = of(&view(&text, "talks", &sentences, &mut links)).unwrap();
            assert!(window.text.starts_with(with_number), "{}", window.text);
        }
    }
}
