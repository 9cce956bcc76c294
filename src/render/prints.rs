//! The prints of the renderer's answers about order, strips and templates, for the cache (see [`crate::cache::trace`]).

use super::Renderer;
use crate::cache::trace::{self, Question};
use crate::link::{Ref, sum};
use crate::model::id::Kind;

impl Renderer<'_> {
    /// The print of an answer in words; `None` for a question that isn't for the renderer.
    #[must_use]
    pub(crate) fn print_of(&self, question: Question, kind: Kind, at: u32, a: &str) -> Option<u64> {
        trace::unnoted(|| {
            let at = at as usize;
            Some(match question {
                Question::List => sum(&self.list_of(kind, a)),
                Question::Count => sum(&self.order.count(kind, a)),
                Question::Section => sum(&self.order.has_section(kind, a)),
                Question::Around => {
                    let (before, after) = self.order.neighbours(Ref { kind, at }, a);
                    let who = |r: Option<Ref>| r.map(|r| self.index.who(r));
                    sum(&(who(before), who(after)))
                }
                Question::Related => self.print_of_related(at),
                Question::Tagged => {
                    let pages = self.index.tag(a).map_or(&[][..], |tag| &tag.pages);
                    let list = self.order.tagged(a, pages);
                    let who = |at: usize| self.index.who(Ref { kind: Kind::Page, at });
                    sum(&list.into_iter().map(who).collect::<Vec<_>>())
                }
                Question::Strip => sum(&self.strips.get(a).map(|strip| format!("{strip:?}"))),
                Question::Feed => sum(&self.feeds.contains(a)),
                Question::Newest => self.print_of_newest(a),
                Question::Palette => sum(&self.cards.as_ref().map(|palette| format!("{palette:?}"))),
                Question::Picture => sum(&self
                    .images
                    .and_then(|all| all.shown(a))
                    .map(|shown| format!("{shown:?}"))),
                Question::AllNamed => sum(&self.assets().hashed().collect::<Vec<_>>()),
                Question::Named => sum(&self.assets().find(a)),
                Question::Template => self.engine.print(a, &self.index.loaded.sources),
                _ => return None,
            })
        })
    }

    fn list_of(&self, kind: Kind, language: &str) -> Vec<u64> {
        let list = self.order.list(kind, language).iter();
        list.map(|at| self.index.who(Ref { kind, at: *at })).collect()
    }
}
