//! A folder to run the program in, and what a run left.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// The program under test.
pub(crate) const NUTGRAF: &str = env!("CARGO_BIN_EXE_nutgraf");

/// What a run printed, and its exit code.
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Run {
    pub(crate) fn of(output: &Output) -> Self {
        Self {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout.clone()).unwrap(),
            err: String::from_utf8(output.stderr.clone()).unwrap(),
        }
    }

    /// Asserts the exit code; shows what was printed otherwise.
    #[track_caller]
    pub(crate) fn ends(self, code: i32) -> Self {
        assert_eq!(self.code, code, "stdout:\n{}\nstderr:\n{}", self.out, self.err);
        self
    }

    /// Asserts that standard error has all of these.
    #[track_caller]
    pub(crate) fn says(self, parts: &[&str]) -> Self {
        for part in parts {
            assert!(self.err.contains(part), "no {part:?} in:\n{}", self.err);
        }
        self
    }
}

/// A temporary folder.
pub(crate) struct Place {
    dir: TempDir,
}

impl Place {
    pub(crate) fn empty() -> Self {
        Self {
            dir: tempfile::tempdir().unwrap(),
        }
    }

    /// A folder with the site of `nutgraf init`.
    pub(crate) fn starter() -> Self {
        let place = Self::empty();
        place.run(&["init", "."]).ends(0);
        place
    }

    /// The starter without search, whose files change with every text.
    pub(crate) fn without_search() -> Self {
        let place = Self::starter();
        let site = place.read("content/site.yaml");
        assert!(site.contains("search: true\n"), "{site}");
        place.write("content/site.yaml", &site.replace("search: true\n", "search: false\n"));
        place
    }

    /// The starter with one error, one warning and no notice.
    pub(crate) fn faulty() -> Self {
        let place = Self::starter();
        place.append("content/metre.md", "\nSee [[krypton-1961]].\n");
        place.write(
            "content/glossary/yard.md",
            "---\nterm: yard\ndefinition: Three feet.\n---\n",
        );
        place
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.dir.path().join(path)
    }

    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(NUTGRAF);
        command.current_dir(self.dir.path()).args(args).env("COLUMNS", "120");
        for name in [
            "GITHUB_WORKSPACE",
            "NO_COLOR",
            "SOURCE_DATE_EPOCH",
            "TERM",
            "CLICOLOR_FORCE",
            "HTTP_PROXY",
            "http_proxy",
            "HTTPS_PROXY",
            "https_proxy",
            "ALL_PROXY",
            "all_proxy",
        ] {
            command.env_remove(name);
        }
        command
    }

    pub(crate) fn run(&self, args: &[&str]) -> Run {
        Run::of(&self.command(args).output().unwrap())
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    pub(crate) fn append(&self, path: &str, text: &str) {
        let old = self.read(path);
        self.write(path, &(old + text));
    }

    #[track_caller]
    pub(crate) fn replace(&self, path: &str, old: &str, new: &str) {
        let text = self.read(path);
        assert!(text.contains(old), "no {old:?} in {path}");
        self.write(path, &text.replace(old, new));
    }

    pub(crate) fn exists(&self, path: &str) -> bool {
        self.path(path).exists()
    }

    /// Every file under a folder with its bytes, by its path from there on.
    pub(crate) fn tree(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        let mut found = BTreeMap::new();
        let root = self.path(folder);
        if root.exists() {
            walk(&root, &root, &mut found);
        }
        found
    }
}

fn walk(root: &Path, dir: &Path, found: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(root, &path, found);
        } else {
            let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
            found.insert(name, fs::read(&path).unwrap());
        }
    }
}
