//! Any CSV of events: a column of dates, one of titles, and what else its makers thought of. Columns are known by their
//! names in several languages; what has no field in an event goes into its `extra`, so that nothing is lost.

use super::columns::{Row, Table};
use super::html::{address, looks_like, short, to_markdown, to_text};
use super::timelinejs::{first_words, lost, whole};
use super::when::{Numbers, Settled, settle, time};
use super::written::{self, Column};
use super::{Draft, Named, Read, Settings, Unreadable, markdown};
use crate::i18n::Locale;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Date,
    Year,
    Month,
    Day,
    Time,
    End,
    EndYear,
    EndMonth,
    EndDay,
    EndTime,
    Shown,
    Title,
    Text,
    Group,
    Source,
    Id,
    Importance,
    People,
    Terms,
    Language,
}

/// Keys of columns with `|` between them, the likelier first.
const NAMES: [(Role, &str); 20] = [
    (
        Role::Date,
        "date|startdate|start|when|from|begin|begindate|datestart|eventdate|dateofevent|pointintime|dates|datum|beginn|fecha|fechainicio|inicio|début|debut|datededébut|data|datainizio|дата|日付|التاريخ",
    ),
    (
        Role::Year,
        "year|startyear|yearstart|jahr|année|annee|an|año|ano|anno|rok|год|年|سنة",
    ),
    (Role::Month, "month|startmonth|monat|mois|mes|mese|месяц|月"),
    (Role::Day, "day|startday|tag|jour|día|dia|giorno|день|日"),
    (Role::Time, "time|starttime|uhrzeit|heure|hora|время"),
    (
        Role::End,
        "end|enddate|to|until|finish|dateend|till|ende|enddatum|bis|fin|datedefin|fechafin|fine|конец|датаокончания|終了",
    ),
    (Role::EndYear, "endyear|yearend|endjahr"),
    (Role::EndMonth, "endmonth|endmonat"),
    (Role::EndDay, "endday|endtag"),
    (Role::EndTime, "endtime"),
    (Role::Shown, "displaydate"),
    (
        Role::Title,
        "title|headline|event|name|what|label|eventname|eventtitle|itemlabel|eventlabel|subject|summary|titel|ereignis|überschrift|titre|événement|evenement|nom|título|titulo|evento|nombre|suceso|titolo|название|событие|заголовок|タイトル|出来事|العنوان|الحدث",
    ),
    (
        Role::Text,
        "text|description|details|body|notes|note|detail|content|desc|abstract|itemdescription|comment|comments|remarks|beschreibung|texte|détails|descripción|descripcion|texto|descrizione|testo|описание|текст|説明|الوصف",
    ),
    (
        Role::Group,
        "category|group|type|topic|kind|theme|kategorie|typ|catégorie|categorie|categoría|categoria|tipo|категория|тип|分類|الفئة",
    ),
    (
        Role::Source,
        "source|sources|url|link|sourceurl|reference|references|website|web|href|wikipedia|citation|quelle|quellen|lien|fuente|enlace|fonte|источник|ссылка|出典|المصدر",
    ),
    (Role::Id, "id|uniqueid|slug|key"),
    (Role::Importance, "importance"),
    (
        Role::People,
        "people|person|persons|who|personen|personnes|personas|люди",
    ),
    (Role::Terms, "terms|term"),
    (Role::Language, "language|lang"),
];

fn role(key: &str) -> Option<Role> {
    let found = NAMES.iter().find(|(_, keys)| keys.split('|').any(|k| k == key));
    found.map(|(role, _)| *role)
}

/// Whether these columns are those of a table of events: one holds dates, and there is another.
pub(super) fn is_one(keys: &[String]) -> bool {
    let roles: Vec<Role> = keys.iter().filter_map(|k| role(k)).collect();
    let dated = roles.iter().any(|r| matches!(r, Role::Date | Role::Year));
    let told = roles.iter().any(|r| matches!(r, Role::Title | Role::Text));
    dated && (told || keys.iter().any(|k| !k.is_empty() && role(k).is_none()))
}

/// Columns by what they hold.
struct Roles {
    all: Vec<(Role, usize)>,
    /// Columns that events have no field for, with the names that `extra` gets.
    extra: Vec<(usize, String)>,
}

impl Roles {
    fn of(read: &mut Read, table: &Table) -> Self {
        let mut roles = Self {
            all: Vec::new(),
            extra: Vec::new(),
        };
        let own = ["dateinwords", "earliest", "latest"]
            .iter()
            .all(|k| table.column(&[k]).is_some());
        for (at, key) in table.keys.iter().enumerate() {
            let derived = own && matches!(key.as_str(), "dateinwords" | "earliest" | "latest" | "url");
            if key.is_empty() || derived {
                continue;
            }
            match role(key) {
                // Several columns of text or of sources are read one after the other.
                Some(role) if matches!(role, Role::Text | Role::Source) || roles.first(role).is_none() => {
                    roles.all.push((role, at));
                }
                _ => roles.extra.push((at, key.clone())),
            }
        }
        if own {
            let text = "`date_in_words`, `earliest`, `latest` and `url` follow from the rest and were not read";
            read.note(table.line, "", text);
        }
        roles.without_title(read, table);
        for (at, _) in &roles.extra {
            let name = table.names.get(*at).map_or("", String::as_str);
            let text = format!(
                "events have no field for the column `{}`; its cells went into `extra`",
                short(name)
            );
            read.note(table.line, "", text);
        }
        roles
    }

    /// Where no column is called a title, the first that is called nothing we know is one.
    fn without_title(&mut self, read: &mut Read, table: &Table) {
        if self.first(Role::Title).is_some() || self.first(Role::Text).is_some() || self.extra.is_empty() {
            return;
        }
        let (at, _) = self.extra.remove(0);
        self.all.push((Role::Title, at));
        let name = table.names.get(at).map_or("", String::as_str);
        let text = format!(
            "no column is called `title`: the column `{}` was taken for it",
            short(name)
        );
        read.note(table.line, "", text);
    }

    fn first(&self, role: Role) -> Option<usize> {
        self.all.iter().find(|(r, _)| *r == role).map(|(_, at)| *at)
    }

    fn all(&self, role: Role) -> impl Iterator<Item = usize> {
        self.all.iter().filter(move |(r, _)| *r == role).map(|(_, at)| *at)
    }
}

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
    let column = Column::of(cells, settings.order);
    if column.by_evidence {
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
        one(read, &roles, row, &column, locales);
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
        .filter(|t| !t.is_empty())
        .or_else(|| first_words(&to_text_if_html(texts.first()?)));
    let Settled { date, told } = match dates(roles, row, column, locales) {
        Ok(settled) => settled,
        Err(why) => return read.leave_out(row.line, &label.unwrap_or_default(), &why),
    };
    let titled = label.is_some() && !row.cell(roles.first(Role::Title)).is_empty();
    let label = label.unwrap_or_else(|| date.to_string());
    let mut draft = Draft::new(row.line, label.clone(), date);
    if !titled {
        read.note(row.line, &label, "there is no title: these words were taken for it");
    }
    read.notes(row.line, &label, told);
    for text in texts {
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
        draft.sources.extend(sources(row.cell(Some(at))));
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
    for part in cell.split(['\n', ';', '|']).map(str::trim).filter(|p| !p.is_empty()) {
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
    if end.is_empty() || end == date {
        return Ok(settled);
    }
    Ok(written::with_end(settled, end, column, locales))
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
