//! `content/site.yaml`: what holds for the whole site.

use std::collections::BTreeMap;

use crate::diagnostics::{Code, Diagnostic, Level, closest};
use crate::span::{Span, Spanned};
use crate::yaml::{Context, Fields, Kind, Node};

use super::common::{Prose, values};
use super::glossary::GlossaryUse;
use super::schema;

/// A link at the head of each page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NavItem {
    /// The words of the link.
    pub title: String,
    /// A page's id, a path, or an address.
    pub url: Spanned<String>,
}

/// A category of events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Category {
    /// What events write into `category`.
    pub id: Spanned<String>,
    /// What readers see.
    pub title: String,
}

/// The site's own settings.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a key of site.yaml")]
pub struct Site {
    /// The name of the site.
    pub title: String,
    /// One sentence about it.
    pub description: Option<String>,
    /// The address at which it will be served, with a slash at the end.
    pub base_url: Option<String>,
    /// The default language.
    pub language: Spanned<String>,
    /// All languages, the default one first.
    pub languages: Vec<Spanned<String>>,
    /// Who answers for it.
    pub authors: Vec<String>,
    /// The links at the head of each page; empty: the sections that exist.
    pub navigation: Vec<NavItem>,
    /// Categories of events, in the author's order.
    pub categories: Vec<Category>,
    /// Levels of warnings.
    pub checks: BTreeMap<Code, Level>,
    /// How terms are linked.
    pub glossary: GlossaryUse,
    /// Beginnings of addresses that are not asked whether they are still there.
    pub ignored_links: Vec<Spanned<String>>,
    /// Whether a card is drawn for each explainer.
    pub cards: bool,
    /// Whether HTML in Markdown is kept.
    pub raw_html: bool,
    /// Whether a build writes a compressed twin beside each text.
    pub compress: bool,
    /// Whether each page's Markdown is published beside it.
    pub markdown: bool,
    /// Whether readers can search.
    pub search: bool,
    /// A line at the foot of each page.
    pub footer: Option<Prose>,
    /// Fields of the author's own.
    pub extra: Option<serde_json::Value>,
    /// The place of `site.yaml`'s beginning.
    pub place: Span,
    /// Keys that the author may have written, but not so that they could be read.
    doubtful: Vec<&'static str>,
}

impl Site {
    /// Decodes `site.yaml`. `place` is the beginning of the file.
    pub fn decode(cx: &mut Context<'_>, node: &Node, place: Span) -> Option<Self> {
        let before = cx.faults.len();
        let mut f = Fields::open(cx, node, "`site.yaml`", schema::SITE)?;
        // A key that nobody knows may be any that isn't there, and an empty file may be one that is being written.
        let lost = cx.faults.len() > before || matches!(&node.kind, Kind::Mapping(pairs) if pairs.is_empty());
        let names = schema::SITE.iter().map(|field| field.name);
        let mut doubtful: Vec<&str> = names.filter(|name| lost && !f.has(name)).collect();
        let title = f.text(cx, "title");
        let language = f
            .text(cx, "language")
            .unwrap_or_else(|| Spanned::new("en".into(), place));
        let mut languages = vec![language.clone()];
        for other in f.texts(cx, "languages") {
            if !languages.iter().any(|l| l.value == other.value) {
                languages.push(other);
            }
        }
        let before = cx.faults.len();
        let categories = f.list(cx, "categories", category);
        if cx.faults.len() > before {
            doubtful.push("categories");
        }
        Some(Self {
            title: title.map(|t| t.value).unwrap_or_default(),
            description: f.text(cx, "description").map(|t| t.value),
            base_url: base_url(cx, &mut f),
            language,
            languages,
            authors: values(f.texts(cx, "authors")),
            navigation: f.list(cx, "navigation", |cx, node| {
                let mut f = Fields::open(cx, node, "a link of the navigation", schema::NAV_ITEM)?;
                let (title, url) = (f.text(cx, "title"), f.text(cx, "url"));
                Some(NavItem {
                    title: title?.value,
                    url: url?,
                })
            }),
            categories,
            checks: checks(cx, &mut f),
            glossary: f
                .node(cx, "glossary")
                .and_then(|node| GlossaryUse::of_site(cx, node))
                .unwrap_or_default(),
            ignored_links: ignored_links(cx, &mut f),
            cards: f.flag(cx, "cards").unwrap_or(true),
            raw_html: f.flag(cx, "raw_html").unwrap_or(false),
            compress: f.flag(cx, "compress").unwrap_or(false),
            markdown: f.flag(cx, "markdown").unwrap_or(false),
            search: f.flag(cx, "search").unwrap_or(true),
            footer: f.prose(cx, "footer"),
            extra: f.free(cx, "extra"),
            place,
            doubtful,
        })
    }

    /// Whether the author may have written this key, but not so that it could be read. What it would have held must not be
    /// said to be missing.
    #[must_use]
    pub fn doubts(&self, key: &str) -> bool {
        self.doubtful.contains(&key)
    }

