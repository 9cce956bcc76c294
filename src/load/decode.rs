//! Decoding one file into pages and entries. Each job works on its own and returns what it found with its faults.

use std::io;
use std::sync::Arc;

use super::classify::{Class, Name};
use super::front_matter::{NoFrontMatter, split};
use super::lost::lost;
use super::{Entry, Page, Role, files};
use crate::diagnostics::{Code, Diagnostic};
use crate::model::common::Ids;
use crate::model::id::{self, Kind};
use crate::model::{Event, Explainer, Person, Prose, Site, Source, Term, Text};
use crate::span::{FileId, Sources, Span, Spanned};
use crate::yaml::{self, Context, Kind as Shape, Node};

/// One file to decode.
pub(super) struct Job<'a> {
    pub(super) path: String,
    pub(super) file: FileId,
    pub(super) text: &'a Arc<str>,
    pub(super) default_language: &'a str,
}

/// What a file held.
#[derive(Default, serde::Serialize, serde::Deserialize)]
pub(super) struct Decoded {
    pub(super) pages: Vec<Page>,
    pub(super) terms: Vec<Entry<Term>>,
    pub(super) events: Vec<Entry<Event>>,
    pub(super) people: Vec<Entry<Person>>,
    pub(super) bibliography: Vec<Entry<Source>>,
    pub(super) faults: Vec<Diagnostic>,
    /// The words of the file, where something of it could not be decoded.
    pub(super) lost: Vec<String>,
}

impl Decoded {
    /// Whether the file gave neither a page nor an entry.
    pub(super) fn is_empty(&self) -> bool {
        self.pages.is_empty()
            && self.terms.is_empty()
            && self.events.is_empty()
            && self.people.is_empty()
            && self.bibliography.is_empty()
    }
}

/// Decodes `site.yaml`; where it can't be read, settings of a nameless site stand in, so that the other files are still
/// checked.
pub(super) fn site(sources: &mut Sources, faults: &mut Vec<Diagnostic>, bytes: io::Result<Vec<u8>>) -> Site {
    let text = files::read(bytes);
    let file = files::keep(sources, faults, "content/site.yaml", text);
    let decoded = file.and_then(|file| {
        let node = parse(file, 0, sources.text(file), faults)?;
        let mut cx = Context { file, base: 0, faults };
        Site::decode(&mut cx, &node, Span::start_of(file))
    });
    let file = file.unwrap_or_else(|| sources.add("content/site.yaml", ""));
    decoded.unwrap_or_else(|| Site::nameless(Span::start_of(file)))
}

fn parse(file: FileId, base: usize, text: &str, faults: &mut Vec<Diagnostic>) -> Option<Node> {
    yaml::read(&mut Context { file, base, faults }, text)
}

