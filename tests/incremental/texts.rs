//! Bodies and values of keys: made by dice from what the site holds at that moment, so that most of them are right.

use std::collections::BTreeSet;

use super::model::{Item, Kind, Site, quoted};
use super::words::{Dice, Tongue};

pub(crate) const DATES: [&str; 12] = [
    "1950",
    "1953-05-03",
    "1953-05",
    "1954~",
    "1950/1954",
    "\"195X\"",
    "\"../1952\"",
    "\"-0043\"",
    "2024-11",
    "2026-11-23",
    "2026-11-25",
    "\"1953-21\"",
];

/// The keys of a kind; those that must be there come first.
pub(crate) fn keys(kind: Kind) -> (usize, &'static [&'static str]) {
    match kind {
        Kind::Page => (
            2,
            &[
                "title",
                "summary",
                "date",
                "updated",
                "review_by",
                "slug",
                "tags",
                "weight",
                "draft",
                "redirect_from",
                "key_points",
                "questions",
                "known",
                "people",
                "timeline",
                "glossary",
                "toc",
                "allow",
                "corrections",
                "image",
                "authors",
                "extra",
                "backstory",
            ],
        ),
        Kind::Term => (
            2,
            &[
                "term",
                "definition",
                "aliases",
                "abbreviations",
                "forms",
                "match",
                "density",
                "see_also",
                "sources",
                "former_ids",
            ],
        ),
        Kind::Event => (
            2,
            &[
                "title",
                "date",
                "category",
                "importance",
                "sources",
                "people",
                "terms",
                "former_ids",
                "image",
            ],
        ),
        Kind::Person => (
            1,
            &[
                "name",
                "kind",
                "role",
                "born",
                "died",
                "aliases",
                "sources",
                "affiliation",
                "former_ids",
                "image",
            ],
        ),
        Kind::Source => (
            2,
            &[
                "title",
                "url",
                "publisher",
                "published",
                "note",
                "authors",
                "archive_url",
                "former_ids",
            ],
        ),
    }
}

impl Site {
    fn id(&self, kind: Kind, dice: &mut Dice) -> Option<&str> {
        let at = self.nth(kind, dice.roll(64))?;
        Some(&self.items[at].id)
    }

    fn ids(&self, kind: Kind, dice: &mut Dice) -> String {
        let ids: BTreeSet<&str> = (0..=dice.roll(3)).filter_map(|_| self.id(kind, dice)).collect();
        format!("[{}]", ids.into_iter().collect::<Vec<_>>().join(", "))
    }

