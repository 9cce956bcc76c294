//! Terms, events, people and sources, alone and in lists, and where they are used.

use rustc_hash::FxHashMap;

use super::{Here, MOST_USES};
use crate::link::{From, LinkedEntry, Piece, Ref};
use crate::model::PersonKind;
use crate::model::id::Kind;
use crate::render::cite::said;
use crate::render::html::Mode;
use crate::render::view::{
    EventView, Extra, FootnoteView, Html, LinkView, PersonView, QuoteView, SourceRef, SourceView, TermView, UseView,
    UsesView,
};
use crate::span::Spanned;

/// The texts of an entry.
#[derive(Default)]
struct EntryText {
    short: Html,
    body: Html,
    /// The line under its picture.
    caption: Html,
    footnotes: Vec<FootnoteView>,
}

impl Here<'_> {
    fn source_refs(&self, sources: &[usize]) -> Vec<SourceRef> {
        sources
            .iter()
            .enumerate()
            .map(|(i, at)| SourceRef {
                number: i + 1,
                source: self.source_value(*at),
            })
            .collect()
    }

    fn links(&self, kind: Kind, list: &[usize]) -> Vec<LinkView> {
        list.iter().map(|at| self.entry_link(Ref { kind, at: *at })).collect()
    }

    /// An entry's texts with their links, and with ids that don't meet those of its neighbours.
    fn entry_text(&self, e: &LinkedEntry, alone: bool) -> EntryText {
        let numbers: FxHashMap<usize, usize> = e.sources.iter().enumerate().map(|(i, s)| (*s, i + 1)).collect();
        let prefix = if alone {
            String::new()
        } else {
            format!("_{}-", self.index.id(e.of))
        };
        self.write(Mode::Entry, &prefix, &numbers, |w| EntryText {
            short: Html(w.inline(&e.short)),
            body: Html(w.blocks(&e.body)),
            caption: Html(
                e.image
                    .as_ref()
                    .map(|(_, caption)| w.inline(caption))
                    .unwrap_or_default(),
            ),
            footnotes: Self::footnotes(&e.footnotes, w),
        })
    }

    /// An entry's texts without links of their own, for teasers; and without what its fences place: an event may list others
    /// whose texts list it.
    fn teaser(&self, e: &LinkedEntry) -> EntryText {
        let placed = |piece: &&Piece| matches!(piece, Piece::Placed(_));
        let body = if e.body.iter().any(|piece| placed(&piece)) {
            self.quiet(&e.body.iter().filter(|piece| !placed(piece)).cloned().collect())
        } else {
            self.quiet(&e.body)
        };
        EntryText {
            short: self.quiet(&e.short),
            body,
            caption: e
                .image
                .as_ref()
                .map(|(_, caption)| self.quiet(caption))
                .unwrap_or_default(),
            footnotes: Vec::new(),
        }
    }

    /// A term; `alone` on its own page, where its uses are shown.
    #[must_use]
    pub fn term(&self, at: usize, alone: bool, uses: usize) -> Option<TermView> {
        let (entry, e) = (self.index.loaded.terms.get(at)?, self.entries.terms.get(at)?);
        let text = if alone {
            self.entry_text(e, true)
        } else {
            EntryText {
                short: self.index_text(&e.short),
                ..EntryText::default()
            }
        };
        Some(TermView {
            id: entry.id.clone(),
            term: entry.data.term.value.clone(),
            url: self.urls.href(&self.index.path(e.of)),
            definition_html: text.short,
            body_html: text.body,
            footnotes: text.footnotes,
            aliases: entry.data.aliases.iter().map(|a| a.value.clone()).collect(),
            abbreviations: entry.data.abbreviations.iter().map(|a| a.value.clone()).collect(),
            see_also: self.links(Kind::Term, &e.related_terms),
            sources: if alone {
                self.source_refs(&e.sources)
            } else {
                Vec::new()
            },
            uses: self.uses(e.of, uses),
            former_ids: entry.data.ids.former.iter().map(|f| f.value.clone()).collect(),
            lang: entry.language.clone(),
            extra: Extra(entry.data.extra.clone()),
        })
    }

    /// A term in a list that shows titles only: nothing else of it is worked out.
    #[must_use]
    pub fn term_title(&self, at: usize) -> Option<TermView> {
        let (entry, e) = (self.index.loaded.terms.get(at)?, self.entries.terms.get(at)?);
        Some(TermView {
            id: entry.id.clone(),
            term: entry.data.term.value.clone(),
            url: self.urls.href(&self.index.path(e.of)),
            definition_html: Html::default(),
            body_html: Html::default(),
            footnotes: Vec::new(),
            aliases: Vec::new(),
            abbreviations: Vec::new(),
            see_also: Vec::new(),
            sources: Vec::new(),
            uses: UsesView::default(),
            former_ids: entry.data.ids.former.iter().map(|f| f.value.clone()).collect(),
            lang: entry.language.clone(),
            extra: Extra(entry.data.extra.clone()),
        })
    }

    /// An event; `listed` on the timeline, where its text has links and its uses are shown.
    #[must_use]
    pub fn event(&self, at: usize, listed: bool) -> Option<EventView> {
        let (entry, e) = (self.index.loaded.events.get(at)?, self.entries.events.get(at)?);
        let text = if listed {
            self.entry_text(e, false)
        } else {
            self.teaser(e)
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
            body_html: text.body,
            footnotes: text.footnotes,
            image: self.image(e.image.as_ref(), d.image.as_ref(), |_| text.caption),
            people: self.links(Kind::Person, &e.people),
            terms: self.links(Kind::Term, &e.related_terms),
            sources: self.source_refs(&e.sources),
            uses: if listed {
                self.uses(e.of, MOST_USES)
            } else {
                UsesView::default()
            },
            class: String::new(),
            former_ids: d.ids.former.iter().map(|f| f.value.clone()).collect(),
            lang: entry.language.clone(),
            extra: Extra(d.extra.clone()),
        })
    }

    fn category_title(&self, id: Option<&Spanned<String>>) -> Option<String> {
        let id = id?;
        let known = self
            .index
            .loaded
            .site
            .categories
            .iter()
            .find(|c| c.id.value == id.value);
        Some(known.map_or_else(|| id.value.clone(), |c| c.title.clone()))
    }

    /// A person or body; `listed` on the page of people.
    #[must_use]
    pub fn person(&self, at: usize, listed: bool) -> Option<PersonView> {
        let (entry, e) = (self.index.loaded.people.get(at)?, self.entries.people.get(at)?);
        let text = if listed {
            self.entry_text(e, false)
        } else {
            self.teaser(e)
        };
        let d = &entry.data;
        let (events, uses) = if listed {
            self.events_and_pages(e.of)
        } else {
            Default::default()
        };
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
            image: self.image(e.image.as_ref(), d.image.as_ref(), |_| text.caption),
            url: self.urls.href(&self.index.path(e.of)),
            body_html: text.body,
            footnotes: text.footnotes,
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
        for link in backlinks.to(self.index, r, MOST_USES) {
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
        let text = if listed {
            self.entry_text(e, false)
        } else {
            self.teaser(e)
        };
        Some(SourceView {
            id: entry.id.clone(),
            title: d.title.value.clone(),
            web_url: d.url.as_ref().map(|u| u.value.clone()),
            url: self.urls.href(&self.index.path(e.of)),
            publisher: d.publisher.clone(),
            authors: said(&d.authors),
            published: self.maybe_date(d.published.as_ref()),
            accessed: self.maybe_date(d.accessed.as_ref()),
            archive_url: d.archive_url.as_ref().map(|u| u.value.clone()),
            kind: d.kind.clone(),
            lang: d.language.clone(),
            note_html: text.short,
            body_html: text.body,
            uses: if listed {
                self.uses(e.of, MOST_USES)
            } else {
                UsesView::default()
            },
            former_ids: d.ids.former.iter().map(|f| f.value.clone()).collect(),
            extra: Extra(d.extra.clone()),
        })
    }

    /// Where an entry is used, `most` sentences at most; the rest is counted.
    #[must_use]
    pub fn uses(&self, r: Ref, most: usize) -> UsesView {
        let all = self.backlinks.map(|b| b.to(self.index, r, most)).unwrap_or_default();
        self.uses_of(all, most)
    }

    fn uses_of(&self, all: Vec<crate::link::Backlink>, most: usize) -> UsesView {
        let mut view = UsesView::default();
        for link in all {
            let count = link.count.max(1);
            view.total += count;
            let room = most.saturating_sub(view.total - count - view.more);
            if room == 0 {
                view.more += count;
                continue;
            }
            let quotes: Vec<QuoteView> = link.uses.iter().take(room).map(|u| self.quote(link.from, u)).collect();
            view.more += link.count.saturating_sub(quotes.len());
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
