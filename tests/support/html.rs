//! Reads finished HTML just well enough for tests: tags, ids, addresses, and the text between.

#![allow(dead_code, reason = "each test program uses a part of this")]

/// The tags of a page, each without its angle brackets. Comments and scripts are passed over.
pub(crate) fn tags(html: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        rest = &rest[start..];
        if let Some(after) = rest.strip_prefix("<!--") {
            rest = after.split_once("-->").map_or("", |(_, r)| r);
            continue;
        }
        let Some(end) = end_of_tag(rest) else { break };
        let tag = &rest[1..end];
        found.push(tag);
        rest = &rest[end + 1..];
        if tag.starts_with("script") {
            rest = rest.find("</script>").map_or("", |i| &rest[i..]);
        }
    }
    found
}

/// The `>` that ends a tag: not one within a quoted value.
fn end_of_tag(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (None, '>') => return Some(at),
            (None, '"' | '\'') => quote = Some(c),
            (Some(q), c) if q == c => quote = None,
            _ => {}
        }
    }
    None
}

/// The value of an attribute of a tag.
pub(crate) fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    Some(unescape(rest.split_once('"')?.0))
}

/// All ids of a page, in order.
pub(crate) fn ids(html: &str) -> Vec<String> {
    tags(html).into_iter().filter_map(|t| attribute(t, "id")).collect()
}

/// All addresses of a page: `href` and `src`.
pub(crate) fn addresses(html: &str) -> Vec<String> {
    let each = |tag: &&str| [attribute(tag, "href"), attribute(tag, "src")];
    tags(html).iter().flat_map(each).flatten().collect()
}

/// Whether a link stands within a link.
pub(crate) fn nested_link(html: &str) -> bool {
    let mut open = 0;
    for tag in tags(html) {
        match tag.split([' ', '\n']).next() {
            Some("a") => open += 1,
            Some("/a") => open -= 1,
            _ => {}
        }
        if open > 1 {
            return true;
        }
    }
    false
}

/// What a reader sees, without any tag.
pub(crate) fn plain(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        let end = end_of_tag(&rest[before.len()..]).map_or(0, |e| before.len() + e + 1);
        rest = if end == 0 { after } else { &rest[end..] };
    }
    out.push_str(rest);
    unescape(&out)
}

fn unescape(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&#x27;", "'")
        .replace("&amp;", "&")
}
