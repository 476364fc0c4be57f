import assert from "node:assert/strict";
import { candidateSampling as demo } from "../../src/demos/candidate-sampling";
import { listChecks } from "../../src/demos/candidate-sampling/checks";
import { measureGradients } from "../../src/demos/candidate-sampling/gradients";
import { learn } from "../../src/demos/candidate-sampling/learning";
import { createLosses } from "../../src/demos/candidate-sampling/losses";
import type { Measured } from "../../src/demos/candidate-sampling/measured";
import { countFirst, estimatePartition, measureInformation } from "../../src/demos/candidate-sampling/partition";
import { createProblem } from "../../src/demos/candidate-sampling/problem";
import { measureSlopes } from "../../src/demos/candidate-sampling/slopes";
import { judgeCheck, readParams } from "../../src/demos/demo";
import { testDefects } from "./plantDefect";
import { assertAllStandardNormal, failedChecks, paramsOf, prepareBackend, runDemo } from "./runDemo";

const quick = paramsOf(demo, "Quick look");
const paramsWith = (wished: Record<string, unknown>) => readParams(demo, { ...quick, ...wished }).params;

suiteSetup(prepareBackend);

suite("Candidate sampling", () => {
  test("has the divergence, the shift and the spreads of the tables at 10,000 classes", async () => {
    const problem = createProblem(readParams(demo, {}).params, 1);
    const measured: Measured = { learned: [], trainings: [] };
    const losses = createLosses(problem).filter(({ name }) => name === "negative" || name === "nce");
    for await (const _ of learn(problem, losses, measured));
    const [nce, negative] = measured.learned;
    assert.ok(nce && negative);
    assert.ok(Math.abs(negative.divergence - 2.536639650008127) < 1e-8);
    assert.ok(Math.abs(negative.offset + 1.6094379124341003) < 1e-8);
    assert.ok(Math.abs(nce.divergence) < 1e-8);
    assert.match(
      demo.preview(readParams(demo, {}).params).panels[1]?.summary ?? "",
      /170\.7 \(uniform\), 0\.01323 \(log-uniform\)/,
    );
  });

  // If the standard errors are right, z is standard normal over seeds.
  for (const wished of [
    { sampler: "log-uniform", scheme: "replacement", hits: "kept" },
    { sampler: "uniform", scheme: "unique", hits: "removed" },
    { sampler: "softmax", scheme: "replacement", hits: "removed" },
  ]) {
    test(`has standard errors that are right over 40 seeds, with ${JSON.stringify(wished)}`, async function () {
      this.timeout(60_000);
      const params = { ...paramsWith(wished), classes: 30, candidates: 4, draws: 10_000 };
      // What is learned does not depend on the seed.
      const learned: Measured = { learned: [], trainings: [] };
      const first = createProblem(params, 0);
      for await (const _ of learn(first, createLosses(first), learned));
      const zs = new Map<string, number[]>();
      for (let seed = 100; seed < 140; seed++) {
        const problem = createProblem(params, seed);
        const measured: Measured = { learned: learned.learned.map((one) => ({ ...one })), trainings: [] };
        for (const stage of [countFirst, estimatePartition, measureSlopes, measureInformation, measureGradients]) {
          for await (const _ of stage(problem, measured));
        }
        for (const check of listChecks(problem, measured)) {
          const { z } = judgeCheck(check);
          if (z !== undefined) {
            zs.set(check.name, [...(zs.get(check.name) ?? []), z]);
          }
        }
      }
      assert.ok(zs.size >= 9);
      assertAllStandardNormal(zs);
    });
  }

  const corners: Record<string, unknown>[] = [
    { candidates: 1, noise: 1, sampler: "uniform" },
    { candidates: 1, noise: 50, scheme: "unique", hits: "removed" },
    { classes: 100, candidates: 1000, scheme: "unique", hits: "removed" },
    { classes: 100, candidates: 1000, sampler: "softmax", hits: "removed" },
    { classes: 2000, sampler: "unigram", scheme: "unique" },
    { classes: 2000, candidates: 30, sampler: "softmax" },
  ];
  for (const wished of corners) {
    test(`has all its checks hold with ${JSON.stringify(wished)}`, async () => {
      assert.deepEqual(await failedChecks(demo, paramsWith(wished)), []);
    });
  }

  test("checks what sampled softmax learned where that has a formula, and says it elsewhere", async () => {
    const learnedChecks = async (wished: Record<string, unknown>, lost: RegExp) => {
      const { checks, conclusion } = await runDemo(demo, 1, paramsWith({ classes: 100, ...wished }));
      assert.match(conclusion, lost);
      return checks.filter(({ name }) => /^Sampled softmax: largest distance/.test(name)).length;
    };
    const [nothing, little] = [/, 0 from sampled softmax/, /, 0\.0\d+ from sampled softmax/];
    assert.equal(await learnedChecks({ hits: "kept" }, nothing), 1);
    assert.equal(await learnedChecks({ hits: "removed" }, little), 0);
    assert.equal(await learnedChecks({ scheme: "unique", hits: "removed" }, nothing), 1);
    assert.equal(await learnedChecks({ scheme: "unique", hits: "kept" }, little), 0);
  });
});

