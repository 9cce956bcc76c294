//! `nutgraf init DIR`: a small complete site, built into the program. What hosts need is added by [`super::host`].

use std::fs;
use std::io;
use std::path::Path;

use include_dir::{Dir, include_dir};

use super::Exit;
use super::host::{self, Host};
use super::output::{failed, line, note, shown};

static STARTER: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/cli/starter");

/// Writes the site into a folder that is new or empty, and the files of a host into any site.
pub(crate) fn init(dir: &Path, host: Option<Host>) -> Exit {
    let is_site = dir.join("content").join("site.yaml").exists();
    if !(is_site && host.is_some()) {
        let made = starter(dir);
        if made != Exit::Good {
            return made;
        }
    }
    host.map_or(Exit::Good, |host| host::add(dir, host))
}

/// Writes the small site. Version control may have been there first.
fn starter(dir: &Path) -> Exit {
    match fs::read_dir(dir) {
        Ok(mut entries) => {
            if entries.any(|e| e.map_or(true, |e| e.file_name() != ".git")) {
                return failed(
                    &format!("{} is not empty", shown(dir)),
                    "choose a new folder: nothing that is there is ever replaced",
                );
            }
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => {
            return failed(
                &format!("{} can't be used: {error}", shown(dir)),
                "choose another folder",
            );
        }
    }
    match write(&STARTER, dir) {
        Ok(()) => {
            line(&format!("made a small site in {}", shown(dir)));
            note(&format!(
                "Next: `nutgraf{} build --portable`, then open {} in a browser.",
                root(dir),
                shown(&dir.join("public").join("index.html"))
            ));
            Exit::Good
        }
        Err(error) => failed(
            &format!("{} can't be written: {error}", shown(dir)),
            "check the folder's permissions and the room on the disk",
        ),
    }
}

/// How the next command names the folder.
fn root(dir: &Path) -> String {
    let name = shown(dir);
    match name.as_str() {
        "." => String::new(),
        _ if name.contains(char::is_whitespace) => format!(" --root \"{name}\""),
        _ => format!(" --root {name}"),
    }
}

fn write(from: &Dir<'_>, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for file in from.files() {
        let Some(name) = file.path().file_name().and_then(|n| n.to_str()) else {
            continue;
        };
        // Cargo leaves dot files out of packages now and then; the starter names its own without the dot.
        let name = if name == "gitignore" { ".gitignore" } else { name };
        fs::write(to.join(name), file.contents())?;
    }
    for inner in from.dirs() {
        if let Some(name) = inner.path().file_name() {
            write(inner, &to.join(name))?;
        }
    }
    Ok(())
}
