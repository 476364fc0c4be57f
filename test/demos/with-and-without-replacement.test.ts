import assert from "node:assert/strict";
import { judgeCheck, readParams } from "../../src/demos/demo";
import { withAndWithoutReplacement as demo } from "../../src/demos/with-and-without-replacement";
import { drawProblem, readSettings } from "../../src/demos/with-and-without-replacement/problem";
import { testDefects } from "./plantDefect";
import { assertAllStandardNormal, collectZ, failedChecks, paramsOf, prepareBackend, runDemo } from "./runDemo";

const quick = paramsOf(demo, "Quick look");

suiteSetup(prepareBackend);

suite("With against without replacement", () => {
  test("has populations of whole numbers that float32 adds without error", () => {
    for (const shape of ["normal", "lognormal", "uniform", "rare"]) {
      const { population, moments, data } = drawProblem(
        readSettings(readParams(demo, { shape, items: 5000, draws: 1000 }).params),
        3,
      );
      assert.ok(population.every((value) => Number.isInteger(value) && value >= 0));
      assert.ok(population.reduce((sum, value) => sum + value, 0) < 2 ** 24);
      assert.ok(moments.variance > 0);
      assert.equal(data.length, 1000);
    }
  });

  // If the standard errors are right, z is standard normal over seeds.
  for (const wished of [
    { items: 50, draws: 10, replicates: 2000 },
    { items: 50, draws: 20, replicates: 2000, shape: "lognormal" },
  ]) {
    test(`has standard errors that are right, with ${JSON.stringify(wished)}`, async function () {
      this.timeout(60_000);
      const zs = await collectZ(demo, wished, 500, 60);
      assert.ok(zs.size > 12);
      assertAllStandardNormal(zs);
    });
  }

  const corners: Record<string, unknown>[] = [
    { items: 50, draws: 50 },
    { items: 50, draws: 5, shape: "rare" },
    { items: 50, draws: 1000, shape: "uniform" },
    { items: 200, draws: 5, shape: "lognormal" },
    { items: 1000, draws: 1000, shape: "rare" },
    { items: 5000, draws: 5 },
  ];
  for (const wished of corners) {
    test(`has all its checks hold with ${JSON.stringify(wished)}`, async () => {
      assert.deepEqual(await failedChecks(demo, { replicates: 2000, ...wished }), []);
    });
  }

  test("says of a sample of the whole population that its mean does not vary", async () => {
    const { checks } = await runDemo(demo, 1, { ...quick, draws: 200 });
    const ratio = checks.find(({ name }) => name === demo.prediction.check);
    assert.ok(ratio);
    assert.equal(ratio.measured, 0);
    assert.equal(ratio.exact, 0);
    assert.ok(judgeCheck(ratio).passed);
  });
});

testDefects(demo, { ...quick, draws: 15, replicates: 10_000 }, [
  {
    mistake: "an item is taken without regard to how many are left",
    file: "gpu/urn.ts",
    from: "pickBelow(word, size - item) < draws - (sampled[1] as number)",
    to: "pickBelow(word, size) < draws",
    seen: /Variance of the mean, without replacement/,
  },
  {
    mistake: "draws are from a little less than the population",
    file: "gpu/urn.ts",
    from: "take(call, sampled, pickBelow(word, size));",
    to: "take(call, sampled, pickBelow(word, size - 4));",
    seen: /Mean of the means, with replacement/,
  },
  {
    mistake: "the correction is that of the standard error",
    file: "math/finitePopulation.ts",
    from: "(size - draws) / (size - 1)",
    to: "Math.sqrt((size - draws) / (size - 1))",
    seen: /without to with replacement/,
  },
  {
    mistake: "the ratio is upside down",
    file: "demos/with-and-without-replacement/checks.ts",
    from: "measured: not[of] / replaced[of]",
    to: "measured: replaced[of] / not[of]",
    seen: /hypergeometric to binomial/,
  },
  {
    mistake: "the random numbers repeat every other draw",
    file: "gpu/bootstrap.ts",
    from: "words[draw % 4] as number, size",
    to: "words[(draw % 4) & 2] as number, size",
    seen: /Distinct share of a bootstrap sample/,
  },
  {
    mistake: "the variance of the data has n − 1",
    file: "math/finitePopulation.ts",
    from: "variance: average((value) => (value - mean) ** 2),",
    to: "variance: (average((value) => (value - mean) ** 2) * all.length) / (all.length - 1),",
    seen: /Bootstrap variance/,
  },
  {
    mistake: "all epochs have one order",
    file: "demos/with-and-without-replacement/stages.ts",
    from: "streams.reshuffle + run,",
    to: "streams.reshuffle,",
    seen: /steps of reshuffled SGD/,
  },
  {
    mistake: "the step is 1/(t + 1)",
    file: "demos/with-and-without-replacement/stages.ts",
    from: "(population[order[t - 1] as number] as number)) / t;",
    to: "(population[order[t - 1] as number] as number)) / (t + 1);",
    seen: /Largest error after an epoch/,
  },
]);
