//! What static hosts read beside the site: `_headers` (Netlify, Cloudflare Pages) with the policy and the cache times, and
//! `.nojekyll`, which keeps GitHub Pages from running Jekyll over the output. A site's own file of the same name, in `static/`,
//! takes the place of either.

use std::fmt::Write;

use super::Renderer;
use crate::link::FILTER_STYLES;
use crate::model::id::Kind;
use crate::write::Output;

/// The security policy under which every page works.
pub const POLICY: &str =
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; object-src 'none'; base-uri 'self'; form-action 'self'";

/// The cache time of files whose name changes with their content.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// The files that are written for hosts, by their names.
pub const HOST_FILES: [&str; 2] = [".nojekyll", "_headers"];

/// Folders whose files have a hash in their names.
const HASHED_FOLDERS: [&str; 2] = ["/pagefind/fragment/", "/pagefind/index/"];

/// What can't stand in a request as it is.
const ENCODED: &percent_encoding::AsciiSet = &percent_encoding::CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'%');

impl Renderer<'_> {
    /// The files for hosts that the site has none of its own for.
    #[must_use]
    pub fn host_files(&self) -> Vec<Output> {
        let own = &self.index.loaded.statics;
        let files = HOST_FILES.into_iter().filter(|name| !own.iter().any(|s| s == name));
        let content = |name: &str| {
            if name == "_headers" {
                self.headers()
            } else {
                String::new()
            }
        };
        files
            .map(|name| Output {
                path: name.to_owned(),
                bytes: content(name).into_bytes(),
            })
            .collect()
    }

    /// No rule sets `Cache-Control` twice for one address: hosts would join the two values. Both hosts ask again for a page
    /// at each visit when nothing is said, which is right for HTML.
    fn headers(&self) -> String {
        let mut out = String::from(
            "# Read by Netlify and Cloudflare Pages. Pages keep the hosts' own cache time: asked for anew at each visit.\n",
        );
        let _ = write!(
            out,
            "/*\n  Content-Security-Policy: {POLICY}\n  X-Content-Type-Options: nosniff\n  Referrer-Policy: strict-origin-when-cross-origin\n"
        );
        out.push_str("\n# A hash of the content stands in these names.\n");
        let mut paths: Vec<String> = self.assets().hashed().map(|(_, name)| format!("/{name}")).collect();
        let stem = FILTER_STYLES.trim_end_matches("css");
        let languages = self.index.loaded.site.languages.iter();
        let timelines = languages.map(|l| self.index.section_path(Kind::Event, &l.value));
        paths.extend(timelines.map(|section| format!("{section}{stem}*")));
        paths.extend(HASHED_FOLDERS.map(|folder| format!("{folder}*")));
        for path in paths {
            let _ = write!(out, "{}\n  Cache-Control: {FOR_EVER}\n", encoded(&path));
        }
        out
    }
}

/// A path as it stands in a request: spaces and letters beyond ASCII as percent codes.
fn encoded(path: &str) -> String {
    percent_encoding::utf8_percent_encode(path, ENCODED).to_string()
}
