//! Fences in the texts of entries, which may list each other.

use std::collections::BTreeSet;

use crate::html::ids;
use crate::support::{codes, human, run, small, text};

/// Two events, a person and a term, each of which places all the others.
fn everything_in_everything() -> Vec<(&'static str, &'static str)> {
    vec![
        (
            "content/site.yaml",
            "title: Omega\nbase_url: https://example.org/\nmarkdown: true\n",
        ),
        (
            "content/a.md",
            "---\ntitle: A\nsummary: B\ndate: 2024\n---\n[[spillway]]\n\n```timeline\n```\n\n```people\n```\n",
        ),
        (
            "content/timeline/flood.md",
            "---\ntitle: Flood\ndate: 2020\npeople: [kim]\nsources: [c]\n---\nWater comes.\n\n```timeline\n```\n\n```people\n```\n\n\
             ```facts\n- {label: Depth, value: 4 m in the spillway, sources: [c]}\n```\n\n\
             ```questions\n- {q: Why?, a: The spillway broke.}\n```\n\nWater goes.\n",
        ),
        (
            "content/timeline/drought.md",
            "---\ntitle: Drought\ndate: 2021\nsources: [c]\n---\n```timeline\n```\n",
        ),
        (
            "content/people/kim.md",
            "---\nname: Kim\n---\nAn engineer.\n\n```timeline\n```\n\n```people\n```\n\n\
             ```facts\n- {label: Dams, value: \"4, each with a spillway\", sources: [c]}\n```\n",
        ),
        (
            "content/glossary/spillway.md",
            "---\nterm: spillway\ndefinition: Lets water out.\nsources: [c]\n---\nLong.\n\n```timeline\n```\n\n```people\n```\n\n\
             ```facts\n- {label: Width, value: 9 m, sources: [c]}\n```\n",
        ),
        ("content/sources.yaml", "- {id: c, title: C, offline: true}\n"),
    ]
}

#[test]
fn entries_may_place_each_other() {
    let (outcome, made) = run(&small(&everything_in_everything()));
    assert_eq!(codes(&outcome), [""; 0], "{}", human(&outcome));
    for path in [
        "a/index.html",
        "timeline/index.html",
        "people/index.html",
        "glossary/spillway/index.html",
    ] {
        let page = text(&made, path);
        let all = ids(&page);
        let once: BTreeSet<&String> = all.iter().collect();
        assert_eq!(all.len(), once.len(), "an id stands twice in {path}: {page}");
        let on_the_page = page.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next());
        let dangling: Vec<&str> = on_the_page.filter(|id| !once.contains(&(*id).to_owned())).collect();
        assert_eq!(dangling, [""; 0], "{path}: {page}");
    }
    // A list of events shows their words, and not the lists in them.
    let page = text(&made, "a/index.html");
    assert_eq!(page.matches("Drought").count(), 1, "{page}");
    // Where an event has its text, all of it is there.
    let page = text(&made, "timeline/index.html");
    assert!(page.contains("4 m in the"), "{page}");
    let page = text(&made, "people/index.html");
    assert!(page.contains("4, each with a"), "{page}");
}
