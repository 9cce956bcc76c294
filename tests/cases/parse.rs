//! Reads and writes the files of cases.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// What may stand behind a path.
const MANNERS: [&str; 5] = ["escaped", "unreadable", "outside", "unlisted", "huge"];

/// One file of cases.
pub(crate) struct File {
    pub(crate) name: String,
    head: String,
    pub(crate) cases: Vec<Case>,
}

/// One case.
#[derive(Default)]
pub(crate) struct Case {
    pub(crate) name: String,
    /// The code that this case must not cause.
    pub(crate) silent: Option<String>,
    pub(crate) options: BTreeSet<String>,
    pub(crate) files: Vec<Written>,
    pub(crate) expected: String,
}

/// One file of a case's site.
pub(crate) struct Written {
    pub(crate) path: String,
    /// What stands behind the path: nothing, `escaped`, or how the file is refused.
    pub(crate) manner: String,
    pub(crate) text: String,
}

impl Case {
    /// The codes of the expected messages.
    pub(crate) fn codes(&self) -> BTreeSet<String> {
        let lines = self.expected.lines().filter(|l| !l.starts_with(' '));
        lines
            .filter_map(|l| Some(l.split_once('[')?.1.split_once(']')?.0.to_owned()))
            .collect()
    }

    /// Whether the third run differs from the first.
    pub(crate) fn has_letters(&self) -> bool {
        self.files
            .iter()
            .any(|f| f.text.contains("Omega") || f.path.contains("Omega"))
    }
}

enum Part {
    Head,
    File,
    Expected,
}

pub(crate) fn file(path: &Path) -> File {
    let text = fs::read_to_string(path).unwrap().replace("\r\n", "\n");
    let name = path.file_name().unwrap().to_str().unwrap().to_owned();
    let mut file = File {
        name,
        head: String::new(),
        cases: Vec::new(),
    };
    let mut part = Part::Head;
    for line in text.lines() {
        if let Some(title) = line.strip_prefix("=== ") {
            let silent = title.strip_prefix("silent ").and_then(|t| t.split_once(": "));
            file.cases.push(Case {
                name: title.to_owned(),
                silent: silent.map(|(code, _)| code.to_owned()),
                ..Case::default()
            });
            part = Part::Head;
            continue;
        }
        let Some(case) = file.cases.last_mut() else {
            let _ = writeln!(file.head, "{line}");
            continue;
        };
        if let Some(options) = line.strip_prefix("@ ").filter(|_| matches!(part, Part::Head)) {
            case.options.extend(options.split(", ").map(str::to_owned));
        } else if let Some(path) = line.strip_prefix(">>> ") {
            let known = |m: &&str| path.strip_suffix(*m).is_some_and(|p| p.ends_with(' '));
            let manner = MANNERS.iter().copied().find(known).unwrap_or("");
            let path = path.strip_suffix(manner).unwrap_or(path).trim_end();
            case.files.push(Written {
                path: path.to_owned(),
                manner: manner.to_owned(),
                text: String::new(),
            });
            part = Part::File;
        } else if line == "<<<" {
            part = Part::Expected;
        } else {
            match part {
                Part::Head => assert!(line.is_empty(), "{}: {}: `{line}`", file.name, case.name),
                Part::File => {
                    let _ = writeln!(case.files.last_mut().unwrap().text, "{line}");
                }
                Part::Expected if line.is_empty() => {}
                Part::Expected => {
                    let _ = writeln!(case.expected, "{line}");
                }
            }
        }
    }
    file
}

/// The file as it is written: cases in their order, each with its expectations.
pub(crate) fn render(file: &File) -> String {
    let mut out = file.head.clone();
    for (i, case) in file.cases.iter().enumerate() {
        if i > 0 {
            out.push('\n');
        }
        let _ = writeln!(out, "=== {}", case.name);
        if !case.options.is_empty() {
            let options: Vec<&str> = case.options.iter().map(String::as_str).collect();
            let _ = writeln!(out, "@ {}", options.join(", "));
        }
        for f in &case.files {
            let gap = if f.manner.is_empty() { "" } else { " " };
            let _ = write!(out, ">>> {}{gap}{}\n{}", f.path, f.manner, f.text);
        }
        let _ = write!(out, "<<<\n{}", case.expected);
    }
    out
}
