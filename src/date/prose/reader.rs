//! The parts of dates in prose: days, months, years, and the small words between them.

use crate::date::tokens::{Kind, Token};
use crate::i18n::{Locale, Written};

/// Reads parts at a token; what is read comes with the token after it.
pub(super) struct Reader<'a> {
    pub(super) tokens: &'a [Token<'a>],
    pub(super) locale: &'a Locale,
}

impl Reader<'_> {
    pub(super) fn written(&self) -> &Written {
        self.locale.calendar().written()
    }

    pub(super) fn kind(&self, at: usize) -> Option<Kind<'_>> {
        self.tokens.get(at).map(|token| token.kind)
    }

    pub(super) fn start(&self, at: usize) -> Option<usize> {
        self.tokens.get(at).map(|token| token.range.start)
    }

    /// Where the token before this one ends.
    pub(super) fn end(&self, at: usize) -> Option<usize> {
        self.tokens.get(at.checked_sub(1)?).map(|token| token.range.end)
    }

    /// Whether a token follows the one before it without a blank.
    pub(super) fn touches(&self, at: usize) -> bool {
        self.end(at).is_some_and(|end| self.start(at) == Some(end))
    }

    /// One day or two: "27", "27th", "27–28".
    pub(super) fn days(&self, at: usize) -> Option<((u32, Option<u32>), usize)> {
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
    pub(super) fn month(&self, at: usize) -> Option<(u8, usize)> {
        if let Some(found) = self.compound_month(at) {
            return Some(found);
        }
        let Kind::Word(word) = self.kind(at)? else {
            return None;
        };
        let stop = self.kind(at + 1) == Some(Kind::Mark('.')) && self.touches(at + 1);
        let lower = word.to_lowercase();
        let name = self.written().month(&lower).or_else(|| {
            // "Sept.", "Febr.": a beginning that only one month has.
            (stop && lower.chars().count() >= 3).then(|| self.written().month_beginning(&lower))?
        })?;
        // "may 2016" is no month in a language that writes May.
        if name.capital && !word.starts_with(char::is_uppercase) {
            return None;
        }
        // After a whole name the full stop ends a sentence: "… in June. 2016 was …"
        let whole = name.whole && lower.chars().count() > 3;
        Some((name.month, if stop && !whole { at + 2 } else { at + 1 }))
    }

    /// A month whose name is more than one word: Vietnamese "tháng 2", Catalan "d’abril".
    fn compound_month(&self, at: usize) -> Option<(u8, usize)> {
        let length = self.written().month_length();
        let (mut name, mut count, mut next) = (String::new(), 0, at);
        let mut found = None;
        while count < length {
            match self.kind(next) {
                Some(Kind::Word(word)) => name += &word.to_lowercase(),
                Some(Kind::Number(value, _)) if count > 0 => name += &value.to_string(),
                Some(Kind::Mark('\'' | '\u{2019}')) if count > 0 => {
                    next += 1;
                    continue;
                }
                _ => break,
            }
            (count, next) = (count + 1, next + 1);
            if count > 1
                && let Some(month) = self.written().month(&name)
            {
                found = Some((month.month, next));
            }
            name.push(' ');
        }
        found
    }

    /// A month inside a date, after a year with a full stop: a capital there begins a sentence, "… 2024. Februar".
    pub(super) fn month_within(&self, at: usize) -> Option<(u8, usize)> {
        let (month, next) = self.month(at)?;
        let sentence = at
            .checked_sub(1)
            .is_some_and(|before| self.kind(before) == Some(Kind::Mark('.')));
        match self.kind(at)? {
            Kind::Word(word) if sentence && word.starts_with(char::is_uppercase) => None,
            _ => Some((month, next)),
        }
    }

    /// A year after a month, with a comma or a small word between.
    pub(super) fn year_after(&self, at: usize) -> Option<(i64, usize)> {
        let comma = matches!(self.kind(at), Some(Kind::Mark(',' | '\u{60C}')));
        self.any_year(self.skip_between(if comma { at + 1 } else { at }))
    }

    /// A year that says its era, "44 BC" or "AD 64", or one of four digits.
    pub(super) fn any_year(&self, at: usize) -> Option<(i64, usize)> {
        for before in [true, false] {
            if let Some(next) = self.era(at, before)
                && let Some(Kind::Number(number @ 1.., 1..=4)) = self.kind(self.skip_between(next))
            {
                let year = if before { 1 - i64::from(number) } else { number.into() };
                return Some((year, self.skip_between(next) + 1));
            }
        }
        let Kind::Number(number @ 1.., 1..=4) = self.kind(at)? else {
            return None;
        };
        let number = i64::from(number);
        let after = self.skip_between(at + 1);
        if let Some(next) = self.era(after, true) {
            return Some((1 - number, next));
        }
        if let Some(next) = self.era(after, false) {
            return Some((number, next));
        }
        Some((self.year(at)?.into(), at + 1))
    }

    /// A year before our era that needs no word before it: "45 v. Chr.", "(44 BC)"; not "300 BC students", where one short
    /// word may be another's.
    pub(super) fn year_before_era(&self, at: usize) -> Option<(i64, usize)> {
        let Kind::Number(1.., 1..=4) = self.kind(at)? else {
            return None;
        };
        let (year, next) = self.any_year(at).filter(|(year, _)| *year < 1)?;
        let short = next == at + 2;
        (!short || !matches!(self.kind(next), Some(Kind::Word(_)))).then_some((year, next))
    }

    /// The words for an era: "BC", "v. Chr.", "до н. э.".
    fn era(&self, at: usize, before: bool) -> Option<usize> {
        self.written().era(before).iter().find_map(|letters| {
            let mut next = at;
            for letter in letters {
                while next > at
                    && matches!(
                        self.kind(next),
                        Some(Kind::Mark('.' | '-' | '\u{2011}' | '"' | '\u{5F4}'))
                    )
                {
                    next += 1;
                }
                match self.kind(next)? {
                    Kind::Word(word) if word == letter => next += 1,
                    _ => return None,
                }
            }
            // The full stop of an abbreviation belongs to it.
            let stop = letters.len() > 1 && self.kind(next) == Some(Kind::Mark('.')) && self.touches(next);
            Some(if stop { next + 1 } else { next })
        })
    }

    /// A year of four digits that nothing makes another number.
    pub(super) fn year(&self, at: usize) -> Option<u32> {
        let Kind::Number(year @ 1000..=2999, 4) = self.kind(at)? else {
            return None;
        };
        // The years of the Buddhist era are 543 ahead; Thai writes them by themselves.
        if year > 2300 && self.locale.tag().starts_with("th") {
            return None;
        }
        let before = at.checked_sub(1).and_then(|before| self.kind(before));
        let joined_before = self.touches(at)
            && match before {
                Some(Kind::Mark('$' | '€' | '£' | '¥' | '#' | '+' | '№')) => true,
                // Without blanks between words this says nothing.
                Some(Kind::Word(_)) => self.written().numeric().is_none(),
                _ => false,
            };
        let joined_after = match self.kind(at + 1) {
            Some(Kind::Mark('%' | '°' | '€' | '$')) => true,
            Some(Kind::Word(word)) if self.written().numeric().is_none() => {
                self.touches(at + 1) && !self.written().fills(&word.to_lowercase()) || self.listed("prose_eras", word)
            }
            _ => false,
        };
        let free = !joined_before && !joined_after && self.decade_end(at + 1).is_none();
        free.then_some(year)
    }

    /// Passes the ending that makes a year a decade: "1920s", "1920's", "1920er", "1920-е".
    pub(super) fn decade_end(&self, at: usize) -> Option<usize> {
        let ending = match self.kind(at)? {
            Kind::Mark('\'' | '\u{2019}' | '-' | '\u{2011}') if self.touches(at) => at + 1,
            _ => at,
        };
        match self.kind(ending)? {
            Kind::Word(word) if self.touches(ending) && self.listed("prose_decade_ends", word) => Some(ending + 1),
            _ => None,
        }
    }

    /// Passes a dash or a word that joins two dates.
    pub(super) fn range_word(&self, at: usize) -> Option<usize> {
        match self.kind(at)? {
            Kind::Mark('-' | '\u{2013}' | '\u{2014}' | '~' | '\u{301C}' | '\u{FF5E}') => Some(at + 1),
            Kind::Word(word) if self.listed("prose_ranges", word) => Some(at + 1),
            _ => None,
        }
    }

    /// Passes small words before a year: "of", "de", "the year".
    pub(super) fn skip_words(&self, mut at: usize) -> usize {
        while let Some(Kind::Word(word)) = self.kind(at)
            && self.listed("prose_fill", word)
        {
            at += 1;
        }
        at
    }

    /// Passes the small words and marks that the language has inside dates: "de", "г.", "m.".
    pub(super) fn skip_between(&self, mut at: usize) -> usize {
        loop {
            match self.kind(at) {
                Some(Kind::Word(word))
                    if self.listed("prose_fill", word) || self.written().fills(&word.to_lowercase()) => {}
                Some(Kind::Mark('.')) if self.written().marks('.') && self.touches(at) && self.abbreviated(at) => {}
                Some(Kind::Mark(mark)) if mark != '.' && self.written().marks(mark) => {}
                _ => return at,
            }
            at += 1;
        }
    }

    /// Whether the full stop at this token follows a number or a short small word, and so does not end a sentence.
    fn abbreviated(&self, at: usize) -> bool {
        match at.checked_sub(1).and_then(|before| self.kind(before)) {
            Some(Kind::Number(..)) => true,
            Some(Kind::Word(word)) => word.chars().count() <= 2 && self.written().fills(&word.to_lowercase()),
            _ => false,
        }
    }

    /// The code of a season by its name.
    pub(super) fn season(&self, word: &str) -> Option<u8> {
        SEASONS
            .iter()
            .find(|(key, _)| self.listed(key, word))
            .map(|(_, code)| *code)
    }

    /// The code of the season with whose name a text begins, for languages without blanks.
    pub(super) fn season_beginning(&self, text: &str) -> Option<u8> {
        let begins = |key: &str| self.locale.date_words(key).any(|name| text.starts_with(name));
        SEASONS.iter().find(|(key, _)| begins(key)).map(|(_, code)| *code)
    }

    /// Whether a word is in a list of the messages.
    pub(super) fn listed(&self, key: &str, word: &str) -> bool {
        // English prepositions say nothing in another language.
        if !self.locale.has_messages() {
            return false;
        }
        if word.bytes().all(|byte| byte.is_ascii_lowercase()) {
            self.locale.has_date_word(key, word)
        } else {
            self.locale.has_date_word(key, &word.to_lowercase())
        }
    }
}

const SEASONS: [(&str, u8); 4] = [
    ("prose_spring", 21),
    ("prose_summer", 22),
    ("prose_autumn", 23),
    ("prose_winter", 24),
];
