//! From linked pages and entries to what templates see.

use rustc_hash::FxHashMap;

use super::html::{Mode, Writer, plain};
use super::urls::Urls;
use super::view::{
    CardView, CategoryView, CitationView, CorrectionView, DateView, EventView, Extra, FootnoteView, HeadingView, Html,
    ImageView, LinkView, PageLink, PageView, PersonView, QuestionView, QuoteView, SourceRef, SourceView, TermView,
    UseView, UsesView,
};
use crate::date::{Date, words};
use crate::i18n::Locale;
use crate::link::{
    Backlinks, CiteMark, Entries, FootnoteText, From, Heading, Index, LinkedEntry, LinkedPage, Picture, Piece, Pieces,
    Placed, Ref, cite_id,
};
use crate::model::id::Kind;
use crate::model::{Image, PersonKind};
use crate::span::Spanned;

/// How many sentences an entry shows of where it is used; the rest is counted.
const MOST_USES: usize = 200;

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
    /// Its words.
    pub locale: &'a Locale,
    /// Writes what a fence places.
    pub place: &'a dyn Fn(&Here<'a>, &Placed, &FxHashMap<usize, usize>) -> String,
}

impl<'a> Here<'a> {
    /// Runs `f` with a writer.
    fn write<T>(
        &self,
        mode: Mode,
        prefix: &str,
        numbers: &FxHashMap<usize, usize>,
        f: impl FnOnce(&Writer<'_>) -> T,
    ) -> T {
        let place = |placed: &Placed| (self.place)(self, placed, numbers);
        f(&Writer {
            index: self.index,
            urls: self.urls,
            locale: self.locale,
            mode,
            prefix: prefix.to_owned(),
            numbers,
            place: &place,
        })
    }

    /// Runs `f` with a writer for a page of its own.
    pub(super) fn on_page<T>(&self, numbers: &FxHashMap<usize, usize>, f: impl FnOnce(&Writer<'_>) -> T) -> T {
        self.write(Mode::Page, "", numbers, f)
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
        let edtf = match year {
            0..=9999 => format!("{year:04}"),
            -9999..=-1 => format!("-{:04}", -year),
            _ => format!("Y{year}"),
        };
        Date::parse(&edtf).map_or(edtf, |d| words(&d, self.locale))
    }

    fn quiet(&self, pieces: &Pieces) -> Html {
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

    fn maybe_date(&self, date: Option<&Spanned<Date>>) -> Option<DateView> {
        date.map(|d| self.date(&d.value))
    }

    /// A link to an entry, with its title.
    #[must_use]
    pub fn entry_link(&self, r: Ref) -> LinkView {
        LinkView {
            title: self.index.title(r).to_owned(),
            url: self.urls.href(&self.index.path(r)),
        }
    }

    fn image(&self, linked: Option<&(Picture, Pieces)>, image: Option<&Image>) -> Option<ImageView> {
        let ((picture, caption), image) = (linked?, image?);
        let url = match &picture.src {
            crate::link::Href::Site(path) => self.urls.href(path),
            crate::link::Href::Same(f) => format!("#{f}"),
            crate::link::Href::Outside(url) => url.clone(),
        };
        Some(ImageView {
            url,
            alt: picture.alt.clone(),
            caption_html: self.quiet(caption),
            credit: image.credit.clone(),
            licence: image.licence.clone(),
        })
    }

    fn footnotes(&self, notes: &[FootnoteText], w: &Writer<'_>) -> Vec<FootnoteView> {
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

    /// The cards of some terms, each once. `back` gives the mention to go back to.
    #[must_use]
    pub fn cards(&self, terms: &[usize], back: impl Fn(&str) -> String) -> Vec<CardView> {
        let mut seen = Vec::new();
        let mut cards = Vec::new();
        for at in terms {
            let (Some(entry), Some(term)) = (self.entries.terms.get(*at), self.index.loaded.terms.get(*at)) else {
                continue;
            };
            if seen.contains(&&term.id) {
                continue;
            }
            seen.push(&term.id);
            cards.push(CardView {
                id: format!("_d-{}", term.id),
                term: term.data.term.value.clone(),
                definition_html: self.index_text(&entry.short),
                url: self.urls.href(&self.index.path(entry.of)),
                back_url: back(&term.id),
                lang: term.language.clone(),
            });
        }
        cards
    }

    /// A definition: its own links lead to entries, not to cards.
    fn index_text(&self, pieces: &Pieces) -> Html {
        Html(self.write(Mode::Index, "", &FxHashMap::default(), |w| w.inline(pieces)))
    }

    /// An explainer with all its parts.
    #[must_use]
    pub fn page(&self, linked: &LinkedPage) -> Option<PageView> {
        let page = self.index.loaded.pages.get(linked.at)?;
        let head = &page.head;
        let order = citation_order(linked);
        let numbers: FxHashMap<usize, usize> = order.iter().enumerate().map(|(i, s)| (*s, i + 1)).collect();
        let counts = citation_counts(linked);
        Some(self.write(Mode::Page, "", &numbers, |w| {
            let list = |all: &[Pieces]| all.iter().map(|p| Html(w.inline(p))).collect::<Vec<_>>();
            PageView {
                id: page.id.clone(),
                title: head.title.value.clone(),
                summary_html: Html(w.inline(&linked.summary)),
                body_html: Html(w.blocks(&linked.body)),
                date: self.maybe_date(head.date.as_ref()),
                updated: self.maybe_date(head.updated.as_ref()),
                review_by: self.maybe_date(head.review_by.as_ref()),
                authors: if head.authors.is_empty() {
                    self.index.loaded.site.authors.clone()
                } else {
                    head.authors.clone()
                },
                key_points: list(&linked.key_points),
                questions: self.questions(w, &linked.questions),
                known: list(&linked.known),
                unknown: list(&linked.unknown),
                corrections: self.corrections(w, linked, &head.corrections),
                backstory_html: Html(w.blocks(&linked.backstory)),
                image: self.image(linked.image.as_ref(), head.image.as_ref()),
                tags: self.tags(linked.at),
                toc: head.toc,
                contents: nest(&linked.headings),
                footnotes: self.footnotes(&linked.footnotes, w),
                citations: order
                    .iter()
                    .enumerate()
                    .filter_map(|(i, at)| self.citation(i + 1, *at, counts.get(at).copied().unwrap_or(0)))
                    .collect(),
                events: linked.events.iter().filter_map(|at| self.event(*at, false)).collect(),
                people: linked.people.iter().filter_map(|at| self.person(*at, false)).collect(),
                children: Vec::new(),
                extra: Extra(head.extra.clone()),
            }
        }))
    }

    /// Questions with answers.
    #[must_use]
    pub fn questions(&self, w: &Writer<'_>, list: &[(Pieces, Pieces)]) -> Vec<QuestionView> {
        list.iter()
            .map(|(q, a)| QuestionView {
                question_html: Html(w.inline(q)),
                answer_html: Html(w.blocks(a)),
            })
            .collect()
    }

    fn corrections(
        &self,
        w: &Writer<'_>,
        linked: &LinkedPage,
        raw: &[crate::model::Correction],
    ) -> Vec<CorrectionView> {
        let mut pairs: Vec<_> = raw.iter().zip(&linked.corrections).collect();
        pairs.sort_by(|(a, _), (b, _)| b.date.value.sort_cmp(&a.date.value));
        pairs
            .into_iter()
            .map(|(c, text)| CorrectionView {
                date: self.date(&c.date.value),
                text_html: Html(w.inline(text)),
            })
            .collect()
    }

    fn tags(&self, at: usize) -> Vec<LinkView> {
        let link = |path: &String| {
            let tag = self.index.tag_pages().get(path)?;
            Some(LinkView {
                title: tag.name.to_owned(),
                url: self.urls.href(path),
            })
        };
        let mut tags: Vec<LinkView> = self.index.tags_of(at).iter().filter_map(link).collect();
        tags.sort_by(|a, b| self.locale.compare(&a.title, &b.title));
        tags
    }

    fn citation(&self, number: usize, at: usize, marks: usize) -> Option<CitationView> {
        let id = &self.index.loaded.bibliography.get(at)?.id;
        Some(CitationView {
            id: format!("_s-{number}"),
            number,
            source: self.source(at, false)?,
            back_urls: (1..=marks).map(|nth| format!("#{}", cite_id(id, nth))).collect(),
        })
    }

    /// A page in a list, with its plain summary.
    #[must_use]
    pub fn page_link(&self, at: usize, summary: Option<&str>) -> Option<PageLink> {
        let page = self.index.loaded.pages.get(at)?;
        let r = Ref { kind: Kind::Page, at };
        let summary_html = Html(super::html::escape(summary.unwrap_or(&page.head.summary.text)));
        Some(PageLink {
            id: page.id.clone(),
            title: page.head.title.value.clone(),
            url: self.urls.href(&self.index.path(r)),
            summary_html,
            date: self.maybe_date(page.head.date.as_ref()),
            updated: self.maybe_date(page.head.updated.as_ref()),
            tags: self.tags(at),
            lang: page.language.clone(),
            extra: Extra(page.head.extra.clone()),
        })
    }

    fn source_refs(&self, marks: &[CiteMark]) -> Vec<SourceRef> {
        marks
            .iter()
            .enumerate()
            .filter_map(|(i, m)| {
                Some(SourceRef {
                    number: i + 1,
                    source: self.source(m.source, false)?,
                })
            })
            .collect()
    }

    fn links(&self, kind: Kind, list: &[usize]) -> Vec<LinkView> {
        list.iter().map(|at| self.entry_link(Ref { kind, at: *at })).collect()
    }

    /// An entry's text and footnotes, with ids that don't meet those of its neighbours.
    fn entry_text(&self, e: &LinkedEntry, alone: bool) -> (Html, Vec<FootnoteView>) {
        let numbers: FxHashMap<usize, usize> = e.sources.iter().enumerate().map(|(i, s)| (s.source, i + 1)).collect();
        let prefix = if alone { String::new() } else { format!("_{}-", self.index.id(e.of)) };
        self.write(Mode::Entry, &prefix, &numbers, |w| {
            (Html(w.blocks(&e.body)), self.footnotes(&e.footnotes, w))
        })
    }

    /// A term; `alone` on its own page, where its uses are shown.
    #[must_use]
    pub fn term(&self, at: usize, alone: bool, uses: usize) -> Option<TermView> {
        let (entry, e) = (self.index.loaded.terms.get(at)?, self.entries.terms.get(at)?);
        let (body_html, footnotes) = if alone { self.entry_text(e, true) } else { Default::default() };
        let numbers: FxHashMap<usize, usize> = e.sources.iter().enumerate().map(|(i, s)| (s.source, i + 1)).collect();
        let definition_html = if alone {
            Html(self.write(Mode::Entry, "", &numbers, |w| w.inline(&e.short)))
        } else {
            self.index_text(&e.short)
        };
        Some(TermView {
            id: entry.id.clone(),
            term: entry.data.term.value.clone(),
            url: self.urls.href(&self.index.path(e.of)),
            definition_html,
            body_html,
            footnotes,
            aliases: entry.data.aliases.iter().map(|a| a.value.clone()).collect(),
            abbreviations: entry.data.abbreviations.iter().map(|a| a.value.clone()).collect(),
            see_also: self.links(Kind::Term, &e.related_terms),
            sources: if alone { self.source_refs(&e.sources) } else { Vec::new() },
            uses: self.uses(e.of, uses),
            former_ids: entry.data.ids.former.iter().map(|f| f.value.clone()).collect(),
            lang: entry.language.clone(),
            extra: Extra(entry.data.extra.clone()),
        })
    }

    /// An event; `listed` on the timeline, where its text has links and its uses are shown.
    #[must_use]
    pub fn event(&self, at: usize, listed: bool) -> Option<EventView> {
        let (entry, e) = (self.index.loaded.events.get(at)?, self.entries.events.get(at)?);
        let (body_html, footnotes) = if listed {
            self.entry_text(e, false)
        } else {
            (self.quiet(&e.body), Vec::new())
        };
        let d = &entry.data;
        Some(EventView {
            id: entry.id.clone(),
            title: d.title.value.clone(),
            date: self.maybe_date(d.date.as_ref()),
            url: self.urls.href(&self.index.path(e.of)),
            category: d.category.as_ref().map(|c| c.value.clone()),
            category_title: self.category_title(d.category.as_ref()),
            importance: d.importance,
            body_html,
            footnotes,
            image: self.image(e.image.as_ref(), d.image.as_ref()),
            people: self.links(Kind::Person, &e.people),
            terms: self.links(Kind::Term, &e.related_terms),
            sources: self.source_refs(&e.sources),
            uses: if listed { self.uses(e.of, MOST_USES) } else { UsesView::default() },
            former_ids: d.ids.former.iter().map(|f| f.value.clone()).collect(),
            lang: entry.language.clone(),
            extra: Extra(d.extra.clone()),
        })
    }

    fn category_title(&self, id: Option<&Spanned<String>>) -> Option<String> {
        let id = id?;
        let known = self.index.loaded.site.categories.iter().find(|c| c.id.value == id.value);
        Some(known.map_or_else(|| id.value.clone(), |c| c.title.clone()))
    }

    /// The categories that some events have, in the site's order.
    #[must_use]
    pub fn categories(&self, events: &[EventView]) -> Vec<CategoryView> {
        let site = self.index.loaded.site.categories.iter();
        site.map(|c| CategoryView {
            id: c.id.value.clone(),
            title: c.title.clone(),
            count: events.iter().filter(|e| e.category.as_deref() == Some(&c.id.value)).count(),
        })
        .filter(|c| c.count > 0)
        .collect()
    }

    /// A person or body; `listed` on the page of people.
    #[must_use]
    pub fn person(&self, at: usize, listed: bool) -> Option<PersonView> {
        let (entry, e) = (self.index.loaded.people.get(at)?, self.entries.people.get(at)?);
        let (body_html, footnotes) = if listed {
            self.entry_text(e, false)
        } else {
            (self.quiet(&e.body), Vec::new())
        };
        let d = &entry.data;
        let (events, uses) = if listed { self.events_and_pages(e.of) } else { Default::default() };
        Some(PersonView {
            id: entry.id.clone(),
            name: d.name.value.clone(),
            kind: match d.kind {
                PersonKind::Person => "person",
                PersonKind::Organisation => "organisation",
            },
            native_name: d.native_name.clone(),
            aliases: d.aliases.clone(),
            role: d.role.clone(),
            affiliation: d.affiliation.clone(),
            born: self.maybe_date(d.born.as_ref()),
            died: self.maybe_date(d.died.as_ref()),
            image: self.image(e.image.as_ref(), d.image.as_ref()),
            url: self.urls.href(&self.index.path(e.of)),
            body_html,
            footnotes,
            sources: self.source_refs(&e.sources),
            events,
            uses,
            former_ids: d.ids.former.iter().map(|f| f.value.clone()).collect(),
            lang: entry.language.clone(),
            extra: Extra(d.extra.clone()),
        })
    }

    /// A person's events in the order of time, and the other places that name them.
    fn events_and_pages(&self, r: Ref) -> (Vec<LinkView>, UsesView) {
        let Some(backlinks) = self.backlinks else {
            return Default::default();
        };
        let mut events: Vec<usize> = Vec::new();
        let mut rest = Vec::new();
        for link in backlinks.to(r) {
            if link.from.0.kind == Kind::Event {
                events.push(link.from.0.at);
            } else {
                rest.push(link);
            }
        }
        let all = &self.index.loaded.events;
        events.sort_by(|a, b| match (all.get(*a), all.get(*b)) {
            (Some(a), Some(b)) => crate::link::event_order(a, b),
            _ => a.cmp(b),
        });
        (self.links(Kind::Event, &events), self.uses_of(rest, MOST_USES))
    }

    /// A source; `listed` on the page of sources, where its uses are shown.
    #[must_use]
    pub fn source(&self, at: usize, listed: bool) -> Option<SourceView> {
        let (entry, e) = (self.index.loaded.bibliography.get(at)?, self.entries.sources.get(at)?);
        let d = &entry.data;
        Some(SourceView {
            id: entry.id.clone(),
            title: d.title.value.clone(),
            web_url: d.url.as_ref().map(|u| u.value.clone()),
            url: self.urls.href(&self.index.path(e.of)),
            publisher: d.publisher.clone(),
            authors: d.authors.clone(),
            published: self.maybe_date(d.published.as_ref()),
            accessed: self.maybe_date(d.accessed.as_ref()),
            archive_url: d.archive_url.as_ref().map(|u| u.value.clone()),
            kind: d.kind.clone(),
            lang: d.language.clone(),
            note_html: self.quiet(&e.short),
            body_html: if listed { self.entry_text(e, false).0 } else { Html::default() },
            uses: if listed { self.uses(e.of, MOST_USES) } else { UsesView::default() },
            former_ids: d.ids.former.iter().map(|f| f.value.clone()).collect(),
            extra: Extra(d.extra.clone()),
        })
    }

    /// Where an entry is used, `most` sentences at most; the rest is counted.
    #[must_use]
    pub fn uses(&self, r: Ref, most: usize) -> UsesView {
        let all = self.backlinks.map(|b| b.to(r)).unwrap_or_default();
        self.uses_of(all, most)
    }

    fn uses_of(&self, all: Vec<crate::link::Backlink>, most: usize) -> UsesView {
        let mut view = UsesView::default();
        for link in all {
            let count = link.uses.len().max(1);
            view.total += count;
            let room = most.saturating_sub(view.total - count - view.more);
            if room == 0 {
                view.more += count;
                continue;
            }
            let quotes: Vec<QuoteView> = link.uses.iter().take(room).map(|u| self.quote(link.from, u)).collect();
            view.more += link.uses.len().saturating_sub(quotes.len());
            let target = self.entry_link(link.from.0);
            view.list.push(UseView {
                kind: link.from.0.kind.prefix(),
                title: target.title,
                url: target.url,
                quotes,
            });
        }
        view
    }

    fn quote(&self, from: From, used: &crate::link::Use) -> QuoteView {
        QuoteView {
            url: self.urls.href(&from.place(self.index, used)),
            before: used.before.clone(),
            form: used.form.clone(),
            after: used.after.clone(),
        }
    }
}

/// The sources of a page in the order in which a reader meets them.
fn citation_order(linked: &LinkedPage) -> Vec<usize> {
    let mut order = Vec::new();
    each_citation(linked, &mut |mark| {
        if !order.contains(&mark.source) {
            order.push(mark.source);
        }
    });
    order
}

fn citation_counts(linked: &LinkedPage) -> FxHashMap<usize, usize> {
    let mut counts = FxHashMap::default();
    each_citation(linked, &mut |mark| *counts.entry(mark.source).or_insert(0) += 1);
    counts
}

fn each_citation(linked: &LinkedPage, each: &mut impl FnMut(&CiteMark)) {
    citations_in(&linked.summary, each);
    linked.key_points.iter().for_each(|p| citations_in(p, each));
    citations_in(&linked.body, each);
    linked.footnotes.iter().for_each(|n| citations_in(&n.pieces, each));
    linked.known.iter().chain(&linked.unknown).for_each(|p| citations_in(p, each));
    for (q, a) in &linked.questions {
        citations_in(q, each);
        citations_in(a, each);
    }
    linked.corrections.iter().for_each(|p| citations_in(p, each));
    citations_in(&linked.backstory, each);
}

fn citations_in(pieces: &[Piece], each: &mut impl FnMut(&CiteMark)) {
    for piece in pieces {
        match piece {
            Piece::Cite(marks) => marks.iter().for_each(&mut *each),
            Piece::Placed(Placed::Questions(list)) => {
                for (q, a) in list.iter() {
                    citations_in(q, each);
                    citations_in(a, each);
                }
            }
            Piece::Placed(Placed::Facts(list)) => {
                for fact in list.iter() {
                    citations_in(&fact.value, each);
                    fact.sources.iter().for_each(&mut *each);
                }
            }
            _ => {}
        }
    }
}

/// Headings as a tree, by their levels.
fn nest(headings: &[Heading]) -> Vec<HeadingView> {
    let mut roots: Vec<HeadingView> = Vec::new();
    for h in headings {
        let view = HeadingView {
            id: h.id.clone(),
            title: h.text.clone(),
            level: h.level,
            children: Vec::new(),
        };
        insert(&mut roots, view);
    }
    roots
}

fn insert(list: &mut Vec<HeadingView>, view: HeadingView) {
    match list.last_mut() {
        Some(last) if last.level < view.level => insert(&mut last.children, view),
        _ => list.push(view),
    }
}

/// The words of a text for `<meta name="description">`.
#[must_use]
pub fn description(pieces: &Pieces) -> Option<String> {
    let text = plain(pieces);
    (!text.is_empty()).then_some(text)
}

