import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join, normalize, sep } from "node:path";
import { root } from "../tools/cache";

/** Who may import whom: zones of `src` and packages. After `type`: their types alone. */
const mayImport: Record<string, { whole?: RegExp; type?: RegExp }> = {
  extension: { whole: /^(core|demos|host|vscode)$/ },
  protocol: { type: /^(core|demos)$/ },
  core: { whole: /^(core|markdown-it|markdown-it-katex|markdown-it-footnote|ts-fsrs)$/ },
  demos: { whole: /^(demos|gpu|math)$/, type: /^@tensorflow\/tfjs-core$/ },
  gpu: { whole: /^(gpu|math)$/, type: /^(demos|protocol|@tensorflow\/tfjs-(core|backend-webgl))$/ },
  math: { whole: /^math$/ },
  headless: { whole: /^(demos|@tensorflow\/.*)$/ },
  host: { whole: /^(host|core|demos|vscode)$/, type: /^(protocol|headless)$/ },
  webview: {
    whole:
      /^(webview|core|demos|gpu|math|@tensorflow\/.*|katex.*|dompurify|highlight\.js.*|uplot.*|worker:.*|\.\.\/content)$/,
    type: /^protocol$/,
  },
};

/** The imports of a file of `src` that its zone may not have. */
function strayImports(file: string, source: string): string[] {
  const zone = zoneOf(file);
  const imports = source.matchAll(
    /^\s*(?:import|export)\s+(type\s+)?(?:[\w*\s{},$]+\sfrom\s+)?"([^"]+)"|\b(?:import|require)\("([^"]+)"\)/gm,
  );
  return [...imports].flatMap(([, type, named, called]) => {
    const specifier = named ?? called ?? "";
    const target = specifier.startsWith(".") ? zoneOf(join(file, "..", specifier)) : specifier;
    const { whole, type: types } = mayImport[zone] ?? {};
    return whole?.test(target) || (type && types?.test(target)) ? [] : [`${file} imports ${type ?? ""}${specifier}`];
  });
}

/** The folder of `src`, or the file; for what lies outside of it, the folder beside: `../content`. */
const zoneOf = (path: string) =>
  (/^(?:\.\.\/)?[^/]+/.exec(normalize(path).replaceAll(sep, "/"))?.[0] ?? "").replace(/\.ts$/, "");

suite("The zones of src", () => {
  test("import no other zone and no package than they may", async () => {
    const src = join(root, "src");
    const files = (await readdir(src, { recursive: true })).filter((file) => file.endsWith(".ts"));
    assert.ok(files.length > 0);
    const stray: string[] = [];
    for (const file of files) {
      stray.push(...strayImports(file, await readFile(join(src, file), "utf8")));
    }
    assert.deepEqual(stray, []);
  });

  test("are told apart", () => {
    const cases: [file: string, source: string, stray: number][] = [
      ["core/question.ts", 'import * as vscode from "vscode";', 1],
      ["core/question.ts", 'import {\n  a,\n  b,\n} from "../host/page";', 1],
      ["core/question.ts", 'export { b } from "./section";', 0],
      ["host/page.ts", 'import { draw } from "../webview/answer";', 1],
      ["host/page.ts", 'import * as vscode from "vscode";', 0],
      ["host/headless.ts", 'import { runHeadless } from "../headless";', 1],
      ["host/headless.ts", 'import type { HeadlessResult } from "../headless";', 0],
      ["webview/answer.ts", 'import { pageHtml } from "../host/pageHtml";', 1],
      ["webview/demo/worker.ts", 'import { demos } from "../../demos";', 0],
      ["demos/walk.ts", 'import * as tf from "@tensorflow/tfjs-core";', 1],
      ["demos/walk.ts", 'import type * as tf from "@tensorflow/tfjs-core";', 0],
      ["demos/walk.ts", 'const tf = await import("@tensorflow/tfjs-core");', 1],
      ["protocol.ts", 'import { shorten } from "./core/plainText";', 1],
      ["shared/leftovers.ts", 'import "./more";', 1],
    ];
    for (const [file, source, stray] of cases) {
      assert.equal(strayImports(file, source).length, stray, `${file}: ${source}`);
    }
  });
});
