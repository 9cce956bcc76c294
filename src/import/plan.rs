//! Fitting what was read into a site: which events are there already, ids, categories, people, sources, and the files that
//! come of it. Nothing is written here.

use rustc_hash::{FxHashMap, FxHashSet};

use super::categories::{self, Category};
use super::entry::{file, list, quoted};
use super::html::short;
use super::ids::{Ids, given, of_words};
use super::sources::{Found, Sources};
use super::{Draft, Note, Read, markdown};
use crate::load::Loaded;

/// A file to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFile {
    /// Its path from the site's root.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// What an import would do.
#[derive(Debug)]
pub struct Plan {
    /// New files, none of which the site has.
    pub files: Vec<NewFile>,
    /// `content/site.yaml` with the new categories, where there are any.
    pub site: Option<String>,
    /// What did not come over, by line.
    pub notes: Vec<Note>,
    /// How many events are new.
    pub events: usize,
    /// How many sources are new.
    pub sources: usize,
    /// How many events the site has already.
    pub skipped: usize,
    /// How many had to be left out.
    pub left_out: usize,
}

/// Plans an import. `site_yaml` is the text of `content/site.yaml`.
#[must_use]
pub fn plan(read: Read, site: &Loaded, site_yaml: &str) -> Plan {
    let mut fit = Fit::new(site);
    fit.notes = read.notes;
    let groups: Vec<&Draft> = read.events.iter().filter(|d| fit.is_there(d).is_none()).collect();
    let changed = fit.categories(&groups, site_yaml);
    let (mut skipped, mut files) = (0, Vec::new());
    for draft in &read.events {
        if let Some(id) = fit.is_there(draft) {
            let text = format!("skipped: `{id}` has this title and this date already");
            fit.note(draft, text);
            skipped += 1;
            continue;
        }
        files.push(fit.entry(draft));
    }
    let events = files.len();
    let sources = fit.sources.files.len();
    files.append(&mut fit.sources.files);
    let mut notes = fit.notes;
    notes.sort_by_key(|n| n.line);
    Plan {
        files,
        site: changed,
        notes,
        events,
        sources,
        skipped,
        left_out: read.left_out,
    }
}

/// What makes two events the same: title and date.
fn key(draft: &Draft) -> (String, String) {
    (markdown::line(&draft.title), draft.date.to_string())
}

struct Fit<'a> {
    site: &'a Loaded,
    ids: Ids,
    sources: Sources,
    /// The events that the site has, with their languages, by title and date.
    there: FxHashMap<(String, String), Vec<(&'a str, &'a str)>>,
    /// The languages in which there is an event with an id: each but the first is a translation.
    versions: FxHashMap<String, Vec<String>>,
    people: FxHashMap<String, String>,
    terms: FxHashMap<String, String>,
    /// Ids of categories by what files call them.
    categories: FxHashMap<String, String>,
    notes: Vec<Note>,
}

impl<'a> Fit<'a> {
    fn new(site: &'a Loaded) -> Self {
        let mut there: FxHashMap<_, Vec<(&str, &str)>> = FxHashMap::default();
        let mut versions: FxHashMap<String, Vec<String>> = FxHashMap::default();
        for e in &site.events {
            versions.entry(e.id.clone()).or_default().push(e.language.clone());
            if let Some(date) = &e.data.date {
                let key = (markdown::line(&e.data.title.value), date.value.to_string());
                there.entry(key).or_default().push((&e.language, &e.id));
            }
        }
        let mut people = FxHashMap::default();
        for person in &site.people {
            let names = std::iter::once(&person.data.name.value).chain(&person.data.aliases);
            for name in names.chain(std::iter::once(&person.id)) {
                people.entry(name.to_lowercase()).or_insert_with(|| person.id.clone());
            }
        }
        let mut terms = FxHashMap::default();
        for term in &site.terms {
            let names = std::iter::once(&term.data.term.value).chain(term.data.aliases.iter().map(|a| &a.value));
            for name in names.chain(std::iter::once(&term.id)) {
                terms.entry(name.to_lowercase()).or_insert_with(|| term.id.clone());
            }
        }
        Self {
            ids: Ids::of(site),
            sources: Sources::of(site),
            there,
            versions,
            people,
            terms,
            categories: FxHashMap::default(),
            notes: Vec::new(),
            site,
        }
    }

