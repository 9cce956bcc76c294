// Layouts are JavaScript, which spares Eleventy a template language, and Markdown is not read as a template first. What
// its Markdown lacks is added: notes at the foot, curly quotes, ids of headings, and the list of contents.
import markdownIt from "markdown-it";
import footnotes from "markdown-it-footnote";

const slug = (text) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-");

function contents(md) {
  md.core.ruler.push("contents", (state) => {
    const found = new Map();
    const lines = [];
    state.tokens.forEach((token, at) => {
      if (token.type !== "heading_open") return;
      const text = state.tokens[at + 1].content;
      const times = found.get(slug(text)) ?? 0;
      found.set(slug(text), times + 1);
      const id = times ? `${slug(text)}-${times}` : slug(text);
      token.attrSet("id", id);
      lines.push(`<li class="${token.tag}"><a href="#${id}">${md.utils.escapeHtml(text)}</a></li>`);
    });
    const list = new state.Token("html_block", "", 0);
    list.content = `<nav><ul>${lines.join("")}</ul></nav>\n`;
    state.tokens.unshift(list);
  });
}

export default function (config) {
  config.setLibrary("md", markdownIt({ typographer: true }).use(footnotes).use(contents));
  config.setQuietMode(true);
  return {
    markdownTemplateEngine: false,
    htmlTemplateEngine: false,
    templateFormats: ["md", "11ty.js"],
    dir: { input: "content", output: "public", includes: "../_includes", layouts: "../_includes" },
  };
}
