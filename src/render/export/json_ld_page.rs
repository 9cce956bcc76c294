//! Schema.org's [`BackgroundNewsArticle`](https://schema.org/BackgroundNewsArticle) in explainers,
//! [`WebSite`](https://schema.org/WebSite) in home pages, and the [`BreadcrumbList`](https://schema.org/BreadcrumbList) of
//! every page below, as JSON-LD. They need full addresses, so that a site without `base_url` has none.
//!
//! Terms, events and sources are named by their ids: the pages that list them say the rest (`json_ld.rs` and its like), and a
//! reader of the article on a slow line doesn't load it twice.
//!
//! A name alone doesn't say whether it is a person's: an author is what the entry of that name in `people/` says, the
//! site's own name is a body, and anybody else a person.

use serde_json::{Map, Value, json};

use super::address;
use super::json_ld::{Object, block};
use crate::date::Date;
use crate::link::{LinkedPage, Ref, plain};
use crate::load::Page;
use crate::model::PersonKind;
use crate::model::id::Kind;
use crate::render::Renderer;
use crate::render::cite::Name;
use crate::render::view::{Html, ImageView, ShareImageView};
use crate::render::views::citation_order;
use crate::span::Spanned;

impl Renderer<'_> {
    /// An explainer.
    pub(in crate::render) fn article(
        &self,
        linked: &LinkedPage,
        card: Option<&ShareImageView>,
        image: Option<&ImageView>,
    ) -> Option<Html> {
        let base = self.settings.base_url.as_deref()?;
        let page = self.index.loaded.pages.get(linked.at)?;
        let of = Ref {
            kind: Kind::Page,
            at: linked.at,
        };
        let url = address(self.settings, &self.index.path(of));
        let head = &page.head;
        let written = |value: Value| value.to_string();
        let day = |date: Option<&Spanned<Date>>| date.and_then(|d| d.value.html_datetime());
        let mut article = Object::new();
        article.text("@context", Some("https://schema.org"));
        article.text("@id", Some(&url));
        article.text("@type", Some("BackgroundNewsArticle"));
        article.list("about", self.about(linked));
        article.list("author", self.authors(page).into_iter().map(written));
        article.text("backstory", text(&plain(&linked.backstory)));
        let sources = citation_order(linked).into_iter();
        article.list(
            "citation",
            sources.map(|at| self.known("CreativeWork", Kind::Source, at)),
        );
        article.list("correction", corrections(page, linked).into_iter().map(written));
        article.text("dateModified", day(head.updated.as_ref()).as_deref());
        article.text("datePublished", day(head.date.as_ref()).as_deref());
        article.text("description", text(&plain(&linked.summary)));
        article.text("headline", Some(&head.title.value));
        article.json("image", card.map(|card| picture(card, image).to_string()).as_deref());
        article.text("inLanguage", Some(&page.language));
        article.json(
            "isPartOf",
            Some(&reference("WebSite", &self.website_id(&page.language))),
        );
        article.list(
            "keywords",
            head.tags.iter().map(|t| Value::from(t.value.as_str()).to_string()),
        );
        article.text("mainEntityOfPage", Some(&url));
        article.list("mentions", self.mentions(linked));
        article.json("publisher", Some(&self.publisher(base).to_string()));
        article.text("url", Some(&url));
        Some(article.block())
    }

    /// The site, on the home page of a language.
    pub(in crate::render) fn website(&self, language: &str) -> Option<Html> {
        let base = self.settings.base_url.as_deref()?;
        let site = &self.index.loaded.site;
        let mut data = json!({
            "@context": "https://schema.org",
            "@type": "WebSite",
            "@id": self.website_id(language),
            "url": address(self.settings, &self.index.prefix(language)),
            "name": site.title,
            "inLanguage": language,
            "publisher": self.publisher(base),
        });
        if let (Some(about), Some(map)) = (&site.description, data.as_object_mut()) {
            map.insert("description".into(), about.as_str().into());
        }
        Some(block(&data))
    }

    /// The way from the home page to the page at a path. `None` on a home page.
    pub(in crate::render) fn breadcrumbs(&self, path: &str, title: &str, language: &str) -> Option<Html> {
        self.settings.base_url.as_ref()?;
        let home = self.index.home(language);
        let below = path.strip_prefix(&home).filter(|rest| !rest.is_empty())?;
        let mut steps: Vec<(String, String)> = vec![(home.clone(), self.index.loaded.site.title.clone())];
        let mut at = home;
        let parts: Vec<&str> = below.split('/').filter(|p| !p.is_empty()).collect();
        for part in parts.iter().take(parts.len().saturating_sub(1)) {
            at = format!("{at}{part}/");
            if let Some(name) = self.name_of(&at, language) {
                steps.push((at.clone(), name));
            }
        }
        steps.push((path.to_owned(), title.to_owned()));
        let items = steps.iter().enumerate().map(|(nth, (path, name))| {
            json!({"@type": "ListItem", "position": nth + 1, "name": name, "item": address(self.settings, path)})
        });
        Some(block(&json!({
            "@context": "https://schema.org",
            "@type": "BreadcrumbList",
            "itemListElement": items.collect::<Vec<_>>(),
        })))
    }

    /// What the page at an address is called.
    fn name_of(&self, path: &str, language: &str) -> Option<String> {
        if let Some(r) = self.index.address(path)? {
            return Some(self.index.title(r).to_owned());
        }
        let name = path.trim_end_matches('/').rsplit('/').next()?;
        Some(self.index.locale(language).message(name).to_owned())
    }

    fn website_id(&self, language: &str) -> String {
        address(self.settings, &self.index.prefix(language))
    }

    fn publisher(&self, base: &str) -> Value {
        let name = &self.index.loaded.site.title;
        json!({"@type": "Organization", "name": name, "url": base})
    }

    fn authors(&self, page: &Page) -> Vec<Value> {
        let site = &self.index.loaded.site;
        let own = std::slice::from_ref(&site.title);
        let named = [&page.head.authors, &site.authors].into_iter().find(|a| !a.is_empty());
        let author = |name: &String| match self.index.person_called(name, &page.language) {
            Some(at) => self.person_link(at),
            None if *name == site.title => json!({"@type": "Organization", "name": name}),
            None => person(name),
        };
        named.map_or(own, Vec::as_slice).iter().map(author).collect()
    }

    fn person_link(&self, at: usize) -> Value {
        let of = Ref { kind: Kind::Person, at };
        let kind = match self.index.person_kind(of) {
            Some(PersonKind::Organisation) => "Organization",
            _ => "Person",
        };
        let id = address(self.settings, &self.index.anchor(of));
        json!({"@type": kind, "@id": id, "name": self.index.title(of)})
    }

    /// The people whom the page names in its front matter, and the events of its timeline.
    fn about(&self, linked: &LinkedPage) -> Vec<String> {
        let people = linked.people.iter().map(|at| self.person_link(*at).to_string());
        let events = linked.events.iter().map(|at| self.known("Event", Kind::Event, *at));
        people.chain(events).collect()
    }

    /// The terms that the page links, and the other events that it tells.
    fn mentions(&self, linked: &LinkedPage) -> Vec<String> {
        let terms = linked.terms.iter().map(|at| self.known("DefinedTerm", Kind::Term, *at));
        let others = linked.told.iter().filter(|at| !linked.events.contains(at));
        terms
            .chain(others.map(|at| self.known("Event", Kind::Event, *at)))
            .collect()
    }

    /// Something that its list page tells all about.
    fn known(&self, kind: &str, of: Kind, at: usize) -> String {
        reference(kind, &address(self.settings, &self.index.anchor(Ref { kind: of, at })))
    }
}

