//! Schema.org's [`DefinedTermSet`](https://schema.org/DefinedTermSet) and
//! [`DefinedTerm`](https://schema.org/DefinedTerm), as JSON-LD in the glossary's pages, and the
//! [`ItemList`](https://schema.org/ItemList) in which all other entries stand. They need full addresses, so that a site
//! without `base_url` has none.

use serde_json::{Map, Value, json};

use super::{Record, address};
use crate::model::id::Kind;
use crate::render::Renderer;
use crate::render::view::Html;

/// How many entries of a list are told with all that is known of them.
const MOST_TOLD: usize = 1_000;

impl Renderer<'_> {
    /// The list of all entries of a kind in a language, in its order, on their page. `whole` is whether all that is known of
    /// each is to be told: above a thousand only names are, since a reader of the page loads this text too. `None` where
    /// there are none, or the site has no address.
    pub(super) fn item_list(
        &self,
        (kind, language): (Kind, &str),
        all: &[usize],
        item: impl Fn(usize, bool) -> Option<Value>,
    ) -> Option<Html> {
        self.settings.base_url.as_ref()?;
        if all.is_empty() {
            return None;
        }
        let url = address(self.settings, &self.index.section_path(kind, language));
        let whole = all.len() <= MOST_TOLD;
        let items: Vec<Value> = all
            .iter()
            .filter_map(|at| item(*at, whole))
            .enumerate()
            .map(|(nth, item)| json!({"@type": "ListItem", "position": nth + 1, "item": item}))
            .collect();
        let name = self.index.locale(language).message(kind.folder().unwrap_or_default());
        Some(block(&json!({
            "@context": "https://schema.org",
            "@type": "ItemList",
            "@id": url,
            "url": url,
            "name": format!("{name} · {}", self.index.loaded.site.title),
            "numberOfItems": items.len(),
            "itemListElement": items,
        })))
    }

    /// The set of all terms of a language; `terms` are those that the page shows with their definitions.
    pub(in crate::render) fn term_set(&self, language: &str, terms: &[usize]) -> Option<Html> {
        self.settings.base_url.as_ref()?;
        let path = self.index.section_path(Kind::Term, language);
        let url = address(self.settings, &path);
        let locale = self.index.locale(language);
        let list: Vec<Value> = terms
            .iter()
            .filter_map(|at| Record::new(self.index, self.entries, *at))
            .map(|r| Value::Object(self.defined_term(&r)))
            .collect();
        Some(block(&json!({
            "@context": "https://schema.org",
            "@type": "DefinedTermSet",
            "@id": url,
            "url": url,
            "name": format!("{} · {}", locale.message("glossary"), self.index.loaded.site.title),
            "inLanguage": language,
            "hasDefinedTerm": list,
        })))
    }

    /// One term, on its own page.
    pub(in crate::render) fn term_data(&self, at: usize) -> Option<Html> {
        self.settings.base_url.as_ref()?;
        let record = Record::new(self.index, self.entries, at)?;
        let mut term = Map::new();
        term.insert("@context".into(), "https://schema.org".into());
        term.extend(self.defined_term(&record));
        Some(block(&Value::Object(term)))
    }

    fn defined_term(&self, r: &Record<'_>) -> Map<String, Value> {
        let full = |path: &str| address(self.settings, path);
        let mut names: Vec<&str> = r.aliases.iter().chain(&r.abbreviations).copied().collect();
        names.dedup();
        let mut term = Map::new();
        term.insert("@type".into(), "DefinedTerm".into());
        term.insert("@id".into(), full(&self.index.anchor(r.of)).into());
        term.insert("name".into(), r.term.into());
        term.insert("description".into(), r.definition.as_str().into());
        if !names.is_empty() {
            term.insert("alternateName".into(), json!(names));
        }
        term.insert("termCode".into(), r.id.into());
        term.insert("url".into(), full(&self.index.path(r.of)).into());
        let set = full(&self.index.section_path(Kind::Term, r.language));
        term.insert(
            "inDefinedTermSet".into(),
            json!({"@type": "DefinedTermSet", "@id": set}),
        );
        // `citation` is for works; a term may be the subject of some.
        let works: Vec<Value> = r
            .sources
            .iter()
            .map(|source| json!({"@type": "CreativeWork", "@id": full(&self.index.anchor(*source))}))
            .collect();
        if !works.is_empty() {
            term.insert("subjectOf".into(), works.into());
        }
        term
    }
}

