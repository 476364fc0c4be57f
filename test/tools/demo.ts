import { parseArgs } from "node:util";
import { demos, findDemo } from "../../src/demos";
import { type Demo, groupChecks, judgeCheck, type RunResult, readParams } from "../../src/demos/demo";
import type { Backend } from "../../src/gpu/backend";
import { createHeadless } from "./runHeadless";

// Demos without an editor: npm run demo -- ID... [--all] [--seed 1] [--backend cpu] [--json]
const usage = `Usage: npm run demo -- ID... [options]

  --all              every demo
  --seed N | N-M     the seed, or all from N to M; 1 unless given
  --backend NAME     cpu (unless given), wasm, or webgl, which runs in a browser
  --preset NAME      the values of a preset
  --set NAME=VALUE   a value of one control; may be repeated
  --json             results as JSON

Exit code: 0 if all checks hold, 1 if one fails, 2 if it can not be run.
Demos: ${demos.map(({ id }) => id).join(", ")}
`;

/** Wrong use: said with how to use it. */
class Misuse extends Error {}

interface Request {
  wanted: readonly Demo[];
  seeds: readonly number[];
  backend: Backend["name"];
  values(demo: Demo): Record<string, number | string>;
  json: boolean;
}

/** What the arguments ask for; throws in words where they can not be had. */
function readArguments(): Request {
  const { values: options, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      all: { type: "boolean", default: false },
      seed: { type: "string", default: "1" },
      backend: { type: "string", default: "cpu" },
      preset: { type: "string" },
      set: { type: "string", multiple: true, default: [] },
      json: { type: "boolean", default: false },
    },
  });
  const { backend, preset } = options;
  if (backend !== "cpu" && backend !== "wasm" && backend !== "webgl") {
    throw new Misuse(`There is no backend ${backend}.`);
  }
  const wanted = options.all ? demos : positionals.map(demoOf);
  if (wanted.length === 0) {
    throw new Misuse("Which demo?");
  }
  const single = Object.fromEntries(options.set.map((text) => text.split(/=(.*)/s, 2)));
  return {
    wanted,
    seeds: readSeeds(options.seed),
    backend,
    json: options.json,
    values: (demo) => {
      const found = demo.presets.find(({ name }) => name === preset);
      if (preset && !found) {
        throw new Misuse(`${demo.id} has no preset ${preset}: ${demo.presets.map(({ name }) => name).join(", ")}.`);
      }
      const { params, notes } = readParams(demo, { ...found?.params, ...single });
      if (notes.length > 0) {
        throw new Misuse(`${demo.id}: ${notes.join(" ")}`);
      }
      return params;
    },
  };
}

function demoOf(id: string): Demo {
  const demo = findDemo(id);
  if (!demo) {
    throw new Misuse(`There is no demo ${id}.`);
  }
  return demo;
}

function readSeeds(text: string): number[] {
  const [first, last] = (/^(\d+)(?:-(\d+))?$/.exec(text)?.slice(1) ?? []).map(Number);
  if (first === undefined) {
    throw new Misuse(`The seed is a whole number, or two with a hyphen between, not ${text}.`);
  }
  const count = Number.isNaN(last) ? 1 : (last ?? first) - first + 1;
  return Array.from({ length: count }, (_, i) => first + i);
}

/** The result as a table of its checks. */
function printResult(demo: Demo, { seed, seconds, backend, checks, conclusion }: RunResult): void {
  console.log(`\n${demo.title} (${demo.id}), seed ${seed}, ${backend.name}, ${seconds.toFixed(1)} s\n${conclusion}`);
  for (const { heading, checks: of } of groupChecks(demo, checks)) {
    console.log(`  ${heading}`);
    for (const check of of) {
      const { passed, z } = judgeCheck(check);
      const numbers = [check.measured, check.exact].map((value) => Number(value.toPrecision(6)));
      const error = z === undefined ? "" : ` ± ${check.standardError.toPrecision(2)}, z ${z.toFixed(2)}`;
      const relation = check.rule === "bound" ? "at most" : "exact";
      console.log(`  ${passed ? "✓" : "✗"} ${check.name}: ${numbers[0]}${error}; ${relation} ${numbers[1]}`);
    }
  }
}

async function main(): Promise<void> {
  const { wanted, seeds, backend, values, json } = readArguments();
  const wishes = wanted.flatMap((demo) => seeds.map((seed) => ({ demo, seed, params: values(demo), backend })));
  const headless = createHeadless();
  const results: object[] = [];
  try {
    for (const wish of wishes) {
      const result = await headless.run(wish);
      const checks = result.checks.map((check) => ({ ...check, ...judgeCheck(check) }));
      results.push({ id: wish.demo.id, ...result, checks });
      if (checks.some(({ passed }) => !passed)) {
        process.exitCode = 1;
      }
      if (!json) {
        printResult(wish.demo, result);
      }
    }
  } finally {
    await headless.dispose();
  }
  if (json) {
    console.log(JSON.stringify(results.length === 1 ? results[0] : results, null, 2));
  }
}

try {
  await main();
} catch (error) {
  console.error(
    error instanceof Misuse || (error as { code?: string }).code?.startsWith("ERR_PARSE_ARGS")
      ? `${(error as Error).message}\n\n${usage}`
      : error,
  );
  process.exitCode = 2;
}
