//! Whatever is edited, in whatever order: once the preview has settled, it serves what a build would write. In memory, with
//! the same threads and messages as the real one.

use std::collections::BTreeSet;
use std::io;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, RwLock};
use std::time::Duration;

use proptest::prelude::*;
use tokio::sync::oneshot;

use super::answer::Answer;
use super::state::State;
use super::{Message, Options, Told};
use crate::build;
use crate::date::Day;
use crate::world::{Found, Memory, World};

/// A site in memory that one thread changes and another reads.
#[derive(Clone)]
struct Shared(Arc<RwLock<Memory>>);

impl World for Shared {
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.0.read().unwrap().read(path)
    }

    fn list(&self, dir: &str) -> Vec<Found> {
        self.0.read().unwrap().list(dir)
    }

    fn today(&self) -> Day {
        self.0.read().unwrap().today()
    }
}

struct Preview {
    world: Shared,
    post: Sender<Message>,
    settled: Receiver<()>,
}

impl Preview {
    fn of(files: &[(String, String)]) -> Self {
        let mut memory = Memory::new(Day::new(2026, 11, 24).unwrap());
        for (path, text) in files {
            memory.insert(path, text.as_str());
        }
        let world = Shared(Arc::new(RwLock::new(memory)));
        let (post, inbox) = channel();
        let (told, settled) = channel();
        let mut state = State::load(&world, &Options::default()).unwrap();
        let own = world.clone();
        std::thread::spawn(move || {
            let told = std::sync::Mutex::new(told);
            state.run(&own, &inbox, &|what| {
                if matches!(what, Told::Settled(_)) {
                    let _ = told.lock().unwrap().send(());
                }
            });
        });
        let preview = Self { world, post, settled };
        preview.wait();
        preview
    }

    fn wait(&self) {
        self.settled.recv_timeout(Duration::from_mins(1)).unwrap();
    }

    /// Makes one edit; returns whether it changed anything.
    fn edit(&self, path: &str, text: Option<&str>) -> bool {
        let mut memory = self.world.0.write().unwrap();
        let new = text.map(|t| t.as_bytes().to_vec());
        if memory.files.get(path).cloned() == new {
            return false;
        }
        match new {
            Some(new) => memory.files.insert(path.to_owned(), new),
            None => memory.files.remove(path),
        };
        drop(memory);
        self.post
            .send(Message::Changed(BTreeSet::from([path.to_owned()])))
            .unwrap();
        true
    }

    fn get(&self, path: &str) -> Vec<u8> {
        let (reply, answer) = oneshot::channel();
        self.post.send(Message::Get(path.to_owned(), reply)).unwrap();
        match answer.blocking_recv().unwrap() {
            Answer::Made(bytes) | Answer::Missing(bytes) => without_script(bytes),
            Answer::File(file) => self.world.read(&file).unwrap(),
            Answer::Theme(bytes) => bytes.to_vec(),
            Answer::Slash => b"slash".to_vec(),
        }
    }

    /// The first output that differs from what a build would write.
    fn difference(&self) -> Option<String> {
        let (outcome, made) = build::outputs(&self.world, &build::Options::default()).unwrap();
        assert!(
            !outcome.forbids(),
            "the edits are to be free of errors: {:?}",
            outcome.diagnostics
        );
        made.into_iter().find_map(|(path, bytes)| {
            let got = self.get(&path);
            let text = |b: &[u8]| String::from_utf8_lossy(b).into_owned();
            (got != bytes).then(|| format!("{path}:\n--- built\n{}\n--- served\n{}", text(&bytes), text(&got)))
        })
    }
}

fn without_script(bytes: Vec<u8>) -> Vec<u8> {
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(other) => return other.into_bytes(),
    };
    match text.split_once("<script src=\"/_nutgraf/") {
        Some((before, rest)) => format!("{before}{}", rest.split_once("</script>").unwrap().1).into_bytes(),
        None => text.into_bytes(),
    }
}

const SITE: &str = "title: Site\nbase_url: https://example.org/\nlanguages: [en, fr]\n\
    checks: {citation/unused-source: allow, glossary/unused-term: allow, timeline/no-source: allow}\n";

/// Texts in which everything may be mentioned.
fn body() -> impl Strategy<Value = String> {
    let parts = [
        "A weir holds water.",
        "Sluices!",
        "[[flood]] came.",
        "It is said [@report].",
        "## A heading",
        "[[ada]] and [[term:sluice|that gate]].",
        "Stone, gate and lock.",
        "[One](/one.md#a-heading-of-one)",
    ];
    prop::collection::vec(prop::sample::select(parts.to_vec()), 0..4).prop_map(|p| p.join("\n\n"))
}

