//! The format for code scanning services: SARIF 2.1.0, one run. The rules are the codes that occur, with their long
//! texts. Paths are relative to the base `%SRCROOT%`, which is the site's root; no path of this machine is written.

use std::collections::BTreeMap;
use std::io;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use super::places::{Place, Places};
use crate::diagnostics::{Code, Diagnostic, Level, Severity, explain};

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// What the base of all paths is called.
const ROOT: &str = "%SRCROOT%";

/// What a path may not hold as it is.
const UNSAFE: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

#[derive(Serialize)]
struct Log {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run {
    tool: Tool,
    original_uri_base_ids: BTreeMap<&'static str, Base>,
    column_kind: &'static str,
    newline_sequences: [&'static str; 3],
    results: Vec<Finding>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
struct Driver {
    name: &'static str,
    version: &'static str,
    rules: Vec<Rule>,
}

#[derive(Serialize)]
struct Base {
    description: Text<&'static str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: &'static str,
    short_description: Text<&'static str>,
    full_description: Text<String>,
    help: Help,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Text<T> {
    text: T,
}

#[derive(Serialize)]
struct Help {
    text: &'static str,
    markdown: &'static str,
}

#[derive(Serialize)]
struct Configuration {
    enabled: bool,
    level: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Finding {
    rule_id: &'static str,
    rule_index: usize,
    level: &'static str,
    message: Text<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    locations: Vec<Located>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Located>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Located {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: Physical,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text<String>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    region: Region,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Artifact {
    uri: String,
    uri_base_id: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

/// Writes the log and a line feed.
pub(super) fn write(out: &mut dyn io::Write, all: &[Diagnostic], places: &Places<'_>) -> io::Result<()> {
    let mut codes: Vec<Code> = all.iter().map(|d| d.code).collect();
    codes.sort_unstable();
    codes.dedup();
    let description = Text {
        text: "The folder of the site",
    };
    let run = Run {
        tool: Tool {
            driver: Driver {
                name: "nutgraf",
                version: env!("CARGO_PKG_VERSION"),
                rules: codes.iter().copied().map(rule).collect(),
            },
        },
        original_uri_base_ids: BTreeMap::from([(ROOT, Base { description })]),
        column_kind: "unicodeCodePoints",
        newline_sequences: ["\r\n", "\n", "\r"],
        results: all.iter().map(|d| finding(d, &codes, places)).collect(),
    };
    let log = Log {
        schema: SCHEMA,
        version: "2.1.0",
        runs: [run],
    };
    serde_json::to_writer_pretty(&mut *out, &log)?;
    writeln!(out)
}

fn rule(code: Code) -> Rule {
    let text = explain::explain(code);
    Rule {
        id: code.slug(),
        short_description: Text { text: code.title() },
        full_description: Text {
            text: first_paragraph(text),
        },
        help: Help { text, markdown: text },
        default_configuration: Configuration {
            enabled: code.level() != Level::Allow,
            level: level(code.severity()),
        },
    }
}

/// What an explanation says first under its heading, on one line.
fn first_paragraph(text: &str) -> String {
    let lines = text.lines().skip(1).skip_while(|line| line.is_empty());
    let lines: Vec<_> = lines.take_while(|line| !line.is_empty()).collect();
    lines.join(" ")
}

fn finding(d: &Diagnostic, codes: &[Code], places: &Places<'_>) -> Finding {
    let related = d.related.iter().enumerate().filter_map(|(id, r)| {
        let message = Text { text: braced(&r.label) };
        location(&places.place(r.span), Some(id), Some(message))
    });
    let text = match &d.help {
        Some(help) => format!("{}\nhelp: {help}", d.message),
        None => d.message.clone(),
    };
    Finding {
        rule_id: d.code.slug(),
        rule_index: codes.partition_point(|code| *code < d.code),
        level: level(d.severity),
        message: Text { text: braced(&text) },
        locations: Vec::from_iter(location(&places.place(d.span), None, None)),
        related_locations: related.collect(),
    }
}

/// A message in which braces stand for themselves and not for an argument: SARIF 2.1.0, 3.11.5.
fn braced(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}")
}

fn location(place: &Place<'_>, id: Option<usize>, message: Option<Text<String>>) -> Option<Located> {
    let uri = utf8_percent_encode(place.path, UNSAFE).to_string();
    let region = Region {
        start_line: place.start.line,
        start_column: place.start.column,
        end_line: place.end.line,
        end_column: place.end.column,
    };
    (!uri.is_empty()).then_some(Located {
        id,
        physical_location: Physical {
            artifact_location: Artifact { uri, uri_base_id: ROOT },
            region,
        },
        message,
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Notice => "note",
    }
}
