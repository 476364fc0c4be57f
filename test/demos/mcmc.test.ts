import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs-core";
import { judgeCheck, readParams } from "../../src/demos/demo";
import { mcmc } from "../../src/demos/mcmc";
import { createChains, runChains } from "../../src/demos/mcmc/chains";
import { listChecks } from "../../src/demos/mcmc/checks";
import {
  findUnstableStep,
  type Laws,
  lengths,
  longest,
  measurePaths,
  measureSweeps,
  measureWalks,
  shortest,
} from "../../src/demos/mcmc/laws";
import { findPeak } from "../../src/demos/mcmc/peak";
import { readSettings } from "../../src/demos/mcmc/settings";
import { lags } from "../../src/demos/mcmc/tally";
import { findTarget, lowerQuartile } from "../../src/demos/mcmc/targets";
import { bestRandomWalk, randomWalkJump } from "../../src/math/normalAcceptance";
import { createRandomSource } from "../../src/math/random";
import { testDefects } from "./plantDefect";
import { assertStandardNormal, failedChecks, now, paramsOf, prepareBackend, runDemo } from "./runDemo";

suiteSetup(prepareBackend);

const settingsOf = (wished: Record<string, unknown>) => readSettings(readParams(mcmc, wished).params);

suite("The targets of mcmc", () => {
  for (const target of ["banana", "ring", "mixture", "funnel", "correlated", "normal"]) {
    test(`are drawn from as their marginals say: ${target}`, () => {
      const { draw, marginals } = findTarget(settingsOf({ target, correlation: 0.8 }));
      const random = createRandomSource(3);
      const count = 40_000;
      const [a, b, u, v] = [
        random.normals(0, count),
        random.normals(1, count),
        random.uniforms(2, count),
        random.uniforms(3, count),
      ];
      const draws = Array.from(a, (_, i) => draw(a[i] as number, b[i] as number, u[i] as number, v[i] as number));
      marginals.forEach((marginal, j) => {
        const ordered = draws.map((point) => point[j] as number).sort((x, y) => x - y);
        // Kolmogorov's distance: above 1.95/√n with probability 0.001.
        for (let i = 0; i < count; i += 400) {
          assert.ok(
            Math.abs(marginal(ordered[i] as number) - i / count) < 1.95 / Math.sqrt(count),
            `${j}, ${ordered[i]}`,
          );
        }
        assert.ok(Math.abs(marginal(lowerQuartile(marginal)) - 0.25) < 1e-7);
      });
    });

    test(`are drawn from as their densities say: ${target}`, () => {
      const { draw, density } = findTarget(settingsOf({ target, correlation: 0.8 }));
      const random = createRandomSource(4);
      const count = 20_000;
      const [a, b, u, v] = [
        random.normals(0, count),
        random.normals(1, count),
        random.uniforms(2, count),
        random.uniforms(3, count),
      ];
      // Stein: the mean of ∂(f)/∂x + f ∂log π/∂x is 0 for every f that is bounded with its slope: here tanh of x + y.
      const values = Array.from(a, (_, i) => {
        const [x, y] = draw(a[i] as number, b[i] as number, u[i] as number, v[i] as number);
        const f = Math.tanh(x + y);
        return 2 * (1 - f * f) + f * (density.slopeX(x, y) + Math.max(-50, Math.min(50, density.slopeY(x, y))));
      });
      const mean = values.reduce((sum, value) => sum + value, 0) / count;
      const square = values.reduce((sum, value) => sum + value * value, 0) / count;
      assert.ok(Math.abs(mean) < 4 * Math.sqrt(square / count), `${mean}`);
    });
  }
});

