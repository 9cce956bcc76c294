//! `nutgraf new KIND ID`: a starting file that passes the checks, with every optional field as a comment.

use std::fmt::Write as _;
use std::fs::OpenOptions;
use std::io::{self, Write as _};

use clap::ValueEnum;
use nutgraf::date::Day;
use nutgraf::diagnostics::{Code, Severity};
use nutgraf::link::{self, Index};
use nutgraf::load::{self, Class, Loaded, classify};
use nutgraf::model::id::{Kind, check_segment, normalise};
use nutgraf::model::schema::{EVENT, EXPLAINER, Field, PERSON, SOURCE, Shape, TERM};
use nutgraf::span::Span;
use nutgraf::world::{Disk, Found, FoundKind, World};

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

impl NewKind {
    fn kind(self) -> Kind {
        match self {
            Self::Explainer => Kind::Page,
            Self::Term => Kind::Term,
            Self::Event => Kind::Event,
            Self::Person | Self::Organisation => Kind::Person,
            Self::Source => Kind::Source,
        }
    }
}

/// Writes the file; refuses to replace one, and to write one that the site could not hold.
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
    let folder = kind.kind().folder().map(|f| format!("{f}/")).unwrap_or_default();
    let name = format!("{folder}{id}.md");
    let mut title = title(&id);
    if disk.read(&format!("content/{name}")).is_err() {
        match fits(disk, kind.kind(), &name, &text(kind, &title)) {
            Ok(own) => title = self::title(own.as_deref().unwrap_or(&id)),
            Err(exit) => return exit,
        }
    }
    let text = text(kind, &title);
    let name = format!("content/{name}");
    let path = name.split('/').fold(disk.root().to_path_buf(), |p, s| p.join(s));
    let parent = path.parent().map(std::path::Path::to_path_buf).unwrap_or_default();
    let made = std::fs::create_dir_all(parent)
        .and_then(|()| OpenOptions::new().write(true).create_new(true).open(&path))
        .and_then(|mut file| file.write_all(text.as_bytes()));
    match made {
        Ok(()) => {
            output::line(&shown(&path));
            Exit::Good
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => failed(
            &format!("{name} is there already"),
            "choose another id, or edit that file",
        ),
        Err(error) => failed(
            &format!("{name} can't be written: {error}"),
            "check the folder's permissions",
        ),
    }
}

/// The site on disk, and one file more.
struct With<'a> {
    disk: &'a Disk,
    path: &'a str,
    text: &'a str,
}

impl World for With<'_> {
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        if path == self.path {
            return Ok(self.text.as_bytes().to_vec());
        }
        self.disk.read(path)
    }

    fn list(&self, dir: &str) -> Vec<Found> {
        let mut found = self.disk.list(dir);
        if self.path.strip_prefix(dir).is_some_and(|rest| rest.starts_with('/')) {
            found.push(Found {
                path: self.path.to_owned(),
                kind: FoundKind::File,
            });
            found.sort();
        }
        found
    }

    fn today(&self) -> Day {
        self.disk.today()
    }
}

/// Whether a file of this name would be what was asked for, and its id and address are free. Its id, without the language that a
/// name may end with, where the site can be read.
fn fits(disk: &Disk, kind: Kind, name: &str, text: &str) -> Result<Option<String>, Exit> {
    let full = format!("content/{name}");
    let world = With {
        disk,
        path: &full,
        text,
    };
    let Ok(loaded) = load::load(&world, load::Options { drafts: true }) else {
        return Ok(None);
    };
    let languages: Vec<String> = loaded.site.languages.iter().map(|l| l.value.clone()).collect();
    let class = classify(name, &languages);
    let own = match &class {
        Class::Page { name, .. } if kind == Kind::Page => Some(name.id.clone()),
        Class::Entry { kind: found, name } if *found == kind => Some(name.id.clone()),
        _ => None,
    };
    if own.is_none() {
        return Err(usage(&match class {
            Class::Entry { kind, .. } => {
                let (top, last) = (name.split('/').next(), name.rsplit('/').next());
                let last = last.unwrap_or(name).trim_end_matches(".md");
                format!(
                    "a file in content/{}/ is no explainer; try `nutgraf new {} {last}`",
                    top.unwrap_or(""),
                    kind.prefix()
                )
            }
            Class::Section { .. } => format!("{full} is the text that opens the section; choose another id"),
            _ => format!("{full} is a note to authors, which nutgraf passes over; choose another id"),
        }));
    }
    taken(&loaded, &full, disk).map(|()| own)
}

