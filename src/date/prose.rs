//! Finds the dates that sentences mention, for checks that compare prose with data.
//!
//! It reads what journalists write: a day with month and year in either order, a month with a year, two days of one
//! month, an ISO date, and a year alone after a word such as "in" or "since". A year without such a word is no date
//! (it may be a number of anything), nor is a date in figures with dots or strokes (nobody knows which figure is the
//! month), nor a day without year. Months are known by their ICU4X names, whole or abbreviated; the small words come
//! from the messages.

use std::ops::Range;

use super::Date;
use super::tokens::{Kind, Token, digit, tokens};
use crate::i18n::Locale;

/// The dates that a text names, in its order, each with its byte range in the text.
///
/// Costs little where the text has no digit. Text is taken as it stands: a date across two text nodes isn't found.
#[must_use]
pub fn find_in_prose(text: &str, locale: &Locale) -> Vec<(Range<usize>, Date)> {
    let has_digit = |text: &str| text.chars().any(|c| digit(c).is_some());
    if !text.bytes().any(|byte| byte.is_ascii_digit()) && (text.is_ascii() || !has_digit(text)) {
        return Vec::new();
    }
    let tokens = tokens(text);
    let reader = Reader {
        tokens: &tokens,
        locale,
    };
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let Some((from, to, edtf)) = reader.date_at(at) else {
            at += 1;
            continue;
        };
        // The 31st of June is no date, nor is what is left of it. Asking the library first saves the explanation.
        let date = edtf_core::is_valid(&edtf).then(|| Date::parse(&edtf).ok()).flatten();
        if let (Some(date), Some(start), Some(end)) = (date, reader.start(from), reader.end(to)) {
            found.push((start..end, date));
        }
        at = to;
    }
    found
}

struct Reader<'a> {
    tokens: &'a [Token<'a>],
    locale: &'a Locale,
}

/// First token, the token after the last, and the date in EDTF.
type Hit = (usize, usize, String);

