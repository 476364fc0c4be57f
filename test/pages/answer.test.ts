import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import type { AnswerItem, AnswerState } from "../../src/protocol";
import { findBarriers } from "./findBarriers";
import { assertClean, type OpenedPage, openPage, type PageOptions } from "./openPage";

suite("The answer page", () => {
  let opened: OpenedPage<"answer"> | undefined;
  const open = async (markdown: string, options: PageOptions = {}) => {
    opened = await openPage("answer", answerState({ markdown }), options);
    return opened.page;
  };

  teardown(async () => {
    const last = opened;
    opened = undefined;
    if (last) {
      await assertClean(last);
      await last.close();
    }
  });

  test("shows the question as its heading, with place and level, and the answer below", async () => {
    const page = await open("Because **corners**.");
    assert.equal(await page.getByRole("heading", { level: 1 }).innerText(), "Why does an L1 penalty give zeros?");
    assert.match(await page.locator(".place").innerText(), /7\.1 Basics · 7\.1\/12 · medium/i);
    assert.equal(await page.getByRole("region", { name: "Answer" }).locator("strong").innerText(), "corners");
  });

  test("draws a formula with MathML beside the picture, and keeps the rest when one cannot be parsed", async () => {
    const page = await open("$x^2$ and $\\frac{1$ and $$\\sum_i \\lvert w_i \\rvert$$ and the end");
    assert.equal(await page.locator(".formula:not(.failed) .katex-mathml math").count(), 2);
    const failed = page.locator(".formula.failed");
    assert.equal(await failed.locator("code").innerText(), "\\frac{1");
    assert.match(
      await failed.innerText(),
      /can't be shown: Unexpected end of input in a macro argument, expected '}' at end of input\)/,
    );
    assert.match(await page.locator(".body").innerText(), /and the end/);
  });

  test("gives every structure that a MathML style could come from without breaking the policy", async () => {
    await open(
      "$\\pmb{x} \\fbox{a} \\fcolorbox{red}{blue}{b} \\cancel{c} \\boxed{d} \\colorbox{aqua}{e} \\phase{f} \\sout{g}$",
    );
  });

  test("honours the user's macros, and a macro made in one formula does not reach the next", async () => {
    const state = { ...answerState({ markdown: "$\\RR$ $\\gdef\\x{y}\\x$ $\\x$" }), macros: { "\\RR": "\\mathbb{R}" } };
    opened = await openPage("answer", state);
    assert.equal(await opened.page.locator(".formula:not(.failed)").count(), 2);
    assert.equal(await opened.page.locator(".formula.failed code").innerText(), "\\x");
  });

  test("copying a formula gives its TeX", async () => {
    const page = await open("Let $\\lambda \\lVert w \\rVert_1$ be it.");
    const copied = await page.evaluate(() => {
      const selection = getSelection() as Selection;
      selection.selectAllChildren(document.querySelector(".body p") as Element);
      const data = new DataTransfer();
      document
        .querySelector(".body p")
        ?.dispatchEvent(new ClipboardEvent("copy", { clipboardData: data, bubbles: true, cancelable: true }));
      return data.getData("text/plain");
    });
    assert.equal(copied.trim(), "Let $\\lambda \\lVert w \\rVert_1$ be it.");
  });

  test("what is too wide can be reached and scrolled by keyboard", async () => {
    const page = await open(`$$${"x + ".repeat(80)}y$$\n\n\`\`\`py\n${"a".repeat(400)}\n\`\`\`\n\n$$z$$`, {
      viewport: { width: 500, height: 600 },
    });
    const wide = page.locator(".formula.display").first();
    assert.equal(await wide.getAttribute("tabindex"), "0");
    assert.equal(await page.locator("pre").getAttribute("tabindex"), "0");
    assert.equal(await page.locator(".formula.display").last().getAttribute("tabindex"), null);
    await wide.focus();
    await page.keyboard.press("ArrowRight");
    await page.waitForFunction(() => (document.querySelector(".formula.display") as Element).scrollLeft > 0);
  });

  test("highlights code, and shows tables, footnotes and harmless HTML as meant", async () => {
    const page = await open(
      [
        "```python\nimport numpy as np\n```",
        "| a | b |\n|---|--:|\n| 1 | $f: X \\to Y$ |",
        'Note[^1] with <span style="color: rgb(255, 0, 0); position: fixed">red</span>, H<sub>2</sub>O and <kbd>Ctrl</kbd>.',
        "<details><summary>More</summary>\n\nHidden *text*\n\n</details>",
        "[^1]: The note.",
      ].join("\n\n"),
    );
    assert.equal(await page.locator("pre .hljs-keyword").first().innerText(), "import");
    assert.equal(await page.locator("td .katex").count(), 1);
    assert.equal(
      await page
        .locator("td")
        .last()
        .evaluate((cell) => getComputedStyle(cell).textAlign),
      "right",
    );
    assert.equal(await page.locator(".footnotes li").innerText(), "The note. ↩︎");
    const red = page.locator("span", { hasText: /^red$/ });
    assert.deepEqual(await red.evaluate((span) => [getComputedStyle(span).color, getComputedStyle(span).position]), [
      "rgb(255, 0, 0)",
      "static",
    ]);
    assert.equal(await page.locator("sub").innerText(), "2");
    await page.locator("summary", { hasText: "More" }).click();
    assert.equal(await page.locator(".body details em").innerText(), "text");
  });

  test("a footnote's link goes to the note and back on the same page", async () => {
    const page = await open(`One[^a].${"\n\nfiller".repeat(80)}\n\n[^a]: Here.`);
    await page.locator(".footnote-ref a").click();
    await page.waitForFunction(() => scrollY > 0);
    assert.equal(await page.evaluate(() => document.activeElement?.classList.contains("footnote-item")), true);
    await page.locator(".footnote-backref").click();
    await page.waitForFunction(() => scrollY < 400);
  });

  test("a link that was copied for use outside of VS Code leads to the same inside", async () => {
    const ours = "ml-interview-lab.ml-interview-lab";
    const page = await open(
      `[a](vscode://${ours}/demo/l1-vs-l2?lambda=2&seed=7) [b](vscodium://${ours}/question/7.2/3) [c](vscode://${ours}.x/demo/y)`,
    );
    const hrefs = await page.locator(".body a").evaluateAll((all) => all.map((link) => link.getAttribute("href")));
    assert.deepEqual(hrefs, ["demo:l1-vs-l2?lambda=2&seed=7", "question:7.2/3", null]);
    assert.equal(await page.locator(".body a.refused").innerText(), "c");
    assert.equal(await page.locator(".body a.demo").innerText(), "a");
  });

  test("nothing of a hostile file runs, and the rest of the file is shown", async () => {
    const hostile = [
      "$<img src=a onerror=alert(1)>%$",
      "<script>alert(1)</script>",
      "<iframe src='https://example.com'></iframe>",
      "<img src=x onerror=alert(1)>",
      "<svg onload=alert(1)><script>alert(1)</script></svg>",
      "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
      "<div style='position:fixed;inset:0;background:red;z-index:9999'>cover</div>",
      "<div class='run-demo' id='page'>borrowed</div>",
      "<form action='https://example.com'><input name=a><button>go</button></form>",
      "<style>body{display:none}</style><link rel=stylesheet href=x><meta http-equiv=refresh content='0;url=https://example.com'><base href='https://example.com/'>",
      "[a](javascript:alert(1)) [b](command:workbench.action.quit) [c](vscode:extension/x) [d](data:text/html,x) [e](file:///etc/passwd)",
      "<a href='javascript:alert(1)'>f</a> <a href='jav&#x09;ascript:alert(1)'>g</a> <a href='&#1;javascript:alert(1)'>h</a>",
      "[ok](https://example.com/?q=1) [demo](demo:l1-vs-l2?seed=7) [question](question:7.2/3) [file](other.md)",
      "![remote](https://example.com/tracker.png) ![data](data:image/png;base64,AAAA)",
      "the rest of the file",
    ];
    const page = await open(hostile.join("\n\n"), {
      initScript: () => {
        window.alert = () => {
          throw new Error("a script ran");
        };
      },
    });
    const body = page.locator(".body");
    assert.match(await body.innerText(), /the rest of the file/);
    assert.equal(
      await body.locator("script, iframe, style, form, input, link, meta, base, svg:not(.katex svg), object").count(),
      0,
    );
    const hrefs = await body.locator("a[href]").evaluateAll((all) => all.map((link) => link.getAttribute("href")));
    assert.deepEqual(hrefs, ["https://example.com/?q=1", "demo:l1-vs-l2?seed=7", "question:7.2/3", "other.md"]);
    assert.equal(await body.locator("a.refused").count(), 8);
    assert.equal(await body.locator("img").count(), 0);
    assert.equal(await body.getByText("cover").evaluate((div) => getComputedStyle(div).position), "static");
    assert.equal(await page.locator("#page").count(), 1);
    assert.equal(await body.locator(".run-demo").count(), 0);
    const handlers = await body.evaluate((root) =>
      [...root.querySelectorAll("*")].flatMap((node) =>
        node.getAttributeNames().filter((name) => name.startsWith("on")),
      ),
    );
    assert.deepEqual(handlers, []);
  });

  test("a picture beside the notes is shown", async () => {
    const page = await open("wait");
    const base = await page.evaluate(() => (document.querySelector("link[rel=stylesheet]") as HTMLLinkElement).href);
    const shown = answerState({ markdown: "![a formula](fonts/KaTeX_Main-Regular.woff2)" });
    for (const { answers } of shown.items) {
      for (const answer of answers) {
        answer.base = base;
      }
    }
    const asked = page.waitForRequest(/KaTeX_Main-Regular/);
    await opened?.send(shown);
    await asked;
    assert.equal(await page.getByRole("img", { name: "a formula" }).count(), 1);
  });

  test("macro bombs, endless formulas and deep nesting do not hang it", async () => {
    const doubling = `\\def\\a{xxxxxxxxxx}${"bcdefghij"
      .split("")
      .map((name, index) => `\\def\\${name}{${`\\${"abcdefghi"[index]}`.repeat(10)}}`)
      .join("")}\\j`;
    const page = await open(
      [
        `$${doubling}$`,
        "$\\def\\a{\\a\\a}\\a$",
        `$${"{".repeat(5_000)}x${"}".repeat(5_000)}$`,
        `$${"x".repeat(50_000)}$`,
        "> ".repeat(5_000),
        "<div>".repeat(5_000),
        "*".repeat(20_000),
        "[".repeat(20_000),
        "\n\nthe end",
      ].join("\n\n"),
    );
    assert.equal(await page.locator(".formula.failed").count(), 4);
    assert.match(await page.locator(".body").innerText(), /the end/);
  });

  test("a short formula whose macro grows without end is left as its TeX", async () => {
    const page = await open(`$\\def\\x{${"a".repeat(700)}}${"\\x ".repeat(90)}$ the end`);
    assert.match(await page.locator(".formula.failed").innerText(), /too long for a formula with macros of its own/);
    assert.match(await page.locator(".body").innerText(), /the end/);
  });

  test("a picture with an impossible address, and one of another server, are named and not fetched", async () => {
    const page = await open("wait");
    const shown = answerState({
      markdown: '<img src="\\\\[" alt="one"> <img src="\\\\example.com/x.png" alt="two"> the end',
    });
    for (const answer of shown.items.flatMap(({ answers }) => answers)) {
      answer.base = await page.evaluate(() => (document.querySelector("link[rel=stylesheet]") as HTMLLinkElement).href);
    }
    await opened?.send(shown);
    await page.getByText("the end").waitFor();
    assert.deepEqual(await page.locator(".refused").allInnerTexts(), [
      "[picture not shown: one]",
      "[picture not shown: two]",
    ]);
  });

  test("is resized without a complaint", async () => {
    const page = await open(`$${"x + ".repeat(80)}y$ and\n\n$$${"x + ".repeat(80)}y$$`, {
      viewport: { width: 500, height: 600 },
    });
    for (const width of [900, 320, 2000, 400]) {
      await page.setViewportSize({ width, height: 600 });
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    }
  });

  test("a state that changes nothing leaves what was unfolded as it is", async () => {
    const page = await open("<details><summary>More</summary>\n\nHidden\n\n</details>");
    await page.locator(".body summary").click();
    await opened?.send(answerState({ markdown: "<details><summary>More</summary>\n\nHidden\n\n</details>" }));
    assert.equal(await page.locator(".body details").getAttribute("open"), "");
  });

  test("a question that is not there is said to be missing, with the way back", async () => {
    opened = await openPage("answer", { ...answerState({}), id: "9.9/9", items: [] });
    assert.match(await opened.page.locator("main").innerText(), /There is no question 9\.9\/9/);
    assert.equal(await opened.page.getByRole("button", { name: /^Back/ }).count(), 1);
  });

  test("links are followed by the host, which learns from which file they come", async () => {
    const page = await open("[run](demo:l1-vs-l2?seed=7)");
    const followed = opened?.nextMessage("follow");
    await page.getByRole("link", { name: "run" }).click();
    assert.deepEqual(await followed, { type: "follow", href: "demo:l1-vs-l2?seed=7", uri: "file:///notes/a.md" });
  });

  test("a button starts the demo, and the toolbar and the last line go to other questions", async () => {
    const page = await open("x");
    for (const [name, message] of [
      ["Run the demo “L1 against L2”", { type: "follow", href: "demo:l1-vs-l2", uri: "" }],
      ["Back to the last question (Alt+Left)", { type: "navigate", to: "back" }],
      ["Next 7.1/13 Why does performance degrade?", { type: "navigate", to: "next" }],
    ] as const) {
      const said = opened?.nextMessage(message.type);
      await page.getByRole("button", { name }).click();
      assert.deepEqual(await said, message);
    }
    assert.equal(await page.getByRole("button", { name: /^Forward/ }).isDisabled(), true);
  });

  test("where one was, and an open hint, come back after the tab was hidden", async () => {
    const page = await open("line\n\n".repeat(200));
    await page.getByText("Hint", { exact: true }).click();
    await scroll(page, 700);
    await opened?.reload();
    await page.waitForFunction(() => scrollY === 700);
    assert.equal(await page.locator("details.hint").evaluate((hint) => (hint as HTMLDetailsElement).open), true);
  });

  test("another question starts at its top with the focus on it, and going back finds the old place", async () => {
    const long = "line\n\n".repeat(200);
    const page = await open(long);
    await scroll(page, 500);
    await opened?.send({ ...answerState({ markdown: long, id: "7.1/13", text: "Another?" }), canGoBack: true });
    await page.getByRole("heading", { name: "Another?" }).waitFor();
    assert.equal(await page.evaluate(() => scrollY), 0);
    assert.equal(await page.evaluate(() => document.activeElement?.textContent?.trim()), "Another?");
    await opened?.send(answerState({ markdown: long }));
    await page.waitForFunction(() => scrollY === 500);
  });

  test("a stem shows its parts one after the other; a part alone shows the stem above it", async () => {
    const part = (number: string): AnswerItem => ({
      ...item({ id: `7.1/15.${number}`, text: `Part ${number}?` }),
      number,
    });
    const stem = { ...item({ id: "7.1/15", text: "The stem.", markdown: "" }), hint: "" };
    opened = await openPage("answer", { ...answerState({}), items: [stem, part("i"), part("ii")] });
    assert.deepEqual(await opened.page.getByRole("heading", { level: 2 }).allInnerTexts(), [
      "Part i?",
      "ANSWER",
      "Part ii?",
      "ANSWER",
    ]);
    await opened.send({
      ...answerState({}),
      lead: { id: "7.1/15", number: "15", text: "The stem." },
      items: [part("ii")],
    });
    assert.equal(await opened.page.locator(".lead").innerText(), "The stem.");
  });

  test("two sources' answers stand under their names, and a missing one says so", async () => {
    const two = item({});
    two.answers.push({ source: "mine.md", uri: "file:///notes/mine.md", markdown: "", base: "" });
    opened = await openPage("answer", { ...answerState({}), items: [two] });
    assert.equal(await opened.page.getByRole("region", { name: "Answer in ML Interview Lab" }).count(), 1);
    assert.match(await opened.page.getByRole("region", { name: "Answer in mine.md" }).innerText(), /No answer yet/);
  });

  test("axe finds nothing serious", async () => {
    const page = await open("Text with `code`, $x$ and\n\n| a |\n|---|\n| b |");
    assert.deepEqual(await findBarriers(page), []);
  });
});

