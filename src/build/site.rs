//! One run over a loaded site: everything linked, everything rendered, every output handed on. Where a build remembers, what
//! still holds of the last one is taken from there.

use std::collections::BTreeSet;
use std::hash::{Hash, Hasher};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use xxhash_rust::xxh3::{Xxh3, xxh3_128};

use super::one::{self, Job, Made, in_bundle};
use super::past::{Answers, Asked, Holding, Past, facts_bytes, key, key_of_copy, key_of_picture};
use super::pictures::{self, Hand, Told};
use super::remember::{JobNote, PageNote, Remembered};
use super::sink::Sink;
use super::{Counts, Failure, Progress};
use crate::cache::trace::Trace;
use crate::cards::Palette;
use crate::diagnostics::{Code, Diagnostic, Severity};
use crate::images::{Images, Nowhere, Store};
use crate::link::{self, Backlinks, Claim, Entries, Facts, FileFault, Index, LinkedPage, Ref};
use crate::load::{Loaded, Memo, Page, Role};
use crate::model::id::Kind;
use crate::render::{Assets, CardJob, Engine, Renderer, Settings, TemplateFault};
use crate::search::{self, Record};
use crate::theme;
use crate::world::World;
use crate::write::{Output, twins};

/// What a run is given.
pub(super) struct Run<'r> {
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
    /// What an earlier run knew, where this one is to remember as well.
    pub(super) past: Option<&'r Past<'r>>,
}

/// What a run comes to, beside outputs and faults.
pub(super) struct Done {
    pub(super) counts: Counts,
    pub(super) files: Vec<FileFault>,
    /// What to remember, but for what the output folder says of the outputs.
    pub(super) remembered: Option<Remembered>,
}

/// Links and renders everything.
pub(super) fn stages(run: &Run<'_>, loaded: &Loaded, faults: &mut Vec<Diagnostic>) -> Result<Done, Failure> {
    let statics = theme::statics(loaded.site.search);
    let names: Vec<&str> = statics.iter().map(|(name, _)| name.as_str()).collect();
    let (mut index, found) = Index::new(loaded, run.world.today(), &names);
    faults.extend(found);
    if let Some(past) = run.past {
        index.watch(run.world, Arc::clone(&past.deps), Arc::clone(&past.changed));
    }
    let index = index;
    let (claims, found) = link::claims(&index);
    faults.extend(found);
    let entries = link::entries(&index);
    faults.extend(entries.all().flat_map(|e| e.faults.iter().cloned()));
    faults.extend(entries.footer_faults.iter().cloned());

    let assets = Assets::new(loaded, &|path| run.world.read(path).ok());
    let (mut engine, template_faults) = Engine::new(loaded, assets, run.settings.portable);
    for (key, value) in Renderer::globals(&index, run.settings) {
        engine.globals().insert_value(key.to_string(), value);
    }
    let mut all: Vec<(TemplateFault, String)> = template_faults.into_iter().map(|f| (f, String::new())).collect();
    let mut images = Images::new(&index, run.world, run.pictures.unwrap_or(&Nowhere));
    if run.pictures.is_none() {
        images.only_look();
    }
    let mut renderer = Renderer::new(&index, &entries, &engine, run.settings);
    renderer.set_images(&images);
    renderer.set_cards(palette(run.world, loaded));
    let renderer = renderer;
    let backlinks = Backlinks::default();
    let mut site = Site {
        run,
        index: &index,
        entries: &entries,
        renderer: &renderer,
        images: &images,
        backlinks: &backlinks,
        holding: None,
        done: AtomicUsize::new(0),
        found: Mutex::default(),
    };
    let mut answers = run
        .past
        .map(|past| Answers::new(&index, &renderer, &entries, &past.deps));
    site.holding = run
        .past
        .zip(answers.as_ref())
        .map(|(past, answers)| Holding::new(past, loaded, answers));
    let Pages {
        facts,
        summaries,
        records,
    } = site.pages();
    faults.extend(facts.iter().flat_map(|f| f.faults.iter().cloned()));
    backlinks.entries(&entries);
    let borrowed: Vec<&Facts> = facts.iter().collect();
    faults.extend(link::judge(&index, &entries, &borrowed, &backlinks));
    if let Some(answers) = &mut answers {
        answers.complete(&backlinks, &summaries);
        if let Some(holding) = &mut site.holding {
            holding.judge(answers, true);
        }
    }
    renderer.set_summaries(summaries.clone());
    site.lists(&claims);
    let mut files = link::colliding_files(&index);
    let (left, pictures) = site.files(&statics, &facts);
    files.extend(left.into_iter().chain(pictures.1));
    faults.extend(pictures.0);
    if run.search && !faults.iter().any(|f| f.severity == Severity::Error) {
        site.search_files(&records)?;
    }
    let Found {
        jobs,
        pages,
        faults: found,
        copied,
        ..
    } = site.found.into_inner().unwrap_or_else(PoisonError::into_inner);
    all.extend(found);
    faults.extend(once_a_place(all));
    let counts = Counts {
        pages: loaded.pages.iter().filter(|p| p.role == Role::Explainer).count(),
        terms: loaded.terms.len(),
        events: loaded.events.len(),
        people: loaded.people.len(),
        sources: loaded.bibliography.len(),
    };
    let holding = site.holding.as_ref();
    let remembered = run
        .past
        .zip(answers.as_ref())
        .zip(holding)
        .map(|((past, answers), holding)| Remembered::new(past, answers, holding, loaded, (pages, jobs, copied)));
    Ok(Done {
        counts,
        files,
        remembered,
    })
}

