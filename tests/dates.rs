//! Dates, against the Library of Congress' specification of EDTF (2019), against their own laws, and in words.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may panic"
)]

#[path = "dates/laws.rs"]
mod laws;
#[path = "dates/spec.rs"]
mod spec;
mod support;
#[path = "dates/words.rs"]
mod words;

use nutgraf::date::Date;

fn date(text: &str) -> Date {
    Date::parse(text).expect(text)
}
