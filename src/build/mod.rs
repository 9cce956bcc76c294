//! The stages in order. [`check`] and [`build`] run the same ones; only where the outputs go differs. A page is linked,
//! rendered and handed on in one go, on whichever core is free, and let go; what stays of it is what other pages need.

pub mod ask;
mod faults;
mod files;
mod incremental;
mod keys;
mod lists;
mod notes;
mod numbering;
pub mod one;
mod outside;
mod pages;
mod past;
pub(crate) mod pictures;
mod remember;
mod reworded;
mod search;
mod sink;
mod site;
mod unchanged;
mod words;

pub(crate) use faults::once_a_place;
pub(crate) use files::palette;
pub use incremental::cached;
pub use outside::check_with_links;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashMap;

use crate::diagnostics::{Code, Diagnostic, Levels, Severity, finish, forbids};
use crate::images::{Folder, Nowhere, Store};
use crate::load::{self, Loaded, NoSite};
use crate::model::site::normal_base_url;
use crate::render::Settings;
use crate::span::Sources;
use crate::world::World;
use crate::write::{Disk, Output, PublishError, Publisher, Report};

use past::Past;
use remember::Remembered;
use sink::{Sink, Staging, To};
use site::Run;

/// What a caller may ask of a build.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub struct Options {
    /// Publish drafts.
    pub drafts: bool,
    /// Treat every warning as an error.
    pub strict: bool,
    /// Name the files in addresses.
    pub portable: bool,
    /// Write a compressed twin beside each text.
    pub compress: bool,
    /// The site's address, in place of `base_url` of `site.yaml`.
    pub base_url: Option<String>,
    /// A folder that keeps made pictures for the next build; without one they are made each time.
    pub images: Option<std::path::PathBuf>,
}

/// What came out of a check or a build.
#[derive(Debug)]
pub struct Outcome {
    /// Every message, in its final order.
    pub diagnostics: Vec<Diagnostic>,
    /// The texts that the messages point into.
    pub sources: Sources,
    /// How many pages and entries there are.
    pub counts: Counts,
    /// Why nothing could be remembered for the next build, where that was to be done.
    pub forgotten: Option<String>,
}

impl Outcome {
    /// Whether a message forbids publishing.
    #[must_use]
    pub fn forbids(&self) -> bool {
        forbids(&self.diagnostics)
    }
}

/// How much a site holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Counts {
    /// Explainers.
    pub pages: usize,
    /// Terms.
    pub terms: usize,
    /// Events.
    pub events: usize,
    /// People and bodies.
    pub people: usize,
    /// Sources.
    pub sources: usize,
}

/// Why nothing could be published, beside what the diagnostics say.
#[derive(Debug)]
pub enum Failure {
    /// There is no site here.
    NoSite,
    /// `--base-url` can't be one; the text says why.
    BaseUrl(&'static str),
    /// The output could not be written.
    Publish(PublishError),
    /// The files in which readers search could not be made.
    Search(String),
}

impl From<NoSite> for Failure {
    fn from(_: NoSite) -> Self {
        Self::NoSite
    }
}

impl From<PublishError> for Failure {
    fn from(error: PublishError) -> Self {
        Self::Publish(error)
    }
}

/// Told how far a build has come: pages done, and pages in all.
pub type Progress<'p> = &'p (dyn Fn(usize, usize) + Sync);

/// Finds every problem of a site and writes nothing.
///
/// # Errors
/// When there is no site, or `base_url` can't be one.
pub fn check(world: &dyn World, options: &Options, progress: Progress<'_>) -> Result<Outcome, Failure> {
    anew(|texts| {
        let sink = To(|_| {});
        run(world, options, Purpose::Check, progress, &sink, texts).map(|(outcome, _)| outcome)
    })
}

/// How often a run begins anew because a file was changed while it went on.
const ATTEMPTS: usize = 3;

/// Does something that leaves texts in their files, again as long as one is changed meanwhile; at last with all texts in memory,
/// where nothing can change them.
fn anew<T>(mut f: impl FnMut(Texts<'_>) -> Result<T, Failure>) -> Result<T, Failure> {
    for _ in 0..ATTEMPTS {
        let changed = Arc::new(AtomicBool::new(false));
        let done = f(Texts::Left(&changed));
        if !changed.load(Ordering::Relaxed) {
            return done;
        }
    }
    f(Texts::Held)
}

/// Makes all outputs of a site, without putting them anywhere: for tests and previews.
///
/// # Errors
/// As [`check`].
pub fn outputs(world: &dyn World, options: &Options) -> Result<(Outcome, BTreeMap<String, Vec<u8>>), Failure> {
    let made = Mutex::new(BTreeMap::new());
    let sink = To(|output: Output| {
        let mut made = made.lock().unwrap_or_else(PoisonError::into_inner);
        made.insert(output.path, output.bytes);
    });
    let (outcome, _) = run(world, options, Purpose::Outputs, &|_, _| {}, &sink, Texts::Held)?;
    Ok((outcome, made.into_inner().unwrap_or_else(PoisonError::into_inner)))
}

/// Builds a site into a folder. Where a message forbids publishing, the folder stays as it was and there is no report.
///
/// # Errors
/// When there is no site, or the folder can't be written.
pub fn build(
    world: &dyn World,
    options: &Options,
    disk: &dyn Disk,
    folder: &std::path::Path,
    progress: Progress<'_>,
) -> Result<(Outcome, Option<Report>), Failure> {
    if load::site_yaml(world).is_none() {
        return Err(Failure::NoSite);
    }
    anew(|texts| {
        let publisher = Publisher::begin(disk, folder)?;
        let looked = FxHashMap::default();
        let staging = Staging::new(&publisher, &looked);
        let done = run(world, options, Purpose::Publish, progress, &staging, texts);
        let failure = staging.failure();
        let outcome = match done {
            Ok((outcome, _)) if !texts.changed() => outcome,
            other => {
                publisher.abandon()?;
                return other.map(|(outcome, _)| (outcome, None));
            }
        };
        finished(outcome, failure, publisher)
    })
}

/// Publishes what a run made, unless a message or a failure forbids it.
fn finished(
    outcome: Outcome,
    failure: Option<PublishError>,
    publisher: Publisher<'_>,
) -> Result<(Outcome, Option<Report>), Failure> {
    if outcome.forbids() {
        publisher.abandon()?;
        return Ok((outcome, None));
    }
    if let Some(error) = failure {
        publisher.abandon()?;
        return Err(error.into());
    }
    let report = publisher.commit()?;
    Ok((outcome, Some(report)))
}

/// What outputs are made for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Purpose {
    /// Only for what is wrong with them.
    Check,
    /// To be looked at.
    Outputs,
    /// To be published.
    Publish,
}

/// Where a run has the texts of pages when it links them.
#[derive(Clone, Copy)]
enum Texts<'p> {
    /// In memory.
    Held,
    /// In their files. This is set when one turns out to be another than when it was loaded: then nothing of the run counts.
    Left(&'p Arc<AtomicBool>),
    /// The same, with what an earlier run knew, and something to remember.
    Past(&'p Past<'p>),
}

impl<'p> Texts<'p> {
    fn past(self) -> Option<&'p Past<'p>> {
        match self {
            Self::Past(past) => Some(past),
            Self::Held | Self::Left(_) => None,
        }
    }

