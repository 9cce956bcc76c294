//! `sources.json`, one a language: the bibliography in CSL-JSON, which Zotero, Pandoc and citation processors read. A date that
//! CSL has no form for ("the 1920s", 44 BCE) is given in words.

use serde_json::{Map, Value, json};

use crate::date::{Date, Precision, words};
use crate::i18n::Locale;
use crate::link::{Ref, plain};
use crate::load::Entry;
use crate::model::Source;
use crate::model::id::Kind;
use crate::render::Renderer;
use crate::render::cite::csl_name;
use crate::write::Output;

impl Renderer<'_> {
    /// The sources for other programs; nothing where a language has none.
    #[must_use]
    pub fn source_exports(&self) -> Vec<Output> {
        let languages = self.index.loaded.site.languages.iter();
        let made = languages.filter_map(|l| self.sources_in(&l.value));
        made.filter(|o| !self.index.has_own(&o.path)).collect()
    }

    fn sources_in(&self, language: &str) -> Option<Output> {
        let list = self.order.list(Kind::Source, language);
        if list.is_empty() {
            return None;
        }
        let items: Vec<Value> = list.iter().filter_map(|at| self.csl_item(*at, language)).collect();
        let mut bytes = serde_json::to_vec_pretty(&items).unwrap_or_default();
        bytes.push(b'\n');
        let folder = self.index.prefix(language);
        Some(Output {
            path: format!("{}sources.json", folder.trim_start_matches('/')),
            bytes,
        })
    }

    fn csl_item(&self, at: usize, language: &str) -> Option<Value> {
        let source: &Entry<Source> = self.index.loaded.bibliography.get(at)?;
        let locale = self.index.locale(language);
        let of = Ref { kind: Kind::Source, at };
        let d = &source.data;
        let kind = csl_type(d.kind.as_deref(), d.url.is_some());
        let mut item = Map::new();
        let mut put = |key: &str, value: Option<Value>| {
            if let Some(value) = value {
                item.insert(key.to_owned(), value);
            }
        };
        put("id", Some(self.index.id(of).into()));
        put("type", Some(kind.into()));
        put("title", Some(d.title.value.as_str().into()));
        let authors: Vec<Value> = d.authors.iter().map(|a| csl_name(a)).collect();
        put("author", (!authors.is_empty()).then(|| authors.into()));
        // What appears in a paper, on a site or in a work of reference is contained there; anything else is published by somebody.
        let holds =
            kind.starts_with("article") || kind.starts_with("entry") || matches!(kind, "webpage" | "post-weblog");
        let publisher = if holds { "container-title" } else { "publisher" };
        put(publisher, d.publisher.as_deref().map(Value::from));
        put("issued", d.published.as_ref().map(|date| csl_date(&date.value, locale)));
        put(
            "accessed",
            d.accessed.as_ref().map(|date| csl_date(&date.value, locale)),
        );
        put("URL", d.url.as_ref().map(|u| u.value.as_str().into()));
        // CSL's `archive_location` is a shelf, which styles print.
        put(
            "custom",
            d.archive_url.as_ref().map(|u| json!({"archive_url": u.value})),
        );
        put("language", d.language.as_deref().map(Value::from));
        let note = self.entries.sources.get(at).map(|e| plain(&e.short));
        put("note", note.filter(|n| !n.is_empty()).map(Value::from));
        Some(Value::Object(item))
    }
}

/// The types of CSL 1.0.2 that a source may name by their own name.
const TYPES: [&str; 45] = [
    "article",
    "article-journal",
    "article-magazine",
    "article-newspaper",
    "bill",
    "book",
    "broadcast",
    "chapter",
    "classic",
    "collection",
    "dataset",
    "document",
    "entry",
    "entry-dictionary",
    "entry-encyclopedia",
    "event",
    "figure",
    "graphic",
    "hearing",
    "interview",
    "legal_case",
    "legislation",
    "manuscript",
    "map",
    "motion_picture",
    "musical_score",
    "pamphlet",
    "paper-conference",
    "patent",
    "performance",
    "periodical",
    "personal_communication",
    "post",
    "post-weblog",
    "regulation",
    "report",
    "review",
    "review-book",
    "software",
    "song",
    "speech",
    "standard",
    "thesis",
    "treaty",
    "webpage",
];

