//! One state of the site, from one change to the next: answers first, and links and renders what is due while nobody asks.
//! What is due is done in pieces of some milliseconds, so that no request waits long.

use std::collections::BTreeSet;
use std::sync::mpsc::{Receiver, TryRecvError};
use std::time::{Duration, Instant};

use rayon::prelude::*;

use super::clients::Clients;
use super::state::Known;
use super::{Message, Told, problems};
use crate::build::one::{Job, Made, jobs};
use crate::diagnostics::Diagnostic;
use crate::images::Images;
use crate::link::{self, Entries, Facts, Index, Ref};
use crate::load::{Page, Role};
use crate::model::id::Kind;
use crate::render::Renderer;

/// How long one piece of work in the background should take.
const PIECE: Duration = Duration::from_millis(6);

/// Above so many changed pages, they are linked in the background.
const AT_ONCE: usize = 8;

/// What is left to be found out.
#[derive(Default)]
pub(super) struct Due {
    /// Entries of which other entries may depend.
    pub(super) entries: bool,
    /// Pages to link.
    pub(super) pages: BTreeSet<usize>,
    /// Outputs to render, for the faults of their templates.
    pub(super) jobs: BTreeSet<Job>,
    /// Render all that a build renders.
    pub(super) all_jobs: bool,
    /// What only the whole site shows.
    pub(super) whole: bool,
}

impl Due {
    /// All pages have to be linked.
    pub(super) fn all_pages(&mut self, count: usize) {
        self.pages.extend(0..count);
        self.whole = true;
    }

    /// A page has changed, or the text that opens a list.
    pub(super) fn page(&mut self, at: usize, page: Option<&Page>) {
        let Some(page) = page else { return };
        self.pages.insert(at);
        self.jobs.insert(match page.role {
            Role::Explainer => Job::Page(at),
            Role::Home => Job::Home(Some(at), page.language.clone()),
            Role::Section(kind) => Job::Section(kind, Some(at), page.language.clone()),
        });
        self.whole = true;
    }

    /// An entry has changed: any text may mention it now, or no longer.
    pub(super) fn entry(&mut self, r: Ref, pages: usize) {
        self.entries = true;
        self.all_pages(pages);
        if r.kind == Kind::Term {
            self.jobs.insert(Job::Term(r.at));
        }
    }

    fn nothing(&self) -> bool {
        !self.entries && self.pages.is_empty() && self.jobs.is_empty() && !self.all_jobs && !self.whole
    }
}

/// Why a round ends.
pub(super) enum Next {
    /// These files have changed.
    Changed(BTreeSet<String>),
    /// All entries have been linked anew.
    Entries(Entries),
    /// Nobody can ask any more.
    End,
}

/// One state of the site.
pub(super) struct Round<'r> {
    pub(super) index: &'r Index<'r>,
    pub(super) entries: &'r Entries,
    pub(super) renderer: Renderer<'r>,
    pub(super) images: &'r Images<'r>,
    /// The path of the site on its host, with slashes at both ends.
    pub(super) base: &'r str,
    pub(super) notices: &'r [Diagnostic],
    pub(super) known: &'r mut Known,
    pub(super) clients: &'r mut Clients,
    pub(super) tell: &'r (dyn Fn(Told) + Sync),
}

