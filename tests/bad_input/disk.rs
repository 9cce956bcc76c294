//! What a disk may hold beside ordinary files: links, named pipes, files that may not be read, names that are no Unicode.

use std::fs;

use crate::Published;
use crate::support::page;

#[cfg(unix)]
#[test]
fn links_in_the_file_system() {
    use std::os::unix::fs::symlink;
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("secret.md"), page("Secret")).unwrap();

    let site = Published::new();
    symlink(outside.path().join("secret.md"), site.root().join("content/a.md")).unwrap();
    site.refused(&["file/outside-site"]);

    let site = Published::new();
    symlink(outside.path(), site.root().join("content/folder")).unwrap();
    site.refused(&["file/outside-site"]);

    let site = Published::new();
    symlink(site.root().join("nowhere"), site.root().join("content/a.md")).unwrap();
    site.refused(&["file/outside-site"]);

    let site = Published::new();
    symlink("b.md", site.root().join("content/a.md")).unwrap();
    symlink("a.md", site.root().join("content/b.md")).unwrap();
    site.refused(&["file/outside-site"]);

    let site = Published::new();
    fs::create_dir(site.root().join("content/loop")).unwrap();
    symlink(site.root().join("content"), site.root().join("content/loop/back")).unwrap();
    site.refused(&["file/unreadable"]);

    let site = Published::new();
    symlink("first.md", site.root().join("content/same.md")).unwrap();
    site.accepted(&[]);
    assert!(site.published("same/index.html"));
}

#[cfg(unix)]
#[test]
fn named_pipes() {
    use std::os::unix::fs::symlink;
    let pipe = |path: std::path::PathBuf| {
        let made = std::process::Command::new("mkfifo").arg(path).status().unwrap();
        assert!(made.success());
    };
    for path in [
        "content/x.md",
        "content/x.png",
        "static/x",
        "static/_headers",
        "templates/page.html",
    ] {
        let site = Published::new();
        fs::create_dir_all(site.root().join(path).parent().unwrap()).unwrap();
        pipe(site.root().join(path));
        site.refused(&["file/unreadable"]);
    }
    let site = Published::new();
    fs::create_dir(site.root().join("aside")).unwrap();
    pipe(site.root().join("aside/pipe"));
    symlink("../aside/pipe", site.root().join("content/x.md")).unwrap();
    site.refused(&["file/unreadable"]);

    let site = Published::new();
    fs::remove_file(site.root().join("content/site.yaml")).unwrap();
    pipe(site.root().join("content/site.yaml"));
    assert_eq!(site.refused(&["file/unreadable"]).diagnostics.len(), 1);
}

#[cfg(unix)]
#[test]
fn files_that_may_not_be_read() {
    use std::os::unix::fs::PermissionsExt;
    let site = Published::new();
    site.write("content/a.md", page("A"));
    let path = site.root().join("content/a.md");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(&path).is_ok() {
        return; // Whoever runs the tests may read everything.
    }
    site.refused(&["file/unreadable"]);
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_are_not_unicode() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let site = Published::new();
    let name = site.root().join("content").join(OsStr::from_bytes(b"caf\xE9.md"));
    fs::write(name, page("A")).unwrap();
    site.refused(&["file/unreadable"]);
}
