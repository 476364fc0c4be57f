import assert from "node:assert/strict";
import { binomialProbabilities, majorityProbability } from "../../src/math/binomial";

suite("The binomial distribution", () => {
  test("is C(n, k) pᵏ(1 − p)ⁿ⁻ᵏ, in the tails too", () => {
    for (const [trials, p] of [
      [1, 0.3],
      [10, 0.5],
      [64, 0.05],
      [64, 0.95],
    ] as const) {
      let choose = 1;
      binomialProbabilities(trials, p).forEach((probability, k) => {
        const exact = choose * p ** k * (1 - p) ** (trials - k);
        assert.ok(Math.abs(probability / exact - 1) < 1e-12, `${k} of ${trials} at ${p}: ${probability}, not ${exact}`);
        choose = (choose * (trials - k)) / (k + 1);
      });
    }
  });

  test("has certain ends", () => {
    assert.deepEqual([...binomialProbabilities(3, 0)], [1, 0, 0, 0]);
    assert.deepEqual([...binomialProbabilities(3, 1)], [0, 0, 0, 1]);
  });

  test("gives majorities the probabilities of the jury theorem", () => {
    const sizes = [1, 3, 5, 11, 21];
    const known: [p: number, majorities: number[]][] = [
      [0.7, [0.7, 0.784, 0.83692, 0.92177520904, 0.973610059298716]],
      [0.6, [0.6, 0.648, 0.68256, 0.75349813248, 0.8256221336382272]],
      [0.4, [0.4, 0.352, 0.31744, 0.24650186752, 0.1743778663617728]],
    ];
    for (const [p, majorities] of known) {
      majorities.forEach((exact, i) => {
        assert.ok(Math.abs(majorityProbability(sizes[i] as number, p) - exact) < 1e-14);
      });
    }
  });

  test("lets a coin decide ties: an even number of voters is as good as one fewer", () => {
    for (const p of [0.1, 0.45, 0.7]) {
      for (const voters of [2, 8, 20]) {
        assert.ok(Math.abs(majorityProbability(voters, p) - majorityProbability(voters - 1, p)) < 1e-14);
      }
    }
  });
});
