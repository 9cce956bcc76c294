//! Dates beside links to events, in the seven languages that have words for them: `tests/contradictions/` holds a file a
//! language. A line with `+` says another date of the event than its entry, one with `-` does not, however much it looks
//! like it. Before the bar stands the date of event `a`, behind ` ; ` at the line's end that of event `b`.
//!
//! `tests/contradictions/pages/` was written by somebody who had not seen the rules; a name begins with its language. Events
//! come first, then pages: `+`
//! or `-` and the text, its further lines indented by two; `head:` puts a line into the front matter. `~` is a
//! contradiction that nobody finds yet; it is there to be known, and may be found any day.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may panic")]

mod support;

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;

use nutgraf::date::{Date, words};
use nutgraf::i18n::Locale;
use nutgraf::span::position;

use support::{run, site, tests};

/// The site of one file: a page on which each line is a paragraph between two texts, and an event for each link.
fn build_between((before, after): (&str, &str), language: &str, source: &str) -> (BTreeSet<usize>, BTreeSet<usize>) {
    let mut page = String::from("---\ntitle: T\nsummary: S\n---\n");
    let mut events = String::new();
    let mut wanted = BTreeSet::new();
    for (number, line) in source.lines().enumerate() {
        let (sign, rest) = line.split_at(1.min(line.len()));
        let Some((date, text)) = rest.split_once('|').filter(|_| sign == "+" || sign == "-") else {
            page.push('\n');
            continue;
        };
        let (text, second) = text.rsplit_once(" ; ").unwrap_or((text, "2000"));
        for (name, date) in [("a", date.trim()), ("b", second.trim())] {
            let _ = writeln!(events, "- {{id: {name}{number}, title: T{number}, date: \"{date}\"}}");
        }
        let text = text
            .replace("[[a", &format!("[[a{number}"))
            .replace("[[b", &format!("[[b{number}"));
        let _ = writeln!(page, "\n{before}{text}{after}");
        if sign == "+" {
            wanted.insert(number);
        }
    }
    let settings = format!("title: T\nlanguage: {language}\nbase_url: https://example.org/\n");
    let (outcome, _) = run(&site(&[
        ("content/site.yaml", &settings),
        ("content/a.md", &page),
        ("content/timeline.yaml", &events),
    ]));
    let found = outcome
        .diagnostics
        .iter()
        .filter(|d| d.code.slug() == "timeline/date-mismatch")
        .map(|d| {
            let text = outcome.sources.text(d.span.file);
            let line = text
                .split('\n')
                .nth(position(text, d.span.start as usize).line - 1)
                .unwrap();
            let id = line.split("[[").nth(1).unwrap();
            let digits: String = id.chars().skip(1).take_while(char::is_ascii_digit).collect();
            digits.parse().unwrap()
        })
        .collect();
    (wanted, found)
}

fn build(language: &str, source: &str) -> (BTreeSet<usize>, BTreeSet<usize>) {
    build_between(("", ""), language, source)
}

const LANGUAGES: [&str; 7] = ["en", "fr", "de", "es", "ru", "ar", "ja"];

#[test]
fn what_nutgraf_itself_writes_of_a_date_is_read_in_every_month() {
    for language in LANGUAGES {
        let locale = Locale::new(language).unwrap();
        let mut source = String::new();
        for month in 1..=12 {
            for day in [1, 13, 28] {
                let edtf = format!("2023-{month:02}-{day:02}");
                let said = words(&Date::parse(&edtf).unwrap(), &locale);
                let _ = writeln!(source, "- {edtf} | [[a|X]] ({said}).");
                let _ = writeln!(source, "+ 2023-{month:02}-20 | [[a|X]] ({said}).");
                let _ = writeln!(source, "- {edtf} | [[a|X {said}]].");
                let _ = writeln!(source, "+ 2023-{month:02}-20 | [[a|{said}]].");
            }
            let said = words(&Date::parse(&format!("2023-{month:02}")).unwrap(), &locale);
            let _ = writeln!(source, "- 2023-{month:02}-20 | [[a|X]] ({said}).");
            let _ = writeln!(source, "+ 2022-{month:02}-20 | [[a|X]] ({said}).");
        }
        let (wanted, found) = build(language, &source);
        let wrong: Vec<&str> = wanted
            .symmetric_difference(&found)
            .filter_map(|n| source.lines().nth(*n))
            .collect();
        assert!(wrong.is_empty(), "{language}: {wrong:#?}");
    }
}