/// The type of CSL for a kind of source, which is the author's own word.
fn csl_type(kind: Option<&str>, online: bool) -> &'static str {
    let kind = kind.map(str::to_lowercase).unwrap_or_default();
    if let Some(own) = TYPES.iter().find(|t| **t == kind) {
        return own;
    }
    match kind.as_str() {
        "news" | "newspaper" | "agency" => "article-newspaper",
        "magazine" => "article-magazine",
        "journal" | "paper" | "study" => "article-journal",
        "law" | "act" | "statute" | "decree" => "legislation",
        "case" | "judgment" | "judgement" | "ruling" => "legal_case",
        "agreement" | "convention" => "treaty",
        "reference" | "encyclopedia" | "encyclopaedia" => "entry-encyclopedia",
        "dictionary" => "entry-dictionary",
        "data" | "statistics" => "dataset",
        "blog" => "post-weblog",
        "video" | "film" => "motion_picture",
        "radio" | "tv" | "television" | "podcast" => "broadcast",
        "web" | "website" | "page" => "webpage",
        _ if online => "webpage",
        _ => "document",
    }
}

/// A date as CSL-JSON has it: its parts, where it is a year, month or day, about right or not, or two of these; else words.
fn csl_date(date: &Date, locale: &Locale) -> Value {
    let whole = || Some(json!({"date-parts": [parts(date.as_str())?]}));
    let vague = || {
        let sure = date.as_str().trim_end_matches(['?', '~', '%']);
        let circa = (sure.len() < date.as_str().len()).then_some(sure)?;
        Some(json!({"date-parts": [parts(circa)?], "circa": true}))
    };
    let range = || {
        let (start, end) = date
            .as_str()
            .split_once('/')
            .filter(|_| date.precision() == Precision::Interval)?;
        Some(json!({"date-parts": [parts(start)?, parts(end)?]}))
    };
    whole()
        .or_else(vague)
        .or_else(range)
        .unwrap_or_else(|| json!({"literal": words(date, locale)}))
}

/// Year, month and day of a plain date.
fn parts(text: &str) -> Option<Vec<i64>> {
    let plain = Date::parse(text).ok()?.html_datetime()?;
    let day = plain.split('T').next().unwrap_or("");
    day.split('-').map(|n| n.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_says_no_more_than_its_author() {
        let locale = Locale::english();
        for (text, said) in [
            ("2025-02-27", json!({"date-parts": [[2025, 2, 27]]})),
            ("2025-02-27T10:00:00Z", json!({"date-parts": [[2025, 2, 27]]})),
            ("2025-02", json!({"date-parts": [[2025, 2]]})),
            ("2025~", json!({"date-parts": [[2025]], "circa": true})),
            ("2016/2018-03", json!({"date-parts": [[2016], [2018, 3]]})),
            ("192X", json!({"literal": "the 1920s"})),
            ("-0043", json!({"literal": "44 BCE"})),
            ("2016/..", json!({"literal": "since 2016"})),
        ] {
            assert_eq!(csl_date(&Date::parse(text).unwrap(), &locale), said, "{text}");
        }
    }

    #[test]
    fn an_unknown_kind_is_a_page_or_a_document() {
        assert_eq!(csl_type(Some("News"), true), "article-newspaper");
        assert_eq!(csl_type(Some("treaty"), true), "treaty");
        assert_eq!(csl_type(Some("official"), true), "webpage");
        assert_eq!(csl_type(None, false), "document");
    }
}
