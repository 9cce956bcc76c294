//! The long text of each diagnostic code, as `nutgraf explain CODE` prints it: what the code means, why it matters to
//! readers, a wrong example and a right one. One Markdown file a code in `explain/`, named by the slug with a hyphen in
//! place of the slash. Nothing here knows about a particular site or message.

use include_dir::{Dir, include_dir};

use super::Code;

static TEXTS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/diagnostics/explain");

/// The long text of a code, in Markdown. It begins with `# ` and the slug.
#[must_use]
pub fn explain(code: Code) -> &'static str {
    TEXTS
        .get_file(file_name(code))
        .and_then(include_dir::File::contents_utf8)
        .unwrap_or(code.title())
}

fn file_name(code: Code) -> String {
    format!("{}.md", code.slug().replace('/', "-"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::{CODES, Level, Severity};

    #[test]
    fn every_code_has_a_text_and_no_text_is_left_over() {
        let mut expected: Vec<_> = CODES.iter().copied().map(file_name).collect();
        let mut found: Vec<_> = TEXTS.files().map(|f| f.path().to_string_lossy().into_owned()).collect();
        expected.sort();
        found.sort();
        assert_eq!(found, expected);
    }

    #[test]
    fn each_text_is_short_and_says_how_to_change_what_can_be_changed() {
        for code in CODES {
            let text = explain(*code);
            let slug = code.slug();
            let lines = text.lines().count();
            assert_eq!(text.lines().next(), Some(format!("# {slug}").as_str()));
            assert!((8..=30).contains(&lines), "{slug}: {lines} lines");
            assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "{slug}: end");
            assert_eq!(text.matches("```").count() % 2, 0, "{slug}: open fence");
            let level = if code.level() == Level::Allow { "warn" } else { "deny" };
            let changes = text.contains(&format!("`{slug}: {level}`"));
            assert_eq!(changes, code.severity() == Severity::Warning, "{slug}: level");
        }
    }
}
