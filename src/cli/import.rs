//! `nutgraf import timeline FILE`: entries from what other programs made. Says line by line what did not come over, and
//! writes all files or none.

use std::fmt::Write as _;
use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand, ValueEnum};
use nutgraf::diagnostics::Severity;
use nutgraf::i18n::Locale;
use nutgraf::import::{self, DayOrder, Format, NewFile, Plan, Settings};
use nutgraf::load::{self, Loaded};
use nutgraf::world::{Disk, World};

use super::Exit;
use super::output::{self, counted, failed, line, shown};

#[derive(Debug, Subcommand)]
pub(crate) enum ImportArgs {
    /// Write an entry for each event of a TimelineJS JSON file, its spreadsheet as CSV, or any CSV of events
    Timeline(TimelineArgs),
}

#[derive(Args, Debug)]
pub(crate) struct TimelineArgs {
    /// The file; its format is recognised by its content
    file: PathBuf,
    /// Say what would be written, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// The format, where it is not to be recognised
    #[arg(long, value_enum)]
    format: Option<FormatArg>,
    /// Read 03/04/2025 as 3 April
    #[arg(long, conflicts_with = "month_first")]
    day_first: bool,
    /// Read 03/04/2025 as March 4
    #[arg(long)]
    month_first: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum FormatArg {
    /// JSON of TimelineJS
    Timelinejs,
    /// The TimelineJS spreadsheet, saved as CSV
    Sheet,
    /// CSV with a column of dates and one of titles
    Csv,
}

/// The languages whose words for dates are known, beside those of the site.
const LANGUAGES: [&str; 8] = ["en", "en-US", "de", "fr", "es", "ru", "ar", "ja"];

/// Reads the file, plans the entries, prints the notes, and writes.
pub(crate) fn import(disk: &Disk, ImportArgs::Timeline(args): &ImportArgs) -> Exit {
    let Ok(loaded) = load::load(disk, load::Options { drafts: true }) else {
        return output::failure(disk, &nutgraf::build::Failure::NoSite);
    };
    let site_faulty = |f: &nutgraf::diagnostics::Diagnostic| {
        f.severity == Severity::Error && loaded.sources.path(f.span.file) == "content/site.yaml"
    };
    if loaded.faults.iter().any(site_faulty) {
        return failed(
            "content/site.yaml has errors",
            "`nutgraf check` says which: correct them first",
        );
    }
    let name = shown(&args.file);
    let bytes = match fs::read(&args.file) {
        Ok(bytes) => bytes,
        Err(error) => {
            return failed(
                &format!("{name} can't be read: {error}"),
                "check the path and your permissions",
            );
        }
    };
    let settings = Settings {
        format: args.format.map(|f| match f {
            FormatArg::Timelinejs => Format::TimelineJs,
            FormatArg::Sheet => Format::Sheet,
            FormatArg::Csv => Format::Csv,
        }),
        order: match (args.day_first, args.month_first) {
            (true, _) => Some(DayOrder::DayFirst),
            (_, true) => Some(DayOrder::MonthFirst),
            _ => None,
        },
    };
    let read = match import::read(&bytes, settings, &locales(&loaded)) {
        Ok(read) => read,
        Err(bad) => return failed(&format!("{name}: {}", bad.message), &bad.help),
    };
    let format = read.format.name();
    // What the site's own file can't be read as, `load` has told.
    let site_yaml = disk
        .read("content/site.yaml")
        .ok()
        .and_then(|b| String::from_utf8(b).ok())
        .unwrap_or_default();
    let plan = import::plan(read, &loaded, &site_yaml);
    say(&name, &plan);
    if !args.dry_run
        && let Err(failure) = write(disk.root(), &plan)
    {
        return failed(&failure, "nothing was changed; mend this and import again");
    }
    line(&summary(&plan, format, args.dry_run));
    if plan.left_out > 0 { Exit::Forbidden } else { Exit::Good }
}

/// The site's languages first: its authors write dates in them.
fn locales(loaded: &Loaded) -> Vec<Locale> {
    let own = loaded.site.languages.iter().map(|l| l.value.as_str());
    let mut tags: Vec<&str> = Vec::new();
    for tag in own.chain(LANGUAGES) {
        if !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    tags.into_iter().filter_map(|tag| Locale::new(tag).ok()).collect()
}

fn say(name: &str, plan: &Plan) {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for note in &plan.notes {
        let headline = if note.headline.is_empty() {
            String::new()
        } else {
            format!("{}: ", note.headline)
        };
        // A reader that has gone away is no error.
        let _ = writeln!(out, "{name}:{}: {headline}{}", note.line, note.text);
    }
    let _ = out.flush();
}

fn summary(plan: &Plan, format: &str, dry_run: bool) -> String {
    let verb = if dry_run { "would write" } else { "wrote" };
    let mut parts = vec![format!(
        "{verb} {} to content/timeline/",
        counted(plan.events, "event", "events")
    )];
    if plan.sources > 0 {
        parts.push(format!(
            "{} to content/sources/",
            counted(plan.sources, "source", "sources")
        ));
    }
    if plan.site.is_some() {
        parts.push("new categories to content/site.yaml".to_owned());
    }
    let mut text = format!("read {format}: {}", parts.join(", "));
    // Writing to a string does not fail.
    if plan.skipped > 0 {
        let _ = write!(text, "; skipped {} that the site has already", plan.skipped);
    }
    if plan.left_out > 0 {
        let _ = write!(text, "; left out {}", plan.left_out);
    }
    text
}

/// Writes all files; where one can't be written, those before it are removed again.
fn write(root: &Path, plan: &Plan) -> Result<(), String> {
    let mut done = Done::default();
    let result = plan
        .files
        .iter()
        .try_for_each(|file| done.write(root, file))
        .and_then(|()| plan.site.as_deref().map_or(Ok(()), |text| replace(root, text)));
    if result.is_err() {
        done.undo();
    }
    result
}

/// What was made so far, in order.
#[derive(Default)]
struct Done {
    files: Vec<PathBuf>,
    folders: Vec<PathBuf>,
}

impl Done {
    fn write(&mut self, root: &Path, file: &NewFile) -> Result<(), String> {
        let path = full(root, &file.path);
        let why = |error: io::Error| match error.kind() {
            io::ErrorKind::AlreadyExists => format!("{} is there already", file.path),
            _ => format!("{} can't be written: {error}", file.path),
        };
        if let Some(folder) = path.parent().filter(|f| !f.is_dir()) {
            fs::create_dir_all(folder).map_err(why)?;
            self.folders.push(folder.to_path_buf());
        }
        let mut made = OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(&path)
            .map_err(why)?;
        self.files.push(path);
        made.write_all(file.text.as_bytes()).map_err(why)
    }

    /// Removes what was made. What can't be removed can't be helped: the first failure is the one to tell.
    fn undo(&self) {
        for file in self.files.iter().rev() {
            let _ = fs::remove_file(file);
        }
        for folder in self.folders.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}

/// Puts a new `content/site.yaml` in the place of the old one, whole or not at all.
fn replace(root: &Path, text: &str) -> Result<(), String> {
    let why = |error: io::Error| format!("content/site.yaml can't be written: {error}");
    let path = full(root, "content/site.yaml");
    // A link to the file stays a link.
    let path = fs::canonicalize(&path).map_err(why)?;
    let beside = path.with_file_name("_site.yaml.new");
    let written = fs::write(&beside, text)
        .and_then(|()| fs::metadata(&path).and_then(|m| fs::set_permissions(&beside, m.permissions())))
        .and_then(|()| fs::rename(&beside, &path));
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written.map_err(why)
}

fn full(root: &Path, path: &str) -> PathBuf {
    path.split('/').fold(root.to_path_buf(), |p, s| p.join(s))
}
