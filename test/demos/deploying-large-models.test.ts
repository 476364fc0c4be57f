import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs-core";
import { judgeCheck, readParams } from "../../src/demos/demo";
import { deployingLargeModels } from "../../src/demos/deploying-large-models";
import { listChecks, type Measured } from "../../src/demos/deploying-large-models/checks";
import { type Classified, classify, type Rounded } from "../../src/demos/deploying-large-models/classifier";
import { fewestBits } from "../../src/demos/deploying-large-models/conclusion";
import { findRoofs, intensityOf, measureMachine } from "../../src/demos/deploying-large-models/machine";
import { countMemory } from "../../src/demos/deploying-large-models/memory";
import { cacheBytes, countWeights, models } from "../../src/demos/deploying-large-models/models";
import { readSettings } from "../../src/demos/deploying-large-models/problem";
import { fanOutProbability, type Served, simulateQueues } from "../../src/demos/deploying-large-models/queues";
import { measureSignals } from "../../src/demos/deploying-large-models/signals";
import { testDefects } from "./plantDefect";
import { assertStandardNormal, createTicks, failedChecks, prepareBackend } from "./runDemo";

const quick = { width: "128", batch: 2, steps: 20 };
const settingsOf = (wished: Record<string, unknown>) => readSettings(readParams(deployingLargeModels, wished).params);
const nothing = (): Measured => ({
  signals: { uniform: [], sine: [], lloyd: [], channels: [] },
  classified: { losses: [], rounded: [] },
  queues: { served: [] },
});

suiteSetup(prepareBackend);

suite("Deploying large models", () => {
  test("knows the exact values that were worked out elsewhere", () => {
    assert.ok(Math.abs(fanOutProbability(100) - 0.6339676587267709) < 1e-14);
    assert.equal(cacheBytes(models["llama-2-7b"] as (typeof models)[string]), 524_288);
    assert.equal(cacheBytes(models["llama-2-70b"] as (typeof models)[string]), 327_680);
    const { weights, cache } = countMemory(settingsOf({ batch: 1 }), 16);
    assert.equal((weights / 1e9).toFixed(2), "13.48");
    assert.equal(cache, 2 * 1024 ** 3);
    for (const model of Object.values(models)) {
      assert.equal(countWeights(model), model.parameters);
    }
  });

  // If a standard error is right, z is standard normal over seeds: mean 0, and the sum of squares is chi-square.
  test("has standard errors that are right, over 40 seeds", async function () {
    this.timeout(120_000);
    const settings = settingsOf({ load: 0.5, fanOut: 200 });
    const zs = new Map<string, number[]>();
    const tails: Served["tail"][] = [];
    for (let seed = 300; seed < 340; seed++) {
      const measured = nothing();
      for (const stage of [simulateQueues(settings, seed, measured.queues), measureSignals(seed, measured.signals)]) {
        for await (const _ of stage);
      }
      tails.push(...measured.queues.served.filter(({ service }) => service === "constant").map(({ tail }) => tail));
      for (const check of listChecks(settings, measured)) {
        const { z } = judgeCheck(check);
        if (z !== undefined) {
          zs.set(check.name, [...(zs.get(check.name) ?? []), z]);
        }
      }
    }
    assert.equal(zs.size, 17);
    for (const of of zs.values()) {
      assertStandardNormal(of);
    }
    // The 99th percentile of M/D/1 has no simple formula to be compared with: its spread over seeds tells.
    const mean = tails.reduce((sum, { value }) => sum + value, 0) / tails.length;
    assertStandardNormal(tails.map(({ value, standardError }) => (value - mean) / standardError));
  });

  test("loses nothing in 16 bits and much in 2, and a scale a channel helps where channels differ", async () => {
    const classified: Classified = { losses: [], rounded: [] };
    for await (const _ of classify(tf, settingsOf({ spread: 1, steps: 100 }), 1, classified));
    const of = (granularity: Rounded["granularity"], bits: number) =>
      classified.rounded.find((each) => each.granularity === granularity && each.bits === bits) as Rounded;
    assert.ok((classified.accuracy ?? 0) > 0.8);
    assert.ok((classified.losses.at(-1) ?? 1) < 0.5 * (classified.losses[0] ?? 0));
    assert.ok(Math.abs(of("channel", 16).loss.value) < 0.003);
    assert.ok(of("tensor", 2).loss.value > 0.3);
    assert.ok(of("channel", 6).ratio > of("tensor", 6).ratio + 3);
    // Fine steps: each bit is worth 6.02 decibels.
    assert.ok(Math.abs((of("tensor", 16).ratio - of("tensor", 12).ratio) / 4 - 6.02) < 0.15);
    // 16 · 32 + 32 · 32 + 32 · 8 weights, and 32 + 32 + 8 outputs, each with a bias and here a scale.
    assert.equal(of("channel", 4).bytes, (1792 * 4) / 8 + 72 * 8);
    assert.equal(of("tensor", 3).bytes, (1792 * 3) / 8 + 3 * 4 + 72 * 4);
  });

  test("asks for the fewest bits above which nothing much is lost", () => {
    const rounded = [0.5, 0.004, 0.02, 0.009, 0, 0].map((value, i): Rounded => {
      return {
        granularity: "channel",
        bits: i + 2,
        ratio: 0,
        accuracy: 0,
        bytes: 0,
        loss: { value, standardError: 0 },
      };
    });
    assert.equal(fewestBits({ losses: [], rounded }, "channel")?.bits, 5);
    assert.equal(fewestBits({ losses: [], rounded }, "tensor"), undefined);
    assert.equal(fewestBits({ losses: [], rounded: rounded.slice(0, 3) }, "channel"), undefined);
  });

  test("finds the roofs of a machine, and stops at a batch that is slow", async () => {
    const timing = (median: number) => ({ median, shortest: median, longest: median });
    const layers = [1, 64].map((batch) => ({ batch, timing: timing(2) }));
    const roofs = findRoofs({ copy: { numbers: 1e6, timing: timing(4) }, layers }, 100);
    assert.deepEqual(roofs, { compute: (2 * 64 * 1e4) / 2 / 1e6, bandwidth: 8e6 / 4 / 1e6 });
    assert.equal(intensityOf(1, 1000).toFixed(3), "0.499");

    const machine = { layers: [] };
    const slow = createTicks();
    for await (const _ of measureMachine(tf, () => 100 * slow(), settingsOf({ ...quick, batch: 64 }), machine));
    assert.equal(machine.layers.length, 1);
    const fast = { layers: [] };
    for await (const _ of measureMachine(tf, createTicks(), settingsOf({ ...quick, batch: 6 }), fast));
    assert.deepEqual(
      fast.layers.map(({ batch }: { batch: number }) => batch),
      [1, 2, 4, 6],
    );
  });

  const corners: Record<string, unknown>[] = [
    { ...quick, bits: 2, granularity: "tensor", spread: 2, load: 0.98, fanOut: 1 },
    { ...quick, bits: 16, spread: 0, load: 0.1, fanOut: 300, queue: "deterministic", model: "llama-3.1-8b", batch: 1 },
    { ...quick, load: 0.98, queue: "deterministic", model: "llama-2-70b", steps: 60 },
  ];
  for (const wished of corners) {
    test(`has all its checks hold with ${JSON.stringify(wished)}`, async () => {
      assert.deepEqual(await failedChecks(deployingLargeModels, wished), []);
    });
  }
});

