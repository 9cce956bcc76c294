//! The pages of a corpus: each is made from its number alone, the same each time, in the Markdown of whichever program is
//! to read it. What nutgraf would resolve by id (`[[…]]`, `[@…]`) is for the others a plain link already, so that all of
//! them have the same words, headings, tables, notes and links to write.

use std::fmt::Write;

use crate::entries::{CATEGORIES, Entries};
use crate::words::{self, Dice};

/// Who is to read the Markdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reader {
    /// nutgraf: YAML, ids.
    Nutgraf,
    /// YAML and plain links: Hugo, Eleventy and the floor.
    Yaml,
    /// TOML and plain links: Blades.
    Toml,
    /// No front matter, links to files: mdBook.
    Bare,
}

impl Reader {
    /// The reader of this name, as it is given on the command line.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "nutgraf" => Self::Nutgraf,
            "yaml" => Self::Yaml,
            "toml" => Self::Toml,
            "bare" => Self::Bare,
            _ => return None,
        })
    }
}

/// The pages of a corpus of `count` pages.
pub(crate) struct Pages<'e> {
    /// What they refer to.
    pub(crate) entries: &'e Entries,
    /// How many there are.
    pub(crate) count: usize,
    /// Who reads them.
    pub(crate) reader: Reader,
}

/// The id of a page.
pub(crate) fn id(at: usize) -> String {
    format!("page-{at:06}")
}

/// The title of a page.
pub(crate) fn title(at: usize) -> String {
    format!("{}, part {at}", words::headline(&mut Dice::of("title", at)))
}

