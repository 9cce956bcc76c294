//! What a text's words say of the forms that may be in it, for the cache: a text whose words say the same as before has the
//! same mentions, whatever else has become of the glossary.

use super::forms::Forms;
use super::token::Kind;
use crate::cache::form::Print;

/// A word of a text in which terms were sought.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Word {
    text: Box<str>,
    kind: Kind,
}

impl Forms {
    /// Gives these forms a number, by which traces know them.
    pub fn set_number(&mut self, number: u8) {
        self.lexicon.number = number;
    }

    /// The number by which traces know them.
    #[must_use]
    pub fn number(&self) -> u8 {
        self.lexicon.number
    }

    /// The words of all texts in which terms were sought so far, each at its number.
    #[must_use]
    pub fn words(&self) -> Vec<Word> {
        let mut seen = self.lexicon.seen();
        seen.sort_unstable_by_key(|(number, ..)| *number);
        seen.into_iter().map(|(_, text, kind)| Word { text, kind }).collect()
    }

    /// What a word of a text says of the forms that may be there; `who` tells terms apart from run to run.
    #[must_use]
    pub fn print(&self, word: &Word, who: impl Fn(usize) -> u64) -> u64 {
        let Some(readings) = self.lexicon.read(&word.text, word.kind) else {
            return 0;
        };
        let mut found = Vec::new();
        for (symbol, how) in readings.iter() {
            let forms = self.by_word.get(symbol).into_iter().flatten();
            for form in forms.filter_map(|at| self.all.get(*at as usize)) {
                found.push((*how as u8, &form.text, form.kind as u8, form.inflected, who(form.term)));
            }
        }
        if found.is_empty() {
            return 0;
        }
        found.sort_unstable();
        Print::of(&found).value
    }
}
