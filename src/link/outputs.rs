//! Who claims which address: pages, entries, tags, old addresses, files. Two claims for one address, or for two that
//! differ only in case, are errors; so is a page where nutgraf itself writes.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use super::index::{Index, Ref};
use crate::diagnostics::{Code, Diagnostic};
use crate::load::Role;
use crate::model::id::{Kind, check_segment, normalise};
use crate::search::FOLDER;
use crate::span::{Sources, Span, Spanned};

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
const RESERVED: [&str; 21] = [
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

/// Two files that would be published under one name, or under two that differ only in case.
#[must_use]
pub fn colliding_files(index: &Index<'_>) -> Vec<FileFault> {
    let own = index
        .loaded
        .statics
        .iter()
        .map(|s| (format!("/{s}"), format!("static/{s}")));
    let beside = index
        .loaded
        .assets
        .iter()
        .map(|a| (index.asset_path(a), format!("content/{a}")));
    let mut seen: BTreeMap<String, (String, Option<String>)> = BTreeMap::new();
    let theme = index.theme_files().into_iter().map(|name| format!("/{name}"));
    seen.extend(theme.map(|path| (folded(&path), (path, None))));
    let mut faults = Vec::new();
    for (path, file) in own.chain(beside) {
        let styles = |language: &str| is_filter_styles(&index.section_path(Kind::Event, language), &path);
        let card = path.strip_prefix("/cards/").and_then(|p| p.strip_suffix(".png"));
        let card = card.is_some_and(|p| p == "index" || index.address(&format!("/{p}/")).is_some());
        let made = path == "/404.html"
            || (card && index.loaded.site.cards)
            || (index.loaded.site.search && path.strip_prefix('/').is_some_and(|p| p.starts_with(FOLDER)))
            || index.loaded.site.languages.iter().any(|l| styles(&l.value))
            || path
                .strip_suffix("index.html")
                .is_some_and(|p| index.address(p) == Some(None));
        if made {
            faults.push(FileFault {
                code: Code::OUTPUT_PATH_TAKEN,
                path: file,
                message: format!("nutgraf itself makes the page {path}"),
                other: None,
                help: "rename the file; to change that page, override its template in templates/".to_owned(),
            });
            continue;
        }
        let Some((first, other)) = seen.get(&folded(&path)) else {
            seen.insert(folded(&path), (path, Some(file)));
            continue;
        };
        let named = other.clone().unwrap_or_else(|| "a file of nutgraf's theme".to_owned());
        let (code, message) = if *first == path {
            let message = format!("this file and {named} would both be published as {path}");
            (Code::OUTPUT_PATH_TAKEN, message)
        } else {
            let message = format!("the addresses {first} and {path} differ only in case");
            (Code::OUTPUT_CASE_COLLISION, message)
        };
        faults.push(FileFault {
            code,
            path: file,
            message,
            other: other.clone(),
            help: "rename or remove one of the two files".to_owned(),
        });
    }
    faults
}

/// An address as Windows and macOS compare it.
fn folded(path: &str) -> String {
    path.chars().flat_map(char::to_lowercase).nfc().collect()
}

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
            faults.extend(reserved(index, &path, place, page.language.as_str()));
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

fn reserved(index: &Index<'_>, path: &str, place: Span, language: &str) -> Option<Diagnostic> {
    let rest = path.strip_prefix(&index.prefix(language)).unwrap_or(path);
    let first = rest.split('/').next().unwrap_or("");
    let other_language =
        index.loaded.site.languages.iter().any(|l| l.value == first) && language == index.default_language();
    if !RESERVED.contains(&first.to_lowercase().as_str()) && !other_language {
        return None;
    }
    let what = if other_language {
        format!("pages in the language `{first}`")
    } else {
        "pages that nutgraf makes".to_owned()
    };
    let message = format!("the address {path} is kept for {what}");
    Some(Diagnostic::new(Code::OUTPUT_RESERVED, place, message).help("rename the file, or give it another `slug`"))
}

/// A link of the navigation that leads nowhere.
fn navigation(index: &Index<'_>, faults: &mut Vec<Diagnostic>) {
    for item in &index.loaded.site.navigation {
        let url = &item.url.value;
        let outside = url.contains("://") || url.starts_with("mailto:");
        let target = index.nav_target(url, index.default_language());
        let found = target.is_some_and(|t| {
            let path = t.split('#').next().unwrap_or("");
            index.address(path).is_some() || index.has_static(path.trim_start_matches('/'))
        });
        if !outside && !found {
            let message = format!("`{url}` leads nowhere");
            faults.push(
                Diagnostic::new(Code::LINK_BROKEN, item.url.span, message)
                    .help("write a page's id, a path such as /glossary/, or a whole web address"),
            );
        }
    }
}

fn redirects(index: &Index<'_>, claims: &mut Claims, faults: &mut Vec<Diagnostic>) {
    for (at, page) in index.loaded.pages.iter().enumerate() {
        let r = Ref { kind: Kind::Page, at };
        for old in &page.head.redirect_from {
            if let Some(path) = old_path(old, faults) {
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

/// An old address of a page: a path from the site's root.
fn old_path(old: &Spanned<String>, faults: &mut Vec<Diagnostic>) -> Option<String> {
    let inner = old.value.trim_start_matches('/').trim_end_matches('/');
    let inner = inner.strip_suffix("/index.html").unwrap_or(inner);
    let bad = inner
        .split('/')
        .map(|s| s.strip_suffix(".html").unwrap_or(s))
        .find_map(|s| check_segment(s).err());
    if !old.value.starts_with('/') || inner.is_empty() || bad.is_some() {
        let why = bad.map_or_else(|| "it must begin with /".to_owned(), |b| b.reason);
        let message = format!("`{}` can't be an old address: {why}", old.value);
        faults.push(
            Diagnostic::new(Code::YAML_INVALID_VALUE, old.span, message)
                .help("write the path from the site's root: /old/name/"),
        );
        return None;
    }
    let inner = normalise(inner);
    // A file of another generator (`/old.html`) keeps its name.
    Some(
        if std::path::Path::new(&inner).extension().is_some_and(|e| e == "html") {
            format!("/{inner}")
        } else {
            format!("/{inner}/")
        },
    )
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

/// A file beside the pages or in `static/` where a page is written.
fn assets(index: &Index<'_>, claims: &Claims, faults: &mut Vec<Diagnostic>) {
    let beside = index
        .loaded
        .assets
        .iter()
        .map(|a| (index.asset_path(a), format!("content/{a}")));
    let statics = index
        .loaded
        .statics
        .iter()
        .map(|s| (format!("/{s}"), format!("static/{s}")));
    for (path, file) in beside.chain(statics) {
        let as_page = path.strip_suffix("index.html").unwrap_or(&path);
        if let Some((_, place)) = claims.paths.get(as_page) {
            let message = format!("{file} and this page both claim the address {as_page}");
            faults.push(
                Diagnostic::new(Code::OUTPUT_PATH_TAKEN, *place, message)
                    .help("rename the file, or give the page another `slug`"),
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
