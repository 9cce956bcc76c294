//! From an id that an author wrote to the entry that it names, or to why it names none.

use super::lookup::all_names;
use super::{Dangling, Index, Ref};
use crate::cache::trace::{self, Question};
use crate::diagnostics::{Code, Diagnostic, closest};
use crate::load::Unread;
use crate::model::id::{Kind, normalise};
use crate::prose::slug::slug;
use crate::span::Span;

impl Index<'_> {
    /// The entry of one kind with this id, in `language` or else in the default one.
    ///
    /// # Errors
    /// When there is none.
    pub fn find(&self, kind: Kind, id: &str, language: &str) -> Result<Ref, Dangling> {
        trace::ask(Question::Find, kind, 0, id, language);
        self.unnoted(kind, id, language).inspect_err(|_| all_names())
    }

    fn unnoted(&self, kind: Kind, id: &str, language: &str) -> Result<Ref, Dangling> {
        let id = normalise(id);
        if let Some(at) = self
            .ids
            .get(&(kind, id.as_str()))
            .and_then(|list| self.prefer(kind, list, language))
        {
            return Ok(Ref { kind, at });
        }
        if kind == Kind::Page
            && let Some(list) = self.last.get(id.as_str())
            && let Some(found) = self.only(list, language)?
        {
            return Ok(found);
        }
        if kind == Kind::Page && self.drafts.contains(id.as_str()) {
            return Err(Dangling::Draft);
        }
        if let Some(new) = self.former.get(&(kind, id.as_str())) {
            return Err(Dangling::Unknown(Some((*new).to_owned())));
        }
        if self.loaded.unread.iter().any(|u| may_hold(u, kind, &id)) {
            return Err(Dangling::Unread);
        }
        Err(Dangling::Unknown(None))
    }

    /// The id of some kinds that is nearest to what an author wrote. Looks at all of them, so only a message asks.
    fn near(&self, kinds: &[Kind], id: &str) -> Option<&str> {
        let names = || self.ids.keys().filter(|(k, _)| kinds.contains(k)).map(|(_, id)| *id);
        // A title for the id, as wikis have it.
        let slug = slug(id);
        let ends = |name: &&str| name.rsplit('/').next() == Some(slug.as_str());
        names()
            .filter(ends)
            .min_by_key(|name| (name.len(), *name))
            .or_else(|| closest(&normalise(id), names()))
    }

    fn prefer(&self, kind: Kind, list: &[usize], language: &str) -> Option<usize> {
        let of = |wanted: &str| {
            list.iter()
                .copied()
                .find(|at| self.language(Ref { kind, at: *at }) == wanted)
        };
        of(language)
            .or_else(|| of(self.default_language()))
            .or_else(|| list.first().copied())
    }

    /// The one page among those whose ids end alike.
    fn only(&self, list: &[usize], language: &str) -> Result<Option<Ref>, Dangling> {
        let mut ids: Vec<&str> = list
            .iter()
            .filter_map(|at| self.loaded.pages.name(*at))
            .map(|p| p.id.as_str())
            .collect();
        ids.sort_unstable();
        ids.dedup();
        if ids.len() > 1 {
            let refs = list.iter().map(|at| Ref {
                kind: Kind::Page,
                at: *at,
            });
            return Err(Dangling::Ambiguous(refs.collect()));
        }
        Ok(self
            .prefer(Kind::Page, list, language)
            .map(|at| Ref { kind: Kind::Page, at }))
    }

    /// What `[[id]]` or `[[kind:id]]` leads to.
    ///
    /// # Errors
    /// When nothing has the id, or several things have it.
    pub fn resolve(&self, text: &str, language: &str) -> Result<Ref, Dangling> {
        trace::ask(Question::Resolve, Kind::Page, 0, text, language);
        self.unnoted_of_any(text, language).inspect_err(|_| all_names())
    }

    fn unnoted_of_any(&self, text: &str, language: &str) -> Result<Ref, Dangling> {
        if let Some((prefix, id)) = text.split_once(':')
            && let Some(kind) = Kind::from_prefix(prefix.trim())
        {
            return self.unnoted(kind, id.trim(), language);
        }
        let mut found = Vec::new();
        let mut renamed = None;
        let (mut draft, mut unread) = (false, false);
        for kind in Kind::ALL {
            match self.unnoted(kind, text, language) {
                Ok(r) => found.push(r),
                Err(Dangling::Ambiguous(refs)) => found.extend(refs),
                Err(Dangling::Draft) => draft = true,
                Err(Dangling::Unread) => unread = true,
                Err(Dangling::Unknown(new)) => renamed = renamed.or(new),
            }
        }
        match found.as_slice() {
            [one] => Ok(*one),
            [] if draft => Err(Dangling::Draft),
            [] if unread => Err(Dangling::Unread),
            [] => Err(Dangling::Unknown(renamed)),
            _ => Err(Dangling::Ambiguous(found)),
        }
    }

    /// The message for an id that leads nowhere, unless that is said elsewhere already. `kind` is what the author asked for; `None`: whatever has the id.
    #[must_use]
    pub fn dangling(&self, why: &Dangling, text: &str, place: Span, kind: Option<Kind>) -> Option<Diagnostic> {
        let (code, noun) = match kind {
            Some(Kind::Page) => (Code::REFERENCE_UNKNOWN, "explainer"),
            Some(Kind::Term) => (Code::GLOSSARY_UNKNOWN_TERM, "term"),
            Some(Kind::Event) => (Code::TIMELINE_UNKNOWN_EVENT, "event"),
            Some(Kind::Person) => (Code::PEOPLE_UNKNOWN_PERSON, "person"),
            Some(Kind::Source) => (Code::CITATION_UNKNOWN_SOURCE, "source"),
            None => (Code::REFERENCE_UNKNOWN, "entry"),
        };
        let fault = match why {
            Dangling::Unread => return None,
            Dangling::Unknown(renamed) => {
                let kinds = kind.as_ref().map_or(Kind::ALL.as_slice(), std::slice::from_ref);
                if let Some(near) = renamed.as_deref().or_else(|| self.near(kinds, text)) {
                    let message = format!("no {noun} has the id `{text}`, did you mean `{near}`?");
                    Diagnostic::new(code, place, message).help(format!("write `{near}`"))
                } else {
                    let other = kind.is_none().then(|| self.as_elsewhere(text)).flatten();
                    let help = other.unwrap_or_else(|| format!("check the spelling, or add the {noun}"));
                    Diagnostic::new(code, place, format!("no {noun} has the id `{text}`")).help(help)
                }
            }
            Dangling::Draft => Diagnostic::new(code, place, format!("`{text}` is a draft"))
                .help("publish it, remove the link, or build with --drafts"),
            Dangling::Ambiguous(refs) => {
                let names: Vec<String> = refs
                    .iter()
                    .map(|r| format!("{}:{}", r.kind.prefix(), self.id(*r)))
                    .collect();
                let message = format!("`{text}` may be {}", names.join(" or "));
                let help = format!("write `{}`", names.join("` or `"));
                refs.iter().fold(
                    Diagnostic::new(Code::ID_AMBIGUOUS, place, message).help(help),
                    |d, r| d.related(self.place(*r), format!("{}:{} is here", r.kind.prefix(), self.id(*r))),
                )
            }
        };
        Some(fault)
    }
}

