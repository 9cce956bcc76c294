//! From linked pages and entries to what templates see.

mod entry;
mod page;
mod stock;

pub(super) use page::citation_order;
pub(super) use stock::{Stock, Stocks};

use rustc_hash::FxHashMap;
use tera::Value;

use super::html::{Mode, Writer};
use super::urls::Urls;
use super::view::{CardPlace, CardView, DateView, FootnoteView, Html, ImageView, LinkView};
use super::wants::Wants;
use crate::date::{Date, edtf_year, words};
use crate::i18n::Locale;
use crate::images::Images;
use crate::link::{Backlinks, Entries, FootnoteText, Index, Picture, Pieces, Placed, Ref, card_id, mention_id};
use crate::model::Image;
use crate::span::Spanned;

/// How many sentences an entry of a list shows of where it is used; the rest is counted. With 200 of them, ten thousand pages
/// that cite two hundred sources made a list of ten megabytes.
const MOST_USES: usize = 50;

/// The page at hand, and all that its views are made from.
pub struct Here<'a> {
    /// What can be linked to.
    pub index: &'a Index<'a>,
    /// The entries.
    pub entries: &'a Entries,
    /// Who refers to what; known only when all pages have been linked.
    pub backlinks: Option<&'a Backlinks>,
    /// How addresses are written.
    pub urls: &'a Urls,
    /// The language of the page.
    pub language: &'a str,
    /// What is known of the site's pictures.
    pub images: Option<&'a Images<'a>>,
    /// Its words.
    pub locale: &'a Locale,
    /// Writes what a fence places.
    pub(super) place: Place<'a>,
    /// What pages as deep as this one have in common.
    pub(super) stock: &'a Stock,
    /// What the page's template can read.
    pub(super) wants: &'a Wants,
}

/// Writes what a fence places, in the way of the text around it.
pub(super) type Place<'a> = &'a dyn Fn(&Here<'a>, &Placed, Around<'_>) -> String;

/// How a text is written: what stands in it has its marks, ids and numbers of sources.
#[derive(Clone, Copy)]
pub(super) struct Around<'t> {
    mode: Mode,
    prefix: &'t str,
    numbers: &'t FxHashMap<usize, usize>,
}

