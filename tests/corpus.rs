//! The glossary engine against texts whose mentions people marked, in many languages: what it finds of them, and what it
//! links that nobody would. `tests/corpus/` holds a file a language; the table that this prints, with each miss and each
//! wrong link, is `tests/golden/corpus.txt`.
//!
//! A file has the language's tag, the titles of terms (nothing else is known of them), passages and wrong friends:
//! `[[id|words]]` is a mention, `[[?id|words]]` one about which editors differ (it counts neither way), `[[!id|word]]` a
//! word that looks like a mention and is none. Whatever is not marked must not be linked.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test may panic and print"
)]

mod support;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::ops::Range;

use nutgraf::glossary::Forms;
use nutgraf::model::{Prose, Term};
use nutgraf::span::{Sources, Span, Spanned};

use support::{golden, tests};

/// What a person said of some words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Mention,
    Either,
    Friend,
}

struct Mark {
    range: Range<usize>,
    term: usize,
    verdict: Verdict,
}

/// One line of prose without its marks.
struct Line {
    number: usize,
    text: String,
    marks: Vec<Mark>,
}

struct Corpus {
    language: String,
    titles: Vec<String>,
    lines: Vec<Line>,
}

fn read(name: &str, source: &str) -> Corpus {
    let mut corpus = Corpus {
        language: String::new(),
        titles: Vec::new(),
        lines: Vec::new(),
    };
    let mut ids: BTreeMap<&str, usize> = BTreeMap::new();
    let mut part = "";
    for (number, line) in source.lines().enumerate() {
        let number = number + 1;
        if let Some(language) = line.strip_prefix("language:") {
            language.trim().clone_into(&mut corpus.language);
        } else if let Some(title) = line.strip_prefix("## ") {
            part = title.trim();
        } else if line.trim().is_empty() || line.starts_with("<!--") {
        } else if part == "Terms" {
            let (id, title) = line
                .split_once(": ")
                .unwrap_or_else(|| panic!("{name}:{number}: no `id: Title`"));
            ids.insert(id, corpus.titles.len());
            corpus.titles.push(title.trim().to_owned());
        } else {
            corpus.lines.push(marked(name, number, line, &ids));
        }
    }
    corpus
}

fn marked(name: &str, number: usize, line: &str, ids: &BTreeMap<&str, usize>) -> Line {
    let (mut text, mut marks, mut rest) = (String::new(), Vec::new(), line);
    while let Some((before, after)) = rest.split_once("[[") {
        text.push_str(before);
        let (mark, tail) = after
            .split_once("]]")
            .unwrap_or_else(|| panic!("{name}:{number}: no `]]`"));
        let (id, words) = mark
            .split_once('|')
            .unwrap_or_else(|| panic!("{name}:{number}: no `|`"));
        let (verdict, id) = match id.split_at(1) {
            ("?", id) => (Verdict::Either, id),
            ("!", id) => (Verdict::Friend, id),
            _ => (Verdict::Mention, id),
        };
        let term = *ids.get(id).unwrap_or_else(|| panic!("{name}:{number}: no term `{id}`"));
        let start = text.len();
        text.push_str(words);
        marks.push(Mark {
            range: start..text.len(),
            term,
            verdict,
        });
        rest = tail;
    }
    text.push_str(rest);
    Line { number, text, marks }
}

fn forms(corpus: &Corpus) -> Forms {
    let mut sources = Sources::default();
    let span = Span::start_of(sources.add("x", ""));
    let mut forms = Forms::new(&corpus.language);
    for (at, title) in corpus.titles.iter().enumerate() {
        let clashes = forms.add(
            at,
            &Term::new(Spanned::new(title.clone(), span), Prose::new(String::new(), span, None)),
        );
        assert!(clashes.is_empty(), "{}: {clashes:?}", corpus.language);
    }
    forms
}

