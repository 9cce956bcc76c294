//! Cuts plain text into the units that forms are compared by: words where a script puts spaces between them, and single
//! grapheme clusters where it doesn't (Chinese, Japanese, Thai, Lao, Khmer, Burmese) or where particles follow a noun
//! without a space (Korean). A unit never ends inside a grapheme.

use std::ops::Range;

use icu::properties::CodePointMapData;
use icu::properties::props::{GeneralCategory, Script};
use icu::segmenter::GraphemeClusterSegmenter;

/// A unit of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token<'t> {
    /// Its bytes.
    pub(super) range: Range<usize>,
    /// Its letters as they stand in the text.
    pub(super) text: &'t str,
    /// What lies between it and the unit before.
    pub(super) gap: Gap<'t>,
    /// What kind of unit it is.
    pub(super) kind: Kind,
}

/// What a unit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub(crate) enum Kind {
    /// A word of a script with spaces, or a number.
    Word,
    /// One Han character.
    Han,
    /// One cluster of hiragana.
    Hiragana,
    /// One cluster of katakana.
    Katakana,
    /// One Korean syllable.
    Hangul,
    /// One cluster of Thai, Lao, Khmer or Burmese.
    Southeast,
}

/// What lies between two units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap<'t> {
    /// Nothing.
    None,
    /// Blanks, with at most one line end.
    Space,
    /// A hyphen, blanks around it or not.
    Hyphen,
    /// An apostrophe.
    Apostrophe,
    /// A middle dot between parts of a foreign name.
    Dot,
    /// Anything else.
    Other(&'t str),
}

/// The units of a text, in order.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut out: Vec<Token<'_>> = Vec::with_capacity(text.len() / 6 + 1);
    let mut run: Option<(usize, Kind)> = None;
    let mut last = Alphabet::Neither;
    let mut next = 0;
    while let Some(c) = text.get(next..).and_then(|rest| rest.chars().next()) {
        let at = next;
        next += c.len_utf8();
        if run.is_none() {
            // Nothing to decide.
            if c == ' ' {
                continue;
            }
            if let Some(end) = plain_word(text, at) {
                close(text, at..end, Kind::Word, &mut out);
                next = end;
                continue;
            }
        }
        let class = match class(c) {
            Class::Unit(kind) => Some(kind),
            // Marks and joiners belong to what stands before them.
            Class::Mark => run.map(|(_, kind)| kind),
            Class::Tail => run.filter(|(_, kind)| *kind == Kind::Word).map(|(_, kind)| kind),
            Class::Other => None,
        };
        let alphabet = alphabet(c);
        if let Some((from, kind)) = run
            && (class != Some(kind) || kind == Kind::Word && last.ends_before(alphabet))
        {
            close(text, from..at, kind, &mut out);
            run = None;
            last = Alphabet::Neither;
        }
        // Between Indic letters the sign only changes their shape.
        if alphabet != Alphabet::Neither && !(alphabet == Alphabet::NonJoiner && last != Alphabet::Arabic) {
            last = alphabet;
        }
        if let Some(kind) = class
            && run.is_none()
        {
            run = Some((at, kind));
        }
    }
    if let Some((from, kind)) = run {
        close(text, from..text.len(), kind, &mut out);
    }
    out
}

/// The end of a word that begins here, where it is ASCII letters and digits only and what follows is ASCII too. Most words
/// of most texts are such, and each character of a text is looked at.
fn plain_word(text: &str, at: usize) -> Option<usize> {
    let rest = text.as_bytes().get(at..)?;
    let length = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let after = rest.get(length).copied().unwrap_or(b' ');
    (length > 0 && after.is_ascii() && !matches!(after, b'+' | b'#')).then_some(at + length)
}

/// What decides whether a word goes on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Alphabet {
    Latin,
    Arabic,
    Other,
    /// The sign that keeps two Arabic letters from joining: in Persian the parts of a compound and endings are set
    /// apart by it, and as often by a blank.
    NonJoiner,
    /// Digits, marks: they go with any.
    Neither,
}

impl Alphabet {
    /// Whether a word ends between letters of these two: an abbreviation in Latin letters has endings in the language's
    /// own ("APIهای").
    fn ends_before(self, next: Self) -> bool {
        match (self, next) {
            (_, Self::Neither | Self::NonJoiner) | (Self::Neither, _) => false,
            (Self::NonJoiner, _) => true,
            (a, b) => a != b && (a == Self::Latin || b == Self::Latin),
        }
    }
}

fn alphabet(c: char) -> Alphabet {
    match c {
        'a'..='z' | 'A'..='Z' | '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => Alphabet::Latin,
        '\u{620}'..='\u{64A}' | '\u{66E}'..='\u{6D5}' | '\u{6EE}'..='\u{6FF}' | '\u{750}'..='\u{77F}' => {
            Alphabet::Arabic
        }
        '\u{200C}' => Alphabet::NonJoiner,
        c if c.is_alphabetic() && !is_mark(c) => Alphabet::Other,
        _ => Alphabet::Neither,
    }
}

/// Adds what a run of one kind consists of.
fn close<'t>(text: &'t str, run: Range<usize>, kind: Kind, out: &mut Vec<Token<'t>>) {
    let mut add = |range: Range<usize>| {
        let before = out.last().map_or(0, |t| t.range.end);
        let between = text.get(before..range.start).unwrap_or("");
        let gap = if out.is_empty() {
            Gap::Other(between)
        } else {
            gap(between)
        };
        out.push(Token {
            text: text.get(range.clone()).unwrap_or(""),
            range,
            gap,
            kind,
        });
    };
    if kind == Kind::Word {
        return add(run);
    }
    let inner = text.get(run.clone()).unwrap_or("");
    let mut from = 0;
    for end in GraphemeClusterSegmenter::new().segment_str(inner).filter(|e| *e > 0) {
        add(run.start + from..run.start + end);
        from = end;
    }
}

