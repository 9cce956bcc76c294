//! "Cite this page": an explainer in APA and Chicago, put together by `hayagriva` from styles in CSL, and in BibTeX, written
//! by `biblatex`. It needs the page's full address, so that a site without `base_url` has none.
//!
//! The two styles beside this file say what a page of a site is cited like, and nothing else. Those of the CSL project are
//! under CC BY-SA, 3.5 MB with their locales, and come out wrong in languages other than English ("27 февраль"): CSL
//! gives a month one form. Here the words of a date come from ICU4X, as everywhere else; `tests.rs` holds the English
//! results to the project's own styles.

mod bibtex;
mod frame;
mod quotes;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use citationberg::{IndependentStyle, LocaleCode};
use hayagriva::types::{ChunkedString, Date as Issued, EntryType, FormatString, Person, QualifiedUrl, StringChunk};
use hayagriva::{
    BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest, ElemChild, ElemChildren, Entry,
};

use frame::Frames;

use super::Renderer;
use super::markup::escape;
use super::view::{CiteView, Html};
use crate::date::{Date, Precision, words};
use crate::i18n::Locale;
use crate::load::Page;

/// The styles, in the words of each language.
#[derive(Default)]
pub(super) struct Styles {
    by_language: BTreeMap<String, OnceLock<Option<Style>>>,
}

struct Style {
    apa: IndependentStyle,
    chicago: IndependentStyle,
    /// For plain English the American one: both styles are.
    locale: Locale,
    /// What citations have in common.
    frames: Frames,
}

/// The names of the two styles.
const APA: &str = "apa";
const CHICAGO: &str = "chicago";

/// A page as it is cited.
struct Cited<'a> {
    id: &'a str,
    title: &'a str,
    /// Who wrote it; the site, where nobody is named.
    authors: &'a [String],
    /// The site, unless it is the author.
    site: Option<&'a str>,
    date: Option<&'a Date>,
    url: String,
}

/// Somebody's name.
pub(super) enum Name<'a> {
    /// As it stands: a body, or a person whose family name nobody has told apart.
    Whole(&'a str),
    /// `Family, Given`.
    Parts(&'a str, &'a str),
}

impl Styles {
    /// Room for the styles of these languages, which are made when they are needed.
    pub(super) fn new<'l>(languages: impl Iterator<Item = &'l str>) -> Self {
        Self {
            by_language: languages.map(|l| (l.to_owned(), OnceLock::new())).collect(),
        }
    }

    fn of(&self, language: &str) -> Option<&Style> {
        self.by_language
            .get(language)?
            .get_or_init(|| Style::new(language))
            .as_ref()
    }
}

impl Style {
    fn new(language: &str) -> Option<Self> {
        let locale = Locale::new(if language == "en" { "en-US" } else { language }).ok()?;
        let read = |style: &str| {
            let english = locale.tag().split('-').next() == Some("en");
            let mut xml = style.replace("@inside@", if english { "true" } else { "false" });
            for (sign, key) in [
                ("@and@", "cite_and"),
                ("@undated@", "cite_undated"),
                ("@open@", "quote_open"),
                ("@close@", "quote_close"),
            ] {
                xml = xml.replace(sign, &escape(locale.message(key)));
            }
            IndependentStyle::from_xml(&xml).ok()
        };
        Some(Self {
            apa: read(include_str!("apa.csl"))?,
            chicago: read(include_str!("chicago.csl"))?,
            locale,
            frames: Frames::default(),
        })
    }

    fn named(&self, name: &str) -> &IndependentStyle {
        if name == APA { &self.apa } else { &self.chicago }
    }

    fn code(&self) -> LocaleCode {
        LocaleCode(self.locale.tag().to_owned())
    }

    fn formatted(&self, style: &IndependentStyle, entry: &Entry) -> Option<Html> {
        let mut driver = BibliographyDriver::new();
        let items = vec![CitationItem::with_entry(entry)];
        driver.citation(CitationRequest::new(items, style, Some(self.code()), &[], None));
        let rendered = driver.finish(BibliographyRequest::new(style, Some(self.code()), &[]));
        let item = rendered.bibliography?.items.into_iter().next()?;
        let mut html = String::new();
        write(&mut html, &item.content);
        Some(Html(html))
    }
}

impl Renderer<'_> {
    /// How an explainer is cited.
    pub(super) fn citation(&self, page: &Page, path: &str) -> Option<CiteView> {
        let base = self.settings.base_url.as_ref()?;
        let url = self.absolute(path)?;
        let site = &self.index.loaded.site;
        let own = std::slice::from_ref(&site.title);
        let named = [&page.head.authors, &site.authors].into_iter().find(|a| !a.is_empty());
        let authors = named.map_or(own, Vec::as_slice);
        let cited = Cited {
            id: &page.id,
            title: &page.head.title.value,
            authors,
            site: (authors != own).then_some(site.title.as_str()),
            date: page.head.updated.as_ref().or(page.head.date.as_ref()).map(|d| &d.value),
            url,
        };
        let style = self.styles.of(&page.language)?;
        cited.view(style, base)
    }
}

