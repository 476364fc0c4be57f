import { join } from "node:path";
import { build } from "esbuild";
import type { Page } from "playwright-core";
import { root } from "../tools/cache";
import { sharedBrowser } from "./shared";

/** Opens an empty page that runs a script of the tests: what the script puts into the global scope can be called there. */
export async function openScript(file: string): Promise<Page> {
  const { outputFiles } = await build({
    entryPoints: [join(root, file)],
    bundle: true,
    write: false,
    format: "iife",
    target: "es2022",
    loader: { ".wasm": "binary" },
    logLevel: "error",
  });
  const page = await (await sharedBrowser()).newPage();
  // The compiler behind these tests marks functions with a call of this name, which a page does not have.
  await page.addInitScript("globalThis.__name = (marked) => marked");
  await page.goto("about:blank");
  await page.addScriptTag({ content: outputFiles[0]?.text ?? "" });
  return page;
}
