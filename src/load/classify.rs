//! What a file under `content/` is, by its path alone.

use crate::model::id::{self, Kind};

/// What a file is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Class {
    /// `content/site.yaml`.
    Site,
    /// `content/glossary.yaml` and its like: a list of entries.
    List(Kind),
    /// One entry.
    Entry {
        /// Its kind; never `Page`.
        kind: Kind,
        /// Its name.
        name: Name,
    },
    /// `content/glossary/index.md` and its like: the text that opens a section.
    Section {
        /// The section's kind.
        kind: Kind,
        /// The language that the name gives.
        language: Option<String>,
    },
    /// An explainer, or the home page, whose id is empty.
    Page {
        /// Its name; the id is the path without extension, `index` dropped.
        name: Name,
        /// The folder that it is the index of (`a/b`, or empty for the home page).
        bundle: Option<String>,
    },
    /// Anything that is published as it is.
    Asset,
    /// `README.md`, for the authors themselves, and what an editor left.
    Ignored,
}

/// A name taken from a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The id in NFC.
    pub id: String,
    /// The language that the name ends with (`intro.fr.md`).
    pub language: Option<String>,
}

/// Whether an editor left this file beside the one that was edited: a backup (`a.md~`), Vim's swap files, Emacs' `#a.md#`.
#[must_use]
pub fn is_leaving(name: &str) -> bool {
    let swap = [".swp", ".swo", ".swx"];
    name.ends_with('~') || (name.starts_with('#') && name.ends_with('#')) || swap.iter().any(|end| name.ends_with(end))
}

/// Classifies a path from `content/` on (`a/intro.fr.md`). `languages` are those that a name may end with.
#[must_use]
pub fn classify(path: &str, languages: &[String]) -> Class {
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    if file.eq_ignore_ascii_case("readme.md") || is_leaving(file) {
        return Class::Ignored;
    }
    if folder.is_empty()
        && let Some(stem) = file.strip_suffix(".yaml").or_else(|| file.strip_suffix(".yml"))
    {
        if stem == "site" {
            return Class::Site;
        }
        if let Some(kind) = Kind::from_folder(stem) {
            return Class::List(kind);
        }
    }
    let Some(stem) = file.strip_suffix(".md") else {
        return Class::Asset;
    };
    let (stem, language) = match stem.rsplit_once('.') {
        Some((name, suffix)) => match languages.iter().find(|l| l.eq_ignore_ascii_case(suffix)) {
            Some(language) => (name, Some(language.clone())),
            None => (stem, None),
        },
        None => (stem, None),
    };
    let top = folder.split('/').next().unwrap_or("");
    match Kind::from_folder(top) {
        Some(kind) if stem == "index" && folder == top => Class::Section { kind, language },
        Some(kind) => {
            // An entry may sit in a folder of its own, beside its images.
            let own = folder.rsplit('/').next().unwrap_or(stem);
            let id = if stem == "index" { own } else { stem };
            Class::Entry {
                kind,
                name: Name {
                    id: id::normalise(id),
                    language,
                },
            }
        }
        None if stem == "index" => Class::Page {
            name: Name {
                id: id::normalise(folder),
                language,
            },
            bundle: Some(folder.to_owned()),
        },
        None => {
            let path = if folder.is_empty() {
                stem.to_owned()
            } else {
                format!("{folder}/{stem}")
            };
            Class::Page {
                name: Name {
                    id: id::normalise(&path),
                    language,
                },
                bundle: None,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_each_kind_of_path() {
        let langs = ["en".to_owned(), "fr".to_owned()];
        let page = |id: &str, language: Option<&str>, bundle: Option<&str>| Class::Page {
            name: Name {
                id: id.into(),
                language: language.map(Into::into),
            },
            bundle: bundle.map(Into::into),
        };
        for (path, expected) in [
            ("site.yaml", Class::Site),
            ("glossary.yaml", Class::List(Kind::Term)),
            ("README.md", Class::Ignored),
            ("index.md", page("", None, Some(""))),
            ("index.fr.md", page("", Some("fr"), Some(""))),
            ("a/intro.fr.md", page("a/intro", Some("fr"), None)),
            ("a/v1.2.md", page("a/v1.2", None, None)),
            ("a/b/index.md", page("a/b", None, Some("a/b"))),
            ("a/b/map.png", Class::Asset),
            ("a/site.yaml", Class::Asset),
            ("a.md~", Class::Ignored),
            ("a/map.svg~", Class::Ignored),
            ("a/#b.md#", Class::Ignored),
            ("b.md.swp", Class::Ignored),
            (
                "glossary/index.md",
                Class::Section {
                    kind: Kind::Term,
                    language: None,
                },
            ),
        ] {
            assert_eq!(classify(path, &langs), expected, "{path}");
        }
        let Class::Entry { kind, name } = classify("people/coulter/index.md", &langs) else {
            panic!("an entry in a folder of its own");
        };
        assert_eq!((kind, name.id.as_str()), (Kind::Person, "coulter"));
    }
}
