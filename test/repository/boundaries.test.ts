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

const findImports = (source: string) =>
  source.matchAll(
    /^\s*(?:import|export)\s+(type\s+)?(?:[\w*\s{},$]+\sfrom\s+)?"([^"]+)"|\b(?:import|require)\("([^"]+)"\)/gm,
  );

/** The imports of a file of `src` that its zone may not have. */
function strayImports(file: string, source: string): string[] {
  const zone = zoneOf(file);
  return [...findImports(source)].flatMap(([, type, named, called]) => {
    const specifier = named ?? called ?? "";
    const target = specifier.startsWith(".") ? zoneOf(join(file, "..", specifier)) : specifier;
    const { whole, type: types } = mayImport[zone] ?? {};
    return whole?.test(target) || (type && types?.test(target)) ? [] : [`${file} imports ${type ?? ""}${specifier}`];
  });
}

/** The folder of `src`, or the file; for what lies outside of it, the folder beside: `../content`. */
const zoneOf = (path: string) =>
  (/^(?:\.\.\/)?[^/]+/.exec(normalize(path).replaceAll(sep, "/"))?.[0] ?? "").replace(/\.ts$/, "");

/** A way by imports, those of types too, from a file back to it; the first that is found. */
function findCircle(sources: ReadonlyMap<string, string>): string[] | undefined {
  const done = new Set<string>();
  const walk = (file: string, way: readonly string[]): string[] | undefined => {
    if (way.includes(file)) {
      return [...way.slice(way.indexOf(file)), file];
    }
    if (done.has(file)) {
      return undefined;
    }
    for (const [, , named = ""] of findImports(sources.get(file) ?? "")) {
      const circle = named.startsWith(".") && walk(`${join(file, "..", named)}.ts`, [...way, file]);
      if (circle) {
        return circle;
      }
    }
    done.add(file);
    return undefined;
  };
  for (const file of sources.keys()) {
    const circle = walk(file, []);
    if (circle) {
      return circle;
    }
  }
  return undefined;
}

suite("The zones of src", () => {
  const sources = new Map<string, string>();

  suiteSetup(async () => {
    const src = join(root, "src");
    for (const file of (await readdir(src, { recursive: true })).filter((name) => name.endsWith(".ts"))) {
      sources.set(file, await readFile(join(src, file), "utf8"));
    }
    assert.ok(sources.size > 0);
  });

  test("import no other zone and no package than they may", () => {
    assert.deepEqual(
      [...sources].flatMap(([file, source]) => strayImports(file, source)),
      [],
    );
  });

  test("have no file in core, host and webview that imports itself by way of others", () => {
    assert.deepEqual(
      findCircle(new Map([...sources].filter(([file]) => /^(core|host|webview)\//.test(file)))),
      undefined,
    );
    const circle = new Map([
      ["core/a.ts", 'import { b } from "./b";'],
      ["core/b.ts", 'import type { A } from "./a";'],
    ]);
    assert.deepEqual(findCircle(circle), ["core/a.ts", "core/b.ts", "core/a.ts"]);
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