/** Scrolls, and waits until the page has had its event for it. */
const scroll = (page: Page, to: number) =>
  page.evaluate((top) => {
    const scrolled = new Promise((done) => addEventListener("scroll", done, { once: true }));
    scrollTo(0, top);
    return scrolled.then(() => {});
  }, to);

function item(options: { markdown?: string; id?: string; text?: string }): AnswerItem {
  const { markdown = "Because.", id = "7.1/12", text = "Why does an L1 penalty give zeros?" } = options;
  return {
    id,
    number: id.replace(/^.*\//, ""),
    level: "medium",
    text,
    hint: "Think of the *corner*.",
    answers: [{ source: "ML Interview Lab", uri: "file:///notes/a.md", markdown, base: "" }],
  };
}

function answerState(options: { markdown?: string; id?: string; text?: string }): AnswerState {
  return {
    id: options.id ?? "7.1/12",
    chapter: "Chapter 7: Machine Learning Workflows",
    section: { id: "7.1", title: "Basics" },
    intro: "",
    items: [item(options)],
    demos: [{ id: "l1-vs-l2", title: "L1 against L2" }],
    previous: { id: "7.1/11", title: "Why do ensembles help?" },
    next: { id: "7.1/13", title: "Why does performance degrade?" },
    canGoBack: true,
    canGoForward: false,
    macros: {},
    font: { family: "", size: 14, lineHeight: 1.6 },
  };
}
