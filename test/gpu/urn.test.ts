import assert from "node:assert/strict";
import { bootstrap } from "../../src/gpu/bootstrap";
import type { Kernel } from "../../src/gpu/kernel";
import { createLaneRandom } from "../../src/gpu/laneRandom";
import { drawWithoutReplacement, drawWithReplacement, pickBelow } from "../../src/gpu/urn";
import { finiteCorrection, momentsOfSampleMean, populationMoments } from "../../src/math/finitePopulation";
import { distinctLaw, distinctMean, distinctVariance, noRepeat } from "../../src/math/occupancy";

const near = (measured: number, exact: number, tolerance: number, what = "") =>
  assert.ok(Math.abs(measured - exact) <= tolerance, `${what} ${measured} is not within ${tolerance} of ${exact}`);

/** The states of lanes after so many steps, taken in two calls. */
function advance(kernel: Kernel, lanes: number, steps: number, uniforms: Record<string, number>, values: number[]) {
  const state = Array.from({ length: kernel.vectors }, () => new Float32Array(4 * lanes));
  const tables = {
    population: Float32Array.from({ length: 4 * Math.ceil(values.length / 4) }, (_, i) => values[i] ?? 0),
  };
  const first = Math.floor(steps / 2);
  for (const [from, count] of [
    [0, first],
    [first, steps - first],
  ] as const) {
    kernel.advance({
      lanes,
      from,
      steps: count,
      random: createLaneRandom(7, 3),
      uniforms,
      tables,
      state,
      previous: [],
    });
  }
  return state;
}

/** Pearson's statistic of counts, given the weight of each, in standard deviations from what it should be. */
function unevenness(counts: readonly number[], weights: readonly number[]): number {
  const total = (of: readonly number[]) => of.reduce((sum, one) => sum + one, 0);
  const scale = total(counts) / total(weights);
  const statistic = counts.reduce((sum, count, i) => {
    const expected = scale * (weights[i] as number);
    return sum + (count - expected) ** 2 / expected;
  }, 0);
  return (statistic - (counts.length - 1)) / Math.sqrt(2 * (counts.length - 1));
}

suite("A sample of the urn kernels", () => {
  test("picks by the upper half of the product of word and range, from the lowest number to the highest", () => {
    assert.equal(pickBelow(0, 5), 0);
    assert.equal(pickBelow(0xffffffff, 5), 4);
    assert.equal(pickBelow(0xffffffff, 65_536), 65_535);
    assert.equal(pickBelow(0x80000000, 10), 5);
    assert.equal(pickBelow(0x7fffffff, 10), 4);
    // As GLSL does it, in 32 bits.
    for (let i = 0; i < 10_000; i++) {
      const word = Math.imul(i, 0x9e3779b9) >>> 0;
      const below = 1 + ((i * 7919) % 65_536);
      const low = ((word & 65_535) * below) >>> 16;
      assert.equal(pickBelow(word, below), ((word >>> 16) * below + low) >>> 16);
    }
  });

  // Powers of two as values: a sum says which items were drawn.
  const powers = [1, 2, 4, 8, 16];

  test("takes every set of two of five items equally often without replacement, and nothing else", () => {
    const lanes = 40_000;
    const [state] = advance(drawWithoutReplacement, lanes, 2, { size: 5, draws: 2, marked: 2 }, powers);
    const counts = new Map<number, number>();
    for (let lane = 0; lane < lanes; lane++) {
      const [sum, drawn, marked] = (state as Float32Array).subarray(4 * lane, 4 * lane + 3) as unknown as number[];
      assert.equal(drawn, 2);
      assert.equal(marked, (Number(sum) & 1) + ((Number(sum) >> 1) & 1));
      counts.set(Number(sum), (counts.get(Number(sum)) ?? 0) + 1);
    }
    assert.equal(counts.size, 10);
    assert.ok(Math.abs(unevenness([...counts.values()], new Array<number>(10).fill(1))) < 4);
  });

  test("takes every item once where all are drawn", () => {
    const [state] = advance(drawWithoutReplacement, 100, 2, { size: 5, draws: 5, marked: 1 }, powers);
    for (let lane = 0; lane < 100; lane++) {
      assert.deepEqual([...(state as Float32Array).subarray(4 * lane, 4 * lane + 3)], [31, 5, 1]);
    }
  });

  test("takes every ordered pair of five items equally often with replacement", () => {
    const lanes = 40_000;
    const [state] = advance(drawWithReplacement, lanes, 1, { size: 5, draws: 2, marked: 0 }, [1, 6, 36, 216, 1296]);
    const sums = new Map<number, number>();
    for (let lane = 0; lane < lanes; lane++) {
      const sum = (state as Float32Array)[4 * lane] as number;
      sums.set(sum, (sums.get(sum) ?? 0) + 1);
    }
    assert.equal(sums.size, 15);
    // Two different items come in two orders.
    const weights = [...sums.keys()].map((sum) => ([2, 12, 72, 432, 2592].includes(sum) ? 1 : 2));
    assert.ok(Math.abs(unevenness([...sums.values()], weights)) < 4);
  });

  test("counts the distinct items of resamples, and keeps the last four", () => {
    const draws = 9;
    const values = Array.from({ length: 40 }, (_, i) => i + 1);
    const lanes = 50;
    const [sums, distincts] = advance(bootstrap, lanes, 6, { size: 40, draws }, values) as [Float32Array, Float32Array];
    const random = createLaneRandom(7, 3);
    for (let lane = 0; lane < lanes; lane++) {
      for (let back = 0; back < 4; back++) {
        random.at(lane, 5 - back);
        const items = Array.from({ length: draws }, (_, draw) =>
          pickBelow(random.words(Math.floor(draw / 4))[draw % 4] as number, 40),
        );
        assert.equal(distincts[4 * lane + back], new Set(items).size);
        assert.equal(
          sums[4 * lane + back],
          items.reduce((sum, item) => sum + (values[item] as number), 0),
        );
      }
    }
  });
});

