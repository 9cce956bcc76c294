//! `feed.xml`, an Atom feed (RFC 4287) a language: the explainers with their whole text, and each correction as an entry of
//! its own. The newest fifty, by `updated` or `date`, and by the day of the correction.
//!
//! A feed wants moments. A day counts as its midnight in UTC, a month or a year as its first day, but where `published` may be
//! left out; a page without a date has no place among the newest, so that it isn't in the feed. An entry's id is its full address: it stays while the
//! page's address does, and a correction's is told by its day, so that older ones keep theirs when another is added.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use atom_syndication::{Category, Content, Entry, Feed, FixedDateTime, Generator, Link, Person, Text, WriteConfig};
use tera::Value;

use super::{FEED, xml};
use crate::cache::trace::{self, Question};
use crate::date::{Date, Precision};
use crate::link::{LinkedPage, Ref, plain, sum};
use crate::load::Page;
use crate::model::Correction;
use crate::model::id::Kind;
use crate::render::cite::said;
use crate::render::urls::Urls;
use crate::render::view::{CorrectionView, Html};
use crate::render::{Rendered, Renderer, TemplateFault};
use crate::write::Output;

/// How many entries a feed has.
const MOST_ENTRIES: usize = 50;

/// What becomes an entry.
struct Item {
    when: FixedDateTime,
    page: usize,
    /// Which of the page's corrections; none for the page itself.
    correction: Option<usize>,
}

