//! One run over a loaded site: everything linked, everything rendered, every output handed on. Where a build remembers, what
//! still holds of the last one is taken from there.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::faults::once_a_place;
use super::files::palette;
use super::keys::key;
use super::notes::{JobNote, PageNote};
use super::one::{self, Job, Made};
use super::pages::Pages;
use super::past::{Answers, Asked, Holding, Past};
use super::remember::Remembered;
use super::search::Gathering;
use super::sink::Sink;
use super::{Counts, Failure, Progress, Texts};
use crate::cache::trace::Stage;
use crate::diagnostics::{Diagnostic, Severity};
use crate::images::{Images, Nowhere, Store, name_of};
use crate::link::{self, Backlinks, Entries, Facts, FileFault, Index, Ref};
use crate::load::{Loaded, Role};
use crate::model::id::Kind;
use crate::render::{Assets, Engine, Order, Renderer, Settings, TemplateFault};
use crate::search;
use crate::theme;
use crate::world::World;
use crate::write::{Output, twins};

/// What a run is given.
pub(super) struct Run<'r, 'p> {
    pub(super) world: &'r dyn World,
    pub(super) settings: &'r Settings,
    pub(super) progress: Progress<'r>,
    pub(super) sink: &'r dyn Sink,
    /// Where made pictures are kept; without one, nothing is drawn, and only faults are found.
    pub(super) pictures: Option<&'r dyn Store>,
    /// Whether the files in which readers search are wanted.
    pub(super) search: bool,
    /// Whether compressed twins are made of the outputs.
    pub(super) compress: bool,
    /// Where the texts of pages are, and what an earlier run knew, where this one is to remember as well.
    pub(super) texts: Texts<'p>,
}

/// What a run comes to, beside outputs and faults.
pub(super) struct Done<'p> {
    pub(super) counts: Counts,
    pub(super) files: Vec<FileFault>,
    /// What to remember, but for what the output folder says of the outputs.
    pub(super) remembered: Option<Remembered<'p>>,
}

/// Links and renders everything.
pub(super) fn stages<'p>(
    run: &Run<'_, 'p>,
    loaded: &Loaded,
    faults: &mut Vec<Diagnostic>,
) -> Result<Done<'p>, Failure> {
    let statics = theme::statics(loaded.site.search);
    let names: Vec<&str> = statics.iter().map(|(name, _)| name.as_str()).collect();
    let (index, found) = indexed(run, loaded, &names);
    faults.extend(found);
    let past = run.texts.past();
    let ((claims, found), (entries, order, (engine, template_faults))) =
        rayon::join(|| link::claims(&index), || parts(run, &index, &|_| true));
    faults.extend(found);
    faults.extend(entries.all().flat_map(|e| e.faults.iter().cloned()));
    faults.extend(entries.footer_faults.iter().cloned());

    let mut all: Vec<(TemplateFault, String)> = template_faults.into_iter().map(|f| (f, String::new())).collect();
    let images = images(run, &index);
    let renderer = renderer(run, (&index, &entries, &engine, &images), order);
    let sentences = past.map(|past| Arc::clone(&past.sentences));
    let backlinks = Backlinks::with(sentences.unwrap_or_default());
    let mut site = Site::new(run, (&index, &entries, &renderer, &images), &backlinks);
    let mut answers = past.map(|past| Answers::new(&index, &renderer, &entries, &past.deps));
    site.holding = past
        .zip(answers.as_ref())
        .map(|(past, answers)| Holding::new(past, loaded, answers));
    site.compare(answers.as_ref());
    let Pages { mut facts, summaries } = site.pages();
    faults.extend(facts.iter().flat_map(|f| f.faults.iter().cloned()));
    backlinks.entries(&entries);
    let borrowed: Vec<&Facts> = facts.iter().collect();
    faults.extend(link::judge(&index, &entries, &borrowed, &backlinks));
    drop(borrowed);
    let pointed = past.map(|_| link::pointed(&entries, &facts));
    // The lists to come take much room.
    facts.iter_mut().for_each(Facts::judged);
    if let Some(answers) = &mut answers {
        answers.complete(&backlinks, &summaries);
        if let Some(holding) = &mut site.holding {
            holding.judge(answers, Stage::Linked);
        }
    }
    renderer.set_summaries(summaries.clone());
    site.lists(&claims);
    let mut files = link::colliding_files(&index);
    let (left, pictures) = site.files(&statics, &facts);
    files.extend(left.into_iter().chain(pictures.1));
    faults.extend(pictures.0);
    if run.search && !faults.iter().any(|f| f.severity == Severity::Error) {
        site.search_files()?;
    }
    let mut found = std::mem::take(&mut *site.found.lock().unwrap_or_else(PoisonError::into_inner));
    all.append(&mut found.faults);
    faults.extend(once_a_place(all));
    let past = past.zip(answers.as_ref());
    let mut remembered = past.and_then(|(past, answers)| site.remembered(past, answers, loaded, found));
    if let Some((remembered, pointed)) = remembered.as_mut().zip(pointed) {
        remembered.pointed = pointed;
    }
    // A million small things: nobody needs to wait until they are gone.
    rayon::spawn(move || drop((backlinks, entries)));
    Ok(Done {
        counts: counts(loaded),
        files,
        remembered,
    })
}

