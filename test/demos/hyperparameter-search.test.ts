import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs-core";
import { judgeCheck, readParams } from "../../src/demos/demo";
import { hyperparameterSearch as demo } from "../../src/demos/hyperparameter-search";
import { listChecks } from "../../src/demos/hyperparameter-search/checks";
import { branin, createRidge, hartmann, surveyFunction } from "../../src/demos/hyperparameter-search/closedForms";
import { createDraws } from "../../src/demos/hyperparameter-search/draws";
import {
  chanceOfHit,
  distanceExceeds,
  distanceToGrid,
  distanceToRandom,
} from "../../src/demos/hyperparameter-search/exact";
import { planBrackets } from "../../src/demos/hyperparameter-search/hyperband";
import type { Landscape, Objective } from "../../src/demos/hyperparameter-search/landscape";
import type { Measured } from "../../src/demos/hyperparameter-search/measured";
import { trainTable } from "../../src/demos/hyperparameter-search/networks";
import { type Course, follow } from "../../src/demos/hyperparameter-search/race";
import { reflect } from "../../src/demos/hyperparameter-search/search";
import { type Searcher, searchers, sizeGrid } from "../../src/demos/hyperparameter-search/searchers";
import { readSettings, type Settings } from "../../src/demos/hyperparameter-search/settings";
import {
  countFirstHits,
  crownWinners,
  measureDistances,
  runRaces,
  uses,
} from "../../src/demos/hyperparameter-search/stages";
import { createRandomSource } from "../../src/math/random";
import { testDefects } from "./plantDefect";
import { assertStandardNormal, failedChecks, now, prepareBackend, runDemo, startDemo } from "./runDemo";

const near = (measured: number, exact: number, tolerance: number, what = "") =>
  assert.ok(Math.abs(measured - exact) <= tolerance, `${what} ${measured} is not within ${tolerance} of ${exact}`);
const settingsOf = (wished: Record<string, unknown>): Settings => readSettings(readParams(demo, wished).params);
const createMeasured = (): Measured => ({ firstHits: [], winners: [], distances: [], races: [] });
const searcherOf = (id: Searcher["id"]) => searchers.find((searcher) => searcher.id === id) as Searcher;

/** What a generator returns when it is not stopped on the way. */
async function finish<T>(work: Generator<unknown, T> | AsyncGenerator<unknown, T>): Promise<T> {
  for (;;) {
    const next = await work.next();
    if (next.done) {
      return next.value;
    }
  }
}

/** One search for the least of a function of the unit cube, without noise and with nothing known early or late. */
function search(
  id: Searcher["id"],
  dimensions: number,
  budget: number,
  value: (point: ArrayLike<number>) => number,
  seed = 11,
): Promise<Course> {
  const objective: Objective = {
    regretAt: value,
    isTop: (point) => value(point) < 0.01,
    start: (point) => ({ observe: () => value(point), retest: () => value(point), truth: value(point), variance: 0 }),
  };
  const draws = createDraws(createRandomSource(seed), 0);
  return finish(follow(searcherOf(id), { dimensions, budget, eta: 3 }, objective, draws));
}

suiteSetup(prepareBackend);

suite("What is exact about a search", () => {
  test("agrees with the reference values", () => {
    near(chanceOfHit(0.05, 60), 0.953930201013048, 1e-14);
    near(distanceToGrid(3).mean, 0.08333333333333333, 1e-16);
    near(distanceToRandom(9).mean, 0.05454545454545454, 1e-16);
    near(distanceToGrid(4).mean, 0.0625, 1e-16);
    near(distanceToRandom(16).mean, 0.03104575163398693, 1e-16);
    near(branin.minimum, 0.39788735772973816, 1e-15);
    near(hartmann.minimum, -3.322368011391339, 1e-10);
  });

  test("has moments of the distance that integrate its probabilities", () => {
    for (const trials of [1, 9, 60]) {
      let [mean, square] = [0, 0];
      const step = 1e-4;
      for (let t = step / 2; t < 1; t += step) {
        mean += step * distanceExceeds(trials, t);
        square += step * 2 * t * distanceExceeds(trials, t);
      }
      near(distanceToRandom(trials).mean, mean, 1e-7);
      near(distanceToRandom(trials).variance, square - mean ** 2, 1e-7);
    }
  });

  test("puts no value of the test functions below their minima, and finds none beside them", () => {
    for (const of of [branin, hartmann]) {
      const draws = createDraws(createRandomSource(3), 0);
      for (let i = 0; i < 20_000; i++) {
        assert.ok(of.valueAt(draws.point(of.dimensions)) > of.minimum);
      }
      for (const minimizer of of.minimizers) {
        near(of.valueAt(minimizer), of.minimum, 1e-12);
        for (let i = 0; i < 1000; i++) {
          const beside = minimizer.map((value) => value + 1e-3 * draws.normal());
          assert.ok(of.valueAt(beside) > of.minimum - 1e-12);
        }
      }
    }
  });
});

