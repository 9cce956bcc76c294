//! The shortest build: nothing has changed since the last one, and so there is nothing to do but say again what it said. It
//! holds while every file of the site, every output and the list of outputs have the stamps that they had, no file has come or
//! gone, and it is the same day (or no check asked for the day).

use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::{Counts, Options, Outcome};
use crate::cache::form;
use crate::cache::stamp::Stamp;
use crate::load::{self, Listing};
use crate::span::{FileId, Sources};
use crate::world::World;
use crate::write::{Disk, Report, manifest_of};

/// What a build leaves for one that finds nothing changed.
#[derive(Serialize, Deserialize)]
pub(super) struct Unchanged<'a> {
    strict: bool,
    /// The day, where a check asked for it.
    today: Option<String>,
    /// What files there are.
    listing: Listing,
    inputs: Vec<(&'a str, Stamp)>,
    outputs: Vec<(&'a str, Stamp)>,
    manifest: Stamp,
    counts: Counts,
    /// The paths of all files that messages may point to, in the order of their numbers.
    files: Vec<&'a str>,
    /// Those whose text was at hand for messages.
    texts: Vec<u32>,
    diagnostics: &'a [u8],
}

/// What a build knows at its end.
pub(super) struct End<'e> {
    pub(super) options: &'e Options,
    /// When it began to look at files.
    pub(super) seen: i64,
    pub(super) asked_for_day: bool,
    /// What files it found.
    pub(super) listing: Listing,
    /// The site's files with the stamps that they had before they were read.
    pub(super) inputs: Vec<(&'e str, Option<Stamp>)>,
    /// The outputs with their stamps, where these stand for their content.
    pub(super) outputs: Vec<(&'e str, Option<Stamp>)>,
    pub(super) outcome: &'e Outcome,
}

/// The bytes to leave; `None` where some file was written so short a time ago that its stamp says nothing.
pub(super) fn bytes(end: &End<'_>, world: &dyn World, disk: &dyn Disk, root: &Path) -> Option<Vec<u8>> {
    let sure = |(path, stamp): &(_, Option<Stamp>)| Some((*path, (*stamp).filter(|s| s.vouches(end.seen))?));
    let inputs = end.inputs.iter().map(sure).collect::<Option<Vec<_>>>()?;
    let outputs = end.outputs.iter().map(|(path, stamp)| Some((*path, (*stamp)?)));
    let sources = &end.outcome.sources;
    let files: Vec<&str> = sources.paths().map(|(_, path)| path).collect();
    let messages = &end.outcome.diagnostics;
    let pointed_to = messages
        .iter()
        .flat_map(|m| m.related.iter().map(|r| r.span.file).chain([m.span.file]));
    let texts = pointed_to.filter(|file| !sources.text(*file).is_empty());
    let diagnostics = form::write(messages);
    let unchanged = Unchanged {
        strict: end.options.strict,
        today: end.asked_for_day.then(|| world.today().to_string()),
        listing: end.listing,
        inputs,
        outputs: outputs.collect::<Option<Vec<_>>>()?,
        manifest: disk.stamp(&manifest_of(root))?,
        counts: end.outcome.counts,
        files,
        texts: texts.map(FileId::number).collect(),
        diagnostics: &diagnostics,
    };
    Some(form::write(&unchanged))
}

/// The stamps that were looked at to find out whether anything has changed: the same build need not look again.
#[derive(Default)]
pub(super) struct Looked<'b> {
    /// Of the site's files, by their paths from its root.
    pub(super) inputs: FxHashMap<&'b str, Option<Stamp>>,
    /// Of what was published, by their paths in the output folder.
    pub(super) outputs: FxHashMap<&'b str, Stamp>,
}

/// What the last build said, where nothing has changed since; else what was seen.
pub(super) fn again<'b>(
    bytes: &'b [u8],
    options: &Options,
    world: &dyn World,
    disk: &dyn Disk,
    root: &Path,
) -> Result<(Outcome, Report), Looked<'b>> {
    let Some(known) = form::borrowed::<Unchanged<'_>>(bytes) else {
        return Err(Looked::default());
    };
    // What an interrupted run left is put right before anything else.
    let published = disk.stamp(&manifest_of(root)) == Some(known.manifest) && !crate::write::is_interrupted(disk, root);
    let same_day = known.today.as_ref().is_none_or(|day| *day == world.today().to_string());
    let look = || {
        let inputs = known.inputs.par_iter().map(|(path, _)| world.stamp(path));
        let outputs = known.outputs.par_iter().map(|(path, _)| disk.stamp(&root.join(path)));
        let outputs = if published { outputs.collect() } else { Vec::new() };
        (inputs.collect::<Vec<_>>(), outputs)
    };
    let (listing, (inputs, outputs)) = rayon::join(|| Listing::of(world), look);
    let same = published
        && same_day
        && known.strict == options.strict
        && known.listing == listing
        && is_what_it_was(&known.inputs, &inputs)
        && is_what_it_was(&known.outputs, &outputs);
    if same && let Some(said) = known.said(world) {
        return Ok(said);
    }
    let paths = |known: &[(&'b str, Stamp)]| known.iter().map(|(path, _)| *path).collect::<Vec<_>>();
    let outputs = paths(&known.outputs).into_iter().zip(outputs);
    Err(Looked {
        inputs: paths(&known.inputs).into_iter().zip(inputs).collect(),
        outputs: outputs.filter_map(|(path, stamp)| Some((path, stamp?))).collect(),
    })
}

fn is_what_it_was(known: &[(&str, Stamp)], now: &[Option<Stamp>]) -> bool {
    known.iter().map(|(_, stamp)| Some(*stamp)).eq(now.iter().copied())
}

impl Unchanged<'_> {
    /// What the build that left this said.
    fn said(&self, world: &dyn World) -> Option<(Outcome, Report)> {
        let mut sources = Sources::default();
        let numbers: Arc<[Option<FileId>]> = self.files.iter().map(|path| Some(sources.add(*path, ""))).collect();
        let diagnostics = form::read_with(self.diagnostics, &numbers)?;
        for file in &self.texts {
            let file = numbers.get(*file as usize).copied().flatten()?;
            let path = sources.path(file).to_owned();
            // A message that points into an embedded template is for a build to say.
            sources.replace(file, world.read(&path).ok().and_then(load::text_of)?);
        }
        let total = self.outputs.len();
        let report = Report {
            written: 0,
            unchanged: total,
            removed: 0,
            total,
            rendered: 0,
        };
        let outcome = Outcome {
            diagnostics,
            sources,
            counts: self.counts,
            forgotten: None,
        };
        Some((outcome, report))
    }
}
