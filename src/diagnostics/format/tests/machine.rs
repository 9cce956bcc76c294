//! The formats for programs.

use super::*;
use crate::diagnostics::explain::explain;

/// A warning over three lines, and a notice about a file without text, which have neither help nor related places.
fn others(sources: &mut Sources) -> Vec<Diagnostic> {
    let page = sources.add("content/b.md", "one\ntwo {\nthree\n");
    let empty = sources.add("content/site.yaml", "");
    let lines = find(sources, page, "ne\ntwo {\nth");
    vec![
        Diagnostic::new(Code::TIMELINE_NO_MATCH, lines, "100%, {a}: b\r\nno"),
        Diagnostic::new(Code::SITE_NO_BASE_URL, Span::start_of(empty), "none"),
    ]
}

#[test]
fn json() {
    let mut sources = Sources::default();
    let mut all = vec![unknown_term(&mut sources)];
    all.extend(others(&mut sources));
    let expected = r#"{
  "version": 1,
  "errors": 1,
  "warnings": 1,
  "notices": 1,
  "diagnostics": [
    {
      "code": "glossary/unknown-term",
      "severity": "error",
      "message": "no term has the id `agrememt`",
      "help": "did you mean `agrement`?",
      "file": "content/a: b, 100%.md",
      "line": 5,
      "column": 12,
      "end_line": 5,
      "end_column": 20,
      "offset": 43,
      "length": 8,
      "related": [
        {
          "file": "content/glossary.yaml",
          "line": 1,
          "column": 7,
          "message": "a term with a similar id"
        }
      ]
    },
    {
      "code": "timeline/no-match",
      "severity": "warning",
      "message": "100%, {a}: b\r\nno",
      "help": null,
      "file": "content/b.md",
      "line": 1,
      "column": 2,
      "end_line": 3,
      "end_column": 3,
      "offset": 1,
      "length": 11,
      "related": []
    },
    {
      "code": "site/no-base-url",
      "severity": "notice",
      "message": "none",
      "help": null,
      "file": "content/site.yaml",
      "line": 1,
      "column": 1,
      "end_line": 1,
      "end_column": 1,
      "offset": 0,
      "length": 0,
      "related": []
    }
  ]
}
"#;
    assert_eq!(written(Format::Json, all, &sources), expected);
}

#[test]
fn json_of_nothing() {
    let expected = r#"{
  "version": 1,
  "errors": 0,
  "warnings": 0,
  "notices": 0,
  "diagnostics": []
}
"#;
    let none = written(Format::Json, Vec::new(), &Sources::default());
    assert_eq!(none, expected);
}

#[test]
fn github() {
    let mut sources = Sources::default();
    let mut all = vec![unknown_term(&mut sources)];
    all.extend(others(&mut sources));
    let expected = "\
::error file=content/a%3A b%2C 100%25.md,line=5,endLine=5,col=12,endColumn=19,title=glossary/unknown-term\
::no term has the id `agrememt`%0Acontent/glossary.yaml:1:7: a term with a similar id%0Ahelp: did you mean `agrement`?
::warning file=content/b.md,line=1,endLine=3,title=timeline/no-match::100%25, {a}: b%0D%0Ano
::notice file=content/site.yaml,line=1,endLine=1,col=1,endColumn=1,title=site/no-base-url::none
";
    assert_eq!(written(Format::Github { folder: "" }, all, &sources), expected);
}

#[test]
fn sarif() {
    let mut sources = Sources::default();
    let message = unknown_term(&mut sources);
    let text = explain(message.code);
    let first = text.split("\n\n").nth(1).expect("two paragraphs");
    let quoted = |text: &str| serde_json::to_string(text).expect("text");
    let expected = SARIF
        .replace("VERSION", env!("CARGO_PKG_VERSION"))
        .replace("FIRST", &quoted(&first.replace('\n', " ")))
        .replace("HELP", &quoted(text));
    let found = written(Format::Sarif, vec![message], &sources);
    assert_eq!(found, expected);
}

#[test]
fn sarif_of_several() {
    let mut sources = Sources::default();
    let mut all = others(&mut sources);
    all.push(unknown_term(&mut sources));
    all.push(all[0].clone());
    all[3].message = "again".to_owned();
    let text = written(Format::Sarif, all, &sources);
    let log: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    let ids: Vec<_> = rules.iter().map(|r| &r["id"]).collect();
    assert_eq!(ids, ["glossary/unknown-term", "site/no-base-url", "timeline/no-match"]);
    let results = run["results"].as_array().expect("results");
    let summary: Vec<_> = results
        .iter()
        .map(|r| format!("{} {} {}", r["ruleIndex"], r["level"], r["message"]["text"]))
        .collect();
    assert_eq!(
        summary,
        [
            r#"0 "error" "no term has the id `agrememt`\nhelp: did you mean `agrement`?""#,
            r#"2 "warning" "100%, {{a}}: b\r\nno""#,
            r#"2 "warning" "again""#,
            r#"1 "note" "none""#,
        ]
    );
}

const SARIF: &str = r#"{
  "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
  "version": "2.1.0",
  "runs": [
    {
      "tool": {
        "driver": {
          "name": "nutgraf",
          "version": "VERSION",
          "rules": [
            {
              "id": "glossary/unknown-term",
              "shortDescription": {
                "text": "a term that does not exist"
              },
              "fullDescription": {
                "text": FIRST
              },
              "help": {
                "text": HELP,
                "markdown": HELP
              },
              "defaultConfiguration": {
                "enabled": true,
                "level": "error"
              }
            }
          ]
        }
      },
      "originalUriBaseIds": {
        "%SRCROOT%": {
          "description": {
            "text": "The folder of the site"
          }
        }
      },
      "columnKind": "unicodeCodePoints",
      "newlineSequences": [
        "\r\n",
        "\n",
        "\r"
      ],
      "results": [
        {
          "ruleId": "glossary/unknown-term",
          "ruleIndex": 0,
          "level": "error",
          "message": {
            "text": "no term has the id `agrememt`\nhelp: did you mean `agrement`?"
          },
          "locations": [
            {
              "physicalLocation": {
                "artifactLocation": {
                  "uri": "content/a%3A%20b%2C%20100%25.md",
                  "uriBaseId": "%SRCROOT%"
                },
                "region": {
                  "startLine": 5,
                  "startColumn": 12,
                  "endLine": 5,
                  "endColumn": 20
                }
              }
            }
          ],
          "relatedLocations": [
            {
              "id": 0,
              "physicalLocation": {
                "artifactLocation": {
                  "uri": "content/glossary.yaml",
                  "uriBaseId": "%SRCROOT%"
                },
                "region": {
                  "startLine": 1,
                  "startColumn": 7,
                  "endLine": 1,
                  "endColumn": 15
                }
              },
              "message": {
                "text": "a term with a similar id"
              }
            }
          ]
        }
      ]
    }
  ]
}
"#;
