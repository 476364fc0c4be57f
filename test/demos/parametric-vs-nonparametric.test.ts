import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs-core";
import { judgeCheck, readParams } from "../../src/demos/demo";
import { parametricVsNonparametric } from "../../src/demos/parametric-vs-nonparametric";
import { listChecks, medianNearest, voteError } from "../../src/demos/parametric-vs-nonparametric/checks";
import {
  type Claims,
  measureLeastSquares,
  measureNearest,
  measureSmoother,
  measureVotes,
} from "../../src/demos/parametric-vs-nonparametric/claims";
import { tellCrossing } from "../../src/demos/parametric-vs-nonparametric/conclusion";
import { findCrossing, measureSlope } from "../../src/demos/parametric-vs-nonparametric/crossing";
import { createCurves, type Point } from "../../src/demos/parametric-vs-nonparametric/learningCurve";
import { bestBandwidth, smootherError } from "../../src/demos/parametric-vs-nonparametric/periodicSmoother";
import { listSizes, readSettings } from "../../src/demos/parametric-vs-nonparametric/problem";
import { truths } from "../../src/demos/parametric-vs-nonparametric/truths";
import { testDefects } from "./plantDefect";
import { assertAllHold, assertStandardNormal, failedChecks, prepareBackend, runDemo } from "./runDemo";

const settingsOf = (wished: Record<string, unknown>) =>
  readSettings(readParams(parametricVsNonparametric, wished).params);
const near = (measured: number, exact: number, tolerance: number) =>
  assert.ok(Math.abs(measured - exact) <= tolerance, `${measured} is not within ${tolerance} of ${exact}`);

suiteSetup(prepareBackend);

