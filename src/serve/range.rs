//! Parts of files, which browsers ask for to play a film or a sound; some play none without (RFC 9110, section 14). One part is
//! given; whoever asks for several gets the whole.

use std::ops::Range;

use hyper::HeaderMap;
use hyper::header::{IF_RANGE, RANGE};

/// What of a file is asked for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// All of it.
    Whole,
    /// These bytes.
    Part(Range<usize>),
    /// Bytes that it doesn't have.
    Beyond,
}

/// What the headers of a request ask for of a file of this length.
pub(super) fn asked(headers: &HeaderMap, length: usize) -> Asked {
    // Nothing here has a version that a condition could name.
    if headers.contains_key(IF_RANGE) {
        return Asked::Whole;
    }
    let value = headers.get(RANGE).and_then(|value| value.to_str().ok());
    value.and_then(|value| part(value, length)).unwrap_or(Asked::Whole)
}

/// `bytes=0-99`, `bytes=100-`, `bytes=-100`; `None` for all else.
fn part(value: &str, length: usize) -> Option<Asked> {
    let (first, last) = value.strip_prefix("bytes=")?.split_once('-')?;
    let number = |text: &str| text.trim().parse::<usize>().ok();
    let range = match (first.trim(), last.trim()) {
        ("", last) => length.saturating_sub(number(last)?)..length,
        (first, "") => number(first)?..length,
        (first, last) => {
            let (first, last) = (number(first)?, number(last)?);
            if last < first {
                return None;
            }
            first..last.saturating_add(1).min(length)
        }
    };
    Some(if range.start < range.end {
        Asked::Part(range)
    } else {
        Asked::Beyond
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_lie_within_the_file() {
        for (value, expected) in [
            ("bytes=0-99", Some(Asked::Part(0..10))),
            ("bytes=2-3", Some(Asked::Part(2..4))),
            ("bytes=9-", Some(Asked::Part(9..10))),
            ("bytes=-3", Some(Asked::Part(7..10))),
            ("bytes=-99", Some(Asked::Part(0..10))),
            ("bytes=10-", Some(Asked::Beyond)),
            ("bytes=-0", Some(Asked::Beyond)),
            ("bytes=3-2", None),
            ("bytes=0-1,4-5", None),
            ("bytes=a-", None),
            ("bytes=-", None),
            ("lines=0-1", None),
            ("bytes=0-18446744073709551615", Some(Asked::Part(0..10))),
        ] {
            assert_eq!(part(value, 10), expected, "{value}");
        }
        assert_eq!(part("bytes=0-", 0), Some(Asked::Beyond));
    }
}
