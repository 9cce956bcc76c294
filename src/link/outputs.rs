//! Who claims which address: pages, entries, tags, old addresses, files. Two claims for one address, or for two that
//! differ only in case, are errors; so is a page where nutgraf itself writes.

use std::collections::{BTreeMap, BTreeSet};

use super::files::{folded, own, sections};
use super::index::{Dangling, Index, Ref};
use super::meant::meant;
use crate::diagnostics::{Code, Diagnostic, closest};
use crate::load::{Page, Role};
use crate::model::id::{Kind, check_segment, normalise};
use crate::span::{Span, Spanned};

/// What an address leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim {
    /// A page or a term's own page.
    Entry(Ref),
    /// An old address of a page or entry.
    Redirect(Ref),
}

/// The addresses that entries claim, each with its claim, in order.
#[derive(Debug, Default)]
pub struct Claims {
    /// By path, with slashes at both ends.
    pub paths: BTreeMap<String, (Claim, Span)>,
}

/// First segments and names at the root that nutgraf writes itself.
pub(super) const RESERVED: [&str; 21] = [
    "glossary",
    "timeline",
    "people",
    "sources",
    "tags",
    "cards",
    "search",
    "404",
    "404.html",
    "feed.xml",
    "sitemap.xml",
    "robots.txt",
    "glossary.json",
    "glossary.ttl",
    "timeline.json",
    "timeline.ics",
    "timeline.csv",
    "sources.json",
    "llms.txt",
    "pagefind",
    "index.html",
];

/// Those of them that are folders full of nutgraf's files.
const FOLDERS: [&str; 2] = ["cards", "pagefind"];

/// Collects the claims of all pages, terms and old addresses, and reports those that can't stand.
#[must_use]
pub fn claims(index: &Index<'_>) -> (Claims, Vec<Diagnostic>) {
    let mut claims = Claims::default();
    let mut faults = Vec::new();
    for (at, page) in index.loaded.pages.iter().enumerate() {
        let r = Ref { kind: Kind::Page, at };
        let place = page.head.slug.as_ref().map_or(page.head.title.span, |s| s.span);
        let path = index.path(r);
        if page.role == Role::Explainer {
            faults.extend(reserved(index, &path, place, page));
        }
        claims.claim(index, path, Claim::Entry(r), place, &mut faults);
    }
    for at in 0..index.loaded.terms.len() {
        let r = Ref { kind: Kind::Term, at };
        if index.is_first(r) {
            claims.claim(index, index.path(r), Claim::Entry(r), index.place(r), &mut faults);
        }
    }
    redirects(index, &mut claims, &mut faults);
    navigation(index, &mut faults);
    assets(index, &claims, &mut faults);
    folders(&claims, &mut faults);
    cases(index, &claims, &mut faults);
    (claims, faults)
}

impl Claims {
    fn claim(&mut self, index: &Index<'_>, path: String, claim: Claim, place: Span, faults: &mut Vec<Diagnostic>) {
        if let Some((first, there)) = self.paths.get(&path) {
            let of = |c: &Claim| match c {
                Claim::Entry(r) => format!("`{}`", index.title(*r)),
                Claim::Redirect(r) => format!("an old address of `{}`", index.title(*r)),
            };
            let message = format!("{} and {} both claim the address {path}", of(first), of(&claim));
            let help = match claim {
                Claim::Redirect(_) => "remove the old address: it leads to something else now",
                Claim::Entry(_) => "rename one of the two files, or give one another `slug`",
            };
            faults.push(
                Diagnostic::new(Code::OUTPUT_PATH_TAKEN, place, message)
                    .related(*there, "claimed here first")
                    .help(help),
            );
        } else {
            self.paths.insert(path, (claim, place));
        }
    }
}

