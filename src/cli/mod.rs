//! The command line: which commands there are, and which exit code each ends with.

mod build;
mod date;
mod explain;
mod glossary;
mod host;
mod import;
mod init;
mod links;
mod new;
mod output;
mod schema;
mod serve;
mod why;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use clap::{Args, Parser, Subcommand, ValueEnum};
use nutgraf::date::Day;
use nutgraf::world::Disk;

/// How a command ended. The numbers are part of the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// 0: all is well.
    Good,
    /// 1: a diagnostic forbids publishing.
    Forbidden,
    /// 2: the command line makes no sense.
    Usage,
    /// 3: a file could not be read or written, or there is no site here.
    Failed,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Good => 0,
            Exit::Forbidden => 1,
            Exit::Usage => 2,
            Exit::Failed => 3,
        })
    }
}

/// Compiles explainers: Markdown with YAML front matter into a static site with a glossary and a timeline.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100, after_help = AFTER)]
struct Cli {
    /// The folder that the site is in (the one with content/)
    #[arg(long, global = true, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    #[command(subcommand)]
    command: Command,
}

const AFTER: &str = "Exit codes: 0 good; 1 diagnostics that forbid publishing; 2 a wrong command line; \
3 a file could not be read or written, or there is no site.\n\
Colour follows the terminal and NO_COLOR. SOURCE_DATE_EPOCH sets the date that checks take for today.";

#[derive(Debug, Subcommand)]
enum Command {
    /// Check the site, then write it to public/
    Build(BuildArgs),
    /// Show the site in a browser, page by page, anew after each save; write nothing
    Serve(serve::ServeArgs),
    /// Print every problem of the site and write nothing
    Check(CheckArgs),
    /// Write a small complete site into a new folder; with --host, what a host needs to publish it, into any site
    Init {
        /// The folder; with --host, the site's own when it is left out
        #[arg(required_unless_present = "host")]
        dir: Option<PathBuf>,
        /// Write the files by which this host builds and publishes the site; nothing that is there is replaced
        #[arg(long, value_enum)]
        host: Option<host::Host>,
    },
    /// Write a valid starting file
    New {
        /// What it is for
        kind: new::NewKind,
        /// Its id, which becomes its file name and its address: `embassy-talks`, `history/first-round`
        id: String,
    },
    /// Say at length what a diagnostic means; without a code, list all
    Explain {
        /// The code, such as glossary/unknown-term
        code: Option<String>,
    },
    /// Say why a term is, or is not, linked on a page: each mention, the form that matched, the rule that decided
    Why(WhyArgs),
    /// List the terms with their uses, forms and first mentions; those that nothing uses; and what may lack an entry
    Glossary(GlossaryArgs),
    /// Say what dates in EDTF mean: words, level, precision, earliest and latest day; or what is wrong with them
    Date(date::DateArgs),
    /// Write entries from the files of other programs, and say line by line what could not be carried over
    #[command(subcommand)]
    Import(import::ImportArgs),
    /// Print the JSON Schema of a kind's front matter, for editors
    Schema {
        /// The kind
        kind: schema::SchemaKind,
    },
}

#[derive(Args, Debug)]
pub(crate) struct SiteArgs {
    /// Treat drafts as if they were published
    #[arg(long)]
    drafts: bool,
    /// Treat every warning as an error
    #[arg(long)]
    strict: bool,
    /// The address at which the site will be served, in place of `base_url` of site.yaml
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
}

#[derive(Args, Debug)]
pub(crate) struct BuildArgs {
    #[command(flatten)]
    site: SiteArgs,
    /// The folder to write to, in place of public/ in the site's folder
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Name the files in addresses (glossary/index.html), for a disk, a memory stick or a zip
    #[arg(long)]
    portable: bool,
    /// Make everything anew, and remember nothing for the next build.
    #[arg(long)]
    no_cache: bool,
    /// Write a .br and a .gz file beside each text, for a server that sends them (`compress: true` in site.yaml)
    #[arg(long)]
    compress: bool,
}

#[derive(Args, Debug)]
pub(crate) struct CheckArgs {
    #[command(flatten)]
    site: SiteArgs,
    #[command(flatten)]
    links: links::LinkArgs,
    /// How to print
    #[arg(long, value_enum, default_value_t = FormatArg::Human)]
    format: FormatArg,
}

#[derive(Args, Debug)]
pub(crate) struct WhyArgs {
    /// The page: its id (`history/first-round`), its file or its address; an entry with its kind (`event:talks`)
    page: String,
    /// The term: its id or its title
    term: String,
    /// Look at drafts too
    #[arg(long)]
    drafts: bool,
    /// How to print
    #[arg(long, value_enum, default_value_t = ListFormat::Human)]
    format: ListFormat,
}

#[derive(Args, Debug)]
pub(crate) struct GlossaryArgs {
    /// Look at drafts too
    #[arg(long)]
    drafts: bool,
    /// How to print
    #[arg(long, value_enum, default_value_t = ListFormat::Human)]
    format: ListFormat,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum ListFormat {
    /// For people
    Human,
    /// JSON: one object, or one a line where there are several answers
    Json,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum FormatArg {
    /// For people
    Human,
    /// One JSON object
    Json,
    /// SARIF 2.1.0, for code hosts
    Sarif,
    /// Annotations of GitHub Actions
    Github,
}

/// Runs the command line of this process.
pub(crate) fn run() -> ExitCode {
    let cli = match Cli::try_parse_from(date::shielded(std::env::args_os())) {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are no errors; clap knows which stream and code each wants.
            let exit = if error.use_stderr() { Exit::Usage } else { Exit::Good };
            let _ = error.print();
            return exit.into();
        }
    };
    let today = match today() {
        Ok(today) => today,
        Err(why) => return output::usage(&why).into(),
    };
    let disk = Disk::new(cli.root.clone(), today);
    let exit = match cli.command {
        Command::Build(args) => build::build(&disk, &args),
        Command::Serve(args) => serve::serve(&disk, &args),
        Command::Check(args) => build::check(&disk, &args),
        Command::Init { dir, host } => init::init(&dir.unwrap_or(cli.root), host),
        Command::New { kind, id } => new::new(&disk, kind, &id),
        Command::Explain { code } => explain::explain(code.as_deref()),
        Command::Why(args) => why::why(&disk, &args),
        Command::Glossary(args) => glossary::glossary(&disk, &args),
        Command::Date(args) => date::date(&args),
        Command::Import(args) => import::import(&disk, &args),
        Command::Schema { kind } => schema::schema(kind),
    };
    exit.into()
}

/// The date that checks take for today: `SOURCE_DATE_EPOCH` (seconds since 1970, UTC) where it is set, else the clock's.
fn today() -> Result<Day, String> {
    let seconds = match std::env::var("SOURCE_DATE_EPOCH") {
        Ok(text) => text
            .trim()
            .parse::<i64>()
            .map_err(|_| format!("SOURCE_DATE_EPOCH is `{text}`: it must be a number of seconds"))?,
        Err(_) => SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0, |d| i64::try_from(d.as_secs()).unwrap_or(i64::MAX)),
    };
    Ok(Day::from_unix_days(seconds.div_euclid(86_400)))
}
