//! From an id that an author wrote to the entry that it names, or to why it names none.

use super::{Dangling, Index, Ref};
use crate::diagnostics::{Code, Diagnostic, closest};
use crate::model::id::{Kind, normalise};
use crate::span::Span;

impl Index<'_> {
    /// The entry of one kind with this id, in `language` or else in the default one.
    ///
    /// # Errors
    /// When there is none.
    pub fn find(&self, kind: Kind, id: &str, language: &str) -> Result<Ref, Dangling> {
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
        if kind == Kind::Page
            && self
                .loaded
                .drafts
                .iter()
                .any(|d| d.id == id || d.id.rsplit('/').next() == Some(&id))
        {
            return Err(Dangling::Draft);
        }
        if let Some(new) = self.former.get(&(kind, id.as_str())) {
            return Err(Dangling::Unknown(Some((*new).to_owned())));
        }
        let mut names: Vec<&str> = self.ids.keys().filter(|(k, _)| *k == kind).map(|(_, id)| *id).collect();
        names.sort_unstable();
        Err(Dangling::Unknown(closest(&id, names).map(str::to_owned)))
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
            .filter_map(|at| self.loaded.pages.get(*at))
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
        if let Some((prefix, id)) = text.split_once(':')
            && let Some(kind) = Kind::from_prefix(prefix.trim())
        {
            return self.find(kind, id.trim(), language);
        }
        let mut found = Vec::new();
        let mut near: Vec<String> = Vec::new();
        let mut draft = false;
        for kind in Kind::ALL {
            match self.find(kind, text, language) {
                Ok(r) => found.push(r),
                Err(Dangling::Ambiguous(refs)) => found.extend(refs),
                Err(Dangling::Draft) => draft = true,
                Err(Dangling::Unknown(n)) => near.extend(n),
            }
        }
        match found.as_slice() {
            [one] => Ok(*one),
            [] if draft => Err(Dangling::Draft),
            [] => Err(Dangling::Unknown(
                closest(text, near.iter().map(String::as_str))
                    .map(str::to_owned)
                    .or(near.into_iter().next()),
            )),
            _ => Err(Dangling::Ambiguous(found)),
        }
    }

    /// The message for an id that leads nowhere. `what` is its code when nothing has it; `noun` names the kind.
    #[must_use]
    pub fn dangling(&self, why: &Dangling, text: &str, place: Span, what: Code, noun: &str) -> Diagnostic {
        match why {
            Dangling::Unknown(Some(near)) => {
                let message = format!("no {noun} has the id `{text}`, did you mean `{near}`?");
                Diagnostic::new(what, place, message).help(format!("write `{near}`"))
            }
            Dangling::Unknown(None) => Diagnostic::new(what, place, format!("no {noun} has the id `{text}`"))
                .help(format!("check the spelling, or add the {noun}")),
            Dangling::Draft => Diagnostic::new(what, place, format!("`{text}` is a draft"))
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
        }
    }
}
