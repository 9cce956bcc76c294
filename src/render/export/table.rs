//! `timeline.csv`: a row an event, for spreadsheets. Dates stand there in EDTF, in words, and as first and last day where they
//! have them.
//!
//! A cell that begins with `=`, `+`, `-`, `@`, a tab or a carriage return would be run as a formula by a spreadsheet; such a
//! cell gets an apostrophe before it, which spreadsheets don't show. Who reads the file otherwise takes it away.

use csv::{Terminator, WriterBuilder};

use super::events::Event;
use crate::date::{Bound, edtf_year};

const HEAD: [&str; 14] = [
    "id",
    "date",
    "date_in_words",
    "earliest",
    "latest",
    "title",
    "category",
    "importance",
    "people",
    "terms",
    "sources",
    "text",
    "url",
    "language",
];

/// The file; `None` where it could not be written, which memory does not refuse.
pub(super) fn write(events: &[Event<'_>]) -> Option<Vec<u8>> {
    // Lines end as RFC 4180 has it.
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(Vec::new());
    writer.write_record(HEAD).ok()?;
    for event in events {
        let v = &event.view;
        let list = |titles: Vec<&str>| titles.join("; ");
        let row = [
            event.id.to_owned(),
            event.date.as_str().to_owned(),
            event.words.clone(),
            day(event.date.earliest()),
            day(event.date.latest()),
            v.title.clone(),
            v.category_title.clone().unwrap_or_default(),
            v.importance.to_string(),
            list(v.people.iter().map(|p| p.title.as_str()).collect()),
            list(v.terms.iter().map(|t| t.title.as_str()).collect()),
            list(
                event
                    .sources
                    .iter()
                    .map(|s| s.data.url.as_ref().map_or(&*s.data.title.value, |url| &url.value))
                    .collect(),
            ),
            event.text.clone(),
            event.url.clone(),
            v.lang.clone(),
        ];
        writer.write_record(row.iter().map(|cell| harmless(cell))).ok()?;
    }
    writer.into_inner().ok()
}

/// A day as ISO 8601 writes it; nothing for an open or unknown end.
fn day(bound: Bound) -> String {
    let Some(day) = bound.day() else { return String::new() };
    format!("{}-{:02}-{:02}", edtf_year(day.year), day.month, day.day)
}

fn harmless(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        assert_eq!(harmless("=1+1"), "'=1+1");
        assert_eq!(harmless("-0043"), "'-0043");
        assert_eq!(harmless("2016~"), "2016~");
    }
}