impl Renderer<'_> {
    /// The feed of a language; nothing without `base_url`, or where no page has a date.
    #[must_use]
    pub fn feed(&self, language: &str) -> Rendered {
        let mut faults = Vec::new();
        let output = self.feed_of(language, &mut faults);
        Rendered { output, faults }
    }

    /// The path of a language's feed, where it has one.
    pub(in crate::render) fn feed_path(&self, language: &str) -> Option<String> {
        trace::ask(Question::Feed, Kind::Page, 0, language, "");
        self.feeds
            .contains(language)
            .then(|| self.index.prefix(language) + FEED)
    }

    /// The languages that have a feed.
    pub(in crate::render) fn with_feeds(&self) -> std::collections::BTreeSet<String> {
        let pages = self.index.loaded.pages.iter().enumerate();
        pages
            .filter(|(at, page)| self.settings.base_url.is_some() && self.is_explainer(*at) && changed(page).is_some())
            .map(|(_, page)| page.language.clone())
            .collect()
    }

    fn feed_of(&self, language: &str, faults: &mut Vec<(TemplateFault, String)>) -> Option<Output> {
        let base = self.settings.base_url.as_deref()?;
        let folder = self.index.prefix(language);
        let path = format!("{}{FEED}", folder.trim_start_matches('/'));
        let items = self.items(language);
        let updated = items.first()?.when;
        if self.index.has_own(&path) {
            return None;
        }
        let site = &self.index.loaded.site;
        let home = format!("{base}{}", folder.trim_start_matches('/'));
        let authors = if site.authors.is_empty() {
            std::slice::from_ref(&site.title)
        } else {
            site.authors.as_slice()
        };
        let feed = Feed {
            title: text(&site.title),
            id: home.clone(),
            updated,
            authors: people(authors),
            generator: Some(Generator {
                value: "nutgraf".into(),
                uri: None,
                version: Some(env!("CARGO_PKG_VERSION").into()),
            }),
            links: vec![
                link("self", &format!("{base}{path}"), "application/atom+xml"),
                link("alternate", &home, "text/html"),
            ],
            subtitle: site.description.as_deref().map(text),
            entries: self.feed_entries(base, &items, faults),
            lang: Some(language.to_owned()),
            ..Feed::default()
        };
        let how = WriteConfig {
            indent_size: Some(1),
            ..WriteConfig::default()
        };
        let mut bytes = feed.write_with_config(Vec::new(), how).ok()?;
        bytes.push(b'\n');
        Some(Output { path, bytes })
    }

    /// The newest of a language, in order.
    fn items(&self, language: &str) -> Vec<Item> {
        trace::ask(Question::Newest, Kind::Page, 0, language, "");
        trace::unnoted(|| self.newest(language))
    }

    /// The print of what [`Self::items`] finds.
    pub(in crate::render) fn print_of_newest(&self, language: &str) -> u64 {
        let items = self.newest(language);
        let print = |item: &Item| {
            let (kind, at) = (Kind::Page, item.page);
            (
                self.index.who(Ref { kind, at }),
                item.when.to_rfc3339(),
                item.correction,
            )
        };
        sum(&items.iter().map(print).collect::<Vec<_>>())
    }

    fn newest(&self, language: &str) -> Vec<Item> {
        let mut items = Vec::new();
        for at in self.order.list(Kind::Page, language) {
            let Some(page) = self.index.loaded.pages.get(*at).filter(|_| self.is_explainer(*at)) else {
                continue;
            };
            let Some(when) = changed(page) else { continue };
            items.push(Item {
                when,
                page: *at,
                correction: None,
            });
            let corrections = page.head.corrections.iter().enumerate();
            items.extend(corrections.filter_map(|(nth, c)| {
                Some(Item {
                    when: moment(&c.date.value)?,
                    page: *at,
                    correction: Some(nth),
                })
            }));
        }
        items.sort_by_cached_key(|i| {
            let of = Ref {
                kind: Kind::Page,
                at: i.page,
            };
            (Reverse(i.when), self.index.path(of), i.correction)
        });
        items.truncate(MOST_ENTRIES);
        items
    }

    fn feed_entries(&self, base: &str, items: &[Item], faults: &mut Vec<(TemplateFault, String)>) -> Vec<Entry> {
        // A page and its corrections are linked once.
        let mut linked: BTreeMap<usize, LinkedPage> = BTreeMap::new();
        for item in items {
            if !linked.contains_key(&item.page)
                && let Some((page, _)) = crate::link::page(self.index, item.page)
            {
                linked.insert(item.page, page);
            }
        }
        let entry = |item: &Item| {
            let of = Ref {
                kind: Kind::Page,
                at: item.page,
            };
            let page = self.index.loaded.pages.get(item.page)?;
            let linked = linked.get(&item.page)?;
            let urls = Urls::whole(base, &self.index.path(of));
            match item.correction {
                None => Some(self.page_entry(&urls, page, linked, item.when, faults)),
                Some(nth) => self.correction_entry(&urls, page, linked, item.when, nth),
            }
        };
        items.iter().filter_map(entry).collect()
    }

    fn page_entry(
        &self,
        urls: &Urls,
        page: &Page,
        linked: &LinkedPage,
        updated: FixedDateTime,
        faults: &mut Vec<(TemplateFault, String)>,
    ) -> Entry {
        let rendered = self.render("feed/entry.html", urls, &page.language, None, |here, context| {
            context.insert_value("page", Value::from(here.page(linked)));
        });
        faults.extend(rendered.faults);
        let html = rendered.output.and_then(|o| String::from_utf8(o.bytes).ok());
        let address = urls.href(urls.here());
        let tags = page.head.tags.iter();
        Entry {
            title: text(&page.head.title.value),
            id: address.clone(),
            updated,
            authors: people(&page.head.authors),
            categories: tags
                .map(|tag| Category {
                    term: xml(&tag.value),
                    ..Category::default()
                })
                .collect(),
            links: vec![link("alternate", &address, "text/html")],
            published: page.head.date.as_ref().and_then(|d| exact_moment(&d.value)),
            summary: Some(text(&plain(&linked.summary))),
            content: html.map(|html| self.content(&html, &page.language, urls)),
            ..Entry::default()
        }
    }

    fn correction_entry(
        &self,
        urls: &Urls,
        page: &Page,
        linked: &LinkedPage,
        updated: FixedDateTime,
        nth: usize,
    ) -> Option<Entry> {
        let id = correction_ids(&page.head.corrections).into_iter().nth(nth)?;
        let address = urls.href(&format!("{}#{id}", urls.here()));
        let stock = self.stock(urls, &page.language);
        let here = self.bare(urls, &page.language, &stock);
        let corrections: Vec<CorrectionView> = here.page(linked)?.corrections;
        let Html(html) = corrections.into_iter().find(|c| c.id == id)?.text_html;
        let title = here
            .locale
            .format("correction_to", &[("title", &page.head.title.value)]);
        Some(Entry {
            title: text(&title),
            id: address.clone(),
            updated,
            authors: people(&page.head.authors),
            links: vec![
                link("alternate", &address, "text/html"),
                link("related", &urls.href(urls.here()), "text/html"),
            ],
            published: exact_moment(&page.head.corrections.get(nth)?.date.value),
            content: Some(self.content(&format!("<p>{html}</p>\n"), &page.language, urls)),
            ..Entry::default()
        })
    }

    /// The text of a page. nutgraf's own links are whole; those that an author wrote in HTML start from the page.
    fn content(&self, html: &str, language: &str, urls: &Urls) -> Content {
        let base = self.index.loaded.site.raw_html.then(|| urls.href(urls.here()));
        Content {
            base,
            lang: Some(language.to_owned()),
            value: Some(xml(html)),
            content_type: Some("html".into()),
            ..Content::default()
        }
    }
}

