//! Translations that are none: a page or an entry whose name ends with a language that the site does not list. It would be one more
//! in the default language, under an address that nobody meant.

use rustc_hash::FxHashSet;

use super::Index;
use crate::diagnostics::{Code, Diagnostic};
use crate::load::Entry;
use crate::span::{FileId, Span};

/// The languages with two letters (ISO 639-1).
const TWO_LETTERS: &str = "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz \
    ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka \
    kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr \
    nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk \
    tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";

impl Index<'_> {
    /// Pages and entries whose names end with a language that the site does not list, beside one of the same name without it.
    pub(super) fn language_faults(&self) -> Vec<Diagnostic> {
        let l = self.loaded;
        let mut faults = faults_of(l.pages.iter().map(|e| (e.id.as_str(), e.path.as_str(), e.file)));
        faults.extend(faults_of(l.terms.iter().map(named)));
        faults.extend(faults_of(l.events.iter().map(named)));
        faults.extend(faults_of(l.people.iter().map(named)));
        faults.extend(faults_of(l.bibliography.iter().map(named)));
        faults
    }
}

/// An entry's id, its file's path, and the file.
fn named<T>(entry: &Entry<T>) -> (&str, &str, FileId) {
    (&entry.id, &entry.path, entry.place.file)
}

/// The faults among all pages, or all entries of a kind.
fn faults_of<'e>(all: impl Iterator<Item = (&'e str, &'e str, FileId)> + Clone) -> Vec<Diagnostic> {
    if !all.clone().any(|(id, ..)| id.contains('.')) {
        return Vec::new();
    }
    let known: FxHashSet<&str> = all.clone().map(|(id, ..)| id).collect();
    let fault = |(id, path, file): (&str, &str, FileId)| {
        let (original, suffix) = id.rsplit_once('.')?;
        let language = suffix.split('-').next()?;
        let is_language = TWO_LETTERS.split_ascii_whitespace().any(|l| l == language);
        // In a list the id is no file's name.
        let is_name = path.rsplit_once('.').is_some_and(|(_, ending)| ending == "md");
        // `a/index.fr.md` would be the translation of `a`.
        let folder = original
            .strip_suffix("index")
            .filter(|f| f.is_empty() || f.ends_with('/'));
        let original = folder.map_or(original, |f| f.trim_end_matches('/'));
        (is_language && is_name && known.contains(original)).then(|| {
            let what = if original.is_empty() { "index" } else { original };
            let message = format!("`{suffix}` is no language of this site, and so this is no translation of `{what}`");
            let help = format!("add `{suffix}` to `languages:` in content/site.yaml, or give the file another name");
            Diagnostic::new(Code::SITE_UNKNOWN_LANGUAGE, Span::start_of(file), message).help(help)
        })
    };
    all.filter_map(fault).collect()
}
