//! Lanes: one a category, and in each as many rows as keep its marks apart.

use super::Item;
use super::scale::Scale;
use crate::load::Entry;
use crate::model::Event;
use crate::render::views::Here;

/// More rows than this, and marks share the last one.
const MOST_ROWS: usize = 12;

/// Where a mark stands, in pixels.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) row: usize,
    pub(super) left: f64,
    pub(super) right: f64,
}

/// The places of all marks, and the number of rows of each lane.
#[derive(Clone, Debug)]
pub(super) struct Lanes {
    pub(super) places: Vec<Place>,
    pub(super) rows: Vec<usize>,
}

/// The categories that some events have, in the site's order, with their names; events without one come last.
pub(super) fn names(here: &Here<'_>, events: &[&Entry<Event>]) -> Vec<(Option<String>, String)> {
    let has = |id: Option<&str>| {
        events
            .iter()
            .any(|e| e.data.category.as_ref().map(|c| c.value.as_str()) == id)
    };
    let site = here.index.loaded.site.categories.iter();
    let mut lanes: Vec<(Option<String>, String)> = site
        .filter(|c| has(Some(&c.id.value)))
        .map(|c| (Some(c.id.value.clone()), c.title.clone()))
        .collect();
    if has(None) || lanes.is_empty() {
        lanes.push((None, String::new()));
    }
    lanes
}

/// The radius of a mark, in pixels: more for what matters more.
pub(super) fn radius(importance: i64) -> f64 {
    match importance {
        ..=1 => 3.0,
        2 => 3.5,
        3 => 4.25,
        4 => 5.0,
        _ => 6.0,
    }
}

/// Puts each mark into the first row of its lane that is free there.
pub(super) fn arrange(items: &[Item], count: usize, scale: &Scale) -> Lanes {
    let mut ends: Vec<Vec<f64>> = vec![Vec::new(); count];
    let mut places = Vec::with_capacity(items.len());
    for item in items {
        let r = radius(item.importance);
        let (mut left, mut right) = (scale.x(item.from), scale.x(item.to));
        if right - left < 2.0 * r {
            // A point, drawn whole inside the picture.
            let middle = f64::midpoint(left, right).clamp(r + 1.0, (scale.width - r - 1.0).max(r + 1.0));
            (left, right) = (middle - r, middle + r);
        }
        let row = match ends.get_mut(item.lane) {
            Some(rows) => {
                let free = rows.iter().position(|end| *end + 2.0 <= left);
                let row = free.unwrap_or(rows.len()).min(MOST_ROWS - 1);
                match rows.get_mut(row) {
                    Some(end) => *end = end.max(right),
                    None => rows.push(right),
                }
                row
            }
            None => 0,
        };
        places.push(Place { row, left, right });
    }
    Lanes {
        places,
        rows: ends.iter().map(|rows| rows.len().max(1)).collect(),
    }
}
