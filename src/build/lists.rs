//! What is made when all pages are known: home, lists, terms, tags, redirects, feeds, exports.

use rayon::prelude::*;

use super::one::Job;
use super::site::Site;
use crate::link::{self, Claim, Ref};
use crate::load::Role;
use crate::model::id::Kind;

impl Site<'_, '_> {
    /// Renders what needs all pages: home, sections, terms, tags, redirects, 404.
    pub(super) fn lists(&self, claims: &link::Claims) {
        let index = self.index;
        let text_of = |role: Role, language: &str| {
            let mut pages = index.loaded.pages.iter();
            pages.position(|p| p.role == role && p.language == language)
        };
        let mut jobs: Vec<Job> = Vec::new();
        // What takes longest comes first, so that no core is left with it at the end.
        for language in index.loaded.site.languages.iter().map(|l| l.value.as_str()) {
            for kind in [Kind::Source, Kind::Term, Kind::Event, Kind::Person] {
                let text = text_of(Role::Section(kind), language);
                jobs.push(Job::Section(kind, text, language.to_owned()));
            }
            let home = text_of(Role::Home, language);
            let has_pages = || index.loaded.pages.iter().any(|p| p.language == language);
            if home.is_some() || language == index.default_language() || has_pages() {
                jobs.push(Job::Home(home, language.to_owned()));
                if home.is_none() && self.run.pictures.is_some() && self.renderer.has_cards() {
                    jobs.push(Job::BareCard(language.to_owned()));
                }
            }
            jobs.push(Job::Feed(language.to_owned()));
            jobs.push(Job::Tags(language.to_owned()));
            jobs.push(Job::Search(language.to_owned()));
            jobs.push(Job::Styles(language.to_owned()));
        }
        jobs.extend([
            Job::Glossary,
            Job::Timeline,
            Job::Maps,
            Job::Sources,
            Job::NotFound,
            Job::Hosts,
        ]);
        if index.loaded.site.markdown {
            jobs.extend((0..index.loaded.pages.len()).map(Job::Markdown));
        }
        let total = index.loaded.pages.len() + index.loaded.terms.len();
        let term = |at: usize| {
            if index.is_first(Ref { kind: Kind::Term, at }) {
                self.job(&Job::Term(at));
            }
            self.step(total);
        };
        rayon::join(
            || jobs.par_iter().for_each(|job| self.job(job)),
            || (0..index.loaded.terms.len()).into_par_iter().for_each(term),
        );
        let tags: Vec<&String> = index.tag_pages().keys().collect();
        tags.par_iter().for_each(|path| self.job(&Job::Tag((*path).clone())));
        claims.paths.par_iter().for_each(|(path, (claim, _))| {
            if let Claim::Redirect(to) = claim {
                self.job(&Job::Redirect(path.clone(), *to));
            }
        });
    }
}