impl Index<'_> {
    /// What to write in place of what other programs have between double brackets: a place on a page, a picture, a subject.
    fn as_elsewhere(&self, text: &str) -> Option<String> {
        if let Some((id, heading)) = text.split_once('#') {
            let anchor = slug(heading.trim_start_matches('^'));
            let page = self.resolve(id.trim(), self.default_language()).ok();
            let file = page
                .filter(|r| r.kind == Kind::Page)
                .and_then(|r| self.loaded.pages.name(r.at));
            return match (id.trim(), file) {
                ("", _) => Some(format!("write `[words](#{anchor})`")),
                (_, Some(page)) => Some(format!("write `[words](/{}#{anchor})`", page.path)),
                _ => Some("a place on a page is linked to by its file: `[words](file.md#heading)`".to_owned()),
            };
        }
        let (kind, name) = text.split_once(':')?;
        match kind.trim().to_lowercase().as_str() {
            "file" | "image" => Some(format!("write `![what it shows]({})`", name.trim())),
            "category" => {
                Some("remove it: the subjects of a page are `tags: [one, two]` in its front matter".to_owned())
            }
            _ => None,
        }
    }
}

/// Whether a file that could not be read may hold an entry.
fn may_hold(unread: &Unread, kind: Kind, id: &str) -> bool {
    unread.kind == kind
        && unread
            .id
            .as_ref()
            .is_none_or(|own| own == id || (kind == Kind::Page && own.rsplit('/').next() == Some(id)))
}
