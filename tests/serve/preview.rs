//! A preview under test: a site in a folder of its own, `nutgraf serve` over it, and a client that speaks plain HTTP.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use nutgraf::build::{Options, outputs};
use nutgraf::world::Disk;
use tempfile::TempDir;

use crate::support::{files_of, tests, today};

/// How long anything may take that is waited for.
const PATIENCE: Duration = Duration::from_secs(30);

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// The body as a build would have written it: without the preview's script.
    pub(crate) fn plain(&self) -> Vec<u8> {
        let Ok(text) = std::str::from_utf8(&self.body) else {
            return self.body.clone();
        };
        let Some((before, rest)) = text.split_once("<script src=\"/_nutgraf/reload.js\"") else {
            return self.body.clone();
        };
        let (_, after) = rest.split_once("</script>").unwrap();
        format!("{before}{after}").into_bytes()
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|l| l.split_once(": "));
        lines.find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v)
    }
}

/// A site and its preview.
pub(crate) struct Preview {
    folder: TempDir,
    program: Child,
    pub(crate) address: String,
    errors: Arc<Mutex<String>>,
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

/// A folder with these files.
pub(crate) fn folder(files: &BTreeMap<String, Vec<u8>>) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (path, bytes) in files {
        put(folder.path(), path, bytes);
    }
    folder
}

/// Writes a file with the folders above it.
pub(crate) fn put(root: &Path, path: &str, bytes: &[u8]) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