/// A value as it may stand in a script element: nothing in it can end the element.
pub(super) fn block(value: &Value) -> Html {
    script(serde_json::to_string(value).unwrap_or_default())
}

/// The same for a text that is JSON.
fn script(text: String) -> Html {
    if !text.contains(['<', '>', '&']) {
        return Html(text);
    }
    Html(
        text.replace('<', "\\u003c")
            .replace('>', "\\u003e")
            .replace('&', "\\u0026"),
    )
}

/// A JSON object that is written while it is filled, for what stands on every page: a tree of values would cost as much as
/// linking the page's terms. Keys are put in the order of the alphabet, as everywhere in these files.
pub(super) struct Object(String);

impl Object {
    pub(super) fn new() -> Self {
        Self("{".to_owned())
    }

    /// Puts a text; nothing where there is none.
    pub(super) fn text(&mut self, key: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.key(key);
            quote(&mut self.0, text);
        }
    }

    /// Puts what is JSON already.
    pub(super) fn json(&mut self, key: &str, json: Option<&str>) {
        if let Some(json) = json {
            self.key(key);
            self.0.push_str(json);
        }
    }

    /// Puts a list of what is JSON already; nothing where it is empty.
    pub(super) fn list(&mut self, key: &str, list: impl IntoIterator<Item = String>) {
        let mut list = list.into_iter();
        let Some(first) = list.next() else { return };
        self.key(key);
        self.0.push('[');
        self.0.push_str(&first);
        for item in list {
            self.0.push(',');
            self.0.push_str(&item);
        }
        self.0.push(']');
    }

    fn key(&mut self, key: &str) {
        if self.0.len() > 1 {
            self.0.push(',');
        }
        quote(&mut self.0, key);
        self.0.push(':');
    }

    /// The JSON.
    pub(super) fn end(mut self) -> String {
        self.0.push('}');
        self.0
    }

    /// The JSON as it may stand in a script element.
    pub(super) fn block(self) -> Html {
        script(self.end())
    }
}

/// Writes a text as JSON has it.
fn quote(out: &mut String, text: &str) {
    if text.bytes().all(|b| b >= b' ' && b != b'"' && b != b'\\') {
        out.push('"');
        out.push_str(text);
        out.push('"');
    } else {
        out.push_str(&serde_json::to_string(text).unwrap_or_default());
    }
}

#[cfg(test)]
mod tests {
    use super::{Object, address, block};
    use crate::render::Settings;

    #[test]
    fn no_text_ends_the_script() {
        let html = block(&serde_json::json!({"name": "</script><!-- & \u{2028}"})).0;
        assert!(!html.contains(['<', '>', '&']), "{html}");
        let back: serde_json::Value = serde_json::from_str(&html).unwrap();
        assert_eq!(back["name"], "</script><!-- & \u{2028}");
    }

    #[test]
    fn an_object_is_what_a_tree_of_values_would_be() {
        let odd = "\"a\" \\ \u{7} é \u{7f} </script>";
        let mut object = Object::new();
        object.json("a", Some("[1]"));
        object.list("b", Vec::new());
        object.list("c", [Object::new().end(), "2".to_owned()]);
        object.text("d", Some(odd));
        object.text("e", None);
        let value = serde_json::json!({"a": [1], "c": [{}, 2], "d": odd});
        assert_eq!(object.block(), block(&value));
    }

    #[test]
    fn addresses_are_full_where_the_site_has_one() {
        let mut settings = Settings::default();
        assert_eq!(address(&settings, "/glossary/#a"), "glossary/#a");
        settings.base_url = Some("https://example.org/x/".into());
        assert_eq!(address(&settings, "/glossary/#a"), "https://example.org/x/glossary/#a");
    }
}
