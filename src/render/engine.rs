//! The templates: Tera with the embedded theme, the site's own files over it, and our filters. Every error of Tera becomes
//! a [`TemplateFault`] at the template's own line.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use tera::{Context, ErrorKind, ReportError, Tera};

use super::assets::{Assets, NO_ASSET};
use super::filters::register;
use super::retired::successor;
use super::uses::Uses;
use super::wants::Wants;
use crate::cache::trace::{self, Question};
use crate::diagnostics::{Code, closest};
use crate::load::{Loaded, TemplateFile};
use crate::model::id::Kind;
use crate::span::{FileId, Sources, Span};

/// Something that is wrong with a template. The page that was being rendered is added by the caller.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct TemplateFault {
    /// Which kind.
    pub code: Code,
    /// Where in the template.
    pub span: Span,
    /// What.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// The templates, ready to render.
pub struct Engine {
    tera: Tera,
    assets: Arc<Assets>,
    files: BTreeMap<String, FileId>,
    /// Which templates each may use, once asked for.
    uses: OnceLock<Uses>,
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Engine")
            .field("files", &self.files)
            .finish_non_exhaustive()
    }
}

impl Engine {
    /// Loads the templates of a site. A faulty one is reported and the embedded one stands in for it, so that all faulty
    /// ones are reported. `assets` says where `asset` leads.
    #[must_use]
    pub fn new(loaded: &Loaded, assets: Assets, portable: bool) -> (Self, Vec<TemplateFault>) {
        let assets = Arc::new(assets);
        let mut faults = Vec::new();
        let mut own: Vec<&TemplateFile> = loaded
            .templates
            .iter()
            .filter(|t| !t.name.starts_with("default/"))
            .collect();
        let embedded: Vec<&TemplateFile> = loaded
            .templates
            .iter()
            .filter(|t| t.name.starts_with("default/"))
            .collect();
        loop {
            let mut files = BTreeMap::new();
            for t in &embedded {
                files.insert(t.name.clone(), t.file);
                if let Some(short) = t.name.strip_prefix("default/") {
                    files.insert(short.to_owned(), t.file);
                }
            }
            files.extend(own.iter().map(|t| (t.name.clone(), t.file)));
            let mut tera = Tera::new();
            register(&mut tera, loaded, &assets, portable);
            let all = files
                .iter()
                .map(|(name, file)| (name.as_str(), loaded.sources.text(*file)));
            match tera.add_raw_templates(all) {
                Ok(()) => {
                    let engine = Self {
                        tera,
                        assets,
                        uses: OnceLock::new(),
                        files,
                    };
                    return (engine, faults);
                }
                Err(error) => {
                    let mut engine = Self {
                        tera,
                        assets: Arc::clone(&assets),
                        uses: OnceLock::new(),
                        files,
                    };
                    let found = match error.kind() {
                        ErrorKind::Msg(report) => engine.unknown_names(report, &loaded.sources),
                        _ => Vec::new(),
                    };
                    let found = if found.is_empty() {
                        vec![engine.fault(&error, "", &loaded.sources)]
                    } else {
                        found
                    };
                    let before = own.len();
                    own.retain(|t| found.iter().all(|(name, _)| t.name != *name));
                    faults.extend(found.into_iter().map(|(_, fault)| fault));
                    if own.len() == before {
                        // Not one of the site's own, or not known which: try without any.
                        own.clear();
                        if before == 0 {
                            engine.tera = Tera::new();
                            return (engine, faults);
                        }
                    }
                }
            }
        }
    }

    /// A hash of a template and of all that it may use.
    #[must_use]
    pub fn print(&self, name: &str, sources: &Sources) -> u64 {
        self.uses.get_or_init(|| Uses::new(&self.files, sources)).print(name)
    }

    /// What a template can read of what it is given.
    pub(super) fn wants(&self, name: &str, sources: &Sources) -> &Wants {
        self.uses.get_or_init(|| Uses::new(&self.files, sources)).wants(name)
    }

    /// The names that `asset` gives.
    #[must_use]
    pub fn assets(&self) -> &Assets {
        &self.assets
    }

