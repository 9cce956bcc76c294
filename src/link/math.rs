//! TeX to `MathML`, by `pulldown-latex`. Its writer puts a few `style` attributes on elements, which the strict content
//! security policy of the pages refuses; they only fine-tune spacing, and are left out.

use pulldown_latex::config::{DisplayMode, RenderConfig};
use pulldown_latex::{Parser, Storage, push_mathml};

/// The `MathML` of a formula.
///
/// # Errors
/// What the parser says is wrong, in one line.
pub(super) fn mathml(tex: &str, display: bool) -> Result<String, String> {
    let storage = Storage::new();
    let events: Vec<_> = Parser::new(tex, &storage).collect();
    if let Some(Err(error)) = events.iter().find(|e| e.is_err()) {
        let text = error.to_string();
        let line = text.lines().next().unwrap_or("").trim_end_matches(':').trim();
        return Err(line.to_owned());
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
        assert!(mathml(r"\nosuchcommand", true).is_err());
    }
}
