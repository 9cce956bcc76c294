//! The explainers that are related to the one at hand, as templates see them. What pages are about is found once for a
//! renderer: by a build on all cores before the first page, by a preview when the first page asks.

use rayon::prelude::*;

use super::Renderer;
use super::view::PageLink;
use super::views::Here;
use crate::cache::trace::{self, Question};
use crate::link::{Index, Kin, Ref, Related, Subject, Subjects, sum};
use crate::model::id::Kind;

impl Renderer<'_> {
    /// Finds what all pages are about, on all cores, unless that has been done. `known` says it of pages of which an earlier
    /// run knew it.
    pub(crate) fn compare(&self, known: impl Fn(usize) -> Option<Vec<Ref>> + Sync) {
        let subjects = Subjects::new(self.index);
        let pages = 0..self.index.loaded.pages.room();
        let find = |at| known(at).unwrap_or_else(|| trace::unnoted(|| subjects.of(at)));
        let found = pages.into_par_iter().map(find).collect();
        self.related.get_or_init(|| self.table(found));
    }

    /// Takes what an earlier run found to be related to some pages, in place of comparing all; `now` says what an entry's
    /// number is now.
    pub(crate) fn set_related(&self, found: &[(usize, &[u8])], now: impl Fn(Ref) -> Option<Ref>) {
        self.related
            .get_or_init(|| trace::unnoted(|| Related::known(self.index, found, now)));
    }

    /// Which pages are related to one, as it is written for the cache, where a template asked.
    pub(crate) fn related_written(&self, page: usize) -> &[u8] {
        self.related.get().map_or(&[], |related| related.written(page))
    }

    /// What a page is about, for the cache.
    pub(crate) fn subjects_of(&self, page: usize) -> &[Ref] {
        self.compared().subjects_of(page)
    }

    /// Which pages are related to which. Pages are made on all cores, and whichever asks first may not hand work to the
    /// others, which wait for this: a core that waits would begin another page, and that one ask again.
    fn compared(&self) -> &Related {
        self.related.get_or_init(|| {
            let mut known = self.subjects.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            let found = known.take().unwrap_or_else(|| {
                let subjects = Subjects::new(self.index);
                let pages = 0..self.index.loaded.pages.room();
                trace::unnoted(|| pages.map(|at| subjects.of(at)).collect())
            });
            self.table(found)
        })
    }

    fn table(&self, found: Vec<Vec<Ref>>) -> Related {
        trace::unnoted(|| {
            let languages = self.index.loaded.site.languages.iter();
            let lists = languages.map(|language| self.order.list(Kind::Page, &language.value));
            Related::new(self.index, found, lists)
        })
    }

    fn kin(&self, page: usize) -> Vec<Kin> {
        trace::ask(Question::Related, Kind::Page, page, "", "");
        let kin = self.compared().of(page);
        self.compared()
            .print(page, || kin.clone(), |kin| self.print_of_kin(kin));
        kin
    }

    /// Who is related to a page, and by what, as it is told apart from run to run.
    pub(super) fn print_of_related(&self, page: usize) -> u64 {
        let related = self.compared();
        related.print(page, || related.of(page), |kin| self.print_of_kin(kin))
    }

    fn print_of_kin(&self, kin: &[Kin]) -> u64 {
        let who = |r| self.index.who(r);
        let subject = |subject: &Subject| match *subject {
            Subject::Entry(r) => (who(r), r.kind.prefix()),
            Subject::Tag(number) => (0, self.compared().tag(number)),
        };
        let kin = kin.iter().map(|kin| {
            let (kind, at) = (Kind::Page, kin.at);
            (
                who(Ref { kind, at }),
                kin.shared.iter().map(subject).collect::<Vec<_>>(),
            )
        });
        sum(&kin.collect::<Vec<_>>())
    }

    /// What all explainers are about and their order: while this is the same, so are all answers of [`Self::kin`].
    pub(crate) fn print_of_subjects(&self) -> u64 {
        let who = |r| self.index.who(r);
        let about = |at: &usize| {
            let (kind, at) = (Kind::Page, *at);
            let entries = self.subjects_of(at).iter().map(|r| (r.kind, who(*r)));
            (
                who(Ref { kind, at }),
                entries.collect::<Vec<_>>(),
                self.index.tags_of(at).iter().map(|path| &**path).collect::<Vec<&str>>(),
            )
        };
        trace::unnoted(|| {
            let languages = self.index.loaded.site.languages.iter();
            let lists = languages.map(|language| self.order.list(Kind::Page, &language.value));
            sum(&lists
                .map(|list| list.iter().map(about).collect::<Vec<_>>())
                .collect::<Vec<_>>())
        })
    }

    /// The explainers that are related to a page, the nearest first, with what they share.
    pub(super) fn related(&self, here: &Here<'_>, page: usize) -> Vec<PageLink> {
        let fields = here.wants.of_link("related");
        let links = self.kin(page).into_iter().filter_map(|kin| {
            let mut link = self.page_links(here, &[kin.at], fields).pop()?;
            link.shared = kin.shared.iter().map(|s| self.name(*s)).collect();
            Some(link)
        });
        links.collect()
    }

    fn name(&self, subject: Subject) -> String {
        match subject {
            Subject::Entry(r) => self.index.title(r).to_owned(),
            Subject::Tag(number) => {
                let tag = self.index.tag(self.compared().tag(number));
                tag.map_or("", |tag| tag.name).to_owned()
            }
        }
    }
}

/// What pages are about after some entries have changed, from what it was before. Nothing where a term or an event has
/// changed, which any page may be about.
pub(super) fn renewed(index: &Index<'_>, mut known: Vec<Vec<Ref>>, moved: &[Ref]) -> Option<Vec<Vec<Ref>>> {
    if moved.iter().any(|r| matches!(r.kind, Kind::Term | Kind::Event)) {
        return None;
    }
    let subjects = Subjects::new(index);
    for r in moved.iter().filter(|r| r.kind == Kind::Page) {
        *known.get_mut(r.at)? = subjects.of(r.at);
    }
    Some(known)
}