    /// Values that every template sees.
    pub fn globals(&mut self) -> &mut Context {
        self.tera.global_context()
    }

    /// Renders a template.
    ///
    /// # Errors
    /// Where in which template it failed.
    pub fn render(&self, name: &str, context: &Context, sources: &Sources) -> Result<String, TemplateFault> {
        trace::ask(Question::Template, Kind::Page, 0, name, "");
        let pages = context
            .get("pages")
            .and_then(tera::Value::as_array)
            .map_or(0, <[_]>::len);
        // What lists all pages is long: while its room doubled, two of it would be in memory, beside all that it lists.
        let rendered = if pages > 1_000 {
            let mut bytes = Vec::with_capacity(pages * 512);
            let done = self.tera.render_to(name, context, &mut bytes);
            done.and_then(|()| String::from_utf8(bytes).map_err(tera::Error::message))
        } else {
            self.tera.render(name, context)
        };
        rendered.map_err(|e| self.fault(&e, name, sources).1)
    }

    /// Filters, tests, functions, components and includes that don't exist. Tera gives them all in one text, a
    /// drawing for each: `error: Unknown filter …`, then ` --> page.html:3:7`.
    fn unknown_names(&self, report: &str, sources: &Sources) -> Vec<(String, TemplateFault)> {
        let mut found = Vec::new();
        let mut lines = report.lines();
        while let Some(line) = lines.next() {
            let Some(message) = line.strip_prefix("error: Unknown ") else {
                continue;
            };
            let Some(place) = lines.next().and_then(|l| l.trim_start().strip_prefix("--> ")) else {
                continue;
            };
            let mut parts = place.rsplitn(3, ':');
            let (column, row) = (parts.next(), parts.next());
            let (Some(name), Some(file)) = (parts.next(), place.split(':').next().and_then(|n| self.files.get(n)))
            else {
                continue;
            };
            let number = |part: Option<&str>| part.and_then(|p| p.parse::<usize>().ok()).unwrap_or(1);
            let text = sources.text(*file);
            let start = offset(text, number(row), number(column).saturating_sub(1));
            let wanted = message.split('`').nth(1).unwrap_or("");
            // Tera's places cover what surrounds the name, such as the whole include.
            let rest = text.get(start..).and_then(|t| t.lines().next()).unwrap_or("");
            let start = start + rest.find(wanted).unwrap_or(0);
            let fault = TemplateFault {
                code: Code::TEMPLATE_ERROR,
                span: Span::new(*file, start..start + wanted.len()),
                message: format!("unknown {message}"),
                help: "templates/README.md and Tera's manual list what there is; templates are named by their path from templates/".into(),
            };
            found.push((name.to_owned(), fault));
        }
        found
    }

