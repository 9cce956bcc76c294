//! `nutgraf explain CODE`.

use nutgraf::diagnostics::{CODES, Code, Level, closest, explain as texts};

use super::Exit;
use super::output;

/// Prints the long text of a code, or the list of all codes.
pub(crate) fn explain(slug: Option<&str>) -> Exit {
    let Some(slug) = slug else {
        let width = CODES.iter().map(|c| c.slug().len()).max().unwrap_or(0);
        for code in CODES {
            let level = match code.level() {
                Level::Allow => "allowed",
                _ => code.severity().word(),
            };
            output::line(&format!("{:width$}  {level:8} {}", code.slug(), code.title()));
        }
        return Exit::Good;
    };
    // What was printed, brackets and all, will do.
    let slug = slug.trim_start_matches("error").trim_start_matches("warning");
    let slug = slug.trim_start_matches("notice").trim_matches(['[', ']']);
    if let Some(code) = Code::find(slug) {
        output::line(texts::explain(code).trim_end());
        Exit::Good
    } else {
        let near = closest(slug, CODES.iter().map(|c| c.slug()));
        output::usage(&match near {
            Some(near) => format!("no code `{slug}`, did you mean `{near}`?"),
            None => format!("no code `{slug}`; `nutgraf explain` lists all"),
        })
    }
}
