//! A check that asks the network besides.

use super::{Failure, Options, Outcome, Progress, Purpose, Texts, To, run};
use crate::diagnostics::{Levels, finish};
use crate::link::Index;
use crate::load;
use crate::outside::{self, Tally};
use crate::theme;
use crate::world::World;

/// Finds every problem of a site, as [`super::check`] does, and asks the addresses outside the site whether they are still there.
/// `asked` is told how far the asking has come.
///
/// # Errors
/// As [`super::check`].
pub fn check_with_links(
    world: &dyn World,
    options: &Options,
    links: &outside::Options,
    progress: Progress<'_>,
    asked: Progress<'_>,
) -> Result<(Outcome, Tally), Failure> {
    let held = run(world, options, Purpose::Check, progress, &To(|_| {}), Texts::Held);
    let (mut outcome, _) = held?;
    // A check lets texts go; loading them again costs little beside waiting for other people's servers.
    let mut loaded = load::load(world, load::Options { drafts: options.drafts })?;
    let statics = theme::statics(loaded.site.search);
    let names: Vec<&str> = statics.iter().map(|(name, _)| name.as_str()).collect();
    let (index, _) = Index::new(&loaded, world.today(), &names);
    let (found, tally) = outside::check(&index, links, asked);
    drop(index);
    let levels = Levels {
        site: loaded.site.checks.clone(),
        strict: options.strict,
    };
    let mut all = outcome.diagnostics;
    all.extend(found);
    // Files have the same numbers in both, and the check's own texts have what it found in the file system besides.
    std::mem::swap(&mut loaded.sources, &mut outcome.sources);
    outcome.diagnostics = finish(all, &levels, &loaded.sources);
    loaded.fill(world, &outcome.diagnostics);
    outcome.sources = loaded.sources;
    Ok((outcome, tally))
}
