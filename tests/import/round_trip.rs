//! Our own exports, imported again: only what was announced may be lost.

use std::collections::BTreeMap;

use nutgraf::import::Settings;
use nutgraf::load::{self, Options};
use nutgraf::world::Memory;

use crate::support::{SITE, run, small, text};
use crate::{apply, builds, notes, planned};

const EVENTS: &str = "\
- {id: day, title: 'A day: \"so\"', date: 2025-02-27, category: law, importance: 5, people: [ada], terms: [metre], sources: [s, o], body: 'It was **so** [@s]. See [the law](https://example.org/law?a=1&b=2) and [[metre]].'}
- {id: days, title: Days, date: 2025-02-27/2025-03-01, category: other}
- {id: month, title: Month, date: 2024-10}
- {id: about, title: 'About # 1', date: 2016~}
- {id: both, title: Both, date: 2016%}
- {id: decade, title: Decade, date: 192X}
- {id: century, title: Century, date: 19XX}
- {id: until, title: Until, date: ../2022}
- {id: since, title: Since, date: 2022-03/..}
- {id: unknown, title: Unknown end, date: 2022-03/}
- {id: mixed, title: Mixed, date: 2016/2018-03}
- {id: season, title: Season, date: 2022-24}
- {id: ides, title: '=Ides', date: -0043-03-15}
- {id: moment, title: Moment, date: '2025-02-27T10:00:00+01:00'}
- {id: local, title: Local, date: '2025-02-27T00:00:00'}
- {id: masked, title: Masked, date: 1985-04-XX}
- {id: set, title: Set, date: '[1667,1669]'}
- {id: deep, title: Deep, date: Y-170000002}
- {id: qualified, title: Qualified, date: '2004-06~-11'}
- {id: twice, title: Twice, date: 2001, body: \"One.\\n\\n- a\\n- b\\n\\n> quoted *words*\\n\"}
- {id: twice-2, title: Twice, date: 2002}
- {id: größe, title: Größe, date: 2003, importance: 1}
";

const SOURCES: &str = "- {id: s, title: 'A source, with \"signs\"', url: 'https://example.org/s'}\n- {id: o, title: Offline, offline: true}\n";

fn origin() -> Memory {
    let site = format!("{SITE}categories: [{{id: law, title: 'Law & order'}}, {{id: other, title: Other}}]\n");
    small(&[
        ("content/site.yaml", &site),
        ("content/timeline.yaml", EVENTS),
        ("content/sources.yaml", SOURCES),
        ("content/people.yaml", "- {id: ada, name: Ada}\n"),
        (
            "content/glossary.yaml",
            "- {id: metre, term: Metre, definition: A length.}\n",
        ),
    ])
}

/// What is to come back: by id, title, date, category's title, importance, people, terms, number of sources, words.
fn facts(world: &Memory) -> BTreeMap<String, Vec<String>> {
    let loaded = load::load(world, Options::default()).unwrap();
    let values =
        |list: &[nutgraf::span::Spanned<String>]| list.iter().map(|v| v.value.clone()).collect::<Vec<_>>().join(",");
    let category = |id: &str| {
        loaded
            .site
            .categories
            .iter()
            .find(|c| c.id.value == id)
            .map(|c| c.title.clone())
    };
    let of = |e: &nutgraf::load::Entry<nutgraf::model::Event>| {
        let d = &e.data;
        vec![
            d.title.value.clone(),
            d.date.as_ref().unwrap().value.to_string(),
            d.category.as_ref().and_then(|c| category(&c.value)).unwrap_or_default(),
            d.importance.to_string(),
            values(&d.people),
            values(&d.terms),
            d.sources.len().to_string(),
        ]
    };
    loaded.events.iter().map(|e| (e.id.clone(), of(e))).collect()
}

fn back(name: &str) {
    let from = origin();
    let file = run(&from).1[name].clone();
    // Into a site that has the same people and terms, and nothing else.
    let mut to = small(&[
        ("content/people.yaml", "- {id: ada, name: Ada}\n"),
        (
            "content/glossary.yaml",
            "- {id: metre, term: Metre, definition: A length.}\n",
        ),
    ]);
    let plan = planned(&to, &file, Settings::default()).unwrap();
    apply(&mut to, &plan);
    builds(&to);
    assert_eq!(plan.left_out, 0, "{}", notes(&plan));
    assert_eq!(facts(&to), facts(&from), "{}", notes(&plan));
    let lost: Vec<&str> = plan
        .notes
        .iter()
        .map(|n| n.text.as_str())
        .filter(|t| !t.contains("is new") && !t.contains("became a category"))
        .collect();
    let announced: &[&str] = if name == "timeline.csv" {
        &["`date_in_words`, `earliest`, `latest` and `url` follow from the rest and were not read"]
    } else {
        &["the title slide is no event and was left out: put its words into content/timeline/index.md"]
    };
    assert_eq!(lost, announced);
    // And from there once more, nothing changes any more.
    let again = run(&to).1[name].clone();
    let plan = planned(&to, &again, Settings::default()).unwrap();
    assert_eq!((plan.events, plan.skipped), (0, facts(&from).len()));
}

#[test]
fn as_json() {
    back("timeline.json");
    let from = origin();
    let mut to = small(&[(
        "content/glossary.yaml",
        "- {id: metre, term: Metre, definition: A length.}\n",
    )]);
    let file = text(&run(&from).1, "timeline.json");
    let plan = planned(&to, file.as_bytes(), Settings::default()).unwrap();
    assert!(notes(&plan).contains("people/ has no `ada`"), "{}", notes(&plan));
    apply(&mut to, &plan);
    builds(&to);
    let body = |id: &str| {
        let text = String::from_utf8(to.files[&format!("content/timeline/{id}.md")].clone()).unwrap();
        text.split("---\n\n").nth(1).unwrap().to_owned()
    };
    assert_eq!(
        body("day"),
        "It was **so**. See [the law](https://example.org/law?a=1&amp;b=2) and Metre.\n"
    );
    assert_eq!(body("twice"), "One.\n\n- a\n- b\n\n> quoted *words*\n");
}

#[test]
fn as_csv() {
    back("timeline.csv");
}

#[test]
fn translations_come_back_as_translations() {
    let site = format!("{SITE}languages: [en, fr, de]\n");
    let world = small(&[
        ("content/site.yaml", &site),
        (
            "content/timeline.yaml",
            "- {id: law, title: The law, date: 2019, sources: [s]}\n- {id: law, title: La loi, date: 2019, language: fr, sources: [s]}\n\
             - {id: nato, title: NATO, date: 1949, sources: [s]}\n- {id: nato, title: NATO, date: 1949, language: fr, sources: [s]}\n",
        ),
        (
            "content/sources.yaml",
            "- {id: s, title: \"Laws; a list\", offline: true}\n",
        ),
    ]);
    let (_, made) = run(&world);
    for format in ["json", "csv"] {
        for order in [["", "fr/"], ["fr/", ""]] {
            let mut other = small(&[
                ("content/site.yaml", &site),
                (
                    "content/sources.yaml",
                    "- {id: s, title: \"Laws; a list\", offline: true}\n",
                ),
            ]);
            for folder in order {
                let file = text(&made, &format!("{folder}timeline.{format}"));
                let plan = planned(&other, file.as_bytes(), Settings::default()).unwrap();
                assert_eq!((plan.events, plan.sources, plan.skipped), (2, 0, 0), "{}", notes(&plan));
                apply(&mut other, &plan);
                // What is there is there in its language.
                let again = planned(&other, file.as_bytes(), Settings::default()).unwrap();
                assert_eq!((again.events, again.skipped), (0, 2), "{}", notes(&again));
            }
            builds(&other);
            let loaded = load::load(&other, Options::default()).unwrap();
            let mut events: Vec<(&str, &str, &str)> = loaded
                .events
                .iter()
                .map(|e| (e.id.as_str(), e.language.as_str(), e.data.title.value.as_str()))
                .collect();
            events.sort_unstable();
            let expected = [
                ("law", "en", "The law"),
                ("law", "fr", "La loi"),
                ("nato", "en", "NATO"),
                ("nato", "fr", "NATO"),
            ];
            assert_eq!(events, expected, "{format} {order:?}");
        }
    }
}