    /// The id of the event that the site has already: in the language that the file says, where it says one.
    fn is_there(&self, draft: &Draft) -> Option<String> {
        let mut all = self.there.get(&key(draft))?.iter();
        let listed = |l: &&String| self.site.site.languages.iter().any(|own| own.value == **l);
        let wanted = draft.language.as_ref().filter(listed);
        let found = all.find(|(language, _)| wanted.is_none_or(|w| w == language));
        found.map(|(_, id)| (*id).to_owned())
    }

    fn note(&mut self, draft: &Draft, text: String) {
        self.notes.push(Note {
            line: draft.line,
            headline: short(&draft.title),
            text,
        });
    }

    /// Finds the category of each group, and adds what is new to `site.yaml`.
    fn categories(&mut self, drafts: &[&Draft], site_yaml: &str) -> Option<String> {
        let mut taken: FxHashSet<String> = FxHashSet::default();
        for category in &self.site.site.categories {
            let id = &category.id.value;
            taken.insert(id.to_lowercase());
            for name in [id, &category.title] {
                self.categories.entry(name.to_lowercase()).or_insert_with(|| id.clone());
            }
        }
        let mut new: Vec<(Category, &Draft)> = Vec::new();
        for draft in drafts {
            let Some(group) = draft
                .group
                .as_ref()
                .map(|g| markdown::line(g))
                .filter(|g| !g.is_empty())
            else {
                continue;
            };
            if self.categories.contains_key(&group.to_lowercase()) {
                continue;
            }
            let base = draft
                .category
                .as_deref()
                .and_then(given)
                .unwrap_or_else(|| of_words(&group, "category"));
            let mut id = base.clone();
            let mut nth = 2;
            while !taken.insert(id.clone()) {
                id = format!("{base}-{nth}");
                nth += 1;
            }
            self.categories.insert(group.to_lowercase(), id.clone());
            new.push((Category { id, title: group }, draft));
        }
        let list: Vec<Category> = new.iter().map(|(c, _)| c.clone()).collect();
        if list.is_empty() {
            return None;
        }
        let changed = categories::insert(site_yaml, &list);
        for (category, draft) in &new {
            let text = match changed {
                Some(_) => format!(
                    "the group `{}` became a category of content/site.yaml",
                    short(&category.title)
                ),
                None => format!("the group `{}` was left out", short(&category.title)),
            };
            self.note(draft, text);
        }
        if changed.is_none() {
            self.categories.retain(|_, id| !list.iter().any(|c| c.id == *id));
            self.notes.push(Note {
                line: 1,
                headline: String::new(),
                text: format!(
                    "the categories could not be added to content/site.yaml safely; to have them, add them to it by hand and import again: {}",
                    categories::by_hand(&list)
                ),
            });
        }
        changed
    }

    fn entry(&mut self, draft: &Draft) -> NewFile {
        let path = self.path(draft);
        let mut fields = vec![
            ("title", quoted(&markdown::line(&draft.title))),
            ("date", quoted(draft.date.as_str())),
        ];
        let group = draft
            .group
            .as_ref()
            .and_then(|g| self.categories.get(&markdown::line(g).to_lowercase()));
        if let Some(category) = group {
            fields.push(("category", quoted(category)));
        }
        if let Some(importance) = draft.importance.filter(|i| *i != 3) {
            fields.push(("importance", importance.to_string()));
        }
        let mut extra = draft.extra.clone();
        let sources = self.sources(draft);
        for (name, wanted, folder) in [("people", &draft.people, "people"), ("terms", &draft.terms, "glossary")] {
            let mut found = Vec::new();
            let mut missing = Vec::new();
            for one in wanted {
                let known = if name == "people" { &self.people } else { &self.terms };
                match known.get(&one.to_lowercase()) {
                    Some(id) if !found.contains(id) => found.push(id.clone()),
                    Some(_) => {}
                    None => missing.push(one.clone()),
                }
            }
            if !found.is_empty() {
                fields.push((name, list(&found)));
            }
            if !missing.is_empty() {
                let shown = short(&missing.join("; "));
                let text =
                    format!("{folder}/ has no `{shown}`; kept in `extra`: add the entries, and `{name}: […]` here");
                self.note(draft, text);
                extra.push((name.to_owned(), missing.join("; ")));
            }
        }
        if !sources.is_empty() {
            fields.push(("sources", list(&sources)));
        }
        NewFile {
            path: format!("content/timeline/{path}.md"),
            text: file(&fields, &distinct(extra), &draft.body),
        }
    }

