//! One output of a linked site, by its path in the output folder: for a preview, which makes what is asked for. The test
//! `tests/serve.rs` holds it to what a build writes.

use std::collections::BTreeSet;

use crate::images::Store;
use crate::link::{self, Backlinks, Claim, Claims, Entries, Facts, Index, LinkedPage, Ref, is_filter_styles};
use crate::load::Role;
use crate::model::id::Kind;
use crate::render::{CardJob, HOST_FILES, Rendered, Renderer, TemplateFault};
use crate::write::Output;

/// What an output is made from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Job {
    /// An explainer, by its place in the list of pages.
    Page(usize),
    /// A home page, with a text of its own (by its place in the list of pages) or without, by language.
    Home(Option<usize>, String),
    /// A list of entries, with the text that opens it, by language.
    Section(Kind, Option<usize>, String),
    /// The list of a language's tags.
    Tags(String),
    /// A tag, by its address.
    Tag(String),
    /// The search page, by language.
    Search(String),
    /// The files in which it searches.
    SearchFiles,
    /// A term's own page.
    Term(usize),
    /// An old address, and what it leads to.
    Redirect(String, Ref),
    /// The style sheet of a timeline's filters, by language.
    Styles(String),
    /// The glossary for other programs.
    Glossary,
    /// The events for other programs.
    Timeline,
    /// The feed of a language.
    Feed(String),
    /// `sitemap.xml` and its like.
    Maps,
    /// The sources for other programs.
    Sources,
    /// A page's Markdown, by its place in the list of pages.
    Markdown(usize),
    /// The card of an explainer or a home page, by its place in the list of pages.
    Card(usize),
    /// The card of a home page without a text of its own, by language.
    BareCard(String),
    /// `404.html`.
    NotFound,
    /// What hosts read: `_headers`, `.nojekyll`.
    Hosts,
}

impl Job {
    /// The pages whose texts stand in this output.
    #[must_use]
    pub fn text(&self) -> Option<usize> {
        match self {
            Self::Page(at) | Self::Card(at) => Some(*at),
            Self::Home(at, _) | Self::Section(_, at, _) => *at,
            _ => None,
        }
    }

    /// Whether it shows who refers to what, and so needs all pages linked.
    #[must_use]
    pub fn needs_backlinks(&self) -> bool {
        matches!(
            self,
            Self::Home(..) | Self::Section(..) | Self::Term(_) | Self::Glossary
        )
    }
}

/// What came of one job.
#[derive(Debug, Default)]
pub struct Made {
    /// What it made.
    pub outputs: Vec<Output>,
    /// What is kept of it for the next build, where pictures are kept.
    pub kept: Vec<u128>,
    /// What was wrong with templates.
    pub faults: Vec<(TemplateFault, String)>,
    /// What the text of the page says, where it has one, with its summary.
    pub learnt: Option<(Facts, String)>,
}

impl Made {
    /// Draws a card, where there is one.
    pub(super) fn draw(&mut self, card: Option<&CardJob>, store: &dyn Store) {
        self.kept.extend(card.map(CardJob::kept_as));
        self.outputs.extend(card.and_then(|card| card.draw(store)));
    }

    fn add(&mut self, rendered: Rendered) {
        self.outputs.extend(rendered.output);
        self.faults.extend(rendered.faults);
    }
}

/// Makes the outputs of a job. Whatever it reads, it asks `index` and `renderer` for, on this thread.
#[must_use]
pub fn make(job: &Job, index: &Index<'_>, r: &Renderer<'_>, backlinks: &Backlinks) -> Made {
    let (linked, facts) = job.text().and_then(|at| link::page(index, at)).unzip();
    let mut made = with(job, index, r, backlinks, linked.as_ref());
    let summary = linked.as_ref().map(|l| link::plain(&l.summary));
    made.learnt = facts.zip(summary);
    made
}

