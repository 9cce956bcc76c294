//! `nutgraf check --links`: what is asked for, and how it went.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use clap::Args;
use nutgraf::build::{Failure, Options, Outcome, Progress, check_with_links};
use nutgraf::outside::{self, ARCHIVE, Manners, Tally};
use nutgraf::world::Disk;

use super::output::{self, Meter};

#[derive(Args, Debug)]
pub(crate) struct LinkArgs {
    /// Ask the network, too: whether the pages of other sites that this one links to are still there
    #[arg(long)]
    links: bool,
    /// Ask everything anew, what answered lately included
    #[arg(long, requires = "links")]
    fresh: bool,
    /// Ask the Internet Archive for copies of what is gone
    #[arg(long, requires = "links")]
    archive: bool,
    /// How long an answer may take
    #[arg(
        long,
        requires = "links",
        value_name = "SECONDS",
        default_value_t = 20,
        value_parser = clap::value_parser!(u64).range(1..=600)
    )]
    link_timeout: u64,
}

impl LinkArgs {
    pub(crate) fn wanted(&self) -> bool {
        self.links
    }
}

/// Checks a site and its links.
pub(crate) fn check(
    disk: &Disk,
    options: &Options,
    args: &LinkArgs,
    progress: Progress<'_>,
) -> Result<(Outcome, Option<Tally>), Failure> {
    let links = outside::Options {
        manners: Manners {
            timeout: Duration::from_secs(args.link_timeout),
            ..Manners::default()
        },
        memory: Some(disk.root().join(".nutgraf").join("links.json")),
        fresh: args.fresh,
        now: SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs()),
        archive: args.archive.then(|| ARCHIVE.to_owned()),
    };
    let meter = Meter::with("{bar:30} {pos} of {len} addresses");
    let asked = |done, total| meter.step(done, total);
    let result = check_with_links(disk, options, &links, progress, &asked);
    meter.finish();
    result.map(|(outcome, tally)| (outcome, Some(tally)))
}

/// Says how the asking went: it is the only place where links are counted that nothing is said of.
pub(crate) fn told(tally: &Tally) {
    let counts = [
        (tally.good, "there"),
        (tally.moved, "moved"),
        (tally.dead, "gone"),
        (tally.unreachable, "without an answer"),
        (tally.refused, "closed to programs"),
    ];
    let counts: Vec<String> = counts
        .iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, words)| format!("{n} {words}"))
        .collect();
    let addresses = output::counted(tally.addresses, "address", "addresses");
    let remembered = match tally.remembered {
        0 => String::new(),
        n => format!(" ({n} remembered)"),
    };
    let mut line = format!("links to other sites: {addresses}{remembered}");
    if !counts.is_empty() {
        line.push_str(": ");
        line.push_str(&counts.join(", "));
    }
    output::note(&line);
    if tally.addresses > tally.remembered && tally.unreachable == tally.addresses {
        output::note("nobody answered at all: is this machine connected?");
    }
    if let Some(why) = &tally.forgotten {
        output::note(&format!(
            "the next check will ask everything anew: the answers can't be kept: {why}"
        ));
    }
}
