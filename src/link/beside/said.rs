//! The dates of a text that may be compared with an event's: those that [`find_in_prose`] knows, and, as they stand beside
//! a link whose event has a year of its own, days without a year. Says what each is, never what it is about.

use std::ops::Range;

use super::finders::{counted, day_of_year, figures, label, marks, month_of, year};
use super::words::{Words, has};
use crate::date::{Bound, Date, Day, Precision, Relation, find_in_prose, words as date_words};
use crate::i18n::Locale;

/// A date and where the text says it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Said {
    /// Its bytes.
    pub(super) at: Range<usize>,
    /// The date.
    pub(super) what: What,
}

/// What a text says of the time of something.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum What {
    /// A date.
    Date(Date),
    /// A day of some year: month and day.
    DayOfYear(u8, u8),
    /// A month of some year.
    MonthOfYear(u8),
}

/// Whether what a text says can be true of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// There is a day that both can mean.
    Agrees,
    /// There is none.
    Contradicts,
    /// The event's date is an estimate, of which no text can be far enough.
    Open,
}

impl What {
    /// How this lies to an event's date.
    pub(super) fn verdict(&self, event: &Date) -> Verdict {
        if event.is_approximate() || event.is_uncertain() {
            return Verdict::Open;
        }
        let apart = match self {
            // Where it was 23:30 here, it was tomorrow elsewhere.
            Self::Date(date) if event.clock().is_some() && is_next(event, date) => false,
            Self::Date(date) if other_season(event, date) => true,
            Self::Date(date) => matches!(event.relation(date), Relation::Before | Relation::After),
            Self::DayOfYear(month, day) => never(event, *month, |d| d == *day),
            Self::MonthOfYear(month) => never(event, *month, |_| true),
        };
        if apart { Verdict::Contradicts } else { Verdict::Agrees }
    }

    /// This in words.
    pub(super) fn words(&self, locale: &Locale) -> String {
        match self {
            Self::Date(date) => date_words(date, locale),
            Self::DayOfYear(month, day) => locale.calendar().month_day(*month, *day).unwrap_or_default(),
            Self::MonthOfYear(month) => locale.calendar().month_name(*month).unwrap_or_default(),
        }
    }

    /// Whether this is a span with two ends.
    pub(super) fn is_interval(&self) -> bool {
        matches!(self, Self::Date(date) if date.is_interval())
    }
}

impl Said {
    /// How precise this is, where it is a date.
    pub(super) fn precision(&self) -> Option<Precision> {
        match &self.what {
            What::Date(date) => Some(date.precision()),
            What::DayOfYear(..) => Some(Precision::Day),
            What::MonthOfYear(_) => None,
        }
    }
}

/// Whether two dates name different seasons of one year. Where a season lies is another matter.
fn other_season(a: &Date, b: &Date) -> bool {
    // Quarters and seasons of a hemisphere have higher codes.
    let split = |d: &Date| {
        let (year, code) = d.as_str().rsplit_once('-')?;
        let plain = d.precision() == Precision::Season && matches!(code, "21" | "22" | "23" | "24");
        plain.then(|| (year.to_owned(), code.to_owned()))
    };
    split(a).zip(split(b)).is_some_and(|(a, b)| a.0 == b.0 && a.1 != b.1)
}

/// Whether one date ends on the day before the other begins.
fn is_next(a: &Date, b: &Date) -> bool {
    let meets = |a: &Date, b: &Date| {
        a.latest()
            .day()
            .and_then(Day::next)
            .is_some_and(|next| b.earliest().day() == Some(next))
    };
    meets(a, b) || meets(b, a)
}

/// Whether no day that a date can mean lies in this month, on such a day of it.
fn never(date: &Date, month: u8, day: impl Fn(u8) -> bool) -> bool {
    let (Bound::Day(first), Bound::Day(last)) = (date.earliest(), date.latest()) else {
        return false;
    };
    // Two years hold every day but 29 February.
    last.year.saturating_sub(first.year) < 2
        && !(first.year..=last.year)
            .flat_map(|year| (1..=31).filter_map(move |d| Day::new(year, month, d)))
            .any(|d| day(d.day) && first <= d && d <= last)
}

/// A piece of text; blanks and apostrophes are left out.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token {
    /// What it is.
    pub(super) kind: TokenKind,
    /// Its bytes.
    pub(super) at: Range<usize>,
}

/// What a piece of text is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum TokenKind {
    /// A word in lower case, and whether it may be a name: its script has no capitals, or it begins with one.
    Word(String, bool),
    /// A number and how many digits it has.
    Number(u32, usize),
    /// Anything else.
    Mark(char),
}

