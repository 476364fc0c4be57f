import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { root } from "../tools/cache";
import { Failure } from "../tools/failure";
import { runInHost } from "../tools/hostRun";
import type { Activation } from "./activationProbe";
import { type Bench, median } from "./bench";

const hosts = 5;

const activation: Bench = {
  title: "Activation",
  about: `Milliseconds by VS Code's own clock, medians of ${hosts} fresh extension hosts; in each, ours is activated first.`,

  async measure() {
    const { publisher, name } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
    const folder = join(root, "out/bench");
    await rm(folder, { recursive: true, force: true });
    const empty = await writeEmptyExtension(join(folder, "empty"));
    const bundle = join(folder, "activationProbe.js");
    await build({
      entryPoints: [join(import.meta.dirname, "activationProbe.ts")],
      outfile: bundle,
      bundle: true,
      format: "cjs",
      external: ["vscode"],
      logLevel: "warning",
    });
    const runs: Activation[][] = [];
    for (let host = 0; host < hosts; host++) {
      const run = { bundle, extensions: [root, empty], edition: "current", web: false, limit: 120 } as const;
      const { report, trouble } = await runInHost(run);
      if (trouble || !report) {
        throw new Failure(`The activation could not be measured. ${trouble ?? ""}`);
      }
      runs.push(JSON.parse(report));
    }
    const rows = [`${publisher}.${name}`, "nobody.empty"].map((id) => {
      const own = runs.map((run) => run.find((one) => one.id === id) ?? fail(id));
      const load = own.map((one) => one.load);
      const call = own.map((one) => one.call);
      return {
        extension: id,
        "load code": median(load),
        "call activate": median(call),
        activation: median(load.map((time, index) => time + (call[index] ?? 0))),
      };
    });
    return rows;
  },
};
export default activation;

async function writeEmptyExtension(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const manifest = {
    publisher: "nobody",
    name: "empty",
    version: "0.0.1",
    engines: { vscode: "^1.90.0" },
    main: "./extension.js",
  };
  await writeFile(join(folder, "package.json"), JSON.stringify(manifest));
  await writeFile(join(folder, "extension.js"), "exports.activate = () => {};\n");
  return folder;
}

function fail(id: string): never {
  throw new Failure(`VS Code did not say how long ${id} took.`);
}
