//! Ids for new entries: the author's where it can be one, else the words of the title. None that is taken, by an entry of
//! any kind: `[[metre]]` would name two things.

use rustc_hash::{FxHashMap, FxHashSet};
use unicode_normalization::char::is_combining_mark;

use crate::load::Loaded;
use crate::model::id::{check_segment, normalise};

/// How long an id made of a title gets, in bytes.
const LONG: usize = 60;
/// Names that mean something else in a folder of entries.
const KEPT: [&str; 2] = ["index", "readme"];

/// The ids that are taken. Case counts for nothing: Windows and macOS keep one file for two such names.
pub(super) struct Ids {
    taken: FxHashSet<String>,
    /// The number that the next entry with a base gets.
    next: FxHashMap<String, usize>,
}

impl Ids {
    /// All ids of a site, old ones among them.
    pub(super) fn of(site: &Loaded) -> Self {
        let mut taken = FxHashSet::default();
        let mut add = |id: &str| {
            taken.insert(folded(id));
            taken.insert(folded(id.rsplit('/').next().unwrap_or(id)));
        };
        for entry in &site.terms {
            add(&entry.id);
            entry.data.ids.former.iter().for_each(|f| add(&f.value));
        }
        for entry in &site.events {
            add(&entry.id);
            entry.data.ids.former.iter().for_each(|f| add(&f.value));
        }
        for entry in &site.people {
            add(&entry.id);
            entry.data.ids.former.iter().for_each(|f| add(&f.value));
        }
        for entry in &site.bibliography {
            add(&entry.id);
            entry.data.ids.former.iter().for_each(|f| add(&f.value));
        }
        site.pages.iter().for_each(|p| add(&p.id));
        site.drafts.iter().for_each(|d| add(&d.id));
        site.unread.iter().filter_map(|u| u.id.as_ref()).for_each(|id| add(id));
        Self {
            taken,
            next: FxHashMap::default(),
        }
    }

    /// Takes an id: this one, or with `-2` and so on behind it.
    pub(super) fn take(&mut self, wanted: &str) -> String {
        if self.taken.insert(folded(wanted)) {
            return wanted.to_owned();
        }
        let next = self.next.entry(folded(wanted)).or_insert(2);
        loop {
            let id = format!("{wanted}-{next}");
            *next += 1;
            if self.taken.insert(folded(&id)) {
                return id;
            }
        }
    }
}

fn folded(id: &str) -> String {
    normalise(&normalise(id).to_lowercase())
}

/// An id that somebody else's program gave, where it can be one here.
pub(super) fn given(id: &str) -> Option<String> {
    let id = normalise(id);
    // A dot could begin the name of a language.
    let plain = !id.contains('.') && id.len() <= 150 && !KEPT.contains(&id.to_lowercase().as_str());
    (plain && check_segment(&id).is_ok()).then_some(id)
}

/// An id made of words; `fallback` where no letter is left.
pub(super) fn of_words(words: &str, fallback: &str) -> String {
    let mut out = String::new();
    for c in normalise(&normalise(words).to_lowercase()).chars() {
        if c.is_alphanumeric() || (is_combining_mark(c) && !out.is_empty() && !out.ends_with('-')) {
            out.push(c);
        } else if !matches!(c, '\'' | '’') && !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    if out.len() > LONG {
        let mut end = LONG;
        while !out.is_char_boundary(end) {
            end -= 1;
        }
        // Whole words, unless there is one only.
        let cut = out.get(..end).unwrap_or("");
        out = cut.rsplit_once('-').map_or(cut, |(whole, _)| whole).to_owned();
    }
    let out = normalise(out.trim_matches('-'));
    if out.is_empty() || check_segment(&out).is_err() || KEPT.contains(&out.as_str()) {
        return if out.is_empty() {
            fallback.to_owned()
        } else {
            format!("{fallback}-{out}")
        };
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_become_ids() {
        for (title, id) in [
            ("The Fall of the Wall", "the-fall-of-the-wall"),
            ("L'été à Paris!", "lété-à-paris"),
            ("Выставка 1913", "выставка-1913"),
            ("大使館が閉鎖", "大使館が閉鎖"),
            ("🎉", "event"),
            ("", "event"),
            ("CON", "event-con"),
            ("Index", "event-index"),
            ("../../etc/passwd", "etc-passwd"),
            ("v1.2 of it", "v1-2-of-it"),
            ("__init__", "init"),
        ] {
            assert_eq!(of_words(title, "event"), id, "{title}");
        }
        assert_eq!(of_words(&"word ".repeat(50), "event").len(), 59);
        assert_eq!(given("a.fr"), None);
        assert_eq!(given("README"), None);
        assert_eq!(given("talks-2025").as_deref(), Some("talks-2025"));
    }

    proptest::proptest! {
        #[test]
        fn every_title_has_an_id(title in "(\\PC|\u{202E}|\u{0}|/|\\.){0,40}") {
            proptest::prop_assert_eq!(check_segment(&of_words(&title, "event")), Ok(()));
        }
    }
}
