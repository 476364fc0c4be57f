import assert from "node:assert/strict";
import { type Check, judgeCheck, readParams } from "../../src/demos/demo";
import { ensembling } from "../../src/demos/ensembling";
import { listChecks } from "../../src/demos/ensembling/checks";
import type { Measured } from "../../src/demos/ensembling/measured";
import { tell } from "../../src/demos/ensembling/panels";
import { type Diversity, drawLessons, drawPoints, features, readSettings } from "../../src/demos/ensembling/problem";
import { measureSpread, pilots, varianceOfMean } from "../../src/demos/ensembling/spread";
import { simulateEnsembles, simulateVotes } from "../../src/demos/ensembling/stages";
import { measureVotes } from "../../src/demos/ensembling/votes";
import { type Estimate, estimateMean } from "../../src/math/estimate";
import { createRandomSource } from "../../src/math/random";
import { testDefects } from "./plantDefect";
import { assertStandardNormal, failedChecks, prepareBackend } from "./runDemo";

const small = { members: 3, hidden: 2, sets: 32, examples: 10 };
const settingsOf = (wished: Record<string, unknown> = {}) => readSettings(readParams(ensembling, wished).params);

/** What a generator returns when it is not stopped on the way. */
function finish<T>(work: Generator<number, T>): T {
  for (;;) {
    const next = work.next();
    if (next.done) {
      return next.value;
    }
  }
}

/** Predictions with a part common to a training set and a part of each member, neither of them normal. */
function drawPredictions(seed: number, sets: number, members: number, points: number) {
  const random = createRandomSource(seed);
  const normals = random.normals(0, sets * (members + 1) * points);
  const scales = random.uniforms(1, sets);
  return Array.from({ length: sets }, (_, set) => {
    const from = set * (members + 1) * points;
    return Float64Array.from({ length: members * points }, (_, i) => {
      // Neighbouring points go together, and some training sets are harder than others.
      const [point, member] = [i % points, Math.floor(i / points)];
      const common = (normals[from] as number) + (normals[from + point] as number) ** 2 - 1;
      const own = (normals[from + (member + 1) * points] as number) + (normals[from + points + i] as number);
      return 0.5 + 0.7 * common + (0.4 + (scales[set] as number)) * own;
    });
  });
}

suiteSetup(prepareBackend);

