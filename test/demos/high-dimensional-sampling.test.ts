import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs-core";
import { judgeCheck } from "../../src/demos/demo";
import { highDimensionalSampling } from "../../src/demos/high-dimensional-sampling";
import { runPaths, runSweeps, runWalks } from "../../src/demos/high-dimensional-sampling/chains";
import { listChecks } from "../../src/demos/high-dimensional-sampling/checks";
import { climbLevels, takeDraws } from "../../src/demos/high-dimensional-sampling/draws";
import { countOf, round, scientific } from "../../src/demos/high-dimensional-sampling/panels";
import { pathOf, type Settings } from "../../src/demos/high-dimensional-sampling/settings";
import {
  lengthDensity,
  lengthDeviation,
  logBallShare,
  logEffectiveShare,
  logMoment,
  logRejection,
  meanLength,
} from "../../src/demos/high-dimensional-sampling/theory";
import { leapfrogLaw } from "../../src/math/normalAcceptance";
import { integrate, phi } from "../content/exactValues";
import { testDefects } from "./plantDefect";
import { assertStandardNormal, failedChecks, now, paramsOf, prepareBackend, runDemo } from "./runDemo";

suiteSetup(prepareBackend);

/** What a stage comes to when it is not stopped on the way. */
async function finish<T>(stage: AsyncGenerator<number, T>): Promise<T> {
  for (;;) {
    const next = await stage.next();
    if (next.done) {
      return next.value;
    }
  }
}

const close = (measured: number, exact: number, tolerance = 1e-10) =>
  assert.ok(Math.abs(measured - exact) <= tolerance * Math.max(1e-300, Math.abs(exact)), `${measured}, not ${exact}`);

suite("The theory of sampling in many dimensions", () => {
  test("has the reference values", () => {
    for (const [dimension, share] of [
      [1, 1],
      [2, 0.7853981633974483],
      [3, 0.5235987755982988],
      [5, 0.16449340668482265],
      [10, 0.00249039457019272],
      [20, 2.461136950494199e-8],
    ] as const) {
      close(Math.exp(logBallShare(dimension)), share);
    }
    close(Math.exp(logEffectiveShare(5, 2)), 0.4871392896287466);
    close(Math.exp(logEffectiveShare(10, 2)), 0.2373046875);
    close(Math.exp(logEffectiveShare(100, 2)), 5.663216564269343e-7);
    close(Math.exp(-logRejection(1000, 1.01 ** 2)), 20_959.155637813845);
    close(meanLength(100), 9.975031639551052);
    close(lengthDeviation(1), Math.sqrt(1 - 2 / Math.PI));
    close(lengthDeviation(1000), Math.SQRT1_2, 2e-4);
  });

  test("has the moments of weights that their integrals have, and says where they are infinite", () => {
    for (const variance of [0.8, 1.3, 2]) {
      for (const power of [2, 3, 4]) {
        const root = power - (power - 1) / variance;
        const logRatio = (x: number) => Math.log(variance) / 2 - (x * x * (1 - 1 / variance)) / 2;
        const density = (x: number) => phi(x / Math.sqrt(variance)) / Math.sqrt(variance);
        const far = 12 / Math.sqrt(Math.max(0.1, root));
        const moment = integrate((x) => Math.exp(power * logRatio(x)) * density(x), -far, far);
        if (root > 0) {
          close(Math.exp(logMoment(1, variance, power)), moment, 1e-7);
        } else {
          assert.equal(logMoment(1, variance, power), Number.POSITIVE_INFINITY);
        }
      }
    }
    assert.equal(logEffectiveShare(3, 0.5), Number.NEGATIVE_INFINITY);
    assert.equal(Math.exp(logRejection(3, 0.9)), 0);
  });

  test("has the chi density of a mass of 1 and the right mean", () => {
    for (const dimension of [1, 2, 7, 100]) {
      close(
        integrate((r) => lengthDensity(dimension, r), 0, 20),
        1,
        1e-6,
      );
      close(
        integrate((r) => r * lengthDensity(dimension, r), 0, 20),
        meanLength(dimension),
        1e-6,
      );
    }
  });

  test("keeps the acceptance of quarter turns between 0.8 and 0.97 with d to the power ¼ leapfrog steps", () => {
    for (const dimension of [1, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1000]) {
      const { stepSize, leapfrogs } = pathOf(dimension);
      const { acceptance } = leapfrogLaw(dimension, stepSize, leapfrogs);
      assert.ok(acceptance > 0.8 && acceptance < 0.97, `${dimension}: ${acceptance}`);
      close(Math.cos(leapfrogs * Math.acos(1 - stepSize ** 2 / 2)) + 1, 1, 1e-12);
    }
  });

  test("writes rates as far as they go, and bounds where nothing was accepted", () => {
    assert.equal(countOf(5, 1_000_000), "5");
    assert.equal(countOf(0, 1_000_000), "none of 1,000,000, so below 3");
    assert.equal(round(412_345), "412,000");
    assert.equal(round(412_345, 2), "410,000");
    assert.equal(round(0.012345), "0.0123");
    assert.equal(scientific(Math.log(2.4611e-8)), "2.46 · 10⁻⁸");
    assert.equal(scientific(Math.log(9.9999e-8)), "1.00 · 10⁻⁷");
    assert.equal(scientific(Math.log(0.25)), "0.25");
  });
});

