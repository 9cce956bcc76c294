//! Printing: messages of the program itself, lists of diagnostics, progress.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use nutgraf::build::{Failure, Outcome};
use nutgraf::diagnostics::Severity;
use nutgraf::diagnostics::format::{self, Format};
use nutgraf::world::Disk;

use super::{Exit, FormatArg};

/// After how long a build shows how far it is.
const PATIENCE: Duration = Duration::from_millis(500);

/// Prints a line to standard output. A reader that has gone away (`| head`) is no error.
pub(crate) fn line(text: &str) {
    let _ = writeln!(std::io::stdout().lock(), "{text}");
}

/// Prints a line about the run itself to standard error.
pub(crate) fn note(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}

/// Says that the command line makes no sense.
pub(crate) fn usage(why: &str) -> Exit {
    note(&format!("error: {why}"));
    Exit::Usage
}

/// Says why a command could not do its work.
pub(crate) fn failed(why: &str, help: &str) -> Exit {
    note(&format!("error: {why}\n  help: {help}"));
    Exit::Failed
}

/// Says why there is no outcome.
pub(crate) fn failure(disk: &Disk, failure: &Failure) -> Exit {
    match failure {
        Failure::NoSite => failed(
            &format!("there is no site here: no content/site.yaml in {}", shown(disk.root())),
            &no_site(disk.root()),
        ),
        Failure::BaseUrl(why) => usage(&format!("--base-url: {why}")),
        Failure::Search(why) => failed(
            &format!("the search index can't be made: {why}"),
            "build again; `search: false` in content/site.yaml publishes without search",
        ),
        Failure::Publish(error) => failed(&error.message(), &error.help()),
    }
}

/// What to do where there is no site: it may be in a folder above, or its settings in a file of another name.
fn no_site(root: &Path) -> String {
    let settings = |folder: &Path| folder.join("content").join("site.yaml").is_file();
    if root.join("content").join("site.yml").is_file() {
        return "rename content/site.yml to content/site.yaml".to_owned();
    }
    let real = root.canonicalize().unwrap_or_else(|_| root.to_owned());
    let above = real.ancestors().skip(1).zip(1..).find(|(folder, _)| settings(folder));
    let init = "`nutgraf init DIR` makes a small complete site";
    match above {
        Some((_, levels)) => format!(
            "a site is in a folder above: go there, or write `--root {}`; {init}",
            shown(&(0..levels).fold(root.to_owned(), |path, _| path.join("..")))
        ),
        None => format!("{init}; `--root DIR` names the folder of an existing one"),
    }
}

/// A path as messages show it: with `/` on every system, and without the `./` that stands for "here".
pub(crate) fn shown(path: &std::path::Path) -> String {
    let text = path.to_string_lossy();
    let text = if cfg!(windows) {
        text.replace('\\', "/")
    } else {
        text.into_owned()
    };
    match text.strip_prefix("./") {
        Some(rest) if !rest.is_empty() => rest.to_owned(),
        _ => text,
    }
}

/// "1 term", "2 terms".
pub(crate) fn counted(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// Whether a stream wants colour: it is a terminal, `NO_COLOR` is unset or empty, and the terminal is not a dumb one.
fn colour(terminal: bool) -> bool {
    let no = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty());
    let dumb = std::env::var_os("TERM").is_some_and(|t| t == "dumb");
    terminal && !no && !dumb
}

/// Prints an outcome's messages for people, to standard error.
pub(crate) fn to_people(outcome: &Outcome) {
    let stream = std::io::stderr();
    let human = Format::Human {
        colour: colour(stream.is_terminal()),
        width: width(),
    };
    let _ = format::write(&mut stream.lock(), human, &outcome.diagnostics, &outcome.sources);
}

/// Where in its repository a site is, as GitHub wants to know: from the folder into which the repository was checked out, or
/// from the one that the program runs in. Empty, or with `/` at its end.
fn folder_in_repository(root: &Path) -> String {
    let base = std::env::var_os("GITHUB_WORKSPACE").filter(|folder| !folder.is_empty());
    let base = base.map_or_else(|| PathBuf::from("."), PathBuf::from);
    let (Ok(root), Ok(base)) = (root.canonicalize(), base.canonicalize()) else {
        return String::new();
    };
    let inner = root.strip_prefix(base).unwrap_or(Path::new(""));
    inner
        .iter()
        .fold(String::new(), |path, part| path + &part.to_string_lossy() + "/")
}

/// Prints an outcome's messages to standard output, in the format asked for.
pub(crate) fn to_output(disk: &Disk, outcome: &Outcome, wanted: FormatArg) {
    let stream = std::io::stdout();
    let folder = folder_in_repository(disk.root());
    let format = match wanted {
        FormatArg::Human => Format::Human {
            colour: colour(stream.is_terminal()),
            width: width(),
        },
        FormatArg::Json => Format::Json,
        FormatArg::Sarif => Format::Sarif,
        FormatArg::Github => Format::Github { folder: &folder },
    };
    let mut buffered = std::io::BufWriter::new(stream.lock());
    let _ = format::write(&mut buffered, format, &outcome.diagnostics, &outcome.sources);
    let _ = buffered.flush();
}

fn width() -> usize {
    let columns = std::env::var("COLUMNS").ok().and_then(|c| c.parse().ok());
    columns
        .or_else(|| terminal_size::terminal_size().map(|(w, _)| usize::from(w.0)))
        .unwrap_or(120)
}

/// "2 errors, 1 warning", or nothing.
pub(crate) fn tally(outcome: &Outcome) -> String {
    let count = |s: Severity| outcome.diagnostics.iter().filter(|d| d.severity == s).count();
    let parts: Vec<String> = [Severity::Error, Severity::Warning, Severity::Notice]
        .into_iter()
        .map(|s| (count(s), s.word()))
        .filter(|(n, _)| *n > 0)
        .map(|(n, word)| counted(n, word, &format!("{word}s")))
        .collect();
    parts.join(", ")
}

/// Shows on a terminal how far a build has come, once it has taken half a second.
pub(crate) struct Meter {
    start: Instant,
    bar: Mutex<Option<ProgressBar>>,
    terminal: bool,
    template: &'static str,
}

impl Meter {
    pub(crate) fn new() -> Self {
        Self::with("{bar:30} {pos} of {len} pages")
    }

    /// A meter of something else than pages.
    pub(crate) fn with(template: &'static str) -> Self {
        Self {
            template,
            start: Instant::now(),
            bar: Mutex::new(None),
            terminal: std::io::stderr().is_terminal(),
        }
    }

    pub(crate) fn step(&self, done: usize, total: usize) {
        if !self.terminal || self.start.elapsed() < PATIENCE {
            return;
        }
        let mut bar = self.bar.lock().unwrap_or_else(PoisonError::into_inner);
        let bar = bar.get_or_insert_with(|| {
            let style = ProgressStyle::with_template(self.template);
            let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
            bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
            bar
        });
        bar.set_length(total as u64);
        bar.set_position(done as u64);
    }

    pub(crate) fn finish(&self) {
        if let Some(bar) = self.bar.lock().unwrap_or_else(PoisonError::into_inner).take() {
            bar.finish_and_clear();
        }
    }

    pub(crate) fn seconds(&self) -> f64 {
        self.start.elapsed().as_secs_f64()
    }
}
