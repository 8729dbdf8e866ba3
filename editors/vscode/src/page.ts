// Pages of the server, which are Markdown, to what a panel shows. No editor is needed here, so that it can be tested.

/** What is between two marks, with the marks of HTML made harmless. */
export function escaped(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}

/** Bold and code in a line. */
function inline(line: string): string {
  return escaped(line)
    .replace(/`([^`]+)`/g, "<code>$1</code>")
    .replace(/\*\*([^*]+)\*\*/g, "<strong>$1</strong>");
}

/** A page of the server as the body of a document: headings, lists, tables are left as lines, fences as they are. */
export function body(markdown: string): string {
  const out: string[] = [];
  let fence = false;
  let list = false;
  const close = (): void => {
    if (list) out.push("</ul>");
    list = false;
  };
  for (const line of markdown.split("\n")) {
    if (line.startsWith("```")) {
      close();
      out.push(fence ? "</pre>" : "<pre>");
      fence = !fence;
    } else if (fence) {
      out.push(escaped(line));
    } else if (/^#{1,6} /.test(line)) {
      close();
      const level = line.indexOf(" ");
      out.push(`<h${level}>${inline(line.slice(level + 1))}</h${level}>`);
    } else if (/^\s*[-*] /.test(line)) {
      if (!list) out.push("<ul>");
      list = true;
      out.push(`<li>${inline(line.replace(/^\s*[-*] /, ""))}</li>`);
    } else if (line.trim() === "") {
      close();
    } else {
      close();
      out.push(`<p>${inline(line)}</p>`);
    }
  }
  close();
  if (fence) out.push("</pre>");
  return out.join("\n");
}

/** A whole document that may load nothing from anywhere. */
export function page(title: string, markdown: string): string {
  const policy = "default-src 'none'; style-src 'unsafe-inline'";
  const style = "body { max-width: 60rem; } pre { white-space: pre-wrap; }";
  return (
    `<!DOCTYPE html><html><head><meta charset="utf-8">` +
    `<meta http-equiv="Content-Security-Policy" content="${policy}">` +
    `<title>${escaped(title)}</title><style>${style}</style></head><body>${body(markdown)}</body></html>`
  );
}
