import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs-core";
import { judgeCheck, readParams } from "../../src/demos/demo";
import { universalApproximation } from "../../src/demos/universal-approximation";
import { listChecks, neuronVariance } from "../../src/demos/universal-approximation/checks";
import { createProjection, samplePoints } from "../../src/demos/universal-approximation/estimation";
import {
  boundRounding,
  evaluate,
  interpolate,
  measureErrors,
  measureFolded,
  roundParameters,
} from "../../src/demos/universal-approximation/interpolant";
import type { Measured } from "../../src/demos/universal-approximation/measured";
import { readSettings } from "../../src/demos/universal-approximation/settings";
import { averageNeurons, estimate } from "../../src/demos/universal-approximation/stages";
import { targets } from "../../src/demos/universal-approximation/targets";
import { floatFormats } from "../../src/math/rounding";
import { testDefects } from "./plantDefect";
import { assertStandardNormal, failedChecks, now, paramsOf, prepareBackend } from "./runDemo";

suiteSetup(prepareBackend);

const quick = paramsOf(universalApproximation, "Quick look");

suite("Universal approximation", () => {
  for (const [name, target] of Object.entries(targets)) {
    test(`knows the error of equal pieces on ${name}, as a fine sum over the interval has it`, () => {
      for (const width of [1, 2, 4, 8, 32, 64]) {
        const interpolant = interpolate(target, width);
        const points = 60_000;
        let sum = 0;
        let largest = 0;
        for (let i = 0; i < points; i++) {
          const x = (i + 0.5) / points;
          const at = Math.floor(x * width) / width;
          const share = x * width - Math.floor(x * width);
          const chord = (1 - share) * target.at(at) + share * target.at(at + 1 / width);
          const error = Math.abs(chord - target.at(x));
          sum += error ** 2 / points;
          largest = Math.max(largest, error);
          assert.ok(i % 1000 > 0 || Math.abs(evaluate(interpolant, x, floatFormats.float64) - chord) < 1e-10);
        }
        assert.ok(Math.abs(Math.sqrt(sum) / target.rmse(width) - 1) < 2e-3, `${width} pieces`);
        const exact = target.largest(width);
        assert.ok(exact.rule === "bound" ? largest <= exact.value : Math.abs(largest / exact.value - 1) < 2e-3);
      }
    });
  }

  test("knows x²: 1/4N² and 1/√30 N², and by folding 2^(-2m - 2)", () => {
    for (const width of [1, 16, 512]) {
      const interpolant = interpolate(targets.square, width);
      const { mse, largest } = measureErrors(targets.square, width, (x) =>
        evaluate(interpolant, x, floatFormats.float64),
      );
      assert.ok(Math.abs(Math.sqrt(mse) * width ** 2 - 0.18257418583505536) < 1e-6);
      assert.ok(Math.abs(largest * width ** 2 - 0.25) < 1e-6);
    }
    for (const [folds, exact] of [
      [2, 0.015625],
      [4, 0.0009765625],
      [6, 6.103515625e-5],
    ] as const) {
      assert.ok(Math.abs(measureFolded(targets.square, folds).largest / exact - 1) < 1e-9);
    }
    assert.equal(neuronVariance.toPrecision(15), (0.3408450569081046).toPrecision(15));
  });

  test("knows the error of a wave on both sides of where its series takes over", () => {
    const far = (width: number) => targets.wave.rmse(width) * width ** 2;
    // The series is for 32 pieces and more: from one side to the other the error goes on as the next terms say.
    const omega = (width: number) => (2 * Math.PI) / width;
    const slowly = (width: number) =>
      Math.PI ** 2 * Math.sqrt(16 / 240) * Math.sqrt(1 - (11 * 240 * omega(width) ** 2) / 60480);
    for (const width of [16, 32, 64]) {
      assert.ok(Math.abs(far(width) / slowly(width) - 1) < 1e-4, `${width} pieces`);
    }
  });

  test("bounds what rounding changes, at points and kinks that the format has", () => {
    for (const target of Object.values(targets)) {
      for (const width of [1, 32, 1024]) {
        const interpolant = interpolate(target, width);
        for (const x of [1, 333, 1023, 2047].map((odd) => odd / 2048)) {
          for (const format of [floatFormats.float16, floatFormats.float32]) {
            const change =
              evaluate(roundParameters(interpolant, format), x, format) -
              evaluate(interpolant, x, floatFormats.float64);
            assert.ok(Math.abs(change) <= boundRounding(interpolant, x, format));
          }
        }
      }
    }
  });

  test("fits a broken line exactly where its kinks are the fit's, and anything else with errors at right angles", () => {
    const xs = samplePoints(64);
    const project = createProjection(4, 64);
    const bent = xs.map((x) => 1 - 2 * x + 3 * Math.max(0, x - 0.25) - 7 * Math.max(0, x - 0.75));
    assert.ok(project(bent).every((y, i) => Math.abs(y - (bent[i] as number)) < 1e-12));
    const wild = xs.map((x) => Math.sin(40 * x));
    const fitted = project(wild);
    const product = bent.reduce((sum, y, i) => sum + y * ((wild[i] as number) - (fitted[i] as number)), 0);
    assert.ok(Math.abs(product) < 1e-11);
  });

  test("has standard errors that are right, over 40 seeds", async function () {
    this.timeout(60_000);
    const zs = new Map<string, number[]>();
    const settings = readSettings(readParams(universalApproximation, { ...quick, dimension: 5 }).params);
    for (let seed = 100; seed < 140; seed++) {
      const measured: Measured = { equal: [], stepLargest: [], folded: [], estimations: [], neurons: [], trained: [] };
      for await (const _ of estimate(settings, seed, measured));
      for await (const _ of averageNeurons({ tf, now, seed, params: {} }, settings, measured));
      for (const check of listChecks(settings, measured)) {
        zs.set(check.name, [...(zs.get(check.name) ?? []), judgeCheck(check).z as number]);
      }
    }
    assert.equal(zs.size, 5);
    for (const of of zs.values()) {
      assertStandardNormal(of);
    }
  });

  for (const wished of [
    { target: "wave", doublings: 0 },
    { target: "wave", doublings: 4, precision: "float32" },
    { target: "kink", doublings: 3, precision: "float64" },
    { target: "step", doublings: 1, noise: 1, precision: "float64" },
    { target: "step", doublings: 4, precision: "float16" },
    { target: "kink", doublings: 0, dimension: 1, noise: 0.01 },
    { target: "square", doublings: 4, dimension: 64, samples: 96, precision: "float32" },
  ]) {
    test(`has all its checks hold with ${JSON.stringify(wished)}`, async () => {
      assert.deepEqual(await failedChecks(universalApproximation, { ...quick, ...wished }), []);
    });
  }
});

