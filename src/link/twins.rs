//! One event in two entries: titles that say the same, and dates of which one lies within the other. Two rounds on one
//! day, a yearly event under one title, and the same event in two languages are no twins. Sorting finds them, so that a
//! hundred thousand events cost little.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use super::index::{Index, Ref};
use crate::date::{Date, Day, Precision};
use crate::diagnostics::{Code, Diagnostic};
use crate::i18n::fold_case;
use crate::load::Entry;
use crate::model::Event;
use crate::model::id::Kind;
use crate::span::Spanned;

/// The longest interval, in days, within which an event of the same title is taken for the same.
const LONGEST: i64 = 31;

/// An event whose date has a first and a last day.
struct Dated<'a> {
    at: usize,
    entry: &'a Entry<Event>,
    date: &'a Spanned<Date>,
    first: Day,
    last: Day,
}

/// Events known to the day, by language, day and the words of their titles without those that join the others, and whether
/// there were any.
type Alike<'a> = BTreeMap<(&'a str, Day, Vec<String>), Vec<(Dated<'a>, bool)>>;

/// Reports each event that an entry before it tells already.
pub(super) fn twins(index: &Index<'_>) -> Vec<Diagnostic> {
    let mut same: BTreeMap<(&str, Vec<String>), Vec<Dated<'_>>> = BTreeMap::new();
    let mut alike: Alike<'_> = BTreeMap::new();
    for (at, entry) in index.loaded.events.iter().enumerate() {
        // Two entries with one id are told as that.
        if !index.is_first(Ref { kind: Kind::Event, at }) {
            continue;
        }
        let Some(dated) = dated(at, entry) else { continue };
        let words = words(&entry.data.title.value);
        if words.is_empty() {
            continue;
        }
        if dated.date.value.precision() == Precision::Day && dated.first == dated.last {
            let mut bare: Vec<String> = words.iter().filter(|w| !is_in(SMALL, w)).cloned().collect();
            let joined = bare.len() < words.len();
            bare.sort_unstable();
            if bare.len() > 1 {
                let again = Dated { ..dated };
                let key = (entry.language.as_str(), dated.first, bare);
                alike.entry(key).or_default().push((again, joined));
            }
        }
        same.entry((&entry.language, words)).or_default().push(dated);
    }
    let mut found: BTreeMap<usize, Diagnostic> = BTreeMap::new();
    for group in same.into_values().filter(|g| g.len() > 1) {
        within(group, &mut found);
    }
    for group in alike.into_values().filter(|g| g.len() > 1) {
        // "Istanbul talks" and "Talks in Istanbul" are one; "A strikes B" and "B strikes A" are not.
        let (joined, plain): (Vec<_>, Vec<_>) = group.into_iter().partition(|(_, joined)| *joined);
        if let (Some((a, _)), Some((b, _))) = (joined.first(), plain.first()) {
            let (early, late) = if a.at < b.at { (a, b) } else { (b, a) };
            found.entry(late.at).or_insert_with(|| report(early, late));
        }
    }
    found.into_values().collect()
}

fn dated(at: usize, entry: &Entry<Event>) -> Option<Dated<'_>> {
    let date = entry.data.date.as_ref()?;
    Some(Dated {
        at,
        entry,
        date,
        first: date.value.earliest().day()?,
        last: date.value.latest().day()?,
    })
}

/// Events of one title whose dates lie within each other. After sorting by first day, the longest first, an event can only
/// lie within one that came before; the one that ends last is enough to ask.
fn within(mut group: Vec<Dated<'_>>, found: &mut BTreeMap<usize, Diagnostic>) {
    group.sort_by(|a, b| (a.first, b.last, a.at).cmp(&(b.first, a.last, b.at)));
    let mut tell = |a: &Dated<'_>, b: &Dated<'_>| {
        let (early, late) = if a.at < b.at { (a, b) } else { (b, a) };
        found.entry(late.at).or_insert_with(|| report(early, late));
    };
    for pair in group.windows(2) {
        if let [a, b] = pair
            && ((a.first, a.last) == (b.first, b.last) || same_span(a, b))
        {
            tell(a, b);
        }
    }
    let mut outer: Option<&Dated<'_>> = None;
    for inner in &group {
        match outer {
            Some(outer) if inner.last <= outer.last => tell(outer, inner),
            _ if is_narrow(inner) => outer = Some(inner),
            _ => {}
        }
    }
}

