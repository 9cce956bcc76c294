//! An index that was joined from parts says the same as one that Pagefind made at one go.

use std::collections::{BTreeMap, BTreeSet};

use minicbor::Decode;
use proptest::prelude::*;
use serde_json::Value as Json;

use super::form::{self, Filter, Meta};
use super::{Batch, FOLDER, Output, Part, Record, Section, join, outputs, part};
use crate::model::id::Kind;

#[derive(Decode)]
struct Words {
    #[n(0)]
    words: Vec<Word>,
}

#[derive(Decode)]
struct Word {
    #[n(0)]
    text: String,
    #[n(1)]
    records: Vec<Places>,
    #[n(2)]
    spellings: Vec<Spelling>,
}

#[derive(Decode)]
struct Spelling {
    #[n(0)]
    spelling: String,
    #[n(1)]
    records: Vec<Places>,
}

#[derive(Decode)]
struct Places {
    #[n(0)]
    further: u64,
    #[n(1)]
    in_text: Vec<i32>,
    #[n(2)]
    in_fields: Vec<i32>,
}

/// Places in the text, and in the fields beside it.
type Found = (Vec<i32>, BTreeMap<String, Vec<i32>>);

/// What an index says, without its numbers and names.
#[derive(Debug, Default, PartialEq)]
struct Said {
    /// The excerpt of each record.
    excerpts: BTreeSet<String>,
    /// Of each word, and each of its spellings, the addresses of the records with the places.
    words: BTreeMap<(String, String), BTreeMap<String, Found>>,
    filters: BTreeMap<(String, String), BTreeSet<String>>,
    counts: BTreeMap<String, u64>,
}

fn said(files: &[Output]) -> Said {
    let bytes = |name: &str| {
        let file = files.iter().find(|f| f.path == format!("{FOLDER}{name}"));
        file.unwrap_or_else(|| panic!("no {name}")).bytes.clone()
    };
    let unpacked = |name: &str| form::unpacked(&bytes(name)).unwrap();
    let mut said = Said::default();
    let entry: Json = serde_json::from_slice(&bytes("pagefind-entry.json")).unwrap();
    for (language, own) in entry["languages"].as_object().unwrap() {
        said.counts
            .insert(language.clone(), own["page_count"].as_u64().unwrap());
        let meta = unpacked(&format!("pagefind.{}.pf_meta", own["hash"].as_str().unwrap()));
        let meta: Meta = form::decoded(&meta).unwrap();
        let mut urls = Vec::new();
        for page in &meta.pages {
            let file = if page.group.is_empty() { &page.hash } else { &page.group };
            let json: Json = serde_json::from_slice(&unpacked(&format!("fragment/{file}.pf_fragment"))).unwrap();
            let json = if page.group.is_empty() {
                json
            } else {
                json[&page.hash].clone()
            };
            assert_eq!(json["word_count"], page.words);
            urls.push(json["url"].as_str().unwrap().to_owned());
            assert!(said.excerpts.insert(json.to_string()), "twice: {json}");
        }
        for filter in &meta.filters {
            let bytes = unpacked(&format!("filter/{}.pf_filter", filter.hash));
            let Filter { name, values } = form::decoded(&bytes).unwrap();
            for value in values {
                let of_value = value.pages.iter().map(|n| urls[*n].clone());
                said.filters
                    .entry((name.clone(), value.value))
                    .or_default()
                    .extend(of_value);
            }
        }
        let mut last = String::new();
        for (at, chunk) in meta.chunks.iter().enumerate() {
            let Words { words } = form::decoded(&unpacked(&format!("index/{}.pf_index", chunk.hash))).unwrap();
            for word in words {
                assert!(last < word.text, "{last} stands before {}", word.text);
                // What a reader looks at to find the file.
                let found = meta.chunks.iter().position(|c| {
                    let upto = |end: &str| word.text.chars().take(end.chars().count()).collect::<String>();
                    upto(&c.from) >= c.from && upto(&c.to) <= c.to
                });
                assert_eq!(found, Some(at), "{} in {:?}", word.text, meta.chunks);
                last.clone_from(&word.text);
                let plain = (String::new(), word.records);
                let all = word.spellings.into_iter().map(|s| (s.spelling, s.records));
                for (spelling, records) in all.chain([plain]).filter(|(_, records)| !records.is_empty()) {
                    let mut number = 0;
                    let records = records.into_iter().map(|r| {
                        number += r.further;
                        let url = urls[usize::try_from(number).unwrap()].clone();
                        (url, (r.in_text, in_fields(&r.in_fields, &meta.fields)))
                    });
                    said.words.insert((word.text.clone(), spelling), records.collect());
                }
            }
        }
    }
    said
}

