//! `nutgraf schema KIND`: JSON Schema (2020-12), made from the same tables that decoding reads.

use clap::ValueEnum;
use nutgraf::diagnostics::{CODES, Severity};
use nutgraf::model::schema::{EVENT, EXPLAINER, Field, PERSON, SITE, SOURCE, Shape, TERM};
use nutgraf::render::GLOSSARY_SCHEMA;
use serde_json::{Map, Value, json};

use super::Exit;
use super::output::line;

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum SchemaKind {
    /// The front matter of an explainer
    #[value(alias = "page")]
    Explainer,
    /// A glossary term
    Term,
    /// An event
    Event,
    /// A person or body
    Person,
    /// A source
    Source,
    /// content/site.yaml
    Site,
    /// The export glossary.json
    GlossaryJson,
}

/// Prints the schema of a kind.
pub(crate) fn schema(kind: SchemaKind) -> Exit {
    let (title, table) = match kind {
        SchemaKind::Explainer => ("explainer", EXPLAINER),
        SchemaKind::Term => ("term", TERM),
        SchemaKind::Event => ("event", EVENT),
        SchemaKind::Person => ("person", PERSON),
        SchemaKind::Source => ("source", SOURCE),
        SchemaKind::Site => ("site", SITE),
        SchemaKind::GlossaryJson => {
            line(GLOSSARY_SCHEMA.trim_end());
            return Exit::Good;
        }
    };
    let mut schema = object(table);
    if let Some(map) = schema.as_object_mut() {
        map.insert("$schema".into(), json!("https://json-schema.org/draft/2020-12/schema"));
        map.insert("title".into(), json!(format!("nutgraf: {title}")));
        if matches!(kind, SchemaKind::Source) {
            let offline = json!({"properties": {"offline": {"const": true}}, "required": ["offline"]});
            let url = json!({"properties": {"url": {"type": ["string", "number"]}}, "required": ["url"]});
            map.insert("anyOf".into(), json!([url, offline]));
        }
    }
    line(&serde_json::to_string_pretty(&schema).unwrap_or_default());
    Exit::Good
}

fn object(table: &[Field]) -> Value {
    let mut properties = Map::new();
    for field in table {
        let mut value = shape(field.shape);
        if let Some(map) = value.as_object_mut() {
            if !field.required {
                or_nothing(map);
            } else if matches!(field.shape, Shape::Text | Shape::Markdown) {
                map.insert("pattern".into(), json!("\\S"));
            }
            map.insert("description".into(), json!(field.doc));
        }
        properties.insert(field.name.to_owned(), value);
    }
    let required: Vec<&str> = table.iter().filter(|f| f.required).map(|f| f.name).collect();
    json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

/// A key without a value counts as not written.
fn or_nothing(schema: &mut Map<String, Value>) {
    match schema.get_mut("type") {
        Some(Value::Array(types)) => types.push(json!("null")),
        Some(kind) => *kind = json!([kind.clone(), "null"]),
        None => {}
    }
    if let Some(Value::Array(words)) = schema.get_mut("enum") {
        words.push(Value::Null);
    }
    if let Some(Value::Array(any)) = schema.get_mut("anyOf") {
        any.push(json!({"type": "null"}));
    }
}

fn shape(shape: Shape) -> Value {
    // YAML reads `title: 1984` as a number; nutgraf takes the author's letters.
    let text = json!({"type": ["string", "number", "boolean"]});
    match shape {
        Shape::Text | Shape::Markdown => text,
        Shape::Date => {
            json!({"type": ["string", "number"], "examples": ["2025-02-27", "2024-10", "2016", "2016/2018", "2016~", "192X"]})
        }
        Shape::Flag => json!({"type": "boolean"}),
        Shape::Number(low, high) => json!({"type": "integer", "minimum": low, "maximum": high}),
        Shape::Word(words) => json!({"enum": words}),
        Shape::Texts | Shape::Markdowns => json!({"type": "array", "items": text}),
        Shape::TextOrTexts => json!({"anyOf": [text, {"type": "array", "items": text}]}),
        Shape::Object(table) => object(table),
        Shape::Objects(table) => json!({"type": "array", "items": object(table)}),
        Shape::Levels => {
            let codes: Map<String, Value> = CODES
                .iter()
                .filter(|c| c.severity() == Severity::Warning)
                .map(|c| {
                    (
                        c.slug().to_owned(),
                        json!({"enum": ["allow", "warn", "deny"], "description": c.title()}),
                    )
                })
                .collect();
            json!({"type": "object", "properties": codes, "additionalProperties": false})
        }
        Shape::Free => json!({"type": "object"}),
    }
}
