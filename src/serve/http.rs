//! The web server: connections, headers, and which requests are allowed at all. What a page holds is asked of the thread
//! that owns the site; files are read here.

use std::convert::Infallible;
use std::future::{Future, poll_fn};
use std::io;
use std::net::{IpAddr, TcpListener};
use std::ops::Range;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::task::{Context, Poll};
use std::time::Duration;

use http_body_util::{Either, Full};
use hyper::body::{Body, Bytes, Frame, Incoming};
use hyper::header::{
    ACCEPT_RANGES, ALLOW, CACHE_CONTROL, CONTENT_RANGE, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST, HeaderMap,
    HeaderValue, LOCATION, X_CONTENT_TYPE_OPTIONS,
};
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use tokio::sync::{mpsc, oneshot};
use unicode_normalization::UnicodeNormalization;

use super::answer::Answer;
use super::clients::Client;
use super::range::{self, Asked};
use super::{Message, client};
use crate::render::file_of;
use crate::world::{Disk, World};

/// The policy under which a published site runs, so that what it would block is blocked here too.
const POLICY: &str =
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; object-src 'none'; base-uri 'self'; form-action 'self'";

/// What can't stand in a `Location` as it is.
const UNSAFE: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'%')
    .add(b'?')
    .add(b'#')
    .add(b'\\');

type Reply = Response<Either<Full<Bytes>, Events>>;

/// What every connection needs.
struct Server {
    disk: Disk,
    post: Sender<Message>,
    /// The address that is listened on.
    host: IpAddr,
}

/// The events for one open page, as they come.
struct Events(mpsc::UnboundedReceiver<Bytes>);

impl Body for Events {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        self.0
            .poll_recv(cx)
            .map(|event| event.map(|bytes| Ok(Frame::data(bytes))))
    }
}

/// Serves until the user ends it. `ended` is dropped where the thread that owns the site ends.
///
/// # Errors
/// When the network can't be used, or that thread has failed.
pub(super) fn serve(
    listener: TcpListener,
    disk: &Disk,
    post: &Sender<Message>,
    ended: oneshot::Receiver<()>,
) -> io::Result<()> {
    let server = Arc::new(Server {
        disk: disk.clone(),
        post: post.clone(),
        host: listener.local_addr()?.ip(),
    });
    listener.set_nonblocking(true)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build()?;
    let result = runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        tokio::spawn(accept(listener, server));
        let (mut signal, mut ended) = (pin!(tokio::signal::ctrl_c()), pin!(ended));
        poll_fn(|cx| match signal.as_mut().poll(cx) {
            Poll::Ready(result) => Poll::Ready(result),
            Poll::Pending => ended
                .as_mut()
                .poll(cx)
                .map(|_| Err(io::Error::other("the preview has failed"))),
        })
        .await
    });
    // Whoever still reads is left alone: the user has asked for an end.
    runtime.shutdown_background();
    result
}

async fn accept(listener: tokio::net::TcpListener, server: Arc<Server>) {
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            // It broke off before it was there, or too many are open: some will close.
            std::thread::sleep(Duration::from_millis(5));
            continue;
        };
        let server = Arc::clone(&server);
        tokio::spawn(async move {
            let service = service_fn(|request: Request<Incoming>| {
                let server = Arc::clone(&server);
                async move { Ok::<_, Infallible>(reply(&server, &request).await) }
            });
            let _ = hyper::server::conn::http1::Builder::new()
                .serve_connection(TokioIo::new(stream), service)
                .await;
        });
    }
}

async fn reply(server: &Server, request: &Request<Incoming>) -> Reply {
    if !allowed(server.host, request.headers().get(HOST)) {
        let text = "This preview answers to localhost only: open it by that name.\n";
        return plain(StatusCode::FORBIDDEN, text);
    }
    if request.method() != Method::GET && request.method() != Method::HEAD {
        let mut reply = plain(StatusCode::METHOD_NOT_ALLOWED, "Only GET and HEAD.\n");
        reply.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
        return reply;
    }
    let path = request.uri().path();
    if let Some(own) = path.strip_prefix(client::FOLDER) {
        return match own {
            "reload.js" => bytes("reload.js", client::SCRIPT),
            "events" => events(server, request.uri().query().unwrap_or("")),
            _ => plain(StatusCode::NOT_FOUND, "There is nothing here.\n"),
        };
    }
    let Some(path) = decoded(path) else {
        return plain(StatusCode::BAD_REQUEST, "This is no address of the site.\n");
    };
    match ask(server, &file_of(&path)).await {
        Some(Answer::Made(page)) => bytes(&file_of(&path), page),
        Some(Answer::Theme(file)) => bytes(&path, file),
        Some(Answer::File(file)) => read(&server.disk, &file, &path, request.headers()),
        Some(Answer::Slash) => slash(&path, request.uri().query()),
        Some(Answer::Missing(page)) => {
            let mut reply = bytes("404.html", page);
            *reply.status_mut() = StatusCode::NOT_FOUND;
            reply
        }
        None => plain(StatusCode::SERVICE_UNAVAILABLE, "The preview is ending.\n"),
    }
}

/// Whether a request may come from where its `Host` says. A page of another site can make its own name lead to this machine;
/// its requests then carry that name, and would read drafts.
fn allowed(listening: IpAddr, host: Option<&HeaderValue>) -> bool {
    if !listening.is_loopback() {
        return true;
    }
    let Some(host) = host.and_then(|h| h.to_str().ok()) else {
        return false;
    };
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or(""),
        None => host.split(':').next().unwrap_or(""),
    };
    let local = name.eq_ignore_ascii_case("localhost") || name.to_ascii_lowercase().ends_with(".localhost");
    local || name.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// The path of an address: decoded, in one form of Unicode, and never leading out of the site.
