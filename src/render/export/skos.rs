//! SKOS ([W3C 2009](https://www.w3.org/TR/skos-reference/)) as Turtle: each term is a concept, whose labels are its title,
//! its other names and its listed forms. Entries of one id in several languages are one concept with labels in each.
//!
//! SKOS allows one preferred label a language, and no label of two kinds (S13, S14): a name that says the same as the
//! title is left out. Without `base_url` addresses are relative to the file.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use oxrdf::vocab::rdf;
use oxrdf::{Literal, NamedNode, Term, Triple};
use oxttl::TurtleSerializer;

use super::{Record, address};
use crate::link::{Index, Ref};
use crate::model::id::Kind;
use crate::render::Settings;

const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";
const DCTERMS: &str = "http://purl.org/dc/terms/";

struct Graph {
    triples: Vec<Triple>,
}

impl Graph {
    fn add(&mut self, subject: &NamedNode, predicate: &str, object: impl Into<Term>) {
        let predicate = NamedNode::new_unchecked(predicate);
        self.triples.push(Triple::new(subject.clone(), predicate, object));
    }
}

fn skos(name: &str) -> String {
    format!("{SKOS}{name}")
}

/// An address with what no IRI may hold (RFC 3987) written as bytes. Ids keep their letters.
fn iri(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for c in address.chars() {
        if c.is_control() || matches!(c, ' ' | '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}') {
            let mut bytes = [0; 4];
            out.extend(percent_encoding::percent_encode(
                c.encode_utf8(&mut bytes).as_bytes(),
                percent_encoding::NON_ALPHANUMERIC,
            ));
        } else {
            out.push(c);
        }
    }
    out
}

/// A text in a language; without one where the tag is none.
fn text(text: &str, language: &str) -> Literal {
    Literal::new_language_tagged_literal(text, language).unwrap_or_else(|_| Literal::new_simple_literal(text))
}

/// # Errors
/// None that come from the data: writing to memory does not fail.
pub(super) fn write(index: &Index<'_>, settings: &Settings, records: &[Record<'_>]) -> io::Result<Vec<u8>> {
    let iri = |path: &str| NamedNode::new_unchecked(iri(&address(settings, path)));
    let default = index.default_language();
    let scheme = iri(&index.section_path(Kind::Term, default));
    let mut graph = Graph { triples: Vec::new() };
    graph.add(
        &scheme,
        rdf::TYPE.as_str(),
        NamedNode::new_unchecked(skos("ConceptScheme")),
    );
    graph.add(
        &scheme,
        &format!("{DCTERMS}title"),
        text(&index.loaded.site.title, default),
    );
    let mut concepts: BTreeMap<&str, Vec<&Record<'_>>> = BTreeMap::new();
    for record in records {
        concepts.entry(record.id).or_default().push(record);
    }
    // The address of a concept is that of its entry in the default language, or of its first.
    let home = |list: &[&Record<'_>]| {
        let own = list.iter().find(|r| r.language == default).or(list.first());
        own.map(|r| iri(&index.anchor(r.of)))
    };
    let homes: BTreeMap<&str, NamedNode> = concepts
        .iter()
        .filter_map(|(id, list)| Some((*id, home(list)?)))
        .collect();
    for (id, list) in &concepts {
        let Some(concept) = homes.get(id) else { continue };
        graph.add(concept, rdf::TYPE.as_str(), NamedNode::new_unchecked(skos("Concept")));
        graph.add(concept, &skos("inScheme"), scheme.clone());
        graph.add(concept, &skos("notation"), Literal::new_simple_literal(*id));
        let mut related: BTreeSet<&str> = BTreeSet::new();
        let mut sources: BTreeSet<String> = BTreeSet::new();
        labels(&mut graph, concept, list);
        for record in list {
            graph.add(concept, &skos("definition"), text(&record.definition, record.language));
            related.extend(record.see_also.iter().map(|r| index.id(*r)).filter(|other| other != id));
            sources.extend(record.sources.iter().filter_map(|s| source(index, *s)));
        }
        for other in related.iter().filter_map(|id| homes.get(id)) {
            graph.add(concept, &skos("related"), other.clone());
        }
        for url in sources {
            match NamedNode::new(&url) {
                Ok(node) => graph.add(concept, &format!("{DCTERMS}source"), node),
                Err(_) => graph.add(concept, &format!("{DCTERMS}source"), Literal::new_simple_literal(url)),
            }
        }
    }
    let prefixed = TurtleSerializer::new()
        .with_prefix("skos", SKOS)
        .and_then(|s| s.with_prefix("dcterms", DCTERMS));
    let mut writer = prefixed.map_err(io::Error::other)?.for_writer(Vec::new());
    for triple in &graph.triples {
        writer.serialize_triple(triple)?;
    }
    writer.finish()
}

/// The labels of a concept, in each language each once.
fn labels(graph: &mut Graph, concept: &NamedNode, list: &[&Record<'_>]) {
    let mut said: BTreeSet<(&str, &str)> = BTreeSet::new();
    let mut add = |kind: &str, record: &Record<'_>, labels: &[&'_ str]| {
        for label in labels {
            graph.add(concept, &skos(kind), text(label, record.language));
        }
    };
    for record in list {
        said.insert((record.language, record.term));
        add("prefLabel", record, &[record.term]);
    }
    for kind in ["altLabel", "hiddenLabel"] {
        for record in list {
            let labels = match kind {
                "altLabel" => [record.aliases.as_slice(), &record.abbreviations].concat(),
                _ => record.forms.clone(),
            };
            let fresh: Vec<&str> = labels
                .into_iter()
                .filter(|l| said.insert((record.language, l)))
                .collect();
            add(kind, record, &fresh);
        }
    }
}

fn source(index: &Index<'_>, r: Ref) -> Option<String> {
    let source = index.loaded.bibliography.get(r.at)?;
    source.data.url.as_ref().map(|u| u.value.clone())
}