suite("Hyperband", () => {
  const sizes = (eta: number, full: number) =>
    planBrackets(eta, full).map((rungs) => rungs.map(({ runs, resource }) => [runs, Math.round(resource)]));

  test("has the brackets of the table of Li et al. 2018 for R = 81 and η = 3", () => {
    assert.deepEqual(sizes(3, 81), [
      [
        [81, 1],
        [27, 3],
        [9, 9],
        [3, 27],
        [1, 81],
      ],
      [
        [34, 3],
        [11, 9],
        [3, 27],
        [1, 81],
      ],
      [
        [15, 9],
        [5, 27],
        [1, 81],
      ],
      [
        [8, 27],
        [2, 81],
      ],
      [[5, 81]],
    ]);
  });

  test("keeps the best of each rung, lets the same runs go on, and begins again after a pass", async () => {
    const { asked, spent } = await search("hyperband", 1, 47, (point) => point[0] as number);
    assert.ok(spent > 46 && spent <= 47 + 1e-9);
    const first = asked.slice(0, 81);
    const next = asked.slice(81, 81 + 27);
    const best = [...first].sort((a, b) => a.value - b.value).slice(0, 27);
    assert.deepEqual(
      next.map(({ point }) => point),
      best.map(({ point }) => point),
    );
    assert.ok(next.every(({ point, share }) => first.some((run) => run.point === point) && share === 3 / 81));
    const pass = planBrackets(3).flat();
    const runs = pass.reduce((sum, rung) => sum + rung.runs, 0);
    assert.equal(asked[runs - 1]?.share, 1);
    assert.equal(asked[runs]?.share, 1 / 81);
    assert.equal(new Set(asked.slice(0, runs).map(({ point }) => point)).size, 143);
  });
});