testDefects(deployingLargeModels, quick, [
  {
    mistake: "values are rounded down to the edge of their step",
    file: "math/quantise.ts",
    from: "(step + 0.5) / half",
    to: "step / half",
    seen: /Uniform signal in 8 bits/,
  },
  {
    mistake: "a bit for the sign is forgotten",
    file: "math/quantise.ts",
    from: "const levels = 2 ** (bits - 1) - 1;",
    to: "const levels = 2 ** bits - 1;",
    seen: /Normal weights in 8 bits/,
  },
  {
    mistake: "decibels are those of amplitudes",
    file: "math/quantise.ts",
    from: "10 * Math.log10(ratio)",
    to: "20 * Math.log10(ratio)",
    seen: /Decibels per bit/,
  },
  {
    mistake: "borders are not half-way between levels",
    file: "math/normalQuantiser.ts",
    from: "(levels[i + 1] as number)) / 2)",
    to: "(levels[i + 1] as number)) / 2.2)",
    seen: /Lloyd's iteration/,
  },
  {
    mistake: "a job comes before the server is free and waits less than nothing",
    file: "gpu/queue.ts",
    from: "Math.max(0, wait + served - gap)",
    to: "wait + served - gap",
    seen: /M\/M\/1 at load 0.9: mean/,
  },
  {
    mistake: "jobs come as fast as they are served",
    file: "gpu/queue.ts",
    from: "-Math.log(uniforms[1] as number) / load;",
    to: "-Math.log(uniforms[1] as number);",
    seen: /M\/M\/1 at load 0.9: mean/,
  },
  {
    mistake: "who comes meets a whole constant service, not the rest of one",
    file: "gpu/queue.ts",
    from: ": (uniforms[1] as number);",
    to: ": 1;",
    seen: /M\/D\/1 at load 0.9: mean/,
  },
  {
    mistake: "the 95th percentile is taken for the 99th",
    file: "demos/deploying-large-models/queues.ts",
    from: "value: quantile(1 - slow)",
    to: "value: quantile(0.95)",
    seen: /99th percentile/,
  },
  {
    mistake: "only the last of many replies counts",
    file: "demos/deploying-large-models/queues.ts",
    from: "if ((response[0] as number) > limit) {\n        slowRequests[request] = 1;\n      }",
    to: "slowRequests[request] = (response[0] as number) > limit ? 1 : 0;",
    seen: /Requests with a slow reply/,
  },
  {
    mistake: "a channel's factor is not undone behind it",
    file: "demos/deploying-large-models/layers.ts",
    from: "as number) / factor;",
    to: "as number);",
    seen: /classified otherwise/,
  },
  {
    mistake: "the cache holds keys and no values",
    file: "demos/deploying-large-models/models.ts",
    from: "2 * layers * (width / heads)",
    to: "layers * (width / heads)",
    seen: /bytes of cache for a token/,
  },
  {
    mistake: "the feed-forward part has two matrices",
    file: "demos/deploying-large-models/models.ts",
    from: "3 * width * hidden",
    to: "2 * width * hidden",
    seen: /parameters, counted/,
  },
]);
