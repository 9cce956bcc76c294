//! Schema.org's [`Person`](https://schema.org/Person)s and [`Organization`](https://schema.org/Organization)s, as JSON-LD in
//! the page of people. They need full addresses, so that a site without `base_url` has none.

use serde_json::{Map, Value, json};

use super::address;
use crate::link::{Ref, plain};
use crate::model::PersonKind;
use crate::model::id::Kind;
use crate::render::Renderer;
use crate::render::view::Html;

impl Renderer<'_> {
    /// The people and bodies of a language, in their order. `None` where there are none, or the site has no address.
    pub(in crate::render) fn people_list(&self, language: &str, all: &[usize]) -> Option<Html> {
        self.item_list((Kind::Person, language), all, |at, whole| self.person_data(at, whole))
    }

    fn person_data(&self, at: usize, whole: bool) -> Option<Value> {
        let (entry, linked) = (self.index.loaded.people.get(at)?, self.entries.people.get(at)?);
        let d = &entry.data;
        let of = Ref { kind: Kind::Person, at };
        let id = address(self.settings, &self.index.anchor(of));
        // (kind, birth, death, the body that they belong to)
        let (kind, born, died, body) = match d.kind {
            PersonKind::Person => ("Person", "birthDate", "deathDate", "affiliation"),
            PersonKind::Organisation => ("Organization", "foundingDate", "dissolutionDate", "parentOrganization"),
        };
        let mut person = Map::new();
        let mut put = |key: &str, value: Option<Value>| {
            if let Some(value) = value {
                person.insert(key.to_owned(), value);
            }
        };
        put("@type", Some(kind.into()));
        put("@id", Some(id.as_str().into()));
        put("name", Some(d.name.value.as_str().into()));
        put("url", Some(id.into()));
        if !whole {
            return Some(Value::Object(person));
        }
        let names: Vec<Value> = d
            .native_name
            .iter()
            .chain(&d.aliases)
            .map(|n| n.as_str().into())
            .collect();
        put("alternateName", (!names.is_empty()).then(|| names.into()));
        let role = d.role.as_deref().filter(|_| d.kind == PersonKind::Person);
        put("jobTitle", role.map(Value::from));
        let affiliation = d.affiliation.as_deref();
        put(
            body,
            affiliation.map(|name| json!({"@type": "Organization", "name": name})),
        );
        put(
            born,
            d.born.as_ref().and_then(|b| b.value.html_datetime()).map(Value::from),
        );
        put(
            died,
            d.died.as_ref().and_then(|b| b.value.html_datetime()).map(Value::from),
        );
        let text = plain(&linked.body);
        put("description", (!text.is_empty()).then(|| text.into()));
        let sources = self.works(&linked.sources, true);
        put("subjectOf", (!sources.is_empty()).then(|| sources.into()));
        Some(Value::Object(person))
    }
}
