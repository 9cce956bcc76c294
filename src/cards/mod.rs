//! Cards: the picture that is shown where somebody shares a page. Drawn from words and numbers, with a font that is part of the
//! program; the fonts of the machine are never looked at, so that the same card comes out everywhere. Knows no page and no file.

mod canvas;
mod draw;
mod fit;
mod png;
mod text;

use std::cell::RefCell;

use text::FONTS;
use unicode_normalization::UnicodeNormalization;

/// The width of a card in pixels, as the services that show it ask for.
pub const WIDTH: u16 = 1200;
/// Its height.
pub const HEIGHT: u16 = 630;

/// Enters the name under which a drawn card is kept.
pub const RECIPE: &str = concat!("nutgraf ", env!("CARGO_PKG_VERSION"), " cards 4");

thread_local! {
    static ROOM: RefCell<draw::Room> = RefCell::default();
}

/// What a card says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Card {
    /// The title of the page.
    pub title: String,
    /// What it says in a sentence or two.
    pub dek: String,
    /// The name of the site.
    pub site: String,
    /// The strip of a timeline.
    pub strip: Option<Strip>,
    /// Its colours.
    pub palette: Palette,
}

/// The strip of a timeline, as what stands in an SVG that is 560 pixels wide.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Strip {
    /// What the cards of all pages show.
    pub ground: String,
    /// What is filled on this one.
    pub own: String,
}

/// The colours of a card, as CSS writes them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Palette {
    /// The ground.
    pub paper: String,
    /// The title.
    pub ink: String,
    /// Other words.
    pub quiet: String,
    /// What stands out.
    pub accent: String,
    /// Thin lines.
    pub edge: String,
}

impl Default for Palette {
    fn default() -> Self {
        Self::of("")
    }
}

impl Palette {
    /// The light colours of a style sheet, which says them as the built-in one does: the first `--paper: #fdfcf8;`. What it
    /// doesn't say, or not as `#` and six digits, is as in the built-in one.
    #[must_use]
    pub fn of(css: &str) -> Self {
        let colour = |name: &str, default: &str| {
            let found = css.split_once(&format!("--{name}:")).map(|(_, rest)| rest.trim_start());
            let found = found.and_then(|rest| rest.get(..7));
            let is_hex = |c: &str| {
                c.strip_prefix('#')
                    .is_some_and(|d| d.bytes().all(|b| b.is_ascii_hexdigit()))
            };
            found.filter(|c| is_hex(c)).unwrap_or(default).to_owned()
        };
        Self {
            paper: colour("paper", "#fdfcf8"),
            ink: colour("ink", "#211e1a"),
            quiet: colour("quiet", "#5e574d"),
            accent: colour("accent", "#8b2c18"),
            edge: colour("edge", "#8a8377"),
        }
    }
}

impl Card {
    /// The card as far as the font can write it, and the first letter that it can't.
    #[must_use]
    pub fn written(mut self) -> (Self, Option<char>) {
        for text in [&mut self.title, &mut self.dek, &mut self.site] {
            *text = plainer(text);
        }
        let missing = [&self.title, &self.dek, &self.site].map(|text| unwritable(text));
        let [title, dek, site] = missing;
        if title.is_some() {
            (self.title, self.dek, self.site) = Default::default();
        }
        if dek.is_some() {
            self.dek.clear();
        }
        if site.is_some() {
            self.site.clear();
        }
        (self, title.or(dek).or(site))
    }

    /// All that the card is drawn from, to name it by.
    #[must_use]
    pub fn key(&self) -> String {
        format!("{RECIPE}\0{self:?}")
    }

    /// The card as a PNG. `None` where the drawing can't be made, which no text brings about.
    #[must_use]
    pub fn draw(&self) -> Option<Vec<u8>> {
        ROOM.with_borrow_mut(|room| {
            let canvas = draw::draw(self, FONTS.as_ref()?, room)?;
            let file = png::encode(&canvas);
            room.pixels = canvas.pixels;
            file
        })
    }
}

/// A text whose letters that the font lacks are those that Unicode holds to be the same, where it has these: "fi" for the
/// ligature, a plain hyphen for one that doesn't break.
fn plainer(text: &str) -> String {
    if text.is_ascii() || unwritable(text).is_none() {
        return text.to_owned();
    }
    let instead = |c: char| {
        let same: String = c.nfkc().map(|c| if c == '\u{2010}' { '-' } else { c }).collect();
        let known = unwritable(c.encode_utf8(&mut [0; 4])).is_none() || unwritable(&same).is_some();
        if known { c.to_string() } else { same }
    };
    text.chars().map(instead).collect()
}

/// The first letter of a text that the font has no glyph for.
fn unwritable(text: &str) -> Option<char> {
    let Some((regular, semibold)) = FONTS.as_ref() else {
        return text.chars().next();
    };
    let has = |c: char| regular.face.glyph_index(c).is_some() && semibold.face.glyph_index(c).is_some();
    text.chars()
        .find(|c| !c.is_whitespace() && !fit::is_joiner(*c) && !has(*c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card(title: &str) -> Card {
        Card {
            title: title.to_owned(),
            dek: "Said in a sentence.".to_owned(),
            site: "A site".to_owned(),
            ..Card::default()
        }
    }

    #[test]
    fn a_card_is_a_small_png_and_always_the_same() {
        let card = card("How a river was tamed");
        let drawn = card.draw().unwrap();
        assert!(drawn.len() < 60_000, "{}", drawn.len());
        assert_eq!(Some(drawn.as_slice()), card.draw().as_deref());
        let decoder = image::codecs::png::PngDecoder::new(std::io::Cursor::new(&drawn)).unwrap();
        assert_eq!(image::ImageDecoder::dimensions(&decoder), (1200, 630));
    }

    #[test]
    fn words_that_the_font_can_t_write_are_left_out() {
        for (title, letter) in [
            ("Κόμβος", None),
            ("Плотина «Заря»", None),
            ("メートル", Some('メ')),
            ("A 🌊", Some('🌊')),
            ("Wi\u{2011}Fi ﬁnds ＡＢ™\u{fe0f}", None),
        ] {
            let (written, missing) = card(title).written();
            assert_eq!(missing, letter, "{title}");
            assert_eq!(written.title.is_empty(), letter.is_some(), "{title}");
            assert_eq!(written.site.is_empty(), letter.is_some(), "{title}");
        }
        let (written, missing) = Card {
            site: "サイト".to_owned(),
            ..card("A title")
        }
        .written();
        assert_eq!(
            (written.title.as_str(), written.site.as_str(), missing),
            ("A title", "", Some('サ'))
        );
    }

    #[test]
    fn colours_are_those_of_the_style_sheet() {
        let palette = Palette::of(":root { --accent: #123456; --ink: rgb(0 0 0); }\n@media x { --accent: #654321; }");
        assert_eq!(palette.accent, "#123456");
        assert_eq!(palette.ink, Palette::default().ink);
    }
}