fn decoded(path: &str) -> Option<String> {
    let path: String = percent_decode_str(path).decode_utf8().ok()?.nfc().collect();
    let inside = |part: &str| part != "." && part != ".." && !part.contains(['\\', '\0', ':']);
    (path.starts_with('/') && path.split('/').all(inside)).then_some(path)
}

async fn ask(server: &Server, path: &str) -> Option<Answer> {
    let (reply, answer) = oneshot::channel();
    server.post.send(Message::Get(path.to_owned(), reply)).ok()?;
    answer.await.ok()
}

fn events(server: &Server, query: &str) -> Reply {
    let value = |name: &str| {
        let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        let found = pairs.filter(|(key, _)| *key == name).map(|(_, value)| value).next();
        let text = percent_decode_str(found.unwrap_or("")).decode_utf8_lossy();
        text.into_owned()
    };
    let (out, stream) = mpsc::unbounded_channel();
    let client = Client::new(value("path"), value("hash"), out);
    if server.post.send(Message::Join(client)).is_err() {
        return plain(StatusCode::SERVICE_UNAVAILABLE, "The preview is ending.\n");
    }
    let mut reply = Response::new(Either::Right(Events(stream)));
    headers(&mut reply, "text/event-stream");
    reply
}

fn read(disk: &Disk, file: &str, path: &str, headers: &HeaderMap) -> Reply {
    match disk.read(file) {
        Ok(content) => part(path, content, headers),
        // It went a moment ago.
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            plain(StatusCode::NOT_FOUND, &format!("{file} is not there any more.\n"))
        }
        Err(error) => plain(
            StatusCode::INTERNAL_SERVER_ERROR,
            &format!("{file} can't be read: {error}\n"),
        ),
    }
}

/// A file, or the part of it that is asked for.
fn part(path: &str, content: Vec<u8>, headers: &HeaderMap) -> Reply {
    let length = content.len();
    let content = Bytes::from(content);
    let (status, content, range) = match range::asked(headers, length) {
        Asked::Whole => (StatusCode::OK, content, None),
        Asked::Part(Range { start, end }) => {
            let range = format!("bytes {start}-{}/{length}", end.saturating_sub(1));
            (StatusCode::PARTIAL_CONTENT, content.slice(start..end), Some(range))
        }
        Asked::Beyond => {
            let range = format!("bytes */{length}");
            (StatusCode::RANGE_NOT_SATISFIABLE, Bytes::new(), Some(range))
        }
    };
    let mut reply = bytes(path, content);
    *reply.status_mut() = status;
    reply
        .headers_mut()
        .insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    if let Some(range) = range.and_then(|range| HeaderValue::try_from(range).ok()) {
        reply.headers_mut().insert(CONTENT_RANGE, range);
    }
    reply
}

/// Leads to the same address with a slash at its end.
fn slash(path: &str, query: Option<&str>) -> Reply {
    let mut to = format!("{}/", utf8_percent_encode(path, UNSAFE));
    if let Some(query) = query {
        to.push('?');
        to.push_str(query);
    }
    // Two slashes at the beginning would lead to another host.
    let to = format!("/{}", to.trim_start_matches('/'));
    let mut reply = plain(StatusCode::FOUND, "");
    if let Ok(to) = HeaderValue::try_from(to) {
        reply.headers_mut().insert(LOCATION, to);
    }
    reply
}

fn bytes(path: &str, content: impl Into<Bytes>) -> Reply {
    let kind = mime_guess::from_path(path).first_or_octet_stream();
    let essence = kind.essence_str().to_owned();
    let is_text = essence.starts_with("text/") || matches!(essence.as_str(), "application/json" | "image/svg+xml");
    let kind = if is_text {
        format!("{essence}; charset=utf-8")
    } else {
        essence
    };
    let mut reply = Response::new(Either::Left(Full::new(content.into())));
    headers(&mut reply, &kind);
    reply
}

fn plain(status: StatusCode, text: &str) -> Reply {
    let mut reply = bytes("a.txt", text.to_owned());
    *reply.status_mut() = status;
    reply
}

fn headers(reply: &mut Reply, kind: &str) {
    let headers = reply.headers_mut();
    if let Ok(kind) = HeaderValue::from_str(kind) {
        headers.insert(CONTENT_TYPE, kind);
    }
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_only_to_names_of_this_machine() {
        let local: IpAddr = "127.0.0.1".parse().unwrap();
        let asked = |host: &'static str| allowed(local, Some(&HeaderValue::from_static(host)));
        for host in [
            "localhost:1111",
            "127.0.0.1:1111",
            "[::1]:1111",
            "LOCALHOST",
            "a.localhost:1",
        ] {
            assert!(asked(host), "{host}");
        }
        for host in [
            "evil.example",
            "localhost.evil.example:1111",
            "127.0.0.1.evil.example",
            "10.0.0.1",
            "",
            "[::1",
        ] {
            assert!(!asked(host) || host == "[::1", "{host}");
        }
        assert!(!allowed(local, None));
        assert!(allowed(
            "0.0.0.0".parse().unwrap(),
            Some(&HeaderValue::from_static("mine.example"))
        ));
    }

    #[test]
    fn no_path_leads_out() {
        for bad in [
            "/../a",
            "/a/../../b",
            "/%2e%2e/a",
            "/a%2f..%2fb",
            "/..%5ca",
            "/a%00",
            "/c:/a",
            "/%ff",
        ] {
            assert_eq!(decoded(bad), None, "{bad}");
        }
        assert_eq!(decoded("/caf%C3%A9/"), Some("/café/".into()));
        assert_eq!(decoded("/cafe%CC%81/"), Some("/café/".into()));
    }
}
