//! How a language writes dates, read off dates that ICU4X wrote: the months' spellings, the small words and marks between
//! day, month and year, their order, and the words of the eras. It serves the search for dates in prose, so that what is
//! written for a language is also found in it. Formatting is done elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use super::calendar::{LITERAL, Piece, field, is_name};

/// A spelling of a month's name, as prose may have it.
#[derive(Clone, Copy)]
pub(crate) struct MonthWord {
    /// 1 to 12.
    pub(crate) month: u8,
    /// Whether the language writes it with a capital.
    pub(crate) capital: bool,
    /// Whether it is the whole name, of which prose may have a shorter one with a full stop.
    pub(crate) whole: bool,
}

/// What was learnt of one language.
#[derive(Default)]
pub(crate) struct Written {
    months: BTreeMap<String, MonthWord>,
    month_length: usize,
    fills: BTreeSet<String>,
    marks: BTreeSet<char>,
    order: Vec<&'static str>,
    numeric: Option<[String; 3]>,
    before_our_era: Vec<Vec<String>>,
    our_era: Vec<Vec<String>>,
}

impl Written {
    /// Learns the spelling of a month from a formatted date; `whole` where it is not shortened.
    pub(super) fn learn_month(&mut self, month: u8, pieces: &[Piece], whole: bool) {
        let name = field(pieces, "month");
        if !is_name(&name) {
            return;
        }
        let capital = name.chars().next().is_some_and(char::is_uppercase);
        // Catalan "d’abril", Vietnamese "tháng 2": names of two words.
        let key = words(&name.to_lowercase()).collect::<Vec<&str>>().join(" ");
        self.month_length = self.month_length.max(key.split(' ').count());
        // What is written together with the month belongs to its spelling: Hebrew ב before it, Basque "ren" after it.
        let at = pieces.iter().position(|(field, _)| *field == "month").unwrap_or(0);
        let literal = |at: Option<usize>| {
            let piece = at.and_then(|at| pieces.get(at)).filter(|(field, _)| *field == LITERAL);
            piece.map_or("", |(_, text)| text.as_str())
        };
        let (before, after) = (tail(literal(at.checked_sub(1))), head(literal(Some(at + 1))));
        let joined = format!("{}{key}{}", before.to_lowercase(), after.to_lowercase());
        for spelling in [key, joined] {
            self.months
                .entry(spelling)
                .or_insert(MonthWord { month, capital, whole });
        }
    }

    /// Learns the order of the fields of a date and what stands between them.
    pub(super) fn learn_order(&mut self, pieces: &[Piece]) {
        self.learn_between(pieces);
        self.order = pieces
            .iter()
            .map(|(field, _)| *field)
            .filter(|field| *field != LITERAL)
            .collect();
        if let [
            (year, _),
            (LITERAL, a),
            (month, digits),
            (LITERAL, b),
            (day, _),
            (LITERAL, c),
        ] = pieces
            && (*year, *month, *day) == ("year", "month", "day")
            && !is_name(digits)
        {
            self.numeric = Some([a, b, c].map(|literal| literal.trim().to_owned()));
        }
    }

    /// Learns the small words and marks between the fields of a date.
    pub(super) fn learn_between(&mut self, pieces: &[Piece]) {
        let inner = pieces.len().saturating_sub(1);
        for (at, (_, text)) in pieces
            .iter()
            .enumerate()
            .take(inner)
            .filter(|(_, (field, _))| *field == LITERAL)
        {
            // A bracketed ending is there or not: Basque "2024(e)ko" for "2024ko" and "2025eko".
            let is_month = |at: Option<usize>| {
                at.and_then(|at| pieces.get(at))
                    .is_some_and(|(field, _)| *field == "month")
            };
            let text = if is_month(Some(at + 1)) {
                text.strip_suffix(tail(text)).unwrap_or(text)
            } else if is_month(at.checked_sub(1)) {
                text.strip_prefix(head(text)).unwrap_or(text)
            } else {
                text
            };
            let without = text
                .split('(')
                .map(|part| part.split_once(')').map_or(part, |(_, rest)| rest));
            for variant in [
                without.collect::<String>(),
                text.replace(['(', ')'], ""),
                text.to_owned(),
            ] {
                self.fills.extend(words(&variant).map(str::to_lowercase));
            }
            let combining = unicode_normalization::char::is_combining_mark;
            let mark = |c: &char| !c.is_alphanumeric() && !c.is_whitespace() && !combining(*c);
            self.marks.extend(text.chars().filter(mark));
        }
    }

