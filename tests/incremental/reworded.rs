//! Builds after which only the texts of a few explainers say something else: those load a small part of the site, and come all the
//! same to what a build from nothing makes. A site in which nothing is wrong, and edits of which most are of that kind; the
//! others are those that such a build could miss.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use nutgraf::build::{Options, build, cached};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use super::disks::Quick;
use super::play::first_difference;
use super::worlds::Stamped;
use crate::support::{difference, files_of, human, small};

const PAGES: usize = 8;

/// What an explainer says, beside what all of them say.
#[derive(Clone, Debug, Default)]
pub(crate) struct Page {
    /// A sentence of its own, in front of everything that has a place.
    pub(crate) words: usize,
    title: usize,
    links: Option<usize>,
    has: BTreeSet<Has>,
}

/// What an explainer may have besides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Has {
    /// A mention of a term that no other page mentions.
    Mention,
    Heading,
    Citation,
    Picture,
    /// A link that leads nowhere: nothing is published.
    Fault,
    /// A picture that says nothing to who can't see it: a message.
    Warning,
    /// It is one.
    Draft,
    /// There is no such page.
    End,
}

const HAS: [Has; 8] = [
    Has::Mention,
    Has::Heading,
    Has::Citation,
    Has::Picture,
    Has::Fault,
    Has::Warning,
    Has::Draft,
    Has::End,
];

/// Everything that may be edited.
#[derive(Clone, Debug, Default)]
pub(crate) struct State {
    pub(crate) pages: Vec<Page>,
    term: usize,
    event: usize,
    pub(crate) template: usize,
    asset: usize,
    touched: i64,
    /// The word "plain" is a term's, or "plain words".
    alias: usize,
}

/// The first of [`SENTENCES`] refer to nothing, the others to a weir, and the last two to a source, too.
const PLAIN: usize = 6;

const SENTENCES: [&str; 11] = [
    "Some plain words.",
    "Other words stand here, and more of them than before, with *signs* and `code`.",
    "In plain words: nothing.",
    "The first paragraph.\n\nA second one.",
    "On 3 May 1950 it rained.",
    "",
    "A weir is plain.",
    "A weir is plain and low.",
    "Weirs, low ones.",
    "Of low weirs the survey tells [@survey].",
    "Of weirs the report tells [@report].",
];

impl Page {
    /// Lets it mention a term that no other page mentions.
    pub(crate) fn mention(&mut self) {
        self.has.insert(Has::Mention);
    }

    /// Gives it another heading.
    pub(crate) fn head(&mut self) {
        self.has.insert(Has::Heading);
    }

    /// Lets something be told of it.
    pub(crate) fn warn(&mut self) {
        self.has.insert(Has::Warning);
    }

    fn has(&self, what: Has) -> bool {
        self.has.contains(&what)
    }

    fn text(&self, at: usize) -> String {
        let mut body = SENTENCES[self.words % SENTENCES.len()].to_owned() + "\n\n";
        body += match at % 4 {
            0 => {
                "The weir stands [beside](p1.md#the-lock) it[^a].\n\n[^a]: A note.\n\n## The lock\n\nIt holds [@report].\n"
            }
            1 => "## The lock\n\nThen came the [[flood]], and the sluices broke.\n\n```timeline\ncategory: law\n```\n",
            2 => {
                "As [[person:ada]] said on 1 February 1953, a weir is no levee [@survey].\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
            }
            _ => "See [[p0|there]] and [[p2]].\n\n![A dot](dot.svg)\n",
        };
        if self.has(Has::Mention) {
            body += "\nA culvert lies below.\n";
        }
        if let Some(other) = self.links {
            write!(body, "\nRead [[p{}]].\n", other % (PAGES - 2)).unwrap();
        }
        if self.has(Has::Heading) {
            body += "\n## More\n\nAnd more.\n";
        }
        if self.has(Has::Citation) {
            body += "\nIt is known [@report; @survey].\n";
        }
        if self.has(Has::Picture) {
            body += "\n![Another](dot.svg)\n";
        }
        if self.has(Has::Fault) {
            body += "\nSee [nowhere](nowhere.md).\n";
        }
        if self.has(Has::Warning) {
            body += "\n![](dot.svg)\n";
        }
        let draft = if self.has(Has::Draft) { "draft: true\n" } else { "" };
        let title = ["", " again", " and again"][self.title % 3];
        // With a date it is in the feed.
        let date = if at.is_multiple_of(2) {
            format!("date: 2020-01-1{at}\n")
        } else {
            String::new()
        };
        format!(
            "---\ntitle: Page {at}{title}\nsummary: What page {at} tells of weirs.\ntags: [t{}]\n{date}{draft}---\n{body}",
            at % 3
        )
    }
}