enum Class {
    Unit(Kind),
    /// A combining mark or an invisible joiner.
    Mark,
    /// A sign that belongs to the word before it: "C++", "C#".
    Tail,
    Other,
}

fn class(c: char) -> Class {
    if c.is_ascii() {
        return match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' => Class::Unit(Kind::Word),
            '+' | '#' => Class::Tail,
            _ => Class::Other,
        };
    }
    // The last two voice a half-width katakana letter.
    if matches!(
        c,
        '\u{AD}' | '\u{200C}' | '\u{200D}' | '\u{2060}' | '\u{FF9E}' | '\u{FF9F}'
    ) {
        return Class::Mark;
    }
    // Before the Thai block there is no script without spaces.
    let script = if c < '\u{E00}' {
        Script::Common
    } else {
        CodePointMapData::<Script>::new().get(c)
    };
    let kind = match script {
        Script::Han => Kind::Han,
        Script::Hiragana => Kind::Hiragana,
        Script::Katakana => Kind::Katakana,
        Script::Hangul => Kind::Hangul,
        Script::Thai | Script::Lao | Script::Khmer | Script::Myanmar => Kind::Southeast,
        // The sign that lengthens a vowel.
        _ if matches!(c, '\u{30FC}' | '\u{FF70}') => Kind::Katakana,
        _ => Kind::Word,
    };
    if is_mark(c) {
        Class::Mark
    } else if c.is_alphanumeric() || c == '\u{30FC}' || c == '\u{FF70}' {
        Class::Unit(kind)
    } else {
        Class::Other
    }
}

fn is_mark(c: char) -> bool {
    matches!(
        CodePointMapData::<GeneralCategory>::new().get(c),
        GeneralCategory::NonspacingMark | GeneralCategory::SpacingMark | GeneralCategory::EnclosingMark
    )
}

/// Names what lies between two units.
fn gap(between: &str) -> Gap<'_> {
    if between == " " {
        return Gap::Space;
    }
    let mut found = Gap::None;
    for c in between.chars() {
        let this = match c {
            // The hyphen and those that don't break or are wider; dashes are none.
            '-' | '\u{2010}' | '\u{2011}' | '\u{5BE}' => Gap::Hyphen,
            '\'' | '\u{2019}' | '\u{2BC}' | '\u{2018}' | '\u{5F3}' | '\u{FF07}' => Gap::Apostrophe,
            '\u{30FB}' | '\u{B7}' | '\u{FF65}' | '\u{2027}' => Gap::Dot,
            c if c.is_whitespace() => Gap::Space,
            // Invisible: directions, a place where a line may break, a soft hyphen without a word before it.
            '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{61C}' | '\u{2066}'..='\u{2069}' | '\u{AD}' | '\u{FEFF}' => {
                continue;
            }
            _ => return Gap::Other(between),
        };
        found = match (found, this) {
            (Gap::None, this) => this,
            // A line may end after a hyphen; with a blank before it, it is a dash.
            (Gap::Hyphen, Gap::Space) => Gap::Hyphen,
            // "the ministers' talks"; with a blank before it, it is a quotation mark.
            (Gap::Space | Gap::Apostrophe, Gap::Space) => Gap::Space,
            _ => return Gap::Other(between),
        };
    }
    if between.matches('\n').count() > 1 {
        return Gap::Other(between);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::Gap::{Apostrophe, Dot, Hyphen, Other, Space};
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        tokens(text).iter().map(|t| t.text).collect()
    }

    #[test]
    fn words_end_where_their_graphemes_do() {
        assert_eq!(
            cut("char\u{AD}gé d’affaires, U.S. C++ e\u{301}t"),
            ["char\u{AD}gé", "d", "affaires", "U", "S", "C++", "e\u{301}t"]
        );
        assert_eq!(cut("हिंदी भाषा"), ["हिंदी", "भाषा"]);
        assert_eq!(cut("آتش‌بس APIهای K8s"), ["آتش‌", "بس", "API", "های", "K8s"]);
    }

    #[test]
    fn scripts_without_spaces_are_cut_into_clusters() {
        assert_eq!(cut("API网关"), ["API", "网", "关"]);
        assert_eq!(cut("サーバーを2台"), ["サ", "ー", "バ", "ー", "を", "2", "台"]);
        assert_eq!(cut("ที่นี่"), ["ที่", "นี่"]);
        assert_eq!(cut("컨테이너를"), ["컨", "테", "이", "너", "를"]);
        assert_eq!(cut("\u{1100}\u{1161}나"), ["\u{1100}\u{1161}", "나"]);
    }

    #[test]
    fn gaps_have_names() {
        let gaps: Vec<_> = tokens("a b-c d'e f. g\nh\n\ni キ・ク – x")
            .iter()
            .map(|t| t.gap)
            .collect();
        assert_eq!(
            gaps,
            [
                Other(""),
                Space,
                Hyphen,
                Space,
                Apostrophe,
                Space,
                Other(". "),
                Space,
                Other("\n\n"),
                Space,
                Dot,
                Other(" – ")
            ]
        );
    }
}