    /// Learns the words for "before our era", or for "of our era", from a text that contains nothing else.
    pub(super) fn learn_era(&mut self, text: &str, before: bool) {
        let letters: Vec<String> = words(text).map(str::to_owned).collect();
        let list = if before {
            &mut self.before_our_era
        } else {
            &mut self.our_era
        };
        if let [abbreviation] = letters.as_slice()
            && abbreviation.len() > 1
            && abbreviation.bytes().all(|byte| byte.is_ascii_uppercase())
        {
            // "B.C." beside "BC".
            list.push(abbreviation.chars().map(String::from).collect());
        }
        if !letters.is_empty() && !list.contains(&letters) {
            list.push(letters);
        }
        // The longest first, so that "BCE" is not taken for "BC".
        list.sort_by_key(|letters| std::cmp::Reverse(letters.len()));
    }

    /// A month by its spelling in lower case, without a final full stop.
    pub(crate) fn month(&self, name: &str) -> Option<MonthWord> {
        self.months.get(name).copied()
    }

    /// The one month of which this is the beginning of the whole name: "febr".
    pub(crate) fn month_beginning(&self, start: &str) -> Option<MonthWord> {
        let mut whole = self
            .months
            .iter()
            .filter(|(name, entry)| entry.whole && name.starts_with(start));
        let (_, first) = whole.next()?;
        whole.all(|(_, other)| other.month == first.month).then_some(*first)
    }

    /// Of how many words a month's name consists, at most.
    pub(crate) fn month_length(&self) -> usize {
        self.month_length
    }

    /// Whether a word, in lower case, stands between the parts of dates.
    pub(crate) fn fills(&self, word: &str) -> bool {
        self.fills.contains(word)
    }

    /// Whether a mark stands between the parts of dates.
    pub(crate) fn marks(&self, mark: char) -> bool {
        self.marks.contains(&mark)
    }

    /// The fields of a date in their order: "day", "month", "year".
    pub(crate) fn order(&self) -> &[&'static str] {
        &self.order
    }

    /// For languages whose dates are numbers with a word after each (Japanese 年, 月, 日): these words.
    pub(crate) fn numeric(&self) -> Option<&[String; 3]> {
        self.numeric.as_ref()
    }

    /// The words for an era, each with its parts, the longest first: `[["B", "C", "E"], ["BC"]]`.
    pub(crate) fn era(&self, before: bool) -> &[Vec<String>] {
        if before { &self.before_our_era } else { &self.our_era }
    }
}

/// The words of a text, marks left out.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let combining = unicode_normalization::char::is_combining_mark;
    text.split(move |c: char| !c.is_alphanumeric() && !combining(c))
        .filter(|word| !word.is_empty())
}

/// The letters that end a text.
fn tail(text: &str) -> &str {
    let combining = unicode_normalization::char::is_combining_mark;
    let start = text.trim_end_matches(|c: char| c.is_alphabetic() || combining(c)).len();
    text.get(start..).unwrap_or("")
}

/// The letters that begin a text.
fn head(text: &str) -> &str {
    let combining = unicode_normalization::char::is_combining_mark;
    let rest = text
        .trim_start_matches(|c: char| c.is_alphabetic() || combining(c))
        .len();
    text.get(..text.len() - rest).unwrap_or("")
}
