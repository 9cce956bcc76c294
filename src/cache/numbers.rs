//! Sets of numbers, as they stand in the cache: sorted, each as its distance to the one before, seven bits to a byte
//! (unsigned LEB128). Most distances fit one byte, and a set that stays as it is is copied without being read.

/// Writes a set of numbers, which it sorts; one that comes twice is written once.
#[must_use]
pub fn write(mut numbers: Vec<u32>) -> Vec<u8> {
    numbers.sort_unstable();
    numbers.dedup();
    let mut bytes = Vec::with_capacity(numbers.len() + numbers.len() / 4);
    let mut last = 0;
    for number in numbers {
        let mut rest = number - last;
        last = number;
        while rest >= 0x80 {
            #[expect(clippy::cast_possible_truncation, reason = "the lowest seven bits are meant")]
            bytes.push(rest as u8 | 0x80);
            rest >>= 7;
        }
        #[expect(clippy::cast_possible_truncation, reason = "less than 128")]
        bytes.push(rest as u8);
    }
    bytes.shrink_to_fit();
    bytes
}

/// The numbers of a set. Of bytes that hold none it makes some numbers, and comes to an end.
pub fn read(bytes: &[u8]) -> impl Iterator<Item = u32> {
    let mut bytes = bytes.iter();
    let mut last = 0u32;
    std::iter::from_fn(move || {
        let (mut distance, mut shift) = (0u32, 0);
        loop {
            let byte = *bytes.next()?;
            distance |= u32::from(byte & 0x7f).checked_shl(shift).unwrap_or(0);
            if byte & 0x80 == 0 {
                break;
            }
            shift += 7;
        }
        last = last.wrapping_add(distance);
        Some(last)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn what_is_written_is_read(numbers in proptest::collection::vec(prop_oneof![0..300u32, any::<u32>()], 0..60)) {
            let set: BTreeSet<u32> = numbers.iter().copied().collect();
            let read: Vec<u32> = read(&write(numbers)).collect();
            prop_assert_eq!(read, set.into_iter().collect::<Vec<_>>());
        }

        #[test]
        fn any_bytes_come_to_an_end(bytes in proptest::collection::vec(any::<u8>(), 0..60)) {
            prop_assert!(read(&bytes).count() <= bytes.len());
        }
    }
}
