//! Reads an EDTF string: the library's grammar, and the few expressions that it refuses and nutgraf accepts.
//!
//! These are masked years before 0 (`-03XX`), intervals that only look reversed because the library puts winter at the
//! year's end (`2021-24/2021-06`), and blanks beside the commas and brackets of a set, which the drafts of EDTF and most
//! implementations write (`[1667, 1760-12]`). What an error means to an author is told elsewhere.

use edtf_core::{Date as Part, Edtf, Interval, IntervalEndpoint, ParseError, SetElement, YearKind};

use super::bounds::{Seasons, part_span};

/// What the library says to `-03XX`.
const MASK_BEFORE_ZERO: &str = "negative years cannot contain unspecified digits";
/// What it says to an interval that it takes for reversed.
const REVERSED: &str = "interval end precedes interval start";

/// Reads an expression of level 0, 1 or 2.
///
/// # Errors
///
/// The library's, with offsets into `text`.
pub(super) fn read(text: &str) -> Result<Edtf, ParseError> {
    let Some((compact, places)) = without_blanks(text) else {
        return expression(text);
    };
    expression(&compact).map_err(|problem| ParseError {
        offset: places.get(problem.offset).copied().unwrap_or(text.len()),
        ..problem
    })
}

/// A set without the blanks beside its commas and brackets, and where each byte stood; `None` where there are none.
fn without_blanks(text: &str) -> Option<(String, Vec<usize>)> {
    if !text.starts_with(['[', '{']) || !text.contains(' ') {
        return None;
    }
    let (mut compact, mut places) = (String::new(), Vec::new());
    for (at, c) in text.char_indices() {
        let before = text.get(..at).unwrap_or("").trim_end_matches(' ');
        let after = text.get(at..).unwrap_or("").trim_start_matches(' ');
        if c == ' ' && (before.ends_with(['[', '{', ',']) || after.starts_with([',', ']', '}'])) {
            continue;
        }
        compact.push(c);
        places.extend(at..at + c.len_utf8());
    }
    Some((compact, places))
}

fn expression(text: &str) -> Result<Edtf, ParseError> {
    match Edtf::parse(text) {
        Err(problem) if [MASK_BEFORE_ZERO, REVERSED].contains(&problem.message) => {}
        read => return read,
    }
    if text.starts_with(['[', '{']) {
        set(text)
    } else if let Some((start, end)) = text.split_once('/') {
        interval(start, end)
    } else {
        part(text, 0).map(Edtf::Date)
    }
}

/// One date at byte `base` of the whole.
fn part(text: &str, base: usize) -> Result<Part, ParseError> {
    let moved = |problem: ParseError, by: usize| ParseError {
        offset: problem.offset + by,
        ..problem
    };
    match Edtf::parse(text) {
        Ok(Edtf::Date(part)) => Ok(part),
        Ok(_) => Err(ParseError {
            message: "an interval joins two dates",
            offset: base,
        }),
        Err(problem) if problem.message == MASK_BEFORE_ZERO => match Edtf::parse(&text.replacen('-', "", 1)) {
            Ok(Edtf::Date(part)) => Ok(before_zero(part)),
            Ok(_) => Err(moved(problem, base)),
            // The sign, which was left out, stood before everything that can be wrong.
            Err(problem) => Err(moved(problem, base + 1)),
        },
        Err(problem) => Err(moved(problem, base)),
    }
}

/// The same date with its year before 0.
fn before_zero(mut part: Part) -> Part {
    if let YearKind::Standard { negative, .. } = &mut part.year.kind {
        *negative = true;
    }
    part
}

/// An interval, by its two ends.
fn interval(start: &str, end: &str) -> Result<Edtf, ParseError> {
    let base = start.len() + 1;
    let start = match (start, start.strip_prefix("..")) {
        ("", _) => IntervalEndpoint::Unknown,
        (_, Some("")) => IntervalEndpoint::Open,
        (_, Some(date)) => IntervalEndpoint::OnOrBefore(part(date, 2)?),
        (date, None) => IntervalEndpoint::Date(part(date, 0)?),
    };
    let end = match (end, end.strip_suffix("..")) {
        ("", _) => IntervalEndpoint::Unknown,
        (_, Some("")) => IntervalEndpoint::Open,
        (_, Some(date)) => IntervalEndpoint::OnOrAfter(part(date, base)?),
        (date, None) => IntervalEndpoint::Date(part(date, base)?),
    };
    if let (IntervalEndpoint::Date(first), IntervalEndpoint::Date(last)) = (&start, &end) {
        let first = part_span(first, Seasons::Certain).0.day();
        let last = part_span(last, Seasons::Certain).1.day();
        if first.zip(last).is_some_and(|(first, last)| first > last) {
            return Err(ParseError {
                message: REVERSED,
                offset: base,
            });
        }
    }
    Ok(Edtf::Interval(Interval { start, end }))
}

/// A set with masked years before 0: the library reads it without their signs, which are then put back.
fn set(text: &str) -> Result<Edtf, ParseError> {
    let (mut plain, mut signs, mut removed) = (String::new(), Vec::new(), Vec::new());
    for (index, element) in text.split(',').enumerate() {
        if index > 0 {
            plain.push(',');
        }
        let date = element.trim_start_matches(['[', '{', '.', '?', '~', '%']);
        let masked = date
            .strip_prefix('-')
            .filter(|year| year.get(..4).is_some_and(|year| year.contains('X')));
        if let Some(rest) = masked {
            plain.push_str(element.strip_suffix(date).unwrap_or(""));
            removed.push(plain.len());
            plain.push_str(rest);
            signs.push(index);
        } else {
            plain.push_str(element);
        }
    }
    let back = |offset: usize| offset + removed.iter().filter(|sign| **sign <= offset).count();
    let mut edtf = Edtf::parse(&plain).map_err(|problem| ParseError {
        offset: back(problem.offset),
        ..problem
    })?;
    if let Edtf::Set(set) = &mut edtf {
        for (index, element) in set.elements.iter_mut().enumerate() {
            if let SetElement::Date(part) | SetElement::OnOrBefore(part) | SetElement::OnOrAfter(part) = element
                && signs.contains(&index)
            {
                *part = before_zero(*part);
            }
        }
    }
    Ok(edtf)
}
