//! The third stage: from linked texts and templates to HTML files. [`Renderer`] makes one output a call and touches no
//! disk; who asks for what is [`crate::build`]'s business. [`view`] is the interface that templates see.

mod assets;
mod card;
pub mod chart;
mod cite;
mod engine;
mod export;
mod facets;
mod feed;
mod filters;
mod highlight;
mod hosts;
mod html;
mod lists;
mod markup;
mod meta;
mod order;
mod pages;
mod pictures;
mod prints;
mod reading;
mod related;
mod retired;
mod search;
mod timeline;
mod urls;
mod uses;
pub mod view;
mod views;
mod wants;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};

use rustc_hash::FxHashMap;
use tera::value::Key;
use tera::{Context, Map, Value};

pub use assets::Assets;
pub use card::{CardJob, page_of_card};
pub use engine::{Engine, TemplateFault};
pub use export::GLOSSARY_SCHEMA;
pub use feed::is_sitemap;
pub use hosts::{HOST_FILES, POLICY};
use html::Writer;
pub use markup::escape;
pub use retired::{RETIRED, Retired, successor};
pub use urls::{Urls, file_of};
pub use views::Here;
use views::{Around, Stock, Stocks};

use crate::cache::trace::Trace;
use crate::cards::Palette;
use crate::images::{Images, Nowhere, Store};
use crate::link::{Backlinks, Entries, Fact, Index, Placed, Ref, Related};
use crate::model::id::Kind;
use crate::write::Output;
pub use order::Order;
use view::{Extra, FactView, Html, SiteView};
use wants::Wants;

/// What rendering needs beside the linked texts.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Name the files in addresses, so that the site works from a disk.
    pub portable: bool,
    /// The address at which the site will be served, with a slash at the end.
    pub base_url: Option<String>,
}

/// The path of the site on its host: `/`, or `/a/b/`.
#[must_use]
pub fn base_path(settings: &Settings) -> String {
    let url = settings.base_url.as_deref().and_then(|url| url.split_once("://"));
    let path = url.and_then(|(_, rest)| rest.find('/').and_then(|i| rest.get(i..)));
    path.unwrap_or("/").to_owned()
}

/// Makes the site's pages.
pub struct Renderer<'a> {
    index: &'a Index<'a>,
    entries: &'a Entries,
    engine: &'a Engine,
    settings: &'a Settings,
    messages: BTreeMap<&'a str, Value>,
    summaries: RwLock<FxHashMap<usize, Arc<str>>>,
    /// The summaries that were asked for before that, with what was asked for them.
    told: OnceLock<Vec<OnceLock<Told>>>,
    order: Order,
    /// Which pages tell of the same things; worked out when somebody asks.
    related: OnceLock<Related>,
    /// What pages are about, where that is known already.
    subjects: Mutex<Option<Vec<Vec<Ref>>>>,
    /// What stands behind each page's own events, by language.
    strips: BTreeMap<String, chart::Strip>,
    stocks: Stocks,
    /// The languages that have a feed.
    feeds: BTreeSet<String>,
    styles: cite::Styles,
    /// What is known of the site's pictures.
    images: Option<&'a Images<'a>>,
    /// The colours of cards.
    cards: Option<Palette>,
}

/// A page's summary, and what was asked to make it.
type Told = (Option<Arc<str>>, Trace);

/// What of a renderer outlives a change of one file.
#[derive(Debug, Default)]
pub struct Kept {
    order: Order,
    strips: BTreeMap<String, chart::Strip>,
    summaries: FxHashMap<usize, Arc<str>>,
    /// What pages are about, where somebody asked.
    subjects: Option<Vec<Vec<Ref>>>,
}

/// What a rendering came to: an output, and what was wrong with the templates on the way.
#[derive(Debug)]
pub struct Rendered {
    /// The output; none when its template failed.
    pub output: Option<Output>,
    /// What was wrong, and on which page.
    pub faults: Vec<(TemplateFault, String)>,
}

impl<'a> Renderer<'a> {
    /// A renderer over a linked site, whose lists have this order. `engine` gets the values that all templates share.
    #[must_use]
    pub fn new(
        index: &'a Index<'a>,
        entries: &'a Entries,
        engine: &'a Engine,
        settings: &'a Settings,
        order: Order,
    ) -> Self {
        let mut renderer = Self::empty(index, entries, engine, settings);
        renderer.order = order;
        renderer.strips = renderer.strips();
        renderer
    }

