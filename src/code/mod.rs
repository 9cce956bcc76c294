//! Listings of code: which language the word after a fence means, and which stretches of a text are keywords, strings and so on.
//! Knows no page, writes no HTML. The grammars are those of `two-face`; they are unpacked when the first listing in a known
//! language is met, and each grammar when it is first used, so that a site without code pays nothing.

mod names;
mod scopes;

use std::ops::Range;
use std::sync::LazyLock;

use syntect::parsing::{ParseState, ScopeStack, SyntaxReference, SyntaxSet};
use syntect::util::LinesWithEndings;

pub use names::slip;
pub use scopes::Class;

/// Longer texts and lines stay plain: they are data, and some grammars take time that grows with the square of a line.
const MOST_BYTES: usize = 200_000;
const LONGEST_LINE: usize = 2_000;

static GRAMMARS: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

/// The word of an info string that names the language: `rust,ignore`, `js {1,3}`, `{.python .numbered}`.
#[must_use]
pub fn word(info: &str) -> &str {
    let info = info.trim_start_matches(['{', '.', ' ']);
    info.split([' ', ',', '{', '}', '\t', ':']).next().unwrap_or("")
}

/// What readers call the language that a word means: the word itself, where nothing is known of it.
#[must_use]
pub fn title(word: &str) -> &str {
    if let Some(known) = names::find(word) {
        return known.title;
    }
    grammar(word).map_or(word, |grammar| grammar.name.as_str())
}

/// The stretches of a text that have a class, in order and without overlap; none where the language isn't known.
#[must_use]
pub fn classes(word: &str, text: &str) -> Vec<(Class, Range<usize>)> {
    let long = || text.lines().any(|line| line.len() > LONGEST_LINE);
    if word.is_empty() || text.len() > MOST_BYTES || long() {
        return Vec::new();
    }
    let name = names::find(word).map_or(word, |known| known.grammar);
    if name.is_empty() {
        return Vec::new();
    }
    grammar(name)
        .and_then(|grammar| marked(grammar, text))
        .unwrap_or_default()
}

fn grammar(name: &str) -> Option<&'static SyntaxReference> {
    let found = GRAMMARS.find_syntax_by_token(name)?;
    (found.name != "Plain Text").then_some(found)
}

/// `None` where a grammar fails: a listing is better plain than half coloured.
fn marked(grammar: &SyntaxReference, text: &str) -> Option<Vec<(Class, Range<usize>)>> {
    let mut state = ParseState::new(grammar);
    let mut stack = ScopeStack::new();
    let mut found = Marks::default();
    let mut start = 0;
    for line in LinesWithEndings::from(text) {
        let mut from = 0;
        for (at, change) in state.parse_line(line, &GRAMMARS).ok()? {
            found.add(text, scopes::class(stack.as_slice()), start + from..start + at);
            from = at;
            stack.apply(&change).ok()?;
        }
        found.add(text, scopes::class(stack.as_slice()), start + from..start + line.len());
        start += line.len();
    }
    Some(found.0)
}

#[derive(Default)]
struct Marks(Vec<(Class, Range<usize>)>);

impl Marks {
    /// Adds a stretch; one that goes on where, but for space, the last one of its class ended makes that one longer.
    fn add(&mut self, text: &str, class: Option<Class>, range: Range<usize>) {
        let piece = text.get(range.clone()).unwrap_or("");
        let Some(class) = class.filter(|_| !piece.trim().is_empty()) else {
            return;
        };
        let end = range.start + piece.trim_end_matches(['\n', '\r']).len();
        if let Some((last, before)) = self.0.last_mut()
            && *last == class
            && text
                .get(before.end..range.start)
                .is_some_and(|gap| gap.bytes().all(|b| b == b' '))
        {
            before.end = end;
        } else {
            self.0.push((class, range.start..end));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(word: &str, text: &str) -> Vec<(Class, String)> {
        let all = classes(word, text);
        all.into_iter()
            .map(|(class, range)| (class, text[range].to_owned()))
            .collect()
    }

    #[test]
    fn stretches_are_whole() {
        let found = shown("rs", "// A word.\npub fn f() -> u8 { \"a {}\\n\".len(); 12 }\n");
        let has = |class, text: &str| found.contains(&(class, text.to_owned()));
        assert!(has(Class::Comment, "// A word."), "{found:?}");
        assert!(has(Class::Keyword, "pub fn"), "{found:?}");
        assert!(has(Class::Name, "f"), "{found:?}");
        assert!(has(Class::Number, "12"), "{found:?}");
        assert!(
            found.iter().any(|(c, t)| *c == Class::Text && t.starts_with("\"a")),
            "{found:?}"
        );
    }

    #[test]
    fn code_within_a_string_is_code() {
        let found = shown("python", "print(f'{len(x)} of')\n");
        assert!(!found.contains(&(Class::Text, "len(x)".to_owned())), "{found:?}");
        assert!(found.contains(&(Class::Name, "len".to_owned())), "{found:?}");
    }

    #[test]
    fn nothing_is_known_of_a_language_without_grammar() {
        for word in ["", "text", "mermaid", "nonsense"] {
            assert!(classes(word, "if (a) { return 1; }").is_empty(), "{word}");
        }
        assert!(classes("rust", &"a".repeat(LONGEST_LINE + 1)).is_empty());
    }

    #[test]
    fn info_strings_name_their_language() {
        for (info, expected) in [
            ("rust,ignore", "rust"),
            ("js {1,3}", "js"),
            ("{.python .numbered}", "python"),
            ("{r}", "r"),
            ("yaml:site.yaml", "yaml"),
            ("", ""),
        ] {
            assert_eq!(word(info), expected);
        }
    }

    /// Some grammars are written for another engine of regular expressions: none may panic.
    #[test]
    fn no_grammar_panics() {
        let text = "#!/bin/sh\n/* a */ <a b=\"c\">'d' -- e\n`f` $g ${h} @i = [1, 2.0e3]; {\n\tj: k # l\n}\n\\m{n} % o\n\"\"\"p\n";
        for grammar in GRAMMARS.syntaxes() {
            let made = marked(grammar, text).unwrap_or_default();
            let mut at = 0;
            for (_, range) in made {
                assert!(at <= range.start && range.start < range.end, "{}", grammar.name);
                at = range.end;
            }
        }
    }
}
