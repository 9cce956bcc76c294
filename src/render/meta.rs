//! What the head of an explainer tells other programs in `<meta>`: Open Graph's dates and authors, the tags of Highwire Press
//! and Dublin Core, which Zotero and its like read. Addresses are full, so that a site without `base_url` has none. What
//! all pages have (title, description, picture) is in `templates/components/share.html`.

use tera::Value;

use super::Renderer;
use super::urls::encoded;
use super::view::{MetaView, ShareImageView};
use super::views::Here;
use crate::date::Date;
use crate::link::LinkedPage;
use crate::load::Page;

impl Renderer<'_> {
    /// The picture that stands for a page where it is shared: the page's own, with its full address. This is the place for one
    /// that is drawn where a page has none.
    pub(super) fn share_image(&self, linked: &LinkedPage) -> Option<ShareImageView> {
        self.settings.base_url.as_ref()?;
        let (picture, _) = linked.image.as_ref()?;
        let url = match &picture.src {
            crate::link::Href::File(path, _) => self.absolute(&encoded(path))?,
            crate::link::Href::Outside(url) => url.clone(),
            crate::link::Href::Site(_) | crate::link::Href::Same(_) => return None,
        };
        let shown = match &picture.src {
            crate::link::Href::File(path, _) => self.images.and_then(|images| images.shown(path)),
            _ => None,
        };
        let (width, height) = shown.and_then(|s| s.size).unzip();
        Some(ShareImageView {
            url: match shown {
                Some(shown) => self.absolute(&encoded(&shown.fallback))?,
                None => url,
            },
            alt: picture.alt.clone(),
            width,
            height,
        })
    }

    /// The tags of an explainer: [`MetaView`]s. Those that other pages have as well are made once.
    pub(super) fn meta(&self, here: &Here<'_>, page: &Page, path: &str) -> Vec<Value> {
        let Some(url) = self.absolute(path) else {
            return Vec::new();
        };
        let site = &self.index.loaded.site;
        let authors = if page.head.authors.is_empty() {
            &site.authors
        } else {
            &page.head.authors
        };
        let plain = |date: Option<&crate::span::Spanned<Date>>| date.and_then(|d| d.value.html_datetime());
        let (published, updated) = (plain(page.head.date.as_ref()), plain(page.head.updated.as_ref()));
        let mut tags = Vec::new();
        let mut put = |many: bool, attribute: &'static str, name: &str, content: &str| {
            let make = || {
                Value::from(MetaView {
                    attribute,
                    name: name.to_owned(),
                    content: content.to_owned(),
                })
            };
            tags.push(if many {
                here.meta_value(name, content, make)
            } else {
                make()
            });
        };
        for (name, date) in [
            ("article:published_time", &published),
            ("article:modified_time", &updated),
        ] {
            if let Some(date) = date {
                put(false, "property", name, date);
            }
        }
        for author in authors {
            put(true, "property", "article:author", author);
        }
        for tag in &page.head.tags {
            put(true, "property", "article:tag", &tag.value);
        }

        put(false, "name", "citation_title", &page.head.title.value);
        for author in authors {
            put(true, "name", "citation_author", author);
        }
        if let Some(date) = published.as_ref().or(updated.as_ref()) {
            put(false, "name", "citation_publication_date", &slashes(date));
        }
        if let Some(date) = updated.as_ref().or(published.as_ref()) {
            put(false, "name", "citation_online_date", &slashes(date));
        }
        put(true, "name", "citation_publisher", &site.title);
        put(true, "name", "citation_language", &page.language);
        put(false, "name", "citation_public_url", &url);
        put(false, "name", "citation_fulltext_html_url", &url);

        put(false, "name", "DC.title", &page.head.title.value);
        for author in authors {
            put(true, "name", "DC.creator", author);
        }
        put(true, "name", "DC.publisher", &site.title);
        put(true, "name", "DC.type", "Text");
        put(true, "name", "DC.format", "text/html");
        put(true, "name", "DC.language", &page.language);
        put(false, "name", "DC.identifier", &url);
        for (name, date) in [("DCTERMS.issued", &published), ("DCTERMS.modified", &updated)] {
            if let Some(date) = date {
                put(false, "name", name, date);
            }
        }
        tags
    }
}

/// A day as Highwire's tags have it: 2025/02/27.
fn slashes(date: &str) -> String {
    date.split('T').next().unwrap_or("").replace('-', "/")
}
