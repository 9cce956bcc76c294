//! Whatever is in the input: no panic, and a site without an error.

use nutgraf::import::Settings;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::support::{run, small};
use crate::{apply, human, planned};

/// Pieces that have broken something somewhere.
const PIECES: [&str; 58] = [
    "",
    " ",
    "a",
    "Title",
    "index",
    "README",
    "con",
    "../x",
    "/",
    "\\",
    ":",
    ": #",
    "#",
    "# x",
    "- x",
    "* x",
    "> x",
    "1. x",
    "---",
    "...",
    "===",
    "\"",
    "'",
    "`",
    "```",
    "```timeline\n",
    "[[x]]",
    "[[x|y]]",
    "[@x]",
    "[^1]",
    "[^1]: x",
    "![a](b)",
    "[a](b)",
    "<b>",
    "</b>",
    "<script>",
    "<!--",
    "<a href='javascript:x'>",
    "<a href=\"http://x.org/ y\">",
    "&amp;",
    "&#0;",
    "$x$",
    "$$",
    "{{ x }}",
    "{% x %}",
    "| a |\n|---|",
    "\n",
    "\r\n",
    "\t",
    "\u{0}",
    "\u{1}",
    "\u{202E}",
    "\u{200B}",
    "\u{FEFF}",
    "😀",
    "שלום",
    "漢字",
    "https://x.org/a_(b)?c=[d]&e='f'",
];

fn nasty() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => proptest::sample::select(&PIECES[..]).prop_map(str::to_owned),
        1 => "\\PC{0,12}",
        1 => Just("x".repeat(300)),
    ];
    proptest::collection::vec(piece, 0..5).prop_map(|parts| parts.concat())
}

fn number() -> impl Strategy<Value = Value> {
    prop_oneof![
        (-3000_i64..3000).prop_map(|n| json!(n)),
        (-40_i64..40).prop_map(|n| json!(n.to_string())),
        any::<i64>().prop_map(|n| json!(n)),
        nasty().prop_map(|t| json!(t)),
        Just(Value::Null),
        Just(json!(1.5)),
        Just(json!([])),
    ]
}

fn date() -> impl Strategy<Value = Value> {
    let parts = (-5000_i64..5000, number(), number(), number(), number());
    parts.prop_map(|(year, month, day, hour, minute)| json!({"year": year, "month": month, "day": day, "hour": hour, "minute": minute}))
}

fn event() -> impl Strategy<Value = Value> {
    (
        date(),
        date(),
        nasty(),
        nasty(),
        nasty(),
        nasty(),
        (nasty(), nasty(), nasty()),
    )
        .prop_map(|(start, end, headline, text, group, id, (url, caption, shown))| {
            json!({
                "start_date": start, "end_date": end, "display_date": shown, "group": group, "unique_id": id,
                "text": {"headline": headline, "text": text}, "media": {"url": url, "caption": caption, "credit": text},
                "sources": [{"url": url, "title": headline}, caption], "people": [headline], "language": group,
            })
        })
}

fn is_harmless(bytes: &[u8]) {
    let mut world = small(&[(
        "content/glossary.yaml",
        "- {id: title, term: Title, definition: One.}\n",
    )]);
    let Ok(plan) = planned(&world, bytes, Settings::default()) else {
        return;
    };
    apply(&mut world, &plan);
    let (outcome, _) = run(&world);
    assert!(!outcome.forbids(), "{}", human(&outcome));
    let again = planned(&world, bytes, Settings::default()).unwrap();
    assert_eq!(again.files.len(), 0, "{:?}", again.files);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn json(events in proptest::collection::vec(event(), 1..4)) {
        is_harmless(json!({"events": events}).to_string().as_bytes());
    }

    #[test]
    fn a_table(rows in proptest::collection::vec((nasty(), nasty(), nasty(), nasty(), nasty(), "[0-9]{4}|c\\. [0-9]{4}"), 1..5)) {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(["date", "title", "text", "category", "url", "id"]).unwrap();
        for (title, text, group, url, id, date) in &rows {
            writer.write_record([date, title, text, group, url, id]).unwrap();
        }
        is_harmless(&writer.into_inner().unwrap());
    }
}

proptest! {
    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..120)) {
        let _ = planned(&small(&[]), &bytes, Settings::default());
    }

    #[test]
    fn broken_json(text in "(\\{|\\}|\\[|\\]|\"events\"|\"timeline\"|\"date\"|\"start_date\"|\"year\"|:|,|1|\"x\"|null){0,24}") {
        let _ = planned(&small(&[]), text.as_bytes(), Settings::default());
    }

    #[test]
    fn broken_tables(text in "(date|title|year|,|;|\t|\"|\n|\r|1999|x|é){0,40}") {
        let _ = planned(&small(&[]), format!("date,title\n{text}").as_bytes(), Settings::default());
    }
}
