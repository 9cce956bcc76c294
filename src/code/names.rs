//! The languages that authors write about most: what readers call them, and the words that mean them.

use crate::diagnostics::closest;

/// A language.
pub(super) struct Known {
    /// What readers call it.
    pub(super) title: &'static str,
    /// What its grammar is called; empty: none, on purpose.
    pub(super) grammar: &'static str,
    /// The words that mean it. Those of more than four letters are what a slip is told from.
    words: &'static [&'static str],
}

const fn known(title: &'static str, grammar: &'static str, words: &'static [&'static str]) -> Known {
    Known { title, grammar, words }
}

static LANGUAGES: &[Known] = &[
    known("", "", &["text", "txt", "plain", "plaintext", "none", "output"]),
    known("Assembly", "asm", &["asm", "assembly", "nasm"]),
    known("Bash", "bash", &["bash", "sh", "zsh", "shell"]),
    known("C", "c", &["c"]),
    known("C#", "cs", &["cs", "csharp", "c#"]),
    known("C++", "cpp", &["cpp", "c++", "cxx"]),
    known("CSS", "css", &["css"]),
    known("CSV", "csv", &["csv"]),
    known("Clojure", "clj", &["clojure", "clj"]),
    known("Console", "bash", &["console", "shell-session", "terminal"]),
    known("Dart", "dart", &["dart"]),
    known("Diff", "diff", &["diff", "patch"]),
    known("Dockerfile", "dockerfile", &["dockerfile", "docker", "containerfile"]),
    known("Elixir", "ex", &["elixir", "ex", "exs"]),
    known("Erlang", "erl", &["erlang", "erl"]),
    known("F#", "fsx", &["fsharp", "f#"]),
    known("Fortran", "f90", &["fortran", "f90"]),
    known("Go", "go", &["go", "golang"]),
    known("GraphQL", "graphql", &["graphql", "gql"]),
    known("HTML", "html", &["html", "htm", "xhtml"]),
    known("HTTP", "http", &["http"]),
    known("Haskell", "hs", &["haskell", "hs"]),
    known("INI", "ini", &["ini", "cfg", "conf"]),
    known(
        "JSON",
        "json",
        &["json", "jsonc", "json5", "jsonl", "ndjson", "geojson"],
    ),
    known("Java", "java", &["java"]),
    known("JavaScript", "js", &["js", "javascript", "mjs", "cjs", "jsx", "node"]),
    known("Jinja", "jinja2", &["jinja", "jinja2", "tera", "twig"]),
    known("Julia", "jl", &["julia", "jl"]),
    known("Kotlin", "kt", &["kotlin", "kt"]),
    known("LaTeX", "tex", &["latex", "tex"]),
    known("Lisp", "lisp", &["lisp", "scheme", "elisp"]),
    known("Lua", "lua", &["lua"]),
    known("MATLAB", "matlab", &["matlab", "octave"]),
    known("Makefile", "makefile", &["makefile", "make"]),
    known("Markdown", "md", &["markdown", "md"]),
    known("Mermaid", "", &["mermaid"]),
    known("Nginx", "nginx.conf", &["nginx"]),
    known("Nix", "nix", &["nix"]),
    known("OCaml", "ml", &["ocaml", "ml"]),
    known("Objective-C", "m", &["objectivec", "objective-c", "objc"]),
    known("PHP", "php", &["php"]),
    known("Pascal", "pas", &["pascal", "delphi"]),
    known("Perl", "pl", &["perl", "pl"]),
    known("PowerShell", "", &["powershell", "ps1", "pwsh"]),
    known("Prolog", "", &["prolog"]),
    known("Python", "py", &["python", "py", "python3"]),
    known("R", "r", &["r"]),
    known("Ruby", "rb", &["ruby", "rb"]),
    known("Rust", "rs", &["rust", "rs"]),
    known("SCSS", "scss", &["scss", "sass"]),
    known("SPARQL", "", &["sparql"]),
    known("SQL", "sql", &["sql", "mysql", "postgresql", "sqlite", "plsql"]),
    known("SVG", "xml", &["svg"]),
    known("Scala", "scala", &["scala"]),
    known("Swift", "swift", &["swift"]),
    known("TOML", "toml", &["toml"]),
    known("Turtle", "", &["turtle", "ttl"]),
    known("TypeScript", "ts", &["ts", "typescript", "mts"]),
    known("TypeScript", "tsx", &["tsx"]),
    known("XML", "xml", &["xml", "rss", "atom"]),
    known("YAML", "yaml", &["yaml", "yml"]),
    known("Zig", "zig", &["zig"]),
];

/// The language that a word means.
pub(super) fn find(word: &str) -> Option<&'static Known> {
    LANGUAGES
        .iter()
        .find(|known| known.words.iter().any(|w| w.eq_ignore_ascii_case(word)))
}

/// The word that was meant, where one is clearly a slip of the fingers: at least five letters, and no language's own name.
/// `None` for a language that is merely not known: it is shown as it is.
#[must_use]
pub fn slip(word: &str) -> Option<&'static str> {
    let long = |w: &str| w.chars().count() >= 5;
    if !long(word) || find(word).is_some() {
        return None;
    }
    let words = LANGUAGES.iter().flat_map(|known| known.words).copied();
    let near = closest(word, words.filter(|w| long(w)))?;
    let distance = strsim::damerau_levenshtein(&word.to_lowercase(), near);
    let close = distance == 1 || (distance == 2 && near.len() >= 8);
    (close && super::grammar(word).is_none()).then_some(near)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_told_from_a_language_that_is_not_known() {
        for (word, near) in [
            ("pyton", "python"),
            ("javascirpt", "javascript"),
            ("Typescrip", "typescript"),
            ("haskel", "haskell"),
            ("pythn3", "python3"),
        ] {
            assert_eq!(slip(word), Some(near), "{word}");
        }
        for word in [
            "",
            "python",
            "PYTHON",
            "rsut",
            "brainfuck",
            "apl",
            "mermaid",
            "plantuml",
            "vega-lite",
            "cooklang",
            "jsonnet",
        ] {
            assert_eq!(slip(word), None, "{word}");
        }
    }

    #[test]
    fn no_word_means_two_languages_and_every_grammar_is_there() {
        let mut seen = std::collections::BTreeSet::new();
        for known in LANGUAGES {
            for word in known.words {
                assert!(seen.insert(*word), "{word}");
            }
            assert!(
                known.grammar.is_empty() || super::super::grammar(known.grammar).is_some(),
                "{}",
                known.grammar
            );
        }
    }
}
