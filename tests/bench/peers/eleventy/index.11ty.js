export default class {
  data() {
    return { permalink: "/index.html", layout: false, eleventyExcludeFromCollections: true };
  }

  render({ collections }) {
    const line = ({ url, data }) => `<li><a href="${url}">${data.title}</a> ${data.summary}</li>`;
    const lines = collections.explainers.map(line);
    return `<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>The corpus</title></head>
<body>
<h1>The corpus</h1>
<ul>${lines.join("")}</ul>
</body>
</html>
`;
  }
}
