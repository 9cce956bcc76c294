//! Timelines of other programs, imported: what becomes of each, what is said of it, and that no input gives a site with an
//! error. The fixtures are made in the manner of those that people publish.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may panic"
)]

mod support;

#[path = "import/command.rs"]
mod command;
#[path = "import/hostile.rs"]
mod hostile;
#[path = "import/round_trip.rs"]
mod round_trip;

use std::fmt::Write;

use nutgraf::i18n::Locale;
use nutgraf::import::{Plan, Settings, Unreadable, plan, read};
use nutgraf::load::{self, Options};
use nutgraf::world::{Memory, World};

use support::{golden, human, run, small, tests};

/// The languages in which a test's dates are read.
fn locales() -> Vec<Locale> {
    ["en", "en-US", "de", "fr"]
        .iter()
        .map(|t| Locale::new(t).unwrap())
        .collect()
}

/// What an import into a site would do.
fn planned(world: &Memory, bytes: &[u8], settings: Settings) -> Result<Plan, Unreadable> {
    let read = read(bytes, settings, &locales())?;
    let loaded = load::load(world, Options { drafts: true }).unwrap();
    let yaml = String::from_utf8(world.read("content/site.yaml").unwrap()).unwrap();
    Ok(plan(read, &loaded, &yaml))
}

/// Does it. No file may be there already.
fn apply(world: &mut Memory, plan: &Plan) {
    for file in &plan.files {
        assert!(!world.files.contains_key(&file.path), "{} is there", file.path);
        world.insert(&file.path, file.text.as_str());
    }
    if let Some(site) = &plan.site {
        world.insert("content/site.yaml", site.as_str());
    }
}

/// The notes as the program prints them.
fn notes(plan: &Plan) -> String {
    let mut out = String::new();
    for note in &plan.notes {
        let _ = writeln!(out, "{}: {}: {}", note.line, note.headline, note.text);
    }
    out
}

/// The whole site has no error; warnings are what a new timeline has.
fn builds(world: &Memory) {
    let (outcome, _) = run(world);
    assert!(!outcome.forbids(), "{}", human(&outcome));
}

fn whole(name: &str) {
    let bytes = std::fs::read(tests().join("import").join(name)).unwrap();
    let mut world = small(&[]);
    let plan = planned(&world, &bytes, Settings::default()).unwrap();
    let mut text = notes(&plan);
    let _ = writeln!(
        text,
        "events {}, sources {}, left out {}",
        plan.events, plan.sources, plan.left_out
    );
    for file in &plan.files {
        let _ = write!(text, "\n=== {}\n{}", file.path, file.text);
    }
    if let Some(site) = &plan.site {
        let _ = write!(text, "\n=== content/site.yaml\n{site}");
    }
    golden(&format!("import/{name}.txt"), &text);
    apply(&mut world, &plan);
    builds(&world);
    let again = planned(&world, &bytes, Settings::default()).unwrap();
    assert_eq!(
        (again.files.len(), again.site),
        (0, None),
        "a second import adds nothing"
    );
    assert_eq!(again.skipped, plan.events);
}

#[test]
fn timeline_js_3() {
    whole("three.json");
}

#[test]
fn timeline_js_2() {
    whole("two.jsonp");
}

#[test]
fn the_spreadsheet() {
    whole("sheet.csv");
}

#[test]
fn a_table_from_a_german_spreadsheet() {
    whole("german.csv");
}

#[test]
fn a_table_with_tabs_and_american_dates() {
    whole("american.tsv");
}

#[test]
fn what_is_none_of_the_three_formats_says_what_was_expected() {
    for (bytes, part) in [
        (&b""[..], "empty"),
        (b"  \n ", "empty"),
        (b"{\"type\": \"FeatureCollection\", \"features\": []}", "no `events`"),
        (
            b"{\"events\": [{\"name\": \"x\", \"begin\": -551}]}",
            "not those of TimelineJS",
        ),
        (b"{\"events\": [\n{\"start_date\": {\"year\": 1},}]}", "line 2"),
        (b"{\"events\": []} {\"events\": []}", "something follows"),
        (b"name,age\nx,1\n", "neither TimelineJS JSON"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "neither TimelineJS JSON"),
        (b"just some words", "neither TimelineJS JSON"),
        (b"PK\x03\x04\x14\0xl/workbook.xml", "a workbook"),
        (
            b"date,title,text\n2020,A,\"one \"\"two\"\" \"\n2021,B,\"never closed\n2022,C,x\n2023,D,y\n",
            "of line 3 is never closed",
        ),
        (b"[1, 2, 3]", "neither TimelineJS JSON"),
    ] {
        let bad = planned(&small(&[]), bytes, Settings::default()).unwrap_err();
        assert!(bad.message.contains(part), "{}", bad.message);
        assert!(!bad.help.is_empty());
    }
}