impl Reader<'_> {
    fn kind(&self, at: usize) -> Option<Kind<'_>> {
        self.tokens.get(at).map(|token| token.kind)
    }

    fn start(&self, at: usize) -> Option<usize> {
        self.tokens.get(at).map(|token| token.range.start)
    }

    /// Where the token before this one ends.
    fn end(&self, at: usize) -> Option<usize> {
        self.tokens.get(at.checked_sub(1)?).map(|token| token.range.end)
    }

    /// Whether a token follows the one before it without a blank.
    fn touches(&self, at: usize) -> bool {
        self.end(at).is_some_and(|end| self.start(at) == Some(end))
    }

    fn date_at(&self, at: usize) -> Option<Hit> {
        match self.kind(at)? {
            Kind::Number(..) => self.iso(at).or_else(|| self.counted(at)).or_else(|| self.day_first(at)),
            Kind::Word(word) => self.month_first(at).or_else(|| self.bare_year(at, word)),
            Kind::Mark(_) => None,
        }
    }

    /// `2025-02-27`.
    fn iso(&self, at: usize) -> Option<Hit> {
        let part = |at: usize, digits: usize| match self.kind(at)? {
            Kind::Number(value, count) if count == digits && (digits == 4 || self.touches(at)) => Some(value),
            _ => None,
        };
        let hyphen = |at: usize| (self.kind(at)? == Kind::Mark('-') && self.touches(at)).then_some(());
        let year = part(at, 4)?;
        hyphen(at + 1)?;
        let month = part(at + 2, 2)?;
        hyphen(at + 3)?;
        let day = part(at + 4, 2)?;
        Some((at, at + 5, format!("{year:04}-{month:02}-{day:02}")))
    }

    /// 2025年2月27日, 2024年10月: numbers, each with its word.
    fn counted(&self, at: usize) -> Option<Hit> {
        let [year_mark, month_mark, day_mark] = self.locale.calendar().numeric_marks()?;
        let part = |at: usize, mark: &str| match (self.kind(at)?, self.kind(at + 1)?) {
            (Kind::Number(value, _), Kind::Word(word)) if word.starts_with(mark) => Some(value),
            _ => None,
        };
        let year = self.year(at)?;
        part(at, year_mark)?;
        let month = part(at + 2, month_mark)?;
        Some(match part(at + 4, day_mark) {
            Some(day) => (at, at + 6, format!("{year:04}-{month:02}-{day:02}")),
            None => (at, at + 4, format!("{year:04}-{month:02}")),
        })
    }

    /// "27 February 2025", "27th of February, 2025", "27–28 February 2025".
    fn day_first(&self, at: usize) -> Option<Hit> {
        let (days, next) = self.days(at)?;
        let (month, next) = self.month(self.skip_fill(next))?;
        let (year, next) = self.year_after(next)?;
        Some((at, next, days_edtf(year, month, days)))
    }

    /// "February 27, 2025", "February 27–28, 2025", "October 2024".
    fn month_first(&self, at: usize) -> Option<Hit> {
        let (month, next) = self.month(at)?;
        if let Some((days, after)) = self.days(next)
            && let Some((year, after)) = self.year_after(after)
        {
            return Some((at, after, days_edtf(year, month, days)));
        }
        let (year, next) = self.year_after(next)?;
        Some((at, next, format!("{year:04}-{month:02}")))
    }

    /// "in 2016", "from 2016 to 2018": the date begins with the year.
    fn bare_year(&self, at: usize, word: &str) -> Option<Hit> {
        if !self.listed("prose_before_year", word) {
            return None;
        }
        let from = self.skip_fill(at + 1);
        let year = self.year(from)?;
        if let Some(next) = self.range_word(from + 1)
            && let Some(end) = self.year(next)
        {
            return Some((from, next + 1, format!("{year:04}/{end:04}")));
        }
        Some((from, from + 1, format!("{year:04}")))
    }

    /// A day, or two days of one month, and the token after.
    fn days(&self, at: usize) -> Option<((u32, Option<u32>), usize)> {
        let (first, next) = self.day(at)?;
        let second = self.range_word(next).and_then(|next| self.day(next));
        Some(second.map_or(((first, None), next), |(second, next)| ((first, Some(second)), next)))
    }

    /// "27", "27th", "27.".
    fn day(&self, at: usize) -> Option<(u32, usize)> {
        let Kind::Number(day @ 1..=31, 1..=2) = self.kind(at)? else {
            return None;
        };
        Some(match self.kind(at + 1) {
            Some(Kind::Word(word)) if self.touches(at + 1) && self.listed("prose_ordinals", word) => (day, at + 2),
            Some(Kind::Mark('.')) if self.touches(at + 1) => (day, at + 2),
            _ => (day, at + 1),
        })
    }

    /// A month's name, whole, or shortened with or without a full stop.
    fn month(&self, at: usize) -> Option<(u8, usize)> {
        let Kind::Word(word) = self.kind(at)? else {
            return None;
        };
        let stop = self.kind(at + 1) == Some(Kind::Mark('.')) && self.touches(at + 1);
        let lower = word.to_lowercase();
        let names = self.locale.calendar().month_words();
        let name = names.get(&lower).copied().or_else(|| {
            // "Sept.", "Febr.": a beginning that only one month has.
            if !stop || lower.chars().count() < 3 {
                return None;
            }
            let mut whole = names
                .iter()
                .filter(|(name, entry)| entry.whole && name.starts_with(&lower));
            let (_, first) = whole.next()?;
            whole.all(|(_, other)| other.month == first.month).then_some(*first)
        })?;
        // "may 2016" is no month in a language that writes May.
        let fits = !name.capital || word.starts_with(char::is_uppercase);
        fits.then_some((name.month, if stop { at + 2 } else { at + 1 }))
    }

    /// A year after a month, with a comma or a small word between.
    fn year_after(&self, at: usize) -> Option<(u32, usize)> {
        let comma = matches!(self.kind(at), Some(Kind::Mark(',' | '\u{60C}')));
        let at = self.skip_fill(if comma { at + 1 } else { at });
        Some((self.year(at)?, at + 1))
    }

    /// A year of four digits that nothing makes another number.
    fn year(&self, at: usize) -> Option<u32> {
        let Kind::Number(year @ 1000..=2999, 4) = self.kind(at)? else {
            return None;
        };
        let joined_before = at
            .checked_sub(1)
            .and_then(|before| self.kind(before))
            .is_some_and(|kind| {
                self.touches(at)
                    && matches!(
                        kind,
                        Kind::Mark('$' | '€' | '£' | '¥' | '#' | '+' | '№') | Kind::Word(_)
                    )
            });
        let joined_after = match self.kind(at + 1) {
            Some(Kind::Mark('%' | '°' | '€' | '$')) => true,
            Some(Kind::Word(word)) if self.locale.calendar().numeric_marks().is_none() => {
                self.touches(at + 1) || self.listed("prose_eras", word)
            }
            _ => false,
        };
        (!joined_before && !joined_after).then_some(year)
    }

    /// Passes a dash or a word that joins two dates.
    fn range_word(&self, at: usize) -> Option<usize> {
        match self.kind(at)? {
            Kind::Mark('-' | '\u{2013}' | '\u{2014}' | '~' | '\u{301C}' | '\u{FF5E}') => Some(at + 1),
            Kind::Word(word) if self.listed("prose_ranges", word) => Some(at + 1),
            _ => None,
        }
    }

    /// Passes small words inside dates: "of", "de", "the year".
    fn skip_fill(&self, mut at: usize) -> usize {
        while let Some(Kind::Word(word)) = self.kind(at)
            && self.listed("prose_fill", word)
        {
            at += 1;
        }
        at
    }

    fn listed(&self, key: &str, word: &str) -> bool {
        let mut known = self.locale.date_words(key);
        if word.is_ascii() {
            known.any(|known| known.eq_ignore_ascii_case(word))
        } else {
            known.any(|known| known == word.to_lowercase())
        }
    }
}

