import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { type BuildResult, build, type Plugin } from "esbuild";
import { demoCards } from "../../src/demos/cards";
import { bundleHeadless, bundleWorker, bundling } from "./bundleWorker";
import { collectNotices } from "./thirdPartyNotices";

/**
 * The Markdown plugin finds formulas and leaves drawing them to the page: the KaTeX that it asks for by itself would be
 * a second copy there, and the host needs none.
 */
const withoutKatex: Plugin = {
  name: "without-katex",
  setup(builder) {
    builder.onResolve({ filter: /^katex$/ }, ({ path, importer }) =>
      importer.includes("markdown-it-katex") ? { path, namespace: "without-katex" } : undefined,
    );
    builder.onLoad({ filter: /.*/, namespace: "without-katex" }, () => ({ contents: "export default {}" }));
  },
};

const common = { ...bundling, plugins: [withoutKatex] };

/** What leads to demos knows their cards: what they compute stays in the page's bundle. */
const withDemoCards: Plugin = {
  name: "with-demo-cards",
  setup(builder) {
    builder.onResolve({ filter: /^\.$/ }, ({ importer }) =>
      /demos[\\/]cards\.ts$/.test(importer) ? { path: "cards", namespace: "demo-cards" } : undefined,
    );
    builder.onLoad({ filter: /.*/, namespace: "demo-cards" }, () => ({
      contents: `export const demos = ${JSON.stringify(demoCards)}`,
    }));
  },
};

/** One bundle for Node and for web workers: it asks for `vscode` and nothing else. */
const buildHost = () =>
  build({
    ...common,
    plugins: [...common.plugins, withDemoCards],
    entryPoints: ["src/extension.ts"],
    outfile: "dist/extension.js",
    format: "cjs",
    platform: "browser",
    external: ["vscode"],
  });

/** The worker travels inside the demo page's script: a page may start one from a blob, and from nowhere else. */
const embed = (worker: string): Plugin => ({
  name: "embed-worker",
  setup(builder) {
    builder.onResolve({ filter: /^worker:/ }, ({ path }) => ({ path, namespace: "worker" }));
    builder.onLoad({ filter: /.*/, namespace: "worker" }, () => ({ contents: worker, loader: "text" }));
  },
});

/** The page knows what demos are; what runs them travels in the worker, and there alone. */
const withoutRuns: Plugin = {
  name: "without-runs",
  setup(builder) {
    builder.onLoad({ filter: /src[\\/]demos[\\/][^\\/]+[\\/]run\.ts$/ }, () => ({
      contents: "module.exports = {}",
      loader: "js",
    }));
  },
};

const buildPages = (worker: string) =>
  build({
    ...common,
    entryPoints: ["answer", "demo", "study"].flatMap((kind) => [`src/webview/${kind}.ts`, `src/webview/${kind}.css`]),
    plugins: [...common.plugins, withoutRuns, embed(worker)],
    outdir: "dist/webview",
    format: "iife",
    loader: { ".svg": "text", ".woff2": "file", ".woff": "empty", ".ttf": "empty" },
    assetNames: "fonts/[name]",
  });

async function main(): Promise<void> {
  const worker = await bundleWorker();
  const results: BuildResult<typeof common>[] = [
    await buildHost(),
    await bundleHeadless(),
    await buildPages(worker.outputFiles[0]?.text ?? ""),
  ];
  await rm("dist", { recursive: true, force: true });
  for (const { path, contents } of results.flatMap(({ outputFiles }) => outputFiles)) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, contents);
  }
  await writeFile(
    "dist/THIRD-PARTY-NOTICES.txt",
    await collectNotices([worker, ...results].map(({ metafile }) => metafile)),
  );
}

await main();
