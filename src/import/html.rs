//! HTML, as timelines carry it in their texts, to Markdown that nutgraf reads: paragraphs, line breaks, lists, quotations,
//! emphasis, links. What a page may not do (scripts, frames) and what Markdown can't hold is left out and told.
//!
//! The tokens come from `html5gum`, which cuts tag soup as a browser does. There is no tree: tags open and close what is
//! written at the moment, so that no nesting, however deep or wrong, can overflow anything.

use html5gum::emitters::default::{DefaultEmitter, StartTag, Token};
use html5gum::{HtmlString, Tokenizer};

use super::blocks::Blocks;
use super::inline::{Run, Style};
use super::links::raised;
pub(super) use super::links::{address, short};
use super::markdown::{clean, line};

/// A converted text.
#[derive(Debug, Default)]
pub(super) struct Converted {
    /// Markdown, or plain text.
    pub(super) text: String,
    /// What was left out or changed, each once.
    pub(super) told: Vec<String>,
    /// Addresses that plain text can't hold.
    pub(super) links: Vec<String>,
}

/// Elements that are left out with all that is in them.
const GONE: [&str; 17] = [
    "script", "style", "iframe", "object", "embed", "noscript", "svg", "canvas", "video", "audio", "select",
    "textarea", "template", "head", "title", "form", "math",
];
/// Elements that begin a new paragraph.
const BLOCKS: [&str; 28] = [
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "section",
    "article",
    "header",
    "footer",
    "main",
    "aside",
    "nav",
    "figure",
    "figcaption",
    "table",
    "tr",
    "dl",
    "dt",
    "dd",
    "center",
    "address",
    "hr",
    "body",
    "html",
    "tbody",
];
/// Elements without an end.
const VOID: [&str; 6] = ["embed", "br", "img", "hr", "input", "wbr"];

/// Whether a text from a table is HTML: it holds a tag that people put into texts.
pub(super) fn looks_like(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    [
        "</p>",
        "</a>",
        "</b>",
        "</i>",
        "</em>",
        "</strong>",
        "</span>",
        "</div>",
        "</li>",
        "</h",
        "</u>",
        "</sup>",
        "</blockquote>",
        "<br>",
        "<br/",
        "<br /",
        "<p>",
    ]
    .iter()
    .any(|tag| lower.contains(tag))
}

/// HTML as Markdown. `autolink`: whole web addresses in the text become links.
pub(super) fn to_markdown(html: &str, autolink: bool) -> Converted {
    let mut walk = Walk::new(autolink);
    walk.all(html);
    let blocks = std::mem::replace(&mut walk.blocks, Blocks::new(false));
    let (text, lost) = blocks.finish();
    if lost {
        walk.tell("bold or italic print that Markdown can't write where it stands".to_owned());
    }
    Converted {
        text,
        told: walk.told,
        links: Vec::new(),
    }
}

/// HTML as one line of plain text, for headlines and names.
pub(super) fn to_text(html: &str) -> Converted {
    if !html.contains(['<', '&']) {
        return Converted {
            text: line(html),
            ..Converted::default()
        };
    }
    let mut walk = Walk::new(false);
    walk.all(html);
    Converted {
        text: line(&walk.plain),
        told: walk.told,
        links: walk.links,
    }
}

struct Walk {
    blocks: Blocks,
    told: Vec<String>,
    links: Vec<String>,
    plain: String,
    /// The element that is being left out, and how often it is open.
    gone: Option<(String, usize)>,
    strong: usize,
    emphasis: usize,
    strike: usize,
    code: usize,
    pre: usize,
    raised: Option<(bool, String)>,
    link: Option<String>,
}

impl Walk {
    fn new(autolink: bool) -> Self {
        Self {
            blocks: Blocks::new(autolink),
            told: Vec::new(),
            links: Vec::new(),
            plain: String::new(),
            gone: None,
            strong: 0,
            emphasis: 0,
            strike: 0,
            code: 0,
            pre: 0,
            raised: None,
            link: None,
        }
    }

    fn all(&mut self, html: &str) {
        let mut emitter: DefaultEmitter = DefaultEmitter::default();
        emitter.naively_switch_states(true);
        for token in Tokenizer::new_with_emitter(html, emitter) {
            let Ok(token) = token;
            match token {
                Token::StartTag(tag) => self.open(&tag),
                Token::EndTag(tag) => self.close(&text_of(&tag.name)),
                Token::String(text) => self.text(&text_of(&text.value)),
                Token::Comment(_) => self.tell("an HTML comment".to_owned()),
                Token::Doctype(_) | Token::Error(_) => {}
            }
        }
        self.lower();
    }

    fn tell(&mut self, what: String) {
        if !self.told.contains(&what) {
            self.told.push(what);
        }
    }

    fn text(&mut self, text: &str) {
        if self.gone.is_some() {
            return;
        }
        let text = clean(text);
        if let Some((_, raised)) = &mut self.raised {
            raised.push_str(&text);
            return;
        }
        self.plain.push_str(&text);
        if self.pre > 0 {
            self.blocks.verbatim(&text);
            return;
        }
        // A blank line is a new paragraph for whoever typed it, if not for a browser.
        let loose = self.strong + self.emphasis + self.strike + self.code == 0 && self.link.is_none();
        for (nth, part) in text.split("\n\n").enumerate() {
            if nth > 0 && loose {
                self.blocks.end();
            } else if nth > 0 {
                self.push(" ");
            }
            let blank_before = part.starts_with([' ', '\n', '\t']);
            let blank_after = part.ends_with([' ', '\n', '\t']);
            let words: Vec<&str> = part.split([' ', '\n', '\t']).filter(|w| !w.is_empty()).collect();
            let mut joined = String::new();
            if blank_before {
                joined.push(' ');
            }
            joined.push_str(&words.join(" "));
            if blank_after && !words.is_empty() {
                joined.push(' ');
            }
            self.push(&joined);
        }
    }

