//! What a text or an output was made from, found out by watching: while a trace is recorded, whatever is asked of the
//! loaded site, its index or its order is noted ([`on`], [`ask`]), each question once. In the next run the same questions
//! get answers whose prints are compared; where all are the same, the text or output would come out the same, and is not
//! made again. These are the verifying traces of "Build Systems à la Carte" (Mokhov, Mitchell, Peyton Jones, 2018).
//!
//! A trace belongs to one thread: what is recorded must not hand work to others.

use std::cell::RefCell;
use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::{FxHashMap, FxHashSet};
use xxhash_rust::xxh3::Xxh3;

use super::numbers;
pub use super::question::{About, Dep, Question, Stage};
use crate::model::id::Kind;

/// All that was asked in one run, each question with a number.
#[derive(Debug, Default)]
pub struct Deps {
    known: Mutex<(FxHashMap<u128, u32>, Vec<Dep>)>,
}

/// What was asked while something was made, in the order in which it was asked; now and then one stands there twice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trace {
    /// Numbers of [`Deps`].
    pub asked: Vec<u32>,
    /// The words of texts in which terms were sought: the number of their language's forms, and their own number there.
    pub words: Vec<(u8, u32)>,
}

impl Trace {
    /// Each question and each word once, where it was asked first: the same in every run that asks the same.
    #[must_use]
    pub fn distinct(mut self) -> Self {
        let (mut asked, mut words) = (FxHashSet::default(), FxHashSet::default());
        self.asked.retain(|number| asked.insert(*number));
        self.words.retain(|word| words.insert(*word));
        // Those of entries are kept until the end.
        self.asked.shrink_to_fit();
        self.words.shrink_to_fit();
        self
    }
}

/// A trace in the room that it takes in the cache, a tenth of what it took while it was recorded: those of all pages are kept
/// until the end.
#[derive(Clone, Debug, Default)]
pub struct Packed {
    asked: Vec<u8>,
    /// By the number of their language's forms.
    words: Vec<(u8, Vec<u8>)>,
}

impl Packed {
    /// Numbers of [`Deps`].
    pub fn asked(&self) -> impl Iterator<Item = u32> {
        numbers::read(&self.asked)
    }

    /// The words: the number of their language's forms, and their own number there.
    pub fn words(&self) -> impl Iterator<Item = (u8, u32)> {
        self.words
            .iter()
            .flat_map(|(forms, words)| numbers::read(words).map(move |word| (*forms, word)))
    }
}

impl Packed {
    /// The numbers of [`Deps`] as they are written ([`numbers`]), which are gone from here then.
    pub fn take_asked(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.asked)
    }

    /// The same of the words, where all of them are of the forms 0 or there are none.
    pub fn take_words(&mut self) -> Option<Vec<u8>> {
        match self.words.as_mut_slice() {
            [] => Some(Vec::new()),
            [(0, words)] => Some(std::mem::take(words)),
            _ => None,
        }
    }
}

impl From<Trace> for Packed {
    fn from(mut trace: Trace) -> Self {
        // A text is in one language, or in few.
        trace.words.sort_unstable();
        let languages = trace.words.chunk_by(|a, b| a.0 == b.0);
        let words = languages.filter_map(|words| {
            let numbers = words.iter().map(|(_, word)| *word).collect();
            Some((words.first()?.0, numbers::write(numbers)))
        });
        Self {
            words: words.collect(),
            asked: numbers::write(trace.asked),
        }
    }
}

struct Open {
    deps: Arc<Deps>,
    /// What was asked last, of all keys that share a place here: by far the most questions were asked a moment ago, and are
    /// answered from here without a look at maps that no longer fit the processor's cache.
    lately: Vec<Lately>,
    /// The number of the innermost trace, which no other trace of this thread has.
    frame: u32,
    /// The number of a question, and the trace that noted it last, of all numbers that share a place.
    asked: Vec<(u32, u32)>,
    /// The same of words.
    words: Vec<((u8, u32), u32)>,
    /// What this thread knows of `deps`, as far as it was asked lately: most of what one page asks, others ask too, and the
    /// rest is not asked again.
    numbers: FxHashMap<u128, u32>,
    frames: Vec<Trace>,
}