suite("mcmc", () => {
  test("finds the peak of the exact curve within 0.003, whatever the dimension", () => {
    for (const dimension of [1, 2, 5, 24]) {
      const curve = lengths.map((length) => randomWalkJump(dimension, length));
      const { value, standardError } = findPeak(shortest, longest, [curve, curve]);
      assert.ok(Math.abs(value - bestRandomWalk(dimension)) < 0.003, `${dimension}: ${value}`);
      assert.ok(standardError < 1e-9);
    }
  });

  test("finds the unstable leapfrog step for every correlation", () => {
    for (const correlation of [0, 0.5, 0.99]) {
      assert.ok(Math.abs(findUnstableStep(correlation) - 2 * Math.sqrt(1 - correlation)) < 1e-5);
    }
  });

  test("has R̂ far above 1 where proposals are accepted and modes are far apart", async () => {
    const params = paramsOf(mcmc, "Two modes", { chains: 256 });
    const { conclusion } = await runDemo(mcmc, 1, params);
    assert.match(conclusion, /On the mixture of two normals 9\d\.\d % of the proposals are accepted/);
    assert.match(conclusion, /R̂ is 1\.[4-9]/);
  });

  // Each with its own standard error: the acceptance and the peak, paths, Gibbs.
  test("has z values of its laws that are standard normal, over 40 seeds", async function () {
    this.timeout(120_000);
    const settings = settingsOf({
      dimension: 2,
      chains: 256,
      length: 1.5,
      stepSize: 0.7,
      leapfrogs: 2,
      correlation: 0.6,
    });
    const zs = new Map<string, number[]>();
    for (let seed = 100; seed < 140; seed++) {
      const laws: Laws = {};
      for (const measure of [measureWalks, measurePaths, measureSweeps]) {
        for await (const _ of measure({ tf, now, seed, params: {} }, settings, laws));
      }
      for (const check of listChecks(settings, createChains(settings), laws)) {
        const { z } = judgeCheck(check);
        if (z !== undefined) {
          zs.set(check.name, [...(zs.get(check.name) ?? []), z]);
        }
      }
    }
    assert.equal(zs.size, 6);
    for (const [name, of] of zs) {
      assert.equal(of.length, 40);
      assert.doesNotThrow(() => assertStandardNormal(of), name);
    }
  });

  // The chains' own checks need no more than that their start is exact.
  test("has z values of the chains on a target that are standard normal, over 30 seeds", async () => {
    const settings = settingsOf({ target: "correlated", chains: 256, correlation: 0.7 });
    const zs: number[] = [];
    for (let seed = 1; seed <= 30; seed++) {
      const chains = createChains(settings);
      for await (const _ of runChains({ tf, now, seed, params: {} }, settings, chains));
      zs.push(
        ...listChecks(settings, chains, {})
          .slice(0, 2)
          .map((check) => judgeCheck(check).z as number),
      );
    }
    assert.equal(zs.length, 60);
    for (const which of [0, 1]) {
      assertStandardNormal(zs.filter((_, i) => i % 2 === which));
    }
  });

  test("shows the autocorrelation that Gibbs has exactly, and one that does not fall where chains sit in modes", async () => {
    const correlate = async (wished: Record<string, unknown>) => {
      const settings = settingsOf({ chains: 256, ...wished });
      const chains = createChains(settings);
      for await (const _ of runChains({ tf, now, seed: 5, params: {} }, settings, chains));
      return chains.autocorrelation;
    };
    const gibbs = await correlate({ sampler: "gibbs", target: "correlated", correlation: 0.98 });
    assert.equal(gibbs.length, lags);
    assert.equal(gibbs[0]?.value.toFixed(6), "1.000000");
    gibbs.slice(1).forEach(({ value, standardError }, i) => {
      // Around the chains' own mean: it is off by no more than the standard error.
      assert.ok(Math.abs(value - 0.98 ** (2 * 20 * (i + 1))) < 4.5 * standardError, `${i + 1}: ${value}`);
    });
    const modes = await correlate({ sampler: "hamiltonian", target: "mixture", start: "dropped" });
    assert.ok((modes.at(-1)?.value as number) > 0.8);
  });

  const quick = paramsOf(mcmc, "Quick look");
  const corners: Record<string, unknown>[] = [
    { sampler: "hamiltonian", dimension: 24, leapfrogs: 50, stepSize: 2.2, target: "normal" },
    { sampler: "hamiltonian", dimension: 1, leapfrogs: 1, stepSize: 0.05, target: "normal" },
    { sampler: "langevin", dimension: 24, stepSize: 2.2, target: "funnel", start: "kept" },
    { sampler: "langevin", dimension: 3, stepSize: 1, target: "ring", leapfrogs: 9 },
    { sampler: "metropolis", dimension: 24, length: 6, target: "normal" },
    { sampler: "metropolis", dimension: 1, length: 0.1, target: "normal", start: "dropped" },
    { sampler: "metropolis", length: 0.1, correlation: 0.99, target: "correlated" },
    { sampler: "gibbs", correlation: 0, target: "correlated" },
    { sampler: "gibbs", correlation: 0.99, dimension: 1, target: "normal" },
    { sampler: "gibbs", target: "banana" },
    { sampler: "hamiltonian", stepSize: 2.2, leapfrogs: 20, target: "banana" },
  ];
  for (const wished of corners) {
    test(`has all its checks hold with ${JSON.stringify(wished)}`, async () => {
      assert.deepEqual(await failedChecks(mcmc, { ...quick, ...wished }), []);
    });
  }
});

