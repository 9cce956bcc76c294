//! What a template can read of what it is given, so that nothing is made that nobody reads: a site's own short templates
//! show no citation form, no drawing, no JSON-LD. The names in a template's tags are collected, with those of all
//! templates that it may use ([`super::uses`]). What is not named can't be read: Tera reaches variables and fields by their
//! names only. Where a template might reach a field in another way (it prints the page as a whole, hands it on, or asks for a
//! field whose name it works out), everything is made.

use rustc_hash::{FxHashMap, FxHashSet};

/// The variable whose fields are made one by one.
const PAGE: &str = "page";
/// The variables that hold explainers, of which the fields are made one by one as well.
const LINKS: [&str; 5] = ["previous", "next", "related", "pages", OF_TAG];
/// The explainers of a tag. Each of them may have thousands of tags, on the page of each of which it is listed.
pub(super) const OF_TAG: &str = "tag.pages";

/// What a template can read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wants {
    /// Whatever there is.
    All,
    /// What it names.
    Named(Named),
}

/// What a template names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Named {
    /// All names: variables, fields, filters.
    names: FxHashSet<String>,
    /// By variable, the fields that are read of it.
    fields: FxHashMap<String, Fields>,
    /// Variables that stand for each of what another one holds.
    each: FxHashSet<(String, String)>,
}

/// Which fields can be read of something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fields {
    /// Any.
    All,
    /// Those with these names.
    Named(FxHashSet<String>),
}

impl Default for Fields {
    fn default() -> Self {
        Self::Named(FxHashSet::default())
    }
}

impl Fields {
    fn add(&mut self, other: &Self) {
        match (&mut *self, other) {
            (Self::Named(own), Self::Named(others)) => own.extend(others.iter().cloned()),
            _ => *self = Self::All,
        }
    }

    /// Whether a field can be read.
    pub(super) fn has(&self, name: &str) -> bool {
        match self {
            Self::All => true,
            Self::Named(names) => names.contains(name),
        }
    }

    /// Makes a field; its empty stand-in where nobody can read it.
    pub(super) fn make<T: Default>(&self, name: &str, make: impl FnOnce() -> T) -> T {
        if self.has(name) { make() } else { T::default() }
    }
}

impl Default for Wants {
    fn default() -> Self {
        Self::Named(Named::default())
    }
}

impl Wants {
    /// What the text of a template names.
    pub(super) fn of(text: &str) -> Self {
        let Some(tags) = tags(text) else { return Self::All };
        let mut named = Named::default();
        for tag in tags {
            let Some(tokens) = tokens(tag) else { return Self::All };
            for token in &tokens {
                match token {
                    // All variables at once.
                    Token::Name(name) if name.starts_with("__tera") => return Self::All,
                    Token::Name(name) => {
                        named.names.insert((*name).to_owned());
                    }
                    // A filter may get the name of a field as a string.
                    Token::String(text) => named.names.extend(words(text).map(str::to_owned)),
                    Token::Other(_) => {}
                }
            }
            named.read(&tokens);
        }
        let as_a_whole = named.fields.get(PAGE) == Some(&Fields::All) || named.each.iter().any(|(_, all)| all == PAGE);
        if as_a_whole { Self::All } else { Self::Named(named) }
    }

    /// Adds what another template wants.
    pub(super) fn add(&mut self, other: &Self) {
        match (&mut *self, other) {
            (Self::Named(own), Self::Named(others)) => {
                own.names.extend(others.names.iter().cloned());
                own.each.extend(others.each.iter().cloned());
                for (name, fields) in &others.fields {
                    own.fields.entry(name.clone()).or_default().add(fields);
                }
            }
            _ => *self = Self::All,
        }
    }

    /// Gives lists the fields that are read of what stands in them; when all templates have been added.
    pub(super) fn settle(&mut self) {
        let Self::Named(named) = self else { return };
        for list in LINKS {
            let (mut open, mut known) = (vec![list.to_owned()], FxHashSet::default());
            let mut all = Fields::default();
            if list == OF_TAG && named.fields.get("tag").is_some_and(|tag| tag.has("pages")) {
                // Read in another way than by going through it.
                all = Fields::All;
            }
            while let Some(name) = open.pop().filter(|name| known.insert(name.clone())) {
                if let Some(fields) = named.fields.get(&name) {
                    all.add(fields);
                }
                let each = named.each.iter().filter(|(_, of)| *of == name);
                open.extend(each.map(|(one, _)| one.clone()));
            }
            named.fields.insert(list.to_owned(), all);
        }
    }

    /// Whether a variable of this name, or a field of `page`, can be read.
    pub(super) fn has(&self, name: &str) -> bool {
        match self {
            Self::All => true,
            Self::Named(named) => named.names.contains(name),
        }
    }

    /// Makes what has this name; its empty stand-in where nobody can read it.
    pub(super) fn make<T: Default>(&self, name: &str, make: impl FnOnce() -> T) -> T {
        if self.has(name) { make() } else { T::default() }
    }

