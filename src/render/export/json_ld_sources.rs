//! Sources as works of schema.org ([`CreativeWork`](https://schema.org/CreativeWork) and its kinds), as JSON-LD in the page of
//! sources, which explainers refer to. They need full addresses, so that a site without `base_url` has none.

use serde_json::{Value, json};

use super::address;
use super::json_ld_page::person;
use crate::link::Ref;
use crate::model::Source;
use crate::model::id::Kind;
use crate::render::Renderer;
use crate::render::view::Html;

impl Renderer<'_> {
    /// The sources of a language, in their order. `None` where there are none, or the site has no address.
    pub(in crate::render) fn source_list(&self, language: &str, all: &[usize]) -> Option<Html> {
        self.item_list((Kind::Source, language), all, |at, whole| self.work(at, whole))
    }

    /// Sources as works; `whole` with all that is known of them.
    pub(super) fn works(&self, sources: &[usize], whole: bool) -> Vec<Value> {
        sources.iter().filter_map(|at| self.work(*at, whole)).collect()
    }

    fn work(&self, at: usize, whole: bool) -> Option<Value> {
        let source = self.index.loaded.bibliography.get(at)?;
        let of = Ref { kind: Kind::Source, at };
        let id = address(self.settings, &self.index.anchor(of));
        Some(work(&source.data, &id, whole))
    }
}

fn work(source: &Source, id: &str, whole: bool) -> Value {
    let kind = match source.kind.as_deref() {
        Some("news") => "NewsArticle",
        Some("book") => "Book",
        Some("report") => "Report",
        Some("law" | "treaty") => "Legislation",
        Some("dataset") => "Dataset",
        _ => "CreativeWork",
    };
    let mut work = json!({"@type": kind, "@id": id, "name": source.title.value});
    let Some(map) = work.as_object_mut().filter(|_| whole) else {
        return work;
    };
    let name = |kind: &str, name: &str| json!({"@type": kind, "name": name});
    if let Some(url) = &source.url {
        map.insert("url".into(), url.value.as_str().into());
    }
    if let Some(copy) = &source.archive_url {
        map.insert("archivedAt".into(), copy.value.as_str().into());
    }
    let authors: Vec<Value> = source.authors.iter().map(|a| person(a)).collect();
    if !authors.is_empty() {
        map.insert("author".into(), authors.into());
    }
    if let Some(publisher) = &source.publisher {
        map.insert("publisher".into(), name("Organization", publisher));
    }
    if let Some(published) = source.published.as_ref().and_then(|d| d.value.html_datetime()) {
        map.insert("datePublished".into(), published.into());
    }
    work
}
