//! What lies at a place of a text, found without looking at all that lies elsewhere: a paragraph may have as many dates and
//! links as it likes.

use std::ops::Range;

/// The bytes that some ranges cover.
#[derive(Debug)]
pub(in crate::link) struct Cover(Vec<Range<usize>>);

impl Cover {
    pub(in crate::link) fn new(ranges: impl IntoIterator<Item = Range<usize>>) -> Self {
        let mut all: Vec<Range<usize>> = ranges.into_iter().collect();
        all.sort_by_key(|range| (range.start, range.end));
        let mut merged: Vec<Range<usize>> = Vec::with_capacity(all.len());
        for range in all {
            match merged.last_mut() {
                // Neighbours stay apart: a place between the two lies in neither.
                Some(last) if range.start < last.end => last.end = last.end.max(range.end),
                _ => merged.push(range),
            }
        }
        Self(merged)
    }

    /// Whether one of the ranges begins before the end of this one and ends behind its beginning.
    pub(in crate::link) fn meets(&self, range: &Range<usize>) -> bool {
        let at = self.0.partition_point(|own| own.end <= range.start);
        self.0.get(at).is_some_and(|own| own.start < range.end)
    }

    /// Whether a place lies inside one of the ranges, and not at its border.
    pub(in crate::link) fn holds(&self, at: usize) -> bool {
        self.meets(&(at..at))
    }
}

/// Those of some things, sorted by where they begin, that begin within a range; and the number of the first.
pub(super) fn beginning_in<'t, T>(
    sorted: &'t [T],
    start: impl Fn(&T) -> usize,
    range: &Range<usize>,
) -> (usize, &'t [T]) {
    let from = sorted.partition_point(|thing| start(thing) < range.start);
    let to = sorted.partition_point(|thing| start(thing) < range.end);
    (from, sorted.get(from..to).unwrap_or(&[]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_looking_at_each() {
        let ranges = [8..12, 0..5, 3..6, 6..6, 6..7, 20..20, 30..40, 32..33];
        let cover = Cover::new(ranges.clone());
        for start in 0..45 {
            for end in start..45 {
                let wanted = ranges.iter().any(|r| r.start < end && start < r.end);
                assert_eq!(cover.meets(&(start..end)), wanted, "{start}..{end}");
            }
        }
    }
}
