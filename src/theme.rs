//! The default theme, built into the program: the templates of `templates/` and the files of `static/`. A site's own file
//! of the same name takes its place.

use include_dir::{Dir, include_dir};

static TEMPLATES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");
static STATIC: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/static");

/// The names and texts of the embedded templates, sorted.
#[must_use]
pub fn templates() -> Vec<(String, &'static str)> {
    let mut found = Vec::new();
    walk(&TEMPLATES, &mut |name, bytes| {
        if std::path::Path::new(&name).extension().is_some_and(|e| e == "html")
            && let Ok(text) = std::str::from_utf8(bytes)
        {
            found.push((name, text));
        }
    });
    found.sort();
    found
}

/// The names and bytes of the embedded files, sorted; the script of the search page only where there is one.
#[must_use]
pub fn statics(search: bool) -> Vec<(String, &'static [u8])> {
    let mut found = Vec::new();
    walk(&STATIC, &mut |name, bytes| found.push((name, bytes)));
    found.retain(|(name, _)| search || name != crate::search::PAGE_SCRIPT);
    found.sort();
    found
}

/// A style sheet or a script of the theme without comments and the blanks that only its authors need: what readers are sent.
/// Line by line, so that it is right only for texts that keep what it relies on: no comment mark within a string, no line that
/// goes on in the next one, and in a style sheet no string with a sign and a blank as they stand between rules.
#[must_use]
pub fn slim(name: &str, text: &str) -> Option<String> {
    let (mut rest, mut out) = (text, String::with_capacity(text.len()));
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    if extension == "css" {
        while let Some((before, after)) = rest.split_once("/*") {
            out.push_str(before);
            rest = after.split_once("*/").map_or("", |(_, after)| after);
        }
    } else if extension != "js" {
        return None;
    }
    out.push_str(rest);
    let lines = out.lines().map(str::trim);
    let kept: Vec<&str> = lines
        .filter(|line| !line.is_empty() && !line.starts_with("//"))
        .collect();
    if extension == "js" {
        return Some(kept.join("\n"));
    }
    let tight = SIGNS
        .iter()
        .fold(kept.join("\n"), |text, (loose, tight)| text.replace(loose, tight));
    Some(tight)
}

/// What stands between the rules and declarations of a style sheet, and what is enough of it. The order matters.
const SIGNS: [(&str, &str); 11] = [
    ("\n", " "),
    (" {", "{"),
    ("{ ", "{"),
    ("} ", "}"),
    (" }", "}"),
    ("; ", ";"),
    (";}", "}"),
    (": ", ":"),
    (" > ", ">"),
    ("(> ", "(>"),
    (", ", ","),
];

fn walk(dir: &'static Dir<'static>, each: &mut impl FnMut(String, &'static [u8])) {
    for file in dir.files() {
        let parts: Vec<_> = file.path().iter().map(|s| s.to_string_lossy()).collect();
        let name = parts.join("/");
        if !name.split('/').any(|s| s.starts_with('.')) {
            each(name, file.contents());
        }
    }
    for inner in dir.dirs() {
        walk(inner, each);
    }
}