fn days_edtf(year: u32, month: u8, days: (u32, Option<u32>)) -> String {
    let day = |day: u32| format!("{year:04}-{month:02}-{day:02}");
    match days {
        (first, Some(second)) => format!("{}/{}", day(first), day(second)),
        (only, None) => day(only),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(tag: &str, text: &str) -> Vec<String> {
        let locale = Locale::new(tag).expect(tag);
        find_in_prose(text, &locale)
            .iter()
            .map(|(range, date)| format!("{}={date}", &text[range.clone()]))
            .collect()
    }

    #[test]
    fn english() {
        for (text, dates) in [
            ("on 27 February 2025.", "27 February 2025=2025-02-27"),
            ("On February 27, 2025, they", "February 27, 2025=2025-02-27"),
            ("Feb. 27, 2025", "Feb. 27, 2025=2025-02-27"),
            (
                "Sept. 11, 2001; 11 Sep 2001",
                "Sept. 11, 2001=2001-09-11|11 Sep 2001=2001-09-11",
            ),
            ("the 27th of February 2025", "27th of February 2025=2025-02-27"),
            ("27–28 February 2025", "27–28 February 2025=2025-02-27/2025-02-28"),
            (
                "February 27 and 28, 2025",
                "February 27 and 28, 2025=2025-02-27/2025-02-28",
            ),
            (
                "in October 2024, and since March 2022",
                "October 2024=2024-10|March 2022=2022-03",
            ),
            ("In 2016, the administration", "2016=2016"),
            ("from 2016 to 2018", "2016 to 2018=2016/2018"),
            ("between 2016 and 2018", "2016 and 2018=2016/2018"),
            ("dated 2025-02-27 and", "2025-02-27=2025-02-27"),
        ] {
            assert_eq!(found("en", text).join("|"), dates, "{text}");
        }
    }

    #[test]
    fn not_dates() {
        for text in [
            "expelled 35 diplomats, 2016 of them",
            "they may 2016 times march 2017",
            "in 1200 BC",
            "in 2016% of cases, in $2016, in 2016th place",
            "31 February 2025",
            "27.02.2025 or 02/27/2025",
            "February 27",
            "in 12016 and in 201",
            "no digits at all",
            "",
        ] {
            assert!(found("en", text).is_empty(), "{text}: {:?}", found("en", text));
        }
    }

    #[test]
    fn other_languages() {
        for (tag, text, dates) in [
            (
                "fr",
                "le 27 février 2025 et le 1er mars 2022, en 2016",
                "27 février 2025=2025-02-27|1er mars 2022=2022-03-01|2016=2016",
            ),
            ("fr", "en févr. 2025", "févr. 2025=2025-02"),
            (
                "de",
                "am 27. Februar 2025, seit März 2022, im Jahr 2016",
                "27. Februar 2025=2025-02-27|März 2022=2022-03|2016=2016",
            ),
            (
                "es",
                "el 27 de febrero de 2025, desde octubre de 2024",
                "27 de febrero de 2025=2025-02-27|octubre de 2024=2024-10",
            ),
            (
                "ru",
                "27 февраля 2025 года, в октябре; октябрь 2024 г., в 2016 году",
                "27 февраля 2025=2025-02-27|октябрь 2024=2024-10|2016=2016",
            ),
            (
                "ar",
                "في 27 فبراير 2025 وفي عام ٢٠١٦",
                "27 فبراير 2025=2025-02-27|٢٠١٦=2016",
            ),
            (
                "ja",
                "2025年2月27日に。2024年10月",
                "2025年2月27日に=2025-02-27|2024年10月=2024-10",
            ),
            ("pt", "27 de fevereiro de 2025", ""),
        ] {
            assert_eq!(found(tag, text).join("|"), dates, "{text}");
        }
    }
}
