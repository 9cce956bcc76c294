//! The pages that list something: tags, glossary, a term, timeline, people, sources.

use tera::{Context, Value};

use super::pages::Head;
use super::urls::Urls;
use super::view::{LetterView, PageView, PersonView, SourceView, TagView, TermView};
use super::views::{Here, description};
use super::wants::OF_TAG;
use super::{Rendered, Renderer};
use crate::link::{Backlinks, LinkedPage, Ref, Tag};
use crate::model::id::Kind;

/// Above so many terms the A to Z shows titles only.
const MOST_DEFINITIONS: usize = 1_000;

/// What a list page begins with: the text of its `index.md`, where there is one.
type Opening<'l> = Option<&'l LinkedPage>;

impl Renderer<'_> {
    /// The page of a section. `None` when the language has nothing for it.
    #[must_use]
    pub fn section(&self, kind: Kind, language: &str, opening: Opening<'_>, backlinks: &Backlinks) -> Option<Rendered> {
        if !self.order.has_section(kind, language) {
            return None;
        }
        let path = self.index.section_path(kind, language);
        let urls = Urls::new(&path, self.settings.portable);
        let name = kind.folder().unwrap_or("");
        let template = format!("{name}.html");
        Some(
            self.render(&template, &urls, language, Some(backlinks), |here, context| {
                let page = opening.and_then(|l| here.page(l));
                let shown = match kind {
                    Kind::Term => self.glossary(here, context),
                    Kind::Event => self.timeline(here, context),
                    Kind::Person => self.people(here, context),
                    _ => self.sources(here, context),
                };
                self.list_head(here, context, kind, page.as_ref(), opening, &shown);
                let list = self.order.list(kind, here.language);
                let data = match kind {
                    Kind::Term if list.len() > MOST_DEFINITIONS => self.term_set(here.language, &[]),
                    Kind::Term => self.term_set(here.language, list),
                    Kind::Event => self.event_list(here.language, list),
                    Kind::Person => self.people_list(here.language, list),
                    Kind::Source => self.source_list(here.language, list),
                    Kind::Page => None,
                };
                context.insert_value("structured_data", Value::from(data));
                context.insert_value("page", Value::from(page));
            }),
        )
    }

    fn list_head(
        &self,
        here: &Here<'_>,
        context: &mut Context,
        kind: Kind,
        page: Option<&PageView>,
        opening: Opening<'_>,
        shown: &[Ref],
    ) {
        let name: &'static str = kind.folder().unwrap_or("");
        let mut marks = self.marks("", opening.map_or(&[], |l| l.marks.as_slice()));
        for r in shown {
            if let Some(entry) = self.entries.get(*r) {
                marks.extend(self.marks(&format!("_{}-", self.index.id(*r)), &entry.marks));
            }
        }
        let head = Head {
            kind: name,
            title: page.map_or_else(|| here.locale.message(name).to_owned(), |p| p.title.clone()),
            description: opening.and_then(|l| description(&l.summary)),
            marks,
        };
        self.common(here, context, head);
    }

    fn glossary(&self, here: &Here<'_>, context: &mut Context) -> Vec<Ref> {
        let list = self.order.list(Kind::Term, here.language);
        let titles_only = list.len() > MOST_DEFINITIONS;
        let mut letters: Vec<LetterView> = Vec::new();
        for at in list {
            let view = if titles_only {
                here.term_title(*at)
            } else {
                here.term(*at, false, 3)
            };
            let Some(term) = view else { continue };
            let heading = here.locale.index_letter(&term.term);
            match letters.last_mut() {
                Some(open) if open.letter == heading => open.terms.push(term),
                _ => letters.push(LetterView {
                    id: format!("_letter-{}", if heading == "#" { "0" } else { &heading }),
                    letter: heading,
                    terms: vec![term],
                }),
            }
        }
        context.insert_value("letters", Value::from(letters));
        context.insert_value("titles_only", Value::from(titles_only));
        context.insert_value("count", Value::from(list.len()));
        // In the A to Z, definitions lead to each other and not to cards.
        Vec::new()
    }

    /// A term's own page.
    #[must_use]
    pub fn term(&self, at: usize, backlinks: &Backlinks) -> Option<Rendered> {
        let entry = self.entries.terms.get(at)?;
        let term = self.index.loaded.terms.get(at)?;
        let urls = Urls::new(&self.index.path(entry.of), self.settings.portable);
        Some(
            self.render("term.html", &urls, &term.language, Some(backlinks), |here, context| {
                let view: Option<TermView> = here.term(at, true, 200);
                let (previous, next) = self.order.neighbours(entry.of, here.language);
                context.insert_value("previous", Value::from(previous.map(|r| here.entry_link(r))));
                context.insert_value("next", Value::from(next.map(|r| here.entry_link(r))));
                let head = Head {
                    kind: "term",
                    title: term.data.term.value.clone(),
                    description: description(&entry.short),
                    marks: self.marks("", &entry.marks),
                };
                self.common(here, context, head);
                context.insert_value("structured_data", Value::from(self.term_data(at)));
                context.insert_value("term", Value::from(view));
            }),
        )
    }

    fn people(&self, here: &Here<'_>, context: &mut Context) -> Vec<Ref> {
        let list = self.order.list(Kind::Person, here.language);
        let views = list.iter().filter_map(|at| here.person(*at, true));
        let (people, organisations): (Vec<PersonView>, Vec<PersonView>) = views.partition(|p| p.kind == "person");
        context.insert_value("people", Value::from(people));
        context.insert_value("organisations", Value::from(organisations));
        context.insert_value("count", Value::from(list.len()));
        list.iter()
            .map(|at| Ref {
                kind: Kind::Person,
                at: *at,
            })
            .collect()
    }

    fn sources(&self, here: &Here<'_>, context: &mut Context) -> Vec<Ref> {
        let list = self.order.list(Kind::Source, here.language);
        let views: Vec<SourceView> = list.iter().filter_map(|at| here.source(*at, true)).collect();
        context.insert_value("count", Value::from(views.len()));
        context.insert_value("sources", Value::from(views));
        list.iter()
            .map(|at| Ref {
                kind: Kind::Source,
                at: *at,
            })
            .collect()
    }

    /// The list of all tags of a language. `None` when it has none.
    #[must_use]
    pub fn tags(&self, language: &str) -> Option<Rendered> {
        let tags: Vec<(&String, &Tag<'_>)> = self
            .index
            .tag_pages()
            .iter()
            .filter(|(_, t)| t.language == language)
            .collect();
        if tags.is_empty() {
            return None;
        }
        let urls = Urls::new(&format!("{}tags/", self.index.prefix(language)), self.settings.portable);
        Some(self.render("tags.html", &urls, language, None, |here, context| {
            let mut views: Vec<TagView> = tags
                .iter()
                .map(|(path, tag)| self.tag_view(here, path, tag, false))
                .collect();
            views.sort_by(|a, b| here.locale.compare(&a.name, &b.name));
            context.insert_value("tags", Value::from(views));
            self.plain_head(here, context, "tags", here.locale.message("tags").to_owned());
        }))
    }

    /// The page of one tag.
    #[must_use]
    pub fn tag(&self, path: &str, tag: &Tag<'_>) -> Rendered {
        let urls = Urls::new(path, self.settings.portable);
        self.render("tag.html", &urls, tag.language, None, |here, context| {
            context.insert_value("tag", Value::from(self.tag_view(here, path, tag, true)));
            let title = here.locale.format("tagged", &[("tag", tag.name)]);
            self.plain_head(here, context, "tag", title);
        })
    }

    fn tag_view(&self, here: &Here<'_>, path: &str, tag: &Tag<'_>, with_pages: bool) -> TagView {
        let list = self.order.tagged(path, &tag.pages);
        TagView {
            name: tag.name.to_owned(),
            url: here.urls.href(path),
            count: list.len(),
            pages: if with_pages {
                self.page_links(here, &list, here.wants.of_link(OF_TAG))
            } else {
                Vec::new()
            },
        }
    }

    pub(super) fn plain_head(&self, here: &Here<'_>, context: &mut Context, kind: &'static str, title: String) {
        let head = Head {
            kind,
            title,
            description: None,
            marks: Vec::new(),
        };
        self.common(here, context, head);
    }
}