/// The ids that corrections have on their page, in the order of the front matter: by their day, and by their number where a
/// day has several.
#[must_use]
pub(in crate::render) fn correction_ids(corrections: &[Correction]) -> Vec<String> {
    let mut days: BTreeMap<&str, usize> = BTreeMap::new();
    let ids = corrections.iter().map(|c| {
        let day = c.date.value.as_str();
        let nth = days.entry(day).or_insert(0);
        *nth += 1;
        // What EDTF has beside letters, digits and dashes (`?`, `/`) would need escaping in an address.
        let plain: String = day
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
            .collect();
        let plain = plain.trim_end_matches('-');
        if *nth == 1 {
            format!("_correction-{plain}")
        } else {
            format!("_correction-{plain}-{nth}")
        }
    });
    ids.collect()
}

/// When a page was last changed.
fn changed(page: &Page) -> Option<FixedDateTime> {
    let date = page.head.updated.as_ref().or(page.head.date.as_ref());
    moment(&date?.value)
}

/// The moment from which a date may hold; none outside the years that feeds can count.
fn moment(date: &Date) -> Option<FixedDateTime> {
    let clock = date.clock().and_then(|_| date.html_datetime()).and_then(|text| {
        let zoned = FixedDateTime::parse_from_rfc3339(&text);
        zoned
            .or_else(|_| FixedDateTime::parse_from_rfc3339(&format!("{text}Z")))
            .ok()
    });
    if clock.is_some() {
        return clock;
    }
    let day = date.earliest().day().filter(|d| (1..=9999).contains(&d.year))?;
    let text = format!("{:04}-{:02}-{:02}T00:00:00Z", day.year, day.month, day.day);
    FixedDateTime::parse_from_rfc3339(&text).ok()
}

/// The same of a date that is known to the day: `published` may be left out, and what isn't known must not be said.
fn exact_moment(date: &Date) -> Option<FixedDateTime> {
    let known = matches!(date.precision(), Precision::Day | Precision::Second) && date.html_datetime().is_some();
    moment(date).filter(|_| known)
}

fn text(words: &str) -> Text {
    Text::plain(xml(words))
}

fn people(names: &[String]) -> Vec<Person> {
    let person = |name: String| Person {
        name: xml(&name),
        ..Person::default()
    };
    said(names).into_iter().map(person).collect()
}

fn link(rel: &str, href: &str, kind: &str) -> Link {
    Link {
        href: href.to_owned(),
        rel: rel.to_owned(),
        mime_type: Some(kind.to_owned()),
        ..Link::default()
    }
}
