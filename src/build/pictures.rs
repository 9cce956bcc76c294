//! Publishes pictures: asks [`crate::images`] for what stands in a picture's place, and says what is wrong at the place where a
//! text first shows it.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use crate::diagnostics::Diagnostic;
use crate::images::{Fault, Images, Published};
use crate::link::{Entries, Facts, FileFault, Index};
use crate::span::Span;

/// Where each picture is shown, by its path from the site's root: the place, and the explainer that it is in.
type Places<'p> = BTreeMap<&'p str, Vec<(Span, Option<usize>)>>;

/// Where pictures are shown, pages first, in order.
fn places<'p>(entries: &'p Entries, facts: impl Iterator<Item = &'p Facts>) -> Places<'p> {
    let mut places = Places::new();
    let mut add = |pictures: &'p [(String, Span)], page| {
        for (path, place) in pictures {
            places.entry(path).or_default().push((*place, page));
        }
    };
    facts.for_each(|f| add(&f.pictures, Some(f.at)));
    entries.all().for_each(|e| add(&e.pictures, None));
    places
}

/// What is wrong with pictures, at a place of a text or with a file.
pub(crate) type Told = (Vec<Diagnostic>, Vec<FileFault>);

/// Says what is wrong with a picture: once, where a text shows it that doesn't allow it; where none does, with its file.
fn tell(index: &Index<'_>, places: &Places<'_>, (path, file, fault): (&str, &str, &Fault), told: &mut Told) {
    let allowed = |page: &Option<usize>| {
        let page = page.and_then(|at| index.loaded.pages.get(at));
        page.is_some_and(|p| p.head.allow.contains(&fault.code))
    };
    match places.get(path) {
        Some(shown) => {
            let Some((place, _)) = shown.iter().find(|(_, page)| !allowed(page)) else {
                return;
            };
            let message = format!("the image `{file}` {}", fault.message);
            told.0
                .push(Diagnostic::new(fault.code, *place, message).help(fault.help.clone()));
        }
        None => told.1.push(FileFault {
            code: fault.code,
            path: file.to_owned(),
            message: format!("the image {}", fault.message),
            other: None,
            help: fault.help.clone(),
        }),
    }
}

/// What has been found to be wrong so far with pictures that were shown: for a preview.
pub(crate) fn known<'p>(
    index: &Index<'_>,
    images: &Images<'_>,
    entries: &'p Entries,
    facts: impl Iterator<Item = &'p Facts>,
) -> Told {
    let places = places(entries, facts);
    let mut told = Told::default();
    for found in images.faults() {
        tell(index, &places, found, &mut told);
    }
    told
}

/// A file, the path that it is published at, and whether a page shows it as a picture.
pub(super) type Place<'p> = (&'p str, &'p str, bool);

/// What becomes of pictures: taken from the last run, or handed on.
pub(super) struct Hand<'h> {
    /// Whether what the last run made of a file for a path, where it is shown or not, is as good as new.
    pub(super) keep: &'h (dyn Fn(Place<'_>) -> bool + Sync),
    /// Takes what was made of it; faulty ones are made again each time, so that what is wrong is said each time.
    pub(super) take: &'h (dyn Fn(Place<'_>, Published) + Sync),
}

/// Hands on everything that is published for the pictures among `files` (each with the path that it is published at), on all
/// cores; returns the files that are left. Those of `static/` are pictures only where a text shows them.
pub(super) fn publish(
    index: &Index<'_>,
    images: &Images<'_>,
    (entries, facts): (&Entries, &[Facts]),
    files: Vec<(String, String)>,
    hand: &Hand<'_>,
) -> (Vec<(String, String)>, Told) {
    let places = places(entries, facts.iter());
    let told = Mutex::new(Told::default());
    let left = files
        .into_par_iter()
        .filter(|(file, to)| {
            let path = format!("/{to}");
            let shown = places.contains_key(path.as_str());
            if file.starts_with("static/") && !shown {
                return true;
            }
            if (hand.keep)((file, to, shown)) {
                return false;
            }
            let Some(published) = images.outputs(&path, shown) else {
                return true;
            };
            let faults = published.faults.clone();
            (hand.take)((file, to, shown), published);
            let mut told = told.lock().unwrap_or_else(PoisonError::into_inner);
            for fault in &faults {
                tell(index, &places, (&path, file, fault), &mut told);
            }
            false
        })
        .collect();
    (left, told.into_inner().unwrap_or_else(PoisonError::into_inner))
}
