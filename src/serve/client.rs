//! What a preview adds to a page: one script element. The script is served as a file, so that the page's security policy,
//! which forbids inline scripts, can be the one of the published site.

/// The folder of the preview's own files and streams. No page can be there: a site's own names don't begin with `_`.
pub(super) const FOLDER: &str = "/_nutgraf/";

/// The script.
pub(super) const SCRIPT: &str = include_str!("client/reload.js");

/// Puts the script element into a page. `path` is the page's in the output folder; `hash` tells this version from others.
pub(super) fn inject(page: Vec<u8>, path: &str, hash: &str) -> Vec<u8> {
    let path = crate::render::escape(path);
    let element =
        format!("<script src=\"{FOLDER}reload.js\" data-path=\"{path}\" data-hash=\"{hash}\" defer></script>");
    // A template may have no head of its own; browsers take the element anywhere.
    let at = ["</head>", "</body>"]
        .iter()
        .find_map(|end| {
            page.windows(end.len())
                .position(|w| w.eq_ignore_ascii_case(end.as_bytes()))
        })
        .unwrap_or(page.len());
    let mut out = page;
    out.splice(at..at, element.into_bytes());
    out
}

/// The page that stands in for one that can't be made, and never could.
pub(super) fn no_version() -> String {
    "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>Errors</title>\n</head>\n<body>\n\
     <p>This page can't be made yet: its errors are listed below.</p>\n</body>\n</html>\n"
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::inject;

    #[test]
    fn stands_at_the_end_of_the_head() {
        let text = |page: &str| String::from_utf8(inject(page.into(), "a\"b/index.html", "12")).unwrap();
        let element =
            "<script src=\"/_nutgraf/reload.js\" data-path=\"a&quot;b/index.html\" data-hash=\"12\" defer></script>";
        assert_eq!(
            text("<head></head><body></body>"),
            format!("<head>{element}</head><body></body>")
        );
        assert_eq!(text("<p>bare</BODY>"), format!("<p>bare{element}</BODY>"));
        assert_eq!(text("bare"), format!("bare{element}"));
    }
}
