import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs-core";
import { judgeCheck, readParams } from "../../src/demos/demo";
import { l1VsL2 } from "../../src/demos/l1-vs-l2";
import { listChecks } from "../../src/demos/l1-vs-l2/checks";
import type { Measured } from "../../src/demos/l1-vs-l2/measured";
import { drawData, lambdaGrid, readSettings } from "../../src/demos/l1-vs-l2/problem";
import { countUseless } from "../../src/demos/l1-vs-l2/stages";
import { prepareStudy } from "../../src/demos/l1-vs-l2/study";
import { columnOf, dot } from "../../src/math/matrix";
import { testDefects } from "./plantDefect";
import { assertStandardNormal, failedChecks, prepareBackend } from "./runDemo";

const small = { rows: 60, weights: 20, nonzero: 5, mix: 0.5, noise: 2, correlation: 0.6 };
const settingsOf = (wished: Record<string, unknown>) => readSettings(readParams(l1VsL2, wished).params);

/** What a generator returns when it is not stopped on the way. */
function finish<T>(work: Generator<number, T>): T {
  for (;;) {
    const next = work.next();
    if (next.done) {
      return next.value;
    }
  }
}

suiteSetup(prepareBackend);

suite("L1 against L2", () => {
  test("draws features whose neighbours are correlated as asked, of length 1, and orthonormal ones", () => {
    const { correlated, orthonormal, truth } = drawData(settingsOf({ rows: 400, correlation: 0.7, weights: 50 }), 3);
    const columns = truth.map((_, j) => j);
    const between = (x: typeof correlated.x, a: number, b: number) => dot(columnOf(x, a), columnOf(x, b));
    const mean = (distance: number) => {
      const products = [...columns.slice(distance)].map((j) => between(correlated.x, j, j - distance));
      return products.reduce((sum, value) => sum + value, 0) / products.length;
    };
    assert.ok(Math.abs(mean(0) - 1) < 1e-12);
    // One product has a standard error of about 0.05 / √2; neighbouring ones go together.
    assert.ok(Math.abs(mean(1) - 0.7) < 0.05);
    assert.ok(Math.abs(mean(2) - 0.49) < 0.08);
    for (const a of columns) {
      for (const b of columns) {
        assert.ok(Math.abs(between(orthonormal.x, a, b) - (a === b ? 1 : 0)) < 1e-13);
      }
    }
  });

  test("draws as many true weights as asked, between 3 and 8, and no more than there are weights", () => {
    for (const [nonzero, expected] of [
      [0, 0],
      [7, 7],
      [50, 10],
    ] as const) {
      const { truth } = drawData(settingsOf({ nonzero, weights: 10 }), 5);
      const sizes = truth.filter((w) => w !== 0).map(Math.abs);
      assert.equal(sizes.length, expected);
      assert.ok(sizes.every((size) => size >= 3 && size <= 8));
    }
  });

  test("puts the chosen λ into its grid, wherever it lies", () => {
    for (const chosen of [0.05, 2, 20]) {
      const { lambdas, at } = lambdaGrid(chosen, 8);
      assert.equal(lambdas.length, 200);
      assert.equal(lambdas[at], chosen);
      assert.deepEqual(
        [...lambdas].sort((a, b) => a - b),
        lambdas,
      );
    }
  });

  // If the standard error is right, z is standard normal over seeds: mean 0, and the sum of squares is chi-square.
  test("has a standard error of the probability of a zero that is right, over 60 seeds", async function () {
    this.timeout(120_000);
    const zs: number[][] = [[], []];
    for (let seed = 1000; seed < 1060; seed++) {
      const study = finish(prepareStudy(settingsOf({ rows: 50, weights: 50, noise: 1.5 }), seed));
      const measured: Measured = { deviations: [], useless: [], settled: false, race: [] };
      for await (const _ of countUseless(tf, study, measured));
      listChecks(study, measured).forEach((check, i) => {
        zs[i]?.push(judgeCheck(check).z as number);
      });
    }
    for (const of of zs) {
      assert.equal(of.length, 60);
      assertStandardNormal(of);
    }
  });

  const corners: Record<string, unknown>[] = [
    { ...small, solver: "ista" },
    { ...small, mix: 1, lambda: 20 },
    { ...small, mix: 0.1, lambda: 0.05 },
    { ...small, nonzero: 0, noise: 0.1 },
    { rows: 20, weights: 30, nonzero: 30, correlation: 0.9, noise: 3 },
    { rows: 20, weights: 10, correlation: 0, lambda: 0.05 },
    // So flat a valley that its end is not reached, and nothing is claimed of it.
    { rows: 20, weights: 60, nonzero: 50, correlation: 0.95, lambda: 0.05, noise: 3 },
  ];
  for (const wished of corners) {
    test(`has all its checks hold with ${JSON.stringify(wished)}`, async () => {
      assert.deepEqual(await failedChecks(l1VsL2, wished), []);
    });
  }
});

