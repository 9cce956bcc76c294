//! The pages that tell something: home, explainers, 404, redirects, and what every page has in common.

use std::sync::{Arc, OnceLock, PoisonError};

use tera::{Context, Value};

use super::urls::Urls;
use super::view::{Common, Html, NavView, PageLink, TranslationView};
use super::views::{Here, description};
use super::wants::Fields;
use super::{Rendered, Renderer};
use crate::cache::trace::{self, About};
use crate::link::{Backlinks, LinkedPage, Ref, mention_id, summary};
use crate::load::Role;
use crate::model::id::Kind;

/// What differs from page to page in what all have in common.
pub(super) struct Head {
    pub(super) kind: &'static str,
    pub(super) title: String,
    pub(super) description: Option<String>,
    /// The linked mentions of terms, in reading order: the term, and the mention's id on the page.
    pub(super) marks: Vec<(usize, String)>,
}

impl Renderer<'_> {
    /// Puts what all pages have in common into a context.
    pub(super) fn common(&self, here: &Here<'_>, context: &mut Context, head: Head) {
        let path = here.urls.here();
        let wants = here.wants;
        let breadcrumbs = || self.breadcrumbs(path, &head.title, here.language);
        let breadcrumbs_data = wants.make("breadcrumbs_data", breadcrumbs);
        let common = Common {
            path: path.to_owned(),
            lang: here.language.to_owned(),
            dir: if here.locale.is_rtl() { "rtl" } else { "ltr" },
            kind: head.kind,
            title: head.title,
            description: head.description,
            canonical: self.absolute(path),
            nav: wants.make("nav", || self.nav(here)),
            home_url: here.urls.href(&self.index.home(here.language)),
            search_url: self.search_url(here),
            translations: wants.make("translations", || self.translations(here)),
            structured_data: None,
            breadcrumbs_data,
            card: wants.make("card", || self.drawn_card(here)),
            meta: Vec::new(),
            feed_url: self.feed_path(here.language).map(|path| here.urls.href(&path)),
            markdown_url: self.markdown_url(here, path),
            footer_html: wants.make("footer_html", || self.footer(here)),
            cards: wants.make("cards", || here.cards(&head.marks)),
        };
        common.tell(context);
    }

    /// Linked mentions with the ids that they have on the page; `prefix` stands before those of an entry in a list.
    pub(super) fn marks(&self, prefix: &str, marks: &[(usize, usize)]) -> Vec<(usize, String)> {
        let mark = |(at, nth): &(usize, usize)| {
            let r = Ref {
                kind: Kind::Term,
                at: *at,
            };
            (*at, format!("{prefix}{}", mention_id(self.index.id(r), *nth)))
        };
        marks.iter().map(mark).collect()
    }

    /// The full address of a path; none without `base_url`.
    pub(super) fn absolute(&self, path: &str) -> Option<String> {
        let base = self.settings.base_url.as_ref()?;
        Some(format!("{base}{}", path.trim_start_matches('/')))
    }

    fn nav(&self, here: &Here<'_>) -> Vec<NavView> {
        let site = &self.index.loaded.site;
        let link = |title: String, path: &str| NavView {
            title,
            url: here.urls.href(path),
            current: here.urls.here() == path,
        };
        if !site.navigation.is_empty() {
            return site
                .navigation
                .iter()
                .map(|item| match self.index.nav_target(&item.url.value, here.language) {
                    Some(path) => link(item.title.clone(), &path),
                    None => NavView {
                        title: item.title.clone(),
                        url: item.url.value.clone(),
                        current: false,
                    },
                })
                .collect();
        }
        [Kind::Term, Kind::Event, Kind::Person, Kind::Source]
            .into_iter()
            .filter(|kind| self.order.has_section(*kind, here.language))
            .map(|kind| {
                let path = self.index.section_path(kind, here.language);
                link(here.locale.message(kind.folder().unwrap_or("")).to_owned(), &path)
            })
            .collect()
    }

    /// The same page in the site's other languages.
    fn translations(&self, here: &Here<'_>) -> Vec<TranslationView> {
        let l = self.index.loaded;
        if l.site.languages.len() < 2 {
            return Vec::new();
        }
        let others = l.site.languages.iter().filter(|o| o.value != here.language);
        others
            .filter_map(|other| {
                let path = self.index.translation(here.urls.here(), here.language, &other.value)?;
                Some(TranslationView {
                    lang: other.value.clone(),
                    name: self.index.locale(&other.value).message("language_name").to_owned(),
                    url: here.urls.href(&path),
                    absolute: self.absolute(&path),
                })
            })
            .collect()
    }

    fn footer(&self, here: &Here<'_>) -> Html {
        let pieces = self.entries.footer(here.language);
        pieces.map(|p| here.quiet_blocks(p)).unwrap_or_default()
    }

    /// A page of its own: home or an explainer.
    #[must_use]
    pub fn page(&self, linked: &LinkedPage, backlinks: Option<&Backlinks>) -> Option<Rendered> {
        let page = self.index.loaded.pages.get(linked.at)?;
        let r = Ref {
            kind: Kind::Page,
            at: linked.at,
        };
        let urls = Urls::new(&self.index.path(r), self.settings.portable);
        let (template, kind) = match page.role {
            Role::Home => ("home.html", "home"),
            _ => ("page.html", "page"),
        };
        Some(
            self.render(template, &urls, &page.language, backlinks, |here, context| {
                let wants = here.wants;
                let mut view = here.page(linked);
                let explainer = page.role == Role::Explainer;
                let card = self.share_image(linked).filter(|_| explainer);
                let data = wants.make("structured_data", || {
                    if explainer {
                        self.article(linked, card.as_ref(), view.as_ref().and_then(|v| v.image.as_ref()))
                    } else {
                        self.website(&page.language)
                    }
                });
                if let Some(view) = &mut view {
                    if explainer {
                        view.cite = wants.make("cite", || self.citation(page, here.urls.here()));
                        if wants.has("strip_html") || wants.has("strip_text") {
                            (view.strip_html, view.strip_text) = self.strip(here, &linked.told);
                        }
                    }
                    let is_folder = explainer && page.bundle.is_some();
                    view.children = wants.make("children", || self.children(here, &page.id, is_folder));
                }
                context.insert_value("page", Value::from(view));
                let timeline = self.index.section_path(Kind::Event, here.language);
                let timeline = self
                    .order
                    .has_section(Kind::Event, here.language)
                    .then(|| here.urls.href(&timeline));
                context.insert_value("timeline_url", Value::from(timeline));
                if page.role == Role::Home {
                    self.home_lists(here, context);
                } else {
                    let (previous, next) = if wants.has("previous") || wants.has("next") {
                        self.neighbours(here, r)
                    } else {
                        (None, None)
                    };
                    context.insert_value("previous", Value::from(previous));
                    context.insert_value("next", Value::from(next));
                    let related = wants.make("related", || self.related(here, linked.at));
                    context.insert_value("related", Value::from(related));
                }
                let head = Head {
                    kind,
                    title: page.head.title.value.clone(),
                    description: description(&linked.summary),
                    marks: self.marks("", &linked.marks),
                };
                self.common(here, context, head);
                context.insert_value("structured_data", Value::from(data));
                if explainer {
                    let meta = wants.make("meta", || self.meta(here, page, here.urls.here()));
                    context.insert_value("meta", Value::from(meta));
                    let card = card.or_else(|| self.drawn_card(here));
                    context.insert_value("card", Value::from(card));
                }
            }),
        )
    }

    /// A home page where the site has no `index.md` in this language.
    #[must_use]
    pub fn bare_home(&self, language: &str, backlinks: Option<&Backlinks>) -> Rendered {
        let urls = Urls::new(&self.index.prefix(language), self.settings.portable);
        self.render("home.html", &urls, language, backlinks, |here, context| {
            context.insert_value("page", Value::none());
            self.home_lists(here, context);
            let site = &self.index.loaded.site;
            let head = Head {
                kind: "home",
                title: site.title.clone(),
                description: site.description.clone(),
                marks: Vec::new(),
            };
            self.common(here, context, head);
            context.insert_value("structured_data", Value::from(self.website(language)));
        })
    }

    fn home_lists(&self, here: &Here<'_>, context: &mut Context) {
        let language = here.language;
        let list = self.order.list(Kind::Page, language);
        // One after the other: here all pages come together.
        let fields = here.wants.of_link("pages");
        let all = || {
            self.each_page_link(here, list, fields)
                .map(Value::from)
                .collect::<Vec<_>>()
        };
        let pages = here.wants.make("pages", all);
        context.insert_value("pages", Value::from(pages));
        let latest = self.order.list(Kind::Event, language).iter().rev().take(5);
        let events: Vec<_> = latest.map(|at| here.event_value(*at)).collect();
        context.insert_value("latest_events", Value::from(events));
        let mut counts = tera::Map::default();
        for (key, kind) in [
            ("pages", Kind::Page),
            ("terms", Kind::Term),
            ("events", Kind::Event),
            ("people", Kind::Person),
            ("sources", Kind::Source),
        ] {
            let n = self.order.count(kind, language);
            counts.insert(tera::value::Key::Str(key), Value::from(n));
        }
        context.insert_value("counts", Value::from(counts));
    }

    /// Pages in a list, with those of their fields that can be read.
    pub(super) fn page_links(&self, here: &Here<'_>, list: &[usize], fields: &Fields) -> Vec<PageLink> {
        self.each_page_link(here, list, fields).collect()
    }

    fn each_page_link<'l>(
        &'l self,
        here: &'l Here<'_>,
        list: &'l [usize],
        fields: &'l Fields,
    ) -> impl Iterator<Item = PageLink> + 'l {
        list.iter()
            .filter_map(move |at| here.page_link(*at, fields, || self.summary(*at)))
    }

    /// The plain summary of a page. Until all pages have been linked it is worked out when it is first asked for, and kept,
    /// since a page stands in the lists of some others.
    fn summary(&self, at: usize) -> Option<Arc<str>> {
        if let Some(known) = self.known_summary(at) {
            return Some(known);
        }
        let make = || summary(self.index, at).map(Arc::from);
        let room = self.index.loaded.pages.room();
        let all = self
            .told
            .get_or_init(|| std::iter::repeat_with(OnceLock::new).take(room).collect());
        let Some(place) = all.get(at) else { return make() };
        let (found, trace) = place.get_or_init(|| trace::shared(make));
        trace::again(trace);
        found.clone()
    }

    /// The plain summary of a page, where all pages have been linked.
    pub(super) fn known_summary(&self, at: usize) -> Option<Arc<str>> {
        let summaries = self.summaries.read().unwrap_or_else(PoisonError::into_inner);
        let known = summaries.get(&at).cloned();
        if known.is_some() {
            trace::on(About::Linked, Kind::Page, at);
        }
        known
    }

    /// The pages right below a folder's own page.
    fn children(&self, here: &Here<'_>, id: &str, is_folder: bool) -> Vec<PageLink> {
        if !is_folder {
            return Vec::new();
        }
        let all = self.order.list(Kind::Page, here.language).iter().copied();
        let below: Vec<usize> = all
            .filter(|at| {
                let page = self.index.loaded.pages.get(*at);
                let rest = page.and_then(|p| p.id.strip_prefix(id)?.strip_prefix('/'));
                rest.is_some_and(|rest| !rest.contains('/'))
            })
            .collect();
        self.page_links(here, &below, &Fields::All)
    }

    fn neighbours(&self, here: &Here<'_>, r: Ref) -> (Option<PageLink>, Option<PageLink>) {
        let (previous, next) = self.order.neighbours(r, here.language);
        let link = |name: &str, r: Option<Ref>| {
            let fields = here.wants.of_link(name);
            r.and_then(|r| here.page_link(r.at, fields, || self.summary(r.at)))
        };
        (link("previous", previous), link("next", next))
    }

    /// The page that a host serves for an address that doesn't exist, at any depth.
    #[must_use]
    pub fn not_found(&self) -> Rendered {
        let root = super::base_path(self.settings);
        let urls = Urls::absolute(&root, self.settings.portable);
        let language = self.index.default_language();
        let mut rendered = self.render("404.html", &urls, language, None, |here, context| {
            context.insert_value("root", Value::from(root.as_str()));
            let head = Head {
                kind: "404",
                title: here.locale.message("not_found_title").to_owned(),
                description: None,
                marks: Vec::new(),
            };
            self.common(here, context, head);
            context.insert_value("canonical", Value::none());
            context.insert_value("breadcrumbs_data", Value::none());
            context.insert_value("card", Value::none());
        });
        if let Some(output) = &mut rendered.output {
            output.path = "404.html".into();
        }
        // For its links it stands at the root; for those who mend its template it doesn't.
        for (_, page) in &mut rendered.faults {
            "/404.html".clone_into(page);
        }
        rendered
    }

    /// A page at an old address that leads to the new one.
    #[must_use]
    pub fn redirect(&self, from: &str, to: Ref) -> Rendered {
        let urls = Urls::new(from, self.settings.portable);
        let path = self.index.path(to);
        self.render(
            "redirect.html",
            &urls,
            self.index.language(to),
            None,
            |here, context| {
                context.insert_value("dir", Value::from(if here.locale.is_rtl() { "rtl" } else { "ltr" }));
                context.insert_value("target_title", Value::from(self.index.title(to)));
                context.insert_value("url", Value::from(here.urls.href(&path)));
                context.insert_value("absolute", Value::from(self.absolute(&path)));
            },
        )
    }
}
