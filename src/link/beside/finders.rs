//! Dates that [`crate::date::find_in_prose`] leaves alone, because a text at large may mean something else by them: days
//! without a year, years behind "of", dates in figures. Beside a link to an event they are what they seem. Each finder
//! looks at the tokens from one place on.

use super::said::{Said, Token, TokenKind, What};
use super::words::{Words, has};
use crate::date::{Date, Day, edtf_year};
use crate::i18n::Locale;

/// A date in figures: 28.02.2025, 2025/2/28, and 28/02/2025 where it can be read in one way only. With full stops the day
/// comes first everywhere; with strokes America puts the month there, so English is asked for a day above 12.
pub(super) fn figures(all: &[Token], at: usize, locale: &Locale) -> Option<Said> {
    let all = all.get(at..at + 5)?;
    let joined = all
        .windows(2)
        .all(|pair| matches!(pair, [left, right] if left.at.end == right.at.start));
    let number = |at: usize| match all.get(at).map(|t| &t.kind) {
        Some(TokenKind::Number(value, digits)) if joined => Some((*value, *digits)),
        _ => None,
    };
    let mark = |at: usize| match all.get(at).map(|t| &t.kind) {
        Some(TokenKind::Mark(mark @ ('.' | '/'))) => Some(*mark),
        _ => None,
    };
    let stroke = mark(1).filter(|first| mark(3) == Some(*first))? == '/';
    let english = locale.tag().split('-').next() == Some("en");
    let (year, month, day) = match (number(0)?, number(2)?, number(4)?) {
        ((year, 4), (month, 1..=2), (day, 1..=2)) => (year, month, day),
        ((day, 1..=2), (month, 1..=2), (year, 4)) if !stroke || day > 12 || !english && month <= 12 => {
            (year, month, day)
        }
        ((month, 1..=2), (day, 1..=2), (year, 4)) if day > 12 => (year, month, day),
        _ => return None,
    };
    let date = Date::parse(&format!("{year:04}-{month:02}-{day:02}")).ok()?;
    Some(Said {
        at: all.first()?.at.start..all.last()?.at.end,
        what: What::Date(date),
    })
}

/// A date of counted parts from one token on: 2025年2月27日, 2024年10月. Its words run on into the sentence.
pub(super) fn counted(all: &[Token], at: usize, marks: &[String; 3]) -> Option<Said> {
    let [year_mark, month_mark, day_mark] = marks;
    let part = |at: usize, mark: &str| match (&all.get(at)?.kind, &all.get(at + 1)?.kind) {
        (TokenKind::Number(n, digits), TokenKind::Word(w, _)) if w.starts_with(mark) => {
            Some((*n, *digits, all.get(at + 1)?.at.start + mark.len()))
        }
        _ => None,
    };
    let (year, digits, _) = part(at, year_mark)?;
    let (month, _, end) = part(at + 2, month_mark)?;
    let (edtf, end) = match part(at + 4, day_mark) {
        Some((day, _, end)) => (format!("{year:04}-{month:02}-{day:02}"), end),
        None => (format!("{year:04}-{month:02}"), end),
    };
    let date = Date::parse(&edtf).ok().filter(|_| digits == 4)?;
    Some(Said {
        at: all.get(at)?.at.start..end,
        what: What::Date(date),
    })
}