    fn empty(index: &'a Index<'a>, entries: &'a Entries, engine: &'a Engine, settings: &'a Settings) -> Self {
        let mut messages = BTreeMap::new();
        for language in &index.loaded.site.languages {
            let tag = language.value.as_str();
            let words = index.locale(tag).messages();
            let map: Map = words
                .iter()
                .map(|(k, v)| (Key::from(k.clone()), Value::from(v.as_str())))
                .collect();
            messages.insert(tag, Value::from(map));
        }
        let mut renderer = Self {
            index,
            entries,
            engine,
            settings,
            messages,
            summaries: RwLock::default(),
            told: OnceLock::new(),
            order: Order::default(),
            related: OnceLock::new(),
            subjects: Mutex::default(),
            strips: BTreeMap::new(),
            stocks: Stocks::default(),
            feeds: BTreeSet::new(),
            styles: cite::Styles::new(index.loaded.site.languages.iter().map(|l| l.value.as_str())),
            images: None,
            cards: None,
        };
        renderer.feeds = renderer.with_feeds();
        renderer
    }

    /// The names of files by their content.
    #[must_use]
    pub fn assets(&self) -> &Assets {
        self.engine.assets()
    }

    /// Gives pages what is known of the site's pictures.
    pub fn set_images(&mut self, images: &'a Images<'a>) {
        self.images = Some(images);
    }

    /// Where made pictures are kept.
    #[must_use]
    pub fn store(&self) -> &dyn Store {
        self.images.map_or(&Nowhere, Images::store)
    }

    /// Lets the site go, and keeps what borrows nothing from it.
    #[must_use]
    pub fn keep(self) -> Kept {
        let subjects = self.subjects.into_inner().unwrap_or_else(PoisonError::into_inner);
        Kept {
            subjects: self.related.into_inner().map(Related::into_subjects).or(subjects),
            order: self.order,
            strips: self.strips,
            summaries: self.summaries.into_inner().unwrap_or_else(PoisonError::into_inner),
        }
    }

    /// A renderer over a site of which some entries have changed, from what was kept of the one before: no id, language or
    /// file may have come or gone since. `moved` are the changed entries.
    #[must_use]
    pub fn again(
        index: &'a Index<'a>,
        entries: &'a Entries,
        engine: &'a Engine,
        settings: &'a Settings,
        (kept, moved): (Kept, &[Ref]),
    ) -> Self {
        let mut renderer = Self::empty(index, entries, engine, settings);
        renderer.order = kept.order;
        renderer.summaries = RwLock::new(kept.summaries);
        renderer.strips = kept.strips;
        renderer.subjects = Mutex::new(kept.subjects.and_then(|known| related::renewed(index, known, moved)));
        for r in moved {
            renderer.order.moved(index, *r);
        }
        if moved.iter().any(|r| r.kind == Kind::Event) {
            renderer.strips = renderer.strips();
        }
        renderer
    }

    /// A page at hand whose fences place nothing.
    fn bare<'h>(&'h self, urls: &'h Urls, language: &'h str, stock: &'h Stock) -> Here<'h> {
        Here {
            index: self.index,
            entries: self.entries,
            backlinks: None,
            urls,
            language,
            images: self.images,
            locale: self.index.locale(language),
            place: &|_, _, _| String::new(),
            stock,
            wants: &Wants::All,
        }
    }

    /// What pages like the one at `urls` have in common.
    fn stock(&self, urls: &Urls, language: &str) -> Arc<Stock> {
        self.stocks.at(urls, language, self.index)
    }

    /// Values that are the same on every page; to be put into the engine's globals before rendering.
    #[must_use]
    pub fn globals(index: &Index<'_>, settings: &Settings) -> Map {
        let site = &index.loaded.site;
        let mut map = Map::default();
        let mut program = Map::default();
        program.insert(Key::Str("version"), Value::from(env!("CARGO_PKG_VERSION")));
        program.insert(Key::Str("template_version"), Value::from(view::VERSION));
        map.insert(Key::Str("nutgraf"), Value::from(program));
        let view = SiteView {
            title: site.title.clone(),
            description: site.description.clone(),
            base_url: settings.base_url.clone(),
            language: site.language.value.clone(),
            authors: cite::said(&site.authors),
            extra: Extra(site.extra.clone()),
        };
        map.insert(Key::Str("site"), Value::from(view));
        map
    }

