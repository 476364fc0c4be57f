import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import { ending } from "../host/report";
import { root } from "./cache";
import { takeDisplay } from "./display";
import { Failure, runTool } from "./failure";
import { runInHost } from "./hostRun";

// Runs test/host in the extension host of a real VS Code: `--web`: in a web worker; `--oldest`: in the oldest VS Code that the
// manifest names; `--limit=SECONDS`: how long it may take.
takeDisplay();
await runTool(async () => {
  const { values } = parseArgs({
    options: { web: { type: "boolean" }, oldest: { type: "boolean" }, limit: { type: "string", default: "300" } },
  });
  const bundle = join(root, "out/host/index.js");
  await bundleTests(bundle);
  const { report, trouble } = await runInHost({
    bundle,
    extensions: [root],
    edition: values.oldest ? "oldest" : "current",
    web: values.web ?? false,
    limit: Number(values.limit),
  });
  console.log(report);
  if (!report.endsWith(ending(0))) {
    const cut = /Ended with \d+ failed/.test(report) ? "" : "The extension host ended before its tests did. ";
    throw new Failure(`${cut}${trouble ?? ""}`);
  }
  if (trouble) {
    throw new Failure(trouble);
  }
  if (values.web && !/^VS Code .*, web worker$/m.test(report)) {
    throw new Failure("The tests did not run in a web worker.");
  }
});

/** One bundle for Node and for web workers: it asks for `vscode` alone. */
async function bundleTests(outfile: string): Promise<void> {
  const folder = join(root, "test/host");
  const names = (await readdir(folder)).flatMap((name) => /^(.*)\.test\.ts$/.exec(name)?.[1] ?? []);
  await build({
    entryPoints: [join(folder, "index.ts")],
    outfile,
    bundle: true,
    format: "cjs",
    platform: "browser",
    target: "es2022",
    external: ["vscode"],
    define: { hostTests: JSON.stringify(names), global: "globalThis" },
    logLevel: "warning",
  });
}
