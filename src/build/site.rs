//! One run over a loaded site: everything linked, everything rendered, every output handed on.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::one::in_bundle;
use super::pictures::{self, Told};
use super::{Counts, Progress, Sink};
use crate::cards::Palette;
use crate::diagnostics::{Code, Diagnostic};
use crate::images::{Images, Nowhere, Store};
use crate::link::{self, Claim, Entries, Facts, FileFault, Index, LinkedPage, Ref};
use crate::load::{Loaded, Role};
use crate::model::id::Kind;
use crate::render::{CardJob, Engine, Rendered, Renderer, Settings, TemplateFault};
use crate::theme;
use crate::world::World;
use crate::write::Output;

/// Links and renders everything.
pub(super) fn stages(
    (world, store): (&dyn World, Option<&dyn Store>),
    loaded: &Loaded,
    settings: &Settings,
    progress: Progress<'_>,
    sink: Sink<'_>,
    faults: &mut Vec<Diagnostic>,
) -> (Counts, Vec<FileFault>) {
    let statics = theme::statics();
    let names: Vec<&str> = statics.iter().map(|(name, _)| name.as_str()).collect();
    let (index, found) = Index::new(loaded, world.today(), &names);
    faults.extend(found);
    let (claims, found) = link::claims(&index);
    faults.extend(found);
    let entries = link::entries(&index);
    faults.extend(entries.all().flat_map(|e| e.faults.iter().cloned()));
    faults.extend(entries.footer_faults.iter().cloned());

    let (mut engine, template_faults) = Engine::new(loaded, settings.portable);
    for (key, value) in Renderer::globals(&index, settings) {
        engine.globals().insert_value(key.to_string(), value);
    }
    let mut all: Vec<(TemplateFault, String)> = template_faults.into_iter().map(|f| (f, String::new())).collect();
    let mut images = Images::new(&index, world, store.unwrap_or(&Nowhere));
    if store.is_none() {
        images.only_look();
    }
    let mut site = Site {
        index: &index,
        entries: &entries,
        renderer: Renderer::new(&index, &entries, &engine, settings),
        images: &images,
        card_faults: Mutex::new(Vec::new()),
        sink,
        progress,
        done: AtomicUsize::new(0),
        template_faults: Mutex::new(Vec::new()),
    };
    site.renderer.set_images(&images);
    site.renderer.set_cards(palette(world, loaded));
    let pages = site.pages();
    faults.extend(pages.facts.iter().flat_map(|f| f.faults.iter().cloned()));
    let whole = link::whole(&index, &entries, &pages.facts);
    faults.extend(whole.faults.iter().cloned());
    site.lists(&pages, &whole.backlinks, &claims);
    let mut files = link::colliding_files(&index);
    let (left, pictures) = site.files(world, &statics, &pages.facts);
    files.extend(left.into_iter().chain(pictures.1));
    faults.extend(pictures.0);
    faults.extend(site.card_faults.into_inner().unwrap_or_else(PoisonError::into_inner));
    all.extend(
        site.template_faults
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner),
    );
    faults.extend(once_a_place(all));
    let explainers = loaded.pages.iter().filter(|p| p.role == Role::Explainer).count();
    let counts = Counts {
        pages: explainers,
        terms: loaded.terms.len(),
        events: loaded.events.len(),
        people: loaded.people.len(),
        sources: loaded.bibliography.len(),
    };
    (counts, files)
}

/// Makes one or several outputs.
type Job<'j> = Box<dyn FnOnce() + Send + 'j>;

/// What a pass over all pages leaves.
struct Pages {
    facts: Vec<Facts>,
    summaries: FxHashMap<usize, String>,
    /// Home pages and the texts of sections: rendered when all pages are known.
    kept: Vec<LinkedPage>,
}

struct Site<'a> {
    index: &'a Index<'a>,
    entries: &'a Entries,
    renderer: Renderer<'a>,
    images: &'a Images<'a>,
    card_faults: Mutex<Vec<Diagnostic>>,
    sink: Sink<'a>,
    progress: Progress<'a>,
    done: AtomicUsize,
    template_faults: Mutex<Vec<(TemplateFault, String)>>,
}

