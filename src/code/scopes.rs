//! From the scopes of a grammar, some hundreds of dotted names, to the few classes that a reader can tell apart.

use std::sync::LazyLock;

use syntect::parsing::Scope;

/// What a stretch of code is. Each has its class in the style sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// A comment.
    Comment,
    /// A word of the language; the tags of markup.
    Keyword,
    /// A string.
    Text,
    /// A number or another constant.
    Number,
    /// The name of a function, or of a heading.
    Name,
    /// The name of a type.
    Type,
    /// An attribute or a key.
    Key,
    /// A line that a difference adds.
    Added,
    /// A line that a difference takes away.
    Removed,
}

impl Class {
    /// The class in HTML.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Comment => "c-c",
            Self::Keyword => "c-k",
            Self::Text => "c-s",
            Self::Number => "c-n",
            Self::Name => "c-f",
            Self::Type => "c-t",
            Self::Key => "c-a",
            Self::Added => "c-i",
            Self::Removed => "c-d",
        }
    }
}

/// The first of these that a scope begins with decides; `None` leaves the text as it is.
const TABLE: &[(&str, Option<Class>)] = &[
    ("comment", Some(Class::Comment)),
    ("punctuation.definition.comment", Some(Class::Comment)),
    ("meta.interpolation", None),
    ("string.unquoted", None),
    ("string", Some(Class::Text)),
    ("constant", Some(Class::Number)),
    ("keyword.operator.word", Some(Class::Keyword)),
    ("keyword.operator.logical", Some(Class::Keyword)),
    ("keyword.operator", None),
    ("keyword.other.unit", Some(Class::Number)),
    ("keyword", Some(Class::Keyword)),
    ("storage", Some(Class::Keyword)),
    ("variable.language", Some(Class::Keyword)),
    ("variable.function", Some(Class::Name)),
    ("entity.name.function", Some(Class::Name)),
    ("entity.name.section", Some(Class::Name)),
    ("support.function", Some(Class::Name)),
    ("support.macro", Some(Class::Name)),
    ("markup.heading", Some(Class::Name)),
    ("entity.name.tag.yaml", Some(Class::Key)),
    ("entity.name.tag.toml", Some(Class::Key)),
    ("entity.name.tag", Some(Class::Keyword)),
    ("entity.other.attribute-name", Some(Class::Key)),
    ("support.type.property-name", Some(Class::Key)),
    ("meta.property-name", Some(Class::Key)),
    ("entity.name.type", Some(Class::Type)),
    ("entity.name.class", Some(Class::Type)),
    ("entity.name.struct", Some(Class::Type)),
    ("entity.name.enum", Some(Class::Type)),
    ("entity.name.trait", Some(Class::Type)),
    ("entity.name.interface", Some(Class::Type)),
    ("entity.name.impl", Some(Class::Type)),
    ("entity.other.inherited-class", Some(Class::Type)),
    ("support.type", Some(Class::Type)),
    ("support.class", Some(Class::Type)),
    ("markup.inserted", Some(Class::Added)),
    ("markup.deleted", Some(Class::Removed)),
    ("markup.raw", Some(Class::Text)),
    // Code of a language within another one, as in a template: what is round it says nothing.
    ("source", None),
];

static SCOPES: LazyLock<Vec<(Scope, Option<Class>)>> = LazyLock::new(|| {
    let scope = |(name, class): &(&str, Option<Class>)| Some((Scope::new(name).ok()?, *class));
    TABLE.iter().filter_map(scope).collect()
});

/// What a stretch is, by the scopes that it stands in, the outermost first.
pub(super) fn class(stack: &[Scope]) -> Option<Class> {
    let decided = stack.iter().rev().find_map(|scope| {
        let rule = SCOPES.iter().find(|(prefix, _)| prefix.is_prefix_of(*scope));
        rule.map(|(_, class)| *class)
    });
    decided.flatten()
}