testDefects(mcmc, paramsOf(mcmc, "Quick look"), [
  {
    mistake: "the ratio of densities is squared",
    file: "gpu/metropolis.ts",
    from: "if (Math.log(random.uniforms(blocks)[0] as number) < 0.5 * gain)",
    to: "if (Math.log(random.uniforms(blocks)[0] as number) < gain)",
    seen: /Acceptance of the random walk/,
  },
  {
    mistake: "the step does not shrink with the dimension",
    file: "demos/mcmc/laws.ts",
    from: "].map((one) => one / Math.sqrt(dimension));",
    to: "];",
    seen: /Acceptance of the random walk/,
  },
  {
    mistake: "refused jumps count for the efficiency",
    file: "gpu/metropolis.ts",
    from: "Math.exp(Math.min(0, 0.5 * gain)) * size",
    to: "size",
    seen: /Most efficient/,
  },
  {
    mistake: "the first leapfrog kick is a whole one",
    file: "gpu/hamiltonian.ts",
    from: "p -= 0.5 * size * q;\n              for",
    to: "p -= size * q;\n              for",
    seen: /Acceptance of Hamiltonian/,
  },
  {
    mistake: "the leapfrog step does not keep volume",
    file: "gpu/hamiltonian.ts",
    from: "q += size * p;\n                p -= size * q;",
    to: "q += size * p;\n                p -= 1.1 * size * q + 0.05 * p;",
    seen: /Creutz/,
  },
  {
    mistake: "Gibbs draws y from the x of before",
    file: "gpu/gibbs.ts",
    from: "Math.fround(correlation * x +",
    to: "Math.fround(correlation * (chain[i] as number) +",
    seen: /Lag-one/,
  },
  {
    mistake: "the gradient has a wrong sign",
    file: "gpu/planarTargets.ts",
    from: "slopeX: (x, y) => precision * (correlation * y - x)",
    to: "slopeX: (x, y) => precision * (correlation * y + x)",
    seen: /unstable/,
  },
  {
    mistake: "a Langevin step is worth its length, not its square",
    file: "math/normalAcceptance.ts",
    from: "x * x * langevin(",
    to: "x * langevin(",
    seen: /Langevin step, exact law/,
  },
  {
    mistake: "the density of the banana is another one",
    file: "gpu/planarTargets.ts",
    from: "const v = 2 * y + 0.4 * (x * x + 4) - 4;\n    return (-2 / 3)",
    to: "const v = 2 * y + 0.5 * (x * x + 4) - 4;\n    return (-2 / 3)",
    seen: /lower quartile of y/,
  },
  {
    mistake: "uniform numbers stay below a half",
    file: "gpu/laneRandom.ts",
    from: "+ 0.5) / 2 ** 23",
    to: "+ 0.5) / 2 ** 24",
    seen: /Creutz/,
  },
]);
