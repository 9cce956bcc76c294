//! `llms.txt` (<https://llmstxt.org>), one a language: what the site is about, its explainers with their summaries, and where
//! its data is. It links to the pages' Markdown where the site offers it.

use std::fmt::Write;

use super::uri;
use crate::link::{Ref, summary};
use crate::model::id::Kind;
use crate::render::Renderer;
use crate::write::Output;

impl Renderer<'_> {
    pub(super) fn llms(&self, base: &str) -> Vec<Output> {
        let languages = self.languages_with_pages();
        let output = |language: &str| Output {
            path: format!("{}llms.txt", self.index.prefix(language).trim_start_matches('/')),
            bytes: self.llms_in(base, language).into_bytes(),
        };
        languages.map(output).collect()
    }

    fn llms_in(&self, base: &str, language: &str) -> String {
        let site = &self.index.loaded.site;
        let locale = self.index.locale(language);
        let folder = self.index.prefix(language);
        let full = |path: &str| uri(&format!("{base}{}", path.trim_start_matches('/')));
        let mut out = format!("# {}\n", plain(&site.title));
        if let Some(about) = &site.description {
            let _ = write!(out, "\n> {}\n", plain(about));
        }
        let explainers: Vec<usize> = self
            .order
            .list(Kind::Page, language)
            .iter()
            .copied()
            .filter(|at| self.is_explainer(*at))
            .collect();
        // A line each.
        out.reserve(explainers.len() * 192);
        if !explainers.is_empty() {
            let _ = write!(out, "\n## {}\n\n", plain(locale.message("explainers")));
        }
        for at in explainers {
            let of = Ref { kind: Kind::Page, at };
            let summary = self
                .known_summary(at)
                .or_else(|| Some(summary(self.index, at)?.into()))
                .unwrap_or_default();
            let path = self.markdown_path(at).unwrap_or_else(|| self.index.path(of));
            item(&mut out, self.index.title(of), &full(&path), &summary);
        }
        let count = |kind: Kind| self.order.list(kind, language).len();
        for (kind, told, exports) in [
            (
                Kind::Term,
                Some("terms_count"),
                [("/glossary.json", "JSON"), ("/glossary.ttl", "SKOS, Turtle")].as_slice(),
            ),
            (
                Kind::Event,
                Some("events_count"),
                [
                    ("timeline.json", "TimelineJS, JSON"),
                    ("timeline.csv", "CSV"),
                    ("timeline.ics", "iCalendar"),
                ]
                .as_slice(),
            ),
            (Kind::Person, None, [].as_slice()),
            (Kind::Source, None, [("sources.json", "CSL-JSON")].as_slice()),
        ] {
            if !self.order.has_section(kind, language) {
                continue;
            }
            let name = plain(locale.message(kind.folder().unwrap_or("")));
            let _ = write!(out, "\n## {name}\n\n");
            let told = told
                .map(|key| locale.plural(key, count(kind) as u64))
                .unwrap_or_default();
            item(&mut out, &name, &full(&self.index.section_path(kind, language)), &told);
            for (file, format) in exports.iter().filter(|_| count(kind) > 0) {
                let path = if file.starts_with('/') {
                    (*file).to_owned()
                } else {
                    format!("{folder}{file}")
                };
                item(&mut out, file.trim_start_matches('/'), &full(&path), format);
            }
        }
        if let Some(feed) = self.feed_path(language) {
            let _ = write!(out, "\n## {}\n\n", plain(locale.message("feed")));
            item(&mut out, "feed.xml", &full(&feed), "Atom");
        }
        out
    }
}

fn item(out: &mut String, title: &str, url: &str, about: &str) {
    let _ = write!(out, "- [{}]({url})", plain(title));
    if !about.is_empty() {
        let _ = write!(out, ": {}", plain(about));
    }
    out.push('\n');
}

/// A text on one line, in which no sign of Markdown ends a link or begins one.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (nth, word) in text.split_whitespace().enumerate() {
        if nth > 0 {
            out.push(' ');
        }
        for c in word.chars() {
            if matches!(c, '[' | ']' | '\\' | '`' | '*' | '_' | '<') {
                out.push('\\');
            }
            out.push(c);
        }
    }
    out
}