testDefects(demo, { ...quick, classes: 100 }, [
  {
    mistake: "the correction is added instead of subtracted",
    file: "demos/candidate-sampling/losses.ts",
    from: "expected.map((count) => -Math.log(count))",
    to: "expected.map((count) => Math.log(count))",
    seen: /^Sampled softmax: largest distance/,
  },
  {
    mistake: "NCE forgets k",
    file: "demos/candidate-sampling/losses.ts",
    from: "-Math.log(settings.noise * q)",
    to: "-Math.log(q)",
    seen: /NCE/,
  },
  {
    mistake: "noise counts for half",
    file: "demos/candidate-sampling/losses.ts",
    from: "p + settings.noise * (sampler.probabilities[i] as number)",
    to: "p + 0.5 * settings.noise * (sampler.probabilities[i] as number)",
    seen: /Offset of negative sampling/,
  },
  {
    mistake: "the log-uniform sampler is off by one class",
    file: "math/candidateSampler.ts",
    from: "Math.floor(Math.exp(uniform * scale)) - 1)",
    to: "Math.floor(Math.exp(uniform * scale)))",
    seen: /Share of the first class/,
  },
  {
    mistake: "candidates are drawn from one distribution and corrected for another",
    file: "demos/candidate-sampling/slopes.ts",
    from: "logit + (loss.added[i] as number)",
    to: "logit",
    seen: /Sampled softmax: slope along log p/,
  },
  {
    mistake: "one draw is missing",
    file: "math/selfNormalized.ts",
    from: "const single = weight * count * one ** (count - 1);",
    to: "const single = weight * count * one ** count;",
    seen: /by the integral/,
  },
  {
    mistake: "estimates of Z are weighted by q/p",
    file: "demos/candidate-sampling/partition.ts",
    from: "p / (sampler.probabilities[i] as number)",
    to: "(sampler.probabilities[i] as number) / p",
    seen: /estimate of Z/,
  },
  {
    mistake: "weights of the gradient's draws are not corrected",
    file: "demos/candidate-sampling/gradients.ts",
    from: "const share = (weights[i] as number) / total;",
    to: "const share = 1 / count;",
    seen: /Bias of the shares from 8 draws/,
  },
  {
    mistake: "the positive is not counted among the candidates of InfoNCE",
    file: "demos/candidate-sampling/partition.ts",
    from: "Math.log(candidates + 1) - Math.log(1 + same)",
    to: "Math.log(candidates) - Math.log(1 + same)",
    seen: /^InfoNCE with 8 negatives, nats/,
  },
]);