/// A question that was asked a moment ago; none where the number is missing.
#[derive(Clone, Copy, Default)]
struct Lately {
    key: u128,
    number: Option<u32>,
}

/// So many places there are for them, and for numbers and words; a power of two. Three hundred terms, two hundred events and as
/// many sources come to some thousands.
const LATELY: usize = 1 << 12;

/// The place of a hash. The multiplier is that of Fibonacci hashing; the upper bits are the good ones.
#[expect(clippy::cast_possible_truncation, reason = "less than LATELY")]
const fn place(hash: u64) -> usize {
    (hash.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (u64::BITS - LATELY.ilog2())) as usize
}

impl Open {
    fn new(deps: &Arc<Deps>) -> Self {
        Self {
            deps: Arc::clone(deps),
            lately: vec![Lately::default(); LATELY],
            frame: 0,
            asked: vec![(0, 0); LATELY],
            words: vec![((0, 0), 0); LATELY],
            numbers: FxHashMap::default(),
            frames: Vec::new(),
        }
    }

    /// Begins a trace, or comes back to one whose number was given to others meanwhile.
    fn turn(&mut self) {
        self.frame = self.frame.wrapping_add(1).max(1);
    }

    fn note(&mut self, key: u128, dep: impl FnOnce() -> Dep) {
        if self.frames.is_empty() {
            return;
        }
        #[expect(clippy::cast_possible_truncation, reason = "a hash")]
        let lately = self.lately.get_mut(place((key as u64) ^ (key >> 64) as u64));
        let number = match &lately {
            Some(Lately {
                key: known,
                number: Some(number),
            }) if *known == key => *number,
            _ => {
                if self.numbers.len() >= MOST_NUMBERS {
                    self.numbers.clear();
                }
                let number = *self.numbers.entry(key).or_insert_with(|| self.deps.number(key, dep));
                if let Some(lately) = lately {
                    *lately = Lately {
                        key,
                        number: Some(number),
                    };
                }
                number
            }
        };
        self.ask(number);
    }

    fn ask(&mut self, number: u32) {
        let noted = (number, self.frame);
        match self.asked.get_mut(place(number.into())) {
            Some(last) if *last == noted => return,
            Some(last) => *last = noted,
            None => {}
        }
        if let Some(trace) = self.frames.last_mut() {
            trace.asked.push(number);
        }
    }

    fn word(&mut self, word: (u8, u32)) {
        let noted = (word, self.frame);
        match self.words.get_mut(place(word.1.into())) {
            Some(last) if *last == noted => return,
            Some(last) => *last = noted,
            None => {}
        }
        if let Some(trace) = self.frames.last_mut() {
            trace.words.push(word);
        }
    }

    fn take_in(&mut self, trace: &Trace) {
        trace.asked.iter().for_each(|n| self.ask(*n));
        trace.words.iter().for_each(|w| self.word(*w));
    }
}

thread_local! {
    static OPEN: RefCell<Option<Open>> = const { RefCell::new(None) };
}

impl Deps {
    /// The questions by their numbers.
    #[must_use]
    pub fn list(&self) -> Vec<Dep> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).1.clone()
    }

    /// The same, for whoever asks nothing after that: they are gone from here.
    #[must_use]
    pub fn take(&self) -> Vec<Dep> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut *known).1
    }

    fn number(&self, key: u128, dep: impl FnOnce() -> Dep) -> u32 {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let (numbers, list) = &mut *known;
        *numbers.entry(key).or_insert_with(|| {
            list.push(dep());
            u32::try_from(list.len() - 1).unwrap_or(u32::MAX)
        })
    }
}

