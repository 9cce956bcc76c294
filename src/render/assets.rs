//! The files that templates ask for with `asset`, and the names that they are published under: a hash of the content stands
//! before the extension, so that a host may tell browsers to keep them for ever. What is in a file is the caller's to read;
//! whether a file is there at all is [`Loaded`]'s to say.
//!
//! Every file of `static/` keeps its plain name: links from outside, `url(…)` in style sheets and robots rely on it. The hashed
//! name is a second one, beside it, and only for files that a template names word for word. Under it, the theme's own style
//! sheet and script come without their comments.

use std::collections::{BTreeMap, BTreeSet};

use xxhash_rust::xxh3::xxh3_64;

use crate::cache::trace::{self, Question};
use crate::diagnostics::closest;
use crate::load::Loaded;
use crate::model::id::Kind;
use crate::theme;

use super::urls::encoded;

/// How many digits of the hash stand in a name: enough that two versions of one file never meet.
const DIGITS: usize = 10;

/// The manifest: which file is published under which name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assets {
    /// From the name in `static/` to the one with a hash.
    hashed: BTreeMap<String, String>,
    /// What stands under the hashed name, where it differs from the file itself.
    slim: BTreeMap<String, Vec<u8>>,
    /// Files of the site or of the theme that no template names word for word.
    others: BTreeSet<String>,
}

impl Assets {
    /// The manifest of a site. `read` gives the bytes of one of the site's own files, by its path from the root.
    #[must_use]
    pub fn new(loaded: &Loaded, read: &dyn Fn(&str) -> Option<Vec<u8>>) -> Self {
        let mut named = BTreeSet::new();
        for template in &loaded.templates {
            quoted(loaded.sources.text(template.file), &mut named);
        }
        let mut made = Self::default();
        let theme = theme::statics(loaded.site.search);
        let mut take = |name: &str, bytes: &dyn Fn() -> Option<Vec<u8>>| {
            let content = if named.contains(name) { bytes() } else { None };
            match content {
                Some(mut content) => {
                    if let Some(slim) = slim(&theme, name, &content) {
                        content.clone_from(&slim);
                        made.slim.insert(name.to_owned(), slim);
                    }
                    made.hashed.insert(name.to_owned(), hashed_name(name, &content));
                }
                None => {
                    made.others.insert(name.to_owned());
                }
            }
        };
        for name in &loaded.statics {
            take(name, &|| read(&format!("static/{name}")));
        }
        for (name, bytes) in &theme {
            if !loaded.statics.contains(name) {
                take(name, &|| Some(bytes.to_vec()));
            }
        }
        made
    }

    /// The names and the hashed names of files that have one, sorted.
    pub fn hashed(&self) -> impl Iterator<Item = (&str, &str)> {
        trace::ask(Question::AllNamed, Kind::Page, 0, "", "");
        self.hashed
            .iter()
            .map(|(name, hashed)| (name.as_str(), hashed.as_str()))
    }

    /// What stands under a file's hashed name, where it is not the file itself.
    #[must_use]
    pub fn slim(&self, name: &str) -> Option<&[u8]> {
        self.slim.get(name).map(Vec::as_slice)
    }

    /// The name under which a template finds a file: the hashed one where there is one. A name without a file gives the
    /// words that say so.
    ///
    /// # Errors
    /// When neither the site nor the theme has the file.
    pub fn find(&self, name: &str) -> Result<&str, String> {
        let name = name.trim_start_matches('/');
        trace::ask(Question::Named, Kind::Page, 0, name, "");
        if let Some(hashed) = self.hashed.get(name) {
            return Ok(hashed);
        }
        if let Some(plain) = self.others.get(name) {
            return Ok(plain);
        }
        let all = self.hashed.keys().chain(&self.others).map(String::as_str);
        Err(match closest(name, all) {
            Some(near) => format!("{NO_ASSET} `{name}` in static/, did you mean `{near}`?"),
            None => format!("{NO_ASSET} `{name}` in static/"),
        })
    }

    /// The file that has, or had with other content, this hashed name.
    #[must_use]
    pub fn plain(&self, path: &str) -> Option<&str> {
        let (front, extension) = path.rsplit_once('.')?;
        let (stem, hash) = front.rsplit_once('.')?;
        let is_hash = hash.len() == DIGITS && hash.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        let (name, _) = self.hashed.get_key_value(&format!("{stem}.{extension}"))?;
        is_hash.then_some(name.as_str())
    }

    /// A page with plain names in place of hashed ones: what stays the same while only a style sheet changes.
    #[must_use]
    pub fn without_hashes(&self, page: &[u8]) -> Vec<u8> {
        let mut text = String::from_utf8_lossy(page).into_owned();
        for (name, hashed) in &self.hashed {
            text = text.replace(&encoded(hashed), &encoded(name));
        }
        text.into_bytes()
    }
}

/// How the words begin that say that a file is missing.
pub(super) const NO_ASSET: &str = "no file";

/// The name of a file with a hash of its content: `style.css` becomes `style.3f2a9c1b07.css`.
pub(super) fn hashed_name(name: &str, content: &[u8]) -> String {
    let hash = format!("{:016x}", xxh3_64(content));
    let hash = hash.get(..DIGITS).unwrap_or(&hash);
    let (folder, file) = name
        .rsplit_once('/')
        .map_or(("", name), |(folder, file)| (folder, file));
    let slash = if folder.is_empty() { "" } else { "/" };
    match file.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => format!("{folder}{slash}{stem}.{hash}.{extension}"),
        _ => format!("{folder}{slash}{file}.{hash}"),
    }
}

/// What readers are sent of a file of the theme; `None` for one of the site's own with another content.
fn slim(theme: &[(String, &[u8])], name: &str, content: &[u8]) -> Option<Vec<u8>> {
    let is_theme = theme.iter().any(|(n, bytes)| n == name && *bytes == content);
    let text = std::str::from_utf8(content).ok().filter(|_| is_theme)?;
    theme::slim(name, text).map(String::into_bytes)
}

/// Adds what stands between quotation marks in a template that asks for files at all.
fn quoted(text: &str, found: &mut BTreeSet<String>) {
    if !text.contains("asset") {
        return;
    }
    for line in text.lines() {
        for mark in ['"', '\'', '`'] {
            let parts = line.split(mark).skip(1);
            found.extend(parts.map(|part| part.trim_start_matches('/').to_owned()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_stands_before_the_extension() {
        let of = |name: &str| hashed_name(name, b"a");
        let hash = of("a.css").split('.').nth(1).map(str::to_owned).unwrap();
        assert_eq!(hash.len(), DIGITS);
        assert_eq!(of("fonts/a.b.woff2"), format!("fonts/a.b.{hash}.woff2"));
        assert_eq!(of("fonts.d/plain"), format!("fonts.d/plain.{hash}"));
        assert_eq!(of(".hidden"), format!(".hidden.{hash}"));
        assert_ne!(hashed_name("a.css", b"b"), of("a.css"));
    }

    #[test]
    fn names_in_quotes_are_found_wherever_the_marks_pair() {
        let mut found = BTreeSet::new();
        quoted(
            r#"<link href="{{ "house.css" | asset }}">{{ asset(name='/b.js') }}"#,
            &mut found,
        );
        assert!(found.contains("house.css") && found.contains("b.js"));
        let mut none = BTreeSet::new();
        quoted(r#"<link href="house.css">"#, &mut none);
        assert!(none.is_empty());
    }
}
