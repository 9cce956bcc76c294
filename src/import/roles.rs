//! What the columns of a table hold, by their names in several languages.

use super::Read;
use super::columns::{Row, Table};
use super::html::short;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
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
    (Role::Shown, "displaydate|datedisplay|datetext|shown"),
    (
        Role::Title,
        "title|headline|event|name|what|label|eventname|eventtitle|itemlabel|eventlabel|subject|titel|ereignis|überschrift|titre|événement|evenement|nom|título|titulo|evento|nombre|suceso|titolo|название|событие|заголовок|タイトル|出来事|العنوان|الحدث",
    ),
    (
        Role::Text,
        "text|summary|description|details|body|notes|note|detail|content|desc|abstract|itemdescription|comment|comments|remarks|beschreibung|texte|détails|descripción|descripcion|texto|descrizione|testo|описание|текст|説明|الوصف",
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
    // "News 2 URL", but not "Image URL".
    let address = ["url", "link"].iter().any(|end| key.ends_with(end));
    let picture = ["image", "img", "photo", "picture", "thumb", "video", "media", "logo"]
        .iter()
        .any(|word| key.contains(word));
    found
        .map(|(role, _)| *role)
        .or_else(|| (address && !picture).then_some(Role::Source))
}

/// Whether these columns are those of a table of events: one holds dates, and there is another.
pub(super) fn is_one(keys: &[String]) -> bool {
    let roles: Vec<Role> = keys.iter().filter_map(|k| role(k)).collect();
    let dated = roles.iter().any(|r| matches!(r, Role::Date | Role::Year));
    let told = roles.iter().any(|r| matches!(r, Role::Title | Role::Text));
    dated && (told || keys.iter().any(|k| !k.is_empty() && role(k).is_none()))
}

/// Columns by what they hold.
pub(super) struct Roles {
    all: Vec<(Role, usize)>,
    /// Columns that events have no field for, with the names that `extra` gets.
    pub(super) extra: Vec<(usize, String)>,
    /// Columns of titles for columns of addresses: "News 2" beside "News 2 URL".
    titles: Vec<(usize, usize)>,
    /// Whether the file is our own export.
    pub(super) own: bool,
}

impl Roles {
    pub(super) fn of(read: &mut Read, table: &Table) -> Self {
        let mut roles = Self {
            all: Vec::new(),
            extra: Vec::new(),
            titles: Vec::new(),
            own: false,
        };
        let own = ["dateinwords", "earliest", "latest"]
            .iter()
            .all(|k| table.column(&[k]).is_some());
        for (at, key) in table.keys.iter().enumerate() {
            let derived = own && matches!(key.as_str(), "dateinwords" | "earliest" | "latest" | "url");
            if derived {
                continue;
            }
            if key.is_empty() {
                // Nobody misses a column that is empty.
                let used = table.rows.iter().filter(|r| !r.cell(Some(at)).is_empty()).count();
                if used > 0 {
                    roles.extra.push((at, format!("column{}", at + 1)));
                }
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
        roles.own = own;
        roles.with_titles(table);
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

    /// Finds the columns that give the addresses beside them a title.
    fn with_titles(&mut self, table: &Table) {
        for (role, at) in &self.all {
            let key = table.keys.get(*at).map_or("", String::as_str);
            let name = key
                .strip_suffix("url")
                .or_else(|| key.strip_suffix("link"))
                .unwrap_or("");
            if *role == Role::Source
                && let Some(nth) = self.extra.iter().position(|(_, k)| k == name)
            {
                let (title, _) = self.extra.remove(nth);
                self.titles.push((*at, title));
            }
        }
    }

    /// The column with the title of the address in a column.
    pub(super) fn title_of(&self, at: usize) -> Option<usize> {
        self.titles.iter().find(|(of, _)| *of == at).map(|(_, title)| *title)
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

    pub(super) fn first(&self, role: Role) -> Option<usize> {
        self.all.iter().find(|(r, _)| *r == role).map(|(_, at)| *at)
    }

    /// Whether a row has nothing but its date.
    pub(super) fn says_nothing(&self, row: &Row) -> bool {
        let told = [
            Role::Title,
            Role::Text,
            Role::Group,
            Role::Source,
            Role::People,
            Role::Id,
        ];
        let fields = told.into_iter().flat_map(|role| self.all(role));
        let rest = self
            .extra
            .iter()
            .map(|(at, _)| *at)
            .chain(self.titles.iter().map(|(_, at)| *at));
        let mut cells = fields.chain(rest);
        cells.all(|at| is_blank(row.cell(Some(at))))
    }

    pub(super) fn all(&self, role: Role) -> impl Iterator<Item = usize> {
        self.all.iter().filter(move |(r, _)| *r == role).map(|(_, at)| *at)
    }
}

/// Whether a cell is empty, or filled in to say that it is.
pub(super) fn is_blank(cell: &str) -> bool {
    let cell = cell.to_lowercase();
    ["", "-", "–", "—", "n/a", "na", "none", "null", "nan", "?", "tbd"].contains(&cell.as_str())
}
