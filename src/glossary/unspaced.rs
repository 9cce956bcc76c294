//! Scripts that put no spaces between words: Chinese, Japanese, Thai, Lao, Khmer, Burmese. A match is a mention where the
//! text around it can be read as words with the match as one of them at least as well as in any other way.
//!
//! Which strings are words ICU's dictionaries know (CC-CEDICT, `IPADIC` and lists of the Southeast Asian languages, as
//! ICU4X carries them). A reading costs one point a word, and more for a character that seldom is a word of its own; the
//! cheapest reading is found by dynamic programming over a window around the match. So 服务 is no mention in 服务器, a
//! word; nor 中国 in 发展中国家, where it would leave 家 alone; but it is one in 和服务, which a segmenter that takes the
//! longest word first reads as 和服.

use std::cell::RefCell;
use std::ops::RangeInclusive;
use std::sync::LazyLock;

use icu::segmenter::options::WordBreakInvariantOptions;
use icu::segmenter::{WordSegmenter, WordSegmenterBorrowed};
use rustc_hash::FxHashMap;

use super::boundary::Refusal;
use super::token::{Gap, Kind, Token};

/// How many units on each side are looked at.
const WINDOW: usize = 7;
/// The longest word that is looked for, in units.
const LONGEST: usize = 7;

/// How many characters a katakana word has at least beside another one in a compound.
const LOAN: usize = 4;

const WORD: u32 = 10;
/// A character that is a word of its own only now and then.
const LONE: u32 = 16;
/// A cluster that no dictionary knows.
const STRANGE: u32 = 25;

/// The cost of what can't be read.
const NEVER: u32 = u32::MAX / 4;

/// Characters that often stand alone: particles, pronouns, numbers, prepositions.
const OFTEN_ALONE: &str = "的了在和与與及或是中上下不有为為以对對从從到把被让讓使向由于於将將也都就而等地得一二三四五六七八九十两兩几幾个個每各该該\
这這那其此我你他她它并並但若如因所之者还還又再已曾可能会會要应應须須需至比按据經经过過给給跟同则則即用新大小多少前后後内內外间間里裡时時年月\
日人名次位项項种種当當";

/// Characters before a word that make another of it: 副大使, 微服务, 非政府.
const PREFIXES: &str = "副微非超反半亚亞总總无無";

/// Characters after a word that make another of it: 大使馆, 外交官, 容器化.
const SUFFIXES: &str = "性馆館员員家官长長者学學署厅廳局司器机機师師费費证證团團";

/// Judges a match of the units `place`.
pub(super) fn sane(reader: &Reader<'_, '_>, place: &RangeInclusive<usize>) -> Result<(), Refusal> {
    let tokens = reader.tokens;
    let (start, end) = (*place.start(), *place.end());
    let (Some(first), Some(last)) = (tokens.get(start), tokens.get(end)) else {
        return Ok(());
    };
    let before = start
        .checked_sub(1)
        .and_then(|i| tokens.get(i))
        .filter(|_| first.gap == Gap::None);
    let after = tokens.get(end + 1).filter(|t| t.gap == Gap::None);
    let left = before.is_some_and(|b| may_be_one(b.kind, first.kind));
    let right = after.is_some_and(|a| may_be_one(last.kind, a.kind));
    if !left && !right {
        return Ok(());
    }
    if start == end && matches!(first.kind, Kind::Han | Kind::Hiragana) {
        // One character says too little.
        return Err(Refusal::InsideWord);
    }
    if let Some(b) = before
        && first.kind == Kind::Han
        && PREFIXES.contains(b.text)
    {
        return Err(Refusal::InsideWord);
    }
    if let Some(a) = after
        && last.kind == Kind::Han
        && SUFFIXES.contains(a.text)
        && !(reader.is_word(end + 1, end + 2) || reader.is_word(end + 1, end + 3))
    {
        return Err(Refusal::InsideWord);
    }
    if first.kind == Kind::Katakana && before.is_some_and(|b| b.kind == Kind::Katakana)
        || last.kind == Kind::Katakana && after.is_some_and(|a| a.kind == Kind::Katakana)
    {
        return reader.katakana(start, end);
    }
    if reader.reads_as_word(start, end) {
        Ok(())
    } else {
        Err(Refusal::InsideWord)
    }
}

/// Whether two units side by side may belong to one word. Japanese changes its script where words meet, except before
/// the endings of verbs, and those are no terms.
fn may_be_one(a: Kind, b: Kind) -> bool {
    a == b && matches!(a, Kind::Han | Kind::Hiragana | Kind::Katakana | Kind::Southeast)
}

/// Putting it together takes longer than reading a page.
static SEGMENTER: LazyLock<WordSegmenterBorrowed<'static>> =
    LazyLock::new(|| WordSegmenter::new_dictionary(WordBreakInvariantOptions::default()));

/// Reads one text by the dictionaries. What it has looked up in them it remembers: the readings of one place ask for the
/// same strings again and again.
pub(super) struct Reader<'r, 't> {
    text: &'t str,
    tokens: &'r [Token<'t>],
    known: RefCell<FxHashMap<(usize, usize), bool>>,
}

