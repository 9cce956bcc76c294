//! The shortest builds. Where nothing has changed since the last one, there is nothing to do but say again what it said: that
//! holds while every file of the site, every output and the list of outputs are what they were, no file has come or
//! gone, and it is the same day (or no check asked for the day). Where only a few files of the site are others,
//! [`Rest`] says so; what follows from that is not known here ([`super::reworded`]).

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_128;

use super::{Counts, Options, Outcome};
use crate::cache::form;
use crate::cache::stamp::Stamp;
use crate::diagnostics::Diagnostic;
use crate::load::{self, Listing, Lists};
use crate::span::{FileId, Sources};
use crate::world::World;
use crate::write::{Disk, Kept, Report, manifest_of};

/// With so many changed files a build may still be one of the shortest.
const MOST_CHANGED: usize = 8;

/// What tells that a file is what it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Proof {
    /// Its stamp, where that stands for its content.
    Stamp(Stamp),
    /// The hash of its content: it had been written so short a time before that its stamp says nothing.
    Hash(u128),
}

impl Proof {
    /// Of an output that was published.
    pub(super) fn of(kept: &Kept) -> Self {
        kept.stamp().map_or(Self::Hash(kept.hash()), Self::Stamp)
    }

    /// Whether a file with this stamp is what it was.
    fn holds(self, stamp: Option<Stamp>, read: impl FnOnce() -> Option<Vec<u8>>) -> bool {
        match self {
            Self::Stamp(known) => stamp == Some(known),
            // What has no stamp is no regular file: a link in an output's place shows the same bytes.
            Self::Hash(known) => stamp.is_some() && read().is_some_and(|bytes| xxh3_128(&bytes) == known),
        }
    }

    /// The stamp, where that stands for the content by now.
    fn renew(&mut self, stamp: Option<Stamp>, vouches: impl FnOnce(Stamp) -> bool) {
        if let (Self::Hash(_), Some(stamp)) = (*self, stamp)
            && vouches(stamp)
        {
            *self = Self::Stamp(stamp);
        }
    }
}

/// What a build said, as it is left for the next.
pub(super) struct Messages {
    diagnostics: Vec<u8>,
    /// The files whose texts are wanted for them.
    texts: Vec<u32>,
}

impl Messages {
    /// Those of a build after another one that said something else.
    pub(super) fn after(rest: &Rest<'_>, said: &[Diagnostic], now: &[Diagnostic]) -> Self {
        let before: BTreeSet<u32> = pointed_to(said).map(FileId::number).collect();
        let files: BTreeSet<u32> = pointed_to(now).map(FileId::number).collect();
        // Some files have no text: a picture.
        let has_text = |file: &u32| !before.contains(file) || rest.known.texts.contains(file);
        Self {
            diagnostics: form::write(now),
            texts: files.into_iter().filter(has_text).collect(),
        }
    }
}

fn pointed_to(messages: &[Diagnostic]) -> impl Iterator<Item = FileId> {
    let all = messages.iter();
    all.flat_map(|m| m.related.iter().map(|r| r.span.file).chain([m.span.file]))
}