/// A year that a word beside it makes one: "of 2022", 2022 года, 2022年. A number before other words may count them.
pub(super) fn year(all: &[Token], at: usize, words: &Words) -> Option<Said> {
    let token = all.get(at)?;
    let kind = |at: Option<usize>| at.and_then(|at| all.get(at)).map(|t| &t.kind);
    let (before, after) = (kind(at.checked_sub(1)), kind(Some(at + 1)));
    if let (Some(TokenKind::Word(era, _)), TokenKind::Number(year @ 1.., 1..=4), false) =
        (before, &token.kind, words.spaced)
        && era.ends_with("紀元前")
    {
        return Some(Said {
            at: all.get(at - 1)?.at.end - "紀元前".len()..token.at.end + words.years.len(),
            what: What::Date(Date::parse(&edtf_year(1 - i64::from(*year))).ok()?),
        });
    }
    let TokenKind::Number(year @ 1000..=2999, 4) = token.kind else {
        return None;
    };
    let dash = |kind: Option<&TokenKind>| matches!(kind, Some(TokenKind::Mark('-' | '–' | '—' | '/' | '〜' | '.')));
    let called = match after {
        Some(TokenKind::Word(w, _)) if words.spaced => has(words.years, w),
        Some(TokenKind::Word(w, _)) => words.years.split_whitespace().any(|y| w.starts_with(y)),
        _ => false,
    };
    if let Some(TokenKind::Word(w, _)) = before
        && let Some(month) = words.months_in.split_whitespace().position(|m| m == w)
    {
        let edtf = format!("{year:04}-{:02}", month + 1);
        return Some(Said {
            at: all.get(at - 1)?.at.start..token.at.end,
            what: What::Date(Date::parse(&edtf).ok()?),
        });
    }
    let of = matches!(before, Some(TokenKind::Word(w, _)) if has(words.of, w));
    let ends = match after {
        Some(TokenKind::Word(w, _)) => {
            let lists = [words.small, words.joins, words.clause, words.happens, words.helps];
            lists.iter().any(|list| has(list, w))
        }
        Some(TokenKind::Number(..)) => false,
        Some(TokenKind::Mark(c)) => !matches!(c, '%' | '€' | '$' | '£' | '°' | '-' | '–'),
        None => true,
    };
    let known = called || of && ends && words.spaced;
    if !known || dash(before) && !words.spaced || matches!(before, Some(TokenKind::Mark('-' | '–' | '—' | '/'))) {
        return None;
    }
    let mark = if words.spaced { 0 } else { words.years.len() };
    let end = if called && mark > 0 {
        all.get(at + 1)?.at.start + mark
    } else {
        token.at.end
    };
    Some(Said {
        at: token.at.start..end,
        what: What::Date(Date::parse(&format!("{year:04}")).ok()?),
    })
}

/// A year without a word that makes it one, where its place does: before or behind the mark that sets a line's date apart,
/// "1937: the bridge opens", "The bridge — 1937"; in German before the verb that must come second, "1961 begann …".
pub(super) fn label(all: &[Token], at: usize, locale: &Locale, words: Option<&Words>) -> Option<Said> {
    let token = all.get(at)?;
    let TokenKind::Number(year @ 1000..=2999, 4) = token.kind else {
        return None;
    };
    let kind = |at: Option<usize>| at.and_then(|at| all.get(at)).map(|t| &t.kind);
    let (before, after) = (kind(at.checked_sub(1)), kind(Some(at + 1)));
    let apart = |kind: Option<&TokenKind>| matches!(kind, Some(TokenKind::Mark(':' | '：' | '–' | '—')));
    let first = before.is_none_or(|kind| matches!(kind, TokenKind::Mark('.' | '!' | '?')));
    let leads = at == 0 && apart(after) && !matches!(kind(Some(at + 2)), Some(TokenKind::Number(..)));
    // "1800–1850" ends with a span, not with a date.
    let span = matches!(kind(at.checked_sub(2)), Some(TokenKind::Number(..)));
    let last = after.is_none() || matches!(after, Some(TokenKind::Mark('.')) if at + 2 == all.len());
    let german = locale.tag().split('-').next() == Some("de");
    let verb =
        |w: &str| words.is_some_and(|t| has(t.happens, w) || has(t.helps, w) || w == "trat") && !w.ends_with("en");
    let second = german && first && matches!(after, Some(TokenKind::Word(w, false)) if verb(w));
    (leads || last && apart(before) && !span || second)
        .then(|| Date::parse(&format!("{year:04}")).ok())
        .flatten()
        .map(|date| Said {
            at: token.at.clone(),
            what: What::Date(date),
        })
}

