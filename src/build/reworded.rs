//! A build after which some explainers' texts say something else, and nothing else does: those explainers are made again, and
//! all others are not even loaded. What is loaded is a small site: all entries, and of the pages those that the changed ones
//! asked for when they were last made. In it the changed pages are linked and rendered as ever, and whatever is asked on the
//! way is noted. What came of it counts only where each answer has the print that it had in the whole site, so that the small
//! site said nothing but what the whole one says; where no output but the pages' own and feeds holds their text; and where
//! what they are to others (who and what they refer to, with the sentences that lists show, ids that links name, their summary) is
//! what it was. What is wrong with their texts, short of an error, takes the place of what was wrong before (`told`). Else there is
//! nothing, and the build goes on as if it hadn't been tried.

mod changed;
mod held;
mod publish;
mod told;
mod wants;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use rustc_hash::FxHashMap;

use self::changed::{Changed, Old};
use self::held::{Questions, Uses};
pub(super) use self::publish::Target;
use self::told::Told;
use self::wants::Wants;
use super::notes;
use super::one::Job;
use super::past::{Answers, Holding, Past};
use super::sink::To;
use super::site::{self, Found, Run, Site};
use super::unchanged::{Messages, Rest};
use super::words::{Numbering, Words};
use super::{Options, Outcome, Texts, over};
use crate::cache::form::Print;
use crate::cache::later::Lookup;
use crate::cache::memory::Memory;
use crate::cache::rebase::Rebase;
use crate::cache::saved::{Answered, Head, Saved, SavedUses};
use crate::cache::table::Table;
use crate::cache::trace::Deps;
use crate::images::Folder;
use crate::link::{Backlinks, Index, Ref};
use crate::load::{self, Few, Lists, Loaded, Memo, Role};
use crate::model::id::Kind;
use crate::render::Settings;
use crate::theme;
use crate::world::World;
use crate::write::Output;

/// What such a build is given.
pub(super) struct Given<'g, 'p> {
    pub(super) world: &'g dyn World,
    pub(super) options: &'g Options,
    /// What is as it was, and which files are not.
    pub(super) rest: &'g Rest<'g>,
    pub(super) lists: &'g Lists,
    /// What is remembered.
    pub(super) head: &'g Head<'p>,
    pub(super) lookup: &'g Lookup<'g, 'p>,
    pub(super) deps: Table<'p, Answered<'p>>,
    pub(super) seen: i64,
}

/// What came of it.
pub(super) struct Reworded {
    pub(super) outcome: Outcome,
    /// What was said, where that isn't what the last build said.
    pub(super) messages: Option<Messages>,
    pub(super) outputs: Vec<Output>,
    pub(super) remembered: Remembered,
}

/// What of it is to be remembered.
pub(super) struct Remembered {
    pub(super) pages: Vec<Page>,
    pub(super) jobs: Vec<notes::Job<'static>>,
    /// Who refers to what, where that is another.
    pub(super) uses: Vec<SavedUses>,
    /// The answers that are others, by the numbers of their questions.
    pub(super) prints: Vec<(u32, Print)>,
    pub(super) words: Option<(u32, Vec<u8>)>,
}

/// A page that was linked again.
pub(super) struct Page {
    /// Its file, from the site's root.
    pub(super) path: String,
    pub(super) hash: u128,
    pub(super) decoded: Vec<u8>,
    pub(super) links: notes::Page<'static>,
}

/// Makes the changed pages again. `None` where more may have to be done.
pub(super) fn make(given: &Given<'_, '_>) -> Option<Reworded> {
    if given.head.search {
        return None;
    }
    let changed = Changed::new(given)?;
    let wants = Wants::new(given, &changed)?;
    let few = Few::new(given.world, given.lists, |path| wants.shows(path));
    let nothing = Saved::default();
    let no_stamps = FxHashMap::default();
    let memory = Memory::new(&few, &nothing, &no_stamps);
    let past = Past {
        saved: &nothing,
        memory: &memory,
        deps: Arc::new(Deps::default()),
        changed: Arc::new(AtomicBool::new(false)),
        parts: Folder::new(std::path::PathBuf::new()),
        sentences: Arc::default(),
        seen: given.seen,
    };
    let known = Known {
        lookup: given.lookup,
        rest: given.rest,
    };
    let drafts = given.options.drafts;
    let mut loaded = load::load_with(&few, load::Options { drafts }, load::Texts::Remembered(&known)).ok()?;
    loaded.site.base_url = over(given.options).ok()?.or(loaded.site.base_url);
    let places = changed.pages.iter().map(|old| same_head(&loaded, old));
    let places: Vec<usize> = places.collect::<Option<_>>()?;
    if loaded.stale {
        return None;
    }
    let settings = Settings {
        portable: given.options.portable,
        base_url: loaded.site.base_url.clone(),
    };
    let made = Mutex::new(Vec::new());
    let sink = To(|output: Output| made.lock().unwrap_or_else(PoisonError::into_inner).push(output));
    let folder = given.options.images.clone().map(Folder::new);
    let run = Run {
        world: &few,
        settings: &settings,
        progress: &|_, _| {},
        sink: &sink,
        pictures: Some(folder.as_ref().map_or(&crate::images::Nowhere, |folder| folder)),
        search: false,
        compress: given.options.compress || loaded.site.compress,
        texts: Texts::Past(&past),
    };
    let mut told = Told::default();
    let remembered = again(&run, &loaded, given, (&changed, &places, &wants), &mut told)?;
    let (outcome, messages) = told.outcome(given, &loaded, &changed)?;
    if past.changed.load(Ordering::Relaxed) {
        return None;
    }
    Some(Reworded {
        outcome,
        outputs: made.into_inner().unwrap_or_else(PoisonError::into_inner),
        messages,
        remembered,
    })
}

