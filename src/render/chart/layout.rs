//! Where everything stands: lanes, in each lane tracks as high as a line of text, and on the tracks marks with their labels,
//! none of which touch. What matters more is placed first; what finds no room is counted, in a track of its own at the
//! lane's foot, so that every event is there by its label or in a count.

use std::cmp::Reverse;

use super::extent::{End, Extent};
use super::scale::Scale;
use super::text::{Lines, width, wrap};
use super::{Lane, Mark};
use crate::i18n::Locale;

/// The font size of labels, in pixels.
pub(super) const SIZE: f64 = 12.0;
/// The height of a track, in pixels: a line of text.
pub(super) const TRACK: f64 = 15.0;
/// The room between a mark and its label, in pixels.
pub(super) const GAP: f64 = 5.0;
/// The least distance between two things on a track, in pixels.
const APART: f64 = 7.0;
/// Up to so many events, labels have dates.
const FEW: usize = 12;
/// How many tracks a lane has in any case.
const OWN: usize = 3;
/// How many lines a title may take: no more than a lane has in any case.
const LINES: usize = 3;
/// The font size of counts, in pixels.
pub(super) const COUNT_SIZE: f64 = 11.0;

/// On which side of its mark a label stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    After,
    Before,
    /// Under a mark that takes the whole width.
    Below,
}

/// A mark with its label, on its track.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    /// Which event.
    pub(super) at: usize,
    /// The first track, from the top of its lane.
    pub(super) track: usize,
    /// The mark itself, in pixels.
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) side: Side,
    /// Where the label begins, or, before its mark, ends.
    pub(super) text: f64,
    /// The date, for few events, then the title.
    pub(super) lines: Vec<String>,
    /// Whether the first line is a date.
    pub(super) dated: bool,
}

/// Events that are only counted.
#[derive(Clone, Debug)]
pub(super) struct Rest {
    /// Where each begins, and which it is, in the order of their places.
    pub(super) places: Vec<(f64, usize)>,
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) label: String,
}

/// A lane with all that stands in it.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    /// Its name, in lines.
    pub(super) name: Vec<String>,
    pub(super) tracks: usize,
    pub(super) placed: Vec<Placed>,
    pub(super) rest: Vec<Rest>,
}

/// What is to be laid out.
#[derive(Clone, Copy)]
pub(super) struct Job<'a> {
    pub(super) marks: &'a [Mark],
    pub(super) extents: &'a [Extent],
    pub(super) lanes: &'a [Lane],
    pub(super) locale: &'a Locale,
    pub(super) scale: &'a Scale,
    /// How many tracks there may be in all.
    pub(super) budget: usize,
}

/// A mark with its label before it has a track.
struct Candidate {
    placed: Placed,
    /// What it takes of its tracks, in pixels.
    from: f64,
    to: f64,
    height: usize,
}

/// Lays everything out. `names` are the lanes' names in lines, empty where they have none.
pub(super) fn arrange(job: &Job<'_>, names: Vec<Vec<String>>) -> Vec<Row> {
    let mut order: Vec<usize> = (0..job.marks.len()).collect();
    // Of those that matter alike, ones from all parts of the picture come first.
    let spread = |at: usize| u32::try_from(at).unwrap_or(u32::MAX).reverse_bits();
    order.sort_by_key(|at| {
        (
            Reverse(job.marks.get(*at).map_or(0, |mark| mark.importance)),
            spread(*at),
        )
    });
    let mut grids: Vec<Grid> = job.lanes.iter().map(|_| Grid::default()).collect();
    let mut chosen: Vec<Vec<Candidate>> = job.lanes.iter().map(|_| Vec::new()).collect();
    let mut left_over: Vec<Vec<usize>> = job.lanes.iter().map(|_| Vec::new()).collect();
    // Each lane has room for a label of its own in any case.
    let mut free = job.budget.saturating_sub(job.lanes.len() * OWN);
    for at in order {
        let Some(lane) = job.marks.get(at).map(|mark| mark.lane) else {
            continue;
        };
        let (Some(grid), Some(chosen), Some(left_over)) =
            (grids.get_mut(lane), chosen.get_mut(lane), left_over.get_mut(lane))
        else {
            continue;
        };
        let Some(mut candidate) = candidate(job, at) else {
            continue;
        };
        let own = OWN.saturating_sub(grid.tracks.len());
        match grid.place(&candidate, free + own) {
            Some((track, grown)) => {
                free -= grown.saturating_sub(own);
                candidate.placed.track = track;
                chosen.push(candidate);
            }
            None => left_over.push(at),
        }
    }
    let lanes = names.into_iter().zip(grids).zip(chosen.into_iter().zip(left_over));
    lanes
        .map(|((name, grid), (chosen, left_over))| {
            let (tracks, placed) = tidy(chosen, grid.tracks.len());
            Row {
                rest: counts(job, left_over),
                tracks: tracks.max(name.len()).max(1),
                name,
                placed,
            }
        })
        .collect()
}

