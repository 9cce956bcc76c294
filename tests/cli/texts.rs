//! `nutgraf explain` and `nutgraf schema`.

use std::collections::BTreeMap;
use std::path::Path;

use nutgraf::diagnostics::{CODES, Code};
use nutgraf::load::split;
use nutgraf::yaml::from_trusted_str;
use serde_json::{Value, json};

use crate::place::Place;
use crate::validate::faults;

const KINDS: [&str; 6] = ["explainer", "term", "event", "person", "source", "site"];

#[test]
fn explain_knows_every_code() {
    let place = Place::empty();
    let list = place.run(&["explain"]).ends(0).out;
    for code in CODES {
        let slug = code.slug();
        let run = place.run(&["explain", slug]).ends(0);
        assert!(run.out.starts_with(&format!("# {slug}\n")), "{}", run.out);
        assert_eq!(run.err, "");
        assert!(
            list.lines().any(|l| l.split(' ').next() == Some(slug)),
            "{slug} in the list"
        );
    }
    assert_eq!(list.lines().count(), CODES.len());
}

#[test]
fn explain_takes_what_was_printed() {
    let place = Place::empty();
    let plain = place.run(&["explain", "glossary/unused-term"]).ends(0).out;
    for printed in [
        "warning[glossary/unused-term]",
        "error[glossary/unused-term]",
        "[glossary/unused-term]",
    ] {
        assert_eq!(place.run(&["explain", printed]).ends(0).out, plain);
    }
}

#[test]
fn explain_guesses_what_a_misspelt_code_means() {
    let place = Place::empty();
    let run = place.run(&["explain", "glosary/unknown-term"]).ends(2);
    assert_eq!(run.out, "");
    assert_eq!(
        run.err,
        "error: no code `glosary/unknown-term`, did you mean `glossary/unknown-term`?\n"
    );
    let far = place.run(&["explain", "weather"]).ends(2);
    far.says(&["no code `weather`", "`nutgraf explain` lists all"]);
}

fn schemas() -> BTreeMap<&'static str, Value> {
    let place = Place::empty();
    let one = |kind| {
        let run = place.run(&["schema", kind]).ends(0);
        assert_eq!(run.err, "");
        (kind, serde_json::from_str(&run.out).unwrap())
    };
    KINDS.into_iter().map(one).collect()
}

#[test]
fn each_schema_names_its_fields_and_says_what_they_are_for() {
    for (kind, schema) in schemas() {
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        assert_eq!(schema["title"], format!("nutgraf: {kind}"));
        assert_eq!(schema["additionalProperties"], false);
        let properties = schema["properties"].as_object().unwrap();
        for key in schema["required"].as_array().unwrap() {
            assert!(properties.contains_key(key.as_str().unwrap()), "{kind}: {key}");
        }
        for (name, field) in properties {
            assert!(
                field["description"].as_str().is_some_and(|d| !d.is_empty()),
                "{kind}.{name}"
            );
        }
    }
    Place::empty().run(&["schema", "thing"]).ends(2);
}

/// The front matter, or the entries of a list file, each with the kind that its schema has.
fn pieces(file: &str, text: &str) -> Vec<(&'static str, Value)> {
    let kind = |name: &str| match name {
        "glossary" => "term",
        "timeline" => "event",
        "people" => "person",
        "sources" => "source",
        _ => "explainer",
    };
    if file == "site.yaml" {
        return vec![("site", from_trusted_str(text).unwrap())];
    }
    if let Some(stem) = file.strip_suffix(".yaml") {
        let list: Vec<Value> = from_trusted_str(text).unwrap();
        return list.into_iter().map(|v| (kind(stem), v)).collect();
    }
    let Ok(parts) = split(text) else {
        panic!("{file} has no front matter")
    };
    let folder = file.split_once('/').map_or("", |(folder, _)| folder);
    let kind = if file.ends_with("/index.md") {
        "explainer"
    } else {
        kind(folder)
    };
    vec![(kind, from_trusted_str(&text[parts.yaml]).unwrap())]
}

/// How many pieces of each kind a folder of content holds, all of them valid.
fn valid(content: &Path) -> BTreeMap<&'static str, usize> {
    let schemas = schemas();
    let mut counts = BTreeMap::new();
    for entry in walkdir::WalkDir::new(content).sort_by_file_name() {
        let entry = entry.unwrap();
        let name = entry
            .path()
            .strip_prefix(content)
            .unwrap()
            .to_string_lossy()
            .replace('\\', "/");
        if !entry.file_type().is_file() || !matches!(name.rsplit_once('.'), Some((_, "md" | "yaml"))) {
            continue;
        }
        let text = std::fs::read_to_string(entry.path()).unwrap();
        for (kind, value) in pieces(&name, &text) {
            assert_eq!(faults(&schemas[kind], &value, &name), Vec::<String>::new());
            *counts.entry(kind).or_default() += 1;
        }
    }
    counts
}

#[test]
fn the_starter_and_the_repositorys_own_site_are_valid() {
    let place = Place::starter();
    let starter = valid(&place.path("content"));
    let expected = [
        ("event", 4),
        ("explainer", 3),
        ("person", 3),
        ("site", 1),
        ("source", 4),
        ("term", 3),
    ];
    assert_eq!(starter, BTreeMap::from(expected));
    let own = valid(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content"));
    for kind in KINDS {
        assert!(own[kind] > 0, "{kind}");
    }
}

#[test]
fn what_the_program_refuses_the_schema_refuses() {
    let schemas = schemas();
    for (kind, value) in [
        ("explainer", json!({"title": "A", "sumary": "B"})),
        (
            "explainer",
            json!({"title": "A", "summary": "B", "questions": [{"q": "C"}]}),
        ),
        ("explainer", json!({"title": "", "summary": "B"})),
        ("explainer", json!({"title": "A", "summary": null})),
        ("source", json!({"title": "A", "url": null})),
        ("explainer", json!({"title": "A", "summary": "B", "tags": [null]})),
        ("term", json!({"term": "A"})),
        ("term", json!({"term": "A", "definition": "B", "match": "sometimes"})),
        ("event", json!({"title": "A", "date": "2025", "importance": 6})),
        ("person", json!({"name": "A", "kind": "horse"})),
        ("source", json!({"title": "A"})),
        ("source", json!({"title": "A", "offline": false})),
        ("site", json!({"title": "A", "checks": {"prose/acronym": "loud"}})),
        ("site", json!({"title": "A", "checks": {"reference/unknown": "allow"}})),
    ] {
        assert_ne!(faults(&schemas[kind], &value, kind), Vec::<String>::new(), "{value}");
    }
    assert!(Code::find("reference/unknown").is_some());
}

#[test]
fn a_key_without_a_value_counts_as_not_written() {
    let schemas = schemas();
    for (kind, must) in [
        ("explainer", json!({"title": "A", "summary": "B"})),
        ("term", json!({"term": "A", "definition": "B"})),
        ("event", json!({"title": "A", "date": 2025})),
        ("person", json!({"name": "A"})),
        ("source", json!({"title": "A", "offline": true})),
        ("site", json!({"title": "A"})),
    ] {
        for key in schemas[kind]["properties"].as_object().unwrap().keys() {
            let mut value = must.clone();
            if value.get(key).is_none() {
                value[key] = Value::Null;
            }
            assert_eq!(faults(&schemas[kind], &value, kind), Vec::<String>::new(), "{value}");
        }
    }
}
