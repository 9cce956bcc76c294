//! How long a text takes to read: its words by the pace of its language, and the characters of scripts without spaces by
//! theirs. The paces were measured by the International Reading Speed Texts (Trauzettel-Klosinski and Dietz, 2012); a
//! language that they left out gets their mean. What stands in a margin or a list (figures, sources, timeline) is not
//! counted.

use crate::link::{LinkedPage, Piece};

/// How fast a language is read, by the minute.
struct Pace {
    words: usize,
    characters: usize,
}

impl Pace {
    fn of(language: &str) -> Self {
        let (words, characters) = match language.split('-').next().unwrap_or_default() {
            "ar" => (138, 255),
            "de" => (179, 255),
            "en" => (228, 255),
            "es" => (218, 255),
            "fi" => (161, 255),
            "fr" => (195, 255),
            "he" => (187, 255),
            "it" => (188, 255),
            "ja" => (193, 357),
            "nl" => (202, 255),
            "pl" | "tr" => (166, 255),
            "pt" => (181, 255),
            "sl" => (180, 255),
            "sv" => (199, 255),
            "zh" => (158, 255),
            _ => (184, 255),
        };
        Self { words, characters }
    }
}

/// How much there is to read.
#[derive(Default)]
struct Amount {
    words: usize,
    characters: usize,
}

impl Amount {
    fn add(&mut self, pieces: &[Piece]) {
        for piece in pieces {
            match piece {
                Piece::Text(text) | Piece::Code(text) => self.count(text),
                Piece::Mention(mention) => self.count(&mention.text),
                _ => {}
            }
        }
    }

    fn count(&mut self, text: &str) {
        let mut in_word = false;
        if text.is_ascii() {
            // Most texts of most sites: byte by byte, which takes a third of the time.
            for byte in text.bytes() {
                let letter = byte.is_ascii_alphanumeric();
                self.words += usize::from(letter && !in_word);
                in_word = letter || (in_word && !byte.is_ascii_whitespace() && byte != b'\x0b');
            }
            return;
        }
        for c in text.chars() {
            if c.is_ascii() {
                let letter = c.is_ascii_alphanumeric();
                self.words += usize::from(letter && !in_word);
                in_word = letter || (in_word && !c.is_whitespace());
            } else if is_read_alone(c) {
                self.characters += 1;
                in_word = false;
            } else if c.is_whitespace() {
                in_word = false;
            } else if !in_word && c.is_alphanumeric() {
                self.words += 1;
                in_word = true;
            }
        }
    }
}

/// Whether a character belongs to a script of Chinese or Japanese, which put no spaces between words.
const fn is_read_alone(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// The minutes that a practised reader takes for a page, at least 1.
pub(super) fn minutes(page: &LinkedPage, language: &str) -> usize {
    let mut amount = Amount::default();
    amount.add(&page.summary);
    amount.add(&page.body);
    let lists = page.key_points.iter().chain(&page.known).chain(&page.unknown);
    lists.for_each(|pieces| amount.add(pieces));
    for (question, answer) in &page.questions {
        amount.add(question);
        amount.add(answer);
    }
    let speed = Pace::of(language);
    // To the nearest minute.
    let seconds = amount.words * 60 / speed.words + amount.characters * 60 / speed.characters;
    ((seconds + 30) / 60).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(text: &str) -> (usize, usize) {
        let mut amount = Amount::default();
        amount.add(&[Piece::Text(text.into())]);
        (amount.words, amount.characters)
    }

    #[test]
    fn words_are_counted_by_spaces_and_ideographs_one_by_one() {
        assert_eq!(amount("The embassy’s re-opening, at last – (twice)."), (6, 0));
        assert_eq!(amount("大使館の office で"), (1, 5));
        assert_eq!(amount(" — … "), (0, 0));
    }
}