    /// The name of an event's file, which says its language where that is not the site's own. An event that is there in another
    /// language gets a translation beside it, with the same id.
    fn path(&mut self, draft: &Draft) -> String {
        let language = self.language(draft);
        let name = |id: &str| match &language {
            Some(language) => format!("{id}.{language}"),
            None => id.to_owned(),
        };
        let of = language.as_ref().unwrap_or(&self.site.site.language.value).clone();
        let is_there = |id: &String| {
            let file = format!("timeline/{}.md", name(id));
            self.site.events.iter().any(|e| e.path == file)
        };
        let own = draft.id.as_deref().and_then(given);
        let other = own.filter(|id| self.versions.get(id).is_some_and(|all| !all.contains(&of)) && !is_there(id));
        let id = other.unwrap_or_else(|| self.id(draft));
        let path = name(&id);
        self.versions.entry(id).or_default().push(of);
        path
    }

    fn id(&mut self, draft: &Draft) -> String {
        let own = draft.id.as_deref().and_then(given);
        if let (Some(id), None) = (&draft.id, &own) {
            self.note(
                draft,
                format!("`{}` can't be an id here; the title gave one", short(id)),
            );
        }
        let wanted = own.unwrap_or_else(|| of_words(&draft.title, "event"));
        let id = self.ids.take(&wanted);
        if id != wanted {
            self.note(draft, format!("the id `{wanted}` is taken; the event became `{id}`"));
        }
        id
    }

    fn sources(&mut self, draft: &Draft) -> Vec<String> {
        let mut found = Vec::new();
        for named in &self.sources.joined(&draft.sources) {
            match self.sources.find(named, &mut self.ids) {
                Found::Known(id) => found.push(id),
                Found::New(id, None) => {
                    self.note(draft, format!("content/sources/{id}.md is new"));
                    found.push(id);
                }
                Found::New(id, Some(title)) => {
                    let text = format!(
                        "content/sources/{id}.md is new, with the title `{}`: make it a better one",
                        short(&title)
                    );
                    self.note(draft, text);
                    found.push(id);
                }
                Found::None(why) => self.note(draft, format!("{why}, and was left out")),
            }
        }
        let mut seen = FxHashSet::default();
        found.retain(|id| seen.insert(id.clone()));
        found
    }

    fn language(&mut self, draft: &Draft) -> Option<String> {
        let wanted = draft.language.as_ref()?;
        let site = &self.site.site;
        if site.languages.iter().any(|l| l.value == *wanted) {
            return (*wanted != site.language.value).then(|| wanted.clone());
        }
        self.note(
            draft,
            format!(
                "the site has no language `{}`; the event is in `{}`",
                short(wanted),
                site.language.value
            ),
        );
        None
    }
}

/// Names of `extra` once each.
fn distinct(extra: Vec<(String, String)>) -> Vec<(String, String)> {
    let mut seen = FxHashSet::default();
    extra
        .into_iter()
        .map(|(name, value)| {
            let mut own = name.clone();
            let mut nth = 2;
            while !seen.insert(own.clone()) {
                own = format!("{name}{nth}");
                nth += 1;
            }
            (own, markdown::clean(&value))
        })
        .collect()
}
