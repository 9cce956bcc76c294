//! `nutgraf glossary`: the terms with their uses, those that nothing uses, and what may lack an entry.

use nutgraf::build::Options;
use nutgraf::build::ask::{self, Missing, Place, TermUsage, Usage};
use nutgraf::world::Disk;
use serde_json::{Value, json};

use super::{Exit, GlossaryArgs, ListFormat, output};

/// How many phrases without an entry people are shown.
const MOST_MISSING: usize = 40;

/// Prints the list.
pub(crate) fn glossary(disk: &Disk, args: &GlossaryArgs) -> Exit {
    let options = Options {
        drafts: args.drafts,
        ..Options::default()
    };
    let usage = match ask::usage(disk, &options) {
        Ok(usage) => usage,
        Err(failure) => return output::failure(disk, &failure),
    };
    match args.format {
        ListFormat::Human => people(&usage),
        ListFormat::Json => output::line(&serde_json::to_string_pretty(&machine(&usage)).unwrap_or_default()),
    }
    if usage.errors > 0 {
        output::note("the site has errors, which may hide mentions: see `nutgraf check`");
    }
    Exit::Good
}

fn people(usage: &Usage) {
    let (used, unused): (Vec<_>, Vec<_>) = usage.terms.iter().partition(|t| t.uses > 0);
    let mut rows = vec![["TERM", "USES", "FILES", "FORMS MET", "FIRST USE"].map(str::to_owned)];
    for t in &used {
        rows.push([
            t.id.clone(),
            t.uses.to_string(),
            t.files.to_string(),
            forms(t),
            t.first.as_ref().map(place).unwrap_or_default(),
        ]);
    }
    if used.is_empty() {
        output::line("No text mentions a term.");
    } else {
        table(&rows);
    }
    if !unused.is_empty() {
        output::line("\nNever mentioned:");
        for t in &unused {
            output::line(&format!("  {}  ({})", t.id, place(&t.entry)));
        }
    }
    if !usage.missing.is_empty() {
        output::line("\nWithout an entry, and used again and again:");
        let mut rows = vec![["PHRASE", "USES", "FILES", "FIRST USE"].map(str::to_owned)];
        for m in usage.missing.iter().take(MOST_MISSING) {
            rows.push([
                m.phrase.clone(),
                m.uses.to_string(),
                m.files.to_string(),
                place(&m.first),
            ]);
        }
        table(&rows);
        let rest = usage.missing.len().saturating_sub(MOST_MISSING);
        if rest > 0 {
            output::line(&format!("  … and {rest} more: `--format json` lists all"));
        }
    }
    output::note(&format!(
        "{}: {} mentioned, {} never; {} without an entry",
        output::counted(usage.terms.len(), "term", "terms"),
        used.len(),
        unused.len(),
        output::counted(usage.missing.len(), "phrase", "phrases"),
    ));
}

/// The forms, the most frequent first, five at most.
fn forms(term: &TermUsage) -> String {
    let mut shown: Vec<String> = term
        .forms
        .iter()
        .take(5)
        .map(|(form, n)| format!("{form} {n}"))
        .collect();
    if term.forms.len() > 5 {
        shown.push("…".into());
    }
    shown.join(", ")
}

fn place(place: &Place) -> String {
    format!("{}:{}:{}", place.file, place.position.line, place.position.column)
}

/// Prints rows in columns. Numbers stand at the right.
fn table<const N: usize>(rows: &[[String; N]]) {
    let width = |i: usize| {
        rows.iter()
            .filter_map(|r| r.get(i))
            .map(|c| c.chars().count())
            .max()
            .unwrap_or(0)
    };
    let widths: [usize; N] = std::array::from_fn(width);
    for row in rows {
        let mut text = String::new();
        for (cell, width) in row.iter().zip(widths) {
            let number = !cell.is_empty() && cell.chars().all(|c| c.is_ascii_digit())
                || matches!(cell.as_str(), "USES" | "FILES");
            let gap = " ".repeat(width - cell.chars().count());
            let (left, right) = if number { (&gap, cell) } else { (cell, &gap) };
            text.extend(["  ", left, right]);
        }
        output::line(text.trim_end());
    }
}

fn machine(usage: &Usage) -> Value {
    let at = |p: &Place| json!({"file": p.file, "line": p.position.line, "column": p.position.column});
    let term = |t: &TermUsage| {
        let forms: Vec<Value> = t
            .forms
            .iter()
            .map(|(form, n)| json!({"form": form, "uses": n}))
            .collect();
        json!({
            "id": t.id, "term": t.title, "language": t.language, "uses": t.uses, "linked": t.linked, "files": t.files,
            "forms": forms, "first": t.first.as_ref().map(at), "entry": at(&t.entry),
        })
    };
    let missing = |m: &Missing| json!({"phrase": m.phrase, "uses": m.uses, "files": m.files, "first": at(&m.first)});
    json!({
        "version": 1,
        "terms": usage.terms.iter().map(term).collect::<Vec<_>>(),
        "missing": usage.missing.iter().map(missing).collect::<Vec<_>>(),
    })
}
