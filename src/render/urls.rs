//! Addresses as they are printed: relative to the page at hand, so that the same files work at a domain's root, under a
//! sub-path, and (with the names of files, `--portable`) from a disk.

use std::fmt::Write;

/// How addresses are written on one page.
#[derive(Clone, Debug)]
pub struct Urls {
    here: String,
    portable: bool,
    root: Option<String>,
    leaves: bool,
}

impl Urls {
    /// Addresses for the page at `here` (`/a/b/`, or a file such as `/old.html`).
    #[must_use]
    pub fn new(here: &str, portable: bool) -> Self {
        Self {
            here: here.to_owned(),
            portable,
            root: None,
            leaves: false,
        }
    }

    /// Addresses for a page that is served at any depth: they begin at `root`, the path of the site on its host, with a
    /// slash at both ends.
    #[must_use]
    pub fn absolute(root: &str, portable: bool) -> Self {
        Self {
            here: "/".into(),
            portable,
            root: Some(root.to_owned()),
            leaves: false,
        }
    }

    /// Full addresses, from `base_url` on, for a text of the page at `here` that leaves the site, as in a feed: an address on
    /// the same page is a full one too.
    #[must_use]
    pub fn whole(base_url: &str, here: &str) -> Self {
        Self {
            here: here.to_owned(),
            portable: false,
            root: Some(base_url.to_owned()),
            leaves: true,
        }
    }

    /// Whether the text leaves the site.
    #[must_use]
    pub fn leaves(&self) -> bool {
        self.leaves
    }

    /// What stands before a path from the root, where a page may be read anywhere; elsewhere addresses are relative.
    #[must_use]
    pub fn root(&self) -> Option<&str> {
        self.root.as_deref()
    }

    /// Whether addresses name files.
    #[must_use]
    pub fn is_portable(&self) -> bool {
        self.portable
    }

    /// How many folders the page at hand lies below the root.
    #[must_use]
    pub fn depth(&self) -> usize {
        self.here.matches('/').count().saturating_sub(1)
    }

    /// The same, but every address leads up to the root first: right on all pages of this depth.
    #[must_use]
    pub fn by_the_root(&self) -> Self {
        Self {
            // No page has such a name, so no address shares a folder with it.
            here: format!("/{}", "_/".repeat(self.depth())),
            ..self.clone()
        }
    }

    /// The page at hand.
    #[must_use]
    pub fn here(&self) -> &str {
        &self.here
    }

    /// The address of a file, by its path from the site's root as it is named there.
    #[must_use]
    pub fn file(&self, path: &str) -> String {
        self.href(&encoded(path))
    }

    /// The address of `to`, a path from the site's root with or without a fragment.
    #[must_use]
    pub fn href(&self, to: &str) -> String {
        let (path, fragment) = match to.split_once('#') {
            Some((path, fragment)) => (path, Some(fragment)),
            None => (to, None),
        };
        let mut out = match &self.root {
            Some(root) => format!("{root}{}", path.trim_start_matches('/')),
            None if path == self.here && fragment.is_some() => String::new(),
            None => relative(&self.here, path),
        };
        if self.portable && (out.is_empty() || out.ends_with('/')) && !(out.is_empty() && fragment.is_some()) {
            out.push_str("index.html");
            if let Some(rest) = out.strip_prefix("./") {
                out = rest.to_owned();
            }
        }
        if let Some(fragment) = fragment {
            out.push('#');
            out.push_str(fragment);
        }
        out
    }
}

/// The path of a file as it stands in an address: what RFC 3986 forbids there is written in percent codes, and letters of all
/// scripts stay. A blank would end an address in a list of pictures.
pub(super) fn encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for c in path.chars() {
        match c {
            '\0'..=' ' | '"' | '#' | '%' | '<' | '>' | '?' | '\\' | '^' | '`' | '{' | '|' | '}' | '\x7f' => {
                let _ = write!(out, "%{:02X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out
}

/// The relative address from one path to another. Never empty: `./` leads to the folder at hand.
fn relative(from: &str, to: &str) -> String {
    fn parts(folder: &str) -> impl Iterator<Item = &str> + Clone {
        folder.split('/').filter(|part| !part.is_empty())
    }
    let (folder, file) = to.rsplit_once('/').unwrap_or(("", to));
    let (mut base, mut goal) = (parts(from.rsplit_once('/').map_or("", |(base, _)| base)), parts(folder));
    loop {
        let (mut up, mut down) = (base.clone(), goal.clone());
        if up.next().is_none_or(|part| down.next() != Some(part)) {
            break;
        }
        (base, goal) = (up, down);
    }
    let mut out = String::with_capacity(to.len() + from.len());
    base.for_each(|_| out.push_str("../"));
    for part in goal {
        out.push_str(part);
        out.push('/');
    }
    out.push_str(file);
    // A first part with a colon would read as a scheme.
    if out.is_empty() || out.split('/').next().is_some_and(|p| p.contains(':')) {
        out.insert_str(0, "./");
    }
    out
}

/// The file that a path is written to: `/a/` becomes `a/index.html`.
#[must_use]
pub fn file_of(path: &str) -> String {
    let path = path.trim_start_matches('/');
    if path.is_empty() || path.ends_with('/') {
        format!("{path}index.html")
    } else {
        path.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leads_from_any_page_to_any_other() {
        for (here, to, plain, portable) in [
            ("/", "/glossary/#a", "glossary/#a", "glossary/index.html#a"),
            (
                "/a/b/",
                "/glossary/#a",
                "../../glossary/#a",
                "../../glossary/index.html#a",
            ),
            ("/a/b/", "/a/b/#x", "#x", "#x"),
            ("/a/b/", "/a/b/", "./", "index.html"),
            ("/a/b/", "/a/", "../", "../index.html"),
            ("/a/b/", "/", "../../", "../../index.html"),
            ("/", "/", "./", "index.html"),
            ("/a/", "/style.css", "../style.css", "../style.css"),
            ("/old.html", "/a/", "a/", "a/index.html"),
        ] {
            assert_eq!(Urls::new(here, false).href(to), plain, "{here} to {to}");
            assert_eq!(Urls::new(here, true).href(to), portable, "{here} to {to}, portable");
        }
        assert_eq!(Urls::absolute("/x/", false).href("/a/#b"), "/x/a/#b");
    }

    #[test]
    fn names_of_files_stand_in_addresses() {
        let urls = Urls::new("/a/", false);
        for (path, expected) in [
            ("/a/b c.png", "b%20c.png"),
            ("/50%.png", "../50%25.png"),
            ("/a/c#?.pdf", "c%23%3F.pdf"),
            ("/a/été, 日.png", "été,%20日.png"),
            ("/a/a:b.txt", "./a:b.txt"),
        ] {
            assert_eq!(urls.file(path), expected);
        }
    }

    proptest::proptest! {
        /// Walking the relative address from the page ends at the goal.
        #[test]
        fn a_relative_address_leads_home(from in "/([a-c]/){0,4}", to in "/([a-c]/){0,4}[a-c]?") {
            let href = relative(&from, &to);
            let mut at: Vec<String> = from.split('/').filter(|s| !s.is_empty()).map(str::to_owned).collect();
            for part in href.split('/') {
                match part {
                    "" | "." => {}
                    ".." => { at.pop(); }
                    p => at.push(p.to_owned()),
                }
            }
            let goal: Vec<String> = to.split('/').filter(|s| !s.is_empty()).map(str::to_owned).collect();
            proptest::prop_assert_eq!(at, goal);
        }
    }
}