    /// The settings of a site whose `site.yaml` can't be read.
    #[must_use]
    pub fn nameless(place: Span) -> Self {
        let language = Spanned::new("en".to_owned(), place);
        Self {
            title: String::new(),
            description: None,
            base_url: None,
            languages: vec![language.clone()],
            language,
            authors: Vec::new(),
            navigation: Vec::new(),
            categories: Vec::new(),
            checks: BTreeMap::new(),
            glossary: GlossaryUse::default(),
            ignored_links: Vec::new(),
            cards: true,
            raw_html: false,
            compress: false,
            markdown: false,
            search: true,
            footer: None,
            extra: None,
            place,
            doubtful: schema::SITE.iter().map(|field| field.name).collect(),
        }
    }
}

/// Brings an address into the form in which others are appended to it.
///
/// # Errors
/// When it does not begin with `http://` or `https://` and a host, or goes on after the path.
pub fn normal_base_url(url: &str) -> Result<String, &'static str> {
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"))
        .ok_or("it must begin with https:// or http://")?;
    if rest.is_empty() || rest.starts_with('/') {
        return Err("it needs the name of a host");
    }
    if rest.contains(['?', '#']) || rest.chars().any(char::is_whitespace) {
        return Err("it must end with the path: no ?, # or space");
    }
    Ok(format!("{}/", url.trim_end_matches('/')))
}

fn category(cx: &mut Context<'_>, node: &Node) -> Option<Category> {
    let mut f = Fields::open(cx, node, "a category", schema::CATEGORY)?;
    let (id, title) = (f.text(cx, "id"), f.text(cx, "title"));
    Some(Category {
        id: id?,
        title: title?.value,
    })
}

fn base_url(cx: &mut Context<'_>, f: &mut Fields<'_>) -> Option<String> {
    let text = f.text(cx, "base_url")?;
    match normal_base_url(&text.value) {
        Ok(url) => Some(url),
        Err(why) => {
            let message = format!("`{}` can't be the site's address: {why}", text.value);
            cx.fault(
                Diagnostic::new(Code::YAML_INVALID_VALUE, text.span, message)
                    .help("write the address of the home page: https://example.org/ or https://example.org/path/"),
            );
            None
        }
    }
}

/// `links: {ignore: […]}`: beginnings of addresses.
fn ignored_links(cx: &mut Context<'_>, f: &mut Fields<'_>) -> Vec<Spanned<String>> {
    let Some(node) = f.node(cx, "links") else {
        return Vec::new();
    };
    let Some(mut f) = Fields::open(cx, node, "`links`", schema::SITE_LINKS) else {
        return Vec::new();
    };
    let mut patterns = f.texts(cx, "ignore");
    patterns.retain(|p| {
        let begins = ["http://", "https://", "//", "*"]
            .iter()
            .any(|s| p.value.starts_with(s));
        if !begins {
            let message = format!("`{}` begins no web address", p.value);
            cx.fault(
                Diagnostic::new(Code::YAML_INVALID_VALUE, p.span, message)
                    .help("write how the addresses begin: https://example.org/ or *.example.org/"),
            );
        }
        begins
    });
    patterns
}

fn checks(cx: &mut Context<'_>, f: &mut Fields<'_>) -> BTreeMap<Code, Level> {
    let mut levels = BTreeMap::new();
    let Some(node) = f.node(cx, "checks") else {
        return levels;
    };
    let Kind::Mapping(pairs) = &node.kind else {
        cx.wrong_type(
            node,
            "checks",
            "a mapping of codes to levels",
            "write `checks:` and under it `  image/missing-alt: deny`",
        );
        return levels;
    };
    for (key, value) in pairs {
        let place = cx.at(key.range.clone());
        let code = warning(cx, &key.value, place);
        let Some(text) = cx.text(value, &key.value) else {
            continue;
        };
        let level = match text.as_str() {
            "allow" => Level::Allow,
            "warn" => Level::Warn,
            "deny" => Level::Deny,
            other => {
                let message = format!("`{other}` is no level");
                cx.fault(
                    Diagnostic::new(Code::YAML_INVALID_VALUE, text.span, message).help("write allow, warn or deny"),
                );
                continue;
            }
        };
        if let Some(code) = code {
            levels.insert(code, level);
        }
    }
    levels
}

/// The warning that an author names by its code in `checks:` or `allow:`, or a fault.
pub fn warning(cx: &mut Context<'_>, slug: &str, place: Span) -> Option<Code> {
    use crate::diagnostics::{CODES, Severity};
    let Some(code) = Code::find(slug) else {
        let near = closest(slug, CODES.iter().map(|c| c.slug()));
        let message = match near {
            Some(near) => format!("unknown code `{slug}`, did you mean `{near}`?"),
            None => format!("unknown code `{slug}`"),
        };
        let help = match near {
            Some(near) => format!("write `{near}`"),
            None => "`nutgraf explain` lists all codes".to_owned(),
        };
        cx.fault(Diagnostic::new(Code::SITE_UNKNOWN_CODE, place, message).help(help));
        return None;
    };
    if code.severity() != Severity::Warning {
        let message = format!("`{slug}` is no warning: its level is fixed");
        let help = format!("remove it; `nutgraf explain {slug}` says how to mend the problem itself");
        cx.fault(Diagnostic::new(Code::SITE_NOT_A_WARNING, place, message).help(help));
        return None;
    }
    Some(code)
}
