import assert from "node:assert/strict";
import { findLinearPieces } from "../../src/math/linearPieces";
import { countParameters, drawNetworks, type NetworkShape, predict } from "../../src/math/network";
import { createRandomSource } from "../../src/math/random";

suite("A network", () => {
  const shapes: [widths: number[], parameters: number][] = [
    [[1, 12, 1], 37],
    [[1, 2, 2, 2, 2, 2, 2, 1], 37],
    [[1, 3, 4, 1], 27],
  ];
  for (const [widths, parameters] of shapes) {
    test(`of ${widths.join("-")} units has ${parameters} parameters`, () => {
      assert.equal(countParameters({ widths, leak: 0 }), parameters);
    });
  }

  test("adds up weights and biases, and bends what is below 0 in hidden layers only", () => {
    const shape = { widths: [1, 2, 1], leak: 0.5 };
    // Units 2x - 1 and -x; output 3a + 4b - 5.
    const parameters = [2, -1, -1, 0, 3, 4, -5];
    assert.deepEqual([...predict(shape, parameters, Float64Array.of(1, -2))], [3 - 2 - 5, -7.5 + 8 - 5]);
  });

  test("starts with the variances of its initialisation, unit by unit", () => {
    const shape: NetworkShape = { widths: [1, 2, 8, 1], leak: 0 };
    const size = countParameters(shape);
    const variance = (initialisation: "he" | "uniform", place: number) => {
      const all = drawNetworks(shape, 4000, initialisation, createRandomSource(1), 0);
      const own = all.filter((_, i) => i % size === place);
      return own.reduce((sum, w) => sum + w * w, 0) / own.length;
    };
    // Places: weight and bias of a first unit, weight of a second layer's unit, output weight. 4000 draws: 2 to 3 %.
    for (const [place, he, uniform] of [
      [0, 2, 1 / 3],
      [1, 0, 1 / 3],
      [4, 1, 1 / 6],
      [28, 2 / 8, 1 / 24],
    ] as const) {
      assert.ok(Math.abs(variance("he", place) - he) <= 0.1 * he);
      assert.ok(Math.abs(variance("uniform", place) - uniform) < 0.1 * uniform);
    }
  });
});

suite("The linear pieces of a network", () => {
  test("follow from hand-set weights: |x| on [-1, 1] is two pieces with their kink at 0", () => {
    const pieces = findLinearPieces({ widths: [1, 2, 1], leak: 0 }, [1, 0, -1, 0, 1, 1, 0], -1, 1);
    assert.deepEqual(
      pieces.map(({ from, to, slope, intercept }) => [from + 0, to + 0, slope, intercept + 0]),
      [
        [-1, 0, -1, 0],
        [0, 1, 1, 0],
      ],
    );
  });

  test("join where a unit bends and nothing comes of it", () => {
    assert.equal(findLinearPieces({ widths: [1, 1, 1], leak: 0 }, [1, -0.5, 0, 3], 0, 1).length, 1);
  });

  test("are the function: at many points of many networks they say what the network says", () => {
    const xs = Float64Array.from({ length: 301 }, (_, i) => i / 300);
    for (const leak of [0, 0.1]) {
      const shape = { widths: [1, 3, 4, 3, 1], leak };
      const size = countParameters(shape);
      const all = drawNetworks(shape, 30, "uniform", createRandomSource(2), 0);
      let most = 0;
      for (let i = 0; i < 30; i++) {
        const own = all.subarray(i * size, (i + 1) * size);
        const pieces = findLinearPieces(shape, own, 0, 1);
        most = Math.max(most, pieces.length);
        predict(shape, own, xs).forEach((y, j) => {
          const x = xs[j] as number;
          const piece = pieces.find(({ to }) => x <= to);
          assert.ok(piece && Math.abs(piece.slope * x + piece.intercept - y) < 1e-12);
        });
      }
      assert.ok(most > 3);
    }
  });
});
