//! CSV: the sign between cells, the row that names the columns, and which of two formats it is. What columns mean is read
//! in `sheet.rs` (the spreadsheet of TimelineJS) and `table.rs` (all others).

use super::html::short;
use super::markdown::line;
use super::{Format, Read, Settings, Unreadable, roles, sheet, table};
use crate::i18n::Locale;

/// Above how many rows nobody writes a heading any more.
const HEAD_ROWS: usize = 12;

/// A row with the line that it begins on.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) line: usize,
    pub(super) cells: Vec<String>,
}

impl Row {
    /// The cell in a column, without blanks round it; empty where there is none.
    pub(super) fn cell(&self, column: Option<usize>) -> &str {
        column.and_then(|at| self.cells.get(at)).map_or("", |c| c.trim())
    }

    fn is_blank(&self) -> bool {
        self.cells.iter().all(|c| c.trim().is_empty())
    }
}

/// A table with the names of its columns.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) line: usize,
    /// As they are written.
    pub(super) names: Vec<String>,
    /// In small letters, without blanks and signs: `enddate` for `End Date`.
    pub(super) keys: Vec<String>,
    pub(super) rows: Vec<Row>,
}

impl Table {
    /// The first column with one of these names.
    pub(super) fn column(&self, keys: &[&str]) -> Option<usize> {
        self.keys.iter().position(|k| keys.contains(&k.as_str()))
    }

    /// Notes what rows have beyond the last named column.
    pub(super) fn overhang(&self, read: &mut Read) {
        for row in &self.rows {
            let more: Vec<&str> = row.cells.iter().skip(self.names.len()).map(|c| c.trim()).collect();
            if more.iter().any(|c| !c.is_empty()) {
                let what = short(&more.join(" "));
                read.note(
                    row.line,
                    row.cell(Some(0)),
                    format!("the row has more cells than the first row has names, and `{what}` was left out: put texts that hold the separator into quotation marks"),
                );
            }
        }
    }
}

/// Reads a file.
pub(super) fn read(text: &str, settings: Settings, locales: &[Locale]) -> Result<Read, Unreadable> {
    let sign = separator(text);
    let mut rows = rows(text, sign);
    if let Some(line) = open_quote(text, sign) {
        return Err(Unreadable::new(
            format!(
                "the quotation mark at the beginning of a cell of line {line} is never closed, so that all lines below would be a part of that cell"
            ),
            "close it, or take it away, and import the file again",
        ));
    }
    let head = rows
        .iter()
        .take(HEAD_ROWS)
        .position(|row| names_columns(&row.cells, settings.format));
    let Some(head) = head else {
        return Err(none_of_three(rows.first()));
    };
    let above: Vec<Row> = rows.drain(..=head).collect();
    let Some(header) = above.last() else {
        return Err(none_of_three(None));
    };
    let names: Vec<String> = header.cells.iter().map(|c| line(c)).collect();
    let table = Table {
        line: header.line,
        keys: names.iter().map(|n| key(n)).collect(),
        names,
        rows: rows.into_iter().filter(|r| !r.is_blank()).collect(),
    };
    let format = settings.format.unwrap_or(if sheet::is_one(&table.keys) {
        Format::Sheet
    } else {
        Format::Csv
    });
    let mut read = Read::new(format);
    for row in above.iter().take(head).filter(|r| !r.is_blank()) {
        let words = row.cells.join(" ");
        read.note(
            row.line,
            "",
            format!("the row above the names of the columns was left out: {}", short(&words)),
        );
    }
    table.overhang(&mut read);
    match format {
        Format::Sheet => sheet::read(&mut read, &table, locales),
        _ => table::read(&mut read, &table, settings, locales)?,
    }
    Ok(read)
}

