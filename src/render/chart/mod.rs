//! The chart above the timeline and the strip at the head of an explainer: SVG drawn at build time. One lane a category,
//! every event a mark with its label, or one of a count where there is no room for all; what is known only to a month or
//! a year fades at its edges, what is open goes on to the border. The list beneath says the same in words, so the chart's
//! links are for pointers only and stay out of the way of the keyboard.
//!
//! No style attribute and no script: presentation attributes and classes only, so that the page's security policy holds.
//! Nothing here knows of pages, ids or entries: what to draw comes as [`Mark`]s.

mod extent;
mod layout;
mod marks;
mod scale;
mod strip;
mod svg;
mod text;
mod ticks;

pub use strip::Strip;

use crate::date::Date;
use crate::i18n::Locale;
use extent::Extent;
use layout::Job;
use scale::Scale;

/// The drawings, for columns of at least these widths in pixels; the style sheet shows the widest that fits.
pub const WIDTHS: [u16; 4] = [328, 448, 560, 848];

/// How many tracks of text a drawing may have, by its width: a narrow one has room for less beside another.
const TRACKS: [usize; 4] = [54, 54, 54, 50];

/// An event as the chart needs it.
#[derive(Clone, Debug)]
pub struct Mark {
    /// When it was.
    pub when: Date,
    /// The same in words.
    pub date: String,
    /// What happened.
    pub title: String,
    /// Where its entry is.
    pub url: String,
    /// Which lane it stands in, counted from 0.
    pub lane: usize,
    /// From 1 to 5.
    pub importance: i64,
    /// Classes by which a filter knows it.
    pub class: String,
}

/// A lane: the events of one category.
#[derive(Clone, Debug)]
pub struct Lane {
    /// What readers see of the category; empty for events without one.
    pub name: String,
    /// A class by which a filter knows it.
    pub class: String,
}

/// What the chart is called, for those who don't see it.
#[derive(Clone, Debug)]
pub struct Caption {
    /// Its title.
    pub title: String,
    /// What it shows, in a sentence or two.
    pub text: String,
}

/// Draws events, which are in the order of their dates: one `svg` for each of [`WIDTHS`]. Empty for fewer than two.
#[must_use]
pub fn draw(marks: &[Mark], lanes: &[Lane], caption: &Caption, locale: &Locale) -> String {
    let zone = zone(marks.iter().map(|mark| &mark.when));
    let (marks, extents): (Vec<Mark>, Vec<Extent>) = marks
        .iter()
        .filter_map(|mark| Some((mark.clone(), Extent::new(&mark.when, zone)?)))
        .unzip();
    if marks.len() < 2 {
        return String::new();
    }
    let drawings = WIDTHS.iter().zip(TRACKS).map(|(width, budget)| {
        let frame = svg::Frame::new(f64::from(*width), lanes, locale.is_rtl());
        let scale = Scale::new(&extents, frame.left, frame.right);
        let job = Job {
            marks: &marks,
            extents: &extents,
            lanes,
            locale,
            scale: &scale,
            budget,
        };
        let rows = layout::arrange(&job, frame.names.clone());
        svg::draw(&job, &frame, caption, &rows)
    });
    drawings.collect()
}

/// The shift from UTC, in minutes, of the first date that has one: the zone in which all of them are drawn.
fn zone<'d>(mut dates: impl Iterator<Item = &'d Date>) -> i32 {
    let shift = |date: &Date| date.clock().and_then(|clock| clock.shift);
    dates.find_map(shift).unwrap_or(0)
}
