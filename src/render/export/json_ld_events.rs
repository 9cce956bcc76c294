//! Schema.org's [`Event`](https://schema.org/Event)s, as JSON-LD in the timeline's page. They need full addresses, so that a
//! site without `base_url` has none.
//!
//! A date is given where ISO 8601 can say it as its author did: a year, a month, a day, a moment. What is "about 2016", a
//! season or 44 BCE has no date here, and an interval only those of its ends that are plain. Sources are `subjectOf`, which
//! schema.org has for any thing; its `citation` is for works.

use serde_json::{Map, Value, json};

use super::address;
use crate::date::Date;
use crate::link::{LinkedEntry, Ref};
use crate::model::PersonKind;
use crate::model::id::Kind;
use crate::render::Renderer;
use crate::render::view::Html;

impl Renderer<'_> {
    /// The events of a language, in their order. `None` where there are none, or the site has no address.
    pub(in crate::render) fn event_list(&self, language: &str, all: &[usize]) -> Option<Html> {
        self.item_list((Kind::Event, language), all, |at, whole| {
            self.event_data(at, language, whole).map(Value::Object)
        })
    }

    fn event_data(&self, at: usize, language: &str, whole: bool) -> Option<Map<String, Value>> {
        let (entry, linked) = (self.index.loaded.events.get(at)?, self.entries.events.get(at)?);
        let mut event = Map::new();
        event.insert("@type".into(), "Event".into());
        event.insert("@id".into(), self.full(linked.of).into());
        event.insert("name".into(), entry.data.title.value.as_str().into());
        let (start, end) = entry.data.date.as_ref().map_or((None, None), |d| ends(&d.value));
        for (key, date) in [("startDate", start), ("endDate", end)] {
            event.extend(date.map(|d| (key.to_owned(), Value::from(d))));
        }
        if whole {
            self.event_details(&mut event, linked, language);
        }
        Some(event)
    }

    fn event_details(&self, event: &mut Map<String, Value>, linked: &LinkedEntry, language: &str) {
        let text = crate::link::plain(&linked.body);
        if !text.is_empty() {
            event.insert("description".into(), text.into());
        }
        event.insert("inLanguage".into(), language.into());
        let people = linked.people.iter().filter_map(|at| {
            let of = Ref {
                kind: Kind::Person,
                at: *at,
            };
            let kind = match self.index.loaded.people.get(*at)?.data.kind {
                PersonKind::Person => "Person",
                PersonKind::Organisation => "Organization",
            };
            Some(json!({"@type": kind, "@id": self.full(of), "name": self.index.title(of)}))
        });
        let terms = linked.related_terms.iter().map(|at| {
            let of = Ref {
                kind: Kind::Term,
                at: *at,
            };
            let id = address(self.settings, &self.index.anchor(of));
            json!({"@type": "DefinedTerm", "@id": id, "name": self.index.title(of)})
        });
        let about: Vec<Value> = people.chain(terms).collect();
        let sources: Vec<Value> = linked
            .sources
            .iter()
            .filter_map(|at| {
                let source = &self.index.loaded.bibliography.get(*at)?.data;
                let url = source.url.as_ref().map(|u| u.value.as_str());
                Some(json!({"@type": "CreativeWork", "name": source.title.value, "url": url?}))
            })
            .collect();
        for (key, list) in [("about", about), ("subjectOf", sources)] {
            if !list.is_empty() {
                event.insert(key.into(), list.into());
            }
        }
    }

    /// The full address of an entry's place.
    fn full(&self, of: Ref) -> String {
        address(self.settings, &self.index.anchor(of))
    }
}

/// The start and the end of a date, each where ISO 8601 says it as exactly as the author did, and no more.
fn ends(date: &Date) -> (Option<String>, Option<String>) {
    match date.as_str().split_once('/').filter(|_| date.is_interval()) {
        Some((start, end)) => {
            let plain = |text: &str| Date::parse(text).ok().and_then(|d| d.html_datetime());
            (plain(start), plain(end))
        }
        None => (date.html_datetime(), None),
    }
}
