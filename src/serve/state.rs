//! The site as it stands, between two changes: what was loaded, and what can be kept of what was made from it. Works out how
//! much a change asks for. Links and renders nothing itself.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::mpsc::Receiver;
use std::time::Instant;

use super::clients::Clients;
use super::round::{Due, Next, Round};
use super::{Message, Options, Told};
use crate::build::Failure;
use crate::build::one::Job;
use crate::diagnostics::{Code, Diagnostic};
use crate::images::{self, Images};
use crate::link::{self, Backlinks, Claims, Entries, Facts, FileFault, Index, Parts, Ref, Renewed};
use crate::load::{self, Again, Loaded};
use crate::model::id::Kind;
use crate::render::{Assets, Engine, Kept, Order, Renderer, Settings, TemplateFault};
use crate::theme;
use crate::world::World;

/// Above so many files, a change is taken for one of all files: a branch was switched, an archive unpacked.
const MANY: usize = 64;

/// The site and what is known of it.
pub(super) struct State {
    options: load::Options,
    pub(super) loaded: Loaded,
    pub(super) settings: Settings,
    /// What is wrong with the site's settings: no `base_url`, no `site.yaml` any more.
    pub(super) notices: Vec<Diagnostic>,
    kept: Option<(Parts, Kept)>,
    engine: Option<Engine>,
    pub(super) known: Known,
    entries: Entries,
    change: Change,
}

/// What was found out about pages and entries, and what has to be found out again.
#[derive(Default)]
pub(super) struct Known {
    pub(super) claims: Claims,
    pub(super) facts: Vec<Option<Facts>>,
    /// Who refers to what: all of it, once `complete`.
    pub(super) backlinks: Backlinks,
    /// All pages have been linked at least once.
    pub(super) complete: bool,
    pub(super) index_faults: Vec<Diagnostic>,
    pub(super) claim_faults: Vec<Diagnostic>,
    pub(super) whole_faults: Vec<Diagnostic>,
    pub(super) file_faults: Vec<FileFault>,
    pub(super) engine_faults: Vec<TemplateFault>,
    pub(super) render_faults: BTreeMap<Job, Vec<(TemplateFault, String)>>,
    /// Files that can't be understood any more; what they held before is shown.
    pub(super) faulty: BTreeSet<crate::span::FileId>,
    pub(super) due: Due,
    /// The files in which readers search, once somebody has searched.
    pub(super) search: Option<BTreeMap<String, Vec<u8>>>,
}

/// What has changed since the last round.
#[derive(Default)]
struct Change {
    /// Pages and entries with other fields or texts.
    moved: Vec<Ref>,
    /// Entries that have been linked anew all together.
    entries: Option<Entries>,
    /// Published files with other bytes.
    touched: Vec<String>,
    /// What to tell when pages can be served again.
    tell: Option<(Vec<String>, Instant)>,
}

impl State {
    /// Loads a site.
    ///
    /// # Errors
    /// When there is none.
    pub(super) fn load(world: &dyn World, options: &Options) -> Result<Self, Failure> {
        let options = load::Options { drafts: options.drafts };
        let loaded = load::load(world, options)?;
        let mut state = Self {
            options,
            loaded,
            settings: Settings::default(),
            notices: Vec::new(),
            kept: None,
            engine: None,
            known: Known::default(),
            entries: Entries::default(),
            change: Change::default(),
        };
        state.begin();
        Ok(state)
    }

    /// What follows from having loaded everything.
    fn begin(&mut self) {
        self.settings = Settings {
            portable: false,
            base_url: self.loaded.site.base_url.clone(),
        };
        self.notices = crate::build::no_base_url(&self.loaded, &self.loaded.faults, &self.settings)
            .into_iter()
            .collect();
        self.kept = None;
        self.engine = None;
        self.known = Known::default();
        self.known.facts.resize_with(self.loaded.pages.len(), || None);
        self.known.due.all_pages(self.loaded.pages.len());
        self.known.due.all_jobs = true;
    }

