//! The site's own files that are published as they are, against each other and against what nutgraf makes: one name for two
//! files, and a file where a folder must be, are errors. They have no text to point into, so that only their names are said.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use super::index::Index;
use super::outputs::RESERVED;
use crate::diagnostics::{Code, Diagnostic};
use crate::model::id::{Kind, check_file_name};
use crate::search::FOLDER;
use crate::span::{Sources, Span};

/// The style sheet of the timeline's filters, beside the timeline. A hash of its content stands in its published name.
pub const FILTER_STYLES: &str = "filter.css";

/// Whether `path` is, or could be, the published style sheet of the filters of the timeline at `section`.
#[must_use]
pub fn is_filter_styles(section: &str, path: &str) -> bool {
    let name = path.strip_prefix(section).and_then(|n| n.strip_prefix("filter."));
    let hash = name.and_then(|n| n.strip_suffix(".css"));
    hash.is_some_and(|h| !h.is_empty() && h.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// Something that is wrong with a file that is published as it is, and so has no text to point into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileFault {
    /// Which kind of problem.
    pub code: Code,
    /// The file, from the site's root.
    pub path: String,
    /// What is wrong.
    pub message: String,
    /// The other file, where it belongs to the site.
    pub other: Option<String>,
    /// The fix.
    pub help: String,
}

impl FileFault {
    /// The message. Its file becomes one of those that messages can point to.
    #[must_use]
    pub fn told(self, sources: &mut Sources) -> Diagnostic {
        let mut start = |path: String| Span::start_of(sources.add(path, ""));
        let fault = Diagnostic::new(self.code, start(self.path), self.message).help(self.help);
        match self.other {
            Some(other) => fault.related(start(other), "the other file"),
            None => fault,
        }
    }
}

/// The site's own files, in `static/` and beside the pages: their addresses, and their paths from the site's root.
pub(super) fn own(index: &Index<'_>) -> impl Iterator<Item = (String, String)> {
    let statics = index.loaded.statics.iter();
    let statics = statics.map(|s| (format!("/{s}"), format!("static/{s}")));
    let beside = index.loaded.assets.iter();
    statics.chain(beside.map(|a| (index.asset_path(a), format!("content/{a}"))))
}

/// The addresses of pages that no text has: tags, and sections that are only lists.
pub(super) fn sections<'i>(index: &'i Index<'_>) -> impl Iterator<Item = &'i str> {
    index.addresses().filter(|address| index.address(address) == Some(None))
}

/// An address as Windows and macOS compare it.
pub(super) fn folded(path: &str) -> String {
    path.chars().flat_map(char::to_lowercase).nfc().collect()
}

/// Files by their addresses, folded: the address as it is written, and the site's own file; `None` for one of the theme.
type Files = BTreeMap<String, (String, Option<String>)>;

/// Two files that would be published under one name, or under two that differ only in case; a file where a folder must be;
/// a file where nutgraf itself writes; a name that not every system can hold.
#[must_use]
pub fn colliding_files(index: &Index<'_>) -> Vec<FileFault> {
    let made = sections(index).map(|address| (folded(address), address)).collect();
    let theme = index.theme_files().into_iter().map(|name| format!("/{name}"));
    let mut seen: Files = theme.map(|path| (folded(&path), (path, None))).collect();
    let mut faults = Vec::new();
    for (path, file) in own(index) {
        faults.extend(bad_name(&file));
        if let Some(what) = made_by_nutgraf(index, &made, &path) {
            faults.push(FileFault {
                code: Code::OUTPUT_PATH_TAKEN,
                path: file,
                message: format!("nutgraf itself makes {what}"),
                other: None,
                help: "rename the file; to change that page, override its template in templates/".to_owned(),
            });
            continue;
        }
        match seen.get(&folded(&path)) {
            Some((first, other)) => faults.push(twice(&path, file, first, other.clone())),
            None => {
                seen.insert(folded(&path), (path, Some(file)));
            }
        }
    }
    faults.extend(seen.keys().filter_map(|key| folder_wanted(&seen, key)));
    faults
}

/// A file that could not be published on every system, nor copied to it.
fn bad_name(file: &str) -> Option<FileFault> {
    let (name, bad) = file
        .split('/')
        .find_map(|name| Some((name, check_file_name(name).err()?)))?;
    Some(FileFault {
        code: Code::ID_INVALID,
        path: file.to_owned(),
        message: format!("`{name}` can't be the name of a file that is published: {}", bad.reason),
        other: None,
        help: format!("rename the file or folder to `{}`", bad.suggestion),
    })
}

/// What nutgraf makes at a file's address, or in a folder of that name.
fn made_by_nutgraf(index: &Index<'_>, made: &BTreeMap<String, &str>, path: &str) -> Option<String> {
    let site = &index.loaded.site;
    let key = folded(path);
    let styles = |language: &str| is_filter_styles(&index.section_path(Kind::Event, language), path);
    let card = key.strip_prefix("/cards/").and_then(|p| p.strip_suffix(".png"));
    let card = card.is_some_and(|p| p == "index" || index.addresses().any(|a| folded(a) == format!("/{p}/")));
    let page = key.strip_suffix("index.html").is_some_and(|p| made.contains_key(p));
    if page
        || key == "/404.html"
        || (card && site.cards)
        || (site.search && path.strip_prefix('/').is_some_and(|p| p.starts_with(FOLDER)))
        || site.languages.iter().any(|l| styles(&l.value))
    {
        return Some(format!("the page {path}"));
    }
    let folder = format!("{key}/");
    if let Some((_, address)) = made
        .range(folder.clone()..)
        .next()
        .filter(|(a, _)| a.starts_with(&folder))
    {
        return Some(format!(
            "the page {address}, which needs a folder where this file would be"
        ));
    }
    if (key == "/cards" && site.cards) || (key == "/pagefind" && site.search) {
        return Some(format!("the folder {path}/"));
    }
    let name = key.trim_start_matches('/');
    let first = name
        .split('/')
        .next()
        .filter(|first| first.contains('.') && RESERVED.contains(first))?;
    if first != name {
        return Some(format!("the file /{first}, which can't be a folder too"));
    }
    // One of the very name takes its place.
    (key != path).then(|| format!("the file {key}, which differs from {path} only in case"))
}

/// Two files of one name.
fn twice(path: &str, file: String, first: &str, other: Option<String>) -> FileFault {
    let named = other.as_deref().unwrap_or("a file of nutgraf's theme");
    let (code, message) = if first == path {
        let message = format!("this file and {named} would both be published as {path}");
        (Code::OUTPUT_PATH_TAKEN, message)
    } else {
        let message = format!("the addresses {first} and {path} differ only in case");
        (Code::OUTPUT_CASE_COLLISION, message)
    };
    FileFault {
        code,
        path: file,
        message,
        other,
        help: "rename or remove one of the two files".to_owned(),
    }
}

/// A file whose name is the folder of another.
fn folder_wanted(seen: &Files, key: &str) -> Option<FileFault> {
    let folder = format!("{key}/");
    let (_, (inside, inner)) = seen
        .range(folder.clone()..)
        .next()
        .filter(|(p, _)| p.starts_with(&folder))?;
    let (path, file) = seen.get(key)?;
    let (at, message, other) = match (file, inner) {
        (Some(file), inner) => {
            let message = format!("this file would be published as {path}, where {inside} needs a folder");
            (file, message, inner.clone())
        }
        (None, Some(inner)) => {
            let message = format!("{inside} needs a folder where nutgraf's theme has the file {path}");
            (inner, message, None)
        }
        (None, None) => return None,
    };
    Some(FileFault {
        code: Code::OUTPUT_PATH_TAKEN,
        path: at.clone(),
        message,
        other,
        help: "rename the file or the folder".to_owned(),
    })
}