fn reserved(index: &Index<'_>, path: &str, place: Span, page: &Page) -> Option<Diagnostic> {
    let language = page.language.as_str();
    let rest = path.strip_prefix(&index.prefix(language)).unwrap_or(path);
    let first = rest.split('/').next().unwrap_or("");
    let other_language =
        index.loaded.site.languages.iter().any(|l| l.value == first) && language == index.default_language();
    let what = if other_language {
        format!("pages in the language `{first}`")
    } else if RESERVED.contains(&first.to_lowercase().as_str()) {
        "pages that nutgraf makes".to_owned()
    } else if is_of_theme(index, path) {
        "a file of nutgraf's theme".to_owned()
    } else {
        return None;
    };
    let message = format!("the address {path} is kept for {what}");
    // A folder a language, as other programs have it.
    let in_folder = page.path.strip_prefix(&format!("{first}/")).filter(|_| other_language);
    let help = match in_folder.and_then(|rest| rest.strip_suffix(".md")) {
        Some(rest) if first == language => format!("move it to content/{rest}.md: the default language has no folder"),
        Some(rest) => format!("move it to content/{rest}.{first}.md: a translation stands beside its original"),
        None => "rename the file, or give it another `slug`".to_owned(),
    };
    Some(Diagnostic::new(Code::OUTPUT_RESERVED, place, message).help(help))
}

/// Whether an address begins with the name of one of the theme's files.
fn is_of_theme(index: &Index<'_>, path: &str) -> bool {
    let first = folded(path.split('/').nth(1).unwrap_or(""));
    index.theme_files().iter().any(|file| *file == first)
}

/// An old address where nutgraf itself writes. Beside what it writes there is room: `/tags/old/` may lead to a page.
fn reserved_old(index: &Index<'_>, path: &str, old: Span, made: &BTreeSet<String>) -> Option<Diagnostic> {
    let mut languages = index.loaded.site.languages.iter();
    let rest = languages.find_map(|l| path.strip_prefix(&format!("/{}/", l.value)));
    let rest = rest.unwrap_or(path.trim_start_matches('/'));
    let first = rest.split('/').next().unwrap_or("").to_lowercase();
    let file = RESERVED.contains(&first.as_str()) && (first.contains('.') || FOLDERS.contains(&first.as_str()));
    let what = if file || made.contains(&folded(path)) {
        "what nutgraf makes"
    } else if is_of_theme(index, path) {
        "a file of nutgraf's theme"
    } else {
        return None;
    };
    let message = format!("the old address {path} is kept for {what}");
    Some(
        Diagnostic::new(Code::OUTPUT_RESERVED, old, message)
            .help("remove the old address: nothing could lead from there"),
    )
}

/// A link of the navigation that leads nowhere. One to what can't be read is not said to: the file's own faults are told.
fn navigation(index: &Index<'_>, faults: &mut Vec<Diagnostic>) {
    for item in &index.loaded.site.navigation {
        let url = &item.url.value;
        let outside = url.contains("://") || url.starts_with("mailto:");
        let target = index.nav_target(url, index.default_language());
        let found = target.is_some_and(|t| {
            let path = t.split('#').next().unwrap_or("");
            index.address(path).is_some() || index.has_export(path) || index.has_static(path.trim_start_matches('/'))
        });
        let page = index.find(Kind::Page, url, index.default_language());
        let unread = index.may_be_at(url.split('#').next().unwrap_or("")) || matches!(page, Err(Dangling::Unread));
        if !outside && !found && !unread {
            let (message, help) = match nav_meant(index, url) {
                _ if matches!(page, Err(Dangling::Draft)) => (
                    format!("`{url}` leads nowhere: it is a draft"),
                    "publish it, remove the link, or build with --drafts".to_owned(),
                ),
                Some(near) => (
                    format!("`{url}` leads nowhere, did you mean `{near}`?"),
                    format!("write `{near}`"),
                ),
                None => (
                    format!("`{url}` leads nowhere"),
                    "write a page's id, a path such as /glossary/, or a whole web address".to_owned(),
                ),
            };
            faults.push(Diagnostic::new(Code::LINK_BROKEN, item.url.span, message).help(help));
        }
    }
}

