//! The events for other programs: `timeline.json`, `timeline.csv`, `timeline.ics`. All are made from the same [`Event`]s, in the
//! order of the timeline.

use super::super::Renderer;
use super::super::urls::Urls;
use super::super::view::EventView;
use super::super::views::Here;
use super::{address, calendar, table, timeline};
use crate::date::Date;
use crate::link::Ref;
use crate::model::id::Kind;
use crate::write::Output;

/// An event as other programs get it.
pub(super) struct Event<'a> {
    pub(super) id: &'a str,
    pub(super) date: &'a Date,
    /// What readers see of it.
    pub(super) view: EventView,
    /// Its address: full, or from the site's root where there is no `base_url`.
    pub(super) url: String,
    /// Its text, without markup.
    pub(super) text: String,
}

impl Renderer<'_> {
    /// The events for other programs; nothing where there is none with a date.
    #[must_use]
    pub fn timeline_exports(&self) -> Vec<Output> {
        let language = self.index.default_language();
        let urls = Urls::new("/", false);
        // Texts are written without what a fence places, which only pages have.
        let here = Here {
            index: self.index,
            entries: self.entries,
            backlinks: None,
            urls: &urls,
            language,
            locale: self.index.locale(language),
            place: &|_, _, _| String::new(),
        };
        let events: Vec<Event<'_>> = self
            .order
            .list(Kind::Event, language)
            .iter()
            .filter_map(|at| self.event(&here, *at))
            .collect();
        if events.is_empty() {
            return Vec::new();
        }
        let output = |path: &str, bytes| Output {
            path: path.to_owned(),
            bytes,
        };
        let mut outputs = vec![
            output("timeline.json", timeline::write(self.index, self.settings, &events)),
            output("timeline.ics", calendar::write(self.index, here.locale, &events)),
        ];
        outputs.extend(table::write(&events).map(|bytes| output("timeline.csv", bytes)));
        outputs
    }

    fn event<'s>(&'s self, here: &Here<'_>, at: usize) -> Option<Event<'s>> {
        let entry = self.index.loaded.events.get(at)?;
        let r = Ref { kind: Kind::Event, at };
        Some(Event {
            id: &entry.id,
            date: &entry.data.date.as_ref()?.value,
            view: here.event(at, false)?,
            url: address(self.settings, &self.index.path(r)),
            text: self
                .entries
                .events
                .get(at)
                .map(|e| crate::link::plain(&e.body))
                .unwrap_or_default(),
        })
    }
}