/// Something that is told elsewhere.
fn reference(kind: &str, id: &str) -> String {
    let mut reference = Object::new();
    reference.text("@id", Some(id));
    reference.text("@type", Some(kind));
    reference.end()
}

/// Somebody of whom the site knows only the name.
pub(super) fn person(name: &str) -> Value {
    match Name::of(name) {
        Name::Whole(name) => json!({"@type": "Person", "name": name}),
        Name::Parts(family, given) => {
            let name = Name::Parts(family, given).said();
            json!({"@type": "Person", "name": name, "familyName": family, "givenName": given})
        }
    }
}

fn corrections(page: &Page, linked: &LinkedPage) -> Vec<Value> {
    let pairs = page.head.corrections.iter().zip(&linked.corrections);
    let comment = |(raw, words): (&crate::model::Correction, &crate::link::Pieces)| {
        let mut comment = json!({"@type": "CorrectionComment", "text": plain(words)});
        if let (Some(date), Some(map)) = (day(&raw.date.value), comment.as_object_mut()) {
            map.insert("datePublished".into(), date);
        }
        comment
    };
    pairs.map(comment).collect()
}

fn picture(card: &ShareImageView, image: Option<&ImageView>) -> Value {
    let mut picture = Map::new();
    picture.insert("@type".into(), "ImageObject".into());
    picture.insert("url".into(), card.url.as_str().into());
    let credit = image.and_then(|i| i.credit.clone());
    // schema.org wants a length or a quantity here, never a bare number; E37 is the code of a pixel.
    let pixels = |n| json!({"@type": "QuantitativeValue", "value": n, "unitCode": "E37"});
    let more = [
        ("caption", text(&card.alt).map(Value::from)),
        ("creditText", credit.map(Value::from)),
        ("width", card.width.map(pixels)),
        ("height", card.height.map(pixels)),
    ];
    picture.extend(
        more.into_iter()
            .filter_map(|(key, value)| Some((key.to_owned(), value?))),
    );
    Value::Object(picture)
}

/// A date where ISO 8601 says it as exactly as the author did.
fn day(date: &Date) -> Option<Value> {
    date.html_datetime().map(Value::from)
}

fn text(words: &str) -> Option<&str> {
    (!words.is_empty()).then_some(words)
}
