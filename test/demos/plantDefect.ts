import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import type { Demo } from "../../src/demos/demo";
import { failedChecks, prepareBackend } from "./runDemo";

/** A mistake that one could make, and a check that must see it. */
export interface Defect {
  mistake: string;
  /** Below src. */
  file: string;
  /** Stands once in the file. */
  from: string;
  to: string;
  /** The name of a check that fails then. */
  seen: RegExp;
}

/** Tests that each of the defects turns a check red, and that none is red without. */
export function testDefects(demo: Demo, wished: Record<string, unknown>, defects: readonly Defect[]): void {
  suite(`A mistake in ${demo.id}`, () => {
    suiteSetup(prepareBackend);

    test("is none where nothing is planted", async () => {
      assert.deepEqual(await failedChecks(demo, wished), []);
    });

    for (const defect of defects) {
      test(`is seen: ${defect.mistake}`, async () => {
        const failed = await failedChecks(await plantDefect(demo.id, defect), wished);
        assert.ok(
          failed.some((name) => defect.seen.test(name)),
          `failed: ${failed.join("; ") || "nothing"}`,
        );
      });
    }
  });
}

/** The demo as it would be with that mistake. */
async function plantDefect(id: string, { file, from, to }: Defect): Promise<Demo> {
  const path = join(process.cwd(), "src", file);
  const source = await readFile(path, "utf8");
  assert.equal(source.split(from).length, 2, `“${from}” is not once in ${file}`);
  const folder = await mkdtemp(join(tmpdir(), "planted-"));
  try {
    const outfile = join(folder, "demo.mjs");
    const { outputFiles } = await build({
      entryPoints: [`src/demos/${id}.ts`],
      bundle: true,
      format: "esm",
      write: false,
      plugins: [
        {
          name: "plant",
          setup: (builder) =>
            builder.onLoad({ filter: /\.ts$/ }, (args) =>
              args.path === path ? { contents: source.replace(from, to), loader: "ts" } : undefined,
            ),
        },
      ],
    });
    await writeFile(outfile, outputFiles[0]?.text ?? "");
    const exported = Object.values((await import(pathToFileURL(outfile).href)) as Record<string, Demo>);
    assert.equal(exported.length, 1, `${id}.ts exports its demo and nothing else`);
    return exported[0] as Demo;
  } finally {
    await rm(folder, { recursive: true });
  }
}
