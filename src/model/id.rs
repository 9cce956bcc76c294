//! Ids and addresses: which names can be an id, and where an entry of each kind is found. Ids are kept in the author's own
//! letters (Unicode NFC), never transliterated.

use unicode_normalization::UnicodeNormalization;

/// The five kinds of entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum Kind {
    /// An explainer.
    Page,
    /// A glossary term.
    Term,
    /// An event of the timeline.
    Event,
    /// A person or body.
    Person,
    /// A source.
    Source,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 5] = [Self::Page, Self::Term, Self::Event, Self::Person, Self::Source];

    /// The word before the colon of `[[term:id]]`.
    #[must_use]
    pub fn prefix(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Term => "term",
            Self::Event => "event",
            Self::Person => "person",
            Self::Source => "source",
        }
    }

    /// The kind with this prefix.
    #[must_use]
    pub fn from_prefix(prefix: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.prefix() == prefix)
    }

    /// The folder under `content/` that holds entries of this kind, and the first part of their address.
    #[must_use]
    pub fn folder(self) -> Option<&'static str> {
        match self {
            Self::Page => None,
            Self::Term => Some("glossary"),
            Self::Event => Some("timeline"),
            Self::Person => Some("people"),
            Self::Source => Some("sources"),
        }
    }

    /// The kind whose entries live in this folder.
    #[must_use]
    pub fn from_folder(folder: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.folder() == Some(folder))
    }
}

/// What is wrong with a name that should be an id or one segment of it, and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadId {
    /// Why it can't be one.
    pub reason: String,
    /// The nearest name that can.
    pub suggestion: String,
}

/// Brings a name into the form in which ids are compared and published: Unicode NFC.
#[must_use]
pub fn normalise(name: &str) -> String {
    if name.is_ascii() {
        return name.to_owned();
    }
    name.nfc().collect()
}

/// The words of a text that may be ids.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| c.is_whitespace() || FORBIDDEN.contains(c));
    words.map(|w| w.trim_end_matches('.')).filter(|w| !w.is_empty())
}

const FORBIDDEN: &str = "\"'<>&?#%[]|\\^`{}:*/@;,=+$!()~";
const WINDOWS: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1", "lpt2",
    "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// Checks one segment of an id.
///
/// # Errors
/// When the name is empty, holds a character that addresses or Windows refuse, begins with `_` or a dot (nutgraf's own
/// anchors begin with `_`), ends with a dot, or is a name that Windows keeps for devices.
pub fn check_segment(name: &str) -> Result<(), BadId> {
    let bad = |reason: String| {
        Err(BadId {
            reason,
            suggestion: mend(name),
        })
    };
    if name.is_empty() {
        return bad("an empty name".into());
    }
    if let Some(c) = name
        .chars()
        .find(|c| c.is_whitespace() || c.is_control() || FORBIDDEN.contains(*c) || invisible(*c))
    {
        let shown = if c.is_whitespace() {
            "a space".to_owned()
        } else if c.is_control() || invisible(c) {
            format!("the invisible character U+{:04X}", u32::from(c))
        } else {
            format!("the character {c}")
        };
        return bad(format!("{shown} can't stand in an address"));
    }
    if name.starts_with(['_', '.', '-']) {
        return bad("names that begin with `_`, `.` or `-` are kept for nutgraf and hidden files".into());
    }
    match refused_by_windows(name) {
        Some(reason) => bad(reason),
        None => Ok(()),
    }
}

/// Checks the name of a file or folder that is published under its own name, be it an address that people write or not.
///
/// # Errors
/// When Windows refuses the name.
pub fn check_file_name(name: &str) -> Result<(), BadId> {
    refused_by_windows(name).map_or(Ok(()), |reason| {
        Err(BadId {
            reason,
            suggestion: mend(name),
        })
    })
}

fn refused_by_windows(name: &str) -> Option<String> {
    let refused = |c: &char| c.is_control() || "<>:\"/\\|?*".contains(*c);
    if let Some(c) = name.chars().find(refused) {
        let shown = if c.is_control() {
            format!("U+{:04X}", u32::from(c))
        } else {
            c.to_string()
        };
        return Some(format!("Windows refuses the character {shown} in names"));
    }
    if name.ends_with('.') {
        return Some("Windows refuses names that end with a dot".into());
    }
    if name.ends_with(' ') {
        return Some("Windows refuses names that end with a space".into());
    }
    // `con .txt` is the device too.
    let stem = name.split('.').next().unwrap_or(name).trim_end().to_lowercase();
    if WINDOWS.contains(&stem.as_str()) {
        return Some(format!("Windows keeps the name `{name}` for a device"));
    }
    (name.len() > 200).then(|| "a name longer than 200 bytes can't be a file on every system".into())
}

/// Whether a character takes no room: joiners, marks of direction, a byte order mark within a text.
pub(crate) fn invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{00AD}')
}

fn mend(name: &str) -> String {
    let mut out = String::new();
    for c in name.nfc() {
        if c.is_control() || invisible(c) || c == '\'' || c == '"' {
            continue;
        }
        if c.is_whitespace() || FORBIDDEN.contains(c) || (out.is_empty() && matches!(c, '_' | '.' | '-')) {
            if !out.is_empty() && !out.ends_with('-') {
                out.push('-');
            }
        } else {
            out.push(c);
        }
    }
    let out: String = out.chars().take(50).collect();
    let mut out = out.trim_end_matches(['-', '.']).to_owned();
    let stem = out.split('.').next().unwrap_or("").to_lowercase();
    if out.is_empty() {
        out.push_str("entry");
    } else if WINDOWS.contains(&stem.as_str()) {
        out.insert_str(stem.len(), "-entry");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_every_script_and_refuses_what_breaks_addresses() {
        for good in [
            "agrement",
            "agrément",
            "посольство",
            "大使館",
            "2016-12",
            "a.b",
            "سفارة",
        ] {
            assert_eq!(check_segment(good), Ok(()), "{good}");
        }
        for (bad, mended) in [
            ("my page", "my-page"),
            ("it's \"so\"", "its-so"),
            ("_x", "x"),
            ("CON", "CON-entry"),
            ("a/b", "a-b"),
            ("", "entry"),
        ] {
            assert_eq!(check_segment(bad).unwrap_err().suggestion, mended, "{bad}");
        }
    }

    proptest::proptest! {
        #[test]
        fn what_is_suggested_is_allowed(name in "\\PC{0,30}") {
            if let Err(bad) = check_segment(&name) {
                proptest::prop_assert_eq!(check_segment(&bad.suggestion), Ok(()));
            }
        }

        #[test]
        fn normalising_twice_changes_nothing(name in "\\PC{0,30}") {
            let once = normalise(&name);
            proptest::prop_assert_eq!(normalise(&once), once);
        }
    }
}
