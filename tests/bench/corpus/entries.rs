//! What a corpus has beside its pages: terms, events, people, sources, as data and as nutgraf's files. The number of
//! each follows from the seed alone, so that page 17 of a corpus of 100 pages is page 17 of one of 10,000.

use std::fmt::Write;

use crate::words::{self, Dice};

/// Everything that a page may refer to.
pub(crate) struct Entries {
    /// Terms.
    pub(crate) terms: Vec<Term>,
    /// Events.
    pub(crate) events: Vec<Event>,
    /// Ids and names.
    pub(crate) people: Vec<(String, String)>,
    /// Ids of sources.
    pub(crate) sources: Vec<String>,
}

/// A term.
pub(crate) struct Term {
    /// Its id.
    pub(crate) id: String,
    /// Its title, in lower case.
    pub(crate) title: String,
}

/// An event.
pub(crate) struct Event {
    /// Its id.
    pub(crate) id: String,
    /// What happened.
    pub(crate) title: String,
    /// When, in EDTF.
    pub(crate) date: String,
    /// When, in prose.
    pub(crate) words: String,
}

/// Years of events; pages are written later.
const YEARS: std::ops::Range<usize> = 1950..2024;
const EVENTS: usize = 200;
const PEOPLE: usize = 30;
const SOURCES: usize = 200;
pub(crate) const CATEGORIES: [&str; 6] = ["talks", "law", "trade", "science", "war", "culture"];

const FIRST: [&str; 60] = [
    "interim",
    "bilateral",
    "customs",
    "emergency",
    "maritime",
    "fiscal",
    "federal",
    "colonial",
    "nuclear",
    "digital",
    "monetary",
    "judicial",
    "diplomatic",
    "agrarian",
    "seismic",
    "orbital",
    "pension",
    "housing",
    "energy",
    "water",
    "carbon",
    "fishing",
    "mineral",
    "postal",
    "census",
    "quarantine",
    "refugee",
    "border",
    "asylum",
    "labour",
    "transit",
    "airspace",
    "river",
    "forest",
    "Arctic",
    "desert",
    "island",
    "harbour",
    "railway",
    "satellite",
    "treaty",
    "ballot",
    "coalition",
    "veto",
    "amnesty",
    "charter",
    "embargo",
    "tariff",
    "subsidy",
    "bond",
    "inflation",
    "deposit",
    "credit",
    "export",
    "grain",
    "oil",
    "gas",
    "uranium",
    "lithium",
    "copper",
];

const LAST: [&str; 60] = [
    "agency",
    "ceiling",
    "clause",
    "commission",
    "corridor",
    "council",
    "credit",
    "deadline",
    "decree",
    "deposit",
    "district",
    "envoy",
    "exemption",
    "facility",
    "forum",
    "framework",
    "fund",
    "guarantee",
    "hearing",
    "index",
    "inquiry",
    "inspection",
    "levy",
    "licence",
    "mandate",
    "mechanism",
    "mediator",
    "memorandum",
    "mission",
    "monitor",
    "moratorium",
    "observatory",
    "office",
    "ombudsman",
    "panel",
    "permit",
    "pledge",
    "protocol",
    "quota",
    "ratio",
    "register",
    "regulator",
    "reserve",
    "roadmap",
    "rotation",
    "sanction",
    "secretariat",
    "shelter",
    "standard",
    "summit",
    "surcharge",
    "survey",
    "terminal",
    "threshold",
    "tribunal",
    "truce",
    "tunnel",
    "waiver",
    "yield",
    "zone",
];

impl Entries {
    /// So many terms, and the usual number of everything else.
    pub(crate) fn new(terms: usize) -> Self {
        Self {
            terms: (0..terms).map(term).collect(),
            events: (0..EVENTS).map(event).collect(),
            people: (0..PEOPLE).map(person).collect(),
            sources: (0..SOURCES).map(|at| format!("source-{at:03}")).collect(),
        }
    }

    /// nutgraf's files, each with its path below `content/`.
    pub(crate) fn files(&self) -> Vec<(String, String)> {
        let mut files = vec![("site.yaml".to_owned(), site()), ("index.md".to_owned(), home())];
        let terms = self.terms.iter().enumerate();
        files.extend(terms.map(|(at, t)| (format!("glossary/{}.md", t.id), self.term_file(at, t))));
        let events = self.events.iter().enumerate();
        files.extend(events.map(|(at, e)| (format!("timeline/{}.md", e.id), self.event_file(at, e))));
        let people = self.people.iter().enumerate();
        files.extend(people.map(|(at, (id, name))| (format!("people/{id}.md"), self.person_file(at, name))));
        files.push(("sources.yaml".to_owned(), self.bibliography()));
        files
    }

    fn source(&self, dice: &mut Dice) -> &str {
        &self.sources[dice.roll(self.sources.len())]
    }

