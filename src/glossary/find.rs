//! Finding the mentions in a text: from left to right, the longest at each place, none inside another; of equally long
//! ones the nearest to the letters. Takes time in the length of the text, whatever the number of terms.

use std::cmp::Ordering;
use std::ops::Range;

use super::boundary::{self, Refusal};
use super::forms::{Form, FormKind, Forms, gap_of};
use super::lexicon::{How, Readings, Symbol};
use super::token::{Gap, Kind, Token, tokens};
use super::trie::State;
use super::unspaced::Reader;
use crate::cache::trace::{self, Question};
use crate::model::id::Kind as Id;

/// A mention found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its bytes.
    pub range: Range<usize>,
    /// The terms that it may mean, by their index, sorted: one, or several that share a derived form.
    pub terms: Vec<usize>,
    /// The form that matched, of the first of these terms.
    pub form: usize,
    /// How it matched.
    pub how: How,
}

/// A place that looks like a mention and is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Its bytes.
    pub range: Range<usize>,
    /// The form that it looks like.
    pub form: usize,
    /// Why it is none.
    pub why: Refusal,
}

/// A path of the trie that ends with a form.
struct Candidate {
    last: usize,
    rank: u8,
    how: How,
    form: usize,
    terms: Vec<usize>,
}

impl Candidate {
    /// The better of two; of two that are as good, what both say.
    fn or(mut self, other: Self) -> Self {
        match (self.last, self.rank).cmp(&(other.last, other.rank)) {
            Ordering::Less => other,
            Ordering::Greater => self,
            Ordering::Equal => {
                self.terms.extend(other.terms);
                self.terms.sort_unstable();
                self.terms.dedup();
                self.form = self.form.min(other.form);
                self
            }
        }
    }
}

/// How much speaks for a form: what the author declared before what was derived, letters before
/// inflection, and last a title without the word for its kind, since that may be the title of another entry.
fn rank(form: &Form, how: How) -> u8 {
    match (form.kind.is_declared(), how) {
        _ if form.kind == FormKind::Core => 0,
        (true, How::Case) => 5,
        (true, How::Letters) => 4,
        (false, How::Case | How::Letters) => 3,
        (true, _) => 2,
        (false, _) => 1,
    }
}

impl Forms {
    /// The form with this number, as [`Found::form`] gives it.
    #[must_use]
    pub fn form(&self, at: usize) -> Option<&Form> {
        self.all.get(at)
    }

    /// The mentions in a text. `ignored` terms (such as the entry's own) are as if they were not there.
    #[must_use]
    pub fn find(&self, text: &str, ignored: impl Fn(usize) -> bool) -> Vec<Found> {
        self.walk(text, &ignored, &mut |_| {})
    }

    /// The same, and each place where a form of some term stands that is no mention, with the reason.
    #[must_use]
    pub fn explain(&self, text: &str, ignored: impl Fn(usize) -> bool) -> (Vec<Found>, Vec<Refused>) {
        let mut refused = Vec::new();
        let found = self.walk(text, &ignored, &mut |r| refused.push(r));
        (found, refused)
    }

    /// The words of a text that share a stem with some form's word and are still other words: the word's bytes, and
    /// the form's word.
    #[must_use]
    pub fn lookalikes(&self, text: &str) -> Vec<(Range<usize>, &str)> {
        let words = tokens(text).into_iter().filter(|t| t.kind == Kind::Word);
        words
            .flat_map(|t| {
                self.lexicon
                    .turned_away(t.text)
                    .into_iter()
                    .map(move |w| (t.range.clone(), w))
            })
            .collect()
    }

    fn walk(&self, text: &str, ignored: &dyn Fn(usize) -> bool, refuse: &mut dyn FnMut(Refused)) -> Vec<Found> {
        if self.trie.is_empty() {
            trace::ask(Question::Forms, Id::Term, 0, self.lexicon.morphology().language(), "");
            return Vec::new();
        }
        let tokens = tokens(text);
        let readings: Vec<Readings> = tokens.iter().map(|t| self.lexicon.read(t.text, t.kind)).collect();
        let mut walk = Walk {
            forms: self,
            reader: Reader::new(text, &tokens),
            tokens: &tokens,
            readings: &readings,
            ignored,
            refuse,
        };
        let mut found = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            match walk.longest(at) {
                Some(c) => {
                    let next = c.last + 1;
                    let form = self.all.get(c.form).map_or("", |f| &*f.text);
                    let floor = found.last().map_or(0, |f: &Found| f.range.end);
                    found.push(Found {
                        range: with_stops(text, walk.range(at, c.last), form, floor),
                        terms: c.terms,
                        form: c.form,
                        how: c.how,
                    });
                    at = next;
                }
                None => at += 1,
            }
        }
        found
    }
}

