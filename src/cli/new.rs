//! `nutgraf new KIND ID`: a starting file that passes the checks, with every optional field as a comment.

use std::fmt::Write as _;
use std::fs::OpenOptions;
use std::io::Write as _;

use clap::ValueEnum;
use nutgraf::model::id::{check_segment, normalise};
use nutgraf::model::schema::{EVENT, EXPLAINER, Field, PERSON, SOURCE, TERM};
use nutgraf::world::{Disk, World};

use super::Exit;
use super::output::{self, failed, shown, usage};

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum NewKind {
    /// An explainer
    #[value(alias = "page")]
    Explainer,
    /// A glossary term
    Term,
    /// An event of the timeline
    Event,
    /// A person
    Person,
    /// A ministry, company or association
    #[value(alias = "organization")]
    Organisation,
    /// A source
    Source,
}

/// Writes the file; refuses to replace one.
pub(crate) fn new(disk: &Disk, kind: NewKind, id: &str) -> Exit {
    if disk.read("content/site.yaml").is_err() {
        return output::failure(disk, &nutgraf::build::Failure::NoSite);
    }
    let id = normalise(id.trim_end_matches(".md"));
    let nested = matches!(kind, NewKind::Explainer);
    let segments: Vec<&str> = if nested { id.split('/').collect() } else { vec![&id] };
    for segment in &segments {
        if let Err(bad) = check_segment(segment) {
            return usage(&format!(
                "`{segment}` can't be an id: {}; try `{}`",
                bad.reason, bad.suggestion
            ));
        }
    }
    let folder = match kind {
        NewKind::Explainer => "",
        NewKind::Term => "glossary/",
        NewKind::Event => "timeline/",
        NewKind::Person | NewKind::Organisation => "people/",
        NewKind::Source => "sources/",
    };
    let name = format!("content/{folder}{id}.md");
    let path = name.split('/').fold(disk.root().to_path_buf(), |p, s| p.join(s));
    let parent = path.parent().map(std::path::Path::to_path_buf).unwrap_or_default();
    let made = std::fs::create_dir_all(parent)
        .and_then(|()| OpenOptions::new().write(true).create_new(true).open(&path))
        .and_then(|mut file| file.write_all(text(kind, &id).as_bytes()));
    match made {
        Ok(()) => {
            output::line(&shown(&path));
            Exit::Good
        }
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => failed(
            &format!("{name} is there already"),
            "choose another id, or edit that file",
        ),
        Err(error) => failed(
            &format!("{name} can't be written: {error}"),
            "check the folder's permissions",
        ),
    }
}

fn text(kind: NewKind, id: &str) -> String {
    let title = title(id);
    let (table, filled): (&[Field], Vec<(&str, String)>) = match kind {
        NewKind::Explainer => (
            EXPLAINER,
            vec![
                ("title", title),
                ("summary", "What happened, and why it matters.".into()),
                ("draft", "true".into()),
            ],
        ),
        NewKind::Term => (
            TERM,
            vec![("term", title), ("definition", "What it is, in one sentence.".into())],
        ),
        NewKind::Event => (EVENT, vec![("title", title), ("date", "2025-01".into())]),
        NewKind::Person => (PERSON, vec![("name", title), ("kind", "person".into())]),
        NewKind::Organisation => (PERSON, vec![("name", title), ("kind", "organisation".into())]),
        NewKind::Source => (SOURCE, vec![("title", title), ("url", "https://example.org/".into())]),
    };
    let mut out = String::from("---\n");
    for (name, value) in &filled {
        let plain = value.chars().all(|c| c.is_alphanumeric() || " ,.-:/'".contains(c)) && !value.contains(": ");
        let quoted = if plain { value.clone() } else { format!("{value:?}") };
        let _ = writeln!(out, "{name}: {quoted}");
    }
    out.push_str("# Remove the # of what you need:\n");
    for field in table {
        let inline = matches!(field.name, "id" | "body");
        if !filled.iter().any(|(name, _)| *name == field.name) && !inline {
            let _ = writeln!(out, "# {}:  # {}", field.name, field.doc);
        }
    }
    out.push_str("---\n\n");
    if matches!(kind, NewKind::Explainer) {
        out.push_str("Begin with the paragraph that says why this matters.\n");
    }
    out
}

/// "embassy-talks" as a first title: "Embassy talks".
fn title(id: &str) -> String {
    let last = id.rsplit('/').next().unwrap_or(id).replace('-', " ");
    let mut chars = last.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => last,
    }
}
