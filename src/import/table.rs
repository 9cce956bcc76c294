//! Any CSV of events: a column of dates, one of titles, and what else its makers thought of. Columns are known by their
//! names in several languages; what has no field in an event goes into its `extra`, so that nothing is lost.

use super::columns::{Row, Table};
use super::html::{address, looks_like, short, to_markdown, to_text};
use super::roles::{Role, Roles, is_blank};
use super::timelinejs::{first_words, whole};
use super::told::lost;
use super::when::{Numbers, Settled, settle, shown, time};
use super::written::{self, Column, Evidence};
use super::{Draft, Named, Read, Settings, Unreadable, markdown};
use crate::i18n::Locale;

/// Above how many letters a title is a text.
const LONG_TITLE: usize = 120;

/// Reads all rows.
///
/// # Errors
/// When no column holds dates.
pub(super) fn read(read: &mut Read, table: &Table, settings: Settings, locales: &[Locale]) -> Result<(), Unreadable> {
    let roles = Roles::of(read, table);
    let ends = [Role::Date, Role::End].map(|role| roles.first(role));
    if ends[0].is_none() && roles.first(Role::Year).is_none() {
        return Err(Unreadable::new(
            "no column holds dates",
            "name one column `date` or `year` in the first row",
        ));
    }
    let cells = table
        .rows
        .iter()
        .flat_map(|row| ends.into_iter().map(|at| row.cell(at)));
    let mut column = Column::of(cells, settings.order);
    column.times |= roles.own;
    if column.evidence == Evidence::Decides {
        let order = match column.order {
            Some(written::DayOrder::MonthFirst) => "the month first, because a row has a day over 12",
            _ => "the day first, because a row has one over 12",
        };
        read.note(
            table.line,
            "",
            format!("dates such as 03/04/2025 were read with {order}"),
        );
    }
    for row in &table.rows {
        if roles.says_nothing(row) {
            let text = "the row has a date and nothing else, and was passed over";
            read.note(row.line, "", text);
        } else {
            one(read, &roles, row, &column, locales);
        }
    }
    Ok(())
}

fn one(read: &mut Read, roles: &Roles, row: &Row, column: &Column, locales: &[Locale]) {
    let headline = to_text_if_html(row.cell(roles.first(Role::Title)));
    let texts: Vec<&str> = roles
        .all(Role::Text)
        .map(|at| row.cell(Some(at)))
        .filter(|t| !t.is_empty())
        .collect();
    let label = Some(headline)
        .filter(|t| !markdown::line(t).is_empty())
        .or_else(|| first_words(&to_text_if_html(texts.first()?)))
        .or_else(|| {
            let cells = roles.extra.iter().map(|(at, _)| row.cell(Some(*at)));
            cells.filter(|c| !is_blank(c)).find_map(first_words)
        });
    let Settled { date, told } = match dates(roles, row, column, locales) {
        Ok(settled) => settled,
        Err(why) => return read.leave_out(row.line, &label.unwrap_or_default(), &why),
    };
    // A sentence is no title: its beginning is, and the text has all of it.
    let sentence = label.as_ref().filter(|l| l.chars().count() > LONG_TITLE).cloned();
    let label = sentence.as_deref().and_then(first_words).or(label);
    // An entry needs a title in which there is something to see.
    let label = label.filter(|l| !markdown::line(l).is_empty());
    let titled = label.is_some() && !row.cell(roles.first(Role::Title)).is_empty();
    let label = label.unwrap_or_else(|| date.to_string());
    let mut draft = Draft::new(row.line, label.clone(), date);
    if !titled {
        read.note(row.line, &label, "there is no title: these words were taken for it");
    }
    if let Some(sentence) = &sentence {
        read.note(
            row.line,
            &label,
            "the title is long: its beginning became the title, and all of it went into the text",
        );
        draft.add(&markdown::plain(sentence, true));
    }
    read.notes(row.line, &label, told);
    for text in texts {
        if !titled && markdown::line(text).trim_end_matches('.') == label {
            // The title says it all.
            continue;
        }
        if markdown::has_control(text) {
            read.note(
                row.line,
                &label,
                "invisible control characters in the text were left out",
            );
        }
        if looks_like(text) {
            let made = to_markdown(text, true);
            draft.add(&made.text);
            lost(read, row.line, &label, "text", made.told);
        } else {
            draft.add(&markdown::plain(text, true));
        }
    }
    fields(read, &mut draft, roles, row);
    read.events.push(draft);
}

fn to_text_if_html(cell: &str) -> String {
    if looks_like(cell) {
        to_text(cell).text
    } else {
        markdown::line(cell)
    }
}

fn fields(read: &mut Read, draft: &mut Draft, roles: &Roles, row: &Row) {
    let get = |role: Role| row.cell(roles.first(role));
    let text = |role: Role| Some(markdown::line(get(role))).filter(|t| !t.is_empty());
    (draft.group, draft.id, draft.language) = (text(Role::Group), text(Role::Id), text(Role::Language));
    let importance = get(Role::Importance);
    draft.importance = importance.parse().ok().filter(|i| (1..=5).contains(i));
    if !importance.is_empty() && draft.importance.is_none() {
        let text = format!(
            "the importance `{}` is none from 1 to 5 and was left out",
            short(importance)
        );
        read.note(draft.line, &draft.title, text);
    }
    let list = |role: Role| -> Vec<String> {
        let cell = get(role);
        let sign = if cell.contains(';') { ';' } else { ',' };
        cell.split(sign).map(markdown::line).filter(|t| !t.is_empty()).collect()
    };
    (draft.people, draft.terms) = (list(Role::People), list(Role::Terms));
    for at in roles.all(Role::Source) {
        let mut found = sources(row.cell(Some(at)));
        let title = row.cell(roles.title_of(at));
        if !is_blank(title) {
            match found.first_mut() {
                Some(Named::Url(_, named)) => *named = Some(markdown::line(title)),
                _ => found.push(Named::Name(markdown::line(title))),
            }
        }
        draft.sources.extend(found);
    }
    for (at, name) in &roles.extra {
        let cell = row.cell(Some(*at));
        if !cell.is_empty() {
            draft.extra.push((name.clone(), cell.to_owned()));
        }
    }
}

