//! What asking an address comes to.

use serde::{Deserialize, Serialize};

/// What an address answers, in the end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    /// There is something.
    Good,
    /// There is nothing any more: 404 or 410.
    Dead(u16),
    /// Its server won't say, at least not to a program: any other answer from 400 to 499.
    Refused(u16),
    /// There is no answer that means anything.
    Unreachable(Trouble),
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Trouble {
    /// It can't be an address; the text says why.
    BadAddress(String),
    /// No address of a machine could be found for the name of the host.
    UnknownHost,
    /// The host is there, and nothing listens, or there is no way to it.
    NoConnection,
    /// The connection broke off.
    BrokenOff,
    /// No secure connection; the text says why.
    Tls(String),
    /// Nothing came within so many seconds.
    TimeOut(u64),
    /// The server has a fault of its own: 500 and more.
    Status(u16),
    /// The server wants to be left alone, for so many seconds where it says that.
    Busy(Option<u64>),
    /// It leads on and on.
    Circle,
    /// It leads to a machine of the own network.
    Inward(String),
    /// Something else, in the words of the library that asks.
    Other(String),
}

/// An answer, and where it came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// The answer.
    pub answer: Answer,
    /// The address that has taken its place for good.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moved: Option<String>,
    /// The address that gave the answer, where it is another one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub led: Option<String>,
    /// An archived copy that the archive knows.
    #[serde(skip)]
    pub copy: Option<String>,
}

impl Verdict {
    /// An answer from the address itself.
    #[must_use]
    pub fn plain(answer: Answer) -> Self {
        Self {
            answer,
            moved: None,
            led: None,
            copy: None,
        }
    }
}

impl Trouble {
    /// Whether it may be over in a while.
    pub(super) fn passes(&self) -> bool {
        match self {
            Self::UnknownHost
            | Self::NoConnection
            | Self::BrokenOff
            | Self::TimeOut(_)
            | Self::Status(_)
            | Self::Busy(_) => true,
            Self::BadAddress(_) | Self::Tls(_) | Self::Circle | Self::Inward(_) | Self::Other(_) => false,
        }
    }

    /// After how many addresses with this trouble the other ones of the host need not be asked; `None`: each on its own.
    pub(super) fn of_host(&self) -> Option<usize> {
        match self {
            Self::UnknownHost | Self::Tls(_) | Self::Busy(_) => Some(1),
            Self::NoConnection | Self::TimeOut(_) => Some(2),
            _ => None,
        }
    }

    /// What happened, as the end of a sentence.
    pub(super) fn words(&self) -> String {
        match self {
            Self::BadAddress(why) => format!("it can't be an address: {why}"),
            Self::UnknownHost => "the name of its host is unknown".into(),
            Self::NoConnection => "no connection to its host".into(),
            Self::BrokenOff => "its host breaks off the connection".into(),
            Self::Tls(why) => format!("no secure connection: {why}"),
            Self::TimeOut(seconds) => format!("nothing came within {}", seconds_words(*seconds)),
            Self::Status(code) => format!("its server answers {}", status_words(*code)),
            Self::Busy(None) => format!("its server answers {}", status_words(429)),
            Self::Busy(Some(wait)) => format!("its server asks to be left alone for {}", seconds_words(*wait)),
            Self::Circle => "it leads on and on".into(),
            Self::Inward(to) => format!("it leads to `{to}`, inside the own network"),
            Self::Other(why) => why.clone(),
        }
    }
}

fn seconds_words(n: u64) -> String {
    format!("{n} {}", if n == 1 { "second" } else { "seconds" })
}

/// "404 (Not Found)".
pub(super) fn status_words(code: u16) -> String {
    let reason = ureq::http::StatusCode::from_u16(code)
        .ok()
        .and_then(|s| s.canonical_reason());
    reason.map_or_else(|| code.to_string(), |reason| format!("{code} ({reason})"))
}