    fn term_file(&self, at: usize, term: &Term) -> String {
        let mut dice = Dice::of("term file", at);
        let mut text = format!(
            "---\nterm: {}\ndefinition: A {}.\n",
            term.title,
            words::phrase(&mut dice)
        );
        if at.is_multiple_of(3) {
            let _ = writeln!(
                text,
                "aliases: [{} {}]",
                words::name(&mut dice).to_lowercase() + "an",
                term.title
            );
        }
        if at.is_multiple_of(10) {
            let _ = writeln!(text, "abbreviations: [{}]", abbreviation(at));
        }
        let other = &self.terms[dice.roll(self.terms.len())];
        if other.id != term.id {
            let _ = writeln!(text, "see_also: [{}]", other.id);
        }
        let _ = writeln!(text, "sources: [{}]\n---\n", self.source(&mut dice));
        for _ in 0..3 {
            let _ = writeln!(text, "{}.", words::sentence(&mut dice));
        }
        let _ = writeln!(text, "{} [@{}].", words::sentence(&mut dice), self.source(&mut dice));
        text
    }

    fn event_file(&self, at: usize, event: &Event) -> String {
        let mut dice = Dice::of("event file", at);
        let term = &self.terms[dice.roll(self.terms.len())];
        let (person, _) = &self.people[dice.roll(self.people.len())];
        format!(
            "---\ntitle: {}\ndate: \"{}\"\ncategory: {}\nimportance: {}\nsources: [{}]\npeople: [{person}]\n\
             terms: [{}]\n---\n\n{} [@{}].\n",
            event.title,
            event.date,
            dice.pick(&CATEGORIES),
            1 + dice.roll(5),
            self.source(&mut dice),
            term.id,
            words::sentence(&mut dice),
            self.source(&mut dice),
        )
    }

    fn person_file(&self, at: usize, name: &str) -> String {
        let mut dice = Dice::of("person file", at);
        format!(
            "---\nname: {name}\nrole: Head of the {}\nsources: [{}]\n---\n\n{} [@{}].\n",
            words::thing(&mut dice),
            self.source(&mut dice),
            words::sentence(&mut dice),
            self.source(&mut dice)
        )
    }

    fn bibliography(&self) -> String {
        let mut text = String::new();
        for (at, id) in self.sources.iter().enumerate() {
            let mut dice = Dice::of("source", at);
            let _ = write!(
                text,
                "- id: {id}\n  title: \"{}\"\n  url: \"https://example.org/{id}\"\n  publisher: \"The {} Post\"\n  \
                 published: \"{}\"\n  accessed: \"2025-01-15\"\n  kind: news\n\n",
                words::headline(&mut dice),
                words::name(&mut dice),
                words::day(YEARS.start + dice.roll(YEARS.len()), &mut dice).0,
            );
        }
        text
    }
}

fn term(at: usize) -> Term {
    // Every pair once, then every pair with a number of letters before it: as many terms as one likes, no title twice.
    let (first, last) = (FIRST[at % FIRST.len()], LAST[(at * 7 + at / FIRST.len()) % LAST.len()]);
    let round = at / (FIRST.len() * LAST.len());
    let title = match round {
        0 => format!("{first} {last}"),
        _ => format!("{} {first} {last}", letters(round)),
    };
    Term {
        id: title.replace(' ', "-").to_lowercase(),
        title,
    }
}

/// A number as a made-up word.
fn letters(mut number: usize) -> String {
    let mut word = String::new();
    while number > 0 {
        word += ["ba", "de", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu"][number % 10];
        number /= 10;
    }
    word + "x"
}

/// Capitals that are like no word.
fn abbreviation(at: usize) -> String {
    let letter = |n: usize| char::from(b'A' + u8::try_from(n % 26).unwrap());
    [letter(at / 676), letter(at / 26), letter(at), 'Q'].iter().collect()
}

fn event(at: usize) -> Event {
    let mut dice = Dice::of("event", at);
    // A year to each, as far as they go: no event is another's twin.
    let (date, words) = words::day(YEARS.start + at % YEARS.len(), &mut dice);
    Event {
        id: format!("event-{at:03}"),
        title: format!(
            "The {} of {} {}",
            words::thing(&mut dice),
            words::name(&mut dice),
            words::name(&mut dice)
        ),
        date,
        words,
    }
}

fn person(at: usize) -> (String, String) {
    let mut dice = Dice::of("person", at);
    let name = format!("{} {}", words::name(&mut dice), words::name(&mut dice));
    (format!("person-{at:02}"), name)
}

fn site() -> String {
    let mut text = "# A corpus made up for measuring.\ntitle: The corpus\ndescription: Made up for measuring.\n\
                    base_url: https://example.org/\nlanguage: en\nauthors: [Nobody]\ncategories:\n"
        .to_owned();
    for id in CATEGORIES {
        let _ = writeln!(text, "  - {{id: {id}, title: {}}}", words::capital(id));
    }
    // Which source or term is used depends on the number of pages.
    text + "checks:\n  citation/unused-source: allow\n  glossary/unused-term: allow\n"
}

fn home() -> String {
    "---\ntitle: The corpus\nsummary: Made up for measuring.\n---\n\nEvery page of this site is made up.\n".to_owned()
}