/// A mention with the full stops that its form begins or ends with ("U.S.", ".NET"), which are no part of a word; `floor` is
/// where the mention before it ends.
fn with_stops(text: &str, range: Range<usize>, form: &str, floor: usize) -> Range<usize> {
    let Range { mut start, mut end } = range;
    if form.ends_with('.') && text.get(end..).is_some_and(|t| t.starts_with('.')) {
        end += 1;
    }
    if form.starts_with('.') && start > floor && text.get(..start).is_some_and(|t| t.ends_with('.')) {
        start -= 1;
    }
    start..end
}

/// Where a path of the trie stands.
struct Place {
    first: usize,
    last: usize,
    /// Whether the form has one word only.
    alone: bool,
}

struct Walk<'w, 't> {
    forms: &'w Forms,
    reader: Reader<'w, 't>,
    tokens: &'w [Token<'t>],
    readings: &'w [Readings],
    ignored: &'w dyn Fn(usize) -> bool,
    refuse: &'w mut dyn FnMut(Refused),
}

impl Walk<'_, '_> {
    fn range(&self, first: usize, last: usize) -> Range<usize> {
        let start = self.tokens.get(first).map_or(0, |t| t.range.start);
        start..self.tokens.get(last).map_or(start, |t| t.range.end)
    }

    /// The longest mention that begins with a unit.
    fn longest(&mut self, first: usize) -> Option<Candidate> {
        // Most words of a text begin nothing.
        if self.readings.get(first).is_none_or(Option::is_none) && self.joined(first).is_none() {
            return None;
        }
        let mut best: Option<Candidate> = None;
        let all = self.readings;
        let mut open: Vec<(usize, State, How, usize)> = vec![(first, 0, How::Case, 0)];
        while let Some((at, state, how, steps_before)) = open.pop() {
            let Some(token) = self.tokens.get(at) else { continue };
            let gap = if at == first {
                Some(0)
            } else {
                self.forms.trie.gap(gap_of(token.gap, token.kind))
            };
            let Some(gap) = gap else { continue };
            let simple = all.get(at).and_then(Option::as_ref);
            let joined = self.joined(at);
            let steps = simple
                .map(|r| (r, at))
                .into_iter()
                .chain(joined.as_ref().map(|r| (r, at + 1)));
            for (readings, last) in steps {
                for (symbol, near) in readings.iter() {
                    if *near == How::InPhrase && at == first && self.forms.lexicon.morphology().noun_first() {
                        continue;
                    }
                    let Some(next) = self.step(state, gap, *symbol) else {
                        continue;
                    };
                    let how = how.min(*near);
                    let place = Place {
                        first,
                        last,
                        alone: steps_before == 0,
                    };
                    if let Some(found) = self.candidate(&place, next, how) {
                        best = Some(match best {
                            Some(b) => b.or(found),
                            None => found,
                        });
                    }
                    open.push((last + 1, next, how, steps_before + 1));
                }
            }
        }
        best
    }

    fn step(&self, state: State, gap: u32, symbol: Symbol) -> Option<State> {
        self.forms.trie.step(state, gap, symbol)
    }

    /// Two words with a hyphen between them, read as one: "auto-scaling" for "autoscaling". So are the parts of a Persian
    /// word, and its endings, whether they stand apart or not.
    fn joined(&self, at: usize) -> Readings {
        let (a, b) = (self.tokens.get(at)?, self.tokens.get(at + 1)?);
        let together = match b.gap {
            Gap::Hyphen => b.range.start - a.range.end <= 3,
            Gap::None => true,
            Gap::Space => self.forms.lexicon.morphology().stands_apart(b.text),
            _ => false,
        };
        if !together || a.kind != Kind::Word || b.kind != Kind::Word || a.text.len() + b.text.len() < 5 {
            return None;
        }
        self.forms.lexicon.read(&format!("{}{}", a.text, b.text), Kind::Word)
    }

    /// The forms that end here, as far as they are mentions.
    fn candidate(&mut self, place: &Place, state: State, how: How) -> Option<Candidate> {
        let Place { first, last, alone } = *place;
        let mut best: Option<Candidate> = None;
        for item in self.forms.trie.at(state) {
            let at = item as usize;
            let Some(form) = self.forms.all.get(at) else { continue };
            if (self.ignored)(form.term) || (how < How::Letters && !form.inflected) || (alone && how < How::Inflected) {
                continue;
            }
            let word = self.tokens.get(first).map_or("", |t| t.text);
            if alone && how < How::Case && !self.forms.lexicon.morphology().case_fits(&form.text, word) {
                continue;
            }
            let morphology = self.forms.lexicon.morphology();
            if let Err(why) = boundary::sane(morphology, &self.reader, &(first..=last), form) {
                let range = self.range(first, last);
                (self.refuse)(Refused { range, form: at, why });
                continue;
            }
            let found = Candidate {
                last,
                rank: rank(form, how),
                how,
                form: at,
                terms: vec![form.term],
            };
            best = Some(match best {
                Some(b) => b.or(found),
                None => found,
            });
        }
        best
    }
}
