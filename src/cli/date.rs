//! `nutgraf date EDTF…`: what a date says, for people and for programs. It needs no site and reads no clock.
//!
//! Answers come in the order of the questions, one object or paragraph each, good and bad dates alike, so that a list of
//! a hundred thousand dates can be piped through.

use std::ffi::OsString;
use std::io::{self, BufRead, BufWriter, ErrorKind, IsTerminal, Write};

use clap::Args;
use nutgraf::date::{Bound, Date, DateError, words};
use nutgraf::i18n::Locale;
use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::{Exit, ListFormat, output};

/// Marks an argument that begins with a minus and a figure, so that clap takes it for a date and not for an option. No
/// argument can hold this character by itself.
const MINUS: char = '\0';

#[derive(Args, Debug)]
pub(crate) struct DateArgs {
    /// The dates; without any, or for `-`, the lines of standard input
    #[arg(value_name = "EDTF")]
    dates: Vec<String>,
    /// How to print
    #[arg(long, value_enum, default_value_t = ListFormat::Human)]
    format: ListFormat,
    /// The language of the words
    #[arg(long, value_name = "TAG", default_value = "en")]
    lang: String,
}

/// The arguments of the program, with dates before the year 0 made safe for clap, where the command is `date`. (Clap can
/// let options look like numbers, but `-0043-03-15` is none; and what lets any word begin with a hyphen swallows options.)
pub(crate) fn shielded(arguments: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let mut arguments: Vec<OsString> = arguments.collect();
    let mut rest = arguments.iter().skip(1);
    let command = loop {
        match rest.next().map(|argument| argument.to_string_lossy()) {
            Some(option) if option == "--root" => _ = rest.next(),
            Some(option) if option.starts_with('-') => {}
            other => break other,
        }
    };
    if command.is_some_and(|command| command == "date") {
        for argument in &mut arguments {
            let text = argument.to_string_lossy();
            let year = text.strip_prefix('-').and_then(|rest| rest.chars().next());
            if year.is_some_and(|first| first.is_ascii_digit() || first == 'X') {
                let mut shielded = OsString::from(MINUS.to_string());
                shielded.push(&argument);
                *argument = shielded;
            }
        }
    }
    arguments
}

/// Tells what each date says.
pub(crate) fn date(args: &DateArgs) -> Exit {
    let locale = match Locale::new(&args.lang) {
        Ok(locale) => locale,
        Err(error) => return output::usage(&format!("--lang: {error}")),
    };
    let mut teller = Teller {
        out: BufWriter::new(io::stdout().lock()),
        locale,
        format: args.format,
        all_good: true,
        first: true,
    };
    let told = tell_all(&args.dates, &mut teller).and_then(|()| teller.out.flush());
    match told {
        // A reader that has gone away, `| head`, has what it wants.
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            let help = "look where standard input comes from and where standard output goes";
            output::failed(&format!("the dates could not be read or printed: {error}"), help)
        }
        _ if teller.all_good => Exit::Good,
        _ => Exit::Forbidden,
    }
}

fn tell_all(dates: &[String], teller: &mut Teller<impl Write>) -> io::Result<()> {
    if dates.is_empty() {
        return tell_lines(teller);
    }
    for date in dates {
        match date.as_str() {
            "-" => tell_lines(teller)?,
            date => teller.tell(date.strip_prefix(MINUS).unwrap_or(date).as_bytes())?,
        }
    }
    Ok(())
}

fn tell_lines(teller: &mut Teller<impl Write>) -> io::Result<()> {
    let input = io::stdin();
    let typed = input.is_terminal();
    let (mut input, mut line, mut at_start) = (input.lock(), Vec::new(), true);
    loop {
        line.clear();
        if input.read_until(b'\n', &mut line)? == 0 {
            return Ok(());
        }
        let mut text = line.strip_suffix(b"\n").unwrap_or(&line);
        text = text.strip_suffix(b"\r").unwrap_or(text);
        if std::mem::take(&mut at_start) {
            // The mark that some editors put before a text.
            text = text.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(text);
        }
        if text.trim_ascii().is_empty() {
            continue;
        }
        teller.tell(text)?;
        if typed {
            teller.out.flush()?;
        }
    }
}

