//! What Tera says of a template that it can't use, as a fault at the template's own place, in words for people who write
//! templates. Knows Tera's messages by their texts, which it gives no other form.

use std::collections::BTreeSet;

use tera::{ErrorKind, ReportError};

use super::{Engine, TemplateFault};
use crate::diagnostics::{Code, closest};
use crate::render::assets::NO_ASSET;
use crate::render::retired::successor;
use crate::span::{Sources, Span};

impl Engine {
    /// Filters, tests, functions, components, includes and blocks that don't exist. Tera gives them all in one text, a
    /// drawing for each: `error: Unknown filter …`, then ` --> page.html:3:7`.
    pub(super) fn unknown_names(&self, report: &str, sources: &Sources) -> Vec<(String, TemplateFault)> {
        let mut found = Vec::new();
        let mut lines = report.lines();
        while let Some(line) = lines.next() {
            let Some(message) = line.strip_prefix("error: ") else {
                continue;
            };
            let place = lines.next().and_then(|l| l.trim_start().strip_prefix("--> "));
            found.extend(place.and_then(|place| self.unknown_name(message, place, sources)));
        }
        found
    }

    fn unknown_name(&self, message: &str, place: &str, sources: &Sources) -> Option<(String, TemplateFault)> {
        let mut parts = place.rsplitn(3, ':');
        let (column, row, name) = (parts.next(), parts.next(), parts.next()?);
        let file = *self.files.get(name)?;
        let wanted = message.split('`').nth(1).unwrap_or("");
        let (message, help) = if let Some(unknown) = message.strip_prefix("Unknown ") {
            let help = "templates/README.md and Tera's manual list what there is; templates are named by their path from templates/";
            (format!("unknown {unknown}"), help.to_owned())
        } else if message.starts_with("Block ") {
            self.unknown_block(name, wanted, sources)
        } else {
            return None;
        };
        let number = |part: Option<&str>| part.and_then(|p| p.parse::<usize>().ok()).unwrap_or(1);
        let text = sources.text(file);
        let start = offset(text, number(row), number(column).saturating_sub(1));
        // Tera's places cover what surrounds the name, such as the whole include.
        let rest = text.get(start..).and_then(|t| t.lines().next()).unwrap_or("");
        let start = start + rest.find(wanted).unwrap_or(0);
        let fault = TemplateFault {
            code: Code::TEMPLATE_ERROR,
            span: Span::new(file, start..start + wanted.len()),
            message,
            help,
        };
        Some((name.to_owned(), fault))
    }

    /// A block that no template has of those that `name` extends: it would be shown nowhere.
    fn unknown_block(&self, name: &str, wanted: &str, sources: &Sources) -> (String, String) {
        let mut known = BTreeSet::new();
        let mut at = name;
        // Tera has refused circles by now.
        while let Some(parent) = self.files.get(at).and_then(|file| extended(sources.text(*file))) {
            at = parent;
            known.extend(
                self.files
                    .get(at)
                    .into_iter()
                    .flat_map(|file| blocks(sources.text(*file))),
            );
        }
        match closest(wanted, known.iter().copied()) {
            Some(near) => (
                format!("no block `{wanted}` in what this template extends, did you mean `{near}`?"),
                format!("write `{near}`"),
            ),
            None => (
                format!("no block `{wanted}` in what this template extends: it would be shown nowhere"),
                format!("write one of {}", known.into_iter().collect::<Vec<_>>().join(", ")),
            ),
        }
    }

    /// What Tera says, at its place, with the name of the template at fault.
    pub(super) fn fault(&self, error: &tera::Error, rendering: &str, sources: &Sources) -> (String, TemplateFault) {
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

/// The template that a text extends.
fn extended(text: &str) -> Option<&str> {
    let tag = tags(text).find_map(|tag| tag.strip_prefix("extends"))?;
    tag.split(['"', '\'', '`']).nth(1)
}

/// The blocks that a text has.
fn blocks(text: &str) -> impl Iterator<Item = &str> {
    tags(text).filter_map(|tag| tag.strip_prefix("block ")?.split_whitespace().next())
}

/// What stands in `{% … %}`, from its first word on.
fn tags(text: &str) -> impl Iterator<Item = &str> {
    text.split("{%").skip(1).map(|tag| tag.trim_start_matches(['-', ' ']))
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