/// The same labels in the order of time, which reads better; as they were, where that would take more room.
fn tidy(mut chosen: Vec<Candidate>, most: usize) -> (usize, Vec<Placed>) {
    chosen.sort_by(|a, b| {
        a.placed
            .left
            .total_cmp(&b.placed.left)
            .then(a.placed.at.cmp(&b.placed.at))
    });
    let mut grid = Grid::default();
    let tracks: Option<Vec<usize>> = chosen
        .iter()
        .map(|candidate| {
            let room = most - grid.tracks.len().min(most);
            grid.place(candidate, room).map(|(track, _)| track)
        })
        .collect();
    let count = if tracks.is_some() { grid.tracks.len() } else { most };
    let placed = chosen.into_iter().enumerate().map(|(at, candidate)| Placed {
        track: tracks
            .as_ref()
            .and_then(|t| t.get(at).copied())
            .unwrap_or(candidate.placed.track),
        ..candidate.placed
    });
    (count, placed.collect())
}

/// What is taken on the tracks of a lane: on each, stretches in the order of their places.
#[derive(Default)]
struct Grid {
    tracks: Vec<Vec<(f64, f64)>>,
}

impl Grid {
    /// Puts something on the first tracks where it has room, `room` new ones at most; the track, and how many are new.
    fn place(&mut self, candidate: &Candidate, room: usize) -> Option<(usize, usize)> {
        let (from, to) = (candidate.from - APART / 2.0, candidate.to + APART / 2.0);
        let known = self.tracks.len();
        let fits = |track: usize| {
            let taken = self.tracks.get(track);
            taken.is_none_or(|taken| {
                let after = taken.partition_point(|(_, end)| *end <= from);
                taken.get(after).is_none_or(|(start, _)| *start >= to)
            })
        };
        let track = (0..=known).find(|track| (*track..track + candidate.height).all(fits))?;
        let grown = (track + candidate.height).saturating_sub(known);
        if grown > room {
            return None;
        }
        self.tracks.resize_with(known + grown, Vec::new);
        for taken in self.tracks.iter_mut().skip(track).take(candidate.height) {
            let at = taken.partition_point(|(_, end)| *end <= from);
            taken.insert(at, (from, to));
        }
        Some((track, grown))
    }
}

/// The radius of a mark, in pixels: more for what matters more.
pub(super) fn radius(importance: i64) -> f64 {
    match importance {
        ..=1 => 3.0,
        2 => 3.5,
        3 => 4.0,
        4 => 5.0,
        _ => 6.0,
    }
}

/// Whether a label is set in bold.
pub(super) fn is_bold(mark: &Mark) -> bool {
    mark.importance >= 5
}

/// From where to where a mark is drawn, in pixels; never narrower than a dot, and never outside.
pub(super) fn drawn(extent: &Extent, radius: f64, scale: &Scale) -> (f64, f64) {
    let (mut left, mut right) = (scale.x(extent.from), scale.x(extent.to));
    match extent.start {
        End::Open => left = scale.left,
        End::Unknown => left -= UNKNOWN,
        End::Sharp | End::Soft => {}
    }
    match extent.end {
        End::Open => right = scale.right,
        End::Unknown => right += UNKNOWN,
        End::Sharp | End::Soft => {}
    }
    if right - left < 2.0 * radius {
        let middle = f64::midpoint(left, right);
        (left, right) = (middle - radius, middle + radius);
    }
    let inside = |x: f64| x.clamp(scale.left, scale.right);
    let (left, right) = (inside(left), inside(right));
    if right - left >= 2.0 * radius {
        (left, right)
    } else if left <= scale.left {
        (left, left + 2.0 * radius)
    } else {
        (right - 2.0 * radius, right)
    }
}