suite("A search", () => {
  test("by grid has as many values for each dimension as the budget allows, as equal as can be", () => {
    assert.deepEqual(sizeGrid(9, 2), [3, 3]);
    assert.deepEqual(sizeGrid(11, 2), [3, 3]);
    assert.deepEqual(sizeGrid(12, 2), [4, 3]);
    assert.deepEqual(sizeGrid(60, 3), [4, 4, 3]);
    assert.deepEqual(sizeGrid(60, 6), [2, 2, 2, 2, 2, 1]);
    assert.deepEqual(sizeGrid(64, 3), [4, 4, 4]);
  });

  test("by grid tries every combination once, in the middle of its part", async () => {
    const { asked } = await search("grid", 2, 12, () => 0);
    const seen = asked.map(({ point }) => [...point].map((value) => Math.round(24 * value)));
    assert.equal(new Set(seen.map(String)).size, 12);
    const values = [0, 1].map((axis) => [...new Set(seen.map((point) => point[axis] as number))].sort((a, b) => a - b));
    assert.deepEqual(
      values.sort((a, b) => a.length - b.length),
      [
        [4, 12, 20],
        [3, 9, 15, 21],
      ],
    );
  });

  for (const { id, label } of searchers) {
    test(`by ${label} stays in the cube and within its budget, and its incumbent is the best it saw`, async () => {
      const valueAt = (point: ArrayLike<number>) => ((point[0] as number) - 1) ** 2 + (point[1] as number) ** 2;
      const { asked, spent, regrets, incumbent } = await search(id, 2, 20, valueAt);
      assert.ok(asked.every(({ point }) => point.length === 2 && point.every((value) => value >= 0 && value <= 1)));
      near(
        asked.reduce((sum, { share }) => sum + share, 0),
        spent,
        1e-9,
      );
      assert.ok(spent <= 20);
      const full = asked.filter(({ share }) => share === 1).map(({ value }) => value);
      assert.equal(incumbent.value, Math.min(...full));
      assert.equal(regrets[19], Math.min(...full));
      if (id !== "hyperband") {
        assert.deepEqual(
          [...regrets.subarray(0, asked.length)],
          asked.map((_, i) => Math.min(...full.slice(0, i + 1))),
        );
      }
    });
  }

  test("by evolution or by a Gaussian process closes in on the minimum of a bowl, in a corner too", async () => {
    for (const centre of [0.3, 1]) {
      const bowl = (point: ArrayLike<number>) =>
        Array.from(point).reduce((sum, value) => sum + (value - centre) ** 2, 0);
      const median = async (id: Searcher["id"], searches: number) => {
        const seeds = Array.from({ length: searches }, (_, seed) => seed);
        const ends = await Promise.all(
          seeds.map(async (seed) => (await search(id, 3, 60, bowl, seed)).regrets[59] as number),
        );
        return ends.sort((a, b) => a - b)[searches >> 1] as number;
      };
      const random = await median("random", 51);
      const evolution = await median("evolution", 51);
      const process = await median("gaussian", 5);
      assert.ok(evolution < random / 2, `evolution ${evolution}, random ${random}`);
      assert.ok(process < 1e-4, `Gaussian process ${process}`);
    }
  });

  test("has its incumbent changed by a longer run even for a worse value", async () => {
    const objective: Objective = {
      regretAt: (point) => point[0] as number,
      isTop: () => false,
      start: (point) => ({ observe: (share) => (point[0] as number) * share, retest: () => 0, truth: 0, variance: 0 }),
    };
    const tries: Searcher = {
      id: "random",
      label: "Two runs",
      *search() {
        yield { point: Float64Array.of(0.1), share: 0.5 };
        yield { point: Float64Array.of(0.8), share: 1 };
        yield { point: Float64Array.of(0.2), share: 0.5 };
      },
    };
    const draws = createDraws(createRandomSource(1), 0);
    const { regrets, reached } = await finish(follow(tries, { dimensions: 1, budget: 3, eta: 3 }, objective, draws));
    assert.deepEqual([...regrets], [0.1, 0.8, 0.8]);
    assert.equal(reached, Number.POSITIVE_INFINITY);
  });

  test("has points that leave the cube come back as from a mirror", () => {
    const cases = [
      [0.3, 0.3],
      [-0.2, 0.2],
      [1.2, 0.8],
      [2.1, 0.1],
      [-1.4, 0.6],
    ] as const;
    for (const [from, to] of cases) {
      near(reflect(from), to, 1e-15);
    }
  });
});

suite("A run of a closed form", () => {
  test("is off its end by normal errors with the variances and covariances of a mean of its units", () => {
    const landscape = createRidge(settingsOf({ objective: "ridge", early: 1.5, noise: 0.5 }));
    const objective = landscape.place(createDraws(createRandomSource(2), 0));
    const unit = 1.5 * Math.sqrt(1 / 18);
    const runs = 20_000;
    const shares = [1 / 81, 3 / 81, 1 / 3];
    const sums = shares.map(() => shares.map(() => 0));
    let noise = 0;
    for (let run = 0; run < runs; run++) {
      const trial = objective.start([0.4]);
      const seen = shares.map((share) => trial.observe(share));
      const full = trial.observe(1);
      noise += (full - trial.truth) ** 2;
      seen.forEach((a, i) => {
        seen.forEach((b, j) => {
          (sums[i] as number[])[j] = (sums[i]?.[j] as number) + (a - full) * (b - full);
        });
      });
    }
    near(noise / runs, 0.25 / 18, (5 * Math.SQRT2 * (0.25 / 18)) / Math.sqrt(runs));
    const variance = (share: number) => (unit ** 2 * (1 / share - 1)) / 80;
    shares.forEach((a, i) => {
      shares.forEach((b, j) => {
        // What a longer run is off, the shorter one has within it.
        const exact = variance(Math.max(a, b));
        const error = Math.sqrt((variance(a) * variance(b) + exact ** 2) / runs);
        near((sums[i]?.[j] as number) / runs, exact, 5 * error, `${a} and ${b}`);
      });
    });
  });
});

