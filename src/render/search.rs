//! The search page: a field, and where to look without a script. What is found comes from `static/search.js`, by way of the
//! index that [`crate::search`] makes.

use tera::Value;

use super::urls::Urls;
use super::view::LinkView;
use super::views::Here;
use super::{Rendered, Renderer};
use crate::model::id::Kind;
use crate::search::SCRIPT;

impl Renderer<'_> {
    /// The search page of a language. `None` where there is nothing to search for.
    #[must_use]
    pub fn search(&self, language: &str) -> Option<Rendered> {
        let path = self.index.search_path(language);
        // A text that claims the address is an error, and what stands there.
        if self.index.address(&path) != Some(None) {
            return None;
        }
        let urls = Urls::new(&path, self.settings.portable);
        Some(self.render("search.html", &urls, language, None, |here, context| {
            context.insert_value("index_url", Value::from(here.urls.href(SCRIPT)));
            context.insert_value("browse", Value::from(self.browse(here)));
            self.plain_head(here, context, "search", here.locale.message("search").to_owned());
        }))
    }

    /// The search page in the language of the page at hand.
    pub(super) fn search_url(&self, here: &Here<'_>) -> Option<String> {
        let path = self.index.search_path(here.language);
        (self.index.address(&path) == Some(None)).then(|| here.urls.href(&path))
    }

    /// The lists that show everything there is to be found.
    fn browse(&self, here: &Here<'_>) -> Vec<LinkView> {
        let message = |key: &str| here.locale.message(key).to_owned();
        let sections = [Kind::Term, Kind::Event, Kind::Person, Kind::Source]
            .into_iter()
            .filter(|kind| self.order.has_section(*kind, here.language))
            .map(|kind| {
                let path = self.index.section_path(kind, here.language);
                (message(kind.folder().unwrap_or("")), path)
            });
        let mut found: Vec<(String, String)> = sections.collect();
        let tags = format!("{}tags/", self.index.prefix(here.language));
        if self.index.address(&tags).is_some() {
            found.push((message("tags"), tags));
        }
        let link = |(title, path): (String, String)| LinkView {
            title,
            url: here.urls.href(&path),
        };
        found.into_iter().map(link).collect()
    }
}