    fn push(&mut self, text: &str) {
        self.blocks.push(Run {
            text: text.to_owned(),
            style: Style {
                strong: self.strong > 0,
                emphasis: self.emphasis > 0,
                strike: self.strike > 0,
                code: self.code > 0,
                link: self.link.clone(),
            },
        });
    }

    fn open(&mut self, tag: &StartTag<()>) {
        let name = text_of(&tag.name);
        if let Some((gone, depth)) = &mut self.gone {
            if *gone == name && !tag.self_closing {
                *depth += 1;
            }
            return;
        }
        let attribute = |key: &str| {
            let value = tag.attributes.get(&HtmlString(key.as_bytes().to_vec()));
            value.map(|v| text_of(&v.value))
        };
        if GONE.contains(&name.as_str()) {
            let from = attribute("src").or_else(|| attribute("data")).filter(|s| !s.is_empty());
            let from = from.map(|s| format!(" ({})", line(&s))).unwrap_or_default();
            self.tell(format!("<{name}>{from}"));
            if !VOID.contains(&name.as_str()) {
                self.gone = Some((name, 1));
            }
            return;
        }
        if attribute("style").is_some() {
            self.tell("colours and sizes (`style=`)".to_owned());
        }
        match name.as_str() {
            "a" => self.open_link(attribute("href")),
            "img" => self.image(attribute("src"), attribute("alt")),
            "br" => {
                self.plain.push(' ');
                self.blocks.line_break();
            }
            "li" | "ul" | "ol" | "blockquote" => {
                self.plain.push(' ');
                let start = attribute("start").and_then(|s| s.parse().ok()).unwrap_or(1);
                self.blocks.open(&name, start);
            }
            "pre" => {
                self.blocks.end();
                self.pre += 1;
            }
            "td" | "th" => {
                self.tell("the columns of a table, whose rows became lines".to_owned());
                self.blocks.cell();
            }
            "sup" | "sub" => {
                self.lower();
                self.raised = Some((name == "sup", String::new()));
            }
            "input" | "button" => self.tell(format!("<{name}>")),
            name => self.style(name, 1),
        }
    }

    fn close(&mut self, name: &str) {
        if let Some((gone, depth)) = &mut self.gone {
            if gone == name {
                *depth -= 1;
                if *depth == 0 {
                    self.gone = None;
                }
            }
            return;
        }
        match name {
            "a" => self.link = None,
            "li" | "ul" | "ol" | "blockquote" => {
                self.plain.push(' ');
                self.blocks.close(name);
            }
            "pre" => {
                self.blocks.end();
                self.pre = self.pre.saturating_sub(1);
            }
            "sup" | "sub" => self.lower(),
            name => self.style(name, -1),
        }
    }

    /// Emphasis and blocks, which open (1) and close (-1) alike.
    fn style(&mut self, name: &str, by: isize) {
        let count = match name {
            "b" | "strong" => &mut self.strong,
            "i" | "em" | "cite" | "dfn" | "var" => &mut self.emphasis,
            "s" | "del" | "strike" => &mut self.strike,
            "code" | "tt" | "kbd" | "samp" => &mut self.code,
            name => {
                if BLOCKS.contains(&name) {
                    self.plain.push(' ');
                    self.blocks.end();
                }
                if name.len() == 2 && name.starts_with('h') && name != "hr" {
                    self.tell("the rank of a heading, which became bold print".to_owned());
                    self.strong = usize::from(by > 0);
                }
                return;
            }
        };
        *count = count.saturating_add_signed(by);
    }

    fn open_link(&mut self, href: Option<String>) {
        let Some(href) = href.filter(|h| !h.trim().is_empty()) else {
            return;
        };
        match address(&href) {
            Ok(url) => {
                self.links.push(url.clone());
                self.link = Some(url);
            }
            Err(why) => {
                self.link = None;
                self.tell(why);
            }
        }
    }

    fn image(&mut self, src: Option<String>, alt: Option<String>) {
        let src = src.unwrap_or_default();
        match address(&src) {
            Ok(url) => {
                self.tell(format!(
                    "the picture {url}, which became a link: pictures on other sites can't be shown"
                ));
                self.links.push(url.clone());
                let words = alt
                    .map(|a| line(&a))
                    .filter(|a| !a.is_empty())
                    .unwrap_or_else(|| url.clone());
                let before = self.link.replace(url);
                self.push(&words);
                self.link = before;
            }
            Err(_) => self.tell(format!("the picture `{}`", short(&src))),
        }
    }

    /// Ends raised or lowered letters: digits have signs of their own.
    fn lower(&mut self) {
        let Some((up, text)) = self.raised.take() else { return };
        let signs: Option<String> = text.trim().chars().map(|c| raised(c, up)).collect();
        let text = signs.unwrap_or_else(|| {
            self.tell(format!(
                "that `{}` stood {} the line",
                short(&text),
                if up { "above" } else { "below" }
            ));
            text
        });
        self.plain.push_str(&text);
        self.push(&text.replace('\n', " "));
    }
}

fn text_of(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[cfg(test)]
#[path = "html_tests.rs"]
mod tests;