suite("The standard errors of hyperparameter search", () => {
  /** The z values of all stochastic checks that a measurement gives, over seeds. */
  async function assertRight(
    seeds: number,
    settings: Settings,
    measure: (seed: number) => Promise<{ measured: Measured; landscape?: Landscape }>,
  ): Promise<string[]> {
    const zs = new Map<string, number[]>();
    for (let seed = 1; seed <= seeds; seed++) {
      const { measured, landscape } = await measure(seed);
      for (const check of listChecks(settings, measured, landscape)) {
        const { z } = judgeCheck(check);
        if (z !== undefined) {
          zs.set(check.name, [...(zs.get(check.name) ?? []), z]);
        }
      }
    }
    for (const of of zs.values()) {
      assertStandardNormal(of);
    }
    return [...zs.keys()];
  }

  test("are right for what needs no objective, over 40 seeds", async function () {
    this.timeout(60_000);
    const names = await assertRight(40, settingsOf({ budget: 20 }), async (seed) => {
      const measured = createMeasured();
      const random = createRandomSource(seed);
      await finish(countFirstHits(random, measured));
      await finish(crownWinners(random, measured, 20));
      await finish(measureDistances(random, measured));
      return { measured };
    });
    assert.equal(names.length, 14);
  });

  const races: [Record<string, unknown>, checks: number][] = [
    [{ objective: "ridge", budget: 10 }, 5],
    [{ objective: "ridge", budget: 10, noise: 0.5 }, 3],
    [{ objective: "branin", budget: 30 }, 3],
  ];
  for (const [wished, checks] of races) {
    test(`are right for the searches with ${JSON.stringify(wished)}, over 40 seeds`, async function () {
      this.timeout(60_000);
      const settings = { ...settingsOf({ ...wished, irrelevant: 1 }), repeats: 0, cheapRepeats: 100 };
      const names = await assertRight(40, settings, async (seed) => {
        const measured = createMeasured();
        const random = createRandomSource(seed);
        const survey = surveyFunction(branin, settings, createDraws(random, uses.reference));
        const landscape = settings.objective === "ridge" ? createRidge(settings) : await finish(survey);
        await finish(runRaces(random, landscape, settings, measured));
        return { measured, landscape };
      });
      assert.equal(names.length, checks);
    });
  }

  test("are right for the table of networks, over 40 seeds of searches; and it frees its tensors", async function () {
    this.timeout(120_000);
    const before = tf.memory().numTensors;
    const params = readParams(demo, { objective: "networks", budget: 12 }).params;
    const settings = { ...readSettings(params), repeats: 0, cheapRepeats: 100 };
    const landscape = await finish(trainTable({ tf, now, seed: 3, params }, settings));
    assert.equal(tf.memory().numTensors, before);
    // What was trained is worth searching: the best networks come near the share of flipped labels.
    const objective = landscape.place(createDraws(createRandomSource(1), 0));
    const draws = createDraws(createRandomSource(1), 1);
    const truths = Array.from({ length: 500 }, () => objective.start(draws.point(3)).truth);
    assert.ok(Math.min(...truths) < 0.2 && Math.max(...truths) > 0.4, `${Math.min(...truths)}`);
    const names = await assertRight(40, settings, async (seed) => {
      const measured = createMeasured();
      await finish(runRaces(createRandomSource(seed), landscape, settings, measured));
      return { measured, landscape };
    });
    assert.equal(names.length, 3);
  });
});

suite("Hyperparameter search", () => {
  const corners: Record<string, unknown>[] = [
    { budget: 9, irrelevant: 0, early: 0 },
    { budget: 10, irrelevant: 4, noise: 1, early: 2, eta: 2 },
    { objective: "hartmann", budget: 9, eta: 5, irrelevant: 4 },
    { objective: "ridge", budget: 100, irrelevant: 0, eta: 4 },
    { objective: "ridge", budget: 9, irrelevant: 4, noise: 1 },
  ];
  for (const wished of corners) {
    test(`has all its checks hold with ${JSON.stringify(wished)}`, async function () {
      this.timeout(60_000);
      assert.deepEqual(await failedChecks(demo, { repeats: 10, ...wished }), []);
    });
  }

  test("has all its checks hold for the networks, whose winners look better than they are", async function () {
    this.timeout(120_000);
    const { checks, conclusion, panels } = await runDemo(demo, 2, {
      objective: "networks",
      budget: 12,
      repeats: 10,
      eta: 4,
    });
    assert.deepEqual(
      checks.filter((check) => !judgeCheck(check).passed),
      [],
    );
    const optimism = checks.find(({ name }) => /value that won/.test(name));
    assert.ok((optimism?.measured ?? 0) < 0);
    assert.match(conclusion, /better than they are/);
    assert.equal(panels.length, 5);
  });

  test("frees its tensors where the networks' training is cancelled or fails, and where calibration ends", async () => {
    const before = tf.memory();
    const wished = { objective: "networks", budget: 9, repeats: 10 };
    for (const stopAt of [0.11, 0.2]) {
      const run = await startDemo(demo, 1, wished);
      for (let share = 0; share < stopAt; ) {
        share = await run.step();
      }
      await run.dispose();
      assert.deepEqual(tf.memory(), before);
    }
    const broken = new Proxy(tf, {
      get: (target, name) =>
        name === "engine"
          ? () => {
              throw new Error("planted");
            }
          : Reflect.get(target, name),
    });
    const params = readParams(demo, wished).params;
    await assert.rejects(finish(trainTable({ tf: broken, now, seed: 1, params }, readSettings(params))), /planted/);
    assert.deepEqual(tf.memory(), before);
    const calibration = demo.calibrate?.({ tf, now, seed: 1, params });
    assert.ok(((await calibration?.next())?.value ?? 0) > 0);
    await calibration?.return();
    assert.deepEqual(tf.memory(), before);
  });
});

