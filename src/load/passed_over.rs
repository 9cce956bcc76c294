//! Files whose names come near to what nutgraf reads, and of which nothing is made: a page that ends with `.markdown`, a list
//! of entries in the wrong place, a template that no page is made with. They would be missing from the site, and nobody would say so.

use super::Loaded;
use crate::diagnostics::{Code, Diagnostic, closest};
use crate::model::id::Kind;
use crate::span::Span;

/// Endings that Markdown has elsewhere, in lower case.
const MARKDOWN: [&str; 7] = ["md", "markdown", "mdown", "mkd", "mdx", "qmd", "rmd"];

/// What a list at the top of `content/` may be called by somebody who has not looked it up.
const LISTS: [(&str, &str); 8] = [
    ("glossary", "glossary"),
    ("terms", "glossary"),
    ("timeline", "timeline"),
    ("events", "timeline"),
    ("people", "people"),
    ("persons", "people"),
    ("sources", "sources"),
    ("bibliography", "sources"),
];

/// What is wrong with the name of a file, and the fix.
type Told = (String, String);

/// A file under `content/` that is neither a text nor a list, by its path from there on.
fn of_content(path: &str) -> Option<Told> {
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    let (stem, ending) = file.rsplit_once('.')?;
    let lower = ending.to_lowercase();
    let section = Kind::from_folder(folder.split('/').next().unwrap_or(""));
    if MARKDOWN.contains(&lower.as_str()) && !stem.eq_ignore_ascii_case("readme") {
        let what = if section.is_some() { "entry" } else { "page" };
        let renamed = path.strip_suffix(ending).unwrap_or(path);
        return Some((
            format!("no {what} is made of `{file}`: its name does not end with `.md`"),
            format!("rename it to content/{renamed}md; put `_` before a name that is not for the site"),
        ));
    }
    if !matches!(lower.as_str(), "yaml" | "yml") {
        return None;
    }
    if let Some(kind) = section {
        let top = kind.folder().unwrap_or("");
        return Some((
            format!("no entry is read from `{file}`: a list stands beside the folder and not in it"),
            format!("put what is in it into content/{top}.yaml, or each entry into a file content/{top}/ID.md"),
        ));
    }
    let low = stem.to_lowercase();
    let known = LISTS.iter().find(|(name, _)| *name == low).map(|(_, list)| *list);
    let meant = known.or_else(|| closest(&low, LISTS.map(|(_, list)| list)))?;
    folder.is_empty().then(|| {
        (
            format!("no entry is read from `{file}`"),
            format!("rename it to content/{meant}.yaml, if it is that list"),
        )
    })
}

impl Loaded {
    /// Tells of a file under `content/` that looks like more than it is.
    pub(super) fn content_passed_over(&mut self, path: &str) {
        if let Some(told) = of_content(path) {
            self.passed_over(format!("content/{path}"), told);
        }
    }

    /// `site.yml`, where the settings are in `site.yaml`.
    pub(super) fn settings_passed_over(&mut self, path: &str) {
        if path != "site.yaml" {
            let told = (
                format!("the settings are read from content/site.yaml, and not from `{path}`"),
                "put what is in it into content/site.yaml, and remove this file".to_owned(),
            );
            self.passed_over(format!("content/{path}"), told);
        }
    }

    /// Tells of templates of the site's own that take the place of none of the theme's, and that none of its own names.
    pub(super) fn templates_passed_over(&mut self) {
        let themes: Vec<String> = crate::theme::templates().into_iter().map(|(name, _)| name).collect();
        let own = || self.templates.iter().filter(|t| !t.name.starts_with("default/"));
        let is_named = |name: &str| {
            let quoted = [format!("\"{name}\""), format!("'{name}'")];
            let mut others = own().filter(|t| t.name != name).map(|t| self.sources.text(t.file));
            others.any(|text| quoted.iter().any(|q| text.contains(q.as_str())))
        };
        let unused: Vec<String> = own()
            .map(|t| t.name.clone())
            .filter(|name| !themes.contains(name) && !is_named(name))
            .collect();
        for name in unused {
            let near = closest(&name, themes.iter().map(String::as_str));
            let (guess, help) = match near {
                Some(near) => (
                    format!(", did you mean `{near}`?"),
                    format!("rename it to templates/{near}"),
                ),
                None => (
                    String::new(),
                    "give it the name of one of the theme's, which it then replaces, or include it in another"
                        .to_owned(),
                ),
            };
            let message = format!("nothing is made with the template `{name}`{guess}");
            self.passed_over(format!("templates/{name}"), (message, help));
        }
    }

    fn passed_over(&mut self, path: String, (message, help): Told) {
        let known = self
            .templates
            .iter()
            .find(|t| path.strip_prefix("templates/") == Some(&t.name));
        let file = known.map_or_else(|| self.sources.add(path, ""), |t| t.file);
        let fault = Diagnostic::new(Code::FILE_PASSED_OVER, Span::start_of(file), message);
        self.faults.push(fault.help(help));
    }
}

#[cfg(test)]
mod tests {
    use super::of_content;

    #[test]
    fn tells_names_that_come_near() {
        for (path, fix) in [
            ("a.markdown", "rename it to content/a.md;"),
            ("a/B.MD", "rename it to content/a/B.md;"),
            ("glossary/a.mdx", "rename it to content/glossary/a.md;"),
            ("glossary/list.yaml", "put what is in it into content/glossary.yaml,"),
            ("Timeline.yaml", "rename it to content/timeline.yaml,"),
            ("terms.yml", "rename it to content/glossary.yaml,"),
            ("glosary.yaml", "rename it to content/glossary.yaml,"),
        ] {
            let help = of_content(path).map(|(_, help)| help).unwrap_or_default();
            assert!(help.starts_with(fix), "{path}: {help}");
        }
        for path in [
            "a.pdf",
            "data.yaml",
            "a/timeline.yaml",
            "README.markdown",
            "glossary/a.png",
            "markdown",
        ] {
            assert!(of_content(path).is_none(), "{path}");
        }
    }
}
