//! TeX to `MathML`, by `pulldown-latex`. Its writer puts a few `style` attributes on elements, which the strict content
//! security policy of the pages refuses; they only fine-tune spacing, and are left out. And it writes the names of functions,
//! signs and the formula itself as they stand, `<` and all: here they become text, so that no formula can write HTML.

use pulldown_latex::config::{DisplayMode, RenderConfig};
use pulldown_latex::event::{Content, Event};
use pulldown_latex::{Parser, Storage, push_mathml};

/// How deep the parts of a formula may stand in each other.
const MOST_DEPTH: usize = 100;

/// The `MathML` of a formula.
///
/// # Errors
/// What the parser says is wrong, in one line.
pub(super) fn mathml(tex: &str, display: bool) -> Result<String, String> {
    if too_deep(tex) {
        return Err(format!("it is nested more than {MOST_DEPTH} deep"));
    }
    let storage = Storage::new();
    let events: Vec<_> = Parser::new(tex, &storage).collect();
    if let Some(Err(error)) = events.iter().find(|e| e.is_err()) {
        let text = error.to_string();
        let line = text.lines().next().unwrap_or("").trim_end_matches(':').trim();
        return Err(line.trim_start_matches("parsing error:").trim().to_owned());
    }
    let functions: Vec<String> = events
        .iter()
        .filter_map(|event| match event {
            Ok(Event::Content(Content::Function(name))) => Some(escape(name)),
            _ => None,
        })
        .collect();
    let mut names = functions.iter();
    let events = events.into_iter().map(|event| match event {
        Ok(Event::Content(Content::Function(_))) => {
            let name = names.next().map_or("", String::as_str);
            Ok(Event::Content(Content::Function(name)))
        }
        other => other,
    });
    let source = escape(tex);
    let config = RenderConfig {
        display_mode: if display {
            DisplayMode::Block
        } else {
            DisplayMode::Inline
        },
        annotation: Some(&source),
        ..RenderConfig::default()
    };
    let mut out = String::new();
    push_mathml(&mut out, events, config).map_err(|e| e.to_string())?;
    Ok(cleaned(&out))
}

/// Whether groups, environments or commands without an argument of their own (`\sqrt\sqrt…`) stand in each other
/// beyond reason: the parser follows them by calling itself.
fn too_deep(tex: &str) -> bool {
    let (mut groups, mut pairs, mut chain) = (0_usize, 0_usize, 0_usize);
    let mut rest = tex;
    while let Some(c) = rest.chars().next() {
        rest = rest.get(c.len_utf8()..).unwrap_or("");
        match c {
            '{' => groups += 1,
            '}' => groups = groups.saturating_sub(1),
            '\\' => {
                let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
                let name = rest.get(..letters).unwrap_or("");
                match name {
                    "left" | "begin" => pairs += 1,
                    "right" | "end" => pairs = pairs.saturating_sub(1),
                    _ => {}
                }
                chain += 1;
                let skipped = letters.max(rest.chars().next().map_or(0, char::len_utf8));
                rest = rest.get(skipped..).unwrap_or("");
            }
            '^' | '_' => chain += 1,
            c if c.is_whitespace() => {}
            _ => chain = 0,
        }
        if groups.max(pairs).max(chain) > MOST_DEPTH {
            return true;
        }
    }
    false
}

/// What the writer wrote, without `style="…"`, and with signs as text: what begins with `<` and goes on with neither a letter nor
/// a stroke is no tag, `<mo><</mo>`. Attributes hold nothing that an author wrote, so that a tag ends at the next `>`.
fn cleaned(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while !rest.is_empty() {
        let tag = rest.match_indices('<').map(|(at, _)| at).find(|at| {
            let next = rest.as_bytes().get(at + 1);
            next.is_some_and(|byte| byte.is_ascii_alphabetic() || *byte == b'/')
        });
        let (text, tag) = rest.split_at(tag.unwrap_or(rest.len()));
        push_text(&mut out, text);
        let end = tag.find('>').map_or(tag.len(), |i| i + 1);
        let (tag, after) = tag.split_at(end);
        match tag.split_once(" style=\"") {
            Some((before, value)) => {
                out.push_str(before);
                out.push_str(value.split_once('"').map_or(">", |(_, after)| after));
            }
            None => out.push_str(tag),
        }
        rest = after;
    }
    out
}

/// A text as it stands between tags.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Adds a text in which signs may stand as they are, and others as entities.
fn push_text(out: &mut String, text: &str) {
    for (at, c) in text.char_indices() {
        let is_entity = || {
            let name = text
                .get(at + 1..)
                .and_then(|rest| rest.split_once(';'))
                .map(|(name, _)| name);
            matches!(name, Some("amp" | "lt" | "gt" | "quot" | "nbsp" | "#39"))
        };
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' if !is_entity() => out.push_str("&amp;"),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::mathml;

    #[test]
    fn writes_mathml_without_styles() {
        let html = mathml(r"\frac{a}{b} \, x^2 \quad \color{red} y", false).unwrap();
        assert!(html.contains("<mfrac>") && !html.contains("style="), "{html}");
        assert!(mathml(r"\frac{a", false).is_err());
        assert!(mathml(&r"\sqrt".repeat(10_000), false).is_err());
        assert!(mathml(&"{".repeat(10_000), false).is_err());
        assert!(mathml(&format!("{} x", r"\alpha + ".repeat(1_000)), false).is_ok());
        assert!(mathml(r"\nosuchcommand", true).is_err());
    }

    #[test]
    fn no_formula_writes_html() {
        for (tex, text) in [
            ("a<b", "<mo>&lt;</mo>"),
            ("a>b", "<mo>&gt;</mo>"),
            (r"a\not<b", "&lt;\u{338}</mo>"),
            (r"\text{<img src=q onerror=alert(1)>}", "&lt;img src=q"),
            (r"\operatorname{<i>} x", "<mi>&lt;i&gt;</mi>"),
            (r"\text{</annotation></math><script>x</script>}", "&lt;script&gt;"),
            (r"a \& b", "&amp;</"),
            (r"\text{a &amp; b}", "&amp;amp;"),
        ] {
            let html = mathml(tex, false).unwrap();
            let tags = html.match_indices('<').filter_map(|(at, _)| html.get(at + 1..));
            let names = tags.map(|tag| tag.trim_start_matches('/').split([' ', '>']).next().unwrap_or(""));
            let known = [
                "math",
                "semantics",
                "annotation",
                "mrow",
                "mi",
                "mo",
                "mn",
                "mtext",
                "mspace",
                "mpadded",
            ];
            let strange: Vec<&str> = names.filter(|name| !known.contains(name)).collect();
            assert_eq!(strange, [""; 0], "{html}");
            assert!(html.contains(text), "{html}");
        }
    }
}
