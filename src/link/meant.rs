//! What the address of a link that leads nowhere was probably meant to be: habits of browsers, of Windows and of other
//! programs. It knows no site; who asks says which files there are.

/// Endings of hosts that need no path behind them to be known for what they are.
const HOSTS: &str = "com org net edu gov int info eu uk us de at ch fr be nl es it pt pl ua ru se no dk fi jp cn in br";

/// The address to write, where `there` knows it or it leads out of the site.
pub(super) fn meant(dest: &str, there: impl Fn(&str) -> bool) -> Option<String> {
    if is_mail(dest) {
        return Some(format!("mailto:{dest}"));
    }
    if is_host(dest) {
        return Some(format!("https://{dest}"));
    }
    // `https//example.org`: a colon is easily lost.
    if let Some(rest) = ["https//", "http//"].iter().find_map(|begin| dest.strip_prefix(begin)) {
        return is_host(rest).then(|| format!("https://{rest}"));
    }
    let slashes = dest.replace('\\', "/");
    if slashes != dest && there(&slashes) {
        return Some(slashes);
    }
    let (path, fragment) = slashes.split_at(slashes.find(['#', '?']).unwrap_or(slashes.len()));
    let stem = path.trim_end_matches('/');
    let stem = [".html", ".htm"]
        .iter()
        .find_map(|end| stem.strip_suffix(end))
        .unwrap_or(stem);
    let folder = stem.strip_suffix("/index").unwrap_or(stem);
    let files = [
        format!("{stem}.md"),
        format!("{folder}.md"),
        format!("{folder}/index.md"),
    ];
    let found = files.into_iter().find(|file| *file != dest && there(file))?;
    // Another program's `?x=1` means nothing here.
    Some(if fragment.starts_with('#') {
        found + fragment
    } else {
        found
    })
}

/// `me@example.org`.
fn is_mail(dest: &str) -> bool {
    let host = dest
        .split_once('@')
        .filter(|(name, _)| !name.is_empty() && !name.contains(['/', ':']));
    host.is_some_and(|(_, host)| !host.contains('/') && labels(host).is_some())
}

/// `www.example.org`, `example.org/page`.
fn is_host(dest: &str) -> bool {
    let host = dest.split(['/', '?', '#']).next().unwrap_or("");
    let known = |end: &str| HOSTS.split(' ').any(|h| h.eq_ignore_ascii_case(end));
    labels(host).is_some_and(|end| host.starts_with("www.") || known(end))
}

/// The last label of a host's name.
fn labels(host: &str) -> Option<&str> {
    let (_, end) = host.rsplit_once('.')?;
    let fine = |l: &str| !l.is_empty() && l.chars().all(|c| c.is_alphanumeric() || c == '-');
    (host.split('.').all(fine) && end.len() > 1 && end.chars().all(char::is_alphabetic)).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::meant;

    #[test]
    fn habits_of_other_programs_are_known() {
        let there = |path: &str| ["b.md", "../c/index.md", "img/a b.png", "/d.md", "b/e.md"].contains(&path);
        for (dest, address) in [
            ("b.html", Some("b.md")),
            ("b", Some("b.md")),
            ("./b/", None),
            ("b/#part", Some("b.md#part")),
            ("b.htm?x=1", Some("b.md")),
            ("../c", Some("../c/index.md")),
            ("../c/index.html", Some("../c/index.md")),
            ("/d", Some("/d.md")),
            ("b\\e.md", Some("b/e.md")),
            ("img\\a b.png", Some("img/a b.png")),
            ("C:\\Users\\me\\b.md", None),
            ("www.example.org", Some("https://www.example.org")),
            ("example.org/a?b=c", Some("https://example.org/a?b=c")),
            ("bücher.de", Some("https://bücher.de")),
            ("me@example.org", Some("mailto:me@example.org")),
            ("@me", None),
            ("report.pdf", None),
            ("a.v2/report.pdf", None),
            ("../example.org", None),
            ("nowhere.md", None),
            ("", None),
        ] {
            assert_eq!(meant(dest, there).as_deref(), address, "{dest}");
        }
    }
}
