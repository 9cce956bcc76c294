//! `sitemap.xml`, as <https://www.sitemaps.org/protocol.html> has it: every page, with the day of its last change where front
//! matter says one to the day, and its translations. Above 50,000 addresses, or 50 MB, it is an index of parts.
//!
//! Written with `quick-xml`, which the feed brings along: the crates for sitemaps want a clock's time for `lastmod` and
//! bring a calendar of their own.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::io;

use quick_xml::Writer;
use quick_xml::events::BytesText;

use super::{uri, xml};
use crate::date::{Date, Precision};
use crate::load::Page;
use crate::model::id::Kind;
use crate::render::Renderer;
use crate::write::Output;

/// How many addresses a file may hold, and how many bytes.
const MOST: (usize, usize) = (50_000, 50_000_000);

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

impl Renderer<'_> {
    pub(super) fn sitemaps(&self, base: &str) -> Vec<Output> {
        let mut paths: BTreeSet<Cow<'_, str>> = self.index.addresses().map(Cow::from).collect();
        paths.extend(self.languages_with_pages().map(|l| Cow::from(self.index.prefix(l))));
        let site = &self.index.loaded.site;
        if site.search {
            // A search page holds nothing that a search engine may keep, and says so itself.
            for language in &site.languages {
                paths.remove(self.index.search_path(&language.value).as_str());
            }
        }
        let several = site.languages.len() > 1;
        let urls = paths.iter().filter_map(|path| {
            let translations = if several { self.all_languages(path) } else { Vec::new() };
            self.url(base, path, &translations).ok()
        });
        files(base, urls, MOST)
    }

    fn url(&self, base: &str, path: &str, translations: &[(&str, String)]) -> io::Result<Vec<u8>> {
        let full = |path: &str| uri(&format!("{base}{}", path.trim_start_matches('/')));
        let page = match self.index.address(path) {
            Some(Some(r)) if r.kind == Kind::Page => self.index.loaded.pages.get(r.at),
            _ => None,
        };
        let mut writer = Writer::new(Vec::new());
        writer.create_element("url").write_inner_content(|w| {
            let say = |w: &mut Writer<Vec<u8>>, name: &str, words: &str| {
                w.create_element(name)
                    .write_text_content(BytesText::new(words))
                    .map(|_| ())
            };
            say(w, "loc", &full(path))?;
            if let Some(day) = page.and_then(last_change) {
                say(w, "lastmod", &day)?;
            }
            for (language, path) in translations {
                let href = full(path);
                w.create_element("xhtml:link")
                    .with_attributes([("rel", "alternate"), ("hreflang", language), ("href", href.as_str())])
                    .write_empty()?;
            }
            Ok(())
        })?;
        let mut bytes = writer.into_inner();
        bytes.push(b'\n');
        Ok(bytes)
    }

    /// A page in all its languages, itself included; nothing where it has one only.
    fn all_languages(&self, path: &str) -> Vec<(&str, String)> {
        let site = &self.index.loaded.site;
        let tags = || site.languages.iter().map(|l| l.value.as_str());
        let own = tags().filter(|l| *l != self.index.default_language());
        let of_path = own.filter(|l| path.starts_with(&self.index.prefix(l)));
        // Of `pt` and `pt-BR` the longer one is meant.
        let here = of_path.max_by_key(|l| l.len()).unwrap_or(self.index.default_language());
        let all: Vec<(&str, String)> = tags()
            .filter_map(|l| {
                let other = || self.index.translation(path, here, l);
                let path = if l == here { Some(path.to_owned()) } else { other() };
                Some((l, path?))
            })
            .collect();
        if all.len() > 1 { all } else { Vec::new() }
    }
}

/// The day, or the moment, of the latest change that is known so exactly.
fn last_change(page: &Page) -> Option<String> {
    let head = &page.head;
    let dates = head
        .date
        .iter()
        .chain(&head.updated)
        .chain(head.corrections.iter().map(|c| &c.date));
    let latest = dates.map(|d| &d.value).max_by(|a, b| a.sort_cmp(b))?;
    exact(latest)
}

/// A date as the schema of sitemaps wants it: a day, or a moment with its shift from UTC.
fn exact(date: &Date) -> Option<String> {
    let text = date.html_datetime()?;
    match date.precision() {
        Precision::Day => Some(text),
        Precision::Second if date.clock().is_some_and(|c| c.shift.is_some()) => Some(text),
        Precision::Second => text.split_once('T').map(|(day, _)| day.to_owned()),
        _ => None,
    }
}

