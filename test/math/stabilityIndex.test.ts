import assert from "node:assert/strict";
import { normalCdf, normalQuantile } from "../../src/math/normalDistribution";
import { binShare, expectedIndexTerm, stabilityIndex } from "../../src/math/stabilityIndex";

const tenths = new Array<number>(10).fill(0.1);
/** What N(shift,1) puts into the bins that N(0,1) fills evenly. */
const shiftedBins = (shift: number) => {
  const below = [0, ...Array.from({ length: 9 }, (_, i) => normalCdf(normalQuantile((i + 1) / 10) - shift)), 1];
  return tenths.map((_, i) => (below[i + 1] as number) - (below[i] as number));
};

suite("The population stability index", () => {
  test("of a normal feature that moves is what the answer says", () => {
    for (const [shift, exact] of [
      [0.1, 0.0096],
      [0.25, 0.0598],
      [0.5, 0.2377],
      [1, 0.9261],
      // The folklore limits.
      [0.3235, 0.1],
      [0.5128, 0.25],
    ] as const) {
      assert.ok(Math.abs(stabilityIndex(tenths, shiftedBins(shift)) - exact) < 6e-5, `at ${shift}`);
    }
    assert.equal(stabilityIndex(tenths, tenths), 0);
  });

  test("has the mean that all pairs of counts give", () => {
    const [n, m, p, q] = [5, 4, 0.3, 0.6];
    const choose = (from: number, k: number): number => (k === 0 ? 1 : (choose(from, k - 1) * (from - k + 1)) / k);
    const chance = (of: number, k: number, one: number) => choose(of, k) * one ** k * (1 - one) ** (of - k);
    let mean = 0;
    for (let i = 0; i <= n; i++) {
      for (let j = 0; j <= m; j++) {
        const [a, b] = [binShare(i, n), binShare(j, m)];
        mean += chance(n, i, p) * chance(m, j, q) * (b - a) * Math.log(b / a);
      }
    }
    assert.ok(Math.abs(expectedIndexTerm(p, n, q, m) - mean) < 1e-13);
  });

  test("without drift averages nearly 9(1/n + 1/m) over ten bins", () => {
    assert.ok(Math.abs(10 * expectedIndexTerm(0.1, 1000, 0.1, 1000) - 0.018) < 2e-4);
  });
});
