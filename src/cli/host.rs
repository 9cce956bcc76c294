//! `nutgraf init --host`: the files by which a host builds and publishes a site. They are added to a new site or to one that is
//! there; a file that is there is never replaced.

use std::fs;
use std::io;
use std::path::Path;

use clap::ValueEnum;

use super::Exit;
use super::output::{failed, line, note, shown};

/// Where a site is to be published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Host {
    /// GitHub Pages
    Github,
    /// GitLab Pages
    Gitlab,
    /// Netlify
    Netlify,
    /// Cloudflare Pages
    Cloudflare,
}

impl Host {
    /// The names of its files, and their texts.
    fn files(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Github => &[(".github/workflows/pages.yml", include_str!("hosts/github.yml"))],
            Self::Gitlab => &[(".gitlab-ci.yml", include_str!("hosts/gitlab.yml"))],
            Self::Netlify => &[("netlify.toml", include_str!("hosts/netlify.toml"))],
            Self::Cloudflare => &[
                ("wrangler.toml", include_str!("hosts/wrangler.toml")),
                ("cloudflare-build.sh", include_str!("hosts/cloudflare-build.sh")),
            ],
        }
    }

    /// What is left to do by hand.
    fn next(self) -> &'static str {
        match self {
            Self::Github => "on GitHub, choose Settings > Pages > Source: GitHub Actions; then push",
            Self::Gitlab => "push to GitLab; the address stands under Deploy > Pages",
            Self::Netlify => "on Netlify, choose Add new site > Import an existing project",
            Self::Cloudflare => {
                "on Cloudflare, choose Workers & Pages > Create > Pages > Connect to Git, with the build command `sh cloudflare-build.sh`"
            }
        }
    }
}

/// What became of one file.
enum Done {
    Made,
    Same,
    Other,
}

/// Adds the files of a host to the site in a folder.
pub(crate) fn add(dir: &Path, host: Host) -> Exit {
    if !dir.join("content").join("site.yaml").is_file() {
        return failed(
            &format!("there is no site in {}", shown(dir)),
            "name a folder that holds content/site.yaml, or a new one",
        );
    }
    let mut kept = Vec::new();
    for (name, text) in host.files() {
        let text = text.replace("@VERSION@", env!("CARGO_PKG_VERSION"));
        match put(&dir.join(name), &text) {
            Ok(Done::Made) => line(&format!("made {}", shown(&dir.join(name)))),
            Ok(Done::Same) => line(&format!(
                "{} is there already, as it would be made",
                shown(&dir.join(name))
            )),
            Ok(Done::Other) => kept.push(shown(&dir.join(name))),
            Err(error) => {
                return failed(
                    &format!("{} can't be written: {error}", shown(&dir.join(name))),
                    "check the folder's permissions and the room on the disk",
                );
            }
        }
    }
    if !kept.is_empty() {
        return failed(
            &format!(
                "{} is there already, with another text, and was left as it is",
                kept.join(" and ")
            ),
            "move it away to get nutgraf's, or put the two together by hand",
        );
    }
    note(&format!("Next: {}.", host.next()));
    Exit::Good
}

fn put(path: &Path, text: &str) -> io::Result<Done> {
    match fs::read(path) {
        Ok(there) if there == text.as_bytes() => return Ok(Done::Same),
        Ok(_) => return Ok(Done::Other),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error),
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, text)?;
    Ok(Done::Made)
}
