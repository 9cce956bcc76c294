//! Sites that are bad in one way each, as bad as one likes: for finding out what takes longer than it grows.

use std::fmt::Write;

use crate::entries::{CATEGORIES, Entries};
use crate::words::{self, Dice};

/// The files of one bad site, each with its path below `content/`; `None` where there is no such case.
pub(crate) fn files(case: &str, size: usize) -> Option<Vec<(String, String)>> {
    let mut files = vec![
        ("site.yaml".to_owned(), site()),
        ("index.md".to_owned(), page("Home", "")),
    ];
    match case {
        "long-page" => files.extend(long(size, "\n\n")),
        "long-paragraph" => files.extend(long(size, "\n")),
        "terms" => files.extend(terms(size, 100)),
        "mentions" => files.extend(mentions(size)),
        "events" => files.extend(events(size)),
        "folder" => files.extend((0..size).map(|at| (format!("all/p{at:06}.md"), short(at)))),
        "deep" => files.extend(deep(size)),
        _ => return None,
    }
    Some(files)
}

/// One page of so many kB, with terms, events and sources, in which `between` stands between two sentences.
fn long(kilobytes: usize, between: &str) -> Vec<(String, String)> {
    let entries = Entries::new(300);
    let mut files: Vec<_> = entries
        .files()
        .into_iter()
        .filter(|(path, _)| path.contains('/'))
        .collect();
    files.extend(entries.files().into_iter().filter(|(path, _)| path == "sources.yaml"));
    let mut text = String::new();
    for at in 0.. {
        if text.len() >= kilobytes * 1000 {
            break;
        }
        let mut dice = Dice::of("long", at);
        let term = &entries.terms[dice.roll(entries.terms.len())].title;
        let source = &entries.sources[dice.roll(entries.sources.len())];
        let event = &entries.events[dice.roll(entries.events.len())];
        let _ = write!(text, "{} of a {term} [@{source}].{between}", words::sentence(&mut dice));
        let _ = write!(text, "Then came [[{}|a {term}]] of {}.{between}", event.id, event.words);
        if at.is_multiple_of(8) && between.len() == 2 {
            let _ = write!(
                text,
                "## {} {at}\n\n- {}[^n{at}]\n\n",
                words::headline(&mut dice),
                words::phrase(&mut dice)
            );
            let _ = write!(text, "[^n{at}]: {}.\n\n", words::sentence(&mut dice));
        }
    }
    files.push(("long.md".to_owned(), page("A long page", &text)));
    files
}

/// So many terms, and some pages that mention a few of them.
fn terms(count: usize, pages: usize) -> Vec<(String, String)> {
    let entries = Entries::new(count);
    let mut files = vec![glossary(&entries)];
    for at in 0..pages {
        let mut dice = Dice::of("terms", at);
        let mut text = String::new();
        for _ in 0..20 {
            let term = &entries.terms[dice.roll(count)].title;
            let _ = writeln!(text, "{} and the {term}.\n", words::sentence(&mut dice));
        }
        files.push((format!("p{at:03}.md"), page(&format!("Page {at}"), &text)));
    }
    files
}

/// So many terms, and one page that mentions them all.
fn mentions(count: usize) -> Vec<(String, String)> {
    let entries = Entries::new(count);
    let mut text = String::new();
    for (at, term) in entries.terms.iter().enumerate() {
        let _ = writeln!(
            text,
            "{} and the {}.\n",
            words::sentence(&mut Dice::of("mention", at)),
            term.title
        );
    }
    vec![glossary(&entries), ("all.md".to_owned(), page("All terms", &text))]
}

fn glossary(entries: &Entries) -> (String, String) {
    let mut list = String::new();
    for (at, term) in entries.terms.iter().enumerate() {
        let what = words::phrase(&mut Dice::of("definition", at));
        let _ = writeln!(
            list,
            "- {{id: {}, term: {}, definition: A {what}.}}",
            term.id, term.title
        );
    }
    ("glossary.yaml".to_owned(), list)
}

/// So many events, and ten pages that list them all.
fn events(count: usize) -> Vec<(String, String)> {
    let mut list = String::new();
    for at in 0..count {
        let mut dice = Dice::of("bad event", at);
        let (date, _) = words::day(1200 + at % 800, &mut dice);
        let category = dice.pick(&CATEGORIES);
        let title = format!("{} {at}", words::headline(&mut dice));
        let _ = writeln!(
            list,
            "- {{id: e{at}, title: {title}, date: \"{date}\", category: {category}}}"
        );
    }
    let mut files = vec![("timeline.yaml".to_owned(), list)];
    for at in 0..10 {
        let text = format!("---\ntitle: Page {at}\nsummary: All of it.\ntimeline: {{importance: 1}}\n---\nWords.\n");
        files.push((format!("p{at}.md"), text));
    }
    files
}

/// A hundred pages, each in a folder of its own, the last of them so many folders down.
fn deep(levels: usize) -> Vec<(String, String)> {
    let place = |at: usize| format!("{}p.md", "d/".repeat((levels + 1).saturating_sub(at).max(1)));
    (1..=levels.min(100)).map(|at| (place(at), short(at))).collect()
}

fn short(at: usize) -> String {
    let words = words::sentence(&mut Dice::of("short", at));
    page(&format!("Page {at}"), &format!("{words}.\n"))
}

fn page(title: &str, text: &str) -> String {
    format!("---\ntitle: {title}\nsummary: Made up for measuring.\n---\n\n{text}")
}

fn site() -> String {
    let mut text = "title: A bad site\nbase_url: https://example.org/\ncategories:\n".to_owned();
    for id in CATEGORIES {
        let _ = writeln!(text, "  - {{id: {id}, title: {id}}}");
    }
    text + "checks: {citation/unused-source: allow, glossary/unused-term: allow, timeline/no-source: allow}\n"
}
