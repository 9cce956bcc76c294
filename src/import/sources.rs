//! The sources that imported events name: those of the site where it has them, else new entries.

use percent_encoding::percent_decode_str;
use rustc_hash::FxHashMap;

use super::entry::{file, quoted};
use super::html::short;
use super::ids::{Ids, given, of_words};
use super::markdown::line;
use super::{Named, NewFile};
use crate::load::Loaded;

/// Above how many letters a name is a note and no title.
const LONG_NAME: usize = 300;

/// The bibliography, by address and by name.
pub(super) struct Sources {
    by_url: FxHashMap<String, String>,
    by_name: FxHashMap<String, String>,
    pub(super) files: Vec<NewFile>,
}

/// What became of a source.
pub(super) enum Found {
    /// The site has it.
    Known(String),
    /// A new entry, with its title where that had to be made of the address.
    New(String, Option<String>),
    /// It can be none.
    None(String),
}

impl Sources {
    pub(super) fn of(site: &Loaded) -> Self {
        let mut sources = Self {
            by_url: FxHashMap::default(),
            by_name: FxHashMap::default(),
            files: Vec::new(),
        };
        for entry in &site.bibliography {
            let id = &entry.id;
            for url in [&entry.data.url, &entry.data.archive_url].into_iter().flatten() {
                sources.by_url.entry(plain(&url.value)).or_insert_with(|| id.clone());
            }
            sources
                .by_name
                .entry(entry.data.title.value.to_lowercase())
                .or_insert_with(|| id.clone());
            sources.by_name.insert(id.to_lowercase(), id.clone());
        }
        sources
    }

    /// The names of a cell, those put together again that are the title of one source: a title may hold the `;` that divides them.
    pub(super) fn joined(&self, all: &[Named]) -> Vec<Named> {
        let mut rest = all;
        let mut out = Vec::new();
        while let Some((first, others)) = rest.split_first() {
            let part = |n: &Named| match n {
                Named::Name(name) => Some(name.clone()),
                _ => None,
            };
            let parts: Vec<String> = rest.iter().map_while(part).collect();
            let whole = (2..=parts.len()).rev().find_map(|n| {
                let title = parts.get(..n)?.join("; ");
                self.by_name.contains_key(&title.to_lowercase()).then_some((n, title))
            });
            if let Some((n, title)) = whole {
                out.push(Named::Name(title));
                rest = rest.get(n..).unwrap_or(&[]);
            } else {
                out.push(first.clone());
                rest = others;
            }
        }
        out
    }

    /// Finds a source, or makes it.
    pub(super) fn find(&mut self, named: &Named, ids: &mut Ids) -> Found {
        match named {
            Named::Url(url, title) => self.by_address(url, title.as_deref(), None, ids),
            Named::Name(name) => self.by_name(name, None, ids),
            Named::Whole { id, title, url } if url.is_empty() => self.by_name(title, Some(id), ids),
            Named::Whole { id, title, url } => self.by_address(url, Some(title), Some(id), ids),
        }
    }

    fn by_name(&mut self, name: &str, wanted: Option<&str>, ids: &mut Ids) -> Found {
        if let Some(id) = self.by_name.get(&name.to_lowercase()) {
            return Found::Known(id.clone());
        }
        if line(name).is_empty() {
            return Found::None("a source without a name".to_owned());
        }
        if name.chars().count() > LONG_NAME {
            return Found::None(format!("the source `{}` is too long for a title", short(name)));
        }
        let id = ids.take(&wanted.and_then(given).unwrap_or_else(|| of_words(name, "source")));
        self.write(&id, &[("title", quoted(name)), ("offline", "true".to_owned())]);
        self.by_name.insert(name.to_lowercase(), id.clone());
        Found::New(id, None)
    }

    fn by_address(&mut self, url: &str, title: Option<&str>, wanted: Option<&str>, ids: &mut Ids) -> Found {
        let web = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
        let Some(rest) = web.filter(|r| !r.is_empty() && !url.contains(char::is_whitespace)) else {
            return Found::None(format!("the source `{}` is no web address", short(url)));
        };
        if let Some(id) = self.by_url.get(&plain(url)) {
            return Found::Known(id.clone());
        }
        let path = rest.split(['?', '#']).next().unwrap_or(rest).trim_end_matches('/');
        let decoded = percent_decode_str(path).decode_utf8_lossy();
        let own = line(decoded.strip_prefix("www.").unwrap_or(&decoded));
        let own = if own.is_empty() { url.to_owned() } else { own };
        let title = title.map(line).filter(|t| !t.is_empty());
        let id = ids.take(&wanted.and_then(given).unwrap_or_else(|| of_words(&own, "source")));
        self.write(
            &id,
            &[("title", quoted(title.as_ref().unwrap_or(&own))), ("url", quoted(url))],
        );
        self.by_url.insert(plain(url), id.clone());
        Found::New(id, if title.is_some() { None } else { Some(own) })
    }

    fn write(&mut self, id: &str, fields: &[(&str, String)]) {
        self.files.push(NewFile {
            path: format!("content/sources/{id}.md"),
            text: file(fields, &[], ""),
        });
    }
}

/// An address without what makes no other page of it.
fn plain(url: &str) -> String {
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"))
        .unwrap_or(url);
    rest.trim_end_matches('/').to_owned()
}
