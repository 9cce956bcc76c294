//! What a build costs after which only the text of one explainer says something else.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;
use std::sync::Mutex;

use nutgraf::build::{Options, build, cached};
use nutgraf::cache::stamp::Stamp;
use nutgraf::date::Day;
use nutgraf::world::{Found, World};
use nutgraf::write::Report;

use super::disks::Quick;
use super::reworded::{State, later};
use super::worlds::Stamped;
use crate::support::{files_of, human};

/// Builds the site as it is.
fn built(world: &dyn World, dir: &Path) -> Report {
    let at = |name: &str| dir.join(name);
    let (made, report) = cached(
        world,
        &Options::default(),
        &Quick,
        &at("public"),
        &at("cache"),
        &|_, _| {},
    )
    .unwrap();
    assert_eq!(human(&made), "");
    report.unwrap()
}

/// A world that notes which files are read.
struct Watched(Stamped, Mutex<BTreeSet<String>>);

impl World for Watched {
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.1.lock().unwrap().insert(path.to_owned());
        self.0.read(path)
    }

    fn list(&self, dir: &str) -> Vec<Found> {
        self.0.list(dir)
    }

    fn stamp(&self, path: &str) -> Option<Stamp> {
        // None is young.
        let stamp = self.0.stamp(path)?;
        Some(Stamp { modified: 0, ..stamp })
    }

    fn today(&self) -> Day {
        self.0.today()
    }
}

#[test]
fn of_the_pages_only_the_changed_one_is_read() {
    let dir = tempfile::tempdir().unwrap();
    let mut state = State::new();
    built(&Watched(state.world(), Mutex::default()), dir.path());
    state.pages[3].words = 1;
    let world = Watched(state.world(), Mutex::default());
    let report = built(&world, dir.path());
    assert_eq!((report.rendered, report.written), (2, 2), "the page and its Markdown");
    let read = world.1.into_inner().unwrap();
    let pages: Vec<&String> = read.iter().filter(|path| path.starts_with("content/p")).collect();
    assert_eq!(pages, ["content/p3.md"]);
    // What is remembered of it is enough to find that nothing has changed.
    let world = Watched(state.world(), Mutex::default());
    assert_eq!(built(&world, dir.path()).rendered, 0);
    assert!(
        !world
            .1
            .into_inner()
            .unwrap()
            .iter()
            .any(|path| path.starts_with("content/p"))
    );
}

#[test]
fn a_page_of_the_feed_brings_the_feed_and_what_stands_there() {
    let dir = tempfile::tempdir().unwrap();
    let mut state = State::new();
    built(&Watched(state.world(), Mutex::default()), dir.path());
    state.pages[4].words = 1;
    let world = Watched(state.world(), Mutex::default());
    let report = built(&world, dir.path());
    assert_eq!(
        (report.rendered, report.written),
        (3, 3),
        "the page, its Markdown, the feed"
    );
    let read = world.1.into_inner().unwrap();
    let pages: Vec<&String> = read.iter().filter(|path| path.starts_with("content/p")).collect();
    assert_eq!(pages, ["content/p0.md", "content/p2.md", "content/p4.md"]);
    let feed = std::fs::read_to_string(dir.path().join("public/feed.xml")).unwrap();
    assert!(feed.contains("more of them than before"), "{feed}");
}

#[test]
fn another_sentence_about_a_term_that_no_list_shows_is_the_page_alone() {
    let dir = tempfile::tempdir().unwrap();
    let mut state = State::new();
    state.pages[3].words = 6;
    state.pages[5].words = 6;
    built(&Watched(state.world(), Mutex::default()), dir.path());
    // Twice, since the second time rests on what the first one remembered.
    for (page, words) in [(3, 7), (5, 7), (3, 6)] {
        state.pages[page].words = words;
        let before = later(&dir.path().join("cache"));
        let report = built(&Watched(state.world(), Mutex::default()), dir.path());
        assert_eq!(report.rendered, 2, "the page and its Markdown");
        assert!(later(&dir.path().join("cache")) != before, "made in a small site");
    }
    // One sentence fewer, which the term's own page counts.
    state.pages[3].words = 8;
    built(&Watched(state.world(), Mutex::default()), dir.path());
    state.pages[3].words = 0;
    let report = built(&Watched(state.world(), Mutex::default()), dir.path());
    assert!(report.rendered > 2, "{report:?}");
}