/// Whether two intervals, of which the second lies within the first, begin in one year and end in one: 1941/1944,
/// 1941-09-08/1944-01-27.
fn same_span(outer: &Dated<'_>, inner: &Dated<'_>) -> bool {
    let interval = |d: &Dated<'_>| d.date.value.precision() == Precision::Interval;
    let years = |d: &Dated<'_>| (d.first.year, d.last.year);
    let several = outer.first.year != outer.last.year;
    several && interval(outer) && interval(inner) && inner.last <= outer.last && years(outer) == years(inner)
}

/// Whether a date is one time of which the author knew no more, or a short interval; a long one may hold many events.
fn is_narrow(outer: &Dated<'_>) -> bool {
    match outer.date.value.precision() {
        Precision::Interval => {
            let days = outer.last.unix_days().zip(outer.first.unix_days());
            days.is_some_and(|(last, first)| last - first <= LONGEST)
        }
        Precision::Second | Precision::Day | Precision::Month | Precision::Season | Precision::Year => true,
        Precision::Decade | Precision::Century | Precision::Years | Precision::Set => false,
    }
}

fn report(early: &Dated<'_>, late: &Dated<'_>) -> Diagnostic {
    let message = format!(
        "the events `{}` ({}) and `{}` ({}) seem to be one",
        early.entry.id, early.date.value, late.entry.id, late.date.value
    );
    let help = format!(
        "merge them, and keep the old address with `former_ids: [{}]`; if they are two, let their titles say so",
        late.entry.id
    );
    Diagnostic::new(Code::TIMELINE_SAME_EVENT, late.entry.data.title.span, message)
        .related(early.entry.data.title.span, "the other entry")
        .help(help)
}

/// Articles, which titles have or lack.
const ARTICLES: &str = "the an le la les l un une der die das ein eine el los las una lo os il gli het een";

/// Articles that elsewhere than at a title's beginning are something else.
const OPENING: &str = "a o as i de";

/// Words that join the others of a title, or only say that it took place.
const SMALL: &str = "in on at of by for with to du des d en à au aux dans im am zu zur zum von vom bei del al в на во о an \
    held takes take took place";

fn is_in(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|known| known == word)
}

/// The words of a title without case, accents, punctuation and articles.
fn words(title: &str) -> Vec<String> {
    // Only accents of letters that stay the same letter without them: Japanese and Indian marks make other sounds.
    let accent =
        |c: &char| matches!(c, '\u{300}'..='\u{36F}' | '\u{64B}'..='\u{652}' | '\u{AD}' | '\u{200B}'..='\u{200F}');
    let bare: String = title.nfd().filter(|c| !accent(c)).nfc().collect();
    let folded = fold_case(&bare);
    let cut = folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    let all = joined(cut);
    // "Plan A" ends with a name.
    let last = all.len().saturating_sub(1);
    let words = all.iter().enumerate();
    words
        .filter(|(at, w)| *at == last || !(is_in(ARTICLES, w) || *at == 0 && is_in(OPENING, w)))
        .map(|(_, w)| w.clone())
        .collect()
}

/// Words, with what only marks keep apart put together: the letters of "U.S.", the parts of a Japanese title in which
/// some have corner brackets.
fn joined<'w>(words: impl Iterator<Item = &'w str>) -> Vec<String> {
    let unspaced = |w: &str| {
        w.chars()
            .any(|c| matches!(c, '\u{3040}'..='\u{30FF}' | '\u{4E00}'..='\u{9FFF}'))
    };
    let letter = |w: &str| w.chars().count() == 1 && !is_in(OPENING, w) && w.chars().all(char::is_alphabetic);
    let mut out: Vec<String> = Vec::new();
    let mut last = "";
    for word in words {
        let together = unspaced(last) && unspaced(word) || letter(last) && letter(word);
        match out.last_mut() {
            Some(before) if together => before.push_str(word),
            _ => out.push(word.to_owned()),
        }
        last = word;
    }
    out
}
