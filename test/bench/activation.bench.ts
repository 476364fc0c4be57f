import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { root } from "../tools/cache";
import { Failure } from "../tools/failure";
import type { Activation } from "./activationProbe";
import { type Bench, median } from "./bench";
import { runProbe } from "./probe";

const hosts = 5;

const activation: Bench = {
  title: "Activation",
  about: `Milliseconds by VS Code's own clock, medians of ${hosts} fresh extension hosts; in each, ours is activated first.`,

  async measure() {
    const { publisher, name } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
    const folder = join(root, "out/bench");
    await rm(folder, { recursive: true, force: true });
    const empty = await writeEmptyExtension(join(folder, "empty"));
    const runs: Activation[][] = [];
    for (let host = 0; host < hosts; host++) {
      runs.push(await runProbe<Activation[]>("activationProbe", [root, empty]));
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