/// The first error about the new file: its id, or its address.
fn taken(loaded: &Loaded, full: &str, disk: &Disk) -> Result<(), Exit> {
    let files = nutgraf::theme::statics(loaded.site.search);
    let files: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    let (index, mut faults) = Index::new(loaded, disk.today(), &files);
    faults.extend(link::claims(&index).1);
    let path = |span: Span| loaded.sources.path(span.file);
    let about = |d: &&nutgraf::diagnostics::Diagnostic| {
        d.severity == Severity::Error && (path(d.span) == full || d.related.iter().any(|r| path(r.span) == full))
    };
    let Some(fault) = faults.iter().find(about) else {
        return Ok(());
    };
    if fault.code == Code::OUTPUT_RESERVED {
        return Err(usage(&format!("{}; choose another id", fault.message)));
    }
    let places = std::iter::once(fault.span).chain(fault.related.iter().map(|r| r.span));
    let other: Vec<String> = places
        .filter(|s| path(*s) != full)
        .map(|s| format!("{}:{}", path(s), loaded.sources.position(s).line))
        .collect();
    let there = if other.is_empty() {
        String::new()
    } else {
        format!(" (see {})", other.join(", "))
    };
    Err(failed(
        &format!("{full} can't be added: {}{there}", fault.message),
        "choose another id, or edit what is there",
    ))
}

fn text(kind: NewKind, title: &str) -> String {
    let (table, filled): (&[Field], Vec<(&str, String)>) = match kind {
        NewKind::Explainer => (
            EXPLAINER,
            vec![
                ("title", title.to_owned()),
                ("summary", "What happened, and why it matters.".into()),
                ("draft", "true".into()),
            ],
        ),
        NewKind::Term => (
            TERM,
            vec![
                ("term", title.to_owned()),
                ("definition", "What it is, in one sentence.".into()),
            ],
        ),
        NewKind::Event => (EVENT, vec![("title", title.to_owned()), ("date", "2025-01".into())]),
        NewKind::Person => (PERSON, vec![("name", title.to_owned()), ("kind", "person".into())]),
        NewKind::Organisation => (
            PERSON,
            vec![("name", title.to_owned()), ("kind", "organisation".into())],
        ),
        NewKind::Source => (
            SOURCE,
            vec![("title", title.to_owned()), ("url", "https://example.org/".into())],
        ),
    };
    let mut out = String::from("---\n");
    for (name, value) in &filled {
        let word = value.chars().all(|c| c.is_alphanumeric() || " ,.-:/'".contains(c)) && !value.contains(": ");
        let plain = word && (value != title || reads_as_text(value));
        let quoted = if plain { value.clone() } else { format!("{value:?}") };
        let _ = writeln!(out, "{name}: {quoted}");
    }
    out.push_str("# Remove the # of what you need:\n");
    for field in table {
        let inline = matches!(field.name, "id" | "body");
        if !filled.iter().any(|(name, _)| *name == field.name) && !inline {
            let _ = writeln!(out, "# {}: {} # {}", field.name, hint(field.shape), field.doc);
        }
    }
    out.push_str("---\n\n");
    if matches!(kind, NewKind::Explainer) {
        out.push_str("Begin with the paragraph that says why this matters.\n");
    }
    out
}

/// Whether a title without quotes is a text to everybody who reads YAML, and not nothing, a number or a date.
fn reads_as_text(title: &str) -> bool {
    let words = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"];
    title.starts_with(char::is_alphabetic) && !words.contains(&title.to_lowercase().as_str())
}

/// What a value of this shape begins with.
fn hint(shape: Shape) -> &'static str {
    match shape {
        Shape::Texts | Shape::Markdowns | Shape::Objects(_) => "[]",
        Shape::Object(_) | Shape::Levels | Shape::Free => "{}",
        _ => "",
    }
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