fn counts(loaded: &Loaded) -> Counts {
    Counts {
        pages: loaded.pages.iter().filter(|p| p.role == Role::Explainer).count(),
        terms: loaded.terms.len(),
        events: loaded.events.len(),
        people: loaded.people.len(),
        sources: loaded.bibliography.len(),
    }
}

/// The index of what was loaded, which reads texts and notes what it is asked where the run wants that, and what is wrong.
/// `embedded` are the names of the theme's files.
pub(super) fn indexed<'a>(run: &Run<'a, '_>, loaded: &'a Loaded, embedded: &[&str]) -> (Index<'a>, Vec<Diagnostic>) {
    let (mut index, faults) = Index::new(loaded, run.world.today(), embedded);
    if let Some(changed) = run.texts.mark() {
        let deps = run.texts.past().map(|past| Arc::clone(&past.deps));
        index.watch(run.world, deps, Arc::clone(changed));
    }
    (index, faults)
}

/// The templates with the values that all of them see, and what is wrong with them.
type Templates = (Engine, Vec<TemplateFault>);

/// What a renderer is made from, found side by side, since none of it needs another: those entries that are wanted, the order
/// of lists, the templates.
pub(super) fn parts(
    run: &Run<'_, '_>,
    index: &Index<'_>,
    wanted: &(dyn Fn(Ref) -> bool + Sync),
) -> (Entries, Order, Templates) {
    let templates = || {
        let assets = Assets::new(index.loaded, &|path| run.world.read(path).ok());
        let (mut engine, faults) = Engine::new(index.loaded, assets, run.settings.portable);
        for (key, value) in Renderer::globals(index, run.settings) {
            engine.globals().insert_value(key.to_string(), value);
        }
        (engine, faults)
    };
    let (entries, (order, templates)) = rayon::join(
        || link::entries_of(index, wanted),
        || rayon::join(|| Order::new(index), templates),
    );
    (entries, order, templates)
}

/// What is known of the site's pictures.
pub(super) fn images<'a>(run: &Run<'a, '_>, index: &Index<'_>) -> Images<'a> {
    let mut images = Images::new(index, run.world, run.pictures.unwrap_or(&Nowhere));
    if run.pictures.is_none() {
        images.only_look();
    }
    images
}

pub(super) fn renderer<'a>(
    run: &Run<'a, '_>,
    (index, entries, engine, images): (&'a Index<'a>, &'a Entries, &'a Engine, &'a Images<'a>),
    order: Order,
) -> Renderer<'a> {
    let mut renderer = Renderer::new(index, entries, engine, run.settings, order);
    renderer.set_images(images);
    renderer.set_cards(palette(run.world, index.loaded));
    renderer
}

/// What is gathered from all threads.
#[derive(Default)]
pub(super) struct Found<'p> {
    pub(super) pages: Vec<PageNote<'p>>,
    pub(super) jobs: Vec<JobNote<'p>>,
    pub(super) faults: Vec<(TemplateFault, String)>,
    /// Files that were published as they are, with their hashes.
    pub(super) copied: Vec<(String, u128)>,
    /// What is kept of pictures that are made again each time.
    pub(super) kept: Vec<u128>,
    /// Why something can't be searched for.
    pub(super) unsearchable: Option<String>,
}

