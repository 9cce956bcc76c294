//! What each format writes, to the byte, and that none fails on input that nobody foresaw.

mod machine;
mod terminal;

use super::{Format, write};
use crate::diagnostics::{Code, Diagnostic, Levels, finish};
use crate::span::{FileId, Sources, Span};

const HUMAN: Format<'_> = Format::Human {
    colour: false,
    width: 100,
};

/// The place of the first `part` in a file. Panics where there is none.
fn find(sources: &Sources, file: FileId, part: &str) -> Span {
    let start = sources.text(file).find(part).expect("the text holds it");
    Span::new(file, start..start + part.len())
}

/// What a format writes for a list, as text.
fn written(format: Format<'_>, all: Vec<Diagnostic>, sources: &Sources) -> String {
    let all = finish(all, &Levels::default(), sources);
    let mut out = Vec::new();
    write(&mut out, format, &all, sources).expect("a Vec takes all");
    String::from_utf8(out).expect("text")
}

/// A message about an unknown term, with a related place in another file.
fn unknown_term(sources: &mut Sources) -> Diagnostic {
    let page = sources.add(
        "content/a: b, 100%.md",
        "---\r\ntitle: Été\r\n---\r\n\r\nL’été, l’[[agrememt]] fut signé.\r\n",
    );
    let list = sources.add(
        "content/glossary.yaml",
        "- id: agrement\n  term: Agrément\n  definition: consent\n",
    );
    Diagnostic::new(
        Code::GLOSSARY_UNKNOWN_TERM,
        find(sources, page, "agrememt"),
        "no term has the id `agrememt`",
    )
    .related(find(sources, list, "agrement"), "a term with a similar id")
    .help("did you mean `agrement`?")
}
