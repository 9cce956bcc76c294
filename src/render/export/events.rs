//! The events for other programs: `timeline.json`, `timeline.csv`, `timeline.ics`, one of each a language (`fr/timeline.json`).
//! All are made from the same [`Event`]s, in the order of the timeline.

use super::super::Renderer;
use super::super::urls::Urls;
use super::super::view::EventView;
use super::super::views::Here;
use super::{address, calendar, table, timeline};
use crate::date::{Date, words};
use crate::link::Ref;
use crate::load::Entry;
use crate::model::Source;
use crate::model::id::Kind;
use crate::write::Output;

/// An event as other programs get it.
pub(super) struct Event<'a> {
    pub(super) id: &'a str,
    pub(super) date: &'a Date,
    /// The same in words.
    pub(super) words: String,
    /// What readers see of it.
    pub(super) view: EventView,
    /// Its address: full, or from the site's root where there is no `base_url`.
    pub(super) url: String,
    /// Its text, without markup.
    pub(super) text: String,
    /// The ids of its people.
    pub(super) people: Vec<&'a str>,
    /// The ids of its terms.
    pub(super) terms: Vec<&'a str>,
    /// Its sources.
    pub(super) sources: Vec<&'a Entry<Source>>,
}

impl Renderer<'_> {
    /// The events for other programs; nothing where a language has none with a date.
    #[must_use]
    pub fn timeline_exports(&self) -> Vec<Output> {
        let languages = self.index.loaded.site.languages.iter();
        languages.flat_map(|l| self.exports_in(&l.value)).collect()
    }

    fn exports_in(&self, language: &str) -> Vec<Output> {
        // Links leave the site with the file: where the site has an address, they are whole.
        let urls = match &self.settings.base_url {
            Some(base) => Urls::absolute(base, false),
            None => Urls::new("/", false),
        };
        // Texts are written without what a fence places, which only pages have.
        let stock = self.stock(&urls, language);
        let here = self.bare(&urls, language, &stock);
        let events: Vec<Event<'_>> = self
            .order
            .list(Kind::Event, language)
            .iter()
            .filter_map(|at| self.event(&here, *at))
            .collect();
        if events.is_empty() {
            return Vec::new();
        }
        let folder = self.index.prefix(language);
        let output = |name: &str, bytes| Output {
            path: format!("{}{name}", folder.trim_start_matches('/')),
            bytes,
        };
        let mut outputs = vec![
            output("timeline.json", timeline::write(self.index, self.settings, &events)),
            output(
                "timeline.ics",
                calendar::write(self.index, self.settings, here.locale, &events),
            ),
        ];
        outputs.extend(table::write(&events).map(|bytes| output("timeline.csv", bytes)));
        outputs
    }

    fn event<'s>(&'s self, here: &Here<'_>, at: usize) -> Option<Event<'s>> {
        let entry = self.index.loaded.events.get(at)?;
        let r = Ref { kind: Kind::Event, at };
        let linked = self.entries.events.get(at);
        let ids = |kind: Kind, list: Option<&Vec<usize>>| {
            let list = list.into_iter().flatten();
            list.map(|at| self.index.id(Ref { kind, at: *at })).collect()
        };
        Some(Event {
            id: &entry.id,
            date: &entry.data.date.as_ref()?.value,
            words: words(&entry.data.date.as_ref()?.value, here.locale),
            view: here.event(at, false)?,
            url: address(self.settings, &self.index.path(r)),
            text: linked.map(|e| crate::link::plain(&e.body)).unwrap_or_default(),
            people: ids(Kind::Person, linked.map(|e| &e.people)),
            terms: ids(Kind::Term, linked.map(|e| &e.related_terms)),
            sources: linked
                .into_iter()
                .flat_map(|e| &e.sources)
                .filter_map(|at| self.index.loaded.bibliography.get(*at))
                .collect(),
        })
    }
}