/// A page that was linked now.
struct Linked {
    page: LinkedPage,
    facts: Facts,
    record: Option<Record>,
    card: Option<CardJob>,
}

/// What a pass over all pages leaves.
#[derive(Default)]
struct Pages {
    facts: Vec<Facts>,
    summaries: FxHashMap<usize, Arc<str>>,
    /// The hashes of what can be searched for.
    records: Vec<(usize, u64)>,
}

fn hash_of(record: &Record) -> u64 {
    let mut hash = Xxh3::new();
    record.hash(&mut hash);
    // None is left for pages without a record.
    hash.finish().max(1)
}

/// What is gathered from all threads.
#[derive(Default)]
struct Found<'p> {
    pages: Vec<PageNote<'p>>,
    jobs: Vec<JobNote<'p>>,
    faults: Vec<(TemplateFault, String)>,
    /// Files that were published as they are, with their hashes.
    copied: Vec<(String, u128)>,
    /// What of pages that were linked now can be searched for.
    records: FxHashMap<usize, Record>,
}

struct Site<'a> {
    run: &'a Run<'a>,
    index: &'a Index<'a>,
    entries: &'a Entries,
    renderer: &'a Renderer<'a>,
    images: &'a Images<'a>,
    backlinks: &'a Backlinks,
    holding: Option<Holding<'a>>,
    done: AtomicUsize,
    found: Mutex<Found<'a>>,
}

impl<'a> Site<'a> {
    /// Links every page and renders every explainer, each on its own. Home and the texts of sections are rendered when all
    /// pages are known.
    fn pages(&self) -> Pages {
        let count = self.index.loaded.pages.len();
        let total = count + self.index.loaded.terms.len();
        let parts: Vec<(Facts, String, u64)> = (0..count)
            .into_par_iter()
            .filter_map(|at| {
                let mut found = self.page(at)?;
                self.backlinks.take(&mut found.0);
                // What it refers to is in the backlinks now, and in what is remembered.
                found.0.refs = std::collections::BTreeMap::new();
                self.step(total);
                Some(found)
            })
            .collect();
        let mut pages = Pages::default();
        for (facts, summary, record) in parts {
            pages.summaries.insert(facts.at, summary.into());
            pages.records.push((facts.at, record));
            pages.facts.push(facts);
        }
        pages
    }

