//! Words in lines: measured with the font, broken where there is room for no more, cut with an ellipsis where there is no room
//! for all of them.

use super::text::Font;

/// Characters that are never seen themselves.
pub(super) fn is_joiner(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// A font at a size, and the width that there is.
#[derive(Clone, Copy)]
pub(super) struct Column<'f> {
    pub(super) font: &'f Font,
    pub(super) size: f64,
    pub(super) width: f64,
}

impl Column<'_> {
    fn measure(&self, text: &str) -> f64 {
        let units: u32 = text.chars().map(|c| self.font.advance(c)).sum();
        f64::from(units) * self.size / f64::from(self.font.face.units_per_em())
    }

    fn fits(&self, text: &str) -> bool {
        self.measure(text) <= self.width
    }

    /// Whether a word is longer than a line.
    pub(super) fn breaks(&self, text: &str) -> bool {
        pieces(text).any(|(_, word)| !self.fits(word))
    }

    /// The text in lines that all fit.
    pub(super) fn lines(&self, text: &str) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        let mut line = String::new();
        for (blank, word) in pieces(text) {
            let joined = format!("{line}{}{word}", if line.is_empty() { "" } else { blank });
            if self.fits(&joined) {
                line = joined;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            for c in word.chars() {
                // Only a word that is longer than a line is broken.
                if !line.is_empty() && !self.fits(&format!("{line}{c}")) {
                    lines.push(std::mem::take(&mut line));
                }
                line.push(c);
            }
        }
        if !line.is_empty() {
            lines.push(line);
        }
        lines
    }

    /// The text in so many lines at most; what has no room is cut off, and an ellipsis says so.
    pub(super) fn most(&self, text: &str, most: usize) -> Vec<String> {
        let mut lines = self.lines(text);
        if lines.len() <= most {
            return lines;
        }
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            let mut kept = last.clone();
            while !self.fits(&format!("{kept}…")) {
                let shorter = kept
                    .rfind(' ')
                    .unwrap_or(kept.len() - kept.chars().last().map_or(0, char::len_utf8));
                kept.truncate(shorter);
            }
            let end = kept.trim_end_matches([' ', '\u{a0}', ',', ';', ':', '.', '–', '—', '-', '«', '„', '“', '(']);
            *last = format!("{end}…");
        }
        lines
    }
}

/// What stands between places at which a line may end, with the blank before it: spaces, and the far side of a hyphen or dash
/// inside a word.
fn pieces(text: &str) -> impl Iterator<Item = (&str, &str)> {
    words(text).flat_map(|word| {
        let parts = word.split_inclusive(['-', '–', '—']);
        // Whatever is a sign by itself ("-5", "a -- b") stays with what follows it.
        let letters = word.trim_start_matches(['-', '–', '—']).len();
        let whole = letters < word.len() || word.ends_with(['-', '–', '—']);
        let parts: Vec<&str> = if whole { vec![word] } else { parts.collect() };
        parts
            .into_iter()
            .enumerate()
            .map(|(nth, part)| (if nth == 0 { " " } else { "" }, part))
    })
}

/// What stands between spaces at which a line may end.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split([' ', '\n', '\t', '\r']).filter(|w| !w.is_empty())
}

#[cfg(test)]
mod tests {
    use super::super::text::FONTS;
    use super::*;

    fn column(width: f64) -> Column<'static> {
        let (regular, _) = FONTS.as_ref().unwrap();
        Column {
            font: regular,
            size: 40.0,
            width,
        }
    }

    #[test]
    fn lines_fit_and_lose_nothing() {
        let text = "The weir that was to tame the river in the spring of 1911 — and Donaudampfschifffahrtsgesellschaft";
        let column = column(300.0);
        let lines = column.lines(text);
        assert!(lines.iter().all(|l| column.fits(l)), "{lines:?}");
        assert_eq!(lines.concat().replace(' ', ""), text.replace(' ', ""));
    }

    #[test]
    fn lines_end_at_hyphens_before_words_are_broken() {
        let lines = column(300.0).lines("Non-governmental-organisations at -5 degrees");
        assert_eq!(lines, ["Non-", "governmental-", "organisations", "at -5 degrees"]);
    }

    #[test]
    fn what_is_cut_off_is_said_so() {
        let column = column(300.0);
        let lines = column.most("One, two, three, four, five, six, seven, eight, nine, ten, eleven", 2);
        assert_eq!(lines.len(), 2);
        assert!(lines[1].ends_with('…') && !lines[1].ends_with(",…"), "{lines:?}");
        assert!(column.fits(&lines[1]));
        assert_eq!(column.most("One", 2), ["One"]);
    }
}