/// Cuts a text into words, numbers and marks.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::new();
    let mut rest = text.char_indices().peekable();
    while let Some((start, c)) = rest.next() {
        let mut end = start + c.len_utf8();
        let same = |a: char| {
            let number = c.is_numeric();
            a.is_numeric() == number && (a.is_numeric() || a.is_alphabetic() || is_mark(a))
        };
        if c.is_alphanumeric() {
            while let Some((at, next)) = rest.next_if(|(_, next)| same(*next)) {
                end = at + next.len_utf8();
            }
        }
        let piece = text.get(start..end).unwrap_or("");
        let kind = if c.is_numeric() {
            let digits: Option<Vec<u32>> = piece.chars().map(digit).collect();
            let value = digits.map(|d| d.iter().fold(0_u32, |n, d| n.saturating_mul(10).saturating_add(*d)));
            value.map_or(TokenKind::Mark('#'), |value| {
                TokenKind::Number(value, piece.chars().count())
            })
        } else if c.is_alphabetic() {
            // Arabic vowels are written or left out: أُعلن, أعلن.
            let bare = piece.chars().filter(|c| !matches!(c, '\u{64B}'..='\u{652}'));
            TokenKind::Word(bare.flat_map(char::to_lowercase).collect(), !c.is_lowercase())
        } else if c.is_whitespace() || matches!(c, '\'' | '’' | '\u{200E}' | '\u{200F}' | '\u{AD}') {
            continue;
        } else {
            TokenKind::Mark(c)
        };
        out.push(Token { kind, at: start..end });
    }
    out
}

/// The value of a decimal digit of the scripts that dates are written in.
fn digit(c: char) -> Option<u32> {
    let zero = match c {
        '0'..='9' => '0',
        '\u{660}'..='\u{669}' => '\u{660}',
        '\u{6F0}'..='\u{6F9}' => '\u{6F0}',
        '\u{FF10}'..='\u{FF19}' => '\u{FF10}',
        _ => return None,
    };
    u32::from(c).checked_sub(u32::from(zero))
}

/// Combining marks that belong to the word before them.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{64B}'..='\u{65F}' | '\u{670}')
}

/// All dates that a text says, in its order.
pub(super) fn find(text: &str, tokens: &[Token], locale: &Locale, words: Option<&Words>) -> Vec<Said> {
    let date = |(at, date): (Range<usize>, Date)| Said {
        at,
        what: What::Date(date),
    };
    let mut all: Vec<Said> = match marks(locale) {
        Some(marks) => (0..tokens.len()).filter_map(|at| counted(tokens, at, marks)).collect(),
        None => Vec::new(),
    };
    let mut taken = vec![false; text.len()];
    for said in &all {
        taken.get_mut(said.at.clone()).unwrap_or_default().fill(true);
    }
    let mut take = |said: &Said| {
        let own = taken.get_mut(said.at.clone()).unwrap_or_default();
        let free = !own.contains(&true);
        if free {
            own.fill(true);
        }
        free
    };
    for (at, found) in find_in_prose(text, locale) {
        let at = part_of_year(text, at, &found);
        all.extend(Some(date((at, found))).filter(&mut take));
    }
    for at in 0..tokens.len() {
        let year = || words.and_then(|words| year(tokens, at, words));
        let said = figures(tokens, at, locale)
            .or_else(|| day_of_year(tokens, at, locale, words))
            .or_else(year)
            .or_else(|| label(tokens, at, locale, words));
        all.extend(said.filter(&mut take));
    }
    all.sort_by_key(|said| said.at.start);
    all
}

/// The bytes of a season or decade; where words are not set apart, what was found runs on to the next mark.
fn part_of_year(text: &str, at: Range<usize>, date: &Date) -> Range<usize> {
    let own = text.get(at.clone()).unwrap_or("");
    let last = own.char_indices().find(|(_, c)| "春夏秋冬代".contains(*c));
    match last {
        Some((end, c)) if matches!(date.precision(), Precision::Season | Precision::Decade) => {
            at.start..at.start + end + c.len_utf8()
        }
        _ => at,
    }
}