#[test]
fn headings_may_change_where_no_link_leads_to_one() {
    let dir = tempfile::tempdir().unwrap();
    let mut state = State::new();
    built(&Watched(state.world(), Mutex::default()), dir.path());
    let edited = |state: &State| {
        let before = later(&dir.path().join("cache"));
        built(&Watched(state.world(), Mutex::default()), dir.path());
        later(&dir.path().join("cache")) != before
    };
    state.pages[3].head();
    assert!(edited(&state), "made in a small site");
    state.pages[1].head();
    assert!(!edited(&state), "p0 leads to a heading there");
}

#[test]
fn what_is_told_of_a_page_moves_with_its_text() {
    let dir = tempfile::tempdir().unwrap();
    let at = |name: &str| dir.path().join(name);
    let run = |state: &State| {
        let world = Watched(state.world(), Mutex::default());
        let (options, before) = (Options::default(), later(&at("cache")));
        let (made, _) = cached(&world, &options, &Quick, &at("public"), &at("cache"), &|_, _| {}).unwrap();
        let (wanted, _) = build(&world, &options, &Quick, &at("fresh"), &|_, _| {}).unwrap();
        assert_eq!(human(&made), human(&wanted));
        (human(&made), later(&at("cache")) != before)
    };
    let mut state = State::new();
    state.pages[1].warn();
    state.pages[3].warn();
    let (first, _) = run(&state);
    assert_eq!(first.matches("image/missing-alt").count(), 2, "{first}");
    // Two paragraphs more.
    state.pages[3].words = 3;
    let (second, small) = run(&state);
    assert!(small && second != first, "{second}");
    let (third, small) = run(&state);
    assert!(!small && third == second, "nothing has changed: {third}");
}

#[test]
fn after_a_changed_template_a_text_costs_its_page_alone() {
    let dir = tempfile::tempdir().unwrap();
    let mut state = State::new();
    built(&Watched(state.world(), Mutex::default()), dir.path());
    state.template = 1;
    built(&Watched(state.world(), Mutex::default()), dir.path());
    // The feed was kept, and the page was not.
    state.pages[4].words = 1;
    let before = later(&dir.path().join("cache"));
    built(&Watched(state.world(), Mutex::default()), dir.path());
    assert!(later(&dir.path().join("cache")) != before, "made in a small site");
}

#[test]
fn a_list_of_references_is_made_anew_without_its_other_pages() {
    let dir = tempfile::tempdir().unwrap();
    let mut state = State::new();
    state.pages[3].mention();
    built(&Watched(state.world(), Mutex::default()), dir.path());
    // The list shows a sentence of each, and that of the first page is remembered.
    state.pages[5].mention();
    let world = Watched(state.world(), Mutex::default());
    assert!(built(&world, dir.path()).rendered > 3);
    let read = world.1.into_inner().unwrap();
    let pages: Vec<&String> = read.iter().filter(|path| path.starts_with("content/p")).collect();
    assert_eq!(
        pages,
        ["content/p1.md", "content/p5.md"],
        "the first has an id that p0 leads to"
    );
}

#[test]
fn after_many_such_builds_all_is_remembered_anew() {
    let dir = tempfile::tempdir().unwrap();
    let mut world = State::new().world();
    let text = |at: usize, words: &str| format!("---\ntitle: More {at}\nsummary: A page.\n---\n{words}\n");
    for at in 0..70 {
        world
            .memory
            .insert(&format!("content/more/{at}.md"), text(at, "Words."));
    }
    built(&world, dir.path());
    let cache = dir.path().join("cache");
    let whole = |cache: &Path| {
        files_of(cache)
            .into_iter()
            .find(|(path, _)| !path.contains('.'))
            .unwrap()
    };
    let first = whole(&cache);
    for at in 0..64 {
        world
            .memory
            .insert(&format!("content/more/{at}.md"), text(at, "Other words."));
        built(&world, dir.path());
    }
    assert!(whole(&cache) == first, "what came later is beside it");
    for at in 64..70 {
        world
            .memory
            .insert(&format!("content/more/{at}.md"), text(at, "Other words."));
        built(&world, dir.path());
    }
    assert!(whole(&cache) != first);
    let (wanted, _) = build(
        &world,
        &Options::default(),
        &Quick,
        &dir.path().join("fresh"),
        &|_, _| {},
    )
    .unwrap();
    assert_eq!(human(&wanted), "");
    assert!(files_of(&dir.path().join("public")) == files_of(&dir.path().join("fresh")));
}