/// The sources of a cell: addresses, or a name.
fn sources(cell: &str) -> Vec<Named> {
    let mut found = Vec::new();
    for part in cell.split(['\n', ';', '|']).map(str::trim).filter(|p| !is_blank(p)) {
        let words: Vec<&str> = part.split([' ', ',']).filter(|w| !w.is_empty()).collect();
        let web = |w: &str| w.starts_with("http://") || w.starts_with("https://") || w.starts_with("www.");
        if words.iter().all(|w| web(w)) {
            found.extend(
                words
                    .iter()
                    .filter_map(|w| address(w).ok())
                    .map(|url| Named::Url(url, None)),
            );
        } else if let Some(url) = words.iter().rev().find(|w| web(w)).and_then(|w| address(w).ok()) {
            let title: Vec<&str> = words.iter().copied().filter(|w| !web(w)).collect();
            found.push(Named::Url(url, Some(markdown::line(&title.join(" ")))));
        } else {
            found.push(Named::Name(markdown::line(part)));
        }
    }
    found
}

fn dates(roles: &Roles, row: &Row, column: &Column, locales: &[Locale]) -> Result<Settled, String> {
    let get = |role: Role| row.cell(roles.first(role));
    let (date, year, end) = (get(Role::Date), get(Role::Year), get(Role::End));
    if date.is_empty() {
        return in_parts(roles, row, column, locales);
    }
    let clock = get(Role::Time);
    let mut settled = written::read(date, column, locales).or_else(|why| {
        // "27 February" beside a column of years.
        let with_year = Some(year)
            .filter(|y| !y.is_empty())
            .map(|y| written::read(&format!("{date} {y}"), column, locales));
        with_year.and_then(Result::ok).ok_or(why)
    })?;
    if !clock.is_empty() {
        let joined = format!("{} {clock}", settled.date);
        match written::read(&joined, column, locales) {
            Ok(whole) => settled = whole,
            Err(_) => settled
                .told
                .push(format!("the time `{}` can't be read and was left out", short(clock))),
        }
    }
    if !(end.is_empty() || end == date) {
        settled = written::with_end(settled, end, column, locales);
    }
    Ok(shown(settled, get(Role::Shown), locales))
}

/// Year, month and day in columns of their own; a year alone may be any date that is a year.
fn in_parts(roles: &Roles, row: &Row, column: &Column, locales: &[Locale]) -> Result<Settled, String> {
    let get = |role: Role| row.cell(roles.first(role));
    let years = Column {
        years: true,
        ..column.clone()
    };
    let alone = [Role::Month, Role::Day, Role::Time].iter().all(|r| get(*r).is_empty());
    let end = get(Role::End);
    if alone && get(Role::EndYear).is_empty() {
        let settled = written::read(get(Role::Year), &years, locales)?;
        return Ok(if end.is_empty() {
            settled
        } else {
            written::with_end(settled, end, &years, locales)
        });
    }
    let mut told = Vec::new();
    let from = numbers(
        get,
        [Role::Year, Role::Month, Role::Day, Role::Time],
        locales,
        &mut told,
    )?;
    let to = numbers(
        get,
        [Role::EndYear, Role::EndMonth, Role::EndDay, Role::EndTime],
        locales,
        &mut told,
    )?;
    let mut settled = settle(&from, Some(&to), get(Role::Shown), locales)?;
    told.append(&mut settled.told);
    let settled = Settled {
        date: settled.date,
        told,
    };
    Ok(if end.is_empty() {
        settled
    } else {
        written::with_end(settled, end, &years, locales)
    })
}

fn numbers<'r>(
    get: impl Fn(Role) -> &'r str,
    [year, month, day, clock]: [Role; 4],
    locales: &[Locale],
    told: &mut Vec<String>,
) -> Result<Numbers, String> {
    let mut part = |role: Role, what: &str| {
        let cell = get(role);
        whole(cell).unwrap_or_else(|_| {
            let named = (role == month).then(|| month_named(cell, locales)).flatten();
            if named.is_none() {
                told.push(format!(
                    "the {what} `{}` is no whole number and was left out",
                    short(cell)
                ));
            }
            named
        })
    };
    let (month, day) = (part(month, "month"), part(day, "day"));
    let cell = get(year);
    let year = whole(cell).map_err(|_| format!("the year `{}` is no whole number", short(cell)))?;
    let [hour, minute, second, millisecond] = match time(get(clock)) {
        Some(parts) => parts,
        None if get(clock).is_empty() => [None; 4],
        None => {
            told.push(format!(
                "the time `{}` can't be read and was left out",
                short(get(clock))
            ));
            [None; 4]
        }
    };
    Ok(Numbers {
        year,
        month,
        day,
        hour,
        minute,
        second,
        millisecond,
    })
}

/// A month by its name.
fn month_named(name: &str, locales: &[Locale]) -> Option<i64> {
    let date = super::phrase::meaning(&format!("{name} 2000"), locales)?;
    date.as_str()
        .strip_prefix("2000-")?
        .parse()
        .ok()
        .filter(|m| (1..=12).contains(m))
}