/// A day and a month from one token on, with no year behind them.
pub(super) fn day_of_year(all: &[Token], at: usize, locale: &Locale, words: Option<&Words>) -> Option<Said> {
    let kind = |at: usize| all.get(at).map(|t| &t.kind);
    let number = |at: usize| match kind(at)? {
        TokenKind::Number(day, 1..=2) => u8::try_from(*day).ok().filter(|d| (1..=31).contains(d)),
        _ => None,
    };
    let (month, day, last) = if let Some([_, month_mark, day_mark]) = marks(locale) {
        let marked = |at: usize, mark: &str| matches!(kind(at), Some(TokenKind::Word(w, _)) if w.starts_with(mark));
        let found = marked(at + 1, month_mark) && marked(at + 3, day_mark);
        found.then_some((number(at)?, number(at + 2)?, at + 3))?
    } else if let Some(day) = number(at) {
        let mut next = at + 1;
        match kind(next) {
            Some(TokenKind::Mark('.' | 'º')) => next += 1,
            Some(TokenKind::Word(w, _)) if locale.date_words("prose_ordinals").any(|o| o == w) => next += 1,
            _ => {}
        }
        while let Some(TokenKind::Word(w, _)) = kind(next)
            && locale.date_words("prose_fill").any(|f| f == w)
        {
            next += 1;
        }
        (month_of(kind(next)?, locale)?, day, next)
    } else {
        // "February 27" is English; elsewhere the number belongs to what follows, as in "in February 27 people".
        let after_in = at.checked_sub(1).and_then(kind);
        let amount = matches!(after_in, Some(TokenKind::Word(w, _)) if w == "in");
        let english = locale.tag().split('-').next() == Some("en");
        (english && !amount).then_some((month_of(kind(at)?, locale)?, number(at + 1)?, at + 1))?
    };
    // A leap year has every day.
    Day::new(2024, month, day)?;
    // "27–28 February", "27 February to 3 March", "27 February of 1999 BC": more than one day, or not of the event's year.
    let joins = |unit: Option<&TokenKind>, other: Option<&TokenKind>| match unit {
        Some(TokenKind::Mark(c)) => matches!(c, '-' | '–' | '—' | '~' | '〜' | '/' | '%' | '$' | '€' | '£'),
        Some(TokenKind::Number(..)) => true,
        Some(TokenKind::Word(w, _)) => {
            let joint = locale.date_words("prose_ranges").any(|r| r == w) || words.is_some_and(|t| has(t.joins, w));
            let dated =
                matches!(other, Some(TokenKind::Number(..))) || other.is_some_and(|o| month_of(o, locale).is_some());
            joint && dated
        }
        None => false,
    };
    let counted = marks(locale).is_some();
    let before = at.checked_sub(1).and_then(kind);
    let range = !counted && (joins(before, at.checked_sub(2).and_then(kind)) || joins(kind(last + 1), kind(last + 2)));
    let of_a_year = counted && matches!(before, Some(TokenKind::Word(w, _)) if w == "年");
    if range || of_a_year {
        return None;
    }
    let start = all.get(at)?.at.start;
    let end = match marks(locale) {
        Some([_, _, mark]) => all.get(last)?.at.start + mark.len(),
        None => all.get(last)?.at.end,
    };
    Some(Said {
        at: start..end,
        what: What::DayOfYear(month, day),
    })
}

/// The month that a word names.
pub(super) fn month_of(kind: &TokenKind, locale: &Locale) -> Option<u8> {
    let TokenKind::Word(word, capital) = kind else {
        return None;
    };
    let (month, capitalised) = month_name(locale, word)?;
    (!capitalised || *capital).then_some(month)
}

/// The words behind the numbers of a date, where the language writes it with them: 年, 月, 日.
pub(super) fn marks(locale: &Locale) -> Option<&[String; 3]> {
    locale.calendar().written().numeric()
}

/// The month that a word in lower case names, and whether the language writes it with a capital.
fn month_name(locale: &Locale, word: &str) -> Option<(u8, bool)> {
    let name = locale.calendar().written().month(word)?;
    Some((name.month, name.capital))
}
