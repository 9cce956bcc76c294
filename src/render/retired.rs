//! Variables that templates can't use: those that an earlier version of the interface had, and the names that other
//! generators use for the same things. A template that asks for one gets told what to write instead.

/// A name and its successor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retired {
    /// What the template wrote.
    pub old: &'static str,
    /// What to write.
    pub new: &'static str,
    /// Since which version of the interface, or whose name it is.
    pub why: &'static str,
}

/// All of them. When a variable goes, its line is added here and [`super::view::VERSION`] is raised.
pub const RETIRED: &[Retired] = &[
    foreign("page.content", "page.body_html", "Zola"),
    foreign("page.description", "page.summary_html", "Zola"),
    foreign("page.permalink", "canonical", "Zola"),
    foreign("page.path", "path", "Zola"),
    foreign("page.toc_html", "page.contents", "Zola"),
    foreign("page.taxonomies", "page.tags", "Zola"),
    foreign("page.lang", "lang", "Zola"),
    foreign("section", "page", "Zola"),
    foreign("section.title", "title", "Zola"),
    foreign("section.pages", "pages", "Zola"),
    foreign("config", "site", "Zola"),
    foreign("config.title", "site.title", "Zola"),
    foreign("config.base_url", "site.base_url", "Zola"),
    foreign("config.extra", "site.extra", "Zola"),
    foreign("current_path", "path", "Zola"),
    foreign("current_url", "canonical", "Zola"),
    foreign("content", "page.body_html", "Jekyll"),
    foreign("page.excerpt", "page.summary_html", "Jekyll"),
    foreign("page.url", "path", "Jekyll"),
    foreign("site.pages", "pages", "Jekyll"),
    foreign("site.url", "site.base_url", "Jekyll"),
    foreign("site.data", "site.extra", "Jekyll"),
];

const fn foreign(old: &'static str, new: &'static str, whose: &'static str) -> Retired {
    Retired { old, new, why: whose }
}

/// The successor of a variable, where it has one.
#[must_use]
pub fn successor(name: &str) -> Option<Retired> {
    RETIRED.iter().copied().find(|r| r.old == name)
}