suite("Ensembling", () => {
  test("has the formula that gives 0.6875 for ρ = 0.3, σ² = 2, M = 16", () => {
    assert.ok(Math.abs(varianceOfMean(0.3, 2, 16) - 0.6875) < 1e-14);
    // The same from the covariance matrix: 1ᵀΣ1 / M².
    const members = Array.from({ length: 16 }, (_, i) => i);
    const sum = members.flatMap((i) => members.map((j) => (i === j ? 2 : 0.6))).reduce((a, b) => a + b, 0);
    assert.ok(Math.abs(sum / 256 - 0.6875) < 1e-14);
  });

  test("lets members share what they do not differ in", () => {
    const plan = { sets: 2, members: 6, target: (y: number) => y };
    const draw = (diversity: Diversity) => finish(drawLessons(settingsOf({ ...small, diversity }), 5, plan));
    const startOf = ({ starts }: ReturnType<typeof draw>, lane: number) =>
      [...starts.subarray((lane * starts.length) / 12, ((lane + 1) * starts.length) / 12)].join();
    const rowsOf = ({ examples }: ReturnType<typeof draw>, lane: number) =>
      [...examples.subarray(40 * lane, 40 * (lane + 1))].join();
    for (const diversity of ["identical", "bootstrap", "features"] as const) {
      const lessons = draw(diversity);
      assert.equal(startOf(lessons, 0), startOf(lessons, 5));
      assert.notEqual(startOf(lessons, 0), startOf(lessons, 6));
    }
    for (const diversity of ["starts", "everything"] as const) {
      const lessons = draw(diversity);
      assert.equal(new Set(Array.from({ length: 12 }, (_, lane) => startOf(lessons, lane))).size, 12);
    }
    assert.deepEqual([draw("starts").lanesPerSet, draw("starts").examples.length], [6, 2 * 40]);
    const [shared, resampled] = [draw("identical"), draw("bootstrap")];
    assert.notEqual(rowsOf(shared, 0), rowsOf(shared, 1));
    const own = new Set(Array.from({ length: 10 }, (_, i) => shared.examples.subarray(4 * i, 4 * i + 4).join()));
    for (let i = 0; i < 60; i++) {
      assert.ok(own.has(resampled.examples.subarray(4 * i, 4 * i + 4).join()), "a bootstrap sample is of its own set");
    }
    assert.notEqual(rowsOf(resampled, 0), rowsOf(resampled, 1));
    const { unseen, examples } = draw("features");
    assert.equal(new Set(unseen).size, features);
    unseen.forEach((feature, lane) => {
      for (let row = 0; row < 10; row++) {
        const seen = [0, 1, 2].filter((i) => examples[4 * (10 * lane + row) + i] !== 0);
        assert.deepEqual(
          seen,
          [0, 1, 2].filter((i) => i !== feature),
        );
      }
    });
  });

  test("compares predictions at inputs within the cube that training sets are from", () => {
    const points = drawPoints(createRandomSource(3));
    assert.ok(points.every((x) => x.length === 3 && x.every((value) => Math.abs(value) < 1)));
    assert.equal(new Set(points.map(String)).size, points.length);
  });

  test("measures variance, correlation and bias without bias, with right standard errors, over 80 draws", () => {
    const [sets, members, points] = [40, pilots + 5, 6];
    const [shares, biases]: number[][] = [[], []];
    const sums = { variance: 0, covariance: 0, bias: 0, biasOfOne: 0 };
    const told: Record<string, Estimate[]> = {};
    for (let seed = 0; seed < 80; seed++) {
      const bySet = drawPredictions(seed, sets, members, points);
      const spread = measureSpread({ members, points, bySet }, new Float64Array(points));
      const { share, correlation, variance, bias, biasOfOne } = spread;
      shares?.push((share.value - varianceOfMean(correlation, 1, 5)) / share.standardError);
      biases?.push((bias.value - biasOfOne) / bias.standardError);
      sums.variance += variance / 80;
      sums.covariance += (correlation * variance) / 80;
      sums.bias += bias.value / 80;
      sums.biasOfOne += biasOfOne / 80;
      for (const [name, estimate] of Object.entries({ ...spread.alone, ofMean: spread.ofMeans[4] as Estimate })) {
        told[name] = [...(told[name] ?? []), estimate];
      }
    }
    for (const [name, estimates] of Object.entries(told)) {
      const found = Math.sqrt(80) * estimateMean(estimates.map(({ value }) => value)).standardError;
      const claimed = estimateMean(estimates.map(({ standardError }) => standardError)).value;
      assert.ok(Math.abs(claimed / found - 1) < 0.3, `${name}: ${claimed} of ${found}`);
    }
    assertStandardNormal(shares ?? []);
    assertStandardNormal(biases ?? []);
    // At the first point the common part is n + n² − 1, of variance 3, at others too; own parts are two normals.
    const own = 2 * ((1.4 ** 3 - 0.4 ** 3) / 3);
    assert.ok(Math.abs(sums.covariance - 0.49 * 3) < 0.15, `covariance ${sums.covariance}`);
    assert.ok(
      Math.abs(sums.variance - (0.49 * 3 + own + (2 / 6) * ((1.4 ** 3 - 0.4 ** 3) / 3))) < 0.25,
      `${sums.variance}`,
    );
    assert.ok(Math.abs(sums.bias - 0.25) < 0.03 && Math.abs(sums.biasOfOne - 0.25) < 0.03);
  });

  test("tells a number to two digits of its standard error, and to three places at most", () => {
    assert.equal(tell({ value: 0.29947, standardError: 0.0213 }), "0.299 ± 0.021");
    assert.equal(tell({ value: -1.234, standardError: 0.56 }), "−1.23 ± 0.56");
    assert.equal(tell({ value: 1, standardError: 0 }), "1.000 ± 0.000");
  });

  test("has standard errors of simulated means and votes that are right, over 60 seeds", () => {
    const zs = new Map<string, number[]>();
    for (let seed = 500; seed < 560; seed++) {
      const settings = settingsOf({ members: 4, voter: 0.6 });
      const measured: Measured = { steps: 0 };
      finish(simulateEnsembles(settings, seed, measured));
      finish(simulateVotes(settings, seed, measured));
      for (const check of listChecks(settings, measured)) {
        zs.set(check.name, [...(zs.get(check.name) ?? []), judgeCheck(check).z as number]);
      }
    }
    assert.deepEqual(
      [...zs.keys()].map((name) => Number(/\d+/.exec(name)?.[0])),
      [Number.NaN, 4, 3, 5, 11, 21],
    );
    for (const of of zs.values()) {
      assert.equal(of.length, 60);
      assertStandardNormal(of);
    }
  });

  test("finds that voters worse than a coin get worse together", () => {
    const measured: Measured = { steps: 0 };
    finish(simulateVotes(settingsOf({ members: 21, voter: 0.4 }), 1, measured));
    const { right, trials } = measured.ballots as { right: number[]; trials: number };
    assert.ok((right[20] as number) / trials < 0.19 && (right[0] as number) / trials > 0.38);
  });

  test("tells votes, mean probabilities and mean log-odds apart", () => {
    const z = (p: number) => Math.log(p / (1 - p));
    // One sure member and two that lean the other way: the vote is lost, the mean probability is 0.6.
    const one = { members: 3, truth: Float64Array.of(0.9) };
    const sure = measureVotes({ ...one, bySet: [Float64Array.of(z(0.9), z(0.45), z(0.45))] });
    assert.deepEqual(
      [sure.byVote, sure.byProbability, sure.byLogOdds].map((of) => Number(of[2]?.toFixed(12))),
      [0.1, 0.9, 0.9],
    );
    assert.equal(sure.apart, 1);
    // Two that are all but certain outweigh in log-odds what they do not in probability.
    const odds = measureVotes({ ...one, members: 2, bySet: [Float64Array.of(z(0.0001), z(0.95))] });
    assert.deepEqual(
      [odds.byProbability, odds.byLogOdds].map((of) => Number(of[1]?.toFixed(12))),
      [0.1, 0.1],
    );
    // A tie is worth half.
    assert.ok(Math.abs((odds.byVote[1] as number) - 0.5) < 1e-12);
  });

  const corners: Record<string, unknown>[] = [
    { ...small, diversity: "identical" },
    { ...small, diversity: "features", members: 2 },
    { ...small, diversity: "bootstrap", noise: 1, examples: 12 },
    { ...small, diversity: "everything", noise: 0, hidden: 1 },
    { ...small, correlation: 1, variance: 0.1, voter: 0.95 },
    { ...small, correlation: 0, variance: 4, voter: 0.05 },
  ];
  for (const wished of corners) {
    test(`has all its checks hold with ${JSON.stringify(wished)}`, async () => {
      assert.deepEqual(await failedChecks(ensembling, wished), []);
    });
  }

  test("leaves out the vote that hardly ever ends otherwise, and not its other checks", () => {
    const names = (voter: number) => {
      const settings = settingsOf({ members: 32, voter });
      const measured: Measured = { steps: 0 };
      finish(simulateVotes(settings, 1, measured));
      return listChecks(settings, measured).map(({ name }: Check) => name);
    };
    assert.equal(names(0.6).length, 5);
    assert.deepEqual(names(0.95), ["Probability that the majority of 3 independent voters is right"]);
  });
});