/// So many questions a thread knows by itself.
const MOST_NUMBERS: usize = 14_000;

/// Does something, and says what was asked on the way.
pub fn record<R>(deps: &Arc<Deps>, f: impl FnOnce() -> R) -> (R, Trace) {
    OPEN.with_borrow_mut(|open| {
        let open = match open {
            Some(open) if Arc::ptr_eq(&open.deps, deps) => open,
            other => other.insert(Open::new(deps)),
        };
        open.frames.push(Trace::default());
        open.turn();
    });
    let result = f();
    (result, finish())
}

/// Does something whose result is kept for others too, and says what was asked on the way, for [`again`]. Nothing where
/// nobody records.
pub fn shared<R>(f: impl FnOnce() -> R) -> (R, Trace) {
    let deps = OPEN.with_borrow(|open| {
        let open = open.as_ref().filter(|open| !open.frames.is_empty());
        open.map(|open| Arc::clone(&open.deps))
    });
    match deps {
        Some(deps) => {
            let (result, trace) = record(&deps, f);
            (result, trace.distinct())
        }
        None => (f(), Trace::default()),
    }
}

/// Notes what was asked when something was made that is used here.
pub fn again(trace: &Trace) {
    OPEN.with_borrow_mut(|open| {
        if let Some(open) = open.as_mut().filter(|open| !open.frames.is_empty()) {
            open.take_in(trace);
        }
    });
}

/// Ends the innermost trace; what it asked, the one around it asked too.
fn finish() -> Trace {
    OPEN.with_borrow_mut(|open| {
        let Some(open) = open else { return Trace::default() };
        let trace = open.frames.pop().unwrap_or_default();
        open.turn();
        if !open.frames.is_empty() {
            open.take_in(&trace);
        }
        trace
    })
}

fn note(key: impl FnOnce() -> u128, dep: impl FnOnce() -> Dep) {
    OPEN.with_borrow_mut(|open| {
        if let Some(open) = open.as_mut().filter(|open| !open.frames.is_empty()) {
            open.note(key(), dep);
        }
    });
}

/// Notes a word of a text in which terms were sought: `forms` are a language's, `word` is its number there.
pub fn word(forms: u8, word: u32) {
    OPEN.with_borrow_mut(|open| {
        if let Some(open) = open.as_mut().filter(|open| !open.frames.is_empty()) {
            open.word((forms, word));
        }
    });
}

/// Notes a question about a page or entry.
pub fn on(about: About, kind: Kind, at: usize) {
    let at = u32::try_from(at).unwrap_or(u32::MAX);
    // Keys in words have the highest bit set.
    let key = || u128::from(at) | (kind as u128) << 32 | (about as u128) << 40;
    note(key, || Dep::On(about, kind, at));
}

/// Notes a question in words.
pub fn ask(question: Question, kind: Kind, at: usize, a: &str, b: &str) {
    let at = u32::try_from(at).unwrap_or(u32::MAX);
    let key = || {
        let mut hash = Xxh3::new();
        hash.update(&[question as u8, kind as u8]);
        hash.update(&at.to_le_bytes());
        hash.update(&(a.len() as u64).to_le_bytes());
        hash.update(a.as_bytes());
        hash.update(b.as_bytes());
        hash.digest128() | 1 << 127
    };
    note(key, || Dep::Ask(question, kind, at, a.into(), b.into()));
}

/// Does something of which nothing is noted, because a question that was noted stands for it.
pub fn unnoted<R>(f: impl FnOnce() -> R) -> R {
    let frames = OPEN.with_borrow_mut(|open| open.as_mut().map(|open| std::mem::take(&mut open.frames)));
    let result = f();
    if let Some(frames) = frames {
        OPEN.with_borrow_mut(|open| {
            if let Some(open) = open {
                open.frames = frames;
            }
        });
    }
    result
}
