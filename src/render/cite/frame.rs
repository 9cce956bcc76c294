//! What the pages of a site are cited like has the same form on each of them: only title, date and address differ. So the form
//! is taken once from what `hayagriva` makes of a page of made-up words, and filled in for each page; that costs a tenth of
//! having each put together anew. What a style may treat in a way of its own (quotes and marks in a title, years before the
//! year 1000) is left to `hayagriva`; a property holds the rest to what it says.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use hayagriva::lang::{Case, CaseFolder, TitleCase};

use super::{Cited, Style, ends_in_abbreviation};
use crate::render::view::Html;

/// The made-up words. They are looked for in what comes out; where one of them stands twice, there is no form.
const TITLE: &str = "qxwzu of qxwzv";
const TITLE_IN_CAPITALS: &str = "Qxwzu of Qxwzv";
const PATH: &str = "qxwzw/";
const WORDS: &str = "Qxwzx 7";
const YEAR: i32 = 7193;

/// What all pages with the same authors have in common.
#[derive(Debug)]
pub(super) struct Frame(Vec<Part>);

#[derive(Debug)]
enum Part {
    /// HTML that stands on every page.
    Same(String),
    Title {
        in_capitals: bool,
    },
    Year,
    Words,
    /// What follows the site's address.
    Path,
}

/// What tells a form from others: the style by its name, who is named as author, the site, and whether there is a year, and words
/// for the date.
type Key = (&'static str, Vec<String>, Option<String>, bool, bool);

/// The forms that are known.
#[derive(Debug, Default)]
pub(super) struct Frames(RwLock<HashMap<Key, Option<Arc<Frame>>>>);

impl Frames {
    /// The citation in a style, where it has the form of others.
    pub(super) fn fill(
        &self,
        cited: &Cited<'_>,
        base: &str,
        style: (&'static str, &Style),
        (year, words): (Option<i32>, Option<&str>),
    ) -> Option<Html> {
        let path = cited.url.strip_prefix(base)?;
        let known = is_plain(cited.title)
            && !ends_in_abbreviation(cited.title)
            && is_plain_path(path)
            && words.is_none_or(is_plain)
            && year.is_none_or(|year| (1000..=9999).contains(&year));
        if !known {
            return None;
        }
        let key: Key = (
            style.0,
            cited.authors.to_vec(),
            cited.site.map(str::to_owned),
            year.is_some(),
            words.is_some(),
        );
        let frame = self.0.read().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
        let frame = frame.unwrap_or_else(|| {
            let made = Frame::new(cited, base, style, (year.is_some(), words.is_some())).map(Arc::new);
            let mut all = self.0.write().unwrap_or_else(PoisonError::into_inner);
            all.entry(key).or_insert(made).clone()
        })?;
        Some(frame.fill(cited.title, path, year, words))
    }
}

impl Frame {
    fn new(
        cited: &Cited<'_>,
        base: &str,
        (name, style): (&'static str, &Style),
        (year, words): (bool, bool),
    ) -> Option<Self> {
        let year_word = YEAR.to_string();
        let made_up = [TITLE, TITLE_IN_CAPITALS, PATH, WORDS, &year_word];
        let mut given = cited.authors.iter().map(String::as_str).chain(cited.site).chain([base]);
        if given.any(|given| made_up.iter().any(|word| given.contains(word))) {
            return None;
        }
        let of_page = Cited {
            title: TITLE,
            url: format!("{base}{PATH}"),
            ..*cited
        };
        let entry = of_page.entry(year.then_some(YEAR), words.then(|| WORDS.to_owned()))?;
        let html = style.formatted(style.named(name), &entry)?.0;
        let mut parts = vec![Part::Same(html)];
        let title = if cut(&mut parts, TITLE, || Part::Title { in_capitals: false })? {
            true
        } else {
            cut(&mut parts, TITLE_IN_CAPITALS, || Part::Title { in_capitals: true })?
        };
        let path = cut(&mut parts, PATH, || Part::Path)?;
        // The Chicago style has no year of its own.
        cut(&mut parts, &year_word, || Part::Year)?;
        let with_words = cut(&mut parts, WORDS, || Part::Words)?;
        (title && path && with_words == words).then_some(Self(parts))
    }

    fn fill(&self, title: &str, path: &str, year: Option<i32>, words: Option<&str>) -> Html {
        let mut html = String::new();
        for part in &self.0 {
            match part {
                Part::Same(text) => html.push_str(text),
                Part::Title { in_capitals: true } => {
                    html.push_str(&in_capitals_of(title));
                }
                Part::Title { in_capitals: false } => html.push_str(title),
                Part::Year => html.extend(year.map(|year| year.to_string())),
                Part::Words => html.extend(words),
                Part::Path => html.push_str(path),
            }
        }
        Html(html)
    }
}

/// A title as the library writes it within a citation, where what follows keeps its last word from being read as such.
fn in_capitals_of(title: &str) -> String {
    let mut folder = CaseFolder::with_config(Case::Title(TitleCase::default()));
    folder.push_str(title);
    folder.reconfigure(Case::NoTransform);
    folder.finish()
}

/// Cuts the place of a word out of what is the same everywhere: whether it is there. `None` where it is there twice.
fn cut(parts: &mut Vec<Part>, word: &str, part: impl Fn() -> Part) -> Option<bool> {
    let mut found = false;
    let mut new = Vec::new();
    for old in parts.drain(..) {
        match old {
            Part::Same(text) => match text.split_once(word) {
                Some((before, after)) => {
                    if found || after.contains(word) {
                        return None;
                    }
                    found = true;
                    new.extend([Part::Same(before.to_owned()), part(), Part::Same(after.to_owned())]);
                }
                None => new.push(Part::Same(text)),
            },
            other => new.push(other),
        }
    }
    *parts = new;
    Some(found)
}

/// Whether a text is nothing but words: no sign in it that a style, or HTML, reads as one.
fn is_plain(text: &str) -> bool {
    let ends = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    ends(text.chars().next())
        && ends(text.chars().next_back())
        && text
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, ' ' | ',' | '-'))
        && !text.contains("  ")
}

/// Whether an address stays as it is when it is read and written again.
fn is_plain_path(path: &str) -> bool {
    path.bytes()
        .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'-' | b'_'))
        && !path.contains("//")
        && !path.starts_with('/')
}
