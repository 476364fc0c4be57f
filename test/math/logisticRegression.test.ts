import assert from "node:assert/strict";
import { fitLogistic, scoreRow } from "../../src/math/logisticRegression";
import { createRandomSource } from "../../src/math/random";

const random = createRandomSource(2);
const [count, features] = [400, 3];
const values = random.normals(0, count * features);
const truth = { weights: Float64Array.of(1.5, -1, 0), intercept: 0.5 };
const labels = random.uniforms(1, count).map((u, row) => Number(u < 1 / (1 + Math.exp(-scoreRow(truth, values, row)))));

suite("Logistic regression", () => {
  for (const [what, weights, penalty] of [
    ["", undefined, 1],
    [", with weights", random.uniforms(2, count), 0.1],
  ] as const) {
    test(`ends where the gradient of its loss is 0${what}`, () => {
      const fitted = fitLogistic({ features, values, labels, ...(weights ? { weights } : {}) }, penalty);
      const loss = (score: typeof fitted) => {
        let sum = 0.5 * penalty * score.weights.reduce((squares, w) => squares + w * w, 0);
        labels.forEach((label, row) => {
          const z = scoreRow(score, values, row);
          sum += (weights?.[row] ?? 1) * (Math.log1p(Math.exp(z)) - label * z);
        });
        return sum;
      };
      for (let i = 0; i <= features; i++) {
        const nudged = (by: number) =>
          loss({
            weights: fitted.weights.map((w, j) => (i === j ? w + by : w)),
            intercept: fitted.intercept + (i === features ? by : 0),
          });
        assert.ok(Math.abs(nudged(1e-5) - nudged(-1e-5)) / 2e-5 < 1e-4, `along ${i}`);
      }
      truth.weights.forEach((w, i) => {
        assert.ok(Math.abs((fitted.weights[i] as number) - w) < 0.6);
      });
    });
  }

  test("stays finite where a plane parts the labels, and where there is one label", () => {
    const parted = fitLogistic({ features: 1, values: [-2, -1, 1, 2], labels: [0, 0, 1, 1] }, 1);
    assert.ok((parted.weights[0] as number) > 0.5 && (parted.weights[0] as number) < 2);
    const alike = fitLogistic({ features: 1, values: [-2, -1, 1, 2], labels: [1, 1, 1, 1] }, 1);
    assert.ok(Number.isFinite(alike.intercept) && scoreRow(alike, [0], 0) > 3);
  });
});