#[derive(Default)]
struct Score {
    mentions: usize,
    found: usize,
    right: usize,
    wrong: usize,
    friends: usize,
    fooled: usize,
    said: Vec<String>,
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// Some words around a place.
fn around(text: &str, range: &Range<usize>) -> String {
    let before: String = text[..range.start]
        .chars()
        .rev()
        .take(18)
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .collect();
    let after: String = text[range.end..].chars().take(18).collect();
    format!("{before}[{}]{after}", &text[range.clone()])
}

fn score(corpus: &Corpus) -> Score {
    let forms = forms(corpus);
    let mut score = Score::default();
    for line in &corpus.lines {
        let links: Vec<(Range<usize>, usize)> = forms
            .find(&line.text, |_| false)
            .into_iter()
            .filter(|f| f.terms.len() == 1)
            .map(|f| (f.range, f.terms[0]))
            .collect();
        for mark in &line.marks {
            let linked = links.iter().any(|(r, t)| overlap(r, &mark.range) && *t == mark.term);
            match mark.verdict {
                Verdict::Either => {}
                Verdict::Mention => {
                    score.mentions += 1;
                    score.found += usize::from(linked);
                    if !linked {
                        let place = around(&line.text, &mark.range);
                        score.said.push(format!(
                            "  missed {:4}: {place} for “{}”",
                            line.number, corpus.titles[mark.term]
                        ));
                    }
                }
                Verdict::Friend => {
                    score.friends += 1;
                    score.fooled += usize::from(links.iter().any(|(r, _)| {
                        overlap(r, &mark.range)
                            && !line
                                .marks
                                .iter()
                                .any(|m| m.verdict != Verdict::Friend && overlap(r, &m.range))
                    }));
                }
            }
        }
        for (range, term) in &links {
            let fine = |v: &[Verdict]| {
                line.marks
                    .iter()
                    .any(|m| overlap(range, &m.range) && m.term == *term && v.contains(&m.verdict))
            };
            if fine(&[Verdict::Mention]) {
                score.right += 1;
            } else if !fine(&[Verdict::Either]) {
                score.wrong += 1;
                let place = around(&line.text, range);
                score.said.push(format!(
                    "  wrong  {:4}: {place} as “{}”",
                    line.number, corpus.titles[*term]
                ));
            }
        }
    }
    score
}

#[expect(clippy::cast_precision_loss, reason = "small counts")]
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

#[test]
fn mentions_are_found_and_wrong_friends_are_not() {
    let mut table = String::from("language  terms  mentions  recall  precision  wrong friends linked\n");
    let mut said = String::new();
    let mut names: Vec<_> = fs::read_dir(tests().join("corpus"))
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    names.sort();
    let only = std::env::var("ONLY").unwrap_or_default();
    let mut weak = Vec::new();
    for path in names.iter().filter(|p| p.extension().is_some_and(|e| e == "txt")) {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        if !only.is_empty() && !only.split(',').any(|o| o == name) {
            continue;
        }
        let corpus = read(&name, &fs::read_to_string(path).unwrap());
        let s = score(&corpus);
        let (recall, precision) = (share(s.found, s.mentions), share(s.right, s.right + s.wrong));
        writeln!(
            table,
            "{name:8}  {:5}  {:8}  {:5.1}%  {:8.1}%  {} of {}",
            corpus.titles.len(),
            s.mentions,
            recall * 100.0,
            precision * 100.0,
            s.fooled,
            s.friends
        )
        .unwrap();
        if recall < 0.9 || precision < 0.95 {
            weak.push(name.clone());
        }
        if !s.said.is_empty() {
            writeln!(said, "\n{name}\n{}", s.said.join("\n")).unwrap();
        }
    }
    println!("{table}{said}");
    if only.is_empty() {
        assert!(weak.is_empty(), "recall below 90 % or precision below 95 %: {weak:?}");
        golden("corpus.txt", &format!("{table}{said}"));
    }
}
