//! The automaton: all forms of one language in a single trie whose steps are words (or, in scripts without spaces,
//! characters) by their numbers. A step costs one look-up in a hash table, whatever the number of forms.

use rustc_hash::FxHashMap;

use super::lexicon::Symbol;
use super::token::Gap;

/// A place in the trie; 0 is its root.
pub(super) type State = u32;

const NONE: u32 = u32::MAX;

/// Forms by their words. What a path ends with is a list of numbers whose meaning only the caller knows.
#[derive(Debug)]
pub(super) struct Trie {
    gaps: FxHashMap<Box<str>, u32>,
    edges: FxHashMap<(State, u32, Symbol), State>,
    /// The first item of each state's list.
    heads: Vec<u32>,
    /// Items with the place of the next one.
    items: Vec<(u32, u32)>,
}

impl Default for Trie {
    fn default() -> Self {
        Self {
            gaps: FxHashMap::default(),
            edges: FxHashMap::default(),
            heads: vec![NONE],
            items: Vec::new(),
        }
    }
}

impl Trie {
    /// Whether it holds no form.
    pub(super) fn is_empty(&self) -> bool {
        self.edges.is_empty()
    }

    /// How many states it has.
    pub(super) fn len(&self) -> usize {
        self.heads.len()
    }

    /// Bytes that it takes, roughly.
    pub(super) fn bytes(&self) -> usize {
        self.edges.capacity() * 17 + self.heads.capacity() * 4 + self.items.capacity() * 8
    }

    /// The number of what lies between two units, where some form has it: 0 for all that may be there in any form.
    pub(super) fn gap(&self, gap: Gap<'_>) -> Option<u32> {
        match gap {
            Gap::Other(text) => self.gaps.get(gap_key(text).as_str()).copied(),
            _ => Some(0),
        }
    }

    /// Where a step leads.
    pub(super) fn step(&self, from: State, gap: u32, symbol: Symbol) -> Option<State> {
        self.edges.get(&(from, gap, symbol)).copied()
    }

    /// What a path ends with.
    pub(super) fn at(&self, state: State) -> impl Iterator<Item = u32> {
        let head = self.heads.get(state as usize).copied().unwrap_or(NONE);
        let item = |at: u32| self.items.get(at as usize);
        std::iter::successors(item(head), move |(_, next)| item(*next)).map(|(value, _)| *value)
    }

    /// Adds a path and puts an item at its end. The first unit's gap doesn't matter.
    pub(super) fn insert<'k>(&mut self, path: impl Iterator<Item = (Gap<'k>, Symbol)>, item: u32) {
        let mut state = 0;
        for (i, (gap, symbol)) in path.enumerate() {
            let gap = if i == 0 { 0 } else { self.own_gap(gap) };
            let fresh = u32::try_from(self.heads.len()).unwrap_or(NONE);
            let next = *self.edges.entry((state, gap, symbol)).or_insert(fresh);
            if next == fresh {
                self.heads.push(NONE);
            }
            state = next;
        }
        if state != 0 {
            let place = u32::try_from(self.items.len()).unwrap_or(NONE);
            if let Some(head) = self.heads.get_mut(state as usize) {
                self.items.push((item, *head));
                *head = place;
            }
        }
    }

    fn own_gap(&mut self, gap: Gap<'_>) -> u32 {
        match gap {
            Gap::Other(text) => {
                let fresh = u32::try_from(self.gaps.len() + 1).unwrap_or(NONE);
                *self.gaps.entry(gap_key(text).into()).or_insert(fresh)
            }
            _ => 0,
        }
    }
}

/// What lies between two words, without regard to how many blanks there are and which apostrophe was typed.
fn gap_key(between: &str) -> String {
    let apart = between.matches('\n').count() > 1;
    let mut out = String::with_capacity(between.len());
    for c in between.chars() {
        match c {
            c if c.is_whitespace() && out.ends_with([' ', '\n']) => {}
            c if c.is_whitespace() => out.push(if apart { '\n' } else { ' ' }),
            '\u{2019}' | '\u{2BC}' => out.push('\''),
            // The mark of a Hebrew abbreviation, typed in several ways.
            '\u{5F4}' | '\u{201D}' | '\u{201C}' => out.push('"'),
            c => out.push(c),
        }
    }
    out
}
