//! What has changed, as it is saved: the explainers, what was made of them, and the feeds in which their texts stand.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Given;
use crate::build::keys::{keys_of_page, of_feed};
use crate::cache::numbers;
use crate::cache::saved::{SavedJob, SavedPage, key_of};
use crate::cache::trace::{About, Dep};
use crate::load::identity;
use crate::model::id::Kind;

/// A changed page as it was saved.
pub(super) struct Old<'p> {
    /// Its file, from the site's root.
    pub(super) path: &'p str,
    /// Where it was in the list of pages.
    pub(super) place: u32,
    pub(super) decoded: &'p [u8],
    pub(super) page: SavedPage<'p>,
    pub(super) jobs: Vec<SavedJob<'p>>,
    /// How many pages and outputs ask for its file.
    pub(super) readers: u32,
}

/// A feed as it was saved, in which the text of a changed page stands.
pub(super) struct Feed<'p> {
    pub(super) language: &'p str,
    pub(super) job: SavedJob<'p>,
}

/// What is to be made again.
pub(super) struct Changed<'p> {
    pub(super) pages: Vec<Old<'p>>,
    pub(super) feeds: Vec<Feed<'p>>,
}

impl<'p> Changed<'p> {
    /// `None` where a file that has changed is no explainer.
    pub(super) fn new(given: &Given<'_, 'p>) -> Option<Self> {
        let pages = given.rest.changed().map(|path| old(given, path));
        let pages = pages.collect::<Option<Vec<_>>>()?;
        let texts = texts_of(given, &pages);
        let languages = given.head.forms.iter().map(|(language, _)| *language);
        let feeds = languages.filter_map(|language| {
            let job = given.lookup.job(of_feed(language))?;
            let shows = numbers::read(job.asked).any(|n| texts.contains(&n));
            shows.then_some(Feed { language, job })
        });
        let feeds = feeds.collect();
        Some(Self { pages, feeds })
    }

    /// The outputs.
    pub(super) fn jobs(&self) -> impl Iterator<Item = &SavedJob<'p>> {
        let of_pages = self.pages.iter().flat_map(|page| &page.jobs);
        of_pages.chain(self.feeds.iter().map(|feed| &feed.job))
    }
}

/// The numbers of the questions what the pages' texts are. A question has another number for what was made anew than for what was
/// kept.
fn texts_of(given: &Given<'_, '_>, pages: &[Old<'_>]) -> FxHashSet<u32> {
    let text = |page: &Old<'_>| Dep::On(About::Body, Kind::Page, page.place);
    let texts: FxHashMap<u64, Dep> = pages.iter().map(text).map(|dep| (key_of(&dep), dep)).collect();
    let asked = given.deps.keys().zip(0..).filter_map(|(key, number)| {
        let text = texts.get(&key)?;
        (*given.lookup.question(number)?.0 == *text).then_some(number)
    });
    asked.collect()
}

/// What is saved of an explainer by its file. `None` for any other file.
fn old<'p>(given: &Given<'_, 'p>, path: &str) -> Option<Old<'p>> {
    let who = identity(Kind::Page, path.strip_prefix("content/")?, 0);
    let place = given
        .head
        .who
        .get(&Kind::Page)?
        .iter()
        .position(|known| *known == who)?;
    let input = given.lookup.input(path)?;
    Some(Old {
        path: input.path,
        place: u32::try_from(place).ok()?,
        decoded: input.decoded,
        page: given.lookup.page(who)?,
        jobs: keys_of_page(who)
            .into_iter()
            .filter_map(|key| given.lookup.job(key))
            .collect(),
        readers: *given.head.readers.get(place)?,
    })
}