    /// A word of the language that no term claims yet, or now and then one that is claimed.
    pub(crate) fn free_word(&self, tongue: &Tongue, own: &str, dice: &mut Dice) -> &'static str {
        let rude = dice.once_in(25);
        let start = dice.roll(tongue.words.len());
        let around = (0..tongue.words.len()).map(|step| tongue.words[(start + step) % tongue.words.len()]);
        let claimed = |word: &str| {
            self.items
                .iter()
                .filter(|i| i.kind == Kind::Term && i.id != own)
                .any(|i| {
                    let named = [i.value("term"), i.value("aliases"), i.value("forms")];
                    let holds = |v: &str| {
                        v.trim_matches(['[', ']'])
                            .split(", ")
                            .any(|w| w.eq_ignore_ascii_case(word))
                    };
                    named.into_iter().flatten().any(holds)
                })
        };
        let mut free = around.filter(|word| rude || !claimed(word));
        free.next().unwrap_or("anything else")
    }

    fn filter(&self, dice: &mut Dice) -> String {
        let parts = [
            "category: talks".to_owned(),
            "category: [talks, law]".to_owned(),
            "span: 1950/1960".to_owned(),
            "importance: 2".to_owned(),
            format!("person: {}", self.id(Kind::Person, dice).unwrap_or("a0")),
            format!("term: {}", self.id(Kind::Term, dice).unwrap_or("t0")),
            format!("ids: {}", self.ids(Kind::Event, dice)),
        ];
        parts[dice.roll(parts.len())].clone()
    }

    /// A value for a key of an entry, as YAML.
    pub(crate) fn value_of(&self, item: &Item, key: &str, dice: &mut Dice) -> String {
        let tongue = Tongue::of(item.language.unwrap_or(self.language));
        match key {
            "term" => self.free_word(tongue, &item.id, dice).to_owned(),
            "aliases" if item.kind == Kind::Term => {
                let words = [
                    self.free_word(tongue, &item.id, dice),
                    self.free_word(tongue, &item.id, dice),
                ];
                let known = item.value("term").unwrap_or("");
                let words: BTreeSet<&str> = words.into_iter().filter(|w| *w != known).collect();
                format!("[{}]", words.into_iter().collect::<Vec<_>>().join(", "))
            }
            "aliases" => format!("[Ada the {}]", dice.pick(&["First", "Second"])),
            "forms" => format!("[{}]", dice.pick(&["weiren", "Wehrle", "WHO counted", "坝旁"])),
            "abbreviations" => dice.pick(&["[WHO]", "[EU]", "[WHO, EU]", "[UN]"]).to_owned(),
            "match" => dice.pick(&["inflected", "exact", "never"]).to_owned(),
            "density" => dice.pick(&["first", "section", "every"]).to_owned(),
            "see_also" | "terms" => self.ids(Kind::Term, dice),
            "sources" => self.ids(Kind::Source, dice),
            "people" => self.ids(Kind::Person, dice),
            "timeline" => format!("{{{}}}", self.filter(dice)),
            "glossary" => match dice.roll(3) {
                0 => "{auto: false}".to_owned(),
                1 => "{density: every}".to_owned(),
                _ => format!("{{skip: {}}}", self.ids(Kind::Term, dice)),
            },
            "former_ids" => format!("[{}old{}]", item.kind.letter(), dice.roll(6)),
            "redirect_from" => format!("[/old{}/]", dice.roll(6)),
            "title" | "name" => {
                let word = tongue.word(dice);
                let first = dice.pick(&["Alpha", "beta", "Éclair", "42 ways", "Zeta", "A history"]);
                quoted(&format!("{first} {word} {}", item.id))
            }
            "summary" | "definition" | "note" | "backstory" => quoted(&tongue.sentence(dice)),
            "key_points" | "known" => format!(
                "[{}, {}]",
                quoted(&tongue.sentence(dice)),
                quoted(&self.inline(tongue, dice))
            ),
            "questions" => format!(
                "[{{q: {}, a: {}}}]",
                quoted(&tongue.sentence(dice)),
                quoted(&self.inline(tongue, dice))
            ),
            "corrections" => format!(
                "[{{date: 2025-01-0{}, text: {}}}]",
                1 + dice.roll(9),
                quoted(&tongue.sentence(dice))
            ),
            "date" if item.kind == Kind::Page => dice.pick(&["2025-01-15", "2025-02", "2024"]).to_owned(),
            "updated" => dice.pick(&["2025-03-01", "1953-06-01", "2026"]).to_owned(),
            "date" | "review_by" | "published" => dice.pick(&DATES).to_owned(),
            "born" => dice.pick(&["1900", "1920-05", "1953"]).to_owned(),
            "died" => dice.pick(&["1953-05-03", "1952", "1970"]).to_owned(),
            "weight" => dice.roll(4).to_string(),
            "draft" => "true".to_owned(),
            "toc" => "false".to_owned(),
            "slug" => format!("slug-{}", dice.roll(9)),
            "tags" => dice.pick(&["[water]", "[water, dry]", "[Dry land]", "[水]"]).to_owned(),
            "allow" => dice
                .pick(&["[page/review-due]", "[prose/acronym]", "[timeline/no-match]"])
                .to_owned(),
            "image" => dice
                .pick(&["{src: wide.svg, alt: Wide}", "{src: wide.svg, decorative: true}"])
                .to_owned(),
            "category" => dice.pick(&["talks", "law"]).to_owned(),
            "importance" => (1 + dice.roll(5)).to_string(),
            "kind" if item.kind == Kind::Person => dice.pick(&["person", "organisation"]).to_owned(),
            "url" | "archive_url" => format!("https://example.org/{}", dice.roll(9)),
            "authors" => dice.pick(&["[Ann]", "[Ann, Bob]"]).to_owned(),
            "extra" => format!("{{note: {}}}", dice.roll(9)),
            _ => quoted(&format!("Some {}", tongue.word(dice))),
        }
    }

    /// A sentence that refers to something.
    fn inline(&self, tongue: &Tongue, dice: &mut Dice) -> String {
        let kind = dice.pick(&Kind::ALL);
        let sentence = tongue.sentence(dice);
        let Some(at) = self.nth(kind, dice.roll(64)) else {
            return sentence;
        };
        let item = &self.items[at];
        let id = item.id.rsplit('/').next().unwrap_or("");
        match kind {
            Kind::Source if dice.once_in(2) => format!("{sentence} [@{id}, p. {}].", dice.roll(9)),
            Kind::Source => format!("{sentence} [@{id}]."),
            Kind::Page if dice.once_in(2) => {
                let path = item.path().replacen("content", "", 1);
                let anchor = if item.body.contains("{#water}") { "#water" } else { "" };
                format!("{sentence} [Over there]({path}{anchor}).")
            }
            _ if dice.once_in(2) => format!("{sentence} [[{id}|that one]]."),
            _ => format!("{sentence} [[{id}]] in 1953."),
        }
    }

    /// A body of some blocks.
    pub(crate) fn body(&self, item: &Item, dice: &mut Dice) -> String {
        let tongue = Tongue::of(item.language.unwrap_or(self.language));
        let most = if item.kind == Kind::Page { 6 } else { 2 };
        let count = dice.roll(most + 1);
        let blocks: Vec<String> = (0..count).map(|n| self.block(item, tongue, n, dice)).collect();
        blocks.join("\n\n")
    }

    fn block(&self, item: &Item, tongue: &Tongue, number: usize, dice: &mut Dice) -> String {
        let side = if item.kind == Kind::Page { 14 } else { 6 };
        match dice.roll(side) {
            0..2 => format!("{} {}", tongue.sentence(dice), tongue.sentence(dice)),
            2..5 => self.inline(tongue, dice),
            5 => format!(
                "{}[^n{number}]\n\n[^n{number}]: {}",
                tongue.sentence(dice),
                self.inline(tongue, dice)
            ),
            6 => format!("## Heading {number} {}", tongue.word(dice)),
            7 if number == 0 => format!("## Water {{#water}}\n\n{}", tongue.sentence(dice)),
            7 => format!(
                "> {}\n\n- {}\n- {}",
                tongue.sentence(dice),
                tongue.word(dice),
                self.inline(tongue, dice)
            ),
            8 => format!("```timeline\n{}\n```", self.filter(dice)),
            9 => format!("```people\nids: {}\n```", self.ids(Kind::Person, dice)),
            10 => format!(
                "```questions\n- q: Why?\n  a: {}\n```",
                quoted(&self.inline(tongue, dice))
            ),
            11 => {
                let source = self.ids(Kind::Source, dice);
                let value = quoted(&tongue.sentence(dice));
                format!("```facts\n- label: Length\n  value: {value}\n  sources: {source}\n```")
            }
            12 => {
                let id = self.id(Kind::Event, dice).unwrap_or("e0");
                format!("| A | B |\n| - | - |\n| [[{id}\\|x]] | {} |", tongue.word(dice))
            }
            _ => "![A picture](wide.svg)".to_owned(),
        }
    }
}
