import type * as tf from "@tensorflow/tfjs-core";
import { testByKernel } from "../../gpu/kernelTwoSample";
import type { LinearScore } from "../../math/logisticRegression";
import { normalQuantile } from "../../math/normalDistribution";
import { createRandomSource, type RandomSource } from "../../math/random";
import type { RunContext } from "../demo";
import { levelOfTest, readSettings, type Settings, streams } from "./problem";
import {
  changed,
  countRight,
  fell,
  gapOverThreshold,
  rightOf,
  sampleIndex,
  scoresOf,
  sortedColumn,
  tellApart,
  worseInPairs,
} from "./tests";
import { type Cause, drawRows, oldWorld, type Rows, type World } from "./world";

/** The tests that a diagnosis is made from, in the order of the heat map. S₀ and the others are as in the answer. */
export const testNames = [
  "KS on a feature",
  "stability index above 0.25",
  "kernel test (MMD)",
  "old–new classifier",
  "KS on the model's output",
  "share of positive predictions",
  "accuracy against the offline score",
  "accuracy in a slice of x₂",
  "recall of a class",
  "replay: S₂ below S₁",
  "fresh test set: S₀′ below S₀",
  "hold-out group",
] as const;
export type TestName = (typeof testNames)[number];

/** What was looked at: as many rows of each. */
export interface Samples {
  /** The test set that the model was accepted on, and a fresh one that shares nothing with the training rows. */
  offline: Rows;
  fresh: Rows;
  /** Labelled rows of production, and of those of its users whom the model's decisions do not touch. */
  production: Rows;
  holdOut: Rows;
}

/** Draws them for the `repeat`-th time. */
export function drawSamples(
  random: RandomSource,
  stream: number,
  { batch, features, curvature }: Settings,
  { offline, production }: { offline: World; production: World },
  gate: LinearScore,
): Samples {
  const draw = (of: number, world: World) => drawRows(random, stream + of, { world, count: batch, features, gate });
  return {
    offline: draw(0, offline),
    fresh: draw(1, oldWorld(curvature)),
    production: draw(2, production),
    holdOut: draw(3, { ...production, dropped: 0 }),
  };
}

/** What the tests say: which alarm, and the cause that follows. */
export interface Findings {
  alarms: Record<TestName, boolean>;
  diagnosis: Cause;
}

/** Permutations for the kernel test, [2 · rows, permutations], and how many rows of each sample it looks at: at most half. */
export interface Orders {
  rows: number;
  signs: tf.Tensor2D;
}

/** Draws as many permutations as the level needs, of as many rows as are affordable then. */
export function drawOrders(lib: typeof tf, random: RandomSource, { level, batch }: Settings): Orders {
  const permutations = level < 0.01 ? Math.ceil(1 / level) - 1 : 99;
  const rows = Math.min(Math.floor(batch / 2), permutations > 99 ? 32 : 80);
  const signs = new Float32Array(2 * rows * permutations);
  for (let p = 0; p < permutations; p++) {
    random.permutation(streams.orders + p, 2 * rows).forEach((place, rank) => {
      signs[place * permutations + p] = rank < rows ? 1 : -1;
    });
  }
  return { rows, signs: lib.tensor2d(signs, [2 * rows, permutations]) };
}

/** Of x₂, in the old world: with its median, 0, it makes four slices of as many rows. */
const quartile = normalQuantile(0.75);

/** Kernel tests, without end: a taste of what tensors do here. Yields one for each. */
export async function* tasteKernelTests({ tf, seed, params }: RunContext): AsyncGenerator<number, void> {
  const settings = readSettings(params);
  const random = createRandomSource(seed);
  const orders = drawOrders(tf, random, settings);
  try {
    const { features } = settings;
    const [old, now] = [0, 1].map((which) => random.normals(which, orders.rows * features)) as [
      Float64Array,
      Float64Array,
    ];
    for (;;) {
      await testByKernel(tf, { features, old, now }, orders.signs);
      yield 1;
    }
  } finally {
    orders.signs.dispose();
  }
}