    /// Answers until nobody can ask any more.
    pub(super) fn run(&mut self, world: &dyn World, inbox: &Receiver<Message>, tell: &(dyn Fn(Told) + Sync)) {
        let mut clients = Clients::default();
        let store = images::Preview::new(world);
        let mut pictures = None;
        loop {
            match self.round((world, &store), &mut pictures, inbox, &mut clients, tell) {
                Next::Changed(paths) => {
                    self.changed(world, &paths);
                    match &mut pictures {
                        Some(pictures) if self.kept.is_some() => {
                            self.change.touched.iter().for_each(|file| pictures.forget(file));
                        }
                        // Files may have come or gone.
                        pictures => *pictures = None,
                    }
                }
                Next::Entries(entries) => self.change.entries = Some(entries),
                Next::End => return,
            }
        }
    }

    /// One state of the site, from its index to the next change.
    fn round<'w>(
        &mut self,
        (world, store): (&'w dyn World, &'w dyn images::Store),
        pictures: &mut Option<Images<'w>>,
        inbox: &Receiver<Message>,
        clients: &mut Clients,
        tell: &(dyn Fn(Told) + Sync),
    ) -> Next {
        let mut change = std::mem::take(&mut self.change);
        if !change.moved.is_empty() || change.entries.is_some() {
            self.known.search = None;
        }
        let (parts, kept) = self.kept.take().unzip();
        let all_entries = parts.is_none() || change.entries.is_some();
        let (index, faults) = index(&self.loaded, world, parts, &change.moved);
        self.known.index_faults = faults;
        match change.entries.take() {
            Some(entries) => self.entries = entries,
            None if all_entries => self.entries = link::entries(&index),
            None => {
                let entries = change.moved.iter().filter(|r| r.kind != Kind::Page);
                for entry in entries.filter_map(|r| link::entry(&index, *r)) {
                    self.entries.put(entry);
                }
            }
        }
        let entries = &self.entries;
        let engine = self.engine.get_or_insert_with(|| {
            let (engine, faults) = engine(&index, world, &self.settings);
            self.known.engine_faults = faults;
            engine
        });
        let pictures = &*pictures.get_or_insert_with(|| Images::new(&index, world, store));
        let mut renderer = match kept {
            Some(kept) => Renderer::again(&index, entries, engine, &self.settings, (kept, &change.moved)),
            None => Renderer::new(&index, entries, engine, &self.settings, Order::new(&index)),
        };
        renderer.set_images(pictures);
        renderer.set_cards(crate::build::palette(world, &self.loaded));
        let base = crate::render::base_path(&self.settings);
        let mut round = Round {
            index: &index,
            entries,
            renderer,
            images: pictures,
            base: &base,
            notices: &self.notices,
            known: &mut self.known,
            clients,
            tell,
        };
        round.begin(&change.moved, all_entries);
        if let Some((paths, since)) = change.tell {
            let took = since.elapsed();
            tell(Told::Changed { paths, took });
        }
        round.show(&change.touched);
        let next = round.run(inbox);
        let kept = round.renderer.keep();
        self.kept = Some((index.keep(), kept));
        next
    }

    /// Brings what was loaded up to date after a change of files; all of them, where none is named.
    fn changed(&mut self, world: &dyn World, paths: &BTreeSet<String>) {
        let since = Instant::now();
        let mut told = Vec::new();
        let mut anew = paths.is_empty() || paths.len() > MANY;
        if !anew {
            for path in paths {
                if self.one(world, path, &mut anew) {
                    told.push(path.clone());
                }
                if anew {
                    break;
                }
            }
        }
        if anew {
            told = paths.iter().cloned().collect();
            self.anew(world);
        }
        if !told.is_empty() || anew {
            self.change.tell = Some((told, since));
        }
    }

    fn anew(&mut self, world: &dyn World) {
        if world.read("content/site.yaml").is_err() {
            // As when a branch is switched: site.yaml may be back in a moment.
            let message = "can't be read: what it said before is shown";
            let fault = Diagnostic::new(Code::FILE_UNREADABLE, self.loaded.site.place, message);
            self.notices = vec![fault.help("put content/site.yaml back; every site needs it")];
            self.known.due.whole = true;
            return;
        }
        // What was found out goes first, so that a large site is in memory less than twice.
        (self.kept, self.engine) = (None, None);
        (self.known, self.entries) = (Known::default(), Entries::default());
        if let Ok(loaded) = load::load(world, self.options) {
            self.loaded = loaded;
        }
        let touched = std::mem::take(&mut self.change.touched);
        self.change = Change {
            touched,
            ..Change::default()
        };
        self.begin();
    }

    /// Brings one file up to date; returns whether it had changed.
    fn one(&mut self, world: &dyn World, path: &str, anew: &mut bool) -> bool {
        if self.is_published(path) {
            match world.read(path) {
                Ok(_) => {
                    self.change.touched.push(path.to_owned());
                    self.renamed(path);
                }
                Err(_) => *anew = true,
            }
            return true;
        }
        let again = self.loaded.again(world, path, self.options, &self.known.faulty);
        let due = &mut self.known.due;
        match again {
            Again::Same => return false,
            Again::Anew => *anew = true,
            Again::Template => {
                self.engine = None;
                self.known.render_faults.clear();
                due.all_jobs = true;
                due.whole = true;
            }
            Again::Faulty(file) => {
                self.known.faulty.insert(file);
                due.whole = true;
            }
            Again::Replaced(file, held) => {
                self.known.faulty.remove(&file);
                due.whole = true;
                for (kind, at) in held {
                    match kind {
                        Kind::Page => due.page(at, self.loaded.pages.get(at)),
                        _ => due.entry(Ref { kind, at }, self.loaded.pages.len()),
                    }
                    self.change.moved.push(Ref { kind, at });
                }
            }
        }
        true
    }

    /// Lets the templates go where a published file has another name now, for its content.
    fn renamed(&mut self, path: &str) {
        let name = path.strip_prefix("static/").unwrap_or("");
        let assets = self.engine.as_ref().map(Engine::assets);
        if assets.is_some_and(|a| a.hashed().any(|(n, _)| n == name)) {
            self.engine = None;
        }
    }

    /// Whether a file is published as it is.
    fn is_published(&self, path: &str) -> bool {
        let of = |folder: &str, all: &[String]| path.strip_prefix(folder).is_some_and(|p| all.iter().any(|a| a == p));
        of("static/", &self.loaded.statics) || of("content/", &self.loaded.assets)
    }
}

