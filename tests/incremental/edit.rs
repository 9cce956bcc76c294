//! The edits: what an author, an editor, a colleague's branch or a faulty disk may do between two builds. Each is applied as
//! far as it applies, so that any part of a sequence is a sequence too.

use nutgraf::build::Options;
use nutgraf::date::Day;
use proptest::prelude::*;

use super::model::{Kind, Place, Site, replace_id, set};
use super::start::{FILES, SETTINGS, TEMPLATES};
use super::texts::keys;
use super::words::Dice;
use crate::support::today;

/// One edit. Numbers may be any: they count round.
#[derive(Clone, Debug)]
pub(crate) enum Edit {
    /// A key of an entry gets another value, or none.
    Key {
        kind: Kind,
        which: usize,
        key: usize,
        dice: u32,
    },
    /// The same, of what other pages depend on.
    Telling {
        which: usize,
        key: usize,
        dice: u32,
    },
    Body {
        kind: Kind,
        which: usize,
        dice: u32,
    },
    Add {
        kind: Kind,
        dice: u32,
    },
    /// Gone; where tidy, so is what refers to it.
    Remove {
        kind: Kind,
        which: usize,
        tidy: bool,
    },
    /// Another id; where tidy, what refers to it follows and the old id is kept alive.
    Rename {
        kind: Kind,
        which: usize,
        tidy: bool,
    },
    Move {
        kind: Kind,
        which: usize,
        to: Place,
    },
    /// Two entries change places.
    Swap {
        kind: Kind,
        which: usize,
        other: usize,
    },
    /// The same id twice.
    Copy {
        kind: Kind,
        which: usize,
    },
    Draft {
        which: usize,
        on: bool,
    },
    Setting {
        key: usize,
        value: usize,
    },
    Language {
        second: bool,
    },
    Template {
        name: usize,
        text: usize,
    },
    TemplateGone {
        name: usize,
    },
    File {
        name: usize,
        text: usize,
    },
    FileGone {
        name: usize,
    },
    /// A file gets something in place of its text.
    Break {
        which: usize,
        how: usize,
    },
    Mend,
    /// The whole site as it was so many edits ago.
    Back {
        edits: usize,
    },
    Today {
        days: usize,
    },
    Options {
        how: usize,
    },
    /// By hand, in the output folder.
    Output {
        which: usize,
        how: usize,
    },
    Cache {
        which: usize,
        how: usize,
    },
    Nothing,
}

fn kind() -> impl Strategy<Value = Kind> {
    prop::sample::select(vec![
        Kind::Page,
        Kind::Page,
        Kind::Term,
        Kind::Term,
        Kind::Event,
        Kind::Person,
        Kind::Source,
    ])
}

pub(crate) fn edit() -> impl Strategy<Value = Edit> {
    let (n, dice) = (0..12_usize, 0..100_000_u32);
    let place = prop::sample::select(vec![Place::File, Place::Folder, Place::List]);
    let flag = prop::bool::weighted(0.7);
    prop_oneof![
        8 => (kind(), n.clone(), 0..24_usize, dice.clone())
            .prop_map(|(kind, which, key, dice)| Edit::Key { kind, which, key, dice }),
        8 => (n.clone(), 0..16_usize, dice.clone()).prop_map(|(which, key, dice)| Edit::Telling { which, key, dice }),
        8 => (kind(), n.clone(), dice.clone()).prop_map(|(kind, which, dice)| Edit::Body { kind, which, dice }),
        3 => (kind(), dice.clone()).prop_map(|(kind, dice)| Edit::Add { kind, dice }),
        3 => (kind(), n.clone(), flag).prop_map(|(kind, which, tidy)| Edit::Remove { kind, which, tidy }),
        3 => (kind(), n.clone(), flag).prop_map(|(kind, which, tidy)| Edit::Rename { kind, which, tidy }),
        2 => (kind(), n.clone(), place).prop_map(|(kind, which, to)| Edit::Move { kind, which, to }),
        2 => (kind(), n.clone(), n.clone()).prop_map(|(kind, which, other)| Edit::Swap { kind, which, other }),
        1 => (kind(), n.clone()).prop_map(|(kind, which)| Edit::Copy { kind, which }),
        2 => (n.clone(), flag).prop_map(|(which, on)| Edit::Draft { which, on }),
        3 => (n.clone(), n.clone()).prop_map(|(key, value)| Edit::Setting { key, value }),
        1 => any::<bool>().prop_map(|second| Edit::Language { second }),
        4 => (0..10_usize, prop::sample::select(vec![0, 0, 0, 1, 1, 1, 2, 3]))
            .prop_map(|(name, text)| Edit::Template { name, text }),
        1 => (0..10_usize).prop_map(|name| Edit::TemplateGone { name }),
        3 => (n.clone(), 0..2_usize).prop_map(|(name, text)| Edit::File { name, text }),
        1 => n.clone().prop_map(|name| Edit::FileGone { name }),
        2 => (0..60_usize, n.clone()).prop_map(|(which, how)| Edit::Break { which, how }),
        3 => Just(Edit::Mend),
        2 => (1..4_usize).prop_map(|edits| Edit::Back { edits }),
        1 => (0..4_usize).prop_map(|days| Edit::Today { days }),
        2 => (0..7_usize).prop_map(|how| Edit::Options { how }),
        3 => (0..200_usize, 0..6_usize).prop_map(|(which, how)| Edit::Output { which, how }),
        3 => (0..40_usize, 0..7_usize).prop_map(|(which, how)| Edit::Cache { which, how }),
        1 => Just(Edit::Nothing),
    ]
}

