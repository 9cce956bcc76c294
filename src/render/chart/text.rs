//! How wide a text may become, and where it breaks. The drawing is made without knowing the reader's fonts, so widths are
//! those of a wide one: what has room here has room everywhere. Nothing here knows what a text is for.

use std::ops::RangeInclusive;

use icu::properties::CodePointMapData;
use icu::properties::props::{EastAsianWidth, GeneralCategory};
use icu::segmenter::LineSegmenter;
use icu::segmenter::options::LineBreakOptions;

/// The widths of printable ASCII in hundredths of the font size, from space on: the advance widths of `DejaVu` Sans, which
/// with Verdana is the widest face that browsers commonly fall back to.
const ASCII: [u8; 95] = [
    32, 41, 46, 84, 64, 95, 78, 28, 40, 40, 50, 84, 32, 37, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 34, 34, 84,
    84, 84, 54, 100, 69, 69, 70, 77, 64, 58, 78, 76, 30, 30, 66, 56, 87, 75, 79, 61, 79, 70, 64, 62, 74, 69, 99, 69,
    62, 69, 40, 34, 40, 84, 50, 50, 62, 64, 55, 64, 62, 36, 64, 64, 28, 28, 58, 28, 98, 64, 62, 64, 64, 42, 53, 40, 64,
    60, 82, 60, 60, 53, 64, 34, 64, 84,
];

/// What letters of other scripts take at most, by and large, in hundredths of the font size.
const LETTER: f64 = 0.86;

/// A bold face is wider by so much.
const BOLD: f64 = 1.13;

/// The width of a text in pixels at a font size in pixels, rather too much than too little.
pub(super) fn width(text: &str, size: f64, bold: bool) -> f64 {
    let ems: f64 = text.chars().map(em).sum();
    ems * size * if bold { BOLD } else { 1.0 }
}

/// The width of one character, where the font size is 1.
fn em(c: char) -> f64 {
    let at = (c as usize).checked_sub(32).and_then(|at| ASCII.get(at));
    if let Some(hundredths) = at {
        return f64::from(*hundredths) / 100.0;
    }
    match CodePointMapData::<GeneralCategory>::new().get(c) {
        GeneralCategory::NonspacingMark
        | GeneralCategory::EnclosingMark
        | GeneralCategory::Format
        | GeneralCategory::Control => return 0.0,
        GeneralCategory::SpaceSeparator => return 0.34,
        _ => {}
    }
    match c {
        'à'..='å' | 'ç'..='ö' | 'ø'..='ÿ' | 'ā'..='ž' | '\u{2018}'..='\u{201f}' | '\u{2010}'..='\u{2013}'
            if c != 'œ' =>
        {
            0.66
        }
        'а'..='я' | 'ё' if !"жмшщыюф".contains(c) => 0.66,
        'Щ' | 'Ш' | 'Ж' | 'Ю' | '…' | '—' | 'Œ' | 'œ' | 'Æ' | 'æ' => 1.1,
        _ if matches!(
            CodePointMapData::<EastAsianWidth>::new().get(c),
            EastAsianWidth::Wide | EastAsianWidth::Fullwidth
        ) =>
        {
            1.05
        }
        _ => LETTER,
    }
}

/// A text in lines.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Lines {
    pub(super) lines: Vec<String>,
    /// The widest line, in pixels.
    pub(super) width: f64,
}

/// Breaks a text into as few of `counts` lines as fit into `limit` pixels, all about equally long; what does not fit into
/// the most of them is cut, with an ellipsis.
pub(super) fn wrap(text: &str, size: f64, bold: bool, limit: f64, counts: RangeInclusive<usize>) -> Lines {
    let most = (*counts.end()).max(1);
    let words = words(text, size, bold);
    let whole: f64 = words.iter().map(|word| word.1).sum();
    let widest = words.iter().map(|word| word.1).fold(0.0, f64::max);
    for count in counts {
        #[expect(clippy::cast_precision_loss, reason = "a label has a few lines")]
        let even = whole / count as f64;
        // From lines of the same length to ones as long as they may be.
        for step in 0..=8 {
            let try_width = even.max(widest) + (limit - even.max(widest)) * f64::from(step) / 8.0;
            if try_width > limit {
                break;
            }
            let lines = fill(&words, try_width + 0.01);
            if lines.len() <= count {
                return measured(lines, size, bold);
            }
        }
    }
    cut(text, &words, size, bold, limit, most)
}

