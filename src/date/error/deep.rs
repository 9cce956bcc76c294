//! Deep time as schoolbooks and geologists write it: `4.5 billion years ago`, `66 Ma`, `170 mya`. Millions of years from now and
//! from the beginning of our era are the same; of thousands that can't be said.

use super::rewrite::{Meant, found};

/// How millions and billions of years ago are written, in small letters, with their powers of ten.
const UNITS: [(&str, usize); 10] = [
    ("million years ago", 6),
    ("million years bp", 6),
    ("million years old", 6),
    ("billion years ago", 9),
    ("billion years old", 9),
    ("mya", 6),
    ("bya", 9),
    ("gya", 9),
    ("ma", 6),
    ("ga", 9),
];

/// A number of millions or billions of years ago: `Y-45E8`.
pub(super) fn years_ago(lower: &str) -> Option<Meant> {
    let (number, power) = UNITS
        .iter()
        .find_map(|(unit, power)| Some((lower.strip_suffix(unit)?.trim_end(), *power)))?;
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let digits = whole.replace(',', "") + part;
    let zeros = power.checked_sub(part.len())?;
    let plain = digits.trim_start_matches('0');
    let short = plain.trim_end_matches('0');
    if short.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let zeros = zeros + plain.len() - short.len();
    found(
        format!("Y-{short}E{zeros}"),
        0,
        "a year so long ago is written with `Y` and its power of ten",
    )
}