impl Cited<'_> {
    /// The citation in all forms; `base` is the site's address.
    fn view(&self, style: &Style, base: &str) -> Option<CiteView> {
        let (year, rest) = self.year_and_rest(&style.locale);
        let whole = self.date.map(|d| words(d, &style.locale));
        let html = |cited: &Cited<'_>, name: &'static str, words: Option<String>| {
            let known = style.frames.fill(cited, base, (name, style), (year, words.as_deref()));
            known.or_else(|| style.formatted(style.named(name), &cited.entry(year, words)?))
        };
        // Chicago puts the title between quotation marks.
        let title = quotes::within(self.title, &style.locale);
        let quoted = Cited {
            title: &title,
            url: self.url.clone(),
            ..*self
        };
        Some(CiteView {
            apa_html: html(self, APA, rest)?,
            chicago_html: match title {
                Cow::Borrowed(_) => html(&quoted, CHICAGO, whole)?,
                Cow::Owned(_) => quotes::full_stop_inside(html(&quoted, CHICAGO, whole)?, &style.locale),
            },
            bibtex: self.bibtex()?,
        })
    }

    /// What the styles read; `words` of the date go where no variable of CSL has a place for them.
    fn entry(&self, year: Option<i32>, words: Option<String>) -> Option<Entry> {
        let text = |words: &str| FormatString::with_value(words);
        let mut entry = Entry::new("page", EntryType::Web);
        entry.set_title(FormatString {
            value: title_chunks(self.title),
            short: None,
        });
        entry.set_authors(self.names().map(Name::person).collect());
        entry.set_url(QualifiedUrl::new(self.url.parse().ok()?, None));
        if let Some(year) = year {
            entry.set_date(Issued::from_year(year));
        }
        if let Some(words) = words {
            entry.set_note(text(&words));
        }
        if let Some(site) = self.site {
            let mut parent = Entry::new("site", EntryType::Web);
            parent.set_title(text(site));
            entry.set_parents(vec![parent]);
        }
        Some(entry)
    }

    fn names(&self) -> impl Iterator<Item = Name<'_>> {
        self.authors.iter().map(|name| Name::of(name))
    }

    /// APA's two parts of a date: the year, and the month with the day. What is no plain date has its words only.
    fn year_and_rest(&self, locale: &Locale) -> (Option<i32>, Option<String>) {
        let Some(date) = self.date else {
            return (None, None);
        };
        let first = date.earliest().day().filter(|_| date.html_datetime().is_some());
        let Some((day, year)) = first.and_then(|d| Some((d, i32::try_from(d.year).ok()?))) else {
            return (None, Some(words(date, locale)));
        };
        let calendar = locale.calendar();
        let rest = match date.precision() {
            Precision::Year => None,
            Precision::Month => calendar.month_name(day.month),
            _ => calendar.month_day(day.month, day.day),
        };
        (Some(year), rest)
    }
}

/// A title whose last word keeps its letters where it is an abbreviation: the library would make "Nato" of "NATO" there.
fn title_chunks(title: &str) -> ChunkedString {
    let last = title.trim_end().rfind(' ').map_or(0, |i| i + 1);
    match title.split_at_checked(last) {
        Some((before, word)) if ends_in_abbreviation(title) => {
            let before = (!before.is_empty()).then(|| StringChunk::normal(before));
            ChunkedString(before.into_iter().chain([StringChunk::verbatim(word)]).collect())
        }
        _ => ChunkedString(vec![StringChunk::normal(title)]),
    }
}

/// Whether the last word of a title has several capitals.
fn ends_in_abbreviation(title: &str) -> bool {
    let last = title.split_whitespace().next_back().unwrap_or("");
    last.chars().filter(|c| c.is_uppercase()).count() > 1
}

/// Names as readers say them: "Jane Doe", where `Doe, Jane` was written.
pub(super) fn said(names: &[String]) -> Vec<String> {
    names.iter().map(|name| Name::of(name).said()).collect()
}

impl<'a> Name<'a> {
    /// `Family, Given` where there is one comma; anything else stays whole.
    pub(super) fn of(name: &'a str) -> Self {
        match name
            .split_once(',')
            .map(|(family, given)| (family.trim(), given.trim()))
        {
            Some((family, given)) if !family.is_empty() && !given.is_empty() && !given.contains(',') => {
                Self::Parts(family, given)
            }
            _ => Self::Whole(name.trim()),
        }
    }

    /// The name as readers say it.
    pub(super) fn said(self) -> String {
        match self {
            Self::Whole(name) => name.to_owned(),
            // Chinese, Japanese and Korean names are said as they are sorted.
            Self::Parts(family, given) if family.starts_with(|c| ('\u{1100}'..'\u{fb00}').contains(&c)) => {
                format!("{family}{given}")
            }
            Self::Parts(family, given) => format!("{given} {family}"),
        }
    }

    fn person(self) -> Person {
        let (name, given_name) = match self {
            Self::Whole(name) => (name, None),
            Self::Parts(family, given) => (family, Some(given.to_owned())),
        };
        Person {
            name: name.to_owned(),
            given_name,
            prefix: None,
            suffix: None,
            alias: None,
            comma_suffix: false,
        }
    }
}

/// A name as CSL-JSON has it.
pub(super) fn csl_name(name: &str) -> serde_json::Value {
    match Name::of(name) {
        Name::Whole(name) => serde_json::json!({"literal": name}),
        Name::Parts(family, given) => serde_json::json!({"family": family, "given": given}),
    }
}

/// Writes what the library made as HTML, without the styles that it writes itself: a policy of content forbids them.
fn write(out: &mut String, children: &ElemChildren) {
    for child in &children.0 {
        match child {
            ElemChild::Text(text) => {
                let italic = text.formatting.font_style == citationberg::FontStyle::Italic;
                let (open, close) = if italic { ("<i>", "</i>") } else { ("", "") };
                out.push_str(open);
                out.push_str(&escape(&text.text));
                out.push_str(close);
            }
            ElemChild::Elem(elem) => write(out, &elem.children),
            ElemChild::Markup(text) => out.push_str(&escape(text)),
            // The address leads to this very page: it is there to be read.
            ElemChild::Link { text, .. } => out.push_str(&escape(&text.text)),
            ElemChild::Transparent { .. } => {}
        }
    }
}