/// Prints answers, and remembers whether all dates were good.
struct Teller<W: Write> {
    out: W,
    locale: Locale,
    format: ListFormat,
    all_good: bool,
    first: bool,
}

/// What programs are told of a good date; the order of keys is part of the contract.
#[derive(Serialize)]
struct Good<'a> {
    input: &'a str,
    level: u8,
    words: String,
    precision: &'static str,
    qualifiers: Vec<&'static str>,
    earliest: Option<String>,
    latest: Option<String>,
}

/// What programs are told of a bad one.
#[derive(Serialize)]
struct Bad<'a> {
    input: &'a str,
    error: Fault<'a>,
}

#[derive(Serialize)]
struct Fault<'a> {
    message: &'a str,
    /// In bytes.
    offset: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
}

impl<W: Write> Teller<W> {
    fn tell(&mut self, bytes: &[u8]) -> io::Result<()> {
        let text = String::from_utf8_lossy(bytes);
        let date = match std::str::from_utf8(bytes) {
            Ok(text) => Date::parse(text),
            Err(error) => Err(DateError {
                message: "this is not UTF-8".to_owned(),
                offset: error.valid_up_to(),
                help: Some("save the list as UTF-8".to_owned()),
            }),
        };
        self.all_good &= date.is_ok();
        match self.format {
            ListFormat::Human => {
                if !std::mem::take(&mut self.first) {
                    writeln!(self.out)?;
                }
                match date {
                    Ok(date) => self.paragraph(&good(&text, &date, &self.locale)),
                    Err(error) => self.complaint(&text, &error),
                }
            }
            ListFormat::Json => {
                let json = match &date {
                    Ok(date) => serde_json::to_string(&good(&text, date, &self.locale)),
                    Err(error) => serde_json::to_string(&Bad {
                        input: &text,
                        error: Fault {
                            message: &error.message,
                            offset: error.offset,
                            help: error.help.as_deref(),
                        },
                    }),
                };
                writeln!(self.out, "{}", json?)
            }
        }
    }

    fn paragraph(&mut self, date: &Good<'_>) -> io::Result<()> {
        let qualifiers = match date.qualifiers.as_slice() {
            [] => "none".to_owned(),
            qualifiers => qualifiers.join(", "),
        };
        let bound = |bound: &Option<String>| bound.clone().unwrap_or_else(|| "unknown".to_owned());
        writeln!(self.out, "{}", date.input)?;
        for (name, value) in [
            ("words", date.words.clone()),
            ("level", date.level.to_string()),
            ("precision", date.precision.to_owned()),
            ("qualifiers", qualifiers),
            ("earliest", bound(&date.earliest)),
            ("latest", bound(&date.latest)),
        ] {
            writeln!(self.out, "  {name:10}  {value}")?;
        }
        Ok(())
    }

    fn complaint(&mut self, text: &str, error: &DateError) -> io::Result<()> {
        // Characters that would move the cursor of a terminal are shown as strangers.
        let visible = |text: &str| text.replace(char::is_control, "\u{FFFD}");
        let before = visible(text.get(..error.offset).unwrap_or(text));
        let column = before.width();
        writeln!(self.out, "{}", visible(text))?;
        writeln!(self.out, "{:column$}^ {}", "", error.message)?;
        match &error.help {
            Some(help) => writeln!(self.out, "  help: {help}"),
            None => Ok(()),
        }
    }
}

fn good<'a>(input: &'a str, date: &Date, locale: &Locale) -> Good<'a> {
    let bound = |bound| match bound {
        Bound::Day(day) => Some(day.to_string()),
        Bound::Open => Some("..".to_owned()),
        Bound::Unknown => None,
    };
    let marks = [
        (date.is_uncertain(), "uncertain"),
        (date.is_approximate(), "approximate"),
    ];
    Good {
        input,
        level: date.level(),
        words: words(date, locale),
        precision: date.precision().name(),
        qualifiers: marks
            .into_iter()
            .filter_map(|(marked, name)| marked.then_some(name))
            .collect(),
        earliest: bound(date.earliest()),
        latest: bound(date.latest()),
    }
}
