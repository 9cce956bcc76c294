//! The prints of the index's answers: what tells an answer of this run from one of an earlier run, for the cache. An
//! entry counts as who it is, since its number may be another one.

use serde::Serialize;

use super::{Dangling, Index, Ref};
use crate::cache::form::Print;
use crate::cache::trace::{self, About, Question};
use crate::date::Day;
use crate::model::id::Kind;

/// A hash of a value without places.
pub(crate) fn sum<T: Serialize + ?Sized>(value: &T) -> u64 {
    Print::of(value).value
}

impl Index<'_> {
    /// Who an entry is, from run to run.
    #[must_use]
    pub(crate) fn who(&self, r: Ref) -> u64 {
        let all = self.loaded.prints.get(&r.kind);
        all.and_then(|all| all.who.get(r.at)).copied().unwrap_or_default()
    }

    /// The print of what the index says about an entry, or about all of a kind; `None` for what isn't the index's to say.
    #[must_use]
    pub(crate) fn print_on(&self, about: About, kind: Kind, at: u32) -> Option<Print> {
        let at = at as usize;
        let r = Ref { kind, at };
        trace::unnoted(|| match about {
            About::Entry => self.loaded.prints.get(&kind)?.prints.get(at).copied(),
            About::Name => Some(Print::plain(sum(&(
                self.id(r),
                self.language(r),
                self.title(r),
                self.path(r),
                self.is_first(r),
                self.density(r),
                self.person_kind(r),
            )))),
            About::Body => {
                let page = self.loaded.pages.get(at)?;
                let hash = self.loaded.hashes.get(&page.file)?;
                Some(Print::plain(sum(hash)))
            }
            About::Tags => Some(Print::plain(sum(&self
                .tags_of(at)
                .iter()
                .map(|path| &**path)
                .collect::<Vec<&str>>()))),
            About::All => {
                let all = self.loaded.prints.get(&kind);
                let of = |pick: fn(&Print) -> u64| {
                    all.map_or(0, |all| {
                        sum(&(&all.who, all.prints.iter().map(pick).collect::<Vec<_>>()))
                    })
                };
                Some(Print {
                    value: of(|p| p.value),
                    places: of(|p| p.places),
                })
            }
            About::Linked | About::AllLinked => None,
        })
    }

    /// The print of an answer in words; `None` for a question that isn't for the index.
    #[must_use]
    pub(crate) fn print_of(&self, question: Question, kind: Kind, at: u32, a: &str, b: &str) -> Option<u64> {
        trace::unnoted(|| {
            Some(match question {
                Question::Find => self.found(self.find(kind, a, b)),
                Question::Resolve => self.found(self.resolve(a, b)),
                Question::File => sum(&self.file(a).map(|r| self.who(r))),
                Question::Address => sum(&(self.address(a).map(|r| r.map(|r| self.who(r))), self.has_export(a))),
                Question::Asset => sum(&(self.has_asset(a), self.asset_path(a))),
                Question::Static => sum(&self.has_static(a)),
                Question::Own => sum(&self.has_own(a)),
                Question::Acronym => sum(&self.knows_acronym(a)),
                Question::Translation => {
                    let (from, to) = b.split_once(' ')?;
                    sum(&self.translation(a, from, to))
                }
                Question::Forms => self.print_of_forms(a),
                Question::Tag => {
                    let tag = self.tag(a);
                    let pages = tag.filter(|_| at != 0).map(|t| t.pages.iter());
                    let pages: Option<Vec<u64>> = pages.map(|all| all.map(|at| self.page_who(*at)).collect());
                    sum(&(tag.map(|t| (t.name, t.language, &t.slug)), pages))
                }
                Question::AllTags => {
                    let all = self.tag_pages().iter();
                    let tags = all.map(|(path, t)| {
                        let pages: Vec<u64> = t.pages.iter().map(|at| self.page_who(*at)).collect();
                        (path, t.name, t.language, &t.slug, pages)
                    });
                    sum(&tags.collect::<Vec<_>>())
                }
                Question::Called => sum(&self.person_called(a, b).map(|at| {
                    let kind = Kind::Person;
                    self.who(Ref { kind, at })
                })),
                Question::Filtered => self.print_of_filtered(a, b)?,
                Question::Names => self.print_of_names(),
                Question::Passed => sum(&self.has_passed(Day::parse(a)?)),
                Question::List
                | Question::Count
                | Question::Section
                | Question::Around
                | Question::Related
                | Question::Tagged
                | Question::Strip
                | Question::Template
                | Question::AllNamed
                | Question::Named
                | Question::Feed
                | Question::Newest
                | Question::Palette
                | Question::Picture
                | Question::Backlinks => return None,
            })
        })
    }

    fn page_who(&self, at: usize) -> u64 {
        self.who(Ref { kind: Kind::Page, at })
    }

    fn found(&self, answer: Result<Ref, Dangling>) -> u64 {
        match answer {
            Ok(r) => sum(&(r.kind, self.who(r))),
            Err(Dangling::Unknown(renamed)) => sum(&("unknown", renamed)),
            Err(Dangling::Ambiguous(refs)) => {
                let all: Vec<u64> = refs.into_iter().map(|r| self.who(r)).collect();
                sum(&("ambiguous", all))
            }
            Err(Dangling::Draft) => sum("draft"),
            Err(Dangling::Unread) => sum("unread"),
        }
    }

    /// All that the automaton of a language is made from.
    pub(crate) fn print_of_forms(&self, language: &str) -> u64 {
        let terms = self.loaded.terms.iter().enumerate();
        let own = terms.filter(|(_, e)| e.language == language);
        let forms = own.map(|(at, e)| {
            let d = &e.data;
            let who = self.who(Ref { kind: Kind::Term, at });
            (who, &d.term, &d.aliases, &d.abbreviations, &d.forms, d.matching)
        });
        sum(&forms.collect::<Vec<_>>())
    }

    /// All names that a message may offer in place of one that is missing, with where they are.
    fn print_of_names(&self) -> u64 {
        let mut ids: Vec<(Kind, &str, Vec<u64>)> = self
            .ids
            .iter()
            .map(|((kind, id), all)| {
                let who = all.iter().map(|at| self.who(Ref { kind: *kind, at: *at })).collect();
                (*kind, *id, who)
            })
            .collect();
        ids.sort_unstable();
        let mut former: Vec<_> = self.former.iter().collect();
        former.sort_unstable();
        let mut files: Vec<_> = self.files.iter().map(|(path, r)| (*path, self.who(*r))).collect();
        files.sort_unstable();
        let mut drafts: Vec<_> = self.loaded.drafts.iter().map(|d| (&d.id, &d.file)).collect();
        drafts.sort_unstable();
        let mut statics: Vec<_> = self.statics.iter().collect();
        statics.sort_unstable();
        let unread: Vec<_> = self.loaded.unread.iter().map(|u| (&u.path, u.kind, &u.id)).collect();
        sum(&(ids, former, files, drafts, statics, unread, &self.loaded.assets))
    }
}