impl Pages<'_> {
    /// The whole file of a page.
    pub(crate) fn file(&self, at: usize) -> String {
        let mut dice = Dice::of("page", at);
        let mut text = self.head(at, &mut dice);
        self.body(at, &mut dice, &mut text);
        text
    }

    fn head(&self, at: usize, dice: &mut Dice) -> String {
        let title = title(at);
        let summary = format!("{}.", words::sentence(dice).replace('*', ""));
        let points: Vec<String> = (0..3).map(|_| format!("{}.", words::headline(dice))).collect();
        let person = &self.entries.people[dice.roll(self.entries.people.len())].0;
        let category = dice.pick(&CATEGORIES);
        let tag = format!("subject-{:02}", dice.roll(20));
        match self.reader {
            Reader::Nutgraf => {
                let points = written(&points, |p| format!("  - \"{p}\"\n"));
                // A list of events at the foot of every fourth page.
                let filter = match at % 4 {
                    0 => format!("timeline: {{category: {category}, importance: 5}}\n"),
                    _ => String::new(),
                };
                format!(
                    "---\ntitle: \"{title}\"\nsummary: \"{summary}\"\ndate: 2025-01-15\nupdated: 2025-01-20\n\
                     key_points:\n{points}people: [{person}]\ntags: [{tag}]\n{filter}---\n\n"
                )
            }
            Reader::Yaml => {
                let points = written(&points, |p| format!("  - \"{p}\"\n"));
                format!(
                    "---\ntitle: \"{title}\"\nsummary: \"{summary}\"\ndate: 2025-01-15\nkey_points:\n{points}---\n\n"
                )
            }
            Reader::Toml => {
                let points: Vec<String> = points.iter().map(|p| format!("{{text = \"{p}\"}}")).collect();
                format!(
                    "+++\ntitle = \"{title}\"\nsummary = \"{summary}\"\ndate = 2025-01-15\nkey_points = [{}]\n+++\n\n",
                    points.join(", ")
                )
            }
            Reader::Bare => {
                let points = written(&points, |p| format!("- {p}\n"));
                format!("# {title}\n\n{summary}\n\n{points}\n")
            }
        }
    }

    fn body(&self, at: usize, dice: &mut Dice, out: &mut String) {
        let sentences = |dice: &mut Dice, count: usize| {
            let all: Vec<String> = (0..count).map(|_| words::sentence(dice) + ".").collect();
            all.join(" ")
        };
        // The opening: what it is about, with a term, a date and two citations.
        let (opening, cites) = (sentences(dice, 2), [self.cite(dice, 1), self.cite(dice, 2)]);
        let dated = Self::dated(dice);
        let _ = writeln!(out, "{opening} {} {}.\n", self.mention(dice), cites[0]);
        let _ = writeln!(out, "{dated} {}. {}\n", cites[1], sentences(dice, 1));
        // Two sections and their subsections.
        let _ = writeln!(out, "## {}\n", words::headline(dice));
        let _ = writeln!(out, "{} {}.\n", sentences(dice, 3), self.mention(dice));
        let _ = writeln!(out, "### {}\n", words::headline(dice));
        let _ = writeln!(out, "{}[^a] {}.\n", sentences(dice, 3), self.happened(dice));
        for _ in 0..4 {
            let _ = writeln!(out, "- {}", words::headline(dice));
        }
        let _ = writeln!(out, "\n### {}\n", words::headline(dice));
        let _ = writeln!(
            out,
            "{} {} {}.\n",
            sentences(dice, 2),
            self.mention(dice),
            self.cite(dice, 1)
        );
        if at.is_multiple_of(2) {
            let _ = writeln!(out, "> {}\n", sentences(dice, 2));
        }
        let _ = writeln!(out, "## {}\n", words::headline(dice));
        let _ = writeln!(out, "{} {}.\n", sentences(dice, 3), self.said(dice));
        Self::table(dice, out);
        let _ = writeln!(out, "### {}\n", words::headline(dice));
        let _ = writeln!(out, "{}[^b] {}.\n", sentences(dice, 3), self.mention(dice));
        for number in 1..=3 {
            let _ = writeln!(out, "{number}. {}", sentences(dice, 1));
        }
        let _ = writeln!(out, "\n## {}\n", words::headline(dice));
        let _ = writeln!(out, "{} {}.\n", sentences(dice, 3), self.page_links(at, dice));
        let (last, cite) = (Self::dated(dice), self.cite(dice, 1));
        let _ = writeln!(out, "{} {last} {cite}. {}\n", sentences(dice, 2), sentences(dice, 2));
        let _ = writeln!(out, "{} {}.\n", sentences(dice, 2), self.hand_link(dice));
        let _ = writeln!(out, "This account bears the number {at:06}.\n");
        let _ = writeln!(out, "[^a]: {}", sentences(dice, 1));
        let _ = writeln!(out, "[^b]: {} {}.", words::sentence(dice), self.cite(dice, 1));
    }

    fn table(dice: &mut Dice, out: &mut String) {
        let _ = writeln!(out, "| Year | What | Result |\n| ---: | --- | --- |");
        for row in 0..4 {
            let (what, result) = (words::headline(dice), words::thing(dice));
            let _ = writeln!(out, "| {} | {what} | {result} |", 1990 + 7 * row);
        }
        out.push('\n');
    }

    /// A sentence without a stop, in which two terms stand that nobody marked, one of them inflected.
    fn mention(&self, dice: &mut Dice) -> String {
        let (a, b) = (self.term(dice), self.term(dice));
        let inflected = match dice.roll(3) {
            0 => format!("the {a}’s {}", words::thing(dice)),
            1 => format!("the {}", plural(a)),
            _ => format!("one {a}"),
        };
        format!(
            "Neither {inflected} nor the {b} {} the {}",
            dice.pick(&["changed", "closed", "ended"]),
            words::thing(dice)
        )
    }

    fn term(&self, dice: &mut Dice) -> &str {
        &self.entries.terms[dice.roll(self.entries.terms.len())].title
    }

    /// A date that is no event's.
    fn dated(dice: &mut Dice) -> String {
        let (_, day) = words::day(1950 + dice.roll(70), dice);
        format!(
            "On {day} the {} {}",
            words::thing(dice),
            dice.pick(&["began", "ended", "changed"])
        )
    }

    /// An event, linked, with its date.
    fn happened(&self, dice: &mut Dice) -> String {
        let event = &self.entries.events[dice.roll(self.entries.events.len())];
        let words = words::thing(dice);
        let link = match self.reader {
            Reader::Nutgraf => format!("[[{}|the {words}]]", event.id),
            _ => format!("[the {words}](/timeline/#{})", event.id),
        };
        format!("Then came {link} of {}", event.words)
    }

    /// A person, linked.
    fn said(&self, dice: &mut Dice) -> String {
        let (id, name) = &self.entries.people[dice.roll(self.entries.people.len())];
        let link = match self.reader {
            Reader::Nutgraf => format!("[[{id}|{name}]]"),
            _ => format!("[{name}](/people/#{id})"),
        };
        format!("According to {link}, the {} was different", words::thing(dice))
    }

    /// A term, linked by hand.
    fn hand_link(&self, dice: &mut Dice) -> String {
        let term = &self.entries.terms[dice.roll(self.entries.terms.len())];
        let link = match self.reader {
            Reader::Nutgraf => format!("[[{}|{}]]", term.id, term.title),
            _ => format!("[{}](/glossary/#{})", term.title, term.id),
        };
        format!("It is called the {link} of {}", words::name(dice))
    }

    /// Two other pages, linked.
    fn page_links(&self, at: usize, dice: &mut Dice) -> String {
        // Near ones: those of a small corpus are there too.
        let (before, after) = (at.saturating_sub(1 + dice.roll(9)), (at + 1) % self.count);
        let (a, b) = (words::phrase(dice), words::thing(dice));
        let (before, after) = (id(before), id(after));
        match self.reader {
            Reader::Nutgraf => {
                format!("Why {a} is told in [[{before}|another page]], and of [the {b}]({after}.md) in a third")
            }
            Reader::Bare => {
                format!("Why {a} is told in [another page]({before}.md), and of [the {b}]({after}.md) in a third")
            }
            _ => format!("Why {a} is told in [another page](../{before}/), and of [the {b}](../{after}/) in a third"),
        }
    }

    /// So many sources in one mark.
    fn cite(&self, dice: &mut Dice, count: usize) -> String {
        let numbers: Vec<usize> = (0..count).map(|_| dice.roll(self.entries.sources.len())).collect();
        let ids = numbers.iter().map(|&n| (n, &self.entries.sources[n]));
        if self.reader == Reader::Nutgraf {
            let ids: Vec<String> = ids.map(|(_, id)| format!("@{id}")).collect();
            return format!("[{}]", ids.join("; "));
        }
        let links: Vec<String> = ids.map(|(n, id)| format!("[{n}](https://example.org/{id})")).collect();
        format!("({})", links.join("; "))
    }
}

fn written(points: &[String], each: impl Fn(&String) -> String) -> String {
    points.iter().map(each).collect::<Vec<_>>().concat()
}

fn plural(noun: &str) -> String {
    match noun.strip_suffix('y') {
        Some(stem) => format!("{stem}ies"),
        None if noun.ends_with('x') => format!("{noun}es"),
        None => format!("{noun}s"),
    }
}