/// A text that is a date and nothing else, but for small words and the day of the week: a cell, a bracket, the words of a
/// link. In a bracket, what follows a comma or semicolon doesn't count.
pub(super) fn alone(text: &str, locale: &Locale, words: Option<&Words>, bracket: bool) -> Option<Said> {
    let all = tokens(text);
    let found = find(text, &all, locale, words);
    let small = |t: &Token| match &t.kind {
        TokenKind::Word(w, _) => {
            words.is_some_and(|t| has(t.small, w) || has(t.of, w) || super::weekday(t, w).is_some())
        }
        TokenKind::Mark(c) => matches!(c, ',' | '.' | '،' | '、'),
        TokenKind::Number(..) => false,
    };
    if let Some(said) = found.first() {
        let before = all.iter().filter(|t| t.at.end <= said.at.start).all(small);
        // A word that the date is only the beginning of: "1999年の法律".
        if all.iter().any(|t| t.at.start < said.at.end && said.at.end < t.at.end) {
            return None;
        }
        let mut after = all.iter().filter(|t| t.at.start >= said.at.end);
        let cut = bracket
            && after
                .clone()
                .next()
                .is_some_and(|t| matches!(t.kind, TokenKind::Mark(',' | ';' | '،' | '、' | '；')));
        return (before && (cut || after.all(small))).then(|| said.clone());
    }
    let start = all.iter().position(|t| !small(t))?;
    let rest = all.get(start..)?;
    let year = |t: &Token| match t.kind {
        TokenKind::Number(year @ 1000..=2999, 4) => Some(year),
        _ => None,
    };
    let mark = marks(locale).map(|[year, ..]| year.as_str());
    let is_year_word = |t: &Token| match &t.kind {
        TokenKind::Word(w, _) => mark == Some(w.as_str()) || small(t),
        TokenKind::Mark(_) => small(t),
        TokenKind::Number(..) => false,
    };
    let dash = |t: &Token| matches!(t.kind, TokenKind::Mark('-' | '–' | '—' | '/' | '〜'));
    let (edtf, used) = match rest {
        [a, b, c, ..] if dash(b) => (format!("{:04}/{:04}", year(a)?, year(c)?), 3),
        [a, ..] => (format!("{:04}", year(a)?), 1),
        [] => return None,
    };
    let mut after = rest.get(used..)?.iter();
    let cut = bracket
        && after
            .clone()
            .next()
            .is_some_and(|t| matches!(t.kind, TokenKind::Mark(',' | ';' | '،' | '；')));
    let at = rest.first()?.at.start..rest.get(used - 1)?.at.end;
    (cut || after.all(is_year_word)).then_some(Said {
        at,
        what: What::Date(Date::parse(&edtf).ok()?),
    })
}

/// The month that a link's words are, and nothing else: "in [[talks|February]]".
pub(super) fn month_alone(all: &[Token], locale: &Locale, words: &Words) -> Option<Said> {
    let (last, before) = all.split_last()?;
    let small = |t: &Token| matches!(&t.kind, TokenKind::Word(w, _) if has(words.small, w));
    let month = month_of(&last.kind, locale).filter(|_| before.iter().all(small))?;
    Some(Said {
        at: last.at.clone(),
        what: What::MonthOfYear(month),
    })
}

/// The year that a link names at its end: "the talks of 2025".
pub(super) fn year_of(all: &[Token], words: &Words) -> Option<Said> {
    let [.., of, year] = all else { return None };
    match (&of.kind, &year.kind) {
        (TokenKind::Word(w, _), TokenKind::Number(n @ 1000..=2999, 4)) if has(words.of, w) => Some(Said {
            at: year.at.clone(),
            what: What::Date(Date::parse(&n.to_string()).ok()?),
        }),
        _ => None,
    }
}

/// The year that stands before the name of an event in the words of a link: "the 1968 landing", where the event's title
/// speaks of a landing, and of no year. Other years count something, or belong to a name: "the 2020 Games".
pub(super) fn year_before_name(all: &[Token], title: &str, words: &Words) -> Option<Said> {
    let small = |t: &Token| matches!(&t.kind, TokenKind::Word(w, _) if has(words.small, w));
    let start = all.iter().position(|t| !small(t))?;
    let [year, name @ ..] = all.get(start..)? else {
        return None;
    };
    let TokenKind::Number(n @ 1000..=2999, 4) = year.kind else {
        return None;
    };
    let title = tokens(title);
    let of_year = |t: &Token| matches!(t.kind, TokenKind::Number(n, 4) if (1000..=2999).contains(&n));
    let TokenKind::Word(noun, false) = &name.last()?.kind else {
        return None;
    };
    let stem: String = noun.chars().take(4).collect();
    let same = |t: &Token| matches!(&t.kind, TokenKind::Word(w, _) if w.starts_with(&stem));
    let named = stem.chars().count() == 4 && title.iter().any(same) && !title.iter().any(of_year);
    (named && name.len() <= 3).then_some(())?;
    Some(Said {
        at: year.at.clone(),
        what: What::Date(Date::parse(&n.to_string()).ok()?),
    })
}