/** Runs all tests, at the level of each; the diagnosis is read off them in the order of the answer's table. */
export async function diagnose(
  lib: typeof tf,
  settings: Settings,
  model: LinearScore,
  { offline, fresh, production, holdOut }: Samples,
  orders: Orders,
): Promise<Findings> {
  const { features, level } = settings;
  const each = levelOfTest(settings);
  const [old, now] = [scoresOf(model, offline, offline.served), scoresOf(model, production, production.served)];
  const columns = Array.from({ length: features }, (_, feature) => ({
    old: sortedColumn(offline, offline.computed, feature),
    now: sortedColumn(production, production.served, feature),
  }));
  const right = {
    offline: rightOf(model, offline, offline.served),
    fresh: rightOf(model, fresh, fresh.served),
    computed: rightOf(model, production, production.computed),
    served: rightOf(model, production, production.served),
  };
  const positives = (scores: Float64Array) => ({
    count: scores.filter((score) => score > 0).length,
    of: scores.length,
  });
  const sliceOf = (rows: Rows, row: number) => {
    const x2 = rows.served[row * features + 1] as number;
    return 2 * Number(x2 > 0) + Number(Math.abs(x2) > quartile);
  };
  const recall = (rows: Rows, of: readonly boolean[], label: number) =>
    countRight(of, (row) => rows.labels[row] === label);
  const pairs = (here: boolean) =>
    right.served.filter((one, row) => one === here && right.computed[row] !== here).length;
  const kernelRows = (values: Float64Array) => values.subarray(0, orders.rows * features);
  const p = await testByKernel(
    lib,
    { features, old: kernelRows(offline.computed), now: kernelRows(production.served) },
    orders.signs,
  );
  const alarms: Record<TestName, boolean> = {
    "KS on a feature": columns.some((column) => gapOverThreshold(column.old, column.now, each) > 1),
    "stability index above 0.25": columns.some((column) => sampleIndex(column.old, column.now) > 0.25),
    "kernel test (MMD)": p <= level,
    "old–new classifier": tellApart(offline, production, level),
    "KS on the model's output": gapOverThreshold(old.slice().sort(), now.slice().sort(), each) > 1,
    "share of positive predictions": changed(positives(old), positives(now), each),
    "accuracy against the offline score": fell(countRight(right.offline), countRight(right.served), each),
    "accuracy in a slice of x₂": [0, 1, 2, 3].some((slice) => {
      const [before, after] = [
        countRight(right.offline, (row) => sliceOf(offline, row) === slice),
        countRight(right.served, (row) => sliceOf(production, row) === slice),
      ];
      return before.of > 0 && after.of > 0 && fell(before, after, level / 4);
    }),
    "recall of a class": [0, 1].some((label) => {
      const [before, after] = [recall(fresh, right.fresh, label), recall(production, right.computed, label)];
      return before.of > 0 && after.of > 0 && changed(before, after, level / 2);
    }),
    "replay: S₂ below S₁": worseInPairs(pairs(false), pairs(true), each),
    "fresh test set: S₀′ below S₀": fell(countRight(right.offline), countRight(right.fresh), each),
    "hold-out group": gapOverThreshold(scoresOf(model, holdOut, holdOut.served).sort(), now.slice().sort(), each) > 1,
  };
  return { alarms, diagnosis: readCause() };

  function readCause(): Cause {
    if (alarms["replay: S₂ below S₁"]) {
      return repeats(production) ? "missing" : "unit";
    }
    if (alarms["fresh test set: S₀′ below S₀"]) {
      return "leakage";
    }
    if (alarms["hold-out group"]) {
      return "feedback";
    }
    if (alarms["KS on a feature"] || alarms["KS on the model's output"] || alarms["share of positive predictions"]) {
      return withinClasses() ? "covariate" : "prior";
    }
    return fell(countRight(right.fresh), countRight(right.computed), each) ? "concept" : "none";
  }

  /** Whether a feature's distribution within a class is another than it was: not so if only p(y) moved. */
  function withinClasses(): boolean {
    return [0, 1].some((label) =>
      columns.some(
        (_, feature) =>
          gapOverThreshold(
            sortedColumn(offline, offline.computed, feature, label),
            sortedColumn(production, production.served, feature, label),
            level / (2 * features),
          ) > 1,
      ),
    );
  }
}

/** Whether a served feature has one value in many rows, as a default has. */
function repeats(rows: Rows): boolean {
  return Array.from({ length: rows.features }, (_, feature) => sortedColumn(rows, rows.served, feature)).some(
    (sorted) => sorted.filter((value, i) => i > 0 && value === sorted[i - 1]).length > 0.02 * rows.count,
  );
}
