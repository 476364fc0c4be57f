import assert from "node:assert/strict";
import type { AnswerState } from "../../src/protocol";
import { assertClean, type OpenedPage, openPage } from "./openPage";

const state: AnswerState = {
  id: "7.1/1",
  chapter: "A chapter",
  section: { id: "7.1", title: "A section" },
  intro: "",
  items: [{ id: "7.1/1", number: "1", text: "A question?", hint: "", answers: [] }],
  demos: [],
  canGoBack: false,
  canGoForward: false,
  macros: {},
  font: { family: "sans-serif", size: 14, lineHeight: 22 },
};

suite("A page opened in a browser", () => {
  let opened: OpenedPage<"answer">;
  teardown(() => opened.close());

  /** The states that the page was sent so far: it is told to remember by a script that runs before its own. */
  const received = () => opened.page.evaluate(() => (window as unknown as { received: unknown[] }).received);
  const remember = () => {
    const list: unknown[] = [];
    Object.assign(window, { received: list });
    window.addEventListener("message", ({ data }) => {
      if (data.state) {
        list.push(data);
      }
    });
  };

  test("is sent its state when it says that it is ready, and again when it is loaded again", async () => {
    opened = await openPage("answer", state, { initScript: remember });
    assert.deepEqual(await received(), [{ state }]);
    await opened.send({ ...state, chapter: "Another" });
    assert.deepEqual(await received(), [{ state }, { state: { ...state, chapter: "Another" } }]);
    await opened.reload();
    assert.deepEqual(await received(), [{ state: { ...state, chapter: "Another" } }]);
    assert.deepEqual(opened.messages, [{ type: "ready" }, { type: "ready" }]);
    await assertClean(opened);
  });

  test("is of another origin than its files, and its body has the classes that the editor sets", async () => {
    opened = await openPage("answer", state, {
      bodyClasses: ["vscode-light", "vscode-reduce-motion"],
      variables: { "--vscode-foreground": "#123456" },
    });
    const seen = await opened.page.evaluate(() => ({
      classes: document.body.className,
      kind: document.body.dataset.vscodeThemeKind,
      colour: getComputedStyle(document.body).getPropertyValue("--vscode-foreground"),
      ownScript: new URL(document.scripts[0]?.src ?? "").hostname,
      own: location.hostname,
    }));
    assert.deepEqual(seen, {
      classes: "vscode-body vscode-light vscode-reduce-motion",
      kind: "vscode-light",
      colour: "#123456",
      ownScript: "127.0.0.1",
      own: "localhost",
    });
    await assertClean(opened);
  });

  test("is not clean after an inline script, a style and a foreign image were blocked", async () => {
    opened = await openPage("answer", state);
    await opened.page.evaluate(() => {
      const script = document.createElement("script");
      script.textContent = "window.ran = true";
      const style = document.createElement("style");
      style.textContent = "body { color: red }";
      const image = document.createElement("img");
      image.src = "https://example.com/pixel.png";
      const blocked = new Promise((resolve) => image.addEventListener("error", resolve));
      document.body.append(script, style, image);
      return blocked;
    });
    await assert.rejects(assertClean(opened), /img-src blocked https:\/\/example.com/);
    assert.equal(await opened.page.evaluate(() => "ran" in window), false);
    const directives = opened.violations.map((violation) => violation.split(" ")[0]).sort();
    assert.deepEqual(directives, ["img-src", "script-src-elem", "style-src-elem"]);
  });

  test("is not clean after an error, a rejection or a failed request", async () => {
    opened = await openPage("answer", state);
    await opened.page.evaluate(() => {
      setTimeout(() => {
        throw new Error("thrown");
      });
      void Promise.reject(new Error("rejected"));
      console.error("printed");
    });
    await opened.page.evaluate(async () => {
      const image = new Image();
      image.src = document.scripts[0]?.src.replace("answer.js", "missing.png") ?? "";
      await image.decode().catch(() => {});
    });
    await assert.rejects(assertClean(opened));
    for (const reason of ["thrown", "rejected", "printed", "missing.png"]) {
      assert.ok(
        opened.errors.some((error) => error.includes(reason)),
        `${reason} is not among ${opened.errors}`,
      );
    }
  });
});