/// The same, where the page's text has been linked already.
#[must_use]
pub fn with(
    job: &Job,
    index: &Index<'_>,
    r: &Renderer<'_>,
    backlinks: &Backlinks,
    linked: Option<&LinkedPage>,
) -> Made {
    let mut made = Made::default();
    let rendered = match job {
        Job::Page(_) => linked.and_then(|l| r.page(l, None)),
        Job::Home(_, language) => match linked {
            Some(linked) => r.page(linked, Some(backlinks)),
            None => Some(r.bare_home(language, Some(backlinks))),
        },
        Job::Section(kind, _, language) => r.section(*kind, language, linked, backlinks),
        Job::Tags(language) => r.tags(language),
        Job::Search(language) => r.search(language),
        // Made from all texts together, by whoever has them.
        Job::SearchFiles => None,
        Job::Tag(path) => index.tag_with_pages(path).map(|tag| r.tag(path, tag)),
        Job::Term(at) => r.term(*at, backlinks),
        Job::Redirect(from, to) => Some(r.redirect(from, *to)),
        Job::NotFound => Some(r.not_found()),
        Job::Card(_) => {
            let card = linked.and_then(|l| r.card(l));
            made.draw(card.as_ref(), r.store());
            None
        }
        Job::BareCard(language) => {
            let card = r.bare_card(language);
            made.draw(card.as_ref(), r.store());
            None
        }
        Job::Feed(language) => Some(r.feed(language)),
        Job::Maps => {
            made.outputs = r.maps();
            None
        }
        Job::Sources => {
            made.outputs = r.source_exports();
            None
        }
        Job::Markdown(at) => {
            made.outputs.extend(r.markdown(*at));
            None
        }
        Job::Hosts => {
            made.outputs = r.host_files();
            None
        }
        Job::Styles(language) => {
            made.outputs.extend(r.timeline_styles(language));
            None
        }
        Job::Glossary => {
            made.outputs = r.glossary_exports(backlinks);
            None
        }
        Job::Timeline => {
            made.outputs = r.timeline_exports();
            None
        }
    };
    if let Some(rendered) = rendered {
        made.add(rendered);
    }
    made
}

/// What makes the output at `path` (`a/index.html`); `None` where a build makes nothing there, or copies a file.
#[must_use]
pub fn job(index: &Index<'_>, claims: &Claims, path: &str) -> Option<Job> {
    let address = format!("/{}", path.strip_suffix("index.html").unwrap_or(path));
    let languages = || index.loaded.site.languages.iter().map(|l| l.value.as_str());
    if let Some(found) = index.address(&address) {
        return match found {
            Some(r) if r.kind == Kind::Page => {
                let page = index.loaded.pages.get(r.at)?;
                Some(match page.role {
                    Role::Explainer => Job::Page(r.at),
                    Role::Home => Job::Home(Some(r.at), page.language.clone()),
                    Role::Section(kind) => Job::Section(kind, Some(r.at), page.language.clone()),
                })
            }
            Some(r) => Some(Job::Term(r.at)),
            None if index.tag_pages().contains_key(&address) => Some(Job::Tag(address)),
            None => languages().find_map(|language| bare(index, language, &address)),
        };
    }
    if let Some((Claim::Redirect(to), _)) = claims.paths.get(&address) {
        return Some(Job::Redirect(address, *to));
    }
    let home = |language: &&str| address == index.prefix(language) && path.ends_with("index.html");
    if let Some(language) = languages().find(home) {
        let has_pages = index.loaded.pages.iter().any(|p| p.language == language);
        return has_pages.then(|| Job::Home(None, language.to_owned()));
    }
    let styles = |language: &&str| is_filter_styles(&index.section_path(Kind::Event, language), &address);
    if let Some(language) = languages().find(styles) {
        return Some(Job::Styles(language.to_owned()));
    }
    // It holds no page.
    let of_index = path.starts_with(crate::search::FOLDER) && !path.ends_with("/index.html");
    if of_index && index.loaded.site.search {
        return Some(Job::SearchFiles);
    }
    if let Some(page) = crate::render::page_of_card(path) {
        return match job(index, claims, &crate::render::file_of(&page))? {
            Job::Page(at) | Job::Home(Some(at), _) => Some(Job::Card(at)),
            Job::Home(None, language) => Some(Job::BareCard(language)),
            _ => None,
        };
    }
    match path.rsplit('/').next()? {
        "404.html" if path == "404.html" => Some(Job::NotFound),
        name if name == path && HOST_FILES.contains(&path) => Some(Job::Hosts),
        "glossary.json" | "glossary.ttl" => Some(Job::Glossary),
        "timeline.json" | "timeline.ics" | "timeline.csv" => Some(Job::Timeline),
        "sources.json" => Some(Job::Sources),
        "feed.xml" => languages()
            .find(|l| address == index.prefix(l) + "feed.xml")
            .map(|l| Job::Feed(l.to_owned())),
        "robots.txt" | "llms.txt" => Some(Job::Maps),
        name if crate::render::is_sitemap(name) => Some(Job::Maps),
        "index.md" => match index.address(address.strip_suffix("index.md")?)? {
            Some(r) if r.kind == Kind::Page => Some(Job::Markdown(r.at)),
            _ => None,
        },
        _ => None,
    }
}