/// The program, about to serve the site in a folder.
pub(crate) fn command(root: &Path, more: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nutgraf"));
    command.arg("--root").arg(root).arg("serve").args(more);
    // A day as any other: checks alone look at it.
    command.env("SOURCE_DATE_EPOCH", "1790000000").env("NO_COLOR", "1");
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

impl Preview {
    /// Serves these files.
    pub(crate) fn of(files: &BTreeMap<String, Vec<u8>>, more: &[&str]) -> Self {
        Self::over(folder(files), more)
    }

    /// Serves one of the tests' sites.
    pub(crate) fn site(name: &str) -> Self {
        Self::of(&files_of(&tests().join("sites").join(name)), &["--port", "0"])
    }

    /// Serves these texts, with a `site.yaml` that is quiet about what small sites lack.
    pub(crate) fn small(files: &[(&str, &str)]) -> Self {
        let own = [
            ("content/site.yaml", crate::support::SITE),
            ("content/index.md", crate::support::HOME),
        ];
        let all = own.iter().chain(files);
        let all = all.map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()));
        Self::of(&all.collect(), &["--port", "0"])
    }

    /// Serves the site in a folder.
    pub(crate) fn over(folder: TempDir, more: &[&str]) -> Self {
        let mut program = command(folder.path(), more).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(program.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let errors = Arc::new(Mutex::new(String::new()));
        let (mut stream, kept) = (program.stderr.take().unwrap(), Arc::clone(&errors));
        thread::spawn(move || {
            let mut part = [0; 4096];
            while let Ok(n @ 1..) = stream.read(&mut part) {
                kept.lock().unwrap().push_str(&String::from_utf8_lossy(&part[..n]));
            }
        });
        let address = line.split_once("http://").and_then(|(_, rest)| rest.split_once('/'));
        let Some((address, _)) = address else {
            let _ = program.wait();
            panic!("no address in {line:?}: {}", errors.lock().unwrap());
        };
        Self {
            folder,
            address: address.to_owned(),
            program,
            errors,
        }
    }

    pub(crate) fn root(&self) -> PathBuf {
        self.folder.path().to_path_buf()
    }

    /// What was printed about the run so far.
    pub(crate) fn errors(&self) -> String {
        self.errors.lock().unwrap().clone()
    }

    /// Asks for an address.
    pub(crate) fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, "localhost")
    }

    /// Asks with any method and host.
    pub(crate) fn ask(&self, method: &str, path: &str, host: &str) -> Answer {
        self.ask_with(method, path, host, "")
    }

    /// The same with further headers, each with its line end.
    pub(crate) fn ask_with(&self, method: &str, path: &str, host: &str, headers: &str) -> Answer {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\n{headers}Connection: close\r\n\r\n"
        )
        .unwrap();
        let mut all = Vec::new();
        stream.read_to_end(&mut all).unwrap();
        let end = all.windows(4).position(|w| w == b"\r\n\r\n").unwrap();
        let head = String::from_utf8(all[..end].to_vec()).unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        let body = all[end + 4..].to_vec();
        Answer { status, head, body }
    }

    /// The text of a page.
    pub(crate) fn page(&self, path: &str) -> String {
        self.get(path).text()
    }

    /// Writes a file of the site.
    pub(crate) fn write(&self, path: &str, text: &str) {
        put(self.folder.path(), path, text.as_bytes());
    }

    /// Writes a file as many editors do: beside it, then in its place.
    pub(crate) fn write_atomically(&self, path: &str, text: &str) {
        let beside = format!("{path}.tmp");
        self.write(&beside, text);
        fs::rename(self.root().join(beside), self.root().join(path)).unwrap();
    }

    /// Replaces a text in a file of the site.
    pub(crate) fn edit(&self, path: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.root().join(path)).unwrap();
        assert!(text.contains(from), "no {from:?} in {path}");
        self.write(path, &text.replace(from, to));
    }

    /// Waits until a page says something.
    pub(crate) fn until_says(&self, path: &str, words: &str) {
        self.until(&format!("{path} says {words:?}"), || self.page(path).contains(words));
    }

    /// Waits for a condition.
    pub(crate) fn until(&self, what: &str, condition: impl Fn() -> bool) {
        let begun = Instant::now();
        while !condition() {
            assert!(
                begun.elapsed() < PATIENCE,
                "waited in vain until {what}\n{}",
                self.errors()
            );
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// What a build of the site would write.
    pub(crate) fn built(&self) -> BTreeMap<String, Vec<u8>> {
        let (_, made) = outputs(&Disk::new(self.root(), today()), &Options::default()).unwrap();
        made
    }

    /// The first output that is served otherwise than a build would write it.
    pub(crate) fn difference(&self, made: &BTreeMap<String, Vec<u8>>) -> Option<String> {
        made.iter().find_map(|(path, bytes)| {
            let address = format!("/{}", path.strip_suffix("index.html").unwrap_or(path));
            let answer = self.get(&encoded(&address));
            let expected = if path == "404.html" { [200, 404] } else { [200, 200] };
            let same = expected.contains(&answer.status) && answer.plain() == *bytes;
            (!same).then(|| format!("{path}: {} {}", answer.status, answer.text()))
        })
    }

    /// Waits until everything is served as a build would write it.
    pub(crate) fn until_as_built(&self, after: &str) {
        let made = self.built();
        let begun = Instant::now();
        while let Some(difference) = self.difference(&made) {
            assert!(
                begun.elapsed() < PATIENCE,
                "after {after}: {difference}\n{}",
                self.errors()
            );
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// Listens as an open page does.
    pub(crate) fn listen(&self, path: &str) -> Stream {
        let answer = self.get(&format!("/{}", path.strip_suffix("index.html").unwrap_or(path)));
        let text = answer.text();
        let hash = text.split("data-hash=\"").nth(1).unwrap().split('"').next().unwrap();
        self.listen_as(path, hash)
    }

    /// Listens as a page does that shows the version with this hash.
    pub(crate) fn listen_as(&self, path: &str, hash: &str) -> Stream {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        write!(
            stream,
            "GET /_nutgraf/events?path={path}&hash={hash} HTTP/1.1\r\nHost: localhost\r\n\r\n"
        )
        .unwrap();
        Stream(BufReader::new(stream))
    }
}

/// The events of an open page.
pub(crate) struct Stream(BufReader<TcpStream>);

impl Stream {
    /// The next event: its name and its data.
    pub(crate) fn next(&mut self) -> (String, String) {
        let mut name = String::new();
        loop {
            let mut line = String::new();
            assert!(self.0.read_line(&mut line).unwrap() > 0, "the stream has ended");
            if let Some(event) = line.strip_prefix("event: ") {
                event.trim_end().clone_into(&mut name);
            } else if let Some(data) = line.strip_prefix("data: ") {
                return (name, data.trim_end().to_owned());
            }
        }
    }

    /// The data of the next event of one kind that holds some words.
    pub(crate) fn until(&mut self, kind: &str, words: &str) -> String {
        loop {
            let (name, data) = self.next();
            if name == kind && data.contains(words) {
                return data;
            }
        }
    }
}

/// An address as a browser sends it.
fn encoded(path: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"/-._~".contains(&b);
    path.bytes()
        .map(|b| {
            if plain(b) {
                char::from(b).to_string()
            } else {
                format!("%{b:02X}")
            }
        })
        .collect()
}