    /// What is set when a file was changed meanwhile.
    fn mark(self) -> Option<&'p Arc<AtomicBool>> {
        match self {
            Self::Held => None,
            Self::Left(changed) => Some(changed),
            Self::Past(past) => Some(&past.changed),
        }
    }

    fn changed(self) -> bool {
        self.mark().is_some_and(|changed| changed.load(Ordering::Relaxed))
    }

    fn loaded(self) -> load::Texts<'p> {
        match self {
            Self::Held => load::Texts::Held,
            Self::Left(_) => load::Texts::Left,
            Self::Past(past) => load::Texts::Remembered(past.memory),
        }
    }
}

/// Runs all stages. With a past there is something to remember, unless files were changed meanwhile.
fn run<'p>(
    world: &dyn World,
    options: &Options,
    purpose: Purpose,
    progress: Progress<'_>,
    sink: &dyn Sink,
    texts: Texts<'p>,
) -> Result<(Outcome, Option<Remembered<'p>>), Failure> {
    let over = over(options)?;
    let begin_anew = || {
        if let Some(changed) = texts.mark() {
            changed.store(true, Ordering::Relaxed);
        }
    };
    let mut loaded = load::load_with(world, load::Options { drafts: options.drafts }, texts.loaded())?;
    // What texts may link to depends on it as well.
    loaded.site.base_url = over.or(loaded.site.base_url);
    if loaded.stale {
        begin_anew();
    }
    let mut faults = std::mem::take(&mut loaded.faults);
    let settings = Settings {
        portable: options.portable,
        base_url: loaded.site.base_url.clone(),
    };
    faults.extend(no_base_url(&loaded, &faults, &settings));
    let folder = options.images.clone().map(Folder::new);
    let kept = folder.as_ref().map_or(&Nowhere as &dyn Store, |folder| folder);
    let run = Run {
        world,
        pictures: match purpose {
            Purpose::Check => None,
            Purpose::Outputs => Some(&Nowhere),
            Purpose::Publish => Some(kept),
        },
        settings: &settings,
        progress,
        sink,
        texts,
        search: purpose != Purpose::Check && loaded.site.search,
        compress: purpose == Purpose::Publish && (options.compress || loaded.site.compress),
    };
    let mut done = site::stages(&run, &loaded, &mut faults)?;
    if let Some((past, remembered)) = texts.past().zip(done.remembered.as_mut()) {
        remembered.add(std::mem::take(&mut loaded.remembered), past.memory);
    }
    faults.extend(done.files.into_iter().map(|f| f.told(&mut loaded.sources)));
    let levels = Levels {
        site: loaded.site.checks.clone(),
        strict: options.strict,
    };
    let diagnostics = finish(faults, &levels, &loaded.sources);
    if !loaded.fill(world, &diagnostics) {
        begin_anew();
    }
    let outcome = Outcome {
        diagnostics,
        sources: std::mem::take(&mut loaded.sources),
        counts: done.counts,
        forgotten: None,
    };
    rayon::spawn(move || drop(loaded));
    Ok((outcome, done.remembered))
}

/// The site's address, where the command line gives one.
fn over(options: &Options) -> Result<Option<String>, Failure> {
    let url = options.base_url.as_deref();
    url.map(|url| normal_base_url(url).map_err(Failure::BaseUrl))
        .transpose()
}

/// The notice for a site without an address.
pub(crate) fn no_base_url(loaded: &Loaded, faults: &[Diagnostic], settings: &Settings) -> Option<Diagnostic> {
    // Where site.yaml is faulty, the address may be what could not be read.
    let site_faulty = faults
        .iter()
        .any(|f| f.severity == Severity::Error && loaded.sources.path(f.span.file) == "content/site.yaml");
    (settings.base_url.is_none() && !site_faulty).then(|| {
        Diagnostic::new(
            Code::SITE_NO_BASE_URL,
            loaded.site.place,
            "without `base_url`, canonical addresses are left out of the pages",
        )
        .help("add `base_url: https://…`, the address at which the site will be served")
    })
}