/// The keys on which other pages depend most.
const TELLING: [(Kind, &str); 16] = [
    (Kind::Term, "term"),
    (Kind::Term, "definition"),
    (Kind::Term, "aliases"),
    (Kind::Term, "aliases"),
    (Kind::Term, "abbreviations"),
    (Kind::Term, "match"),
    (Kind::Term, "forms"),
    (Kind::Event, "title"),
    (Kind::Event, "date"),
    (Kind::Event, "category"),
    (Kind::Event, "people"),
    (Kind::Person, "name"),
    (Kind::Person, "died"),
    (Kind::Source, "title"),
    (Kind::Page, "title"),
    (Kind::Page, "slug"),
];

impl Edit {
    /// Applies it to a site, but for what concerns the output folder, the cache or the past.
    pub(crate) fn apply(&self, site: &mut Site) {
        match *self {
            Self::Key { kind, which, key, dice } => {
                let (needed, names) = keys(kind);
                let (at, mut dice) = (key % names.len(), Dice::new(dice.into()));
                let gone = dice.once_in(if at < needed { 20 } else { 3 });
                site.set(kind, which, names[at], gone, &mut dice);
            }
            Self::Telling { which, key, dice } => {
                let (kind, key) = TELLING[key % TELLING.len()];
                let mut dice = Dice::new(dice.into());
                let gone = matches!(key, "aliases" | "match" | "slug" | "died" | "abbreviations") && dice.once_in(3);
                site.set(kind, which, key, gone, &mut dice);
            }
            Self::Body { kind, which, dice } => {
                let Some(at) = site.nth(kind, which) else { return };
                if kind != Kind::Source {
                    site.items[at].body = site.body(&site.items[at], &mut Dice::new(dice.into()));
                }
            }
            Self::Add { kind, dice } => {
                let mut dice = Dice::new(dice.into());
                let place = if kind == Kind::Page {
                    Place::File
                } else {
                    dice.pick(&[Place::File, Place::List])
                };
                let number = site.free_number(kind);
                site.add(kind, number, place, &mut dice);
                site.fill(site.items.len() - 1, 2, &mut dice);
            }
            Self::Remove { kind, which, tidy } => {
                let Some(at) = site.nth(kind, which) else { return };
                let id = site.items.remove(at).id;
                if tidy {
                    site.forget(kind, &id, None);
                }
            }
            Self::Rename { kind, which, tidy } => site.rename(kind, which, tidy),
            Self::Move { kind, which, to } => {
                let Some(at) = site.nth(kind, which) else { return };
                site.items[at].place = if kind == Kind::Page && to == Place::List {
                    Place::Folder
                } else {
                    to
                };
            }
            Self::Swap { kind, which, other } => {
                if let (Some(a), Some(b)) = (site.nth(kind, which), site.nth(kind, other)) {
                    site.items.swap(a, b);
                }
            }
            Self::Copy { kind, which } => {
                let Some(at) = site.nth(kind, which) else { return };
                let mut copy = site.items[at].clone();
                copy.place = if copy.place == Place::File {
                    Place::Folder
                } else {
                    Place::File
                };
                site.items.push(copy);
            }
            Self::Draft { which, on } => {
                let Some(at) = site.nth(Kind::Page, which) else { return };
                site.items[at].set("draft", on.then(|| "true".to_owned()));
            }
            _ => self.apply_to_files(site),
        }
    }

