//! The sites that sequences of edits begin with.

use nutgraf::build::Options;
use proptest::prelude::*;

use super::model::{Item, Kind, Place, Site};
use super::texts::keys;
use super::words::Dice;
use crate::support::today;

/// What a site is made from.
#[derive(Clone, Debug)]
pub(crate) struct Shape {
    language: &'static str,
    second: Option<&'static str>,
    /// How many entries there are of each kind.
    counts: [usize; 5],
    dice: u32,
}

pub(crate) fn shape() -> impl Strategy<Value = Shape> {
    let second = prop_oneof![2 => Just(None), 1 => prop::sample::select(vec!["fr", "zh", "en"]).prop_map(Some)];
    let counts = (3..8_usize, 2..6_usize, 1..5_usize, 1..4_usize, 1..4_usize);
    let language = prop::sample::select(vec!["en", "en", "de", "zh", "ar", "ja"]);
    (language, second, counts, 0..100_000_u32).prop_map(|(language, second, (p, t, e, a, s), dice)| Shape {
        language,
        second: second.filter(|l| *l != language),
        counts: [p, t, e, a, s],
        dice,
    })
}

/// The names of templates that may be overridden, and what each may say; the last two of each are broken.
pub(crate) const TEMPLATES: [(&str, [&str; 4]); 10] = [
    (
        "page.html",
        [
            "{% extends \"default/page.html\" %}{% block tags %}<p>One {% include \"inc/note.html\" %}</p>{% endblock tags %}",
            "{% extends \"default/page.html\" %}{% block aside %}<p>Two {{ page.extra.note | default(value=0) }}</p>{{ super() }}{% endblock aside %}",
            "{% extends \"default/page.html\" %}{% block tags %}",
            "{% extends \"default/nothing.html\" %}",
        ],
    ),
    (
        "inc/note.html",
        [
            "<b>note {{ page.title }}</b>",
            "<i>{{ site.title }}, {{ lang }}</i>",
            "{{ page.title",
            "{{ page.nothing }}",
        ],
    ),
    (
        "components/card.html",
        [
            "<aside id=\"{{ card.id }}\">{{ card.definition_html }}</aside>",
            "{% include \"default/components/card.html\" %}<hr>",
            "{% if card %}",
            "{{ card.nothing.more }}",
        ],
    ),
    (
        "components/pager.html",
        [
            "<p class=\"pager\">{% if next %}{{ next.title }}{% endif %}</p>",
            "{% include \"default/components/pager.html\" %}{% include \"inc/note2.html\" %}",
            "{% for %}",
            "{{ next | no_such_filter }}",
        ],
    ),
    (
        "inc/note2.html",
        [
            "<p>second</p>",
            "<p>second {{ title }}</p>",
            "{% block",
            "{{ nothing }}",
        ],
    ),
    (
        "redirect.html",
        [
            "<p>{{ url }}</p>",
            "<p>Gone to {{ target_title }}: {{ url }}</p>",
            "{{ url",
            "{{ nowhere.at }}",
        ],
    ),
    (
        "term.html",
        [
            "{% extends \"default/term.html\" %}{% block see_also %}{% endblock see_also %}",
            "{% extends \"default/term.html\" %}{% block title %}T {{ term.term }}{% endblock title %}",
            "{% extends \"term.html\" %}",
            "{% extends \"default/term.html\" %}{% block title %}{{ term.wrong }}{% endblock title %}",
        ],
    ),
    (
        "fence/timeline.html",
        [
            "<ol>{% for event in events %}<li>{{ event.title }}</li>{% endfor %}</ol>",
            "<p>{{ events | length }} events</p>",
            "{% for event in %}",
            "{{ events.wrong }}",
        ],
    ),
    (
        "base.html",
        [
            "{% extends \"default/base.html\" %}{% block footer %}<p>foot</p>{% endblock footer %}",
            "{% extends \"default/base.html\" %}{% block footer %}<p>{{ site.title }}</p>{% endblock footer %}",
            "{% extends \"default/base.html\"",
            "{% extends \"default/base.html\" %}{% block footer %}{{ wrong }}{% endblock footer %}",
        ],
    ),
    (
        "404.html",
        [
            "<p>Nowhere</p>",
            "<p>{{ site.title }}: nowhere</p>",
            "{{",
            "{{ wrong }}",
        ],
    ),
];

/// Other files, and what each may hold.
pub(crate) const FILES: [(&str, [&str; 2]); 9] = [
    (
        "static/wide.svg",
        [
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"2\"></svg>",
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"8\" height=\"2\"></svg>",
        ],
    ),
    ("static/extra.css", ["p { color: red }", "p { color: tan }"]),
    ("static/style.css", ["body { margin: 0 }", "body { margin: 1em }"]),
    ("static/t1/notes.txt", ["notes", "other notes"]),
    (
        "content/p1/pic.svg",
        [
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"3\" height=\"2\"></svg>",
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"5\" height=\"2\"></svg>",
        ],
    ),
    (
        "content/glossary/index.md",
        [
            "---\ntitle: Words\nsummary: All words.\n---\nSee [[t0]].\n",
            "---\ntitle: Terms\nsummary: All terms.\n---\n",
        ],
    ),
    (
        "content/timeline/index.md",
        [
            "---\ntitle: Days\nsummary: All days.\n---\n",
            "---\ntitle: Years\nsummary: *All* years.\n---\n[[e0]]\n",
        ],
    ),
    (
        "content/sources/index.md",
        [
            "---\ntitle: Papers\nsummary: All papers.\n---\n",
            "---\ntitle: Books\nsummary: \"All. [@s0]\"\n---\n",
        ],
    ),
    (
        "content/index.md",
        [
            "---\ntitle: Home\nsummary: A site.\n---\n[[p0]]\n",
            "---\ntitle: At home\nsummary: A site of weirs.\n---\nA weir. Ein Wehr. 水闸. [[e0]]\n",
        ],
    ),
];

