import { readdir, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { Failure, runTool } from "../tools/failure";
import type { Bench, Row } from "./bench";

// `npm run bench [-- NAME... --only=TABLE --json=FILE]`: runs the measurements of this folder, or those named, and prints
// their tables; of those with several tables only the one asked for.
await runTool(async () => {
  const { values, positionals } = parseArgs({
    options: { json: { type: "string" }, only: { type: "string" } },
    allowPositionals: true,
  });
  const files = await readdir(import.meta.dirname);
  const names = files.flatMap((file) => /^(.*)\.bench\.ts$/.exec(file)?.[1] ?? []);
  const unknown = positionals.find((name) => !names.includes(name));
  if (unknown) {
    throw new Failure(`There is no measurement ${unknown}; there are: ${names.join(", ")}.`);
  }
  const results: Record<string, Row[]> = {};
  for (const name of positionals.length > 0 ? positionals : names) {
    const { default: bench } = (await import(`./${name}.bench`)) as { default: Bench };
    const rows = await bench.measure(values.only);
    results[name] = rows;
    console.log(`\n${bench.title}\n${bench.about}`);
    console.table(rows);
  }
  if (values.json) {
    await writeFile(values.json, `${JSON.stringify(results, null, 2)}\n`);
  }
});
