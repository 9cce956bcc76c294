//! The page of the timeline: its chart and its years; and the strip at the head of each explainer. What its filters offer is
//! worked out in [`super::facets`].

use std::collections::BTreeMap;

use tera::{Context, Value};

use super::Renderer;
use super::assets::hashed_name;
use super::chart::{self, Caption, Lane, Mark, Strip};
use super::facets::{Facets, Step, span_of};
use super::view::{EventView, FacetView, Html, YearView};
use super::views::Here;
use crate::cache::trace::{self, Question};
use crate::cards;
use crate::date::{Date, words};
use crate::link::Ref;
use crate::load::Entry;
use crate::model::Event;
use crate::model::id::Kind;
use crate::write::Output;

/// More categories than this share the last lane of the chart.
const MOST_LANES: usize = 12;

impl Renderer<'_> {
    /// Puts the timeline into the context; the events that it shows.
    pub(super) fn timeline(&self, here: &Here<'_>, context: &mut Context) -> Vec<Ref> {
        let list = self.order.list(Kind::Event, here.language);
        let facets = self.facets(here, list);
        let mut years: Vec<(YearView, Option<(usize, usize)>)> = Vec::new();
        for (at, class) in list.iter().zip(&facets.classes) {
            if let Some(view) = here.event(*at, true) {
                let class = class.clone();
                add_to_year(here, &facets.steps, &mut years, *at, EventView { class, ..view });
            }
        }
        context.insert_value("count", Value::from(list.len()));
        let years: Vec<YearView> = years.into_iter().map(|(year, span)| with_span(year, span)).collect();
        context.insert_value("years", Value::from(years));
        let chart = self.chart(here, list, &facets);
        context.insert_value("chart_html", Value::safe_string(&chart));
        let styles =
            (!facets.styles.is_empty()).then(|| here.urls.href(&self.styles_path(here.language, &facets.styles)));
        context.insert_value("filter_styles_url", Value::from(styles));
        let own = here.urls.href(&self.index.section_path(Kind::Event, here.language));
        context.insert_value("timeline_url", Value::from(own));
        let step = |at: usize, year: i64| FacetView {
            id: at.to_string(),
            title: here.year_title(Some(year)),
            count: 0,
        };
        let (from, until): (Vec<FacetView>, Vec<FacetView>) = facets
            .steps
            .iter()
            .enumerate()
            .map(|(at, s)| (step(at, s.first), step(at, s.last)))
            .unzip();
        context.insert_value("categories", Value::from(facets.categories));
        context.insert_value("filter_people", Value::from(facets.people));
        context.insert_value("filter_from", Value::from(from));
        context.insert_value("filter_until", Value::from(until));
        list.iter()
            .map(|at| Ref {
                kind: Kind::Event,
                at: *at,
            })
            .collect()
    }

    /// The style sheet of a language's filters; `None` where there is nothing to choose by.
    #[must_use]
    pub fn timeline_styles(&self, language: &str) -> Option<Output> {
        let urls = super::Urls::new(&self.index.section_path(Kind::Event, language), self.settings.portable);
        let stock = self.stock(&urls, language);
        let here = self.bare(&urls, language, &stock);
        let facets = self.facets(&here, self.order.list(Kind::Event, language));
        (!facets.styles.is_empty()).then(|| Output {
            path: self
                .styles_path(language, &facets.styles)
                .trim_start_matches('/')
                .to_owned(),
            bytes: facets.styles.into_bytes(),
        })
    }

    fn styles_path(&self, language: &str, styles: &str) -> String {
        let name = hashed_name(crate::link::FILTER_STYLES, styles.as_bytes());
        self.index.section_path(Kind::Event, language) + &name
    }

    pub(super) fn events<'s>(&'s self, list: &'s [usize]) -> impl Iterator<Item = (usize, &'s Entry<Event>)> {
        list.iter()
            .filter_map(|at| Some((*at, self.index.loaded.events.get(*at)?)))
    }

    fn chart(&self, here: &Here<'_>, list: &[usize], facets: &Facets) -> String {
        let (lanes, lane_of) = self.lanes(here, list, facets);
        let marks: Vec<Mark> = self
            .events(list)
            .zip(&facets.classes)
            .filter_map(|((_, event), class)| {
                let category = event.data.category.as_ref().map(|c| c.value.as_str());
                mark(here, event, &format!("#{}", event.id), lane_of(category), class)
            })
            .collect();
        chart::draw(&marks, &lanes, &caption(here, &marks), here.locale)
    }

    /// The lanes of the chart, and which one a category's events stand in. Small categories share one where there are very
    /// many, and events without category have the last.
    fn lanes<'f>(
        &self,
        here: &Here<'_>,
        list: &[usize],
        facets: &'f Facets,
    ) -> (Vec<Lane>, impl Fn(Option<&str>) -> usize + 'f) {
        let mut sizes: Vec<usize> = facets.categories.iter().map(|c| c.count).collect();
        sizes.sort_unstable_by(|a, b| b.cmp(a));
        let least = if sizes.len() > MOST_LANES {
            sizes.get(MOST_LANES - 2).copied().unwrap_or(0)
        } else {
            0
        };
        let mut own: Vec<(&'f str, usize)> = Vec::new();
        let mut lanes: Vec<Lane> = Vec::new();
        for (n, category) in facets.categories.iter().enumerate() {
            if least == 0 || (category.count >= least && lanes.len() < MOST_LANES - 1) {
                own.push((&category.id, lanes.len()));
                lanes.push(Lane {
                    name: category.title.clone(),
                    class: format!("c-{}", n + 1),
                });
            }
        }
        let shared = lanes.len();
        let known = |id: Option<&str>| id.is_some_and(|id| own.iter().any(|(own, _)| *own == id));
        let some_left = self
            .events(list)
            .any(|(_, e)| !known(e.data.category.as_ref().map(|c| c.value.as_str())));
        if some_left {
            let name = if shared > 0 {
                here.locale.message("other_events")
            } else {
                ""
            };
            lanes.push(Lane {
                name: name.to_owned(),
                class: String::new(),
            });
        }
        let lane_of = move |id: Option<&str>| {
            let found = own.iter().find(|(own, _)| Some(*own) == id);
            found.map_or(shared, |(_, lane)| *lane)
        };
        (lanes, lane_of)
    }

    /// The silhouettes of the strips, by language.
    pub(super) fn strips(&self) -> BTreeMap<String, Strip> {
        let languages = self.index.loaded.site.languages.iter();
        languages
            .filter_map(|language| {
                let language = language.value.as_str();
                let list = self.order.list(Kind::Event, language);
                Some((
                    language.to_owned(),
                    Strip::new(&self.told(list), self.index.locale(language))?,
                ))
            })
            .collect()
    }
}

