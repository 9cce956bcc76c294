//! TeX to `MathML`, by `pulldown-latex`. Its writer puts a few `style` attributes on elements, which the strict content
//! security policy of the pages refuses; they only fine-tune spacing, and are left out.

use pulldown_latex::config::{DisplayMode, RenderConfig};
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
    let config = RenderConfig {
        display_mode: if display {
            DisplayMode::Block
        } else {
            DisplayMode::Inline
        },
        annotation: Some(tex),
        ..RenderConfig::default()
    };
    let mut out = String::new();
    push_mathml(&mut out, events.into_iter(), config).map_err(|e| e.to_string())?;
    Ok(without_styles(&out))
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

/// Drops every `style="…"` inside a tag. The writer escapes quotes in text, so a tag's attributes end at its `>`.
fn without_styles(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        let (text, tag) = rest.split_at(open);
        out.push_str(text);
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
    out.push_str(rest);
    out
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
}