    /// The fields that can be read of an explainer in this variable, once that is [settled](Self::settle).
    pub(super) fn of_link(&self, variable: &str) -> &Fields {
        match self {
            Self::Named(named) if LINKS.contains(&variable) => named.fields.get(variable).unwrap_or(&Fields::All),
            _ => &Fields::All,
        }
    }
}

impl Named {
    /// Notes which variables a tag reads, and how.
    fn read(&mut self, tokens: &[Token<'_>]) {
        if let [
            Token::Name("for"),
            Token::Name(one),
            Token::Name("in"),
            Token::Name(all),
        ] = tokens
        {
            self.each.insert(((*one).to_owned(), (*all).to_owned()));
            return;
        }
        if let [
            Token::Name("for" | "set" | "set_global"),
            Token::Name(new),
            Token::Name("in") | Token::Other('='),
            Token::Name("tag"),
            Token::Other('.'),
            Token::Name("pages"),
        ] = tokens
        {
            self.each.insert(((*new).to_owned(), OF_TAG.to_owned()));
            return;
        }
        let at = |place: Option<usize>| place.and_then(|place| tokens.get(place)).copied();
        let dot = Some(Token::Other('.'));
        for (place, token) in tokens.iter().enumerate() {
            let Token::Name(name) = token else { continue };
            let before = at(place.checked_sub(1));
            if before == dot && at(place.checked_sub(2)) != dot {
                continue;
            }
            let next = [1, 2, 3].map(|n| at(Some(place + n)));
            let equals = Some(Token::Other('='));
            if matches!(before, Some(Token::Other('(' | ','))) && next[0] == equals && next[1] != equals {
                // What a filter calls a value that it is given.
                continue;
            }
            let fields = self.fields.entry((*name).to_owned()).or_default();
            let field = match next {
                [Some(Token::Other('.')), Some(Token::Name(field)), _]
                | [
                    Some(Token::Other('?')),
                    Some(Token::Other('.')),
                    Some(Token::Name(field)),
                ]
                | [
                    Some(Token::Other('[')),
                    Some(Token::String(field)),
                    Some(Token::Other(']')),
                ] => field,
                _ if is_harmless(before, next[0]) => continue,
                _ => "",
            };
            match fields {
                // One of a list by its number is the list as a whole.
                _ if field.is_empty() || field.starts_with(|c: char| c.is_ascii_digit()) => *fields = Fields::All,
                Fields::Named(names) => {
                    names.insert(field.to_owned());
                }
                Fields::All => {}
            }
        }
    }
}

/// Whether nothing of a variable is read between these: it is asked whether there is one, or gets its value.
fn is_harmless(before: Option<Token<'_>>, next: Option<Token<'_>>) -> bool {
    let Some(Token::Name(before)) = before else {
        return false;
    };
    match before {
        "if" | "elif" | "and" | "or" | "not" => {
            matches!(next, None | Some(Token::Name("and" | "or" | "is" | "else")))
        }
        "for" => next == Some(Token::Name("in")),
        "set" | "set_global" => next == Some(Token::Other('=')),
        _ => false,
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token<'t> {
    Name(&'t str),
    String(&'t str),
    Other(char),
}

/// What stands between `{{` and `}}` or `{%` and `%}`. `None` where a tag isn't closed. What `raw` keeps as it is passes for
/// tags as well.
fn tags(text: &str) -> Option<Vec<&str>> {
    let mut tags = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find('{') {
        let end = match rest.get(start + 1..)?.bytes().next() {
            Some(b'{') => "}}",
            Some(b'%') => "%}",
            Some(b'#') => "#}",
            _ => {
                rest = rest.get(start + 1..)?;
                continue;
            }
        };
        let inside = rest.get(start + 2..)?;
        let stop = inside.find(end)?;
        if end != "#}" {
            tags.push(inside.get(..stop)?);
        }
        rest = inside.get(stop + 2..)?;
    }
    Some(tags)
}

/// The tokens of a tag; `None` where a string or a map isn't closed in it, as where it holds what looks like the tag's end, or
/// where a string may go on behind a quotation mark.
fn tokens(tag: &str) -> Option<Vec<Token<'_>>> {
    // What takes the blanks around the tag away.
    let tag = tag.strip_prefix('-').unwrap_or(tag);
    let tag = tag.strip_suffix('-').unwrap_or(tag);
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let mut tokens = Vec::new();
    let mut rest = tag;
    while let Some(c) = rest.chars().next() {
        let length = if is_name(c) {
            let length = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
            tokens.push(Token::Name(rest.get(..length)?));
            length
        } else if matches!(c, '"' | '\'' | '`') {
            let inside = rest.get(1..)?;
            let length = inside.find(c)?;
            let string = inside.get(..length).filter(|string| !string.contains('\\'))?;
            tokens.push(Token::String(string));
            length + 2
        } else {
            if !c.is_whitespace() {
                tokens.push(Token::Other(c));
            }
            c.len_utf8()
        };
        rest = rest.get(length..)?;
    }
    let count = |brace| tokens.iter().filter(|token| **token == Token::Other(brace)).count();
    (count('{') == count('}')).then_some(tokens)
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_')
        .filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests;