/// What an address of the navigation that leads nowhere was probably meant to be: a path without its slashes, a file's name, a
/// slip.
fn nav_meant(index: &Index<'_>, url: &str) -> Option<String> {
    if let Some(outside) = meant(url, |_| false) {
        return Some(outside);
    }
    let (path, fragment) = url.split_at(url.find(['#', '?']).unwrap_or(url.len()));
    let path = path.trim_matches('/');
    let path = path.strip_prefix("content/").unwrap_or(path);
    let stem = [".md", ".html", ".htm"].iter().find_map(|end| path.strip_suffix(end));
    let stem = stem.unwrap_or(path);
    let stem = stem.strip_suffix("index").unwrap_or(stem).trim_end_matches('/');
    let fragment = if fragment.starts_with('#') { fragment } else { "" };
    let address = format!("/{stem}/").replace("//", "/");
    if index.address(&address).is_some() {
        return Some(address + fragment);
    }
    let ids = || index.loaded.pages.iter().map(|page| page.id.as_str());
    let is_there = |section: &&str| index.address(&format!("/{section}/")).is_some();
    let sections = Kind::ALL.into_iter().filter_map(Kind::folder).filter(is_there);
    let near = ids().find(|id| *id == stem).or_else(|| closest(stem, ids()));
    match near {
        Some(id) => Some(format!("{id}{fragment}")),
        None => closest(stem, sections).map(|section| format!("/{section}/{fragment}")),
    }
}

fn redirects(index: &Index<'_>, claims: &mut Claims, faults: &mut Vec<Diagnostic>) {
    let made = sections(index).map(folded).collect();
    for (at, page) in index.loaded.pages.iter().enumerate() {
        let r = Ref { kind: Kind::Page, at };
        for old in &page.head.redirect_from {
            let Some(path) = old_path(old, faults) else {
                continue;
            };
            if let Some(fault) = reserved_old(index, &path, old.span, &made) {
                faults.push(fault);
            } else {
                claims.claim(index, path, Claim::Redirect(r), old.span, faults);
            }
        }
    }
    let terms = index.loaded.terms.iter().enumerate();
    for (at, term) in terms {
        let r = Ref { kind: Kind::Term, at };
        for old in &term.data.ids.former {
            let path = format!(
                "{}{}/",
                index.section_path(Kind::Term, &term.language),
                normalise(&old.value)
            );
            claims.claim(index, path, Claim::Redirect(r), old.span, faults);
        }
    }
    former_anchors(index, faults);
}

fn is_html(path: &str) -> bool {
    std::path::Path::new(path).extension().is_some_and(|e| e == "html")
}

/// An old address of a page: a path from the site's root.
fn old_path(old: &Spanned<String>, faults: &mut Vec<Diagnostic>) -> Option<String> {
    let inner = old.value.trim_start_matches('/').trim_end_matches('/');
    let inner = inner.strip_suffix("/index.html").unwrap_or(inner);
    let bad = inner
        .split('/')
        .map(|s| s.strip_suffix(".html").unwrap_or(s))
        .find_map(|s| check_segment(s).err());
    if !old.value.starts_with('/') || inner.is_empty() || bad.is_some() {
        let of_host = old
            .value
            .split_once("://")
            .map(|(_, rest)| rest.split_once('/').map_or("", |(_, path)| path));
        let help = match &bad {
            _ if of_host.is_some_and(|path| !path.is_empty()) => format!("write `/{}`", of_host.unwrap_or("")),
            Some(_) => "remove it: nutgraf can write no page at that address".to_owned(),
            None if inner.is_empty() => "write the path from the site's root: /old/name/".to_owned(),
            None if is_html(inner) => format!("write `/{inner}`"),
            None => format!("write `/{inner}/`"),
        };
        let why = bad.map_or_else(|| "it must begin with /".to_owned(), |b| b.reason);
        let message = format!("`{}` can't be an old address: {why}", old.value);
        faults.push(Diagnostic::new(Code::YAML_INVALID_VALUE, old.span, message).help(help));
        return None;
    }
    let inner = normalise(inner);
    // A file of another generator (`/old.html`) keeps its name.
    Some(if is_html(&inner) {
        format!("/{inner}")
    } else {
        format!("/{inner}/")
    })
}

