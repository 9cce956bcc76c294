export default class {
  data() {
    return { permalink: "/index.html", layout: false, eleventyExcludeFromCollections: true };
  }

  render({ collections }) {
    const lines = collections.explainers.map((page) => `<li><a href="${page.url}">${page.data.title}</a> ${page.data.summary}</li>`);
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