testDefects(ensembling, { ...small, members: 8, diversity: "bootstrap" }, [
  {
    mistake: "members are taken to be independent",
    file: "demos/ensembling/spread.ts",
    from: "correlation * variance + ((1 - correlation) * variance) / members",
    to: "variance / members",
    seen: /Variance of the mean of the networks/,
  },
  {
    mistake: "the ensemble is compared with the truth at other inputs",
    file: "demos/ensembling/spread.ts",
    from: "value - (truth[i] as number)",
    to: "value - (truth[points - 1 - i] as number)",
    seen: /Squared bias/,
  },
  {
    mistake: "the mean is taken over one member too few",
    file: "demos/ensembling/stages.ts",
    from: "values.reduce((sum, value) => sum + value, 0) / values.length",
    to: "values.slice(1).reduce((sum, value) => sum + value, 0) / values.length",
    seen: /disagreement/,
  },
  {
    mistake: "the common part of simulated predictions has a deviation of ρσ",
    file: "demos/ensembling/stages.ts",
    from: "Math.sqrt(correlation * variance)",
    to: "correlation * Math.sqrt(variance)",
    seen: /simulated predictions/,
  },
  {
    mistake: "the generator's normal numbers are a little too large",
    file: "math/random.ts",
    from: "Math.sqrt(-2 * Math.log(",
    to: "Math.sqrt(-2.1 * Math.log(",
    seen: /simulated predictions/,
  },
  {
    mistake: "training climbs",
    file: "gpu/population.ts",
    from: "network[p] = w - learningRate * slope",
    to: "network[p] = w + learningRate * slope",
    seen: /Mean loss of the networks/,
  },
  {
    mistake: "ties count as right",
    file: "demos/ensembling/stages.ts",
    from: "(majority === 0 && (coins[trial] as number) < 0.5)",
    to: "majority === 0",
    seen: /majority of 8 independent voters/,
  },
  {
    mistake: "log loss is compared with that of the most likely label alone",
    file: "demos/ensembling/votes.ts",
    from: "Math.max(z, 0) - likely * z +",
    to: "Math.max(z, 0) - Math.round(likely) * z +",
    seen: /Log loss of the mean of probabilities/,
  },
]);
