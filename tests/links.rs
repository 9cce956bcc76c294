//! `check --links`: outside addresses are asked, each once and no host too often, and what became of them is said where they stand.
//! Every server is the test's own, on a loopback port; nothing here leaves the machine.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may panic"
)]

#[path = "links/answers.rs"]
mod answers;
#[path = "links/manners.rs"]
mod manners;
#[path = "links/places.rs"]
mod places;
#[path = "support/server.rs"]
mod server;
mod support;

use std::time::Duration;

use nutgraf::build::{Options, Outcome, check_with_links};
use nutgraf::outside::{self, Manners, Tally};
use nutgraf::world::Memory;

use support::{page, small};

/// A day in 2026.
const NOW: u64 = 1_790_000_000;

/// In a hurry: what people wait seconds for takes milliseconds here.
fn hasty() -> outside::Options {
    outside::Options {
        manners: Manners {
            pause: Duration::ZERO,
            timeout: Duration::from_secs(5),
            backoff: Duration::from_millis(20),
            ..Manners::default()
        },
        memory: None,
        fresh: false,
        now: NOW,
        archive: None,
    }
}

fn asked(world: &Memory, links: &outside::Options) -> (Outcome, Tally) {
    check_with_links(world, &Options::default(), links, &|_, _| {}, &|_, _| {}).unwrap()
}

/// Code, message and help of each message, without those that any small site gets.
fn said(outcome: &Outcome) -> Vec<(String, String, String)> {
    let told = outcome.diagnostics.iter().map(|d| {
        let help = d.help.clone().unwrap_or_default();
        (d.code.slug().to_owned(), d.message.clone(), help)
    });
    told.collect()
}

/// A site whose one page links to these addresses, and what is said of it.
fn linking(addresses: &[&str], links: &outside::Options) -> (Vec<(String, String, String)>, Tally) {
    let body: Vec<String> = addresses.iter().map(|a| format!("[here]({a})")).collect();
    let (outcome, tally) = asked(&small(&[("content/a.md", &page(&body.join(", ")))]), links);
    (said(&outcome), tally)
}

/// The one message about one address.
fn about(address: &str) -> (String, String, String) {
    let (mut said, _) = linking(&[address], &hasty());
    assert_eq!(said.len(), 1, "{said:?}");
    said.remove(0)
}
