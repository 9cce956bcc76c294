//! What lets readers follow a site and machines find their way in it: an Atom feed a language, `sitemap.xml`, `robots.txt`,
//! `llms.txt`, and the pages' own Markdown. All of them need the site's full address, and none asks the clock: dates come
//! from front matter alone. What other programs calculate with (glossary, timeline, sources) is in [`super::export`].

mod atom;
mod llms;
mod markdown;
mod sitemap;

use std::collections::BTreeSet;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

pub(super) use atom::correction_ids;
pub use sitemap::is_sitemap;

use super::Renderer;
use crate::load::Role;
use crate::write::Output;

/// The name of a language's feed, in its folder.
const FEED: &str = "feed.xml";

impl Renderer<'_> {
    /// `robots.txt`, the maps of the site, and `llms.txt`; nothing without `base_url`. A file of the same name in `static/`
    /// takes its place.
    #[must_use]
    pub fn maps(&self) -> Vec<Output> {
        let Some(base) = self.settings.base_url.as_deref() else {
            return Vec::new();
        };
        let mut outputs = self.sitemaps(base);
        let robots = format!(
            "User-agent: *\nAllow: /\n\nSitemap: {}\n",
            uri(&format!("{base}sitemap.xml"))
        );
        outputs.push(Output {
            path: "robots.txt".into(),
            bytes: robots.into_bytes(),
        });
        outputs.extend(self.llms(base));
        outputs.retain(|o| !self.index.has_own(&o.path));
        outputs
    }

    /// The languages that have a home page.
    fn languages_with_pages(&self) -> impl Iterator<Item = &str> {
        let loaded = self.index.loaded;
        let with: BTreeSet<&str> = loaded.pages.iter().map(|p| p.language.as_str()).collect();
        let languages = loaded.site.languages.iter().map(|l| l.value.as_str());
        languages.filter(move |l| *l == self.index.default_language() || with.contains(l))
    }

    /// Whether a page is an explainer: not a home page, and not the text that opens a section.
    fn is_explainer(&self, at: usize) -> bool {
        let page = self.index.loaded.pages.get(at);
        page.is_some_and(|p| p.role == Role::Explainer)
    }
}

/// What a web address may not hold as it is (RFC 3986), beside all that isn't ASCII.
const UNSAFE: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}')
    .add(b'(')
    .add(b')');

/// An address in ASCII, for formats that know no other.
fn uri(address: &str) -> String {
    utf8_percent_encode(address, UNSAFE).to_string()
}

/// Text without the characters that XML can't hold.
fn xml(text: &str) -> String {
    let allowed =
        |c: &char| matches!(c, '\t' | '\n' | '\r') || !(c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}'));
    text.chars().filter(allowed).collect()
}
