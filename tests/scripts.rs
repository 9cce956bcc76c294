//! What holds for any text in any script: links take nothing from it and add nothing to it, none begins or ends within a
//! grapheme, and `why` knows each of them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may panic"
)]

#[path = "support/html.rs"]
mod html;
mod support;

use std::collections::BTreeSet;
use std::fmt::Write;

use icu::segmenter::GraphemeClusterSegmenter;
use nutgraf::build::Options;
use nutgraf::build::ask;
use nutgraf::link::Verdict;
use nutgraf::world::Memory;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use support::{run, small, text};

/// Words of many scripts, whole and in pieces, and what may stand between them.
const PIECES: [&str; 60] = [
    "embassy",
    "embassies’",
    "consul-general",
    "Consuls general",
    "chargé",
    "e\u{301}",
    "\u{301}",
    "char\u{AD}gé",
    "NATO",
    "Nato",
    "посол",
    "посла",
    "посольство",
    "после",
    "سفارة",
    "السفارة",
    "والسفارات",
    "ة",
    "\u{64E}",
    "\u{640}",
    "آتش\u{200C}بس",
    "آتش بس",
    "\u{200C}",
    "\u{200D}",
    "राजदूत",
    "राजदूतों",
    "\u{93E}",
    "\u{94D}",
    "大使",
    "大使館",
    "館",
    "领事",
    "コンテナ",
    "コンテナー",
    "ー",
    "レコード",
    "\u{3099}",
    "컨테이너",
    "컨테이너를",
    "를",
    "\u{1100}\u{1161}",
    "สถานทูต",
    "สถาน",
    "\u{E48}",
    "ทูต",
    "👩\u{200D}🚀",
    "🇩🇪",
    " ",
    " ",
    " ",
    " ",
    "-",
    "’",
    ".",
    ", ",
    "\n",
    "\u{A0}",
    "\u{FE0F}",
    "・",
    "x",
];

const TITLES: [(&str, &str); 12] = [
    ("en", "Embassy"),
    ("en", "Consul general"),
    ("en", "NATO"),
    ("fr", "Chargé"),
    ("ru", "Посол"),
    ("ar", "سفارة"),
    ("fa", "آتش‌بس"),
    ("hi", "राजदूत"),
    ("zh", "大使"),
    ("ja", "コンテナ"),
    ("ko", "컨테이너"),
    ("th", "สถานทูต"),
];

/// A site whose page says how terms are linked there.
fn many_scripts(body: &str, language: &str, how: &str) -> Memory {
    let mut glossary = String::new();
    for (i, (_, title)) in TITLES.iter().enumerate().filter(|(_, (l, _))| *l == language) {
        writeln!(glossary, "- {{id: t{i}, term: \"{title}\", definition: A thing}}").unwrap();
    }
    let page = format!("---\ntitle: Page\nsummary: One page.\nglossary: {{{how}}}\n---\n{body}\n");
    let mut site = small(&[("content/glossary.yaml", &glossary), ("content/a.md", &page)]);
    site.insert("content/site.yaml", format!("{}language: {language}\n", support::SITE));
    site.insert("templates/page.html", "{{ page.body_html }}");
    site
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    /// No mention begins or ends within a grapheme, and `why` knows each link, and no other.
    #[test]
    fn links_keep_graphemes_whole_and_why_agrees(
        pieces in vec(select(&PIECES[..]), 0..30),
        language in select(vec!["en", "fr", "ru", "ar", "fa", "hi", "zh", "ja", "ko", "th"]),
        density in select(vec!["first", "section", "every"]),
    ) {
        let body = format!("Start {}", pieces.concat());
        let bare = text(&run(&many_scripts(&body, language, "auto: false")).1, "a/index.html");
        let site = many_scripts(&body, language, &format!("density: {density}"));
        let html = text(&run(&site).1, "a/index.html");
        prop_assert_eq!(html::plain(&html), html::plain(&bare), "links add nothing to the text and take nothing from it");
        for (i, _) in TITLES.iter().enumerate().filter(|(_, (l, _))| *l == language) {
            let id = format!("t{i}");
            let linked = html.matches(&format!("class=\"term\" id=\"_m-{id}")).count();
            let mentions = html.matches(&format!("id=\"_m-{id}")).count();
            let answer = ask::why(&site, &Options::default(), "a", &id).unwrap();
            let said = |wanted: fn(&Verdict) -> bool| answer.decisions.iter().filter(|d| wanted(&d.verdict)).count();
            prop_assert_eq!(said(|v| matches!(v, Verdict::Linked(_))), linked, "{:?}\n{}", answer.decisions, html);
            let all = said(|v| matches!(v, Verdict::Linked(_) | Verdict::Repeated(_)));
            prop_assert_eq!(all, mentions, "{:?}\n{}", answer.decisions, html);
            prop_assert!(said(|v| matches!(v, Verdict::Off)) == 0, "{:?}", answer.decisions);
            for d in &answer.decisions {
                let source = answer.sources.text(d.place.file);
                let bounds: BTreeSet<usize> = GraphemeClusterSegmenter::new().segment_str(source).collect();
                let range = d.place.range();
                prop_assert!(bounds.contains(&range.start) && bounds.contains(&range.end), "{:?} in {:?}", d, source);
            }
        }
    }
}