    /// The plain summary of one page that has been linked.
    pub fn set_summary(&self, at: usize, summary: String) {
        let mut summaries = self.summaries.write().unwrap_or_else(PoisonError::into_inner);
        summaries.insert(at, summary.into());
    }

    /// The plain summaries of all pages, for lists. One that is missing is worked out whenever a list shows it.
    pub fn set_summaries(&self, summaries: FxHashMap<usize, Arc<str>>) {
        *self.summaries.write().unwrap_or_else(PoisonError::into_inner) = summaries;
    }

    /// Runs `f` for the page at `urls`, and renders what it puts into the context.
    fn render(
        &self,
        template: &str,
        urls: &Urls,
        language: &str,
        backlinks: Option<&Backlinks>,
        fill: impl FnOnce(&Here<'_>, &mut Context),
    ) -> Rendered {
        let faults = RefCell::new(Vec::new());
        let place = |here: &Here<'_>, placed: &Placed, around: Around<'_>| {
            self.placed(here, placed, around).unwrap_or_else(|fault| {
                faults.borrow_mut().push(fault);
                String::new()
            })
        };
        let stock = self.stock(urls, language);
        let here = Here {
            index: self.index,
            entries: self.entries,
            backlinks,
            urls,
            language,
            images: self.images,
            locale: self.index.locale(language),
            place: &place,
            stock: &stock,
            wants: self.engine.wants(template, &self.index.loaded.sources),
        };
        let mut context = Context::new();
        fill(&here, &mut context);
        self.base(&mut context, &here);
        let result = self.engine.render(template, &context, &self.index.loaded.sources);
        let mut faults = faults.into_inner();
        let output = match result {
            Ok(text) => Some(Output {
                path: file_of(urls.here()),
                bytes: text.into_bytes(),
            }),
            Err(fault) => {
                faults.push(fault);
                None
            }
        };
        let page = urls.here().to_owned();
        Rendered {
            output,
            faults: faults.into_iter().map(|f| (f, page.clone())).collect(),
        }
    }

    fn base(&self, context: &mut Context, here: &Here<'_>) {
        context.insert_value("path", Value::from(here.urls.here()));
        context.insert_value("lang", Value::from(here.language));
        let messages = self
            .messages
            .get(here.language)
            .or_else(|| self.messages.values().next());
        context.insert_value("t", messages.cloned().unwrap_or_else(|| Value::from(Map::default())));
    }

    /// What a fence places, by its template; nothing where no entry passes its filter.
    fn placed(&self, here: &Here<'_>, placed: &Placed, around: Around<'_>) -> Result<String, TemplateFault> {
        if matches!(placed, Placed::Timeline(list) | Placed::People(list) if list.is_empty()) {
            return Ok(String::new());
        }
        let mut context = Context::new();
        self.base(&mut context, here);
        let template = match placed {
            Placed::Timeline(list) => {
                let events: Vec<_> = list.iter().map(|at| here.event_value(*at)).collect();
                context.insert_value("events", Value::from(events));
                "fence/timeline.html"
            }
            Placed::People(list) => {
                let people: Vec<_> = list.iter().map(|at| here.person_value(*at)).collect();
                context.insert_value("people", Value::from(people));
                "fence/people.html"
            }
            Placed::Questions(list) => {
                let questions = here.within(around, |w| here.questions(w, list));
                context.insert_value("questions", Value::from(questions));
                "fence/questions.html"
            }
            Placed::Facts(list) => {
                let fact = |w: &Writer<'_>, f: &Fact| FactView {
                    label: f.label.clone(),
                    value_html: Html(w.inline(&f.value)),
                    sources_html: Html(w.marks(&f.sources)),
                };
                let facts: Vec<FactView> = here.within(around, |w| list.iter().map(|f| fact(w, f)).collect());
                context.insert_value("facts", Value::from(facts));
                "fence/facts.html"
            }
        };
        self.engine.render(template, &context, &self.index.loaded.sources)
    }
}
