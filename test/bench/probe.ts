import { join } from "node:path";
import { build } from "esbuild";
import { root } from "../tools/cache";
import { Failure } from "../tools/failure";
import { runInHost } from "../tools/hostRun";

/** Runs a probe of this folder in a fresh extension host of a real VS Code; resolves to what it reports. */
export async function runProbe<Report>(name: string, extensions: readonly string[] = [root]): Promise<Report> {
  const bundle = join(root, `out/bench/${name}.js`);
  await build({
    entryPoints: [join(import.meta.dirname, `${name}.ts`)],
    outfile: bundle,
    bundle: true,
    format: "cjs",
    external: ["vscode"],
    logLevel: "warning",
  });
  const { report, trouble } = await runInHost({ bundle, extensions, edition: "current", web: false, limit: 120 });
  if (trouble || !report) {
    throw new Failure(`The ${name} did not end. ${trouble ?? ""}`);
  }
  return JSON.parse(report);
}