pub(super) struct Site<'a, 'p> {
    pub(super) run: &'a Run<'a, 'p>,
    pub(super) index: &'a Index<'a>,
    pub(super) entries: &'a Entries,
    pub(super) renderer: &'a Renderer<'a>,
    pub(super) images: &'a Images<'a>,
    pub(super) backlinks: &'a Backlinks,
    pub(super) holding: Option<Holding<'p>>,
    /// What readers search in, on its way.
    pub(super) gathering: Option<Gathering>,
    pub(super) done: AtomicUsize,
    pub(super) found: Mutex<Found<'p>>,
}

impl<'a, 'p> Site<'a, 'p> {
    /// A site of which nothing holds from an earlier run, and nothing has been made yet.
    pub(super) fn new(
        run: &'a Run<'a, 'p>,
        (index, entries, renderer, images): (&'a Index<'a>, &'a Entries, &'a Renderer<'a>, &'a Images<'a>),
        backlinks: &'a Backlinks,
    ) -> Self {
        Self {
            run,
            index,
            entries,
            renderer,
            images,
            backlinks,
            holding: None,
            gathering: run.search.then(|| Gathering::new(search::of_site(index))),
            done: AtomicUsize::new(0),
            found: Mutex::default(),
        }
    }

    /// Finds what pages are about, where the last run did not know it or it may have changed.
    fn compare(&mut self, answers: Option<&Answers<'_>>) {
        let holding = self.holding.as_ref();
        let who = |at| self.index.who(Ref { kind: Kind::Page, at });
        self.renderer.compare(|at| holding?.subjects(who(at)));
        if let Some((holding, answers)) = self.holding.as_mut().zip(answers) {
            holding.judge_related(answers);
        }
    }

    pub(super) fn step(&self, total: usize) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        (self.run.progress)(done, total);
    }

    /// Takes what an earlier run made of a job, where that still holds and stands where it should.
    pub(super) fn keep(&self, key: u64) -> bool {
        let Some((job, faults)) = self.holding.as_ref().and_then(|holding| holding.job(key)) else {
            return false;
        };
        if !self.run.sink.keep(&job.outputs) {
            return false;
        }
        let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        found.jobs.push(JobNote::kept(job, &faults));
        found.faults.extend(faults);
        true
    }

    /// Hands on what was made of a job; `text` is the page whose text is in it, where that was linked before, with a trace
    /// of its own.
    pub(super) fn take(&self, key: u64, mut made: Made, trace: Asked<'p>, text: Option<u64>) {
        if self.run.compress {
            let twins: Vec<Output> = made.outputs.iter().flat_map(twins).collect();
            made.outputs.extend(twins);
        }
        let note = self.holding.is_some().then(|| JobNote::made(key, &made, trace, text));
        {
            let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
            found.jobs.extend(note);
            found.faults.extend(made.faults);
        }
        made.outputs.into_iter().for_each(|output| self.run.sink.put(output));
    }

    /// What the next run is to know of this one; `found` is what was gathered.
    fn remembered(
        &self,
        past: &'p Past<'p>,
        answers: &Answers<'_>,
        loaded: &Loaded,
        found: Found<'p>,
    ) -> Option<Remembered<'p>> {
        let made = (found.pages, found.jobs, found.copied);
        let mut remembered = Remembered::new(past, answers, self.holding.as_ref()?, loaded, made);
        if let Some(gathering) = &self.gathering {
            remembered.searched = gathering.used();
        }
        remembered.drawn.extend(found.kept.into_iter().map(name_of));
        Some(remembered)
    }

    /// Does a job that needs all pages linked, unless its outputs can be kept.
    pub(super) fn job(&self, job: &Job) {
        let key = key(self.index, job);
        if self.keep(key) {
            return;
        }
        let (made, trace) = self
            .index
            .traced(|| one::make(job, self.index, self.renderer, self.backlinks));
        self.take(key, made, Asked::Now(trace.into()), None);
    }
}