fn in_fields(numbers: &[i32], fields: &[String]) -> BTreeMap<String, Vec<i32>> {
    let mut found: BTreeMap<String, Vec<i32>> = BTreeMap::new();
    let mut field = "";
    for number in numbers {
        if *number < 0 {
            field = &fields[usize::try_from(-(number + 1)).unwrap()];
        } else {
            found.entry(field.to_owned()).or_default().push(*number);
        }
    }
    found
}

fn record() -> impl Strategy<Value = Record> {
    let word = prop_oneof![
        "[a-d]{1,3}",
        prop::sample::select(vec![
            "café", "cafe", "naïve", "Zürich", "weirs", "weir", "水位", "don't", "x.y_z"
        ])
        .prop_map(str::to_owned),
    ];
    let line = prop::collection::vec(word.clone(), 0..12).prop_map(|words| words.join(" "));
    let kind = prop::sample::select(vec![Kind::Page, Kind::Term, Kind::Event]);
    let lines = prop::collection::vec(line, 0..3);
    (
        kind,
        word.clone(),
        prop::collection::vec(word, 0..2),
        any::<bool>(),
        lines,
    )
        .prop_map(|(kind, title, names, dated, lines)| Record {
            kind,
            path: String::new(),
            language: "en".into(),
            title,
            names,
            date: dated.then(|| "May 1911".into()),
            sections: vec![Section {
                heading: lines.first().map(|_| ("Part".into(), "part".into())),
                lines,
            }],
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]
    #[test]
    fn parts_together_say_what_the_whole_says(
        mut records in prop::collection::vec(record(), 1..30),
        ends in prop::collection::vec(any::<bool>(), 30),
        group in 1..4usize,
    ) {
        for (at, record) in records.iter_mut().enumerate() {
            record.path = format!("/{at}/");
        }
        let batch = |items: Vec<Record>| Batch { language: "en".into(), group, items };
        let mut batches = vec![batch(Vec::new())];
        for (record, ends) in records.iter().zip(ends) {
            batches.last_mut().unwrap().items.push(record.clone());
            if ends {
                batches.push(batch(Vec::new()));
            }
        }
        let made = |batches: &[Batch<Record>]| outputs(batches, |r| Some(r.clone()), false).unwrap();
        let (parts, whole) = (made(&batches), made(&[batch(records)]));
        if whole.is_empty() {
            prop_assert!(parts.is_empty());
        } else {
            prop_assert_eq!(said(&parts), said(&whole));
        }
    }
}

#[test]
fn one_part_is_what_pagefind_wrote() {
    let record = |n: usize| Record {
        kind: if n.is_multiple_of(3) { Kind::Term } else { Kind::Page },
        path: format!("/{n}/"),
        language: "en".into(),
        title: format!("Weir {n}"),
        names: vec!["résumé".into()],
        date: None,
        sections: vec![Section {
            heading: None,
            lines: vec![format!("word{n} café cafe weirs w{}", n % 7)],
        }],
    };
    let (part, _) = part("en", 1, (0..40).map(record).collect(), false).unwrap();
    assert_eq!(part.words.len(), 1);
    let written = form::unpacked(&part.words[0]).unwrap();
    let joined = std::sync::Mutex::new(Vec::new());
    join(&[("en", part)], &|file| joined.lock().unwrap().push(file.output())).unwrap();
    let joined = joined.into_inner().unwrap();
    let words = joined.iter().find(|f| f.path.ends_with(".pf_index")).unwrap();
    assert!(form::unpacked(&words.bytes).unwrap() == written);
}

#[test]
fn torn_files_are_told() {
    let torn = Part {
        pages: vec![("a".into(), 1, String::new())],
        words: vec![vec![1, 2, 3]],
        ..Part::default()
    };
    assert!(join(&[("en", torn)], &|_| ()).is_err());
    let torn = Part {
        pages: vec![("a".into(), 1, String::new())],
        words: vec![form::packed(&[0x81, 0x82, 0x83, 0x61])],
        ..Part::default()
    };
    assert!(join(&[("en", torn)], &|_| ()).is_err());
}