/// The index of what was loaded, with as much of the one before as the changed entries leave.
fn index<'l>(
    loaded: &'l Loaded,
    world: &dyn World,
    parts: Option<Parts>,
    moved: &[Ref],
) -> (Index<'l>, Vec<Diagnostic>) {
    let Some(parts) = parts else {
        let statics = theme::statics(loaded.site.search);
        let names: Vec<&str> = statics.iter().map(|(name, _)| name.as_str()).collect();
        return Index::new(loaded, world.today(), &names);
    };
    let any = |kinds: &[Kind]| moved.iter().any(|r| kinds.contains(&r.kind));
    let renewed = Renewed {
        terms: any(&[Kind::Term]),
        names: any(&[Kind::Term, Kind::Person]),
    };
    Index::again(loaded, world.today(), parts, renewed)
}

/// The templates, with the values that all of them see.
fn engine(index: &Index<'_>, world: &dyn World, settings: &Settings) -> (Engine, Vec<TemplateFault>) {
    let assets = Assets::new(index.loaded, &|path| world.read(path).ok());
    let (mut engine, faults) = Engine::new(index.loaded, assets, settings.portable);
    for (key, value) in Renderer::globals(index, settings) {
        engine.globals().insert_value(key.to_string(), value);
    }
    (engine, faults)
}
