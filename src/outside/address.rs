//! Addresses as authors write them, brought into the form in which they are asked; which are left alone; which lie inside a network.

use std::net::{IpAddr, Ipv6Addr};

use url::{Host, Url};

use crate::span::Spanned;

/// What an address comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// It can be asked, without its fragment.
    Url(Url),
    /// It is no address of the web.
    Faulty {
        /// As it was written.
        address: String,
        /// What is wrong with it.
        why: String,
    },
}

impl Asked {
    /// What stands for it in a list: places with the same key are asked once.
    pub(super) fn key(&self) -> &str {
        match self {
            Self::Url(url) => url.as_str(),
            Self::Faulty { address, .. } => address,
        }
    }
}

/// An address of the web, ready to be asked. `None` for addresses of another kind, such as `mailto:`.
pub(super) fn parse(address: &str) -> Option<Asked> {
    let whole = if address.starts_with("//") {
        format!("https:{address}")
    } else {
        address.to_owned()
    };
    match Url::parse(&whole) {
        Ok(mut url) => matches!(url.scheme(), "http" | "https").then(|| {
            url.set_fragment(None);
            Asked::Url(url)
        }),
        Err(error) => {
            let (scheme, _) = whole.split_once(':')?;
            let web = ["http", "https"].iter().any(|s| scheme.eq_ignore_ascii_case(s));
            web.then(|| Asked::Faulty {
                address: address.to_owned(),
                why: error.to_string(),
            })
        }
    }
}

/// Whether a site asks to leave an address alone: it begins as a pattern does, in which `*` stands for anything.
pub(super) fn ignored(patterns: &[Spanned<String>], address: &str) -> bool {
    patterns.iter().any(|p| begins(address, &p.value))
}

fn begins(address: &str, pattern: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| address.strip_prefix(first)) else {
        return false;
    };
    for part in parts {
        match rest.split_once(part) {
            Some((_, after)) => rest = after,
            None => return false,
        }
    }
    true
}

/// Whether a host is this machine or a machine of the own network, by its name or number.
pub(super) fn private(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(ip)) => private_ip(IpAddr::V4(ip)),
        Some(Host::Ipv6(ip)) => private_ip(IpAddr::V6(ip)),
        None => false,
    }
}

/// Whether a number is one of this machine or of the own network.
pub(super) fn private_ip(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => {
            let [a, b, ..] = ip.octets();
            let shared = a == 100 && (64..128).contains(&b);
            ip.is_loopback() || ip.is_private() || ip.is_link_local() || ip.is_unspecified() || shared
        }
        IpAddr::V6(ip) => match ip.to_ipv4_mapped() {
            Some(ip) => private_ip(IpAddr::V4(ip)),
            None => {
                ip.is_loopback() || ip == Ipv6Addr::UNSPECIFIED || ip.is_unique_local() || ip.is_unicast_link_local()
            }
        },
    }
}

#[cfg(test)]
mod tests {
    use super::{Asked, begins, parse, private};
    use url::Url;

    #[test]
    fn one_key_for_what_is_one_address() {
        let key = |a: &str| parse(a).map(|a| a.key().to_owned());
        assert_eq!(key("https://Example.org"), key("https://example.org/#part"));
        assert_eq!(key("//example.org/ä"), key("https://example.org/%C3%A4"));
        assert_eq!(key("mailto:a@example.org"), None);
        assert!(matches!(parse("https://[::1"), Some(Asked::Faulty { .. })));
    }

    #[test]
    fn patterns_are_beginnings() {
        assert!(begins("https://example.org/a/b", "https://example.org/a"));
        assert!(!begins("https://example.org/b", "https://example.org/a"));
        assert!(begins("https://docs.example.org/b", "https://*.example.org/"));
        assert!(begins("http://x.example.org/b", "*.example.org/"));
        assert!(!begins("http://example.com/b", "*.example.org/"));
    }

    #[test]
    fn knows_what_lies_inside() {
        let inside = |a: &str| private(&Url::parse(a).unwrap());
        for a in [
            "http://127.0.0.1:8000/",
            "http://localhost/",
            "http://[::1]/",
            "http://10.1.2.3/",
            "http://[fd00::1]/",
        ] {
            assert!(inside(a), "{a}");
        }
        for a in ["http://example.org/", "http://93.184.216.34/", "http://[2606:2800::1]/"] {
            assert!(!inside(a), "{a}");
        }
    }
}