#[test]
fn quotation_marks_that_open_no_cell_are_letters() {
    let csv = "date\ttitle\ttext\n2020\t5\" pipe\t\"said \"\"so\"\"\"\n2021\tB\t\"two\nlines\"\r\n2022\tC \"c\tx";
    let plan = planned(&small(&[]), csv.as_bytes(), Settings::default()).unwrap();
    assert_eq!(plan.files.len(), 3);
}

#[test]
fn ids_keep_clear_of_everything_that_has_a_name() {
    let world = small(&[
        (
            "content/glossary.yaml",
            "- {id: metre, term: Metre, definition: A length.}\n",
        ),
        (
            "content/history/metre-bar.md",
            &support::page("See [[metre]], [[metre-bar]] and [[Seine]]."),
        ),
        (
            "content/people.yaml",
            "- {id: Seine, name: Somebody, former_ids: [loire]}\n",
        ),
    ]);
    let csv = "date,title\n1799,Metre\n1799,Metre-bar\n1800,seine\n1801,Loire\n1802,Loire\n";
    let plan = planned(&world, csv.as_bytes(), Settings::default()).unwrap();
    let paths: Vec<&str> = plan.files.iter().map(|f| f.path.as_str()).collect();
    let expected = ["metre-2", "metre-bar-2", "seine-2", "loire-2", "loire-3"];
    assert_eq!(paths, expected.map(|id| format!("content/timeline/{id}.md")));
    let mut world = world;
    apply(&mut world, &plan);
    builds(&world);
}

#[test]
fn a_source_that_the_site_has_is_used() {
    let world = small(&[(
        "content/sources.yaml",
        "- {id: law, title: The law, url: \"http://example.org/law/\"}\n",
    )]);
    let csv = "date,title,source\n2000,A,https://example.org/law\n2001,B,The Law\n2002,C,https://example.org/other\n2003,D,https://example.org/other\n";
    let plan = planned(&world, csv.as_bytes(), Settings::default()).unwrap();
    assert_eq!(plan.sources, 1);
    let used: Vec<bool> = plan
        .files
        .iter()
        .map(|f| f.text.contains("sources: [\"law\"]"))
        .collect();
    assert_eq!(used, [true, true, false, false, false]);
}

#[test]
fn categories_that_cannot_be_added_safely_are_left_to_the_author() {
    let yaml = format!("{}...\n", support::SITE);
    let mut world = small(&[("content/site.yaml", &yaml)]);
    let plan = planned(&world, b"date,title,category\n2000,A,Law\n", Settings::default()).unwrap();
    assert_eq!(plan.site, None);
    assert!(
        notes(&plan).contains("categories: [{id: \"law\", title: \"Law\"}]"),
        "{}",
        notes(&plan)
    );
    assert!(!plan.files[0].text.contains("category"));
    apply(&mut world, &plan);
    builds(&world);
}

#[test]
fn fifty_thousand_events_with_one_name_are_no_trouble() {
    let mut csv = String::from("date,title\n");
    for _ in 0..50_000 {
        csv.push_str("2000-01-02,The same\n");
    }
    let plan = planned(&small(&[]), csv.as_bytes(), Settings::default()).unwrap();
    assert_eq!(plan.events, 50_000);
    assert_eq!(plan.files[49_999].path, "content/timeline/the-same-50000.md");
}

#[test]
fn line_ends_marks_and_encodings_change_nothing() {
    let text = "date;title;text\n2000;\"Été\";\"Zwei\nZeilen\"\n\n2001;B;\n";
    let files = |bytes: &[u8]| {
        let plan = planned(&small(&[]), bytes, Settings::default()).unwrap();
        (
            plan.files.iter().map(|f| f.text.clone()).collect::<Vec<_>>(),
            plan.notes.len(),
        )
    };
    let (expected, none) = files(text.as_bytes());
    assert_eq!((expected.len(), none), (2, 0));
    let windows = text.replace('\n', "\r\n");
    assert_eq!(files(windows.as_bytes()), (expected.clone(), 0));
    assert_eq!(files(format!("\u{FEFF}{windows}").as_bytes()), (expected.clone(), 0));
    let wide: Vec<u8> = [0xFF, 0xFE]
        .into_iter()
        .chain(windows.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    assert_eq!(files(&wide), (expected.clone(), 0));
    let latin: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    assert_eq!(files(&latin), (expected, 1), "a guess is told");
    let json =
        "\u{FEFF}callback({\"events\": [\n{\"start_date\": {\"year\": 2000}, \"text\": {\"headline\": \"A\"}}]});\n";
    assert_eq!(files(json.as_bytes()).0, ["---\ntitle: \"A\"\ndate: \"2000\"\n---\n"]);
}
