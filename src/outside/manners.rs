//! How hosts are treated, and what passes between the queue and whoever asks: one question, one reply.

use std::time::Duration;

use url::Url;

use super::answer::Trouble;

/// How hosts are treated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manners {
    /// How many questions are open at a time, in all.
    pub at_once: usize,
    /// How many of them to one host.
    pub per_host: usize,
    /// The pause between the beginnings of two questions to one host.
    pub pause: Duration,
    /// How long one answer may take.
    pub timeout: Duration,
    /// How often a question is asked again where the trouble may pass.
    pub retries: u32,
    /// The wait before the first of these times; each later one is twice as long.
    pub backoff: Duration,
    /// The longest wait that a host may ask for and get.
    pub patience: Duration,
}

impl Default for Manners {
    fn default() -> Self {
        Self {
            at_once: 32,
            per_host: 2,
            pause: Duration::from_millis(250),
            timeout: Duration::from_secs(20),
            retries: 2,
            backoff: Duration::from_secs(1),
            patience: Duration::from_mins(1),
        }
    }
}

/// How a question is put.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Method {
    /// Without asking for the body.
    Head,
    /// As a browser does: for servers that don't answer the other.
    Get,
}

/// One question.
#[derive(Debug)]
pub(super) struct Request<'r> {
    pub(super) url: &'r Url,
    pub(super) method: Method,
    /// Whether a server led here from an address that isn't of the own network.
    pub(super) led: bool,
}

/// What came back.
#[derive(Debug)]
pub(super) enum Reply {
    /// An answer.
    Status {
        code: u16,
        location: Option<String>,
        wait: Option<Duration>,
    },
    /// None.
    Trouble(Trouble),
}
