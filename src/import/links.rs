//! Addresses that a page may link to, and small matters of letters that several readers share.

use super::markdown::line;

/// The address of a link as a page may have it.
///
/// # Errors
/// Why it may not stand there, to be told.
pub(super) fn address(href: &str) -> Result<String, String> {
    let url: String = href.trim().chars().filter(|c| !c.is_control()).collect();
    if let Some(rest) = url.strip_prefix("//").filter(|r| !r.is_empty()) {
        return Ok(format!("https://{rest}"));
    }
    if url.starts_with("www.") {
        return Ok(format!("https://{url}"));
    }
    let scheme = url.split_once(':').map(|(s, _)| s.to_ascii_lowercase());
    let is_scheme = |s: &str| s.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    match scheme.as_deref().filter(|s| is_scheme(s)) {
        Some(scheme @ ("http" | "https" | "ftp")) => {
            let rest = url.get(scheme.len() + 1..).unwrap_or("").trim_start_matches('/');
            let host = rest.split(['/', '?', '#']).next().unwrap_or("");
            if host.is_empty() || host.contains(char::is_whitespace) {
                return Err(format!("the address `{}`, which names no host", short(&url)));
            }
            Ok(format!("{scheme}://{}", rest.replace(char::is_whitespace, "%20")))
        }
        Some("mailto" | "tel") => Ok(url.replace(char::is_whitespace, "%20")),
        Some(scheme @ ("javascript" | "data" | "vbscript" | "blob" | "file")) => {
            Err(format!("a `{scheme}:` link, which pages may not have"))
        }
        Some(scheme) => Err(format!("a link by `{}:`", short(scheme))),
        None => Err(format!(
            "the link to `{}`, which counts from the page that it stood on",
            short(&url)
        )),
    }
}

/// The beginning of a text, for messages.
pub(super) fn short(text: &str) -> String {
    let text = line(text);
    match text.char_indices().nth(60) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or("").trim_end()),
        None => text,
    }
}

/// A digit or sign as raised or lowered letter.
pub(super) fn raised(c: char, up: bool) -> Option<char> {
    let from = "0123456789+-()n";
    let to = if up {
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ"
    } else {
        "₀₁₂₃₄₅₆₇₈₉₊₋₍₎ₙ"
    };
    from.chars()
        .zip(to.chars())
        .find(|(plain, _)| *plain == c)
        .map(|(_, sign)| sign)
}
