//! The filters and functions that templates have besides Tera's own.

use std::collections::BTreeMap;
use std::sync::Arc;

use tera::{Kwargs, State, Tera, TeraResult};

use super::assets::Assets;
use super::urls::Urls;
use crate::i18n::Locale;
use crate::load::Loaded;

/// The filters of the interface. They read `path` and `lang` of the page at hand.
pub(super) fn register(tera: &mut Tera, loaded: &Loaded, assets: &Arc<Assets>, portable: bool) {
    let locales: BTreeMap<String, Locale> = loaded
        .site
        .languages
        .iter()
        .filter_map(|l| Some((l.value.clone(), Locale::new(&l.value).ok()?)))
        .collect();
    let locales = Arc::new(locales);
    let english = Arc::new(Locale::english());
    let urls = move |state: &State| -> TeraResult<Urls> {
        let here: String = state.get("path")?.unwrap_or_else(|| "/".to_owned());
        let root: Option<String> = state.get("root")?;
        Ok(match root {
            Some(root) => Urls::absolute(&root, portable),
            None => Urls::new(&here, portable),
        })
    };
    tera.register_filter("url", move |to: &str, _: Kwargs, state: &State| -> TeraResult<String> {
        Ok(urls(state)?.href(to))
    });
    let names = Arc::clone(assets);
    let asset = move |name: &str, state: &State| -> TeraResult<String> {
        let name = names.find(name).map_err(tera::Error::message)?;
        Ok(urls(state)?.file(&format!("/{name}")))
    };
    let of_kwargs = asset.clone();
    tera.register_filter("asset", move |name: &str, _: Kwargs, state: &State| asset(name, state));
    tera.register_function("asset", move |args: Kwargs, state: &State| {
        of_kwargs(args.must_get("name")?, state)
    });
    let (l, e) = (Arc::clone(&locales), Arc::clone(&english));
    tera.register_filter(
        "plural",
        move |key: &str, args: Kwargs, state: &State| -> TeraResult<String> {
            let lang: String = state.get("lang")?.unwrap_or_default();
            let count: u64 = args.must_get("count")?;
            Ok(l.get(&lang).unwrap_or(&e).plural(key, count))
        },
    );
    tera.register_filter(
        "message",
        move |key: &str, args: Kwargs, state: &State| -> TeraResult<String> {
            let lang: String = state.get("lang")?.unwrap_or_default();
            let pairs: Vec<(String, String)> = args.iter().map(|(k, v)| (k.to_string(), v.to_string())).collect();
            let pairs: Vec<(&str, &str)> = pairs.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
            Ok(locales.get(&lang).unwrap_or(&english).format(key, &pairs))
        },
    );
}
