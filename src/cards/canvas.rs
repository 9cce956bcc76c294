//! The pixels of a card while it is drawn: each a number of a palette that grows. Words and lines on paper have few colours, so
//! this is what the file holds in the end, and a quarter of what red, green, blue and opacity would take to move about.

use resvg::tiny_skia::Pixmap;
use rustc_hash::FxHashMap;

use super::{HEIGHT, WIDTH};

/// A colour: red, green, blue.
pub(super) type Colour = [u8; 3];

/// So many steps lie between the paper and the colour of words; nobody tells more apart.
pub(super) const STEPS: u8 = 40;

/// The first of [`STEPS`] numbers of the palette that lead from the paper to a colour.
#[derive(Clone, Copy)]
pub(super) struct Ink(u8);

/// The shape of something, as the steps to take from the paper.
pub(super) struct Shape {
    /// Where it stands, seen from the place where it is put.
    pub(super) left: i32,
    pub(super) top: i32,
    /// 0 where it is much smaller than a pixel, or nothing.
    pub(super) width: usize,
    /// Row by row, from 0 to [`STEPS`].
    pub(super) steps: Vec<u8>,
}

/// The pixels.
pub(super) struct Canvas {
    /// Row by row.
    pub(super) pixels: Vec<u8>,
    /// 256 colours at most; the first is that of the paper.
    pub(super) palette: Vec<Colour>,
}

impl Canvas {
    /// An empty one, in the room of an earlier one's pixels: cards come by the thousand, and so much memory goes back to the
    /// system whenever it is let go.
    pub(super) fn new(paper: Colour, mut room: Vec<u8>) -> Self {
        room.clear();
        room.resize(usize::from(WIDTH) * usize::from(HEIGHT), 0);
        Self {
            pixels: room,
            palette: vec![paper],
        }
    }

    /// Colours to write with. There is room for six.
    pub(super) fn ink(&mut self, colour: Colour) -> Ink {
        let paper = self.palette.first().copied().unwrap_or_default();
        let first = u8::try_from(self.palette.len()).unwrap_or(0);
        self.palette.extend((1..=STEPS).map(|step| mix(paper, colour, step)));
        Ink(first)
    }

    /// Fills the first rows.
    pub(super) fn bar(&mut self, rows: usize, ink: Ink) {
        let end = rows * usize::from(WIDTH);
        if let Some(pixels) = self.pixels.get_mut(..end) {
            pixels.fill(ink.0 + STEPS - 1);
        }
    }

    /// Puts a shape at a place. What would stand outside is left out.
    pub(super) fn put(&mut self, shape: &Shape, x: i32, y: i32, ink: Ink) {
        if shape.width == 0 {
            return;
        }
        let (left, top) = (x + shape.left, y + shape.top);
        let rows = shape.steps.chunks_exact(shape.width);
        for (steps, y) in rows.zip(top..) {
            let Some(row) = usize::try_from(y).ok().and_then(|y| self.row(y)) else {
                continue;
            };
            let skipped = usize::try_from(-left).unwrap_or(0);
            let first = usize::try_from(left).unwrap_or(0);
            let row = row.get_mut(first..).unwrap_or_default();
            for (pixel, step) in row.iter_mut().zip(steps.iter().skip(skipped)) {
                if *step > 0 {
                    // Where two letters touch, the stronger counts.
                    *pixel = (*pixel).max(ink.0 + step - 1);
                }
            }
        }
    }

    fn row(&mut self, y: usize) -> Option<&mut [u8]> {
        let start = y * usize::from(WIDTH);
        self.pixels.get_mut(start..start + usize::from(WIDTH))
    }

    /// Puts a picture as wide as the card on the rows from `top`, where nothing stands yet. Where it has more colours than there is
    /// room for, neighbouring ones are taken for one.
    pub(super) fn paste(&mut self, picture: &Pixmap, top: usize) -> Option<()> {
        let runs: Vec<(Colour, usize)> = picture
            .pixels()
            .chunk_by(|a, b| a == b)
            .filter_map(|run| {
                let first = run.first()?;
                Some(([first.red(), first.green(), first.blue()], run.len()))
            })
            .collect();
        let numbers = (0..8).find_map(|coarse| self.numbers(&runs, coarse))?;
        let start = top * usize::from(WIDTH);
        let mut rest = self.pixels.get_mut(start..)?;
        for ((_, pixels), number) in runs.iter().zip(numbers) {
            let (now, later) = rest.split_at_mut_checked(*pixels)?;
            now.fill(number);
            rest = later;
        }
        Some(())
    }

