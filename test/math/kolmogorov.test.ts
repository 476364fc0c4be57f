import assert from "node:assert/strict";
import { gapLevel, gapThreshold, kolmogorovCritical, kolmogorovTail, largestGap } from "../../src/math/kolmogorov";
import { createRandomSource } from "../../src/math/random";

const near = (measured: number, exact: number, tolerance: number) =>
  assert.ok(Math.abs(measured - exact) <= tolerance, `${measured}, not ${exact}`);

suite("The Kolmogorov distribution", () => {
  test("is the same by both of its series, where one takes over from the other", () => {
    for (const x of [0.5, 0.8, 0.80001, 1, 1.5]) {
      let alternating = 0;
      let theta = 0;
      for (let k = 1; k <= 100; k++) {
        alternating += (k % 2 === 1 ? 2 : -2) * Math.exp(-2 * k * k * x * x);
        theta += Math.exp((-((2 * k - 1) ** 2) * Math.PI ** 2) / (8 * x * x));
      }
      near(kolmogorovTail(x), alternating, 1e-13);
      near(kolmogorovTail(x), 1 - (Math.sqrt(2 * Math.PI) / x) * theta, 1e-13);
    }
    assert.deepEqual([kolmogorovTail(0), kolmogorovTail(-1)], [1, 1]);
  });

  test("has the critical constants of the tables", () => {
    for (const [level, constant] of [
      [0.1, 1.2238478702170823],
      [0.05, 1.3580986393225507],
      [0.01, 1.6276236115189504],
      [0.001, 1.9494746035043753],
    ] as const) {
      near(kolmogorovCritical(level), constant, 1e-12);
    }
    near(gapThreshold(0.05, 1000, 1000), 0.0607, 5e-5);
  });
});

suite("The largest gap of two samples", () => {
  test("is that of their distribution functions, ties passed together", () => {
    assert.equal(largestGap([1, 2, 3], [4, 5, 6]), 1);
    near(largestGap([1, 3, 5], [2, 4, 6]), 1 / 3, 1e-15);
    assert.equal(largestGap([1, 1, 1, 2], [1, 1, 1, 2]), 0);
    near(largestGap([0, 0, 1], [0, 1, 1, 1]), 2 / 3 - 1 / 4, 1e-15);
  });

  test("exceeds a threshold as often as counting all orders says", () => {
    /** All orders of n old and n new values, and how many have a gap above the threshold. */
    const count = (n: number, threshold: number) => {
      let [all, above] = [0, 0];
      const walk = (olds: number, news: number, most: number) => {
        const gap = Math.max(most, Math.abs(olds - news) / n);
        if (olds + news === 2 * n) {
          all++;
          above += Number(gap > threshold);
          return;
        }
        if (olds < n) {
          walk(olds + 1, news, gap);
        }
        if (news < n) {
          walk(olds, news + 1, gap);
        }
      };
      walk(0, 0, 0);
      return above / all;
    };
    for (const threshold of [0, 0.2, 0.25, 0.4, 0.5, 0.61, 0.9]) {
      near(gapLevel(8, threshold), count(8, threshold), 1e-13);
      near(gapLevel(5, threshold), count(5, threshold), 1e-13);
    }
    assert.equal(gapLevel(5, 1), 0);
  });

  test("comes to its asymptotic level for large samples", () => {
    near(gapLevel(100_000, gapThreshold(0.05, 100_000, 100_000)), 0.05, 5e-4);
  });

  test("is found in samples as often as that", () => {
    const random = createRandomSource(4);
    const [n, trials] = [50, 4000];
    const threshold = gapThreshold(0.05, n, n);
    let above = 0;
    for (let trial = 0; trial < trials; trial++) {
      const both = random.uniforms(0, 2 * n, 2 * n * trial);
      above += Number(largestGap(both.slice(0, n).sort(), both.slice(n).sort()) > threshold);
    }
    const exact = gapLevel(n, threshold);
    near(above / trials, exact, 4 * Math.sqrt((exact * (1 - exact)) / trials));
  });
});
