//! Dice and words: everything random comes from [`Dice`], every word from the tables here. Nothing here knows what a site
//! is. The words are ordinary ones, so that inflection, word boundaries and smart punctuation have real work to do.

/// Numbers that look random and are always the same (`SplitMix64`, Steele, Lea and Flood 2014).
pub(crate) struct Dice(u64);

impl Dice {
    /// Dice for one thing, such as page 17, whatever else is made before or after it.
    pub(crate) fn of(what: &str, number: usize) -> Self {
        // FNV-1a.
        let seed = what
            .bytes()
            .chain(number.to_le_bytes())
            .fold(0xcbf2_9ce4_8422_2325, |h: u64, b| {
                (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3)
            });
        Self(seed)
    }

    /// A number below `sides`.
    pub(crate) fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) >> 33).unwrap() % sides
    }

    /// One of them.
    pub(crate) fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.roll(words.len())]
    }
}

const NOUNS: &[&str] = &[
    "government",
    "minister",
    "parliament",
    "court",
    "ministry",
    "company",
    "region",
    "border",
    "report",
    "survey",
    "budget",
    "harbour",
    "railway",
    "factory",
    "farm",
    "market",
    "school",
    "hospital",
    "union",
    "council",
    "law",
    "agreement",
    "decision",
    "plan",
    "policy",
    "price",
    "tax",
    "rule",
    "vote",
    "campaign",
    "election",
    "party",
    "neighbour",
    "capital",
    "city",
    "village",
    "river",
    "coast",
    "mine",
    "road",
    "bridge",
    "bank",
    "loan",
    "debt",
    "export",
    "import",
    "industry",
    "engineer",
    "lawyer",
    "farmer",
    "driver",
    "student",
    "teacher",
    "doctor",
    "worker",
    "journalist",
    "historian",
    "observer",
    "critic",
    "supporter",
    "official",
    "negotiator",
    "delegation",
    "meeting",
    "conference",
    "letter",
    "speech",
    "statement",
    "question",
    "answer",
    "argument",
    "reason",
    "cause",
    "result",
    "change",
    "reform",
    "crisis",
    "dispute",
    "conflict",
    "strike",
    "protest",
    "demand",
    "offer",
    "promise",
    "risk",
    "winter",
    "summer",
    "harvest",
    "drought",
    "flood",
    "storm",
    "pipeline",
    "reactor",
    "satellite",
    "laboratory",
];

const ADJECTIVES: &[&str] = &[
    "new",
    "old",
    "large",
    "small",
    "early",
    "late",
    "public",
    "private",
    "local",
    "national",
    "foreign",
    "northern",
    "southern",
    "eastern",
    "western",
    "first",
    "second",
    "last",
    "long",
    "short",
    "quiet",
    "sudden",
    "formal",
    "secret",
    "open",
    "strong",
    "weak",
    "costly",
    "cheap",
    "rich",
    "poor",
    "rural",
    "urban",
    "legal",
    "political",
    "economic",
    "social",
    "final",
    "likely",
    "clear",
    "careful",
    "bitter",
    "modest",
    "serious",
    "recent",
    "annual",
    "daily",
];

/// What happens to something, in the past.
const DONE: &[&str] = &[
    "opened",
    "closed",
    "rejected",
    "accepted",
    "changed",
    "delayed",
    "supported",
    "questioned",
    "financed",
    "built",
    "sold",
    "bought",
    "rebuilt",
    "replaced",
    "described",
    "discussed",
    "ended",
    "began",
    "prepared",
    "announced",
    "withdrew",
    "signed",
    "ignored",
    "followed",
    "measured",
    "protected",
    "weakened",
    "strengthened",
    "explained",
];

const JOINTS: &[&str] = &[
    "of", "in", "for", "near", "after", "before", "without", "against", "under", "with",
];

const OPENINGS: &[&str] = &[
    "At first",
    "Since then",
    "In practice",
    "Even so",
    "By then",
    "On paper",
    "For years",
    "In the end",
    "Above all",
    "Meanwhile",
    "As a result",
    "In private",
    "Not everywhere",
    "Within weeks",
];

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A day as an EDTF date and as prose has it.
pub(crate) fn day(year: usize, dice: &mut Dice) -> (String, String) {
    let (month, day) = (dice.roll(12), 1 + dice.roll(28));
    (
        format!("{year}-{:02}-{day:02}", month + 1),
        format!("{day} {} {year}", MONTHS[month]),
    )
}

/// A name of which there are tens of thousands, so that a site goes on meeting words that are new to it.
pub(crate) fn name(dice: &mut Dice) -> String {
    const STARTS: &[&str] = &[
        "Ba", "Ke", "Lo", "Mi", "Nu", "Pra", "Sto", "Ta", "Ve", "Zo", "Dri", "Gal", "Har", "Ost",
    ];
    const MIDDLES: &[&str] = &[
        "ra", "le", "mi", "no", "vu", "sta", "den", "kor", "lin", "bel", "tre", "gan",
    ];
    const ENDS: &[&str] = &[
        "n", "va", "ski", "ton", "berg", "mar", "des", "li", "ros", "ford", "ich", "elle",
    ];
    let mut name = dice.pick(STARTS).to_owned();
    for _ in 0..=dice.roll(2) {
        name += dice.pick(MIDDLES);
    }
    name + dice.pick(ENDS)
}

/// A noun, with an adjective before it half of the time.
pub(crate) fn thing(dice: &mut Dice) -> String {
    match dice.roll(8) {
        0..4 => format!("{} {}", dice.pick(ADJECTIVES), dice.pick(NOUNS)),
        4 => format!("{}s", dice.pick(NOUNS)),
        _ => dice.pick(NOUNS).to_owned(),
    }
}

/// Some words without a stop, some 7 of them, as a headline or a cell has them.
pub(crate) fn phrase(dice: &mut Dice) -> String {
    format!("{} {} the {}", thing(dice), dice.pick(DONE), thing(dice))
}

/// A phrase that begins with a capital.
pub(crate) fn headline(dice: &mut Dice) -> String {
    capital(&phrase(dice))
}

/// The text with its first letter in upper case; the tables above begin with ASCII only.
pub(crate) fn capital(text: &str) -> String {
    let mut text = text.to_owned();
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}

/// A sentence of some 15 words without its stop.
pub(crate) fn sentence(dice: &mut Dice) -> String {
    let (a, b, c) = (thing(dice), thing(dice), thing(dice));
    let (did, joint) = (dice.pick(DONE), dice.pick(JOINTS));
    match dice.roll(7) {
        0 => format!("The {a} {did} the {b} {joint} the {c}, but the {} did not", thing(dice)),
        1 => format!("{}, the {a} {did} the {b} {joint} the {c}", dice.pick(OPENINGS)),
        2 => format!("{} of the *{a}* “{did} the {b}” {joint} the {c}", name(dice)),
        3 => format!(
            "When the {a} {did} the {b}, the {c} {} the {}",
            dice.pick(DONE),
            thing(dice)
        ),
        4 => format!(
            "The {a} {joint} the {b} is **not** the {c} that {} once {did}",
            name(dice)
        ),
        5 => format!(
            "It was the {a} – not the {b} – that {did} the {c} {joint} {}",
            name(dice)
        ),
        _ => format!(
            "{} {did} the {a}, the {b} and the {c} {joint} the {}",
            name(dice),
            thing(dice)
        ),
    }
}
