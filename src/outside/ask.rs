//! One question to one server. Says who asks, follows nothing, reads no body, and gives up after a while.

use std::error::Error as _;
use std::io;
use std::net::ToSocketAddrs;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use ureq::http::HeaderMap;
use ureq::http::header::{LOCATION, RETRY_AFTER};
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::{Agent, Error};
use url::Url;

use super::address::private_ip;
use super::answer::Trouble;
use super::manners::{Manners, Method, Reply, Request};

/// Who asks.
const NAME: &str = concat!("nutgraf/", env!("CARGO_PKG_VERSION"), " (checks links)");

/// Asks servers, from any thread.
pub(super) struct Client {
    agent: Agent,
    timeout: Duration,
}

impl Client {
    pub(super) fn new(manners: &Manners) -> Self {
        let tls = TlsConfig::builder().root_certs(roots()).build();
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_global(Some(manners.timeout))
            .user_agent(NAME)
            .accept("text/html,application/xhtml+xml,*/*;q=0.8")
            .max_idle_connections_per_host(manners.per_host)
            .tls_config(tls)
            .build();
        Self {
            agent: Agent::new_with_config(config),
            timeout: manners.timeout,
        }
    }

    /// Asks once.
    pub(super) fn ask(&self, request: &Request<'_>) -> Reply {
        if request.led && leads_inward(request.url) {
            return Reply::Trouble(Trouble::Inward(request.url.to_string()));
        }
        let address = request.url.as_str();
        let answer = match request.method {
            Method::Head => self.agent.head(address).call(),
            Method::Get => self.agent.get(address).call(),
        };
        match answer {
            // The body of a GET is dropped unread, and its connection with it.
            Ok(response) => {
                let headers = response.headers();
                Reply::Status {
                    code: response.status().as_u16(),
                    location: text(headers, LOCATION.as_str()),
                    wait: text(headers, RETRY_AFTER.as_str()).and_then(|w| wait(&w)),
                }
            }
            Err(error) => Reply::Trouble(self.trouble(&error)),
        }
    }

    /// The body of an answer, for services whose answers are meant for programs.
    pub(super) fn text(&self, address: &str) -> Option<String> {
        let mut response = self.agent.get(address).call().ok()?;
        let good = response.status().is_success();
        good.then(|| response.body_mut().read_to_string().ok()).flatten()
    }

    fn trouble(&self, error: &Error) -> Trouble {
        match error {
            Error::HostNotFound => Trouble::UnknownHost,
            Error::Timeout(_) => Trouble::TimeOut(self.timeout.as_secs()),
            Error::ConnectionFailed | Error::ConnectProxyFailed(_) => Trouble::NoConnection,
            Error::Io(error) => self.io_trouble(error),
            Error::Tls(why) => Trouble::Tls((*why).to_owned()),
            Error::Rustls(why) => Trouble::Tls(tls_words(&why.to_string())),
            Error::Protocol(why) => Trouble::Other(format!("its answer is no HTTP: {why}")),
            other => Trouble::Other(other.to_string()),
        }
    }

    fn io_trouble(&self, error: &io::Error) -> Trouble {
        use io::ErrorKind as K;
        let words = error.to_string();
        // The resolver of the system has no kind of error of its own.
        let unresolved =
            words.contains("failed to lookup address") || matches!(error.raw_os_error(), Some(11001..=11004));
        match error.kind() {
            _ if unresolved => Trouble::UnknownHost,
            K::InvalidData => Trouble::Tls(tls_words(&words)),
            K::TimedOut | K::WouldBlock => Trouble::TimeOut(self.timeout.as_secs()),
            K::ConnectionReset | K::ConnectionAborted | K::UnexpectedEof | K::BrokenPipe => Trouble::BrokenOff,
            K::ConnectionRefused
            | K::HostUnreachable
            | K::NetworkUnreachable
            | K::AddrNotAvailable
            | K::NetworkDown => Trouble::NoConnection,
            _ => Trouble::Other(error.source().map_or(words, ToString::to_string)),
        }
    }
}

/// Whom to believe: the authorities that this machine trusts (`SSL_CERT_FILE` names others), or those that browsers trust, where
/// it has none.
fn roots() -> RootCerts {
    let own = rustls_native_certs::load_native_certs().certs;
    if own.is_empty() {
        return RootCerts::WebPki;
    }
    let own: Vec<Certificate<'static>> = own.iter().map(|c| Certificate::from_der(c).to_owned()).collect();
    RootCerts::Specific(Arc::new(own))
}

/// What is wrong with a secure connection, in words that stay the same from day to day.
fn tls_words(error: &str) -> String {
    let nobody = "nobody whom this machine trusts has signed its certificate";
    let known = [
        ("UnknownIssuer", nobody),
        ("BadSignature", nobody),
        ("expired", "its certificate has expired"),
        ("not valid yet", "its certificate isn't valid yet"),
        ("NotValidForName", "its certificate is for another host"),
        ("not valid for name", "its certificate is for another host"),
        ("InvalidContentType", "its server answers with something else"),
    ];
    let found = known.iter().find(|(sign, _)| error.contains(sign));
    found.map_or_else(|| error.to_owned(), |(_, words)| (*words).to_owned())
}

/// Whether the name of a host to which somebody else's server leads is one of the own network.
fn leads_inward(url: &Url) -> bool {
    let port = url.port_or_known_default().unwrap_or(443);
    let Some(host) = url.host_str() else { return false };
    // Brackets stand around IPv6 in an address only.
    let host = host.trim_start_matches('[').trim_end_matches(']');
    (host, port)
        .to_socket_addrs()
        .is_ok_and(|mut all| all.any(|a| private_ip(a.ip())))
}

fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    // An address in a header may hold bytes that no address should.
    headers
        .get(name)
        .map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
}

/// What `Retry-After` says: seconds, or a date.
fn wait(value: &str) -> Option<Duration> {
    if let Ok(seconds) = value.trim().parse() {
        return Some(Duration::from_secs(seconds));
    }
    let then = httpdate::parse_http_date(value.trim()).ok()?;
    Some(then.duration_since(SystemTime::now()).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use url::Url;

    use super::{leads_inward, tls_words, wait};

    #[test]
    fn names_of_this_machine_lead_inward() {
        for (address, inward) in [
            ("http://localhost/", true),
            ("http://[::1]:8000/", true),
            ("http://192.168.1.1/", true),
            ("http://192.0.2.1/", false),
        ] {
            assert_eq!(leads_inward(&Url::parse(address).unwrap()), inward, "{address}");
        }
    }

    #[test]
    fn words_for_a_bad_certificate_have_no_times_in_them() {
        let error = "invalid peer certificate: certificate expired: verification time 1790000000 (UNIX)";
        assert_eq!(tls_words(error), "its certificate has expired");
    }

    #[test]
    fn a_pause_is_a_number_or_a_date() {
        assert_eq!(wait("7"), Some(Duration::from_secs(7)));
        let date = httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(100));
        assert!(wait(&date).is_some_and(|w| (90..=100).contains(&w.as_secs())));
        assert_eq!(wait("Wed, 21 Oct 2015 07:28:00 GMT"), Some(Duration::ZERO));
        assert_eq!(wait("soon"), None);
    }
}
