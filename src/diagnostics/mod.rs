//! What nutgraf has to say about an author's files: [`Diagnostic`] is one message with its code, its place and its
//! fix; [`Code`] is the list of all codes; [`Levels`] says which warnings a site has lowered or raised. The submodules
//! print a finished list in one of four formats. Nothing here decides *whether* something is wrong: the stages do.

mod codes;
pub mod explain;
pub mod format;
mod suggest;

use std::collections::BTreeMap;

pub use codes::{CODES, Code};
pub use suggest::closest;

use crate::span::{Sources, Span};

/// How serious a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum Severity {
    /// The site can't be published.
    Error,
    /// The site can be published; `--strict` forbids it.
    Warning,
    /// Something that is left out, and why. Never forbids.
    Notice,
}

impl Severity {
    /// The word that stands before the code: `error`, `warning`, `notice`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Notice => "notice",
        }
    }
}

/// A second place that belongs to a message, such as the other of two entries with one id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub struct Related {
    /// Where.
    pub span: Span,
    /// What stands there.
    pub label: String,
}

/// One message to the author.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Diagnostic {
    /// Which kind of problem.
    pub code: Code,
    /// How serious it is, after the site's own levels have been applied by [`finish`].
    pub severity: Severity,
    /// One sentence without a full stop that says what is wrong.
    pub message: String,
    /// Where it is wrong.
    pub span: Span,
    /// Other places that belong to it.
    pub related: Vec<Related>,
    /// The fix, as one sentence.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A message of the code's own severity.
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            message: message.into(),
            span,
            related: Vec::new(),
            help: None,
        }
    }

    /// Adds the fix.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds the fix where there is one.
    #[must_use]
    pub fn maybe_help(mut self, help: Option<String>) -> Self {
        self.help = help.or(self.help);
        self
    }

    /// Adds a second place.
    #[must_use]
    pub fn related(mut self, span: Span, label: impl Into<String>) -> Self {
        self.related.push(Related {
            span,
            label: label.into(),
        });
        self
    }
}

/// What a site does with a warning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Say nothing.
    Allow,
    /// Print a warning.
    Warn,
    /// Treat it as an error.
    Deny,
}

/// The levels of all warnings: those of the program, changed by `checks:` in `site.yaml` and by `--strict`.
#[derive(Clone, Debug, Default)]
pub struct Levels {
    /// What `site.yaml` says, by code.
    pub site: BTreeMap<Code, Level>,
    /// `--strict`: every warning forbids.
    pub strict: bool,
}

impl Levels {
    /// The severity with which a message of `code` is printed, or `None` where it is allowed.
    #[must_use]
    pub fn severity(&self, code: Code) -> Option<Severity> {
        match code.severity() {
            Severity::Warning => {
                let level = self.site.get(&code).copied().unwrap_or(code.level());
                match level {
                    Level::Allow => None,
                    Level::Deny => Some(Severity::Error),
                    Level::Warn if self.strict => Some(Severity::Error),
                    Level::Warn => Some(Severity::Warning),
                }
            }
            other => Some(other),
        }
    }
}

/// Brings messages into their final form: levels applied, doubles removed, one total order (file, place, severity,
/// code, text), so that the same site always prints the same list.
#[must_use]
pub fn finish(mut all: Vec<Diagnostic>, levels: &Levels, sources: &Sources) -> Vec<Diagnostic> {
    all.retain_mut(|d| match levels.severity(d.code) {
        Some(severity) => {
            d.severity = severity;
            true
        }
        None => false,
    });
    for d in &mut all {
        d.related
            .sort_by(|a, b| key(sources, a.span).cmp(&key(sources, b.span)));
    }
    all.sort_by(|a, b| {
        (key(sources, a.span), a.severity, a.code, &a.message, &a.help).cmp(&(
            key(sources, b.span),
            b.severity,
            b.code,
            &b.message,
            &b.help,
        ))
    });
    all.dedup();
    all
}

fn key(sources: &Sources, span: Span) -> (&str, u32, u32) {
    (sources.path(span.file), span.start, span.end)
}

/// Whether a finished list holds something that forbids publishing.
#[must_use]
pub fn forbids(all: &[Diagnostic]) -> bool {
    all.iter().any(|d| d.severity == Severity::Error)
}