/// The files as they are remembered, but for the changed ones.
struct Known<'k> {
    lookup: &'k Lookup<'k, 'k>,
    rest: &'k Rest<'k>,
}

impl Memo for Known<'_> {
    fn hash(&self, path: &str) -> Option<u128> {
        let changed = self.rest.changed().any(|changed| changed == path);
        self.lookup.input(path).filter(|_| !changed).map(|input| input.hash)
    }

    fn decoded(&self, path: &str, hash: u128) -> Option<&[u8]> {
        let input = self.lookup.input(path)?;
        (input.hash == hash && !input.decoded.is_empty()).then_some(input.decoded)
    }
}

/// Where a changed page is now, where its front matter says what it said, at the same places, and nothing is wrong with its
/// file.
fn same_head(loaded: &Loaded, old: &Old<'_>) -> Option<usize> {
    let path = old.path.strip_prefix("content/")?;
    let at = loaded.pages.iter().position(|page| page.path == path)?;
    let page = loaded.pages.get(at)?;
    let now = loaded.prints.get(&Kind::Page)?.prints.get(at)?;
    let faulty = loaded.faults.iter().any(|fault| fault.span.file == page.file);
    let same = load::remembered_prints(old.decoded, page.file)? == [*now];
    (same && !faulty && page.role == Role::Explainer).then_some(at)
}

/// Links and renders the changed pages of the small site, and holds what they asked and what they are to what was saved.
fn again(
    run: &Run<'_, '_>,
    loaded: &Loaded,
    given: &Given<'_, '_>,
    (changed, places, wants): (&Changed<'_>, &[usize], &Wants),
    told: &mut Told,
) -> Option<Remembered> {
    let past = run.texts.past()?;
    let olds = &changed.pages;
    let rebase = Rebase::new(given.head, loaded);
    let back = Rebase::back(given.head, loaded)?;
    let statics = theme::statics(loaded.site.search);
    let names: Vec<&str> = statics.iter().map(|(name, _)| name.as_str()).collect();
    let (index, _) = site::indexed(run, loaded, &names);
    let (entries, order, (engine, _)) = site::parts(run, &index, &|r| wants.entry(r));
    let images = site::images(run, &index);
    let renderer = site::renderer(run, (&index, &entries, &engine, &images), order);
    let kin: Vec<(usize, &[u8])> = places
        .iter()
        .copied()
        .zip(olds.iter().map(|old| old.page.kin))
        .collect();
    renderer.set_related(&kin, |r| rebase.reference(r));
    let answers = Answers::new(&index, &renderer, &entries, &past.deps);
    let backlinks = Backlinks::default();
    let mut site = Site::new(run, (&index, &entries, &renderer, &images), &backlinks);
    site.holding = Some(Holding::new(past, loaded, &answers));
    let mut uses = Uses::default();
    for (at, old) in places.iter().zip(olds) {
        let (facts, summary, _) = site.page(*at)?;
        let path = index.path(Ref {
            kind: Kind::Page,
            at: *at,
        });
        let before = uses.take((&facts, &summary), (old, &path), given, (&rebase, &back))?;
        told.add(before, &facts.faults);
        if loaded.site.markdown {
            site.job(&Job::Markdown(*at));
        }
    }
    let uses = uses.the_same(given)?;
    for feed in &changed.feeds {
        site.job(&Job::Feed(feed.language.to_owned()));
    }
    let found = site.found.into_inner().unwrap_or_else(PoisonError::into_inner);
    if !found.faults.is_empty() {
        return None;
    }
    let list = past.deps.list();
    held::outputs(&list, (&found.pages, &found.jobs), (changed, places))?;
    let traces = found.pages.iter().map(|page| &page.trace);
    let traces = traces.chain(found.jobs.iter().map(|job| &job.trace));
    let asked = Questions::new(given, (&list, traces), &answers, &back)?;
    let mut remembered = numbered(found, (given, olds, &back), (&index, loaded), &asked)?;
    remembered.uses = uses;
    remembered.prints = asked.renewed;
    Some(remembered)
}

/// What was found, with the numbers that questions and words have in what is remembered.
fn numbered(
    mut found: Found<'_>,
    (given, olds, back): (&Given<'_, '_>, &[Old<'_>], &Rebase),
    (index, loaded): (&Index<'_>, &Loaded),
    asked: &Questions,
) -> Option<Remembered> {
    let words = Words::new(index);
    let mut numbering = Numbering::new(given.lookup.words_known(), &words);
    let pages = olds.iter().map(|old| {
        let note = found.pages.iter_mut().find(|page| page.who == old.page.who)?;
        held::page(note, old, asked, &mut numbering, (loaded, back))
    });
    let pages = pages.collect::<Option<Vec<_>>>()?;
    let jobs = found.jobs.iter_mut();
    let jobs = jobs.map(|job| held::made(job, asked, &mut numbering));
    Some(Remembered {
        pages,
        jobs: jobs.collect::<Option<Vec<_>>>()?,
        uses: Vec::new(),
        prints: Vec::new(),
        words: numbering.new_chunk(),
    })
}