impl<'r, 't> Reader<'r, 't> {
    /// A reader of a text that consists of these units.
    pub(super) fn new(text: &'t str, tokens: &'r [Token<'t>]) -> Self {
        Self {
            text,
            tokens,
            known: RefCell::default(),
        }
    }

    /// The text.
    pub(super) fn text(&self) -> &'t str {
        self.text
    }

    /// Its units.
    pub(super) fn tokens(&self) -> &'r [Token<'t>] {
        self.tokens
    }

    fn slice(&self, start: usize, end: usize) -> &str {
        let from = self.tokens.get(start).map_or(0, |t| t.range.start);
        let to = self.tokens.get(end).map_or(from, |t| t.range.end);
        self.text.get(from..to).unwrap_or("")
    }

    /// Whether the dictionary has these units as one word.
    fn is_word(&self, start: usize, end: usize) -> bool {
        if let Some(known) = self.known.borrow().get(&(start, end)) {
            return *known;
        }
        let found = self.look_up(start, end);
        self.known.borrow_mut().insert((start, end), found);
        found
    }

    fn look_up(&self, start: usize, end: usize) -> bool {
        // A character that no word goes on with, so that the beginning of a longer word doesn't count.
        let stop = match self.tokens.get(start).map(|t| t.kind) {
            Some(Kind::Southeast) => match self.slice(start, start).chars().next() {
                Some('\u{0E80}'..='\u{0EFF}') => "\u{0EAF}",
                Some('\u{1780}'..='\u{17FF}') => "\u{17A3}",
                Some('\u{1000}'..='\u{109F}') => "\u{1022}",
                _ => "\u{0E03}",
            },
            _ => "\u{3400}",
        };
        let word = self.slice(start, end);
        let probe = format!("{word}{stop}");
        SEGMENTER.segment_str(&probe).find(|at| *at > 0) == Some(word.len())
    }

    /// A katakana word inside a longer one: both parts have to be words that are long enough to be known again.
    fn katakana(&self, start: usize, end: usize) -> Result<(), Refusal> {
        let is = |i: usize| self.tokens.get(i).is_some_and(|t| t.kind == Kind::Katakana);
        let joined = |i: usize| self.tokens.get(i).is_some_and(|t| t.gap == Gap::None);
        let from = (0..start)
            .rev()
            .take_while(|i| is(*i) && joined(*i + 1))
            .last()
            .unwrap_or(start);
        let to = (end + 1..self.tokens.len())
            .take_while(|i| is(*i) && joined(*i))
            .last()
            .unwrap_or(end);
        // The dictionary takes any row of katakana for a word.
        let left = from == start || !is(start) || start - from >= LOAN;
        let right = to == end || !is(end) || to - end >= LOAN;
        if left && right {
            Ok(())
        } else {
            Err(Refusal::InsideWord)
        }
    }

    /// Whether the text around the match can be read with the match as a word, as well as in any other way.
    fn reads_as_word(&self, start: usize, end: usize) -> bool {
        let solid = |i: usize| {
            self.tokens
                .get(i)
                .is_some_and(|t| t.gap == Gap::None && t.kind != Kind::Word)
        };
        let from = (start.saturating_sub(WINDOW)..start)
            .rev()
            .take_while(|i| solid(*i + 1))
            .last()
            .unwrap_or(start);
        let to = (end + 1..=end + WINDOW).take_while(|i| solid(*i)).last().unwrap_or(end);
        let with = self.cost(from, start, None) + WORD + self.cost(end + 1, to + 1, None);
        let across = |cut: usize| self.cost(from, to + 1, Some(cut));
        (start == from || with < across(start)) && (end == to || with < across(end + 1))
    }

    /// The cost of the cheapest reading of some units, of those in which no word begins at `whole`.
    fn cost(&self, from: usize, to: usize, whole: Option<usize>) -> u32 {
        let mut best: Vec<u32> = vec![0];
        for end in from..to {
            if whole == Some(end + 1) {
                best.push(NEVER);
                continue;
            }
            let longest = (end + 1 - from).min(LONGEST);
            let cost = (1..=longest)
                .filter_map(|n| {
                    let start = end + 1 - n;
                    let before = best.get(start - from)?;
                    if whole.is_some_and(|cut| self.is_phrase(start, cut, end)) {
                        return None;
                    }
                    Some(before + self.unit(start, end)?)
                })
                .min();
            best.push(cost.unwrap_or(NEVER));
        }
        best.last().copied().unwrap_or(0)
    }

    /// Whether what the dictionary has as one word is two, cut there: 互派|大使.
    fn is_phrase(&self, start: usize, cut: usize, end: usize) -> bool {
        start + 2 <= cut && cut < end && self.is_word(start, cut - 1) && self.is_word(cut, end)
    }

    fn unit(&self, start: usize, end: usize) -> Option<u32> {
        if start < end {
            return self.is_word(start, end).then_some(WORD);
        }
        let token = self.tokens.get(start)?;
        Some(match token.kind {
            Kind::Han if OFTEN_ALONE.contains(token.text) => WORD,
            Kind::Hiragana => WORD,
            Kind::Southeast if !self.is_word(start, end) => STRANGE,
            _ => LONE,
        })
    }
}