impl Site<'_> {
    /// Links and renders every explainer, each on its own.
    fn pages(&mut self) -> Pages {
        let count = self.index.loaded.pages.len();
        let total = count + self.index.loaded.terms.len();
        let this = &*self;
        let parts: Vec<_> = (0..count)
            .into_par_iter()
            .filter_map(|at| {
                let (linked, facts) = link::page(this.index, at)?;
                let summary = link::plain(&linked.summary);
                let explainer = this
                    .index
                    .loaded
                    .pages
                    .get(at)
                    .is_some_and(|p| p.role == Role::Explainer);
                this.card(this.renderer.card(&linked));
                let kept = if explainer {
                    if let Some(rendered) = this.renderer.page(&linked, None) {
                        this.take(rendered);
                    }
                    None
                } else {
                    Some(linked)
                };
                this.step(total);
                Some((facts, summary, kept))
            })
            .collect();
        let mut pages = Pages {
            facts: Vec::with_capacity(parts.len()),
            summaries: FxHashMap::default(),
            kept: Vec::new(),
        };
        for (facts, summary, kept) in parts {
            pages.summaries.insert(facts.at, summary);
            pages.kept.extend(kept);
            pages.facts.push(facts);
        }
        pages
    }

    fn step(&self, total: usize) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        (self.progress)(done, total);
    }

    fn take(&self, rendered: Rendered) {
        if !rendered.faults.is_empty() {
            let mut faults = self.template_faults.lock().unwrap_or_else(PoisonError::into_inner);
            faults.extend(rendered.faults);
        }
        if let Some(output) = rendered.output {
            (self.sink)(output);
        }
    }

    /// Renders what needs all pages: home, sections, terms, tags, redirects, 404.
    fn lists(&mut self, pages: &Pages, backlinks: &link::Backlinks, claims: &link::Claims) {
        self.renderer.set_summaries(pages.summaries.clone());
        let index = self.index;
        let kept = |role: Role, language: &str| {
            pages.kept.iter().find(|l| {
                let page = index.loaded.pages.get(l.at);
                page.is_some_and(|p| p.role == role && p.language == language)
            })
        };
        let this = &*self;
        let renderer = &this.renderer;
        let mut jobs: Vec<Job<'_>> = Vec::new();
        // What takes longest comes first, so that no core is left with it at the end.
        for language in index.loaded.site.languages.iter().map(|l| l.value.as_str()) {
            for kind in [Kind::Source, Kind::Term, Kind::Event, Kind::Person] {
                let opening = kept(Role::Section(kind), language);
                jobs.push(Box::new(move || {
                    this.take_any(renderer.section(kind, language, opening, backlinks));
                }));
            }
            let home = kept(Role::Home, language);
            jobs.push(Box::new(move || match home {
                Some(home) => this.take_any(renderer.page(home, Some(backlinks))),
                None if language == index.default_language() || this.has_pages(language) => {
                    this.take(renderer.bare_home(language, Some(backlinks)));
                    this.card(renderer.bare_card(language));
                }
                None => {}
            }));
            jobs.push(Box::new(move || this.take_any(renderer.tags(language))));
            jobs.push(Box::new(move || {
                renderer.timeline_styles(language).into_iter().for_each(this.sink);
            }));
        }
        jobs.push(Box::new(move || {
            renderer.glossary_exports(backlinks).into_iter().for_each(this.sink);
        }));
        jobs.push(Box::new(move || {
            renderer.timeline_exports().into_iter().for_each(this.sink);
        }));
        jobs.push(Box::new(move || this.take(renderer.not_found())));
        let total = index.loaded.pages.len() + index.loaded.terms.len();
        let term = |at: usize| {
            if index.is_first(Ref { kind: Kind::Term, at }) {
                this.take_any(renderer.term(at, backlinks));
            }
            this.step(total);
        };
        let lists = || jobs.into_par_iter().for_each(|job| job());
        rayon::join(lists, || (0..index.loaded.terms.len()).into_par_iter().for_each(term));
        index
            .tag_pages()
            .par_iter()
            .for_each(|(path, tag)| this.take(renderer.tag(path, tag)));
        claims.paths.par_iter().for_each(|(path, (claim, _))| {
            if let Claim::Redirect(to) = claim {
                this.take(renderer.redirect(path, *to));
            }
        });
    }

    fn card(&self, job: Option<CardJob>) {
        let Some(job) = job else { return };
        if let Some(fault) = &job.fault {
            let mut faults = self.card_faults.lock().unwrap_or_else(PoisonError::into_inner);
            faults.push(fault.clone());
        }
        if !self.images.only_looks() {
            job.draw(self.images.store()).into_iter().for_each(self.sink);
        }
    }

    fn take_any(&self, rendered: Option<Rendered>) {
        if let Some(rendered) = rendered {
            self.take(rendered);
        }
    }

    fn has_pages(&self, language: &str) -> bool {
        self.index.loaded.pages.iter().any(|p| p.language == language)
    }

    /// Copies the files of the theme, of `static/`, of the bundles, and those that pages refer to.
    fn files(&self, world: &dyn World, theme: &[(String, &'static [u8])], facts: &[Facts]) -> (Vec<FileFault>, Told) {
        let loaded = self.index.loaded;
        for (name, bytes) in theme {
            if !loaded.statics.contains(name) {
                (self.sink)(Output {
                    path: name.clone(),
                    bytes: bytes.to_vec(),
                });
            }
        }
        let mut jobs: Vec<(String, String)> = Vec::new();
        jobs.extend(loaded.statics.iter().map(|s| (format!("static/{s}"), s.clone())));
        let mut wanted: BTreeSet<&str> = facts.iter().flat_map(|f| f.assets.iter().map(String::as_str)).collect();
        wanted.extend(self.entries.all().flat_map(|e| e.assets.iter().map(String::as_str)));
        wanted.extend(
            loaded
                .assets
                .iter()
                .map(String::as_str)
                .filter(|a| in_bundle(self.index, a)),
        );
        for asset in wanted {
            let path = self.index.asset_path(asset);
            jobs.push((format!("content/{asset}"), path.trim_start_matches('/').to_owned()));
        }
        let (jobs, told) = pictures::publish(self.index, self.images, (self.entries, facts), jobs, self.sink);
        let left = jobs
            .into_par_iter()
            .filter_map(|(from, path)| match world.read(&from) {
                Ok(bytes) => {
                    (self.sink)(Output { path, bytes });
                    None
                }
                Err(error) => Some(FileFault {
                    code: Code::FILE_UNREADABLE,
                    path: from,
                    message: format!("can't be read: {error}"),
                    other: None,
                    help: "check that the file is there and that you may read it".to_owned(),
                }),
            })
            .collect();
        (left, told)
    }
}

/// The colours of cards: those of the site's style sheet.
pub(crate) fn palette(world: &dyn World, loaded: &Loaded) -> Palette {
    let own = loaded.statics.iter().any(|s| s == "style.css");
    let css = if own { world.read("static/style.css").ok() } else { None };
    Palette::of(
        &css.map(|css| String::from_utf8_lossy(&css).into_owned())
            .unwrap_or_default(),
    )
}

/// A template's fault is said once, with the first page that met it and the number of the others.
pub(crate) fn once_a_place(mut all: Vec<(TemplateFault, String)>) -> Vec<Diagnostic> {
    all.sort_by(|(a, x), (b, y)| (a.span, &a.message, x).cmp(&(b.span, &b.message, y)));
    let mut out: Vec<Diagnostic> = Vec::new();
    let mut rest = all.into_iter().peekable();
    while let Some((fault, page)) = rest.next() {
        let mut more = 0;
        while rest
            .next_if(|(next, _)| next.span == fault.span && next.message == fault.message)
            .is_some()
        {
            more += 1;
        }
        let message = match (page.as_str(), more) {
            ("", _) => fault.message,
            (page, 0) => format!("{} (while rendering {page})", fault.message),
            (page, n) => format!("{} (while rendering {page} and {n} more)", fault.message),
        };
        out.push(Diagnostic::new(fault.code, fault.span, message).help(fault.help));
    }
    out
}