impl Renderer<'_> {
    /// The strip of some events, and what it says in words; both empty where there is nothing to be seen.
    pub(super) fn strip(&self, here: &Here<'_>, events: &[usize]) -> (Html, String) {
        trace::ask(Question::Strip, Kind::Event, 0, here.language, "");
        let Some(strip) = self.strips.get(here.language) else {
            return Default::default();
        };
        let dates = self.told(events);
        let all = self.order.count(Kind::Event, here.language);
        let count = here.locale.number(i64::try_from(dates.len()).unwrap_or(i64::MAX));
        let total = here.locale.plural("events_count", all as u64);
        let caption = Caption {
            title: here.locale.message("strip_title").to_owned(),
            text: here
                .locale
                .format("strip_text", &[("count", &count), ("total", &total)]),
        };
        let drawing = strip.draw(&dates, &caption);
        let text = if drawing.is_empty() {
            String::new()
        } else {
            caption.text
        };
        (Html(drawing), text)
    }

    /// The same strip for a card.
    pub(super) fn card_strip(&self, here: &Here<'_>, events: &[usize]) -> Option<cards::Strip> {
        trace::ask(Question::Strip, Kind::Event, 0, here.language, "");
        let strip = self.strips.get(here.language)?;
        let (ground, own) = strip.bare(&self.told(events))?;
        Some(cards::Strip {
            ground: ground.to_owned(),
            own,
        })
    }

    /// The dates of events.
    fn told<'s>(&'s self, events: &'s [usize]) -> Vec<&'s Date> {
        let events = self.events(events);
        events
            .filter_map(|(_, event)| Some(&event.data.date.as_ref()?.value))
            .collect()
    }
}

fn mark(here: &Here<'_>, event: &Entry<Event>, url: &str, lane: usize, class: &str) -> Option<Mark> {
    let date = &event.data.date.as_ref()?.value;
    Some(Mark {
        when: date.clone(),
        date: words(date, here.locale),
        title: event.data.title.value.clone(),
        url: url.to_owned(),
        lane,
        importance: event.data.importance,
        class: class.to_owned(),
    })
}

fn caption(here: &Here<'_>, marks: &[Mark]) -> Caption {
    let said = |mark: Option<&Mark>| mark.map(|m| m.date.clone()).unwrap_or_default();
    let count = here.locale.plural("events_count", marks.len() as u64);
    Caption {
        title: format!("{}: {count}", here.locale.message("timeline")),
        text: here.locale.format(
            "chart_text",
            &[("first", &said(marks.first())), ("last", &said(marks.last()))],
        ),
    }
}

fn with_span(year: YearView, span: Option<(usize, usize)>) -> YearView {
    YearView {
        class: span
            .map(|(first, last)| format!("f-{first} l-{last}"))
            .unwrap_or_default(),
        ..year
    }
}

/// Puts an event under its year. A year's classes are the first and the last step that its events touch.
fn add_to_year(
    here: &Here<'_>,
    steps: &[Step],
    years: &mut Vec<(YearView, Option<(usize, usize)>)>,
    at: usize,
    event: EventView,
) {
    let date = here.index.loaded.events.get(at).and_then(|e| e.data.date.as_ref());
    let span = date.and_then(|d| span_of(&d.value, steps));
    let of = date.and_then(|d| d.value.year());
    let id = of.map_or_else(|| "_year-none".to_owned(), |y| format!("_year-{y}"));
    if let Some((open, touched)) = years.last_mut().filter(|(open, _)| open.id == id) {
        open.events.push(event);
        *touched = touched.zip(span).map(|(a, b)| (a.0.min(b.0), a.1.max(b.1)));
        return;
    }
    let known = years.iter().any(|(year, _)| year.id == id);
    let year = YearView {
        title: here.year_title(of),
        class: String::new(),
        id: if known { format!("{id}-{}", years.len()) } else { id },
        events: vec![event],
    };
    years.push((year, span));
}
