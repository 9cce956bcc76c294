//! Whether a match stands where a word of its own may stand: not inside a compound with a hyphen, an address or a name
//! of a file, and, in scripts without spaces, not across or inside other words (`unspaced.rs`).

use std::ops::RangeInclusive;

use super::forms::Form;
use super::morphology::Morphology;
use super::token::{Gap, Kind, Token, tokens};
use super::unspaced::{self, Reader};

/// Why a form that stands in a text is no mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is a part of a compound with a hyphen.
    Compound,
    /// It is a part of an address, the name of a file or the like.
    Address,
    /// It is a part of a longer word.
    InsideWord,
    /// What follows is no particle.
    NoParticle,
    /// Its letters stand in two words.
    AcrossWords,
}

/// Judges a match of the units `place`.
pub(super) fn sane(
    morphology: &Morphology,
    reader: &Reader<'_, '_>,
    place: &RangeInclusive<usize>,
    form: &Form,
) -> Result<(), Refusal> {
    let tokens = reader.tokens();
    let (Some(first), Some(last)) = (tokens.get(*place.start()), tokens.get(*place.end())) else {
        return Ok(());
    };
    let before = place.start().checked_sub(1).and_then(|i| tokens.get(i));
    let after = tokens.get(place.end() + 1);
    if first.kind == Kind::Word
        && let Some(before) = before
    {
        of_date(first, before, first.gap)?;
        beside(morphology, place.start() == place.end(), before, first.gap, true)?;
    }
    if last.kind == Kind::Word
        && let Some(after) = after
    {
        of_date(last, after, after.gap)?;
        beside(morphology, place.start() == place.end(), after, after.gap, false)?;
    }
    if first.kind == Kind::Hangul || last.kind == Kind::Hangul {
        korean(morphology, reader.text(), tokens, place, form)?;
    }
    unspaced::sane(reader, place)
}

/// Judges what stands beside a word.
fn beside(morphology: &Morphology, alone: bool, other: &Token<'_>, gap: Gap<'_>, before: bool) -> Result<(), Refusal> {
    match gap {
        Gap::Other("." | "@" | "_" | "://" | "\\") if other.kind == Kind::Word => Err(Refusal::Address),
        Gap::Hyphen if alone && other.kind == Kind::Word => hyphen(morphology, other.text, before),
        _ => Ok(()),
    }
}

/// Judges a number beside a slash with another: 9/11 is no part of 9/11/2001.
fn of_date(own: &Token<'_>, other: &Token<'_>, gap: Gap<'_>) -> Result<(), Refusal> {
    let number = |token: &Token<'_>| token.text.chars().all(char::is_numeric);
    if gap == Gap::Other("/") && number(own) && number(other) {
        Err(Refusal::InsideWord)
    } else {
        Ok(())
    }
}

/// Parts of a word that make another of it: an ex-ambassador is none, a vice-consul is no consul.
const PREFIXES: &str = "ex non anti vice co self pre post semi quasi pseudo sub super inter multi un mini micro mega neo ultra \
    hyper meta re de e pro counter cross über nicht contra contre sous extra euro by in out off on up over under well ill \
    экс вице не анти контр квази псевдо лже віце екс анти vize wice eks вице";

/// What may follow an English noun after a hyphen without making another of it.
const ENGLISH_TAILS: &str = "based driven oriented level wide related specific style side aware managed hosted enabled powered \
    defined friendly like free led run sponsored style type centric ready";

/// Judges a word with a hyphen beside it.
fn hyphen(morphology: &Morphology, other: &str, before: bool) -> Result<(), Refusal> {
    let lower = other.to_lowercase();
    let listed = |list: &str| list.split_whitespace().any(|w| w == lower);
    let number = other.chars().all(char::is_numeric);
    let fine = match morphology.language() {
        _ if number && !before => false,
        _ if before && listed(PREFIXES) => false,
        "en" if before => other.starts_with(char::is_uppercase),
        "en" => listed(ENGLISH_TAILS),
        "fr" | "es" | "pt" | "it" | "ro" | "ca" | "gl" => !before && listed("là ci même mêmes se lo la o a"),
        _ => true,
    };
    if fine { Ok(()) } else { Err(Refusal::Compound) }
}

/// A Korean noun begins its group of letters, and is followed by nothing but particles. Blanks inside a compound may be
/// left out or added.
fn korean(
    morphology: &Morphology,
    text: &str,
    all: &[Token<'_>],
    place: &RangeInclusive<usize>,
    form: &Form,
) -> Result<(), Refusal> {
    let (start, end) = (*place.start(), *place.end());
    let hangul = |i: usize| all.get(i).filter(|t| t.kind == Kind::Hangul);
    if hangul(start).is_some_and(|t| t.gap == Gap::None) && start.checked_sub(1).and_then(hangul).is_some() {
        return Err(Refusal::InsideWord);
    }
    if let Some(last) = hangul(end) {
        let tail_end = (end + 1..)
            .map_while(|i| hangul(i).filter(|t| t.gap == Gap::None))
            .last()
            .map_or(last.range.end, |t| t.range.end);
        let tail = text.get(last.range.end..tail_end).unwrap_or("");
        if !morphology.may_follow(&Morphology::letters(tail)) {
            return Err(Refusal::NoParticle);
        }
    }
    // Blanks in a word that has none: two syllables at least on either side.
    let blanks = |tokens: &[Token<'_>]| tokens.iter().skip(1).filter(|t| t.gap == Gap::Space).count();
    let matched = all.get(start..=end).unwrap_or(&[]);
    let own = tokens(&form.text);
    if blanks(matched) > blanks(&own) {
        let mut run = 0;
        for (i, token) in matched.iter().enumerate() {
            if i > 0 && token.gap == Gap::Space {
                if run < 2 {
                    return Err(Refusal::AcrossWords);
                }
                run = 0;
            }
            run += 1;
        }
        if run < 2 {
            return Err(Refusal::AcrossWords);
        }
    }
    Ok(())
}
