//! The preview: a site as a build would make it, rendered page by page when a browser asks, and anew after each save.
//! Nothing is written anywhere, and nothing is printed: what people at the terminal should hear is handed to a [`Tell`].
//!
//! One thread owns the site. It answers requests, and while nobody asks it links what a change may have touched, piece by
//! piece, until all problems of the site are known again:
//!
//! 1. `watch` gathers what changed on disk;
//! 2. `state` brings what was loaded up to date, with as little work as the change allows;
//! 3. `round` links and renders over one state of the site, and `answer` makes what is asked for;
//! 4. `clients` tells open pages what concerns them: reload, take new styles, show problems;
//! 5. `http` speaks with browsers.
//!
//! What a page looks like is not decided here but in [`crate::render`]; a preview differs from a build by one script
//! element, which `client` puts into each page.

mod answer;
mod client;
mod clients;
mod http;
mod problems;
mod range;
mod round;
mod state;
#[cfg(test)]
mod tests;
mod watch;

use std::collections::BTreeSet;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::{Arc, mpsc};
use std::time::Duration;

use tokio::sync::oneshot;

use crate::build::{Failure, Outcome};
use crate::world::Disk;
use answer::Answer;
use clients::Client;
use state::State;

/// The port that is tried first when none is asked for.
pub const PORT: u16 = 1111;

/// How many ports are tried, one after the other, when none is asked for.
const PORTS: u16 = 100;

/// What a caller may ask of a preview.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Show drafts.
    pub drafts: bool,
}

/// What people at the terminal should hear.
#[derive(Debug)]
pub enum Told {
    /// Files have changed, and pages are served anew.
    Changed {
        /// The files, from the site's root.
        paths: Vec<String>,
        /// How long it took until pages could be served.
        took: Duration,
    },
    /// All problems of the site are known.
    Settled(Outcome),
    /// Something about the preview itself.
    Note(String),
}

/// Hears what there is to tell, from any thread.
pub type Tell = Arc<dyn Fn(Told) + Send + Sync>;

/// What the thread that owns the site is asked.
enum Message {
    /// What stands at a path of the output folder.
    Get(String, oneshot::Sender<Answer>),
    /// A page has been opened in a browser.
    Join(Client),
    /// These files have changed; all may have, where there are none.
    Changed(BTreeSet<String>),
}

/// Takes a port to serve on: the one asked for, or the first free one from [`PORT`] on.
///
/// # Errors
/// When the port is taken, or the address is not this machine's.
pub fn listen(host: std::net::IpAddr, port: Option<u16>) -> io::Result<TcpListener> {
    if let Some(port) = port {
        return TcpListener::bind(SocketAddr::new(host, port));
    }
    let mut last = None;
    for port in PORT..PORT + PORTS {
        match TcpListener::bind(SocketAddr::new(host, port)) {
            Ok(listener) => return Ok(listener),
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => last = Some(error),
            Err(error) => return Err(error),
        }
    }
    Err(last.unwrap_or_else(|| io::ErrorKind::AddrInUse.into()))
}

/// Serves a site until the user ends it (Ctrl-C). `ready` is called once pages can be asked for.
///
/// # Errors
/// When there is no site, or the network fails.
pub fn serve(
    disk: &Disk,
    options: &Options,
    listener: TcpListener,
    tell: &Tell,
    ready: &dyn Fn(),
) -> Result<io::Result<()>, Failure> {
    let mut state = State::load(disk, options)?;
    let (post, inbox) = mpsc::channel();
    let (end, ended) = oneshot::channel();
    watch::start(disk, post.clone(), tell);
    let (world, told) = (disk.clone(), Arc::clone(tell));
    // Nobody waits for this thread: it has nothing to put in order, and who presses Ctrl-C wants an end at once.
    std::thread::spawn(move || {
        state.run(&world, &inbox, &*told);
        drop(end);
    });
    ready();
    Ok(http::serve(listener, disk, &post, ended))
}
