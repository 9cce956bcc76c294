//! What the head of an explainer tells other programs in `<meta>`: Open Graph's dates and authors, the tags of Highwire Press
//! and Dublin Core, which Zotero and its like read. Addresses are full, so that a site without `base_url` has none. What
//! all pages have (title, description, picture) is in `templates/components/share.html`.

use super::Renderer;
use super::view::{MetaView, ShareImageView};
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
            crate::link::Href::Site(path) => self.absolute(path)?,
            crate::link::Href::Outside(url) => url.clone(),
            crate::link::Href::Same(_) => return None,
        };
        let shown = match &picture.src {
            crate::link::Href::Site(path) => self.images.and_then(|images| images.shown(path)),
            _ => None,
        };
        let (width, height) = shown.and_then(|s| s.size).unzip();
        Some(ShareImageView {
            url: match shown {
                Some(shown) => self.absolute(&shown.fallback)?,
                None => url,
            },
            alt: picture.alt.clone(),
            width,
            height,
        })
    }

    /// The tags of an explainer.
    pub(super) fn meta(&self, page: &Page, path: &str) -> Vec<MetaView> {
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
        let mut tell = |attribute: &'static str, name: &str, content: &str| {
            tags.push(MetaView {
                attribute,
                name: name.to_owned(),
                content: content.to_owned(),
            });
        };
        for (name, date) in [
            ("article:published_time", &published),
            ("article:modified_time", &updated),
        ] {
            if let Some(date) = date {
                tell("property", name, date);
            }
        }
        for author in authors {
            tell("property", "article:author", author);
        }
        for tag in &page.head.tags {
            tell("property", "article:tag", &tag.value);
        }

        tell("name", "citation_title", &page.head.title.value);
        for author in authors {
            tell("name", "citation_author", author);
        }
        if let Some(date) = published.as_ref().or(updated.as_ref()) {
            tell("name", "citation_publication_date", &slashes(date));
        }
        if let Some(date) = updated.as_ref().or(published.as_ref()) {
            tell("name", "citation_online_date", &slashes(date));
        }
        tell("name", "citation_publisher", &site.title);
        tell("name", "citation_language", &page.language);
        tell("name", "citation_public_url", &url);
        tell("name", "citation_fulltext_html_url", &url);

        tell("name", "DC.title", &page.head.title.value);
        for author in authors {
            tell("name", "DC.creator", author);
        }
        tell("name", "DC.publisher", &site.title);
        tell("name", "DC.type", "Text");
        tell("name", "DC.format", "text/html");
        tell("name", "DC.language", &page.language);
        tell("name", "DC.identifier", &url);
        for (name, date) in [("DCTERMS.issued", &published), ("DCTERMS.modified", &updated)] {
            if let Some(date) = date {
                tell("name", name, date);
            }
        }
        tags
    }
}

/// A day as Highwire's tags have it: 2025/02/27.
fn slashes(date: &str) -> String {
    date.split('T').next().unwrap_or("").replace('-', "/")
}