    /// Links a page, and renders it where it is an explainer: what it says, its summary, and the hash of what of it can be
    /// searched for.
    fn page(&self, at: usize) -> Option<(Facts, String, u64)> {
        let page = self.index.loaded.pages.get(at)?;
        let who = self.index.who(Ref { kind: Kind::Page, at });
        let mut jobs = Vec::new();
        if page.role == Role::Explainer {
            jobs.push(Job::Page(at));
        }
        if self.run.pictures.is_some() && self.renderer.has_cards() && !matches!(page.role, Role::Section(_)) {
            jobs.push(Job::Card(at));
        }
        jobs.retain(|job| !self.keep(key(self.index, job)));
        let known = self.holding.as_ref().and_then(|holding| holding.facts(who, at));
        if jobs.is_empty()
            && let Some((facts, summary, record, page)) = known
        {
            let asked = Asked::Before(&page.asked, page.words);
            self.note_page(who, asked, || facts_bytes(&facts, &summary, record));
            return Some((facts, summary, record));
        }
        let (found, trace) = self.index.traced(|| self.link(page, at));
        let Linked {
            page: linked,
            facts,
            record,
            card,
        } = found?;
        let summary = link::plain(&linked.summary);
        let hash = record.as_ref().map_or(0, hash_of);
        self.note_page(who, Asked::Now(trace.clone()), || facts_bytes(&facts, &summary, hash));
        self.note_record(at, record);
        for job in &jobs {
            let (made, mut asked) = self.index.traced(|| match job {
                Job::Card(_) => Made {
                    outputs: card.iter().filter_map(|card| card.draw(self.images.store())).collect(),
                    ..Made::default()
                },
                _ => one::with(job, self.index, self.renderer, self.backlinks, Some(&linked)),
            });
            asked.take_in(&trace);
            self.take(key(self.index, job), made, asked);
        }
        Some((facts, summary, hash))
    }

    /// Links a page, and finds what of it can be searched for and what its card says.
    fn link(&self, page: &Page, at: usize) -> Option<Linked> {
        let (linked, mut facts) = link::page(self.index, at)?;
        let card = self.renderer.card(&linked);
        let fault = card.as_ref().and_then(|card| card.fault.clone());
        facts
            .faults
            .extend(fault.filter(|f| !page.head.allow.contains(&f.code)));
        let record = self.run.search.then(|| search::of_page(self.index, &linked)).flatten();
        Some(Linked {
            page: linked,
            facts,
            record,
            card,
        })
    }

    fn note_record(&self, at: usize, record: Option<Record>) {
        if let Some(record) = record {
            let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
            found.records.insert(at, record);
        }
    }

    /// Makes the files in which readers search, from the records of all pages and entries; where none of these has changed,
    /// the files stay as they are.
    fn search_files(&self, pages: &[(usize, u64)]) -> Result<(), Failure> {
        let index = self.index;
        let of_entry = |entry| search::of_entry(index, entry);
        let mut records: Vec<Record> = self.entries.all().filter_map(of_entry).collect();
        let who = |at: usize| index.who(Ref { kind: Kind::Page, at });
        let all: Vec<(u64, u64)> = pages.iter().map(|(at, hash)| (who(*at), *hash)).collect();
        let mut hash = Xxh3::new();
        (&all, &records).hash(&mut hash);
        let key = hash.finish();
        if self.keep(key) {
            return Ok(());
        }
        let known = {
            let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
            std::mem::take(&mut found.records)
        };
        let made = pages.par_iter().filter(|(_, hash)| *hash != 0).filter_map(|(at, _)| {
            let known = known.get(at).cloned();
            known.or_else(|| search::of_page(index, &link::page(index, *at)?.0))
        });
        records.par_extend(made);
        drop(known);
        let outputs = search::outputs(records, self.run.settings.portable).map_err(Failure::Search)?;
        let made = Made {
            outputs,
            ..Made::default()
        };
        self.take(key, made, Trace::default());
        Ok(())
    }

