//! The templates: Tera with the embedded theme, the site's own files over it, and our filters. Every error of Tera becomes
//! a [`TemplateFault`] at the template's own line: that is the business of `faults`.

mod faults;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use tera::{Context, ErrorKind, Tera};

use super::assets::Assets;
use super::filters::register;
use super::uses::Uses;
use super::wants::Wants;
use crate::cache::trace::{self, Question};
use crate::diagnostics::Code;
use crate::load::{Loaded, TemplateFile};
use crate::model::id::Kind;
use crate::span::{FileId, Sources, Span};

/// Something that is wrong with a template. The page that was being rendered is added by the caller.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct TemplateFault {
    /// Which kind.
    pub code: Code,
    /// Where in the template.
    pub span: Span,
    /// What.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// The templates, ready to render.
pub struct Engine {
    tera: Tera,
    assets: Arc<Assets>,
    files: BTreeMap<String, FileId>,
    /// Which templates each may use, once asked for.
    uses: OnceLock<Uses>,
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Engine")
            .field("files", &self.files)
            .finish_non_exhaustive()
    }
}

impl Engine {
    /// Loads the templates of a site. A faulty one is reported and the embedded one stands in for it, so that all faulty
    /// ones are reported. `assets` says where `asset` leads.
    #[must_use]
    pub fn new(loaded: &Loaded, assets: Assets, portable: bool) -> (Self, Vec<TemplateFault>) {
        let assets = Arc::new(assets);
        let mut faults = Vec::new();
        let mut own: Vec<&TemplateFile> = loaded
            .templates
            .iter()
            .filter(|t| !t.name.starts_with("default/"))
            .collect();
        let embedded: Vec<&TemplateFile> = loaded
            .templates
            .iter()
            .filter(|t| t.name.starts_with("default/"))
            .collect();
        loop {
            let mut files = BTreeMap::new();
            for t in &embedded {
                files.insert(t.name.clone(), t.file);
                if let Some(short) = t.name.strip_prefix("default/") {
                    files.insert(short.to_owned(), t.file);
                }
            }
            files.extend(own.iter().map(|t| (t.name.clone(), t.file)));
            let mut tera = Tera::new();
            register(&mut tera, loaded, &assets, portable);
            let all = files
                .iter()
                .map(|(name, file)| (name.as_str(), loaded.sources.text(*file)));
            match tera.add_raw_templates(all) {
                Ok(()) => {
                    let engine = Self {
                        tera,
                        assets,
                        uses: OnceLock::new(),
                        files,
                    };
                    return (engine, faults);
                }
                Err(error) => {
                    let mut engine = Self {
                        tera,
                        assets: Arc::clone(&assets),
                        uses: OnceLock::new(),
                        files,
                    };
                    let found = match error.kind() {
                        ErrorKind::Msg(report) => engine.unknown_names(report, &loaded.sources),
                        _ => Vec::new(),
                    };
                    let found = if found.is_empty() {
                        vec![engine.fault(&error, "", &loaded.sources)]
                    } else {
                        found
                    };
                    let before = own.len();
                    own.retain(|t| found.iter().all(|(name, _)| t.name != *name));
                    faults.extend(found.into_iter().map(|(_, fault)| fault));
                    if own.len() == before {
                        // Not one of the site's own, or not known which: try without any.
                        own.clear();
                        if before == 0 {
                            engine.tera = Tera::new();
                            return (engine, faults);
                        }
                    }
                }
            }
        }
    }

    /// A hash of a template and of all that it may use.
    #[must_use]
    pub fn print(&self, name: &str, sources: &Sources) -> u64 {
        self.uses.get_or_init(|| Uses::new(&self.files, sources)).print(name)
    }

    /// What a template can read of what it is given.
    pub(super) fn wants(&self, name: &str, sources: &Sources) -> &Wants {
        self.uses.get_or_init(|| Uses::new(&self.files, sources)).wants(name)
    }

    /// The names that `asset` gives.
    #[must_use]
    pub fn assets(&self) -> &Assets {
        &self.assets
    }

    /// Values that every template sees.
    pub fn globals(&mut self) -> &mut Context {
        self.tera.global_context()
    }

    /// Renders a template.
    ///
    /// # Errors
    /// Where in which template it failed.
    pub fn render(&self, name: &str, context: &Context, sources: &Sources) -> Result<String, TemplateFault> {
        trace::ask(Question::Template, Kind::Page, 0, name, "");
        let pages = context
            .get("pages")
            .and_then(tera::Value::as_array)
            .map_or(0, <[_]>::len);
        // What lists all pages is long: while its room doubled, two of it would be in memory, beside all that it lists.
        let rendered = if pages > 1_000 {
            let mut bytes = Vec::with_capacity(pages * 512);
            let done = self.tera.render_to(name, context, &mut bytes);
            done.and_then(|()| String::from_utf8(bytes).map_err(tera::Error::message))
        } else {
            self.tera.render(name, context)
        };
        rendered.map_err(|e| self.fault(&e, name, sources).1)
    }
}