/// Whether a file of this name is the map of the site, or a part of it.
#[must_use]
pub fn is_sitemap(name: &str) -> bool {
    let middle = name.strip_prefix("sitemap").and_then(|rest| rest.strip_suffix(".xml"));
    middle.is_some_and(|m| m.is_empty() || m.strip_prefix('-').is_some_and(|n| n.parse::<usize>().is_ok()))
}

/// One file, or parts and an index of them.
fn files(base: &str, urls: impl Iterator<Item = Vec<u8>>, (most, bytes): (usize, usize)) -> Vec<Output> {
    let mut parts: Vec<(usize, Vec<u8>)> = Vec::new();
    for url in urls {
        match parts.last_mut() {
            Some((count, part)) if *count < most && part.len() + url.len() < bytes - 1_000 => {
                part.extend(url);
                *count += 1;
            }
            _ => parts.push((1, url)),
        }
    }
    let whole = |root: &str, inner: &[u8]| {
        let links = if root == "urlset" {
            " xmlns:xhtml=\"http://www.w3.org/1999/xhtml\""
        } else {
            ""
        };
        let head = format!("{DECLARATION}<{root} xmlns=\"{NAMESPACE}\"{links}>\n");
        [head.as_bytes(), inner, format!("</{root}>\n").as_bytes()].concat()
    };
    let output = |path: String, bytes| Output { path, bytes };
    if let [] | [_] = parts.as_slice() {
        let inner = parts.pop().map(|(_, part)| part).unwrap_or_default();
        return vec![output("sitemap.xml".into(), whole("urlset", &inner))];
    }
    let mut index = String::new();
    let mut outputs: Vec<Output> = Vec::new();
    for (nth, (_, part)) in parts.into_iter().enumerate() {
        let name = format!("sitemap-{}.xml", nth + 1);
        let address = xml(&uri(&format!("{base}{name}")));
        let _ = writeln!(
            index,
            "<sitemap><loc>{}</loc></sitemap>",
            quick_xml::escape::escape(&address)
        );
        outputs.push(output(name, whole("urlset", &part)));
    }
    outputs.insert(0, output("sitemap.xml".into(), whole("sitemapindex", index.as_bytes())));
    outputs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(count: usize, most: (usize, usize)) -> Vec<(String, String)> {
        let urls = (0..count).map(|n| format!("<url><loc>https://example.org/{n}/</loc></url>\n").into_bytes());
        let text = |o: Output| (o.path, String::from_utf8(o.bytes).unwrap());
        files("https://example.org/", urls, most)
            .into_iter()
            .map(text)
            .collect()
    }

    #[test]
    fn as_many_as_one_file_may_hold_are_one_file() {
        let made = made(3, (3, 1_000_000));
        assert_eq!(made.len(), 1);
        assert!(made[0].0 == "sitemap.xml" && made[0].1.matches("<url>").count() == 3);
    }

    #[test]
    fn one_more_makes_an_index_of_parts() {
        for most in [(3, 1_000_000), (1_000_000, 1_150)] {
            let made = made(4, most);
            let names: Vec<&str> = made.iter().map(|(path, _)| path.as_str()).collect();
            assert_eq!(names, ["sitemap.xml", "sitemap-1.xml", "sitemap-2.xml"], "{most:?}");
            assert!(made[0].1.contains("<sitemapindex ") && made[0].1.contains("https://example.org/sitemap-2.xml"));
            assert_eq!(
                made[1].1.matches("<url>").count() + made[2].1.matches("<url>").count(),
                4
            );
        }
    }

    #[test]
    fn a_change_is_as_exact_as_the_schema_wants_it_or_left_out() {
        let said = |text: &str| exact(&Date::parse(text).unwrap());
        assert_eq!(said("2025-02-27").as_deref(), Some("2025-02-27"));
        assert_eq!(said("2025-02-27T10:00:00Z").as_deref(), Some("2025-02-27T10:00:00Z"));
        assert_eq!(said("2025-02-27T10:00:00").as_deref(), Some("2025-02-27"));
        for vague in ["2025-02", "2025", "2025-02-27~", "2025/2026", "-0043-03-15"] {
            assert_eq!(said(vague), None, "{vague}");
        }
    }
}
