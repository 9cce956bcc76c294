//! As much of JSON Schema as the schemas of nutgraf use; a keyword that is not known here fails, so that nothing passes
//! unseen.

use serde_json::Value;

/// What is wrong with a value, each with its path.
pub(crate) fn faults(schema: &Value, value: &Value, path: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut say = |what: String| found.push(format!("{path}: {what}"));
    for (keyword, rule) in schema.as_object().unwrap() {
        match keyword.as_str() {
            // Words for people, and what is looked at below.
            "$schema" | "title" | "description" | "examples" | "properties" | "additionalProperties" | "items" => {}
            "type" => {
                if !list(rule).iter().any(|t| is(t.as_str().unwrap(), value)) {
                    say(format!("{value} is not {rule}"));
                }
            }
            "enum" => {
                if !rule.as_array().unwrap().contains(value) {
                    say(format!("{value} is not one of {rule}"));
                }
            }
            "const" => {
                if rule != value {
                    say(format!("{value} is not {rule}"));
                }
            }
            "minimum" => {
                if value.is_number() && value.as_i64() < rule.as_i64() {
                    say(format!("{value} is less than {rule}"));
                }
            }
            "maximum" => {
                if value.is_number() && value.as_i64() > rule.as_i64() {
                    say(format!("{value} is more than {rule}"));
                }
            }
            "pattern" => {
                assert_eq!(rule, r"\S", "{path}: a pattern that this check does not know");
                if value.as_str().is_some_and(|t| t.trim().is_empty()) {
                    say("there is nothing to see".to_owned());
                }
            }
            "required" if !value.is_object() => {}
            "required" => {
                for key in rule.as_array().unwrap() {
                    if value.get(key.as_str().unwrap()).is_none() {
                        say(format!("{key} is missing"));
                    }
                }
            }
            "anyOf" => {
                let any = rule.as_array().unwrap();
                if any.iter().all(|s| !faults(s, value, path).is_empty()) {
                    say(format!("{value} is none of {rule}"));
                }
            }
            other => panic!("{path}: the schema uses `{other}`, which this check does not know"),
        }
    }
    if let (Some(properties), Some(map)) = (schema.get("properties"), value.as_object()) {
        for (key, inner) in map {
            match properties.get(key) {
                Some(schema) => found.extend(faults(schema, inner, &format!("{path}.{key}"))),
                None if schema.get("additionalProperties") == Some(&Value::Bool(false)) => {
                    found.push(format!("{path}: unknown key {key}"));
                }
                None => {}
            }
        }
    }
    if let (Some(items), Some(array)) = (schema.get("items"), value.as_array()) {
        for (at, inner) in array.iter().enumerate() {
            found.extend(faults(items, inner, &format!("{path}[{at}]")));
        }
    }
    found
}

fn list(rule: &Value) -> Vec<Value> {
    rule.as_array().cloned().unwrap_or_else(|| vec![rule.clone()])
}

fn is(name: &str, value: &Value) -> bool {
    match name {
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.is_i64() || value.is_u64(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        "null" => value.is_null(),
        other => panic!("no type is called {other}"),
    }
}
