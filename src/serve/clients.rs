//! The pages that are open in browsers: what each shows, and what it is told. Also keeps the last good version of each page
//! that was asked for lately.

use std::collections::{BTreeMap, VecDeque};

use hyper::body::Bytes;
use serde::Serialize;
use tokio::sync::mpsc::UnboundedSender;

use super::problems::Problems;

/// So many good versions are kept.
const GOOD: usize = 100;

/// A page that is open in a browser.
pub(super) struct Client {
    /// Its path in the output folder.
    path: String,
    /// What tells the version that it shows from others.
    hash: String,
    /// Where to write to it.
    out: UnboundedSender<Bytes>,
    /// The problems that it shows.
    problems: String,
}

impl Client {
    pub(super) fn new(path: String, hash: String, out: UnboundedSender<Bytes>) -> Self {
        Self {
            path,
            hash,
            out,
            problems: String::new(),
        }
    }

    pub(super) fn path(&self) -> &str {
        &self.path
    }

    /// Sends one event of the stream that browsers read (WHATWG HTML, server-sent events). The data is one line.
    fn send(&self, event: &str, data: &str) {
        // That a browser has gone away is noticed when the next change comes.
        let _ = self.out.send(Bytes::from(format!("event: {event}\ndata: {data}\n\n")));
    }

    fn update(&mut self, hash: &str, problems: &str) {
        if problems != self.problems {
            self.send("problems", problems);
            problems.clone_into(&mut self.problems);
        }
        if hash != self.hash {
            self.send("reload", &json(&hash));
            hash.clone_into(&mut self.hash);
        }
    }
}

/// All open pages.
#[derive(Default)]
pub(super) struct Clients {
    all: Vec<Client>,
    good: BTreeMap<String, (Vec<u8>, Option<String>)>,
    order: VecDeque<String>,
}

impl Clients {
    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The paths of all open pages, each once.
    pub(super) fn paths(&mut self) -> Vec<String> {
        self.all.retain(|c| !c.out.is_closed());
        let mut paths: Vec<String> = self.all.iter().map(|c| c.path.clone()).collect();
        paths.sort_unstable();
        paths.dedup();
        paths
    }

    /// Lets a page in, and tells it at once what it doesn't know.
    pub(super) fn join(&mut self, mut client: Client, hash: &str, problems: &Problems<'_>) {
        client.update(hash, &json(problems));
        self.all.push(client);
    }

    /// Tells the pages at `path` of their new version, of published files with other bytes, and of problems.
    pub(super) fn show(&mut self, path: &str, hash: &str, files: &[String], problems: &Problems<'_>) {
        let problems = json(problems);
        for client in self.all.iter_mut().filter(|c| c.path == path) {
            if !files.is_empty() {
                client.send("files", &json(&files));
            }
            client.update(hash, &problems);
        }
    }

    /// Keeps a version of a page without errors, with the file that its text is from.
    pub(super) fn good(&mut self, path: &str, bytes: &[u8], file: Option<String>) {
        if !self.good.contains_key(path) {
            self.order.push_back(path.to_owned());
            if self.order.len() > GOOD
                && let Some(oldest) = self.order.pop_front()
            {
                self.good.remove(&oldest);
            }
        }
        self.good.insert(path.to_owned(), (bytes.to_vec(), file));
    }

    /// The last version of a page without errors, if it was asked for lately.
    pub(super) fn last_good(&self, path: &str) -> Option<(Vec<u8>, Option<String>)> {
        self.good.get(path).cloned()
    }
}

/// A value on one line.
fn json<T: Serialize>(value: &T) -> String {
    // Strings, numbers and lists of them always have a form in JSON.
    serde_json::to_string(value).unwrap_or_default()
}