    /// Applies what concerns settings and whole files.
    fn apply_to_files(&self, site: &mut Site) {
        match *self {
            Self::Setting { key, value } => {
                let (key, values) = SETTINGS[key % SETTINGS.len()];
                let value = value % (values.len() + usize::from(key != "title"));
                set(&mut site.keys, key, values.get(value).map(|v| (*v).to_owned()));
            }
            Self::Language { second } => {
                let value = site.second.filter(|_| second).map(|l| format!("[{l}]"));
                set(&mut site.keys, "languages", value);
            }
            Self::Template { name, text } => {
                let (name, texts) = TEMPLATES[name % TEMPLATES.len()];
                site.files
                    .insert(format!("templates/{name}"), texts[text % 4].as_bytes().to_vec());
            }
            Self::TemplateGone { name } => {
                let (name, _) = TEMPLATES[name % TEMPLATES.len()];
                site.files.remove(&format!("templates/{name}"));
            }
            Self::File { name, text } => {
                let (path, texts) = FILES[name % FILES.len()];
                site.files.insert(path.to_owned(), texts[text % 2].as_bytes().to_vec());
            }
            Self::FileGone { name } => {
                site.files.remove(FILES[name % FILES.len()].0);
            }
            Self::Break { which, how } => site.break_file(which, how),
            Self::Mend => site.broken.clear(),
            Self::Today { days } => {
                site.today = [
                    today(),
                    Day::new(2026, 11, 23).unwrap(),
                    Day::new(2024, 1, 1).unwrap(),
                    Day::new(2027, 6, 1).unwrap(),
                ][days % 4];
            }
            Self::Options { how } => change_options(&mut site.options, how),
            _ => {}
        }
    }
}

fn change_options(options: &mut Options, how: usize) {
    match how {
        0 => options.drafts = !options.drafts,
        1 => options.portable = !options.portable,
        2 => options.strict = !options.strict,
        3 => options.base_url = Some("https://example.net/docs".to_owned()),
        4 => options.base_url = Some("no address".to_owned()),
        _ => *options = Options::default(),
    }
}

impl Site {
    fn set(&mut self, kind: Kind, which: usize, key: &'static str, gone: bool, dice: &mut Dice) {
        let Some(at) = self.nth(kind, which) else { return };
        let value = (!gone).then(|| self.value_of(&self.items[at], key, dice));
        self.items[at].set(key, value);
    }

    fn free_number(&self, kind: Kind) -> usize {
        let taken = |id: &str| {
            self.items
                .iter()
                .any(|i| i.kind == kind && i.id.rsplit('/').next() == Some(id))
        };
        (0..1000)
            .find(|n| !taken(&format!("{}{n}", kind.letter())))
            .unwrap_or(0)
    }

    fn rename(&mut self, kind: Kind, which: usize, tidy: bool) {
        let number = self.free_number(kind);
        let Some(at) = self.nth(kind, which) else { return };
        let old = std::mem::replace(&mut self.items[at].id, format!("{}{number}", kind.letter()));
        if !tidy {
            return;
        }
        let new = self.items[at].id.clone();
        match kind {
            Kind::Page => self.items[at].set("redirect_from", Some(format!("[/{old}/]"))),
            _ => self.items[at].set("former_ids", Some(format!("[{old}]"))),
        }
        self.forget(kind, &old, Some(&new));
    }

    /// Replaces an id in all texts, or takes it out of them.
    fn forget(&mut self, kind: Kind, id: &str, new: Option<&str>) {
        let id = id.rsplit('/').next().unwrap_or(id);
        if self
            .items
            .iter()
            .any(|i| i.kind == kind && i.id.rsplit('/').next() == Some(id))
        {
            return;
        }
        let other = self.of_kind(kind).first().map(|&at| self.items[at].id.clone());
        let new = new.or(other.as_deref()).unwrap_or(id);
        let new = new.rsplit('/').next().unwrap_or(new).to_owned();
        for item in &mut self.items {
            item.body = replace_id(&item.body, id, &new);
            for (key, value) in &mut item.keys {
                if !matches!(*key, "former_ids" | "redirect_from") {
                    *value = replace_id(value, id, &new);
                }
            }
        }
        for (path, bytes) in &mut self.files {
            if path.starts_with("content/")
                && let Ok(text) = std::str::from_utf8(bytes)
            {
                *bytes = replace_id(text, id, &new).into_bytes();
            }
        }
    }

    fn break_file(&mut self, which: usize, how: usize) {
        let files = self.sound();
        let Some((path, bytes)) = files
            .iter()
            .filter(|(p, _)| !p.contains("wide.svg"))
            .nth(which % files.len().max(2) / 2)
        else {
            return;
        };
        let text = String::from_utf8_lossy(bytes).into_owned();
        let bad = match how {
            0 => Some(b"---\ntitle: [\n---\nWords\n".to_vec()),
            1 => Some(b"No front matter".to_vec()),
            2 => Some(b"---\ntitle: \xff\n---\n".to_vec()),
            3 => Some(Vec::new()),
            4 => Some(text.replacen("title:", "titel:", 1).into_bytes()),
            5 => Some(format!("{text}\n[[nothing]] and [@nobody] and ![]()\n").into_bytes()),
            6 => Some(text.replace('\n', "\r\n").into_bytes()),
            7 => Some(format!("{text}\n#### Deep\n\nA weir, a Wehr, 水闸. {{{{ x }}}}\n").into_bytes()),
            8 => Some(format!("\u{feff}{text}").into_bytes()),
            _ => None,
        };
        self.broken.insert(path.clone(), bad);
    }
}