const quick = { objective: "ridge", budget: 12, repeats: 10 };

testDefects(demo, quick, [
  {
    mistake: "a rank a little below the top counts as a hit",
    file: "demos/hyperparameter-search/stages.ts",
    from: "draws.uniform() >= topShare",
    to: "draws.uniform() >= 1.1 * topShare",
    seen: /95 % chance of the top 5 %/,
  },
  {
    mistake: "random points leave out half of each dimension",
    file: "demos/hyperparameter-search/searchers.ts",
    from: "yield { point: draws.point(dimensions), share: 1 }",
    to: "yield { point: draws.point(dimensions).map((value) => value / 2), share: 1 }",
    seen: /Random: mean distance/,
  },
  {
    mistake: "the grid's values are at the edges of their parts",
    file: "demos/hyperparameter-search/searchers.ts",
    from: "((rest % size) + 0.5) / size",
    to: "(rest % size) / size",
    seen: /Grid: mean distance/,
  },
  {
    mistake: "the winner is measured again on the data that chose it",
    file: "demos/hyperparameter-search/stages.ts",
    from: "addTo(held, draws.normal())",
    to: "addTo(held, best)",
    seen: /holds on fresh data/,
  },
  {
    mistake: "the generator's normal numbers are a little too large",
    file: "math/random.ts",
    from: "Math.sqrt(-2 * Math.log(",
    to: "Math.sqrt(-2.1 * Math.log(",
    seen: /Winner's curse/,
  },
  {
    mistake: "one setting too few takes part",
    file: "demos/hyperparameter-search/stages.ts",
    from: "for (let k = 0; k < settings; k++)",
    to: "for (let k = 1; k < settings; k++)",
    seen: /best of 10 equal settings/,
  },
  {
    mistake: "the last evaluation is free",
    file: "demos/hyperparameter-search/race.ts",
    from: "spent + share > budget + 1e-9",
    to: "spent >= budget",
    seen: /Hyperband: most that a search spent/,
  },
  {
    mistake: "expected improvement has its sign wrong",
    file: "math/expectedImprovement.ts",
    from: "(best - mean) / deviation",
    to: "(mean - best) / deviation",
    seen: /Expected improvement/,
  },
  {
    mistake: "the kernel has no factor ½",
    file: "math/gaussianProcess.ts",
    from: "alike[i] = Math.exp(-0.5 * square)",
    to: "alike[i] = Math.exp(-square)",
    seen: /Gaussian process, one length/,
  },
  {
    mistake: "Hyperband rounds its brackets down",
    file: "demos/hyperparameter-search/hyperband.ts",
    from: "Math.ceil(",
    to: "Math.floor(",
    seen: /runs started in one pass/,
  },
  {
    mistake: "Branin's function has a coefficient wrong",
    file: "demos/hyperparameter-search/closedForms.ts",
    from: "5.1 / (4",
    to: "5 / (4",
    seen: /Branin/,
  },
]);

testDefects(demo, { ...quick, objective: "networks" }, [
  {
    mistake: "training climbs",
    file: "gpu/population.ts",
    from: "network[p] = w - learningRate * slope",
    to: "network[p] = w + learningRate * slope",
    seen: /Error of the networks' best setting/,
  },
]);

testDefects(demo, { ...quick, noise: 0.5 }, [
  {
    mistake: "the search knows the data of the retest",
    file: "demos/hyperparameter-search/closedForms.ts",
    from: "retest: measure",
    to: "retest: () => full",
    seen: /value on fresh data/,
  },
]);