/// What stands at an address that no text has.
fn bare(index: &Index<'_>, language: &str, address: &str) -> Option<Job> {
    let sections = [Kind::Term, Kind::Event, Kind::Person, Kind::Source];
    let section = sections
        .into_iter()
        .find(|kind| index.section_path(*kind, language) == address);
    if let Some(kind) = section {
        return Some(Job::Section(kind, None, language.to_owned()));
    }
    let prefix = index.prefix(language);
    if address == prefix {
        return Some(Job::Home(None, language.to_owned()));
    }
    if address == index.search_path(language) {
        return Some(Job::Search(language.to_owned()));
    }
    (address == format!("{prefix}tags/")).then(|| Job::Tags(language.to_owned()))
}

/// All that a build renders.
#[must_use]
pub fn jobs(index: &Index<'_>, claims: &Claims) -> BTreeSet<Job> {
    let mut paths: BTreeSet<String> = BTreeSet::new();
    let file = |address: &str| crate::render::file_of(address);
    paths.extend(index.addresses().map(file));
    paths.extend(claims.paths.keys().map(|p| file(p)));
    for language in &index.loaded.site.languages {
        let language = language.value.as_str();
        paths.insert(file(&index.prefix(language)));
        paths.insert(file(&(index.prefix(language) + "feed.xml")));
    }
    let fixed = ["404.html", "_headers", "glossary.json", "timeline.json"];
    paths.extend(fixed.map(str::to_owned));
    let languages = index.loaded.site.languages.iter();
    let styles = languages.map(|l| Job::Styles(l.value.clone()));
    paths
        .iter()
        .filter_map(|path| job(index, claims, path))
        .chain(styles)
        .collect()
}

/// The file of `content/` that is published at `path`, if there is one: what lies in a bundle, and what texts refer to.
#[must_use]
pub fn asset<'i>(index: &Index<'i>, path: &str, entries: &Entries, facts: &[Option<Facts>]) -> Option<&'i str> {
    let assets = index.loaded.assets.iter().map(String::as_str);
    let mut here = assets.filter(|asset| index.asset_path(asset).strip_prefix('/') == Some(path));
    here.find(|asset| {
        in_bundle(index, asset)
            || entries.all().any(|e| e.assets.contains(*asset))
            || facts.iter().flatten().any(|f| f.assets.contains(*asset))
    })
}

/// Whether a file lies in the folder of a published page, and is not a draft's. What lies right beside the home page
/// counts; the folders under it are their own.
pub(super) fn in_bundle(index: &Index<'_>, asset: &str) -> bool {
    lies_in_bundle(index, asset) && !index.is_held_back(asset)
}

fn lies_in_bundle(index: &Index<'_>, asset: &str) -> bool {
    let mut folder = asset.rsplit_once('/').map_or("", |(f, _)| f);
    if folder.is_empty() {
        return index.bundle("").is_some();
    }
    loop {
        let drafts = &index.loaded.drafts;
        if drafts.iter().any(|d| d.bundle.as_deref() == Some(folder)) {
            return false;
        }
        if index.bundle(folder).is_some() {
            return true;
        }
        match folder.rsplit_once('/') {
            Some((parent, _)) => folder = parent,
            None => return false,
        }
    }
}