testDefects(universalApproximation, quick, [
  {
    mistake: "the neurons are linear",
    file: "gpu/randomNeurons.ts",
    from: "+ Math.max(z, 0)",
    to: "+ z",
    seen: /random neurons, d = 2/,
  },
  {
    mistake: "the mean of the neurons is a little too small",
    file: "demos/universal-approximation/stages.ts",
    from: "sum / width - neuronMean",
    to: "sum / (width + 1) - neuronMean",
    seen: /Slope of error against width, random neurons/,
  },
  {
    mistake: "a unit has its slope and not the jump of slopes",
    file: "demos/universal-approximation/interpolant.ts",
    from: "slope - (slopes[j - 1] ?? 0)",
    to: "slope",
    seen: /Root mean squared error of/,
  },
  {
    mistake: "a weight of the quadrature is wrong",
    file: "demos/universal-approximation/interpolant.ts",
    from: "weight: 4 / 9",
    to: "weight: 5 / 9",
    seen: /Root mean squared error of/,
  },
  {
    mistake: "folds are weighted by powers of 3",
    file: "demos/universal-approximation/interpolant.ts",
    from: "fold / 4 ** s",
    to: "fold / 3 ** s",
    seen: /by 2 folds/,
  },
  {
    mistake: "float16 has the eight significant bits of bfloat16",
    file: "math/rounding.ts",
    from: "Math.max(exponent, -14) - 10",
    to: "Math.max(exponent, -14) - 7",
    seen: /Largest change by float16/,
  },
  {
    mistake: "the noise is scaled by its variance",
    file: "demos/universal-approximation/estimation.ts",
    from: "y + noise * (errors",
    to: "y + noise * noise * (errors",
    seen: /Estimation error/,
  },
  {
    mistake: "the generator's normal numbers are a little too large",
    file: "math/random.ts",
    from: "Math.sqrt(-2 * Math.log(",
    to: "Math.sqrt(-2.4 * Math.log(",
    seen: /Estimation error/,
  },
  {
    mistake: "new samples have the same noise as the old ones",
    file: "demos/universal-approximation/estimation.ts",
    from: "observe(streams.test, replicate)",
    to: "observe(streams.training, replicate)",
    seen: /on new samples/,
  },
  {
    mistake: "training climbs",
    file: "gpu/training.ts",
    from: "(parameters[i] as number) - (learningRate",
    to: "(parameters[i] as number) + (learningRate",
    seen: /Median squared error after training/,
  },
]);
