//! What a template can read of what it is given, so that nothing is made that nobody reads: a site's own short templates
//! show no citation form, no drawing, no JSON-LD. The names in a template's tags are collected, with those of all
//! templates that it may use ([`super::uses`]). What is not named can't be read: Tera reaches variables and fields by their
//! names only. Where a template might reach a field in another way (it prints the page as a whole, hands it on, or asks for a
//! field whose name it works out), everything is made.

use rustc_hash::FxHashSet;

/// The variable whose fields are made one by one.
const PAGE: &str = "page";

/// What a template can read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wants {
    /// Whatever there is.
    All,
    /// What has one of these names.
    Named(FxHashSet<String>),
}

impl Default for Wants {
    fn default() -> Self {
        Self::Named(FxHashSet::default())
    }
}

impl Wants {
    /// What the text of a template names.
    pub(super) fn of(text: &str) -> Self {
        let Some(tags) = tags(text) else { return Self::All };
        let mut names = FxHashSet::default();
        for tag in tags {
            let Some(tokens) = tokens(tag) else { return Self::All };
            if reads_unnamed(&tokens) {
                return Self::All;
            }
            for token in tokens {
                match token {
                    Token::Name(name) => {
                        names.insert(name.to_owned());
                    }
                    // A filter may get the name of a field as a string.
                    Token::String(text) => names.extend(words(text).map(str::to_owned)),
                    Token::Other(_) => {}
                }
            }
        }
        Self::Named(names)
    }

    /// Adds what another template wants.
    pub(super) fn add(&mut self, other: &Self) {
        match (&mut *self, other) {
            (Self::Named(own), Self::Named(others)) => own.extend(others.iter().cloned()),
            _ => *self = Self::All,
        }
    }

    /// Whether a variable of this name, or a field of `page`, can be read.
    pub(super) fn has(&self, name: &str) -> bool {
        match self {
            Self::All => true,
            Self::Named(names) => names.contains(name),
        }
    }

    /// Makes what has this name; its empty stand-in where nobody can read it.
    pub(super) fn make<T: Default>(&self, name: &str, make: impl FnOnce() -> T) -> T {
        if self.has(name) { make() } else { T::default() }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
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

/// Whether a tag may read something without its name.
fn reads_unnamed(tokens: &[Token<'_>]) -> bool {
    let at = |place: Option<usize>| place.and_then(|place| tokens.get(place)).copied();
    tokens.iter().enumerate().any(|(place, token)| match token {
        // All variables at once.
        Token::Name(name) if name.starts_with("__tera") => true,
        Token::Name(PAGE) => {
            let before = at(place.checked_sub(1));
            let (next, after) = (at(Some(place + 1)), at(Some(place + 2)));
            let dot = Some(Token::Other('.'));
            let is_field = before == dot && at(place.checked_sub(2)) != dot;
            let has_name = match next {
                Some(Token::Other('.')) => true,
                Some(Token::Other('?')) => after == Some(Token::Other('.')),
                Some(Token::Other('[')) => {
                    matches!(after, Some(Token::String(_))) && at(Some(place + 3)) == Some(Token::Other(']'))
                }
                _ => false,
            };
            let before = match before {
                Some(Token::Name(name)) => name,
                _ => "",
            };
            // Whether there is a page; a list's page, which is another.
            let is_asked_for = matches!(before, "if" | "elif" | "and" | "or" | "not")
                && matches!(next, None | Some(Token::Name("and" | "or" | "is") | Token::Other('-')));
            let is_of_a_list = before == "for" && next == Some(Token::Name("in"));
            !(is_field || has_name || is_asked_for || is_of_a_list)
        }
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(text: &str) -> Vec<String> {
        match Wants::of(text) {
            Wants::All => vec!["everything".to_owned()],
            Wants::Named(names) => {
                let mut names: Vec<String> = names.into_iter().collect();
                names.sort();
                names
            }
        }
    }

    #[test]
    fn only_what_stands_in_tags_is_named() {
        let text =
            "<p class=\"tags\">{{ page.title | upper }}{# cite #} { strip }{% if page.people and next -%}x{% endif %}";
        assert_eq!(
            named(text),
            ["and", "endif", "if", "next", "page", "people", "title", "upper"]
        );
        assert_eq!(
            named("{{ pages | map(attribute=\"extra.place\") }}"),
            ["attribute", "extra", "map", "pages", "place"]
        );
    }

    #[test]
    fn a_page_that_is_read_by_its_fields_is_made_field_by_field() {
        for text in [
            "{{ page.title }}",
            "{{ page[\"title\"] }}",
            "{{ page?.title }}",
            "{% if page %}{% endif %}",
            "{%- if not page -%}{% endif %}",
            "{% if page is defined and page.title %}{% endif %}",
            "{% for page in pages %}{% endfor %}",
            "{{ section.page }}",
        ] {
            assert_ne!(Wants::of(text), Wants::All, "{text}");
        }
    }

    #[test]
    fn a_template_that_may_read_anything_gets_everything() {
        for text in [
            "{{ page }}",
            "{{ page | json_encode }}",
            "{{ page[site.extra.field] }}",
            "{{ page[\"ti\" ~ \"tle\"] }}",
            "{% set p = page %}{{ p }}",
            "{% for key, value in page %}{{ key }}{% endfor %}",
            "{{ <card page={page} /> }}",
            "{{ [page] }}",
            "{{ {...page} }}",
            "{{ {\"a\": {\"b\": 1}} | json_encode(with=page) }}",
            "{{ \"\\\"\" ~ page ~ \"\" }}",
            "{% if page == other %}{% endif %}",
            "{{ __tera_context }}",
            // Not read to its end.
            "{{ \"}}\" ~ page }}",
            "{{ page.title",
            "{% raw %}{{ don't }}{% endraw %}",
        ] {
            assert_eq!(Wants::of(text), Wants::All, "{text}");
        }
    }

    #[test]
    fn what_others_want_is_wanted() {
        let mut wants = Wants::of("{{ page.title }}");
        wants.add(&Wants::of("{{ page.cite }}"));
        assert!(wants.has("title") && wants.has("cite") && !wants.has("strip_html"));
        assert_eq!(wants.make("strip_html", || 1), 0);
        wants.add(&Wants::of("{{ page }}"));
        assert!(wants.has("strip_html"));
    }
}