suite("The law of the number of distinct items", () => {
  test("has probabilities that sum to 1, and the mean and variance of the formulas", () => {
    for (const [draws, items] of [
      [5, 5],
      [100, 100],
      [1000, 1000],
      [23, 365],
      [30, 4],
    ] as const) {
      const law = distinctLaw(draws, items);
      const moment = (of: (d: number) => number) => law.reduce((sum, share, d) => sum + share * of(d), 0);
      near(
        moment(() => 1),
        1,
        1e-12,
      );
      const mean = moment((d) => d);
      near(mean, distinctMean(draws, items), 1e-9 * items, `mean of ${draws} from ${items}`);
      const variance = distinctVariance(draws, items);
      near(
        moment((d) => (d - mean) ** 2),
        variance,
        1e-7 * Math.max(1, variance),
        `variance of ${draws} from ${items}`,
      );
    }
  });

  test("is known where it can be counted by hand", () => {
    // Two draws from two: one distinct or two, each half of the time. Three from three: 3, 18 and 6 of 27.
    assert.deepEqual([...distinctLaw(2, 2)], [0, 0.5, 0.5]);
    [0, 3 / 27, 18 / 27, 6 / 27].forEach((share, d) => {
      near(distinctLaw(3, 3)[d] as number, share, 1e-15);
    });
  });

  test("has the shares of a bootstrap sample and the birthday problem of the tables", () => {
    for (const [n, share] of [
      [5, 0.67232],
      [10, 0.6513215599],
      [100, 0.6339676587267709],
      [1000, 0.6323045752290363],
    ] as const) {
      near(distinctMean(n, n) / n, share, 1e-12);
    }
    near(Math.sqrt(distinctVariance(100, 100)) / 100, 0.031209, 5e-7);
    near(1 - noRepeat(23, 365), 0.5072972343239854, 1e-13);
    near(distinctLaw(23, 365)[23] as number, noRepeat(23, 365), 1e-13);
    assert.equal(noRepeat(366, 365), 0);
  });
});

suite("The mean of a sample of a finite population", () => {
  const values = [1, 2, 4, 8, 16, 3];
  const moments = populationMoments(values);

  /** Moments about the population's mean of the means of all samples of n, each equally likely. */
  function enumerate(n: number, replacing: boolean): { variance: number; fourth: number } {
    const means: number[] = [];
    const extend = (sample: readonly number[]): void => {
      if (sample.length === n) {
        means.push(sample.reduce((sum, item) => sum + (values[item] as number), 0) / n);
        return;
      }
      for (let item = 0; item < values.length; item++) {
        if (replacing || !sample.includes(item)) {
          extend([...sample, item]);
        }
      }
    };
    extend([]);
    const average = (power: number) =>
      means.reduce((sum, mean) => sum + (mean - moments.mean) ** power, 0) / means.length;
    return { variance: average(2), fourth: average(4) };
  }

  for (const replacing of [true, false]) {
    test(`has the variance and the fourth moment of all samples, ${replacing ? "with" : "without"} replacement`, () => {
      for (const n of [1, 2, 3, 4, 5, ...(replacing ? [] : [6])]) {
        const { variance, fourth } = momentsOfSampleMean(moments, n, replacing);
        const all = enumerate(n, replacing);
        near(variance, all.variance, 1e-12 * moments.variance, `variance of ${n}`);
        near(fourth, all.fourth, 1e-12 * moments.fourth, `fourth moment of ${n}`);
      }
    });
  }

  test("varies less without replacement by the correction of the tables", () => {
    for (const [n, factor] of [
      [100, 0.9009009009009009],
      [500, 0.5005005005005005],
      [900, 0.1001001001001001],
      [1000, 0],
    ] as const) {
      near(finiteCorrection(n, 1000), factor, 1e-15);
    }
  });
});
