//! Archived copies: which are suggested without asking, and which the Internet Archive says that it has.

use std::collections::BTreeMap;

use serde::Deserialize;
use url::Url;

use super::address::Asked;
use super::answer::Verdict;
use super::ask::Client;
use super::manners::{Reply, Request};
use super::queue::run;
use super::{Options, lost};
use crate::date::{Bound, Date};

/// What the service answers, as far as it matters here.
#[derive(Deserialize)]
struct Available {
    archived_snapshots: Snapshots,
}

#[derive(Deserialize)]
struct Snapshots {
    closest: Option<Closest>,
}

#[derive(Deserialize)]
struct Closest {
    available: bool,
    url: String,
}

/// Asks the service for a copy of each address that is gone or doesn't answer, with the same manners as everybody else.
pub(super) fn ask(
    service: &str,
    options: &Options,
    wanted: &BTreeMap<String, Asked>,
    answers: &mut BTreeMap<String, Verdict>,
) {
    let questions: Vec<(String, Url)> = lost(answers)
        .into_iter()
        .filter(|key| matches!(wanted.get(key), Some(Asked::Url(_))))
        .filter_map(|key| {
            let mut url = Url::parse(service).ok()?;
            url.query_pairs_mut().append_pair("url", &key);
            Some((key, url))
        })
        .collect();
    if questions.is_empty() {
        return;
    }
    let client = Client::new(&options.manners);
    let copies = std::sync::Mutex::new(BTreeMap::new());
    let question = |request: &Request<'_>| {
        if let Some(copy) = client.text(request.url.as_str()).as_deref().and_then(copy) {
            let mut copies = copies.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            copies.insert(request.url.clone(), copy);
        }
        Reply::Status {
            code: 200,
            location: None,
            wait: None,
        }
    };
    run(questions.clone(), &options.manners, &question, &|_, _, _| {});
    let mut copies = copies.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    for (key, url) in questions {
        if let Some(verdict) = answers.get_mut(&key) {
            verdict.copy = copies.remove(&url);
        }
    }
}

fn copy(text: &str) -> Option<String> {
    let found: Available = serde_json::from_str(text).ok()?;
    found.archived_snapshots.closest.filter(|c| c.available).map(|c| c.url)
}

/// The address at which the Internet Archive would have a copy; the one nearest to the day on which a source was read, where that
/// is known, and the list of all otherwise.
pub(super) fn suggested(address: &str, read: Option<&Date>) -> String {
    let day = match read.map(Date::latest) {
        Some(Bound::Day(day)) => day.to_string().replace('-', ""),
        _ => "*".to_owned(),
    };
    format!("https://web.archive.org/web/{day}/{address}")
}
