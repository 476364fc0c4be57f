import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { root } from "../tools/cache";

suite("The built extension", () => {
  const bundle = (name: string) => readFile(join(root, "dist", name), "utf8");

  test("asks for vscode and for nothing of Node", async () => {
    const text = await bundle("extension.js");
    const required = [...text.matchAll(/\b(?:require|import)\(\s*["'`]([^"'`]+)["'`]\s*\)/g)].map(([, name]) => name);
    assert.deepEqual([...new Set(required)], ["vscode"]);
    assert.doesNotMatch(text, /\b(process\.(env|platform|cwd)|__dirname|__filename|Buffer\.(from|alloc))\b/);
  });

  test("has a script for demos without a page that asks for nothing at all", async () => {
    const text = await bundle("headless.js");
    assert.ok(text.includes("tfjsflags"));
    assert.doesNotMatch(text, /\b(require|import)\(|\bprocess\.(env|versions)|__dirname/);
  });

  test("carries what runs a demo once, for the worker, and no threads, which a webview has not", async () => {
    const text = await bundle("webview/demo.js");
    assert.equal(text.split("Existence is not trainability").length, 2);
    assert.ok(!text.includes("emscripten_thread"));
  });

  test("leaves TensorFlow.js, KaTeX and uPlot to its pages", async () => {
    const host = await bundle("extension.js");
    const pages = (await bundle("webview/answer.js")) + (await bundle("webview/demo.js"));
    // Texts that outlive minification; the pages show that they do.
    for (const sign of ["tfjsflags", "katex-mathml", "u-legend"]) {
      assert.ok(pages.includes(sign), `${sign} is no sign any more`);
      assert.ok(!host.includes(sign), `${sign} is in the host's bundle`);
    }
  });
});
