//! `nutgraf build` and `nutgraf check`.

use std::path::{Component, Path, PathBuf};

use nutgraf::build::{self, Options};
use nutgraf::world::Disk;
use nutgraf::write::RealDisk;

use super::output::{self, Meter};
use super::{BuildArgs, CheckArgs, Exit, FormatArg, SiteArgs, links};

fn options(disk: &Disk, args: &SiteArgs, portable: bool, compress: bool) -> Options {
    Options {
        drafts: args.drafts,
        strict: args.strict,
        portable,
        compress,
        base_url: args.base_url.clone(),
        images: Some(
            nutgraf::images::FOLDER
                .split('/')
                .fold(disk.root().to_owned(), |p, s| p.join(s)),
        ),
    }
}

/// The folder of the site's own files in which the output would lie.
fn read_folder(disk: &Disk, output: &Path) -> Option<&'static str> {
    let output = real(output);
    let folders = ["content", "static", "templates"];
    folders
        .into_iter()
        .find(|folder| output.starts_with(real(&disk.root().join(folder))))
}

/// A path as the system has it, without `..` and links, whether or not all of it is there yet.
fn real(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut real = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            // What a link leads to is known by now, so that this is the folder above that.
            Component::ParentDir => drop(real.pop()),
            part => {
                real.push(part);
                real = std::fs::canonicalize(&real).unwrap_or(real);
            }
        }
    }
    real
}

/// Checks the site and writes it.
pub(crate) fn build(disk: &Disk, args: &BuildArgs) -> Exit {
    let folder = args.output.clone().unwrap_or_else(|| disk.root().join("public"));
    if let Some(read) = read_folder(disk, &folder) {
        let shown = output::shown(&folder);
        return output::usage(&format!(
            "--output: `{shown}` lies in {read}/, whose files are read: the next build would take its own output for a part of the site\n  help: choose a folder outside content/, static/ and templates/",
        ));
    }
    let meter = Meter::new();
    let progress = |done, total| meter.step(done, total);
    let options = options(disk, &args.site, args.portable, args.compress);
    let result = if args.no_cache {
        build::build(disk, &options, &RealDisk, &folder, &progress)
    } else {
        let cache = disk.root().join(".nutgraf").join("cache");
        build::cached(disk, &options, &RealDisk, &folder, &cache, &progress)
    };
    meter.finish();
    let (outcome, report) = match result {
        Ok(done) => done,
        Err(failure) => return output::failure(disk, &failure),
    };
    output::to_people(&outcome);
    let tally = output::tally(&outcome);
    let Some(report) = report else {
        output::note(&format!("not built: {tally}; {} is as it was", output::shown(&folder)));
        return Exit::Forbidden;
    };
    let c = outcome.counts;
    let counts = [
        output::counted(c.pages, "explainer", "explainers"),
        output::counted(c.terms, "term", "terms"),
        output::counted(c.events, "event", "events"),
        output::counted(c.people, "person or body", "people and bodies"),
        output::counted(c.sources, "source", "sources"),
    ];
    let mut line = format!(
        "built {} in {:.2} s: {} ({} written, {} unchanged, {} removed); {}",
        output::shown(&folder),
        meter.seconds(),
        output::counted(report.total, "file", "files"),
        report.written,
        report.unchanged,
        report.removed,
        counts.join(", "),
    );
    if !tally.is_empty() {
        line.push_str("; ");
        line.push_str(&tally);
    }
    output::note(&line);
    if let Some(why) = &outcome.forgotten {
        output::note(&format!(
            "the next build will make everything anew: the cache can't be written: {why}"
        ));
    }
    Exit::Good
}

/// Prints every problem of the site.
pub(crate) fn check(disk: &Disk, args: &CheckArgs) -> Exit {
    let meter = Meter::new();
    let progress = |done, total| meter.step(done, total);
    let options = options(disk, &args.site, false, false);
    let result = if args.links.wanted() {
        links::check(disk, &options, &args.links, &progress)
    } else {
        build::check(disk, &options, &progress).map(|outcome| (outcome, None))
    };
    meter.finish();
    let (outcome, asked) = match result {
        Ok(done) => done,
        Err(failure) => return output::failure(disk, &failure),
    };
    output::to_output(disk, &outcome, args.format);
    if matches!(args.format, FormatArg::Human) {
        let tally = output::tally(&outcome);
        let tally = if tally.is_empty() {
            "no problems".to_owned()
        } else {
            tally
        };
        let pages = output::counted(outcome.counts.pages, "explainer", "explainers");
        output::note(&format!("checked {pages}: {tally}"));
        if let Some(asked) = asked {
            links::told(&asked);
        }
    }
    if outcome.forbids() { Exit::Forbidden } else { Exit::Good }
}