suite("Parametric against non-parametric", () => {
  test("knows the exact values that were worked out elsewhere", () => {
    near(truths.sine?.floor(1) ?? Number.NaN, 0.19603644907298667, 1e-14);
    near(voteError(1, 0.8), 0.32, 1e-15);
    near(voteError(3, 0.8), 0.2624, 1e-15);
    near(voteError(15, 0.8), 0.20254384982589435, 1e-14);
    near(medianNearest(500, 10).distance, 0.517792131081055, 1e-14);
    const checks = listChecks(
      settingsOf({}),
      { votes: [], nearest: [], smoother: [], leastSquares },
      createCurves(settingsOf({})),
    );
    near(checks[0]?.exact ?? Number.NaN, 0.3448275862068966, 1e-15);
  });
  const leastSquares = { value: 0.34, standardError: 0.01 };

  test("has floors that are what quadrature leaves over, for every law and degree", () => {
    // The law minus its projections on the monomials' span, by least squares in float64 on a fine grid: by Gram and Schmidt.
    const side = 3000;
    const grid = Float64Array.from({ length: side }, (_, i) => (i + 0.5) / side);
    for (const [name, law] of Object.entries(truths)) {
      // One other feature, held fixed, changes the sign of XOR: its mean over that feature is 0.
      let rest =
        name === "xor"
          ? grid.map((x) => (law.at(Float64Array.of(x, 0.2)) + law.at(Float64Array.of(x, 0.8))) / 2)
          : grid.map((x) => law.at(Float64Array.of(x)));
      const lost = name === "xor" ? 0.5 : 0;
      const basis: Float64Array[] = [];
      for (let degree = 0; degree <= 5; degree++) {
        let power = grid.map((x) => (x - 0.5) ** degree);
        for (const earlier of [...basis, ...basis]) {
          const overlap = power.reduce((sum, value, i) => sum + value * (earlier[i] as number), 0);
          power = power.map((value, i) => value - overlap * (earlier[i] as number));
        }
        const length = Math.hypot(...power);
        basis.push(power.map((value) => value / length));
        const part = rest.reduce((sum, value, i) => sum + value * (basis[degree]?.[i] as number), 0);
        rest = rest.map((value, i) => value - part * (basis[degree]?.[i] as number));
        if (degree > 0) {
          const left = rest.reduce((sum, value) => sum + value * value, 0) / side;
          near(law.floor(degree), left + lost, 2e-6);
        }
      }
    }
  });

  test("has laws of variance ½", () => {
    const side = 400;
    for (const law of Object.values(truths)) {
      let [sum, squares] = [0, 0];
      for (let i = 0; i < side * side; i++) {
        const value = law.at(Float64Array.of(((i % side) + 0.5) / side, (Math.floor(i / side) + 0.5) / side));
        sum += value;
        squares += value * value;
      }
      near(sum / side ** 2, 0, 1e-12);
      near(squares / side ** 2, 0.5, 1e-5);
    }
  });

  test("knows the error of kernel regression on the circle: no noise left with a wide kernel, no bias with a narrow one", () => {
    near(smootherError(1000, 1e-5, 0.7), 0.49, 1e-12);
    near(smootherError(1000, 100, 0.7), 0.5 + 0.49 / 1000, 1e-4);
    const [n, h, noise] = [4000, 0.02, 1];
    // For a small h: a Gaussian kernel of standard deviation h.
    const exact = (1 - Math.exp(-2 * Math.PI ** 2 * h ** 2)) ** 2 / 2 + noise ** 2 / (2 * Math.sqrt(Math.PI) * n * h);
    near(smootherError(n, h, noise) / exact, 1, 0.01);
  });

  test("takes the bandwidth of least error", () => {
    for (const noise of [0.1, 2]) {
      const h = bestBandwidth(256, noise);
      for (const factor of [0.9, 1.1]) {
        assert.ok(smootherError(256, h * factor, noise) > smootherError(256, h, noise));
      }
    }
  });

  test("takes four sizes to a factor of ten, and ends with the one that was asked for", () => {
    assert.deepEqual(listSizes(100), [10, 18, 32, 56, 100]);
    assert.deepEqual(listSizes(150), [10, 18, 32, 56, 100, 150]);
  });

  suite("finds where the curves cross", () => {
    /** Points of as many data sets as errors are given for, each a list by number of examples. */
    const pointsOf = (...sets: { parametric: number[]; neighbours: number[] }[]): Point[] =>
      [10, 100, 1000].map((examples, at) => ({
        examples,
        penalty: 1,
        neighbours: 1,
        bandwidth: 1,
        tuning: 0,
        results: sets.map(({ parametric, neighbours }) => ({
          errors: { parametric: parametric[at] as number, neighbours: neighbours[at] as number, kernel: 1 },
          fit: 0,
          predict: { parametric: 0, neighbours: 0, kernel: 0 },
        })),
      }));
    const of = (parametric: number[], neighbours: number[]) => ({ parametric, neighbours });

    test("between two sizes, on log scales", () => {
      const same = of([1, 1, 1], [10, 0.1, 0.01]);
      const crossing = findCrossing(pointsOf(same, same), "neighbours");
      assert.equal(crossing.kind, "at");
      near(crossing.kind === "at" ? crossing.examples : 0, 10 ** 1.5, 1e-9);
      assert.match(tellCrossing("the line", crossing, 1000), /beats the line from n\* = 32 examples on .*factor 1\.00/);
    });

    test("the last of several times", () => {
      const same = of([1, 1, 1], [0.5, 2, 0.5]);
      const crossing = findCrossing(pointsOf(same, same), "neighbours");
      near(crossing.kind === "at" ? crossing.examples : 0, 10 ** 2.5, 1e-9);
    });

    test("nowhere, where one is always better", () => {
      const [better, worse] = [of([1, 1, 1], [0.5, 0.4, 0.3]), of([1, 1, 1], [3, 2, 1])];
      assert.deepEqual(findCrossing(pointsOf(better, better), "neighbours"), { kind: "always" });
      assert.deepEqual(findCrossing(pointsOf(worse, worse), "neighbours"), { kind: "never" });
    });

    test("with a standard error that is unknown where some data sets alone do not cross", () => {
      const crossing = findCrossing(pointsOf(of([1, 1, 1], [3, 2, 1.9]), of([1, 1, 1], [3, 0.2, 0.01])), "neighbours");
      assert.match(tellCrossing("it", crossing, 1000), /factor unknown/);
    });

    test("and how steep they are over the last factor of ten", () => {
      const slope = measureSlope(pointsOf(of([1, 1, 1], [1, 1, 0.1]), of([1, 1, 1], [7, 1, 0.1])), "neighbours");
      near(slope.value, -1, 1e-9);
      near(slope.standardError, 0, 1e-9);
    });
  });

  // If a standard error is right, z is standard normal over seeds: mean 0, and the sum of squares is chi-square.
  test("has standard errors that are right, over 40 seeds", async function () {
    this.timeout(120_000);
    const settings = settingsOf({ features: 2, noise: 0.5 });
    const zs = new Map<string, number[]>();
    for (let seed = 500; seed < 540; seed++) {
      const claims: Claims = { votes: [], nearest: [], smoother: [] };
      for (const stage of [
        measureLeastSquares(seed, claims),
        measureVotes(tf, settings, seed, claims),
        measureNearest(tf, settings, seed, claims),
        measureSmoother(tf, settings, seed, claims),
      ]) {
        for await (const _ of stage);
      }
      for (const check of listChecks(settings, claims, createCurves(settings))) {
        const { z } = judgeCheck(check);
        if (z !== undefined) {
          zs.set(check.name, [...(zs.get(check.name) ?? []), z]);
        }
      }
    }
    assert.equal(zs.size, 9);
    for (const of of zs.values()) {
      assertStandardNormal(of);
    }
  });

  test("learns the right line ever better, and a wrong one only down to its floor", async () => {
    const slopeOf = async (truth: string) => {
      const { conclusion } = await runDemo(parametricVsNonparametric, 1, { truth, most: 1000, features: 1, noise: 1 });
      return Number(/(−?[\d.]+) ± [\d.]+ for the straight line/.exec(conclusion)?.[1]?.replace("−", "-"));
    };
    near(await slopeOf("linear"), -1, 0.3);
    near(await slopeOf("sine"), 0, 0.1);
  });

  const corners: Record<string, unknown>[] = [
    { most: 100, features: 50, degree: 3, noise: 2 },
    { most: 100, truth: "xor", features: 1, noise: 0.1 },
    { most: 100, truth: "steps", degree: 3, neighbours: 51, bandwidth: 0.01 },
    { most: 110, truth: "linear", features: 1, neighbours: 2, bandwidth: 1, noise: 0.1 },
  ];
  for (const wished of corners) {
    test(`has all its checks hold with ${JSON.stringify(wished)}`, async () => {
      assert.deepEqual(await failedChecks(parametricVsNonparametric, wished), []);
    });
  }

  test("checks the number of neighbours that was asked for, if they cannot draw", async () => {
    const { checks } = await runDemo(parametricVsNonparametric, 1, { most: 100, features: 1, neighbours: 7 });
    assertAllHold(checks);
    assert.ok(checks.some(({ name }) => name.startsWith("7 nearest neighbours")));
  });
});