impl Job<'_> {
    pub(super) fn run(self, class: Class) -> Decoded {
        let mut out = Decoded::default();
        let text = self.text;
        match class {
            Class::Site | Class::Asset | Class::Ignored => {}
            Class::List(kind) => self.list(kind, &mut out),
            Class::Entry { kind, name } => self.entry(kind, name, &mut out),
            Class::Section { kind, language } => {
                let name = Name {
                    id: kind.folder().unwrap_or("").to_owned(),
                    language,
                };
                self.page(name, Role::Section(kind), None, &mut out);
            }
            Class::Page { name, bundle } => {
                let role = if name.id.is_empty() {
                    Role::Home
                } else {
                    Role::Explainer
                };
                self.page(name, role, bundle, &mut out);
            }
        }
        out.lost = lost(text, &out.faults);
        out
    }

    /// Front matter and body, or faults.
    fn parts(&self, kind: Kind, faults: &mut Vec<Diagnostic>) -> Option<(Node, usize, Prose)> {
        let parts = match split(self.text) {
            Ok(parts) => parts,
            Err(why) => {
                faults.push(self.no_front_matter(why, kind));
                return None;
            }
        };
        let yaml = self.text.get(parts.yaml.clone()).unwrap_or("");
        let node = parse(self.file, parts.yaml.start, yaml, faults)?;
        let span = Span::new(self.file, parts.body.clone());
        Some((
            node,
            parts.yaml.start,
            Prose::new(
                Text::part_of(self.text, parts.body.clone()),
                span,
                Some(parts.body.start),
            ),
        ))
    }

    fn no_front_matter(&self, why: NoFrontMatter, kind: Kind) -> Diagnostic {
        let needed = match kind {
            Kind::Page => "`title: …` and `summary: …`",
            Kind::Term => "`term: …` and `definition: …`",
            Kind::Event => "`title: …` and `date: …`",
            Kind::Person => "`name: …`",
            Kind::Source => "`title: …` and `url: …`",
        };
        let start = Span::start_of(self.file);
        let first = self.text.lines().next().unwrap_or("").len();
        match why {
            NoFrontMatter::Missing if self.text.starts_with("---\r") && !self.text.starts_with("---\r\n") => {
                Diagnostic::new(
                    Code::FRONT_MATTER_MISSING,
                    start,
                    "the lines of the file end as on a Macintosh of the last century, and so it is one line",
                )
                .help("save it again with line ends of Unix (LF) or Windows (CRLF)")
            }
            NoFrontMatter::Missing
                if self.text.trim_start().starts_with("---\n") || self.text.trim_start().starts_with("---\r") =>
            {
                Diagnostic::new(
                    Code::FRONT_MATTER_MISSING,
                    start,
                    "the front matter does not begin with the file",
                )
                .help("remove what stands before its first line `---`")
            }
            NoFrontMatter::Missing => {
                Diagnostic::new(Code::FRONT_MATTER_MISSING, start, "the file has no front matter").help(format!(
                    "begin the file with a line `---`, then {needed} on lines of their own, then another line `---`"
                ))
            }
            NoFrontMatter::Unterminated => {
                let (place, help) = match self.misshapen_end() {
                    Some(place) => (place, "write `---`: three hyphens and nothing else"),
                    None => (Span::new(self.file, 0..first), "put a line `---` after its last key"),
                };
                Diagnostic::new(Code::FRONT_MATTER_UNTERMINATED, place, "the front matter has no end").help(help)
            }
            NoFrontMatter::Toml => Diagnostic::new(
                Code::FRONT_MATTER_MISSING,
                Span::new(self.file, 0..first),
                "front matter between `+++` is TOML; nutgraf reads YAML",
            )
            .help("use `---` for the two lines, and `key: value` for the keys"),
        }
    }

    /// A line that was meant to end the front matter: dashes of another number or kind, or with blanks before them.
    fn misshapen_end(&self) -> Option<Span> {
        let mut at = 0;
        for (nth, line) in self.text.split_inclusive('\n').enumerate() {
            let words = line.trim();
            if nth > 0 && !words.is_empty() && words.chars().all(|c| matches!(c, '-' | '–' | '—')) && words.len() > 1
            {
                let start = at + (line.len() - line.trim_start().len());
                return Some(Span::new(self.file, start..start + words.len()));
            }
            at += line.len();
        }
        None
    }

    fn page(self, name: Name, role: Role, bundle: Option<String>, out: &mut Decoded) {
        let Some((node, base, body)) = self.parts(Kind::Page, &mut out.faults) else {
            return;
        };
        let mut cx = Context {
            file: self.file,
            base,
            faults: &mut out.faults,
        };
        let place = Span::new(self.file, 0..3.min(self.text.len()));
        let Some(head) = Explainer::decode(&mut cx, &node, place) else {
            return;
        };
        if role == Role::Explainer {
            for segment in name.id.split('/') {
                check_name(segment, place, "the file", &mut out.faults);
            }
        }
        if let Some(slug) = &head.slug {
            check_name(&slug.value, slug.span, "`slug`", &mut out.faults);
        }
        let language = head.language.as_ref().map(|l| l.value.clone()).or(name.language);
        out.pages.push(Page {
            id: name.id,
            language: language.unwrap_or_else(|| self.default_language.to_owned()),
            role,
            file: self.file,
            path: self.path,
            bundle,
            head,
            body,
        });
    }

    fn entry(self, kind: Kind, name: Name, out: &mut Decoded) {
        let Some((node, base, body)) = self.parts(kind, &mut out.faults) else {
            return;
        };
        let place = Span::new(self.file, 0..3.min(self.text.len()));
        let body = (!body.text.trim().is_empty()).then_some(body);
        self.one(kind, &node, base, Some((name, place)), body, out);
    }

    fn list(self, kind: Kind, out: &mut Decoded) {
        let Some(node) = parse(self.file, 0, self.text, &mut out.faults) else {
            return;
        };
        match &node.kind {
            Shape::Sequence(items) => {
                for item in items {
                    self.one(kind, item, 0, None, None, out);
                }
            }
            _ if node.is_null() => {}
            Shape::Mapping(pairs) if pairs.is_empty() => {}
            _ => {
                let mut cx = Context {
                    file: self.file,
                    base: 0,
                    faults: &mut out.faults,
                };
                cx.wrong_type(
                    &node,
                    &self.path,
                    "a list of entries",
                    "begin each entry with `- id: …`",
                );
            }
        }
    }

    /// Decodes one entry, from a file of its own (`name`) or from a list.
    fn one(
        &self,
        kind: Kind,
        node: &Node,
        base: usize,
        name: Option<(Name, Span)>,
        body: Option<Prose>,
        out: &mut Decoded,
    ) {
        let mut cx = Context {
            file: self.file,
            base,
            faults: &mut out.faults,
        };
        match kind {
            Kind::Page => {}
            Kind::Term => {
                if let Some(data) = Term::decode(&mut cx, node) {
                    let inner = data.body.clone();
                    let entry = self.make(data.ids.clone(), data.term.span, name, body, inner, data, out);
                    out.terms.extend(entry);
                }
            }
            Kind::Event => {
                if let Some(data) = Event::decode(&mut cx, node) {
                    let inner = data.body.clone();
                    let entry = self.make(data.ids.clone(), data.title.span, name, body, inner, data, out);
                    out.events.extend(entry);
                }
            }
            Kind::Person => {
                if let Some(data) = Person::decode(&mut cx, node) {
                    let inner = data.body.clone();
                    let entry = self.make(data.ids.clone(), data.name.span, name, body, inner, data, out);
                    out.people.extend(entry);
                }
            }
            Kind::Source => {
                if let Some(data) = Source::decode(&mut cx, node) {
                    let entry = self.make(data.ids.clone(), data.title.span, name, body, None, data, out);
                    out.bibliography.extend(entry);
                }
            }
        }
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "the parts of one entry, joined once for four kinds"
    )]
    fn make<T>(
        &self,
        ids: Ids,
        title: Span,
        name: Option<(Name, Span)>,
        body: Option<Prose>,
        inner: Option<Prose>,
        data: T,
        out: &mut Decoded,
    ) -> Option<Entry<T>> {
        let (from_name, language, file_place) = match name {
            Some((name, place)) => (Some(name.id), name.language, Some(place)),
            None => (None, None, None),
        };
        let id = match (ids.id, from_name) {
            (Some(id), _) => Spanned::new(id::normalise(&id.value), id.span),
            (None, Some(stem)) => Spanned::new(stem, title),
            (None, None) => {
                out.faults.push(
                    Diagnostic::new(
                        Code::YAML_MISSING_FIELD,
                        title,
                        "an entry of a list needs the field `id`",
                    )
                    .help("add `id: …`: the name by which other files link to it"),
                );
                return None;
            }
        };
        let what = if file_place.is_some() { "the file" } else { "the id" };
        if !check_name(&id.value, id.span, what, &mut out.faults) {
            return None;
        }
        for former in &ids.former {
            check_name(&former.value, former.span, "a former id", &mut out.faults);
        }
        if let (Some(_), Some(inner)) = (&body, &inner) {
            out.faults.push(
                Diagnostic::new(
                    Code::YAML_DUPLICATE_KEY,
                    inner.span,
                    "`body` here and a text under the front matter",
                )
                .help("keep one of the two"),
            );
        }
        Some(Entry {
            id: id.value,
            language: ids
                .language
                .map(|l| l.value)
                .or(language)
                .unwrap_or_else(|| self.default_language.to_owned()),
            place: id.span,
            path: self.path.clone(),
            data,
            body: body.or(inner),
        })
    }
}

fn check_name(name: &str, place: Span, what: &str, faults: &mut Vec<Diagnostic>) -> bool {
    let Err(bad) = id::check_segment(name) else {
        return true;
    };
    let message = format!("`{name}` can't be an address: {}", bad.reason);
    let help = if what == "the file" {
        format!("rename the file or folder to `{}`", bad.suggestion)
    } else {
        format!("write {what} as `{}`", bad.suggestion)
    };
    faults.push(Diagnostic::new(Code::ID_INVALID, place, message).help(help));
    false
}