impl Here<'_> {
    /// Runs `f` with a writer.
    pub(super) fn write<T>(
        &self,
        mode: Mode,
        prefix: &str,
        numbers: &FxHashMap<usize, usize>,
        f: impl FnOnce(&Writer<'_>) -> T,
    ) -> T {
        let around = Around { mode, prefix, numbers };
        let place = |placed: &Placed| (self.place)(self, placed, around);
        let mode = match mode {
            Mode::Page if self.urls.leaves() => Mode::Feed,
            mode => mode,
        };
        f(&Writer {
            index: self.index,
            urls: self.urls,
            images: self.images,
            locale: self.locale,
            mode,
            prefix: prefix.to_owned(),
            numbers,
            place: &place,
        })
    }

    /// Runs `f` with a writer for what stands in a text.
    pub(super) fn within<T>(&self, around: Around<'_>, f: impl FnOnce(&Writer<'_>) -> T) -> T {
        self.write(around.mode, around.prefix, around.numbers, f)
    }

    /// A text without cards and marks, with its blocks.
    pub(super) fn quiet_blocks(&self, pieces: &Pieces) -> Html {
        Html(self.write(Mode::Quiet, "", &FxHashMap::default(), |w| w.blocks(pieces)))
    }

    /// The heading over the events of a year.
    pub(super) fn year_title(&self, year: Option<i64>) -> String {
        let Some(year) = year else {
            return self.locale.message("undated").to_owned();
        };
        let edtf = edtf_year(year);
        Date::parse(&edtf).map_or(edtf, |d| words(&d, self.locale))
    }

    pub(super) fn quiet(&self, pieces: &Pieces) -> Html {
        Html(self.write(Mode::Quiet, "", &FxHashMap::default(), |w| w.inline(pieces)))
    }

    /// A date.
    #[must_use]
    pub fn date(&self, date: &Date) -> DateView {
        DateView {
            edtf: date.as_str().to_owned(),
            words: words(date, self.locale),
            datetime: date.html_datetime(),
            year: date.year(),
            precision: format!("{:?}", date.precision()).to_lowercase(),
            approximate: date.is_approximate(),
            uncertain: date.is_uncertain(),
        }
    }

    pub(super) fn maybe_date(&self, date: Option<&Spanned<Date>>) -> Option<Value> {
        date.map(|d| self.date_value(&d.value))
    }

    /// A link to an entry, with its title.
    #[must_use]
    pub fn entry_link(&self, r: Ref) -> LinkView {
        LinkView {
            title: self.index.title(r).to_owned(),
            url: self.urls.href(&self.index.path(r)),
        }
    }

    /// A picture of the front matter; `write` writes the line under it.
    pub(super) fn image(
        &self,
        linked: Option<&(Picture, Pieces)>,
        image: Option<&Image>,
        write: impl FnOnce(&Pieces) -> Html,
    ) -> Option<ImageView> {
        let ((picture, caption), image) = (linked?, image?);
        let url = match &picture.src {
            crate::link::Href::Site(path) => self.urls.href(path),
            crate::link::Href::File(path, _) => self.urls.file(path),
            crate::link::Href::Same(f) => format!("#{f}"),
            crate::link::Href::Outside(url) => url.clone(),
        };
        let mut view = ImageView {
            url,
            alt: picture.alt.clone(),
            width: None,
            height: None,
            webp: None,
            caption_html: write(caption),
            credit: image.credit.clone(),
            licence: image.licence.clone(),
        };
        crate::render::pictures::fill(&mut view, self.images, self.urls, &picture.src);
        Some(view)
    }

    pub(super) fn footnotes(notes: &[FootnoteText], w: &Writer<'_>) -> Vec<FootnoteView> {
        notes
            .iter()
            .enumerate()
            .map(|(i, note)| FootnoteView {
                id: w.footnote_id(i + 1),
                number: i + 1,
                text_html: Html(w.blocks(&note.pieces)),
                back_urls: w.footnote_marks(note, i + 1).iter().map(|m| format!("#{m}")).collect(),
            })
            .collect()
    }

    /// The cards of the terms that a page links, each once: [`CardView`]s. `marks` are the linked mentions, in reading order,
    /// by their ids on the page.
    #[must_use]
    pub fn cards(&self, marks: &[(usize, String)]) -> Vec<Value> {
        let mut at: FxHashMap<&str, usize> = FxHashMap::default();
        let mut cards: Vec<(usize, &str, Vec<CardPlace>)> = Vec::new();
        for (term_at, mark) in marks {
            let Some(term) = self.index.loaded.terms.get(*term_at) else {
                continue;
            };
            let place = *at.entry(&term.id).or_insert(cards.len());
            if place == cards.len() {
                cards.push((*term_at, mark, Vec::new()));
            }
            let id = card_id(&term.id, mark);
            // The first mention leads to the card itself.
            if let Some((_, _, places)) = cards.get_mut(place).filter(|_| *mark != mention_id(&term.id, 1)) {
                let back_url = format!("#{mark}");
                places.push(CardPlace { id, back_url });
            }
        }
        let card = |(at, mark, places)| self.card(at, mark, places);
        cards.into_iter().filter_map(card).collect()
    }

    fn card(&self, at: usize, mark: &str, places: Vec<CardPlace>) -> Option<Value> {
        let (entry, term) = (self.entries.terms.get(at)?, self.index.loaded.terms.get(at)?);
        let first = places.is_empty() && mark == mention_id(&term.id, 1);
        let make = |here: &Here<'_>| CardView {
            id: format!("_d-{}", term.id),
            term: term.data.term.value.clone(),
            definition_html: here.definition_value(at),
            url: here.urls.href(&here.index.path(entry.of)),
            back_url: format!("#{mark}"),
            places,
            lang: term.language.clone(),
        };
        Some(if first {
            self.card_value(at, || make(&self.anywhere()))
        } else {
            Value::from(make(self))
        })
    }

    /// A definition: its own links lead to entries, not to cards.
    pub(super) fn index_text(&self, pieces: &Pieces) -> Html {
        Html(self.write(Mode::Index, "", &FxHashMap::default(), |w| w.inline(pieces)))
    }
}

/// The words of a text for `<meta name="description">`.
#[must_use]
pub(super) fn description(pieces: &Pieces) -> Option<String> {
    let text = crate::link::plain(pieces);
    (!text.is_empty()).then_some(text)
}