suite("Sampling in many dimensions", () => {
  const quick = paramsOf(highDimensionalSampling, "Quick look");

  test("shows a method that accepted nothing as an upper bound, and does not check it", async () => {
    const { checks, panels, conclusion } = await runDemo(highDimensionalSampling, 1, quick);
    const bounds = panels[0]?.series.find(({ label }) => /None accepted/.test(label));
    // 20,480 points: 3 per 20,480, per million.
    assert.ok(Array.from(bounds?.values ?? []).every((value) => Math.abs(value - 3e6 / 20_480) < 1e-9));
    assert.ok((bounds?.values.length ?? 0) >= 6);
    assert.ok(checks.every(({ name }) => !/Share of the cube of 10 dimensions/.test(name)));
    assert.match(
      conclusion,
      /accepts a share of 2\.46 · 10⁻⁸ of its points \(counted per million: none of 20,480, so below 146\)/,
    );
    assert.match(conclusion, /Take Hamiltonian Monte Carlo here/);
  });

  test("shows that weights claim more than is true where the largest of them were missed", async () => {
    const { panels } = await runDemo(highDimensionalSampling, 1, { ...quick, dimension: 200 });
    const [exact, claimed] = panels[2]?.series ?? [];
    const last = claimed?.values[claimed.values.length - 1] as number;
    assert.ok(last >= 1 / 20_480);
    assert.ok(exact?.values.length && Number.isNaN(exact.values[exact.values.length - 1]));
  });

  test("has z values that are standard normal, over 40 seeds", async function () {
    this.timeout(120_000);
    const settings = { ...(quick as unknown as Settings), dimension: 3 };
    const zs = new Map<string, number[]>();
    for (let seed = 100; seed < 140; seed++) {
      const context = { tf, now, seed, params: {} };
      const levels = { points: 1000, inside: [] };
      await finish(climbLevels(context, levels));
      const draws = await finish(takeDraws(context, settings, 3));
      const walks = await finish(runWalks(context, settings, 3, true));
      const paths = await finish(runPaths(context, settings, 3, true));
      const sweeps = await finish(runSweeps(context, settings));
      const measured = { levels, sweeps, at: [{ dimension: 3, draws, walks, paths }] };
      for (const check of listChecks(settings, measured)) {
        zs.set(check.name, [...(zs.get(check.name) ?? []), judgeCheck(check).z as number]);
      }
    }
    assert.equal(zs.size, 12);
    for (const [name, of] of zs) {
      assert.doesNotThrow(() => assertStandardNormal(of), name);
    }
  });

  const corners: Record<string, unknown>[] = [
    { dimension: 1, variance: 4 },
    { dimension: 1000, variance: 4, length: 1 },
    { dimension: 1000, variance: 1.02, length: 4 },
    { dimension: 2, variance: 0.4, correlation: 0 },
    { dimension: 7, variance: 1, correlation: 0.98 },
    { dimension: 30, variance: 0.5 },
    { dimension: 2, variance: 0.51 },
  ];
  for (const wished of corners) {
    test(`has all its checks hold with ${JSON.stringify(wished)}`, async () => {
      assert.deepEqual(await failedChecks(highDimensionalSampling, { ...quick, ...wished }), []);
    });
  }
});

testDefects(
  highDimensionalSampling,
  paramsOf(highDimensionalSampling, "Quick look", { dimension: 3, budget: 100_000 }),
  [
    {
      mistake: "points come from a corner of the cube",
      file: "gpu/rejection.ts",
      from: "square += (2 * (u[i] as number) - 1) ** 2;",
      to: "square += (u[i] as number) ** 2 * 1.01;",
      seen: /Share of the cube of 3 dimensions/,
    },
    {
      mistake: "the weight forgets that the draw was scaled",
      file: "gpu/rejection.ts",
      from: "Math.fround(-0.5 * (variance - 1) *",
      to: "Math.fround(-0.5 * (1 - 1 / variance) *",
      seen: /Mean importance weight/,
    },
    {
      mistake: "weights are summed but not squared",
      file: "gpu/rejection.ts",
      from: "rescale * rescale + share * share",
      to: "rescale * rescale + share",
      seen: /Effective share/,
    },
    {
      mistake: "chi-square has a degree too many",
      file: "gpu/radialChains.ts",
      from: "drawChiSquare(random, dimension - 2, 1)",
      to: "drawChiSquare(random, dimension - 1, 1)",
      seen: /Acceptance of the random walk/,
    },
    {
      mistake: "the step has its variance for its standard deviation",
      file: "demos/high-dimensional-sampling/chains.ts",
      from: "size: length / Math.sqrt(dimension)",
      to: "size: length / dimension",
      seen: /Acceptance of the random walk/,
    },
    {
      mistake: "the gradient has a wrong sign",
      file: "gpu/radialChains.ts",
      from: "p -= stepSize * q;\n        }",
      to: "p += stepSize * q;\n        }",
      seen: /Acceptance of Hamiltonian/,
    },
    {
      mistake: "the ball is drawn as a cut of the sphere of one dimension more",
      file: "demos/high-dimensional-sampling/draws.ts",
      from: "drawChiSquare(random, 2, 8)",
      to: "drawChiSquare(random, 1, 8)",
      seen: /Outer 1 % .* 3 dimensions/,
    },
    {
      mistake: "the spread of lengths is around the mode",
      file: "demos/high-dimensional-sampling/chains.ts",
      from: "const centre = meanLength(dimension);",
      to: "const centre = 0;",
      seen: /Standard deviation of that length/,
    },
    {
      mistake: "a level's radius is even on the line, not in the ball",
      file: "demos/high-dimensional-sampling/draws.ts",
      from: "** (1 / (level - 1))",
      to: "** (1 / level)",
      seen: /log₁₀ of the points/,
    },
  ],
);