    /// The number of each run's colour without its last bits, in a palette that has room for all; `None` where there is none.
    fn numbers(&mut self, runs: &[(Colour, usize)], coarse: u8) -> Option<Vec<u8>> {
        let before = self.palette.len();
        let paper = self.palette.first().copied()?;
        let mut known: FxHashMap<Colour, u8> = FxHashMap::default();
        let mut numbers = Vec::with_capacity(runs.len());
        for (colour, _) in runs {
            if let Some(number) = known.get(colour) {
                numbers.push(*number);
                continue;
            }
            let rounded = rounded(*colour, coarse);
            let own = self.palette.iter().skip(before).position(|c| *c == rounded);
            let number = match own {
                _ if *colour == paper => 0,
                Some(own) => before + own,
                None => {
                    self.palette.push(rounded);
                    self.palette.len() - 1
                }
            };
            let Ok(number) = u8::try_from(number) else {
                self.palette.truncate(before);
                return None;
            };
            known.insert(*colour, number);
            numbers.push(number);
        }
        Some(numbers)
    }
}

/// The colour that is so many steps away from the paper.
fn mix(paper: Colour, colour: Colour, step: u8) -> Colour {
    let of = |(from, to): (u8, u8)| {
        let (wide, step, steps) = (u32::from(from), u32::from(step), u32::from(STEPS));
        let mixed = (wide * (steps - step) + u32::from(to) * step + steps / 2) / steps;
        u8::try_from(mixed).unwrap_or(to)
    };
    let [red, green, blue] = paper;
    let [to_red, to_green, to_blue] = colour;
    [(red, to_red), (green, to_green), (blue, to_blue)].map(of)
}

/// A colour without its last bits; black and white stay what they are.
fn rounded(colour: Colour, coarse: u8) -> Colour {
    let mask = u8::MAX << coarse;
    colour.map(|c| {
        let high = c & mask;
        // The lost bits are filled with the first ones, so that white stays white.
        if coarse == 0 { c } else { high | (high >> (8 - coarse)) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAPER: Colour = [250, 250, 250];
    const INK: Colour = [10, 20, 30];

    fn shape(width: usize, height: usize) -> Shape {
        Shape {
            left: 0,
            top: 0,
            width,
            steps: vec![STEPS; width * height],
        }
    }

    #[test]
    fn what_stands_outside_is_left_out() {
        let (width, height) = (i32::from(WIDTH), i32::from(HEIGHT));
        for (x, y, seen) in [
            (0, 0, 6),
            (-1, 0, 4),
            (0, -1, 3),
            (-3, 0, 0),
            (width - 1, height - 1, 1),
            (width, 0, 0),
            (0, height, 0),
            (i32::MIN / 2, i32::MIN / 2, 0),
        ] {
            let mut canvas = Canvas::new(PAPER, Vec::new());
            let ink = canvas.ink(INK);
            canvas.put(&shape(3, 2), x, y, ink);
            let drawn: Vec<&u8> = canvas.pixels.iter().filter(|p| **p != 0).collect();
            assert_eq!(drawn.len(), seen, "at {x}, {y}");
            assert!(drawn.iter().all(|p| canvas.palette[usize::from(**p)] == INK));
        }
    }

    #[test]
    fn a_picture_of_many_colours_gets_those_that_are_left() {
        let mut picture = Pixmap::new(WIDTH.into(), 4).unwrap();
        for (at, pixel) in picture.data_mut().chunks_exact_mut(4).enumerate() {
            let low = u8::try_from(at % 256).unwrap();
            pixel.copy_from_slice(&[low, u8::try_from(at / 256).unwrap(), low, 255]);
        }
        let mut canvas = Canvas::new(PAPER, Vec::new());
        for _ in 0..3 {
            canvas.ink(INK);
        }
        canvas.paste(&picture, 600).unwrap();
        assert!(canvas.palette.len() <= 256, "{}", canvas.palette.len());
        let start = 600 * usize::from(WIDTH);
        let colour = |at: usize| canvas.palette[usize::from(canvas.pixels[start + at])];
        for at in [0, 255, 256, 4_000] {
            let pixel = picture.pixels()[at];
            let near = colour(at).into_iter().zip([pixel.red(), pixel.green(), pixel.blue()]);
            assert!(near.clone().all(|(a, b)| a.abs_diff(b) < 64), "{near:?}");
        }
        assert!(canvas.pixels[..start].iter().all(|p| *p == 0));
    }
}