/// A former id of an event, person or source becomes a second anchor on its list page.
fn former_anchors(index: &Index<'_>, faults: &mut Vec<Diagnostic>) {
    let l = index.loaded;
    let events = l.events.iter().map(|e| (Kind::Event, &e.language, &e.data.ids.former));
    let people = l.people.iter().map(|e| (Kind::Person, &e.language, &e.data.ids.former));
    let sources = l
        .bibliography
        .iter()
        .map(|e| (Kind::Source, &e.language, &e.data.ids.former));
    for (kind, language, former) in events.chain(people).chain(sources) {
        for old in former {
            if let Ok(r) = index.find(kind, &old.value, language) {
                let message = format!("`{}` is the id of another entry", old.value);
                faults.push(
                    Diagnostic::new(Code::OUTPUT_PATH_TAKEN, old.span, message)
                        .related(index.place(r), "that entry")
                        .help("remove the former id: its address now leads to the other entry"),
                );
            }
        }
    }
}

/// A file beside the pages or in `static/` where a page is written, or its folder.
fn assets(index: &Index<'_>, claims: &Claims, faults: &mut Vec<Diagnostic>) {
    let claimed: BTreeMap<String, (&str, Span)> = claims
        .paths
        .iter()
        .map(|(path, (_, place))| (folded(path), (path.as_str(), *place)))
        .collect();
    for (path, file) in own(index) {
        let key = folded(&path);
        let as_page = key.strip_suffix("index.html").unwrap_or(&key);
        let inside = claimed.range(format!("{key}/")..).next();
        let inside = inside.filter(|(p, _)| p.strip_prefix(&key).is_some_and(|rest| rest.starts_with('/')));
        // An old address can be a file (`/old.html`), under which there is no folder.
        let above = || key.match_indices('/').find_map(|(end, _)| claimed.get(key.get(..end)?));
        let found = if let Some((address, place)) = claimed.get(as_page) {
            Some((format!("{file} and this page both claim the address {address}"), place))
        } else if let Some((_, (address, place))) = inside {
            let message = format!("{address} needs a folder where {file} would be published as a file, {path}");
            Some((message, place))
        } else if let Some((address, place)) = above() {
            let message = format!("{address} would be a file, where {file} needs a folder");
            Some((message, place))
        } else {
            None
        };
        if let Some((message, place)) = found {
            faults.push(
                Diagnostic::new(Code::OUTPUT_PATH_TAKEN, *place, message)
                    .help("rename the file, or give the page another `slug`"),
            );
        }
    }
}

/// Old addresses that are files (`/old.html`), where something else needs a folder of that name.
fn folders(claims: &Claims, faults: &mut Vec<Diagnostic>) {
    for (path, (_, place)) in claims.paths.iter().filter(|(path, _)| !path.ends_with('/')) {
        let inside = format!("{path}/");
        let first = claims.paths.range(inside.clone()..).next();
        if let Some((other, (_, there))) = first.filter(|(other, _)| other.starts_with(&inside)) {
            let message = format!("{other} needs a folder where {path} would be a file");
            faults.push(
                Diagnostic::new(Code::OUTPUT_PATH_TAKEN, *place, message)
                    .related(*there, "claimed here")
                    .help("remove the old address: it leads to something else now"),
            );
        }
    }
}

/// Windows and macOS keep one file where two names differ only in case.
fn cases(index: &Index<'_>, claims: &Claims, faults: &mut Vec<Diagnostic>) {
    let mut seen: BTreeMap<String, (&str, Span)> = BTreeMap::new();
    for (path, (claim, place)) in &claims.paths {
        let key = folded(path);
        match seen.get(&key) {
            Some((other, there)) => {
                let r = match claim {
                    Claim::Entry(r) | Claim::Redirect(r) => r,
                };
                let message = format!("the addresses {other} and {path} differ only in case");
                faults.push(
                    Diagnostic::new(Code::OUTPUT_CASE_COLLISION, *place, message)
                        .related(*there, "the other one")
                        .help(format!(
                            "rename one of them: on Windows and macOS, `{}` would replace the other",
                            index.id(*r)
                        )),
                );
            }
            None => {
                seen.insert(key, (path, *place));
            }
        }
    }
}