/// A page's file: the last two are translations of the first two.
fn name(at: usize) -> String {
    match at.checked_sub(PAGES - 2) {
        Some(first) => format!("p{first}.fr"),
        None => format!("p{at}"),
    }
}

impl State {
    pub(crate) fn new() -> Self {
        Self {
            pages: vec![Page::default(); PAGES],
            ..Self::default()
        }
    }

    pub(crate) fn world(&self) -> Stamped {
        let mut memory = small(&[
            (
                "content/timeline/talks.md",
                "---\ntitle: The talks\ndate: 1954\ncategory: law\n---\nAs [[p0]] tells.\n",
            ),
            ("content/people/ada.md", "---\nname: Ada\n---\nShe built a weir.\n"),
            (
                "content/sources.yaml",
                "- {id: report, title: Report, url: \"https://example.org/\"}\n- {id: survey, title: Survey, url: \"https://example.org/s\"}\n",
            ),
            (
                "content/glossary/sluice.md",
                "---\nterm: Sluice\ndefinition: A door in a weir.\n---\nOf it [p3](../p3.md) tells.\n",
            ),
            (
                "content/glossary/culvert.md",
                "---\nterm: Culvert\ndefinition: A drain.\n---\n",
            ),
        ]);
        let mut yaml = String::from_utf8(memory.files["content/site.yaml"].clone()).unwrap();
        yaml += "languages: [en, fr]\nsearch: false\nmarkdown: true\nfooter: See [[p1]].\ncategories: [{id: law, title: Law}]\n";
        memory.insert("content/site.yaml", yaml);
        let alias = ["", "aliases: [plain]\n", "aliases: [plain words]\n"][self.alias % 3];
        let definition = ["A low dam.", "A dam, or [[p1]]."][self.term % 2];
        memory.insert(
            "content/glossary/weir.md",
            format!("---\nterm: Weir\ndefinition: {definition}\n{alias}---\n"),
        );
        let title = ["The flood", "The great flood"][self.event % 2];
        memory.insert(
            "content/timeline/flood.md",
            format!("---\ntitle: {title}\ndate: 1953-02-01\ncategory: law\n---\n"),
        );
        let note = ["", "<p>One</p>", "<p>Two {{ page.title }}</p>"][self.template % 3];
        let page = format!("{{% extends \"default/page.html\" %}}{{% block tags %}}{note}{{% endblock tags %}}");
        memory.insert("templates/page.html", page);
        let width = 3 + self.asset % 2;
        memory.insert(
            "content/dot.svg",
            format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"2\"></svg>"),
        );
        // So many sentences that no list shows those of later pages.
        let many = "A weir is low. It is known [@report]. ".repeat(205);
        memory.insert(
            "content/a.md",
            format!("---\ntitle: All\nsummary: Of all weirs.\n---\n{many}\n"),
        );
        let pages = self.pages.iter().enumerate().filter(|(_, page)| !page.has(Has::End));
        for (at, page) in pages {
            memory.insert(&format!("content/{}.md", name(at)), page.text(at));
        }
        let touched = [
            ("content/p0.md".to_owned(), self.touched),
            ("content/p5.md".to_owned(), self.touched),
        ];
        Stamped {
            memory,
            touched: touched.into(),
        }
    }

    fn edit(&mut self, (what, which, how): (usize, usize, usize)) {
        let page = &mut self.pages[which % PAGES];
        match what {
            // The same references in another sentence, or another sentence with others.
            0..=6 if page.words < PLAIN => page.words = how % PLAIN,
            0..=6 => page.words = PLAIN + how % (SENTENCES.len() - PLAIN - 2),
            7..=9 => page.words = how,
            10 => page.title = how,
            11 => page.links = Some(how).filter(|n| n % 3 != 0),
            12..=19 => {
                let has = HAS[what - 12];
                if !page.has.remove(&has) {
                    page.has.insert(has);
                }
            }
            20 => self.term += 1,
            21 => self.event += 1,
            22 => self.template = how,
            23 => self.asset += 1,
            24 => self.touched += 1,
            25 | 26 => self.alias = how,
            _ => {}
        }
    }
}

