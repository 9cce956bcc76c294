const escape = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;");

export default class {
  render({ title, summary, key_points, content }) {
    return `<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>${escape(title)}</title><meta name="description" content="${escape(summary)}"></head>
<body>
<h1>${escape(title)}</h1>
<p>${escape(summary)}</p>
<ul>${key_points.map((point) => `<li>${escape(point)}</li>`).join("")}</ul>
${content}
</body>
</html>
`;
  }
}