impl Round<'_> {
    /// Links the pages that were changed themselves. `entries`: all entries have been linked anew.
    pub(super) fn begin(&mut self, moved: &[Ref], entries: bool) {
        if entries {
            self.known.backlinks.entries(self.entries);
        }
        if self.known.claims.paths.is_empty() {
            (self.known.claims, self.known.claim_faults) = link::claims(self.index);
        }
        let pages = moved.iter().filter(|r| r.kind == Kind::Page).take(AT_ONCE);
        for r in pages {
            if let Some((linked, facts)) = link::page(self.index, r.at) {
                self.learn(facts, link::plain(&linked.summary));
            }
        }
    }

    /// Answers, and works while nobody asks, until the site changes.
    pub(super) fn run(&mut self, inbox: &Receiver<Message>) -> Next {
        let mut piece = 8;
        loop {
            let message = if self.known.due.nothing() {
                inbox.recv().map_err(|_| TryRecvError::Disconnected)
            } else {
                inbox.try_recv()
            };
            match message {
                Ok(Message::Get(path, reply)) => {
                    let answer = self.get(&path);
                    // A browser that has gone away needs none.
                    let _ = reply.send(answer);
                }
                Ok(Message::Join(client)) => self.join(client),
                Ok(Message::Changed(mut paths)) => {
                    self.more(inbox, &mut paths);
                    return Next::Changed(paths);
                }
                Err(TryRecvError::Disconnected) => return Next::End,
                Err(TryRecvError::Empty) => {
                    if let Some(next) = self.work(&mut piece) {
                        return next;
                    }
                }
            }
        }
    }

    /// Takes what else has changed; other messages are answered on the way.
    fn more(&mut self, inbox: &Receiver<Message>, paths: &mut BTreeSet<String>) {
        let mut all = paths.is_empty();
        while let Ok(message) = inbox.try_recv() {
            match message {
                Message::Changed(more) => {
                    all |= more.is_empty();
                    paths.extend(more);
                }
                Message::Get(path, reply) => {
                    let answer = self.get(&path);
                    let _ = reply.send(answer);
                }
                Message::Join(client) => self.join(client),
            }
        }
        if all {
            paths.clear();
        }
    }

    /// Does one piece of what is due.
    fn work(&mut self, piece: &mut usize) -> Option<Next> {
        let since = Instant::now();
        if std::mem::take(&mut self.known.due.entries) {
            return Some(Next::Entries(link::entries(self.index)));
        }
        if std::mem::take(&mut self.known.due.all_jobs) {
            self.known.due.jobs = jobs(self.index, &self.known.claims);
        }
        // To render a page is to link it too; lists need all pages linked.
        let page_first = matches!(self.known.due.jobs.first(), Some(Job::Page(_)));
        if (page_first && self.render_some(*piece)) || self.link_some(*piece) || self.render_some(*piece) {
            let took = since.elapsed();
            if took < PIECE / 2 {
                *piece = (*piece * 2).min(256);
            } else if took > PIECE {
                *piece = (*piece / 2).max(2);
            }
            return None;
        }
        self.settle();
        None
    }

    /// Links some of the pages that are due; `false` where none is.
    fn link_some(&mut self, piece: usize) -> bool {
        let due = &mut self.known.due;
        let chunk: Vec<usize> = std::iter::from_fn(|| due.pages.pop_first()).take(piece).collect();
        if chunk.is_empty() {
            self.known.complete = true;
            return false;
        }
        let index = self.index;
        let linked: Vec<(Facts, String)> = chunk
            .par_iter()
            .filter_map(|at| link::page(index, *at))
            .map(|(linked, facts)| (facts, link::plain(&linked.summary)))
            .collect();
        for (facts, summary) in linked {
            self.learn(facts, summary);
        }
        true
    }

    /// Links all pages that never were, before something is made that depends on all.
    pub(super) fn complete(&mut self) {
        while !self.known.complete && self.link_some(1024) {}
    }

    /// Takes note of what a page that was just linked says.
    pub(super) fn learn(&mut self, mut facts: Facts, summary: String) {
        let known = &mut *self.known;
        known.due.pages.remove(&facts.at);
        self.renderer.set_summary(facts.at, summary);
        let Some(place) = known.facts.get_mut(facts.at) else {
            return;
        };
        if let Some(old) = place {
            known.backlinks.forget(old);
        }
        known.backlinks.take(&mut facts);
        *place = Some(facts);
    }

    /// Renders some of the outputs that are due, and keeps what is wrong with their templates.
    fn render_some(&mut self, piece: usize) -> bool {
        let due = &mut self.known.due;
        let mut chunk: Vec<Job> = Vec::new();
        while chunk.len() < piece
            && let Some(job) = due.jobs.pop_first()
        {
            // Lists may be large: one at a time.
            let small = matches!(job, Job::Page(_) | Job::Term(_));
            if !small && !chunk.is_empty() {
                due.jobs.insert(job);
                break;
            }
            chunk.push(job);
            if !small {
                break;
            }
        }
        let this = &*self;
        let found: Vec<(Job, Made)> = chunk
            .into_par_iter()
            .map(|job| {
                let mut made = this.make(&job);
                // Only what was wrong is wanted; a piece's pages together would take more memory than all that is kept.
                made.outputs = Vec::new();
                (job, made)
            })
            .collect();
        let any = !found.is_empty();
        for (job, made) in found {
            self.take(job, made);
        }
        any
    }

    /// Finds what only the whole site shows, and tells everybody.
    fn settle(&mut self) {
        self.known.due.whole = false;
        (self.known.claims, self.known.claim_faults) = link::claims(self.index);
        let facts: Vec<&Facts> = self.known.facts.iter().flatten().collect();
        self.known.whole_faults = link::judge(self.index, self.entries, &facts, &self.known.backlinks);
        self.known.file_faults = link::colliding_files(self.index);
        self.show(&[]);
        (self.tell)(Told::Settled(problems::outcome(self)));
    }

    /// Tells open pages what concerns them. `touched` are published files with other bytes.
    pub(super) fn show(&mut self, touched: &[String]) {
        let files: Vec<String> = touched
            .iter()
            .filter_map(|path| match path.strip_prefix("static/") {
                Some(name) => Some(format!("/{name}")),
                None => path.strip_prefix("content/").map(|a| self.index.asset_path(a)),
            })
            .collect();
        if self.clients.is_empty() {
            return;
        }
        let outcome = problems::outcome(self);
        for path in self.clients.paths() {
            let (hash, file) = self.print_of(&path);
            let problems = problems::for_page(&outcome, file.as_deref());
            self.clients.show(&path, &hash, &files, &problems);
        }
    }

    fn join(&mut self, client: super::clients::Client) {
        let (hash, file) = self.print_of(client.path());
        let outcome = problems::outcome(self);
        let problems = problems::for_page(&outcome, file.as_deref());
        self.clients.join(client, &hash, &problems);
    }
}
