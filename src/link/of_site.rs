//! What `site.yaml` has on every page: the footer, and the links of the navigation as far as they lead to places on pages.

use std::collections::BTreeMap;

use super::index::Index;
use super::linker::{Part, link};
use super::piece::Pieces;
use super::scope::{Pending, Scope};
use super::target::{decoded, missing_anchor};
use super::watch::Watch;
use crate::cache::trace::Trace;
use crate::diagnostics::Diagnostic;
use crate::model::NavItem;
use crate::span::Spanned;

/// The places on pages to which the links of the navigation lead, from pages in the default language. Those that nutgraf makes
/// itself are left alone.
pub(super) fn navigation(index: &Index<'_>) -> Vec<Pending> {
    let items = index.loaded.site.navigation.iter();
    let place = |item: &NavItem| {
        let target = index.nav_target(&item.url.value, index.default_language())?;
        let (path, fragment) = target.split_once('#')?;
        let fragment = decoded(fragment);
        let is_authors = !fragment.is_empty() && !fragment.starts_with('_') && index.address(path).is_some();
        is_authors.then(|| Pending {
            path: path.to_owned(),
            fragment,
            place: item.url.span,
        })
    };
    items.filter_map(place).collect()
}

/// The footer stands on every page, so its terms stay unlinked and it cites nothing. `places` gets those that it leads to.
pub(super) fn footers(
    index: &Index<'_>,
    places: &mut Vec<Pending>,
) -> (BTreeMap<String, (Pieces, Trace)>, Vec<Diagnostic>) {
    let mut footers = BTreeMap::new();
    let mut faults = Vec::new();
    let Some(footer) = &index.loaded.site.footer else {
        return (footers, faults);
    };
    for language in &index.loaded.site.languages {
        let mut scope = Scope::new(index, &language.value, "site.yaml");
        scope.auto = false;
        let made = index.traced(|| link(&mut scope, footer, Part::Field));
        footers.insert(language.value.clone(), made);
        faults.extend(scope.faults);
        places.extend(scope.pending);
        // No id of an author is on every page.
        let own = scope.same_page.into_iter().filter(|(id, _)| !id.starts_with('_'));
        faults.extend(own.map(|(id, place)| missing_anchor(&id, place, std::iter::empty())));
    }
    (footers, faults)
}

/// The addresses outside the site that the footer links to.
pub(super) fn outside_footer(index: &Index<'_>) -> Vec<Spanned<String>> {
    let Some(footer) = &index.loaded.site.footer else {
        return Vec::new();
    };
    let mut scope = Scope::new(index, index.default_language(), "site.yaml");
    scope.auto = false;
    scope.watch = Watch::Outside(Vec::new());
    link(&mut scope, footer, Part::Field);
    match scope.watch {
        Watch::Outside(met) => met,
        _ => Vec::new(),
    }
}
