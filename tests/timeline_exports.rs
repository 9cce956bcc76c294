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
";

fn made() -> std::collections::BTreeMap<String, Vec<u8>> {
    let site = format!("{}categories: [{{id: law, title: Law}}]\n", support::SITE);
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
    assert_eq!(file["scale"], "human");
}

#[test]
fn the_calendar_has_whole_days_and_says_what_it_leaves_out() {
    let calendar = text(&made(), "timeline.ics").replace("\r\n ", "");
    assert_eq!(calendar.matches("BEGIN:VEVENT").count(), 2);
    for line in [
        "UID:day@timeline.nutgraf",
        "SUMMARY:A\\, day",
        "DTSTART;VALUE=DATE:20250227",
        "DTEND;VALUE=DATE:20250228",
        "DTEND;VALUE=DATE:20250302",
        "DTSTAMP:20250227T000000Z",
        "DESCRIPTION:It was so.",
        "CATEGORIES:Law",
        "X-WR-CALDESC:Only events that are known to the day are in this calendar\\; 5 more are on the timeline.",
    ] {
        assert!(calendar.lines().any(|l| l == line), "{line}\n{calendar}");
    }
}

#[test]
fn the_table_has_each_date_as_written_in_words_and_as_days() {
    let table = text(&made(), "timeline.csv");
    let rows: Vec<&str> = table.lines().collect();
    assert_eq!(rows.len(), 8);
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
