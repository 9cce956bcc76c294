//! The program from outside: what each command prints, writes and returns. Every test runs the real binary in a folder of
//! its own; none needs the network beyond this machine.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may panic"
)]

#[path = "cli/ask.rs"]
mod ask;
#[path = "cli/build.rs"]
mod build;
#[path = "cli/check.rs"]
mod check;
#[path = "cli/date.rs"]
mod date;
#[path = "cli/links.rs"]
mod links;
#[path = "cli/place.rs"]
mod place;
#[path = "support/server.rs"]
mod server;
#[path = "cli/start.rs"]
mod start;
#[path = "cli/terminal.rs"]
mod terminal;
#[path = "cli/texts.rs"]
mod texts;
#[path = "cli/validate.rs"]
mod validate;
