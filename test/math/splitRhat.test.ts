import assert from "node:assert/strict";
import { createRandomSource } from "../../src/math/random";
import { rankSplitRhat } from "../../src/math/splitRhat";

suite("R̂", () => {
  const random = createRandomSource(1);
  const chains = (change: (z: number, chain: number, step: number) => number) =>
    Array.from({ length: 8 }, (_, c) => random.normals(c, 200).map((z, step) => change(z, c, step)));

  test("is 1 within noise for chains of independent draws", () => {
    const value = rankSplitRhat(chains((z) => z));
    // The variance of the mean of half a chain is 1/100 of that of a draw: about √1.005 less 1, and noise.
    assert.ok(value > 0.995 && value < 1.01, `${value}`);
  });

  test("is the same after any increasing transformation of the draws, where chains differ in place", () => {
    const plain = chains((z, c) => z + (c < 4 ? 1 : 0));
    const value = rankSplitRhat(plain);
    assert.ok(Math.abs(rankSplitRhat(plain.map((chain) => chain.map(Math.exp))) - value) < 1e-12);
  });

  test("sees a chain somewhere else, one of another scale, and a drift that all share", () => {
    assert.ok(rankSplitRhat(chains((z, c) => z + (c === 0 ? 3 : 0))) > 1.1);
    assert.ok(rankSplitRhat(chains((z, c) => z * (c < 4 ? 1 : 4))) > 1.1);
    assert.ok(rankSplitRhat(chains((z, _, step) => z + step / 100)) > 1.1);
  });

  test("is far above 1 for chains that sit in two modes and hardly move", () => {
    assert.ok(rankSplitRhat(chains((z, c) => (c % 2) * 10 + 0.01 * z)) > 1.5);
  });

  test("has the value that its definition gives for a few draws by hand", () => {
    // Halves (1, 2), (3, 4), (5, 6), (7, 8): scores are those of ranks 1 to 8, and folding pairs them up.
    const scores = [-1.4342, -0.8522, -0.4728, -0.1525, 0.1525, 0.4728, 0.8522, 1.4342];
    const means = [0, 2, 4, 6].map((i) => ((scores[i] as number) + (scores[i + 1] as number)) / 2);
    const within = [0, 2, 4, 6].reduce(
      (sum, i) => sum + ((scores[i] as number) - (scores[i + 1] as number)) ** 2 / 8,
      0,
    );
    const between = means.reduce((sum, mean) => sum + mean * mean, 0) / 3;
    const value = rankSplitRhat([
      [1, 2, 3, 4],
      [5, 6, 7, 8],
    ]);
    assert.ok(Math.abs(value - Math.sqrt(0.5 + between / within)) < 2e-3, `${value}`);
  });
});
