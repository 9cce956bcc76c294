//! What other programs get of the timeline, for the dates that are hard to say: none is made more exact than it is, and
//! what a format cannot hold is left out and told.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may panic"
)]

mod support;

use serde_json::{Value, json};

use support::{codes, human, run, small, text};

const EVENTS: &str = "\
- {id: day, title: \"A, day\", date: 2025-02-27, body: \"It was so [@s].\", category: law}
- {id: days, title: Days, date: 2025-02-27/2025-03-01}
- {id: month, title: Month, date: 2024-10}
- {id: about, title: About, date: 2016~}
- {id: decade, title: Decade, date: 192X}
- {id: until, title: Until, date: ../2022}
- {id: ides, title: \"=Ides\", date: -0043-03-15}
- {id: moment, title: Moment, date: 2025-02-27T23:30:00-02:00}
- {id: local, title: Local, date: 2025-02-27T10:15:30}
- {id: mixed, title: Mixed, date: 2016/2018-03}
- {id: open, title: Open, date: 2022-05/..}
- {id: masked, title: Masked, date: 1985-04-XX}
- {id: set, title: Set, date: \"[1667,1669]\", category: a}
";

fn made() -> std::collections::BTreeMap<String, Vec<u8>> {
    let site = format!(
        "{}categories: [{{id: law, title: Law}}, {{id: a, title: \"A; b, c & d\"}}]\n",
        support::SITE
    );
    let world = small(&[
        ("content/timeline.yaml", EVENTS),
        ("content/sources.yaml", "- {id: s, title: Source, offline: true}\n"),
        ("content/site.yaml", &site),
    ]);
    let (outcome, made) = run(&world);
    assert_eq!(codes(&outcome), [""; 0], "{}", human(&outcome));
    made
}

#[test]
fn timeline_js_gets_no_more_than_is_known() {
    let made = made();
    let file: Value = serde_json::from_str(&text(&made, "timeline.json")).unwrap();
    let event = |id: &str| {
        let all = file["events"].as_array().unwrap();
        all.iter().find(|e| e["unique_id"] == id).cloned().unwrap()
    };
    let start = |id: &str| event(id)["start_date"].clone();
    assert_eq!(
        start("day"),
        json!({"year": 2025, "month": 2, "day": 27, "display_date": "27 February 2025"})
    );
    assert_eq!(
        start("month"),
        json!({"year": 2024, "month": 10, "display_date": "October 2024"})
    );
    assert_eq!(start("about"), json!({"year": 2016, "display_date": "about 2016"}));
    assert_eq!(start("ides")["year"], -43);
    assert_eq!(event("ides")["display_date"], "15 March 44 BCE");
    assert_eq!(event("until")["display_date"], "until 2022");
    assert_eq!(event("days")["end_date"]["day"], 1);
    assert!(event("month").get("end_date").is_none(), "a month is no span");
    let decade = (
        start("decade")["year"].clone(),
        event("decade")["end_date"]["year"].clone(),
    );
    assert_eq!(decade, (1920.into(), 1929.into()));
    assert_eq!(event("day")["group"], "Law");
    assert_eq!(event("set")["group"], "A; b, c &amp; d", "TimelineJS takes it for HTML");
    let numbers = |id: &str, end: &str| {
        let date = event(id)[end].clone();
        ["year", "month", "day", "hour", "minute", "second"].map(|k| date[k].as_i64())
    };
    for (id, end, expected) in [
        (
            "moment",
            "start_date",
            [Some(2025), Some(2), Some(27), Some(23), Some(30), Some(0)],
        ),
        (
            "local",
            "start_date",
            [Some(2025), Some(2), Some(27), Some(10), Some(15), Some(30)],
        ),
        ("mixed", "start_date", [Some(2016), None, None, None, None, None]),
        ("mixed", "end_date", [Some(2018), Some(3), None, None, None, None]),
        ("open", "start_date", [Some(2022), Some(5), None, None, None, None]),
        ("open", "end_date", [None; 6]),
        ("until", "start_date", [Some(2022), None, None, None, None, None]),
        ("masked", "start_date", [Some(1985), Some(4), None, None, None, None]),
        ("masked", "end_date", [None; 6]),
        ("set", "start_date", [Some(1667), None, None, None, None, None]),
        ("set", "end_date", [Some(1669), None, None, None, None, None]),
    ] {
        assert_eq!(numbers(id, end), expected, "{id} {end}");
    }
    assert_eq!(event("about")["edtf"], "2016~");
    assert_eq!(
        event("day")["sources"],
        json!([{"id": "s", "title": "Source", "url": null}])
    );
    assert_eq!(file["scale"], "human");
}

#[test]
fn the_calendar_has_whole_days_and_says_what_it_leaves_out() {
    let calendar = text(&made(), "timeline.ics").replace("\r\n ", "");
    assert_eq!(calendar.matches("BEGIN:VEVENT").count(), 4);
    for line in [
        "UID:day@example.org",
        "SUMMARY:A\\, day",
        "DTSTART;VALUE=DATE:20250227",
        "DTEND;VALUE=DATE:20250228",
        "DTEND;VALUE=DATE:20250302",
        "DTSTAMP:20250227T000000Z",
        "DESCRIPTION:It was so.",
        "CATEGORIES:Law",
        "DTSTART:20250228T013000Z",
        "DTSTART:20250227T101530",
        "TRANSP:TRANSPARENT",
        "X-WR-CALDESC:Only events that are known to the day are in this calendar\\; 9 more are on the timeline.",
    ] {
        assert!(calendar.lines().any(|l| l == line), "{line}\n{calendar}");
    }
}

#[test]
fn the_table_has_each_date_as_written_in_words_and_as_days() {
    let table = text(&made(), "timeline.csv");
    let rows: Vec<&str> = table.lines().collect();
    assert_eq!(rows.len(), 14);
    assert_eq!(table.matches("\r\n").count(), 14, "lines end as RFC 4180 has it");
    for row in [
        "month,2024-10,October 2024,2024-10-01,2024-10-31,Month,",
        "until,../2022,until 2022,,2022-12-31,Until,",
        "ides,'-0043-03-15,15 March 44 BCE,'-0043-03-15,'-0043-03-15,'=Ides,",
    ] {
        assert!(rows.iter().any(|r| r.starts_with(row)), "{row}\n{table}");
    }
}

#[test]
fn deep_time_gets_a_scale_of_its_own() {
    let world = small(&[(
        "content/timeline.yaml",
        "- {id: a, title: Breakup, date: Y-170000000}\n- {id: b, title: Now, date: 2020-01-02}\n",
    )]);
    let file: Value = serde_json::from_str(&text(&run(&world).1, "timeline.json")).unwrap();
    assert_eq!(file["scale"], "cosmological");
    assert_eq!(file["events"][0]["start_date"]["year"], -170_000_000);
    assert_eq!(
        file["events"][1]["start_date"],
        json!({"year": 2020, "display_date": "2 January 2020"})
    );
    assert!(!run(&small(&[])).1.contains_key("timeline.json"), "no event, no file");
}

#[test]
fn a_calendar_keeps_every_sign_and_folds_between_letters() {
    let title = "Ünïcödé; a, b \\ c 漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字 end of it 😀😀😀😀😀";
    let events = format!("- {{id: a, title: {title:?}, date: 2020-01-02, category: x, body: \"One.\\n\\nTwo.\"}}\n");
    let site = format!("{}categories: [{{id: x, title: \"a;b,c\\\\d\"}}]\n", support::SITE);
    let world = small(&[("content/timeline.yaml", &events), ("content/site.yaml", &site)]);
    let calendar = text(&run(&world).1, "timeline.ics");
    for line in calendar.split("\r\n") {
        assert!(line.len() <= 75, "{} octets: {line}", line.len());
        assert!(!line.contains(['\n', '\r']), "{line:?}");
    }
    let whole = calendar.replace("\r\n ", "");
    let summary = title.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,");
    assert!(whole.contains(&format!("SUMMARY:{summary}\r\n")), "{whole}");
    assert!(whole.contains("CATEGORIES:a\\;b\\,c\\\\d\r\n"), "{whole}");
}

#[test]
fn no_line_of_a_calendar_is_longer_than_the_format_allows() {
    let words = "Un été à l’ombre d’une digue, où l’eau était haute – dit-on. 水位が高い。 ";
    let event = |n: usize| {
        let (title, body) = ("x".repeat(n), "y".repeat(n));
        format!("- {{id: e{n}, title: \"{title}{words}\", date: 2025-01-01, body: \"{body}{words}{words}\"}}")
    };
    let events = (0..80).map(event).collect::<Vec<_>>().join("\n");
    let world = small(&[("content/timeline.yaml", &events)]);
    let calendar = text(&run(&world).1, "timeline.ics");
    let long: Vec<&str> = calendar.split("\r\n").filter(|line| line.len() > 75).collect();
    assert_eq!(long, [""; 0]);
    let whole = calendar.replace("\r\n ", "");
    let title = words.trim().replace(',', "\\,");
    assert!(
        (0..80).all(|n| whole.contains(&format!("\r\nSUMMARY:{}{title}", "x".repeat(n)))),
        "{whole}"
    );
}

#[test]
fn each_language_has_its_own_files() {
    let site = support::SITE.replace("title: Site", "title: Site\nlanguages: [en, fr]");
    let world = small(&[
        ("content/site.yaml", &site),
        (
            "content/timeline.yaml",
            "- {id: a, title: One, date: 2020-01-02}\n- {id: a, title: Un, date: 2020-01-02, language: fr}\n",
        ),
    ]);
    let (outcome, made) = run(&world);
    assert_eq!(codes(&outcome), [""; 0], "{}", human(&outcome));
    assert!(text(&made, "timeline.ics").contains("UID:a@example.org\r\n"));
    assert!(text(&made, "fr/timeline.ics").contains("UID:a.fr@example.org\r\n"));
    let french: Value = serde_json::from_str(&text(&made, "fr/timeline.json")).unwrap();
    assert_eq!(french["events"][0]["text"]["headline"], "Un");
    assert_eq!(french["events"][0]["display_date"], "2 janvier 2020");
    assert!(text(&made, "fr/timeline.csv").contains(",Un,"));
}

#[test]
fn the_page_tells_events_to_machines_as_exactly_as_they_are_known() {
    let page = text(&made(), "timeline/index.html");
    let data = page.split("<script type=\"application/ld+json\">").nth(1).unwrap();
    let data: Value = serde_json::from_str(data.split("</script>").next().unwrap()).unwrap();
    assert_eq!(data["@type"], "ItemList");
    assert_eq!(data["numberOfItems"], 13);
    let event = |id: &str| {
        let items = data["itemListElement"].as_array().unwrap();
        let wanted = format!("https://example.org/timeline/#{id}");
        items
            .iter()
            .map(|i| i["item"].clone())
            .find(|e| e["@id"] == *wanted)
            .unwrap()
    };
    for (id, start, end) in [
        ("day", Some("2025-02-27"), None),
        ("days", Some("2025-02-27"), Some("2025-03-01")),
        ("month", Some("2024-10"), None),
        ("about", None, None),
        ("decade", None, None),
        ("until", None, Some("2022")),
        ("ides", None, None),
        ("moment", Some("2025-02-27T23:30:00-02:00"), None),
        ("mixed", Some("2016"), Some("2018-03")),
        ("open", Some("2022-05"), None),
        ("masked", None, None),
    ] {
        let found = event(id);
        assert_eq!(
            (found["startDate"].as_str(), found["endDate"].as_str()),
            (start, end),
            "{id}"
        );
        assert_eq!(found["@type"], "Event");
    }
    assert_eq!(event("day")["description"], "It was so.");
}

#[test]
fn very_many_events_are_told_to_machines_in_short() {
    let event = |nth: i32| format!("- {{id: e{nth}, title: E, date: 2020-01-02, body: Text.}}\n");
    let events = (0..1_001).map(event).collect::<Vec<_>>().concat();
    let made = run(&small(&[("content/timeline.yaml", &events)])).1;
    let page = text(&made, "timeline/index.html");
    let data = page
        .split("application/ld+json")
        .nth(1)
        .unwrap()
        .split("</script>")
        .next()
        .unwrap();
    assert!(data.contains("\"startDate\":\"2020-01-02\"") && !data.contains("description"));
    let bare = support::SITE.replace("base_url: https://example.org/\n", "");
    let without = small(&[
        ("content/site.yaml", &bare),
        ("content/timeline.yaml", "- {id: a, title: A, date: 2020}\n"),
    ]);
    assert!(!text(&run(&without).1, "timeline/index.html").contains("ld+json"));
}
