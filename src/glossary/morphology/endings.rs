//! Whether two words differ by their endings only, by the paradigms of their language (`tables.rs`).
//!
//! A table has one paradigm a line, its endings separated by blanks, `-` for none and `=` for the last letter doubled
//! ("expel", "expel=ed"). `left <> right` pairs each ending of one side with each of the other, for derivations that
//! editors link ("scalable", "scalability"); `left >> right` does so for the form's ending on the left and the text's on
//! the right only. `x y :` before it: only where the common beginning ends with one of those.
//! `+` before it: only for words of a phrase, where the other words speak for the match too. `!` before it: a number, how
//! many letters the common beginning must have.

use super::tables;

/// The paradigms of one language.
pub(super) struct Endings {
    rules: Vec<Rule>,
    /// All endings, each once.
    all: Vec<&'static str>,
    /// Words that are no forms of each other, whatever their endings.
    apart: Vec<&'static str>,
    least: usize,
}

struct Rule {
    phrase_only: bool,
    least: usize,
    after: Vec<&'static str>,
    left: Vec<&'static str>,
    right: Option<Vec<&'static str>>,
    /// Whether the left side is the form's.
    one_way: bool,
}

/// The table of a language.
pub(super) fn of(language: &str) -> Option<Endings> {
    let table = tables::of(language)?;
    let rules: Vec<Rule> = table.paradigms.lines().filter_map(rule).collect();
    let mut all: Vec<&'static str> = rules
        .iter()
        .flat_map(|r| r.left.iter().chain(r.right.iter().flatten()))
        .copied()
        .filter(|e| !e.is_empty() && !e.starts_with('='))
        .collect();
    all.sort_unstable();
    all.dedup();
    Some(Endings {
        rules,
        all,
        apart: table.apart.split_whitespace().collect(),
        least: table.least,
    })
}

/// Whether a word is one of the small words that a stem may look like ("после" for "посол").
pub(super) fn is_function_word(language: &str, word: &str) -> bool {
    tables::of(language).is_some_and(|t| t.function_words.split_whitespace().any(|w| w == word))
}

fn rule(line: &'static str) -> Option<Rule> {
    let line = line.trim();
    let (phrase_only, line) = line.strip_prefix('+').map_or((false, line), |rest| (true, rest));
    let (least, line) = line
        .trim()
        .strip_prefix('!')
        .and_then(|l| l.split_once(' '))
        .map_or((0, line), |(n, rest)| (n.parse().unwrap_or(0), rest));
    let (after, line) = line
        .split_once(':')
        .map_or((Vec::new(), line), |(a, rest)| (a.split_whitespace().collect(), rest));
    let list = |text: &'static str| -> Vec<&'static str> {
        text.split_whitespace().map(|e| if e == "-" { "" } else { e }).collect()
    };
    let one_way = line.contains(">>");
    let (left, right) = match line.split_once("<>").or_else(|| line.split_once(">>")) {
        Some((left, right)) => (list(left), Some(list(right))),
        None => (list(line), None),
    };
    (!left.is_empty()).then_some(Rule {
        phrase_only,
        least,
        after,
        left,
        right,
        one_way,
    })
}

impl Endings {
    /// The word without each ending that it may have.
    pub(super) fn stems<'w>(&self, word: &'w str) -> impl Iterator<Item = &'w str> {
        let long_enough = |stem: &&str| stem.chars().nth(self.least.saturating_sub(1)).is_some();
        self.all
            .iter()
            .filter_map(|ending| word.strip_suffix(ending))
            .filter(long_enough)
    }

    /// Whether two words are forms of one.
    pub(super) fn same(&self, form: &str, word: &str, alone: bool) -> bool {
        if form == word {
            return true;
        }
        if alone && (self.apart.contains(&form) || self.apart.contains(&word)) {
            return false;
        }
        let common = form.char_indices().zip(word.chars()).take_while(|((_, a), b)| a == b);
        let ends: Vec<usize> = common.map(|((at, c), _)| at + c.len_utf8()).collect();
        // The endings may begin before the words part: "journ|al", "journ|aux".
        ends.iter().enumerate().rev().take(5).any(|(i, at)| {
            i + 1 >= self.least
                && self
                    .rules
                    .iter()
                    .any(|rule| i + 1 >= rule.least && !(alone && rule.phrase_only) && rule.pairs(form, word, *at))
        })
    }
}

impl Rule {
    fn pairs(&self, form: &str, word: &str, at: usize) -> bool {
        let (Some(stem), Some(a), Some(b)) = (form.get(..at), form.get(at..), word.get(at..)) else {
            return false;
        };
        if !self.after.is_empty() && !self.after.iter().any(|end| stem.ends_with(end)) {
            return false;
        }
        let is = |list: &[&str], tail: &str| list.iter().any(|e| ending_is(e, tail, stem));
        match &self.right {
            None => is(&self.left, a) && is(&self.left, b),
            Some(right) => is(&self.left, a) && is(right, b) || !self.one_way && is(right, a) && is(&self.left, b),
        }
    }
}

/// Whether a tail is this ending; `=` stands for the stem's last letter.
fn ending_is(ending: &str, tail: &str, stem: &str) -> bool {
    match ending.strip_prefix('=') {
        Some(rest) => stem.chars().next_back().and_then(|c| tail.strip_prefix(c)) == Some(rest),
        None => ending == tail,
    }
}
