//! A web server on a loopback port that answers as a test tells it to, notes who asked what, and how much at a time.

#![allow(dead_code, reason = "each test program uses a part of this")]

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

/// What was asked.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) at: Instant,
    /// How many questions, this one included, were open at that moment.
    pub(crate) open: usize,
    /// How often the path had been asked for before.
    pub(crate) before: usize,
}

/// What to answer.
pub(crate) enum Reply {
    /// A status and headers, one a line.
    Status(u16, String),
    /// The same, with a body.
    Body(u16, String),
    /// Nothing, for a while, and then the end of the connection.
    Hang(Duration),
    /// The end of the connection.
    Close,
    /// The first reply, after a while.
    Slow(Duration, Box<Reply>),
}

/// `200 OK` and nothing else.
pub(crate) fn ok() -> Reply {
    Reply::Status(200, String::new())
}

/// A redirect.
pub(crate) fn to(status: u16, location: &str) -> Reply {
    Reply::Status(status, format!("Location: {location}\r\n"))
}

type Answer = dyn Fn(&Asked) -> Reply + Send + Sync;

/// The server, as long as the test holds it; its threads end with the test program.
pub(crate) struct Server {
    pub(crate) port: u16,
    scheme: &'static str,
    log: Arc<Mutex<Log>>,
}

#[derive(Default)]
struct Log {
    asked: Vec<Asked>,
    open: usize,
}

/// A certificate for `localhost`, with the one that signs it.
pub(crate) struct Authority {
    /// Of the authority, in PEM: what `SSL_CERT_FILE` takes.
    pub(crate) pem: String,
    config: Arc<ServerConfig>,
}

impl Authority {
    pub(crate) fn new() -> Self {
        let mut params = rcgen::CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
        let key = rcgen::KeyPair::generate().unwrap();
        let ca = params.self_signed(&key).unwrap();
        let issuer = rcgen::Issuer::new(params, key);
        let own = rcgen::KeyPair::generate().unwrap();
        let leaf = rcgen::CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
        let leaf = leaf.signed_by(&own, &issuer).unwrap();
        let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(
                vec![leaf.der().clone()],
                PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(own.serialize_der())),
            )
            .unwrap();
        Self {
            pem: ca.pem(),
            config: Arc::new(config),
        }
    }
}

impl Server {
    pub(crate) fn new(answer: impl Fn(&Asked) -> Reply + Send + Sync + 'static) -> Self {
        Self::start(None, Arc::new(answer))
    }

    pub(crate) fn secure(authority: &Authority, answer: impl Fn(&Asked) -> Reply + Send + Sync + 'static) -> Self {
        Self::start(Some(Arc::clone(&authority.config)), Arc::new(answer))
    }

    fn start(tls: Option<Arc<ServerConfig>>, answer: Arc<Answer>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let log = Arc::new(Mutex::new(Log::default()));
        let scheme = if tls.is_some() { "https" } else { "http" };
        let shared = Arc::clone(&log);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (Ok(stream), tls, answer, log) = (stream, tls.clone(), Arc::clone(&answer), Arc::clone(&shared))
                else {
                    return;
                };
                thread::spawn(move || match tls {
                    // A client that doesn't trust the certificate goes away in the middle.
                    Some(tls) => serve(
                        StreamOwned::new(ServerConnection::new(tls).unwrap(), stream),
                        &log,
                        &*answer,
                    ),
                    None => serve(stream, &log, &*answer),
                });
            }
        });
        Self { port, scheme, log }
    }

    /// The address of a path.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}://localhost:{}{path}", self.scheme, self.port)
    }

    /// All that was asked, in order.
    pub(crate) fn asked(&self) -> Vec<Asked> {
        self.log.lock().unwrap().asked.clone()
    }

    /// The questions for one path, by their methods.
    pub(crate) fn methods(&self, path: &str) -> Vec<String> {
        let asked = self.asked().into_iter().filter(|a| a.path == path);
        asked.map(|a| a.method).collect()
    }
}

/// Answers one question after another on a connection.
fn serve<S: Read + Write>(stream: S, log: &Mutex<Log>, answer: &Answer) {
    let mut stream = BufReader::new(stream);
    while let Some((method, path, headers)) = request(&mut stream) {
        let asked = {
            let mut log = log.lock().unwrap();
            log.open += 1;
            let asked = Asked {
                at: Instant::now(),
                open: log.open,
                before: log.asked.iter().filter(|a| a.path == path).count(),
                method,
                path,
                headers,
            };
            log.asked.push(asked.clone());
            asked
        };
        let goes_on = reply(stream.get_mut(), answer(&asked), asked.method == "HEAD");
        log.lock().unwrap().open -= 1;
        if !goes_on {
            return;
        }
    }
}

fn request(stream: &mut impl BufRead) -> Option<(String, String, BTreeMap<String, String>)> {
    let mut line = String::new();
    stream.read_line(&mut line).ok().filter(|n| *n > 0)?;
    let mut words = line.split_whitespace().map(str::to_owned);
    let (method, path) = (words.next()?, words.next()?);
    let mut headers = BTreeMap::new();
    loop {
        let mut line = String::new();
        stream.read_line(&mut line).ok().filter(|n| *n > 0)?;
        match line.trim_end().split_once(": ") {
            Some((name, value)) => headers.insert(name.to_lowercase(), value.to_owned()),
            None => return Some((method, path, headers)),
        };
    }
}

/// Writes a reply; whether the connection goes on.
fn reply(stream: &mut impl Write, reply: Reply, head: bool) -> bool {
    let (status, headers, body) = match reply {
        Reply::Status(status, headers) => (status, headers, String::new()),
        Reply::Body(status, body) => (status, String::new(), body),
        Reply::Hang(time) => {
            thread::sleep(time);
            return false;
        }
        Reply::Close => return false,
        Reply::Slow(time, then) => {
            thread::sleep(time);
            return self::reply(stream, *then, head);
        }
    };
    let length = body.len();
    let body = if head { "" } else { &body };
    write!(
        stream,
        "HTTP/1.1 {status} Status\r\n{headers}Content-Length: {length}\r\n\r\n{body}"
    )
    .is_ok()
        && stream.flush().is_ok()
}

/// An address at which nothing listens.
pub(crate) fn nobody() -> String {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    format!("http://127.0.0.1:{port}/")
}
