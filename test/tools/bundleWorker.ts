import { readFile } from "node:fs/promises";
import { type BuildOptions, build, type Plugin } from "esbuild";

/** How everything is bundled. */
export const bundling = {
  bundle: true,
  minify: true,
  legalComments: "none",
  target: "es2022",
  logLevel: "warning",
  metafile: true,
  // Nothing is written before everything is built: a mistake leaves the last good build where it is.
  write: false,
} satisfies BuildOptions;

/** tfjs brings `long`, which compiles a WebAssembly module when it loads, in vain but in breach of a page's policy. */
const withoutLongProbe: Plugin = {
  name: "without-long-probe",
  setup(builder) {
    builder.onLoad({ filter: /node_modules[\\/]long[\\/]src[\\/]long\.js$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      const contents = source.replace(/new WebAssembly\.Instance\([\s\S]*?\)\.exports/, "null");
      if (contents === source) {
        throw new Error("long has changed: its WebAssembly probe was not found");
      }
      return { contents };
    });
  },
};

/** A webview is not cross-origin isolated and has no threads (src/webview/demo/machine.ts): what only they need stays out. */
const withoutThreads: Plugin = {
  name: "without-threads",
  setup(builder) {
    builder.onLoad({ filter: /tfjs-backend-wasm-threaded-simd(\.worker)?\.js$/ }, () => ({
      contents: 'export default undefined; export const wasmWorkerContents = "";',
    }));
  },
};

/** A script in which demos compute, as one file: the worker's of the product unless another is named. */
export const bundleWorker = (entryPoint = "src/webview/worker.ts") =>
  build({
    ...bundling,
    entryPoints: [entryPoint],
    outfile: "worker.js",
    format: "iife",
    loader: { ".wasm": "binary" },
    plugins: [withoutLongProbe, withoutThreads],
  });

/**
 * The script that runs demos in the extension host, Node's or a web worker's. TensorFlow.js would ask Node for what no
 * web worker has: it is not told where it is.
 */
export const bundleHeadless = () =>
  build({
    ...bundling,
    entryPoints: ["src/headless.ts"],
    outfile: "dist/headless.js",
    format: "cjs",
    platform: "browser",
    // The library keeps its state in the global object, where that of another extension may be: it is given one of its own,
    // without what only the real one can be asked.
    banner: {
      js: "var ownGlobal = Object.create(globalThis, { _tfGlobals: { value: null, writable: true }, _tfengine: { value: null, writable: true }, location: { value: undefined } });",
    },
    define: { process: "undefined", window: "undefined", global: "ownGlobal" },
    plugins: [withoutLongProbe],
  });