/// Pieces between which a line may end, by Unicode's rules (UAX 14), with their widths. A blank at a piece's end is its own.
fn words(text: &str, size: f64, bold: bool) -> Vec<(&str, f64)> {
    let breaks = LineSegmenter::new_for_non_complex_scripts(LineBreakOptions::default());
    let mut start = 0;
    let mut words = Vec::new();
    for end in breaks.segment_str(text) {
        if let Some(word) = text.get(start..end).filter(|word| !word.is_empty()) {
            words.push((word, width(word, size, bold)));
        }
        start = end;
    }
    words
}

/// Puts words into lines, each as full as it may be.
fn fill(words: &[(&str, f64)], limit: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut room = 0.0;
    for (word, wide) in words {
        match lines.last_mut() {
            Some(line) if *wide <= room => line.push_str(word),
            _ => {
                lines.push((*word).to_owned());
                room = limit;
            }
        }
        room -= wide;
    }
    lines
}

fn measured(lines: Vec<String>, size: f64, bold: bool) -> Lines {
    let lines: Vec<String> = lines.into_iter().map(|line| line.trim().to_owned()).collect();
    let width = lines.iter().map(|line| width(line, size, bold)).fold(0.0, f64::max);
    Lines { lines, width }
}

/// As many whole lines as there may be, the last one cut.
fn cut(text: &str, words: &[(&str, f64)], size: f64, bold: bool, limit: f64, most: usize) -> Lines {
    let mut lines = fill(words, limit);
    let too_wide = lines.iter().position(|line| width(line.trim(), size, bold) > limit);
    let last = too_wide.unwrap_or(most - 1).min(most - 1);
    let before: usize = lines.iter().take(last).map(String::len).sum();
    lines.truncate(last);
    let rest = text.get(before..).unwrap_or("");
    let mut room = limit - width("…", size, bold);
    let mut kept = String::new();
    for c in rest.chars() {
        room -= width(c.encode_utf8(&mut [0; 4]), size, bold);
        if room < 0.0 {
            break;
        }
        kept.push(c);
    }
    lines.push(format!("{}…", kept.trim_end()));
    measured(lines, size, bold)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn breaks_into_even_lines() {
        let lines = wrap("The embassy in Moscow closes", 12.0, false, 150.0, 1..=2);
        assert_eq!(lines.lines, ["The embassy in", "Moscow closes"]);
        assert_eq!(wrap("Talks", 12.0, false, 150.0, 1..=2).lines, ["Talks"]);
        let lines = wrap("外務省は大使館の職員を減らすと発表した", 12.0, false, 150.0, 1..=2);
        assert_eq!(lines.lines.len(), 2);
    }

    proptest::proptest! {
        /// Whatever the text, no line is wider than asked for, and only a cut text loses anything.
        #[test]
        fn lines_fit(text in "[a-zа-я外務省 ]{0,80}", limit in 40.0..300.0_f64, most in 1_usize..4) {
            let made = wrap(&text, 12.0, false, limit, 1..=most);
            proptest::prop_assert!(made.lines.len() <= most);
            proptest::prop_assert!(made.width <= limit + 0.1, "{made:?}");
            let joined: String = made.lines.concat().split_whitespace().collect();
            let all: String = text.split_whitespace().collect();
            proptest::prop_assert!(joined == all || joined.ends_with('…'), "{joined} of {all}");
        }
    }
}