fn names_columns(cells: &[String], wanted: Option<Format>) -> bool {
    let keys: Vec<String> = cells.iter().map(|c| key(c)).collect();
    match wanted {
        Some(Format::Sheet) => sheet::is_one(&keys),
        Some(_) => roles::is_one(&keys),
        None => sheet::is_one(&keys) || roles::is_one(&keys),
    }
}

fn none_of_three(first: Option<&Row>) -> Unreadable {
    let names = first.map(|r| short(&r.cells.join(", "))).unwrap_or_default();
    Unreadable::new(
        format!(
            "the file is neither TimelineJS JSON, nor its spreadsheet, nor a CSV with a column of dates; it begins with `{names}`"
        ),
        "name the columns in the first row: `date` (or `year`) and `title` are needed; `end`, `text`, `category`, `url`, `id`, `importance`, `people` and `terms` are read too",
    )
}

/// A column's name for comparison.
pub(super) fn key(name: &str) -> String {
    name.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

fn rows(text: &str, separator: u8) -> Vec<Row> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    let mut rows = Vec::new();
    let mut lines = Counter::new(text);
    // Reading from memory, of text that is UTF-8, does not fail.
    while matches!(reader.read_record(&mut record), Ok(true)) {
        let at = record.position().map_or(0, csv::Position::byte);
        rows.push(Row {
            line: lines.at(usize::try_from(at).unwrap_or(usize::MAX)),
            cells: record.iter().map(unguarded).collect(),
        });
    }
    rows
}

/// The line of a quotation mark that opens a cell and has no end. The reader takes all that follows for the cell's text,
/// rows and all, and says nothing.
fn open_quote(text: &str, separator: u8) -> Option<usize> {
    let (mut line, mut opened) = (1, None);
    let mut before = separator;
    let mut bytes = text.bytes().peekable();
    while let Some(byte) = bytes.next() {
        let begins = before == separator || matches!(before, b'\n' | b'\r');
        match (byte, opened) {
            (b'"', None) if begins => opened = Some(line),
            (b'"', Some(_)) if bytes.next_if_eq(&b'"').is_none() => opened = None,
            _ => {}
        }
        line += usize::from(byte == b'\n');
        before = byte;
    }
    opened
}

/// Counts the lines up to places that come in order.
struct Counter<'t> {
    text: &'t str,
    place: usize,
    line: usize,
}

impl<'t> Counter<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            place: 0,
            line: 1,
        }
    }

    /// The line of the first text at or behind a byte: blank lines before a row are not the row.
    fn at(&mut self, byte: usize) -> usize {
        let rest = self.text.as_bytes().get(byte..).unwrap_or_default();
        let blank = rest.iter().take_while(|b| matches!(b, b'\n' | b'\r')).count();
        let to = byte + blank;
        let between = self.text.as_bytes().get(self.place..to).unwrap_or_default();
        let between = std::str::from_utf8(between).unwrap_or("");
        self.line += between.matches('\n').count();
        self.place = self.place.max(to);
        self.line
    }
}

/// A cell without the apostrophe that keeps spreadsheets from running it as a formula.
fn unguarded(cell: &str) -> String {
    let rest = cell
        .strip_prefix('\'')
        .filter(|r| r.starts_with(['=', '+', '-', '@', '\t', '\r']));
    rest.unwrap_or(cell).to_owned()
}

/// The sign that the first rows have most evenly between their cells.
fn separator(text: &str) -> u8 {
    let best = [b',', b';', b'\t', b'|'].into_iter().map(|sign| {
        let mut end = text.len().min(20_000);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let sample = rows(text.get(..end).unwrap_or(""), sign);
        let named = sample.iter().take(HEAD_ROWS).any(|r| names_columns(&r.cells, None));
        let width = sample.first().map_or(0, |r| r.cells.len());
        let even = sample.iter().take(30).filter(|r| r.cells.len() == width).count();
        ((named, if width > 1 { even } else { 0 }, width), sign)
    });
    best.rev()
        .max_by_key(|(score, _)| *score)
        .map_or(b',', |(_, sign)| sign)
}