testDefects(l1VsL2, small, [
  {
    mistake: "the threshold is halved",
    file: "gpu/proximal.ts",
    from: "({ l1 }) => l1 * length",
    to: "({ l1 }) => (l1 * length) / 2",
    seen: /soft\(ŵ, λ\)/,
  },
  {
    mistake: "λ follows the convention with 1/n",
    file: "demos/l1-vs-l2/stages.ts",
    from: "createProximalSolver(lib, batch,",
    to: "createProximalSolver(lib, { ...batch, penalties: batch.penalties.map(({ l1, l2 }) => ({ l1: l1 * 60, l2: l2 * 60 })) },",
    seen: /Minimum of the L1 objective/,
  },
  {
    mistake: "weights are not quite zero",
    file: "gpu/proximal.ts",
    from: "Math.max(Math.abs(v) - (first[column] as number), 0)",
    to: "Math.max(Math.abs(v) - (first[column] as number), 1e-6)",
    seen: /Exact zeros, L1 by proximal steps/,
  },
  {
    mistake: "zeros are counted by a small number instead of 0",
    file: "demos/l1-vs-l2/measured.ts",
    from: "(w) => w === 0",
    to: "(w) => Math.abs(w) < 0.05",
    seen: /Exact zeros, L1 by Adam/,
  },
  {
    mistake: "the elastic net forgets to divide by 1 + λ₂",
    file: "gpu/proximal.ts",
    from: "({ l2 }) => 1 + l2 * length",
    to: "() => 1",
    seen: /Elastic net/,
  },
  {
    mistake: "ridge has λ instead of half of it",
    file: "gpu/proximal.ts",
    from: "(eigen.values[k] as number) + lambda",
    to: "(eigen.values[k] as number) + 2 * lambda",
    seen: /L2, orthonormal features/,
  },
  {
    mistake: "the noise is scaled by its variance",
    file: "demos/l1-vs-l2/problem.ts",
    from: "((value) => noise * value)",
    to: "((value) => noise * noise * value)",
    seen: /useless weight is exactly 0 at λ₁ = 2σ/,
  },
  {
    mistake: "λ_max does not know of the mix",
    file: "demos/l1-vs-l2/study.ts",
    from: "const most = scale / settings.mix",
    to: "const most = scale",
    seen: /λ_max/,
  },
  {
    mistake: "Adam climbs",
    file: "gpu/proximal.ts",
    from: "weights[i] = w - rate * step",
    to: "weights[i] = w + rate * step",
    seen: /Distance of Adam to the minimum/,
  },
  {
    mistake: "the generator's normal numbers are a little too large",
    file: "math/random.ts",
    from: "Math.sqrt(-2 * Math.log(",
    to: "Math.sqrt(-2.1 * Math.log(",
    seen: /useless weight is exactly 0/,
  },
  {
    mistake: "steps are far too short",
    file: "gpu/proximal.ts",
    from: "const length = 1 / options.lipschitz",
    to: "const length = 0.01 / options.lipschitz",
    seen: /of its bound/,
  },
]);