#[test]
fn contradictions_are_found_and_look_alikes_are_not() {
    let mut wrong = String::new();
    for language in LANGUAGES {
        let source = fs::read_to_string(tests().join(format!("contradictions/{language}.txt"))).unwrap();
        let (wanted, found) = build(language, &source);
        let line = |number: &usize| source.lines().nth(*number).unwrap_or("");
        for missed in wanted.difference(&found) {
            let _ = writeln!(wrong, "{language} missed: {}", line(missed));
        }
        for alarm in found.difference(&wanted) {
            let _ = writeln!(wrong, "{language} false alarm: {}", line(alarm));
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// Only the sentences around a link are read.
#[test]
fn sentences_that_stand_further_off_change_nothing() {
    let mut wrong = Vec::new();
    for language in LANGUAGES {
        let source = fs::read_to_string(tests().join(format!("contradictions/{language}.txt"))).unwrap();
        let (_, alone) = build(language, &source);
        let far = match language {
            "ja" => "港は静かだった。誰も来なかった。雨が降っていた。",
            "ar" => "كان الميناء هادئا. لم يأت أحد. كان المطر يهطل. ",
            "ru" => "Порт был тих. Никто не пришёл. Шёл дождь. ",
            _ => "Portus quietus erat. Nemo venit. Pluvia cadebat. ",
        };
        let found = build_between((far, &format!(" {far}")), language, &source).1;
        // What is no whole sentence becomes another one.
        let whole = |line: &&str| line.split(" ; ").next().is_some_and(|text| text.ends_with(['.', '。']));
        let line = |number: &usize| source.lines().nth(*number).filter(whole);
        let changed = alone.symmetric_difference(&found).filter_map(line);
        wrong.extend(changed.map(|line| format!("{language}: {line}")));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The pages of a file: the sign, lines of front matter, the text.
fn pages(source: &str) -> Vec<(char, String, String)> {
    let mut out: Vec<(char, String, String)> = Vec::new();
    for line in source.lines() {
        let text = match line.split_at_checked(2) {
            Some((sign @ ("+ " | "- " | "~ "), text)) => {
                out.push((sign.chars().next().unwrap(), String::new(), String::new()));
                text
            }
            Some(("  ", text)) => text,
            _ if line.is_empty() => "",
            _ => continue,
        };
        let Some((_, head, body)) = out.last_mut() else {
            continue;
        };
        let (to, text) = text.strip_prefix("head: ").map_or((body, text), |text| (head, text));
        let _ = writeln!(to, "{text}");
    }
    out
}

/// The pages, by number, that are told to contradict an event.
fn told(language: &str, source: &str, pages: &[(char, String, String)]) -> BTreeSet<usize> {
    let mut events = String::new();
    for event in source.lines().filter_map(|line| line.strip_prefix("event ")) {
        let [id, date, title] = event.split(" | ").collect::<Vec<_>>().try_into().unwrap();
        let _ = writeln!(events, "- {{id: {id}, title: \"{title}\", date: \"{date}\"}}");
    }
    let texts = pages.iter().enumerate().map(|(at, (_, head, body))| {
        let page = format!("---\ntitle: T\nsummary: S\n{head}---\n{body}");
        (format!("content/p{at}.md"), page)
    });
    let texts: Vec<(String, String)> = texts.collect();
    let settings = format!("title: T\nlanguage: {language}\nbase_url: https://example.org/\n");
    let mut files = vec![
        ("content/site.yaml", settings.as_str()),
        ("content/timeline.yaml", events.as_str()),
    ];
    files.extend(texts.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let (outcome, _) = run(&site(&files));
    let found = outcome
        .diagnostics
        .iter()
        .filter(|d| d.code.slug() == "timeline/date-mismatch")
        .map(|d| {
            let path = outcome.sources.path(d.span.file);
            let digits: String = path.chars().filter(char::is_ascii_digit).collect();
            digits.parse().unwrap()
        });
    found.collect()
}

#[test]
fn pages_of_another_hand_are_judged_right() {
    let mut wrong = String::new();
    for entry in fs::read_dir(tests().join("contradictions/pages")).unwrap() {
        let path = entry.unwrap().path();
        let language = &path.file_stem().unwrap().to_str().unwrap()[..2];
        let source = fs::read_to_string(&path).unwrap();
        let pages = pages(&source);
        assert!(!pages.is_empty(), "{}", path.display());
        let found = told(language, &source, &pages);
        for (at, (sign, head, body)) in pages.iter().enumerate() {
            let kind = match (sign, found.contains(&at)) {
                ('+', false) => "missed",
                ('-', true) => "false alarm",
                _ => continue,
            };
            let _ = writeln!(wrong, "{language} {kind}: {head}{body}");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}
