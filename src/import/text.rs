//! From the bytes of a file that somebody else's program wrote to text: byte order marks, UTF-16 and the encodings of
//! older spreadsheets. What a guess decides is said.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// How many bytes decide between the two byte orders of UTF-16, and guess an older encoding.
const SAMPLE: usize = 1_000_000;

/// A decoded text, without its byte order mark.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Text {
    pub(super) text: String,
    /// What a reader should know of the way here: a guess, letters that could not be read.
    pub(super) told: Vec<String>,
}

/// Decodes a file.
pub(super) fn decode(bytes: &[u8]) -> Text {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return with(encoding, bytes.get(mark..).unwrap_or_default(), Vec::new());
    }
    if let Ok(text) = std::str::from_utf8(bytes)
        && !text.contains('\0')
    {
        return Text {
            text: text.to_owned(),
            told: Vec::new(),
        };
    }
    let encoding = wide(bytes).unwrap_or_else(|| guess(bytes));
    let told = format!(
        "the file is not UTF-8; it was read as {}, which is a guess: look at the letters with accents, and save the \
         file as UTF-8 if they are wrong",
        encoding.name()
    );
    with(encoding, bytes, vec![told])
}

fn with(encoding: &'static Encoding, bytes: &[u8], mut told: Vec<String>) -> Text {
    let (text, lost) = encoding.decode_without_bom_handling(bytes);
    if lost {
        told.push(format!(
            "some letters can't be read as {} and stand as \u{FFFD}: save the file as UTF-8",
            encoding.name()
        ));
    }
    Text {
        text: text.into_owned(),
        told,
    }
}

/// UTF-16 without a mark: every other byte of mostly Latin text is zero.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..SAMPLE.min(bytes.len()))?;
    let zeros = |at: usize| sample.iter().skip(at).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let many = sample.len() / 8;
    match (even > many.max(1), odd > many.max(1)) {
        (true, false) => Some(UTF_16BE),
        (false, true) => Some(UTF_16LE),
        _ => None,
    }
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let sample = bytes.get(..SAMPLE.min(bytes.len())).unwrap_or_default();
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    // Cut in the middle of a letter, or broken at one place only, UTF-8 is still the better reading.
    let invalid = String::from_utf8_lossy(sample).matches('\u{FFFD}').count();
    let wide = sample.iter().filter(|b| !b.is_ascii()).count();
    if invalid * 10 < wide || wide == 0 {
        return UTF_8;
    }
    detector.guess(None, Utf8Detection::Deny)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_spreadsheets_write() {
        let utf16: Vec<u8> = "Année;Été".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let marked: Vec<u8> = [0xFF, 0xFE].into_iter().chain(utf16.clone()).collect();
        for (bytes, guessed) in [
            (b"\xEF\xBB\xBFAnn\xC3\xA9e;\xC3\x89t\xC3\xA9".to_vec(), false),
            ("Année;Été".as_bytes().to_vec(), false),
            (b"Ann\xE9e;\xC9t\xE9".to_vec(), true),
            (marked, false),
            (utf16, true),
        ] {
            let read = decode(&bytes);
            assert_eq!(read.text, "Année;Été");
            assert_eq!(!read.told.is_empty(), guessed);
        }
    }

    #[test]
    fn a_broken_letter_does_not_change_the_whole_file() {
        let mut bytes = "é".repeat(40).into_bytes();
        bytes.push(0xE9);
        let read = decode(&bytes);
        assert!(read.text.starts_with("éé"), "{}", read.text);
        assert!(read.told.iter().any(|t| t.contains("can't be read")));
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_give_text(bytes in proptest::collection::vec(0_u8..=255, 0..200)) {
            decode(&bytes);
        }
    }
}