    /// What Tera says, at its place, with the name of the template at fault.
    fn fault(&self, error: &tera::Error, rendering: &str, sources: &Sources) -> (String, TemplateFault) {
        match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => self.report(report, sources),
            ErrorKind::MissingParent { current, parent } => {
                let names = self.files.keys().map(String::as_str);
                let message = match closest(parent, names) {
                    Some(near) => format!("no template `{parent}` to extend, did you mean `{near}`?"),
                    None => format!("no template `{parent}` to extend"),
                };
                self.named(current, parent, message, sources)
            }
            ErrorKind::CircularExtend { tpl, .. } => {
                let message = format!("`{tpl}` extends itself; to extend the embedded one, write `default/{tpl}`");
                self.named(tpl, "extends", message, sources)
            }
            ErrorKind::CircularInclude { tpl, .. } => {
                self.named(tpl, "include", format!("`{tpl}` includes itself"), sources)
            }
            _ => {
                let source = std::error::Error::source(error)
                    .map(|s| format!(": {s}"))
                    .unwrap_or_default();
                let text = error.to_string();
                let line = text.lines().next().unwrap_or("");
                self.named(rendering, "", format!("{line}{source}"), sources)
            }
        }
    }

    fn report(&self, report: &ReportError, sources: &Sources) -> (String, TemplateFault) {
        let name = report.filename().to_owned();
        let file = self.files.get(&name).copied();
        let at = report.span();
        let span = file.map_or_else(
            || self.anywhere(),
            |file| {
                let text = sources.text(file);
                let start = offset(text, at.start_line, at.start_col);
                let end = offset(text, at.end_line, at.end_col).max(start);
                Span::new(file, start..end)
            },
        );
        let message = report.message();
        let wrote = sources.slice(span);
        let undefined = message.contains("undefined")
            || message.contains("not defined")
            || message.contains("not found in context");
        let code = if undefined {
            Code::TEMPLATE_UNKNOWN_VARIABLE
        } else {
            Code::TEMPLATE_ERROR
        };
        let (message, help) = match successor(&variable(sources, span)) {
            Some(r) if undefined => (
                format!("no variable `{}`: it is `{}` here", r.old, r.new),
                format!("write `{}` (`{}` is {}'s name for it)", r.new, r.old, r.why),
            ),
            _ if undefined => undefined_variable(message),
            _ if message.contains("end of input") => (
                "the template ends too early".into(),
                "close what is open: `}}`, `{% endif %}`, `{% endfor %}` or `{% endblock %}`".into(),
            ),
            _ if message.starts_with(NO_ASSET) => (
                first_line(message),
                "`asset` leads to a file of static/ or of the theme: put it there, or correct the name".into(),
            ),
            _ => (
                first_line(message),
                format!("see Tera's manual; the template is `{name}`{}", near(wrote)),
            ),
        };
        (
            name,
            TemplateFault {
                code,
                span,
                message,
                help,
            },
        )
    }

    fn named(&self, name: &str, needle: &str, message: String, sources: &Sources) -> (String, TemplateFault) {
        let span = match self.files.get(name) {
            Some(file) => {
                let at = sources.text(*file).find(needle).unwrap_or(0);
                Span::new(*file, at..at + needle.len())
            }
            None => self.anywhere(),
        };
        let help = "names are paths from templates/; the embedded ones begin with `default/`".to_owned();
        let fault = TemplateFault {
            code: Code::TEMPLATE_ERROR,
            span,
            message,
            help,
        };
        (name.to_owned(), fault)
    }

    fn anywhere(&self) -> Span {
        self.files.values().next().map_or_else(
            || Span::start_of(Sources::default().add("templates", "")),
            |f| Span::start_of(*f),
        )
    }
}

/// Tera lists all the names that there are; an author wants the nearest.
fn undefined_variable(message: &str) -> (String, String) {
    let (what, names) = message.split_once(" Available ").unwrap_or((message, ""));
    let wrote = what.split('`').nth(1).unwrap_or("");
    let names = names.split_once(": ").map_or("", |(_, names)| names).split(", ");
    let all = "templates/README.md lists every variable";
    match closest(wrote, names) {
        Some(near) => (
            format!("no variable or field `{wrote}`, did you mean `{near}`?"),
            format!("write `{near}`; {all}"),
        ),
        None => (
            first_line(what),
            format!("{all}; test for one that may be missing with `{{% if x is defined %}}`"),
        ),
    }
}

fn first_line(message: &str) -> String {
    message.lines().next().unwrap_or("").trim_end_matches('.').to_owned()
}

fn near(wrote: &str) -> String {
    let wrote = wrote.trim();
    if wrote.is_empty() || wrote.contains('\n') {
        String::new()
    } else {
        format!(", near `{wrote}`")
    }
}

/// The dotted name that ends at a span: the span may cover only its last part.
fn variable(sources: &Sources, span: Span) -> String {
    let text = sources.text(span.file);
    let is_name = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
    let before = text.get(..span.start as usize).unwrap_or("");
    let start = before.len()
        - before
            .chars()
            .rev()
            .take_while(|c| is_name(*c))
            .map(char::len_utf8)
            .sum::<usize>();
    let rest = text.get(start..).unwrap_or("");
    let end = rest.find(|c: char| !is_name(c)).unwrap_or(rest.len());
    rest.get(..end).unwrap_or("").to_owned()
}

/// Tera counts lines from 1 and columns from 0, in characters.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    let rest = text.get(start..).unwrap_or("");
    start + rest.chars().take(column).map(char::len_utf8).sum::<usize>()
}