testDefects(parametricVsNonparametric, { most: 100, features: 2, noise: 0.5 }, [
  {
    mistake: "the kernel has no factor 2",
    file: "gpu/neighbours.ts",
    from: "1 / (2 * widest * widest)",
    to: "1 / (widest * widest)",
    seen: /share of sin 2πt that is kept/,
  },
  {
    mistake: "the mixed term of the distance is taken once",
    file: "gpu/neighbours.ts",
    from: "[1, length], -2)",
    to: "[1, length], -1)",
    seen: /Squared distances/,
  },
  {
    mistake: "the mean of k neighbours is divided by k + 1",
    file: "gpu/neighbours.ts",
    from: "return sum / k;",
    to: "return sum / (k + 1);",
    seen: /nearest neighbour/,
  },
  {
    mistake: "the farthest neighbours are taken",
    file: "gpu/neighbours.ts",
    from: "  return order;",
    to: "  return order.reverse();",
    seen: /Median distance/,
  },
  {
    mistake: "the ridge penalty is doubled",
    file: "gpu/polynomialRegression.ts",
    from: "value + penalty",
    to: "value + 2 * penalty",
    seen: /gradient/,
  },
  {
    mistake: "the intercept is penalised too",
    file: "gpu/polynomialRegression.ts",
    from: "i > 0 && i % (parameters + 1)",
    to: "i % (parameters + 1)",
    seen: /gradient/,
  },
  {
    mistake: "the highest polynomial is squared",
    file: "gpu/polynomialRegression.ts",
    from: "const polynomials = legendreAt(t, degree);",
    to: "const polynomials = legendreAt(t, degree).map((value, j) => (j === degree ? value * value : value));",
    seen: /keep for ever/,
  },
  {
    mistake: "the radius in the ball is uniform",
    file: "demos/parametric-vs-nonparametric/claims.ts",
    from: "** (1 / dimensions)",
    to: "",
    seen: /Median distance/,
  },
  {
    mistake: "the coin is biased",
    file: "demos/parametric-vs-nonparametric/claims.ts",
    from: "< chance(",
    to: "< 0.93 * chance(",
    seen: /share of errors/,
  },
  {
    mistake: "the noise is scaled by its variance",
    file: "demos/parametric-vs-nonparametric/claims.ts",
    from: "value + noise * (drawn",
    to: "value + noise * noise * (drawn",
    seen: /mean squared error at n = 4096/,
  },
  {
    mistake: "the excess risk of least squares is a length, not its square",
    file: "demos/parametric-vs-nonparametric/claims.ts",
    from: "excess.push(dot(weights, weights))",
    to: "excess.push(Math.sqrt(dot(weights, weights)))",
    seen: /Excess risk/,
  },
]);