pub(crate) const CHECKS: [&str; 4] = [
    "{citation/unused-source: allow, glossary/unused-term: allow, timeline/no-source: allow}",
    "{citation/unused-source: warn, prose/acronym: warn}",
    "{timeline/no-source: allow, prose/uncited-claim: warn}",
    "{glossary/unused-term: deny}",
];

/// What the keys of `site.yaml` may be; the first of each is what a site begins with.
pub(crate) const SETTINGS: [(&str, &[&str]); 12] = [
    ("title", &["Site", "Another site", "水"]),
    (
        "base_url",
        &["https://example.org/", "https://example.org/sub/path/", "ftp://nothing"],
    ),
    (
        "categories",
        &[
            "[{id: talks, title: Talks}, {id: law, title: Law}]",
            "[{id: law, title: Laws}, {id: talks, title: Talks}]",
            "[{id: talks, title: Talk}, {id: law, title: Law}, {id: war, title: War}]",
        ],
    ),
    ("checks", &CHECKS),
    // What is made for searching and sharing takes longer than all the rest.
    ("search", &["false", "false", "false", "true"]),
    ("cards", &["false", "false", "false", "true"]),
    (
        "navigation",
        &[
            "[{title: Words, url: /glossary/}]",
            "[{title: First, url: p0}]",
            "[{title: Out, url: \"https://example.com/\"}]",
        ],
    ),
    ("footer", &["\"A *foot* of a weir.\"", "\"Ein Wehr. [[t0]]\""]),
    ("authors", &["[Ann]", "[Ann, Bob]"]),
    ("description", &["What it is.", "What it was."]),
    ("markdown", &["true", "false"]),
    ("glossary", &["{density: every}", "{auto: false}", "{density: section}"]),
];

impl Shape {
    pub(crate) fn site(&self) -> Site {
        let mut dice = Dice::new(u64::from(self.dice));
        let mut site = Site {
            items: Vec::new(),
            keys: SETTINGS[..6]
                .iter()
                .map(|(key, values)| (*key, values[0].to_owned()))
                .collect(),
            files: FILES
                .iter()
                .filter(|_| !dice.once_in(3))
                .map(|(path, texts)| ((*path).to_owned(), texts[0].as_bytes().to_vec()))
                .collect(),
            broken: [].into(),
            today: today(),
            options: Options::default(),
            second: self.second,
            language: self.language,
        };
        site.files.insert(
            "static/wide.svg".to_owned(),
            b"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"2\"></svg>".to_vec(),
        );
        site.keys.push(("language", self.language.to_owned()));
        if let Some(second) = self.second {
            site.keys.push(("languages", format!("[{second}]")));
        }
        for name in ["page.html", "inc/note.html", "inc/note2.html", "components/pager.html"] {
            let (_, texts) = TEMPLATES.iter().find(|(n, _)| *n == name).unwrap();
            let text = dice.pick(&texts[..2]);
            site.files.insert(format!("templates/{name}"), text.as_bytes().to_vec());
        }
        for (kind, count) in Kind::ALL.into_iter().zip(self.counts) {
            let listed = kind != Kind::Page && dice.once_in(2);
            for at in 0..count {
                let place = match dice.roll(4) {
                    0 => Place::Folder,
                    _ if listed && at > 0 => Place::List,
                    _ => Place::File,
                };
                site.add(kind, at, place, &mut dice);
            }
        }
        // Now that all are there, their texts may refer to each other.
        for at in 0..site.items.len() {
            site.fill(at, 3, &mut dice);
        }
        site
    }
}

impl Site {
    /// Adds an entry with what it must have.
    pub(crate) fn add(&mut self, kind: Kind, number: usize, place: Place, dice: &mut Dice) {
        let folder = if kind == Kind::Page && dice.once_in(4) {
            "rivers/"
        } else {
            ""
        };
        let mut item = Item {
            kind,
            id: format!("{folder}{}{number}", kind.letter()),
            language: None,
            keys: Vec::new(),
            body: String::new(),
            place,
        };
        let (needed, names) = keys(kind);
        for name in &names[..needed] {
            let value = self.value_of(&item, name, dice);
            item.set(name, Some(value));
        }
        let twin = self.second.filter(|_| kind != Kind::Source && dice.once_in(3));
        self.items.push(item.clone());
        if let Some(language) = twin {
            item.language = Some(language);
            for name in &names[..needed] {
                let value = self.value_of(&item, name, dice);
                item.set(name, Some(value));
            }
            self.items.push(item);
        }
    }

    /// Gives an entry a body and some of the keys that it may have.
    pub(crate) fn fill(&mut self, at: usize, most: usize, dice: &mut Dice) {
        let mut item = self.items[at].clone();
        let (needed, names) = keys(item.kind);
        for _ in 0..dice.roll(most + 1) {
            let name = dice.pick(&names[needed..]);
            if !matches!(name, "draft" | "slug" | "image" | "match") {
                let value = self.value_of(&item, name, dice);
                item.set(name, Some(value));
            }
        }
        if item.kind != Kind::Source {
            item.body = self.body(&item, dice);
        }
        self.items[at] = item;
    }
}
