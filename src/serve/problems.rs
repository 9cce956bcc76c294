//! What is wrong with the site as it stands: gathered from what loading, linking and rendering found, for the terminal and
//! for the pages.

use serde::Serialize;

use super::round::Round;
use crate::build::{Counts, Outcome, once_a_place};
use crate::diagnostics::{Diagnostic, Levels, Severity, finish};
use crate::load::Role;
use crate::span::{Sources, Span};

/// A page shows so many problems of other files, and counts the rest.
const ELSEWHERE: usize = 20;

/// How many characters of a line are shown, before and after the place at fault.
const SHOWN: usize = 120;

/// What a page is told.
#[derive(Debug, Serialize)]
pub(super) struct Problems<'o> {
    /// Those of the page at hand, and of templates and settings, which concern every page.
    here: Vec<Problem<'o>>,
    /// The first ones of other files: errors before warnings.
    elsewhere: Vec<Problem<'o>>,
    /// How many there are in all.
    errors: usize,
    warnings: usize,
    notices: usize,
}

/// One problem.
#[derive(Debug, Serialize)]
struct Problem<'o> {
    severity: &'static str,
    code: &'static str,
    message: &'o str,
    /// `content/a.md:3:5`.
    place: String,
    help: Option<&'o str>,
    /// The line at fault: what stands before the place, the place, and what stands after.
    line: [String; 3],
}

/// All problems that are known at the moment.
pub(super) fn outcome(round: &Round<'_>) -> Outcome {
    let (known, loaded) = (&round.known, round.index.loaded);
    let mut sources = loaded.sources.clone();
    let mut faults = loaded.faults.clone();
    faults.extend(round.notices.iter().cloned());
    let lists = [&known.index_faults, &known.claim_faults, &known.whole_faults];
    // What a file said before it could not be understood any more is at no place of its text.
    let linked = known.facts.iter().flatten().flat_map(|f| &f.faults);
    let linked = linked
        .chain(round.entries.all().flat_map(|e| &e.faults))
        .chain(&round.entries.footer_faults)
        .chain(lists.into_iter().flatten());
    faults.extend(linked.filter(|d| !known.faulty.contains(&d.span.file)).cloned());
    let rendered = known.render_faults.values().flatten().cloned();
    let engine = known.engine_faults.iter().cloned().map(|f| (f, String::new()));
    faults.extend(once_a_place(engine.chain(rendered).collect()));
    faults.extend(known.file_faults.iter().map(|f| f.clone().told(&mut sources)));
    let facts = known.facts.iter().flatten();
    let (pictures, files) = crate::build::pictures::known(round.index, round.images, round.entries, facts);
    faults.extend(pictures);
    faults.extend(files.into_iter().map(|f| f.told(&mut sources)));
    let levels = Levels {
        site: loaded.site.checks.clone(),
        strict: false,
    };
    let explainers = loaded.pages.iter().filter(|p| p.role == Role::Explainer);
    Outcome {
        diagnostics: finish(faults, &levels, &sources),
        counts: Counts {
            pages: explainers.count(),
            terms: loaded.terms.len(),
            events: loaded.events.len(),
            people: loaded.people.len(),
            sources: loaded.bibliography.len(),
        },
        sources,
        forgotten: None,
    }
}

/// What the page whose text is in `file` is told.
pub(super) fn for_page<'o>(outcome: &'o Outcome, file: Option<&str>) -> Problems<'o> {
    let sources = &outcome.sources;
    let concerns = |d: &Diagnostic| {
        let path = sources.path(d.span.file);
        let shared = ["templates/", "default/", "content/site.yaml"];
        Some(path) == file || shared.iter().any(|s| path.starts_with(s))
    };
    let all = &outcome.diagnostics;
    let count = |severity| all.iter().filter(|d| d.severity == severity).count();
    let (here, mut elsewhere): (Vec<&Diagnostic>, Vec<&Diagnostic>) = all.iter().partition(|d| concerns(d));
    elsewhere.sort_by_key(|d| d.severity);
    let problem = |d: &'o Diagnostic| Problem {
        severity: d.severity.word(),
        code: d.code.slug(),
        message: &d.message,
        place: place(sources, d.span),
        help: d.help.as_deref(),
        line: line(sources, d.span),
    };
    Problems {
        here: here.into_iter().map(problem).collect(),
        elsewhere: elsewhere.into_iter().take(ELSEWHERE).map(problem).collect(),
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        notices: count(Severity::Notice),
    }
}

fn place(sources: &Sources, span: Span) -> String {
    let at = sources.position(span);
    format!("{}:{}:{}", sources.path(span.file), at.line, at.column)
}

/// The line in which a span begins, in three pieces.
fn line(sources: &Sources, span: Span) -> [String; 3] {
    let text = sources.text(span.file);
    let range = span.range();
    let before = text.get(..range.start).unwrap_or("");
    let before = before.rsplit(['\n', '\r']).next().unwrap_or("");
    let first = |text: &str| text.split(['\n', '\r']).next().unwrap_or("").to_owned();
    let at = first(text.get(range.clone()).unwrap_or(""));
    let after = if at.len() < range.len() {
        String::new()
    } else {
        first(text.get(range.end..).unwrap_or(""))
    };
    let skip = before.chars().count().saturating_sub(SHOWN);
    let cut = |text: &str| text.chars().take(SHOWN).collect::<String>();
    [before.chars().skip(skip).collect(), cut(&at), cut(&after)]
}
