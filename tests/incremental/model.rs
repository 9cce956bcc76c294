//! A site as its author thinks of it: entries with keys and texts, each in a file, a folder or a list; and the files that it
//! comes to. What is broken lies over the files, so that it can be mended.

use std::collections::BTreeMap;
use std::fmt::Write;

use nutgraf::build::Options;
use nutgraf::date::Day;
use nutgraf::world::Memory;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Page,
    Term,
    Event,
    Person,
    Source,
}

impl Kind {
    pub(crate) const ALL: [Self; 5] = [Self::Page, Self::Term, Self::Event, Self::Person, Self::Source];

    /// The folder below `content/`, and the list file's stem; none for pages.
    pub(crate) fn folder(self) -> &'static str {
        match self {
            Self::Page => "",
            Self::Term => "glossary",
            Self::Event => "timeline",
            Self::Person => "people",
            Self::Source => "sources",
        }
    }

    /// What its ids begin with.
    pub(crate) fn letter(self) -> &'static str {
        match self {
            Self::Page => "p",
            Self::Term => "t",
            Self::Event => "e",
            Self::Person => "a",
            Self::Source => "s",
        }
    }
}

/// Where an entry is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    File,
    /// `index.md` of a folder of its own.
    Folder,
    /// The list file of its kind.
    List,
}

#[derive(Clone, Debug)]
pub(crate) struct Item {
    pub(crate) kind: Kind,
    /// The id; of a page, its path.
    pub(crate) id: String,
    pub(crate) language: Option<&'static str>,
    /// Keys with their values, as YAML in one line.
    pub(crate) keys: Vec<(&'static str, String)>,
    pub(crate) body: String,
    pub(crate) place: Place,
}

impl Item {
    pub(crate) fn set(&mut self, key: &'static str, value: Option<String>) {
        set(&mut self.keys, key, value);
    }

    pub(crate) fn value(&self, key: &str) -> Option<&str> {
        self.keys.iter().find(|(k, _)| *k == key).map(|(_, v)| v.as_str())
    }

    /// The file that it is in, from `content/` on, and the folder for its pictures.
    pub(crate) fn path(&self) -> String {
        let dir = match self.kind {
            Kind::Page => String::new(),
            kind => format!("{}/", kind.folder()),
        };
        let language = self.language.map(|l| format!(".{l}")).unwrap_or_default();
        match self.place {
            Place::File => format!("content/{dir}{}{language}.md", self.id),
            Place::Folder => format!("content/{dir}{}/index{language}.md", self.id),
            Place::List => format!("content/{}.yaml", self.kind.folder()),
        }
    }

    fn text(&self) -> String {
        let mut text = "---\n".to_owned();
        for (key, value) in &self.keys {
            let _ = writeln!(text, "{key}: {value}");
        }
        let _ = writeln!(text, "---\n{}", self.body);
        text
    }

    fn entry(&self) -> String {
        let mut text = format!("- id: {}\n", self.id);
        for (key, value) in &self.keys {
            let _ = writeln!(text, "  {key}: {value}");
        }
        if let Some(language) = self.language {
            let _ = writeln!(text, "  language: {language}");
        }
        if !self.body.is_empty() {
            let _ = writeln!(text, "  body: {}", quoted(&self.body));
        }
        text
    }
}

pub(crate) fn set(keys: &mut Vec<(&'static str, String)>, key: &'static str, value: Option<String>) {
    let at = keys.iter().position(|(k, _)| *k == key);
    match (at, value) {
        (Some(at), Some(value)) => keys[at].1 = value,
        (Some(at), None) => drop(keys.remove(at)),
        (None, Some(value)) => keys.push((key, value)),
        (None, None) => {}
    }
}

/// A text as YAML in one line.
pub(crate) fn quoted(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    format!("\"{text}\"")
}

/// A site with all that a build of it depends on.
#[derive(Clone, Debug)]
pub(crate) struct Site {
    pub(crate) items: Vec<Item>,
    /// The keys of `site.yaml`.
    pub(crate) keys: Vec<(&'static str, String)>,
    /// Whole files: templates, pictures, style sheets, the texts of sections.
    pub(crate) files: BTreeMap<String, Vec<u8>>,
    /// What stands in place of a file for now; `None`: nothing.
    pub(crate) broken: BTreeMap<String, Option<Vec<u8>>>,
    pub(crate) today: Day,
    pub(crate) options: Options,
    pub(crate) second: Option<&'static str>,
    pub(crate) language: &'static str,
}

impl Site {
    /// The numbers of the entries of a kind.
    pub(crate) fn of_kind(&self, kind: Kind) -> Vec<usize> {
        (0..self.items.len())
            .filter(|&at| self.items[at].kind == kind)
            .collect()
    }

    /// An entry of a kind; `which` may be any number.
    pub(crate) fn nth(&self, kind: Kind, which: usize) -> Option<usize> {
        let all = self.of_kind(kind);
        (!all.is_empty()).then(|| all[which % all.len()])
    }

    /// Every file, without what is broken.
    pub(crate) fn sound(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = self.files.clone();
        for item in &self.items {
            let text = match item.place {
                Place::List => item.entry(),
                _ => item.text(),
            };
            // A list file has many entries; a file that two claim holds what the later one says.
            let file = files.entry(item.path()).or_default();
            if item.place != Place::List {
                file.clear();
            }
            file.extend(text.bytes());
        }
        let site: String = self.keys.iter().map(|(k, v)| format!("{k}: {v}\n")).collect();
        files.insert("content/site.yaml".to_owned(), site.into_bytes());
        files
    }

    /// The site as a build sees it.
    pub(crate) fn world(&self) -> Memory {
        let mut world = Memory::new(self.today);
        world.files = self.sound();
        for (path, bytes) in &self.broken {
            match bytes {
                Some(bytes) => world.files.insert(path.clone(), bytes.clone()),
                None => world.files.remove(path),
            };
        }
        world
    }
}

/// Replaces an id where it stands as a word of its own.
pub(crate) fn replace_id(text: &str, id: &str, new: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(id) {
        let (before, after) = (&rest[..at], &rest[at + id.len()..]);
        let inside = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '-');
        let whole = !inside(before.chars().last()) && !inside(after.chars().next());
        out.push_str(before);
        out.push_str(if whole { new } else { id });
        rest = after;
    }
    out + rest
}