/// How often what was built, and by such a build.
#[derive(Debug, Default)]
struct Tally {
    built: AtomicUsize,
    reworded: AtomicUsize,
}

/// What such a build has remembered last.
pub(crate) fn later(cache: &Path) -> Vec<u8> {
    let files = files_of(cache);
    let later = files.into_iter().find(|(path, _)| is_later(Path::new(path)));
    later.map(|(_, bytes)| bytes).unwrap_or_default()
}

/// Whether it is the file that such a build writes.
fn is_later(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "later")
}

type Edit = (usize, usize, usize);

/// Plays edits, several before a build now and then, and holds what is built to builds from nothing.
fn play(steps: &[(Edit, bool)], tally: &Tally) -> Result<(), String> {
    let dir = tempfile::tempdir().unwrap();
    let at = |name: &str| dir.path().join(name);
    let (public, cache, options) = (at("public"), at("cache"), Options::default());
    let mut state = State::new();
    let (first, _) = cached(&state.world(), &options, &Quick, &public, &cache, &|_, _| {}).unwrap();
    assert_eq!(human(&first), "", "nothing is wrong at first");
    for (number, (edit, builds)) in steps.iter().enumerate() {
        state.edit(*edit);
        match edit.0 {
            27 => fs::write(public.join(format!("p{}/index.html", edit.1 % PAGES)), "by hand").unwrap_or_default(),
            28 => fs::remove_dir_all(&cache).unwrap_or_default(),
            29 => {
                let later = fs::read_dir(&cache)
                    .into_iter()
                    .flatten()
                    .flatten()
                    .map(|file| file.path());
                for path in later.filter(|path| is_later(path)) {
                    fs::remove_file(path).unwrap();
                }
            }
            _ => {}
        }
        if !builds && number + 1 < steps.len() {
            continue;
        }
        let world = state.world();
        let before = later(&cache);
        let (made, report) = cached(&world, &options, &Quick, &public, &cache, &|_, _| {}).unwrap();
        let fresh = at("fresh");
        let (wanted, other) = build(&world, &options, &Quick, &fresh, &|_, _| {}).unwrap();
        tally.built.fetch_add(1, Ordering::Relaxed);
        let after = later(&cache);
        if !after.is_empty() && before != after {
            tally.reworded.fetch_add(1, Ordering::Relaxed);
        }
        let what = format!("after edit {number}, {edit:?}");
        if human(&made) != human(&wanted) || made.counts != wanted.counts {
            return Err(format!(
                "{what}: other messages\n{}",
                difference(&human(&wanted), &human(&made))
            ));
        }
        if report.is_some() != other.is_some() {
            return Err(format!("{what}: {report:?}, from nothing {other:?}"));
        }
        if other.is_some() {
            let (public, fresh) = (files_of(&public), files_of(&fresh));
            if public != fresh {
                return Err(format!("{what}: {}", first_difference(&fresh, &public)));
            }
        }
        if fresh.exists() {
            fs::remove_dir_all(fresh).unwrap();
        }
    }
    Ok(())
}

#[test]
fn other_words_come_to_what_a_build_from_nothing_makes() {
    let cases = std::env::var("PROPTEST_CASES")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(250);
    let config = Config {
        cases,
        failure_persistence: None,
        max_shrink_iters: 300,
        ..Config::default()
    };
    let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]));
    let step = ((0..30_usize, 0..PAGES, 0..SENTENCES.len()), prop::bool::weighted(0.8));
    let tally = Tally::default();
    let result = runner.run(&prop::collection::vec(step, 2..8), |steps| {
        play(&steps, &tally).map_err(TestCaseError::fail)
    });
    println!("{tally:?}");
    result.unwrap_or_else(|why| panic!("{why}"));
    let (built, reworded) = (tally.built.into_inner(), tally.reworded.into_inner());
    assert!(reworded * 8 > built, "{reworded} of {built} builds were such");
}
