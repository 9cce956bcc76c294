//! Questions about linking that authors ask: why a term is linked in a text (`nutgraf why`), what the glossary is used
//! for on the whole site (`nutgraf glossary`), and which addresses lead out of it (`nutgraf check --links`). All link the
//! texts anew, and watch.

use rayon::prelude::*;

use super::index::{Index, Ref};
use super::watch::{Decision, Survey, Watch, Watcher, Why};
use super::{entries, of_site, page};
use crate::model::id::Kind;
use crate::model::site::NavItem;
use crate::span::{Span, Spanned};

/// What was decided about a term in a page or an entry, in reading order.
#[must_use]
pub fn why(index: &Index<'_>, on: Ref, term: usize) -> Vec<Decision> {
    let asked = watched(index, on, &|scope| {
        Why::new(scope, term).map_or(Watch::Nobody, |w| Watch::Why(Box::new(w)))
    });
    match asked {
        Some(Watch::Why(why)) => why.decisions,
        _ => Vec::new(),
    }
}

/// All mentions of a site, and what may be terms without an entry, pages first.
#[must_use]
pub fn survey(index: &Index<'_>) -> Survey {
    let mut all = Survey::default();
    for kind in Kind::ALL {
        let asked: Vec<Option<Watch>> = (0..index.loaded.count(kind))
            .into_par_iter()
            .map(|at| watched(index, Ref { kind, at }, &|_| Watch::Survey(Box::default())))
            .collect();
        for watch in asked.into_iter().flatten() {
            if let Watch::Survey(survey) = watch {
                all.merge(*survey);
            }
        }
    }
    all
}

/// A link that leads out of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outside {
    /// The address, as the author wrote it.
    pub address: String,
    /// Where it stands.
    pub place: Span,
    /// The page whose text it is in, or whose front matter.
    pub page: Option<usize>,
}

/// All links that lead out of the site, by file and place: those of the texts, the addresses of sources, those of
/// `site.yaml`. What stands in raw HTML isn't looked into.
#[must_use]
pub fn outside(index: &Index<'_>) -> Vec<Outside> {
    let l = index.loaded;
    let mut all = Vec::new();
    for kind in Kind::ALL {
        let met: Vec<Vec<Outside>> = (0..l.count(kind))
            .into_par_iter()
            .map(|at| {
                let page = (kind == Kind::Page).then_some(at);
                match watched(index, Ref { kind, at }, &|_| Watch::Outside(Vec::new())) {
                    Some(Watch::Outside(met)) => met.into_iter().map(|m| lead(m, page)).collect(),
                    _ => Vec::new(),
                }
            })
            .collect();
        all.extend(met.into_iter().flatten());
    }
    let of_sources = l.bibliography.iter().flat_map(|s| [&s.data.url, &s.data.archive_url]);
    all.extend(of_sources.flatten().map(|a| lead(a.clone(), None)));
    let abroad = |n: &&NavItem| ["http://", "https://", "//"].iter().any(|s| n.url.value.starts_with(s));
    all.extend(
        l.site
            .navigation
            .iter()
            .filter(abroad)
            .map(|n| lead(n.url.clone(), None)),
    );
    all.extend(of_site::outside_footer(index).into_iter().map(|m| lead(m, None)));
    all.sort_by(|a, b| (a.place, &a.address).cmp(&(b.place, &b.address)));
    // An entry in several languages, or a text that is linked twice, is one place.
    all.dedup();
    all
}

fn lead(met: Spanned<String>, page: Option<usize>) -> Outside {
    Outside {
        address: met.value,
        place: met.span,
        page,
    }
}

fn watched(index: &Index<'_>, r: Ref, watch: Watcher<'_>) -> Option<Watch> {
    match r.kind {
        Kind::Page => page::watched(index, r.at, watch).map(|(_, _, watch)| watch),
        _ => entries::watched(index, r, watch).map(|(_, watch)| watch),
    }
}
