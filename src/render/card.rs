//! The card of a page: what it says, where it is published, and what a page tells of it. Each explainer and home page has one;
//! all other pages show the one of their language's home page.

use super::view::ShareImageView;
use super::views::Here;
use super::{Renderer, Urls};
use crate::cache::trace::{self, Question};
use crate::cards::{Card, HEIGHT, Palette, Strip, WIDTH};
use crate::diagnostics::{Code, Diagnostic};
use crate::images::Store;
use crate::link::{LinkedPage, Ref, plain};
use crate::load::Role;
use crate::model::id::Kind;
use crate::write::Output;
use xxhash_rust::xxh3::xxh3_128;

/// The folder of cards.
const FOLDER: &str = "/cards/";

/// A card, ready to be drawn.
#[derive(Clone, Debug)]
pub struct CardJob {
    /// Where it is published: a path in the output folder.
    pub path: String,
    /// What it says.
    pub card: Card,
    /// What its font can't write.
    pub fault: Option<Diagnostic>,
}

impl CardJob {
    /// What its drawing is kept as.
    #[must_use]
    pub fn kept_as(&self) -> u128 {
        xxh3_128(self.card.key().as_bytes())
    }

    /// Draws it, or takes it from what was drawn before.
    #[must_use]
    pub fn draw(&self, store: &dyn Store) -> Option<Output> {
        let name = crate::images::name_of(self.kept_as());
        let bytes = store.get(&name).or_else(|| {
            let bytes = self.card.draw()?;
            store.put(&name, &bytes);
            Some(bytes)
        })?;
        Some(Output {
            path: self.path.clone(),
            bytes,
        })
    }
}

/// The path of the card that belongs to the page at `path`: `/a/b/` has `/cards/a/b.png`.
fn path_of(path: &str) -> String {
    let name = path.trim_matches('/');
    let name = name.strip_suffix(".html").unwrap_or(name);
    let name = if name.is_empty() { "index" } else { name };
    format!("{FOLDER}{name}.png")
}

/// The page that a card at this path of the output folder belongs to.
#[must_use]
pub fn page_of_card(path: &str) -> Option<String> {
    let name = path
        .strip_prefix(FOLDER.trim_start_matches('/'))?
        .strip_suffix(".png")?;
    Some(if name == "index" {
        "/".to_owned()
    } else {
        format!("/{name}/")
    })
}

impl Renderer<'_> {
    /// Draws cards in these colours.
    pub fn set_cards(&mut self, palette: Palette) {
        self.cards = Some(palette);
    }

    /// Whether pages have cards.
    #[must_use]
    pub fn has_cards(&self) -> bool {
        self.palette().is_some()
    }

    /// The colours of cards, where there are any: they are found by an absolute address only.
    fn palette(&self) -> Option<&Palette> {
        trace::ask(Question::Palette, Kind::Page, 0, "", "");
        self.cards
            .as_ref()
            .filter(|_| self.index.loaded.site.cards && self.settings.base_url.is_some())
    }

    /// The card that a page shows where it is shared: its own, or the one of its language's home page.
    pub(super) fn drawn_card(&self, here: &Here<'_>) -> Option<ShareImageView> {
        self.palette()?;
        let path = here.urls.here();
        let home = self.index.home(here.language);
        let own = match self.index.address(path) {
            Some(Some(r)) if r.kind == Kind::Page => {
                let page = self.index.loaded.pages.name(r.at);
                page.filter(|p| p.role == Role::Explainer)
            }
            _ => None,
        };
        let of = if own.is_some() { path } else { home.as_str() };
        let site = self.index.loaded.site.title.as_str();
        Some(ShareImageView {
            url: self.absolute(&self.encoded(&path_of(of)))?,
            alt: own.map_or(site.to_owned(), |p| format!("{} · {site}", p.head.title.value)),
            width: Some(WIDTH.into()),
            height: Some(HEIGHT.into()),
        })
    }

    /// A path as it stands in an address.
    fn encoded(&self, path: &str) -> String {
        let _ = self;
        Urls::absolute("/", false).href(path)
    }

    /// The card of an explainer or a home page.
    #[must_use]
    pub fn card(&self, linked: &LinkedPage) -> Option<CardJob> {
        let palette = self.palette()?;
        let page = self.index.loaded.pages.get(linked.at)?;
        if matches!(page.role, Role::Section(_)) {
            return None;
        }
        let site = &self.index.loaded.site;
        let title = page.head.title.value.clone();
        let card = Card {
            site: if title == site.title {
                String::new()
            } else {
                site.title.clone()
            },
            title,
            dek: plain(&linked.summary),
            strip: self.strip_of_card(&page.language, (page.role == Role::Explainer).then_some(&linked.told)),
            palette: palette.clone(),
        };
        let r = Ref {
            kind: Kind::Page,
            at: linked.at,
        };
        let (card, missing) = card.written();
        let fault = missing.map(|letter| {
            let words = if card.title.is_empty() { "any words" } else { "some of its words" };
            let message = format!("the card of this page is drawn without {words}: its font has no `{letter}`");
            Diagnostic::new(Code::CARD_NO_GLYPHS, page.head.title.span, message).help(
                "nothing need be done: the page itself is as it was; `cards: false` in content/site.yaml leaves all cards out",
            )
        });
        Some(CardJob {
            path: path_of(&self.index.path(r)).trim_start_matches('/').to_owned(),
            card,
            fault,
        })
    }

    /// The card of a home page without a text of its own.
    #[must_use]
    pub fn bare_card(&self, language: &str) -> Option<CardJob> {
        let palette = self.palette()?;
        let site = &self.index.loaded.site;
        let card = Card {
            title: site.title.clone(),
            dek: site.description.clone().unwrap_or_default(),
            site: String::new(),
            strip: self.strip_of_card(language, None),
            palette: palette.clone(),
        };
        Some(CardJob {
            path: path_of(&self.index.prefix(language)).trim_start_matches('/').to_owned(),
            card: card.written().0,
            fault: None,
        })
    }

    /// The strip on a card, with some of the events filled, or all of them.
    fn strip_of_card(&self, language: &str, events: Option<&Vec<usize>>) -> Option<Strip> {
        let urls = Urls::new("/", false);
        let stock = self.stock(&urls, language);
        let here = self.bare(&urls, language, &stock);
        let shown = events.map_or_else(|| self.order.list(Kind::Event, language), Vec::as_slice);
        self.card_strip(&here, shown)
    }
}