/// How far an end that nobody knows is drawn, in pixels.
pub(super) const UNKNOWN: f64 = 30.0;

/// The label of an event beside its mark: after it, before it where there is no room, under it where there is none either.
fn candidate(job: &Job<'_>, at: usize) -> Option<Candidate> {
    let (mark, extent) = (job.marks.get(at)?, job.extents.get(at)?);
    let (left, right) = drawn(extent, radius(mark.importance), job.scale);
    let plot = job.scale.right - job.scale.left;
    let dated = job.marks.len() <= FEW;
    let bold = is_bold(mark);
    let limit = (plot * 0.66).min(if dated { 230.0 } else { 200.0 });
    let single = width(&mark.title, SIZE, bold);
    // A short title stays on one line, a longer one makes a compact block.
    let lines = if single <= 110.0 { 1..=1 } else { 2..=LINES };
    let title = wrap(&mark.title, SIZE, bold, limit, lines);
    let label = with_date(title, mark, dated, limit);
    let height = label.lines.len().max(1);
    let (after, before) = (right + GAP + label.width, left - GAP - label.width);
    let (side, text, from, to, height) = if after <= job.scale.right {
        (Side::After, right + GAP, left, after, height)
    } else if before >= job.scale.left {
        (Side::Before, left - GAP, before, right, height)
    } else {
        let text = left.min(job.scale.right - label.width).max(job.scale.left);
        (
            Side::Below,
            text,
            left.min(text),
            right.max(text + label.width),
            height + 1,
        )
    };
    Some(Candidate {
        placed: Placed {
            at,
            track: 0,
            left,
            right,
            side,
            text,
            lines: label.lines,
            dated,
        },
        from,
        to,
        height,
    })
}

fn with_date(mut title: Lines, mark: &Mark, dated: bool, limit: f64) -> Lines {
    if dated {
        let date = wrap(&mark.date, SIZE, false, limit, 1..=1);
        title.width = title.width.max(date.width);
        title.lines.splice(0..0, date.lines);
    }
    title
}

/// Counts of what has no label, where it begins; neighbours are counted together.
fn counts(job: &Job<'_>, events: Vec<usize>) -> Vec<Rest> {
    let mut places: Vec<(f64, usize)> = events
        .into_iter()
        .filter_map(|at| {
            let extent = job.extents.get(at)?;
            let day = if extent.start == End::Open {
                extent.to
            } else {
                extent.from
            };
            Some((job.scale.x(day), at))
        })
        .collect();
    places.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    // No count is wider than that of all of them.
    let reach = (label(job, places.len()).1 + 3.0).max(34.0);
    let mut groups: Vec<Vec<(f64, usize)>> = Vec::new();
    for place in places {
        match groups.last_mut() {
            Some(group) if group.first().is_some_and(|first| place.0 - first.0 < reach) => group.push(place),
            _ => groups.push(vec![place]),
        }
    }
    let mut rests: Vec<Rest> = groups.into_iter().map(|group| rest(job, group)).collect();
    // At the border the last one has had to move back, and may have met the one before it.
    while let [.., before, last] = rests.as_slice()
        && before.right + 2.0 > last.left
    {
        let both = [before, last]
            .into_iter()
            .flat_map(|rest| rest.places.clone())
            .collect();
        rests.truncate(rests.len() - 2);
        rests.push(rest(job, both));
    }
    rests
}

fn label(job: &Job<'_>, count: usize) -> (String, f64) {
    let label = format!("+{}", job.locale.number(i64::try_from(count).unwrap_or(i64::MAX)));
    let wide = width(&label, COUNT_SIZE, false) + 8.0;
    (label, wide)
}

fn rest(job: &Job<'_>, places: Vec<(f64, usize)>) -> Rest {
    let (label, wide) = label(job, places.len());
    let first = places.first().map_or(job.scale.left, |place| place.0);
    let last = places.last().map_or(first, |place| place.0);
    let wide = wide.max(last - first);
    let left = (first - 3.0).min(job.scale.right - wide).max(job.scale.left);
    Rest {
        places,
        left,
        right: (left + wide).min(job.scale.right),
        label,
    }
}

#[cfg(test)]
mod tests;
