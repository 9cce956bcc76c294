//! `nutgraf serve`.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};

use clap::Args;
use nutgraf::build::Outcome;
use nutgraf::diagnostics::{Diagnostic, Severity};
use nutgraf::serve::{self, Options, PORT, Tell, Told};
use nutgraf::world::Disk;

use super::Exit;
use super::output;

#[derive(Args, Debug)]
pub(crate) struct ServeArgs {
    /// The port; without it, 1111 or the next free one
    #[arg(short, long)]
    port: Option<u16>,
    /// The address of this machine to serve on: 0.0.0.0 lets other machines in
    #[arg(long, value_name = "ADDR", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST), value_parser = address)]
    host: IpAddr,
    /// Show the site in the browser
    #[arg(long)]
    open: bool,
    /// Treat drafts as if they were published
    #[arg(long)]
    drafts: bool,
}

/// An address of this machine; `localhost` is the name of one.
fn address(typed: &str) -> Result<IpAddr, String> {
    if typed.eq_ignore_ascii_case("localhost") {
        return Ok(IpAddr::V4(Ipv4Addr::LOCALHOST));
    }
    let why = |_| "write an address of numbers: 127.0.0.1 for this machine alone, 0.0.0.0 to let others in".to_owned();
    typed.parse().map_err(why)
}

/// Serves the site until Ctrl-C.
pub(crate) fn serve(disk: &Disk, args: &ServeArgs) -> Exit {
    let listener = match serve::listen(args.host, args.port) {
        Ok(listener) => listener,
        Err(error) => return cannot_listen(args, &error),
    };
    let address = listener.local_addr().unwrap_or(SocketAddr::new(args.host, PORT));
    let last: Mutex<Vec<Said>> = Mutex::new(Vec::new());
    let tell: Tell = Arc::new(move |told: Told| match told {
        Told::Changed { paths, took } => output::note(&changed(&paths, took.as_secs_f64() * 1e3)),
        Told::Settled(outcome) => {
            let mut last = last.lock().unwrap_or_else(PoisonError::into_inner);
            settled(outcome, &mut last);
        }
        Told::Note(text) => output::note(&format!("note: {text}")),
    });
    let ready = || welcome(args, address);
    let options = Options { drafts: args.drafts };
    match serve::serve(disk, &options, listener, &tell, &ready) {
        Ok(Ok(())) => Exit::Good,
        Ok(Err(error)) => output::failed(&format!("can't serve: {error}"), "try another `--port`"),
        Err(failure) => output::failure(disk, &failure),
    }
}

fn cannot_listen(args: &ServeArgs, error: &std::io::Error) -> Exit {
    let at = match args.port {
        Some(port) => format!("port {port} of {}", args.host),
        None => args.host.to_string(),
    };
    let why = match error.kind() {
        std::io::ErrorKind::AddrInUse => format!("{at} is taken"),
        _ => format!("can't serve on {at}: {error}"),
    };
    output::failed(
        &why,
        "give another `--port`, or leave it out: the next free one is taken",
    )
}

/// Says where the site is, on standard output, so that a script can read it.
fn welcome(args: &ServeArgs, address: SocketAddr) {
    if args.port.is_none() && address.port() != PORT {
        output::note(&format!("port {PORT} is taken: serving on {} instead", address.port()));
    }
    if !address.ip().is_loopback() {
        output::note("warning: everybody on the network can read this site, with all that isn't published yet");
    }
    let shown = if address.ip().is_unspecified() {
        SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), address.port())
    } else {
        address
    };
    let url = format!("http://{shown}/");
    output::line(&format!("serving {url}  (Ctrl-C ends)"));
    if args.open
        && let Err(error) = open::that_detached(&url)
    {
        output::note(&format!("note: no browser could be opened: {error}"));
    }
}

/// `changed content/a.md: 4 ms`.
fn changed(paths: &[String], milliseconds: f64) -> String {
    let what = match paths {
        [] => "everything".to_owned(),
        [one] => one.clone(),
        [first, rest @ ..] => format!("{first} and {} more", rest.len()),
    };
    format!("changed {what}: {milliseconds:.0} ms")
}

/// What tells one message from others, wherever in its file it has moved to.
type Said = (String, String, String);

/// Prints what there is to say after a change: all errors, and what was not said before.
fn settled(outcome: Outcome, last: &mut Vec<Said>) {
    let said = |d: &Diagnostic| -> Said {
        let path = outcome.sources.path(d.span.file).to_owned();
        (d.code.slug().to_owned(), path, d.message.clone())
    };
    let now: Vec<Said> = outcome.diagnostics.iter().map(said).collect();
    let same = now == *last;
    let news = |d: &Diagnostic| d.severity == Severity::Error || !last.contains(&said(d));
    let shown: Vec<Diagnostic> = outcome.diagnostics.iter().filter(|d| news(d)).cloned().collect();
    let had_some = !last.is_empty();
    *last = now;
    if same {
        return;
    }
    let tally = output::tally(&outcome);
    output::to_people(&Outcome {
        diagnostics: shown,
        ..outcome
    });
    if !tally.is_empty() {
        output::note(&tally);
    } else if had_some {
        output::note("no problems any more");
    }
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn localhost_is_an_address() {
        assert_eq!(address("LocalHost"), address("127.0.0.1"));
        assert!(address("::1").is_ok());
        assert!(address("example.org").is_err_and(|why| why.contains("127.0.0.1")));
    }
}