/// What a build leaves for the next.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Unchanged<'a> {
    /// The key of what was remembered with it.
    remembered: u128,
    strict: bool,
    /// The day, where a check asked for it.
    today: Option<String>,
    /// What files there are.
    listing: Listing,
    #[serde(borrow)]
    inputs: Vec<(&'a str, Proof)>,
    outputs: Vec<(&'a str, Proof)>,
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
    /// The key of what is remembered.
    pub(super) remembered: u128,
    pub(super) asked_for_day: bool,
    /// What files it found.
    pub(super) listing: Listing,
    /// The site's files as they were before they were read.
    pub(super) inputs: Vec<(&'e str, Option<Proof>)>,
    pub(super) outputs: Vec<(&'e str, Proof)>,
    pub(super) outcome: &'e Outcome,
}

/// The bytes to leave; `None` where of some file nothing is known that could be compared.
pub(super) fn bytes(end: End<'_>, world: &dyn World, disk: &dyn Disk, root: &Path) -> Option<Vec<u8>> {
    let sources = &end.outcome.sources;
    let files: Vec<&str> = sources.paths().map(|(_, path)| path).collect();
    let messages = &end.outcome.diagnostics;
    let texts = pointed_to(messages).filter(|file| !sources.text(*file).is_empty());
    let diagnostics = form::write(messages);
    let inputs = end.inputs.into_iter().map(|(path, proof)| Some((path, proof?)));
    let unchanged = Unchanged {
        remembered: end.remembered,
        strict: end.options.strict,
        today: end.asked_for_day.then(|| world.today().to_string()),
        listing: end.listing,
        inputs: inputs.collect::<Option<_>>()?,
        outputs: end.outputs,
        manifest: disk.stamp(&manifest_of(root))?,
        counts: end.outcome.counts,
        files,
        texts: texts.map(FileId::number).collect(),
        diagnostics: &diagnostics,
    };
    Some(form::write(&unchanged))
}

/// What was looked at to find out whether anything has changed: the same build need not look again.
#[derive(Default)]
pub(super) struct Looked<'b> {
    inputs: Vec<(&'b str, Option<Stamp>)>,
    outputs: Vec<(&'b str, Option<Stamp>)>,
    /// What files the site has.
    pub(super) lists: Lists,
    /// What the last build left, where only a few files are others.
    pub(super) rest: Option<Box<Rest<'b>>>,
}

impl<'b> Looked<'b> {
    /// The stamps of the site's files, by their paths from its root.
    pub(super) fn inputs(&self) -> FxHashMap<&'b str, Option<Stamp>> {
        self.inputs.iter().copied().collect()
    }

    /// The stamps of what was published, by their paths in the output folder.
    pub(super) fn outputs(&self) -> FxHashMap<&'b str, Stamp> {
        let outputs = self.outputs.iter();
        outputs.filter_map(|(path, stamp)| Some((*path, (*stamp)?))).collect()
    }
}

/// All that is as the last build left it, but for a few files of the site.
pub(super) struct Rest<'b> {
    known: Unchanged<'b>,
    /// These files, by their paths from the site's root, with the stamps that they have now.
    stamps: Vec<(&'b str, Option<Stamp>)>,
}

/// Nothing has changed.
pub(super) struct Again {
    /// What the last build said.
    pub(super) outcome: Outcome,
    /// That nothing was written.
    pub(super) report: Report,
    /// What to leave in place of what was left, where more stamps stand for their files' content by now.
    pub(super) renewed: Option<Vec<u8>>,
}

/// What the last build said, where nothing has changed since; else what was seen. `seen` is when this build began to look.
pub(super) fn again<'b>(
    bytes: &'b [u8],
    options: &Options,
    world: &dyn World,
    (disk, root): (&dyn Disk, &Path),
    seen: i64,
) -> Result<Again, Looked<'b>> {
    let Some(mut known) = form::borrowed::<Unchanged<'_>>(bytes) else {
        return Err(Looked::default());
    };
    // What an interrupted run left is put right before anything else.
    let published = disk.stamp(&manifest_of(root)) == Some(known.manifest) && !crate::write::is_interrupted(disk, root);
    let same_day = known.today.as_ref().is_none_or(|day| *day == world.today().to_string());
    let look = || {
        let inputs = known.inputs.par_iter().map(|(path, proof)| {
            let stamp = world.stamp(path);
            (stamp, proof.holds(stamp, || world.read(path).ok()))
        });
        let outputs = known.outputs.par_iter().map(|(path, proof)| {
            let place = root.join(path);
            let stamp = disk.stamp(&place);
            (stamp, proof.holds(stamp, || disk.read(&place).ok()))
        });
        let outputs = if published { outputs.collect() } else { Vec::new() };
        (inputs.collect::<Vec<_>>(), outputs)
    };
    let ((listing, lists), (inputs, outputs)) = rayon::join(|| Listing::of(world), look);
    let changed = known.inputs.iter().zip(&inputs).filter(|(_, (_, same))| !same);
    let changed: Vec<(&str, Option<Stamp>)> = changed.map(|((path, _), (stamp, _))| (*path, *stamp)).collect();
    let same = published
        && same_day
        && known.strict == options.strict
        && known.listing == listing
        && changed.len() <= MOST_CHANGED
        && outputs.iter().all(|(_, same)| *same);
    let unsure = known.unsure();
    for ((_, proof), (stamp, _)) in known.inputs.iter_mut().zip(&inputs).filter(|(_, (_, same))| *same) {
        proof.renew(*stamp, |stamp| stamp.vouches(seen));
    }
    for ((_, proof), (stamp, _)) in known.outputs.iter_mut().zip(&outputs) {
        proof.renew(*stamp, |stamp| stamp.vouches_for_output(seen));
    }
    if same
        && changed.is_empty()
        && let Some((outcome, report)) = known.said(world)
    {
        let sure = unsure > known.unsure();
        return Ok(Again {
            outcome,
            report,
            renewed: sure.then(|| form::write(&known)),
        });
    }
    let stamps = |known: &[(&'b str, Proof)], seen: Vec<(Option<Stamp>, bool)>| {
        let paths = known.iter().map(|(path, _)| *path);
        paths.zip(seen.into_iter().map(|(stamp, _)| stamp)).collect()
    };
    Err(Looked {
        inputs: stamps(&known.inputs, inputs),
        outputs: stamps(&known.outputs, outputs),
        lists,
        rest: (same && !changed.is_empty()).then(|| Box::new(Rest { known, stamps: changed })),
    })
}