fn title() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["Alpha", "beta", "Zeta", "Éclair", "42 ways"])
}

/// A file with a new text, or none: `(path, text)`.
fn edit() -> impl Strategy<Value = (String, Option<String>)> {
    let page = (
        prop::sample::select(vec!["two", "rivers/elm", "rivers/index", "index", "drei.fr"]),
        title(),
        body(),
        0..5,
    )
        .prop_map(|(name, title, body, kind)| {
            let more = [
                "",
                "date: 2021\n",
                "tags: [dry]\n",
                "weight: 3\n",
                "updated: 2024-05-06\nkey_points: [\"A weir.\"]\n",
            ];
            let more = more[usize::try_from(kind).unwrap()];
            let text = format!("---\ntitle: {title}\nsummary: Some *words*.\n{more}---\n{body}\n");
            (format!("content/{name}.md"), Some(text))
        });
    let term = (
        prop::sample::select(vec!["weir", "sluice", "extra"]),
        title(),
        body(),
        any::<bool>(),
    )
        .prop_map(|(id, title, body, alias)| {
            let alias = if alias { "aliases: [gate]\n" } else { "" };
            // Two terms with one alias would be an error.
            let alias = if id == "weir" { alias } else { "" };
            let text = format!("---\nterm: {title} {id}\n{alias}definition: A {id}.\n---\n{body}\n");
            (format!("content/glossary/{id}.md"), Some(text))
        });
    let event = (title(), 1900..2000, body()).prop_map(|(title, year, body)| {
        let text = format!("---\ntitle: {title} flood\ndate: {year}-02\npeople: [ada]\n---\n{body}\n");
        ("content/timeline/flood.md".to_owned(), Some(text))
    });
    let list = (title(), title()).prop_map(|(a, b)| {
        let text = format!("- {{id: ada, name: {a}}}\n- {{id: bob, name: {b}}}\n");
        ("content/people.yaml".to_owned(), Some(text))
    });
    let template = prop::sample::select(vec!["<p>{{ page.title }}</p>", "<b>{{ page.body_html }}</b>"])
        .prop_map(|text| ("templates/page.html".to_owned(), Some(text.to_owned())));
    let gone = prop::sample::select(vec![
        "content/two.md",
        "content/glossary/extra.md",
        "templates/page.html",
        "content/drei.fr.md",
    ])
    .prop_map(|path| (path.to_owned(), None));
    prop_oneof![4 => page, 3 => term, 2 => event, 1 => list, 1 => template, 1 => gone]
}

fn start() -> Vec<(String, String)> {
    let page = |title: &str, body: &str| format!("---\ntitle: {title}\nsummary: Words.\n---\n{body}\n");
    [
        ("content/site.yaml", SITE.to_owned()),
        (
            "content/one.md",
            page("One", "## A heading of One\n\nA weir. [[flood]]"),
        ),
        ("content/rivers/index.md", page("Rivers", "All rivers.")),
        ("content/rivers/elm.md", page("Elm", "A sluice.")),
        (
            "content/glossary/weir.md",
            "---\nterm: Weir\ndefinition: A low dam.\n---\n".to_owned(),
        ),
        (
            "content/glossary/sluice.md",
            "---\nterm: Sluice\ndefinition: A gate.\n---\n".to_owned(),
        ),
        (
            "content/timeline/flood.md",
            "---\ntitle: Flood\ndate: 1953\n---\n".to_owned(),
        ),
        (
            "content/people.yaml",
            "- {id: ada, name: Ada}\n- {id: bob, name: Bob}\n".to_owned(),
        ),
        (
            "content/sources.yaml",
            "- {id: report, title: Report, url: \"https://example.org/\"}\n".to_owned(),
        ),
    ]
    .map(|(path, text)| (path.to_owned(), text))
    .to_vec()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn all_is_served_as_a_build_would_write_it_after_any_edits(edits in prop::collection::vec(edit(), 1..8)) {
        let preview = Preview::of(&start());
        for (path, text) in &edits {
            if preview.edit(path, text.as_deref()) {
                preview.wait();
            }
            prop_assert_eq!(preview.difference(), None, "after {} {:?}", path, text);
        }
    }
}
