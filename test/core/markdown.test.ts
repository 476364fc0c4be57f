import assert from "node:assert/strict";
import { createMarkdown } from "../../src/core/markdown";
import { keepKnownTags } from "../../src/core/rawHtml";

suite("Raw HTML in notes", () => {
  const cases: [title: string, html: string, kept: string][] = [
    ["harmless tags stay", "a <sub>b</sub> <br/>", "a <sub>b</sub> <br/>"],
    ["a script becomes text", "<script>x</script>", "&lt;script&gt;x&lt;/script&gt;"],
    ["a comment goes", "a<!-- b -->c", "ac"],
    ["an open comment becomes text", "a<!-- b", "a&lt;!-- b"],
    ["an open quote becomes text", '<b title="x', '&lt;b title="x'],
    ["a tag that is no tag becomes text", "<img/src=x/onerror=y>", "&lt;img/src=x/onerror=y>"],
    ["a style waits under another name", '<b style="color: red">', '<b data-style="color: red">'],
    ["so does a handler", "<img src=x onerror=alert(1)>", "<img src=x data-onerror=alert(1)>"],
  ];
  test("a long row of comments that never end costs no more than its length", () => {
    const started = process.cpuUsage();
    keepKnownTags("<!--".repeat(200_000));
    assert.ok(process.cpuUsage(started).user < 5e6);
  });

  for (const [title, html, kept] of cases) {
    test(title, () => assert.equal(keepKnownTags(html), kept));
  }
});

suite("Markdown", () => {
  test("a formula becomes an element that holds its TeX, whatever the TeX is", () => {
    assert.equal(
      createMarkdown().render('$<img src=a onerror="alert(1)">%$'),
      '<p><span data-tex="&lt;img src=a onerror=&quot;alert(1)&quot;&gt;%"></span></p>\n',
    );
  });

  test("a quoted block inside a formula is part of the formula", () => {
    assert.match(createMarkdown().render("$$\n> [5] x\n$$"), /<span data-tex="&gt; \[5\] x\n" data-display>/);
  });

  test("a displayed formula that begins a sentence ends where it ends, and what follows is kept", () => {
    const html = createMarkdown().render("$$x$$ is the loss.\n\n> [5] Next?\n\nand $$y$$");
    assert.match(html, /<span data-tex="x" data-display><\/span> is the loss\./);
    assert.match(html, /<blockquote>\s*<p>\[5\] Next\?/);
  });

  test("an open formula in a quotation ends with the quotation", () => {
    assert.match(createMarkdown().render("> $$ x\n\n# Heading"), /<h1>Heading<\/h1>/);
  });
});