impl<'b> Rest<'b> {
    /// The files that are others, by their paths from the site's root.
    pub(super) fn changed(&self) -> impl Iterator<Item = &'b str> {
        self.stamps.iter().map(|(path, _)| *path)
    }

    /// What the last build said, with all files that there were, without their texts.
    pub(super) fn messages(&self) -> Option<(Sources, Vec<Diagnostic>)> {
        let mut sources = Sources::default();
        let numbers = self.known.numbers(&mut sources);
        Some((sources, form::read_with(self.known.diagnostics, &numbers)?))
    }

    /// What the last build said, or these messages in place of it.
    pub(super) fn said(&self, messages: Option<&Messages>, world: &dyn World) -> Option<Outcome> {
        let said = match messages {
            Some(messages) => self.known.with(messages).said(world),
            None => self.known.said(world),
        };
        said.map(|(outcome, _)| outcome)
    }

    /// Whether it is the last build's that left `remembered` as well, and what was published is still what was looked at.
    pub(super) fn stands(&self, remembered: u128, disk: &dyn Disk, root: &Path) -> bool {
        self.known.remembered == remembered && disk.stamp(&manifest_of(root)) == Some(self.known.manifest)
    }

    /// The stamp that a changed file had before it was read.
    pub(super) fn stamp(&self, path: &str) -> Option<Stamp> {
        self.stamps.iter().find(|(changed, _)| *changed == path)?.1
    }

    /// The bytes to leave once the changed files, some outputs, and perhaps what was said are others. `None` where the list of
    /// outputs has no stamp.
    pub(super) fn bytes(
        &self,
        (inputs, outputs): (&FxHashMap<&str, Proof>, &FxHashMap<&str, Proof>),
        messages: Option<&Messages>,
        (disk, root): (&dyn Disk, &Path),
    ) -> Option<Vec<u8>> {
        let put = |all: &mut Vec<(&str, Proof)>, new: &FxHashMap<&str, Proof>| {
            for (path, proof) in all {
                *proof = new.get(path).copied().unwrap_or(*proof);
            }
        };
        let mut known = match messages {
            Some(messages) => self.known.with(messages),
            None => self.known.clone(),
        };
        put(&mut known.inputs, inputs);
        put(&mut known.outputs, outputs);
        known.manifest = disk.stamp(&manifest_of(root))?;
        Some(form::write(&known))
    }
}

impl Unchanged<'_> {
    /// The same with other messages.
    fn with<'s>(&'s self, messages: &'s Messages) -> Unchanged<'s> {
        let mut other: Unchanged<'s> = self.clone();
        other.diagnostics = &messages.diagnostics;
        other.texts.clone_from(&messages.texts);
        other
    }

    /// Adds all files to `sources`, without their texts, and gives their numbers there.
    fn numbers(&self, sources: &mut Sources) -> Arc<[Option<FileId>]> {
        self.files.iter().map(|path| Some(sources.add(*path, ""))).collect()
    }

    /// Of how many files no stamp stands for the content.
    fn unsure(&self) -> usize {
        let all = self.inputs.iter().chain(&self.outputs);
        all.filter(|(_, proof)| matches!(proof, Proof::Hash(_))).count()
    }

    /// What the build that left this said.
    fn said(&self, world: &dyn World) -> Option<(Outcome, Report)> {
        if self.diagnostics == form::write::<[Diagnostic]>(&[]) {
            return Some(self.say(Vec::new(), Sources::default()));
        }
        let mut sources = Sources::default();
        let numbers = self.numbers(&mut sources);
        let diagnostics = form::read_with(self.diagnostics, &numbers)?;
        for file in &self.texts {
            let file = numbers.get(*file as usize).copied().flatten()?;
            let path = sources.path(file).to_owned();
            // A message that points into an embedded template is for a build to say.
            sources.replace(file, world.read(&path).ok().and_then(load::text_of)?);
        }
        Some(self.say(diagnostics, sources))
    }

    fn say(&self, diagnostics: Vec<Diagnostic>, sources: Sources) -> (Outcome, Report) {
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
        (outcome, report)
    }
}
