//! Addresses outside the site: are they still there? Only `nutgraf check --links` comes here; no build and no preview does. This is
//! the one door to the network as a client: `ask` asks one address, `queue` sees to it that all are asked soon and no host too
//! often, [`Memory`] keeps the answers between runs, `say` makes messages of them. Where the addresses stand is
//! [`crate::link::outside`]'s to say. What a body says isn't looked at, so that an anchor on somebody else's page isn't checked.

mod address;
mod answer;
mod archive;
mod ask;
mod manners;
mod memory;
mod queue;
mod say;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

pub use answer::{Answer, Trouble, Verdict};
pub use manners::Manners;
pub use memory::Memory;

use crate::build::Progress;
use crate::diagnostics::Diagnostic;
use crate::link::Index;

use address::{Asked, ignored, parse};
use ask::Client;

/// How often the answers are saved while others are still asked for: who interrupts a run loses no more than this.
const SAVE: Duration = Duration::from_secs(5);

/// What a caller may ask for.
#[derive(Clone, Debug)]
pub struct Options {
    /// How hosts are treated.
    pub manners: Manners,
    /// Where answers are kept; `None`: nowhere.
    pub memory: Option<PathBuf>,
    /// Ask everything anew, whatever is remembered.
    pub fresh: bool,
    /// Seconds since 1970: how old remembered answers are.
    pub now: u64,
    /// Where to ask for archived copies of what is gone; `None`: nowhere.
    pub archive: Option<String>,
}

/// The service of the Internet Archive that knows archived copies.
pub const ARCHIVE: &str = "https://archive.org/wayback/available";

/// How the asking went.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Different addresses, without those that are ignored.
    pub addresses: usize,
    /// How many of them were answered from memory.
    pub remembered: usize,
    /// How many are there, at this address or for the time being at another.
    pub good: usize,
    /// How many are there, and have moved for good.
    pub moved: usize,
    /// How many are gone.
    pub dead: usize,
    /// How many refuse to be asked by a program.
    pub refused: usize,
    /// How many don't answer.
    pub unreachable: usize,
    /// Why the answers could not be kept.
    pub forgotten: Option<String>,
}

/// Asks every address outside the site once, and says what became of it at each place where it stands.
#[must_use]
pub fn check(index: &Index<'_>, options: &Options, progress: Progress<'_>) -> (Vec<Diagnostic>, Tally) {
    let places = crate::link::outside(index);
    let site = &index.loaded.site;
    let mut wanted: BTreeMap<String, Asked> = BTreeMap::new();
    for place in &places {
        if !ignored(&site.ignored_links, &place.address)
            && let Some(asked) = parse(&place.address)
        {
            wanted.insert(asked.key().to_owned(), asked);
        }
    }
    let (mut answers, tally) = answers(&wanted, options, progress);
    if let Some(service) = &options.archive {
        archive::ask(service, options, &wanted, &mut answers);
    }
    (say::all(index, &places, &answers), tally)
}

/// What is known of all addresses: some is remembered, the rest asked for.
fn answers(
    wanted: &BTreeMap<String, Asked>,
    options: &Options,
    progress: Progress<'_>,
) -> (BTreeMap<String, Verdict>, Tally) {
    let mut memory = match &options.memory {
        Some(file) => Memory::read(file, options.now),
        None => Memory::default(),
    };
    let mut known = BTreeMap::new();
    let mut remembered = 0;
    let mut open = Vec::new();
    for (key, asked) in wanted {
        match (memory.get(key).filter(|_| !options.fresh), asked) {
            (Some(verdict), _) => {
                remembered += 1;
                known.insert(key.clone(), verdict.clone());
            }
            (None, Asked::Url(url)) => open.push((key.clone(), url.clone())),
            (None, Asked::Faulty { why, .. }) => {
                let answer = Answer::Unreachable(Trouble::BadAddress(why.clone()));
                known.insert(key.clone(), Verdict::plain(answer));
            }
        }
    }
    let mut tally = Tally {
        addresses: wanted.len(),
        remembered,
        ..Tally::default()
    };
    let total = open.len();
    let client = (total > 0).then(|| Client::new(&options.manners));
    let heard = Mutex::new((&mut memory, &mut known, Instant::now()));
    if let Some(client) = &client {
        queue::run(
            open,
            &options.manners,
            &|request| client.ask(request),
            &|key, verdict, done| {
                let mut heard = heard.lock().unwrap_or_else(PoisonError::into_inner);
                let (memory, known, saved) = &mut *heard;
                memory.put(&key, &verdict, options.now);
                known.insert(key, verdict);
                if let Some(file) = options.memory.as_ref().filter(|_| saved.elapsed() > SAVE) {
                    let _ = memory.save(file);
                    *saved = Instant::now();
                }
                progress(done, total);
            },
        );
    }
    if let Some(file) = options.memory.as_ref().filter(|_| total > 0) {
        tally.forgotten = memory.save(file).err().map(|error| error.to_string());
    }
    for verdict in known.values() {
        *match (&verdict.answer, &verdict.moved) {
            (Answer::Dead(_), _) => &mut tally.dead,
            (Answer::Unreachable(_), _) => &mut tally.unreachable,
            (Answer::Good | Answer::Refused(_), Some(_)) => &mut tally.moved,
            (Answer::Refused(_), None) => &mut tally.refused,
            (Answer::Good, None) => &mut tally.good,
        } += 1;
    }
    (known, tally)
}

/// The keys of addresses that are gone or don't answer.
fn lost(answers: &BTreeMap<String, Verdict>) -> BTreeSet<String> {
    let gone = |v: &Verdict| matches!(v.answer, Answer::Dead(_) | Answer::Unreachable(_));
    answers
        .iter()
        .filter(|(_, v)| gone(v))
        .map(|(key, _)| key.clone())
        .collect()
}