    fn step(&self, total: usize) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        (self.run.progress)(done, total);
    }

    /// Takes what an earlier run made of a job, where that still holds and stands where it should.
    fn keep(&self, key: u64) -> bool {
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

    /// Hands on what was made of a job.
    fn take(&self, key: u64, mut made: Made, trace: Trace) {
        if self.run.compress {
            let twins: Vec<Output> = made.outputs.iter().flat_map(twins).collect();
            made.outputs.extend(twins);
        }
        let note = self.holding.is_some().then(|| JobNote::made(key, &made, trace));
        {
            let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
            found.jobs.extend(note);
            found.faults.extend(made.faults);
        }
        made.outputs.into_iter().for_each(|output| self.run.sink.put(output));
    }

    fn note_page(&self, who: u64, trace: Asked<'a>, facts: impl FnOnce() -> Vec<u8>) {
        if self.holding.is_some() {
            let note = PageNote {
                who,
                trace,
                facts: facts(),
            };
            let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
            found.pages.push(note);
        }
    }

    /// Does a job that needs all pages linked, unless its outputs can be kept.
    fn job(&self, job: &Job) {
        let key = key(self.index, job);
        if self.keep(key) {
            return;
        }
        let (made, trace) = self
            .index
            .traced(|| one::make(job, self.index, self.renderer, self.backlinks));
        self.take(key, made, trace);
    }

    /// Renders what needs all pages: home, sections, terms, tags, redirects, 404.
    fn lists(&self, claims: &link::Claims) {
        let index = self.index;
        let text_of = |role: Role, language: &str| {
            let mut pages = index.loaded.pages.iter();
            pages.position(|p| p.role == role && p.language == language)
        };
        let mut jobs: Vec<Job> = Vec::new();
        // What takes longest comes first, so that no core is left with it at the end.
        for language in index.loaded.site.languages.iter().map(|l| l.value.as_str()) {
            for kind in [Kind::Source, Kind::Term, Kind::Event, Kind::Person] {
                let text = text_of(Role::Section(kind), language);
                jobs.push(Job::Section(kind, text, language.to_owned()));
            }
            let home = text_of(Role::Home, language);
            let has_pages = || index.loaded.pages.iter().any(|p| p.language == language);
            if home.is_some() || language == index.default_language() || has_pages() {
                jobs.push(Job::Home(home, language.to_owned()));
                if home.is_none() && self.run.pictures.is_some() && self.renderer.has_cards() {
                    jobs.push(Job::BareCard(language.to_owned()));
                }
            }
            jobs.push(Job::Feed(language.to_owned()));
            jobs.push(Job::Tags(language.to_owned()));
            jobs.push(Job::Search(language.to_owned()));
            jobs.push(Job::Styles(language.to_owned()));
        }
        jobs.extend([
            Job::Glossary,
            Job::Timeline,
            Job::Maps,
            Job::Sources,
            Job::NotFound,
            Job::Hosts,
        ]);
        if index.loaded.site.markdown {
            jobs.extend((0..index.loaded.pages.len()).map(Job::Markdown));
        }
        let total = index.loaded.pages.len() + index.loaded.terms.len();
        let term = |at: usize| {
            if index.is_first(Ref { kind: Kind::Term, at }) {
                self.job(&Job::Term(at));
            }
            self.step(total);
        };
        rayon::join(
            || jobs.par_iter().for_each(|job| self.job(job)),
            || (0..index.loaded.terms.len()).into_par_iter().for_each(term),
        );
        let tags: Vec<&String> = index.tag_pages().keys().collect();
        tags.par_iter().for_each(|path| self.job(&Job::Tag((*path).clone())));
        claims.paths.par_iter().for_each(|(path, (claim, _))| {
            if let Claim::Redirect(to) = claim {
                self.job(&Job::Redirect(path.clone(), *to));
            }
        });
    }

    /// Copies the files of the theme, of `static/`, of the bundles, and those that pages refer to.
    fn files(&self, theme: &[(String, &'static [u8])], facts: &[Facts]) -> (Vec<FileFault>, Told) {
        let loaded = self.index.loaded;
        for (name, bytes) in theme {
            if !loaded.statics.contains(name) {
                self.copy(key_of_copy("theme", name, 0), name, || Ok(bytes.to_vec()))
                    .ok();
            }
        }
        let mut jobs: Vec<(String, String)> = Vec::new();
        jobs.extend(loaded.statics.iter().map(|s| (format!("static/{s}"), s.clone())));
        let named = self.renderer.assets();
        for (name, hashed) in named.hashed() {
            let of_theme = || theme.iter().find_map(|(n, bytes)| (n == name).then_some(*bytes));
            let own = loaded.statics.iter().any(|s| s == name);
            match named.slim(name).or_else(|| of_theme().filter(|_| !own)) {
                Some(bytes) => {
                    let key = key_of_copy("theme", hashed, 0);
                    self.copy(key, hashed, || Ok(bytes.to_vec())).ok();
                }
                None => jobs.push((format!("static/{name}"), hashed.to_owned())),
            }
        }
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
        let (jobs, told) = self.pictures(facts, jobs);
        let left = jobs
            .into_par_iter()
            .filter_map(|(from, path)| {
                let error = self.file(&from, &path).err()?;
                Some(FileFault {
                    code: Code::FILE_UNREADABLE,
                    path: from,
                    message: format!("can't be read: {error}"),
                    other: None,
                    help: "check that the file is there and that you may read it".to_owned(),
                })
            })
            .collect();
        (left, told)
    }

    /// Publishes the pictures among some files; returns the files that are left.
    fn pictures(&self, facts: &[Facts], files: Vec<(String, String)>) -> (Vec<(String, String)>, Told) {
        let hash_of = |from: &str| self.run.past.and_then(|past| past.memory.hash(from));
        let keep = |from: &str, to: &str, shown: bool| {
            let Some(hash) = hash_of(from) else { return false };
            let kept = self.keep(key_of_picture(from, to, shown, hash));
            if kept {
                self.copied(from, hash);
            }
            kept
        };
        let take = |(from, to, shown): (&str, &str, bool), outputs: Vec<Output>, faulty: bool| {
            let hash = self
                .run
                .past
                .and_then(|_| self.run.world.read(from).ok())
                .map(|bytes| xxh3_128(&bytes));
            match hash.filter(|_| !faulty) {
                Some(hash) => {
                    self.copied(from, hash);
                    let made = Made {
                        outputs,
                        ..Made::default()
                    };
                    self.take(key_of_picture(from, to, shown, hash), made, Trace::default());
                }
                None => outputs.into_iter().for_each(|output| self.run.sink.put(output)),
            }
        };
        let hand = Hand {
            keep: &keep,
            take: &take,
        };
        pictures::publish(self.index, self.images, (self.entries, facts), files, &hand)
    }

    /// Publishes a file as it is.
    fn file(&self, from: &str, path: &str) -> std::io::Result<()> {
        let known = self.run.past.and_then(|past| past.memory.hash(from));
        if let Some(hash) = known
            && self.keep(key_of_copy(from, path, hash))
        {
            self.copied(from, hash);
            return Ok(());
        }
        let bytes = self.run.world.read(from)?;
        let hash = xxh3_128(&bytes);
        self.copied(from, hash);
        let key = key_of_copy(from, path, hash);
        self.copy(key, path, || Ok(bytes))?;
        Ok(())
    }

    fn copied(&self, from: &str, hash: u128) {
        if self.holding.is_some() {
            let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
            found.copied.push((from.to_owned(), hash));
        }
    }

    fn copy(&self, key: u64, path: &str, bytes: impl FnOnce() -> std::io::Result<Vec<u8>>) -> std::io::Result<()> {
        if self.keep(key) {
            return Ok(());
        }
        let output = Output {
            path: path.to_owned(),
            bytes: bytes()?,
        };
        let made = Made {
            outputs: vec![output],
            ..Made::default()
        };
        self.take(key, made, Trace::default());
        Ok(())
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
